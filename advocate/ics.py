"""Dates as an iCalendar file (RFC 5545), which every calendar program reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from advocate.text import strip_controls

_LINE = 75  # octets, section 3.1


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: whole days from `start` to `end`, or a moment with its zone and its minutes.

    The same thing has the same `uid` each time, so that a calendar updates it.
    """

    uid: str
    summary: str
    start: date  # a datetime, with its zone, where it has a time
    end: date | None = None  # the last day; left out: one day
    minutes: int | None = None
    place: str = ""
    note: str = ""


def calendar(events: Iterable[Event], *, now: datetime) -> str:
    """Return an iCalendar file of the events; `now` is when it was made."""
    return "".join(pieces(events, now=now))


def pieces(events: Iterable[Event], *, now: datetime) -> Iterator[str]:
    """Yield the same file piece by piece, an event each."""
    yield _joined(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//advocate//outreach log//EN"])
    for event in events:
        yield _joined(_lines(event, now))
    yield _joined(["END:VCALENDAR"])


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _lines(event: Event, now: datetime) -> list[str]:
    texts = {"SUMMARY": event.summary, "LOCATION": event.place, "DESCRIPTION": event.note}
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}@advocate.invalid",
        f"DTSTAMP:{_utc(now)}",
        *_when(event),
        *(f"{name}:{_escaped(text)}" for name, text in texts.items() if text),
        "END:VEVENT",
    ]


def _when(event: Event) -> list[str]:
    if isinstance(event.start, datetime):
        lasts = [f"DURATION:PT{event.minutes}M"] if event.minutes else []
        return [f"DTSTART:{_utc(event.start)}", *lasts]
    after = (event.end or event.start) + timedelta(days=1)
    return [
        f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        "TRANSP:TRANSPARENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return strip_controls(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most _LINE octets; no character is cut."""
    part = ""
    for char in line:
        if len(f"{part}{char}".encode()) > _LINE:
            yield part
            part = " "
        part += char
    yield part

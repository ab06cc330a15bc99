"""What is due, and what was met, as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from advocate.outreach.records import Channel, Contact, FollowUp
from advocate.outreach.words import CHANNEL_WORDS
from advocate.text import strip_controls

_LINE = 75  # octets, section 3.1


def calendar(
    follow_ups: Iterable[FollowUp], *, now: datetime, contacts: Iterable[Contact] = ()
) -> str:
    """Return an iCalendar (RFC 5545): a whole day for each follow-up that has one, and the time of
    each meeting among `contacts`.

    The same thing has the same UID each time, so that a calendar updates it.
    """
    return "".join(pieces(follow_ups, now=now, contacts=contacts))


def pieces(
    follow_ups: Iterable[FollowUp], *, now: datetime, contacts: Iterable[Contact]
) -> Iterator[str]:
    """Yield the same calendar piece by piece."""
    yield _joined(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//advocate//outreach log//EN"])
    for one in follow_ups:
        if one.due:
            text = f"{one.text} (Senator {one.senator_name})"
            yield _joined(_event(one.uid, text, _day(one.due), now))
    for met in contacts:
        if met.channel in _MEETINGS:
            where = f" ({met.office_label})" if met.office_label else ""
            what = CHANNEL_WORDS[met.channel].capitalize()
            text = f"{what}: Senator {met.senator_name}{where}"
            yield _joined(_event(met.uid, text, _time(met), now))
    yield _joined(["END:VCALENDAR"])


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


_MEETINGS = (Channel.MEETING, Channel.VISIT, Channel.TOWN_HALL, Channel.RALLY)


def _event(uid: str, text: str, when: list[str], now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@advocate.invalid",
        f"DTSTAMP:{_utc(now)}",
        *when,
        f"SUMMARY:{_escaped(text)}",
        "END:VEVENT",
    ]


def _day(day: date) -> list[str]:
    after = day + timedelta(days=1)
    return [
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        "TRANSP:TRANSPARENT",
    ]


def _time(met: Contact) -> list[str]:
    times = [f"DTSTART:{_utc(met.when)}"]
    return [*times, f"DURATION:PT{met.minutes}M"] if met.minutes else times


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

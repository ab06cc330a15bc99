"""Who is open now: an office's hours as on file, else the usual ones, on its own clock."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from advocate.directory.records import Office
from advocate.text import clock_time, near_date

# Without hours on file: what offices keep, as a rule. It is said that they are no more than that.
USUAL = (time(9), time(17))
_WEEKDAYS = frozenset(range(5))

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether an office is likely to answer at a moment, in its own local time.

    `until` is when it closes, if it is open; `opens` when it opens next, if it is closed, and
    `why` it is. `usual` says that the hours are not the office's own, `other_day` that it is not
    the day there that it is for who asks.
    """

    local: datetime
    until: time | None
    opens: datetime | None
    why: str
    usual: bool
    other_day: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether somebody is likely to answer."""
        return self.until is not None

    @property
    def sentence(self) -> str:
        """Say it in a few words: "open until 5:00 p.m. (usual hours); it is 2:10 p.m. there"."""
        note = " (usual hours)" if self.usual else ""
        day = f" on {self.local:%A}" if self.other_day else ""
        there = f"it is {clock_time(self.local.time())}{day} there"
        if self.until is not None:
            return f"open until {clock_time(self.until)}{note}; {there}"
        closed = f"closed: {self.why}" if self.why else "closed now"
        if self.opens is None:
            return f"{closed}; {there}"
        return f"{closed}; opens {self.opens_words(self.local.date())}{note}; {there}"

    def opens_words(self, today: date) -> str:
        """Say when it opens next, on its own clock, to whom it is `today`: "tomorrow at 9:00 a.m.";
        empty if that is not known."""
        return _next(self.opens, today) if self.opens else ""


def opening(office: Office, moment: datetime, closed: Mapping[date, str]) -> Opening | None:
    """Return whether an office is open at a moment (with its zone); None when its place, and so
    its clock, is not known.

    `closed` are the holidays, the user's own among them, by day, from that day on for a week and
    more.
    """
    zone = zone_of(office)
    if zone is None:
        return None
    local = moment.astimezone(zone)
    hours = _hours_on_file(office.hours)
    usual = hours is None
    week = hours or dict.fromkeys(_WEEKDAYS, USUAL)
    span = None if local.date() in closed else week.get(local.weekday())
    other_day = local.date() != moment.date()
    if span and span[0] <= local.time() < span[1]:
        return Opening(local, span[1], None, "", usual, other_day)
    opens, why = _opens(week, local, closed), _why(local, closed, week)
    return Opening(local, None, opens, why, usual, other_day)


def zone_of(office: Office) -> ZoneInfo | None:
    """Return the zone of an office's clock; None when its place is not known."""
    try:
        return ZoneInfo(office.timezone) if office.timezone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # none of this name, or not a name at all
        return None


def _why(local: datetime, closed: Mapping[date, str], week: Mapping[int, Span]) -> str:
    if local.date() in closed:
        return closed[local.date()]
    return "" if local.weekday() in week else f"it is {local:%A}"


def _opens(
    week: Mapping[int, Span], local: datetime, closed: Mapping[date, str]
) -> datetime | None:
    """Return the next moment at which an office opens, within two weeks."""
    for ahead in range(15):
        day = local.date() + timedelta(days=ahead)
        span = None if day in closed else week.get(day.weekday())
        if span:
            opens = datetime.combine(day, span[0], local.tzinfo)
            if opens > local:
                return opens
    return None


def _next(opens: datetime, today: date) -> str:
    days = (opens.date() - today).days
    at = clock_time(opens.time())
    if days == 0:
        return f"at {at}"
    if days == 1:
        return f"tomorrow at {at}"
    return f"{opens:%A} at {at}" if days < 7 else f"{near_date(opens.date(), today)} at {at}"


_DAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon m", "tuesday tue tues tu", "wednesday wed w", "thursday thu thur thurs th",
         "friday fri f", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_CLOCK = r"(\d{1,2})(?::(\d\d))?\s*(am|pm)?"
_TIMES = re.compile(rf"{_CLOCK}\s*(?:-|to)\s*{_CLOCK}")
_DAY_SPAN = re.compile(rf"\b({_DAY})\b\s*(?:-|to|through)\s*\b({_DAY})\b")
_ONE_DAY = re.compile(rf"\b({_DAY})\b")
# What else a line of hours may say without a meaning that would be lost on us.
_REST = re.compile(r"\b([ecmp]t|by|appointment|only|and)\b|[\s,;.()-]")


def _hours_on_file(text: str) -> dict[int, Span] | None:
    """Return the span of each weekday that a line of hours names, or None when it names none, or
    says something that is not understood: then it is shown as it stands, and not counted with.

    "By appointment" is about visits: the telephone is answered all the same.
    """
    plain = text.casefold().replace("–", "-").replace("—", "-").replace("a.m.", "am")
    plain = plain.replace("p.m.", "pm")
    times = _TIMES.findall(plain)
    if len(times) != 1:
        return None
    rest = _TIMES.sub(" ", plain)
    days = set(_days(rest))
    if _REST.sub("", _ONE_DAY.sub("", _DAY_SPAN.sub("", rest))):
        return None
    span = _span(times[0])
    return dict.fromkeys(sorted(days or _WEEKDAYS), span) if span else None


def _days(text: str) -> Iterator[int]:
    for first, last in _DAY_SPAN.findall(text):
        days = (_DAYS[last] - _DAYS[first]) % 7 + 1  # Sunday to Thursday goes round the week's end
        yield from ((_DAYS[first] + ahead) % 7 for ahead in range(days))
    for name in _ONE_DAY.findall(_DAY_SPAN.sub(" ", text)):
        yield _DAYS[name]


def _span(found: tuple[str, ...]) -> Span | None:
    """Return "8", "", "", "5", "00", "pm" as 8:00 to 17:00: an office opens before it closes."""
    first_hour, first_minute, first_half, last_hour, last_minute, last_half = found
    closes = _time(last_hour, last_minute, last_half or "pm")
    # No office opens at one in the morning: “1-5pm” and “12-4pm” are an afternoon, “6-2pm” is not.
    likely = ("pm", "am") if int(first_hour) < 7 or int(first_hour) == 12 else ("am",)
    for half in (first_half,) if first_half else likely:
        opens = _time(first_hour, first_minute, half)
        if opens is not None and closes is not None and opens < closes:
            return opens, closes
    return None


def _time(hour: str, minute: str, half: str) -> time | None:
    if not 1 <= int(hour) <= 12 or int(minute or 0) > 59:
        return None
    return time(int(hour) % 12 + 12 * (half == "pm"), int(minute or 0))

"""When senators are home, and when they sit: the Senate's published schedule."""

from collections.abc import Iterable
from datetime import date, timedelta

from advocate.directory.records import CalendarEntry
from advocate.text import join_words, long_date

AS_ANNOUNCED = "as announced, may change"


def current_period(entries: Iterable[CalendarEntry], today: date) -> CalendarEntry | None:
    """Return the state work period that `today` lies in, or None; of several that do, the one that
    ends last: a user may have added to what was published."""
    around = (e for e in _work_periods(entries) if e.start <= today <= e.end)
    return max(around, key=lambda entry: entry.end, default=None)


def next_work_period(entries: Iterable[CalendarEntry], today: date) -> CalendarEntry | None:
    """Return the first state work period that begins after `today`, or None."""
    return next((e for e in _work_periods(entries) if e.start > today), None)


def work_period_sentence(entries: Iterable[CalendarEntry], today: date) -> str:
    """Say in a sentence or two when senators are home, now or next, as far as it is published."""
    listed = tuple(entries)
    now = current_period(listed, today)
    if now is not None:
        return f"This is a state work period, until {long_date(now.end)} ({AS_ANNOUNCED})."
    coming = next_work_period(listed, today)
    if coming is not None:
        span = f"{long_date(coming.start)} to {long_date(coming.end)}"
        return f"The next state work period is {span} ({AS_ANNOUNCED})."
    return " ".join(
        ["No coming state work period has been published yet.", *_last_day(listed, today)]
    )


def senate_today(entries: Iterable[CalendarEntry], today: date) -> str:
    """Say in a sentence or two whether senators are home or in session today, and until when.

    Nothing is said of the days beyond the schedule on file: a work period of the next year, which
    a user may have added, does not mean that the Senate sits until then.
    """
    listed = tuple(entries)
    now, coming = current_period(listed, today), next_work_period(listed, today)
    if now is not None:
        return f"Senators are home until {long_date(now.end)} ({AS_ANNOUNCED})."
    if not is_published(listed, today.year):
        none = no_schedule(today.year)
        return f"{none} {work_period_sentence(listed, today)}" if coming else none
    begins = min(_days_of("convenes", listed, today.year), default=today)
    if begins > today:
        return f"The Senate convenes on {long_date(begins)} ({AS_ANNOUNCED})."
    last = max(_days_of("last_day", listed, today.year), default=None)
    if last and last < today:
        return _after_session(listed, today, last)
    return _in_session(listed, today, last)


def _after_session(listed: tuple[CalendarEntry, ...], today: date, last: date) -> str:
    said = f"The session's last scheduled day was {long_date(last)}"
    if home := _home_from(listed, today):
        said += f"; senators are home from {long_date(home)}"
    if following := min(_days_of("convenes", listed, today.year + 1), default=None):
        said += f"; the next begins on {long_date(following)}"
    known = following or is_published(listed, today.year + 1)
    return f"{said} ({AS_ANNOUNCED}).{'' if known else f' {no_schedule(today.year + 1)}'}"


def _in_session(listed: tuple[CalendarEntry, ...], today: date, last: date | None) -> str:
    home = _home_from(listed, today)
    if home and (last is None or home <= last):
        until = f"until {long_date(home - timedelta(days=1))}; then senators are home"
    elif last:
        until = f"until its last scheduled day, {long_date(last)}"
        until += f"; senators are home from {long_date(home)}" if home else ""
    else:
        known = long_date(_known_until(listed, today))
        return (
            f"{_sits(listed, today)} ({AS_ANNOUNCED}). Its last day is not on file: the schedule "
            f"is known until {known}, and nothing after that."
        )
    return f"{_sits(listed, today)} {until} ({AS_ANNOUNCED})."


def _home_from(listed: Iterable[CalendarEntry], today: date) -> date | None:
    """Return when the next state work period of today's session begins, or None."""
    entries = tuple(listed)
    coming = next_work_period(entries, today)
    return coming.start if coming and coming.start <= _latest_end(entries, today) else None


def _latest_end(listed: Iterable[CalendarEntry], today: date) -> date:
    """Return the day that today's session cannot outlast: the year's last, or its Congress's."""
    ends = (e.start for e in listed if e.kind == "congress_ends" and e.start >= today)
    return min(date(today.year, 12, 31), min(ends, default=date.max))


def _known_until(listed: Iterable[CalendarEntry], today: date) -> date:
    """Return the day up to which the schedule of today's session says anything: a published one is
    of a whole year, of the user's own each day that they added."""
    entries = [e for e in listed if e.start.year == today.year and e.kind in _OF_A_SESSION]
    if any(not entry.own for entry in entries):
        return _latest_end(listed, today)
    return max((entry.end for entry in entries), default=today)


def _sits(listed: Iterable[CalendarEntry], today: date) -> str:
    off = (e for e in listed if e.kind == "holiday" and not e.own and e.start <= today <= e.end)
    if any(off):
        return "The Senate does not sit today; it is in session"
    return "The Senate is in session"


def no_schedule(*years: int) -> str:
    """Say that nothing is known of the sessions of these years."""
    run = len(years) > 2 and years == tuple(range(years[0], years[-1] + 1))
    said = f"{years[0]} to {years[-1]}" if run else join_words([*map(str, years)])
    return f"No schedule of the Senate for {said} is on file."


def is_published(entries: Iterable[CalendarEntry], year: int) -> bool:
    """Say whether a schedule of that year's session is on file, also where the user has left out
    some of it."""
    # One work period that a user has added says nothing of the days around it.
    return any(
        entry.start.year == year
        and entry.kind in (("convenes", "last_day") if entry.own else _OF_A_SESSION)
        for entry in entries
    )


_OF_A_SESSION = ("convenes", "work_period", "holiday", "last_day")


def _days_of(kind: str, entries: Iterable[CalendarEntry], year: int) -> list[date]:
    return [entry.start for entry in entries if entry.kind == kind and entry.start.year == year]


def _work_periods(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    periods = (entry for entry in entries if entry.kind == "work_period")
    return sorted(periods, key=lambda entry: entry.start)


def _last_day(entries: Iterable[CalendarEntry], today: date) -> list[str]:
    days = (e.start for e in entries if e.kind == "last_day" and e.start >= today)
    day = min(days, default=None)
    if day is None:
        return []
    return [f"The session's last scheduled day is {long_date(day)} ({AS_ANNOUNCED})."]

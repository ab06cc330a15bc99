"""Which days to offer for a meeting: when senators are home, far enough ahead, offices open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from advocate.directory.calendar import AS_ANNOUNCED
from advocate.directory.records import CalendarEntry
from advocate.documents.meeting import Asking, Window
from advocate.planning.meetings import ladder, working_day, works
from advocate.text import long_date

# Schedulers want two to four weeks (Congressional Management Foundation, "Face-to-Face with
# Congress", 2014): the request by phone says so too, with its limits.
AHEAD, LATEST = timedelta(weeks=2), timedelta(weeks=4)
MOST = 3
_SPAN = timedelta(days=20)  # three weeks, in Washington


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two or three windows, and in a sentence or two why these."""

    windows: tuple[Window, ...]
    why: str


def propose(
    entries: Iterable[CalendarEntry],
    closed: Mapping[date, str],
    today: date,
    *,
    washington: bool = False,
    deadline: date | None = None,
) -> Proposal:
    """Return the days to offer for a meeting at a state office, or at Washington's; outside work
    periods none after the `deadline`, if there is a choice of days until then.

    `closed` are the holidays from today until after the last entry.
    """
    listed = tuple(entries)
    periods = sorted(
        (one for one in listed if one.kind == "work_period"), key=lambda one: one.start
    )
    earliest = today + AHEAD
    if washington:
        home = {day for one in periods for day in _days(one.start, one.end)}
        home |= {day for last in _last_days(listed) for day in _rest_of_year(last)}
        windows, until = _near(earliest, earliest + _SPAN, closed, home, deadline)
        return Proposal(windows, f"{_IN_SESSION}{until}")
    for one in periods:
        days = [day for day in _days(max(one.start, earliest), one.end) if works(day, closed)]
        if len(days) > 1:
            return Proposal(windows_of(days), _at_home(one, days[0], today))
    windows, until = _near(earliest, today + LATEST, closed, set(), deadline)
    return Proposal(windows, f"{_UNKNOWN}{until}")


_IN_SESSION = (
    "These are weekdays, two weeks ahead or more, on which the schedule on file has senators in no "
    "state work period, and the session not over."
)
_UNKNOWN = (
    "No coming state work period has been published yet, so these are the weekdays two to four "
    "weeks ahead."
)


def asking_for(today: date, closed: Mapping[date, str], deadline: date | None) -> Asking:
    """Return when to ask by phone for a meeting, and when to ask again: `ladder` has those days in
    the log. `closed` are the holidays from today on, six weeks at least."""
    last = today + LATEST
    if deadline and today <= deadline:
        last = min(last, deadline)
    days = [day for day in _days(today + AHEAD, last) if works(day, closed)]
    return Asking(
        days=Window(days[0], days[-1]) if days else None,
        call=working_day(today, closed),
        again=tuple(one.due for one in ladder(today, closed) if one.due),
    )


def _near(
    earliest: date,
    latest: date,
    closed: Mapping[date, str],
    home: set[date],
    deadline: date | None,
) -> tuple[tuple[Window, ...], str]:
    """Return windows from `earliest` to `latest`, later where there is no choice of days; and what
    to add when they end with the deadline."""

    def free(last: date) -> list[date]:
        return [day for day in _days(earliest, last) if works(day, closed) and day not in home]

    if deadline and deadline < latest and len(in_time := free(deadline)) > 1:
        return windows_of(
            in_time
        ), f" They end with the last day that counts, {long_date(deadline)}."
    while len(days := free(latest)) < 2:
        latest += timedelta(weeks=1)
    return windows_of(days), ""


def _at_home(one: CalendarEntry, first: date, today: date) -> str:
    span = f"{long_date(one.start)} to {long_date(one.end)}"
    why = f"Senators are home from {span} ({AS_ANNOUNCED})."
    if first - LATEST <= today:
        return why
    days = f"{long_date(first - LATEST)} and {long_date(first - AHEAD)}"
    return f"{why} Offices like to be asked two to four weeks ahead: send it between {days}."


def windows_of(days: Sequence[date]) -> tuple[Window, ...]:
    """Return two or three windows of working days: a week's each, or parts of one week."""
    weeks: dict[tuple[int, int], list[list[date]]] = {}
    for day in days:
        runs = weeks.setdefault(day.isocalendar()[:2], [])
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])  # a holiday in the week parts it
    best = [max(runs, key=len) for runs in weeks.values()][:MOST]
    if len(weeks) == 1:
        (best,) = weeks.values()
    if len(best) == 1 and len(best[0]) > 1:  # parted, so that there is a choice
        (run,) = best
        half = (len(run) + 1) // 2
        best = [run[:half], run[half:]]
    return tuple(Window(run[0], run[-1]) for run in best)


def _last_days(entries: Iterable[CalendarEntry]) -> Iterable[date]:
    """Return the last day of each year's session; of several, the latest."""
    days = sorted(one.start for one in entries if one.kind == "last_day")
    return {day.year: day for day in days}.values()


def _rest_of_year(last: date) -> list[date]:
    """Return the days after a session's last one: the next session begins in January."""
    return _days(last + timedelta(days=1), date(last.year, 12, 31))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]

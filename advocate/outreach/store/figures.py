"""Counting the log for a report: a long log is added up where it is, as far as it can be."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from advocate.outreach.figures import (
    WEEK,
    Calls,
    Counted,
    Day,
    Letters,
    Scope,
    Waits,
    Way,
    monday,
    streak_of,
)
from advocate.outreach.records import Channel, FollowUp, Heard, Outcome
from advocate.outreach.store.database import Database, Row
from advocate.outreach.store.letters import letters
from advocate.outreach.store.queries import changes_where
from advocate.outreach.store.rows import COUNTS, HOLDS, READ_FOLLOW_UP, follow_up_from

# A contact's own day: its moment is kept with the offset that the clock had there.
_DAY = "substr(v.happened, 1, 10)"
_COUNTED = f"{HOLDS} AND {COUNTS}"
# No clock on earth is further from UTC.
_FARTHEST = timedelta(hours=15)
_One = TypeVar("_One")


def counted(database: Database, scope: Scope) -> Counted:
    """Return what a report's figures are made from."""
    week = monday(scope.until)
    kept, first = _first(database, scope)
    days, ways = _days_and_ways(database, scope)
    waits, unanswered = _letters(database, scope)
    return Counted(
        kept=kept,
        first=first,
        days=days,
        this_week=_minutes(database, scope, since=week),
        streak=streak_of(_busy_weeks(database, scope), week),
        ways=ways,
        waits=waits,
        unanswered=unanswered,
        calls=_calls(database, scope),
        heard=_heard(database, scope),
        due=_due(database, scope),
    )


def _of_it(scope: Scope) -> tuple[str, list[object]]:
    """Return the condition for the scope's senator and issue, and its values."""
    parts, values = [_COUNTED], list[object]()
    if scope.senator:
        parts.append("v.senator = ?")
        values.append(scope.senator)
    if scope.issue:
        parts.append(
            "EXISTS (SELECT 1 FROM version_issue s WHERE s.version = v.id AND s.issue = ?)"
        )
        values.append(scope.issue)
    return " AND ".join(parts), values


def _between(since: date, until: date) -> tuple[str, list[object]]:
    """Return the condition for some days, both included; the index finds them by the moment."""
    midnight = datetime.combine(since, time(), UTC), datetime.combine(until, time(), UTC)
    return (
        f"v.happened_at >= ? AND v.happened_at < ? AND {_DAY} >= ? AND {_DAY} <= ?",
        [
            _seconds(midnight[0]) - int(_FARTHEST.total_seconds()),
            _seconds(midnight[1]) + 86_400 + int(_FARTHEST.total_seconds()),
            since.isoformat(),
            until.isoformat(),
        ],
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _where(scope: Scope, since: date | None = None) -> tuple[str, list[object]]:
    of_it, values = _of_it(scope)
    between, days = _between(since or scope.since, scope.until)
    return f"{of_it} AND {between}", values + days


def _made(rows: Iterable[Row], make: Callable[[Row], _One]) -> list[_One]:
    """Return what can be made of the rows: a damaged one is in no figure."""
    found = []
    for row in rows:
        try:
            found.append(make(row))
        except (ValueError, TypeError):
            continue
    return found


def _first(database: Database, scope: Scope) -> tuple[bool, date | None]:
    """Say whether any contact is counted at all, and the day of the first one in the scope."""
    of_it, values = _of_it(scope)
    any_ = database.execute(
        f"SELECT 1 FROM contact_version v WHERE {of_it} LIMIT 1", values
    ).fetchone()
    where, values = _where(scope)
    sql = f"SELECT {_DAY} FROM contact_version v WHERE {where} ORDER BY v.happened_at LIMIT 1"
    first = _made(database.execute(sql, values), lambda row: date.fromisoformat(row[0]))
    return any_ is not None, first[0] if first else None


def _days_and_ways(database: Database, scope: Scope) -> tuple[list[Day], list[Way]]:
    """Return what was done by day, and by channel and outcome, from one look at the contacts."""
    where, values = _where(scope)
    sql = (
        f"SELECT {_DAY} AS day, v.channel, v.outcome, count(*), coalesce(sum(v.minutes), 0) "
        f"FROM contact_version v WHERE {where} GROUP BY {_DAY}, v.channel, v.outcome ORDER BY day"
    )
    days: dict[str, tuple[int, int]] = {}
    ways: Counter[tuple[str, str]] = Counter()
    for day, channel, outcome, count, minutes in database.execute(sql, values):
        contacts, so_far = days.get(day, (0, 0))
        days[day] = contacts + count, so_far + int(minutes)
        ways[channel, outcome] += count
    return (
        _made(days.items(), lambda row: Day(date.fromisoformat(row[0]), *row[1])),
        _made(ways.items(), lambda row: Way(Channel(row[0][0]), Outcome(row[0][1]), row[1])),
    )


def _minutes(database: Database, scope: Scope, *, since: date) -> int:
    where, values = _where(scope, since)
    sql = f"SELECT sum(v.minutes) FROM contact_version v WHERE {where}"
    row = database.execute(sql, values).fetchone()
    return int(row[0] or 0) if row else 0


def _busy_weeks(database: Database, scope: Scope) -> Iterator[tuple[date, bool]]:
    """Yield each week with whether it has a contact, from the report's last one back."""
    of_it, values = _of_it(scope)
    week, end = monday(scope.until), scope.until
    while True:
        between, days = _between(week, end)
        sql = f"SELECT 1 FROM contact_version v WHERE {of_it} AND {between} LIMIT 1"
        yield week, database.execute(sql, [*values, *days]).fetchone() is not None
        week, end = week - WEEK, week - timedelta(days=1)


def _calls(database: Database, scope: Scope) -> list[Calls]:
    where, values = _where(scope)
    place = "CASE WHEN v.office <> '' THEN v.office ELSE v.number END"
    sql = (
        f"SELECT max(v.senator_name), {place}, max(v.office_label), v.outcome, count(*) "
        f"FROM contact_version v WHERE {where} AND v.channel = 'call' "
        "AND v.direction = 'outgoing' AND v.outcome <> 'skipped' "
        f"AND (v.office <> '' OR v.number <> '') GROUP BY {place}, v.outcome ORDER BY 2, 4"
    )
    return _made(
        database.execute(sql, values),
        lambda row: Calls(row[0], row[1], row[2] or row[1], Outcome(row[3]), int(row[4])),
    )


def _letters(database: Database, scope: Scope) -> tuple[list[Waits], list[Letters]]:
    # An answer may name no issue, or another one: only the letters are of the scope's issue.
    unbound = Scope(since=scope.since, until=scope.until, senator=scope.senator)
    where, values = _where(unbound)
    return letters(database, where, values, until=scope.until, issue=scope.issue)


def _heard(database: Database, scope: Scope) -> list[Heard]:
    """Return where each stand was heard first, at each change, and last, up to the last day."""
    where, values = f"{_COUNTED} AND {_DAY} <= ?", list[object]([scope.until.isoformat()])
    if scope.senator:
        where, values = f"{where} AND v.senator = ?", [*values, scope.senator]
    if scope.issue:
        where, values = f"{where} AND i.issue = ?", [*values, scope.issue]
    return changes_where(database, where, values)


def _due(database: Database, scope: Scope) -> list[FollowUp]:
    """Return what is open and has a day, the earliest first."""
    of_it, values = _of_it(scope)
    sql = f"{READ_FOLLOW_UP} AND w.state = 'open' AND w.due <> '' AND {of_it} ORDER BY w.due, f.id"
    return [one for row in database.execute(sql, values) if (one := follow_up_from(row))]

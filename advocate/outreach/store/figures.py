"""Counting the log for a report: one statement each, so that a long log is added up where it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from advocate.outreach.figures import (
    LETTERS,
    WEEK,
    Calls,
    Counted,
    Day,
    Letters,
    Scope,
    Way,
    monday,
    streak_of,
)
from advocate.outreach.records import Channel, FollowUp, Heard, Outcome
from advocate.outreach.store.database import Database, Row
from advocate.outreach.store.queries import CHANGES, heard_from
from advocate.outreach.store.rows import HOLDS, READ_FOLLOW_UP, follow_up_from

# A contact's own day: its moment is kept with the offset that the clock had there.
_DAY = "substr(v.happened, 1, 10)"
_COUNTED = f"{HOLDS} AND v.practice = 0"
# No clock on earth is further from UTC.
_FARTHEST = timedelta(hours=15)
_One = TypeVar("_One")


def counted(database: Database, scope: Scope) -> Counted:
    """Return what a report's figures are made from."""
    week = monday(scope.until)
    kept, first = _first(database, scope)
    return Counted(
        kept=kept,
        first=first,
        days=_days(database, scope),
        this_week=sum(day.minutes for day in _days(database, scope, since=week)),
        streak=streak_of(_busy_weeks(database, scope), week),
        ways=_ways(database, scope),
        letters=_letters(database, scope),
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


def _read(
    database: Database, sql: str, values: list[object], make: Callable[[Row], _One]
) -> list[_One]:
    """Return what can be made of the rows: a damaged one is in no figure."""
    found = []
    for row in database.execute(sql, values):
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
    first = _read(database, sql, values, lambda row: date.fromisoformat(row[0]))
    return any_ is not None, first[0] if first else None


def _days(database: Database, scope: Scope, *, since: date | None = None) -> list[Day]:
    where, values = _where(scope, since)
    sql = (
        f"SELECT {_DAY} AS day, count(*), coalesce(sum(v.minutes), 0) FROM contact_version v "
        f"WHERE {where} GROUP BY {_DAY} ORDER BY day"
    )
    return _read(
        database, sql, values, lambda row: Day(date.fromisoformat(row[0]), row[1], int(row[2]))
    )


def _busy_weeks(database: Database, scope: Scope) -> Iterator[tuple[date, bool]]:
    """Yield each week with whether it has a contact, from the report's last one back."""
    of_it, values = _of_it(scope)
    week, end = monday(scope.until), scope.until
    while True:
        between, days = _between(week, end)
        sql = f"SELECT 1 FROM contact_version v WHERE {of_it} AND {between} LIMIT 1"
        yield week, database.execute(sql, [*values, *days]).fetchone() is not None
        week, end = week - WEEK, week - timedelta(days=1)


def _ways(database: Database, scope: Scope) -> list[Way]:
    where, values = _where(scope)
    sql = (
        f"SELECT v.channel, v.outcome, count(*) FROM contact_version v WHERE {where} "
        "GROUP BY v.channel, v.outcome"
    )
    return _read(
        database, sql, values, lambda row: Way(Channel(row[0]), Outcome(row[1]), int(row[2]))
    )


def _calls(database: Database, scope: Scope) -> list[Calls]:
    where, values = _where(scope)
    place = "CASE WHEN v.office <> '' THEN v.office ELSE v.number END"
    sql = (
        f"SELECT max(v.senator_name), {place}, max(v.office_label), v.outcome, count(*) "
        f"FROM contact_version v WHERE {where} AND v.channel = 'call' "
        "AND v.direction = 'outgoing' AND v.outcome <> 'skipped' "
        f"AND (v.office <> '' OR v.number <> '') GROUP BY {place}, v.outcome ORDER BY 2, 4"
    )
    return _read(
        database,
        sql,
        values,
        lambda row: Calls(row[0], row[1], row[2] or row[1], Outcome(row[3]), int(row[4])),
    )


_LETTERS = """
WITH told AS (
    SELECT v.id, v.contact, v.senator, v.senator_name, v.channel, v.happened_at, v.thread,
        {day} AS day, CASE WHEN v.direction = 'incoming' THEN 1 ELSE 0 END AS incoming
    FROM contact_version v
    WHERE {where} AND (v.direction = 'incoming' OR (v.outcome <> 'skipped' AND v.channel IN ({by})))
), tied AS (
    SELECT t.contact, t.senator, t.happened_at, t.incoming, t.day, 'i' || i.issue AS tie
    FROM told t JOIN version_issue i ON i.version = t.id
    UNION ALL
    SELECT contact, senator, happened_at, incoming, day, 't' || thread FROM told
    WHERE thread <> ''
), nearest AS (
    SELECT contact, incoming, min(CASE WHEN incoming = 1 THEN day END) OVER (
        PARTITION BY senator, tie ORDER BY happened_at DESC, incoming DESC, contact
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS answered
    FROM tied
), answer AS (
    SELECT contact, min(answered) AS answered FROM nearest WHERE incoming = 0 GROUP BY contact
)
SELECT t.senator, max(t.senator_name), t.channel, coalesce(i.issue, ''), t.day, a.answered,
    count(*), max(t.contact)
FROM told t LEFT JOIN answer a ON a.contact = t.contact
    LEFT JOIN version_issue i ON i.version = t.id AND i.place = 1
WHERE t.incoming = 0
GROUP BY t.senator, t.channel, coalesce(i.issue, ''), t.day, a.answered
ORDER BY t.day, t.senator, t.channel
"""


def _letters(database: Database, scope: Scope) -> list[Letters]:
    # An answer may name no issue, or another one: only the letters are of the scope's issue.
    unbound = Scope(since=scope.since, until=scope.until, senator=scope.senator)
    where, values = _where(unbound)
    by = ", ".join("?" * len(LETTERS))
    sql = _LETTERS.format(day=_DAY, where=where, by=by)
    values += [channel.value for channel in LETTERS]
    if scope.issue:
        mine = "EXISTS (SELECT 1 FROM version_issue s WHERE s.version = t.id AND s.issue = ?)"
        sql = sql.replace("WHERE t.incoming = 0", f"WHERE t.incoming = 0 AND {mine}")
        values.append(scope.issue)
    return _read(database, sql, values, _letters_from)


def _letters_from(row: Row) -> Letters:
    senator, name, channel, issue, sent, answered, count, contact = row
    return Letters(
        senator,
        name,
        Channel(channel),
        issue,
        date.fromisoformat(sent),
        date.fromisoformat(answered) if answered else None,
        int(count),
        contact,
    )


def _heard(database: Database, scope: Scope) -> list[Heard]:
    """Return where each stand was heard first, at each change, and last, up to the last day."""
    where, values = f"{_COUNTED} AND {_DAY} <= ?", list[object]([scope.until.isoformat()])
    if scope.senator:
        where, values = f"{where} AND v.senator = ?", [*values, scope.senator]
    if scope.issue:
        where, values = f"{where} AND i.issue = ?", [*values, scope.issue]
    rows = database.execute(CHANGES.format(where=where), values)
    return [one for row in rows if (one := heard_from(row))]


def _due(database: Database, scope: Scope) -> list[FollowUp]:
    """Return what is open and has a day, the earliest first."""
    of_it, values = _of_it(scope)
    sql = f"{READ_FOLLOW_UP} AND w.state = 'open' AND w.due <> '' AND {of_it} ORDER BY w.due, f.id"
    return [one for row in database.execute(sql, values) if (one := follow_up_from(row))]

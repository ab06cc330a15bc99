"""Asking the log: lists of contacts, what was heard, what is due, and which numbers are wrong."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from advocate.issues.records import Position
from advocate.outreach.records import (
    Contact,
    Filter,
    FollowUp,
    FollowUpState,
    Heard,
    Listing,
    Outcome,
)
from advocate.outreach.store.database import Database, Row
from advocate.outreach.store.rows import (
    CHUNK,
    COUNTS,
    FROM,
    HOLDS,
    READ,
    READ_FOLLOW_UP,
    contacts_from,
    follow_up_from,
    rows_where,
)


def listing(database: Database, wanted: Filter, limit: int | None) -> Listing:
    """Return the newest contacts that are asked for, at most `limit`, and how many there are."""
    where, values = conditions(database, wanted)
    query = f"SELECT {READ} {FROM} {where} ORDER BY v.happened_at DESC, v.contact DESC"
    if limit is not None:
        query, values = f"{query} LIMIT ?", (*values, limit)
    each = contacts_from(database, database.execute(query, values).fetchall())
    total = len(each)
    if limit is not None and total == limit:
        total = count(database, wanted)
    found = [contact for contact in each if contact is not None]
    return Listing(found, total, len(each) - len(found))


def count(database: Database, wanted: Filter) -> int:
    """Return how many contacts are asked for."""
    where, values = conditions(database, wanted)
    row = database.execute(f"SELECT count(*) FROM contact_version v {where}", values).fetchone()
    return int(row[0]) if row else 0


def each_contact(database: Database, wanted: Filter) -> Iterator[Contact]:
    """Yield the contacts that are asked for and can be read, page by page, in order of number."""
    where, values = conditions(database, wanted)
    query = f"SELECT {READ} {FROM} {where} AND v.contact > ? ORDER BY v.contact LIMIT ?"
    after = 0
    while rows := database.execute(query, (*values, after, CHUNK)).fetchall():
        yield from (contact for contact in contacts_from(database, rows) if contact)
        after = rows[-1][0]


def conditions(database: Database, wanted: Filter) -> tuple[str, tuple[object, ...]]:
    """Return the WHERE of a query over `contact_version v`, and its values."""
    parts, values = [HOLDS], list[object]()

    def add(condition: str, *given: object) -> None:
        parts.append(condition)
        values.extend(given)

    for column in ("senator", "channel", "outcome", "member", "thread"):
        value = getattr(wanted, column)
        if value:
            add(f"v.{column} = ?", str(value))
    if wanted.since:
        add("v.happened_at >= ?", int(wanted.since.timestamp()))
    if wanted.until:
        add("v.happened_at < ?", int(wanted.until.timestamp()))
    if not wanted.practice:
        add(COUNTS)
    if wanted.issue:
        of_it = "SELECT 1 FROM version_issue i WHERE i.version = v.id AND i.issue = ?"
        add(f"EXISTS ({of_it})", wanted.issue)
    if wanted.tag:
        a_line = f"{database.place_in}(? || v.tags || ?, ?) > 0"
        add(a_line, "\n", "\n", f"\n{wanted.tag}\n")
    if wanted.text:
        fold, wanted_text = database.folded.format, database.folded.format("?")
        some = " OR ".join(
            f"{database.place_in}({fold(f'v.{name}')}, {wanted_text}) > 0" for name in _SEARCHED
        )
        add(f"({some})", *[wanted.text] * len(_SEARCHED))
    return f"WHERE {' AND '.join(parts)}", tuple(values)


_SEARCHED = ("words", "note", "staffer")


def contacts_with(database: Database, senators: Sequence[str], limit: int) -> list[Contact]:
    """Return the newest contacts with each of these senators, at most `limit` each, no practice."""
    found: list[Contact] = []
    for senator in senators:
        found += listing(database, Filter(senator=senator, practice=False), limit).contacts
    return found


_HEARD = f"""
SELECT v.senator, v.senator_name, i.issue, i.ask, i.position, v.happened, v.words, v.staffer,
    v.contact
FROM version_issue i JOIN contact_version v ON v.id = i.version
WHERE i.position <> '' AND {HOLDS} AND {COUNTS}
"""


# SQLite is kept from the index of the stands, and from beginning with the contacts: as they lie in
# their table, the stands meet the contacts one after the other, and not in leaps.
_STANDS = """
SELECT v.id, v.senator, i.issue, i.ask, i.position
FROM version_issue i CROSS JOIN contact_version v
WHERE v.id = i.version AND i.position || '' <> '' AND {where}
ORDER BY i.issue, i.ask, v.senator, v.happened_at, v.contact, i.place
"""
_OF_A_STAND = itemgetter(1, 2, 3)


def changes_heard(database: Database, *, issue: str = "") -> list[Heard]:
    """Return of `heard` where each stand was told first, at each change, and last."""
    where, values = f"{HOLDS} AND {COUNTS}", list[object]()
    if issue:
        where, values = f"{where} AND i.issue = ?", [issue]
    return changes_where(database, where, values)


def changes_where(database: Database, where: str, values: Sequence[object]) -> list[Heard]:
    """Return the changes among the stands that a condition on `v` and `i` leaves.

    What was said is read for these alone: a long log tells the same stand again and again.
    """
    kept: list[Row] = []
    for _, told in groupby(database.each(_STANDS.format(where=where), values), _OF_A_STAND):
        position = None
        for row in told:
            if row[4] != position:
                kept.append(row)
                position = row[4]
        if kept[-1] is not row:
            kept.append(row)
    kept = [row for row in kept if _are_texts(_OF_A_STAND(row))]
    kept.sort(key=_OF_A_STAND)
    query = "SELECT id, senator_name, happened, words, staffer, contact FROM contact_version"
    numbers = [row[0] for row in kept]
    said = {row[0]: row[1:] for row in rows_where(database, f"{query} WHERE id IN", numbers)}
    rows = ((about[0], said[number][0], *about[1:], *said[number][1:]) for number, *about in kept)
    return [one for row in rows if (one := heard_from(row))]


def heard(database: Database, *, issue: str = "", senators: Sequence[str] = ()) -> list[Heard]:
    """Return each stand that an office told, the oldest first, by senator, issue and ask."""
    query, values = _HEARD, list[object]()
    if issue:
        query, values = f"{query} AND i.issue = ?", [issue]
    if senators:
        query = f"{query} AND v.senator IN ({','.join('?' * len(senators))})"
        values += senators
    query = f"{query} ORDER BY v.senator, i.issue, i.ask, v.happened_at, v.contact, i.place"
    return [one for row in database.execute(query, values) if (one := heard_from(row))]


def heard_from(row: Row) -> Heard | None:
    """Return what a row of a heard stand tells; None when it makes no sense."""
    senator, name, issue, ask, position, happened, words, staffer, contact = row
    if not _are_texts((senator, name, issue, ask, words, staffer)):
        return None
    try:
        when = datetime.fromisoformat(happened)
        stand = Position(position)
    except (ValueError, TypeError):
        return None
    return Heard(senator, name, issue, ask, stand, when, words, staffer, contact)


def _are_texts(values: Sequence[object]) -> bool:
    """Say whether no value is damaged: bytes neither sort nor print as text."""
    return all(isinstance(one, str) for one in values)


def follow_ups(
    database: Database,
    *,
    state: FollowUpState | None = None,
    due_by: date | None = None,
    contact: int = 0,
    senators: Sequence[str] = (),
) -> list[FollowUp]:
    """Return the follow-ups, those with a day first, the earliest first."""
    query, values = READ_FOLLOW_UP, list[object]()
    if state:
        query, values = f"{query} AND w.state = ?", [state.value]
    if due_by:
        query = f"{query} AND w.due <> '' AND w.due <= ?"
        values.append(due_by.isoformat())
    if contact:
        query = f"{query} AND f.contact = ?"
        values.append(contact)
    if senators:
        query = f"{query} AND v.senator IN ({','.join('?' * len(senators))})"
        values += senators
    query = f"{query} ORDER BY CASE WHEN w.due = '' THEN 1 ELSE 0 END, w.due, f.id"
    return [one for row in database.execute(query, values) if (one := follow_up_from(row))]


_REACHED = (Outcome.SPOKE.value, Outcome.VOICEMAIL.value, Outcome.MAILBOX_FULL.value)


def wrong_numbers(database: Database, senators: Sequence[str]) -> dict[tuple[str, str], date]:
    """Return the day on which a number of these senators' offices was reported wrong, by office id
    and number.

    A later call that reached the office by this number takes the report back.
    """
    if not senators:
        return {}
    outcomes = (Outcome.WRONG_NUMBER.value, *_REACHED)
    query = (
        f"SELECT v.office, v.number, v.outcome, v.happened FROM contact_version v WHERE {HOLDS} "
        f"AND v.senator IN ({','.join('?' * len(senators))}) AND v.practice = 0 "
        f"AND v.number <> '' AND v.outcome IN ({','.join('?' * len(outcomes))}) "
        "ORDER BY v.happened_at, v.contact"
    )
    found: dict[tuple[str, str], date] = {}
    for office, number, outcome, happened in database.execute(query, (*senators, *outcomes)):
        try:
            day = datetime.fromisoformat(happened).date()
        except (ValueError, TypeError):  # a damaged row says nothing
            continue
        if outcome == Outcome.WRONG_NUMBER.value:
            found[office, number] = day
        else:
            found.pop((office, number), None)
    return found

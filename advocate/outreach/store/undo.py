"""Taking the last change back, so that nothing that was told is lost.

What was told here is taken back by further revisions, which the copies of the log learn of. What
came out of a file goes out again: the file has it, and others' own logs are not touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from advocate.errors import StoreError
from advocate.outreach.records import at, moment
from advocate.outreach.store.database import Database, transaction
from advocate.outreach.store.rows import CHUNK, TOLD
from advocate.outreach.store.writing import begin_change, settle


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: which kind of change, when it was made, and the contacts it touched.

    Of those in `beside` only follow-ups had changed.
    """

    what: str
    made: datetime
    contacts: tuple[int, ...]  # the first few of them
    count: int
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table of revisions, the column that says whose they are, and what they tell."""

    table: str
    key: str
    told: tuple[str, ...]


_CONTACTS = _Kind("contact_version", "contact", TOLD)
_FOLLOW_UPS = _Kind("follow_up_version", "follow_up", ("promise", "due", "state", "text"))
_NAMED = 5
# The changes that took in what another log had told.
_FROM_A_LOG = ("merge", "import-log")

_LAST = """
SELECT c.id, c.what, c.made FROM change c
WHERE c.undoes IS NULL AND (c.member = ? OR ? = '')
    AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id)
    AND (EXISTS (SELECT 1 FROM contact_version v WHERE v.change = c.id)
        OR EXISTS (SELECT 1 FROM follow_up_version w WHERE w.change = c.id))
ORDER BY c.id DESC LIMIT 1
"""


def undo(database: Database, *, member: str, now: datetime) -> Undone:
    """Take back the last change that has not been taken back, of this member if one is named.

    Raises StoreError when there is none, or when somebody has changed the same things since; in a
    shared log also where no member is named: it would be anybody's change.
    """
    if database.name != "sqlite" and not member:
        raise StoreError(
            "A group shares this log, and it does not know which changes are yours. Nothing was "
            "taken back.",
            hint="Say who you are; what you log from then on can be taken back:  "
            "advocate settings set member 'YOUR NAME'",
        )
    with transaction(database, writes=True):
        row = database.execute(_LAST, (member, member)).fetchone()
        if row is None:
            raise StoreError("There is nothing to take back: no change is in the log.")
        change, what, made = row
        for kind in (_CONTACTS, _FOLLOW_UPS):
            _refuse_changed_since(database, kind, change)
        _refuse_promised_since(database, change)
        count, first = _touched(database, change)
        beside = _beside(database, change)
        new = begin_change(database, "undo", now, member=member, undoes=change)
        if what in _FROM_A_LOG:
            _take_out(database, change)
        else:
            for kind in (_CONTACTS, _FOLLOW_UPS):
                _take_back(database, kind, change, new, moment(now))
    return Undone(what, at(made), first, count, beside)


def _touched(database: Database, change: int) -> tuple[int, tuple[int, ...]]:
    both = (
        "SELECT contact FROM contact_version WHERE change = ? UNION SELECT f.contact "
        "FROM follow_up_version w JOIN follow_up f ON f.id = w.follow_up WHERE w.change = ?"
    )
    row = database.execute(f"SELECT count(*) FROM ({both}) b", (change, change)).fetchone()
    first = database.execute(f"{both} ORDER BY contact LIMIT {_NAMED}", (change, change))
    return int(row[0]) if row else 0, tuple(int(each[0]) for each in first)


def _beside(database: Database, change: int) -> tuple[int, ...]:
    rows = database.execute(
        "SELECT DISTINCT f.contact FROM follow_up_version w "
        "JOIN follow_up f ON f.id = w.follow_up WHERE w.change = ? AND f.contact NOT IN "
        f"(SELECT contact FROM contact_version WHERE change = ?) ORDER BY 1 LIMIT {_NAMED}",
        (change, change),
    )
    return tuple(int(each[0]) for each in rows)


def _refuse_changed_since(database: Database, kind: _Kind, change: int) -> None:
    later = f"""
        SELECT 1 FROM {kind.table} v
        JOIN {kind.table} w ON w.{kind.key} = v.{kind.key} AND w.change > v.change
        JOIN change d ON d.id = w.change AND d.undoes IS NULL
        WHERE v.change = ? AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = d.id) LIMIT 1
    """
    if database.execute(later, (change,)).fetchone():
        raise _changed_since()


def _refuse_promised_since(database: Database, change: int) -> None:
    """Refuse to take a contact away of which somebody has noted a follow-up since."""
    later = """
        SELECT 1 FROM contact_version v
        JOIN follow_up f ON f.contact = v.contact
        JOIN follow_up_version w ON w.follow_up = f.id AND w.change > v.change
        JOIN change d ON d.id = w.change AND d.undoes IS NULL
        WHERE v.change = ? AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = d.id)
            AND NOT EXISTS (SELECT 1 FROM contact_version e
                WHERE e.contact = v.contact AND e.change < v.change) LIMIT 1
    """
    if database.execute(later, (change,)).fetchone():
        raise _changed_since()


def _changed_since() -> StoreError:
    return StoreError(
        "Your last change cannot be taken back: another member has changed the same contact since.",
        hint="See what was told with `advocate log history ID`, and mend it with `log edit`.",
    )


def _take_out(database: Database, change: int) -> None:
    """Remove the revisions that came with a change, and what had nothing else told of it.

    What was told later of the same things has been taken back: it goes with them, or it would
    still say what they said.
    """
    contacts = _whose(database, "SELECT contact FROM contact_version WHERE change = ?", change)
    promises = _whose(database, "SELECT follow_up FROM follow_up_version WHERE change = ?", change)
    beside = _whose(
        database,
        "SELECT f.contact FROM follow_up_version w JOIN follow_up f ON f.id = w.follow_up "
        "WHERE w.change = ?",
        change,
    )
    versions = "SELECT v.id FROM contact_version v WHERE v.change >= ? AND v.contact IN ({some})"
    _delete(database, f"version_issue WHERE version IN ({versions})", contacts, change)
    _delete(database, "contact_version WHERE change >= ? AND contact IN ({some})", contacts, change)
    later = "follow_up_version WHERE change >= ? AND follow_up IN ({some})"
    _delete(database, later, promises, change)
    untold = (
        "SELECT c.id FROM contact c WHERE c.purged = '' AND c.id IN ({some}) AND NOT EXISTS "
        "(SELECT 1 FROM contact_version v WHERE v.contact = c.id)"
    )
    of_them = f"SELECT g.id FROM follow_up g WHERE g.contact IN ({untold})"
    _delete(database, f"follow_up_version WHERE follow_up IN ({of_them})", contacts)
    _delete(database, f"follow_up WHERE contact IN ({untold})", contacts)
    empty = "NOT EXISTS (SELECT 1 FROM follow_up_version w WHERE w.follow_up = follow_up.id)"
    _delete(database, f"follow_up WHERE id IN ({{some}}) AND {empty}", promises)
    _delete(database, f"contact WHERE id IN ({untold})", contacts)
    settle(database, sorted({*contacts, *beside}))


def _whose(database: Database, query: str, change: int) -> list[int]:
    return sorted({int(row[0]) for row in database.execute(query, (change,))})


def _delete(database: Database, where: str, numbers: Sequence[int], *values: object) -> None:
    """Delete the rows of a condition on `{some}` of these numbers; other values stand before."""
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        sql = f"DELETE FROM {where.format(some=','.join('?' * len(part)))}"
        database.execute(sql, (*values, *part))


def _take_back(database: Database, kind: _Kind, change: int, new: int, now: int) -> None:
    """Add a copy of what held before; where nothing did, a copy that is withdrawn."""
    told = ", ".join(kind.told)
    copied = ", ".join(f"s.{name}" for name in kind.told)
    # What a thing was before: its newest revision of the changes before this one.
    before = f"""
        (SELECT p.id FROM {kind.table} p WHERE p.{kind.key} = t.whose AND p.change < ?
        ORDER BY p.made DESC, p.uid DESC LIMIT 1)
    """
    touched = f"""
        (SELECT {kind.key} AS whose, max(id) AS own FROM {kind.table}
        WHERE change = ? GROUP BY {kind.key}) t
    """
    database.execute(
        f"""
        INSERT INTO {kind.table} (uid, {kind.key}, change, made, holds, withdrawn, cut, {told})
        SELECT {database.new_uid}, s.{kind.key}, ?,
            CASE WHEN h.made >= ? THEN h.made + 1 ELSE ? END, 2,
            CASE WHEN s.change = ? THEN 1 ELSE s.withdrawn END, s.cut, {copied}
        FROM {touched}
        JOIN {kind.table} h ON h.{kind.key} = t.whose AND h.holds = 1
        JOIN {kind.table} s ON s.id = coalesce({before}, t.own)
        """,
        (new, now, now, change, change, change),
    )
    if kind is _CONTACTS:
        database.execute(
            f"""
            INSERT INTO version_issue (version, place, issue, ask, position)
            SELECT n.id, i.place, i.issue, i.ask, i.position FROM {touched}
            JOIN contact_version n ON n.contact = t.whose AND n.change = ?
            JOIN version_issue i ON i.version = coalesce({before}, t.own)
            """,
            (change, new, change),
        )
    ours = f"SELECT {kind.key} FROM {kind.table} WHERE change = ?"
    database.execute(
        f"UPDATE {kind.table} SET holds = 0 WHERE holds = 1 AND {kind.key} IN ({ours})", (new,)
    )
    database.execute(f"UPDATE {kind.table} SET holds = 1 WHERE change = ?", (new,))

"""Changing the log: each change adds revisions, marks which ones hold, and can be taken back."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from advocate.errors import StoreError, UnknownContactError
from advocate.outreach.records import (
    REDACTED_CUT,
    WHOLE,
    Contact,
    ContactDraft,
    FollowUp,
    FollowUpDraft,
    IssueAsk,
    moment,
)
from advocate.outreach.store.database import Database, transaction
from advocate.outreach.store.rows import (
    CHUNK,
    FROM,
    READ,
    READ_FOLLOW_UP,
    TOLD,
    contacts_from,
    follow_up_from,
    issue_rows,
    promised,
    told,
)

_VERSION = ("uid", "contact", "change", "made", "holds", "withdrawn", "cut")
ADD_VERSION = (
    f"INSERT INTO contact_version ({', '.join((*_VERSION, *TOLD))}) "
    f"VALUES ({', '.join('?' * (len(_VERSION) + len(TOLD)))})"
)
ADD_ISSUE = (
    "INSERT INTO version_issue (version, place, issue, ask, position) VALUES (?, ?, ?, ?, ?)"
)
ADD_CONTACT = "INSERT INTO contact (uid, created) VALUES (?, ?)"
ADD_FOLLOW_UP = "INSERT INTO follow_up (uid, contact) VALUES (?, ?)"
ADD_PROMISE = (
    "INSERT INTO follow_up_version (uid, follow_up, change, made, holds, withdrawn, cut, "
    "promise, due, state, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def new_uid() -> str:
    """Return an identity that no other record anywhere has."""
    return os.urandom(16).hex()


def begin_change(
    database: Database, what: str, now: datetime, *, member: str, undoes: int | None = None
) -> int:
    """Return the number of a new change; what is written under it is taken back together."""
    add = "INSERT INTO change (made, what, member, undoes) VALUES (?, ?, ?, ?) RETURNING id"
    return _number(database, add, (moment(now), what, member, undoes))


@dataclass(slots=True)
class Joint:
    """A change of several things, in a transaction that is open; it is begun, and named, by the
    first of them."""

    number: int = 0


@contextmanager
def _changing(
    database: Database, what: str, now: datetime, *, member: str, joint: Joint | None
) -> Iterator[int]:
    """Yield the number of the change to write under: the joint one, or one of its own."""
    if joint:
        joint.number = joint.number or begin_change(database, what, now, member=member)
        yield joint.number
        return
    with transaction(database, writes=True):
        yield begin_change(database, what, now, member=member)


def add_contact(
    database: Database,
    draft: ContactDraft,
    follow_ups: Sequence[FollowUpDraft],
    now: datetime,
    *,
    member: str,
    joint: Joint | None = None,
) -> int:
    """Log a contact with its follow-ups; returns its number."""
    with _changing(database, "add", now, member=member, joint=joint) as change:
        uid = new_uid()
        contact = _number(database, f"{ADD_CONTACT} RETURNING id", (uid, now.isoformat()))
        _add_version(database, contact, change, uid, moment(now), draft)
        for one in follow_ups:
            _add_follow_up(database, contact, change, moment(now), one)
    return contact


def edit_contact(
    database: Database,
    contact: int,
    draft: ContactDraft,
    *,
    member: str,
    now: datetime,
    joint: Joint | None = None,
) -> None:
    """Add a revision that says `draft` of a contact; raises StoreError when there is none."""
    with _changing(database, "edit", now, member=member, joint=joint) as change:
        newest, cut = require_contact(database, contact)
        _step_down(database, "contact_version", "contact", contact)
        made = _after(newest, now)
        _add_version(database, contact, change, new_uid(), made, draft, cut=_inherited(cut))


def add_follow_up(
    database: Database,
    contact: int,
    draft: FollowUpDraft,
    *,
    member: str,
    now: datetime,
    joint: Joint | None = None,
) -> int:
    """Add a follow-up to a contact; returns its number, raises StoreError when there is none."""
    with _changing(database, "follow-up", now, member=member, joint=joint) as change:
        require_contact(database, contact)
        return _add_follow_up(database, contact, change, moment(now), draft)


def edit_follow_up(
    database: Database,
    number: int,
    change_it: Callable[[FollowUp], FollowUpDraft],
    *,
    member: str,
    now: datetime,
    joint: Joint | None = None,
) -> FollowUp:
    """Add a revision of a follow-up: what `change_it` makes of the one that holds.

    Returns the follow-up as it is then. Raises StoreError when there is none of this number, and
    what `change_it` raises; then nothing is changed.
    """
    with _changing(database, "follow-up", now, member=member, joint=joint) as change:
        before = require_follow_up(database, number)
        draft = change_it(before)
        query = "SELECT cut FROM follow_up_version WHERE follow_up = ? AND holds = 1"
        cut = _inherited(_number(database, query, (number,)))
        _step_down(database, "follow_up_version", "follow_up", number)
        made = _after(moment(before.made), now)
        values = (new_uid(), number, change, made, 1, 0, cut, *promised(draft))
        database.execute(ADD_PROMISE, values)
        return require_follow_up(database, number)


def require_follow_up(database: Database, number: int) -> FollowUp:
    """Return a follow-up; raises StoreError when there is none of this number."""
    row = database.execute(f"{READ_FOLLOW_UP} AND f.id = ?", (number,)).fetchone()
    found = follow_up_from(row) if row else None
    if found is None:
        raise StoreError(
            f"There is no follow-up {number} in the log. Nothing was changed.",
            hint="See their numbers with:  advocate follow-ups all",
        )
    return found


def require_contact(database: Database, contact: int) -> tuple[int, int]:
    """Return when a contact that is there was last changed, and the `cut` of what is told of it;
    raises StoreError for no such one."""
    query = (
        "SELECT v.made, v.cut FROM contact_version v "
        "WHERE v.contact = ? AND v.holds = 1 AND v.withdrawn = 0"
    )
    row = database.execute(query, (contact,)).fetchone()
    if row is None:
        raise UnknownContactError(contact)
    return int(row[0]), int(row[1])


def versions_of(database: Database, contact: int) -> list[Contact]:
    """Return a contact's revisions, the first one first; none when there is no such contact."""
    query = f"SELECT {READ} {FROM} WHERE v.contact = ? ORDER BY v.made, v.uid"
    rows = database.execute(query, (contact,)).fetchall()
    return [one for one in contacts_from(database, rows) if one]


def _add_version(
    database: Database,
    contact: int,
    change: int,
    uid: str,
    made: int,
    draft: ContactDraft,
    *,
    cut: int = WHOLE,
) -> None:
    values = (uid, contact, change, made, 1, 0, cut, *told(draft))
    version = _number(database, f"{ADD_VERSION} RETURNING id", values)
    add_issues(database, version, draft.issues)


def add_issues(database: Database, version: int, issues: Sequence[IssueAsk]) -> None:
    """Add the issues of a revision."""
    if issues:
        database.execute_many(ADD_ISSUE, issue_rows(version, issues))


def _add_follow_up(
    database: Database, contact: int, change: int, made: int, draft: FollowUpDraft
) -> int:
    uid = new_uid()
    number = _number(database, f"{ADD_FOLLOW_UP} RETURNING id", (uid, contact))
    database.execute(ADD_PROMISE, (uid, number, change, made, 1, 0, 0, *promised(draft)))
    return number


def _inherited(cut: int) -> int:
    """Return the `cut` of a revision after one of this: who knows a redacted copy alone says
    nothing of what it leaves out."""
    return REDACTED_CUT if cut == REDACTED_CUT else WHOLE


def _step_down(database: Database, table: str, key: str, number: int) -> None:
    database.execute(f"UPDATE {table} SET holds = 0 WHERE {key} = ? AND holds = 1", (number,))


def settle(database: Database, contacts: Sequence[int]) -> None:
    """Mark the newest revision of each of these contacts, and of their follow-ups."""
    for table, key, some in (
        ("contact_version", "contact", "IN"),
        ("follow_up_version", "follow_up", "IN (SELECT id FROM follow_up WHERE contact IN"),
    ):
        newest = (
            f"SELECT p.id FROM {table} p WHERE p.{key} = {table}.{key} "
            f"ORDER BY p.made DESC, p.uid {database.bytewise} DESC LIMIT 1"
        )
        update = f"UPDATE {table} SET holds = CASE WHEN id = ({newest}) THEN 1 ELSE 0 END"
        for start in range(0, len(contacts), CHUNK):
            part = contacts[start : start + CHUNK]
            marks = f"({','.join('?' * len(part))}){')' * some.count('(')}"
            database.execute(f"{update} WHERE {key} {some} {marks}", part)


def _after(newest: int, now: datetime) -> int:
    """Return when a revision counts as made: after the one before, even if the clock went back."""
    return max(moment(now), newest + 1)


def _number(database: Database, sql: str, values: Sequence[object]) -> int:
    row = database.execute(sql, values).fetchone()
    return int(row[0]) if row else 0

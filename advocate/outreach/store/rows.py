"""From a contact to the rows that hold it, and back."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from advocate.issues.records import Position
from advocate.outreach.records import (
    Channel,
    Contact,
    ContactDraft,
    Direction,
    IssueAsk,
    Outcome,
)
from advocate.outreach.store.tables import contact, contact_issue, contact_revision

# Fields that a revision's row holds as they are.
_AS_THEY_ARE = (
    "senator",
    "senator_name",
    "office",
    "office_label",
    "number",
    "minutes",
    "staffer",
    "words",
    "note",
    "practice",
)


def fields_of(draft: ContactDraft) -> dict[str, Any]:
    """Return a draft's fields by name."""
    return {field.name: getattr(draft, field.name) for field in fields(ContactDraft)}


def columns_of(draft: ContactDraft) -> dict[str, Any]:
    """Return what a revision's row says of a draft; its issues have rows of their own."""
    return {name: getattr(draft, name) for name in _AS_THEY_ARE} | {
        "happened": draft.when.isoformat(),
        "happened_at": int(draft.when.timestamp()),
        "channel": draft.channel.value,
        "direction": draft.direction.value,
        "outcome": draft.outcome.value,
        "position": draft.position.value if draft.position else "",
    }


def issue_rows(draft: ContactDraft, number: int, *, revision: int) -> list[dict[str, Any]]:
    """Return the rows of a revision's issues, in the order in which they were told."""
    key = {"contact": number, "revision": revision}
    return [
        key | {"place": place, "issue": about.issue, "ask": about.ask}
        for place, about in enumerate(draft.issues, start=1)
    ]


def listing(since: datetime | None, limit: int | None) -> Select[Any]:
    """Return the query for current revisions, newest first, one row for each of their issues."""
    columns = (column for column in contact_revision.c if column.name != "contact")
    newest = (
        _of_current(select(contact.c.id, contact.c.uid, contact.c.created, *columns), since)
        .order_by(contact_revision.c.happened_at.desc(), contact.c.id.desc())
        .limit(limit)
        .subquery("newest")
    )
    of_it = and_(
        contact_issue.c.contact == newest.c.id, contact_issue.c.revision == newest.c.revision
    )
    return (
        select(newest, contact_issue.c.issue, contact_issue.c.ask)
        .outerjoin_from(newest, contact_issue, of_it)
        .order_by(newest.c.happened_at.desc(), newest.c.id.desc(), contact_issue.c.place)
    )


def counting(since: datetime | None) -> Select[Any]:
    """Return the query for the number of contacts."""
    return _of_current(select(func.count()), since)


def _of_current(query: Select[Any], since: datetime | None) -> Select[Any]:
    current = contact_revision.c
    same = and_(current.contact == contact.c.id, current.revision == contact.c.revision)
    joined = query.join_from(contact, contact_revision, same)
    if since is None:
        return joined
    return joined.where(current.happened_at >= int(since.timestamp()))


def contact_from(rows: Sequence[Row[Any]]) -> Contact | None:
    """Return the contact that these rows, one for each of its issues, hold.

    None when a word in them is none that this version knows, or text is no text.
    """
    row = rows[0]
    asks = [(r.issue, r.ask) for r in rows if r.issue is not None]
    texts = (*_texts(row), *(text for ask in asks for text in ask))
    if not all(isinstance(text, str) for text in texts) or not _is_minutes(row.minutes):
        return None
    try:
        return Contact(
            id=row.id,
            uid=row.uid,
            revision=row.revision,
            created=datetime.fromisoformat(row.created),
            when=datetime.fromisoformat(row.happened),
            channel=Channel(row.channel),
            direction=Direction(row.direction),
            outcome=Outcome(row.outcome),
            position=Position(row.position) if row.position else None,
            issues=tuple(IssueAsk(*ask) for ask in asks),
            **dict(zip(_AS_THEY_ARE, _as_they_are(row), strict=True)),
        )
    except (ValueError, TypeError):
        return None


def _is_minutes(value: object) -> bool:
    return value is None or isinstance(value, int)


_as_they_are = attrgetter(*_AS_THEY_ARE)
_texts = attrgetter("uid", *(n for n in _AS_THEY_ARE if n not in ("minutes", "practice")))

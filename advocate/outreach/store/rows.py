"""From a contact to the rows that hold it, and back."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select

from advocate.errors import StoreError
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


def listing(since: datetime | None) -> Select[Any]:
    """Return the query for current revisions, newest first, one row for each of their issues."""
    current = contact_revision.c
    query = (
        select(
            contact.c.id,
            contact.c.uid,
            contact.c.created,
            *(column for column in current if column.name != "contact"),
            contact_issue.c.issue,
            contact_issue.c.ask,
        )
        .join_from(
            contact,
            contact_revision,
            and_(current.contact == contact.c.id, current.revision == contact.c.revision),
        )
        .outerjoin(
            contact_issue,
            and_(
                contact_issue.c.contact == current.contact,
                contact_issue.c.revision == current.revision,
            ),
        )
        .order_by(current.happened_at.desc(), contact.c.id.desc(), contact_issue.c.place)
    )
    if since is not None:
        query = query.where(current.happened_at >= int(since.timestamp()))
    return query


def contact_from(rows: Sequence[Row[Any]]) -> Contact:
    """Return the contact that these rows, one for each of its issues, hold.

    Raises StoreError when a word in them is none that this version knows.
    """
    row = rows[0]
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
            issues=tuple(IssueAsk(r.issue, r.ask) for r in rows if r.issue is not None),
            **{name: getattr(row, name) for name in _AS_THEY_ARE},
        )
    except (ValueError, TypeError):
        raise StoreError(f"Contact {row.id} in the outreach log cannot be read.") from None

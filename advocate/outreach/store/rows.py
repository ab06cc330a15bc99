"""From a contact or a follow-up to the rows that hold it, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from advocate.issues.records import Position
from advocate.outreach.records import (
    Channel,
    Contact,
    ContactDraft,
    Direction,
    FollowUp,
    FollowUpDraft,
    FollowUpState,
    IssueAsk,
    Outcome,
    Promise,
    at,
)
from advocate.outreach.store.database import Database, Row

# The columns that say what a contact was, in the order of `told`.
TOLD = (
    "happened",
    "happened_at",
    "channel",
    "direction",
    "outcome",
    "senator",
    "senator_name",
    "office",
    "office_label",
    "number",
    "minutes",
    "staffer",
    "staffer_role",
    "words",
    "note",
    "thread",
    "tags",
    "documents",
    "member",
    "practice",
)
_TEXTS = frozenset(TOLD) - {"happened_at", "minutes", "practice"}
# What a contact is read from, in the order of `contact_from`.
READ = (
    "c.id, c.uid, c.created, v.id, v.made, v.withdrawn, "
    + ", ".join(f"v.{name}" for name in TOLD)
    + ", (SELECT count(*) FROM contact_version e"
    " WHERE e.contact = v.contact AND (e.made, e.uid) <= (v.made, v.uid))"
)
FROM = "FROM contact_version v JOIN contact c ON c.id = v.contact"
HOLDS = "v.holds = 1 AND v.withdrawn = 0"
# As `ContactDraft.counts` says it.
COUNTS = "v.practice = 0 AND v.outcome <> 'prepared'"
# How many values fit one statement on every store.
CHUNK = 500


def told(draft: ContactDraft) -> tuple[object, ...]:
    """Return the values of TOLD; the issues have rows of their own."""
    return (
        draft.when.isoformat(),
        int(draft.when.timestamp()),
        draft.channel.value,
        draft.direction.value,
        draft.outcome.value,
        draft.senator,
        draft.senator_name,
        draft.office,
        draft.office_label,
        draft.number,
        draft.minutes,
        draft.staffer,
        draft.staffer_role,
        draft.words,
        draft.note,
        draft.thread,
        "\n".join(draft.tags),
        "\n".join(draft.documents),
        draft.member,
        int(draft.practice),
    )


def issue_rows(version: int, issues: Sequence[IssueAsk]) -> list[tuple[object, ...]]:
    """Return the rows of a revision's issues, in the order in which they were told."""
    return [
        (version, place, about.issue, about.ask, about.position.value if about.position else "")
        for place, about in enumerate(issues, start=1)
    ]


def contacts_from(database: Database, rows: Sequence[Row]) -> list[Contact | None]:
    """Return the contacts that rows of READ hold; None for each that makes no sense here."""
    issues = _issues_of(database, [row[3] for row in rows])
    return [_contact_from(row, issues.get(row[3], ())) for row in rows]


def _issues_of(database: Database, versions: Sequence[int]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    query = "SELECT version, issue, ask, position FROM version_issue WHERE version IN"
    for version, *about in rows_where(database, query, versions, " ORDER BY version, place"):
        found.setdefault(version, []).append(tuple(about))
    return found


def rows_where(
    database: Database, query: str, values: Sequence[object], end: str = ""
) -> Iterator[Row]:
    """Yield the rows of a query that ends in IN, for as many values as there are.

    `end` follows the values; the rows are in its order among CHUNK of them.
    """
    for start in range(0, len(values), CHUNK):
        some = values[start : start + CHUNK]
        yield from database.execute(f"{query} ({','.join('?' * len(some))}){end}", some)


def _contact_from(row: Row, issues: Iterable[Row]) -> Contact | None:
    number, uid, created, _, made, withdrawn, *values, revision = row
    known = dict(zip(TOLD, values, strict=True))
    minutes = known["minutes"]
    if not all(isinstance(known[name], str) for name in _TEXTS) or not (
        minutes is None or isinstance(minutes, int)
    ):
        return None
    try:
        return Contact(
            id=number,
            uid=_text(uid),
            revision=revision,
            created=datetime.fromisoformat(created),
            made=at(made),
            withdrawn=bool(withdrawn),
            when=datetime.fromisoformat(known.pop("happened")),
            channel=Channel(known.pop("channel")),
            direction=Direction(known.pop("direction")),
            outcome=Outcome(known.pop("outcome")),
            tags=_lines(known.pop("tags")),
            documents=_lines(known.pop("documents")),
            practice=bool(known.pop("practice")),
            issues=tuple(
                IssueAsk(_text(issue), _text(ask), Position(position) if position else None)
                for issue, ask, position in issues
            ),
            **{name: known[name] for name in known if name != "happened_at"},
        )
    except (ValueError, TypeError, OverflowError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


# What a follow-up is read from, in the order of `follow_up_from`.
READ_FOLLOW_UP = (
    "SELECT f.id, f.uid, f.contact, v.senator, v.senator_name, w.made, w.promise, w.due, w.state, "
    "w.text FROM follow_up_version w JOIN follow_up f ON f.id = w.follow_up "
    "JOIN contact_version v ON v.contact = f.contact AND v.holds = 1 AND v.withdrawn = 0 "
    "WHERE w.holds = 1 AND w.withdrawn = 0"
)


def promised(draft: FollowUpDraft) -> tuple[object, ...]:
    """Return the values of the columns promise, due, state and text."""
    due = draft.due.isoformat() if draft.due else ""
    return (draft.promise.value, due, draft.state.value, draft.text)


def follow_up_from(row: Row) -> FollowUp | None:
    """Return the follow-up that a row of READ_FOLLOW_UP holds; None when it makes no sense."""
    number, uid, contact, senator, name, made, promise, due, state, text = row
    try:
        return FollowUp(
            id=number,
            uid=_text(uid),
            contact=contact,
            senator=_text(senator),
            senator_name=_text(name),
            made=at(made),
            promise=Promise(promise),
            due=date.fromisoformat(due) if due else None,
            state=FollowUpState(state),
            text=_text(text),
        )
    except (ValueError, TypeError, OverflowError):
        return None

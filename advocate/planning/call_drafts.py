"""What a guided call leaves: a contact for the call, and one for each number dialed in vain."""

from dataclasses import dataclass

from advocate.documents.spoken import Part
from advocate.issues.records import Position
from advocate.outreach.records import Channel, ContactDraft, IssueAsk, Outcome
from advocate.planning.call import Call, State, Tried, rung_of

_STANDS = {
    Part.YES: Position.SUPPORTS,
    Part.NO: Position.OPPOSES,
    Part.UNDECIDED: Position.UNDECIDED,
}


def stand_heard(state: State, asking: int) -> Position | None:
    """Return the senator's stand on the `asking`-th issue, as far as a key told it."""
    return _STANDS.get(state.heard[asking]) if asking in state.heard else None


def minutes_of(state: State) -> int | None:
    """Return how many minutes a call took, begun ones counted; None where it never began."""
    if state.began is None or state.ended is None:
        return None
    return max(1, -(-int((state.ended - state.began).total_seconds()) // 60))


def tried_drafts(call: Call, state: State, *, member: str = "") -> list[ContactDraft]:
    """Return a contact for each number that was dialed in vain."""
    return [tried_draft(call, one, member=member) for one in state.tried]


def tried_draft(call: Call, tried: Tried, *, member: str = "") -> ContactDraft:
    """Return the contact that a call in vain makes."""
    return ContactDraft(
        when=tried.when,
        channel=Channel.CALL,
        outcome=tried.outcome,
        senator=call.senator,
        senator_name=call.senator_name,
        office=tried.office,
        office_label=tried.label,
        number=tried.phone,
        issues=tuple(IssueAsk(slug) for slug in call.issues),
        member=member,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller tells of a call when it is over; `stands` has an entry an issue."""

    outcome: Outcome
    stands: tuple[Position | None, ...] = ()
    staffer: str = ""
    words: str = ""
    note: str = ""
    minutes: int | None = None


def call_draft(call: Call, state: State, told: Told, *, member: str = "") -> ContactDraft:
    """Return the contact that a call makes, as practice where it was a rehearsal."""
    rung = rung_of(call, state)
    stands = told.stands or (None,) * len(call.issues)
    # A message takes one thing: the first.
    issues = call.issues[:1] if told.outcome is Outcome.VOICEMAIL else call.issues
    began = state.began or state.ended
    if began is None:
        raise ValueError("a call that never began makes no contact")
    return ContactDraft(
        when=began,
        channel=Channel.CALL,
        outcome=told.outcome,
        senator=call.senator,
        senator_name=call.senator_name,
        office=rung.office if rung else "",
        office_label=rung.label if rung else "",
        number=rung.phone if rung and not call.rehearsal else "",
        issues=tuple(
            IssueAsk(slug, position=stand) for slug, stand in zip(issues, stands, strict=False)
        ),
        minutes=told.minutes,
        staffer=told.staffer,
        words=told.words,
        note=told.note,
        documents=("voicemail" if told.outcome is Outcome.VOICEMAIL else "script",),
        member=member,
        practice=call.rehearsal,
    )

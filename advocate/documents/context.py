"""What a template may use: the values of one document, each a plain name or a frozen record."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from advocate.directory.records import (
    Office,
    OfficeDistance,
    Senator,
    State,
    StateKind,
    WebForm,
)
from advocate.documents.evidence import why_channel
from advocate.documents.kinds import KINDS, Kind
from advocate.documents.meeting import Asking, Meeting, agenda
from advocate.documents.views import (
    Addressee,
    Asked,
    Me,
    cited,
    cited_point,
    distance_to,
    fits,
    me_for,
    on_sheet,
    phone_ladder,
    points_for,
    put,
    reason_for,
    role_lines,
    seat_of_jurisdiction,
)
from advocate.documents.webforms import FormView, form_view
from advocate.issues.records import AskRank, Card, KnownPosition, Pack, Position
from advocate.outreach.records import Contact, FollowUp, Promise
from advocate.settings import Constituent
from advocate.stories import Story
from advocate.text import long_date

if TYPE_CHECKING:
    from advocate.documents.alert_views import AlertView

MOST_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class Request:
    """Everything one document is made from.

    `offices` are the state offices, nearest first; `addressees` all of the constituent's senators;
    `others` further issues for the same call; `place` where an event is held, if not the office.
    """

    kind: Kind
    pack: Pack
    senator: Senator
    state_name: str
    office: Office
    offices: tuple[OfficeDistance, ...]
    constituent: Constituent
    position: Position
    evidence: KnownPosition | None
    today: date
    data_as_of: date
    seat_note: str = ""
    period_note: str = ""
    meeting: Meeting = field(default_factory=Meeting)
    asking: Asking = field(default_factory=Asking)
    history: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    blanks: bool = False
    military: bool = False
    variant: str = "default"
    story: Story = field(default_factory=Story)
    addressees: tuple[Addressee, ...] = ()
    form: WebForm | None = None
    others: tuple[tuple[Pack, Position], ...] = ()
    last_contact: Contact | None = None
    agreed: tuple[FollowUp, ...] = ()
    place: str = ""
    large_print: bool = False
    paper: str = "letter"


# Each name that a template may use, and what it is: docs/template-variables.md has this table.
VARIABLES: dict[str, str] = {
    "kind": "the kind of document, as its command is named",
    "variant": "the variant, as its template is named",
    "channel": "by what it goes: call, web-form, letter, fax, postcard, email, meeting, visit",
    "today": "the date of the document",
    "data_as_of": "the date of the names, addresses and numbers",
    "me": "the constituent; what is unknown is a gap to write in. `me.knows` holds the names of "
    "the fields that are known",
    "senator": "the senator",
    "state_name": "the senator's state, in words",
    "office": "the office that this document is for",
    "numbers": "the phones to try, in that order",
    "more_offices": "how many more offices are on file than `numbers` lists",
    "distance": "miles from the constituent's ZIP code to `office`, or None",
    "issue": "the issue pack",
    "bill": "the pack's first bill, or None",
    "position": "the senator's position: supports, leans_support, undecided, leans_oppose, "
    "opposes or unknown",
    "evidence": "the known position behind it (with `evidence`, `as_of`), or None",
    "ask": "the primary ask, worded for the position",
    "supporting": "the supporting asks, worded for the position",
    "fallback": "the first fallback ask, or None",
    "fallbacks": "all fallback asks, worded for the position",
    "points": "the talking points for this state and position: what the issue is, those meant for "
    "this position, the state's own, the rest",
    "reason": "the one of `points` that a caller gives: one meant for this position, else the "
    "first; None if there is none",
    "objections": "what one may hear from a senator of this position",
    "on_committee": "the senator's seat on a committee of jurisdiction, or None",
    "sources": "the sources of the points and objections above, as cited, with their addresses",
    "work_period": "when senators are home, now or next, as announced, in a sentence or two",
    "deadline": "the pack's deadline, or None when there is none ahead",
    "seat_note": "what to know of the seat (an ended term, an election held), or empty",
    "age_note": "that the pack's facts have to be checked again, or empty",
    "meeting": "the meeting: when, minutes, attendees",
    "asking": "for a meeting request, on days when offices work: `days` to ask for (None when the "
    "deadline is too near), the day to `call`, the days to ask `again`",
    "agenda": "the parts of the meeting, with minutes that add up",
    "roles": "the roles at the meeting, with who takes each",
    "place": "where the event is, if not at the office; may be empty",
    "senators": "all senators of the constituent, each with `senator`, the nearest `office` and "
    "`ask`, worded for that senator's position",
    "form": "the senator's web form: address, fields with values, topic to choose; None if unknown",
    "issues": "the issues of the call, this one first, with `issue`, `ask`, `fallback`, `point`",
    "actions": "the pack's numbered actions for this state",
    "alert": "the alert, filled in for the reader; made of the pack's own actions where no alert's "
    "file is meant. None for other kinds. Besides it, the template of an alert's file has only "
    "kind, variant, channel, today, data_as_of, me and state_name",
    "cards": "the pack's wallet cards, each a list of the languages it comes in",
    "resources": "the pack's pages to read, for this state",
    "donations": "the organizations that the pack names to give to, for this state",
    "why_channel": "what congressional staff say of this channel, with its limits, or empty",
    "last_contact": "the newest contact with this senator in the user's own log, or None",
    "agreed": "what was promised in `last_contact` and is open, each with `text`, `due` and "
    "`promise` (theirs or ours)",
    "history": "what the user's own log holds of this senator, newest first, a sentence each",
    "promises": "what is open between the user and this senator's office, a sentence each",
}


_AGREED = (Promise.THEIRS, Promise.OURS)

# The values that differ between people whose senators are the same.
PERSONAL = frozenset(
    ("me", "office", "numbers", "more_offices", "distance", "senators", "form", "alert")
)


def personal_values(request: Request, wanted: Set[str]) -> dict[str, object]:
    """Return those of the PERSONAL values that are wanted, as `build_context` has them."""
    values: dict[str, object] = {"office": request.office}
    if "distance" in wanted:
        values["distance"] = distance_to(request.office, request.offices)
    if not wanted.isdisjoint(("numbers", "more_offices")):
        values |= _numbers(request)
    if not wanted.isdisjoint(("senators", "form", "alert")):
        around = _around(request)
        values |= {name: around[name] for name in ("senators", "form", "alert")}
    return values


def _numbers(request: Request) -> dict[str, object]:
    numbers = phone_ladder(request.office, request.offices, request.senator.washington_office)
    return {
        "numbers": numbers[:MOST_NUMBERS],
        "more_offices": max(0, len(numbers) - MOST_NUMBERS),
    }


def me_of(request: Request) -> Me:
    """Return the constituent of a request as a template sees them."""
    return me_for(
        request.constituent,
        request.state_name,
        blanks=request.blanks,
        military=request.military,
        story=request.story,
    )


def build_context(request: Request) -> dict[str, object]:
    """Return the values of one document, under exactly the names in VARIABLES."""
    pack = request.pack
    ask = put(pack.asks_of(AskRank.PRIMARY)[0], request.position)
    fallbacks = [put(a, request.position) for a in pack.asks_of(AskRank.FALLBACK)]
    points = points_for(pack, request.senator.state, request.position)
    reason = reason_for(pack, request.senator.state, request.position)
    objections = [o for o in pack.objections if fits(o.positions, request.position)]
    return {
        "kind": request.kind.value,
        "variant": request.variant,
        "channel": KINDS[request.kind].channel,
        "today": request.today,
        "data_as_of": request.data_as_of,
        "me": me_of(request),
        "senator": request.senator,
        "state_name": request.state_name,
        "office": request.office,
        **_numbers(request),
        "distance": distance_to(request.office, request.offices),
        "issue": pack,
        "bill": pack.bills[0] if pack.bills else None,
        "position": request.position.value,
        "evidence": request.evidence,
        "ask": ask,
        "supporting": [put(a, request.position) for a in pack.asks_of(AskRank.SUPPORTING)],
        "fallback": fallbacks[0] if fallbacks else None,
        "fallbacks": fallbacks,
        "points": [cited_point(pack, point) for point in points],
        "reason": cited_point(pack, reason) if reason else None,
        "objections": objections,
        "on_committee": seat_of_jurisdiction(request.senator, pack),
        "sources": cited(pack, {p.source for p in points} | {o.source for o in objections}),
        "work_period": request.period_note,
        "deadline": pack.deadline if pack.deadline and pack.deadline >= request.today else None,
        "seat_note": request.seat_note,
        "age_note": _age_note(pack, request.today),
        "meeting": request.meeting,
        "asking": request.asking,
        "agenda": agenda(request.meeting.minutes, facts=len(points)),
        "roles": role_lines(request.meeting),
        **_around(request),
        "history": request.history,
        "promises": request.promises,
    }


def _around(request: Request) -> dict[str, object]:
    """Return the values beyond one senator and one ask."""
    pack, state = request.pack, request.senator.state
    sheet = ((pack, request.position), *request.others)
    return {
        "place": request.place,
        "senators": [
            Asked(one.senator, one.office, put(pack.asks_of(AskRank.PRIMARY)[0], one.position))
            for one in request.addressees
        ],
        "form": _form(request),
        "issues": [on_sheet(one, state, position) for one, position in sheet],
        "actions": [one for one in pack.actions if not one.states or state in one.states],
        "alert": _alert(request) if request.kind is Kind.ALERT else None,
        "cards": _cards(pack),
        "resources": [one for one in pack.resources if not one.states or state in one.states],
        "donations": [one for one in pack.donations if not one.states or state in one.states],
        "why_channel": why_channel(KINDS[request.kind].channel),
        "last_contact": request.last_contact,
        "agreed": [one for one in request.agreed if one.promise in _AGREED],
    }


def _alert(request: Request) -> "AlertView":
    """Return the pack's own actions as an alert for this constituent."""
    from advocate.documents.alert_views import alert_view  # what other documents do without
    from advocate.issues.alerts.filled import Around, Reader
    from advocate.issues.alerts.of_pack import alert_of

    home = State(request.senator.state, request.state_name, "", StateKind.STATE)
    around = Around(request.pack, {}, {}, (), request.today)
    return alert_view(alert_of(request.pack), Reader(home, request.addressees), around)


def _form(request: Request) -> FormView | None:
    if request.form is None:
        return None
    return form_view(
        request.form,
        request.pack,
        request.constituent,
        state_name=request.state_name,
        blanks=request.blanks,
    )


def _cards(pack: Pack) -> list[list[Card]]:
    ids = dict.fromkeys(card.id for card in pack.cards)
    return [[card for card in pack.cards if card.id == one] for one in ids]


def _age_note(pack: Pack, today: date) -> str:
    if pack.expires >= today:
        return ""
    return (
        f"This issue's facts were meant to hold until {long_date(pack.expires)}. "
        "Check each one before you use it."
    )

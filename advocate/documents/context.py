"""What a template may use: the values of one document, each a plain name or a frozen record."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date

from advocate.directory.records import CalendarEntry, CommitteeSeat, Office, OfficeDistance, Senator
from advocate.documents.kinds import KINDS, Kind
from advocate.documents.markup import blank
from advocate.documents.meeting import DUTIES, Meeting, agenda, taking
from advocate.issues.records import (
    Ask,
    AskRank,
    KnownPosition,
    Pack,
    Position,
    Prose,
    Source,
    TalkingPoint,
)
from advocate.settings import Constituent
from advocate.text import long_date

MOST_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class Request:
    """Everything one document is made from. `offices` are the state offices, nearest first."""

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
    work_period: CalendarEntry | None = None
    meeting: Meeting = field(default_factory=Meeting)
    history: tuple[str, ...] = ()
    blanks: bool = False


@dataclass(frozen=True, slots=True)
class Me:
    """The constituent as a template sees them: what is unknown is a gap to write in."""

    name: str
    street: str
    city: str
    zip: str
    phone: str
    email: str
    occupation: str
    story: tuple[str, ...]
    knows: frozenset[str]


@dataclass(frozen=True, slots=True)
class PutAsk:
    """An ask worded for this senator's position (see docs/packs.md for lead, ask and question)."""

    rank: AskRank
    lead: Prose
    ask: Prose
    question: Prose
    by: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """A talking point with its source spelled out."""

    claim: Prose
    spoken: Prose
    source: Prose
    url: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as one cites it, and its address."""

    citation: Prose
    url: str


@dataclass(frozen=True, slots=True)
class Number:
    """A phone to try: `label` names the office; `hours` and `phone` as on file, or empty."""

    label: str
    phone: str
    hours: str
    miles: float | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role at the meeting: what it does, and who takes it (a gap where nobody does yet)."""

    role: str
    duty: str
    who: str


# Each name that a template may use, and what it is: docs/templates.md is made from this table.
VARIABLES: dict[str, str] = {
    "kind": "the kind of document: script, voicemail, letter or brief",
    "channel": "call, letter or meeting",
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
    "points": "the talking points that hold in this state, the state's own first",
    "on_committee": "the senator's seat on a committee of jurisdiction, or None",
    "sources": "the pack's sources, as cited and with their addresses",
    "work_period": "the next announced state work period, or None",
    "days_left": "days to the ask's date, or None",
    "meeting": "the meeting: when, minutes, attendees",
    "agenda": "the parts of the meeting, with minutes that add up",
    "roles": "the roles at the meeting, with who takes each",
    "history": "what the user's own log holds of this senator, newest first, a sentence each",
}


def build_context(request: Request) -> dict[str, object]:
    """Return the values of one document, under exactly the names in VARIABLES."""
    pack = request.pack
    ask = _put(pack.asks_of(AskRank.PRIMARY)[0], request.position)
    fallbacks = pack.asks_of(AskRank.FALLBACK)
    numbers = phone_ladder(request.office, request.offices, request.senator.washington_office)
    return {
        "kind": request.kind.value,
        "channel": KINDS[request.kind].channel,
        "today": request.today,
        "data_as_of": request.data_as_of,
        "me": me_for(request.constituent, blanks=request.blanks),
        "senator": request.senator,
        "state_name": request.state_name,
        "office": request.office,
        "numbers": numbers[:MOST_NUMBERS],
        "more_offices": max(0, len(numbers) - MOST_NUMBERS),
        "distance": _distance(request.office, request.offices),
        "issue": pack,
        "bill": pack.bills[0] if pack.bills else None,
        "position": request.position.value,
        "evidence": request.evidence,
        "ask": ask,
        "supporting": [_put(a, request.position) for a in pack.asks_of(AskRank.SUPPORTING)],
        "fallback": _put(fallbacks[0], request.position) if fallbacks else None,
        "points": points_for(pack, request.senator.state),
        "on_committee": seat_of_jurisdiction(request.senator, pack),
        "sources": [Cited(citation(source), source.url) for source in pack.sources],
        "work_period": request.work_period,
        "days_left": (ask.by - request.today).days if ask.by else None,
        "meeting": request.meeting,
        "agenda": agenda(request.meeting.minutes),
        "roles": _roles(request.meeting),
        "history": request.history,
    }


def me_for(person: Constituent, *, blanks: bool) -> Me:
    """Return the constituent for a template; `blanks` leaves every field a gap to write in."""
    known = {f.name for f in fields(person) if getattr(person, f.name) and not blanks}

    def value(field: str, label: str, width: int) -> str:
        return str(getattr(person, field)) if field in known else Prose(blank(label, width))

    return Me(
        name=value("name", "your name", 26),
        street=value("street", "your street address", 30),
        city=value("city", "your city", 18),
        zip=value("zip", "ZIP", 8),
        phone=value("phone", "your phone number", 18),
        email=value("email", "your e-mail", 24),
        occupation=value("occupation", "what you do", 20),
        story=tuple(person.story.split("\n\n")) if "story" in known else (),
        knows=frozenset(known),
    )


def phone_ladder(
    office: Office, offices: Sequence[OfficeDistance], washington: Office
) -> list[Number]:
    """Return the phones in the order to try them: the chosen office, Washington, then the rest."""
    miles = {near.office.id: near.miles for near in offices}
    order = [office, washington, *(near.office for near in offices)]
    unique = {one.id: one for one in order if one.phone}
    return [Number(one.city, one.phone, one.hours, miles.get(one.id)) for one in unique.values()]


def points_for(pack: Pack, state: str) -> list[Point]:
    """Return the points that hold in `state`: the state's own first, then the country's."""
    local = [point for point in pack.talking_points if state in point.states]
    general = [point for point in pack.talking_points if not point.states]
    return [_point(pack, point) for point in (*local, *general)]


def seat_of_jurisdiction(senator: Senator, pack: Pack) -> CommitteeSeat | None:
    """Return the senator's seat on a full committee that the issue is before, if any."""
    return next((seat for seat in senator.committees if seat.code in pack.committees), None)


def _point(pack: Pack, point: TalkingPoint) -> Point:
    source = pack.source(point.source)
    return Point(point.claim, point.spoken, citation(source), source.url)


def citation(source: Source) -> Prose:
    """Return a source as one cites it: publisher, “title,” and its own date in words."""
    dated = source.dated
    with suppress(ValueError):  # "February 2025" and "no date" are words already
        dated = long_date(date.fromisoformat(dated))
    return Prose(f"{source.publisher}, “{source.title},” {dated}".rstrip(", "))


def _put(ask: Ask, position: Position) -> PutAsk:
    wording = ask.worded_for(position)
    return PutAsk(ask.rank, wording.lead, wording.ask, wording.question, ask.by)


def _distance(office: Office, offices: Sequence[OfficeDistance]) -> float | None:
    return next((near.miles for near in offices if near.office.id == office.id), None)


def _roles(meeting: Meeting) -> list[RoleLine]:
    return [
        RoleLine(role.value, duty, ", ".join(names) if names else Prose(blank("", 22)))
        for role, duty in DUTIES.items()
        for names in (taking(role, meeting.attendees),)
    ]

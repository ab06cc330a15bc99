"""What a template may use: the values of one document, each a plain name or a frozen record."""

from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date

from advocate.directory.records import CommitteeSeat, Office, OfficeDistance, Senator
from advocate.documents.kinds import KINDS, Kind
from advocate.documents.markup import blank, escape
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
    seat_note: str = ""
    period_note: str = ""
    meeting: Meeting = field(default_factory=Meeting)
    history: tuple[str, ...] = ()
    blanks: bool = False
    military: bool = False


@dataclass(frozen=True, slots=True)
class Me:
    """The constituent as a template sees them: what is unknown is a gap to write in.

    `called` is the preferred name, else the name; `city_line` the last line of the address; `home`
    completes "I …" ("live in Albany"); `origin` "I'm …" ("a constituent from Albany, 12207").
    """

    name: str
    called: str
    street: str
    city: str
    city_line: str
    zip: str
    home: str
    origin: str
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
    """A talking point with its source as cited in full, and as a letter names it."""

    claim: Prose
    spoken: Prose
    source: Prose
    short_source: Prose
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
    "fallbacks": "all fallback asks, worded for the position",
    "points": "the talking points for this state and position, the reason for a call first",
    "objections": "what one may hear from a senator of this position",
    "on_committee": "the senator's seat on a committee of jurisdiction, or None",
    "sources": "the sources of the points and objections above, as cited, with their addresses",
    "work_period": "when senators are home, now or next, as announced, in a sentence or two",
    "deadline": "the pack's deadline, or None when there is none ahead",
    "seat_note": "what to know of the seat (an ended term, an election held), or empty",
    "age_note": "that the pack's facts have to be checked again, or empty",
    "meeting": "the meeting: when, minutes, attendees",
    "agenda": "the parts of the meeting, with minutes that add up",
    "roles": "the roles at the meeting, with who takes each",
    "history": "what the user's own log holds of this senator, newest first, a sentence each",
}


def build_context(request: Request) -> dict[str, object]:
    """Return the values of one document, under exactly the names in VARIABLES."""
    pack = request.pack
    ask = _put(pack.asks_of(AskRank.PRIMARY)[0], request.position)
    fallbacks = [_put(a, request.position) for a in pack.asks_of(AskRank.FALLBACK)]
    points = points_for(pack, request.senator.state, request.position)
    objections = [o for o in pack.objections if _fits(o.positions, request.position)]
    numbers = phone_ladder(request.office, request.offices, request.senator.washington_office)
    return {
        "kind": request.kind.value,
        "channel": KINDS[request.kind].channel,
        "today": request.today,
        "data_as_of": request.data_as_of,
        "me": me_for(
            request.constituent,
            request.state_name,
            blanks=request.blanks,
            military=request.military,
        ),
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
        "fallback": fallbacks[0] if fallbacks else None,
        "fallbacks": fallbacks,
        "points": [_point(pack, point) for point in points],
        "objections": objections,
        "on_committee": seat_of_jurisdiction(request.senator, pack),
        "sources": _cited(pack, {p.source for p in points} | {o.source for o in objections}),
        "work_period": request.period_note,
        "deadline": pack.deadline if pack.deadline and pack.deadline >= request.today else None,
        "seat_note": request.seat_note,
        "age_note": _age_note(pack, request.today),
        "meeting": request.meeting,
        "agenda": agenda(request.meeting.minutes),
        "roles": _roles(request.meeting),
        "history": request.history,
    }


def _age_note(pack: Pack, today: date) -> str:
    if pack.expires >= today:
        return ""
    return (
        f"This issue's facts were meant to hold until {long_date(pack.expires)}. "
        "Check each one before you use it."
    )


def me_for(person: Constituent, state_name: str, *, blanks: bool, military: bool) -> Me:
    """Return the constituent for a template; `blanks` leaves every field a gap to write in.

    A military address has no city and no state of its own: its state is where the person votes.
    """
    known = {f.name for f in fields(person) if getattr(person, f.name) and not blanks}

    def value(field: str, label: str, width: int) -> str:
        return str(getattr(person, field)) if field in known else Prose(blank(label, width))

    name, city = value("name", "your name", 26), value("city", "your city", 18)
    code = value("zip", "ZIP", 8)
    if military:
        post = blank("APO, FPO or DPO, and AA, AE or AP", 24)
        city_line = Prose(f"{post} {_markdown(code)}")
        home, origin = f"vote in {state_name}", f"a constituent who votes in {state_name}"
    else:
        city_line = Prose(f"{_markdown(city)}, {person.state} {_markdown(code)}")
        home = Prose(f"live in {_markdown(city)}")
        origin = Prose(f"a constituent from {_markdown(city)}, {_markdown(code)}")
    return Me(
        name=name,
        called=value("preferred_name", "", 0) if "preferred_name" in known else name,
        street=value("street", "your street address", 30),
        city=city,
        city_line=city_line,
        zip=code,
        home=home,
        origin=origin,
        phone=value("phone", "your phone number", 18),
        email=value("email", "your e-mail", 24),
        occupation=value("occupation", "what you do", 20),
        story=tuple(person.story.split("\n\n")) if "story" in known else (),
        knows=frozenset(known),
    )


def _markdown(text: str) -> str:
    return text if isinstance(text, Prose) else escape(text)


def phone_ladder(
    office: Office, offices: Sequence[OfficeDistance], washington: Office
) -> list[Number]:
    """Return the phones in the order to try them: the chosen office, Washington, then the rest."""
    miles = {near.office.id: near.miles for near in offices}
    order = [office, washington, *(near.office for near in offices)]
    unique = {one.id: one for one in order if one.phone}
    return [Number(one.city, one.phone, one.hours, miles.get(one.id)) for one in unique.values()]


def points_for(pack: Pack, state: str, position: Position) -> list[TalkingPoint]:
    """Return the points that hold in `state` and are meant for this position.

    First those meant for this position alone, then the pack's first (what the issue is), then the
    state's own, then the rest: the first is the reason that a caller gives.
    """
    here = [p for p in pack.talking_points if not p.states or state in p.states]
    fitting = [p for p in here if _fits(p.positions, position)]
    aimed = [p for p in fitting if p.positions]
    local = [p for p in fitting if p.states and not p.positions]
    general = [p for p in fitting if not p.states and not p.positions]
    return [*aimed, *general[:1], *local, *general[1:]]


def _fits(positions: tuple[str, ...], position: Position) -> bool:
    return not positions or position.value in positions


def _cited(pack: Pack, used: Set[str]) -> list[Cited]:
    sources = [source for source in pack.sources if source.id in used]
    return [Cited(citation(source), source.url) for source in sources]


def seat_of_jurisdiction(senator: Senator, pack: Pack) -> CommitteeSeat | None:
    """Return the senator's seat on a full committee that the issue is before, if any."""
    return next((seat for seat in senator.committees if seat.code in pack.committees), None)


def _point(pack: Pack, point: TalkingPoint) -> Point:
    source = pack.source(point.source)
    return Point(point.claim, point.spoken, citation(source), short_citation(source), source.url)


def citation(source: Source) -> Prose:
    """Return a source as one cites it: publisher, “title,” and its own date in words."""
    return Prose(f"{source.publisher}, “{source.title},” {_dated(source)}".rstrip(", "))


def short_citation(source: Source) -> Prose:
    """Return a source as a letter names it: publisher and date."""
    return Prose(f"{source.publisher}, {_dated(source)}".rstrip(", "))


def _dated(source: Source) -> str:
    with suppress(ValueError):  # "February 2025" and "no date" are words already
        return long_date(date.fromisoformat(source.dated))
    return source.dated


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

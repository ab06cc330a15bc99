"""What a template sees of the records: the constituent, asks, points, phones, forms, roles."""

from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date

from advocate.directory.offices import calling_order
from advocate.directory.records import CommitteeSeat, Office, OfficeDistance, Senator
from advocate.documents.markup import blank, escape
from advocate.documents.meeting import DUTIES, Meeting, taking
from advocate.issues.addressees import Addressee as Addressee
from advocate.issues.records import (
    Ask,
    AskRank,
    Pack,
    Position,
    Prose,
    Source,
    TalkingPoint,
)
from advocate.settings import Constituent
from advocate.stories import Story
from advocate.text import long_date


@dataclass(frozen=True, slots=True)
class Me:
    """The constituent as a template sees them: what is unknown is a gap to write in.

    `called` is the preferred name, else the name; `city_line` the last line of the address; `home`
    completes "I …" ("live in Albany"); `origin` "I'm …" ("a constituent from Albany, 12207");
    `reason` is the story in one spoken sentence, or empty; `may_retell` says that its owner agreed,
    `may_name` that the name may be told with it.
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
    reason: str
    may_retell: bool
    may_name: bool
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
    """A talking point with its source as cited in full, and as a letter names it.

    `local` says that it is about the senator's state.
    """

    claim: Prose
    spoken: Prose
    source: Prose
    short_source: Prose
    url: str
    local: bool


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


@dataclass(frozen=True, slots=True)
class Asked:
    """An addressee as an alert lists them: with the ask as it is put to this senator."""

    senator: Senator
    office: Office
    ask: PutAsk


@dataclass(frozen=True, slots=True)
class OnSheet:
    """One of several issues on a call sheet: the pack, its ask and the reason for it."""

    issue: Pack
    ask: PutAsk
    fallback: PutAsk | None
    point: Point | None


def me_for(
    person: Constituent, state_name: str, *, blanks: bool, military: bool, story: Story
) -> Me:
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
        story=() if blanks else story.paragraphs,
        reason="" if blanks else story.reason,
        may_retell=story.may_retell and not blanks,
        may_name=story.may_name and not blanks,
        knows=frozenset(known),
    )


def _markdown(text: str) -> str:
    return text if isinstance(text, Prose) else escape(text)


def phone_ladder(
    office: Office, offices: Sequence[OfficeDistance], washington: Office
) -> list[Number]:
    """Return the phones in the order to try them: the chosen office, Washington, then the rest,
    and those last that were reported wrong."""
    miles = {near.office.id: near.miles for near in offices}
    ladder = calling_order(office, [near.office for near in offices], washington)
    return [
        Number(f"{one.city}{number_note(one)}", one.phone, one.hours, miles.get(one.id))
        for one in ladder
        if one.phone
    ]


def number_note(office: Office) -> str:
    """Return what the user said of an office's number, as it follows the number: that it is wrong,
    their own correction, or that it is right."""
    if office.is_reported_wrong and office.wrong_since:
        return f" (reported wrong on {long_date(office.wrong_since)})"
    if office.corrected and "phone" in office.corrected_fields:
        return f" (corrected by you on {long_date(office.corrected)})"
    return f" (confirmed on {long_date(office.confirmed)})" if office.confirmed else ""


def points_for(pack: Pack, state: str, position: Position) -> list[TalkingPoint]:
    """Return the points that hold in `state` and are meant for this position, in reading order.

    First the pack's first (what the issue is), then those meant for this position alone, then the
    state's own, then the rest.
    """
    here = [p for p in pack.talking_points if not p.states or state in p.states]
    fitting = [p for p in here if fits(p.positions, position)]
    aimed = [p for p in fitting if p.positions]
    local = [p for p in fitting if p.states and not p.positions]
    general = [p for p in fitting if not p.states and not p.positions]
    return [*general[:1], *aimed, *local, *general[1:]]


def reason_for(pack: Pack, state: str, position: Position) -> TalkingPoint | None:
    """Return the one point that a caller gives: one meant for this position, else the first."""
    points = points_for(pack, state, position)
    aimed = (point for point in points if point.positions)
    return next(aimed, points[0] if points else None)


def fits(positions: tuple[str, ...], position: Position) -> bool:
    """Say whether something is meant for a senator of this position; no positions mean all."""
    return not positions or position.value in positions


def cited(pack: Pack, used: Set[str]) -> list[Cited]:
    """Return the pack's sources whose ids are in `used`, as one cites them."""
    sources = [source for source in pack.sources if source.id in used]
    return [Cited(citation(source), source.url) for source in sources]


def seat_of_jurisdiction(senator: Senator, pack: Pack) -> CommitteeSeat | None:
    """Return the senator's seat on a full committee that the issue is before, if any."""
    return next((seat for seat in senator.committees if seat.code in pack.committees), None)


def cited_point(pack: Pack, point: TalkingPoint) -> Point:
    """Return a talking point with its source spelled out."""
    source = pack.source(point.source)
    return Point(
        point.claim,
        point.spoken,
        citation(source),
        short_citation(source),
        source.url,
        bool(point.states),
    )


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


def put(ask: Ask, position: Position) -> PutAsk:
    """Return an ask as it is put to a senator of this position."""
    wording = ask.worded_for(position)
    return PutAsk(ask.rank, wording.lead, wording.ask, wording.question, ask.by)


def distance_to(office: Office, offices: Sequence[OfficeDistance]) -> float | None:
    """Return the miles to an office, or None when they are not known."""
    return next((near.miles for near in offices if near.office.id == office.id), None)


def role_lines(meeting: Meeting) -> list[RoleLine]:
    """Return every role at a meeting, with who takes it."""
    return [
        RoleLine(role.value, duty, ", ".join(names) if names else Prose(blank("", 22)))
        for role, duty in DUTIES.items()
        for names in (taking(role, meeting.attendees),)
    ]


def on_sheet(pack: Pack, state: str, position: Position) -> OnSheet:
    """Return an issue as it stands on a sheet of several."""
    asks, fallbacks = pack.asks_of(AskRank.PRIMARY), pack.asks_of(AskRank.FALLBACK)
    reason = reason_for(pack, state, position)
    return OnSheet(
        pack,
        put(asks[0], position),
        put(fallbacks[0], position) if fallbacks else None,
        cited_point(pack, reason) if reason else None,
    )

"""Checking templates: each is filled in for every pack and position, and the result thrown away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from advocate.directory.dataset import Dataset
from advocate.directory.lookup import nearest_first
from advocate.directory.offices import office_for
from advocate.directory.records import Senator
from advocate.documents.compose import compose, filled_in, is_empty
from advocate.documents.context import Request
from advocate.documents.kinds import KINDS, Kind, Piece
from advocate.documents.meeting import Asking, Attendee, Meeting, Role, Window
from advocate.documents.oversights import oversights
from advocate.documents.template_files import template_name
from advocate.documents.template_source import written_oversights
from advocate.documents.views import Addressee
from advocate.errors import TemplateError
from advocate.issues.records import Pack, Position
from advocate.outreach.records import Channel, Contact, IssueAsk, Outcome
from advocate.settings import Constituent
from advocate.stories import Consent, Story

STATE = "NY"  # whose senators stand in, where the dataset has them
_JORDAN = Constituent(
    name="Jordan Sample",
    preferred_name="Jo",
    prefix="Mx.",
    street="12 Elm Street",
    city="Anytown",
    zip="10001",
    phone="212-555-0199",
    email="jordan@example.org",
    occupation="bus driver",
    pronunciation="JOR-dun",
    story="I work until six. The library closes at five.",
)
_TOLD = Story(
    text=_JORDAN.story,
    reason="The library closes before I come home.",
    consent=Consent.NAMED,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One template that failed: the sentence, in which cases, and in how many of all; in none when
    its text says so by itself."""

    name: str
    sentence: str
    cases: tuple[str, ...]
    of: int

    def __str__(self) -> str:
        if not self.cases:
            return f"{self.name}: {self.sentence}"
        every = "with every issue and position"
        where = every if len(self.cases) == self.of else self.cases[0]
        more = len(self.cases) - 1
        if len(self.cases) < self.of and more:
            where += f", and in {more} more of {self.of} cases"
        return f"{self.name}: {self.sentence} ({where})"


def check_template(
    piece: Piece, folders: Sequence[Path], dataset: Dataset, packs: Sequence[Pack], today: date
) -> list[Trial]:
    """Fill in one template for every pack and position, for someone of whom all is known and for
    someone of whom nothing is; return what went wrong, each sentence once with its cases, and what
    its text holds that comes to nothing."""
    failed: dict[str, list[str]] = {}
    count, name = 0, template_name(piece)
    for case, request in _requests(piece, dataset, packs, today):
        count += 1
        try:
            blocks = compose(request, folders).document.blocks
            odd = list(oversights(filled_in(request, folders)))
            if is_empty(blocks):
                odd.append("makes an empty document")
            said = [f"The template {name} {one}." for one in odd]
        except TemplateError as error:
            said = [error.sentence]
        for sentence in dict.fromkeys(said):
            failed.setdefault(sentence, []).append(case)
    written = [Trial(name, said, (), count) for said in written_oversights(name, folders)]
    return written + [Trial(name, said, tuple(cases), count) for said, cases in failed.items()]


def _requests(
    piece: Piece, dataset: Dataset, packs: Sequence[Pack], today: date
) -> Iterator[tuple[str, Request]]:
    senators = dataset.senators_of(STATE) or dataset.senators[:2]
    for pack in packs:
        empty = _empty(piece, dataset, pack, senators, today)
        for position in Position:
            known = replace(empty, position=position)
            yield f"{pack.slug}, {position.value}, nothing known of the user", known
            yield f"{pack.slug}, {position.value}, all known of the user", _full(known, packs)
        yield f"{pack.slug}, --blank", replace(empty, constituent=_JORDAN, blanks=True)


def _empty(
    piece: Piece, dataset: Dataset, pack: Pack, senators: Sequence[Senator], today: date
) -> Request:
    senator = senators[0]
    visit = KINDS[piece.kind].channel in ("meeting", "visit")
    near = nearest_first(senator.state_offices, None)
    return Request(
        kind=piece.kind,
        variant=piece.variant,
        pack=pack,
        senator=senator,
        state_name=dataset.states[senator.state].name,
        office=office_for(senator, near, "", visit=visit),
        offices=near,
        constituent=Constituent(state=senator.state),
        position=Position.UNKNOWN,
        evidence=None,
        today=today,
        data_as_of=dataset.manifest.data_as_of,
        addressees=tuple(map(_addressee, senators)),
        form=dataset.web_form(senator.bioguide) if piece.kind is Kind.WEBFORM else None,
    )


def _addressee(senator: Senator) -> Addressee:
    near = nearest_first(senator.state_offices, None)
    return Addressee(senator, office_for(senator, near, "", visit=False))


def _full(request: Request, packs: Sequence[Pack]) -> Request:
    """The same request with everything known that can be."""
    soon = datetime.combine(request.today + timedelta(days=9), time(14, 30))
    later = request.today + timedelta(days=20)
    return replace(
        request,
        constituent=replace(_JORDAN, state=request.senator.state),
        evidence=next(iter(request.pack.known_positions), None),
        seat_note="The senator's term ends in January.",
        period_note="Senators are home next week.",
        meeting=Meeting(soon, 30, (Attendee("Sam Sample", Role.LEADER),)),
        asking=Asking(Window(later, later), request.today, (later,) * 3),
        history=("November 1, 2026: a call; spoke with staff.",),
        promises=("They promised: an answer, due December 4, 2026.",),
        story=_TOLD,
        last_contact=_meeting_held(request),
        others=tuple((pack, request.position) for pack in packs if pack is not request.pack),
        place="Town Hall",
    )


def _meeting_held(request: Request) -> Contact:
    when = datetime.combine(request.today - timedelta(days=1), time(14), UTC)
    return Contact(
        id=1,
        uid="1",
        revision=1,
        created=when,
        made=when,
        when=when,
        channel=Channel.MEETING,
        outcome=Outcome.MEETING_HELD,
        senator=request.senator.bioguide,
        senator_name=request.senator.full_name,
        office=request.office.id,
        issues=(IssueAsk(request.pack.slug, position=request.position),),
        staffer="Robin Sample",
        words="We are looking at it.",
        note="They asked for the report.",
    )

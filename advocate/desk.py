"""The verbs of the toolkit, over the rooms below; opens nothing, prints nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from advocate.constituency import Constituency, with_log
from advocate.directory.calendar import work_period_sentence
from advocate.directory.elections import seat_note
from advocate.directory.invented import INVENTED, invented_form
from advocate.directory.lookup import nearest_first
from advocate.directory.names import file_names
from advocate.directory.offices import office_for
from advocate.directory.records import Office, OfficeDistance, Senator, WebForm
from advocate.documents.kinds import KINDS, Format, Kind, Piece
from advocate.documents.meeting import Asking, Meeting
from advocate.documents.plain import plain_line
from advocate.files import is_folder, is_taken
from advocate.issues.records import Pack, Position
from advocate.outreach.memory import newest_position, promise_lines
from advocate.outreach.records import AT_AN_OFFICE, Contact, Recalled
from advocate.outreach.words import history_lines
from advocate.settings import Constituent
from advocate.stories import Consent, Story

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.documents.compose import Composed
    from advocate.documents.context import Request


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for beyond issue and place; empty and None mean: choose for me."""

    office: str = ""
    position: Position | None = None
    blanks: bool = False
    meeting: Meeting = field(default_factory=Meeting)
    recalled: Recalled = field(default_factory=Recalled)  # what the user's log holds of them
    met: Contact | None = None  # the meeting that a thank-you is for; the newest if left out
    story: Story = field(default_factory=Story)
    others: tuple[Pack, ...] = ()  # further issues for the same call
    place: str = ""  # where an event is held
    large_print: bool = False
    paper: str = "letter"


@dataclass(frozen=True, slots=True)
class Looks:
    """Where templates and the theme are found; the shipped folder comes last."""

    folders: tuple[Path, ...]

    @property
    def theme(self) -> Path:
        """The first folder's theme that exists, else the shipped one."""
        themes = [folder / "themes" / "default" for folder in self.folders]
        return next((theme for theme in themes if is_folder(theme)), themes[-1])

    def found(self, template: str) -> str:
        """Return where a template comes from, for --explain."""
        own = (folder / template for folder in self.folders)
        return str(next((path for path in own if is_taken(path)), template))


@dataclass(frozen=True, slots=True)
class Made:
    """A composed document with whom it is for, and why it is as it is."""

    piece: Piece
    issue_title: str
    senator: Senator
    whose: str  # what files of this senator are named by
    office: Office
    composed: "Composed"
    reasons: "Reasons"

    @property
    def shared(self) -> bool:
        """Say whether it is one document for all the senators."""
        return KINDS[self.piece.kind].shared

    def file_name(self, form: Format) -> str:
        """Return the name its file gets: the order of use, the kind, the senator."""
        return f"{file_stem(self.piece, self.whose)}.{form.value}"


def file_stem(piece: Piece, whose: str) -> str:
    """Return a document's file name without its ending; `whose` names the senator, of whom what is
    shared says nothing."""
    return piece.stem if KINDS[piece.kind].shared else f"{piece.stem}-{whose}"


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a document says what it says: for --explain."""

    position: str
    office: str
    data: str


def make_documents(
    dataset: "Dataset",
    pack: Pack,
    where: Constituency,
    pieces: Sequence[Piece],
    *,
    wishes: Wishes,
    looks: Looks,
    today: date,
) -> list[Made]:
    """Compose each piece for each senator of a constituency; shared ones once, and last."""
    where = with_log(where, wishes.recalled)
    maker = _Maker(dataset, pack, where, wishes, looks, today)
    return [maker.made(senator, piece) for senator, piece in _order(where.senators, pieces)]


def requests_for(
    dataset: "Dataset",
    pack: Pack,
    where: Constituency,
    pieces: Sequence[Piece],
    *,
    wishes: Wishes,
    looks: Looks,
    today: date,
) -> list["Request"]:
    """Return what `make_documents` makes its documents from, in the same order."""
    maker = _Maker(dataset, pack, where, wishes, looks, today)
    return [maker.request(senator, piece) for senator, piece in _order(where.senators, pieces)]


def offices_at(requests: Sequence["Request"], where: Constituency, wishes: Wishes) -> list[Office]:
    """Return the office that each request is for when it is of people at this place."""
    return _offices(requests, _near(where), wishes)


def at_place(requests: Sequence["Request"], where: Constituency, wishes: Wishes) -> list["Request"]:
    """Return requests for people of the same senators, as they are for those at another place."""
    near = _near(where)
    addressees = tuple(
        replace(
            one,
            office=office_for(one.senator, near[one.senator.bioguide], wishes.office, visit=False),
        )
        for one in requests[0].addressees
    )
    return [
        replace(
            request,
            office=office,
            offices=near[request.senator.bioguide],
            addressees=addressees,
            constituent=where.constituent,
            military=bool(where.place and where.place.military),
        )
        for request, office in zip(requests, _offices(requests, near, wishes), strict=True)
    ]


def _near(where: Constituency) -> dict[str, tuple[OfficeDistance, ...]]:
    return {one.bioguide: nearest_first(one.state_offices, where.place) for one in where.senators}


def _offices(
    requests: Sequence["Request"], near: Mapping[str, Sequence[OfficeDistance]], wishes: Wishes
) -> list[Office]:
    return [
        office_for(
            one.senator, near[one.senator.bioguide], wishes.office, visit=_is_visit(one.kind)
        )
        for one in requests
    ]


def _is_visit(kind: Kind) -> bool:
    return KINDS[kind].channel in ("meeting", "visit")


def _order(senators: Sequence[Senator], pieces: Sequence[Piece]) -> list[tuple[Senator, Piece]]:
    """Each piece for each senator; what they share once, and last."""
    own = [piece for piece in pieces if not KINDS[piece.kind].shared]
    shared = [piece for piece in pieces if KINDS[piece.kind].shared]
    pairs = [(senator, piece) for senator in senators for piece in own]
    return [*pairs, *((senators[0], piece) for piece in shared)]


class _Maker:
    """Makes pieces for the senators of one constituency and one issue."""

    def __init__(
        self,
        dataset: "Dataset",
        pack: Pack,
        where: Constituency,
        wishes: Wishes,
        looks: Looks,
        today: date,
    ) -> None:
        self._dataset, self._pack, self._where = dataset, pack, where
        self._wishes, self._looks, self._today = wishes, looks, today
        self._file_names = file_names(where.senators)
        self._period = work_period_sentence(dataset.calendar, today)
        from advocate.documents.views import Addressee

        self._addressees = tuple(
            Addressee(senator, self._office(senator, visit=False), self._stand(pack, senator))
            for senator in where.senators
        )

    def made(self, senator: Senator, piece: Piece) -> Made:
        """Compose one piece for one senator."""
        from advocate.documents.compose import compose
        from advocate.documents.lengths import page_notices

        request = self.request(senator, piece)
        composed = compose(request, self._looks.folders)
        more = page_notices(composed.document, self._looks.theme)
        composed = replace(composed, notices=(*composed.notices, *more))
        reasons = self._reasons(request)
        title = plain_line(self._pack.title)
        whose = self._file_names[senator.bioguide]
        return Made(piece, title, senator, whose, request.office, composed, reasons)

    def _office(self, senator: Senator, *, visit: bool) -> Office:
        near = nearest_first(senator.state_offices, self._where.place)
        return office_for(senator, near, self._wishes.office, visit=visit)

    def _stand(self, pack: Pack, senator: Senator) -> Position:
        """Return where a senator stands; what the user said of one issue holds for no other."""
        if self._wishes.position and pack.slug == self._pack.slug:
            return self._wishes.position
        known = newest_position(pack, senator, self._wishes.recalled.heard)
        return known.position if known else Position.UNKNOWN

    def request(self, senator: Senator, piece: Piece) -> "Request":
        """Return what one piece for one senator is made from."""
        from advocate.documents.context import Request

        where, wishes = self._where, self._wishes
        known = newest_position(self._pack, senator, wishes.recalled.heard)
        stand = self._stand(self._pack, senator)
        contacts = [c for c in wishes.recalled.contacts if c.senator == senator.bioguide]
        met = wishes.met or _last_meeting(contacts, self._pack.slug)
        return Request(
            kind=piece.kind,
            variant=piece.variant,
            pack=self._pack,
            senator=senator,
            state_name=where.state.name,
            office=self._office(senator, visit=_is_visit(piece.kind)),
            offices=nearest_first(senator.state_offices, where.place),
            constituent=where.constituent,
            position=stand,
            evidence=known if known and known.position is stand else None,
            today=self._today,
            data_as_of=self._dataset.manifest.data_as_of,
            seat_note=seat_note(senator, self._today),
            period_note=self._period,
            meeting=wishes.meeting,
            asking=self._asking() if piece.kind is Kind.REQUEST else Asking(),
            history=history_lines(contacts, senator.bioguide),
            promises=promise_lines(wishes.recalled.follow_ups, senator.bioguide, self._today),
            blanks=wishes.blanks,
            military=bool(where.place and where.place.military),
            story=wishes.story,
            addressees=self._addressees,
            form=self._form(senator) if piece.kind is Kind.WEBFORM else None,
            others=tuple((one, self._stand(one, senator)) for one in wishes.others),
            last_contact=met,
            agreed=tuple(f for f in wishes.recalled.follow_ups if met and f.contact == met.id),
            place=wishes.place,
            large_print=wishes.large_print,
            paper=wishes.paper,
        )

    def _asking(self) -> Asking:
        from advocate.directory.holidays import closed_between
        from advocate.planning.windows import asking_for

        until = self._today + timedelta(weeks=6)
        closed = closed_between(self._dataset.calendar, self._today, until)
        return asking_for(self._today, closed, self._pack.deadline)

    def _form(self, senator: Senator) -> WebForm | None:
        if senator.bioguide.startswith(INVENTED):
            return invented_form(senator.bioguide)
        return self._dataset.web_form(senator.bioguide)

    def _reasons(self, request: "Request") -> Reasons:
        senator, known = request.senator.last_name, request.evidence
        if self._wishes.position:
            position = f"{request.position}, as you said with --position"
        elif known:
            position = f"{request.position}, {known.as_of}: {known.evidence} ({known.source})"
        else:
            position = f"unknown: the issue pack names none for Senator {senator}"
        office = f"{request.office.city} ({request.office.id})"
        why = "as you said with --office"
        if not self._wishes.office:
            from advocate.documents.environment import miles

            near = next((n.miles for n in request.offices if n.office == request.office), None)
            why = f"the nearest, {miles(near)}" if near is not None else "the first on file"
        return Reasons(position, f"{office}, {why}", f"of {request.data_as_of}")


def _last_meeting(contacts: Sequence[Contact], issue: str) -> Contact | None:
    """Return the newest meeting or visit about an issue: what a thank-you is for."""
    met = [
        contact
        for contact in contacts
        if contact.channel in AT_AN_OFFICE and issue in [about.issue for about in contact.issues]
    ]
    return max(met, key=lambda contact: contact.when, default=None)


def gallery(
    dataset: "Dataset", pack: Pack, position: Position, looks: Looks, today: date
) -> list[Made]:
    """Compose every piece there is for one invented senator who holds this position."""
    from advocate.directory.invented import STATE, invented_senators

    person = Constituent(
        name="Ana Ruiz",
        street="12 Elm Street, Apt 3",
        city="Albany",
        state=STATE,
        zip="12207",
        phone="518-555-0199",
        email="ana@example.org",
    )
    story = Story(
        text="I work until six, and my daughter waits for me on the steps of the library.",
        reason="My daughter waits for me on the library's steps, because it closes at five.",
        consent=Consent.NAMED,
    )
    pieces = [Piece(kind, variant) for kind, info in KINDS.items() for variant in info.variants]
    where = Constituency(person, None, dataset.states[STATE], invented_senators(), ())
    wishes = Wishes(position=position, story=story, others=(pack,))
    maker = _Maker(dataset, pack, where, wishes, looks, today)
    return [maker.made(where.senators[0], piece) for piece in pieces]

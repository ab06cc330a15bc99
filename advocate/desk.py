"""The verbs of the toolkit, over the rooms below; opens nothing, prints nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advocate.directory.calendar import work_period_sentence
from advocate.directory.elections import seat_note
from advocate.directory.lookup import find_senator, find_senators, nearest_first, one_state
from advocate.directory.offices import office_for
from advocate.directory.records import Office, Senator, State, ZipPlace
from advocate.documents.kinds import KINDS, Format, Kind
from advocate.documents.meeting import Meeting
from advocate.errors import LookupFailedError, UnknownSenatorError
from advocate.files import is_folder
from advocate.issues.check import age_notices
from advocate.issues.records import AskRank, KnownPosition, Pack, Position
from advocate.notices import Notice
from advocate.settings import Constituent
from advocate.text import long_date, slug

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.documents.compose import Composed
    from advocate.documents.write import Written

_FOR_THE_INDEX = {"term-ended", "vacancy", "zip-inferred", "pack-expires", "pack-reviewed"}

FRIDAY = 4  # as date.weekday() counts

# Notices of a lookup that matter to someone who makes a document; the rest are for `senators`.
_FOR_DOCUMENTS = {"term-ended", "vacancy", "zip-inferred", "old-data", "no-office"}


@dataclass(frozen=True, slots=True)
class Constituency:
    """A constituent placed: their state, the senators to address, and what to know about it."""

    constituent: Constituent
    place: ZipPlace | None
    state: State
    senators: tuple[Senator, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for beyond issue and place; empty and None mean: choose for me."""

    office: str = ""
    position: Position | None = None
    blanks: bool = False
    meeting: Meeting = field(default_factory=Meeting)
    history: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by Bioguide id


@dataclass(frozen=True, slots=True)
class Looks:
    """Where templates and the theme are found; the shipped folder comes last."""

    folders: tuple[Path, ...]

    @property
    def theme(self) -> Path:
        """The first folder's theme that exists, else the shipped one."""
        themes = [folder / "themes" / "default" for folder in self.folders]
        return next((theme for theme in themes if is_folder(theme)), themes[-1])


@dataclass(frozen=True, slots=True)
class Made:
    """A composed document with whom it is for."""

    kind: Kind
    issue_title: str
    senator: Senator
    office: Office
    composed: "Composed"

    def file_name(self, form: Format) -> str:
        """Return the name its file gets: the order of use, the kind, the senator."""
        return f"{KINDS[self.kind].file_stem}-{slug(self.senator.last_name)}.{form.value}"


def find_constituency(
    dataset: "Dataset",
    profile: Constituent,
    query: str,
    *,
    state: str | None,
    senator: str = "",
    today: date,
) -> Constituency:
    """Place a constituent and find the senators to address: both, or the one named `senator`.

    Raises LookupFailedError where the place does not settle one state, and where `senator` is not
    one of the constituent's own: an office hears its own constituents, so none is made for others.
    """
    lookup = find_senators(dataset, query, state=state, today=today)
    home = one_state(dataset, lookup)
    senators = lookup.senators
    if senator:
        senators = (_own_senator(dataset, home, senators, senator),)
    notices = tuple(n for n in lookup.warnings if n.code in _FOR_DOCUMENTS)
    person = placed(profile, lookup.place, home)
    return Constituency(person, lookup.place, home, senators, notices)


def placed(profile: Constituent, place: ZipPlace | None, state: State) -> Constituent:
    """Return the constituent as living at `place`: an address elsewhere is left out."""
    here = profile.zip[:5] == place.zip if place else profile.state == state.code
    if here and profile.state in ("", state.code):
        city = profile.city or (place.city if place else "")
        return replace(profile, city=city, state=state.code)
    if place is None or place.inferred or place.military:
        return replace(
            profile, street="", city="", zip=place.zip if place else "", state=state.code
        )
    return replace(profile, street="", city=place.city, zip=place.zip, state=state.code)


def _own_senator(dataset: "Dataset", home: State, own: Sequence[Senator], name: str) -> Senator:
    try:
        return find_senator(own, name)
    except UnknownSenatorError as error:
        try:
            other = find_senator(dataset.senators, name)
        except UnknownSenatorError:
            raise error from None
        theirs = dataset.states[other.state].name
        raise LookupFailedError(
            f"Senator {other.last_name} is from {theirs}, and this constituent is in {home.name}: "
            "an office counts its own constituents, so nothing is made.",
            hint=f"Pass the issue on to someone you know in {theirs}; "
            f"your own senators are {' and '.join(s.full_name for s in own)}.",
        ) from None


def known_position(pack: Pack, senator: Senator) -> KnownPosition | None:
    """Return the newest known position of a senator on the pack's primary ask, if it has one."""
    primary = pack.asks_of(AskRank.PRIMARY)[0].id
    known = [
        position
        for position in pack.known_positions
        if position.senator == senator.bioguide and position.ask == primary
    ]
    return max(known, key=lambda position: position.as_of, default=None)


def make_documents(
    dataset: "Dataset",
    pack: Pack,
    where: Constituency,
    kinds: Sequence[Kind],
    *,
    wishes: Wishes,
    looks: Looks,
    today: date,
) -> list[Made]:
    """Compose each kind for each senator of a constituency, senator by senator."""
    from advocate.documents.compose import compose
    from advocate.documents.context import Request

    period = work_period_sentence(dataset.calendar, today)
    made = []
    for senator in where.senators:
        near = nearest_first(senator.state_offices, where.place)
        known = known_position(pack, senator)
        stand = wishes.position or (known.position if known else Position.UNKNOWN)
        for kind in kinds:
            visit = KINDS[kind].channel == "meeting"
            office = office_for(senator, near, wishes.office, visit=visit)
            request = Request(
                kind=kind,
                pack=pack,
                senator=senator,
                state_name=where.state.name,
                office=office,
                offices=near,
                constituent=where.constituent,
                position=stand,
                evidence=known if known and known.position is stand else None,
                today=today,
                data_as_of=dataset.manifest.data_as_of,
                seat_note=seat_note(senator, today),
                period_note=period,
                meeting=wishes.meeting,
                history=wishes.history.get(senator.bioguide, ()),
                blanks=wishes.blanks,
                military=bool(where.place and where.place.military),
            )
            made.append(Made(kind, pack.title, senator, office, compose(request, looks.folders)))
    return made


def notices_for(
    pack: Pack, where: Constituency, made: Sequence[Made], wishes: Wishes, today: date
) -> list[Notice]:
    """Return what the user should know of these documents, each thing once."""
    notices = [
        *where.notices,
        *age_notices(pack, today),
        *_meeting_notices(wishes.meeting, pack, today),
    ]
    if (where.place is None or where.place.latitude is None) and not wishes.office:
        notices.append(_nearest_unknown(made))
    if wishes.position and len(where.senators) > 1:
        word = wishes.position.replace("_", " ")
        notices.append(
            Notice(
                "position-for-both",
                f"The position “{word}” was taken for both senators; name one with --senator.",
            )
        )
    for one in made:
        if not one.office.phone:
            notices.append(
                Notice(
                    "no-phone",
                    f"Senator {one.senator.last_name}'s {one.office.city} office has no phone "
                    "number on file; the scripts begin with the next office.",
                )
            )
        notices.extend(one.composed.notices)
    return list(dict.fromkeys(notices))


def _nearest_unknown(made: Sequence[Made]) -> Notice:
    cities = dict.fromkeys(f"{one.office.city} for Senator {one.senator.last_name}" for one in made)
    return Notice(
        "nearest-unknown",
        f"Which office is nearest is not known from this place; taken: {' and '.join(cities)}. "
        "Choose with --office CITY.",
    )


def _meeting_notices(meeting: Meeting, pack: Pack, today: date) -> Iterator[Notice]:
    when = meeting.when
    if when is None:
        return
    day = long_date(when.date())
    if when.date() < today:
        yield Notice("meeting-past", f"The meeting's day, {day}, is past.")
    elif when.weekday() > FRIDAY or not 8 <= when.hour < 18:
        hour = f"{when:%A} at {when:%H:%M}"
        yield Notice("meeting-hour", f"The meeting is on a {hour}: is the office open then?")
    if when.date() > pack.expires >= today:
        until = long_date(pack.expires)
        yield Notice("meeting-late", f"By {day} the issue's facts are past their date ({until}).")


def kit_files(
    made: Sequence[Made],
    formats: Sequence[Format],
    looks: Looks,
    *,
    issue: str,
    known: Sequence[Notice] = (),
) -> tuple[dict[str, bytes], list[Notice]]:
    """Return a kit's files by their name in its folder (a folder a senator, and index.html), and
    what the user should know about them. `known` is what the index should say as well."""
    from advocate.documents.kit_index import IndexEntry, IndexTexts, kit_index

    names = _folder_names(tuple(dict.fromkeys(one.senator for one in made)))
    files: dict[str, bytes] = {}
    entries = []
    notices: list[Notice] = []
    for one in made:
        folder = names[one.senator.bioguide]
        links = {form: f"{folder}/{one.file_name(form)}" for form in formats}
        for form in formats:
            written = write(one, form, looks)
            files[links[form]] = written.data
            notices += written.notices
        entries.append(IndexEntry(one.kind, one.senator, one.office, links))
    document = made[0].composed.document
    texts = IndexTexts(
        issue=made[0].issue_title,
        footer=document.footer,
        language=document.language,
        log_command=next_step(Kind.SCRIPT, issue, made[0].senator.last_name),
        notes=[notice.text for notice in known if notice.code in _FOR_THE_INDEX],
    )
    index = kit_index(entries, texts, looks.theme)
    return {**files, "index.html": index.encode()}, notices


def _folder_names(senators: Sequence[Senator]) -> dict[str, str]:
    """A folder a senator by last name; by full name where two share the last one."""
    last = [slug(senator.last_name) for senator in senators]
    return {
        senator.bioguide: name if last.count(name) == 1 else slug(senator.full_name)
        for senator, name in zip(senators, last, strict=True)
    }


def write(made: Made, form: Format, looks: Looks) -> "Written":
    """Return a made document's file in one format."""
    from advocate.documents.write import write_document

    return write_document(made.composed.document, form, looks.theme)


def next_step(kind: Kind, issue: str, senator: str) -> str:
    """Return the command that follows once a document of this kind has been used."""
    name = f"'{senator}'" if " " in senator else senator
    channel = KINDS[kind].channel
    ended = {Kind.SCRIPT: "spoke", Kind.VOICEMAIL: "voicemail", Kind.LETTER: "sent"}
    outcome = ended.get(kind, "meeting-held")
    return f"advocate log add {issue} --senator {name} --channel {channel} --outcome {outcome}"

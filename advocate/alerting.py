"""Alerts for one reader: who they are, with senators or without, and the document for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advocate.constituency import Constituency, find_constituency, placed
from advocate.desk import Looks, Wishes
from advocate.directory.lookup import nearest_first
from advocate.directory.offices import office_for
from advocate.directory.places import match_state, resolve_state, without_senators, zip_place
from advocate.directory.records import Senator, State
from advocate.documents.kinds import Format, Kind, Piece
from advocate.errors import LookupFailedError
from advocate.issues.alerts.filled import Addressee, Around, Reader, ReaderAction
from advocate.issues.alerts.of_pack import alert_of
from advocate.issues.alerts.reader import for_reader
from advocate.issues.alerts.records import Alert, Whom
from advocate.issues.records import Pack, Position
from advocate.outreach.memory import newest_position, with_reports
from advocate.planning.records import Task
from advocate.planning.tasks import advice_of, tasks_of
from advocate.settings import Constituent

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.documents.alerts import AlertRequest
    from advocate.documents.compose import Composed


@dataclass(frozen=True, slots=True)
class MadeAlert:
    """An alert composed for one reader."""

    alert: Alert
    composed: "Composed"

    @property
    def piece(self) -> Piece:
        """The kind of document it is."""
        return Piece(Kind.ALERT, "file")

    def file_name(self, form: Format) -> str:
        """Return the name its file gets: its number and slug."""
        number = f"{self.alert.number}-" if self.alert.number else ""
        return f"alert-{number}{self.alert.slug}.{form.value}"


def find_reader(
    dataset: "Dataset",
    profile: Constituent,
    query: str,
    *,
    state: str | None,
    senator: str = "",
    today: date,
) -> Constituency:
    """Place a reader and find their senators: none in DC and the territories, where nothing fails.

    Raises as `find_constituency` does for everyone else.
    """
    home = _without(dataset, query, state)
    if home is None:
        return find_constituency(dataset, profile, query, state=state, senator=senator, today=today)
    place = zip_place(dataset, query)
    if senator:
        raise LookupFailedError(
            f"Nobody in {home.name} has a senator.", hint="Leave --senator out."
        )
    return Constituency(placed(profile, place, home), place, home, (), ())


def _without(dataset: "Dataset", query: str, state: str | None) -> State | None:
    """Return the place that is meant, if it is one without senators."""
    place = zip_place(dataset, query)
    if state:
        home: State | None = resolve_state(dataset, state)
        named = match_state(dataset, query)
        # A state that the query contradicts is for the lookup to refuse.
        if (place and home and home.code not in place.states) or (named and named != home):
            return None
    elif place:
        home = dataset.states[place.states[0]] if place.states else None
    else:
        home = match_state(dataset, query)
    return home if home and without_senators(home) else None


def make_alert(
    dataset: "Dataset",
    alert: Alert,
    where: Constituency,
    pack: Pack | None,
    *,
    wishes: Wishes,
    looks: Looks,
    today: date,
) -> MadeAlert:
    """Compose an alert for one reader; `pack` is the issue that it names, if it names one."""
    from advocate.documents.alerts import compose_alert

    request = request_for(dataset, alert, where, pack, wishes=wishes, today=today)
    return MadeAlert(alert, compose_alert(request, looks.folders))


def request_for(
    dataset: "Dataset",
    alert: Alert,
    where: Constituency,
    pack: Pack | None,
    *,
    wishes: Wishes,
    today: date,
) -> "AlertRequest":
    """Return what `make_alert` makes its document from."""
    from advocate.documents.alerts import AlertRequest

    reader, around = _read_by(dataset, alert, where, pack, wishes=wishes, today=today)
    return AlertRequest(
        alert=alert,
        reader=reader,
        around=around,
        constituent=where.constituent,
        data_as_of=dataset.manifest.data_as_of,
        story=wishes.story,
        blanks=wishes.blanks,
        military=bool(where.place and where.place.military),
        large_print=wishes.large_print,
        paper=wishes.paper,
    )


def actions_for(
    dataset: "Dataset",
    alert: Alert,
    where: Constituency,
    pack: Pack | None,
    *,
    wishes: Wishes,
    today: date,
) -> tuple[ReaderAction, ...]:
    """Return an alert's actions as one reader gets them."""
    return for_reader(alert, *_read_by(dataset, alert, where, pack, wishes=wishes, today=today))


def tasks_for(
    dataset: "Dataset",
    alerts: Iterable[Alert],
    packs: Sequence[Pack],
    where: Constituency,
    *,
    wishes: Wishes,
    today: date,
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """Return what the alerts in use, and the packs themselves, give one reader to do this week;
    and what not to do.

    A draft asks nothing, nor does an alert of an issue that is not among `packs` or is a draft
    there; one of an issue that is takes the place of the pack's own actions; a pack past its dates
    has none.
    """
    own = {pack.slug: pack for pack in packs if not pack.draft}
    used = [one for one in alerts if one.runs_on(today) and one.issue in ("", *own)]
    told = {alert.issue for alert in used}
    planned = frozenset(own) if where.senators else frozenset()
    tasks: list[Task] = []
    advice: list[str] = []
    fresh = [p for p in own.values() if p.slug not in told and p.expires >= today]
    for alert in (*used, *map(alert_of, fresh)):
        pack = own.get(alert.issue)
        actions = actions_for(dataset, alert, where, pack, wishes=wishes, today=today)
        tasks += tasks_of(alert, actions, planned=planned)
        advice += advice_of(actions)
    return tuple(tasks), tuple(dict.fromkeys(advice))


def _read_by(
    dataset: "Dataset",
    alert: Alert,
    where: Constituency,
    pack: Pack | None,
    *,
    wishes: Wishes,
    today: date,
) -> tuple[Reader, Around]:
    reader = Reader(where.state, _addressees(where, pack, wishes))
    named = _named(dataset, alert, wishes)
    return reader, Around(pack, named, dataset.states, dataset.calendar, today)


def _addressees(where: Constituency, pack: Pack | None, wishes: Wishes) -> tuple[Addressee, ...]:
    found = []
    for one in where.senators:
        senator = with_reports(one, wishes.recalled.wrong_numbers)
        near = nearest_first(senator.state_offices, where.place)
        office = office_for(senator, near, wishes.office, visit=False)
        found.append(Addressee(senator, office, _position(senator, pack, wishes)))
    return tuple(found)


def _position(senator: Senator, pack: Pack | None, wishes: Wishes) -> Position:
    if wishes.position:
        return wishes.position
    known = newest_position(pack, senator, wishes.recalled.heard) if pack else None
    return known.position if known else Position.UNKNOWN


def _named(dataset: "Dataset", alert: Alert, wishes: Wishes) -> dict[str, Senator]:
    """Return the senators whom the alert names, by id; one who is not on file is left out."""
    wanted = {
        one.bioguide
        for action in alert.actions
        if action.whom is Whom.NAMED
        for one in action.senators
    }
    if not wanted:
        return {}
    wrong = wishes.recalled.wrong_numbers
    return {
        one.bioguide: with_reports(one, wrong) for one in dataset.senators if one.bioguide in wanted
    }

"""Who somebody is to an office: their state, and the senators to address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from advocate.directory.lookup import find_senator, find_senators, one_state
from advocate.directory.records import Senator, State, ZipPlace
from advocate.errors import LookupFailedError, StateNeededError, UnknownSenatorError
from advocate.notices import Notice
from advocate.outreach.memory import with_reports
from advocate.outreach.records import Recalled
from advocate.settings import Constituent

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset

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
    try:
        lookup = find_senators(dataset, query, state=state, today=today)
        home = one_state(dataset, lookup)
    except StateNeededError as error:
        raise (error.of_profile() if query == profile.zip else error) from None
    senators = lookup.senators
    if senator:
        senators = (_own_senator(dataset, home, senators, senator),)
    notices = tuple(n for n in lookup.warnings if n.code in _FOR_DOCUMENTS)
    person = placed(profile, lookup.place, home)
    return Constituency(person, lookup.place, home, senators, notices)


def with_log(where: Constituency, recalled: Recalled | None) -> Constituency:
    """Return the constituency with the numbers marked that were reported wrong in the log."""
    if recalled is None:
        return where
    wrong = recalled.wrong_numbers
    return replace(where, senators=tuple(with_reports(one, wrong) for one in where.senators))


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

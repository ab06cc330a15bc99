"""From a place or a name to senators: pure functions over the dataset."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from advocate.directory.dataset import Dataset
from advocate.directory.elections import next_election, seat_note
from advocate.directory.geo import miles_between, point
from advocate.directory.names import find_senator, senators_named
from advocate.directory.places import (
    match_state,
    normal,
    require_senators,
    resolve_state,
    state_with_senators,
    unknown_place,
    zip_place,
)
from advocate.directory.records import (
    Office,
    OfficeDistance,
    Senator,
    State,
    StateKind,
    ZipPlace,
)
from advocate.errors import LookupFailedError, StateNeededError
from advocate.notices import Notice
from advocate.text import join_words

__all__ = [
    "OLD_AFTER_DAYS",
    "Lookup",
    "find_senator",
    "find_senators",
    "nearest_first",
    "next_election",
    "one_state",
    "possible_states",
    "resolve_state",
    "zip_place",
]

OLD_AFTER_DAYS = 60  # offices move, and numbers change


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a query found: states by postal code, likeliest first, and their senators in order."""

    query: str
    place: ZipPlace | None
    states: tuple[str, ...]
    senators: tuple[Senator, ...]
    warnings: tuple[Notice, ...]


def find_senators(dataset: Dataset, query: str, *, state: str | None = None, today: date) -> Lookup:
    """Find the senators for a ZIP code, a state or part of a senator's name.

    `state` (a name, postal or FIPS code) settles a ZIP in several states, or one that names none.
    Raises UnknownPlaceError, NoSenatorsError, StateNeededError, or LookupFailedError when `state`
    contradicts the query.
    """
    chosen = state_with_senators(dataset, state) if state else None
    place = zip_place(dataset, query)
    if place is not None:
        return _by_zip(dataset, query, place, chosen, today)
    named = match_state(dataset, query)
    if named is not None:
        require_senators(named)
        _must_agree((named,), chosen, said=f"You asked for senators in {named.name}")
        return _result(dataset, query, None, (named,), today)
    return _by_name(dataset, query, chosen, today)


def one_state(dataset: Dataset, lookup: Lookup) -> State:
    """Return the one state of a lookup, or raise StateNeededError when there are several."""
    states = [dataset.states[code] for code in lookup.states]
    if len(states) > 1:
        where = join_words([s.name for s in states])
        raise StateNeededError(f"{lookup.query} lies in {where}.", states=lookup.states)
    return states[0]


def possible_states(dataset: Dataset, place: ZipPlace) -> tuple[State, ...]:
    """Return the states with senators that a ZIP may lie in, likeliest first."""
    states = (dataset.states[code] for code in place.states if code in dataset.states)
    return tuple(state for state in states if state.kind is StateKind.STATE)


def nearest_first(offices: Iterable[Office], place: ZipPlace | None) -> tuple[OfficeDistance, ...]:
    """Return offices with their miles from a ZIP, nearest first, those without a distance last."""
    measured = [OfficeDistance(office, _miles(office, place)) for office in offices]
    return tuple(sorted(measured, key=lambda m: (m.miles is None, m.miles or 0.0)))


def _miles(office: Office, place: ZipPlace | None) -> float | None:
    here = point(place.latitude, place.longitude) if place else None
    there = point(office.latitude, office.longitude)
    return miles_between(here, there) if here and there else None


def _by_zip(
    dataset: Dataset, query: str, place: ZipPlace, chosen: State | None, today: date
) -> Lookup:
    states = possible_states(dataset, place)
    if place.military:
        states = (chosen,) if chosen else ()
    if place.inferred and chosen:  # a guess gives way to what the user knows
        states = (chosen,)
    if not states:
        raise _stateless(dataset, place)
    names = join_words([s.name for s in states])
    _must_agree(states, chosen, said=f"ZIP code {place.zip} lies in {names}")
    notices = _zip_notices(place, states, chosen)
    return _result(dataset, query, place, (chosen,) if chosen else states, today, notices)


def _stateless(dataset: Dataset, place: ZipPlace) -> LookupFailedError:
    if not place.military:
        require_senators(dataset.states[place.states[0]])
    return StateNeededError(
        f"ZIP code {place.zip} is a military address, which belongs to no state; "
        "your senators are those of the state where you vote.",
        states=(),
    )


def _must_agree(states: tuple[State, ...], chosen: State | None, *, said: str) -> None:
    if chosen is None or chosen in states:
        return
    codes = join_words([s.code for s in states], last="or")
    raise LookupFailedError(
        f"{said}, not in {chosen.name}.",
        hint=f"Leave the state out (--state, or `state` in your profile), or make it {codes}.",
        in_list=f"Leave the column “state” empty, or make it {codes}.",
    )


def _by_name(dataset: Dataset, query: str, chosen: State | None, today: date) -> Lookup:
    among = dataset.senators_of(chosen.code) if chosen else dataset.senators
    found = senators_named(among, normal(query))
    if not found and chosen and senators_named(dataset.senators, normal(query)):
        raise LookupFailedError(
            f"No senator from {chosen.name} answers to “{normal(query)[:60]}”.",
            hint=f"From {chosen.name}: {join_words([s.full_name for s in among])}.",
        )
    if not found:
        raise unknown_place(dataset, query)
    states = tuple(dict.fromkeys(senator.state for senator in found))
    warnings = (*_old_data(dataset, today), *_senator_notices(found, today))
    return Lookup(query, None, states, found, warnings)


def _result(
    dataset: Dataset,
    query: str,
    place: ZipPlace | None,
    states: tuple[State, ...],
    today: date,
    notices: Iterable[Notice] = (),
) -> Lookup:
    _must_be_covered(dataset, states)
    senators = tuple(s for state in states for s in dataset.senators_of(state.code))
    warnings = [*notices, *_old_data(dataset, today)]
    warnings += [n for state in states for n in _vacancy(dataset, state)]
    warnings += _senator_notices(senators, today)
    return Lookup(query, place, tuple(s.code for s in states), senators, tuple(warnings))


def _zip_notices(
    place: ZipPlace, states: tuple[State, ...], chosen: State | None
) -> Iterable[Notice]:
    names = join_words([s.name for s in states])
    if not chosen:
        yield from inferred_notice(place, states)
    if len(states) > 1 and not chosen:
        yield Notice(
            "several-states",
            f"ZIP code {place.zip} lies in {names}; the senators of each are listed. "
            f"Choose with --state, for example --state {states[0].code}.",
        )


def inferred_notice(place: ZipPlace, states: tuple[State, ...]) -> Iterator[Notice]:
    """Yield what to tell of a ZIP code that is on no list: which states it was taken to lie in."""
    if place.inferred and not place.military:
        yield Notice(
            "zip-inferred",
            f"ZIP code {place.zip} is on no list; its first digits point to "
            f"{join_words([s.name for s in states])}. If that is wrong, say so with --state.",
        )


def _must_be_covered(dataset: Dataset, states: tuple[State, ...]) -> None:
    covers = dataset.manifest.covers
    if covers and not any(state.code in covers for state in states):
        raise LookupFailedError(
            f"This dataset covers {join_words(covers)} only, not {states[0].name}."
        )


def _old_data(dataset: Dataset, today: date) -> Iterable[Notice]:
    as_of = dataset.manifest.data_as_of
    age = (today - as_of).days
    if age > OLD_AFTER_DAYS:
        yield Notice(
            "old-data",
            f"The numbers are of {as_of}, {age} days old: `advocate data update` gets newer ones.",
        )


def _vacancy(dataset: Dataset, state: State) -> Iterable[Notice]:
    held = len(dataset.senators_of(state.code))
    if held >= 2:
        return
    day = dataset.manifest.data_as_of
    have = "no senator is" if held == 0 else "only one senator is"
    yield Notice(
        "vacancy",
        f"In the data of {day}, {have} on file for {state.name}: a seat was vacant. "
        "Check senate.gov for who holds it now.",
    )


def _senator_notices(senators: Iterable[Senator], today: date) -> Iterable[Notice]:
    for senator in senators:
        who = f"Senator {senator.last_name}"
        if note := seat_note(senator, today):
            text = f"{note} `advocate data update` may know."
            yield Notice("term-ended", text, senator.bioguide)
        offices = senator.state_offices
        if not offices:
            yield Notice("no-office", f"{who} has no state office on file.", senator.bioguide)
        if len(offices) == 1:
            yield Notice("one-office", f"{who} has one state office on file.")
        yield from _office_notices(who, senator.offices)


def _office_notices(who: str, offices: Iterable[Office]) -> Iterable[Notice]:
    for office in offices:
        which = f"{who}'s {office.city} office"
        if not office.phone:
            yield Notice("no-phone", f"{which} has no phone number on file.")
        if office.kind == "state" and point(office.latitude, office.longitude) is None:
            yield Notice("no-coordinates", f"{which} has no map position on file.")

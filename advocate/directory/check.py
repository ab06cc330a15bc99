"""Checks a dataset: collects every problem at once, as the upstream validators do."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from advocate.directory.dataset import Dataset
from advocate.directory.geo import Point, miles_between, point
from advocate.directory.records import Office, OfficeKind, Senator, StateKind, ZipPlace
from advocate.errors import DatasetError, shown
from advocate.notices import Problem, Severity

_FAR_FROM_STATE = 300  # miles; beyond it, the coordinates are another place's
_FAR_FROM_ZIP = 60  # miles; beyond it, address and coordinates do not agree
_LONGEST_TERM_DAYS = 6 * 366
_LONGEST_TEXT = 300  # characters; the longest name of a subcommittee has 127


def check_dataset(dataset: Dataset, *, today: date) -> list[Problem]:
    """Return every problem of a dataset, errors first; terms are held against `today`."""
    problems: list[Problem] = []
    for step in _STEPS:
        try:
            problems += step(dataset, today)
        except DatasetError as error:  # a part that cannot be read does not hide the others
            problems.append(_error("dataset", error.sentence))
        except (TypeError, ValueError, AttributeError, OverflowError):
            part = step.__name__.strip("_")
            problems.append(_error("dataset", f"holds a value of the wrong kind ({part})"))
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: p.severity is not Severity.ERROR)


def _error(where: str, text: str) -> Problem:
    return Problem(
        Severity.ERROR, shown(where, limit=_LONGEST_TEXT), shown(text, limit=_LONGEST_TEXT)
    )


def _warning(where: str, text: str) -> Problem:
    return Problem(Severity.WARNING, shown(where, limit=_LONGEST_TEXT), text)


def _who(senator: Senator) -> str:
    return f"{senator.state} {senator.full_name} ({senator.bioguide})"


def _manifest(dataset: Dataset, _today: date) -> Iterator[Problem]:
    for source in dataset.manifest.sources:
        if not re.fullmatch(r"[0-9a-f]{64}", source.sha256):
            yield _error(f"manifest {source.name}", "has no SHA-256")
    yield from (
        _error("manifest", f"covers “{code}”, which is no state")
        for code in dataset.manifest.covers
        if code not in dataset.states
    )


def _states(dataset: Dataset, _today: date) -> Iterator[Problem]:
    by_state: dict[str, list[Senator]] = defaultdict(list)
    for senator in dataset.senators:
        by_state[senator.state].append(senator)
    for code, state in dataset.states.items():
        covered = not dataset.manifest.covers or code in dataset.manifest.covers
        if state.kind is StateKind.STATE and covered:
            yield from _delegation(code, by_state.pop(code, []))
    for code, senators in by_state.items():
        names = ", ".join(senator.full_name for senator in senators)
        yield _error(code, f"is no state that this dataset covers, yet has senators: {names}")


def _delegation(code: str, senators: list[Senator]) -> Iterator[Problem]:
    if len(senators) > 2:
        yield _error(code, f"has {len(senators)} senators")
    elif not senators:
        yield _error(code, "has no senators")
    elif len(senators) == 1:
        yield _warning(code, "has one senator on file: a vacancy")
    ranks = Counter(senator.state_rank for senator in senators)
    for rank in ("senior", "junior"):
        if ranks[rank] > 1:
            yield _error(code, f"has {ranks[rank]} {rank} senators")
    for number, held in Counter(senator.senate_class for senator in senators).items():
        if held > 1:
            yield _error(code, f"has {held} senators of class {number}")


def _senators(dataset: Dataset, today: date) -> Iterator[Problem]:
    for senator in dataset.senators:
        where = _who(senator)
        if senator.state_rank not in ("senior", "junior"):
            yield _error(where, f"is neither senior nor junior but “{senator.state_rank}”")
        if senator.senate_class not in (1, 2, 3):
            yield _error(where, f"is of class {senator.senate_class}, which does not exist")
        yield from (_error(where, text) for text in _missing_fields(senator))
        yield from _term(senator, dataset.manifest.data_as_of, today)
        for seat in senator.committees:
            if seat.code not in dataset.committees:
                yield _error(where, f"sits on committee {seat.code}, which is not listed")
            if seat.rank < 1:
                yield _error(where, f"has rank {seat.rank} on committee {seat.code}")


def _missing_fields(senator: Senator) -> Iterator[str]:
    for name in ("full_name", "last_name", "party", "website"):
        if not getattr(senator, name):
            yield f"has no {name}"
    for name in ("website", "contact_form"):
        address = getattr(senator, name)
        if address and not address.startswith(("https://", "http://")):
            yield f"has a {name} that is no web address: {address}"
    if sum(office.kind is OfficeKind.WASHINGTON for office in senator.offices) != 1:
        yield "does not have exactly one Washington office"


def _term(senator: Senator, as_of: date, today: date) -> Iterator[Problem]:
    where, start, end = _who(senator), senator.term_start, senator.term_end
    if end <= start:
        yield _error(where, f"has a term that ends ({end}) before it starts ({start})")
    elif (end - start).days > _LONGEST_TERM_DAYS:
        yield _error(where, f"has a term longer than six years ({start} to {end})")
    if start > as_of:
        yield _error(where, f"has a term that starts ({start}) after the data's date ({as_of})")
    if end < today:
        yield _warning(where, f"recorded term ended on {end}")


def _offices(dataset: Dataset, _today: date) -> Iterator[Problem]:
    by_state: dict[str, list[Point]] = defaultdict(list)
    for place in dataset.zips():
        if spot := point(place.latitude, place.longitude):
            for state in place.states:
                by_state[state].append(spot)
    for senator in dataset.senators:
        count = len(senator.state_offices)
        if count < 2:
            have = "one state office is" if count else "no state office is"
            yield _warning(_who(senator), f"{have} on file")
        for office in senator.offices:
            yield from _office(office, senator)
            yield from _office_place(office, by_state, dataset.zip_place(office.zip[:5]))


def _office(office: Office, senator: Senator) -> Iterator[Problem]:
    where = f"office {office.id}"
    washington = office.kind is OfficeKind.WASHINGTON
    if office.state != ("DC" if washington else senator.state):
        yield _error(where, f"lies in {office.state}, but the senator is from {senator.state}")
    if not office.address or not office.city:
        yield _error(where, "has no street or no city")
    if not re.fullmatch(r"\d{5}(-\d{4})?", office.zip):
        yield _error(where, f"has a ZIP code that is none: “{shown(office.zip)}”")
    for name, number in (("phone", office.phone), ("fax", office.fax)):
        if number and not re.fullmatch(r"\d{3}-\d{3}-\d{4}", number):
            yield _error(where, f"has a {name} number that is not ddd-ddd-dddd: “{shown(number)}”")
    if not office.phone:
        yield _warning(where, "has no phone on file")


def _office_place(
    office: Office, by_state: dict[str, list[Point]], own: ZipPlace | None
) -> Iterator[Problem]:
    where = f"office {office.id}"
    spot = point(office.latitude, office.longitude)
    if office.kind is OfficeKind.WASHINGTON:
        return
    if spot is None:
        yield _warning(where, "has no coordinates on file")
        return
    if not (-90 <= spot[0] <= 90 and -180 <= spot[1] <= 180):
        yield _error(where, f"has coordinates that are on no map: {spot[0]}, {spot[1]}")
        return
    nearest = min((miles_between(spot, p) for p in by_state[office.state]), default=0.0)
    if nearest > _FAR_FROM_STATE:
        yield _error(where, f"lies {nearest:.0f} miles from {office.state}")
    if own is None:
        yield _warning(where, f"has ZIP code {office.zip}, which is on no list")
    at_zip = point(own.latitude, own.longitude) if own else None
    if at_zip and (miles := miles_between(spot, at_zip)) > _FAR_FROM_ZIP:
        yield _warning(where, f"lies {miles:.0f} miles from its ZIP code {office.zip}")


def _ids(dataset: Dataset, _today: date) -> Iterator[Problem]:
    people = Counter(senator.bioguide for senator in dataset.senators)
    offices = Counter(o.id for senator in dataset.senators for o in senator.offices)
    for kind, counts in (("senator", people), ("office", offices)):
        for ident, count in counts.items():
            if count > 1:
                yield _error(f"{kind} {ident}", f"is there {count} times")


def _texts(dataset: Dataset, _today: date) -> Iterator[Problem]:
    for senator in dataset.senators:
        for where, record in (
            (_who(senator), senator),
            *((f"{_who(senator)}, {seat.code}", seat) for seat in senator.committees),
            *((f"office {office.id}", office) for office in senator.offices),
        ):
            yield from (_error(where, text) for text in unfit_texts(record))
        for site, account in senator.social:
            if not (isinstance(account, str) and account.isprintable()):
                yield _error(_who(senator), f"has an account on {site} that is no text")
    for committee in dataset.committees.values():
        yield from (_error(f"committee {committee.code}", text) for text in unfit_texts(committee))


def unfit_texts(record: Any) -> Iterator[str]:
    """Yield what is wrong with a record's texts: they are shown on terminals and on paper."""
    for name in [field.name for field in fields(record) if field.type is str]:
        value = getattr(record, name)
        if not isinstance(value, str):
            yield f"has something other than a text in its {name}"
        elif not value.isprintable():
            yield f"has characters in its {name} that cannot be printed"
        elif "<" in value or ">" in value:
            yield f"has a text in its {name} that looks like code: “{shown(value)}”"
        elif len(value) > _LONGEST_TEXT:
            yield f"has {len(value):,} characters in its {name}"


def _forms(dataset: Dataset, _today: date) -> Iterator[Problem]:
    for senator in dataset.senators:
        form = dataset.web_form(senator.bioguide)
        if form is None and not senator.contact_form:
            yield _warning(_who(senator), "has no contact form on file")
        if form and form.message_max_chars is not None and form.message_max_chars < 1:
            yield _error(_who(senator), "has a web form that takes no message")


def _calendar(dataset: Dataset, _today: date) -> Iterator[Problem]:
    for entry in dataset.calendar:
        if entry.end < entry.start:
            yield _error(f"calendar {entry.start}", f"ends on {entry.end}, before it starts")
        if not entry.source and not entry.own:
            yield _error(f"calendar {entry.start}", "names no source")


def _zips(dataset: Dataset, _today: date) -> Iterator[Problem]:
    before = ""
    for place in dataset.zips():
        if not re.fullmatch(r"\d{5}", place.zip):
            yield _error(f"ZIP {place.zip}", "is not five digits")
        if place.zip <= before:
            yield _error(f"ZIP {place.zip}", "is out of order, or there twice")
        before = place.zip
        unknown = [code for code in place.states if code not in dataset.states]
        if unknown:
            yield _error(f"ZIP {place.zip}", f"lies in no known state: {', '.join(unknown)}")


_STEPS = (_manifest, _states, _senators, _offices, _ids, _texts, _forms, _calendar, _zips)

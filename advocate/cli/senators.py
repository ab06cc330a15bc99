"""`advocate senators`: who the senators of a place are, and every way to reach them."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import places, session
from advocate.cli.output import json_text
from advocate.directory.dataset import Dataset
from advocate.directory.lookup import (
    OLD_AFTER_DAYS,
    Lookup,
    find_senators,
    nearest_first,
    next_election,
)
from advocate.directory.offices import own_notes
from advocate.directory.records import Office, OfficeDistance, Senator
from advocate.errors import shown
from advocate.text import join_words, long_date

if TYPE_CHECKING:
    from advocate.outreach.records import Recalled

WIDTH = 80
_LABEL = 13
_LOG_LINE = 300  # characters
# Said on the card, beside the office: on the terminal it need not be said twice.
_ON_THE_CARD = {"one-office", "no-office", "no-phone", "no-coordinates", "old-data"}


@click.command(epilog="Example:  advocate senators 10001")
@click.argument("place", required=False)
@click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def senators(place: str | None, state: str | None, as_json: bool) -> None:
    """Show the two senators of a place and all their offices.

    The offices stand nearest first. PLACE is a ZIP code (10001), a state ("New Mexico", NM, 35)
    or part of a senator's name; without it, the ZIP code of your profile.
    """
    dataset, today = session.open_dataset(), session.today()
    # A program reads the JSON: it gets every state's senators rather than a question.
    ask = None if as_json else dataset
    profile = None if place or state else session.load_profile()
    query, state = places.chosen_place(ask, profile, place, state, command="senators")
    lookup = find_senators(dataset, query, state=state, today=today)
    recalled = session.recall([senator.bioguide for senator in lookup.senators])
    lookup, told = _remembered(lookup, recalled, today)
    if as_json:
        click.echo(as_json_text(dataset, lookup, told))
        return
    session.tell([n for n in lookup.warnings if n.code not in _ON_THE_CARD])
    for line in page(dataset, lookup, told, today):
        click.echo(line)


def _remembered(
    lookup: Lookup, recalled: "Recalled | None", today: date
) -> tuple[Lookup, dict[str, list[str]]]:
    """Return the lookup with the numbers marked that were reported wrong; and by Bioguide id the
    last contact with a senator's office and what is open, a sentence each."""
    if recalled is None:
        return lookup, {}
    from advocate.outreach.memory import promise_lines, with_reports
    from advocate.outreach.words import history_lines

    known = tuple(with_reports(one, recalled.wrong_numbers) for one in lookup.senators)
    told = {
        one.bioguide: [
            *history_lines(recalled.contacts, one.bioguide)[:1],
            *promise_lines(recalled.follow_ups, one.bioguide, today),
        ]
        for one in known
    }
    return replace(lookup, senators=known), told


def as_json_text(dataset: Dataset, lookup: Lookup, told: dict[str, list[str]]) -> str:
    """Return the lookup as the JSON object that docs/ describes."""

    answer = {
        "query": lookup.query,
        "states": list(lookup.states),
        "senators": [
            _senator_json(senator, lookup) | {"log": told.get(senator.bioguide, [])}
            for senator in lookup.senators
        ],
        "data_as_of": dataset.manifest.data_as_of.isoformat(),
        "warnings": [notice.text for notice in lookup.warnings],
    }
    return json_text(answer)


def _senator_json(senator: Senator, lookup: Lookup) -> dict[str, Any]:
    near = nearest_first(senator.state_offices, lookup.place)
    washington = OfficeDistance(senator.washington_office, None)
    seats = [seat for seat in senator.committees if not seat.parent]
    return {
        "bioguide": senator.bioguide,
        "name": senator.full_name,
        "last_name": senator.last_name,
        "party": senator.party,
        "state": senator.state,
        "state_rank": senator.state_rank,
        "senate_class": senator.senate_class,
        "term_start": senator.term_start.isoformat(),
        "term_end": senator.term_end.isoformat(),
        "phone": washington.office.phone,
        "website": senator.website,
        "contact_form": senator.contact_form,
        "committees": [
            {"code": s.code, "name": s.name, "rank": s.rank, "title": s.title} for s in seats
        ],
        "offices": [_office_json(office) for office in (washington, *near)],
    }


_OFFICE_FIELDS = ("id", "kind", "city", "state", "zip", "address", "phone", "fax", "hours")


def _office_json(measured: OfficeDistance) -> dict[str, Any]:
    office = measured.office
    fields = {name: getattr(office, name) for name in _OFFICE_FIELDS}
    fields["address"] = _street(office)
    miles = None if measured.miles is None else round(measured.miles, 1)
    wrong = office.wrong_since
    return fields | {
        "phone_reported_wrong": wrong.isoformat() if wrong else None,
        "latitude": office.latitude,
        "longitude": office.longitude,
        "distance_miles": miles,
    }


def page(dataset: Dataset, lookup: Lookup, told: dict[str, list[str]], today: date) -> list[str]:
    """Return the lines of the answer: a card a senator, then the data's date."""
    lines = [click.style(_heading(dataset, lookup), bold=True), ""]
    for senator in lookup.senators:
        lines += [*card(dataset, senator, lookup, today)]
        lines += [*_listed("From your log", _shown(told.get(senator.bioguide, []))), ""]
    as_of = dataset.manifest.data_as_of
    age = (today - as_of).days
    days = f" ({age} days ago)" if age > 0 else ""
    more = (
        "Newer:  advocate data update" if age > OLD_AFTER_DAYS else "Sources:  advocate data status"
    )
    lines.append(click.style(f"Numbers as of {as_of}{days}. {more}", dim=True))
    return lines


def _heading(dataset: Dataset, lookup: Lookup) -> str:
    names = [dataset.states[code].name for code in lookup.states]
    place = lookup.place
    if place is None:
        return join_words(names)
    where = join_words(names, last="or")
    city = f"{place.city}, " if place.city and not place.military else ""
    return f"{city}{where} · ZIP code {place.zip}"


def card(dataset: Dataset, senator: Senator, lookup: Lookup, today: date) -> list[str]:
    """Return one senator's card as lines of at most 80 columns, addresses of pages apart."""
    washington = senator.washington_office
    seats = [_seat(s.name, s.title) for s in senator.committees if not s.parent]
    lines = [click.style(click.wrap_text(_who(dataset, senator), WIDTH), bold=True)]
    if senator.leadership:
        lines.append(_wrapped("Leadership", senator.leadership))
    lines += [
        _wrapped("Term", _term(senator)),
        _wrapped("Election", _election(senator, dataset.manifest.data_as_of, today)),
        _wrapped("Washington", f"{washington.phone or 'no phone on file'}  {_street(washington)}"),
        *([_wrapped("", f"fax {washington.fax}")] if washington.fax else []),
        _row("Website", senator.website),
        _row("Contact form", senator.contact_form or "none on file; try the website"),
        *_listed("Committees", seats),
        *_offices(senator, lookup),
    ]
    return lines


def _who(dataset: Dataset, senator: Senator) -> str:
    party = senator.party
    if senator.caucus and senator.caucus != party:
        party = f"{party}, sits with the {senator.caucus}s"
    state = dataset.states[senator.state].name
    return f"{senator.full_name} · {party} · {senator.state_rank} senator from {state}"


def _term(senator: Senator) -> str:
    how = {"appointment": ", by appointment", "special-election": ", by special election"}
    span = f"{long_date(senator.term_start)} to {long_date(senator.term_end)}"
    return f"{span}, class {senator.senate_class}{how.get(senator.how_seated, '')}"


def _election(senator: Senator, as_of: date, today: date) -> str:
    day = next_election(senator)
    if day > today:
        return f"next on {long_date(day)}"
    if day == today:
        return "today"
    known = "" if day < as_of else ", after these numbers were taken"
    return f"held on {long_date(day)}{known}"


def _seat(name: str, title: str) -> str:
    short = name.removeprefix("Senate Committee on ").removeprefix("the ")
    short = short.removeprefix("United States Senate ").removeprefix("Senate ")
    return f"{short} ({title})" if title else short


def _offices(senator: Senator, lookup: Lookup) -> list[str]:
    near = nearest_first(senator.state_offices, lookup.place)
    if not near:
        return [_row("State offices", "none on file")]
    measured = any(office.miles is not None for office in near)
    order = "nearest first" if measured else "by city"
    if len(near) == 1:
        order = "one office on file"
    lines = [f"  State offices, {order}" if len(near) > 1 else f"  State office ({order})"]
    for office in near:
        lines += _office(office, measured=measured)
    return lines


def _office(measured_office: OfficeDistance, *, measured: bool) -> list[str]:
    office, miles = measured_office.office, measured_office.miles
    far = ""
    if miles is not None:
        far = f"  {miles:.0f} mi" if miles >= 10 else f"  {miles:.1f} mi"
    elif measured:
        far = "  distance not known"
    head = f"    {office.phone or 'no phone on file':<16}  {office.city}{far}"
    rest = [_street(office, city=True)]
    rest[:0] = own_notes(office)
    rest += [f"fax {office.fax}"] if office.fax else []
    rest += [f"hours: {office.hours}"] if office.hours else []
    return [head, *(_indented(text) for text in rest)]


def _street(office: Office, *, city: bool = False) -> str:
    parts = [office.building, office.address, office.suite]
    street = ", ".join(part for part in parts if part)
    return f"{street}, {office.city} {office.zip}" if city else street


def _row(label: str, value: str) -> str:
    return f"  {label:<{_LABEL}} {value}"


def _wrapped(label: str, value: str) -> str:
    indent = " " * (_LABEL + 3)
    return click.wrap_text(value, WIDTH, f"  {label:<{_LABEL}} ", indent)


def _listed(label: str, values: list[str]) -> list[str]:
    return [_wrapped(label if i == 0 else "", value) for i, value in enumerate(values)]


def _shown(sentences: list[str]) -> list[str]:
    return [shown(sentence, limit=_LOG_LINE) for sentence in sentences]


def _indented(text: str) -> str:
    return click.wrap_text(text, WIDTH, initial_indent=" " * 22, subsequent_indent=" " * 22)

"""What differs between two datasets, in words: seats, offices, committees, and the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from advocate.directory.records import Office, OfficeKind, Senator, State
from advocate.text import counted_word, join_words, long_date


class Subject(StrEnum):
    """What a change is about, in the order in which changes are told."""

    SEAT = "seat"
    OFFICE = "office"
    COMMITTEE = "committee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: whose it is, and a sentence. `office` is an office's id, or empty.

    Of a new senator in a held seat there is one change, and the one before is its `senator`: the
    log knows that name.
    """

    subject: Subject
    state: str
    senator: str  # Bioguide id
    text: str
    office: str = ""


def changes_between(
    before: Sequence[Senator], after: Sequence[Senator], states: Mapping[str, State]
) -> tuple[Change, ...]:
    """Return what differs from one list of senators to another, by subject, then state."""
    old = {senator.bioguide: senator for senator in before}
    new = {senator.bioguide: senator for senator in after}
    found = list(_seats(old, new, states))
    for ident in old.keys() & new.keys():
        found += _of_one(old[ident], new[ident])
    order = {subject: place for place, subject in enumerate(Subject)}
    return tuple(sorted(found, key=lambda c: (order[c.subject], c.state, c.senator, c.text)))


def _seats(
    old: Mapping[str, Senator], new: Mapping[str, Senator], states: Mapping[str, State]
) -> Iterator[Change]:
    came = {_seat(s): s for ident, s in new.items() if ident not in old}
    for ident, gone in old.items():
        if ident in new:
            continue
        name = f"Senator {gone.full_name} of {_name(gone.state, states)}"
        following = came.pop(_seat(gone), None)
        if following is None:
            text = f"{name} is no longer listed: the seat is vacant."
        else:
            text = f"{name} is no longer listed; {_new(following)} holds the seat now."
        yield Change(Subject.SEAT, gone.state, ident, text)
    for newcomer in came.values():
        where = _name(newcomer.state, states)
        text = f"{where} has a new senator: {_new(newcomer)}, in a seat that was vacant."
        yield Change(Subject.SEAT, newcomer.state, newcomer.bioguide, text)


def _seat(senator: Senator) -> tuple[str, int]:
    return senator.state, senator.senate_class


def _name(state: str, states: Mapping[str, State]) -> str:
    return states[state].name if state in states else state


def _new(senator: Senator) -> str:
    return f"{senator.full_name} ({senator.party})"


def _of_one(before: Senator, after: Senator) -> Iterator[Change]:
    def change(subject: Subject, text: str, office: str = "") -> Change:
        return Change(subject, after.state, after.bioguide, f"{_who(after)} {text}.", office)

    for text in _seat_texts(before, after):
        yield change(Subject.SEAT, text)
    for office, text in _office_texts(before.offices, after.offices):
        yield change(Subject.OFFICE, text, office.id)
    for text in _committee_texts(before, after):
        yield change(Subject.COMMITTEE, text)
    for text in _other_texts(before, after):
        yield change(Subject.OTHER, text)


def _who(senator: Senator) -> str:
    return f"Senator {senator.last_name} ({senator.state})"


def _seat_texts(before: Senator, after: Senator) -> Iterator[str]:
    if _seat(before) != _seat(after):
        yield f"now holds the seat of class {after.senate_class} of {after.state}"
    if (before.term_start, before.term_end) != (after.term_start, after.term_end):
        renewed = after.term_start > before.term_start
        end = long_date(after.term_end)
        was = long_date(before.term_end)
        yield f"has a new term, to {end}" if renewed else f"has a term to {end} (it was to {was})"
    if before.state_rank != after.state_rank:
        yield f"is now the {after.state_rank} senator"
    if (before.party, before.caucus) != (after.party, after.caucus):
        sits = f", and sits with the {after.caucus}s" if after.caucus else ""
        yield f"is now listed as {after.party}{sits}"


def _office_texts(
    before: Sequence[Office], after: Sequence[Office]
) -> Iterator[tuple[Office, str]]:
    """Yield each office that differs, as the old one while it was there, with what to say of it."""
    pairs, closed, opened = _paired(before, after)
    for old, new in pairs:
        yield from ((old, text) for text in _one_office_texts(old, new))
    for office in closed:
        number = f", {office.phone}" if office.phone else ""
        yield office, f"no longer lists the {_called(office)} ({_street(office)}{number})"
    for office in opened:
        number = office.phone or "no number yet"
        yield office, f"has a new office in {office.label}: {_street(office)}, {number}"


def _paired(
    before: Sequence[Office], after: Sequence[Office]
) -> tuple[list[tuple[Office, Office]], list[Office], list[Office]]:
    """Return the offices that are the same by id, else by city where one is left on each side."""
    new = {office.id: office for office in after}
    pairs = [(office, new.pop(office.id)) for office in before if office.id in new]
    known = {old.id for old, _ in pairs}
    closed = [office for office in before if office.id not in known]
    for old in list(closed):
        here = [o for o in new.values() if o.label == old.label]
        if len(here) == 1 and [o.label for o in closed].count(old.label) == 1:
            pairs.append((old, new.pop(here[0].id)))
            closed.remove(old)
    return pairs, closed, list(new.values())


def _one_office_texts(old: Office, new: Office) -> Iterator[str]:
    whose = f"the {_called(new)}"
    if _street(old) != _street(new) or old.label != new.label:
        yield f"moved {whose} to {_place(new, old)} (it was at {_place(old, new)})"
    for what, was, now in (
        ("number", old.phone, new.phone),
        ("fax number", old.fax, new.fax),
    ):
        if was == now:
            continue
        if not now:
            yield f"no longer lists a {what} for {whose} (it was {was})"
        elif not was:
            yield f"now lists a {what} for {whose}: {now}"
        else:
            yield f"has a new {what} for {whose}: {now} (it was {was})"
    if old.hours != new.hours:
        yield f"has other hours for {whose}: {new.hours or 'none listed'}"


def _called(office: Office) -> str:
    if office.kind is OfficeKind.WASHINGTON:
        return "Washington office"
    return f"{office.city} office"


def _street(office: Office) -> str:
    return ", ".join(part for part in (office.building, office.address, office.suite) if part)


def _place(office: Office, other: Office) -> str:
    street = _street(office)
    return street if office.label == other.label else f"{street}, {office.label}"


def _committee_texts(before: Senator, after: Senator) -> Iterator[str]:
    old = {seat.code: seat for seat in before.committees}
    new = {seat.code: seat for seat in after.committees}
    joined = [seat for code, seat in new.items() if code not in old]
    left = [seat for code, seat in old.items() if code not in new]
    for verb, seats in (("joined", joined), ("left", left)):
        full = [_plainly(seat.name) for seat in seats if not seat.parent]
        parts = len([seat for seat in seats if seat.parent])
        if parts:
            full.append(counted_word(parts, "subcommittee"))
        if full:
            yield f"{verb} {join_words(full)}"
    for code, seat in new.items():
        if code not in old or old[code].title == seat.title:
            continue
        role = seat.title or f"no longer {old[code].title}"
        yield f"is now {role} of {_plainly(seat.name)}"


def _plainly(name: str) -> str:
    plain = name.removeprefix("United States Senate ").removeprefix("Senate ")
    return f"the {plain}" if plain.startswith(("Committee", "Special", "Select")) else plain


def _other_texts(before: Senator, after: Senator) -> Iterator[str]:
    if before.full_name != after.full_name:
        yield f"is now listed as {after.full_name} (before: {before.full_name})"
    if before.leadership != after.leadership:
        yield f"is now {after.leadership or f'no longer {before.leadership}'}"
    if before.website != after.website:
        yield f"has a new website: {after.website}"
    if before.contact_form != after.contact_form:
        yield f"has another contact form: {after.contact_form or 'none on file'}"

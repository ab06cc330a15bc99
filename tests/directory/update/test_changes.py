"""What differs between two datasets, in words; and when it is too much."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.records import CommitteeSeat, Office, Senator
from advocate.directory.update.changes import Change, Subject, changes_between

JUDICIARY = CommitteeSeat("SSJU", "Senate Committee on the Judiciary", 3, "")
PART = CommitteeSeat("SSJU04", "Border", 1, "", "Senate Committee on the Judiciary")
PRINTING = CommitteeSeat("JSPR", "Joint Committee on Printing", 3, "")
LIBRARY = CommitteeSeat("JSLC", "Joint Committee of Congress on the Library", 3, "")


@pytest.fixture
def before(dataset: Dataset) -> tuple[Senator, ...]:
    return dataset.senators


@pytest.fixture
def found(
    dataset: Dataset, before: tuple[Senator, ...]
) -> Callable[[tuple[Senator, ...]], tuple[Change, ...]]:
    return lambda after: changes_between(before, after, dataset.states)


def of(senators: tuple[Senator, ...], ident: str) -> Senator:
    return next(senator for senator in senators if senator.bioguide == ident)


def with_(senators: tuple[Senator, ...], ident: str, **values: object) -> tuple[Senator, ...]:
    return tuple(
        replace(one, **values) if one.bioguide == ident else one  # type: ignore[arg-type]
        for one in senators
    )


def office_with(
    senators: tuple[Senator, ...], office: str, **values: object
) -> tuple[Senator, ...]:
    def changed(one: Office) -> Office:
        return replace(one, **values) if one.id == office else one  # type: ignore[arg-type]

    return tuple(
        replace(senator, offices=tuple(map(changed, senator.offices))) for senator in senators
    )


Find = Callable[[tuple[Senator, ...]], tuple[Change, ...]]


def test_nothing(before: tuple[Senator, ...], found: Find) -> None:
    assert found(before) == ()


def test_a_vacancy(before: tuple[Senator, ...], found: Find) -> None:
    [change] = found(tuple(s for s in before if s.bioguide != "X000001"))
    assert (change.subject, change.state, change.senator) == (Subject.SEAT, "NY", "X000001")
    assert change.text == (
        "Senator Beatrix Q. Hollowell of New York is no longer listed: the seat is vacant."
    )


def test_a_senator_replaced(before: tuple[Senator, ...], found: Find) -> None:
    after = with_(before, "X000001", bioguide="X000091", full_name="Ada Quill", party="Republican")
    [change] = found(after)
    assert change.senator == "X000001"
    assert change.text == (
        "Senator Beatrix Q. Hollowell of New York is no longer listed; "
        "Ada Quill (Republican) holds the seat now."
    )


def test_a_vacant_seat_filled(before: tuple[Senator, ...], found: Find) -> None:
    model = of(before, "X000007")
    other = 3 if model.senate_class == 1 else 1
    new = replace(model, bioguide="X000091", full_name="Ada Quill", senate_class=other)
    [change] = found((*before, new))
    assert change.senator == "X000091"
    assert change.text == (
        f"Vermont has a new senator: Ada Quill ({model.party}), in a seat that was vacant."
    )


@pytest.mark.parametrize(
    ("values", "subject", "text"),
    [
        ({"term_start": date(2031, 1, 3), "term_end": date(2037, 1, 3)}, "seat",
         "has a new term, to January 3, 2037."),
        ({"term_end": date(2030, 1, 3)}, "seat",
         "has a term to January 3, 2030 (it was to January 3, 2031)."),
        ({"state_rank": "junior"}, "seat", "is now the junior senator."),
        ({"party": "Independent", "caucus": "Democrat"}, "seat",
         "is now listed as Independent, and sits with the Democrats."),
        ({"full_name": "Bea Hollowell"}, "other",
         "is now listed as Bea Hollowell (before: Beatrix Q. Hollowell)."),
        ({"leadership": ""}, "other", "is now no longer Senate Lamplighter."),
        ({"website": "https://new.example"}, "other", "has a new website: https://new.example."),
        ({"contact_form": ""}, "other", "has another contact form: none on file."),
        ({"committees": (JUDICIARY, PART)}, "committee",
         "is now no longer Ranking Member of the Committee on the Judiciary."),
        ({"committees": ()}, "committee",
         "left the Committee on the Judiciary and 1 subcommittee."),
        ({"committees": (replace(JUDICIARY, title="Ranking Member"), PART, PRINTING, LIBRARY)},
         "committee",
         "joined Joint Committee on Printing and Joint Committee of Congress on the Library."),
    ],
)  # fmt: skip
def test_a_senator_changed(
    before: tuple[Senator, ...], found: Find, values: dict[str, object], subject: str, text: str
) -> None:
    [change] = found(with_(before, "X000001", **values))
    assert change.subject == subject
    assert change.text == f"Senator Hollowell (NY) {text}"
    assert change.office == ""


@pytest.mark.parametrize(
    ("office", "values", "text"),
    [
        ("buffalo", {"phone": "716-555-0199"},
         "has a new number for the Buffalo office: 716-555-0199 (it was 716-555-0111)."),
        ("buffalo", {"phone": ""},
         "no longer lists a number for the Buffalo office (it was 716-555-0111)."),
        ("peekskill", {"phone": "914-555-0111"},
         "now lists a number for the Peekskill office: 914-555-0111."),
        ("washington", {"fax": "202-555-0192"},
         "has a new fax number for the Washington office: 202-555-0192 (it was 202-555-0191)."),
        ("buffalo", {"address": "9 New Street"},
         "moved the Buffalo office to 9 New Street (it was at 1 Lantern Square)."),
        ("buffalo", {"address": "9 New Street", "city": "Niagara Falls"},
         "moved the Niagara Falls office to 9 New Street, Niagara Falls, NY "
         "(it was at 1 Lantern Square, Buffalo, NY)."),
        ("new_york", {"hours": ""}, "has other hours for the New York office: none listed."),
        ("new_york", {"hours": "By appointment"},
         "has other hours for the New York office: By appointment."),
        ("buffalo", {"id": "X000001-buffalo-1", "phone": "716-555-0199"},
         "has a new number for the Buffalo office: 716-555-0199 (it was 716-555-0111)."),
    ],
)  # fmt: skip
def test_an_office_changed(
    before: tuple[Senator, ...], found: Find, office: str, values: dict[str, object], text: str
) -> None:
    [change] = found(office_with(before, f"X000001-{office}", **values))
    assert change.subject is Subject.OFFICE
    assert change.office == f"X000001-{office}"
    assert change.text == f"Senator Hollowell (NY) {text}"


def test_offices_opened_and_closed(before: tuple[Senator, ...], found: Find) -> None:
    moved = office_with(
        before, "X000001-buffalo", id="X000001-ithaca", city="Ithaca", address="2 Gorge Road"
    )
    opened, closed = found(moved)
    assert opened.text == (
        "Senator Hollowell (NY) has a new office in Ithaca, NY: 2 Gorge Road, 716-555-0111."
    )
    assert closed.text == (
        "Senator Hollowell (NY) no longer lists the Buffalo office "
        "(1 Lantern Square, 716-555-0111)."
    )
    assert closed.office == "X000001-buffalo"


def test_of_two_new_offices_in_a_city_none_is_taken_for_the_old_one(
    before: tuple[Senator, ...], found: Find
) -> None:
    senator = of(before, "X000001")
    buffalo = next(o for o in senator.offices if o.city == "Buffalo")
    others = [o for o in senator.offices if o != buffalo]
    twice = [replace(buffalo, id=f"X000001-buffalo-{n}") for n in (1, 2)]
    texts = [c.text for c in found(with_(before, "X000001", offices=(*others, *twice)))]
    assert len([text for text in texts if "has a new office in Buffalo" in text]) == 2
    assert len([text for text in texts if "no longer lists the Buffalo office" in text]) == 1


def test_the_order_is_by_subject_then_state(before: tuple[Senator, ...], found: Find) -> None:
    after = with_(before, "X000001", website="https://new.example", state_rank="junior")
    after = with_(after, "X000003", state_rank="junior")
    assert [(c.subject, c.state) for c in found(after)] == [
        (Subject.SEAT, "NM"), (Subject.SEAT, "NY"), (Subject.OTHER, "NY"),
    ]  # fmt: skip

"""Finding senators in the invented dataset."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate.directory.dataset import Dataset
from advocate.directory.lookup import (
    find_senator,
    find_senators,
    nearest_first,
    next_election,
    one_state,
    resolve_state,
)
from advocate.directory.names import file_names
from advocate.directory.places import zip_code, zip_place
from advocate.errors import (
    LookupFailedError,
    NoSenatorsError,
    StateNeededError,
    UnknownPlaceError,
    UnknownSenatorError,
)

BOTH_NY = ("Hollowell", "Thornquist")


@pytest.mark.parametrize(
    ("query", "state", "states", "last_names"),
    [
        ("10001", None, ("NY",), BOTH_NY),
        ("10001-1234", None, ("NY",), BOTH_NY),
        (" 10001 – 1234 ", None, ("NY",), BOTH_NY),
        ("100011234", None, ("NY",), BOTH_NY),
        ("10001\u00a01234", None, ("NY",), BOTH_NY),
        ("ＮＹ", None, ("NY",), BOTH_NY),
        ("NY", None, ("NY",), BOTH_NY),
        ("ny", None, ("NY",), BOTH_NY),
        ("36", None, ("NY",), BOTH_NY),
        ("New  York", None, ("NY",), BOTH_NY),
        ("new mexico", None, ("NM",), ("Peña Marlowe", "Underhill")),
        ("pena marlowe", None, ("NM",), ("Peña Marlowe",)),
        ("PEÑA", None, ("NM",), ("Peña Marlowe",)),
        ("renee", None, ("NM",), ("Peña Marlowe",)),
        ("bea hol", None, ("NY",), ("Hollowell",)),
        ("Senator Hollowell", None, ("NY",), ("Hollowell",)),
        ("underhill jr", None, ("NM",), ("Underhill",)),
        ("quist", None, ("NY",), ("Thornquist",)),
        ("oh", None, ("OH",), ("Brightwater", "Foxglove")),
        ("12057", None, ("NY", "VT"), (*BOTH_NY, "Oakenshaw")),
        ("12057", "VT", ("VT",), ("Oakenshaw",)),
        ("12057", "vermont", ("VT",), ("Oakenshaw",)),
        ("09001", "NM", ("NM",), ("Peña Marlowe", "Underhill")),
        ("10099", None, ("NY",), BOTH_NY),
        ("10099", "VT", ("VT",), ("Oakenshaw",)),
        ("br", "OH", ("OH",), ("Brightwater",)),
    ],
)
def test_places_and_names(
    dataset: Dataset,
    today: date,
    query: str,
    state: str | None,
    states: tuple[str, ...],
    last_names: tuple[str, ...],
) -> None:
    lookup = find_senators(dataset, query, state=state, today=today)
    assert lookup.states == states
    assert tuple(s.last_name for s in lookup.senators) == last_names
    assert lookup.query == query


@pytest.mark.parametrize(
    ("query", "state", "kind", "says"),
    [
        ("1234", None, UnknownPlaceError, "five digits"),
        ("123456", None, UnknownPlaceError, "five digits"),
        ("00000", None, UnknownPlaceError, "begins with 000"),
        ("1", None, UnknownPlaceError, "“01”"),
        ("", None, UnknownPlaceError, "Give a ZIP code"),
        ("b", None, UnknownPlaceError, "part of a senator's name"),
        ("   ", None, UnknownPlaceError, "Give a ZIP code"),
        ("New Mexcio", None, UnknownPlaceError, "“New Mexico”"),
        ("Holowell", None, UnknownPlaceError, "“Hollowell”"),
        ("10001", "Nwe York", UnknownPlaceError, "“New York”"),
        ("DC", None, NoSenatorsError, "shadow senators"),
        ("Washington, D.C.", None, NoSenatorsError, "shadow senators"),
        ("20001", None, NoSenatorsError, "delegate"),
        ("00901", None, NoSenatorsError, "resident commissioner"),
        ("Guam", None, NoSenatorsError, "non-voting delegate"),
        ("virgin islands", None, NoSenatorsError, "the U.S. Virgin Islands"),
        ("00801", None, NoSenatorsError, "Virgin Islands"),
        ("96799", None, NoSenatorsError, "American Samoa"),
        ("96950", None, NoSenatorsError, "Northern Mariana"),
        ("96960", None, NoSenatorsError, "Marshall Islands"),
        ("96941", None, NoSenatorsError, "Micronesia"),
        ("96940", None, NoSenatorsError, "Palau"),
        ("09001", None, StateNeededError, "where you vote"),
        ("09799", None, StateNeededError, "--state"),
        ("09001", "DC", NoSenatorsError, "delegate"),
        ("12057", "OH", LookupFailedError, "New York and Vermont, not in Ohio"),
        ("10001", "OH", LookupFailedError, "New York, not in Ohio"),
        ("NY", "OH", LookupFailedError, "New York, not in Ohio"),
        ("hollowell", "OH", LookupFailedError, "No senator from Ohio"),
        ("75201", None, LookupFailedError, "covers NM, NY, OH and VT only, not Texas"),
    ],
)
def test_places_without_an_answer(
    dataset: Dataset,
    today: date,
    query: str,
    state: str | None,
    kind: type[LookupFailedError],
    says: str,
) -> None:
    with pytest.raises(LookupFailedError) as caught:
        find_senators(dataset, query, state=state, today=today)
    assert type(caught.value) is kind
    assert says in f"{caught.value.sentence} {caught.value.hint}"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("NM", ["term-ended"]),
        ("NY", ["no-coordinates", "no-phone"]),
        ("OH", ["term-ended"]),
        ("VT", ["one-office", "vacancy"]),
        ("12057", ["no-coordinates", "no-phone", "one-office", "several-states", "vacancy"]),
        ("87599", ["term-ended", "zip-inferred"]),
    ],
)
def test_warnings(dataset: Dataset, today: date, query: str, codes: list[str]) -> None:
    lookup = find_senators(dataset, query, today=today)
    assert sorted(notice.code for notice in lookup.warnings) == sorted([*codes, "old-data"])


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 2), []),
        (
            date(2026, 11, 23),
            [
                "Senator Foxglove's recorded term ended on November 3, 2026. Look at senate.gov "
                "for who holds OH's class 3 seat. `advocate data update` may know."
            ],
        ),
        (
            date(2027, 1, 4),
            [
                "Senator Foxglove's recorded term ended on November 3, 2026. Look at senate.gov "
                "for who holds OH's class 3 seat. `advocate data update` may know."
            ],
        ),
    ],
)
def test_an_ended_term_is_said_in_a_sentence(dataset: Dataset, day: date, said: list[str]) -> None:
    warnings = find_senators(dataset, "Foxglove", today=day).warnings
    assert [n.text for n in warnings if n.code == "term-ended"] == said


def test_a_seat_that_was_voted_on_is_said_until_the_term_ends(dataset: Dataset) -> None:
    def said(day: date) -> list[str]:
        warnings = find_senators(dataset, "NM", today=day).warnings
        return [notice.text for notice in warnings if notice.code == "term-ended"]

    assert said(date(2026, 11, 3)) == []
    assert said(date(2027, 1, 2)) == [
        "Senator Peña Marlowe's term ends on January 3, 2027; the election for the seat was on "
        "November 3, 2026. `advocate data update` may know."
    ]
    assert said(date(2027, 1, 4)) == [
        "Senator Peña Marlowe's recorded term ended on January 3, 2027. Look at senate.gov for "
        "who holds NM's class 2 seat. `advocate data update` may know."
    ]
    assert len(said(date(2029, 1, 4))) == 1


def test_old_data_is_said(dataset: Dataset) -> None:
    lookup = find_senators(dataset, "VT", today=date(2026, 12, 25))
    (notice,) = [n for n in lookup.warnings if n.code == "old-data"]
    assert notice.text == (
        "The numbers are of 2026-06-15, 193 days old: `advocate data update` gets newer ones."
    )
    young = find_senators(dataset, "VT", today=date(2026, 8, 14)).warnings
    assert "old-data" not in [n.code for n in young]


def test_offices_come_nearest_first_and_unmeasured_last(dataset: Dataset) -> None:
    senator = dataset.senator("X000001")
    near = nearest_first(senator.state_offices, zip_place(dataset, "10001"))
    assert [(o.office.city, o.miles and round(o.miles)) for o in near] == [
        ("New York", 1),
        ("Peekskill", 38),
        ("Albany", 133),
        ("Buffalo", 292),
        ("Syracuse", None),
    ]
    unplaced = nearest_first(senator.state_offices, None)
    assert [o.office for o in unplaced] == list(senator.state_offices)


@pytest.mark.parametrize(
    ("text", "last_name"),
    [
        ("X000005", "Brightwater"),
        ("x000005", "Brightwater"),
        ("Brightwater", "Brightwater"),
        ("pena marlowe", "Peña Marlowe"),
        ("sen. fox", "Foxglove"),
        ("Bea", "Hollowell"),
    ],
)
def test_one_senator(dataset: Dataset, text: str, last_name: str) -> None:
    assert find_senator(dataset.senators, text).last_name == last_name


@pytest.mark.parametrize(
    ("text", "choices"),
    [("nobody", "Casper Ivo Thornquist (NY)"), ("low", "Renée Peña Marlowe (NM)"), ("", "(NM)")],
)
def test_no_one_senator(dataset: Dataset, text: str, choices: str) -> None:
    with pytest.raises(UnknownSenatorError) as caught:
        find_senator(dataset.senators, text)
    assert choices in caught.value.hint


@pytest.mark.parametrize(
    ("bioguide", "day"),
    [
        ("X000003", date(2026, 11, 3)),  # a term to 2027-01-03
        ("X000002", date(2028, 11, 7)),  # a term to 2029-01-03
        ("X000001", date(2030, 11, 5)),  # a term to 2031-01-03
        ("X000006", date(2026, 11, 3)),  # appointed until that day
    ],
)
def test_next_election(dataset: Dataset, bioguide: str, day: date) -> None:
    assert next_election(dataset.senator(bioguide)) == day


def test_one_state_or_a_question(dataset: Dataset, today: date) -> None:
    assert one_state(dataset, find_senators(dataset, "10001", today=today)).code == "NY"
    with pytest.raises(StateNeededError) as caught:
        one_state(dataset, find_senators(dataset, "12057", today=today))
    assert caught.value.states == ("NY", "VT")


@pytest.mark.parametrize("text", ["Vermont", "vt", "50", " VERMONT "])
def test_resolve_state(dataset: Dataset, text: str) -> None:
    assert resolve_state(dataset, text).code == "VT"


@pytest.mark.parametrize("text", ["AE", "ap", " Aa "])
def test_a_military_code_in_the_place_of_a_state(dataset: Dataset, today: date, text: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_senators(dataset, "09001", state=text, today=today)
    assert "give the state where you vote" in caught.value.hint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(text=st.text(max_size=40) | st.text("0123456789- –", max_size=12))
def test_any_text_gives_a_result_or_an_error_of_ours(
    dataset: Dataset, today: date, text: str
) -> None:
    try:
        lookup = find_senators(dataset, text, today=today)
    except LookupFailedError as error:
        said = error.sentence
    else:
        said = lookup.senators[0].full_name
    assert said
    assert said.isprintable()


@pytest.mark.parametrize(
    "text", ["①②③④⑤", "１０００１", "¹⁰⁰⁰¹", "١٠٠٠١", "③⑥", "３６", "10001-①②③④"]
)
def test_only_plain_digits_are_a_number(dataset: Dataset, today: date, text: str) -> None:
    with pytest.raises(UnknownPlaceError):
        find_senators(dataset, text, today=today)


@given(digits=st.from_regex(r"\A[0-9]{5}\Z"), plus=st.from_regex(r"\A([ -]{0,1}[0-9]{4})?\Z"))
def test_a_zip_code_is_its_first_five_digits(digits: str, plus: str) -> None:
    assert zip_code(f" {digits}{plus} ") == digits


@pytest.mark.parametrize(
    ("names", "stems"),
    [
        ([("Beatrix Hollowell", "Hollowell"), ("Casper Thornquist", "Thornquist")],
         ["hollowell", "thornquist"]),
        ([("Renée Luján", "Luján"), ("Rosa Lujan", "Lujan")], ["renee-lujan", "rosa-lujan"]),
        ([("Ann Smith", "Smith")], ["smith"]),
    ],
)  # fmt: skip
def test_files_are_named_by_the_last_name_where_it_tells_senators_apart(
    dataset: Dataset, names: list[tuple[str, str]], stems: list[str]
) -> None:
    both = dataset.senators_of("NY")
    named = [
        replace(one, full_name=full, last_name=last)
        for one, (full, last) in zip(both, names, strict=False)
    ]
    assert list(file_names(named).values()) == stems

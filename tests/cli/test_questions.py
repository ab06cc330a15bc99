"""What a person may type for one of several."""

import pytest

from advocate.cli.questions import matched
from advocate.issues.records import Position

VALUES = ("S000148", "G000555", "L000570", "spoke")
NAMES = ("Charles E. Schumer", "Kirsten E. Gillibrand", "Ben Ray Luján", "spoke with staff")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "S000148"),
        (" 2 ", "G000555"),
        ("g000555", "G000555"),
        ("Kirsten E.  gillibrand", "G000555"),
        ("schumer", "S000148"),
        ("lujan", "L000570"),
        ("spoke with", None),
        ("staff", "spoke"),
        ("e", None),  # of two
        ("0", None),
        ("5", None),
        ("schum", None),
        ("", None),
    ],
)
def test_a_number_a_name_or_one_word_of_it(typed: str, value: str | None) -> None:
    assert matched(typed, VALUES, NAMES) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("opposes", "opposes"), ("oppose", None), ("support", None), ("leans", None),
     ("leans support", "leans_support"), ("leans_oppose", "leans_oppose")],
)  # fmt: skip
def test_a_stand_is_never_taken_for_another(typed: str, value: str | None) -> None:
    stands = list(Position)
    assert matched(typed, stands, [one.replace("_", " ") for one in stands]) == value

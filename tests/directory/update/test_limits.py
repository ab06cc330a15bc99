"""When newer data differs too much to be taken unseen."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.invented import invented_senators
from advocate.directory.records import Senator, State, StateKind
from advocate.directory.update.limits import large_changes

CODES = [f"{a}{b}" for a in "ABCDE" for b in "QRSTUVWXYZ"]
STATES = {code: State(code, f"State {code}", "00", StateKind.STATE) for code in CODES}


def senators(count: int) -> tuple[Senator, ...]:
    """Return so many senators, two a state, each with three offices."""
    one = invented_senators()[0]
    made = []
    for number in range(count):
        ident = f"X{number:06}"
        offices = tuple(
            replace(office, id=f"{ident}-{place}", phone=f"555-{number:03}-{place:04}")
            for place, office in enumerate(one.offices)
        )
        made.append(replace(one, bioguide=ident, state=CODES[number // 2], offices=offices))
    return tuple(made)


def data(held: tuple[Senator, ...]) -> Dataset:
    """Return what the limits ask of a dataset."""
    manifest = SimpleNamespace(covers=())
    return cast(Dataset, SimpleNamespace(senators=held, states=STATES, manifest=manifest))


ALL = senators(100)


def reasons(after: tuple[Senator, ...], **more: Any) -> tuple[str, ...]:
    return large_changes(data(ALL), data(after), shipped=data(ALL), **more)


def renumbered(count: int) -> tuple[Senator, ...]:
    """Return all, with as many of their 300 numbers changed."""
    left = iter(range(count))
    return tuple(
        replace(
            senator,
            offices=tuple(
                replace(office, phone="555-555-5555") if next(left, None) is not None else office
                for office in senator.offices
            ),
        )
        for senator in ALL
    )


@pytest.mark.parametrize("after", [ALL, ALL[:99], ALL[1:99], renumbered(90)])
def test_what_is_believed(after: tuple[Senator, ...]) -> None:
    assert reasons(after) == ()


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (ALL[::-1][:89], ["lists 89 senators, and at least 90 of 100", "no senator from State AQ"]),
        (ALL[2:], ["It lists no senator from State AQ."]),
        (renumbered(91), ["Of 300 phone numbers on file, 91 (30%) changed or are gone."]),
        ((), ["lists 0 senators", "no senator from State AQ, State AR", "300 (100%)"]),
    ],
)
def test_what_is_not_believed_unseen(after: tuple[Senator, ...], says: list[str]) -> None:
    found = reasons(after)
    assert len(found) >= len(says)
    for expected in says:
        assert any(expected in sentence for sentence in found)


def test_ninety_are_enough() -> None:
    left = [s for number, s in enumerate(ALL) if number % 2 or number >= 20]
    assert len(left) == 90
    assert reasons(tuple(left)) == ()


def test_offices_without_an_owner_are_named() -> None:
    assert reasons(ALL[:99], strangers={"X000099", "H000001"}) == (
        "Beatrix Hollowell is on no list of members, while offices of theirs are listed.",
    )

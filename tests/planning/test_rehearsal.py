"""What the program says as the staffer: short, natural, and as the senator stands."""

import random
from collections import Counter

import pytest

from advocate.documents.spoken import Answer, Line, Part
from advocate.issues.records import Position
from advocate.planning.call import Stage
from advocate.planning.calls import rehearsed
from advocate.planning.rehearsal import GOODBYES, GREETINGS, LINES, goodbye, greeting, turns
from advocate.text import word_count
from tests.planning.calling import call, pressed

ANSWERS = (Answer("We have to think of security.", (Line("Of course."),)),)


def parts(position: Position, *, more: bool = False) -> Counter[Part | None]:
    """Return what is said first in five hundred rehearsals."""
    return Counter(
        turns(random.Random(seed), position, ANSWERS, more=more)[0].part  # noqa: S311
        for seed in range(500)
    )


@pytest.mark.parametrize(
    ("position", "often", "never"),
    [
        (Position.SUPPORTS, Part.YES, {Part.NO, Part.RUDE, Part.UNDECIDED}),
        (Position.LEANS_SUPPORT, Part.YES, {Part.NO, Part.RUDE}),
        (Position.UNDECIDED, Part.UNDECIDED, {Part.YES, Part.NO, Part.RUDE}),
        (Position.LEANS_OPPOSE, Part.NO, {Part.YES}),
        (Position.OPPOSES, Part.NO, {Part.YES, Part.UNDECIDED}),
        (Position.UNKNOWN, Part.PASSED_ON, set()),
    ],
)
def test_an_office_answers_as_its_senator_stands(
    position: Position, often: Part, never: set[Part]
) -> None:
    said = parts(position)
    assert max((part for part in said if part), key=lambda part: said[part]) is often
    assert not never & set(said)
    assert said[None] > 50  # objections come up


def test_nobody_is_rude_before_the_last_request() -> None:
    assert Part.RUDE in parts(Position.OPPOSES)
    assert Part.RUDE not in parts(Position.OPPOSES, more=True)


def test_an_objection_is_one_that_the_caller_can_answer() -> None:
    for seed in range(100):
        said = turns(random.Random(seed), Position.OPPOSES, ANSWERS, more=False)  # noqa: S311
        for one in said[:-1]:
            assert one.text == ANSWERS[one.answer].heard
        assert said[-1].part is not None
    assert all(
        turn.part for seed in range(50)
        for turn in turns(random.Random(seed), Position.OPPOSES, (), more=False)  # noqa: S311
    )  # fmt: skip


def test_the_same_seed_is_the_same_rehearsal() -> None:
    made = [
        rehearsed(call(), [Position.UNKNOWN], "Hollowell", random.Random(7))  # noqa: S311
        for _ in range(2)
    ]
    assert made[0] == made[1]
    greetings = {greeting(random.Random(seed), "Hollowell") for seed in range(60)}  # noqa: S311
    goodbyes = {goodbye(random.Random(seed)) for seed in range(60)}  # noqa: S311
    assert len(greetings) == len(GREETINGS)
    assert len(goodbyes) == len(GOODBYES)


def test_every_line_is_short_enough_to_be_said() -> None:
    lines = [*GREETINGS, *GOODBYES, *(line for each in LINES.values() for line in each)]
    assert max(word_count(line) for line in lines) <= 20
    assert all(line[-1] in ".?" for line in lines)
    assert all(len(each) >= 3 for each in LINES.values())


@pytest.mark.parametrize("position", Position)
def test_any_rehearsal_can_be_played_to_its_end(position: Position) -> None:
    keys = {
        Part.YES: "y", Part.NO: "n", Part.UNDECIDED: "u", Part.PASSED_ON: "p", Part.RUDE: "h",
    }  # fmt: skip
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311
        one = rehearsed(call("act", "rest"), [position] * 2, "Hollowell", chance)
        state = pressed(one, "..")
        for _ in range(20):
            if state.stage is not Stage.TALK:
                break
            said = one.turns[state.asking][max(state.turn, 0)]
            key = keys[said.part] if said.part else f"a{said.answer + 1}"
            state = pressed(one, f"{key}." if state.turn >= 0 else ".", state=state)
        assert state.stage is Stage.AFTER

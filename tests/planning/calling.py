"""A call to an invented senator, for the tests of the guided call."""

from datetime import UTC, datetime, timedelta

from advocate.documents.spoken import Answer, Asking, Line, Part, Script
from advocate.planning.call import Call, State, begun, press
from advocate.planning.ladder import Ladder, Rung

START = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)
NEW_YORK = Rung("ny", "New York, NY", "212-555-0111", "open until 5:00 p.m.")
WASHINGTON = Rung("dc", "Washington, DC", "202-555-0101", "open until 6:00 p.m.")
BUFFALO = Rung("buf", "Buffalo, NY", "716-555-0112", "closed now; opens tomorrow at 9:00 a.m.")
LADDER = Ladder((NEW_YORK, WASHINGTON), (BUFFALO,), ("Buffalo, NY: closed now",))


def asking(name: str, answers: int = 2) -> Asking:
    """Return one issue's turn: every text says which it is."""
    return Asking(
        (Line(f"Will the senator {name}?"),),
        {part: (Line(f"{name}: {part.value}"),) for part in Part if part.value != "Ask"},
        tuple(Answer(f"Objection {n}", (Line(f"Answer {n}"),)) for n in range(1, answers + 1)),
    )


def call(*names: str, ladder: Ladder = LADDER, answers: int = 2) -> Call:
    """Return a call about these issues; one if none is named."""
    names = names or ("act",)
    return Call(
        number=1,
        total=2,
        senator="H000001",
        senator_name="Beatrix Q. Hollowell",
        issues=names,
        script=Script(
            tuple(asking(name, answers) for name in names),
            (Line("Goodbye."),),
            (Line("Please pass it on."),),
            (Line("This is a message."),),
        ),
        ladder=ladder,
        else_=("There is the web form, too.",),
    )


def pressed(one: Call, keys: str, *, state: State | None = None) -> State:
    """Return the state after these keys, ten seconds apart; "." stands for Enter."""
    state = state or begun(one)
    for number, key in enumerate(keys.replace(".", "\n")):
        state = press(one, state, key, START + timedelta(seconds=10 * number))
    return state

"""What the program says when it plays the staffer: short lines, as offices talk."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from advocate.documents.spoken import Answer, Part
from advocate.issues.records import Position


@dataclass(frozen=True, slots=True)
class Turn:
    """A line of the staffer's; `part` is the reply that it is, None for an objection.

    `answer` is the objection's place in the caller's list of answers.
    """

    text: str
    part: Part | None = None
    answer: int = 0


GREETINGS = (
    "Senator {name}'s office, how can I help you?",
    "Senator {name}'s office, this is the front desk.",
    "Thanks for calling Senator {name}'s office. Who am I speaking with?",
    "Hello, you've reached Senator {name}'s office. What can I do for you?",
)
GOODBYES = (
    "I'll put that down for the senator. I'm Alex. Have a good day.",
    "Got it. My name's Jamie. Thanks for calling.",
    "Sure, I'll pass it on. This is Robin. Take care.",
    "It's Casey. Thank you for your call, goodbye.",
)
LINES: dict[Part, tuple[str, ...]] = {
    Part.YES: (
        "Yes, the senator is going to do that.",
        "Good news: the answer to that one is yes.",
        "Yes. I've just checked, and the senator will.",
    ),
    Part.NO: (
        "No, the senator isn't planning to.",
        "I'm afraid not. The senator sees that one differently.",
        "At this time the answer is no.",
    ),
    Part.UNDECIDED: (
        "The senator hasn't taken a position on that yet.",
        "We're still looking at it. I don't have an answer for you.",
        "I don't know, to be honest. I just answer the phones.",
    ),
    Part.PASSED_ON: (
        "Okay. I'll pass that along to the senator.",
        "Thank you, I'll make a note of that.",
        "I've written that down. Anything else?",
    ),
    Part.RUDE: (
        "I've had forty of these calls today. Is that all?",
        "You people all read from the same sheet, don't you?",
        "I don't have time for this.",
    ),
}
# How an office that stands here tends to answer, in tenths; None is an objection of the pack's.
_TENDS: dict[Position, dict[Part | None, int]] = {
    Position.SUPPORTS: {Part.YES: 5, Part.PASSED_ON: 3, None: 2},
    Position.LEANS_SUPPORT: {Part.YES: 3, Part.UNDECIDED: 2, Part.PASSED_ON: 3, None: 2},
    Position.UNDECIDED: {Part.UNDECIDED: 4, Part.PASSED_ON: 3, None: 3},
    Position.LEANS_OPPOSE: {
        Part.NO: 3, Part.UNDECIDED: 1, Part.PASSED_ON: 2, None: 3, Part.RUDE: 1,
    },
    Position.OPPOSES: {Part.NO: 4, Part.PASSED_ON: 1, None: 4, Part.RUDE: 1},
    Position.UNKNOWN: {
        Part.PASSED_ON: 3, Part.UNDECIDED: 2, Part.YES: 1, Part.NO: 1, None: 2, Part.RUDE: 1,
    },
}  # fmt: skip


def greeting(chance: random.Random, name: str) -> str:
    """Return how the office answers the phone."""
    return chance.choice(GREETINGS).format(name=name)


def goodbye(chance: random.Random) -> str:
    """Return how the staffer ends the call, and gives a name."""
    return chance.choice(GOODBYES)


def turns(
    chance: random.Random, position: Position, answers: Sequence[Answer], *, more: bool
) -> tuple[Turn, ...]:
    """Return what the staffer says to one ask: perhaps an objection first, then a reply.

    `more` says that further asks follow: nobody is rude before the last one.
    """
    tends = {part: weight for part, weight in _TENDS[position].items() if part is not None}
    if more:
        tends.pop(Part.RUDE, None)
    part = chance.choices(list(tends), list(tends.values()))[0]
    reply = Turn(chance.choice(LINES[part]), part)
    if answers and chance.randrange(10) < _TENDS[position].get(None, 0):
        place = chance.randrange(len(answers))
        return (Turn(answers[place].heard, None, place), reply)
    return (reply,)

"""A guided call as a state machine: keys lead from the first ring to what is to be logged.

It knows no terminal and no clock: whoever drives it gives each key with its moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from advocate.documents.spoken import Asking, Part, Script
from advocate.outreach.records import Outcome
from advocate.planning.ladder import Ladder, Rung
from advocate.planning.rehearsal import Turn


class Stage(StrEnum):
    """Where a call stands."""

    DIAL = "dial"  # a number is shown
    TALK = "talk"  # somebody is on the line
    ANSWERS = "answers"  # the list of answers is open, or one of them
    MESSAGE = "message"  # a voicemail is being left
    NOBODY = "nobody"  # no number is left that is likely to answer
    AFTER = "after"  # the call is over, and is to be written down
    OVER = "over"  # nobody was reached; only the tries are to be written down


TALKING = frozenset({Stage.TALK, Stage.ANSWERS, Stage.MESSAGE})
ENTER, BACK = "\n", "z"
REPLY_KEYS = {"y": Part.YES, "n": Part.NO, "u": Part.UNDECIDED, "p": Part.PASSED_ON}
NOT_REACHED = {
    "b": Outcome.BUSY,
    "r": Outcome.NO_ANSWER,
    "m": Outcome.MAILBOX_FULL,
    "w": Outcome.WRONG_NUMBER,
}
ANSWERS_A_PAGE = 9


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: the `number`-th of `total`, to whom, what to say, and where to dial.

    `issues` are the packs' slugs, as `script` asks for them; `turns` what the program says as
    the staffer in a rehearsal, a list an issue; `else_` where to turn when nobody answers.
    """

    number: int
    total: int
    senator: str  # Bioguide id
    senator_name: str
    issues: tuple[str, ...]
    script: Script
    ladder: Ladder
    else_: tuple[str, ...] = ()
    greeting: str = ""
    goodbye: str = ""
    turns: tuple[tuple[Turn, ...], ...] = ()

    @property
    def rehearsal(self) -> bool:
        """Say whether the program plays the staffer."""
        return bool(self.turns)


@dataclass(frozen=True, slots=True)
class Tried:
    """A number that was dialled and did not lead to anybody."""

    office: str
    label: str
    phone: str
    outcome: Outcome
    when: datetime


@dataclass(frozen=True, slots=True)
class State:
    """Where a call stands: which number, which turn, what was heard of which issue.

    `began` is when the line was open; `turn` how far a rehearsal's staffer has come, -1 before the
    first reply; `answer` the one of the list that is open.
    """

    stage: Stage = Stage.DIAL
    rung: int = 0
    page: int = 0
    asking: int = 0
    part: Part = Part.ASK
    answer: int | None = None
    turn: int = -1
    heard: Mapping[int, Part] = field(default_factory=dict)
    tried: tuple[Tried, ...] = ()
    began: datetime | None = None
    ended: datetime | None = None
    outcome: Outcome | None = None


def begun(call: Call) -> State:
    """Return the state in which a call begins."""
    if not call.ladder.open and not call.rehearsal:
        return State(Stage.NOBODY, rung=0)
    return State()


def rung_of(call: Call, state: State) -> Rung | None:
    """Return the number that is dialled, None where there is none."""
    rungs = call.ladder.rungs
    return rungs[state.rung] if state.rung < len(rungs) else None


def asking_of(call: Call, state: State) -> Asking:
    """Return the issue's turn that a call has come to."""
    return call.script.askings[state.asking]


def turn_of(call: Call, state: State) -> Turn | None:
    """Return what the staffer of a rehearsal has just said, None before the first reply."""
    if not call.turns or state.turn < 0:
        return None
    turns = call.turns[state.asking]
    return turns[min(state.turn, len(turns) - 1)]


def press(call: Call, state: State, key: str, now: datetime, *, pages: int = 1) -> State:
    """Return the state after a key; one that means nothing here changes nothing: before somebody
    answers, neither does that of a reply.

    `pages` is how many pages the present turn fills: Enter turns them first.
    """
    key = ENTER if key == " " else key
    if key == ENTER and state.page + 1 < pages and state.stage is not Stage.DIAL:
        return replace(state, page=state.page + 1)
    if not (key == ENTER or key.isdecimal() or key in keys_now(call, state)):
        return state
    steps = {
        Stage.DIAL: _dialling,
        Stage.TALK: _talking,
        Stage.ANSWERS: _answering,
        Stage.MESSAGE: _leaving_a_message,
        Stage.NOBODY: _nobody,
    }
    step = steps.get(state.stage)
    return step(call, state, key, now) if step else state


def keys_now(call: Call, state: State) -> tuple[str, ...]:
    """Return the keys that do something now, in the order to show them, without Enter."""
    in_vain = () if call.rehearsal else tuple(NOT_REACHED)
    slip = (BACK,) if state.tried else ()
    match state.stage:
        case Stage.DIAL:
            return () if call.rehearsal else (*in_vain, *_voicemail_key(call), "s", *slip)
        case Stage.MESSAGE:
            return (*(() if state.heard else in_vain), "o")
        case Stage.NOBODY:
            can = message_rung(call, state) is not None
            return (*(_voicemail_key(call) if can else ()), *slip)
        case Stage.TALK | Stage.ANSWERS:
            return _talking_keys(call, state, in_vain)
    return ()


def _talking_keys(call: Call, state: State, in_vain: tuple[str, ...]) -> tuple[str, ...]:
    again = () if call.rehearsal or state.part is Part.ASK else ("o",)
    if state.part is Part.CLOSE:
        return again
    if call.rehearsal and turn_of(call, state) is None:
        return ()  # the staffer has not answered yet
    answers = ("a",) if asking_of(call, state).answers else ()
    waiting = in_vain if is_silent(state) else ()
    return (*REPLY_KEYS, "h", *answers, *waiting, *_voicemail_key(call), *again)


def _voicemail_key(call: Call) -> tuple[str, ...]:
    return () if call.rehearsal or not call.script.voicemail else ("v",)


def is_silent(state: State) -> bool:
    """Say whether nothing has been heard from the other end: it may still be a busy line. Later
    a slip of a finger must not end a call as one in vain."""
    return not state.heard and not state.asking and state.part is Part.ASK


def _dialling(call: Call, state: State, key: str, now: datetime) -> State:
    if key == BACK:
        return _taken_back(call, state)
    if key == "s":
        return _next_number(call, state)
    if key in NOT_REACHED:
        return _not_reached(call, state, key, now)
    if key == "v":
        return _message(state, now)
    if key == ENTER:
        return replace(state, stage=Stage.TALK, part=Part.ASK, page=0, began=now)
    return state


def _talking(call: Call, state: State, key: str, now: datetime) -> State:
    if key in NOT_REACHED:
        return _not_reached(call, state, key, now)
    if key in REPLY_KEYS:
        part = REPLY_KEYS[key]
        return replace(state, part=part, page=0, heard={**state.heard, state.asking: part})
    if key == "h":
        return replace(state, part=Part.RUDE, page=0)
    if key == "a":
        return replace(state, stage=Stage.ANSWERS, answer=None, page=0)
    if key == "o":
        return replace(state, part=Part.ASK, page=0)
    if key == "v":
        return _message(state, now)
    return _further(call, state, now) if key == ENTER else state


def _further(call: Call, state: State, now: datetime) -> State:
    """Return what comes after a turn: the staffer's reply, the next issue, the goodbye, the end."""
    if state.part in (Part.CLOSE, Part.RUDE):
        return replace(state, stage=Stage.AFTER, ended=now, outcome=Outcome.SPOKE, page=0)
    said = turn_of(call, state)
    if call.turns and state.part is Part.ASK and (said is None or said.part is None):
        return replace(state, turn=state.turn + 1, page=0)
    if state.asking + 1 < len(call.script.askings):
        return replace(state, asking=state.asking + 1, part=Part.ASK, page=0, turn=-1)
    return replace(state, part=Part.CLOSE, page=0)


def _answering(call: Call, state: State, key: str, now: datetime) -> State:
    back = replace(state, stage=Stage.TALK, answer=None, page=0)
    if key in (*REPLY_KEYS, *NOT_REACHED, "h", "o", "v"):
        return _talking(call, back, key, now)
    answers = asking_of(call, state).answers
    if key.isdecimal() and state.answer is None:
        chosen = int(key) - 1 + state.page * ANSWERS_A_PAGE
        fits = key != "0" and chosen < len(answers)
        return replace(state, answer=chosen, page=0) if fits else state
    if key == "a" and state.answer is not None:
        return replace(state, answer=None, page=0)
    if key in (ENTER, "a"):
        said = turn_of(call, state)
        if state.answer is not None and said and said.part is None:
            return replace(back, part=Part.ASK, turn=state.turn + 1)
        return back
    return state


def _leaving_a_message(call: Call, state: State, key: str, now: datetime) -> State:
    if key in NOT_REACHED:
        return _not_reached(call, state, key, now)
    if key == "o":  # somebody picked up after all
        return replace(state, stage=Stage.TALK, part=Part.ASK, page=0)
    if key == ENTER:
        return replace(state, stage=Stage.AFTER, ended=now, outcome=Outcome.VOICEMAIL, page=0)
    return state


def _nobody(call: Call, state: State, key: str, now: datetime) -> State:
    if key == BACK:
        return _taken_back(call, state)
    if key == "v":
        return _message(replace(state, rung=message_rung(call, state) or 0), now)
    return replace(state, stage=Stage.OVER, ended=now) if key == ENTER else state


def message_rung(call: Call, state: State) -> int | None:
    """Return the first number at which a message may still be left."""
    spoilt = {Outcome.MAILBOX_FULL, Outcome.WRONG_NUMBER}
    gone = {one.office for one in state.tried if one.outcome in spoilt}
    for place, rung in enumerate(call.ladder.rungs):
        if rung.office not in gone:
            return place
    return None


def _message(state: State, now: datetime) -> State:
    return replace(state, stage=Stage.MESSAGE, page=0, began=state.began or now)


def _not_reached(call: Call, state: State, key: str, now: datetime) -> State:
    """Return the next number to dial, with this one noted."""
    rung = rung_of(call, state)
    if rung is None:
        return state
    tried = Tried(rung.office, rung.label, rung.phone, NOT_REACHED[key], now)
    noted = replace(state, tried=(*state.tried, tried))
    if state.stage is Stage.MESSAGE and state.rung >= len(call.ladder.open):
        place = message_rung(call, noted)
        return replace(_afresh(noted, Stage.NOBODY), rung=place or 0)
    return _next_number(call, noted)


def _next_number(call: Call, state: State) -> State:
    following = state.rung + 1
    if following < len(call.ladder.open):
        return replace(_afresh(state, Stage.DIAL), rung=following)
    return _afresh(state, Stage.NOBODY)


def _afresh(state: State, stage: Stage) -> State:
    return State(stage, rung=state.rung, tried=state.tried)


def _taken_back(call: Call, state: State) -> State:
    """Return to the number that was noted last: the key was a slip."""
    last = state.tried[-1].office
    places = [place for place, rung in enumerate(call.ladder.rungs) if rung.office == last]
    rung = places[0] if places else state.rung
    stage = Stage.DIAL if rung < len(call.ladder.open) else Stage.NOBODY
    return State(stage, rung=rung, tried=state.tried[:-1])

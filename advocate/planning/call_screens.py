"""What a guided call shows: as rows that fit a terminal, or as plain lines for a screen reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from advocate.documents.spoken import Line, Lines, Part
from advocate.errors import shown
from advocate.outreach.records import Outcome
from advocate.outreach.words import OUTCOME_WORDS
from advocate.planning.call import (
    ANSWERS_A_PAGE,
    BACK,
    ENTER,
    NOT_REACHED,
    REPLY_KEYS,
    Call,
    Stage,
    State,
    asking_of,
    keys_now,
    message_rung,
    rung_of,
    turn_of,
)
from advocate.planning.rows import Row, Size, cells, fitting, large, legend, wrapped

_WIDEST = 84
_LARGE_HEIGHT = 20  # rows that a terminal needs before a number is drawn large
_MOST_NOTES = 2
_PLAYED = "Staffer, played"  # what a real senator's office never said must not look as if it had
# How the replies are named on the screen.
_SAID = {
    Part.YES: "yes",
    Part.NO: "no",
    Part.UNDECIDED: "undecided",
    Part.PASSED_ON: "I'll pass it on",
    Part.RUDE: "hostile",
}


_LABELS = {
    "h": "hostile",
    "a": "answers",
    "b": "busy",
    "r": "no answer",
    "m": "mailbox full",
    "w": "wrong number",
    "v": "voicemail",
    "s": "skip",
    "o": "opening words",
    BACK: "back: that key was a slip",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """The rows to show, and how many pages the present turn fills."""

    rows: tuple[Row, ...]
    pages: int


def screen_of(call: Call, state: State, now: datetime, size: Size) -> Screen:
    """Return what stands on a terminal of this size; never more rows than it has."""
    width = max(10, min(size.width, _WIDEST) - 1)
    head = _head(call, state, now, width, large=size.height >= _LARGE_HEIGHT)
    body = _body(call, state, width)
    foot = _foot(call, state, width, more=False)
    room = size.height - len(head) - len(foot) - 1
    if room < 3:  # a very small terminal: the words come first
        head, foot = head[:1], foot[-1:]
        room = max(1, size.height - len(head) - len(foot))
    if state.stage is Stage.DIAL:
        return Screen(_fitted(head, _clipped(body, room, width), foot, size), 1)
    pages = _paged(body, room)
    if state.stage is Stage.ANSWERS and state.answer is None:
        pages = [_paged(body, room)[0]] * answer_pages(call, state)
    page = min(state.page, len(pages) - 1)
    if page + 1 < len(pages):
        foot = _foot(call, state, width, more=True)[-len(foot) :]
    return Screen(_fitted(head, pages[page], foot, size), len(pages))


def plain_lines(call: Call, state: State) -> list[str]:
    """Return the same as lines for a screen reader: what is to be said begins with “Say:”."""
    lines = [_title(call), _where(call, state)] if state.stage is Stage.DIAL else []
    told = [f"Say: {one.text}" if one.said else one.text for one in _lines(call, state)]
    return [shown(line, limit=2_000) for line in (*lines, *told) if line]


def keys_of(call: Call, state: State) -> dict[str, str]:
    """Return the keys that do something now, and what."""
    names = _LABELS | {key: _SAID[part] for key, part in REPLY_KEYS.items()}
    if state.stage is Stage.MESSAGE:
        names["o"] = "somebody picked up"
    return {key: names[key] for key in keys_now(call, state)}


def answer_pages(call: Call, state: State) -> int:
    """Return how many pages the list of answers has; 1 when it is not open."""
    if state.stage is not Stage.ANSWERS or state.answer is not None:
        return 1
    return max(1, -(-len(asking_of(call, state).answers) // ANSWERS_A_PAGE))


def enter_means(call: Call, state: State) -> str:
    """Return what Enter does now, once all pages are read."""
    last = state.asking + 1 == len(call.script.askings)
    following = "the goodbye" if last else "the next request"
    match state.stage:
        case Stage.DIAL:
            return "pick up the phone" if call.rehearsal else "it rings"
        case Stage.ANSWERS:
            return "back to the call"
        case Stage.MESSAGE:
            return "the message is left"
        case Stage.NOBODY:
            return "on to the next call" if call.number < call.total else "finish"
    if state.part in (Part.CLOSE, Part.RUDE):
        return "I have hung up"
    said = turn_of(call, state)
    if call.rehearsal and state.part is Part.ASK and (said is None or said.part is None):
        return "I have answered" if said else "I have said it"
    return following


def clock_of(state: State, now: datetime) -> str:
    """Return how long the call has lasted: "2:05"; empty before it begins."""
    if state.began is None:
        return ""
    seconds = max(0, int((now - state.began).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"


def _title(call: Call) -> str:
    if call.rehearsal:
        of = f" {call.number} of {call.total}" if call.total > 1 else ""
        return f"Rehearsal{of}: Senator {call.senator_name}. Nobody is called."
    return f"Call {call.number} of {call.total}: Senator {call.senator_name}"


def _where(call: Call, state: State) -> str:
    rung = rung_of(call, state)
    if call.rehearsal or rung is None or state.stage is Stage.NOBODY:
        return ""
    return (
        f"{rung.label}: {rung.note}" if state.stage is Stage.DIAL else f"{rung.label}, {rung.phone}"
    )


def _head(call: Call, state: State, now: datetime, width: int, *, large: bool) -> list[Row]:
    corner = clock_of(state, now)
    corner = corner if cells(corner) < width // 2 else ""
    title = wrapped(_title(call), width - cells(corner) - 2)[0]
    pad = " " * (width - cells(title) - cells(corner)) if corner else ""
    rows = [Row(f"{title}{pad}{corner}", bold=True)]
    rows += [Row(text) for text in wrapped(_where(call, state), width)[:2] if text]
    if state.stage in (Stage.DIAL, Stage.MESSAGE) and not call.rehearsal:
        rows += _number(call, state, width, large=large)
    return [*rows, Row("")]


def _number(call: Call, state: State, width: int, *, large: bool) -> list[Row]:
    rung = rung_of(call, state)
    if rung is None:
        return []
    drawn = _drawn(rung.phone, width) if large else []
    if drawn:
        return [Row(""), *(Row(text, bold=True) for text in drawn)]
    return [Row(wrapped(" ".join(rung.phone), width)[0], bold=True)]


def _drawn(number: str, width: int) -> list[str]:
    rows = large(number)
    return rows if max(map(len, rows), default=0) <= width else []


def _body(call: Call, state: State, width: int) -> list[Row]:
    rows: list[Row] = []
    before: Line | None = None
    for line in _lines(call, state):
        if before and (line.said or before.said):
            rows.append(Row(""))
        before = line
        indent = "  | " if line.said else ""
        rows += [Row(text) for text in wrapped(line.text, width, indent=indent)]
    return rows


def _lines(call: Call, state: State) -> Lines:
    match state.stage:
        case Stage.DIAL:
            return _dial_lines(call, state)
        case Stage.NOBODY:
            return _nobody_lines(call, state)
        case Stage.MESSAGE:
            one = " One message takes one thing: the first." if len(call.issues) > 1 else ""
            return (Line(f"After the tone, slowly:{one}", said=False), *call.script.voicemail)
        case Stage.ANSWERS:
            return _answer_lines(call, state)
        case Stage.TALK:
            return _talk_lines(call, state)
    return ()


def _dial_lines(call: Call, state: State) -> Lines:
    first = call.script.askings[0].lines
    if call.rehearsal:
        how = (
            "Leave the phone where it is. Read these words aloud; I answer as an office might, "
            "and you tell me what you heard. All that I say is made up."
        )
        return (Line(how, said=False), *first)
    notes = [f"Not called now: {text}." for text in call.ladder.left_out[:_MOST_NOTES]]
    more = len(call.ladder.left_out) - _MOST_NOTES
    if more > 0:
        notes[-1] = f"{notes[-1].rstrip('.')}; and {more} more."
    rung = rung_of(call, state)
    number = rung.phone if rung else ""
    how = f"Dial {number} on your phone. When somebody answers:"
    if state.tried:
        last = state.tried[-1]
        how = f"{last.label}: {OUTCOME_WORDS[last.outcome]}. Now dial {number}. When they answer:"
    return (Line(how, said=False), *first, *_asides(notes))


def _nobody_lines(call: Call, state: State) -> Lines:
    opening = f"No office of Senator {call.senator_name} is likely to answer now."
    if state.tried and call.ladder.open:
        opening = "That was the last number that is likely to answer now."
    elif call.ladder.open:
        opening = "There is no other number that is likely to answer now."
    told = [opening]
    place = message_rung(call, state)
    if place is not None and call.script.voicemail:
        rung = call.ladder.rungs[place]
        told.append(f"A message can be left at any hour: {rung.label}, {rung.phone} (v).")
    return _asides([*told, *call.else_, "", *(f"{text}." for text in call.ladder.left_out)])


def _answer_lines(call: Call, state: State) -> Lines:
    answers = asking_of(call, state).answers
    if state.answer is not None:
        chosen = answers[state.answer]
        return (Line(f"“{chosen.heard}”", said=False), *chosen.lines)
    first = state.page * ANSWERS_A_PAGE
    listed = answers[first : first + ANSWERS_A_PAGE]
    numbered = (f"{n}. {shown(one.heard, limit=76)}" for n, one in enumerate(listed, start=1))
    return _asides(["Which of these did they say?", "", *numbered])


def _talk_lines(call: Call, state: State) -> Lines:
    asking = asking_of(call, state)
    said = turn_of(call, state)
    if state.part is Part.CLOSE:
        return (Line("Before you hang up:", said=False), *call.script.close)
    if state.part is Part.ASK:
        if said:
            heard = f"{_PLAYED}: “{said.text}”"
            return _asides([heard, "", "What did you hear?"])
        greeting = _asides([f"{_PLAYED}: “{call.greeting}”"] if call.greeting else [])
        listen = "Then listen: what do they say?"
        after = () if call.rehearsal else _asides([listen])
        return (*(greeting if state.asking == 0 else ()), *asking.lines, *after)
    reply = call.script.rude if state.part is Part.RUDE else asking.replies[state.part]
    return (*_asides([*_heard(call, state)]), *reply)


def _heard(call: Call, state: State) -> Iterable[str]:
    said = turn_of(call, state)
    if said is None:
        rude = state.part is Part.RUDE
        yield "They are hostile." if rude else f"They said: {_SAID[state.part]}."
        return
    yield f"{_PLAYED}: “{said.text}”"
    if said.part is not state.part:
        meant = f"“{_SAID[said.part]}”" if said.part else "something that “answers” helps with"
        yield f"(I meant it as {meant}. What follows is for “{_SAID[state.part]}”.)"


def _asides(texts: Iterable[str]) -> Lines:
    return tuple(Line(text, said=False) for text in texts)


def _foot(call: Call, state: State, width: int, *, more: bool) -> list[Row]:
    enter = "more" if more else enter_means(call, state)
    named = [f"[{key}] {label}" for key, label in keys_of(call, state).items()]
    rows = legend([*named, "[q] stop"], width)
    return [*(Row(text) for text in rows), Row(f"[Enter] {enter}"[:width], bold=True)]


def _paged(rows: Sequence[Row], room: int) -> list[list[Row]]:
    if not rows:
        return [[]]
    return [list(rows[start : start + room]) for start in range(0, len(rows), room)]


def _clipped(rows: list[Row], room: int, width: int) -> list[Row]:
    if len(rows) <= room:
        return rows
    return [*rows[: room - 1], Row("(the rest comes when it rings)"[:width])]


def _fitted(head: list[Row], body: Sequence[Row], foot: list[Row], size: Size) -> tuple[Row, ...]:
    gap = max(0, size.height - len(head) - len(body) - len(foot))
    rows = (*head, *body, *([Row("")] * gap), *foot)[: size.height]
    return tuple(Row(row.text[: fitting(row.text, size.width)], row.bold) for row in rows)


_WORDS = {
    "y": "yes", "n": "no", "u": "undecided", "p": "pass", "h": "hostile", "a": "answers",
    "o": "opening", "v": "voicemail", "b": "busy", "r": "no answer", "m": "full", "w": "wrong",
    "s": "skip", BACK: "back", "q": "quit", "t": "time", "?": "help",
}  # fmt: skip


_NO_ANSWER = next(key for key, outcome in NOT_REACHED.items() if outcome is Outcome.NO_ANSWER)


def key_for(typed: str) -> str:
    """Return the key that a typed word means: "yes" and "y" are y; empty is Enter."""
    word = " ".join(typed.split()).casefold()
    if not word:
        return ENTER
    if word in _WORDS or word.isdecimal():
        return word
    others = {"passed on": "p", "rude": "h", "mailbox full": "m", "wrong number": "w", "stop": "q"}
    found = [key for key, name in _WORDS.items() if name == word]
    return found[0] if found else others.get(word, "?")


def refusal(state: State, key: str) -> str:
    """Say why a key changes nothing: before somebody answers, nobody has said yes or no."""
    if state.stage is Stage.DIAL and key in (*REPLY_KEYS, "h", "a"):
        return (
            f"Nobody has answered yet. Press Enter when somebody does; “no answer” is {_NO_ANSWER}."
        )
    return "That word means nothing here."


def help_lines(call: Call, state: State) -> list[str]:
    """Return the words that can be typed now, each with its letter, and what they mean."""
    labels = keys_of(call, state) | {"t": "time", "q": "quit"}
    told = [
        f"{_WORDS[key]} ({key}{'' if _WORDS[key] == label else f': {label}'})"
        for key, label in labels.items()
    ]
    return [
        f"You can type: {', '.join(told)}; the word or its letter.",
        f"Enter alone: {enter_means(call, state)}.",
    ]

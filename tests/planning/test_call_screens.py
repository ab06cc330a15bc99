"""What a guided call shows fits its terminal, whatever stands in it."""

import random
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from advocate.documents.spoken import Line, Part
from advocate.outreach.records import Outcome
from advocate.planning.call import Call, Stage, State, Tried, begun, press
from advocate.planning.call_screens import (
    help_lines,
    key_for,
    keys_of,
    plain_lines,
    refusal,
    screen_of,
)
from advocate.planning.ladder import Ladder, Rung
from advocate.planning.rehearsal import Turn
from advocate.planning.rows import Size, cells, large, wrapped
from tests.planning.calling import NEW_YORK, START, call, pressed

TERMINAL = Size(80, 24)


def text_of(one: Call, state: State, size: Size = TERMINAL, seconds: int = 0) -> str:
    now = START + timedelta(seconds=seconds)
    return "\n".join(row.text.rstrip() for row in screen_of(one, state, now, size).rows)


FIRST = """\
Call 1 of 2: Senator Beatrix Q. Hollowell
New York, NY: open until 5:00 p.m.

####    #   ####       ##### ##### #####       ###    #     #     #
    #  ##       #      #     #     #          #   #  ##    ##    ##
 ###    #    ###   ##  ####  ####  ####   ##  #   #   #     #     #
#       #   #              #     #     #      #   #   #     #     #
#####  ###  #####      ####  ####  ####        ###   ###   ###   ###

Dial 212-555-0111 on your phone. When somebody answers:

  | Will the senator act?

Not called now: Buffalo, NY: closed now.







[b] busy  [r] no answer  [m] mailbox full  [w] wrong number  [v] voicemail
[s] skip  [q] stop
[Enter] it rings"""


def test_the_first_screen() -> None:
    assert text_of(call(), begun(call())) == FIRST


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (".", "Then listen: what do they say?"),
        (".y", "They said: yes.\n\n  | act: Yes"),
        (".p", "They said: I'll pass it on.\n\n  | act: Passed on"),
        (".h", "They are hostile.\n\n  | Goodbye."),
        (".a", "Which of these did they say?\n\n1. Objection 1\n2. Objection 2"),
        (".a2", "“Objection 2”\n\n  | Answer 2"),
        (".y.", "Before you hang up:\n\n  | Please pass it on."),
        ("v", "After the tone, slowly:\n\n  | This is a message."),
        ("m", "New York, NY: mailbox full. Now dial 202-555-0101. When they answer:"),
        ("bb", "A message can be left at any hour: New York, NY, 212-555-0111 (v)."),
        ("bb", "There is the web form, too.\n\nBuffalo, NY: closed now."),
        ("bb", "That was the last number that is likely to answer now."),
        ("ss", "There is no other number that is likely to answer now."),
    ],
)
def test_each_turn_shows_what_to_say(keys: str, shown: str) -> None:
    assert shown in text_of(call(), pressed(call(), keys))


@pytest.mark.parametrize(
    ("keys", "enter"),
    [
        ("", "it rings"),
        (".", "the goodbye"),
        (".y.", "I have hung up"),
        (".h", "I have hung up"),
        (".a", "back to the call"),
        ("v", "the message is left"),
        ("bb", "on to the next call"),
    ],
)
def test_enter_says_what_it_does(keys: str, enter: str) -> None:
    assert text_of(call(), pressed(call(), keys)).endswith(f"[Enter] {enter}")


def test_the_clock_of_the_call_runs() -> None:
    state = pressed(call(), ".")
    assert text_of(call(), state, seconds=125).splitlines()[0].endswith(" 2:05")
    assert text_of(call(), state, seconds=-5).splitlines()[0].endswith(" 0:00")


LONG = tuple(Line("Words, words and more words, on and on. " * 12) for _ in range(4))
HOSTILE = "\x1b[2J\x07ev\u202eil\nname"


def crowded() -> Call:
    """A call of which every text is long, wide or ill-meant."""
    rung = Rung("x", f"漢字漢字漢字 {HOSTILE * 20}", "212-555-0111 " + HOSTILE, "open " * 60)
    one = call("act", "rest", ladder=Ladder((rung, NEW_YORK), (rung,), ("Closed. " * 40,) * 9))
    askings = tuple(
        replace(asking, lines=LONG, replies=dict.fromkeys(Part, (*LONG, Line(HOSTILE))))
        for asking in call("act", "rest", answers=14).script.askings
    )
    script = replace(one.script, askings=askings, close=LONG, voicemail=LONG)
    return replace(one, script=script, senator_name=f"Łuján 漢字 {HOSTILE * 9}")


SIZES = [(80, 24), (79, 24), (132, 50), (60, 15), (40, 10), (20, 5), (10, 2), (1, 1), (200, 70)]
KEYS = ["", ".", ".y", ".n", ".h", ".a", ".a2", ".y.", ".y.y.", "v", "m", "mm", "mmv", "mmz"]


@pytest.mark.parametrize(
    "size", [*SIZES[:5], *(pytest.param(one, marks=pytest.mark.slow) for one in SIZES[5:])]
)
@pytest.mark.parametrize("keys", KEYS)
def test_no_screen_is_larger_than_its_terminal(size: tuple[int, int], keys: str) -> None:
    for one in (call(), crowded(), replace(crowded(), turns=((Turn(HOSTILE, Part.NO),),) * 2)):
        state = pressed(one, keys)
        screen = screen_of(one, state, START, Size(*size))
        for page in range(screen.pages):
            rows = screen_of(one, replace(state, page=page), START, Size(*size)).rows
            assert len(rows) <= size[1]
            assert max(cells(row.text) for row in rows) <= size[0]
            assert all(row.text.isprintable() for row in rows)


def test_every_page_is_shown_once() -> None:
    one = crowded()
    state = pressed(one, ".y")
    pages = screen_of(one, state, START, TERMINAL).pages
    assert pages > 1
    text = "\n".join(text_of(one, replace(state, page=n)) for n in range(pages))
    assert text.count("Words,") == 4 * 12
    assert "[Enter] more" in text_of(one, state)
    assert "[Enter] the next request" in text_of(one, replace(state, page=pages - 1))


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 20, [""]),
        ("one two three", 20, ["one two three"]),
        ("one two three", 8, ["one two", "three"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("x " + "漢" * 6, 8, ["x", "漢漢漢漢", "漢漢"]),
        ("e\u0301e\u0301e\u0301e\u0301 b", 4, ["e\u0301e\u0301e\u0301e\u0301", "b"]),
        ("a\x1b[31m\tb", 20, ["a [31m b"]),
    ],
)
def test_wrapping(text: str, width: int, rows: list[str]) -> None:
    assert wrapped(text, width) == rows


def test_a_number_is_drawn_where_all_of_it_can_be() -> None:
    assert len(large("202-555-0101")) == 5
    assert len(max(large("202-888-8888"), key=len)) <= 79
    assert large("202-555-0101 x5") == []
    narrow = text_of(call(), begun(call()), Size(60, 24))
    assert "2 1 2 - 5 5 5 - 0 1 1 1" in narrow
    assert "#####" not in narrow


PLAIN = [
    "Call 1 of 2: Senator Beatrix Q. Hollowell",
    "New York, NY: open until 5:00 p.m.",
    "Dial 212-555-0111 on your phone. When somebody answers:",
    "Say: Will the senator act?",
    "Not called now: Buffalo, NY: closed now.",
]


def test_plain_lines_for_a_screen_reader() -> None:
    assert plain_lines(call(), begun(call())) == PLAIN
    assert plain_lines(call(), pressed(call(), ".n")) == ["They said: no.", "Say: act: No"]
    for keys in KEYS:
        assert all(line.isprintable() for line in plain_lines(crowded(), pressed(crowded(), keys)))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "\n"), ("  ", "\n"), ("y", "y"), ("Yes", "y"), ("passed on", "p"), ("pass", "p"),
        ("mailbox  full", "m"), ("full", "m"), ("no answer", "r"), ("no", "n"), ("quit", "q"),
        ("3", "3"), ("time", "t"), ("hm?", "?"), ("voicemail", "v"),
    ],
)  # fmt: skip
def test_words_stand_for_keys(typed: str, key: str) -> None:
    assert key_for(typed) == key


def test_help_names_only_what_works_now() -> None:
    rehearsal = replace(call(), turns=((Turn("No.", Part.NO),),))
    assert help_lines(rehearsal, begun(rehearsal)) == [  # there is nothing but to begin
        "You can type: time (t), quit (q); the word or its letter.",
        "Enter alone: pick up the phone.",
    ]
    assert help_lines(call(), pressed(call(), ".y.")) == [
        "You can type: opening (o: opening words), time (t), quit (q); the word or its letter.",
        "Enter alone: I have hung up.",
    ]


@pytest.mark.parametrize("keys", ["", "b", ".", ".y", ".a", "v", "bb"])
def test_each_letter_that_help_names_is_the_key_of_its_word(keys: str) -> None:
    told, _ = help_lines(call(), pressed(call(), keys))
    named = re.findall(r"([a-z][a-z ]*) \((.)[:)]", told.removesuffix(" the word or its letter."))
    assert len(named) >= 3
    for word, letter in named:
        assert (key_for(word), key_for(letter)) == (letter, letter)


@pytest.mark.parametrize("key", [*"ynupha"])
def test_before_somebody_answers_no_reply_is_taken(key: str) -> None:
    said = "Nobody has answered yet. Press Enter when somebody does; “no answer” is r."
    assert refusal(begun(call()), key) == said
    assert refusal(pressed(call(), "."), "z") == "That word means nothing here."


def test_a_rehearsal_says_what_was_meant() -> None:
    one = replace(call(), turns=((Turn("I'm afraid not.", Part.NO),),), greeting="Good morning.")
    assert "Staffer, played: “Good morning.”" in text_of(one, pressed(one, "."))
    assert "[y]" not in text_of(one, pressed(one, "."))
    assert "What did you hear?" in text_of(one, pressed(one, ".."))
    assert "(I meant it as “no”. What follows is for “yes”.)" in text_of(one, pressed(one, "..y"))
    assert "I meant" not in text_of(one, pressed(one, "..n"))
    assert "212" not in text_of(one, begun(one))


def test_a_slip_can_be_taken_back_only_after_one() -> None:
    tried = Tried("ny", "New York, NY", "212-555-0111", Outcome.BUSY, START)
    assert "[z] back" in text_of(call(), State(Stage.DIAL, rung=1, tried=(tried,)))
    assert "[z]" not in text_of(call(), begun(call()))


@pytest.mark.parametrize("names", [("act",), ("act", "rest")])
@pytest.mark.parametrize("turns", [0, 1])
def test_the_keys_shown_are_the_keys_that_work(names: tuple[str, ...], turns: int) -> None:
    chance = random.Random(5)  # noqa: S311
    said = (Turn("Security.", None, 1), Turn("No.", Part.NO))
    one = replace(call(*names), turns=(said,) * len(names) * turns)
    letters = "ynuphaobrmwvsz"
    for _ in range(400):
        state = begun(one)
        for _ in range(chance.randrange(15)):
            state = press(one, state, chance.choice(letters + "\n\n\n12"), START)
        shown = set(keys_of(one, state))
        working = {key for key in letters if press(one, state, key, START) != state}
        assert working <= shown, (state, working - shown)
        # The key of the turn that is shown already changes nothing.
        assert shown - working <= {*"ynuph"}, (state, shown - working)

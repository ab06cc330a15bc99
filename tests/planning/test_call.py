"""A guided call as a table: keys, and where they lead."""

import random
from datetime import timedelta

import pytest

from advocate.documents.spoken import Part
from advocate.issues.records import Position
from advocate.outreach.records import IssueAsk, Outcome
from advocate.planning.call import Stage, State, begun, press
from advocate.planning.call_drafts import (
    Told,
    call_draft,
    minutes_of,
    stand_heard,
    tried_drafts,
)
from advocate.planning.ladder import Ladder
from advocate.planning.rehearsal import Turn
from tests.planning.calling import BUFFALO, NEW_YORK, START, call, pressed

ALL_KEYS = "ynuphaobrmwvsz0123456789 \n\tqx?é"


@pytest.mark.parametrize(
    ("keys", "stage", "rung", "part"),
    [
        ("", Stage.DIAL, 0, Part.ASK),
        (".", Stage.TALK, 0, Part.ASK),
        (" ", Stage.TALK, 0, Part.ASK),
        ("x", Stage.DIAL, 0, Part.ASK),
        (".y", Stage.TALK, 0, Part.YES),
        ("y", Stage.DIAL, 0, Part.ASK),  # nobody has answered yet
        ("n", Stage.DIAL, 0, Part.ASK),
        ("h", Stage.DIAL, 0, Part.ASK),
        ("a", Stage.DIAL, 0, Part.ASK),
        (".n", Stage.TALK, 0, Part.NO),
        (".u", Stage.TALK, 0, Part.UNDECIDED),
        (".p", Stage.TALK, 0, Part.PASSED_ON),
        (".h", Stage.TALK, 0, Part.RUDE),
        (".yn", Stage.TALK, 0, Part.NO),
        (".no", Stage.TALK, 0, Part.ASK),
        (".y.", Stage.TALK, 0, Part.CLOSE),
        ("..", Stage.TALK, 0, Part.CLOSE),
        (".y.n", Stage.TALK, 0, Part.CLOSE),
        (".y..", Stage.AFTER, 0, Part.CLOSE),
        (".h.", Stage.AFTER, 0, Part.RUDE),
        (".a", Stage.ANSWERS, 0, Part.ASK),
        (".a1", Stage.ANSWERS, 0, Part.ASK),
        (".a1.", Stage.TALK, 0, Part.ASK),
        (".na1.", Stage.TALK, 0, Part.NO),
        (".a1y", Stage.TALK, 0, Part.YES),
        (".a9", Stage.ANSWERS, 0, Part.ASK),
        (".a0.", Stage.TALK, 0, Part.ASK),
        ("s", Stage.DIAL, 1, Part.ASK),
        ("b", Stage.DIAL, 1, Part.ASK),
        ("r", Stage.DIAL, 1, Part.ASK),
        ("m", Stage.DIAL, 1, Part.ASK),
        ("w", Stage.DIAL, 1, Part.ASK),
        (".m", Stage.DIAL, 1, Part.ASK),
        (".a1m", Stage.DIAL, 1, Part.ASK),
        (".ym", Stage.TALK, 0, Part.YES),
        (".yom", Stage.TALK, 0, Part.ASK),
        (".ya1m", Stage.ANSWERS, 0, Part.YES),
        (".y.b", Stage.TALK, 0, Part.CLOSE),
        (".hw", Stage.TALK, 0, Part.RUDE),
        (".yv", Stage.MESSAGE, 0, Part.YES),
        (".yvm", Stage.MESSAGE, 0, Part.YES),
        ("bz", Stage.DIAL, 0, Part.ASK),
        ("z", Stage.DIAL, 0, Part.ASK),
        ("bb", Stage.NOBODY, 1, Part.ASK),
        ("ss", Stage.NOBODY, 1, Part.ASK),
        ("bbz", Stage.DIAL, 1, Part.ASK),
        ("bb.", Stage.OVER, 1, Part.ASK),
        ("bbv", Stage.MESSAGE, 0, Part.ASK),
        ("mwv", Stage.MESSAGE, 2, Part.ASK),
        ("mwvm", Stage.NOBODY, 0, Part.ASK),
        ("mwvmv", Stage.NOBODY, 0, Part.ASK),
        ("v", Stage.MESSAGE, 0, Part.ASK),
        ("v.", Stage.AFTER, 0, Part.ASK),
        ("vm", Stage.DIAL, 1, Part.ASK),
        ("vo", Stage.TALK, 0, Part.ASK),
        (".v.", Stage.AFTER, 0, Part.ASK),
    ],
)
def test_where_keys_lead(keys: str, stage: Stage, rung: int, part: Part) -> None:
    state = pressed(call(), keys)
    assert (state.stage, state.rung, state.part) == (stage, rung, part)


@pytest.mark.parametrize(
    ("keys", "outcomes"),
    [
        ("b", [Outcome.BUSY]),
        ("r", [Outcome.NO_ANSWER]),
        ("m", [Outcome.MAILBOX_FULL]),
        ("w", [Outcome.WRONG_NUMBER]),
        ("s", []),
        ("mw", [Outcome.MAILBOX_FULL, Outcome.WRONG_NUMBER]),
        ("mz", []),
        ("mwz", [Outcome.MAILBOX_FULL]),
        ("m.y..", [Outcome.MAILBOX_FULL]),
    ],
)
def test_what_was_dialled_in_vain_is_noted(keys: str, outcomes: list[Outcome]) -> None:
    drafts = tried_drafts(call("act", "rest"), pressed(call(), keys))
    assert [draft.outcome for draft in drafts] == outcomes
    assert {draft.issues for draft in drafts} <= {(IssueAsk("act"), IssueAsk("rest"))}
    if outcomes:
        assert (drafts[0].office, drafts[0].number, drafts[0].when) == (
            NEW_YORK.office, NEW_YORK.phone, drafts[0].when,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "heard", "part", "asking"),
    [
        (".y.", [Position.SUPPORTS, None], Part.ASK, 1),
        (".y.n", [Position.SUPPORTS, Position.OPPOSES], Part.NO, 1),
        (".n.u.", [Position.OPPOSES, Position.UNDECIDED], Part.CLOSE, 1),
        (".p.", [None, None], Part.ASK, 1),
        ("..u", [None, Position.UNDECIDED], Part.UNDECIDED, 1),
        (".nh", [Position.OPPOSES, None], Part.RUDE, 0),
    ],
)
def test_several_issues_are_one_call(
    keys: str, heard: list[Position | None], part: Part, asking: int
) -> None:
    state = pressed(call("act", "rest"), keys)
    assert [stand_heard(state, number) for number in (0, 1)] == heard
    assert (state.part, state.asking) == (part, asking)


def test_pages_are_turned_before_the_call_goes_on() -> None:
    one = call()
    state = pressed(one, ".y")
    turned = press(one, state, "\n", START, pages=2)
    assert (turned.part, turned.page) == (Part.YES, 1)
    assert press(one, turned, "\n", START, pages=2).part is Part.CLOSE
    assert press(one, turned, "n", START, pages=2).page == 0


def test_the_tenth_answer_is_on_the_second_page() -> None:
    one = call(answers=11)
    listed = press(one, pressed(one, ".a"), "\n", START, pages=2)
    assert press(one, listed, "1", START, pages=2).answer == 9
    assert press(one, listed, "3", START, pages=2).answer is None


def test_with_nobody_open_the_call_begins_with_a_message() -> None:
    one = call(ladder=Ladder((), (NEW_YORK, BUFFALO), ("All: closed now",)))
    assert begun(one).stage is Stage.NOBODY
    assert pressed(one, "v").rung == 0
    assert pressed(one, "vm").stage is Stage.NOBODY
    assert pressed(one, "vmv").rung == 1
    assert pressed(one, "vmvmv").stage is Stage.NOBODY
    assert pressed(one, ".").stage is Stage.OVER


def test_without_any_number_it_ends_at_once() -> None:
    one = call(ladder=Ladder())
    assert pressed(one, "vbm").stage is Stage.NOBODY
    assert pressed(one, "v.").stage is Stage.OVER


def test_a_call_becomes_a_contact() -> None:
    one = call("act", "rest")
    state = pressed(one, ".y....")
    told = Told(Outcome.SPOKE, (Position.SUPPORTS, None), "Sam Lee", "We will.", minutes=2)
    draft = call_draft(one, state, told)
    assert draft.issues == (IssueAsk("act", position=Position.SUPPORTS), IssueAsk("rest"))
    assert (draft.office, draft.number, draft.when) == ("ny", "212-555-0111", START)
    assert (draft.staffer, draft.words, draft.minutes) == ("Sam Lee", "We will.", 2)
    assert not draft.practice


def test_a_message_is_about_one_issue() -> None:
    one = call("act", "rest")
    draft = call_draft(one, pressed(one, "v."), Told(Outcome.VOICEMAIL, (None, None)))
    assert draft.issues == (IssueAsk("act"),)
    assert draft.documents == ("voicemail",)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (60, 1), (61, 2), (600, 10)])
def test_a_begun_minute_counts(seconds: int, minutes: int) -> None:
    state = State(began=START, ended=START + timedelta(seconds=seconds))
    assert minutes_of(state) == minutes
    assert minutes_of(State(ended=START)) is None


OBJECTS = (Turn("We have to think of security.", None, 1), Turn("I'll note it.", Part.PASSED_ON))


def test_a_rehearsal_talks_in_turns() -> None:
    from dataclasses import replace

    one = replace(call("act", "rest"), turns=(OBJECTS, (Turn("No.", Part.NO),)))
    assert pressed(one, "bmwvs").stage is Stage.DIAL
    assert pressed(one, ".").turn == -1
    assert pressed(one, "..").turn == 0
    answered = pressed(one, "..a2.")
    assert (answered.stage, answered.turn, answered.part) == (Stage.TALK, 1, Part.ASK)
    following = pressed(one, "..a2.p.")
    assert (following.asking, following.turn, following.part) == (1, -1, Part.ASK)
    ended = pressed(one, "..a2.p..n..")
    assert ended.stage is Stage.AFTER
    draft = call_draft(one, ended, Told(Outcome.SPOKE, (None, Position.OPPOSES)))
    assert draft.practice
    assert draft.number == ""


@pytest.mark.parametrize("names", [("act",), ("act", "rest", "more")])
def test_any_keys_lead_somewhere_and_enter_always_ends(names: tuple[str, ...]) -> None:
    chance = random.Random(11)  # noqa: S311
    one = call(*names)
    for _ in range(300):
        state = begun(one)
        for _ in range(chance.randrange(30)):
            state = press(one, state, chance.choice(ALL_KEYS), START)
            assert state.stage in Stage
        for _ in range(12):
            state = press(one, state, "\n", START)
        assert state.stage in (Stage.AFTER, Stage.OVER)
        if state.stage is Stage.AFTER:
            assert call_draft(one, state, Told(state.outcome or Outcome.SPOKE)).office

"""`advocate call` in a real pseudo-terminal: keys, screens, stops, kills and the log afterwards."""

import json
import os
import signal
import stat
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from advocate.issues.records import Position
from advocate.outreach.records import Contact, Outcome, Promise
from advocate.outreach.store import Store
from tests.cli.pseudo_terminal import Session, kill, program

Start = Callable[..., AbstractContextManager[Session]]
CALL = ("call", "sample-issue", "10001")
LATER = "2026-11-24T14:30"
# Enter passes: how it ended, the stand, who, words, their promise, ours, to come back to.
QUESTIONS = 7


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def start(home: Path, fixture_data_dir: Path) -> Start:
    """Start the program in a terminal."""

    def started(*args: str, **more: object) -> AbstractContextManager[Session]:
        return program(*(args or CALL), home=home, data=fixture_data_dir, **more)  # type: ignore[arg-type]

    return started


def logged(home: Path) -> list[Contact]:
    """Return what is in the log, the first contact first; the log itself is sound."""
    with Store.open(home / "log.sqlite3") as store:
        assert store.verify().problems == ()
        return sorted(store.contacts(), key=lambda contact: contact.id)


def answer(session: Session, *answers: str) -> None:
    """Answer the questions after a call; those that are left are skipped."""
    for text in (*answers, *[""] * (QUESTIONS - len(answers))):
        session.type(f"{text}\r")


def test_a_call_through_yes(start: Start, home: Path) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("\r", "what do they say?")
        session.type("y", "They said: yes.")
        assert "0:0" in session.screen.text.splitlines()[0]
        session.type("\r", "Before you hang up:")
        session.type("\r", "How did it end?")
        answer(session, "", "", "Sam \x1b[31mLee", "We will sign.", "an answer by 2026-12-04")
        session.see("Logged contact 1: call to Senator Beatrix Q. Hollowell, spoke with staff")
        session.see("They promised: an answer, by 2026-12-04.")
        assert "spoke with staff,\n2026-11-24 " in session.screen.text  # not within a word
        session.see("Next is call 2 of 2: Senator Casper Ivo Thornquist.")
        session.type("\r", "212-555-0122")
        session.type("q", "Stopped at call 2 of 2.")
        assert session.end() == 0
        assert session.restored()
    (contact,) = logged(home)
    assert contact.outcome is Outcome.SPOKE
    assert contact.position is Position.SUPPORTS
    assert (contact.number, contact.office_label) == ("212-555-0111", "New York, NY")
    assert contact.words == "We will sign."
    assert contact.staffer.startswith("Sam")
    assert contact.staffer.isprintable()
    assert contact.minutes == 1
    with Store.open(home / "log.sqlite3") as store:
        assert [one.promise for one in store.follow_ups()] == [Promise.THEIRS]


def test_a_full_mailbox_leads_to_the_next_number_at_once(start: Start, home: Path) -> None:
    with start(*CALL, "--senator", "Thornquist") as session:
        session.see("212-555-0122")
        session.type("m", "New York, NY: mailbox full. Now dial 202-555-0102.")
        session.type("b", "Washington, DC: line busy. Now dial 518-555-0122.")
        session.type("z", "Now dial 202-555-0102.")
        session.type("w", "Washington, DC: wrong number. Now dial 518-555-0122.")
        session.type("v", "After the tone, slowly:")
        session.type("\r", "How did it end?")
        session.type("\r\r", "Done: that was the last call.")
        assert session.end() == 0
    assert [(one.office_label, one.outcome) for one in logged(home)] == [
        ("New York, NY", Outcome.MAILBOX_FULL),
        ("Washington, DC", Outcome.WRONG_NUMBER),
        ("Albany, NY", Outcome.VOICEMAIL),
    ]
    assert not (home / "call.json").exists()
    with start(*CALL, "--senator", "Thornquist") as session:
        session.see("Washington, DC: 202-555-0102 was reported wrong on November 24")
        session.type("m", "Now dial 518-555-0122.")


def test_stopping_and_going_on(start: Start, home: Path) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("\rn", "They said: no.")
        session.type("q", "advocate call sample-issue 10001")
        assert session.end() == 0
    kept = home / "call.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with start(ADVOCATE_TODAY=LATER) as session:
        session.see("You stopped at call 1 of 2, Senator Beatrix Q. Hollowell. Go on there?")
        session.type("\r", "Were you through to the New York, NY office of Senator Beatrix")
        session.type("\r", "How did it end?")
        session.type("\r", "Enter: opposes")
        answer(session, "", "Sam Lee")
        session.see("Logged contact 1")
        session.type("q\r", "Stopped at call 2 of 2.")
        session.end()
    (contact,) = logged(home)
    assert (contact.position, contact.minutes) == (Position.OPPOSES, None)
    assert f"{contact.when.astimezone():%M}" == "10"  # when it was made
    text = kept.read_text()
    assert "Sam" not in text
    assert "Ana" not in text
    with start(ADVOCATE_TODAY=LATER) as session:
        session.see("You stopped at call 2 of 2, Senator Casper Ivo Thornquist. Go on there?")
        session.type("\r", "Call 2 of 2: Senator Casper Ivo Thornquist")


def test_not_through_means_the_same_number_again(start: Start, home: Path) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("m", "Now dial 202-555-0101.")
        session.type("\ry", "They said: yes.")
        kill(session)
    with start(ADVOCATE_TODAY=LATER) as session:
        session.see("Go on there?")
        session.type("\r", "Were you through to the Washington, DC office")
        session.type("n\r", "Now dial 202-555-0101.")
        session.type("v\r", "How did it end?")
        session.type("\r\r", "Logged contact 2")
    assert [one.outcome for one in logged(home)] == [Outcome.MAILBOX_FULL, Outcome.VOICEMAIL]


def test_whoever_begins_anew_keeps_what_was_dialed(start: Start, home: Path) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("b", "Now dial")
        session.type("q", "Stopped")
    with start(ADVOCATE_TODAY=LATER) as session:
        session.see("Go on there?")
        session.type("n\r", "Logged contact 1")
        session.see("Dial 212-555-0111")
        session.type("q", "Stopped")
        session.end()
    assert [one.outcome for one in logged(home)] == [Outcome.BUSY]


def test_a_call_that_was_logged_is_not_logged_twice(start: Start, home: Path) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("m", "Now dial")
        session.type("\r\r\r", "How did it end?")
        before = (home / "call.json").read_bytes()
        answer(session)
        session.see("Next is call 2")
        kill(session)
    # As it is when the machine stops after the log was written, and before this file was.
    (home / "call.json").write_bytes(before)
    with start(ADVOCATE_TODAY=LATER) as session:
        session.see("Go on there?")
        session.type("\r", "Were you through")
        session.type("\r", "How did it end?")
        answer(session)
        session.see("Next is call 2")
    assert [one.outcome for one in logged(home)] == [Outcome.MAILBOX_FULL, Outcome.SPOKE]


STEPS = {
    "the number": ("", "[Enter] it rings"),
    "the ask": ("\r", "what do they say?"),
    "an answer": ("\ra2", "“"),
    "a reply": ("\ry", "They said: yes."),
    "the goodbye": ("\r\r", "Before you hang up"),
    "the next number": ("m", "mailbox full"),
    "a message": ("v", "After the tone"),
    "how it ended": ("\r\r\r", "How did it end?"),
    "who": ("\r\r", "Who did you speak with?"),
}


OFTEN = {"the number", "who"}  # tried each time; all the others among the slow tests
ENDS = ("TERM", "the line is cut", "KILL")


@pytest.mark.parametrize(
    "step",
    [pytest.param(s, marks=() if s in OFTEN else pytest.mark.slow) for s in STEPS],
)
@pytest.mark.parametrize(
    "how", ["Ctrl-C", *(pytest.param(how, marks=pytest.mark.slow) for how in ENDS)]
)
def test_it_may_end_at_any_step(start: Start, home: Path, step: str, how: str) -> None:
    keys, then = STEPS[step]
    with start() as session:
        session.see("[Enter] it rings")
        if step == "who":  # what is typed ahead of the questions answers none of them
            session.type("\r\r\r\r\r\r", "How did it end?")
        session.type(keys, then)
        session.settle()
        if how == "the line is cut":
            session.hang_up()
            session.process.wait(timeout=20)
        elif how == "Ctrl-C":
            session.type("\x03", "Stopped at call 1 of 2.")
            assert session.end() == 130
            assert session.restored()
        elif how == "TERM":
            session.process.terminate()
            assert session.end() == 128 + signal.SIGTERM
            assert session.restored()
        else:
            kill(session)
    assert (home / "call.json").exists()
    with start(ADVOCATE_TODAY=LATER) as session:
        session.see("You stopped at call 1 of 2")
    assert logged(home) == []


def test_the_terminal_may_change_its_size(start: Start) -> None:
    with start() as session:
        session.see("####")
        session.resize(40, 12)
        session.see("Dial 212-555-0111 on your phone. When\nsomebody answers:")
        session.resize(120, 40)
        session.see("####")
        session.type("\r", "what do they say?")
        session.resize(30, 6)
        session.type("y", "They said: yes.")


def test_the_clock_runs_without_a_key(start: Start) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("\r", " 0:00")
        session.see(" 0:02")


def test_a_stopped_program_gives_the_terminal_back(start: Start) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.process.send_signal(signal.SIGTSTP)
        status = Path(f"/proc/{session.process.pid}/status")
        if not status.exists():
            pytest.skip("no /proc to look at")
        for _ in range(200):
            if "State:\tT" in status.read_text():
                break
            time.sleep(0.05)
        session.settle()
        assert session.restored()
        session.process.send_signal(signal.SIGCONT)
        session.see("[Enter] it rings")
        session.type("\r", "what do they say?")


@pytest.mark.parametrize("keys", ["\x1b[A\x1b[B", "\x1bOP\x1b[15~", "\x1b[200~", "é漢", "\t?\x00"])
def test_other_keys_mean_nothing(start: Start, keys: str) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("\r", "what do they say?")
        session.type(keys)
        session.type("n", "They said: no.")


def test_a_sequence_may_come_in_parts(start: Start) -> None:
    with start() as session:
        session.see("[Enter] it rings")
        session.type("\r", "what do they say?")
        session.type("\x1b")
        time.sleep(0.02)
        session.type("[A")
        session.type("u", "They said: undecided.")
        assert "Which of these did they say?" not in session.screen.text


def test_at_night_it_says_who_opens_when(start: Start, home: Path) -> None:
    with start(*CALL, "--senator", "Thornquist", ADVOCATE_TODAY="2026-11-25T22:10") as session:
        # The next day is Thanksgiving.
        session.see("202-555-0102")
        session.type("r", "That was the last number that is likely to answer now.")
        session.see("opens Friday at 9:00 a.m. (usual hours)")
        session.see("A message can be left at any hour")
        session.type("v", "After the tone, slowly:")
        session.type("\r", "How did it end?")
        session.type("\r\r", "Done: that was the last call.")
    assert [one.outcome for one in logged(home)] == [Outcome.NO_ANSWER, Outcome.VOICEMAIL]


def test_a_rehearsal_is_logged_as_practice_only(start: Start, home: Path) -> None:
    with start(*CALL, "--senator", "Hollowell", "--rehearse", "--seed", "1") as session:
        session.see("Rehearsal: Senator Beatrix Q. Hollowell. Nobody is called.")
        assert "555" not in session.screen.text
        session.type("\r", "Staffer, played: “")
        session.type("\r", "What did you hear?")
        session.type("y\r", "Before you hang up:")
        session.type("\r", "Where does the senator stand")
        session.type("\r\rWell done.\r", "Logged practice 1")
        session.see("Next:  advocate call sample-issue 10001 --senator Hollowell  (the real one)")
        assert session.end() == 0
    (contact,) = logged(home)
    assert contact.practice
    with Store.open(home / "log.sqlite3") as store:
        assert store.heard() == []
        assert store.follow_ups() == []
    assert not (home / "call.json").exists()


def test_a_dumb_terminal_gets_lines_only(start: Start, home: Path) -> None:
    with start(TERM="dumb", NO_COLOR="1") as session:
        session.see("Enter: it rings; or a word (help):")
        session.type("help\r", "You can type: ")
        session.type("\r", "Enter: the goodbye; or a word (help):")
        session.type("no\r", "They said: no.")
        session.type("t\r", "0:0")
        session.type("\r", "Before you hang up:")
        session.type("\r", "How did it end?")
        session.settle()
        session.type("\x03", "Stopped at call 1 of 2.")
        assert session.end() == 130
        assert not session.screen.cells
    assert json.loads((home / "call.json").read_text())["stage"] == "after"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_lacks_letters_gets_like_ones(start: Start, encoding: str) -> None:
    with start(PYTHONIOENCODING=encoding) as session:
        session.see("[Enter] it rings")
        session.type("\ra1", '"')
        assert session.screen.text.isascii()


def test_two_terminals_leave_a_sound_log(start: Start, home: Path) -> None:
    with start() as one:
        one.see("[Enter] it rings")
        with start() as other:
            other.see("Go on there?")
            other.type("n\r", "[Enter] it rings")
            for session in (one, other):
                session.type("v\r", "How did it end?")
            for session in (one, other):
                session.type("\r\r", "Next is call 2")
    assert len(logged(home)) == 2


def test_a_home_that_cannot_be_written_stops_no_call(start: Start, home: Path) -> None:
    home.mkdir(mode=0o700)
    (home / "call.json").mkdir()
    with start() as session:
        session.see("[Enter] it rings")
        session.type("v\r", "How did it end?")
        session.type("\r\r", "Logged contact 1")
    assert os.listdir(home / "call.json") == []  # noqa: PTH208

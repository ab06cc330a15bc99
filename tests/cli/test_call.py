"""`advocate call` without a terminal: lines only, and what stops it before it begins."""

import json
from pathlib import Path

import pytest

from advocate.cli import session
from advocate.directory.dataset import Dataset
from advocate.outreach.records import Outcome
from tests.cli.running import at_home, run

__all__ = ["at_home"]
SENATOR = ("--senator", "Thornquist")
CALL = ("call", "sample-issue", "10001")


@pytest.fixture(autouse=True)
def afternoon(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # after it
    """Ten past two in New York."""
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24T14:10-05:00")


def test_a_call_in_lines(at_home: Path) -> None:
    typed = "\nundecided\n\n\n" + "\n\nSam Lee\n\nan answer by friday\n\n\n"
    done = run(*CALL, *SENATOR, typed=typed)
    assert done.exit_code == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "Dial 212-555-0122 on your phone. When somebody answers:\nSay: Hi, my" in done.stdout
    assert "They said: undecided.\nSay: Who in the office works on this?" in done.stdout
    assert "Logged contact 1: call to Senator Casper Ivo Thornquist" in done.stdout
    assert "They promised: an answer, by 2026-11-27." in done.stdout
    (row,) = json.loads(run("log", "list", "--json").stdout)
    assert (row["outcome"], row["staffer"], row["number"]) == ("spoke", "Sam Lee", "212-555-0122")
    assert not (at_home / "call.json").exists()


def test_the_end_of_the_input_stops_and_keeps(at_home: Path) -> None:
    done = run(*CALL, typed="\n")
    assert done.exit_code == 130
    assert "Stopped at call 1 of 2. To go on there, within a day:\n  advocate call" in done.stdout
    kept = json.loads((at_home / "call.json").read_text())
    assert kept["stage"] == "talk"
    assert not (at_home / "log.sqlite3").exists()


def test_an_answer_that_does_not_fit_is_asked_again() -> None:
    typed = "\n\n\n" + "9\nspoke with staff\nglad\nopposes\n" + "x" * 300 + "\nSam\n\n"
    typed += "an answer by 2026-02-31\nan answer by 2026-12-01\n\n\n"
    done = run(*CALL, *SENATOR, typed=typed)
    assert done.exit_code == 0, done.stdout
    assert "Error: Type a number from 1 to 6, or Enter; Ctrl-C stops here." in done.output
    assert "The staffer's name has 300 characters; at most 200 fit." in done.output
    assert "“2026-02-31” is not a day." in done.output
    (row,) = json.loads(run("log", "list", "--json").stdout)
    assert row["outcome"] == Outcome.SPOKE
    assert row["staffer"] == "Sam"


def test_words_help_and_what_means_nothing() -> None:
    done = run(*CALL, *SENATOR, typed="zzz\n\nback\ntime\nq\n")
    assert "You can type: busy (b), no answer (r), full (m: mailbox full)," in done.stdout
    assert "That word means nothing here." in done.stdout
    assert done.exit_code == 0


def test_what_the_office_says_is_taken_only_once_it_answers() -> None:
    done = run(*CALL, *SENATOR, typed="n\n\nq\n")
    assert "Nobody has answered yet" in done.stdout
    assert "They said" not in done.stdout
    assert done.stdout.count("Then listen: what do they say?\n") == 1
    assert done.stdout.count("Say: Hi, my name") == 1


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["call"], 2, "Say what the call is about. Issues: sample-issue."),
        (["call", "sample-isue"], 6, "Did you mean “sample-issue”?"),
        (["call", "sample-isue", "10001"], 6, "Did you mean “sample-issue”?"),
        (["call", "sample-issue"], 2, "Give a PLACE, for example `advocate call sample-issue"),
        (["call", "sample-issue", "nowhere"], 4, "nowhere"),
        (["call", "sample-issue", "20001"], 4, ""),
        ([*CALL, "--senator", "Marisol"], 4, ""),
    ],
)
def test_what_stops_it_before_it_begins(args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert "Dial" not in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Note: The file call.json cannot be read: these calls begin anew."),
        ('{"issues": ["sample-issue"], "done": [], "senator": "H", "senator_name": "H", '
         '"office": "", "saved": "2026-11-20T10:00:00-05:00", "stage": "dial", "heard": {}, '
         '"tried": [], "began": null, "ended": null, "outcome": null}',
         "Note: The calls left on 2026-11-20 are too long ago to go on with"),
    ],
)  # fmt: skip
def test_a_file_of_no_use_is_told_of(at_home: Path, text: str, said: str) -> None:
    at_home.mkdir()
    (at_home / "call.json").write_text(text)
    done = run(*CALL, typed="q\n")
    assert done.exit_code == 0
    assert said in done.stderr
    assert "Call 1 of 2" in done.stdout


def test_on_an_own_holiday_the_offices_are_called_closed(
    at_home: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "open_dataset", lambda: dataset.corrected_in(at_home))
    run("calendar", "add", "2026-11-24", "--what", "holiday", "--note", "a flood")
    assert "closed, a flood; opens tomorrow" in " ".join(run(*CALL, typed="q\n").stdout.split())


def test_calls_about_something_else_keep_what_was_dialled(at_home: Path) -> None:
    run(*CALL, *SENATOR, typed="busy\nq\n")
    done = run(*CALL, "--senator", "Hollowell", typed="q\n")
    assert "Logged contact 1: call to Senator Casper Ivo Thornquist, line busy" in done.stdout
    assert "Call 1 of 1: Senator Beatrix Q. Hollowell" in done.stdout


def test_a_call_that_nobody_goes_on_with_is_told_of() -> None:
    run(*CALL, typed="\nyes\nq\n")
    done = run(*CALL, typed="n\nq\n")
    assert "The call to Senator Beatrix Q. Hollowell that you left is not in your" in done.stderr
    assert "Dial 212-555-0111" in done.stdout


@pytest.mark.parametrize(
    ("today", "day"), [("2026-12-02T14:10-05:00", "2026-12-09"), ("2026-12-05", "2026-12-14")]
)
def test_the_day_of_the_example_is_a_coming_one(
    monkeypatch: pytest.MonkeyPatch, today: str, day: str
) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", today)
    done = run(*CALL, *SENATOR, typed="v\n\n\n\n")
    assert f"Anything to come back to? (“call again by {day}”)" in done.stdout


def test_stopping_between_two_calls() -> None:
    done = run(*CALL, typed="v\n\n\n\nq\n")
    assert "Next is call 2 of 2: Senator Casper Ivo Thornquist." in done.stdout
    assert "Stopped at call 2 of 2." in done.stdout
    done = run(*CALL, typed="\nq\n")
    assert "You stopped at call 2 of 2, Senator Casper Ivo Thornquist." in done.stdout
    assert "Call 1 of 2" not in done.stdout


def test_a_call_and_what_was_dialled_in_vain_are_taken_back_at_once() -> None:
    run(*CALL, *SENATOR, typed="busy\nvoicemail\n\n\n\n")
    assert len(json.loads(run("log", "list", "--json").stdout)) == 2
    assert "(contacts 1, 2)" in run("log", "undo").stdout
    assert json.loads(run("log", "list", "--json").stdout) == []


@pytest.mark.parametrize("how", [(), ("--rehearse",)])
def test_a_log_that_cannot_be_written_is_said_before_anybody_is_called(
    at_home: Path, how: tuple[str, ...]
) -> None:
    at_home.mkdir()
    (at_home / "log.sqlite3").mkdir()
    done = run(*CALL, *SENATOR, *how, typed="\n")
    assert (done.exit_code, done.stdout) == (9, "")
    assert "The call was not begun: it could not be logged. The outreach log " in done.stderr
    assert "What to say, without a log:  advocate script sample-issue 10001" in done.stderr


def test_a_new_log_that_could_not_be_made_is_said(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    done = run(*CALL, *SENATOR, typed="\n")
    assert (done.exit_code, done.stdout) == (9, "")
    assert "log.sqlite3: read-only file system." in done.stderr.lower()
    assert not (at_home / "log.sqlite3").exists()


def test_a_place_in_the_call_that_cannot_be_kept_is_not_claimed(at_home: Path) -> None:
    (at_home / "call.json").mkdir(parents=True)
    done = run(*CALL, typed="\nq\n")
    assert "Where a call stands cannot be kept in your folder" in done.stderr
    assert "Stopped at call 1 of 2. That could not be kept. To begin anew:" in done.stdout
    assert "go on there" not in done.stdout


def test_without_an_issue_it_is_about_those_that_are_set() -> None:
    run("me", "set", "--zip", "10001")
    run("settings", "set", "issues", "sample-issue")
    told = run("call", typed="").stdout
    assert "Call 1 of 2: Senator Beatrix Q. Hollowell" in told
    assert "advocate call sample-issue" in told  # to go on there


def test_a_second_call_on_a_day_is_remarked_on() -> None:
    done = run(*CALL, *SENATOR, typed="v\n\n\n\n")
    assert "Done: that was the last call." in done.stdout
    assert "You have called" not in done.stderr
    said = "Note: You have called Senator Casper Ivo Thornquist about this today: contact 1."
    assert said in run(*CALL, typed="q\n").stderr
    assert said not in run(*CALL, "--rehearse", typed="q\n").stderr


def test_a_rehearsal_needs_no_open_office(monkeypatch: pytest.MonkeyPatch, at_home: Path) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-26T03:10-05:00")
    done = run(*CALL, *SENATOR, "--rehearse", "--seed", "3", typed="\n\np\n\n\n\n\n\n")
    assert done.exit_code == 0, done.output
    assert "Staffer, played: “" in done.stdout
    assert "555" not in done.stdout
    assert "Logged practice 1: call to Senator Casper Ivo Thornquist" in done.stdout
    assert not (at_home / "call.json").exists()
    assert json.loads(run("positions", "--json").stdout) == []


def test_a_rehearsal_leaves_paused_calls_alone(at_home: Path) -> None:
    run(*CALL, typed="\nq\n")
    before = (at_home / "call.json").read_bytes()
    assert run(*CALL, *SENATOR, "--rehearse", typed="q\n").stdout.endswith("Stopped.\n")
    assert (at_home / "call.json").read_bytes() == before


def test_a_template_of_ones_own_without_a_part_is_named(at_home: Path) -> None:
    own = session.home() / "templates" / "script"
    own.mkdir(parents=True)
    (own / "guided.md").write_text("# Mine\n\n## Ask\n\nPlease act.\n")
    done = run(*CALL)
    assert done.exit_code == 7
    assert "script/guided.md has no part “Yes” under “Ask”" in done.stderr


def test_typed_controls_reach_no_terminal() -> None:
    run("me", "set", "--name", "Ana \x1b[2J Ruíz", "--zip", "10001")
    done = run("call", "sample-issue", *SENATOR, typed="q\n")
    assert "my name is Ana [2J Ruíz." in done.stdout
    assert "\x1b" not in done.stdout

"""`advocate log`, as a user sees it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.issues.records import Position
from advocate.outreach.records import Channel, Outcome

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> Path:
    """Every command reads the invented dataset and pack, an empty folder and a fixed day."""
    folders = {"data": fixture_data_dir, "talking_points": PACKS}
    monkeypatch.setattr(session, "bundled", folders.__getitem__)
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*args: str) -> Result:
    """Run `advocate log` with these arguments."""
    return CliRunner().invoke(root, ["log", *args])


def add(*more: str, senator: str = "hollowell", outcome: str = "spoke") -> Result:
    """Log a call about the invented issue."""
    told = ("--senator", senator, "--channel", "call", "--outcome", outcome)
    return run("add", "sample-issue", *told, *more)


def listed(*args: str) -> list[dict[str, Any]]:
    """Return what `log list --json` prints."""
    found: list[dict[str, Any]] = json.loads(run("list", "--json", *args).stdout)
    return found


def test_a_contact_is_logged_in_a_sentence() -> None:
    done = add("--when", "2026-11-23 14:30")
    assert (done.exit_code, done.stdout) == (
        0,
        "Logged contact 1: call to Senator Beatrix Q. Hollowell, spoke with staff, "
        "2026-11-23 14:30.\n",
    )
    assert done.stderr == "Next:  advocate log list\n"


def test_everything_told_is_kept() -> None:
    add(
        *("--office", "new york", "--position", "undecided", "--words", "We'll see"),
        *("--note", "kind\x1b[31m", "--staffer", "Sam", "--minutes", "4", "--practice"),
        *("--when", "2026-11-23 14:30"),
    )
    (contact,) = listed()
    assert contact["when"].startswith("2026-11-23T14:30:00")
    assert re.fullmatch(r"[0-9a-f]{32}", contact["uid"])
    assert contact["created"].startswith("2026-11-24T")
    told = {k: v for k, v in contact.items() if k not in ("when", "uid", "created")}
    assert told == {
        "id": 1,
        "revision": 1,
        "channel": "call",
        "direction": "outgoing",
        "outcome": "spoke",
        "senator": "X000001",
        "senator_name": "Beatrix Q. Hollowell",
        "office": "X000001-new_york",
        "office_label": "New York, NY",
        "number": "212-555-0111",
        "issues": [{"issue": "sample-issue", "ask": ""}],
        "minutes": 4,
        "staffer": "Sam",
        "position": "undecided",
        "words": "We'll see",
        "note": "kind[31m",
        "practice": True,
    }


@pytest.mark.parametrize(
    ("when", "kept"),
    [
        ("yesterday", "2026-11-23T12:00:00"),
        ("2026-11-20", "2026-11-20T12:00:00"),
        ("2026-11-20 09:05", "2026-11-20T09:05:00"),
        (" 2026-11-20T09:05 ", "2026-11-20T09:05:00"),
        ("Today", "2026-11-24T"),
        ("2026-11-24", "2026-11-24T"),
    ],
)
def test_when_is_a_day_or_a_time(when: str, kept: str) -> None:
    assert add("--when", when).exit_code == 0
    assert listed()[0]["when"].startswith(kept)


@pytest.mark.parametrize(
    ("office", "kept", "number"),
    [
        ("washington", "X000001-washington", "202-555-0101"),
        ("DC", "X000001-washington", "202-555-0101"),
        ("alb", "X000001-albany", "518-555-0111"),
        ("X000001-buffalo", "X000001-buffalo", "716-555-0111"),
        ("Peekskill", "X000001-peekskill", ""),
    ],
)
def test_an_office_is_a_city_or_an_id(office: str, kept: str, number: str) -> None:
    add("--office", office)
    assert [(c["office"], c["number"]) for c in listed()] == [(kept, number)]


def test_a_fax_is_logged_with_the_fax_number() -> None:
    run(
        *("add", "sample-issue", "--senator", "X000001", "--channel", "fax"),
        *("--outcome", "sent", "--office", "new york"),
    )
    assert listed()[0]["number"] == "212-555-0191"


def test_a_reply_comes_from_the_senator() -> None:
    told = ("--senator", "oakenshaw", "--channel", "email", "--outcome", "reply-received")
    done = run("add", "sample-issue", *told, "--when", "yesterday")
    assert "e-mail from Senator Juniper Oakenshaw, reply received" in done.stdout
    assert listed()[0]["direction"] == "incoming"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--when", "2026-11-25"], 9, "Error: That time is in the future"),
        (["--when", "soon"], 2, "“soon” is not a day"),
        (["--when", "2026-13-01"], 2, "is not a day"),
        (["--when", "0001-01-01"], 2, "is not a day"),
        (["--office", "paris"], 4, "Error: No office of Senator Hollowell on file"),
        (["--senator", "nobody"], 4, "Error: No senator here answers to “nobody”"),
        (["--note", "secret " * 1_000], 9, "Error: The note has 6,999 characters"),
        (["--minutes", "-1"], 2, "-1"),
        (["--position", "maybe"], 2, "maybe"),
        (["--channel", "pigeon"], 2, "pigeon"),
    ],
)
def test_what_cannot_be_logged_is_said(args: list[str], code: int, said: str) -> None:
    done = add(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert "secret" not in done.stderr
    assert listed() == []


def test_an_unknown_issue_is_said() -> None:
    told = ("--senator", "hollowell", "--channel", "call", "--outcome", "spoke")
    done = run("add", "sample-isue", *told)
    assert done.exit_code == 6
    assert "Did you mean “sample-issue”?" in done.stderr


@pytest.mark.parametrize("outcome", ["busy", "mailbox-full", "no-answer", "wrong-number"])
def test_who_reached_nobody_is_sent_to_other_numbers(outcome: str) -> None:
    assert "advocate senators Hollowell" in add(outcome=outcome).stderr


def test_the_list_is_newest_first_in_80_columns() -> None:
    add("--when", "2026-11-20 09:05", "--note", "long " * 60, "--minutes", "0")
    add("--when", "yesterday", "--practice", "--words", "We'll see", senator="underhill")
    done = run("list")
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "   #  When              Senator                   Channel    Outcome",
        "   2  2026-11-23 12:00  Tobias Underhill, Jr.     call       spoke with staff",
        "      PRACTICE, not counted · sample-issue · “We'll see”",
        "   1  2026-11-20 09:05  Beatrix Q. Hollowell      call       spoke with staff",
    ]
    assert lines[4].startswith("      sample-issue · 0 min · long long")
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize(
    ("since", "count"), [("2026-11-20", 2), ("2026-11-21", 1), ("yesterday", 1), ("today", 0)]
)
def test_since_takes_the_whole_day(since: str, count: int) -> None:
    add("--when", "2026-11-20 00:00")
    add("--when", "2026-11-23 00:00")
    assert len(listed("--since", since)) == count


def test_an_empty_list_says_what_to_do() -> None:
    done = run("list")
    assert (done.exit_code, done.stdout) == (0, "Nothing is logged yet.\n")
    assert "advocate log add" in done.stderr
    assert run("list", "--since", "today").stdout == "Nothing is logged since then.\n"
    assert listed() == []


def test_a_damaged_log_is_said_with_its_code(home: Path) -> None:
    home.mkdir()
    (home / "log.sqlite3").write_text("not a database " * 99)
    for done in (run("list"), add()):
        assert (done.exit_code, done.stdout) == (9, "")
        assert "the file is not an outreach log" in done.stderr


@pytest.mark.parametrize("command", [[], ["add"], ["list"]])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    done = run(*command, "--help")
    assert "Example:  advocate log" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_help_names_every_channel_and_outcome() -> None:
    words = re.split(r"[\s,]+", run("add", "--help").stdout)
    assert {*Channel, *Outcome, *Position} <= {word.rstrip(".") for word in words}

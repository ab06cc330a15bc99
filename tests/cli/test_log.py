"""`advocate log`, as a user sees it."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.issues.records import Position
from advocate.outreach.records import Channel, Outcome
from advocate.outreach.store import Store

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
    told = {k: v for k, v in contact.items() if k not in ("when", "uid", "created", "made")}
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
        "issues": [{"issue": "sample-issue", "ask": "", "position": "undecided"}],
        "minutes": 4,
        "staffer": "Sam",
        "staffer_role": "",
        "thread": "",
        "tags": [],
        "documents": [],
        "member": "",
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


NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"
MIDNIGHT = "XST3XDT,M3.2.0/0,M11.1.0/0"  # a zone whose clocks change at midnight


@pytest.mark.parametrize(
    ("zone", "when", "kept"),
    [
        (NEW_YORK, "2026-03-08 01:59", "2026-03-08T01:59:00-05:00"),
        (NEW_YORK, "2026-03-08 02:30", ""),
        (NEW_YORK, "2026-03-08 03:00", "2026-03-08T03:00:00-04:00"),
        (NEW_YORK, "2026-03-08T02:30-05:00", "2026-03-08T03:30:00-04:00"),
        (NEW_YORK, "2026-03-08", "2026-03-08T12:00:00-04:00"),
        (NEW_YORK, "2026-11-01 01:30", "2026-11-01T01:30:00-04:00"),
        (MIDNIGHT, "2026-03-08 00:30", ""),
        (MIDNIGHT, "2026-03-08 00:00", ""),
    ],
)
def test_a_time_that_the_clocks_skipped_is_refused(
    in_zone: Callable[[str], None], zone: str, when: str, kept: str
) -> None:
    in_zone(zone)
    done = add("--when", when)
    assert (done.exit_code, [c["when"] for c in listed()]) == ((0, [kept]) if kept else (2, []))
    assert ("does not exist on 2026-03-08" in " ".join(done.stderr.split())) == (not kept)


def test_a_day_whose_midnight_was_skipped_begins_after_it(in_zone: Callable[[str], None]) -> None:
    in_zone(MIDNIGHT)
    add("--when", "2026-03-07 23:30")
    add("--when", "2026-03-08 01:00")
    assert [c["when"] for c in listed("--since", "2026-03-08")] == ["2026-03-08T01:00:00-02:00"]


@pytest.mark.parametrize(
    ("args", "shown", "said"),
    [
        ([], 50, "Note: 50 of 52 shown; --limit 0 shows all.\n"),
        (["--limit", "3"], 3, "Note: 3 of 52 shown; --limit 0 shows all.\n"),
        (["--limit", "0"], 52, ""),
        (["--limit", "52"], 52, ""),
        (["--since", "today", "--limit", "1"], 1, "Note: 1 of 2 shown; --limit 0 shows all.\n"),
    ],
)
def test_a_long_list_is_cut_and_says_so(home: Path, args: list[str], shown: int, said: str) -> None:
    filled(home)
    done = run("list", *args)
    assert (len(done.stdout.splitlines()), done.stderr) == (1 + 2 * shown, said)


@pytest.mark.parametrize(("args", "count"), [([], 52), (["--limit", "3"], 3), (["--limit=0"], 52)])
def test_json_has_all_unless_told(home: Path, args: list[str], count: int) -> None:
    filled(home)
    done = run("list", "--json", *args)
    assert (len(json.loads(done.stdout)), len(done.stdout.splitlines())) == (count, count + 2)


def filled(home: Path) -> None:
    """Log 50 contacts of yesterday, and 2 of today."""
    add()
    add()
    with Store.open(home / "log.sqlite3") as store:
        draft = store.contacts()[0]
        for _ in range(50):
            store.add_contact(replace(draft, when=draft.when - timedelta(days=1)), now=draft.when)


def test_a_contact_that_cannot_be_read_is_told_of(home: Path) -> None:
    add("--note", "whole")
    add("--note", "spoilt")
    with closing(sqlite3.connect(home / "log.sqlite3")) as raw, raw:
        raw.execute("UPDATE contact_version SET channel = 'x' WHERE contact = 2")
    for args in ([], ["--json"]):
        done = run("list", *args)
        assert done.exit_code == 0
        assert "whole" in done.stdout
        assert "spoilt" not in done.stdout
        assert "Note: 1 contact in the log cannot be read" in done.stderr


def test_listing_makes_nothing(home: Path) -> None:
    assert run("list").exit_code == 0
    assert not home.exists()


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


def test_each_command_notes_once_that_others_can_reach_the_log(home: Path) -> None:
    add()
    assert "chmod" not in run("list").stderr
    (home / "log.sqlite3").chmod(0o640)
    note = f"Note: Others on this computer can reach your log:  chmod 600 {home}/log.sqlite3"
    for said in (run("list"), add(), run("undo"), run("export", "-")):
        assert [line for line in said.stderr.splitlines() if "chmod" in line] == [note]
    script = CliRunner().invoke(root, ["script", "sample-issue", "--senator", "hollowell"])
    assert script.stderr.count(note) == 1


def test_verify_names_a_log_that_others_can_read_and_how_to_close_it(home: Path) -> None:
    add()
    path = home / "log.sqlite3"
    path.chmod(0o644)
    done = run("verify")
    assert done.exit_code == 9
    assert "Problem: The log is open to other people on this computer." in done.stdout
    assert done.stderr.count(f"chmod 600 {path}") == 1
    assert "restore" not in done.stderr
    path.chmod(0o600)
    done = run("verify")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "The log is whole.")

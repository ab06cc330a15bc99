"""A month in the life of a constituent, and of a group that shares a log, through real commands.

Each command is a process of its own, from an empty folder, with the bundled data and packs.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]
PACK = "town-hall"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs a command on a day, and returns what it printed."""

    def command(day: str, *args: str, home: str = "home", code: int = 0) -> str:
        env = os.environ | {"ADVOCATE_HOME": str(tmp_path / home), "ADVOCATE_TODAY": day}
        env["PYTHONPATH"] = os.pathsep.join(sys.path)
        argv = [sys.executable, "-m", "advocate", *args]
        done = subprocess.run(
            argv, cwd=tmp_path, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == code, done.stderr
        return " ".join((done.stdout + done.stderr).split())

    return command


@pytest.mark.slow
def test_a_constituents_month(run: Run, tmp_path: Path) -> None:
    run("2026-11-24", "me", "set", "--name", "Ana Ruiz", "--zip", "10001")
    # The first call: the number is wrong, the next office answers.
    run("2026-11-24", "log", "call", PACK, "--senator", "schumer", "--office", "albany",
        "--outcome", "wrong-number", "--minutes", "2")  # fmt: skip
    page = run("2026-11-24", "senators")
    assert "number reported wrong on November 24, 2026" in page
    said = run("2026-11-24", "log", "call", PACK, "--senator", "schumer", "--office", "washington",
               "--outcome", "spoke", "--position", "undecided", "--words", "We will see",
               "--they-promised", "an answer by friday", "--minutes", "6")  # fmt: skip
    assert "They promised: an answer, by 2026-11-27." in said
    # A letter in the second week, a correction, and a mistake that is taken back.
    run("2026-12-01", "letter", PACK, "--senator", "schumer", "-o", "letter.pdf")
    run("2026-12-01", "log", "letter", PACK, "--senator", "schumer", "--minutes", "45")
    run("2026-12-01", "log", "edit", "3", "--minutes", "40")
    run("2026-12-01", "log", "letter", PACK, "--senator", "gillibrand")
    assert "(contact 4)" in run("2026-12-01", "log", "undo")
    assert "an answer" in run("2026-12-01", "follow-ups", "due")
    # The office answers, and leans their way now: the next script says thank you for it.
    run("2026-12-08", "log", "add", PACK, "--senator", "schumer", "--channel", "email",
        "--outcome", "reply-received", "--position", "leans_support",
        "--staffer", "Sam Lee")  # fmt: skip
    run("2026-12-08", "follow-ups", "done", "1")
    told = run("2026-12-08", "positions", PACK)
    assert told.index("leans support") < told.index("undecided")
    assert "position leans_support, 2026-12-08: Sam Lee told us (your log)" in run(
        "2026-12-08", "script", PACK, "--senator", "schumer", "--explain"
    )
    # A meeting: the brief remembers, the report comes back as a contact and a follow-up.
    assert "Sam Lee" in run("2026-12-12", "brief", PACK, "--senator", "schumer")
    run("2026-12-12", "report-back", PACK, "--senator", "schumer", "-o", "report.txt")
    report = tmp_path / "report.txt"
    filled = {"Date": "2026-12-12", "Minutes": "30", "We promised": "the memo by 2026-12-20",
              "Position after": "supports"}  # fmt: skip
    lines = report.read_text().splitlines()
    for label, answer in filled.items():
        (place,) = [i for i, line in enumerate(lines) if line.startswith(label)]
        lines[place] = f"{label}: {answer}"
    report.write_text("\n".join(lines))
    assert "You promised: the memo, by 2026-12-20." in run(
        "2026-12-12", "log", "report", "report.txt"
    )
    page = run("2026-12-16", "senators")
    assert "December 12, 2026: meeting, meeting held" in page
    assert "We promised: the memo, due December 20, 2026." in page
    # Looking back, keeping a copy, forgetting a person.
    figures = run("2026-12-16", "report", "--since", "2026-11-20")
    assert "supports" in figures
    run("2026-12-16", "report", "--since", "2026-11-20", "-o", "month.html")
    assert "data:image/svg+xml" in (tmp_path / "month.html").read_text()
    run("2026-12-16", "log", "backup", "keep.jsonl")
    run("2026-12-16", "log", "purge", "--person", "Sam Lee", "--yes")
    assert b"Sam Lee" not in (tmp_path / "home" / "log.sqlite3").read_bytes()
    assert "contacts 5" in run("2026-12-16", "log", "verify")
    listed = json.loads(run("2026-12-16", "log", "list", "--json"))
    assert [one["channel"] for one in listed] == ["meeting", "email", "letter", "call", "call"]


@pytest.mark.slow
def test_a_groups_month(run: Run, shared_log: str) -> None:
    members = ("Ana", "Bo", "Cy", "Dee", "Eli")
    for member in members:
        home = f"home-{member}"
        run("2026-11-24", "settings", "set", "store", shared_log, home=home)
        run("2026-11-24", "settings", "set", "member", member, home=home)
    for day, member in enumerate(members, start=4):
        run(f"2026-11-2{day}", "log", "call", PACK, "--senator", "schumer", "--outcome", "spoke",
            "--minutes", "5", home=f"home-{member}")  # fmt: skip
    run("2026-12-01", "log", "call", PACK, "--senator", "schumer", "--outcome", "spoke",
        "--position", "opposes", "--words", "Not this year", home="home-Ana")  # fmt: skip
    # What one heard, another's script knows; and each takes back only their own.
    assert "position opposes, 2026-12-01: the office told us" in run(
        "2026-12-02", "script", PACK, "10001", "--senator", "schumer", "--explain", home="home-Eli"
    )
    assert "(contact 2)" in run("2026-12-02", "log", "undo", home="home-Bo")
    listed = json.loads(run("2026-12-02", "log", "list", "--json", home="home-Cy"))
    assert [one["member"] for one in listed] == ["Ana", "Eli", "Dee", "Cy", "Ana"]
    assert "contacts 5 taken back 1" in run("2026-12-02", "log", "verify", home="home-Dee")
    own = json.loads(run("2026-12-02", "log", "list", "--member", "Cy", "--json", home="home-Ana"))
    assert len(own) == 1

"""A meeting and a rally played from the first word to the last, each command a process of its own,
from an empty folder, with the bundled data and packs."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

Run = Callable[..., str]
NAME = "town-hall-schumer"
GROUP = [
    part
    for who in ("Ana Ruiz:leader", "Bo Chen:asker", "Cy Diaz:storyteller", "Di Evans:note-taker",
                "Ed Fox:time-keeper")
    for part in ("--attendee", who)
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs a command on a day, and returns what it printed."""

    def command(day: str, *args: str, code: int = 0) -> str:
        env = os.environ | {"ADVOCATE_HOME": str(tmp_path / "home"), "ADVOCATE_TODAY": day}
        env["PYTHONPATH"] = os.pathsep.join(sys.path)
        argv = [sys.executable, "-m", "advocate", *args]
        done = subprocess.run(
            argv, cwd=tmp_path, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    return command


def words_of(pdf: Path) -> str:
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(pdf.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def fill(file: Path, **answers: str) -> None:
    text = file.read_text(encoding="utf-8")
    for label, answer in answers.items():
        text, times = re.subn(
            rf"^({label.replace('_', ' ')}[^:\n]*):.*$", rf"\1: {answer}", text, flags=re.MULTILINE
        )
        assert times == 1, label
    file.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_meeting_from_the_request_to_the_thank_you(run: Run, tmp_path: Path) -> None:
    papers = tmp_path / NAME
    run("2026-11-24", "me", "set", "--name", "Ana Ruiz", "--zip", "10001")
    said = run("2026-11-24", "meeting", "new", "town-hall", "--senator", "schumer", *GROUP)
    assert "No coming state work period has been published yet" in said
    letter = words_of(papers / "08-meeting-request-schumer.pdf")
    assert "Tuesday,December8,toFriday,December11,2026" in letter
    assert "EdFox" in letter
    run("2026-11-24", "meeting", "sent", NAME)

    # Three days on, nobody has answered; a week on, the scheduler calls back.
    page = run("2026-11-27", "meeting", "list")
    assert "Fri Nov 27: Call the scheduler" in page
    run("2026-11-27", *page.split("advocate ")[1].splitlines()[0].split())
    assert "Tue Dec 1: Call again" in run("2026-12-01", "meeting", "list")
    run("2026-12-01", "meeting", "fix", NAME, "--when", "2026-12-10 14:30", "--minutes", "30",
        "--by", "call", "--staffer", "Jo Park")  # fmt: skip
    assert "Nothing is open." in run("2026-12-01", "follow-ups", "open")

    # The papers know the hour, the group and the log.
    run("2026-12-08", "meeting", "brief", NAME)
    brief = words_of(papers / "09-meeting-brief-schumer.pdf")
    for told in ("Thursday,December10,2026,2:30p.m.", "e-mail,sent", "withJoPark", "CyDiaz"):
        assert told in brief
    assert "DiEvans" in words_of(papers / "09-meeting-brief-participant-schumer.pdf")
    entry = (papers / f"{NAME}.ics").read_text(encoding="utf-8")
    assert "DTSTART:20261210T193000Z" in entry
    assert "Bo Chen" not in entry

    # Afterwards: what was said, and who promised what.
    run("2026-12-11", "meeting", "notes", NAME)
    fill(
        papers / "notes.txt",
        Who_met_us="Jo Park, state director",
        Position_after="undecided",
        Their_exact_words="We will look at the dates.",
        They_promised="an answer by 2026-12-18",
        We_promised="a list of halls by 2026-12-14",
    )
    run("2026-12-11", "meeting", "notes", NAME, "--read")
    run("2026-12-11", "meeting", "notes", NAME, "--read", code=9)
    stand = " ".join(run("2026-12-11", "positions", "town-hall").split())
    assert "undecided (contact 3, Jo Park, state director) “We will look at the dates.”" in stand
    run("2026-12-11", "meeting", "thank", NAME)
    thanks = words_of(papers / "12-thank-you-schumer.pdf")
    assert "ThankyouforthemeetingonDecember10,2026withJoPark,statedirector." in thanks
    assert "ananswer,byDecember18,2026" in thanks
    run("2026-12-12", "meeting", "thank", NAME, "--sent")
    run("2026-12-14", "follow-ups", "done", "5")
    said = run("2026-12-15", "meeting", "close", NAME)
    assert "they  an answer, by 2026-12-18" in said

    # What the log holds at the end: one thread, in order.
    log = json.loads(run("2026-12-15", "log", "list", "--thread", NAME, "--json"))
    assert [(one["when"][:10], one["channel"], one["outcome"]) for one in reversed(log)] == [
        ("2026-11-24", "email", "sent"),
        ("2026-12-01", "call", "reply-received"),
        ("2026-12-10", "meeting", "meeting-held"),
        ("2026-12-12", "letter", "sent"),
    ]
    assert len(log) == len(json.loads(run("2026-12-15", "log", "list", "--json")))
    due = json.loads(run("2026-12-15", "follow-ups", "all", "--json"))
    assert [(one["due"], one["promise"], one["state"]) for one in due] == [
        ("2026-11-27", "follow-up", "done"),
        ("2026-12-01", "follow-up", "dropped"),
        ("2026-12-08", "follow-up", "dropped"),
        ("2026-12-12", "follow-up", "done"),
        ("2026-12-14", "ours", "done"),
        ("2026-12-18", "theirs", "open"),
    ]
    verdict = run("2026-12-15", "log", "verify")
    assert "whole" in verdict


@pytest.mark.slow
def test_a_rally_from_the_plan_to_the_thanks(run: Run, tmp_path: Path) -> None:
    name = "town-hall-rally-gillibrand"
    run("2026-11-24", "event", "new", "town-hall", "10001", "--senator", "gillibrand",
        "--kind", "rally", "--when", "2026-12-05 11:00", "--place", "Foley Square")  # fmt: skip
    run("2026-11-24", "event", "kit", name)
    kit = words_of(tmp_path / name / "13-event-kit-rally-gillibrand.pdf")
    assert "Saturday,December5,2026,11:00a.m." in kit
    run("2026-12-06", "event", "notes", name)
    fill(tmp_path / name / "notes.txt", How_many_came="42", They_promised="a call by 2026-12-11")
    run("2026-12-06", "event", "notes", name, "--read")
    run("2026-12-06", "event", "thank", name)
    run("2026-12-06", "event", "thank", name, "--sent")
    run("2026-12-06", "event", "close", name)
    page = run("2026-12-06", "event", "show", name)
    assert page.index("rally, held: How many came: 42") < page.index("letter, sent: thank-you")

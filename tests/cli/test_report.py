"""The report-back form from the terminal into the log: made, filled in, read back."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.outreach.reports import LABELS
from advocate.resources import bundled

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
FILLED = {
    "Date": "11/20/2026",
    "Time": "2:30 p.m.",
    "Minutes": "20",
    "Who met us": "Sam Lee, scheduler",
    "Position after": "leans for",
    "Their exact words": "“We will look at it.”\nThen: “Maybe.”",
    "They promised": "a call by 12/4/2026",
    "Impressions": "warm; Sam knew the bill",
}


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> None:
    """A new user with the invented dataset and pack, and the shipped templates."""
    folders = {
        "data": fixture_data_dir,
        "talking_points": PACKS,
        "templates": bundled("templates"),
    }
    monkeypatch.setattr(session, "bundled", folders.__getitem__)
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.chdir(tmp_path)


def run(*args: str) -> Result:
    return CliRunner().invoke(root, args)


def form(**more: str) -> Path:
    """Return a form of the program's own, filled in as a person would."""
    file = Path("report.txt")
    told = ("sample-issue", "10001", "--senator", "hollowell", "--office", "new york")
    done = run("report-back", *told, "-o", str(file), "--force")
    assert done.exit_code == 0, done.stderr
    assert "Next:  advocate log import-report report.txt" in done.stderr
    text = file.read_text(encoding="utf-8")
    for label, answer in {**FILLED, **more}.items():
        (line,) = [row for row in text.splitlines() if row.startswith(label)]
        text = text.replace(line, f"{line.partition(':')[0]}: {answer}")
    file.write_text(text, encoding="utf-8")
    return file


def load(*args: str) -> Result:
    return run("log", "import-report", *args)


def listed() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("log", "list", "--json").stdout)
    return found


def test_a_filled_in_form_becomes_a_contact() -> None:
    done = load(str(form()))
    assert (done.exit_code, done.stdout) == (
        0,
        "Logged contact 1: meeting with Senator Beatrix Q. Hollowell, meeting held, "
        "2026-11-20 14:30.\n"
        "  They promised: a call, by 2026-12-04.\n",
    )
    (contact,) = listed()
    told = {
        "channel": "meeting",
        "outcome": "meeting-held",
        "senator": "X000001",
        "office": "X000001-new_york",
        "office_label": "New York, NY",
        "issues": [{"issue": "sample-issue", "ask": "", "position": "leans_support"}],
        "minutes": 20,
        "staffer": "Sam Lee, scheduler",
        "words": "“We will look at it.” Then: “Maybe.”",
        "note": "Impressions: warm; Sam knew the bill",
        "practice": False,
    }
    assert told.items() <= contact.items()


@pytest.mark.parametrize("position", ["supports", "unknown"])
def test_a_form_that_nobody_filled_in_is_no_meeting(position: str) -> None:
    told = ("sample-issue", "10001", "--senator", "hollowell", "--position", position)
    when = ("--when", "2026-11-20 14:30", "--attendee", "Bo Chen:leader")
    assert run("report-back", *told, *when, "-o", "report.txt").exit_code == 0
    done = load("report.txt")
    assert (done.exit_code, done.stdout) == (9, "")
    assert "The report tells nothing of the meeting yet. Nothing was logged." in done.stderr
    assert listed() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"Minutes": "20"}, {"minutes": 20}),
        ({"Who met us": "Sam Lee, scheduler"}, {"staffer": "Sam Lee, scheduler"}),
        ({"Position after": "opposes"}, {"position": "opposes"}),
        ({"Their exact words": "“Maybe.”"}, {"words": "“Maybe.”"}),
        ({"We promised": "a list"}, {}),
        ({"Minutes": "5", "Position before": "against, I think"},
         {"minutes": 5, "note": "Position before: against, I think"}),
        ({"Who went": "Bo", "Impressions": "warm"},
         {"note": "Who went: Bo\n\nImpressions: warm"}),
    ],
)  # fmt: skip
def test_only_what_was_typed_is_logged(typed: dict[str, str], kept: dict[str, object]) -> None:
    untouched = dict.fromkeys(set(FILLED) - {"Date"}, "")
    done = load(str(form(**{**untouched, **typed})))
    assert done.exit_code == 0, done.stderr
    (contact,) = listed()
    told = {**contact, "position": contact["issues"][0]["position"]}
    nothing = {"minutes": None, "staffer": "", "position": "", "words": "", "note": ""}
    assert {name: told[name] for name in nothing} == {**nothing, **kept}


def test_the_next_brief_tells_of_it_in_one_line() -> None:
    load(str(form()))
    brief = run("brief", "sample-issue", "10001", "--senator", "hollowell", "--format", "md")
    (line,) = [row for row in brief.stdout.splitlines() if row.startswith("- November 20, 2026")]
    assert "with Sam Lee, scheduler. Position heard: leans support. They said: “" in line
    assert line.endswith("Impressions: warm; Sam knew the bill")
    open_ = brief.stdout.partition("**Still open between us**\n\n")[2]
    assert open_.startswith("- They promised: a call, due December 4, 2026.\n")


@pytest.mark.parametrize("variant", ["default", "event"])
def test_the_form_has_exactly_the_labels_that_are_read(variant: str) -> None:
    told = ("sample-issue", "10001", "--senator", "hollowell", "--variant", variant)
    run("report-back", *told, "-o", "report.txt")
    _, *parts = Path("report.txt").read_text(encoding="utf-8").split("== ")
    rows = [row for part in parts for row in part.splitlines()[1:] if row]
    asked = [one for one in LABELS if variant == "event" or one != "How many came"]
    assert [row.partition(":")[0].partition(" (")[0] for row in rows] == asked


def test_a_report_is_logged_once_unless_it_is_meant() -> None:
    file = str(form())
    load(file)
    done = load(file)
    assert (done.exit_code, done.stdout) == (9, "")
    assert "This report is in the log already, as contact 1. Nothing was logged." in done.stderr
    assert load(file, "--practice").exit_code == 0
    assert load(file, "--again").exit_code == 0
    assert [contact["practice"] for contact in listed()].count(True) == 1
    assert len(listed()) == 3


@pytest.mark.parametrize(
    ("label", "answer", "field", "kept"),
    [
        ("Issue", "sample-issue", "issues",
         [{"issue": "sample-issue", "ask": "", "position": "leans_support"}]),
        ("Issue", "KEEP libraries open in the  evening", "issues",
         [{"issue": "sample-issue", "ask": "", "position": "leans_support"}]),
        ("Senator", "X000001", "senator_name", "Beatrix Q. Hollowell"),
        ("Office", "by video", "office", ""),
        ("Time", "", "when", "2026-11-20T12:00:00"),
        ("Date", "2026-11-24", "when", "2026-11-24T"),
    ],
)  # fmt: skip
def test_answers_are_taken_as_typed(label: str, answer: str, field: str, kept: object) -> None:
    more = {"Time": ""} if label == "Date" else {}
    done = load(str(form(**more, **{label: answer})))
    assert done.exit_code == 0, done.stderr
    found = listed()[0][field]
    assert found.startswith(kept) if field == "when" else found == kept
    assert ("Office: by video" in listed()[0]["note"]) == (label == "Office")


@pytest.mark.parametrize(
    ("label", "answer", "code", "said"),
    [
        (
            "Date",
            "",
            9,
            "Error: The report has nothing after “Date:”.\nWrite it behind the colon, "
            "in the same line, as in “Date: 2026-11-20”.",
        ),
        ("Date", "2026-12-03", 9, "Error: The day of the report, 2026-12-03, lies ahead."),
        ("Date", "0001-01-01", 9, "Error: 0001-01-01 is too far away"),
        ("Senator", "nobody", 4, "Error: No senator here answers to “nobody”"),
        ("Issue", "libaries", 9, "Error: “Issue: libaries”: "),
        ("Impressions", "secret " * 1_000, 9, "Error: The note has"),
        ("Minutes", "9999", 9, "Error: Minutes go from 0 to 1,440"),
    ],
)
def test_what_cannot_be_logged_is_said(label: str, answer: str, code: int, said: str) -> None:
    done = load(str(form(**{label: answer})))
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert "secret" not in done.stderr
    assert listed() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "report.txt cannot be read: no such file"),
        (b"x" * 64_001, "The file is longer than 64 kB"),
        (b"\xff\xfe\x00", "The file is not plain text"),
        (b"\x89PNG\r\n\x1a\n\0", "The file is not plain text"),
    ],
)
def test_a_file_that_is_no_report_is_said(content: bytes | None, said: str) -> None:
    if content is not None:
        Path("report.txt").write_bytes(content)
    done = load("report.txt")
    assert (done.exit_code, done.stdout) == (9, "")
    assert f"Error: {said}" in done.stderr


def test_a_folder_is_no_report() -> None:
    assert load(".").exit_code == 9


def test_help_has_an_example() -> None:
    done = load("--help")
    assert "Example:  advocate log import-report report.txt" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())

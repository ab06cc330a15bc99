"""`advocate calendar` and `advocate offices`, as a user sees them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate import clock
from advocate.cli import session
from advocate.cli.main import root


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> None:
    """Every command reads the invented dataset and packs, and lives on one afternoon."""
    packs = Path(__file__).parent.parent / "fixtures" / "packs"
    folders = {"data": fixture_data_dir, "talking_points": packs}
    monkeypatch.setattr(session, "bundled", lambda name: folders[name])
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path))
    afternoon = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: afternoon)


def run(*args: str) -> Result:
    """Run the program with these arguments."""
    return CliRunner().invoke(root, args)


PAGE = """\
The Senate is in session until December 20, 2026; then senators are home (as
announced, may change).

November 2026
  Thu Nov 26       Thanksgiving Day: offices are closed

December 2026
  Fri Dec 18       Last day for: Keep libraries open in the evening
  Fri Dec 18       Last day of session scheduled
  Dec 21 – Jan 2   State work period (winter)
  Fri Dec 25       Christmas Day: offices are closed

The Senate's days are as announced, and may change: The Inventor, 2026-01-01.
"""


def test_the_days_ahead() -> None:
    done = run("calendar", "--until", "2026-12-31")
    assert done.exit_code == 0
    assert done.stdout == PAGE


def test_a_year_without_a_schedule_says_so() -> None:
    done = run("calendar", "--until", "2027-02-01", "--json")
    answer = json.loads(done.stdout)
    assert answer["warnings"] == [
        "No schedule of the Senate for 2027 is on file. When one is published, add its work "
        "periods with `advocate calendar add`."
    ]
    assert [day["text"] for day in answer["days"] if day["kind"] == "senate"] == [
        "last day of session scheduled".capitalize(),
        "State work period (winter)",
    ]


def test_own_days_are_added_marked_and_dropped(tmp_path: Path) -> None:
    added = run("calendar", "add", "2026-12-01", "--what", "deadline", "--note", "the vote, maybe")
    assert added.stdout.startswith("Added: Tue Dec 1, the vote, maybe.\nKept in ")
    assert "Tue Dec 1        Deadline: the vote, maybe (yours)" in run("calendar").stdout
    assert run("calendar", "add", "2026-12-01", "--what", "deadline").exit_code == 0
    assert (tmp_path / "calendar.toml").read_text().count("\n[[add]]") == 1
    assert run("calendar", "drop", "2026-12-01").stdout == "Left out from now on: deadline.\n"
    assert "Deadline" not in run("calendar").stdout


def test_what_was_promised_is_among_the_days() -> None:
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "call",
        "--outcome", "spoke", "--follow-up", "call again by 2026-12-02")  # fmt: skip
    found = run("calendar").stdout
    assert "Wed Dec 2        call again (Senator Beatrix Q. Hollowell)" in found, found


def test_the_file_for_a_calendar_program(tmp_path: Path) -> None:
    file = tmp_path / "senate days.ics"
    assert run("calendar", "--ics", str(file)).stdout == f"{file}\n"
    text = file.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == text.count("UID:") == len(set(text.split("UID:"))) - 1
    assert "DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20270103" in text
    assert "As announced\\, may change." in text.replace("\r\n ", "")
    assert run("calendar", "--ics", str(file)).exit_code == 8
    assert run("calendar", "--ics", "-").stdout == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["add", "2027-02-30"], "“2027-02-30” is not a day. Write 2026-11-24."),
        (["add", "2027-02-15", "2027-02-14"], "ends on 2027-02-14, before it begins"),
        (["add", "9999-12-31"], "it names 9999-12-31, which is too far away."),
        (["add", "2026-12-19", "9999-12-31"], "it names 9999-12-31, which is too far away."),
        (["add", "0001-01-01", "2026-12-19"], "it names 0001-01-01, which is too far away."),
        (["drop", "2026-12-19"], "nothing in the schedule begins on 2026-12-19"),
        (["--until", "2026-11-01"], "the day is past"),
    ],
)
def test_days_that_cannot_be(args: list[str], said: str) -> None:
    done = run("calendar", *args)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_broken_file_of_own_days_is_named(tmp_path: Path) -> None:
    (tmp_path / "calendar.toml").write_text("[[add]]\n")
    done = run("calendar")
    assert done.exit_code == 3
    assert "calendar.toml has in [[add]] 1 no day" in done.stderr


OPEN = """\
Senator Beatrix Q. Hollowell
  212-555-0111      New York, NY  1 mi
                    open until 5:00 p.m.; it is 2:10 p.m. there
"""


def test_who_is_open_now() -> None:
    done = run("offices", "10001", "--open-now")
    assert done.exit_code == 0
    assert done.stdout.startswith(OPEN)
    assert run("offices", "10001").stdout.startswith(OPEN)
    assert run("offices", "list", "10001").stdout == run("offices", "10001").stdout


def test_nobody_is_open_at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    night = datetime(2026, 11, 26, 3, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: night)
    done = run("offices", "10001", "--open-now")
    assert done.stdout.startswith("No office is likely to answer now.")
    rows = json.loads(run("offices", "10001", "--json").stdout)["offices"]
    # The Wednesday before Thanksgiving, ten in the evening: they open on Friday.
    opens = {row["opens"] for row in rows if row["timezone"]}
    assert opens == {"2026-11-27T09:00:00-05:00"}
    assert {row["open"] for row in rows if not row["timezone"]} == {None}
    assert not [row for row in rows if row["open"]]


def test_offices_without_a_place() -> None:
    done = run("offices", "--open-now")
    assert done.exit_code == 2
    assert "Give a PLACE, for example `advocate offices 10001`" in done.stderr
    run("me", "set", "--zip", "10001")
    assert run("offices", "--open-now").stdout.startswith(OPEN)


def test_a_calendar_that_is_held_says_busy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from advocate import settings
    from advocate.directory.own_calendar import OWN_CALENDAR_LOCK

    monkeypatch.setattr(settings, "WAIT_SECONDS", 0.05)
    with settings.alone(tmp_path, OWN_CALENDAR_LOCK, "Your calendar"):
        done = run("calendar", "add", "2027-02-15")
    assert done.exit_code == 3
    assert "Your calendar is busy" in done.stderr
    assert not (tmp_path / "calendar.toml").exists()

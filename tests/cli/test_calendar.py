"""`advocate calendar` and `advocate offices`, as a user sees them."""

import json
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate import clock
from advocate.cli import session
from advocate.cli.main import root
from tests.cli.running import log_out_of_reach


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
The Senate is in session until its last scheduled day, December 18, 2026;
senators are home from December 21, 2026 (as announced, may change).

November 2026
  Thu Nov 26            Thanksgiving Day: offices are closed

December 2026
  Fri Dec 18            Last day to act on “Keep libraries open in the evening”
  Fri Dec 18            Last day of session scheduled
  Dec 21 – Jan 2, 2027  State work period (winter)
  Fri Dec 25            Christmas Day: offices are closed

The Senate's days are as announced, and may change: The Inventor, 2026-01-01.
"""


def test_the_days_ahead() -> None:
    done = run("calendar", "--until", "2026-12-31")
    assert done.exit_code == 0
    assert done.stdout == PAGE


def test_the_days_ahead_need_no_log(tmp_path: Path) -> None:
    log_out_of_reach(tmp_path)
    done = run("calendar", "--until", "2026-12-31")
    assert (done.exit_code, done.stdout) == (0, PAGE)
    note = "The shared outreach log could not be reached. Your follow-ups are left out."
    assert done.stderr.count(note) == 1
    told = json.loads(run("calendar", "--until", "2026-12-31", "--json").stdout)
    assert told["warnings"] == [note]


def test_a_year_without_a_schedule_says_so() -> None:
    done = run("calendar", "--until", "2027-02-01", "--json")
    answer = json.loads(done.stdout)
    assert answer["warnings"] == [
        "No schedule of the Senate for 2027 is on file. When a schedule is published, add its work "
        "periods with `advocate calendar add`, and its first and last day with `--what convenes` "
        "and `--what last-day`."
    ]
    assert [day["text"] for day in answer["days"] if day["kind"] == "senate"] == [
        "last day of session scheduled".capitalize(),
        "State work period (winter)",
    ]


def test_a_gap_is_said_once_and_can_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-01-04")
    page = run("calendar", "--until", "2027-02-01").stdout
    assert page.count("No schedule of the Senate for 2027 is on file.") == 1
    assert "\nWhen a schedule is published, add its work periods" in page
    run("calendar", "add", "2027-01-04", "--what", "convenes")
    run("calendar", "add", "2027-12-17", "--what", "last-day")
    run("calendar", "add", "2027-02-15", "2027-02-19")
    page = run("calendar", "--until", "2027-02-01").stdout
    assert page.startswith(
        "The Senate is in session until February 14, 2027; then senators are home"
    )
    assert "No schedule" not in page


def test_own_days_are_added_marked_and_dropped() -> None:
    added = run("calendar", "add", "2026-12-01", "--what", "deadline", "--note", "the vote, maybe")
    assert added.stdout.startswith("Added: the vote, maybe (Tue Dec 1).\nKept in ")
    assert "Tue Dec 1             Deadline: the vote, maybe (yours)" in run("calendar").stdout
    assert run("calendar", "drop", "2026-12-01").stdout == (
        "Left out from now on: the vote, maybe.\n"
        "To have it back:\n"
        "  advocate calendar add 2026-12-01 --what deadline --note 'the vote, maybe'\n"
    )
    assert "Deadline" not in run("calendar").stdout


PERIOD = ["2027-02-15", "2027-02-19"]
VOTE = ["2026-12-01", "--what", "deadline", "--note", "the vote"]


@pytest.mark.parametrize(
    ("before", "args", "said", "kept"),
    [
        (PERIOD, PERIOD, "It stands there already: state work period (Feb 15 – Feb 19, 2027).", 1),
        (VOTE, VOTE, "It stands there already: the vote (Tue Dec 1).", 1),
        (VOTE, VOTE[:3], "It stands there already: the vote (Tue Dec 1).", 1),
        # an issue can have two last days on one day
        (VOTE, [*VOTE[:4], "letters"], "Added: letters (Tue Dec 1).", 2),
        (
            PERIOD,
            ["2027-02-15", "2027-02-26"],
            "Changed: state work period (Feb 15 – Feb 26, 2027); it was state work period "
            "(Feb 15 – Feb 19, 2027).",
            1,
        ),
        (
            PERIOD,
            ["2026-12-21", "2027-01-02"],
            "It stands in the published schedule already: state work period (winter) "
            "(Dec 21 – Jan 2, 2027).",
            1,
        ),
        (
            PERIOD,
            ["2026-12-25", "--what", "holiday"],
            "It stands there already: Christmas Day, a federal holiday.",
            1,
        ),
    ],
)
def test_what_stands_already_is_not_added_again(
    before: list[str], args: list[str], said: str, kept: int, tmp_path: Path
) -> None:
    run("calendar", "add", *before)
    done = run("calendar", "add", *args)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == said
    assert (tmp_path / "calendar.toml").read_text().count("\n[[add]]") == kept


def test_years_are_said_where_they_are_not_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    run("calendar", "add", "2026-12-28", "2027-01-08", "--what", "holiday", "--note", "a flood")
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-01-02")
    again = run("calendar", "add", "2026-12-28", "2027-01-08", "--what", "holiday")
    assert again.stdout == "It stands there already: a flood (Dec 28, 2026 – Jan 8, 2027).\n"
    page = run("calendar", "--until", "2027-01-03").stdout
    assert "December 2026\n" in page
    assert "  Dec 28 – Jan 8, 2027  A flood (yours): offices are closed\n" in page


def test_dropping_says_what_goes_and_what_stays(tmp_path: Path) -> None:
    run("calendar", "add", "2026-12-18", "--what", "deadline", "--note", "the vote")
    assert run("calendar", "drop", "2026-12-18").stdout == (
        "Left out from now on: the vote.\n"
        "To have it back:\n"
        "  advocate calendar add 2026-12-18 --what deadline --note 'the vote'\n"
        "The published schedule has still: last day of session scheduled. The same command leaves "
        "it out, too.\n"
    )
    assert run("calendar", "drop", "2026-12-18").stdout == (
        "Left out from now on: last day of session scheduled.\n"
        f"To have it back, delete its [[drop]] from {tmp_path / 'calendar.toml'}\n"
    )
    again = run("calendar", "drop", "2026-12-18")
    assert again.exit_code == 2
    assert "is left out already. To have it back, delete its [[drop]] from" in again.stderr
    run("calendar", "add", "2026-12-25", "2026-12-28", "--what", "holiday")
    assert run("calendar", "drop", "2026-12-25").stdout == (
        "Left out from now on: holiday.\n"
        "To have it back:\n"
        "  advocate calendar add 2026-12-25 2026-12-28 --what holiday\n"
        "It stays a federal holiday (Christmas Day): offices are closed.\n"
    )


@pytest.mark.parametrize(
    "added",
    [
        [PERIOD],
        [[*PERIOD, "--note", "home", "--source", "the Majority Leader's page; §2"]],
        [["2027-02-15", "--what", "last-day", "--note", '-n $HOME `id` "x" 👩‍⚕️ 投票\\']],
        [["2026-12-01", "--what", "congress-ends", "--note", "--source", "--source", "-"]],
        # All of a day go at once.
        [VOTE, [*VOTE[:4], "letters"], ["2026-12-01", "2026-12-04", "--what", "holiday"]],
    ],
)
def test_what_was_dropped_comes_back_by_the_commands_that_are_said(
    added: list[list[str]], tmp_path: Path
) -> None:
    for args in added:
        run("calendar", "add", *args)
    before = (tmp_path / "calendar.toml").read_text()
    said = run("calendar", "drop", added[0][0]).stdout.splitlines()
    assert "\n[[add]]" not in (tmp_path / "calendar.toml").read_text()
    commands = [line for line in said if line.startswith("  advocate calendar add ")]
    assert len(commands) == len(added)
    for line in commands:
        assert run(*shlex.split(line)[1:]).exit_code == 0
    assert (tmp_path / "calendar.toml").read_text() == before


def test_on_an_own_holiday_offices_are_closed() -> None:
    run("me", "set", "--zip", "10001")
    assert "212-555-0111" in run("offices", "--open-now").stdout
    run("calendar", "add", "2026-11-24", "2026-11-25", "--what", "holiday", "--note", "a flood")
    assert run("offices", "--open-now").stdout.startswith("No office is likely to answer now.")
    listed = " ".join(run("offices").stdout.split())
    # Thursday is Thanksgiving Day.
    assert "closed: a flood; opens Friday at 9:00 a.m.; it is 2:10 p.m. there" in listed
    page = run("calendar", "--until", "2026-11-26").stdout
    assert "Nov 24 – Nov 25  A flood (yours): offices are closed" in page


def test_what_was_promised_is_among_the_days() -> None:
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "call",
        "--outcome", "spoke", "--follow-up", "call again by 2026-12-02")  # fmt: skip
    found = run("calendar").stdout
    assert "Wed Dec 2             Call again (Senator Beatrix Q. Hollowell)" in found, found


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
        (
            ["drop", "2026-12-19"],
            "nothing in the schedule begins on 2026-12-19. What can be left out, by its first day: "
            "2026-12-18 (last day of session scheduled); 2026-12-21 (state work period (winter)).",
        ),
        (
            ["drop", "2026-12-23"],
            "nothing begins on 2026-12-23. It lies in “state work period (winter)”, which "
            "`advocate calendar drop 2026-12-21` leaves out.",
        ),
        (
            ["drop", "2026-11-26"],
            "2026-11-26 is a federal holiday (Thanksgiving Day), which cannot be left out.",
        ),
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

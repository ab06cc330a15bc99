"""`advocate week`, `week done` and `advocate` alone, as a user sees them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate import clock
from advocate.cli import session
from advocate.cli.main import root
from advocate.resources import bundled
from tests.cli.running import log_out_of_reach


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> None:
    """A user in New York who works on the sample issue, on one afternoon."""
    packs = Path(__file__).parent.parent / "fixtures" / "packs"
    folders = {
        "data": fixture_data_dir,
        "talking_points": packs,
        "templates": bundled("templates"),
    }
    monkeypatch.setattr(session, "bundled", lambda name: folders[name])
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    on(monkeypatch, "2026-11-10")
    assert run("me", "set", "--zip", "10001").exit_code == 0
    assert run("settings", "set", "issues", "sample-issue").exit_code == 0


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let it be two in the afternoon of a day."""
    monkeypatch.setenv("ADVOCATE_TODAY", day)
    moment = datetime.fromisoformat(f"{day}T19:10:00").replace(tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)


def run(*args: str) -> Result:
    """Run the program with these arguments."""
    return CliRunner().invoke(root, args)


PAGE = """\
Your week, November 9 to November 15: 80 minutes planned
The Senate is in session until its last scheduled day, December 18, 2026;
senators are home from December 21, 2026 (as announced, may change).

Tuesday, November 10
  1.  10 min  Call Senator Hollowell about S. 9901, the Evening Libraries Act:
              New York, 212-555-0111
              38 days left, until Dec 18
              advocate call sample-issue --senator Hollowell
  2.  30 min  Write a letter to Senator Hollowell about S. 9901, the Evening
              Libraries Act
              38 days left, until Dec 18; nothing written yet, and your own
              story counts
              advocate letter sample-issue --senator Hollowell
"""


@pytest.mark.parametrize(
    "words",
    [
        ["sample-issue", "sample-issue"],
        ["sample-issue, sample-issue"],
        ["sample-issue sample-issue"],
    ],
)
def test_several_issues_are_set_as_one_types_them(words: list[str]) -> None:
    assert "issues is sample-issue sample-issue" in run("settings", "set", "issues", *words).stdout


def test_the_plan(tmp_path: Path) -> None:
    done = run("week")
    assert done.exit_code == 0
    assert done.stdout.startswith(PAGE)
    assert done.stdout.endswith("When one is done:  advocate week done 1\n")
    assert run("week").stdout == done.stdout
    assert (tmp_path / "home" / "week.json").stat().st_mode & 0o777 == 0o600


def test_a_call_that_is_done_is_logged_and_leaves_the_plan() -> None:
    run("week")
    done = run("week", "done", "1", "--outcome", "spoke", "--words", "We will pass it on.")
    assert done.exit_code == 0, done.stderr
    logged = json.loads(run("log", "list", "--json").stdout)
    (contact,) = logged["contacts"] if isinstance(logged, dict) else logged
    assert (contact["channel"], contact["outcome"], contact["minutes"]) == ("call", "spoke", 10)
    assert contact["number"] == "212-555-0111"
    again = run("week", "done", "1", "--outcome", "spoke")
    assert again.exit_code == 2
    assert "The plan has no number 1. It is done" in again.stderr
    plan = json.loads(run("week", "--json").stdout)
    assert (plan["spent"], plan["goal"]) == (10, 120)
    assert "call:sample-issue:X000001" not in [one["key"] for one in plan["choices"]]
    assert plan["left_out"][0]["why"] == "called on Nov 10"


def test_a_week_without_the_log_says_so(tmp_path: Path) -> None:
    log_out_of_reach(tmp_path / "home", issues="sample-issue")
    note = (
        "The shared outreach log could not be reached. What is due and the minutes done are left "
        "out, and the plan may propose what was done already."
    )
    done = run("week")
    assert done.exit_code == 0
    told = PAGE.replace(
        """38 days left, until Dec 18; nothing written yet, and your own
              story counts
""",
        "38 days left, until Dec 18; your own story counts\n",
    )
    assert done.stdout.startswith(told)
    assert "yet" not in done.stdout
    assert " ".join(done.stderr.split()).count(note) == 1
    assert json.loads(run("week", "--json").stdout)["warnings"] == [note]


def test_a_day_without_the_log_says_so(tmp_path: Path) -> None:
    log_out_of_reach(tmp_path / "home", issues="sample-issue")
    done = run()
    assert done.exit_code == 0
    labels = [line.split("  ")[0] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert labels[1:] == ["Open now", "Senate", "Next:"]
    assert "what comes next may be done already" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    "outcome", ["busy", "no-answer", "mailbox-full", "wrong-number", "skipped"]
)
def test_a_call_that_reached_nobody_took_none_of_its_minutes(outcome: str) -> None:
    run("week")
    assert run("week", "done", "1", "--outcome", outcome).exit_code == 0
    assert json.loads(run("week", "--json").stdout)["spent"] == 0


def test_a_letter_counts_as_sent_and_a_call_must_say_how_it_ended() -> None:
    run("week")
    done = run("week", "done", "1")
    assert done.exit_code == 2
    assert "Missing: --outcome" in done.stderr
    assert run("week", "done", "2", "--minutes", "45").exit_code == 0
    assert json.loads(run("week", "--json").stdout)["spent"] == 45


@pytest.mark.parametrize(
    ("number", "outcome", "said"),
    [
        ("1", "sent", "A call cannot end with “sent”. Nothing was logged."),
        ("2", "voicemail", "A letter cannot end with “voicemail”. Nothing was logged."),
    ],
)
def test_an_outcome_of_another_channel_is_not_logged(number: str, outcome: str, said: str) -> None:
    run("week")
    done = run("week", "done", number, "--outcome", outcome)
    assert done.exit_code == 9
    assert said in done.stderr
    assert run("log", "list").stdout == "Nothing is logged yet.\n"
    assert run("week", "done", number, "--outcome", "skipped").exit_code == 0


def test_a_follow_up_is_ticked_off() -> None:
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "call",
        "--outcome", "spoke", "--they-promised", "an answer by 2026-11-12")  # fmt: skip
    plan = json.loads(run("week", "--json").stdout)["choices"]
    number, on_day = next((p["number"], p["on"]) for p in plan if p["kind"] == "follow-up")
    assert on_day == "2026-11-12"
    done = run("week", "done", str(number))
    assert (
        done.stdout
        == "Ticked off: Ask for what they promised: an answer (Senator Beatrix Q. Hollowell).\n"
    )
    assert run("follow-ups", "open").stdout == "Nothing is open.\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["done", "1"], "The plan has no number 1. None was shown yet."),
        (["--minutes", "0"], "--minutes"),
        (["--issue", "nothing-such"], "nothing-such"),
    ],
)
def test_what_cannot_be_done(args: list[str], said: str) -> None:
    done = run("week", *args)
    assert done.exit_code in (2, 6)
    assert said in done.stderr


def test_numbers_of_last_week_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    run("week")
    on(monkeypatch, "2026-11-16")
    done = run("week", "done", "2")
    assert done.exit_code == 2
    assert "That plan is of another week. See `advocate week` first." in done.stderr
    assert "has no number 99. It is done, or never was in it." in run("week", "done", "99").stderr


def test_without_issues_it_asks_which(tmp_path: Path) -> None:
    run("settings", "unset", "issues")
    done = run("week")
    assert done.exit_code == 2
    assert "Say which issues you work on" in done.stderr
    assert "sample-issue" in done.stderr
    assert run("week", "--issue", "sample-issue").stdout.startswith(PAGE)
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "letter",
        "--outcome", "sent")  # fmt: skip
    assert "Thornquist" in run("week").stdout


def test_a_broken_plan_is_named(tmp_path: Path) -> None:
    (tmp_path / "home" / "week.json").write_text('{"day": 7}')
    done = run("week")
    assert done.exit_code == 3
    assert "week.json does not read as a weekly plan." in done.stderr
    assert "Delete the file" in done.stderr


def test_the_sheet_for_the_fridge_and_the_calendar(tmp_path: Path) -> None:
    pdf, ics = tmp_path / "week.pdf", tmp_path / "week.ics"
    done = run("week", "--pdf", str(pdf), "--ics", str(ics))
    assert done.stdout == f"{pdf}\n{ics}\n"
    from pypdf import PdfReader

    pages = PdfReader(pdf).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert "Two hours in the week of November 9, 2026" in text
    assert "Call Senator Hollowell about S. 9901" in text
    assert "What they said, and who" in text
    assert ics.read_bytes().count(b"BEGIN:VEVENT") == 4
    assert run("week", "--pdf", str(pdf)).exit_code == 8


def test_a_week_that_is_used_up_says_so_and_writes_no_empty_calendar(tmp_path: Path) -> None:
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "call",
        "--outcome", "spoke", "--minutes", "130",
        "--they-promised", "an answer by 2026-11-12")  # fmt: skip
    ics = tmp_path / "week.ics"
    done = run("week", "--ics", str(ics))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nothing is planned: there is nothing for a calendar." in done.stderr
    assert not ics.exists()
    page = " ".join(run("week").stdout.split())
    assert "an answer (Senator Beatrix Q. Hollowell): the week's minutes are used up" in page
    assert "the week's time is planned" not in page


@pytest.mark.parametrize(
    "args", [("calendar", "--until", "2026-11-10", "--ics"), ("report", "-o"), ("log", "export")]
)
def test_a_calendar_file_without_an_entry_is_not_written(
    args: tuple[str, ...], tmp_path: Path
) -> None:
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "call",
        "--outcome", "spoke")  # fmt: skip
    file = tmp_path / "empty.ics"
    done = run(*args, str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "there is nothing for a calendar. No file was written." in done.stderr
    assert not file.exists()


DAY = """\
Tuesday, November 10, 2026
Open now    Hollowell 212-555-0111 (until 5:00 p.m.); Thornquist 212-555-0122
            (until 5:00 p.m., usual hours)
Due         Ask for what they promised: an answer (Senator Beatrix Q. Hollowell)
Senate      The Senate is in session until its last scheduled day, December 18,
            2026; senators are home from December 21, 2026 (as announced, may
            change).
This week   0 of 120 minutes
Next:  advocate follow-ups due
"""


def test_the_day_of_a_known_user() -> None:
    run("log", "add", "sample-issue", "--senator", "Hollowell", "--channel", "call",
        "--outcome", "spoke", "--they-promised", "an answer by 2026-11-09")  # fmt: skip
    assert run().stdout == DAY


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (
            "2026-11-26",
            "Open now nobody (Thanksgiving Day); the first to open is Hollowell's office in New "
            "York, tomorrow at 9:00 a.m. there Due",
        ),
        (
            "2026-12-25",
            "Senate Senators are home until January 2, 2027 (as announced, may change).",
        ),
        ("2027-01-04", "Senate No schedule of the Senate for 2027 is on file. This week"),
        ("2026-12-15", "Next: advocate call sample-issue --senator Hollowell"),
    ],
)
def test_other_days(monkeypatch: pytest.MonkeyPatch, day: str, line: str) -> None:
    on(monkeypatch, day)
    assert line in " ".join(run().stdout.split())


def test_what_can_be_done_today_is_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Hollowell", "Thornquist"):
        run("log", "letter", "sample-issue", "--senator", name)
    on(monkeypatch, "2026-11-11")  # Veterans Day: calls are for tomorrow
    assert run().stdout.endswith("Next:  advocate call sample-issue --senator Hollowell"
                                 "  (for Thursday)\n")  # fmt: skip
    folder = tmp_path / "home" / "alerts"
    folder.mkdir()
    (folder / "9-a-pause.toml").write_text(f"{ADVISORY}bonus = true\n")
    assert run().stdout.endswith("Next:  advocate alert render 9\n")


@pytest.mark.parametrize("day", ["2026-11-10", "2026-12-19", "2026-12-25", "2027-01-04"])
def test_the_day_and_the_week_say_one_sentence(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    on(monkeypatch, day)
    told = json.loads(run("calendar", "--json").stdout)["today"]
    assert f"Senate {told} This week" in " ".join(run().stdout.split())
    assert told in " ".join(run("week").stdout.split())


def test_a_week_over_the_years_end_names_both(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "2026-12-30")
    assert run("week").stdout.startswith("Your week, December 28, 2026 to January 3, 2027: ")


def test_an_own_holiday_moves_the_calls_of_the_week() -> None:
    assert "Call Senator" in run("week", "--json").stdout
    run("calendar", "add", "2026-11-10", "2026-11-13", "--what", "holiday", "--note", "a flood")
    plan = json.loads(run("week", "--json").stdout)
    assert not [one for one in plan["choices"] if one["text"].startswith("Call Senator")]
    assert "nobody" in run().stdout


def test_a_newcomer_gets_the_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "other"))
    done = run()
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")
    assert not (tmp_path / "other").exists()


def test_a_reader_without_senators_gets_what_they_can_do(tmp_path: Path) -> None:
    done = run("week", "--place", "20001", "--json")
    assert done.exit_code == 0, done.stderr
    choices = json.loads(done.stdout)["choices"]
    assert choices
    assert {one["senator"] for one in choices} == {""}
    assert any(one["text"].startswith("Pass on to a friend in the states: ") for one in choices)


@pytest.mark.parametrize("command", [(), ("week",)])
def test_a_profile_that_leaves_the_state_open_is_told_how_to_settle_it(
    command: tuple[str, ...],
) -> None:
    told = run("me", "set", "--zip", "12057").stderr
    assert told == "Next:  advocate me set --state NY  (or VT: the ZIP code lies in several)\n"
    done = run(*command)
    assert done.exit_code == 4
    assert "12057 lies in New York and Vermont." in done.stderr
    assert "advocate me set --state NY" in done.stderr
    assert "Say which" not in done.stderr
    assert run("me", "set", "--state", "NY").exit_code == 0
    assert run(*command).exit_code == 0


@pytest.mark.parametrize(
    ("zip_code", "voice"),
    [("20001", "two shadow senators"), ("00901", "resident commissioner")],
)
def test_the_day_of_a_user_without_senators(tmp_path: Path, zip_code: str, voice: str) -> None:
    assert run("me", "set", "--zip", zip_code).stderr == "Next:  advocate\n"
    done = run().stdout
    assert "Open now" not in done
    assert voice in " ".join(done.split())
    assert done.endswith("Next:  advocate alert render sample-issue\n")
    run("settings", "unset", "issues")
    assert run().stdout.endswith("Next:  advocate alert list\n")
    folder = tmp_path / "home" / "alerts"
    folder.mkdir()
    (folder / "9-a-pause.toml").write_text(ADVISORY.replace("minutes = 4", 'states = ["NY"]'))
    assert run().stdout.endswith("Next:  advocate alert render 9\n")


ADVISORY = """\
number = 9
title = "A pause"
date = 2026-11-09
expires = 2026-11-30
intro = "Offices ask for a pause."
author = "A tester"

[[actions]]
number = 1
kind = "advisory"
title = "Do not call all hundred offices"
body = "They count their own."
do_not = true

[[actions]]
number = 2
kind = "read"
title = "Read why"
body = "It is short."
minutes = 4
"""


def test_alerts_in_use_are_in_the_plan(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "alerts"
    folder.mkdir()
    (folder / "9-a-pause.toml").write_text(ADVISORY)
    page = run("week").stdout
    assert "Please do not\n  - Do not call all hundred offices\n" in page
    assert "4 min  Read why\n              from alert 9\n" in page
    plan = json.loads(run("week", "--json").stdout)["choices"]
    number = next(one["number"] for one in plan if one["text"] == "Read why")
    assert run("week", "done", str(number)).stdout == "Done: Read why (4 minutes).\n"
    after = json.loads(run("week", "--json").stdout)
    assert after["spent"] == 4
    assert "Read why" not in [one["text"] for one in after["choices"]]


def test_alerts_that_are_not_used_are_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "alerts"
    folder.mkdir()
    (folder / "9-a-pause.toml").write_text(f"draft = true\n{ADVISORY}")
    (folder / "10-broken.toml").write_text("number = 10\n")
    done = run("week")
    assert "Read why" not in done.stdout
    assert "Please do not" not in done.stdout
    assert "The alert “a-pause” is left out: it is a draft." in done.stderr
    assert "The alert “broken” is left out: broken, 6 problems" in done.stderr


def test_a_pack_past_its_dates_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "2027-05-03")
    plan = json.loads(run("week", "--json").stdout)
    assert plan["choices"] == []


def test_a_week_after_the_issues_days_says_that_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    on(monkeypatch, "2028-01-04")
    told = run("week").stdout
    assert "There is nothing to plan for this week; below is why." in told
    assert "fits" not in told
    assert "For another issue:  advocate issues list" in told
    run("week", "--pdf", str(tmp_path / "week.pdf"))
    sheet = PdfReader(tmp_path / "week.pdf").pages[0].extract_text()
    why = told.partition("  - ")[2].splitlines()[0]  # the sheet says why, too
    assert " ".join(why.split()) in " ".join(sheet.split())

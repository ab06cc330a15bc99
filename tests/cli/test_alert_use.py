"""Which alert is used: one whose date has come, and that names only who and what is on file."""

import json
from pathlib import Path

import pytest

from tests.cli.running import at_home, made, run

__all__ = ["at_home"]  # used by every test here
ALERT = """number = {number}
title = "{title}"
date = {date}
expires = 2027-01-31
intro = "The vote on clean water is near."
author = "The test suite"
{more}

[[actions]]
number = 1
kind = "sign up"
title = "Come to the river"
body = "We meet at the bridge."
minutes = 15
"""
NAMES = """
[[actions]]
number = 2
kind = "call"
title = "Thank a senator"
body = "It takes two minutes."
whom = "named"
[[actions.senators]]
bioguide = "{bioguide}"
name = "Ada Nobody"
"""
SEND = ("alert", "send-list", "members.csv", "--out", "out")


@pytest.fixture(autouse=True)
def members() -> None:
    """A list of one."""
    Path("members.csv").write_text("name;zip\nAna Ruiz;10001\n", encoding="utf-8")


def put(home: Path, slug: str, *, number: int, date: str, more: str = "", after: str = "") -> None:
    """Put an alert into the user's folder."""
    folder = home / "alerts"
    folder.mkdir(parents=True, exist_ok=True)
    text = ALERT.format(number=number, title=slug, date=date, more=more) + after
    (folder / f"{number}-{slug}.toml").write_text(text, encoding="utf-8")


def said(text: str) -> str:
    """Return what was said without its line ends."""
    return " ".join(text.split())


@pytest.fixture
def two(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One alert that has gone out, and one whose date is to come."""
    put(at_home, "november", number=3, date="2026-11-28")
    put(at_home, "january", number=4, date="2027-01-05")
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-29")


@pytest.mark.usefixtures("two")
def test_the_newest_alert_is_none_of_the_future() -> None:
    done = made(*SEND)
    assert "Alert 3, “november”." in done.stderr
    assert "“january” is left out: it is for January 5, 2027 and later." in said(done.stderr)


@pytest.mark.usefixtures("two")
def test_an_alert_of_the_future_is_made_with_a_word() -> None:
    early = "The alert “january” is not to go out before January 5, 2027, its date."
    assert early in said(made("alert", "render", "4", "10001").stderr)
    assert early in said(made(*SEND, "--alert", "4").stderr)
    assert "not to go out" not in made("alert", "render", "3", "10001").stderr


@pytest.mark.usefixtures("two")
def test_an_alert_counts_from_its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-01-05")
    assert "Alert 4, “january”." in made(*SEND).stderr
    assert "not to go out" not in made("alert", "render", "4", "10001").stderr


@pytest.mark.usefixtures("two")
def test_with_alerts_of_the_future_alone_there_is_none(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("me", "set", "--zip", "20001", "--state", "DC")
    assert "render 3\n" in made().stdout
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-27")
    assert "advocate alert list\n" in made().stdout
    done = run(*SEND)
    assert done.exit_code == 6
    assert "There is no alert to be used today." in done.stderr
    assert "it is for November 28, 2026 and later" in said(done.stderr)
    assert not Path("out").exists()


def test_a_title_is_plain_text_in_the_terminal(at_home: Path) -> None:
    put(at_home, "marked", number=3, date="2026-11-20")
    path = at_home / "alerts" / "3-marked.toml"
    text = path.read_text(encoding="utf-8").replace("marked", "Read [this](https://example.org)")
    path.write_text(text.replace("to the river", "to *the* river"), encoding="utf-8")
    assert "Alert 3, “Read this”." in made(*SEND).stderr
    assert "  Read this  " in made("alert", "list").stdout
    page = made("alert", "render", "3", "10001", "--format", "md").stdout
    assert "# Alert 3: Read [this](" in page
    made("me", "set", "--zip", "10001")
    assert "Come to the river" in made("week", "--issue", "sample-issue").stdout


# --------------------------------------------------------------- what `check` calls an error

NOT_ON_FILE = {
    "senator": ("", NAMES.format(bioguide="Z999999"), "is Z999999, and no senator on file has"),
    "issue": ('issue = "no-such"', "", "names “no-such”, which is no issue pack"),
}


@pytest.fixture(params=NOT_ON_FILE)
def unknown(at_home: Path, request: pytest.FixtureRequest) -> str:
    """What is said of an alert that names what is not on file; it is the newest of two."""
    more, after, sentence = NOT_ON_FILE[request.param]
    put(at_home, "whole", number=1, date="2026-11-20")
    put(at_home, "wrong", number=2, date="2026-11-24", more=more, after=after)
    return sentence


@pytest.mark.parametrize(
    "args",
    [
        ("alert", "check", "2"),
        ("alert", "render", "2", "10001"),
        ("alert", "render", "wrong", "DC"),
        (*SEND, "--alert", "2"),
    ],
    ids=" ".join,
)
def test_what_is_not_on_file_stops_the_alert(unknown: str, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.exit_code == 6
    assert unknown in said(done.stdout + done.stderr)
    assert "friend" not in done.stdout
    assert not Path("out").exists()


def test_an_alert_that_is_stopped_is_not_the_newest(unknown: str) -> None:
    done = made(*SEND)
    assert "Alert 1, “whole”." in done.stderr
    assert "The alert “wrong” is left out: broken, 1 problem; the first: 2-wr" in said(done.stderr)
    assert unknown in said(done.stderr)


def test_the_week_leaves_a_stopped_alert_out(unknown: str) -> None:
    made("me", "set", "--zip", "10001")
    made("settings", "set", "issues", "sample-issue")
    done = made("week")
    assert done.stdout.count("Come to the river") == 1
    assert "The alert “wrong” is left out" in said(done.stderr)
    assert unknown in said(done.stderr)


def test_the_day_of_who_has_no_senators_leaves_it_out(unknown: str) -> None:
    made("me", "set", "--zip", "20001", "--state", "DC")
    assert unknown
    assert "advocate alert render 1\n" in made().stdout


def test_the_list_says_what_is_stopped(unknown: str) -> None:
    listed = made("alert", "list").stdout
    assert "2  wrong" in listed
    assert unknown in said(listed)
    first = json.loads(made("alert", "list", "--json").stdout)["alerts"][0]
    assert (first["title"], len(first["problems"])) == ("wrong", 1)


def test_a_past_alert_that_names_who_has_left_is_no_news(
    unknown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-02-01")
    made("me", "set", "--zip", "10001")
    done = made("week", "--issue", "sample-issue")
    assert unknown not in said(done.stderr)


def test_all_that_is_wrong_is_named_at_once(at_home: Path) -> None:
    wrong = NAMES.format(bioguide="Z999999") + 'phone = "12"\n'
    put(at_home, "wrong", number=2, date="2026-11-24", more='issue = "no-such"', after=wrong)
    done = run("alert", "render", "2", "10001")
    assert "3 problems" in done.stderr

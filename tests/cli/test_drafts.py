"""A draft of an issue pack: what `issues new` writes is used for nothing until it says so."""

import json
from pathlib import Path

import pytest

from advocate.issues.library import PackLibrary
from tests.cli.running import PACKS, at_home, files, made, run

__all__ = ["at_home"]  # used by every test here
LEFT_OUT = "The issue pack “clean-water” is left out: it is a draft."
NOTICE = "The issue pack “clean-water” is a draft: it says draft = true."
ALERT = """
number = 5
title = "Call about water"
date = 2026-11-24
expires = 2026-12-24
intro = "The vote on clean water is near."
author = "The test suite"
issue = "clean-water"

[[actions]]
number = 1
kind = "sign up"
title = "Come to the river"
body = "We meet at the bridge."
minutes = 15

[[actions]]
number = 2
kind = "call"
title = "Call about water"
body = "It takes two minutes."
whom = "own"
ask = true
"""


@pytest.fixture(autouse=True)
def draft(at_home: Path) -> Path:
    """The user's draft, beside the sample issue; both are among the user's issues."""
    made("issues", "new", "clean-water")
    made("me", "set", "--zip", "10001")
    made("settings", "set", "issues", "clean-water sample-issue")
    return at_home / "talking_points" / "clean-water" / "pack.toml"


@pytest.fixture
def alert(at_home: Path) -> Path:
    """An alert of the draft's issue, which is no draft itself."""
    path = at_home / "alerts" / "5-the-river.toml"
    path.parent.mkdir()
    path.write_text(ALERT, encoding="utf-8")
    return path


def finish(draft: Path) -> None:
    """Take out the line that makes it a draft."""
    text = draft.read_text(encoding="utf-8")
    assert "\ndraft = true " in text
    draft.write_text(text.replace("\ndraft = true ", "\n# ", 1), encoding="utf-8")


def said(text: str) -> str:
    """Return what was said without its line ends."""
    return " ".join(text.split())


def test_a_new_pack_is_a_draft_until_its_author_says_otherwise(draft: Path) -> None:
    checked = made("issues", "check", "clean-water").stdout
    assert "pack.toml: draft: is true: the week's plan leaves the pack out" in said(checked)
    assert "title, short, subject, and" in checked
    row = next(r for r in made("issues", "list").stdout.splitlines() if "clean-water" in r)
    assert row.endswith("  draft")
    assert len(row) <= 80
    listed = {
        one["slug"]: one for one in json.loads(made("issues", "list", "--json").stdout)["packs"]
    }
    assert {slug: one["draft"] for slug, one in listed.items()} == {
        "clean-water": True,
        "sample-issue": False,  # which has no such key
    }
    assert NOTICE in said(made("issues", "show", "clean-water").stderr)
    assert json.loads(made("issues", "show", "clean-water", "--json").stdout)["draft"] is True
    finish(draft)
    assert ": draft:" not in made("issues", "check", "clean-water").stdout
    assert "  draft" not in made("issues", "list").stdout
    assert "draft" not in made("issues", "show", "clean-water").stderr


@pytest.mark.parametrize(("room", "folder"), [("issues", "talking_points"), ("alert", "alerts")])
def test_a_new_file_says_how_it_is_finished_and_where_it_is_used(
    at_home: Path, room: str, folder: str
) -> None:
    told = said(made(room, "new", "clean-air").stderr)
    check, draft = told.index(f"{room} check"), told.index("take out the line draft = true")
    assert check < draft  # the draft comes last
    assert "To use it yourself" not in told
    own = at_home / folder
    assert "To use it" not in made(room, "new", "clean-sea", "--out", str(own)).stderr
    elsewhere = made(room, "new", "clean-water", "--out", "ours")
    assert str(own) in elsewhere.stderr.split("To use it yourself", 1)[1]


@pytest.mark.parametrize("args", [(), ("week",), ("week", "--json")])
def test_the_plan_leaves_a_draft_out_and_says_so_once(draft: Path, args: tuple[str, ...]) -> None:
    done = made(*args)
    assert said(done.stderr).count(LEFT_OUT) == 1
    assert "take the line draft = true out of its file" in said(done.stderr)
    assert "clean-water" not in done.stdout
    assert "library hours" not in done.stdout  # the sample's own subject
    finish(draft)
    done = made("week")
    assert "clean-water" in done.stdout
    assert "draft" not in done.stderr


def test_a_plan_for_a_draft_alone_is_empty() -> None:
    done = made("week", "--issue", "clean-water")
    assert LEFT_OUT in said(done.stderr)
    assert "There is nothing to plan for this week.\n" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ("letter", "clean-water"),
        ("script", "clean-water"),
        ("brief", "clean-water", "--senator", "hollowell"),
        ("kit", "clean-water", "--kind", "postcard"),
        ("script", "sample-issue", "--also", "clean-water"),
        ("alert", "render", "clean-water"),
        ("alert", "render", "clean-water", "DC"),
    ],
    ids=" ".join,
)
def test_a_document_of_a_draft_is_made_with_a_word(args: tuple[str, ...]) -> None:
    done = made(*args)
    assert said(done.stderr).count(NOTICE) == 1
    assert done.stdout


@pytest.mark.parametrize("issues", [("clean-water",), ("sample-issue", "clean-water")])
def test_a_call_about_a_draft_says_so(issues: tuple[str, ...]) -> None:
    done = run("call", *issues, "10001", "--rehearse", typed="q\n")
    assert said(done.stderr).count(NOTICE) == 1


def test_a_draft_is_for_nobodys_list() -> None:
    Path("members.csv").write_text("name;zip\nAna Ruiz;10001\n", encoding="utf-8")
    args = ("batch", "clean-water", "members.csv", "--format", "txt", "--out", "out")
    looked = made(*args)
    assert "1 of 1 member can be served" in looked.stdout
    assert NOTICE in said(looked.stderr)
    assert "The batch itself is not made yet. " in looked.stdout
    assert "out of its file. Then the same command with --go makes it all." in looked.stdout
    for more in ("--go", "--resume"):
        done = run(*args, more)
        assert done.exit_code == 6
        refused = "The issue pack “clean-water” is a draft; nothing was written."
        assert refused in said(done.stderr)
        assert "take the line draft = true out of its file" in said(done.stderr)
        assert files(Path()) == ["members.csv"]


def test_a_batch_of_an_old_pack_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-06-01")
    Path("members.csv").write_text("name;zip\nAna Ruiz;10001\n", encoding="utf-8")
    looked = made("batch", "sample-issue", "members.csv", "--preview", "0")
    assert "was meant to be used until April 30, 2027" in said(looked.stderr)


def test_a_drafts_deadline_is_none_yet(draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("\n# deadline = ", "\ndeadline = "), encoding="utf-8")
    done = made("calendar", "--until", "2027-11-01")
    assert "A sample issue" not in done.stdout
    assert LEFT_OUT in said(done.stderr)
    finish(draft)
    assert "A sample issue" in made("calendar", "--until", "2027-11-01").stdout


@pytest.mark.usefixtures("alert")
def test_an_alert_of_a_drafts_issue_is_left_out_with_it(draft: Path) -> None:
    done = made("week")
    assert "Come to the river" not in done.stdout
    assert "The alert “the-river” is left out: its issue “clean-water” is a draft." in said(
        done.stderr
    )
    finish(draft)
    assert "Come to the river" in made("week").stdout


@pytest.mark.usefixtures("alert")
def test_an_alert_of_a_drafts_issue_goes_to_nobody(draft: Path) -> None:
    checked = said(made("alert", "check", "5").stdout)
    assert "5-the-river.toml: issue: names “clean-water”, whose pack is a draft" in checked
    assert NOTICE in said(made("alert", "render", "5").stderr)
    Path("members.csv").write_text("name;zip\nAna Ruiz;10001\n", encoding="utf-8")
    args = ("alert", "send-list", "members.csv", "--out", "out")
    done = run(*args, "--alert", "5")
    assert done.exit_code == 6
    refused = "The alert “the-river” is about the issue “clean-water”, which is a draft; nothing"
    assert refused in said(done.stderr)
    done = run(*args)  # the newest that may be used, of which there is none
    assert done.exit_code == 6
    assert "There is no alert to be used today." in said(done.stderr)
    assert "The alert “the-river” is left out: its issue “clean-water”" in said(done.stderr)
    assert not Path("out").exists()
    finish(draft)
    assert "a draft" not in made("alert", "check", "5").stdout
    assert made(*args).exit_code == 0


@pytest.mark.usefixtures("alert")
def test_someone_without_senators_is_shown_no_alert_of_a_draft() -> None:
    made("me", "set", "--zip", "20001", "--state", "DC")
    assert "advocate alert render 5" not in made().stdout


def test_the_drafts_of_a_library(at_home: Path) -> None:
    (at_home / "talking_points" / "broken").mkdir()
    library = PackLibrary([("yours", at_home / "talking_points"), ("shipped", PACKS)])
    assert library.drafts() == {"clean-water"}

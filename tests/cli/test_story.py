"""`advocate story`, as a user sees it, and which story a letter then tells."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import output, session
from advocate.cli.main import root
from advocate.settings import Constituent
from advocate.stories import Consent, load_story, story_path

NEW = ("story", "new", "late-shift")
TOLD = ("--who", "I drive a bus", "--happened", "A boy rode along.", "--touches", "He was afraid")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's folder, which holds nothing yet."""
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def run(*args: str, typed: str = "") -> Result:
    return CliRunner().invoke(root, args, input=typed)


def made(*args: str, typed: str = "") -> Result:
    done = run(*args, typed=typed)
    assert done.exit_code == 0, done.stderr
    return done


def test_without_a_terminal_a_worksheet_is_written(home: Path) -> None:
    done = made(*NEW)
    assert done.stdout.startswith(f"Kept in {home / 'stories' / 'late-shift.toml'}. It stays on")
    assert "open that file" in done.stderr
    assert "# What happened?" in story_path(home, "late-shift").read_text()
    assert "(not answered)" in made("story", "show", "late-shift").stdout


def test_options_answer_and_show_tells(home: Path) -> None:
    made(*NEW, *TOLD, "--issue", "town-hall", "--consent", "named", "--consented-on", "2026-11-20")
    page = made("story", "show", "late-shift").stdout
    for words in (
        "late-shift, for town-hall",
        "In the letter (11 words)",
        "  I drive a bus. A boy rode along. He was afraid.",
        "On the phone (3 of 25 words)",
        "Who may retell it: the office, with the name (2026-11-20).",
    ):
        assert words in page
    data = json.loads(made("story", "show", "late-shift", "--json").stdout)
    assert (data["consent"], data["consented_on"]) == ("named", "2026-11-20")
    assert load_story(home, "late-shift").consent is Consent.NAMED


def test_a_terminal_asks_step_by_step(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(session, "interactive", lambda: True)
    long, short = "word " * 26, "He is afraid."
    answers = ("nowhere", "town-hall", "I drive", "A boy.", "Bad", "Act", long, short, "named", "")
    done = made(*NEW, typed="\n".join(answers) + "\n")
    assert "or one of the names." in done.stderr
    assert "To find a story, ask yourself:" in done.stderr
    assert "The reason has 26 words; at most 25" in done.stderr
    story = load_story(home, "late-shift")
    assert (story.issue, story.text) == ("town-hall", "I drive. A boy. Bad. Act.")
    assert (story.reason, story.consent, str(story.consented_on)) == (short, "named", "2026-11-24")


@pytest.mark.parametrize(
    ("typed", "consent"),
    [("1", "named"), ("named", "named"), ("2", "unnamed"), ("3", "none"), ("no", "none"),
     ("", "none"), ("yes\nunnamed", "unnamed")],
)  # fmt: skip
def test_consent_is_given_by_its_number_or_its_word(
    monkeypatch: pytest.MonkeyPatch, home: Path, typed: str, consent: str
) -> None:
    monkeypatch.setattr(session, "interactive", lambda: True)
    rest = ("--issue", "town-hall", "--ask", "", "--reason", "")
    made(*NEW, *TOLD, *rest, typed=f"{typed}\n\n")
    assert load_story(home, "late-shift").consent == consent


def test_questions_are_broken_between_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(session, "interactive", lambda: True)
    monkeypatch.setattr(output, "_columns", lambda stream: 80)
    done = made(*NEW, "--issue", "town-hall", typed="\n" * 12)
    assert max(map(len, done.stderr.splitlines())) <= 80
    assert "most.\n> " in done.stderr


def test_a_terminal_does_not_ask_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "interactive", lambda: True)
    rest = ("--issue", "", "--ask", "", "--reason", "", "--consent", "none")
    assert "?" not in made(*NEW, *TOLD, *rest).stderr


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["new", "Late Shift"], 3, "cannot name a story"),
        (["new", "one", "--issue", "no-such"], 6, "no issue pack named “no-such”"),
        (["new", "one", "--reason", "word " * 30], 3, "has 30 words; at most 25"),
        (["new", "one", "--consent", "maybe"], 2, "maybe"),
        (["new", "one", "--consented-on", "2026-11-20"], 2, "goes with --consent named"),
        (["new", "one", "--consent", "named", "--consented-on", "2026-11-25"], 2, "still ahead"),
        (["new", "one", "--consented-on", "soon"], 2, "“soon” is not a day. Write 2026-11-24."),
        (["show", "one"], 3, "There is no story named “one”."),
    ],
)
def test_bad_input_is_a_sentence(home: Path, args: list[str], code: int, said: str) -> None:
    done = run("story", *args)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr
    assert not (home / "stories").exists()


def test_new_never_overwrites(home: Path) -> None:
    made(*NEW, *TOLD)
    before = story_path(home, "late-shift").read_bytes()
    again = run(*NEW, "--who", "Other")
    assert (again.exit_code, "--force" in again.stderr) == (8, False)
    assert story_path(home, "late-shift").read_bytes() == before


def test_list(home: Path) -> None:
    assert "There is no story yet." in made("story", "list").stdout
    made(*NEW, *TOLD)
    story_path(home, "broken").write_text("who = 1")
    done = made("story", "list")
    assert done.stdout.split() == [
        "late-shift",
        "no",
        "issue",
        "11",
        "words",
        "nobody",
        *["but", "you"],
    ]
    assert "The story “broken” is left out." in done.stderr
    data = json.loads(made("story", "list", "--json").stdout)
    assert [one["slug"] for one in data["stories"]] == ["late-shift"]
    assert "who must be text" in data["warnings"][0]


PROFILE = Constituent(story="Of the profile.")


@pytest.mark.parametrize(
    ("issue", "file", "text"),
    [
        ("town-hall", None, "The newer."),
        ("town-hall", "old", "The old."),
        ("town-hall", "free", "Of no issue."),
        ("immigrants-welcome", None, "Of the profile."),
        ("immigrants-welcome", "free", "Of no issue."),
        ("town-hall", "story.txt", "Of a file."),
    ],
)
def test_which_story_is_told(home: Path, issue: str, file: str | None, text: str) -> None:
    Path("story.txt").write_text("Of a file.", encoding="utf-8")
    for day, (slug, about, words) in enumerate(
        [
            ("old", "town-hall", "The old"),
            ("new", "town-hall", "The newer"),
            ("empty", "town-hall", ""),
            ("free", "", "Of no issue"),
        ]
    ):
        made("story", "new", slug, "--issue", about, "--who", words)
        os.utime(story_path(home, slug), (day, day))
    assert session.story_for(issue, PROFILE, file).text == text


def test_a_broken_story_is_said_and_left_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(*NEW, "--issue", "town-hall", *TOLD)
    story_path(home, "broken").write_text('who = "Secretword')
    assert session.story_for("town-hall", PROFILE, None).slug == "late-shift"
    said = capsys.readouterr().err
    assert "The story “broken” is left out." in said
    assert "Secretword" not in said


@pytest.mark.parametrize(
    ("consent", "retold"), [("named", True), ("unnamed", True), ("none", False)]
)
def test_the_letter_tells_it_and_the_leave_behind_obeys(consent: str, retold: bool) -> None:
    made(*NEW, "--issue", "town-hall", *TOLD, "--consent", consent)
    place = ("town-hall", "10001", "--senator", "schumer")
    letter = made("letter", *place)
    assert "I drive a bus. A boy rode along. He was afraid." in " ".join(letter.stdout.split())
    assert "no paragraph of your own" not in letter.stderr
    assert ("I drive a bus." in made("leave-behind", *place).stdout) == retold

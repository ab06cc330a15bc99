"""`advocate me`, as a user sees it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.settings import Constituent, load_profile, profile_path, save_profile

ROOT = Path(__file__).parents[2]
ANA = Constituent(name="Ana Ruiz", zip="10001", large_print=True, story="One.\n\nTwo.")


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's folder, which holds nothing yet."""
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*args: str, typed: str | bytes = "") -> Result:
    """Run `advocate me` with these arguments."""
    return CliRunner().invoke(root, ["me", *args], input=typed)


def test_only_what_is_named_changes(home: Path) -> None:
    save_profile(home, ANA)
    done = run("set", "--state", "ny", "--zip", "", "--no-large-print")
    assert done.exit_code == 0
    assert done.stdout == (
        f"Kept in {profile_path(home)}. It stays on this machine; nothing is sent anywhere.\n"
    )
    assert done.stderr.startswith("Next:  advocate me set --zip")
    assert load_profile(home) == Constituent(name="Ana Ruiz", state="NY", story="One.\n\nTwo.")


@pytest.mark.parametrize(
    ("before", "args", "said"),
    [
        (Constituent(zip="10001", state="NY"), ["--zip", "59715"], "lies in MT, not in NY."),
        (
            Constituent(zip="10001", street="1 Main St", city="New York"),
            ["--zip", "12207"],
            "Your street and city stayed as before. If you moved, set them, too.",
        ),
        (Constituent(zip="10001", city="New York"), ["--zip", "12207", "--city", "Albany"], ""),
        (Constituent(), ["--zip", "42223", "--state", "TN"], ""),
        (Constituent(), ["--zip", "99999"], "99999 is on no list; its first digits point to Alask"),
        (Constituent(), ["--zip", "99999", "--state", "AK"], ""),
    ],
)
def test_an_address_that_does_not_fit_together_is_said(
    home: Path, before: Constituent, args: list[str], said: str
) -> None:
    save_profile(home, before)
    done = run("set", *args)
    assert done.exit_code == 0
    assert said in done.stderr
    assert ("Note:" in done.stderr) == bool(said)


def test_a_state_is_kept_by_its_code_and_an_unknown_one_refused(home: Path) -> None:
    assert run("set", "--state", "new mexico").exit_code == 0
    assert load_profile(home).state == "NM"
    done = run("set", "--state", "ZZ")
    assert done.exit_code == 4
    assert "“ZZ”" in done.stderr
    assert load_profile(home).state == "NM"


def test_every_field_has_its_option(home: Path) -> None:
    fields = {
        "name": "Ana Ruiz",
        "preferred-name": "Ana",
        "prefix": "Ms.",
        "street": "1 Main St",
        "city": "New York",
        "state": "NY",
        "zip": "10001",
        "phone": "212-555-0100",
        "email": "ana@example.org",
        "occupation": "nurse",
        "pronunciation": "AH-nah",
    }
    options = [part for key, value in fields.items() for part in (f"--{key}", value)]
    assert run("set", *options, "--large-print").exit_code == 0
    kept = json.loads(run("show", "--json").stdout)
    expected = {key.replace("-", "_"): value for key, value in fields.items()}
    assert kept == expected | {"large_print": True, "story": ""}


def test_a_story_comes_from_a_file_or_from_typing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_bytes(b"\xef\xbb\xbfMy  clinic\nclosed.\n\n\nIt hurt.")
    assert run("set", "--story", str(tmp_path / "story.txt")).exit_code == 0
    assert load_profile(home).story == "My clinic closed.\n\nIt hurt."
    assert run("set", "--story", "-", typed="Typed – with a dash.\n").exit_code == 0
    assert load_profile(home).story == "Typed – with a dash."
    assert run("set", "--story", "").exit_code == 0
    assert load_profile(home).story == ""


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["set", "--zip", "1"], 3, "Error: The ZIP code is not usable"),
        (["set", "--name", "x" * 10_000], 3, "Error: The name has 10,000 characters"),
        (["set", "--story", "no-such-file"], 3, "Error: Could not read no-such-file: no such file"),
        (["set", "--story", "."], 3, "Error: Could not read .: it is a folder"),
        (["set", "--story", "/dev/zero"], 3, "Could not read /dev/zero: it is no ordinary file."),
        (["set", "--story", "My own story."], 3, "--story takes a file's name, not the story"),
        (["set", "--story", "My story. " * 500], 3, "--story takes a file's name, not the story"),
        (["set", "--story", "\x1b[31m"], 3, "Error: Could not read [31m: no such file"),
        (["set", "--zip", "00000"], 4, "No ZIP code begins with 000."),
        (["set", "--zip", "00100-0001", "--state", "NY"], 4, "No ZIP code begins with 001."),
        (["set", "--zip", "①②③④⑤"], 3, "The ZIP code is not usable"),
        (["set"], 2, "Name at least one thing to keep"),
    ],
)
def test_what_cannot_be_kept_is_said(home: Path, args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "written", "hint"),
    [
        ("picture.png", b"\x89PNG\xff", "plain text in UTF-8"),
        ("zeros", b"My clinic\0 closed.", "plain text in UTF-8"),
        ("utf-32", "My clinic".encode("utf-32"), "plain text in UTF-8"),
        ("latin-1.txt", b"Espa\xf1ola", "plain text in UTF-8"),
        ("a.rtf", b"{\\rtf1 My clinic closed.}", "plain text (.txt)"),
        ("a.PDF", b"%PDF-1.7 My clinic closed.", "plain text (.txt)"),
        ("a.docx", b"PK\3\4\x14\0\xff", "plain text (.txt)"),
    ],
)
def test_a_file_of_other_things_is_said(
    home: Path, tmp_path: Path, name: str, written: bytes, hint: str
) -> None:
    (tmp_path / name).write_bytes(written)
    done = run("set", "--story", str(tmp_path / name))
    assert (done.exit_code, done.stderr.count("\n")) == (3, 2)
    assert f"{name} is not a text file in UTF-8.\nSave it as {hint}" in done.stderr


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_story_may_begin_with_a_mark(home: Path, tmp_path: Path, code: str) -> None:
    (tmp_path / "story.txt").write_bytes("Española".encode(code))
    assert run("set", "--story", str(tmp_path / "story.txt")).exit_code == 0
    assert load_profile(home).story == "Española"


def test_a_story_in_a_pipe_is_refused_at_once(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run("set", "--story", str(tmp_path / "pipe"))
    assert (done.exit_code, done.stdout) == (3, "")
    assert "it is no ordinary file.\nTo pass on what another program writes, use -" in done.stderr


def test_a_closed_input_is_said(home: Path) -> None:
    program = [sys.executable, "-m", "advocate", "me", "set", "--story", "-"]
    closed = 'exec "$@" <&-'
    done = subprocess.run(
        ["sh", "-c", closed, "sh", *program], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 3
    assert done.stderr == "Error: There is no input to read the story from.\nName a file.\n"


def test_a_zip_code_kept_before_that_is_not_in_use_is_said(home: Path) -> None:
    save_profile(home, Constituent(zip="00000"))
    done = run("set", "--name", "Ana")
    assert (done.exit_code, load_profile(home).name) == (0, "Ana")
    assert "Note: 00000, your ZIP code, is not one in use." in done.stderr


def test_show_is_a_card(home: Path) -> None:
    save_profile(home, ANA)
    done = run("show")
    assert done.stdout == (
        "Name             Ana Ruiz\n"
        "ZIP code         10001\n"
        "Large print      yes\n"
        "Story\n  One.\n\n  Two.\n"
    )
    assert str(profile_path(home)) in done.stderr


def test_show_says_what_to_do_when_nothing_is_kept(home: Path) -> None:
    done = run("show")
    assert done.stdout == "Nothing is kept about you yet.\n"
    assert "advocate me set" in done.stderr
    assert not home.exists()


def test_clear_works_on_a_broken_profile_too(home: Path) -> None:
    home.mkdir()
    profile_path(home).write_text("broken")
    assert run("show").exit_code == 3
    assert run("clear").stdout == "Your profile is deleted. The outreach log is as it was.\n"
    assert run("clear").stdout == "There was no profile to delete.\n"


@pytest.mark.parametrize(
    ("args", "typed", "kept"),
    [(["clear"], "n\n", True), (["clear"], "y\n", False), (["clear", "--yes"], "", False)],
)
def test_clear_asks_a_person_first(
    home: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], typed: str, kept: bool
) -> None:
    save_profile(home, ANA)
    monkeypatch.setattr(session, "interactive", lambda: True)
    run(*args, typed=typed)
    assert profile_path(home).exists() is kept


@pytest.mark.parametrize("command", [[], ["set"], ["show"], ["clear"]])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    done = run(*command, "--help")
    assert "Example:  advocate me" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())

"""`advocate kit` as a user meets it."""

from pathlib import Path

import pytest

from tests.cli.running import at_home, files, made, run

__all__ = ["at_home"]  # used by every test here


FILES = 4 * (2 * 16 + 2) + 1  # formats, senators' and shared documents, the index


def test_the_kit_is_whole() -> None:
    done = made("kit", "sample-issue", "10001", "--out", "kit")
    found = files(Path("kit"))
    assert len(found) == FILES
    assert "14-wallet-cards.pdf" in found
    assert "hollowell/01-call-script-hollowell.docx" in found
    assert "thornquist/09-meeting-brief-thornquist.txt" in found
    assert "Made 34 documents in 4 formats in kit/:" in done.stdout
    assert "Next:  open kit/index.html" in done.stdout
    index = Path("kit/index.html").read_text(encoding="utf-8")
    assert all(index.count(f'"{name}"') == 1 for name in found if name != "index.html")
    assert list(Path().glob(".kit*")) == []


def test_a_kit_for_one_senator() -> None:
    made("kit", "sample-issue", "10001", "--senator", "thornquist", "--out", "kit")
    folders = {name.split("/")[0] for name in files(Path("kit")) if "/" in name}
    assert folders == {"thornquist"}


def test_a_kit_of_some_kinds() -> None:
    args = ("kit", "sample-issue", "10001", "--kind", "script", "--kind", "letter")
    assert "Made 4 documents" in made(*args).stdout
    assert len(files(Path("kit"))) == 4 * 4 + 1


def test_a_kit_with_the_profile_needs_no_place() -> None:
    made("me", "set", "--name", "Ana Ruiz", "--zip", "10001", "--street", "12 Elm Street")
    made("kit", "sample-issue")
    letter = Path("kit/hollowell/04-letter-hollowell.txt").read_text(encoding="utf-8")
    assert letter.startswith("Ana Ruiz\n12 Elm Street\nNew York, NY 10001\n")
    assert "_____ (your" not in letter


def test_a_kit_that_exists_is_kept() -> None:
    kit = Path("kit")
    kit.mkdir()
    (kit / "notes.txt").write_text("precious", encoding="utf-8")
    done = run("kit", "sample-issue", "10001")
    assert done.exit_code == 8
    assert files(kit) == ["notes.txt"]
    made("kit", "sample-issue", "10001", "--force")
    assert len(files(kit)) == FILES + 1
    assert (kit / "notes.txt").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("nosuch", "10001"), 6, "There is no issue pack named “nosuch”."),
        (("sample-issue", "1000"), 4, "1000"),
        (("sample-issue", "10001"), 8, "kit exists already; nothing was written."),
    ],
)
def test_issue_and_place_are_looked_at_before_the_folder(
    args: tuple[str, ...], code: int, said: str
) -> None:
    Path("kit").mkdir()
    Path("kit", "notes.txt").write_text("precious", encoding="utf-8")
    done = run("kit", *args)
    assert (done.exit_code, files(Path("kit"))) == (code, ["notes.txt"])
    assert said in done.stderr


def test_an_empty_folder_becomes_the_kit() -> None:
    Path("kit").mkdir()
    made("kit", "sample-issue", "10001")
    assert len(files(Path("kit"))) == FILES

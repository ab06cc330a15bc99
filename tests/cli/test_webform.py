"""`advocate webform`: the sheet, and with --open the browser and the clipboard. Nothing is sent."""

import webbrowser
from dataclasses import replace
from pathlib import Path

import pyperclip
import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.directory.dataset import Dataset
from advocate.resources import bundled

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"


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


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was asked to open."""
    found: list[str] = []

    def open_(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", open_)
    return found


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard."""
    found: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", found.append)
    return found


def run(*args: str, senator: str = "hollowell") -> Result:
    told = ["--senator", senator] if senator else []
    return CliRunner().invoke(root, ["webform", "sample-issue", "10001", *told, *args])


def test_the_sheet_opens_and_copies_nothing_unless_asked(
    opened: list[str], copied: list[str]
) -> None:
    done = run()
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Web-form sheet: Senator Hollowell\n")
    assert (opened, copied) == ([], [])


@pytest.mark.parametrize(
    ("senator", "address", "most"),
    [
        ("hollowell", "https://www.hollowell.example/contact", 500),
        ("thornquist", "https://www.thornquist.example/form?a=1&b=2", 1500),
    ],
)
def test_open_shows_the_form_and_copies_the_message_that_fits(
    opened: list[str], copied: list[str], senator: str, address: str, most: int
) -> None:
    done = run("--open", senator=senator)
    assert done.exit_code == 0, done.stderr
    assert opened == [address]
    (message,) = copied
    assert message.startswith("Dear Senator ")
    assert len(message) <= most
    assert f"Use this one: at most {most:,} characters" in done.stdout
    assert message in done.stdout
    assert f"Opened {address}. Nothing is sent until you send it." in done.stderr


def test_without_a_clipboard_the_message_is_printed(
    opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_text: str) -> None:
        raise pyperclip.PyperclipException("no xclip, no xsel")

    monkeypatch.setattr(pyperclip, "copy", refuse)
    done = run("--open", "-o", "sheet.html")
    assert done.exit_code == 0, done.stderr
    assert "There is no clipboard here that can be reached. Copy the message:" in done.stderr
    assert "\nDear Senator Hollowell:\n\nI live in New York." in done.stdout
    assert len(opened) == 1


def test_without_a_browser_the_address_is_said(
    copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: False)
    done = run("--open")
    assert done.exit_code == 0
    assert "No browser could be opened. Go to https://www.hollowell.example/contact" in done.stderr
    assert len(copied) == 1


@pytest.mark.parametrize(
    ("addresses", "code", "expected"),
    [
        (
            ("javascript:alert(1)", "https://a.example/contact", ""),
            0,
            ["https://a.example/contact"],
        ),
        (("", "", "http://a.example"), 0, ["http://a.example"]),
        (("file:///etc/passwd", "https:", ""), 4, []),
    ],
)
def test_only_a_web_address_is_opened(
    opened: list[str],
    copied: list[str],
    monkeypatch: pytest.MonkeyPatch,
    addresses: tuple[str, str, str],
    code: int,
    expected: list[str],
) -> None:
    url, contact, website = addresses
    form, senators = Dataset.web_form, Dataset.senators_of

    def web_form(self: Dataset, bioguide: str) -> object:
        found = form(self, bioguide)
        return replace(found, url=url) if found else None

    def senators_of(self: Dataset, state: str) -> object:
        return tuple(
            replace(one, contact_form=contact, website=website) for one in senators(self, state)
        )

    monkeypatch.setattr(Dataset, "web_form", web_form)
    monkeypatch.setattr(Dataset, "senators_of", senators_of)
    done = run("--open")
    assert (done.exit_code, opened) == (code, expected), done.stderr
    assert code == 0 or "No web form of Senator Hollowell is on file." in done.stderr


def test_open_takes_one_senator(opened: list[str], copied: list[str]) -> None:
    done = run("--open", senator="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--open takes one senator: name one with --senator." in done.stderr
    assert (opened, copied) == ([], [])

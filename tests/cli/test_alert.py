"""`advocate alert render` as a user meets it."""

from pathlib import Path

import pytest

from tests.cli.running import at_home, files, made, run

__all__ = ["at_home"]  # used by every test here


def test_an_alert_is_one_for_both_senators() -> None:
    page = made("alert", "render", "sample-issue", "10001").stdout
    assert page.count("What you can do") == 1
    assert "Hollowell" in page
    assert "Thornquist" in page


@pytest.mark.parametrize("form", ["txt", "md", "html", "pdf", "docx"])
def test_an_alert_is_one_file_in_each_format(form: str) -> None:
    made("alert", "render", "sample-issue", "10001", "--format", form, "-o", f"out/alert.{form}")
    assert files(Path("out")) == [f"alert.{form}"]


@pytest.mark.parametrize(
    ("args", "code"),
    [((), 2), (("no-such-issue", "10001"), 6), (("sample-issue", "00000"), 4)],
)
def test_what_cannot_be_made_is_said(args: tuple[str, ...], code: int) -> None:
    done = run("alert", "render", *args)
    assert done.exit_code == code
    assert "Traceback" not in done.stderr

"""`advocate report`: in the terminal, and as every kind of file."""

import csv
import json
import os
import re
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from advocate.cli import session
from advocate.cli.main import root
from advocate.issues.records import Position
from advocate.outreach.ics import calendar
from advocate.outreach.records import (
    Channel,
    FollowUp,
    FollowUpDraft,
    IssueAsk,
    Outcome,
    Promise,
)
from advocate.outreach.store import Store
from advocate.resources import bundled
from tests.outreach.examples import NOW, made


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> None:
    """A new user with the invented dataset and the shipped templates."""
    folders = {"data": fixture_data_dir, "templates": bundled("templates")}
    monkeypatch.setattr(session, "bundled", folders.__getitem__)
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def logged(tmp_path: Path) -> None:
    """A log with a call, a letter that waits, a stand that changed, and a promise."""
    who = {"senator": "X000001", "senator_name": "Beatrix Q. Hollowell"}
    calls = {"office": "X000001-albany", "office_label": "Albany, NY", "minutes": 50}
    about = {at: (IssueAsk("sample-issue", "hold", at),) for at in Position}
    ups = (FollowUpDraft(promise=Promise.THEIRS, text="=Call, back; <b>", due=date(2026, 12, 4)),)
    letter = {"channel": Channel.LETTER, "outcome": Outcome.SENT}
    with Store.open(tmp_path / "home" / "log.sqlite3") as store:
        heard = {"issues": about[Position.UNDECIDED], "words": "<script>We “will” look.</script>"}
        store.add_contact(made(**who, **calls, **heard), now=NOW, follow_ups=ups)
        before = NOW - timedelta(days=20)
        store.add_contact(
            made(**who, when=before, issues=about[Position.OPPOSES], outcome=Outcome.VOICEMAIL),
            now=NOW,
        )
        store.add_contact(made(**who, **letter, when=NOW - timedelta(days=40)), now=NOW)
        store.add_contact(made(**who, **calls, practice=True), now=NOW)


def run(*args: str) -> Result:
    return CliRunner().invoke(root, ["report", *args])


def test_an_empty_log_gets_one_friendly_line() -> None:
    done = run()
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)
    assert "your first call is the start" in done.stdout


@pytest.mark.usefixtures("logged")
def test_the_terminal_has_the_figures_in_80_columns() -> None:
    done = run()
    assert done.exit_code == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "50 of 120 min" in done.stdout
    assert "Contacts by week (3 contacts in all)" in done.stdout
    assert "Letters without an answer after 30 days: 1" in done.stdout
    assert "opposes > undecided" in done.stdout
    assert (
        "  2026-12-04 Ask for what they promised: =Call, back; <b> (Beatrix Q. Hollowell)"
        in done.stdout
    )


@pytest.mark.usefixtures("logged")
def test_a_file_is_private_and_never_replaced_unasked(tmp_path: Path) -> None:
    assert run("-o", "r.json").exit_code == 0
    assert (tmp_path / "r.json").stat().st_mode & 0o777 == 0o600
    assert run("-o", "r.json").exit_code == 8
    assert run("-o", "r.json", "--force").exit_code == 0
    assert run("-o", "r.xyz").exit_code == 2
    assert run("--format", "pdf").exit_code == 2


@pytest.mark.usefixtures("logged")
def test_json_and_csv_hold_the_figures() -> None:
    told = json.loads(run("--format", "json").stdout)
    assert (told["contacts"], told["minutes_this_week"], told["streak_weeks"]) == (3, 50, 1)
    assert [one["position"] for one in told["positions"][0]["changes"]] == ["opposes", "undecided"]
    rows = list(csv.DictReader(StringIO(run("--format", "csv").stdout)))
    assert [row["detail"] for row in rows if row["figure"] == "due"] == ["'=Call, back; <b>"]


@pytest.mark.usefixtures("logged")
def test_the_page_holds_each_chart_with_its_words_and_no_script(tmp_path: Path) -> None:
    assert run("-o", "r.html").exit_code == 0
    page = (tmp_path / "r.html").read_text("utf-8")
    assert page.count('<img class="picture" alt="') == 5
    assert page.count("src=") == page.count('src="data:image/svg+xml;base64,') == 5
    assert page.count("<table>") == 7
    assert "<script" not in page
    assert 'alt=""' not in page
    run("-o", "again.html")
    assert (tmp_path / "again.html").read_text("utf-8") == page


@pytest.mark.usefixtures("logged")
def test_pdf_and_word_hold_the_charts(tmp_path: Path) -> None:
    done = run("-o", "r.pdf")
    assert (done.exit_code, done.stderr) == (0, "")  # no notice: it is PDF/UA
    assert "pdfuaid" in (tmp_path / "r.pdf").read_bytes().decode("latin-1")
    assert PdfReader(BytesIO((tmp_path / "r.pdf").read_bytes())).pages
    assert run("-o", "r.docx").exit_code == 0
    with ZipFile(tmp_path / "r.docx") as word:
        assert sum(name.endswith(".png") for name in word.namelist()) == 5
        assert word.read("word/document.xml").decode().count('descr="') == 5


def test_the_calendar_folds_lines_and_escapes() -> None:
    one = FollowUp(
        id=1, uid="u-1", contact=1, senator="X", senator_name="Ana", made=NOW,
        promise=Promise.OURS, text="Call; then, “write” \\ " + "é" * 60, due=date(2026, 12, 31),
    )  # fmt: skip
    text = calendar([one], now=datetime.fromisoformat("2026-11-24T14:30:00-05:00"))
    assert text == calendar([one], now=NOW)
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = text.replace("\r\n ", "")
    for line in (
        "UID:u-1@advocate.invalid", "DTSTAMP:20261124T193000Z",
        "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
    ):  # fmt: skip
        assert f"{line}\r\n" in whole
    told = "You promised: Call\\; then\\, “write” \\\\ " + "é" * 60
    assert f"SUMMARY:{told} (Senator Ana)" in whole


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("form", ["txt", "csv", "json", "html"])
def test_the_report_is_as_a_person_read_it(form: str, tmp_path: Path) -> None:
    assert run("-o", f"r.{form}").exit_code == 0
    text = (tmp_path / f"r.{form}").read_bytes().decode().replace("\r\n", "\n")
    # The look is the theme's own, how a chart is drawn the library's; identities are made anew.
    text = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
    text = re.sub(r"base64,[\w+/=]+", "base64,", text)
    text = re.sub(r'"uid": "[^"]+"', '"uid": ""', text)
    golden = Path(__file__).parent / "golden" / f"report.{form}"
    if os.environ.get("ADVOCATE_UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")

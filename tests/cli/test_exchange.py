"""`advocate log export`, `merge` and `import`, as a user sees them."""

import json
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.outreach.exchange import contacts_in, document
from advocate.outreach.store import Store
from tests.outreach.examples import FULL, NOW, PLAIN, made

BEFORE = NOW - timedelta(days=1)  # at no time of the day in the future


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> Path:
    """A user with two contacts, in an empty folder."""
    monkeypatch.setattr(session, "bundled", {"data": fixture_data_dir}.__getitem__)
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Store.open(tmp_path / "home" / "log.sqlite3") as store:
        store.add_contact(replace(PLAIN, when=BEFORE), now=NOW)
        store.add_contact(replace(FULL, when=BEFORE), now=NOW)
    return tmp_path / "home"


def run(*args: str) -> Result:
    """Run `advocate log` with these arguments."""
    return CliRunner().invoke(root, ["log", *args])


def done(*args: str) -> str:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_an_export_is_private_and_keeps_the_file_that_is_there(tmp_path: Path) -> None:
    assert "It holds names: keep it private." in done("export", "mine.json")
    path = tmp_path / "mine.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(json.loads(path.read_text())["contacts"]) == 2
    before = path.read_bytes()
    again = run("export", "mine.json")
    assert again.exit_code == 8
    assert path.read_bytes() == before
    done("export", "mine.json", "--force")
    assert done("export", "-").encode() == before


def test_a_redacted_export_names_nobody_in_any_format() -> None:
    for form in ("json", "csv", "ics"):
        text = done("export", "-", "--format", form, "--redact", "--member", "Ben B.")
        for secret in ("Pepe", "director", "we'll see", "=1+1", "meeting-3", "housing", "Ana"):
            assert secret not in text
        assert ("Ben B." in text) == (form != "ics")
    assert run("export", "-", "--member", "Ben").exit_code == 2


def test_the_csv_is_the_one_of_the_list() -> None:
    rows = done("export", "-", "--format", "csv").splitlines()
    assert sorted(rows[1:]) == sorted(done("list", "--csv").splitlines()[1:])


def test_a_member_exports_and_the_leader_merges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("export", "ana.json", "--redact", "--member", "Ana")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "leader"))
    assert "2 contacts read: 2 added, 0 changed." in done("merge", "ana.json")
    assert "Nothing is new" in done("merge", "ana.json", "ana.json")
    assert [one["member"] for one in json.loads(done("list", "--json"))] == ["Ana", "Ana"]
    assert "the merge" in done("undo")
    assert "Nothing is logged" in done("list")


def test_what_both_sides_changed_is_named(home: Path, tmp_path: Path) -> None:
    done("export", "before.json")
    with Store.open(tmp_path / "other.sqlite3") as other:
        lines = Path("before.json").read_bytes().splitlines(keepends=True)
        other.merge(contacts_in(lines, "before.json"), now=NOW)
        (plain,) = [one.id for one in other.contacts() if not one.note]
        other.edit_contact(plain, made(note="theirs"), now=NOW)
        Path("theirs.json").write_bytes(b"".join(document(other.exported())))
    with Store.open(home / "log.sqlite3") as store:
        store.edit_contact(1, made(note="ours"), now=NOW)
    said = run("merge", "theirs.json")
    assert "Changed on both sides; what was told last holds: 1." in said.stdout
    assert "log history 1" in said.stderr


@pytest.mark.parametrize("text", ["", "{}", "[1]", "senator,when\n", '{"advocate_log": 1}'])
def test_what_is_no_export_is_one_sentence(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(text)
    said = run("merge", "bad.json")
    assert said.exit_code == 9
    assert "bad.json is no whole export of a log" in said.stderr
    assert run("merge", "missing.json").exit_code == 9
    assert run("merge", str(tmp_path)).exit_code == 9


def test_no_log_has_no_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "empty"))
    said = run("export", "mine.json")
    assert (said.exit_code, said.stdout) == (9, "")
    assert not (tmp_path / "mine.json").exists()


SHEET = """Date of call,How,Result,Legislator,Topic,Notes,Volunteer,Min
11/20/2026 2:30 PM,Phone,Left message,hollowell,Town Hall,'=1+1,Ana,3
2026-11-21,phone call,spoke,Nobody At All,,,,
2026-11-21,pigeon,sent,hollowell,,,,
someday,call,spoke,hollowell,,,,
2027-01-01,call,spoke,hollowell,,,,

2026-11-22,E-mail,,hollowell,,"two
lines",,
2026-11-22,E-mail,,hollowell,,"two
lines",,
"""
CIVICRM = """\
Activity Type,Subject,Activity Date,Status,Added By,With Contact/Target,Details,Duration
Phone Call,Town hall,"November 20th, 2026  2:30 PM",Completed,Ana Ruiz,"Brightwater, Ansel",Kind,12
Meeting,,"November 25th, 2026 10:00 AM",Scheduled,Ana Ruiz,hollowell,,
"""


def test_a_dry_run_shows_what_would_be_added_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(SHEET)
    before = done("export", "-")
    said = run("import", "calls.csv", "--map", "when=date of CALL")
    assert said.exit_code == 0, said.output
    assert "7 rows: 3 would be added, 0 are in the log already, 4 cannot be." in said.stdout
    assert max(map(len, said.stdout.splitlines())) <= 80
    assert "left voicemail" in said.stdout
    for line, reason in ((3, "Nobody At All"), (4, "“pigeon”"), (5, "“someday”"), (6, "future")):
        (told,) = [text for text in said.stderr.splitlines() if f"Line {line} " in text]
        assert reason in told
        assert "Nothing was" not in told
    assert done("export", "-") == before


def test_outcomes_that_cannot_be_are_kept_as_told_with_a_note(tmp_path: Path) -> None:
    rows = "\n".join(["2026-11-20,letter,voicemail,hollowell"] * 22)
    (tmp_path / "odd.csv").write_text(
        f"when,channel,outcome,senator\n2026-11-19,fax,busy,hollowell\n{rows}\n"
    )
    for go in ((), ("--go",)):
        said = run("import", "odd.csv", *go)
        assert said.exit_code == 0, said.output
        (note,) = [line for line in said.stderr.splitlines() if line.startswith("Note: The outc")]
        assert "in lines 3, 4, 5, " in note
        assert note.endswith("22 and 2 more: it is taken as it stands.")
    rows = json.loads(done("list", "--json"))
    assert [row["outcome"] for row in rows].count("voicemail") == 22
    number = str(next(row["id"] for row in rows if row["outcome"] == "voicemail"))
    done("edit", number, "--note", "an old row can still be mended")
    assert run("edit", number, "--outcome", "spoke").exit_code == 9


def test_importing_twice_adds_nothing_and_undo_takes_all_back(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("\ufeff" + SHEET)
    args = ("import", "calls.csv", "--map", "when=Date of call", "--go")
    assert "7 rows read: 3 contacts added, 0 in the log already, 4 left out." in done(*args)
    assert "0 contacts added, 3 in the log already" in done(*args)
    found = json.loads(done("list", "--json"))
    (call,) = [one for one in found if one["member"] == "Ana" and one["minutes"] == 3]
    assert (call["note"], call["outcome"], call["issues"][0]["issue"]) == (
        "=1+1",
        "voicemail",
        "town-hall",
    )
    assert call["when"].startswith("2026-11-20T14:30")
    assert "the import" in done("undo")
    assert len(json.loads(done("list", "--json"))) == 2
    assert "3 would be added" in done(*args[:-1])
    assert "3 contacts added, 0 in the log already" in done(*args)
    assert json.loads(done("list", "--json")) != found  # a revision more
    assert "0 contacts added, 3 in the log already" in done(*args)
    assert "the import" in done("undo")
    assert len(json.loads(done("list", "--json"))) == 2


def test_civicrm_activities_are_read(tmp_path: Path) -> None:
    (tmp_path / "activities.csv").write_text(CIVICRM)
    said = run("import", "activities.csv", "--go")
    assert "2 rows read: 1 contact added" in said.stdout
    assert "Line 3 is left out: It has not happened yet." in said.stderr
    (call,) = [one for one in json.loads(done("list", "--json")) if one["minutes"] == 12]
    assert (call["member"], call["channel"], call["outcome"]) == ("Ana Ruiz", "call", "spoke")
    assert call["senator"] == "X000005"
    assert call["note"] == "Town hall\n\nKind"


def test_a_table_of_an_older_program_is_read_as_windows_1252(tmp_path: Path) -> None:
    row = "2026-11-20,call,busy,hollowell,José “Pepe” Example\n"
    text = f"when,channel,outcome,senator,note\n{row}"
    (tmp_path / "old.csv").write_bytes(text.encode("cp1252"))
    said = run("import", "old.csv", "--go")
    assert "1 row read: 1 contact added" in said.stdout
    assert "Note: old.csv is not UTF-8: it is read as Windows-1252." in said.stderr
    (call,) = [one for one in json.loads(done("list", "--json")) if one["outcome"] == "busy"]
    assert call["note"] == "José “Pepe” Example"
    (tmp_path / "new.csv").write_text(f"\ufeff{text}", encoding="utf-8")
    said = run("import", "new.csv", "--go")
    assert "0 contacts added, 1 in the log already" in said.stdout
    assert "1252" not in said.stderr


def test_our_own_table_comes_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("export", "mine.csv")
    before = json.loads(done("list", "--json"))
    assert "0 would be added, 2 are in the log already" in done("import", "mine.csv")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "other"))
    done("import", "mine.csv", "--go")
    after = json.loads(done("list", "--json"))
    for one in (*before, *after):
        for own in ("id", "created", "made"):
            del one[own]
    key = "uid"
    assert sorted(after, key=lambda one: one[key]) == sorted(before, key=lambda one: one[key])


def test_an_export_is_imported_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done("export", "mine.json")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "other"))
    assert "2 contacts: 2 new, 0 in the log already." in done("import", "mine.json")
    assert not (tmp_path / "other" / "log.sqlite3").exists()
    assert "2 added" in done("import", "mine.json", "--go")
    assert done("export", "-") == (tmp_path / "mine.json").read_text()
    assert "the import" in done("undo")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty. Nothing was changed.\nName a file"),
        (b"PK\x03\x04\x00\x00", "is no text. Nothing was changed.\nSave the table as"),
        (b"a,b\n1,2\n", "has no column for"),
        (b"when,channel,senator\n\x81,call,hollowell\n", "is not UTF-8 text"),
        ("when,channel,senator\n".encode("utf-16"), "is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\x00", "is not UTF-8 text"),
        (b'when,channel,senator\n"' + b"x" * 200_000, "is no table after line"),
    ],
)
def test_what_is_no_table_changes_nothing(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(data)
    before = done("export", "-")
    for more in ((), ("--go",)):
        result = run("import", "bad.csv", *more)
        assert result.exit_code == 9
        assert said in result.stderr
    assert done("export", "-") == before


@pytest.mark.parametrize(
    ("first", "hint"),
    [
        ("Day,How,Who", "--map senator='HEADING'\nIts headings: Day, How, Who.\n"),
        ("Day,How,,\x1b[31m", "--map senator='HEADING'\nIts headings: Day, How, "),
        ("2026-11-20,call,Sam Lee", "Its first line has to name the columns"),
        ("Sam Lee,sam@example.org,212-555-0111", "Its first line has to name the columns"),
    ],
)
def test_a_column_that_is_missing_is_named_with_those_there_are(
    first: str, hint: str, tmp_path: Path
) -> None:
    (tmp_path / "calls.csv").write_text(f"{first}\n")
    said = run("import", "calls.csv")
    assert said.exit_code == 9
    assert hint in said.stderr
    assert ("--map when" in said.stderr) == ("Day" not in first)
    assert "\x1b" not in said.stderr
    assert "Sam" not in said.stderr


DETAILS = "<p>Kind &amp; brief.</p>\r\n<ul><li>Call<br />again</li></ul>"


@pytest.mark.parametrize(
    ("details", "note"),
    [
        (DETAILS, "Kind & brief.\n\n- Call\n\nagain"),
        ("<style>p {}</style><b>Bold</b>", "Bold"),
        ("1 < 2 &amp; <3 <x@example.org>", "1 < 2 &amp; <3 <x@example.org>"),
    ],
)
def test_what_civicrm_keeps_as_html_is_read_as_text(
    details: str, note: str, tmp_path: Path
) -> None:
    quoted = details.replace('"', '""')
    (tmp_path / "activities.csv").write_text(
        "Activity Type,Activity Date,Activity Status,Target Contact,Details\n"
        f'Phone Call,2026-11-20,Completed,hollowell,"{quoted}"\n'
    )
    assert "1 row read: 1 contact added" in run("import", "activities.csv", "--go").stdout
    assert note in [one["note"] for one in json.loads(done("list", "--json"))]
    assert "0 contacts added" in run("import", "activities.csv", "--go").stdout


def test_maps_that_fit_nothing_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(SHEET)
    assert run("import", "calls.csv", "--map", "when").exit_code == 2
    assert "no column “Day of it”" in run("import", "calls.csv", "--map", "when=Day of it").stderr
    assert "no field of a contact" in run("import", "calls.csv", "--map", "x=How").stderr


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-20", "2026-11-20T12:00:00"),
        ("2026-11-20 14:30", "2026-11-20T14:30:00"),
        ("11/20/2026", "2026-11-20T12:00:00"),
        ("11/20/26 2:30 PM", "2026-11-20T14:30:00"),
        ("Nov 20, 2026", "2026-11-20T12:00:00"),
        ("November 20th, 2026 2:30 PM", "2026-11-20T14:30:00"),
        ("20 Nov 2026", "2026-11-20T12:00:00"),
        ("24/11/2026", ""),
        ("0001-01-01", ""),
    ],
)
def test_days_are_read_as_people_write_them(text: str, when: str, tmp_path: Path) -> None:
    row = f'when,channel,outcome,senator\n"{text}",call,busy,hollowell\n'
    (tmp_path / "one.csv").write_text(row)
    done("import", "one.csv", "--go")
    found = [one for one in json.loads(done("list", "--json")) if one["outcome"] == "busy"]
    assert [one["when"][:19] for one in found] == ([when] if when else [])

"""`advocate log export`, `merge` and `import`, as a user sees them."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli.main import root
from advocate.outreach.exchange import contacts_in, document
from advocate.outreach.store import Store
from tests.outreach.examples import FULL, NOW, PLAIN, made


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user with two contacts, in an empty folder."""
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Store.open(tmp_path / "home" / "log.sqlite3") as store:
        store.add_contact(PLAIN, now=NOW)
        store.add_contact(FULL, now=NOW)
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

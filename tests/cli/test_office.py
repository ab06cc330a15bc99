"""A correction's life: `advocate office`, `offices verify`, `data health`, `data corrections`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate import clock
from advocate.cli import session
from advocate.cli.main import root
from advocate.directory.dataset import Dataset
from advocate.directory.own_offices import read_own_offices, without_agreed
from advocate.resources import bundled

ID = "X000001-albany"


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> None:
    """Every command reads the invented dataset and packs, and lives on one afternoon."""
    packs = Path(__file__).parent.parent / "fixtures" / "packs"
    folders = {
        "data": fixture_data_dir, "talking_points": packs, "templates": bundled("templates"),
    }  # fmt: skip
    monkeypatch.setattr(session, "bundled", lambda name: folders[name])
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    afternoon = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: afternoon)


def run(*args: str, typed: str = "") -> Result:
    """Run the program with these arguments."""
    return CliRunner().invoke(root, args, input=typed)


def test_corrections_that_there_are_none_of_are_not_exported(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    done = run("data", "corrections", "export", str(file))
    assert (done.exit_code, file.exists()) == (5, False)
    assert "You corrected and confirmed nothing yet. No file was written." in done.stderr
    assert "advocate office confirm OFFICE_ID" in done.stderr
    run("office", "note", ID, "--scheduler", "Sam Lee")
    done = run("data", "corrections", "export", str(file))
    assert done.exit_code == 5
    assert "Your notes on people stay with you." in done.stderr


def test_a_correction_counts_everywhere_and_is_marked(tmp_path: Path) -> None:
    done = run("office", "correct", ID, "--phone", "(518) 555-0177")
    assert done.stdout == (
        "Corrected by you: Albany, NY, phone 518-555-0177 (published: 518-555-0111).\n"
    )
    assert (tmp_path / "home" / "offices.toml").stat().st_mode & 0o777 == 0o600
    card = run("senators", "NY").stdout
    assert "518-555-0177" in card
    assert "phone corrected by you on November 24, 2026" in card
    script = run("script", "sample-issue", "10001", "--senator", "Hollowell", "--office", "albany",
                 "--format", "md")  # fmt: skip
    assert "Albany (corrected by you on November 24, 2026)" in script.stdout
    assert "518-555-0177" in script.stdout
    rows = json.loads(run("offices", "NY", "--json").stdout)["offices"]
    assert next(row["corrected"] for row in rows if row["id"] == ID) == ["phone"]


@pytest.mark.parametrize("city", ["Albany", "albany, ny"])
def test_who_names_a_city_gets_the_ids_of_its_offices(city: str) -> None:
    done = run("office", "correct", city, "--phone", "518-555-0177")
    assert (done.exit_code, done.stdout) == (4, "")
    assert f"No office has the id “{city}”." in done.stderr
    assert f"The offices in that city: {ID} (Hollowell)" in done.stderr
    assert run("office", "correct", ID, "--phone", "518-555-0177").exit_code == 0


def test_a_correction_that_the_data_agrees_with_is_none() -> None:
    run("office", "correct", ID, "--phone", "518-555-0177")
    done = run("office", "correct", ID, "--phone", "518-555-0111")
    assert done.stdout == "Albany, NY: the published phone says the same; it holds.\n"
    assert run("office", "list").stdout == "You corrected and noted nothing yet.\n"


def test_what_the_data_has_learnt_is_dropped_with_a_sentence(
    tmp_path: Path, dataset: Dataset
) -> None:
    run("office", "correct", ID, "--phone", "518-555-0177", "--hours", "M-F 9-5")
    run("office", "note", ID, "--access", "ramp in the back")
    own = read_own_offices(tmp_path / "home")
    from dataclasses import replace

    (office,) = (o for o in dataset.senator("X000001").offices if o.id == ID)
    kept, said = without_agreed(own, {ID: replace(office, phone="518-555-0177")})
    assert said == [f"The data now says of Albany, NY ({ID}) what you did: phone."]
    assert dict(kept[ID].values) == {"hours": "M-F 9-5"}
    kept, said = without_agreed(own, {ID: replace(office, phone="518-555-0177", hours="M-F 9-5")})
    assert (dict(kept[ID].values), kept[ID].corrected) == ({}, None)
    assert kept[ID].notes == {"access": "ramp in the back"}
    kept, said = without_agreed(own, {})
    assert kept == own
    assert said == [f"The data has no office {ID} any more; what you noted of it is kept."]


def test_a_moved_office_has_no_distance_any_more() -> None:
    run("office", "correct", ID, "--address", "9 Lamp Lane")
    rows = json.loads(run("senators", "10001", "--json").stdout)["senators"][0]["offices"]
    moved = next(row for row in rows if row["id"] == ID)
    assert moved["distance_miles"] is None
    assert "9 Lamp Lane" in moved["address"]


def test_notes_and_confirmation_are_shown_and_forgotten() -> None:
    run("office", "note", ID, "--access", "ramp in the back", "--scheduler", "Sam Lee")
    assert run("office", "confirm", ID).stdout == "Confirmed: Albany, NY, 518-555-0111.\n"
    shown = run("office", "show", ID.lower().replace("x", "X")).stdout
    assert "access    ramp in the back" in shown
    assert "number    confirmed on November 24, 2026" in shown
    brief = run("brief", "sample-issue", "10001", "--senator", "Hollowell", "--office", "albany")
    assert "Getting in" in brief.stdout
    assert "ramp in the back" in brief.stdout
    done = run("office", "note", ID, "--access", "")
    assert done.stdout == "Albany, NY, access: forgotten\n"
    assert run("office", "forget", ID).exit_code == 0
    assert run("office", "list").stdout == "You corrected and noted nothing yet.\n"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["show", "X000001-alb"], 4, "No office has the id “X000001-alb”."),
        (["correct", ID], 2, "Say what is wrong: --phone"),
        (["correct", ID, "--phone", "call us"], 2, "is no number of ten digits"),
        (["correct", ID, "--phone", "５１８-555-0177"], 2, "is no number of ten digits"),
        (["correct", ID, "--phone", "000-000-0000"], 2, "That value cannot exist: no area code"),
        (["correct", ID, "--phone", "118-555-0177"], 2, "That value cannot exist"),
        (["correct", ID, "--fax", "+1 518-155-0177"], 2, "That value cannot exist"),
        (["correct", ID, "--zip", "1220"], 2, "is no ZIP code"),
        (["correct", ID, "--city", "\x1b[2J"], 0, ""),
        (["correct", ID, "--hours", "x" * 301], 2, "more than 300 characters"),
        (["note", ID], 2, "Say what: --scheduler"),
        (["forget", ID], 2, "You said nothing of an office"),
    ],
)
def test_what_cannot_be_said(args: list[str], code: int, said: str) -> None:
    done = run("office", *args)
    assert done.exit_code == code, done.stderr
    assert said in done.stderr
    assert "\x1b" not in run("office", "list").stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[office]]\n", "no office's id"),
        ("[[office]]\nid = 'X000001-albany'\nphone = 5", "a phone that is no text"),
        ("[[office]]\nid = 'X000001-albany'\nphone = '<script>'", "no number of ten digits"),
        ("[[office]]\nid = 'X000001-albany'\ncolour = 'red'", "a key “colour”"),
        ("[[office]]\nid = '../../etc'", "no office's id"),
        ("[[office]]\nid = 'X000001-a'\n[[office]]\nid = 'X000001-a'", "twice"),
        ("[[office]]\nid = 'X000001-a'\nconfirmed = 'today'", "no day"),
        ("offices = 3", "a part “offices”"),
        ("office = 3", "something else than [[office]]"),
        ("[[office]", "is not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "offices.toml").write_text(text)
    done = run("senators", "NY")
    assert done.exit_code == 3
    assert "offices.toml" in done.stderr
    assert said in done.stderr


def test_a_group_shares_corrections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("office", "correct", ID, "--phone", "518-555-0177")
    run("office", "note", ID, "--scheduler", "Sam Lee")
    file = tmp_path / "ours.toml"
    assert run("data", "corrections", "export", str(file)).stdout == f"{file}: 1 office.\n"
    text = file.read_text()
    assert 'was_phone = "518-555-0111"' in text
    assert "Sam Lee" not in text
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "other"))
    run("office", "note", ID, "--access", "ramp")
    assert run("data", "corrections", "import", str(file)).stdout == f"1 of 1 taken from {file}.\n"
    assert run("data", "corrections", "import", str(file)).stdout == f"0 of 1 taken from {file}.\n"
    shown = run("office", "show", ID).stdout
    assert "518-555-0177" in shown
    assert "ramp" in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "is not there."),
        ("[[office]", "is not TOML"),
        ("[[office]]\nid = 'X000001-albany'\nphone = '000-000-0000'", "a phone that cannot exist"),
    ],
)
def test_a_friends_file_that_cannot_be_used_is_named(
    tmp_path: Path, text: str | None, said: str
) -> None:
    file = tmp_path / "theirs.toml"
    if text is not None:
        file.write_text(text)
    done = run("data", "corrections", "import", str(file))
    assert done.exit_code == 3
    assert f"{file} " in done.stderr
    assert said in done.stderr
    assert "Nothing was taken." in done.stderr
    assert "move it away" not in done.stderr  # that is for the user's own file


def test_the_sheet_to_verify_by_hand() -> None:
    done = run("offices", "verify", "--place", "10001")
    assert done.stdout.startswith("Numbers to confirm, as of ")
    assert "[ ] right  [ ] wrong   212-555-0111  New York, NY" in done.stdout


def test_verifying_office_by_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "interactive", lambda: True)
    typed = "y\nn\nnothing\n212-555-0188\nw\ns\nq\n"
    done = run("offices", "verify", "sample-issue", "--place", "10001", typed=typed)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("Confirmed.") == 1
    assert "is no number of ten digits" in done.stdout
    assert "Kept: it takes the place of the old one." in done.stdout
    logged = json.loads(run("log", "list", "--json").stdout)
    rows = logged["contacts"] if isinstance(logged, dict) else logged
    assert sorted(row["outcome"] for row in rows) == ["spoke", "wrong-number", "wrong-number"]
    health = run("data", "health", "--state", "NY").stdout
    assert "Reported wrong in your log" in health
    assert "number confirmed on 2026-11-24" in health
    again = run("offices", "verify", "--place", "10001", typed="q\n").stdout
    assert "212-555-0111" not in again  # confirmed today


def test_health_in_numbers(dataset: Dataset) -> None:
    found = json.loads(run("data", "health", "--json").stdout)
    assert found["age_days"] == 162
    assert len(found["senators"]) == 7
    assert {"state_offices", "without_phone", "without_hours", "has_form"} <= set(
        found["senators"][0]
    )


def test_days_to_come_are_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "theirs.toml"
    file.write_text(f"[[office]]\nid = '{ID}'\nphone = '518-555-0177'\ncorrected = 2030-01-01\n")
    done = run("data", "corrections", "import", str(file))
    assert done.exit_code == 2
    assert "speaks of a day to come" in done.stderr
    assert run("office", "list").stdout == "You corrected and noted nothing yet.\n"

"""The `advocate issues` commands, as a user runs them."""

import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli.main import root
from tests.issues.conftest import FIXTURES


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    return tmp_path / "home"


def run(*words: str) -> Result:
    return CliRunner().invoke(root, ["issues", *words])


def test_list_fits_eighty_columns() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert "immigrants-welcome" in result.stdout
    assert "2026-12-31" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "expired" not in result.stdout


def test_list_marks_expired_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-01-02")
    lines = {line.split()[0]: line for line in run("list").stdout.splitlines() if line}
    assert lines["town-hall"].endswith("expired")
    assert not lines["immigrants-welcome"].endswith("expired")


def test_list_json(home: Path) -> None:
    assert run("new", "town-hall").exit_code == 0
    (home / "talking_points" / "bad").mkdir()
    packs = {pack["slug"]: pack for pack in json.loads(run("list", "--json").stdout)["packs"]}
    assert packs["town-hall"]["from"] == "yours"
    assert packs["town-hall"]["hides"] == ["shipped"]
    assert packs["immigrants-welcome"]["expired"] is False
    assert packs["bad"]["problems"][0]["text"] == "is missing."
    text = run("list").stdout
    assert "hides the shipped pack" in text
    assert "(cannot be used)" in text
    assert max(len(line) for line in text.splitlines() if str(home) not in line) <= 80


def test_show_tells_what_a_volunteer_needs() -> None:
    text = run("show", "immigrants-welcome").stdout
    for words in ("S. 455", "What it asks for", "22 supports", "[itep]", "November 24, 2026"):
        assert words in text
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 80


def test_show_json_holds_the_whole_pack() -> None:
    pack = json.loads(run("show", "immigrants-welcome", "--json").stdout)
    assert pack["reviewed"] == "2026-11-24"
    assert pack["asks"][0]["wording"]["unknown"]["question"].endswith("?")
    assert pack["known_positions"][0]["senator"] == "B001277"
    assert pack["warnings"] == []


def test_show_warns_of_an_old_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-06-01")
    result = run("show", "immigrants-welcome")
    assert result.exit_code == 0
    assert "was meant to be used until January 3, 2027" in " ".join(result.stderr.split())


def test_show_of_an_unknown_pack_offers_near_ones() -> None:
    result = run("show", "townhall")
    assert result.exit_code == 6
    assert "Did you mean “town-hall”?" in result.stderr


def test_check_without_a_path_checks_all(home: Path) -> None:
    assert run("new", "clean-water").exit_code == 0
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.count("no problems") == 2
    assert "warning: clean-water/pack.toml: title, short, subject, and" in result.stdout


@pytest.mark.parametrize("path", ["town-hall", str(FIXTURES), str(FIXTURES / "sample-issue")])
def test_check_takes_a_slug_a_pack_or_a_folder_of_packs(path: str) -> None:
    result = run("check", path)
    assert result.exit_code == 0
    assert "error" not in result.stdout
    assert result.stdout.count("no problems") == (path == "town-hall")
    assert ("example.org address" in result.stdout) == (path != "town-hall")


def test_check_names_each_problem_and_fails(tmp_path: Path) -> None:
    assert run("new", "clean-water", "--out", str(tmp_path)).exit_code == 0
    file = tmp_path / "clean-water" / "pack.toml"
    file.write_text(file.read_text().replace("title =", "titel =", 1))
    result = run("check", str(file))
    assert result.exit_code == 6
    assert "clean-water/pack.toml: titel: is no key here. Did you mean “title”?" in result.stdout
    assert "2 errors in 1 issue pack checked." in result.stderr


@pytest.mark.parametrize(
    "path", ["nowhere", "no/where", "/", "/dev/zero", "x" * 5_000, "x/" * 5_000, "a\x1b[31m/b"]
)
def test_check_of_nothing_is_an_error(path: str) -> None:
    result = run("check", path)
    assert result.exit_code == 6
    assert "\x1b" not in result.output
    assert max(len(line) for line in result.output.splitlines()) < 400


def test_check_of_a_name_with_escapes_prints_none(tmp_path: Path) -> None:
    assert "\x1b" not in run("new", "clean-water", "--out", str(tmp_path / "a\x1b[31m")).output
    (tmp_path / "a\x1b[31m" / "b\x1b[31m").mkdir()
    result = run("check", str(tmp_path / "a\x1b[31m"))
    assert result.exit_code == 6
    assert "\x1b" not in result.output


def test_a_new_pack_of_ones_own_is_for_its_writer_alone(home: Path) -> None:
    before = os.umask(0)
    try:
        assert run("new", "clean-water").exit_code == 0
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}
    assert modes == {
        "home": 0o700,
        "talking_points": 0o700,
        "clean-water": 0o700,
        "pack.toml": 0o600,
        "background.md": 0o600,
    }


def test_a_new_pack_elsewhere_is_as_any_file_there(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        assert run("new", "clean-water", "--out", str(tmp_path)).exit_code == 0
    finally:
        os.umask(before)
    folder = tmp_path / "clean-water"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "pack.toml")]
    assert modes == [0o755, 0o644]


def test_new_tells_the_next_step_and_never_overwrites(home: Path) -> None:
    result = run("new", "clean-water")
    assert str(home / "talking_points" / "clean-water") in result.stdout
    assert "advocate issues check clean-water" in result.stderr
    again = run("new", "clean-water")
    assert again.exit_code == 8
    assert "exists already" in again.stderr


def test_new_says_what_it_hides() -> None:
    assert "takes the place of the shipped pack" in run("new", "town-hall").stderr


@pytest.mark.parametrize("words", [["list"], ["show"], ["check"], ["new"], []])
def test_help_has_an_example(words: list[str]) -> None:
    assert "Example:" in run(*words, "--help").stdout


def test_check_names_a_senator_and_a_committee_that_are_not_on_file(home: Path) -> None:
    assert run("new", "clean-water").exit_code == 0
    file = home / "talking_points" / "clean-water" / "pack.toml"
    text = file.read_text(encoding="utf-8")
    positions = '\n[[known_positions]]\nsenator = "Z999999"\nname = "No One"\n'
    file.write_text(text.replace('["SSHR"]', '["SSZZ"]', 1) + positions, encoding="utf-8")
    told = run("check", "clean-water").stdout
    assert "warning: clean-water/pack.toml: committees: names “SSZZ”, and no committee" in told
    assert "known_positions[1].senator: is Z999999, and no senator on file has that id." in told

"""`advocate data`, as a user sees it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path) -> None:
    """Every command reads the invented dataset on a fixed day."""
    monkeypatch.setattr(session, "bundled", lambda _name: fixture_data_dir)
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")


def run(*args: str) -> Result:
    """Run `advocate data` with these arguments."""
    return CliRunner().invoke(root, ["data", *args])


def test_status() -> None:
    result = run("status")
    assert result.exit_code == 0
    assert "Numbers as of 2026-06-15, 162 days ago; NM, NY, OH and VT only" in result.stdout
    assert "      7  senators\n" in result.stdout
    assert "zip-codes/geonames-US.txt" in result.stdout


def test_status_json() -> None:
    facts = json.loads(run("status", "--json").stdout)
    assert facts["age_days"] == 162
    assert facts["copy"] is None
    assert facts["data_as_of"] == "2026-06-15"
    assert len(facts["sources"]) == 9


def test_check_lists_warnings_and_passes() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "OH Wilhelmina Foxglove (X000006): recorded term ended on 2026-11-03" in result.stdout
    assert "office X000001-peekskill: has no phone on file" in result.stdout
    assert result.stdout.endswith("no errors, 5 warnings.\n")


def test_check_fails_on_errors(fixture_data_dir: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fixture_data_dir, tmp_path / "data"))
    path = folder / "senators.json"
    path.write_text(path.read_text().replace("716-555-0111", "716-555-01"))
    result = run("check", str(folder))
    assert result.exit_code == 5
    assert "office X000001-buffalo: has a phone number that is not" in result.stdout
    assert "1 error, 5 warnings." in result.stdout
    assert "has 1 error." in result.stderr
    listed = json.loads(run("check", str(folder), "--json").stdout)["problems"]
    assert [p["severity"] for p in listed].count("error") == 1


def test_check_of_no_dataset(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert result.exit_code == 5
    assert "manifest.json" in result.stdout


def test_build(fixture_sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    first = run("build", str(fixture_sources), "--out", str(out))
    assert first.exit_code == 0
    assert "no errors, 4 warnings." in first.stdout
    assert "warning: VT: has one senator on file: a vacancy" in first.stderr
    assert "same bytes" in run("build", str(fixture_sources), "--out", str(out)).stdout


def test_build_refuses_to_overwrite(fixture_sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    out.mkdir()
    (out / "manifest.json").write_text("{}")
    result = run("build", str(fixture_sources), "--out", str(out))
    assert result.exit_code == 8
    assert "--force" in result.stderr
    assert run("build", str(fixture_sources), "--out", str(out), "--force").exit_code == 0


def test_build_from_nothing(tmp_path: Path) -> None:
    result = run("build", str(tmp_path), "--out", str(tmp_path / "data"))
    assert result.exit_code == 5
    assert "provenance.toml" in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "status"])
def test_help_has_an_example(command: str) -> None:
    assert f"Example:  advocate data {command}" in run(command, "--help").stdout

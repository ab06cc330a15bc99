"""Running the program as a new user would, with the invented dataset and pack."""

import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.directory.dataset import Dataset
from advocate.issues.alerts.library import AlertLibrary
from advocate.issues.library import PackLibrary

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new user in an empty folder, with the invented dataset and pack."""
    home = tmp_path / "home"
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # previews stay there
    monkeypatch.setenv("ADVOCATE_HOME", str(home))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setattr(session, "open_dataset", lambda: dataset)
    packs = PackLibrary([("yours", home / "talking_points"), ("shipped", PACKS)])
    monkeypatch.setattr(session, "open_packs", lambda: packs)
    alerts = AlertLibrary([("yours", home / "alerts")])
    monkeypatch.setattr(session, "open_alerts", lambda: alerts)
    return home


def run(*args: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(root, args, input=typed)


def log_out_of_reach(home: Path, *, issues: str = "") -> None:
    """Make the user's log a group's, on a server at which nobody answers."""
    home.mkdir(parents=True, exist_ok=True)
    address = "postgresql://ana@127.0.0.1:1/log?connect_timeout=1"
    (home / "settings.toml").write_text(
        f'store = "{address}"\nmember = "Ana"\nissues = "{issues}"\n'
    )


def made(*args: str) -> Result:
    done = run(*args)
    assert done.exit_code == 0, done.stderr
    return done


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())

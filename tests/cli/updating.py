"""Running `advocate data update` with a server on this machine in the place of the real one."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.directory.update import fetch
from advocate.resources import bundled
from tests.conftest import SOURCES
from tests.serving import Server

LEGISLATORS = "legislators-current.json"
OFFICES = "legislators-district-offices.json"
MEMBERS = "committee-membership-current.json"


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who vouches for the servers of these tests, and for no other."""
    return trustme.CA()


@pytest.fixture
def upstream_files(tmp_path: Path) -> Path:
    """The five files as the server has them; a test may change them."""
    return Path(shutil.copytree(SOURCES / "congress-legislators", tmp_path / "served"))


@pytest.fixture
def home(tmp_path: Path, fixture_data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user on a fixed day, with the invented dataset."""
    folders = {"data": fixture_data_dir}
    monkeypatch.setattr(session, "bundled", lambda name: folders.get(name) or bundled(name))
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    return tmp_path / "home"


@pytest.fixture
def server(
    upstream_files: Path,
    authority: trustme.CA,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Server]:
    """A server that behaves, which the command takes for the real one."""
    with Server(upstream_files, authority) as server:
        monkeypatch.setattr(fetch, "UPSTREAM", server.upstream(tmp_path))
        yield server


def run(*args: str) -> Result:
    return CliRunner().invoke(root, ["data", *args])


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def edit(path: Path, change: Callable[[Any], object]) -> None:
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))

"""The maintainer's script: newer data in data/, and the words of what changed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advocate.directory.dataset import Dataset

ROOT = Path(__file__).parents[1]
SCRIPT = Path(".ci") / "refresh-data"
OFFICES = "legislators-district-offices.json"

pytestmark = pytest.mark.skipif(
    not (ROOT / SCRIPT).exists() or not shutil.which("bash"), reason="the sdist has no .ci"
)


@pytest.fixture
def project(tmp_path: Path, fixture_data_dir: Path) -> Path:
    """A checkout with the invented data."""
    folder = tmp_path / "project"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy2(ROOT / SCRIPT, folder / SCRIPT)
    shutil.copytree(ROOT / "advocate", folder / "advocate")
    shutil.copytree(fixture_data_dir, folder / "data")
    return folder


def refresh(project: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    env = os.environ | {"PYTHON": sys.executable, "ADVOCATE_TODAY": "2026-11-24"}
    env.pop("PYTHONPATH", None)
    env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path and path != str(ROOT))
    command = ["bash", str(project / SCRIPT), *args]
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True)


def test_it_writes_data_and_words(project: Path, fixture_sources: Path, tmp_path: Path) -> None:
    served = Path(shutil.copytree(fixture_sources / "congress-legislators", tmp_path / "served"))
    rows = json.loads((served / OFFICES).read_text())
    rows[0]["offices"][0]["phone"] = "716-555-0199"
    (served / OFFICES).write_text(json.dumps(rows))
    words = tmp_path / "words.md"
    done = refresh(project, str(words), "--from", str(served), "--as-of", "2026-11-20")
    assert done.returncode == 0, done.stderr
    said = words.read_text()
    assert "has a new number for the Buffalo office: 716-555-0199" in " ".join(said.split())
    assert "Your data is of 2026-11-20 now (before: 2026-06-15)." in said
    assert "no errors, 5 warnings." in said
    dataset = Dataset(project / "data")
    assert dataset.manifest.data_as_of.isoformat() == "2026-11-20"
    assert "716-555-0199" in [o.phone for s in dataset.senators for o in s.offices]
    names = sorted(path.name for path in (project / "data").iterdir())
    assert "copy.json" not in names
    assert len(names) == 10


def test_what_is_refused_changes_nothing(
    project: Path, fixture_sources: Path, fixture_data_dir: Path, tmp_path: Path
) -> None:
    served = Path(shutil.copytree(fixture_sources / "congress-legislators", tmp_path / "served"))
    (served / OFFICES).write_text("{}")
    words = tmp_path / "words.md"
    done = refresh(project, str(words), "--from", str(served), "--as-of", "2026-11-20")
    assert done.returncode == 5
    assert not words.exists()
    for path in fixture_data_dir.iterdir():
        assert (project / "data" / path.name).read_bytes() == path.read_bytes()

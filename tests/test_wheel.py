"""What the wheel and the sdist hold: what git tracks, nothing else, and no surprise to install."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
BUNDLED = ("data/", "talking_points/", "templates/")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Built:
    """The three archives: the wheel made from the tree, and the sdist with the wheel made of it."""

    from_tree: Path
    sdist: Path
    from_sdist: Path


def tracked() -> list[str]:
    """Return the project's files: those that git tracks, or all of an unpacked sdist."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        # A clone may belong to another user than the one who tests.
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
        names = found.decode().split("\0")
        return sorted(name for name in names if name and (ROOT / name).is_file())
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if not _left_over(path))


def _left_over(path: Path) -> bool:
    folders = path.parent.parts
    hidden = any(part.startswith(".") for part in folders)
    return hidden or "__pycache__" in folders or folders[:1] in [("dist",), ("kit",)]


def copy_of_the_project(folder: Path) -> Path:
    """Copy the tracked files, and add what git ignores and a build must leave alone."""
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("data/__pycache__/old.pyc", "templates/letter/.ruff_cache/x", "kit/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("ignored")
    return folder


def build(source: Path, into: Path, *what: str) -> None:
    """Run the build as a release does, but with the hatchling that is installed."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        *what,
        "--outdir",
        str(into),
        str(source),
    ]
    done = subprocess.run(command, cwd=into.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The archives; those in ADVOCATE_DIST, when it is set, instead of a new sdist and wheel."""
    place = tmp_path_factory.mktemp("package")
    source = copy_of_the_project(place / "source")
    build(source, place / "tree", "--wheel")
    dist = Path(os.environ.get("ADVOCATE_DIST") or place / "dist")
    if dist.parent == place:
        build(source, dist)
    return Built(
        next((place / "tree").glob("*.whl")),
        next(dist.glob("*.tar.gz")),
        next(dist.glob("*.whl")),
    )


@pytest.fixture(params=["from_tree", "from_sdist"])
def wheel(built: Built, request: pytest.FixtureRequest) -> Path:
    """The wheel, made from the tree and made from the sdist."""
    made: Path = getattr(built, request.param)
    return made


def place_in_wheel(name: str) -> str:
    """Return where a file of the project lies in the wheel."""
    return f"advocate/_bundled/{name}" if name.startswith(BUNDLED) else name


def metadata(wheel: Path) -> Message:
    """Return the wheel's METADATA."""
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_the_wheel_holds_what_git_tracks_and_nothing_else(wheel: Path) -> None:
    shipped = [name for name in tracked() if name.startswith(("advocate/", *BUNDLED))]
    expected = {place_in_wheel(name): name for name in shipped}
    with ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert sorted(names) == sorted(expected)
        changed = [n for n in names if archive.read(n) != (ROOT / expected[n]).read_bytes()]
    assert changed == []


def test_each_bundled_folder_is_there_and_holds_no_python(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if n.startswith("advocate/_bundled/")]
    assert {f"{name.split('/')[2]}/" for name in names} == set(BUNDLED)
    assert [name for name in names if name.endswith((".py", ".pyc"))] == []


def test_the_wheel_can_be_used_and_passed_on(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        inside = {n.partition(".dist-info/")[2] or n: n for n in archive.namelist()}
        points = archive.read(inside["entry_points.txt"]).decode()
        licence = archive.read(inside["licenses/LICENSE"])
    assert points == "[console_scripts]\nadvocate = advocate.cli.main:run\n"
    assert licence == (ROOT / "LICENSE").read_bytes()
    assert "advocate/py.typed" in inside
    assert wheel.name.endswith("-py3-none-any.whl")
    assert wheel.stat().st_size < 5 * MEGABYTE


def test_the_metadata_says_what_pyproject_says(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = metadata(wheel)
    assert said["License-Expression"] == "MIT"
    assert said["Requires-Python"] == ">=3.11"
    assert set(said.get_all("Provides-Extra", [])) == set(project["optional-dependencies"])
    body = said.get_payload()
    assert isinstance(body, str)
    assert body.strip() == (ROOT / "README.md").read_text("utf-8").strip()


def test_the_sdist_can_be_tested_and_built(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    expected = {name for name in tracked() if not name.startswith(".ci/")}
    assert names - {"PKG-INFO"} == expected - {"PKG-INFO"}
    assert built.sdist.stat().st_size < 5 * MEGABYTE


def requirements(*, extra: str = "") -> dict[str, Requirement]:
    """Return what pyproject requires: for every user, or for an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {line.name: line for line in map(Requirement, lines)}


def every_package(name: str, seen: dict[str, str]) -> dict[str, str]:
    """Return each package that this one brings along, itself too, with its licence."""
    found = distribution(name)
    about = found.metadata
    classifiers = [c for c in about.get_all("Classifier", []) if c.startswith("License")]
    said = [*about.get_all("License-Expression", []), *about.get_all("License", [])]
    seen[name] = " ".join([*said, *classifiers])
    for line in found.requires or []:
        needed = Requirement(line)
        wanted = needed.marker is None or needed.marker.evaluate({"extra": ""})
        if wanted and needed.name not in seen:
            every_package(needed.name, seen)
    return seen


def test_no_package_that_every_user_gets_is_under_the_gpl() -> None:
    licences: dict[str, str] = {}
    for name in requirements():
        every_package(name, licences)
    assert {n for n, words in licences.items() if not words.strip()} == set()
    # FreeType, inside matplotlib, offers two licences to choose from: its own one is taken.
    assert "License: FTL OR GPL-2.0-or-later" in licences.pop("matplotlib")
    assert {n: w for n, w in licences.items() if "GPL" in w or "General Public" in w} == {}


@pytest.mark.parametrize("extra", ["", "postgres", "parquet", "cluster", "test", "lint"])
def test_each_requirement_has_its_line_in_the_docs(extra: str) -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for needed in requirements(extra=extra).values():
        bounds = [bound.version for bound in needed.specifier]
        assert f"| {needed.name} | {bounds[0] if bounds else 'any'} |" in text

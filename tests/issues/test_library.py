"""Finding packs on the search path, and writing a sample."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from advocate.errors import OutputError, OutputExistsError, PackError, UnknownPackError
from advocate.issues.check import check_pack
from advocate.issues.library import PackLibrary
from advocate.issues.read import read_pack
from advocate.issues.sample import write_sample
from tests.issues.conftest import SHIPPED

TODAY = date(2026, 11, 24)


@pytest.fixture
def library(tmp_path: Path) -> PackLibrary:
    return PackLibrary([("yours", tmp_path), ("shipped", SHIPPED)])


def test_shipped_packs_are_found_without_a_folder_of_ones_own(tmp_path: Path) -> None:
    library = PackLibrary([("yours", tmp_path / "none"), ("shipped", SHIPPED)])
    assert library.slugs() == ("immigrants-welcome", "town-hall")
    assert library.get("town-hall").title == "Hold an open town hall"


def test_a_pack_of_ones_own_hides_the_shipped_one(tmp_path: Path, library: PackLibrary) -> None:
    write_sample("town-hall", tmp_path, today=TODAY)
    assert library.get("town-hall").title == "A sample issue"
    entry = next(entry for entry in library.entries() if entry.slug == "town-hall")
    assert (entry.label, entry.hides) == ("yours", ("shipped",))


def test_a_broken_pack_is_listed_beside_the_others(tmp_path: Path, library: PackLibrary) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.toml").write_text("slug = ")
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text("no pack")
    entries = {entry.slug: entry for entry in library.entries()}
    assert sorted(entries) == ["broken", "immigrants-welcome", "town-hall"]
    assert entries["broken"].pack is None
    assert entries["broken"].sentence.startswith("broken, 2 problems; the first: broken/pack.toml")
    assert entries["town-hall"].sentence == ""
    with pytest.raises(PackError, match="2 problems"):
        library.get("broken")


@pytest.mark.parametrize(
    ("slug", "near"),
    [("immigrant-welcome", "immigrants-welcome"), ("Town Hall", "town-hall"), ("welcome", "immi")],
)
def test_an_unknown_slug_has_near_ones(library: PackLibrary, slug: str, near: str) -> None:
    with pytest.raises(UnknownPackError, match=near):
        library.get(slug)


@pytest.mark.parametrize("slug", ["../talking_points/town-hall", "/etc", "", "\x1b[31m", "a" * 999])
def test_a_slug_is_never_a_path(library: PackLibrary, slug: str) -> None:
    with pytest.raises(UnknownPackError) as caught:
        library.get(slug)
    assert caught.value.sentence.isprintable()


def test_the_sample_passes_its_check(tmp_path: Path) -> None:
    folder = write_sample("clean-water", tmp_path / "new", today=TODAY)
    assert check_pack(folder, today=TODAY) == []
    pack = read_pack(folder)
    assert (pack.reviewed, pack.expires) == (TODAY, date(2027, 5, 23))
    assert [path.name for path in folder.parent.iterdir()] == ["clean-water"]


def test_the_sample_passes_with_every_comment_taken_away(tmp_path: Path) -> None:
    folder = write_sample("clean-water", tmp_path, today=TODAY)
    lines = (folder / "pack.toml").read_text().splitlines()
    opened = [
        line.removeprefix("# ")
        if line.startswith("# ") and (" = " in line or "[[" in line[:5])
        else line
        for line in lines
    ]
    kept = [line for line in opened if not line.startswith('states = ["NY"] makes')]
    (folder / "pack.toml").write_text("\n".join(kept))
    assert check_pack(folder, today=TODAY) == []
    assert read_pack(folder).cards


def test_a_sample_never_overwrites(tmp_path: Path) -> None:
    folder = write_sample("clean-water", tmp_path, today=TODAY)
    (folder / "pack.toml").write_text("mine")
    with pytest.raises(OutputExistsError):
        write_sample("clean-water", tmp_path, today=TODAY)
    assert (folder / "pack.toml").read_text() == "mine"


def test_a_sample_in_an_impossible_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_sample("clean-water", tmp_path / "file", today=TODAY)


@pytest.mark.parametrize("slug", ["", "Clean Water", "../x", "a--b", "-a", "x" * 61, "ä"])
def test_a_sample_needs_a_slug(tmp_path: Path, slug: str) -> None:
    with pytest.raises(PackError, match="cannot name an issue pack"):
        write_sample(slug, tmp_path, today=TODAY)


def test_reading_a_pack_loads_nothing_heavy() -> None:
    code = (
        "import sys; from pathlib import Path; from advocate.issues.library import PackLibrary;"
        f"PackLibrary([('shipped', Path({str(SHIPPED)!r}))]).get('town-hall');"
        "print([m for m in ('jinja2', 'markdown_it', 'rich', 'difflib', 'click', 'requests') "
        "if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

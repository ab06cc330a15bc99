"""What is brought in a folder or a ZIP file: read with care, and nothing unpacked anywhere."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advocate.directory.importer.provenance import UPSTREAM
from advocate.directory.update.offered import ExportedFiles, UpstreamFiles, brought
from advocate.errors import DatasetError
from tests.conftest import SOURCES

DAY = date(2026, 11, 20)
NAMES = [Path(name).name for name in UPSTREAM]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the five files."""
    return Path(shutil.copytree(SOURCES / "congress-legislators", tmp_path / "files"))


def packed(folder: Path, file: Path, *, below: str = "") -> Path:
    """Pack a folder's files into a ZIP file, inside a folder of this name."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, below + path.name)
    return file


@pytest.mark.parametrize(
    "below", ["", "congress-legislators/", "a folder/", "a/congress-legislators/"]
)
def test_the_five_files(folder: Path, tmp_path: Path, below: str) -> None:
    file = packed(folder, tmp_path / "files.zip", below=below)
    for offered in (brought(file, as_of=DAY), brought(folder, as_of=DAY)):
        assert isinstance(offered, UpstreamFiles)
        assert offered.as_of == DAY
        assert offered.contents == {n: (SOURCES / n).read_bytes() for n in UPSTREAM}


def test_the_sources_of_a_build(fixture_sources: Path) -> None:
    offered = brought(fixture_sources, as_of=DAY)
    assert offered.contents.keys() == set(UPSTREAM)


@pytest.mark.parametrize("below", ["", "data/"])
def test_an_export(fixture_data_dir: Path, tmp_path: Path, below: str) -> None:
    offered = brought(packed(fixture_data_dir, tmp_path / "data.zip", below=below), as_of=None)
    assert isinstance(offered, ExportedFiles)
    assert set(offered.contents) == {"manifest.json", "senators.json", "committees.json"}


def test_what_does_not_say_its_day_is_refused(folder: Path) -> None:
    with pytest.raises(DatasetError, match="do not say of which day they are") as caught:
        brought(folder, as_of=None)
    assert "--as-of" in caught.value.hint


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DatasetError, match=f"lacks {name}"):
        brought(folder, as_of=DAY)


def refused(path: Path, says: str) -> None:
    with pytest.raises(DatasetError, match=says) as caught:
        brought(path, as_of=DAY)
    assert caught.value.sentence.endswith("Your data is as it was.")
    assert caught.value.sentence.isprintable()


def test_what_holds_nothing_of_use(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    refused(tmp_path / "letters", "holds no data for this program")
    refused(packed(tmp_path / "letters", tmp_path / "x.zip"), "holds no data for this program")
    refused(tmp_path / "nothing.zip", "cannot be read: no such file")
    (tmp_path / "text.zip").write_text("PK, it says")
    refused(tmp_path / "text.zip", "is no ZIP file, or a damaged one")
    os.mkfifo(tmp_path / "pipe.zip")
    refused(tmp_path / "pipe.zip", "neither a folder nor a ZIP file")


def test_a_device_in_a_folder_is_not_read(folder: Path) -> None:
    (folder / NAMES[0]).unlink()
    os.mkfifo(folder / NAMES[0])
    refused(folder, "cannot be read: it is no ordinary file")


def test_an_endless_file_is_not_read(folder: Path) -> None:
    with (folder / NAMES[0]).open("wb") as file:
        file.truncate(11_000_000)
    refused(folder, "is larger than 10 MB")


Pack = Callable[[zipfile.ZipFile], object]


def link(archive: zipfile.ZipFile) -> None:
    member = zipfile.ZipInfo("notes.json")
    member.external_attr = 0o120777 << 16
    archive.writestr(member, "/etc/passwd")


def many(archive: zipfile.ZipFile) -> None:
    for number in range(1_001):
        archive.writestr(f"{number}.txt", "")


@pytest.mark.parametrize(
    ("pack", "says"),
    [
        (lambda a: a.writestr("../../.bashrc", "x"), "would land outside its folder"),
        (lambda a: a.writestr("/etc/cron.d/x", "x"), "would land outside its folder"),
        (lambda a: a.writestr("..\\x", "x"), "would land outside its folder"),
        (lambda a: a.writestr("C:\\x", "x"), "would land outside its folder"),
        (lambda a: a.writestr("a\x1b[2J/../../x", "x"), "would land outside its folder"),
        (link, "would land outside its folder"),
        (many, "holds 1,006 files, far too many"),
    ],
)  # fmt: skip
def test_a_zip_that_means_harm_is_refused(
    folder: Path, tmp_path: Path, pack: Pack, says: str
) -> None:
    file = packed(folder, tmp_path / "files.zip")
    with zipfile.ZipFile(file, "a") as archive:
        pack(archive)
    before = sorted(tmp_path.rglob("*"))
    refused(file, says)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_a_name_is_refused(folder: Path, tmp_path: Path) -> None:
    file = packed(folder, tmp_path / "files.zip")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(NAMES[0], "[]")
    refused(file, "holds two files named")


def test_a_zip_bomb_is_not_unpacked(folder: Path, tmp_path: Path) -> None:
    (folder / NAMES[0]).write_bytes(b" " * 11_000_000)
    file = packed(folder, tmp_path / "files.zip")
    assert file.stat().st_size < 100_000
    refused(file, f"{NAMES[0]} in .* is larger than 10 MB")


def test_a_damaged_zip(folder: Path, tmp_path: Path) -> None:
    file = packed(folder, tmp_path / "files.zip")
    data = bytearray(file.read_bytes())
    data[200:400] = bytes(200)
    file.write_bytes(data)
    refused(file, "is damaged")
    file.write_bytes(data[:-40])
    refused(file, "is no ZIP file, or a damaged one")


def test_a_locked_zip(folder: Path, tmp_path: Path) -> None:
    file = packed(folder, tmp_path / "files.zip")
    data = bytearray(file.read_bytes())
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:  # the flag of a password, in each entry
        data[start + 8] |= 1
        start += 4
    file.write_bytes(data)
    refused(file, "is locked with a password")


def test_json_is_not_looked_into_here(folder: Path) -> None:
    (folder / NAMES[0]).write_text(json.dumps({"any": "thing"}))
    assert brought(folder, as_of=DAY).contents[UPSTREAM[0]] == b'{"any": "thing"}'

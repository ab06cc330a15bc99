"""The user's copies of the data: which one is in use, what is kept, and what a damaged one does."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from advocate.directory.dataset import SCHEMA, Dataset
from advocate.directory.update import keeping
from advocate.directory.update.copies import Index, Record, in_use, record_of, upstream_kept
from advocate.directory.update.keeping import keep, step_back
from advocate.errors import DatasetError, OutputError
from advocate.files import write_folder

UPSTREAM = {"congress-legislators/legislators-current.json": b"[]"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def copy(home: Path, dataset: Dataset) -> Callable[..., Path]:
    """Put a copy of the invented dataset, of this day, into use."""

    def put(day: str, *, instead: bool = False, **values: object) -> Path:
        contents = {path.name: path.read_bytes() for path in dataset.folder.iterdir()}
        manifest = json.loads(contents["manifest.json"]) | {"data_as_of": day} | values
        contents["manifest.json"] = json.dumps(manifest).encode()
        record = Record(day, "the server", ("It changed.",), {"a": "b"})
        return keep(home, contents, UPSTREAM, record, instead=instead)

    return put


Put = Callable[..., Path]


def day(home: Path, dataset: Dataset) -> date:
    return in_use(home, dataset)[0].manifest.data_as_of


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "data").iterdir())


def test_without_a_copy_the_shipped_data_is_used(home: Path, dataset: Dataset) -> None:
    assert in_use(home, dataset) == (dataset, None)
    assert not home.exists()


def test_the_newer_is_used(home: Path, dataset: Dataset, copy: Put) -> None:
    folder = copy("2026-11-20")
    used, notice = in_use(home, dataset)
    assert (used.folder, notice) == (folder, None)
    record = record_of(home, used)
    assert record is not None
    assert (record.made, record.changes) == ("2026-11-20", ("It changed.",))
    assert record_of(home, dataset) is None


def test_shipped_data_that_is_newer_wins(home: Path, dataset: Dataset, copy: Put) -> None:
    copy("2026-06-14")
    assert in_use(home, dataset) == (dataset, None)
    copy("2026-06-15")
    assert in_use(home, dataset)[0] is not dataset


def test_the_folders_are_the_users_alone(home: Path, copy: Put) -> None:
    copy("2026-11-20")
    assert [p.stat().st_mode & 0o777 for p in (home, home / "data")] == [0o700, 0o700]


def test_three_are_kept_and_no_more(home: Path, dataset: Dataset, copy: Put) -> None:
    for number in range(1, 8):
        copy(f"2026-11-{number:02}")
    assert names(home) == ["0004", "0005", "0006", "0007", "copies.json"]
    days = [day(home, dataset)]
    for _ in range(4):
        step_back(home, dataset)
        days.append(day(home, dataset))
    assert [str(d) for d in days] == [
        "2026-11-07", "2026-11-06", "2026-11-05", "2026-11-04", "2026-06-15"
    ]  # fmt: skip
    with pytest.raises(DatasetError, match="nothing to go back to"):
        step_back(home, dataset)


def test_what_was_gone_back_from_does_not_come_again(
    home: Path, dataset: Dataset, copy: Put
) -> None:
    copy("2026-11-01")
    copy("2026-11-02")
    step_back(home, dataset)
    copy("2026-11-03")
    assert day(home, dataset) == date(2026, 11, 3)
    step_back(home, dataset)
    assert day(home, dataset) == date(2026, 11, 1)


def test_a_copy_that_says_the_same_takes_the_place(home: Path, dataset: Dataset, copy: Put) -> None:
    copy("2026-11-01")
    copy("2026-11-02")
    copy("2026-11-03", instead=True)
    step_back(home, dataset)
    assert day(home, dataset) == date(2026, 11, 1)


def spoil(name: str, data: bytes | None) -> Callable[[Path], None]:
    def spoiled(folder: Path) -> None:
        if data is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(data)

    return spoiled


def one_byte(folder: Path) -> None:
    path = folder / "senators.json"
    path.write_bytes(path.read_bytes().replace(b"716-555-0111", b"716-555-0112"))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (spoil("senators.json", b"[]"), "is damaged or was changed by hand"),
        (one_byte, "is damaged or was changed by hand"),
        (spoil("senators.json", None), "is damaged"),
        (spoil("zips.tsv", b""), "is damaged"),
        (spoil("manifest.json", b"{"), "is damaged"),
        (spoil("copy.json", None), "is gone"),
        (spoil("copy.json", b"{}"), "is damaged"),
        (spoil("copy.json", b"[" * 100_000), "is damaged"),
        (spoil("../copies.json", b'{"current": 1}'), "copies.json is damaged"),
        (
            spoil("../copies.json", b'{"current": "../../x", "before": []}'),
            "copies.json is damaged",
        ),
        (spoil("../copies.json", b'{"current": "0009", "before": []}'), "is gone"),
    ],
)
def test_a_broken_copy_is_said_and_the_shipped_data_serves(
    home: Path, dataset: Dataset, copy: Put, damage: Callable[[Path], None], says: str
) -> None:
    folder = copy("2026-11-20")
    damage(folder)
    used, notice = in_use(home, dataset)
    assert used is dataset
    assert notice is not None
    assert says in notice.text
    assert "advocate data update  or  advocate data rollback" in notice.text
    step_back(home, dataset)
    assert in_use(home, dataset) == (dataset, None)
    damage(copy("2026-11-21"))
    copy("2026-11-22")
    assert day(home, dataset) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (SCHEMA + 1, "was written by a newer version of the program"),
        (SCHEMA - 1, "was written by an older version of the program"),
    ],
)
def test_a_copy_of_another_layout(
    home: Path, dataset: Dataset, copy: Put, schema: int, says: str
) -> None:
    copy("2026-11-20", schema=schema)
    used, notice = in_use(home, dataset)
    assert used is dataset
    assert notice is not None
    assert says in notice.text


def test_a_damaged_copy_is_not_newer_for_the_name_of_its_folder(
    tmp_path: Path, dataset: Dataset
) -> None:
    home = tmp_path / "layout"
    contents = {path.name: path.read_bytes() for path in dataset.folder.iterdir()}
    keep(home, contents | {"manifest.json": b"{}"}, UPSTREAM, Record("2026-11-20", "x", (), {}))
    _, notice = in_use(home, dataset)
    assert notice is not None
    assert "Your updated copy of the data is damaged" in notice.text


def test_going_back_passes_over_what_is_of_no_use(home: Path, dataset: Dataset, copy: Put) -> None:
    copy("2026-06-01")  # older than what came with the program since
    copy("2026-11-01")
    spoil("senators.json", b"")(copy("2026-11-02"))
    copy("2026-11-03")
    assert step_back(home, dataset).manifest.data_as_of == date(2026, 11, 1)
    assert step_back(home, dataset) is dataset


def test_upstream_files_are_kept_whole_or_not_used(home: Path, dataset: Dataset, copy: Put) -> None:
    copy("2026-11-20")
    used, _ = in_use(home, dataset)
    assert upstream_kept(home, used) == ({}, {})  # four of the five are missing
    assert upstream_kept(home, dataset) == ({}, {})


def test_killed_in_the_middle_the_old_copy_is_in_use(
    home: Path, dataset: Dataset, copy: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy("2026-11-01")
    with monkeypatch.context() as broken:
        broken.setattr(keeping, "_write_index", _killed)
        with pytest.raises(KeyboardInterrupt):
            copy("2026-11-02")
    assert day(home, dataset) == date(2026, 11, 1)
    copy("2026-11-03")  # what is left may be another update's, which runs at this moment
    assert names(home) == ["0001", "0002", "0003", "copies.json"]
    os.utime(home / "data" / "0002", (0, 0))
    copy("2026-11-04")
    assert names(home) == ["0001", "0003", "0004", "copies.json"]


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_place_that_takes_no_files(home: Path, dataset: Dataset, copy: Put) -> None:
    home.mkdir()
    (home / "data").write_text("a file")
    with pytest.raises(OutputError):
        copy("2026-11-01")
    assert (home / "data").read_text() == "a file"
    assert in_use(home, dataset)[0] is dataset


def test_two_updates_at_once_both_end_well(
    home: Path, dataset: Dataset, copy: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy("2026-11-01")

    def late(folder: Path, contents: Mapping[str, bytes]) -> None:
        monkeypatch.setattr(keeping, "write_folder", write_folder)
        assert copy("2026-11-02") == folder  # it takes the number that this one is about to take
        write_folder(folder, contents)

    monkeypatch.setattr(keeping, "write_folder", late)
    assert copy("2026-11-03").name == "0003"
    assert day(home, dataset) == date(2026, 11, 3)


def test_an_update_that_ends_first_takes_no_copy_away_from_another(
    home: Path, dataset: Dataset, copy: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy("2026-11-01")
    write_index = keeping._write_index

    def late(home: Path, index: Index) -> None:
        monkeypatch.setattr(keeping, "_write_index", write_index)
        copy("2026-11-02")
        write_index(home, index)

    monkeypatch.setattr(keeping, "_write_index", late)
    copy("2026-11-03")
    assert in_use(home, dataset)[1] is None
    assert day(home, dataset) == date(2026, 11, 3)

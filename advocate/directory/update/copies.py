"""The user's own copies of the data, in their folder: which one is in use, and whether it is whole.

Each copy is a folder that is never changed, `data/0001`, `data/0002`, …; `data/copies.json` says
which one is in use. So one small file, replaced whole, is all that changes at an update.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from advocate.directory.dataset import MANIFEST, SCHEMA, Dataset
from advocate.errors import DatasetError, DatasetTooNewError, shown
from advocate.notices import Notice
from advocate.reading import read_ordinary

FOLDER = "data"
INDEX = "copies.json"
RECORD = "copy.json"
UPSTREAM_FOLDER = "upstream"
_MOST_BYTES = 20_000_000  # of one file


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a copy besides its data.

    `made` is the day of the update, `origin` where it came from, `changes` what it changed, a
    sentence each; `etags` are the server's names for the upstream files that are kept with it.
    """

    made: str
    origin: str
    changes: tuple[str, ...] = ()
    etags: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Index:
    """Which copy is in use (empty: the shipped data), and those before it, the newest first."""

    current: str = ""
    before: tuple[str, ...] = ()


class BrokenCopyError(Exception):
    """A copy cannot be used; the message completes “the copy …”."""


def in_use(home: Path, shipped: Dataset) -> tuple[Dataset, Notice | None]:
    """Return the user's copy of the data, or the shipped one where that is newer or alone whole.

    A copy that cannot be used is told of in the notice, with what to do.
    """
    try:
        index = read_index(home)
        own = opened(home, index.current) if index.current else None
    except BrokenCopyError as why:
        return shipped, Notice(
            "data-copy-broken",
            f"Your updated copy of the data {why}, so the numbers that came with the program are "
            "used. To mend it:  advocate data update  or  advocate data rollback",
        )
    if own is None or own.manifest.data_as_of < shipped.manifest.data_as_of:
        return shipped, None
    return own, None


def record_of(home: Path, dataset: Dataset) -> Record | None:
    """Return what is known of the dataset in use, None for one that is no copy of the user's."""
    if dataset.folder.parent != home / FOLDER:
        return None
    try:
        return _record(dataset.folder)
    except BrokenCopyError:
        return None


def upstream_kept(home: Path, dataset: Dataset) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the upstream files that the dataset in use was made of, and their ETags.

    Nothing where one is missing or damaged: then all are to be fetched.
    """
    from advocate.directory.importer.provenance import UPSTREAM  # not for every lookup

    record = record_of(home, dataset)
    if record is None or not record.etags:
        return {}, {}
    names = {name: f"{UPSTREAM_FOLDER}/{Path(name).name}" for name in UPSTREAM}
    try:
        kept = {name: _whole(dataset.folder, at, record) for name, at in names.items()}
    except BrokenCopyError:
        return {}, {}
    return kept, dict(record.etags)


def opened(home: Path, name: str) -> Dataset:
    """Return a copy whose files are as they were written; raises BrokenCopyError."""
    folder = home / FOLDER / name
    record = _record(folder)
    for file in record.sums:
        if not file.startswith(UPSTREAM_FOLDER):  # these are looked at when they are needed
            _whole(folder, file, record)
    dataset = Dataset(folder)
    try:
        schema = dataset.manifest.schema
    except DatasetTooNewError:
        raise BrokenCopyError("was written by a newer version of the program") from None
    except DatasetError:
        raise BrokenCopyError("is damaged") from None
    if schema < SCHEMA:
        raise BrokenCopyError("was written by an older version of the program")
    return dataset


def _record(folder: Path) -> Record:
    try:
        row = json.loads(read_ordinary(folder / RECORD, _MOST_BYTES))
        record = Record(
            str(row["made"]),
            str(row["origin"]),
            tuple(map(str, row["changes"])),
            {str(name): str(tag) for name, tag in row["etags"].items()},
            {str(name): tuple(map(int, sums)) for name, sums in row["sums"].items()},
        )
    except FileNotFoundError:
        raise BrokenCopyError("is gone") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrokenCopyError("is damaged") from None
    if MANIFEST not in record.sums:
        raise BrokenCopyError("is damaged")
    return record


def _whole(folder: Path, name: str, record: Record) -> bytes:
    """Return a file of a copy; raises BrokenCopyError where it is not as it was written."""
    try:
        data = read_ordinary(folder / name, _MOST_BYTES)
    except (OSError, ValueError):
        raise BrokenCopyError("is damaged") from None
    if tuple(record.sums.get(name, ())) != (len(data), zlib.crc32(data)):
        raise BrokenCopyError("is damaged or was changed by hand")
    return data


def read_index(home: Path) -> Index:
    path = home / FOLDER / INDEX
    try:
        row = json.loads(read_ordinary(path, _MOST_BYTES))
        names = [str(row["current"]), *map(str, row["before"])]
    except FileNotFoundError:
        return Index()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise BrokenCopyError(
            f"cannot be found: {shown(str(path), limit=200)} is damaged"
        ) from None
    if not all(name.isalnum() for name in names if name):
        raise BrokenCopyError(f"cannot be found: {shown(str(path), limit=200)} is damaged")
    return Index(names[0], tuple(names[1:]))

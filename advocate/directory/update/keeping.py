"""Puts a new copy of the data into use, or the one before it, in the user's folder."""

import json
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from shutil import rmtree
from typing import Any

from advocate.directory.dataset import Dataset
from advocate.directory.update.copies import (
    FOLDER,
    INDEX,
    RECORD,
    UPSTREAM_FOLDER,
    BrokenCopyError,
    Index,
    Record,
    opened,
    read_index,
)
from advocate.errors import DatasetError, OutputError
from advocate.files import PRIVATE, unwritable, write_file, write_folder
from advocate.settings import own_folder

_KEPT = 3  # copies before the one in use
_TRIES = 10
_STALE_SECONDS = 3600


def keep(
    home: Path,
    contents: Mapping[str, bytes],
    upstream: Mapping[str, bytes],
    record: Record,
    *,
    instead: bool = False,
) -> Path:
    """Put a new copy into use, whole or not at all, and return its folder.

    The one before it is kept, and two before that; with `instead` it is not, since the new one
    says the same of a later day. Raises OutputError where the folder takes no files.
    """
    files = dict(contents)
    files |= {f"{UPSTREAM_FOLDER}/{Path(name).name}": data for name, data in upstream.items()}
    sums = {name: [len(data), zlib.crc32(data)] for name, data in files.items()}
    files[RECORD] = _json(asdict(replace(record, sums=sums)))
    before = _index_or_new(home)
    name = _new_folder(home, files)
    earlier = [] if instead else [before.current]
    kept = tuple(one for one in (*earlier, *before.before) if one)[:_KEPT]
    _write_index(home, Index(name, kept))
    _sweep(home, {name, *kept}, {before.current, *before.before})
    return home / FOLDER / name


def step_back(home: Path, shipped: Dataset) -> Dataset:
    """Put the copy before the one in use into use, or the shipped data where there is none.

    A copy that is damaged or older than the shipped data is passed over. Raises DatasetError when
    the shipped data is in use already.
    """
    try:
        index = read_index(home)
    except BrokenCopyError:
        _write_index(home, Index())
        return shipped
    if not index.current:
        raise DatasetError(
            "There is nothing to go back to: the data in use came with the program.",
            hint="To get newer data:  advocate data update",
        )
    for place, name in enumerate(index.before):
        try:
            dataset = opened(home, name)
        except BrokenCopyError:
            continue
        if dataset.manifest.data_as_of >= shipped.manifest.data_as_of:
            _write_index(home, Index(name, index.before[place + 1 :]))
            return dataset
    _write_index(home, Index())
    return shipped


def _index_or_new(home: Path) -> Index:
    try:
        return read_index(home)
    except BrokenCopyError:
        return Index()


def _write_index(home: Path, index: Index) -> None:
    row = {"current": index.current, "before": list(index.before)}
    write_file(home / FOLDER / INDEX, _json(row), force=True, mode=PRIVATE)


def _new_folder(home: Path, files: Mapping[str, bytes]) -> str:
    """Write the files into a new folder of the next number, and return its name."""
    try:
        parent = own_folder(home / FOLDER)
        numbers = [int(path.name) for path in parent.iterdir() if path.name.isdecimal()]
    except OSError as error:
        raise unwritable(home / FOLDER, error) from None
    start = max(numbers, default=0) + 1
    for number in range(start, start + _TRIES):
        try:
            write_folder(parent / f"{number:04}", files)
        except OutputError:
            if not (parent / f"{number:04}").exists():
                raise
            continue  # another update was quicker
        return f"{number:04}"
    raise DatasetError(
        "Another update is running. Your data is as it was.",
        hint="Wait a moment and run the same command again.",
    )


def _sweep(home: Path, wanted: set[str], listed: set[str]) -> None:
    """Remove the copies that were `listed` and are not wanted now, and those that a killed update
    has left. What is younger may belong to an update that runs at this moment."""
    for path in (home / FOLDER).iterdir():
        if not path.name.isdecimal() or path.name in wanted:
            continue
        with suppress(OSError):
            if path.name in listed or time.time() - path.stat().st_mtime > _STALE_SECONDS:
                rmtree(path, ignore_errors=True)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

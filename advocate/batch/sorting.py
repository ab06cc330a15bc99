"""Sorting rows that are too many for the memory: each run of them sorted in a file, then merged."""

import heapq
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from advocate.files import PRIVATE, PRIVATE_FOLDER
from advocate.member_files import Entry

_ROWS, _BYTES = 20_000, 8_000_000  # of a run: as much as is held at once
_WIDE = 32  # runs that are merged, and so files that are open, at once


class Sorter:
    """Puts entries in the order of their keys, by way of files in a folder of its own.

    A key is a tuple that JSON can hold, and no two are the same.
    """

    def __init__(self, folder: Path) -> None:
        """Begin anew: what an earlier run left in the folder is removed."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(PRIVATE_FOLDER)
        self._folder, self._made = folder, 0
        self._held: list[tuple[tuple[Any, ...], str]] = []
        self._size = 0
        self._levels: list[list[Path]] = []  # of runs, each level's made of the one before's

    def add(self, key: tuple[Any, ...], entry: Entry) -> None:
        """Take an entry."""
        line = json.dumps([key, entry.line, entry.cells, entry.reason]) + "\n"
        self._held.append((key, line))
        self._size += len(line)
        if len(self._held) >= _ROWS or self._size >= _BYTES:
            self._write()

    def sorted(self) -> Iterator[tuple[tuple[Any, ...], Entry]]:
        """Yield keys and entries in the keys' order, and remove the files after the last."""
        if not self._levels:
            self._held.sort()
            yield from (_read(line) for _, line in self._held)
        else:
            self._write()
            runs = [path for level in self._levels for path in level]
            with ExitStack() as stack:
                yield from (_read(line) for _, line in _merged(runs, stack))
        shutil.rmtree(self._folder)

    def _write(self) -> None:
        self._held.sort()
        self._keep(self._file(line for _, line in self._held), 0)
        self._held, self._size = [], 0

    def _keep(self, run: Path, level: int) -> None:
        """Add a run to a level; a level that is full becomes one run of the next."""
        if level == len(self._levels):
            self._levels.append([])
        runs = self._levels[level]
        runs.append(run)
        if len(runs) == _WIDE:
            with ExitStack() as stack:
                longer = self._file(line for _, line in _merged(runs, stack))
            for path in runs:
                path.unlink()
            runs.clear()
            self._keep(longer, level + 1)

    def _file(self, lines: Iterable[str]) -> Path:
        self._made += 1
        path = self._folder / f"{self._made}.jsonl"
        # It holds names and addresses.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.writelines(lines)
        return path


def _merged(runs: list[Path], stack: ExitStack) -> Iterator[tuple[tuple[Any, ...], str]]:
    return heapq.merge(*(_keyed(stack, path) for path in runs))


def _keyed(stack: ExitStack, path: Path) -> Iterator[tuple[tuple[Any, ...], str]]:
    file = stack.enter_context(path.open(encoding="ascii"))
    for line in file:
        yield tuple(json.loads(line)[0]), line


def _read(line: str) -> tuple[tuple[Any, ...], Entry]:
    key, number, cells, reason = json.loads(line)
    return tuple(key), Entry(number, tuple(cells), reason)

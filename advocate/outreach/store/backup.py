"""A backup: every row of a log in one file, for this store or another, this version or a later one.

A file of JSON lines: a head with the layout and the tables' columns, a line a row, and an end with
the count and the checksum of what stands before it, so that a file cut short is known as one.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from advocate.errors import StoreError, shown
from advocate.outreach.store.database import Database, transaction
from advocate.outreach.store.migrations import RECORDS, TABLES, layout, newest, run_step

_FORMAT = 1
_HEAD = "advocate_log_backup"
_CHUNK = 500
# Columns that were true and false in a layout, and are numbers in a file from SQLite.
_TRUTHS = {1: {"practice"}}


def lines(database: Database) -> Iterator[bytes]:
    """Yield a backup's lines; run it inside a transaction."""
    found = layout(database)
    tables = {name: database.columns(name) for name in TABLES[found - 1]} if found else {}
    digest, count = hashlib.sha256(), 0

    def line(content: object) -> bytes:
        data = json.dumps(content, ensure_ascii=False, default=_readable).encode() + b"\n"
        digest.update(data)
        return data

    head = {_HEAD: _FORMAT, "layout": found, "tables": tables}
    yield line(head)
    for table, columns in tables.items():
        key = ", ".join(columns[: 1 if columns[0] == "id" else 3])
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}"
        for row in database.each(query):
            count += 1
            yield line([table, *row])
    yield json.dumps({"rows": count, "sha256": digest.hexdigest()}).encode() + b"\n"


def _readable(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def keep_before(database: Database, folder: Path | None) -> Path:
    """Write a backup into the folder before the log is changed as a whole; returns its file.

    Raises StoreError when there is no folder to take it, and OutputError when it takes none.
    """
    with transaction(database, writes=False):
        return _keep(database, folder)


def _keep(database: Database, folder: Path | None) -> Path:
    """Do as `keep_before` says, inside a transaction."""
    from advocate.files import unwritable
    from advocate.settings import own_folder

    if folder is None:
        raise StoreError(
            "The shared outreach log needs a backup before it is changed, and has no place for it.",
            hint="Set ADVOCATE_HOME to a folder of yours.",
        )
    try:
        own_folder(folder)
    except OSError as error:
        raise unwritable(folder, error) from None
    path = folder / f"log-{os.urandom(4).hex()}.jsonl"
    _write(database, path, force=False)
    return path


def write_backup(database: Database, path: Path, *, force: bool = False) -> None:
    """Write a backup of the log, readable by its owner alone. Raises OutputError, StoreError."""
    with transaction(database, writes=False):
        _write(database, path, force=force)


def _write(database: Database, path: Path, *, force: bool) -> None:
    from advocate.files import PRIVATE, write_file

    write_file(path, lines(database), force=force, mode=PRIVATE)


def restore(database: Database, file: BinaryIO, name: str, *, keep: Path) -> tuple[int, Path]:
    """Put what a backup holds in the place of what the log holds, once that is in the folder
    `keep`; returns how many contacts it holds now, and the file of what it held.

    `file` is read twice, and checked before anything is written. Raises StoreError, OutputError.
    """
    head = _checked(file, name)
    # Nothing is logged between the copy and the change: it would be in neither.
    with transaction(database, writes=True):
        kept = _keep(database, keep)
        _drop(database)
        found = int(head["layout"])
        for step in range(found):
            run_step(database, step)
        file.seek(0)
        _insert(database, file, head)
        with_ids = [table for table, columns in head["tables"].items() if columns[0] == "id"]
        database.renumber(*with_ids)
        for step in range(found, newest()):
            run_step(database, step)
        row = database.execute("SELECT count(*) FROM contact").fetchone()
    return (int(row[0]) if row else 0), kept


def _drop(database: Database) -> None:
    found = layout(database)
    for table in reversed(TABLES[found - 1] if found else ()):
        database.execute(f"DROP TABLE {table}")
    if found:
        database.execute(f"DROP TABLE {RECORDS}")


def _insert(database: Database, file: BinaryIO, head: dict[str, Any]) -> None:
    truths = _TRUTHS.get(head["layout"], set())
    waiting: dict[str, list[list[object]]] = {table: [] for table in head["tables"]}

    def send(table: str) -> None:
        columns = head["tables"][table]
        marks = ", ".join("?" * len(columns))
        add = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        database.execute_many(add, waiting[table])
        waiting[table] = []

    last = ""
    for line in file:
        content = json.loads(line)
        if not isinstance(content, list):
            continue
        table, *row = content
        if last not in ("", table):  # a table's rows may refer to those of the tables before
            send(last)
        last = table
        columns = head["tables"][table]
        waiting[table].append(
            [bool(v) if c in truths else v for c, v in zip(columns, row, strict=True)]
        )
        if len(waiting[table]) == _CHUNK:
            send(table)
    if last:
        send(last)


def _checked(file: BinaryIO, name: str) -> dict[str, Any]:
    """Return a backup's head, once the whole file is known to be one."""
    digest, count = hashlib.sha256(), 0
    head: Any = None
    end: Any = None
    try:
        for line in file:
            content = json.loads(line)
            if head is None:
                head = content
            elif isinstance(content, dict):
                end = content
                continue
            else:
                count += 1
                _require_row(head, content, ended=end is not None)
            digest.update(line)
    except (ValueError, UnicodeDecodeError, RecursionError, KeyError, TypeError):
        raise _no_backup(name) from None
    if not isinstance(head, dict) or head.get(_HEAD) != _FORMAT:
        raise _no_backup(name)
    if end != {"rows": count, "sha256": digest.hexdigest()}:
        raise StoreError(
            f"{shown(name, limit=200)} is a backup that is not whole, or was changed. "
            "Nothing was changed.",
            hint="Take another copy of it.",
        )
    _require_layout(head, name)
    return head


def _require_row(head: Any, content: Any, *, ended: bool) -> None:
    if ended or len(content) - 1 != len(head["tables"][content[0]]):
        raise ValueError


def _require_layout(head: dict[str, Any], name: str) -> None:
    from advocate.errors import StoreTooNewError

    found = head["layout"]
    if isinstance(found, int) and found > newest():
        raise StoreTooNewError(found, newest())
    known = TABLES[found - 1] if isinstance(found, int) and found > 0 else ()
    names = [*head["tables"], *(c for columns in head["tables"].values() for c in columns)]
    if tuple(head["tables"]) != known or not all(str(n).isidentifier() for n in names):
        raise _no_backup(name)


def _no_backup(name: str) -> StoreError:
    return StoreError(
        f"{shown(name, limit=200)} is no backup of an outreach log. Nothing was changed.",
        hint="Backups are made with:  advocate log backup FILE",
    )

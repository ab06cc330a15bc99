"""A log in a SQLite file: opening it, and what its refusals mean in a user's words."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from advocate.errors import StoreBusyError, StoreError, reason_of, shown
from advocate.outreach.store import database
from advocate.outreach.store.database import (
    ELSEWHERE,
    IF_AGAIN,
    MAKE_ROOM,
    RESTORE,
    Cursor,
    Row,
    damaged,
    no_place,
)

_CANNOT_WRITE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


class SQLite:
    """An open SQLite file."""

    name = "sqlite"
    identity = "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    new_uid = "lower(hex(randomblob(16)))"
    bytewise = "COLLATE BINARY"
    folded = "folded({})"  # SQLite's own lower() knows the English letters alone
    place_in = "instr"

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, or make it, readable by its owner alone; raises StoreError."""
        _make_private(path)
        return cls(_connected(path.absolute().as_uri() + "?mode=rw"))

    @classmethod
    def open_to_read(cls, path: Path) -> Self | None:
        """Open a file that is there; nothing can be changed. None where there is none, or an empty
        one.

        SQLite puts two files beside a log while it reads, and takes them away again. Where the
        folder takes no file it is read without them, unless another program may be writing.
        """
        if not is_there(path) or path.stat().st_size == 0:
            return None
        uri = path.absolute().as_uri()
        try:
            # Not mode=ro: it would leave the two files behind.
            raw = _connected(f"{uri}?mode=rw")
            try:
                raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except BaseException:
                raw.close()
                raise
        except (sqlite3.Error, StoreError) as error:
            if _primary_code(_cause(error)) not in _CANNOT_WRITE or _has_unmerged(path):
                raise _as_meant(error) from None
            raw = _connected(f"{uri}?immutable=1")
        raw.execute("PRAGMA query_only = ON")
        return cls(raw)

    def execute(self, sql: str, values: Sequence[object] = ()) -> Cursor:
        """Run one statement."""
        return self._raw.execute(sql, values)

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield what a query finds row by row."""
        return iter(self._raw.execute(sql, values))

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        self._raw.executemany(sql, rows)

    def begin(self, *, writes: bool) -> None:
        """Open a transaction; one that writes waits for its turn now: a later lock could not."""
        self._raw.execute(f"BEGIN {'IMMEDIATE' if writes else 'DEFERRED'}")

    def has_table(self, name: str) -> bool:
        """Say whether a table is there."""
        found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self._raw.execute(found, (name,)).fetchone() is not None

    def renumber(self, *tables: str) -> None:
        """Have the next row of a table get the next free number: SQLite does so by itself."""

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        return [row[1] for row in self._raw.execute(f"PRAGMA table_info({table})")]

    def integrity(self) -> list[str]:
        """Return what SQLite's own check of the file finds, a sentence each."""
        found = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check(10)")]
        dangling = self._raw.execute("PRAGMA foreign_key_check").fetchall()
        return [
            *(f"The file is damaged: {text}." for text in found if text != "ok"),
            *([f"{len(dangling):,} rows refer to rows that are not there."] if dangling else []),
        ]

    def forget(self) -> None:
        """Write the file anew and empty the one beside it, so that no removed text stays."""
        self._raw.execute("VACUUM")
        busy = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy and busy[0]:  # it says so, and raises nothing
            raise StoreBusyError

    def roll_back(self) -> None:
        """End a transaction as if it had not been; SQLite may have done so by itself."""
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def meaning(self, error: Exception) -> StoreError | None:
        """Return an error of SQLite's in a user's words; None for one of this program's."""
        if _is_of_a_statement(error):
            return None if self._has_its_tables() else _other_tables()
        return meaning_of(error)

    def _has_its_tables(self) -> bool:
        """Say whether all tables and columns of the log's layout are there."""
        from advocate.outreach.store.migrations import TABLES, layout, run_step

        model = SQLite(sqlite3.connect(":memory:", isolation_level=None))
        try:
            found = layout(self)
            for step in range(found):
                run_step(model, step)
            return all(
                set(model.columns(table)) <= set(self.columns(table)) for table in TABLES[found - 1]
            )
        except (sqlite3.Error, StoreError):
            return False
        finally:
            model.close()

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def is_there(path: Path) -> bool:
    """Say whether a log is there; raises StoreError for a thing of its name that is no file."""
    where = shown(str(path), limit=200)
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        if not path.is_symlink():
            return False
        raise StoreError(
            f"The outreach log {where} is a link to a file that is not there.",
            hint="Put the file back where the link points, or remove the link for an empty log.",
        ) from None
    except OSError as error:
        raise StoreError(
            f"Could not reach the outreach log {where}: {reason_of(error)}.", hint=ELSEWHERE
        ) from None
    if not stat.S_ISREG(kind):
        raise StoreError(f"The outreach log {where} is not a file.", hint="Move it away.")
    return True


def _make_private(path: Path) -> None:
    """Make the file before SQLite would, so that no moment passes in which others can read it."""
    if is_there(path):
        return
    from advocate.settings import own_folder

    try:
        own_folder(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        if isinstance(error, FileExistsError) and is_there(path):
            return  # another program has made it meanwhile
        raise no_place(path, error) from None


def _connected(uri: str) -> sqlite3.Connection:
    try:
        # With isolation_level None sqlite3 begins nothing by itself, and so tables are made inside
        # the transaction too.
        raw = sqlite3.connect(uri, timeout=database.WAIT_SECONDS, isolation_level=None, uri=True)
        try:
            _set_up(raw)
        except BaseException:
            raw.close()
            raise
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _as_meant(error) from error
    return raw


def _set_up(raw: sqlite3.Connection) -> None:
    raw.text_factory = _text
    raw.create_function("folded", 1, _folded, deterministic=True)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA secure_delete = ON")
    # The mode stays with the file; a file that is there may be a newer version's, and is left.
    if raw.execute("PRAGMA page_count").fetchone() == (0,):
        _use_write_ahead_log(raw)


def _text(data: bytes) -> str:
    """Return text of the log; a damaged letter is shown as one, and hides no contact."""
    return data.decode("utf-8", "replace")


def _folded(value: object) -> str:
    return value.casefold() if isinstance(value, str) else ""


def _use_write_ahead_log(raw: sqlite3.Connection) -> None:
    # Two programs that make the log at once meet here, and SQLite does not wait for this change.
    deadline = time.monotonic() + database.WAIT_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _has_unmerged(path: Path) -> bool:
    """Say whether contacts wait beside the file to be merged into it: it would hide them."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


def _cause(error: BaseException) -> BaseException:
    return error.__cause__ or error


def _primary_code(error: object) -> int | None:
    """Return SQLite's code for a failure, without what tells sorts of the same one apart."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _as_meant(error: Exception) -> Exception:
    return meaning_of(error) or error


def meaning_of(error: Exception) -> StoreError | None:
    """Return an error of SQLite's in a user's words; None for another, and for a statement that
    SQLite does not understand: that is a mistake of this program's."""
    if isinstance(error, UnicodeDecodeError):  # its own message repeats bytes of a damaged file
        return damaged()
    if not isinstance(error, sqlite3.Error) or _is_of_a_statement(error):
        return None
    primary = _primary_code(error)
    if primary is None:
        return damaged()
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError()
    reason, hint = _REASONS.get(primary, ("the database refused", IF_AGAIN))
    return StoreError(f"The outreach log could not be used: {reason}.", hint=hint)


def _is_of_a_statement(error: Exception) -> bool:
    """Say whether a statement did not fit the tables, or its values did not fit the statement."""
    if isinstance(error, sqlite3.ProgrammingError):
        return True
    return isinstance(error, sqlite3.Error) and _primary_code(error) == sqlite3.SQLITE_ERROR


def _other_tables() -> StoreError:
    return StoreError(
        "The outreach log could not be used: its tables are not those of a log.", hint=RESTORE
    )


_REASONS = {
    sqlite3.SQLITE_FULL: ("the disk is full", MAKE_ROOM),
    sqlite3.SQLITE_IOERR: ("the system could not read or write the file", MAKE_ROOM),
    sqlite3.SQLITE_NOTADB: ("the file is not an outreach log", RESTORE),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", RESTORE),
    sqlite3.SQLITE_READONLY: ("the file or its folder is read-only", "Make it writable."),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", "Make it and its folder writable."),
    sqlite3.SQLITE_PERM: ("the system does not allow it", "Make the file writable."),
}

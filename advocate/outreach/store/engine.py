"""Opening the database behind the log, and what its refusals mean in a user's words."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from advocate.errors import StoreBusyError, StoreError, shown

WAIT_SECONDS = 5


def make_engine(target: str | Path) -> Engine:
    """Return an engine for a SQLite file (made when missing) or a postgresql:// address.

    Raises StoreError when the place takes no file, or the address is of another kind.
    """
    if is_shared(target):
        return _postgresql(str(target))
    _make_private(Path(target))
    return _sqlite(URL.create("sqlite", database=str(target)))


def is_shared(target: str | Path) -> bool:
    """Say whether a log lies at an address, and not in a file."""
    return isinstance(target, str) and "://" in target


def engine_to_read(path: Path, *, untouched: bool) -> Engine:
    """Return an engine for a SQLite file that is there; it changes nothing in it.

    SQLite puts two files beside a log while it reads, and takes them away again. `untouched`, it
    makes none, and so must not miss what another program writes meanwhile: for folders that take
    no file.
    """
    # Not mode=ro: it would leave the two files behind.
    access = {"immutable": "1"} if untouched else {"mode": "rw"}
    uri = path.absolute().as_uri()
    engine = _sqlite(URL.create("sqlite", database=uri, query=access | {"uri": "true"}))
    event.listen(engine, "connect", _forbid_changes)
    return engine


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
            f"Could not reach the outreach log {where}: {_reason(error)}.", hint=_ELSEWHERE
        ) from None
    if not stat.S_ISREG(kind):
        raise StoreError(f"The outreach log {where} is not a file.", hint="Move it away.")
    return True


def damaged() -> StoreError:
    """Return the error for a log whose file holds what no log holds."""
    return StoreError("The outreach log could not be used: the file is damaged.", hint=_RESTORE)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that means to write: it is committed whole, or nothing is."""
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's errors into StoreError, which repeats no values and no passwords."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error.orig) from None
    except UnicodeDecodeError:  # SQLite's own message repeats bytes of a damaged file
        raise damaged() from None


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": WAIT_SECONDS, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


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
        raise StoreError(
            f"Could not make the outreach log {shown(str(path), limit=200)}: {_reason(error)}.",
            hint=_ELSEWHERE,
        ) from None


def _reason(error: OSError) -> str:
    return (error.strerror or "the system refused").lower()


def _set_up_sqlite(raw: sqlite3.Connection, _record: object) -> None:
    raw.text_factory = _text
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")
    # The mode stays with the file; a file that is there may be a newer version's, and is left.
    if raw.execute("PRAGMA page_count").fetchone() == (0,):
        _use_write_ahead_log(raw)


def _text(data: bytes) -> str:
    """Return text of the log; a damaged letter is shown as one, and hides no contact."""
    return str(data, "utf-8", "replace")


def _forbid_changes(raw: sqlite3.Connection, _record: object) -> None:
    raw.execute("PRAGMA query_only = ON")


def _use_write_ahead_log(raw: sqlite3.Connection) -> None:
    # Two programs that make the log at once meet here, and SQLite does not wait for this change.
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # With isolation_level None sqlite3 begins nothing by itself, and so tables are made inside
    # the transaction too. IMMEDIATE waits for its turn at once; a later lock could not wait.
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _postgresql(address: str) -> Engine:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError(_BAD_ADDRESS, hint=_ADDRESS_HINT) from None
    if url.get_backend_name() != "postgresql":
        raise StoreError(_BAD_ADDRESS, hint=_ADDRESS_HINT)
    own = [*url.normalized_query.get("options", ()), f"-c lock_timeout={WAIT_SECONDS}s"]
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": WAIT_SECONDS, "options": " ".join(own)},
            hide_parameters=True,
            pool_pre_ping=True,
        )
    except ImportError:
        raise StoreError(
            "The shared outreach log needs the PostgreSQL driver, which is not installed.",
            hint="Install it:  pip install 'advocate-toolkit[postgres]'",
        ) from None


def _meaning(error: Any) -> StoreError:
    if not isinstance(error, sqlite3.Error):
        return _postgresql_meaning(getattr(error, "sqlstate", None))
    primary = primary_code(error)
    if primary is None:
        return damaged()
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError()
    reason, hint = _SQLITE_REASONS.get(primary, ("the database refused", _IF_AGAIN))
    return StoreError(f"The outreach log could not be used: {reason}.", hint=hint)


def primary_code(error: object) -> int | None:
    """Return SQLite's code for a failure, without what tells sorts of the same one apart."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _postgresql_meaning(state: str | None) -> StoreError:
    if state in ("55P03", "40001", "40P01"):  # lock_not_available, serialization, deadlock
        return StoreBusyError()
    if state is None or state.startswith(("08", "28", "3D", "57P")):
        return StoreError(
            "The shared outreach log could not be reached.",
            hint="Check the network and the address, then run the same command again.",
        )
    reason, hint = _POSTGRESQL_REASONS.get(state, (f"the server refused ({state})", _SAME_AGAIN))
    return StoreError(f"The shared outreach log could not be used: {reason}.", hint=hint)


_BAD_ADDRESS = "The address of the outreach log is neither a file nor a PostgreSQL database."
_ADDRESS_HINT = "Give a file's path, or postgresql://USER@HOST/DATABASE."
_SAME_AGAIN = "Nothing was changed. Run the same command again."
_MAKE_ROOM = "Nothing was changed. Make room, and run the same command again."
_RESTORE = "Move the file away and put a copy of yours in its place, or run again for an empty log."
_IF_AGAIN = f"Nothing was changed. If it happens again: {_RESTORE[0].lower()}{_RESTORE[1:]}"
_ELSEWHERE = "Make the folder writable, or set ADVOCATE_HOME to another one."
_POSTGRESQL_REASONS = {
    "53100": ("the server's disk is full", _MAKE_ROOM),
    "42501": ("the server does not let this user do that", "Ask whoever runs the server."),
    "25006": ("the server is read-only", "Ask whoever runs the server."),
}
_SQLITE_REASONS = {
    sqlite3.SQLITE_ERROR: ("its tables are not those of a log", _RESTORE),
    sqlite3.SQLITE_FULL: ("the disk is full", _MAKE_ROOM),
    sqlite3.SQLITE_IOERR: ("the system could not read or write the file", _MAKE_ROOM),
    sqlite3.SQLITE_NOTADB: ("the file is not an outreach log", _RESTORE),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", _RESTORE),
    sqlite3.SQLITE_READONLY: ("the file or its folder is read-only", "Make it writable."),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", "Make it and its folder writable."),
    sqlite3.SQLITE_PERM: ("the system does not allow it", "Make the file writable."),
}

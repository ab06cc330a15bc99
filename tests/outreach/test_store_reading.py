"""Looking at a log: nothing is made or changed, and nothing need be writable."""

import shutil
import tempfile
from pathlib import Path

import pytest

from advocate.errors import StoreError
from advocate.outreach.store import Store
from tests.outreach.examples import NOW, PLAIN, unwritable


def test_a_log_behind_a_link_is_used(log: Path, tmp_path: Path) -> None:
    link = tmp_path / "log.sqlite3"
    link.symlink_to(log)
    for opened in (Store.open, Store.open_to_read):
        with opened(link) as store:
            assert len(store.contacts()) == 1


def test_reading_makes_nothing(tmp_path: Path) -> None:
    log = tmp_path / "a ? % ☎ home" / "log.sqlite3"
    with Store.open_to_read(log) as store:
        assert store.contacts() == []
    assert list(tmp_path.iterdir()) == []
    log.parent.mkdir()
    log.touch()
    with Store.open_to_read(log) as store:
        assert store.contacts() == []
    assert log.read_bytes() == b""
    with Store.open(log) as store:
        store.add_contact(PLAIN, now=NOW)
    before = log.read_bytes()
    with Store.open_to_read(log) as store:
        assert len(store.contacts()) == 1
        with pytest.raises(StoreError, match="read-only"):
            store.add_contact(PLAIN, now=NOW)
    assert log.read_bytes() == before
    assert list(log.parent.iterdir()) == [log]


def test_reading_sees_what_another_program_is_writing(log: Path) -> None:
    with Store.open(log) as writer, Store.open_to_read(log) as reader:
        writer.add_contact(PLAIN, now=NOW)
        assert len(reader.contacts()) == 2


def test_a_log_that_cannot_be_written_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "log.sqlite3"
        with Store.open(log) as store:
            store.add_contact(PLAIN, now=NOW)
        log.chmod(0o444)
        with unwritable(Path(name)), Store.open_to_read(log) as store:
            assert len(store.contacts()) == 1
        assert list(log.parent.iterdir()) == [log]


def test_contacts_that_wait_to_be_merged_are_not_passed_over() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        first, copy = Path(name) / "first" / "log.sqlite3", Path(name) / "copy"
        with Store.open(first) as store:
            store.add_contact(PLAIN, now=NOW)
            shutil.copytree(first.parent, copy, ignore=shutil.ignore_patterns("*-shm"))
        for file in copy.iterdir():
            file.chmod(0o444)
        with unwritable(copy), pytest.raises(StoreError, match="cannot be opened"):
            Store.open_to_read(copy / "log.sqlite3")
        with Store.open_to_read(copy / "log.sqlite3") as store:
            assert len(store.contacts()) == 1

"""A log of the first layout becomes one of the newest: everything is kept, and a backup is made."""

import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from advocate.errors import OutputError, StoreError
from advocate.issues.records import Position
from advocate.outreach.records import Contact, IssueAsk
from advocate.outreach.store import Store, migrations
from advocate.outreach.store.database import Database, open_database, transaction
from tests.outreach.examples import NOW, made
from tests.outreach.old_log import Old, make_old_log

Target = str | Path

OLD: list[Old] = [
    ("plain", False, "", (("town-hall", "hold"),)),
    ("practice ☎", True, "supports", (("town-hall", ""),)),
    ("a stand on two", False, "leans_oppose", (("town-hall", "hold"), ("other", "vote-no"))),
    ("no issue; '", False, "", ()),
]


def issues_of(old: Old) -> tuple[IssueAsk, ...]:
    stand = Position(old[2]) if old[2] else None
    return tuple(IssueAsk(issue, ask, stand) for issue, ask in old[3])


def in_order(store: Store) -> list[Contact]:
    return sorted(store.contacts(), key=lambda contact: contact.id)


def old_rows(target: Target) -> dict[str, list[Any]]:
    """Return all that a log of layout 1 holds."""
    database = open_database(target)
    try:
        with transaction(database, writes=False):
            tables = ("contact", "contact_revision", "contact_issue", "log_migration")
            query = "SELECT * FROM {} ORDER BY 1, 2, 3"
            return {name: database.execute(query.format(name)).fetchall() for name in tables}
    finally:
        database.close()


@pytest.mark.parametrize("opened", [Store.open, Store.open_to_read])
def test_all_of_an_old_log_is_kept(target: Target, tmp_path: Path, opened: Any) -> None:
    make_old_log(target, OLD)
    with opened(target, backups=tmp_path / "kept") as store:
        found = in_order(store)
        assert store.verify().problems == ()
        assert len(store.follow_ups()) == 0
    assert [(c.note, c.practice, c.issues) for c in found] == [
        (old[0], old[1], issues_of(old)) for old in OLD
    ]
    first = found[0]
    assert (first.uid, first.revision, first.withdrawn) == (f"{1:032x}", 1, False)
    assert first.when.isoformat() == "2026-03-02T09:01:00-05:00"
    assert first.created == first.made == first.when
    told = (first.office, first.office_label, first.number, first.minutes, first.staffer)
    assert told == ("G000555-albany", "Albany, NY", "518-555-0120", 4, "Pat Example")
    assert first.words == "“No”"


def test_an_old_log_goes_on_as_a_new_one(target: Target, tmp_path: Path) -> None:
    make_old_log(target, OLD)
    own = isinstance(target, Path)  # whose an old change in a shared log is, nobody knows
    with Store.open(target, member="" if own else "Ana", backups=tmp_path / "kept") as store:
        assert store.add_contact(made(note="new"), now=NOW).id == len(OLD) + 1
        store.edit_contact(1, made(note="edited"), now=NOW)
        assert [one.note for one in store.history(1)] == ["plain", "edited"]
        for _ in range(2 + own * len(OLD)):
            store.undo(now=NOW)
        assert len(store.contacts()) == (0 if own else len(OLD))
        assert store.verify().problems == ()


def test_the_backup_of_an_old_log_is_private_and_restores(target: Target, tmp_path: Path) -> None:
    make_old_log(target, OLD)
    with Store.open(target, backups=tmp_path / "kept") as store:
        before = in_order(store)
        (backup,) = (tmp_path / "kept").iterdir()
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
        store.edit_contact(1, made(note="edited"), now=NOW)
        with backup.open("rb") as file:
            assert store.restore(file, backup.name, keep=tmp_path / "more")[0] == len(OLD)
        assert in_order(store) == before
        assert store.verify().problems == ()
    # A backup is for every store: the other sort of database takes it, too.
    with Store.open(tmp_path / "other.sqlite3") as other, backup.open("rb") as file:
        other.restore(file, backup.name, keep=tmp_path / "more")
        assert in_order(other) == before
    # An up-to-date log is not backed up again.
    Store.open(target, backups=tmp_path / "kept").close()
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_failed_step_leaves_the_old_log_untouched(
    target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old_log(target, OLD)
    before = old_rows(target)
    first, second = migrations.MIGRATIONS

    def broken(database: Database) -> None:
        second(database)
        database.execute("INSERT INTO no_such_table VALUES (1)")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (first, broken))
        with pytest.raises((StoreError, sqlite3.OperationalError), match=r"no_such_table|42P01"):
            Store.open(target, backups=tmp_path / "kept")
    assert old_rows(target) == before
    with Store.open(target, backups=tmp_path / "kept") as store:
        assert [contact.note for contact in in_order(store)] == [old[0] for old in OLD]


def test_without_a_place_for_the_backup_the_old_log_is_left(target: Target, tmp_path: Path) -> None:
    make_old_log(target, OLD)
    before = old_rows(target)
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        Store.open(target, backups=tmp_path / "file" / "kept")
    assert old_rows(target) == before

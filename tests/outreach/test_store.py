"""What holds on every store; each test runs on a SQLite file and on a PostgreSQL server."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import pytest

from advocate.errors import StoreBusyError, StoreError, StoreTooNewError
from advocate.issues.records import Position
from advocate.outreach.records import (
    ContactDraft,
    Filter,
    FollowUpDraft,
    FollowUpState,
    IssueAsk,
    Promise,
)
from advocate.outreach.store import Store, database, migrations
from advocate.outreach.store.database import Database, open_database, transaction
from tests.outreach.examples import FULL, NOW, PLAIN, finished, made, start_logger

Target = str | Path


@contextmanager
def opened(target: Target) -> Iterator[Database]:
    """Open the database itself, as another program would."""
    database = open_database(target)
    try:
        yield database
    finally:
        database.close()


@pytest.mark.parametrize(
    "draft",
    [PLAIN, FULL, made(issues=()), made(note="x" * 5_000), made(when=NOW.astimezone(UTC))],
    ids=["plain", "full", "no issue", "long note", "another zone"],
)
def test_what_is_logged_is_what_is_read(target: Target, draft: ContactDraft) -> None:
    with Store.open(target) as store:
        logged = store.add_contact(draft, now=NOW)
    with Store.open(target) as store:
        assert store.contacts() == [logged]
    assert (logged.id, logged.revision, logged.created) == (1, 1, NOW)
    assert all(getattr(logged, name) == getattr(draft, name) for name in ("note", "words", "when"))


def test_an_empty_log_is_an_empty_list(target: Target) -> None:
    with Store.open(target) as store:
        assert store.contacts() == []


def test_the_newest_comes_first_whatever_its_zone(target: Target) -> None:
    when = [NOW, NOW - timedelta(days=2), (NOW + timedelta(minutes=1)).astimezone(UTC), NOW]
    with Store.open(target) as store:
        for moment in when:
            store.add_contact(made(when=moment), now=NOW)
        assert [contact.id for contact in store.contacts()] == [3, 4, 1, 2]


@pytest.mark.parametrize(
    ("since", "ids"),
    [
        (NOW - timedelta(days=3), [1, 2]),
        (NOW, [1]),
        (NOW.astimezone(UTC), [1]),
        (NOW + timedelta(seconds=1), []),
    ],
)
def test_since_is_a_moment(target: Target, since: datetime, ids: list[int]) -> None:
    with Store.open(target) as store:
        store.add_contact(made(when=NOW), now=NOW)
        store.add_contact(made(when=NOW - timedelta(days=2)), now=NOW)
        assert [contact.id for contact in store.contacts(since=since)] == ids


@pytest.mark.parametrize(
    ("since", "limit", "ids", "total"),
    [
        (None, None, [5, 4, 3, 2, 1], 5),
        (None, 2, [5, 4], 5),
        (None, 5, [5, 4, 3, 2, 1], 5),
        (None, 9, [5, 4, 3, 2, 1], 5),
        (NOW - timedelta(minutes=2), 2, [5, 4], 3),
        (NOW + timedelta(minutes=2), 2, [], 0),
    ],
)
def test_a_limit_counts_contacts(
    target: Target, since: datetime | None, limit: int | None, ids: list[int], total: int
) -> None:
    with Store.open(target) as store:
        for minutes in (4, 3, 2, 1, 0):
            issues = tuple(IssueAsk(slug) for slug in "abc"[: minutes % 4])
            store.add_contact(made(when=NOW - timedelta(minutes=minutes), issues=issues), now=NOW)
        listing = store.listing(Filter(since=since), limit=limit)
    assert [contact.id for contact in listing.contacts] == ids
    assert (listing.total, listing.unreadable) == (total, 0)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(text="álvarez"), [1]),
        (Filter(text="ÁLVAREZ"), [1]),
        (Filter(text="ПРИВЕТ"), [2]),
        (Filter(text="50 % off_!"), [2]),
        (Filter(text="50 _ off"), []),
        (Filter(tag="Mailing-A"), [1]),
        (Filter(tag="mailing-a"), [2]),
        (Filter(tag="mailing"), []),
        (Filter(tag="50 % off_!"), [2]),
        (Filter(tag="50 _ off_!"), []),
    ],
)
def test_texts_are_found_in_any_case_and_tags_as_they_are(
    target: Target, wanted: Filter, ids: list[int]
) -> None:
    with Store.open(target) as store:
        store.add_contact(made(staffer="Inés Álvarez", tags=("x", "Mailing-A")), now=NOW)
        note = "привет, 50 % off_!"
        store.add_contact(made(note=note, tags=("50 % off_!", "mailing-a")), now=NOW)
        assert [one.id for one in store.listing(wanted).contacts] == ids


def test_a_log_opened_to_be_read_takes_nothing(target: Target) -> None:
    with Store.open_to_read(target) as store:
        assert store.contacts() == []
        with pytest.raises(StoreError, match="opened to be read"):
            store.add_contact(PLAIN, now=NOW)
    with Store.open(target) as store:
        logged = store.add_contact(FULL, now=NOW)
    with Store.open_to_read(target) as store:
        assert store.contacts() == [logged]
        assert store.listing(limit=1).total == 1


def test_issues_keep_their_order(target: Target) -> None:
    issues = tuple(IssueAsk(slug) for slug in ("z", "a", "m"))
    with Store.open(target) as store:
        store.add_contact(made(issues=issues), now=NOW)
        store.add_contact(made(), now=NOW)
        assert [contact.issues for contact in store.contacts()] == [PLAIN.issues, issues]


def test_a_stand_told_again_and_again_is_told_first_and_last(target: Target) -> None:
    told = (Position.OPPOSES, Position.OPPOSES, Position.UNDECIDED, *[Position.SUPPORTS] * 3)
    with Store.open(target) as store:
        for day, position in enumerate(told):
            issues = (IssueAsk("town-hall", "hold", position), IssueAsk("other", "", position))
            draft = made(when=NOW + timedelta(days=day), issues=issues, practice=False)
            store.add_contact(draft, now=NOW)
        store.add_contact(made(when=NOW, issues=issues, practice=True), now=NOW)
        found = [(one.contact, one.position) for one in store.changes_heard(issue="town-hall")]
        assert len(store.changes_heard()) == 2 * len(found)
    assert found == [(number, told[number - 1]) for number in (1, 3, 4, 6)]


def test_a_newer_log_is_refused(target: Target) -> None:
    Store.open(target).close()
    with opened(target) as database:
        database.execute("INSERT INTO log_migration (number, name) VALUES (99, 'later')")
    for open_log in (Store.open, Store.open_to_read):
        with pytest.raises(StoreTooNewError, match="layout 99"):
            open_log(target)


def test_a_failed_step_leaves_nothing_behind(
    target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Store.open(target) as store:
        store.add_contact(PLAIN, now=NOW)

    def broken(database: Database) -> None:
        database.execute("CREATE TABLE half (id INTEGER)")
        database.execute("INSERT INTO no_such_table VALUES (1)")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
        with pytest.raises((StoreError, sqlite3.OperationalError), match=r"no_such_table|42P01"):
            Store.open(target, backups=tmp_path / "backups")
    with Store.open(target) as store:
        assert len(store.contacts()) == 1
    with opened(target) as database:
        assert not database.has_table("half")


def test_a_failed_add_leaves_nothing_behind(target: Target) -> None:
    no_issue: Any = None
    with Store.open(target) as store:
        with pytest.raises(StoreError) as caught:
            store.add_contact(made(note="secret", issues=(IssueAsk(no_issue),)), now=NOW)
        assert store.contacts() == []
    assert "secret" not in str(caught.value)


def test_what_is_written_together_is_one_change_or_none(target: Target) -> None:
    promise = FollowUpDraft(promise=Promise.THEIRS, text="an answer")
    done = replace(promise, state=FollowUpState.DONE)
    with Store.open(target, member="Ana") as store:
        first = store.add_contact(PLAIN, now=NOW, follow_ups=[promise])
        before = store.contacts(), store.follow_ups()

        def half_wrong() -> None:
            with store.together():
                store.add_contact(made(note="lost"), now=NOW)
                store.edit_follow_up(99, lambda _: done, now=NOW)

        with pytest.raises(StoreError):
            half_wrong()
        assert (store.contacts(), store.follow_ups()) == before
        with store.together():
            second = store.add_contact(made(note="kept"), now=NOW)
            with store.together():  # part of the same
                store.edit_follow_up(1, lambda _: done, now=NOW)
            store.add_follow_up(second.id, promise, now=NOW)
            store.edit_contact(first.id, made(note="put right"), now=NOW)
        assert [one.note for one in store.contacts()] == ["kept", "put right"]
        assert store.undo(now=NOW).contacts == (first.id, second.id)
        assert [one.note for one in store.contacts()] == [PLAIN.note]
        assert [one.state for one in store.follow_ups()] == [FollowUpState.OPEN]
        assert store.verify().problems == ()
        store.undo(now=NOW)
        assert (store.contacts(), store.follow_ups()) == ([], [])


class Watched(BytesIO):
    """A file of which somebody is told when it is read for the first time."""

    def __init__(self, data: bytes, told: Callable[[], object]) -> None:
        super().__init__(data)
        self._told: list[Callable[[], object]] = [told]

    def __iter__(self) -> Self:
        while self._told:
            self._told.pop()()
        return self


def test_what_is_logged_while_a_backup_is_brought_back_is_kept(
    target: Target, tmp_path: Path
) -> None:
    with Store.open(target) as store, Store.open(target) as other:
        store.back_up(tmp_path / "empty.jsonl")
        file = Watched(
            (tmp_path / "empty.jsonl").read_bytes(),
            lambda: other.add_contact(made(note="meanwhile"), now=NOW),
        )
        count, kept = store.restore(file, "empty.jsonl", keep=tmp_path / "kept")
        assert (count, store.contacts()) == (0, [])
        with kept.open("rb") as again:
            store.restore(again, kept.name, keep=tmp_path / "kept")
        assert [one.note for one in store.contacts()] == ["meanwhile"]


def test_a_file_that_is_no_backup_leaves_no_copy(target: Target, tmp_path: Path) -> None:
    with Store.open(target) as store:
        store.add_contact(PLAIN, now=NOW)
        with pytest.raises(StoreError, match="no backup"):
            store.restore(BytesIO(b"a letter"), "a.txt", keep=tmp_path / "kept")
        assert len(store.contacts()) == 1
    assert not (tmp_path / "kept").exists()


def test_in_a_shared_log_everybody_takes_back_their_own(target: Target) -> None:
    with Store.open(target, member="Ana") as ana, Store.open(target, member="Ben") as ben:
        ana.add_contact(PLAIN, now=NOW)
        ben.add_contact(made(note="Ben's"), now=NOW)
        ana.undo(now=NOW)
        assert [one.note for one in ana.contacts()] == ["Ben's"]
    with Store.open(target) as nobody:
        if isinstance(target, Path):  # one's own log
            nobody.undo(now=NOW)
            assert nobody.contacts() == []
            return
        with pytest.raises(StoreError, match="which changes are yours") as caught:
            nobody.undo(now=NOW)
        assert "settings set member" in caught.value.hint
        assert [one.note for one in nobody.contacts()] == ["Ben's"]


def test_a_purged_person_is_no_longer_named_as_who_changed_the_log(target: Target) -> None:
    for member in ("Robin Sample", "Robin Sample (Albany)", "Robinette"):
        with Store.open(target, member=member) as store:
            number = store.add_contact(made(member=member), now=NOW).id
            store.edit_contact(number, made(note="x", member=member), now=NOW)
    with Store.open(target) as store, opened(target) as other:
        store.purge_person("robin sample")
        found = other.execute("SELECT DISTINCT member FROM change ORDER BY member").fetchall()
    assert [row[0] for row in found] == ["", "Robinette"]


@pytest.mark.parametrize("what", ["contact", "person", "merge"])
def test_a_purge_that_cannot_write_over_the_text_says_so_and_is_finished_later(
    target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0 if isinstance(target, Path) else 1)
    with Store.open(target) as store, Store.open(tmp_path / "other.sqlite3") as other:
        store.add_contact(made(note="Robin Sample called", staffer="Robin Sample"), now=NOW)
        store.back_up(tmp_path / "backup.jsonl")
        other.merge(store.exported(), now=NOW)
        other.purge_contact(1, now=NOW)
        theirs = list(other.exported())
        purge: Callable[[], object] = {
            "contact": lambda: store.purge_contact(1, now=NOW),
            "person": lambda: store.purge_person("Robin Sample"),
            "merge": lambda: store.merge(theirs, now=NOW),
        }[what]
        with opened(target) as holder, transaction(holder, writes=False):
            holder.execute("SELECT note FROM contact_version").fetchone()
            with pytest.raises(StoreError, match=r"is removed .* not yet written over") as caught:
                purge()
            assert "Nothing was changed" not in f"{caught.value.sentence} {caught.value.hint}"
        assert "Robin" not in "".join(one.note for one in store.contacts())
        purge()
        if isinstance(target, Path):
            for file in target.parent.iterdir():
                assert b"Robin" not in file.read_bytes()


def test_a_log_that_is_held_says_busy(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(target).close()
    monkeypatch.setattr(database, "WAIT_SECONDS", 1)
    with Store.open(target) as store, opened(target) as holder:
        with transaction(holder, writes=True), pytest.raises(StoreBusyError):
            store.add_contact(PLAIN, now=NOW)
        store.add_contact(PLAIN, now=NOW)


def test_two_processes_lose_and_double_nothing(target: Target) -> None:
    loggers = [start_logger(target, 12, name) for name in ("a", "b")]
    told = [line for logger in loggers for line in finished(logger)]
    with Store.open(target) as store:
        kept = [contact.note for contact in store.contacts()]
    assert len(told) == 24
    assert sorted(kept) == sorted(told)


def test_a_killed_process_keeps_what_it_reported(target: Target) -> None:
    logger = start_logger(target, 10_000, "k")
    assert logger.stdout is not None
    told = [logger.stdout.readline().strip() for _ in range(5)]
    logger.kill()
    told += logger.communicate()[0].split()
    with Store.open(target) as store:
        kept = store.contacts()
    # The last one may have been kept in the moment before it could be reported.
    assert sorted(told) == sorted(c.note for c in kept if c.note != f"k{len(told)}")
    assert all(contact.issues == PLAIN.issues for contact in kept)

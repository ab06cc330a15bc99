"""A log that is damaged, or none at all: said in a sentence, and left as it is."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from advocate.errors import StoreError
from advocate.issues.records import Position
from advocate.outreach.figures import usual_scope
from advocate.outreach.records import FollowUpDraft, IssueAsk, Outcome, Promise
from advocate.outreach.store import Store
from advocate.outreach.store.database import open_database, transaction
from tests.outreach.examples import NOW, PLAIN, made

DAMAGES = (
    "contact_version SET channel = 'telepathy'",
    "contact_version SET direction = ''",
    "contact_version SET outcome = x'ff'",
    "version_issue SET position = 'above'",
    "contact_version SET happened = 'soon'",
    "contact_version SET happened = 7.5",
    "contact_version SET note = x'ff00'",
    "contact_version SET senator_name = x'4142'",
    "contact_version SET minutes = 'many'",
    "contact SET created = x'ff'",
    "version_issue SET issue = x'ff'",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_contact_that_cannot_be_read_hides_no_other(log: Path, damage: str) -> None:
    with Store.open(log) as store:
        store.add_contact(made(note="whole"), now=NOW)
    spoil(log, damage)
    for opened in (Store.open, Store.open_to_read):
        with opened(log) as store:
            listing = store.listing()
            assert store.contacts() == listing.contacts
        assert [contact.note for contact in listing.contacts] == ["whole"]
        assert (listing.total, listing.unreadable) == (2, 1)


def spoil(log: Path, damage: str) -> None:
    """Damage what is told of contact 1."""
    key = {"contact": "id", "version_issue": "version"}.get(damage.split()[0], "contact")
    with closing(sqlite3.connect(log)) as raw, raw:
        raw.execute(f"UPDATE {damage} WHERE {key} = 1")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("told", ["wrong", "reached"])
def test_what_a_damaged_contact_says_of_a_number_hides_no_other_number(
    tmp_path: Path, damage: str, told: str
) -> None:
    log = tmp_path / "log.sqlite3"
    outcome = Outcome.WRONG_NUMBER if told == "wrong" else Outcome.SPOKE
    stand = IssueAsk("town-hall", "", Position.OPPOSES)
    promise = FollowUpDraft(promise=Promise.THEIRS, text="An answer", due=NOW.date())
    with Store.open(log) as store:
        for number, ended in (("555-0100", outcome), ("555-0199", Outcome.WRONG_NUMBER)):
            draft = made(office="o", number=number, outcome=ended, issues=(stand,))
            store.add_contact(draft, now=NOW, follow_ups=[promise])
    spoil(log, damage)
    with Store.open_to_read(log) as store:
        recalled = store.recall([PLAIN.senator], contacts=5)
        assert recalled.wrong_numbers["o", "555-0199"] == NOW.date()
        assert [one.number for one in recalled.contacts] == ["555-0199"]
        assert 2 in [one.contact for one in recalled.heard]
        assert 2 in [one.contact for one in recalled.follow_ups]
        assert store.figures(usual_scope(today=NOW.date(), since=None, until=None))


def test_a_damaged_letter_is_shown_as_one(log: Path) -> None:
    with closing(sqlite3.connect(log)) as raw, raw:
        raw.execute("UPDATE contact_version SET note = CAST(x'41ff42' AS TEXT)")
    with Store.open(log) as store:
        assert [contact.note for contact in store.contacts()] == ["A\N{REPLACEMENT CHARACTER}B"]


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ("UPDATE log_migration SET number = number - 5", "the file is damaged"),
        ("DELETE FROM log_migration", "the file is damaged"),
        ("DROP TABLE version_issue", "its tables are not those of a log"),
        ("ALTER TABLE contact_version RENAME note TO notes", "its tables are not those of a log"),
        ("DROP TABLE log_migration", "another program's database"),
        (
            "PRAGMA writable_schema = 1; UPDATE sqlite_master SET "
            "name = CAST(x'ff' AS TEXT), sql = CAST(x'fffe' AS TEXT) WHERE name = 'contact'",
            "the file is damaged",
        ),
    ],
)
def test_damaged_tables_are_said_with_a_remedy_and_left(
    log: Path, statements: str, said: str
) -> None:
    with closing(sqlite3.connect(log)) as raw:
        raw.execute("PRAGMA journal_mode = delete")
        raw.executescript(statements)
    before = log.read_bytes()
    for opened in (Store.open, Store.open_to_read):
        with pytest.raises(StoreError, match=said) as caught, opened(log) as store:
            store.contacts()
        assert "put a copy of your" in caught.value.hint
        assert "same command again" not in caught.value.hint
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    "statement", ["SELECT nonsense FROM contact", "SELEC 1", "SELECT 1 WHERE 1 = ?"]
)
def test_a_mistake_of_this_programs_blames_no_log(log: Path, statement: str) -> None:
    def mistake() -> None:
        with transaction(database, writes=True):
            database.execute("DELETE FROM version_issue")
            database.execute(statement)

    with Store.open(log) as store:
        database = open_database(log)
        with pytest.raises(sqlite3.Error):
            mistake()
        database.close()
        assert [one.issues for one in store.contacts()] == [PLAIN.issues]


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE contact (name TEXT)")
    before = path.read_bytes()
    for opened in (Store.open, Store.open_to_read):
        with pytest.raises(StoreError, match=r"another program's database\. It was left"):
            opened(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("kind", "said"),
    [("dangling", "a link to a file that is not there"), ("pipe", "is not a file")],
)
def test_what_is_no_file_is_said_and_left(tmp_path: Path, kind: str, said: str) -> None:
    path = tmp_path / "log.sqlite3"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "gone" / "log.sqlite3")
    (tmp_path / "gone").mkdir()
    for opened in (Store.open, Store.open_to_read):
        with pytest.raises(StoreError, match=said):
            opened(path)
    assert list((tmp_path / "gone").iterdir()) == []


@pytest.mark.parametrize("damage", ["another file", "shorter", "bytes flipped"])
def test_a_damaged_file_is_said_and_left(log: Path, damage: str) -> None:
    data = log.read_bytes()
    spoiled = {
        "another file": b"Dear Senator, this is a letter and no database. " * 99,
        "shorter": data[: len(data) // 2],
        "bytes flipped": data[:100] + bytes(255 - b for b in data[100:]),
    }[damage]
    log.write_bytes(spoiled)
    with pytest.raises(StoreError, match="outreach log could not be used: the file is"):
        Store.open(log).contacts()
    assert log.read_bytes() == spoiled

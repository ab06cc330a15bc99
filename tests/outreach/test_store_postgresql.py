"""What holds of a shared log: addresses, and a server that is not there."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest

from advocate.errors import StoreError
from advocate.outreach.records import FollowUp, FollowUpDraft, FollowUpState, Promise
from advocate.outreach.store import Store
from tests.outreach.examples import NOW, PLAIN, finished, start_logger


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://ana:secret@host/log", "neither a file nor a PostgreSQL database"),
        ("nonsense://", "neither a file nor a PostgreSQL database"),
        ("postgresql://ana:secret@host:port/log", "neither a file nor a PostgreSQL database"),
        ("postgresql://ana:secret@127.0.0.1:1/log", "could not be reached"),
        ("postgresql:///log?host=/nowhere", "could not be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(address: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        Store.open(address)
    assert "secret" not in f"{caught.value.sentence} {caught.value.hint}"


def test_a_database_that_is_not_there_is_said(postgresql: str) -> None:
    with pytest.raises(StoreError, match="could not be reached"):
        Store.open(postgresql.replace("/postgres?", "/nowhere?"))


def test_a_user_without_rights_is_told(postgresql: str, shared_log: str) -> None:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS visitor")
        connection.execute("CREATE ROLE visitor LOGIN")
    with pytest.raises(StoreError, match="shared outreach log could not be used"):
        Store.open(shared_log.replace("postgres:@", "visitor:@"))


def test_a_member_who_may_not_write_over_the_text_is_told(postgresql: str, shared_log: str) -> None:
    schema = shared_log.rpartition("%3D")[2]
    with Store.open(shared_log) as store:
        store.add_contact(PLAIN, now=NOW)
    guest_role, rights = f"{schema}_guest", "SELECT, INSERT, UPDATE, DELETE"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        for statement in (
            f"CREATE ROLE {guest_role} LOGIN",
            f"GRANT USAGE ON SCHEMA {schema} TO {guest_role}",
            f"GRANT {rights} ON ALL TABLES IN SCHEMA {schema} TO {guest_role}",
        ):
            connection.execute(statement.encode())
    with Store.open(shared_log.replace("postgres:@", f"{guest_role}:@")) as guest:
        with pytest.raises(StoreError, match="not yet written over"):
            guest.purge_contact(1, now=NOW)
        assert guest.contacts() == []
    with Store.open(shared_log) as store:
        store.purge_contact(1, now=NOW)


def test_members_can_do_all_with_the_rights_that_the_docs_name_but_what_is_the_owners(
    postgresql: str, shared_log: str, tmp_path: Path
) -> None:
    schema = shared_log.rpartition("%3D")[2]
    docs = Path(__file__).parents[2] / "docs" / "log.md"
    rights = docs.read_text(encoding="utf-8").split("```sql\n")[1].split("```")[0]
    rights = rights.replace("DATABASE log", "DATABASE postgres").replace("public", schema)
    with psycopg.connect(postgresql, autocommit=True) as owner:
        owner.execute("CREATE ROLE ana LOGIN; CREATE ROLE ben LOGIN")
        owner.execute(rights.encode())

        def place() -> object:
            """Return what changes when the server writes the table anew."""
            known = "SELECT pg_relation_filenode(%s)"
            return owner.execute(known, (f"{schema}.contact_version",)).fetchone()

        with Store.open(shared_log) as store:
            store.add_contact(PLAIN, now=NOW)
            store.back_up(tmp_path / "saved.jsonl")
            saved = BytesIO((tmp_path / "saved.jsonl").read_bytes())
        with Store.open(shared_log.replace("postgres:@", "ana:@"), member="Ana") as store:
            promise = FollowUpDraft(promise=Promise.THEIRS, text="An answer")
            for _ in range(2):
                logged = store.add_contact(PLAIN, now=NOW, follow_ups=[promise])
            store.edit_contact(logged.id, replace(PLAIN, note="again"), now=NOW)
            store.undo(now=NOW)
            before = place()
            with pytest.raises(StoreError, match="not yet written over"):
                store.purge_contact(logged.id, now=NOW)
            assert place() == before  # gone from the log, and not yet from the server's files
            with pytest.raises(StoreError, match="does not let this user do that"):
                store.restore(saved, "backup", keep=tmp_path)
            assert len(store.contacts()) == 2
        with Store.open(shared_log) as store:
            before = place()
            store.purge_contact(2, now=NOW)
            assert place() != before
            saved.seek(0)
            store.restore(saved, "backup", keep=tmp_path)
        with Store.open(shared_log.replace("postgres:@", "ben:@")) as store:
            store.add_contact(PLAIN, now=NOW)
            assert len(store.contacts()) == 2


def test_a_server_that_drops_the_line_loses_nothing(postgresql: str, shared_log: str) -> None:
    with Store.open(shared_log) as store:
        store.add_contact(PLAIN, now=NOW)
        with psycopg.connect(postgresql, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        store.add_contact(PLAIN, now=NOW)
        assert len(store.contacts()) == 2


def test_a_server_that_goes_away_in_a_change_leaves_none_of_it(
    postgresql: str, shared_log: str
) -> None:
    promise = FollowUpDraft(promise=Promise.THEIRS, text="An answer")
    with Store.open(shared_log) as store:
        logged = store.add_contact(PLAIN, now=NOW, follow_ups=[promise])

        def while_it_goes_away(one: FollowUp) -> FollowUpDraft:
            with psycopg.connect(postgresql, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            return replace(promise, state=FollowUpState.DONE)

        with pytest.raises(StoreError, match="could not be reached"):
            store.edit_follow_up(1, while_it_goes_away, now=NOW)
        # The same store takes the line up again.
        assert [one.state for one in store.follow_ups()] == [FollowUpState.OPEN]
        assert store.contacts() == [logged]
        assert store.verify().problems == ()
        done = store.edit_follow_up(
            1, lambda one: replace(promise, state=FollowUpState.DONE), now=NOW
        )
        assert done.state is FollowUpState.DONE


def test_members_who_make_the_log_at_once_take_turns(shared_log: str) -> None:
    loggers = [start_logger(shared_log, 2, name) for name in "abcd"]
    told = [line for logger in loggers for line in finished(logger)]
    with Store.open(shared_log) as store:
        assert sorted(contact.note for contact in store.contacts()) == sorted(told)
    assert len(told) == 8


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    missing: Any = None
    monkeypatch.setitem(sys.modules, "psycopg", missing)
    with pytest.raises(StoreError, match="driver") as caught:
        Store.open("postgresql://host/log")
    assert "advocate-toolkit[postgres]" in caught.value.hint


def test_nothing_that_needs_no_log_loads_the_database() -> None:
    check = (
        "import sys, advocate.settings, advocate.cli.me, advocate.cli.log, "
        "advocate.outreach.drafts; assert not {'tomli_w', 'tomllib', 'sqlite3'} "
        "& set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)

"""Export and merge: nothing is lost between logs, and no order of files changes what comes out."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate.errors import StoreError
from advocate.issues.records import Position
from advocate.outreach.exchange import (
    REVISION,
    contacts_in,
    document,
    in_conflict,
    joined,
    redacted,
)
from advocate.outreach.records import (
    ContactDraft,
    FollowUpDraft,
    FollowUpState,
    IssueAsk,
    Outcome,
    Promise,
)
from advocate.outreach.store import Store
from tests.outreach.examples import FULL, NOW, PLAIN, made

LATER = NOW + timedelta(hours=1)
PROMISED = FollowUpDraft(promise=Promise.THEIRS, text="To call back", due=NOW.date())


def told(store: Store) -> bytes:
    """Return the export of a log."""
    return b"".join(document(store.exported()))


def read(data: bytes) -> Iterator[dict[str, Any]]:
    return contacts_in(data.splitlines(keepends=True), "file.json")


def fill(store: Store) -> None:
    """Log something of every kind: revisions, follow-ups, a purge, a change taken back."""
    store.add_contact(FULL, now=NOW, follow_ups=[PROMISED])
    plain = store.add_contact(PLAIN, now=NOW)
    store.edit_contact(plain.id, made(issues=(IssueAsk("a", "b", Position.OPPOSES),)), now=LATER)
    done = store.add_follow_up(plain.id, PROMISED, now=LATER)
    store.edit_follow_up(
        done.id,
        lambda one: FollowUpDraft(promise=one.promise, text="", state=FollowUpState.DONE),
        now=LATER,
    )
    gone = store.add_contact(made(note="secret"), now=NOW)
    store.purge_contact(gone.id, now=LATER)
    store.add_contact(made(staffer="Ann"), now=NOW)
    store.purge_person("Ann")
    store.add_contact(made(note="a mistake"), now=LATER)
    store.undo(now=LATER)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite log beside the one under test."""
    with Store.open(tmp_path / "other" / "log.sqlite3") as store:
        yield store


def test_an_export_comes_back_with_equal_bytes_on_both_stores_and_across(
    target: str | Path, other: Store, tmp_path: Path
) -> None:
    with Store.open(target) as store, Store.open(tmp_path / "third.sqlite3") as third:
        fill(other)
        first = told(other)
        done = store.merge(read(first), now=LATER)
        assert (done.read, done.added, done.purged) == (5, 4, 1)
        assert told(store) == first
        third.merge(read(told(store)), now=LATER)
        assert told(third) == first
        assert [c.note for c in store.contacts()] == [c.note for c in third.contacts()]
        assert store.follow_ups()[0].text == other.follow_ups()[0].text
        assert store.verify().problems == ()


def test_merging_twice_changes_nothing_and_undo_takes_a_merge_back(
    target: str | Path, other: Store
) -> None:
    other.add_contact(FULL, now=NOW, follow_ups=[PROMISED])
    with Store.open(target, member="Ana") as store:
        own = store.add_contact(PLAIN, now=NOW)
        store.merge(read(told(other)), now=LATER)
        once = told(store)
        again = store.merge(read(told(other)), now=LATER)
        assert (again.added, again.changed, again.revisions) == (0, 0, 0)
        assert told(store) == once
        assert store.undo(now=LATER).what == "merge"
        assert [one.id for one in store.contacts()] == [own.id]
        assert store.verify().problems == ()
        theirs = told(other)
        other.merge(read(told(store)), now=LATER)  # what was merged is not taken from them
        assert [one.note for one in other.contacts()] == [PLAIN.note, FULL.note]
        store.merge(read(theirs), now=LATER)
        assert [one.note for one in store.contacts()] == [FULL.note, PLAIN.note]
        assert [one.text for one in store.follow_ups()] == [PROMISED.text]
        assert told(store) == once


def test_a_merge_taken_back_leaves_what_was_told_here_as_it_was(
    target: str | Path, other: Store
) -> None:
    with Store.open(target, member="Ana") as store:
        own = store.add_contact(PLAIN, now=NOW, follow_ups=[PROMISED])
        gone = store.add_contact(made(note="a mistake"), now=NOW + timedelta(minutes=1))
        store.undo(now=LATER)
        other.merge(read(told(store)), now=NOW)
        other.edit_contact(1, made(note="theirs"), now=LATER)
        other.edit_follow_up(
            1, lambda one: FollowUpDraft(promise=one.promise, text="theirs"), now=LATER
        )
        other.add_follow_up(1, PROMISED, now=LATER)
        store.merge(read(told(other)), now=LATER)
        store.edit_contact(own.id, made(note="ours"), now=LATER)
        new = store.add_follow_up(own.id, PROMISED, now=LATER)
        store.undo(now=LATER)
        store.undo(now=LATER)  # and now the edit
        assert store.contact(own.id).note == "theirs"
        assert store.undo(now=LATER).what == "merge"
        assert store.contact(own.id).note == PLAIN.note
        assert [one.text for one in store.follow_ups()] == [PROMISED.text]
        assert store.history(gone.id)[-1].withdrawn
        assert store.verify().problems == ()
        again = store.merge(read(told(other)), now=LATER)
        assert (again.added, again.changed) == (0, 1)
        assert store.contact(own.id).note == "theirs"
        assert new.id not in [one.id for one in store.follow_ups()]


def test_what_another_log_noted_of_a_contact_that_is_taken_back_goes_with_it(
    target: str | Path, other: Store
) -> None:
    with Store.open(target, member="Ana") as store:
        number = store.add_contact(PLAIN, now=NOW).id
        whole = told(store)
        other.merge(read(whole), now=NOW)
        other.add_follow_up(1, PROMISED, now=NOW)
        store.undo(now=LATER)
        store.merge(read(told(other)), now=LATER)
        assert store.history(number)[-1].withdrawn
        assert store.follow_ups() == []
        assert store.recall([PLAIN.senator], contacts=9).follow_ups == ()
        with pytest.raises(StoreError, match="no follow-up 1"):
            store.edit_follow_up(1, lambda one: one, now=LATER)
        verdict = store.verify()
        assert (verdict.problems, verdict.counts["follow-ups"]) == ((), 0)
        store.merge(read(whole), now=LATER, what="import", only_new=True)  # told again
        assert [one.contact for one in store.follow_ups()] == [number]


def test_a_contact_of_which_a_follow_up_was_noted_since_is_not_taken_away(
    target: str | Path, other: Store
) -> None:
    other.add_contact(FULL, now=NOW)
    with Store.open(target, member="Ana") as ana, Store.open(target, member="Ben") as ben:
        ana.merge(read(told(other)), now=NOW)
        own = ana.add_contact(made(member="Ana"), now=NOW)
        for number in (1, own.id):
            ben.add_follow_up(number, PROMISED, now=LATER)
        for left in (1, 0):  # first her contact, then her merge
            with pytest.raises(StoreError, match="another member"):
                ana.undo(now=LATER)
            ben.undo(now=LATER)
            ana.undo(now=LATER)
            assert len(ana.contacts()) == left
        assert ana.verify().problems == ()


def test_the_last_revision_holds_and_what_both_sides_changed_is_a_conflict(
    target: str | Path, other: Store
) -> None:
    with Store.open(target) as store:
        number = store.add_contact(PLAIN, now=NOW).id
        other.merge(read(told(store)), now=NOW)
        store.edit_contact(number, made(note="ours"), now=LATER)
        other.edit_contact(1, made(note="theirs"), now=LATER + timedelta(seconds=1))
        done = store.merge(read(told(other)), now=LATER)
        assert (done.changed, done.conflicts) == (1, [number])
        assert store.contact(number).note == "theirs"
        assert [one.note for one in store.history(number)] == ["", "ours", "theirs"]
        back = other.merge(read(told(store)), now=LATER)
        assert back.conflicts == []
        assert other.contact(1).note == "theirs"


def test_an_older_revision_does_not_hold(target: str | Path, other: Store) -> None:
    with Store.open(target) as store:
        number = store.add_contact(PLAIN, now=NOW).id
        other.merge(read(told(store)), now=NOW)
        other.edit_contact(1, made(note="older"), now=LATER)
        store.edit_contact(number, made(note="newer"), now=LATER + timedelta(days=1))
        store.merge(read(told(other)), now=LATER)
        assert store.contact(number).note == "newer"


def test_what_one_copy_was_purged_of_is_purged_here_and_never_comes_back(
    target: str | Path, other: Store
) -> None:
    with Store.open(target) as store:
        number = store.add_contact(FULL, now=NOW, follow_ups=[PROMISED]).id
        whole = told(store)
        other.merge(read(whole), now=NOW)
        other.purge_contact(1, now=LATER)
        assert store.merge(read(told(other)), now=LATER).purged == 1
        assert store.history(number) == []
        store.merge(read(whole), now=LATER)
        assert told(store) == told(other)
    if isinstance(target, Path):
        assert b"Pepe" not in target.read_bytes()


def test_a_purged_person_leaves_the_copies_too(target: str | Path, other: Store) -> None:
    with Store.open(target) as store:
        number = store.add_contact(made(staffer="Ann Lee", note="Ann Lee called"), now=NOW).id
        other.merge(read(told(store)), now=NOW)
        other.purge_person("Ann Lee")
        store.merge(read(told(other)), now=LATER)
        assert store.contact(number).note == "[removed] called"
        assert told(store) == told(other)
        assert store.verify().problems == ()


def test_a_redacted_export_names_nobody_and_never_replaces_the_whole(
    target: str | Path, other: Store
) -> None:
    other.add_contact(FULL, now=NOW, follow_ups=[PROMISED])
    whole = told(other)
    shared = b"".join(document(redacted(one, "Ana 2") for one in other.exported()))
    text = shared.decode()
    for secret in ("Pepe", "director", "we'll see", "=1+1", "meeting-3", "housing", "call back"):
        assert secret in whole.decode()
        assert secret not in text
    with Store.open(target) as store:
        store.merge(read(shared), now=LATER)
        assert store.contacts()[0].member == "Ana 2"
        store.merge(read(whole), now=LATER)
        assert told(store) == whole
        store.merge(read(shared), now=LATER)
        assert told(store) == whole


def test_what_is_told_of_a_redacted_copy_takes_nothing_from_the_whole(
    target: str | Path, other: Store, tmp_path: Path
) -> None:
    other.add_contact(FULL, now=NOW, follow_ups=[PROMISED])
    whole = told(other)
    shared = b"".join(document(redacted(one, "Ana 2") for one in other.exported()))
    with Store.open(target) as store:
        store.merge(read(shared), now=LATER)
        (copy,) = store.contacts()
        known = {one.name: getattr(copy, one.name) for one in fields(PLAIN)}
        store.edit_contact(copy.id, ContactDraft(**(known | {"minutes": 8})), now=LATER)
        store.edit_contact(
            copy.id, ContactDraft(**(known | {"minutes": 9, "thread": "ours"})), now=LATER
        )
        store.edit_follow_up(
            1, lambda one: replace(PROMISED, text=one.text, state=FollowUpState.DONE), now=LATER
        )
        for _ in range(2):
            other.merge(read(told(store)), now=LATER)
        (back,) = other.contacts()
        assert (back.minutes, back.thread) == (9, "ours")
        for name in ("staffer", "staffer_role", "words", "note", "tags"):
            assert getattr(back, name) == getattr(FULL, name)
        (promise,) = other.follow_ups()
        assert (promise.text, promise.state) == (PROMISED.text, FollowUpState.DONE)
        united = told(other)
        # Here the whole comes after what was told of the copy: it ends alike.
        again = b"".join(document(redacted(one, "Ana 2") for one in store.exported()))
        store.merge(read(again), now=LATER)
        store.merge(read(whole), now=LATER)
        assert told(store) == united
        assert store.verify().problems == ()


def test_what_a_batch_prepared_and_a_copy_says_was_sent_keeps_its_note(
    target: str | Path, other: Store
) -> None:
    draft = made(outcome=Outcome.PREPARED, note="private", tags=("batch-1",))
    other.add_contact(draft, now=NOW)
    shared = b"".join(document(redacted(one, "") for one in other.exported()))
    with Store.open(target) as store:
        store.merge(read(shared), now=LATER)
        store.edit_contact(1, replace(draft, note="", outcome=Outcome.PREPARED), now=LATER)
        assert store.mark_sent("batch-1", now=LATER) == 1
        other.merge(read(told(store)), now=LATER)
        (back,) = other.contacts()
        assert (back.note, back.outcome) == ("private", Outcome.SENT)


def test_many_contacts_cross_the_pages(target: str | Path, other: Store) -> None:
    base = next(iter(_example(other)))
    many = [
        base | {"uid": f"{n:032x}", "revisions": [base["revisions"][0] | {"uid": f"{n:032x}"}]}
        for n in range(1201)
    ]
    data = b"".join(document(many))
    with Store.open(target) as store:
        assert store.merge(read(data), now=LATER).added == 1201
        assert told(store) == data


def test_of_several_orders_of_files_each_gives_the_same_log(tmp_path: Path, other: Store) -> None:
    number = other.add_contact(FULL, now=NOW, follow_ups=[PROMISED]).id
    files = [told(other)]
    other.edit_contact(number, made(note="two"), now=LATER)
    files += [told(other), b"".join(document(redacted(o, "Ben") for o in other.exported()))]
    other.add_contact(PLAIN, now=NOW)
    files.append(told(other))
    found = set()
    for place, order in enumerate(permutations(files)):
        with Store.open(tmp_path / f"{place}.sqlite3") as store:
            store.merge((one for data in order for one in read(data)), now=LATER)
            found.add(told(store))
    assert found == {files[-1]}


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-20],
        lambda data: data.replace(b'"advocate_log": 1', b'"advocate_log": 2'),
        lambda data: data.replace(b'"call"', b'"pigeon"'),
        lambda data: data.replace(b'"minutes": null', b'"minutes": "5"'),
        lambda data: data.replace(b'"cut": 0', b'"cut": 9'),
        lambda data: data.replace(b'"G000555"', b'"a\\u0000b"'),
        lambda data: data.replace(b'"G000555"', b'"\\ud800"'),
        lambda data: data.replace(b'"withdrawn": false', b'"withdrawn": 0'),
        lambda data: data.replace(b"-05:00", b""),
        lambda data: data + b"more\n",
        lambda _: b"",
        lambda _: b"\xff\xfe\x00",
        lambda _: b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_whole_export_changes_nothing(
    harm: Any, target: str | Path, other: Store
) -> None:
    other.add_contact(PLAIN, now=NOW)
    data = told(other)
    with Store.open(target) as store:
        store.add_contact(FULL, now=NOW)
        before = told(store)
        with pytest.raises(StoreError, match=r"Nothing was changed"):
            store.merge((one for part in (data, harm(data)) for one in read(part)), now=LATER)
        assert told(store) == before


def test_two_contacts_with_one_revision_are_refused(target: str | Path, other: Store) -> None:
    one = next(iter(_example(other)))
    twin = one | {"uid": "f" * 32}
    with Store.open(target) as store:
        for pages in ([one, twin], [one]):
            if len(pages) == 1:
                store.merge(pages, now=LATER)
                pages = [twin]
            with pytest.raises(StoreError, match="same identity"):
                store.merge(pages, now=LATER)
        assert len(store.contacts()) == 1


def test_the_same_document_laid_out_anew_is_read(other: Store) -> None:
    fill(other)
    data = told(other)
    pretty = json.dumps(json.loads(data), indent=2).encode()
    assert list(read(pretty)) == list(read(data))


def _example(store: Store) -> Iterator[dict[str, Any]]:
    store.add_contact(PLAIN, now=NOW)
    return store.exported()


_BASE: dict[str, Any] = dict.fromkeys(REVISION, "") | {
    "when": NOW.isoformat(),
    "channel": "call",
    "direction": "outgoing",
    "outcome": "spoke",
    "issues": [],
    "minutes": None,
    "tags": [],
    "documents": [],
    "practice": False,
}
_VERSIONS = st.builds(
    lambda uid, made, cut, note, *, withdrawn: (
        _BASE | {"uid": uid, "made": made, "cut": cut, "note": note, "withdrawn": withdrawn}
    ),
    uid=st.sampled_from("abcd"),
    made=st.integers(0, 2),
    cut=st.integers(0, 3),
    note=st.sampled_from(["", "x", "y"]),
    withdrawn=st.booleans(),
)
_CONTACTS = st.builds(
    lambda versions, created, purged: {
        "uid": "contact",
        "created": datetime(2026, 1, created, tzinfo=UTC).isoformat(),
        "purged": purged,
        "revisions": [] if purged else sorted(versions, key=lambda v: (v["made"], v["uid"])),
        "follow_ups": [],
    },
    versions=st.lists(_VERSIONS, min_size=1, max_size=4, unique_by=lambda one: one["uid"]),
    created=st.integers(1, 3),
    purged=st.sampled_from(["", "", "", "2026-01-01", "2026-01-02"]),
)


@given(_CONTACTS, _CONTACTS, _CONTACTS)
def test_tellings_unite_in_any_order_any_grouping_and_any_number_of_times(
    a: dict[str, Any], b: dict[str, Any], c: dict[str, Any]
) -> None:
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
    assert joined(joined(a, b), b) == joined(a, b)
    assert not in_conflict(joined(a, b), b)

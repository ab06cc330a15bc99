"""Whatever is done with a log, in whichever order, it holds what a plain list would hold."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta, timezone
from itertools import count, groupby
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from advocate.errors import StoreError
from advocate.issues.records import Position
from advocate.outreach.exchange import contacts_in, document
from advocate.outreach.records import (
    MOVES,
    Contact,
    ContactDraft,
    FollowUp,
    FollowUpDraft,
    FollowUpState,
    IssueAsk,
    Promise,
)
from advocate.outreach.store import Store
from tests.outreach.examples import FULL, NOW, PLAIN

_numbers = count(1)

# Every letter that both stores keep: a zero byte and half a pair are refused before they come here.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=ZONES)  # noqa: DTZ001
ISSUES = st.lists(
    st.builds(
        IssueAsk,
        st.sampled_from("ab"),
        st.sampled_from(["", "x"]),
        st.none() | st.sampled_from(Position),
    ),
    max_size=3,
).map(tuple)
DRAFTS = st.builds(
    replace,
    st.sampled_from([PLAIN, FULL]),
    when=MOMENTS,
    issues=ISSUES,
    minutes=st.none() | st.integers(0, 2**31 - 1),
    note=TEXTS,
    words=TEXTS,
    tags=st.lists(st.sampled_from(["one", "two %"]), unique=True).map(tuple),
    practice=st.booleans(),
)
PROMISES = st.builds(
    FollowUpDraft,
    promise=st.sampled_from(Promise),
    text=TEXTS,
    due=st.none() | st.dates(),
    state=st.just(FollowUpState.OPEN),
)
# The clock may stand still, and go back.
CLOCK = st.integers(-5, 5).map(lambda seconds: NOW + timedelta(seconds=seconds))


@dataclass
class Model:
    """What a log is to hold; None for a thing that was taken back."""

    contacts: dict[int, ContactDraft | None] = field(default_factory=dict)
    follow_ups: dict[int, tuple[int, FollowUpDraft | None]] = field(default_factory=dict)
    revisions: dict[int, int] = field(default_factory=dict)
    merged: set[int] = field(default_factory=set)  # they go altogether when the merge does
    # Of each change that can be taken back: its contact, and what was there before it.
    changes: list[tuple[int, dict[int, ContactDraft | None], dict[int, FollowUpDraft | None]]] = (
        field(default_factory=list)
    )

    def there(self) -> list[int]:
        """Return the numbers of the contacts that are there."""
        return [number for number, draft in self.contacts.items() if draft]


def told(contact: Contact) -> ContactDraft:
    """Return what a contact tells."""
    return ContactDraft(**{f.name: getattr(contact, f.name) for f in fields(ContactDraft)})


def promised(one: FollowUp) -> FollowUpDraft:
    """Return what a follow-up tells."""
    return FollowUpDraft(promise=one.promise, text=one.text, due=one.due, state=one.state)


class LogMachine(RuleBasedStateMachine):
    """A log and its model, changed alike."""

    def __init__(self, target: str | Path, folder: Path) -> None:
        super().__init__()
        self.store = Store.open(target, member="Ana")
        self.folder = folder
        self.model = Model()
        self.kept: tuple[Path, Model] | None = None

    def teardown(self) -> None:
        self.store.close()

    @rule(draft=DRAFTS, promises=st.lists(PROMISES, max_size=2), now=CLOCK)
    def add(self, draft: ContactDraft, promises: list[FollowUpDraft], now: datetime) -> None:
        number = self.store.add_contact(draft, now=now, follow_ups=promises).id
        assert number not in self.model.contacts
        self.model.contacts[number] = draft
        self.model.revisions[number] = 1
        new = sorted({one.id for one in self.store.follow_ups(contact=number)})
        assert len(new) == len(promises)
        assert not set(new) & set(self.model.follow_ups)
        for each, promise in zip(new, promises, strict=True):
            self.model.follow_ups[each] = number, promise
        self.model.changes.append((number, {number: None}, dict.fromkeys(new)))

    @precondition(lambda self: self.model.there())
    @rule(data=st.data(), draft=DRAFTS, now=CLOCK)
    def edit(self, data: st.DataObject, draft: ContactDraft, now: datetime) -> None:
        number = data.draw(st.sampled_from(self.model.there()))
        self.store.edit_contact(number, draft, now=now)
        self.model.changes.append((number, {number: self.model.contacts[number]}, {}))
        self.model.contacts[number] = draft
        self.model.revisions[number] += 1

    @precondition(lambda self: self.model.there())
    @rule(data=st.data(), promise=PROMISES, now=CLOCK)
    def promise(self, data: st.DataObject, promise: FollowUpDraft, now: datetime) -> None:
        contact = data.draw(st.sampled_from(self.model.there()))
        number = self.store.add_follow_up(contact, promise, now=now).id
        assert number not in self.model.follow_ups
        self.model.follow_ups[number] = contact, promise
        self.model.changes.append((contact, {}, {number: None}))

    @precondition(lambda self: any(draft for _, draft in self.model.follow_ups.values()))
    @rule(data=st.data(), now=CLOCK)
    def move(self, data: st.DataObject, now: datetime) -> None:
        open_to_it = [
            (number, goal)
            for number, (_, draft) in self.model.follow_ups.items()
            for states, goal in MOVES.values()
            if draft and draft.state in states
        ]
        number, goal = data.draw(st.sampled_from(open_to_it))
        contact, before = self.model.follow_ups[number]
        assert before
        moved = self.store.edit_follow_up(
            number, lambda one: replace(promised(one), state=goal), now=now
        )
        assert promised(moved) == replace(before, state=goal)
        self.model.follow_ups[number] = contact, promised(moved)
        self.model.changes.append((contact, {}, {number: before}))

    @rule(now=CLOCK)
    def undo(self, now: datetime) -> None:
        if not self.model.changes:
            with pytest.raises(StoreError, match="nothing to take back"):
                self.store.undo(now=now)
            return
        contact, before, promises = self.model.changes.pop()
        undone = self.store.undo(now=now)
        assert (undone.contacts, undone.count) == ((contact,), 1)
        if contact in self.model.merged and before == {contact: None}:
            self._is_gone(contact)
            return
        self.model.contacts |= before
        self.model.revisions[contact] += len(before)
        for number, promise in promises.items():
            self.model.follow_ups[number] = contact, promise

    def _is_gone(self, number: int) -> int:
        """Take a contact out of the model; return how many follow-ups went with it."""
        del self.model.contacts[number], self.model.revisions[number]
        gone = [key for key, (contact, _) in self.model.follow_ups.items() if contact == number]
        for key in gone:
            del self.model.follow_ups[key]
        return len(gone)

    @precondition(lambda self: self.model.contacts)
    @rule(data=st.data(), now=CLOCK)
    def purge(self, data: st.DataObject, now: datetime) -> None:
        number = data.draw(st.sampled_from(sorted(self.model.contacts)))
        purged = self.store.purge_contact(number, now=now)
        assert purged.revisions == self.model.revisions[number]
        assert purged.follow_ups == self._is_gone(number)
        self.model.changes = [change for change in self.model.changes if change[0] != number]
        assert self.store.history(number) == []

    @rule()
    def back_up(self) -> None:
        path = self.folder / "backup.jsonl"
        self.store.back_up(path, force=True)
        self.kept = path, deepcopy(self.model)

    @precondition(lambda self: self.kept)
    @rule()
    def restore(self) -> None:
        assert self.kept
        path, model = self.kept
        with path.open("rb") as file:
            contacts, _ = self.store.restore(file, path.name, keep=self.folder / "kept")
        assert contacts >= len(model.contacts)
        self.model = deepcopy(model)

    @rule(draft=DRAFTS, promises=st.lists(PROMISES, max_size=2), now=CLOCK)
    def merge(self, draft: ContactDraft, promises: list[FollowUpDraft], now: datetime) -> None:
        with Store.open(self.folder / f"{next(_numbers)}.sqlite3") as other:
            other.add_contact(draft, now=now, follow_ups=promises)
            theirs = list(other.exported())
        assert self.store.merge(theirs, now=now).added == 1
        (number,) = {one.id for one in self.store.contacts()} - set(self.model.there())
        assert number not in self.model.contacts
        self.model.contacts[number] = draft
        self.model.revisions[number] = 1
        self.model.merged.add(number)
        new = {one.id: promised(one) for one in self.store.follow_ups(contact=number)}
        assert sorted(map(repr, new.values())) == sorted(map(repr, promises))
        self.model.follow_ups |= {each: (number, promise) for each, promise in new.items()}
        self.model.changes.append((number, {number: None}, dict.fromkeys(new)))

    @rule(now=CLOCK)
    def export(self, now: datetime) -> None:
        whole = list(document(self.store.exported()))
        with Store.open(self.folder / f"{next(_numbers)}.sqlite3") as copy:
            copy.merge(contacts_in(b"".join(whole).splitlines(keepends=True), "copy"), now=now)
            assert list(document(copy.exported())) == whole
            back = self.store.merge(list(copy.exported()), now=now)
        assert (back.added, back.changed, back.purged, back.revisions) == (0, 0, 0, 0)

    @invariant()
    def holds_what_was_told(self) -> None:
        wanted = sorted(
            ((draft, number) for number, draft in self.model.contacts.items() if draft),
            key=lambda each: (int(each[0].when.timestamp()), each[1]),
            reverse=True,
        )
        found = self.store.contacts()
        assert [(told(contact), contact.id) for contact in found] == wanted
        # Moments are equal in every zone; the zone is kept too.
        zones = [contact.when.utcoffset() for contact in found]
        assert zones == [draft.when.utcoffset() for draft, _ in wanted]

    @invariant()
    def holds_what_was_promised(self) -> None:
        wanted = {n: (c, draft) for n, (c, draft) in self.model.follow_ups.items() if draft}
        assert {o.id: (o.contact, promised(o)) for o in self.store.follow_ups()} == wanted

    @invariant()
    def tells_how_stands_changed(self) -> None:
        changes = []
        for _, each in groupby(self.store.heard(), lambda one: (one.senator, one.issue, one.ask)):
            stands = list(each)
            changes += [
                one
                for place, one in enumerate(stands)
                if one is stands[-1] or not place or stands[place - 1].position != one.position
            ]
        assert self.store.changes_heard() == changes

    @invariant()
    def is_whole_and_loses_no_revision(self) -> None:
        verdict = self.store.verify()
        assert verdict.problems == ()
        assert verdict.counts["revisions"] == sum(self.model.revisions.values())
        for number, revisions in self.model.revisions.items():
            history = self.store.history(number)
            assert [one.revision for one in history] == list(range(1, revisions + 1))


def run_on(kind: str, request: pytest.FixtureRequest, folder: Path, examples: int) -> None:
    """Try so many courses of changes, each on an empty log of its own."""

    @contextmanager
    def schema() -> Iterator[str]:
        server = request.getfixturevalue("postgresql")
        name = f"course_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
            yield f"{server}&options=-csearch_path%3D{name}"

    def machine() -> LogMachine:
        own = Path(tempfile.mkdtemp(dir=folder))
        if kind == "sqlite":
            return LogMachine(own / "log.sqlite3", own)
        with schema() as address:
            return LogMachine(address, own)

    made: Any = machine  # a function will do where hypothesis names a class
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=examples,
            stateful_step_count=15,
            deadline=None,
            derandomize=examples < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_any_course_of_changes(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    run_on(kind, request, tmp_path, 12)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_courses_of_changes(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    run_on(kind, request, tmp_path, 200)

"""What a batch prepared goes into the log once, and counts when it was sent."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from advocate.batch.contacts import batch_of, contacts_in, tag_of
from advocate.batch.job import Job
from advocate.batch.running import run
from advocate.batch.sink import TABLE
from advocate.outreach.figures import Scope
from advocate.outreach.records import Channel, Filter, Outcome
from advocate.outreach.store import Store
from tests.batch.conftest import MakeJob, documents_of, job
from tests.batch.test_running import quiet
from tests.outreach.examples import NOW

__all__ = ["job"]  # used by every test here


def batch(job: Job) -> str:
    return batch_of(job.identity(), job.order.today)


def logged(store: Store, job: Job) -> int:
    contacts = contacts_in(job.folder / TABLE, documents_of(job), batch(job), now=NOW)
    return store.merge(contacts, now=NOW, what="batch", only_new=True).added


@pytest.fixture
def done(job: MakeJob) -> Job:
    """A batch of thirty members, of whom three cannot be served."""
    one = job(30)
    run(one, resume=False, force=False, told=quiet)
    return one


def test_prepared_is_logged_once_and_counts_when_sent(done: Job, target: str | Path) -> None:
    letters = len((done.folder / TABLE).read_text("utf-8-sig").splitlines()) - 1
    tag, scope = tag_of(batch(done)), Scope(since=date(2020, 1, 1), until=date(2030, 1, 1))
    with Store.open(target, member="Bo") as store:
        assert logged(store, done) == letters > 50
        assert logged(store, done) == 0
        found = store.listing(Filter(tag=tag))
        assert found.total == letters
        one = found.contacts[0]
        assert (one.outcome, one.channel) == (Outcome.PREPARED, Channel.LETTER)
        assert (one.documents, one.issues[0].issue) == (("letter",), "sample-issue")
        assert one.member.startswith("Ana ")
        assert not one.counts
        assert store.figures(scope) is None
        assert store.recall([one.senator], contacts=9).contacts == ()
        later = NOW + timedelta(days=2)
        assert store.mark_sent(tag, now=later) == letters
        assert store.mark_sent(tag, now=later) == 0
        sent = store.listing(Filter(tag=tag))
        assert {each.outcome for each in sent.contacts} == {Outcome.SENT}
        assert sent.contacts[0].when == later
        figures = store.figures(scope)
        assert figures is not None
        assert sum(way.contacts for way in figures.ways) == letters
        assert store.undo(now=later).count == letters
        assert store.listing(Filter(outcome=Outcome.PREPARED)).total == letters
        assert store.undo(now=later).what == "batch"
        assert store.listing().total == 0
        assert logged(store, done) == letters


def test_another_batch_is_another(job: MakeJob, done: Job, tmp_path: Path) -> None:
    other = job(20, folder="other")
    run(other, resume=False, force=False, told=quiet)
    with Store.open(tmp_path / "log.sqlite3") as store:
        first = logged(store, done)
        assert logged(store, other) > 0
        assert store.mark_sent(tag_of(batch(done)), now=NOW) == first


def test_the_same_list_on_another_day_is_another_batch(done: Job, target: str | Path) -> None:
    later = replace(done, order=replace(done.order, today=done.order.today + timedelta(days=30)))
    assert batch(later) != batch(done)
    with Store.open(target, member="Bo") as store:
        first = logged(store, done)
        assert first > 50
        assert logged(store, later) == first

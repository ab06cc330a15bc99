"""Lists and results that lie elsewhere, at an address of fsspec."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advocate.batch import places, running
from advocate.batch.job import Job, Totals
from advocate.batch.places import Address, address_in, run_to
from advocate.batch.running import run
from advocate.errors import AdvocateError, MembersError, OutputError, OutputExistsError
from advocate.member_files import MemberFile
from tests.batch.conftest import MakeJob, StopError, member_list
from tests.batch.test_running import content, quiet

SECRET = "hunter2"  # noqa: S105


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A place in memory, with nothing in it."""
    import fsspec

    monkeypatch.setattr(running, "ROWS", 7)
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def held(system: Any, folder: str) -> dict[str, bytes]:
    return {name.removeprefix(f"{folder}/"): system.cat(name) for name in system.find(folder)}


def place(text: str, error: type[AdvocateError] = OutputError) -> Address:
    found = address_in(text, error=error)
    assert isinstance(found, Address)
    return found


@pytest.fixture
def far(job: MakeJob, memory: Any) -> Job:
    """A job whose list lies elsewhere."""
    memory.pipe("/lists/members.csv", member_list(30).encode())
    return replace(job(30), members=MemberFile(place("memory://lists/members.csv")))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("out", "out"),
        ("a/b.csv", "a/b.csv"),
        ("file:///a/b%20c.csv", "/a/b c.csv"),
        ("file:///C:/letters", "C:/letters"),
        ("C:\\letters", "C:\\letters"),
    ],
)
def test_a_path_is_a_path(text: str, path: str) -> None:
    assert address_in(text, error=OutputError) == Path(path)


@pytest.mark.parametrize("zipped", [True, False])
def test_it_is_the_same_as_in_a_folder(job: MakeJob, far: Job, memory: Any, zipped: bool) -> None:
    here = job(30, folder="here", zipped=zipped)
    run(here, resume=False, force=False, told=quiet)
    away = replace(far, zipped=zipped)
    totals = run_to(place("memory://done"), away, resume=False, force=False, told=quiet)
    assert held(memory, "/done") == content(here.folder)
    assert totals.rows == 30
    assert not far.folder.exists()
    assert not far.folder.with_suffix(".json").exists()


def test_an_address_that_holds_something_is_kept_unless_it_is_given_up(
    far: Job, memory: Any
) -> None:
    done = place("memory://done")
    memory.pipe("/done/rejects.csv", b"of an older run")
    memory.pipe("/done/documents/00009/old.docx", b"")
    with pytest.raises(OutputExistsError, match="memory://done"):
        run_to(done, far, resume=False, force=False, told=quiet)
    assert held(memory, "/done")["rejects.csv"] == b"of an older run"
    run_to(done, far, resume=False, force=True, told=quiet)
    assert sorted(held(memory, "/done")) == ["documents.zip", "manifest.csv", "rejects.csv"]
    memory.pipe("/done/mine.txt", b"")
    with pytest.raises(OutputExistsError):
        run_to(done, far, resume=False, force=True, told=quiet)


@pytest.mark.parametrize("broken", ["making", "putting"])
def test_interrupted_it_goes_on(
    far: Job, memory: Any, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def stop(totals: Totals) -> None:
        if broken == "making" and totals.rows > 10:
            raise StopError

    def refuse(*_: object) -> None:
        raise ConnectionError(SECRET)

    done = place("memory://done")
    with monkeypatch.context() as patched:
        if broken == "putting":
            patched.setattr(type(memory), "put_file", refuse)
        with pytest.raises((StopError, OutputError)) as told:
            run_to(done, far, resume=False, force=False, told=stop)
        assert SECRET not in str(told.value)
    assert not memory.exists("/done/manifest.csv")
    totals = run_to(done, far, resume=True, force=False, told=quiet)
    assert (totals.rows, totals.rejected) == (30, 3)
    assert sorted(held(memory, "/done")) == ["documents.zip", "manifest.csv", "rejects.csv"]
    assert not far.folder.exists()


def test_what_was_put_in_its_place_stays_there(
    far: Job, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise StopError

    done = place("memory://done")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", stop)
        with pytest.raises(StopError):
            run_to(done, far, resume=False, force=False, told=quiet)
    before = held(memory, "/done")
    assert "manifest.csv" in before
    shutil.rmtree(far.folder)  # as much of it as was removed
    totals = run_to(done, far, resume=True, force=False, told=quiet)
    assert (totals.rows, totals.rejected) == (30, 3)
    assert held(memory, "/done") == before
    assert not far.folder.with_suffix(".json").exists()


def test_another_list_is_not_put_in_its_place(
    far: Job, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(type(memory), "put_file", refuse)
        with pytest.raises(OutputError, match=r"cannot be written: its driver says Connection"):
            run_to(place("memory://done"), far, resume=False, force=False, told=quiet)
    memory.pipe("/lists/members.csv", member_list(20).encode())
    with pytest.raises(OutputError, match="no batch to go on with"):
        run_to(place("memory://done"), far, resume=True, force=False, told=quiet)


def test_a_list_at_the_place_of_the_result_is_never_given_up(far: Job, memory: Any) -> None:
    memory.pipe("/done/rejects.csv", member_list(20).encode())
    listed = MemberFile(place("memory://done/rejects.csv"))
    with pytest.raises(OutputExistsError) as refused:
        run_to(
            place("memory://done"),
            replace(far, members=listed),
            resume=False,
            force=True,
            told=quiet,
        )
    assert "--force" not in refused.value.hint
    assert list(held(memory, "/done")) == ["rejects.csv"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://lists/none.csv", r"memory://lists/none\.csv cannot be read: there is no such"),
        ("nowhere://x/y.csv", "begins with no kind of place that is known"),
        (f"gs://me:{SECRET}@bucket/x.csv?token={SECRET}", "need a driver of fsspec"),
    ],
)
def test_what_cannot_be_reached_is_said(address: str, said: str) -> None:
    with pytest.raises(MembersError, match=said) as told:
        MemberFile(place(address, MembersError))
    assert SECRET not in told.value.sentence + told.value.hint


def test_what_lets_one_in_is_not_shown() -> None:
    found = place(f"memory://me:{SECRET}@bucket/x.csv?token={SECRET}")
    assert str(found) == "memory://bucket/x.csv"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"zip://m.csv::ftp://me:{SECRET}@127.0.0.1:1/x.zip", r"^zip:… .* another one \(“::”\)"),
        (f"ftp://me:{SECRET}::x@127.0.0.1:1/x.csv", r"^ftp:… .* another one"),
        (f"memory://me:{SECRET}@bucket/x.zip::memory://y.csv", r"^memory:… .* another one"),
        (f"simplecache::ftp://me:{SECRET}@127.0.0.1:1/x.csv", r"^simplecache:… .* another one"),
        (f"file://x::ftp://me:{SECRET}@127.0.0.1:1/x.csv", r"^file:… .* another one"),
        (f"http://me:{SECRET}@[bucket/x.csv", r"^http:… is no address that can be read"),
        (f"file://[{SECRET}", r"^file:… is no address that can be read"),
    ],
)
def test_nor_is_it_where_an_address_is_refused(address: str, said: str) -> None:
    with pytest.raises(OutputError, match=said) as told:
        address_in(address, error=OutputError)
    assert SECRET not in told.value.sentence + told.value.hint


def test_a_list_that_breaks_off_is_said(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe("/lists/members.csv", member_list(30).encode())
    listed = MemberFile(place("memory://lists/members.csv"))

    def broken(*_: object) -> bytes:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(type(memory.open("/lists/members.csv")), "read", broken)
    with pytest.raises(MembersError, match="its driver says runtimeerror") as told:
        list(listed.entries())
    assert SECRET not in str(told.value)


def test_an_address_takes_fsspec(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(OutputError, match="takes fsspec") as told:
        places.address_in("s3://bucket/x", error=OutputError)
    assert "advocate-toolkit[cluster]" in told.value.hint

"""What is said when something goes wrong around a cluster, with no process but this one."""

import errno
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import NoReturn

import pytest

from advocate.batch import cluster
from advocate.batch.running import run
from advocate.batch.sorting import Sorter
from advocate.errors import OutputError
from tests.batch.conftest import MakeJob, documents_of
from tests.batch.test_running import quiet

FULL = OSError(errno.ENOSPC, "No space left on device")


class Client:
    """A client of Dask whose scheduler has a worker, or is gone from some question on."""

    status, gone = "running", ""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def nthreads(self) -> dict[str, int]:
        if self.gone == "nthreads":
            raise OSError(None, "Timed out during handshake")
        return {"tcp://worker:1": 1}

    def submit(self, *_: object, **__: object) -> object:
        if self.gone == "submit":
            raise TimeoutError
        return SimpleNamespace(key="a", status="finished", type=None)

    def cancel(self, _: object) -> None:
        pass

    def close(self, timeout: float) -> None:
        pass


@pytest.fixture(autouse=True)
def dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))


def test_a_full_disk_is_not_told_as_a_scheduler_that_is_gone(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Sorter) -> NoReturn:
        raise FULL

    monkeypatch.setattr(Sorter, "sorted", full)
    one = job(3)
    far = replace(one, order=replace(documents_of(one), per_file=10), cluster="tcp://far:8786")
    with pytest.raises(OutputError, match="no space left on device") as told:
        run(far, resume=False, force=False, told=quiet)
    assert told.value.hint.startswith("Make room")
    assert "scheduler" not in told.value.sentence


@pytest.mark.parametrize("gone", ["nthreads", "submit"])
def test_a_scheduler_that_is_gone_is_told(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    monkeypatch.setattr(Client, "gone", gone)
    far = replace(job(3), cluster="tcp://far:8786")
    with pytest.raises(OutputError, match="The scheduler tcp://far:8786 is gone"):
        list(cluster.made_far(far, [(1, list(far.members.entries()))]))

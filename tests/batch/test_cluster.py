"""A batch on a cluster of Dask, with real processes: the same result, whatever becomes of them."""

import csv
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from advocate.batch import cluster, running, sink
from advocate.batch.job import Job, Totals
from advocate.batch.running import run
from advocate.errors import OutputError
from advocate.member_files import MemberFile
from tests.batch.conftest import MakeJob, member_list
from tests.batch.dask_cluster import DaskCluster
from tests.batch.test_running import content, quiet

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
ROWS = 7


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "ROWS", ROWS)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[DaskCluster]:
    """A scheduler without workers."""
    one = DaskCluster(tmp_path / "dask")
    yield one
    one.end()


Both = tuple[Job, Job]
Troubled = Callable[..., Both]


@pytest.fixture
def troubled(job: MakeJob, tmp_path: Path) -> Troubled:
    """Return a function that does a job here, and gives it with the one for a cluster."""

    def made(
        name: str, address: str, count: int = 70, *, row: int = 30, zipped: bool = True
    ) -> Both:
        one = job(count, folder="whole", zipped=zipped)
        path = tmp_path / "troubled.csv"
        path.write_text(member_list(count).replace("Ana 30 ", f"{name} 30 "))
        here = replace(one, members=MemberFile(path))
        run(here, resume=False, force=False, told=quiet)
        return here, replace(here, folder=tmp_path / "far", cluster=address)

    return made


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.mark.parametrize("name", ["Ana", "Kills Once", "Raises Once"])
@pytest.mark.parametrize("zipped", [True, False])
def test_it_is_the_same_to_the_byte(
    dask: DaskCluster, troubled: Troubled, name: str, zipped: bool
) -> None:
    dask.work()
    here, far = troubled(name, dask.address, zipped=zipped)
    run(far, resume=False, force=False, told=quiet)
    assert content(far.folder) == content(here.folder)


def test_a_worker_that_hangs_is_left_alone(
    dask: DaskCluster, troubled: Troubled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LEAST", 5.0)
    monkeypatch.setattr(cluster, "SLOW", 0.0)
    dask.work(3)
    here, far = troubled("Hangs Once", dask.address, 140)
    run(far, resume=False, force=False, told=quiet)
    assert content(far.folder) == content(here.folder)


@pytest.mark.parametrize("name", ["Kills Always", "Raises Always"])
def test_rows_that_no_worker_can_do_are_told(
    dask: DaskCluster, troubled: Troubled, name: str
) -> None:
    dask.work()
    here, far = troubled(name, dask.address)
    totals = run(far, resume=False, force=False, told=quiet)
    lost = {str(line) for line in range(30, 37)}  # of the chunk in which line 32 is
    there, done = lines(here.folder / "manifest.csv"), lines(far.folder / "manifest.csv")
    assert done == [row for row in there if row["line"] not in lost]
    with ZipFile(far.folder / "documents.zip") as archive:
        assert archive.namelist() == [row["file"] for row in done]
    rejects = lines(far.folder / "rejects.csv")
    before = {row["line"] for row in lines(here.folder / "rejects.csv")}
    assert {row["line"] for row in rejects} == before | lost
    assert len(rejects) == totals.rejected == len(before | lost)
    told = next(row["reason"] for row in rejects if row["line"] == "32")
    assert "Run these rows alone." in told
    assert totals.rows == 70


def test_where_everything_fails_nothing_is_given_up(dask: DaskCluster, troubled: Troubled) -> None:
    dask.work(1)
    _, far = troubled("Ana", dask.address)
    Path(str(far.members.path)).write_text(member_list(70).replace("Ana", "Raises Always"))
    with pytest.raises(OutputError, match=r"No worker can make the documents.*ValueError"):
        run(far, resume=False, force=False, told=quiet)
    assert not (far.folder / sink.WORK / sink.TABLE).read_text("utf-8-sig").count("\n") > 1


def test_a_scheduler_that_dies_and_one_that_goes_on(
    dask: DaskCluster, troubled: Troubled, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask.work()
    here, far = troubled("Ana", dask.address, 300)

    def die(totals: Totals) -> None:
        if totals.rows > 40:
            dask.scheduler.kill()

    with pytest.raises(OutputError, match=r"is gone\. What is done is kept"):
        run(far, resume=False, force=False, told=die)
    monkeypatch.setattr(cluster, "CONNECT", 2.0)
    with pytest.raises(OutputError, match="does not answer"):
        run(far, resume=True, force=False, told=quiet)
    run(replace(far, cluster=""), resume=True, force=False, told=quiet)
    assert content(far.folder) == content(here.folder)


def test_interrupted_it_leaves_nothing_to_do_behind(dask: DaskCluster, troubled: Troubled) -> None:
    from distributed import Client

    dask.work()
    here, far = troubled("Ana", dask.address, 300)

    def stop(totals: Totals) -> None:
        if totals.rows > 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(far, resume=False, force=False, told=stop)
    with Client(dask.address, set_as_default=False) as client:
        assert not any(client.processing().values())
        assert not any(client.has_what().values())
    assert not list(Path(far.folder.parent / "dask" / "scratch").rglob("zips.tsv"))
    run(far, resume=True, force=False, told=quiet)
    assert content(far.folder) == content(here.folder)


def test_no_worker_at_all(
    dask: DaskCluster, troubled: Troubled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "AWAIT_WORKERS", 1.0)
    _, far = troubled("Ana", dask.address)
    with pytest.raises(OutputError, match="has no worker that answers"):
        run(far, resume=False, force=False, told=quiet)


def test_workers_may_come_and_go(dask: DaskCluster, troubled: Troubled) -> None:
    dask.work(1)
    here, far = troubled("Ana", dask.address, 300)
    more = threading.Event()

    def come(totals: Totals) -> None:
        if totals.rows > 40 and not more.is_set():
            more.set()
            dask.work(2)
            time.sleep(6)

    run(far, resume=False, force=False, told=come)
    assert content(far.folder) == content(here.folder)


def test_a_worker_with_another_toolkit_is_refused(
    dask: DaskCluster, troubled: Troubled, tmp_path: Path
) -> None:
    import shutil

    import advocate

    other = tmp_path / "other"
    shutil.copytree(Path(advocate.__file__).parent, other / "advocate")
    version = other / "advocate" / "__init__.py"
    version.write_text(version.read_text().replace(advocate.__version__, "0.0.9"))
    dask.work(1, path=[str(other)])
    _, far = troubled("Ana", dask.address)
    with pytest.raises(OutputError, match=r"advocate-toolkit 0\.1\.0 here and 0\.0\.9 there"):
        run(far, resume=False, force=False, told=quiet)


def test_a_worker_without_the_toolkit_is_refused(
    dask: DaskCluster, troubled: Troubled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "AWAIT_WORKERS", 8.0)  # it ends when it is asked
    (tmp_path / "none" / "advocate").mkdir(parents=True)
    (tmp_path / "none" / "advocate" / "__init__.py").write_text("")
    dask.work(1, path=[str(tmp_path / "none")])
    _, far = troubled("Ana", dask.address)
    with pytest.raises(OutputError, match="has no worker that answers"):
        run(far, resume=False, force=False, told=quiet)


def test_a_stopped_worker_goes_on_and_doubles_nothing(
    dask: DaskCluster, troubled: Troubled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LEAST", 4.0)
    monkeypatch.setattr(cluster, "SLOW", 0.0)
    dask.work(2)
    here, far = troubled("Hangs Once", dask.address, 300)
    stopped = far.folder.parent / "dask" / "stopped"

    def wake(totals: Totals) -> None:
        if stopped.exists() and totals.rows > 40:
            os.kill(int(stopped.read_text()), signal.SIGCONT)
            stopped.unlink()

    run(far, resume=False, force=False, told=wake)
    assert content(far.folder) == content(here.folder)


def test_encrypted_it_is_the_same(troubled: Troubled, tmp_path: Path) -> None:
    import dask.config
    import trustme

    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    issued.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "me.pem"))
    ca, me = str(tmp_path / "ca.pem"), str(tmp_path / "me.pem")
    told = ("--protocol", "tls", "--tls-ca-file", ca, "--tls-cert", me, "--tls-key", me)
    one = DaskCluster(tmp_path / "dask", tls=told)
    try:
        assert one.address.startswith("tls://")
        one.work(1)
        here, far = troubled("Ana", one.address)
        with pytest.raises(OutputError, match="does not answer") as refused:
            run(far, resume=False, force=False, told=quiet)
        assert "certificates" in refused.value.hint
        mine = {"ca-file": ca, "client.cert": me, "client.key": me}
        with dask.config.set({f"distributed.comm.tls.{key}": value for key, value in mine.items()}):
            run(far, resume=True, force=False, told=quiet)
        assert content(far.folder) == content(here.folder)
    finally:
        one.end()

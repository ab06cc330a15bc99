"""The folder of a batch is its own while it is made, and holds what was asked for or nothing."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advocate.batch.job import Job, Totals
from advocate.batch.making import DOCUMENTS, PRINTED
from advocate.batch.running import run
from advocate.batch.sink import OWN, REJECTS, WORK
from advocate.desk import Looks
from advocate.directory.dataset import OWN_OFFICES, Dataset
from advocate.errors import MembersError, OutputError, OutputExistsError
from advocate.member_files import MemberFile
from advocate.members import Columns
from tests.batch.conftest import MakeJob, StopError, run_until
from tests.batch.test_running import content, quiet
from tests.outreach.examples import unwritable


def begin(job: Job, *, told: Callable[[Totals], None] = quiet, force: bool = False) -> Totals:
    return run(job, resume=False, force=force, told=told)


def test_a_list_in_the_folder_is_never_given_up(job: MakeJob) -> None:
    done = job()
    begin(done)
    before = content(done.folder)
    listed = MemberFile(done.folder / REJECTS)
    again = replace(done, members=listed, columns=Columns(listed.headings, name=listed.name))
    with pytest.raises(OutputExistsError) as refused:
        begin(again, force=True)
    assert "--force" not in refused.value.hint
    assert content(done.folder) == before


@pytest.mark.skipif(os.name != "posix", reason="its modes say nothing of others")
@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_what_is_made_is_for_the_user_alone(job: MakeJob, zipped: bool, there: bool) -> None:
    done = job(zipped=zipped)
    before = os.umask(0)
    try:
        if there:  # a folder of the user's own stays as it is
            done.folder.mkdir()
        begin(done)
    finally:
        os.umask(before)
    open_to_others = [
        path.name
        for path in (done.folder, *done.folder.iterdir())
        if path.stat().st_mode & 0o077 and not (there and path == done.folder)
    ]
    assert open_to_others == []


@pytest.mark.parametrize("force", [True, False])
def test_a_file_in_the_place_of_the_folder_is_kept(job: MakeJob, force: bool) -> None:
    wanted = job()
    wanted.folder.write_text("mine")
    with pytest.raises(OutputError, match="not a directory"):
        begin(wanted, force=force)
    assert wanted.folder.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="its modes say nothing of reading")
def test_a_closed_folder_is_said(job: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = job()
    wanted.folder.mkdir()

    def closed(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", closed)
    with pytest.raises(OutputError, match="permission denied"):
        begin(wanted)


def test_force_is_offered_where_it_helps(job: MakeJob) -> None:
    done = job()
    begin(done)
    with pytest.raises(OutputExistsError) as older:
        begin(done)
    assert "--force" in older.value.hint
    (done.folder / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError) as mine:
        begin(done)
    assert "--force" not in mine.value.hint


def test_two_batches_are_never_made_in_one_folder(job: MakeJob) -> None:
    one = job()
    other = replace(job(30), folder=one.folder)
    met: list[str] = []

    def meanwhile(_: Totals) -> None:
        for resume, force in ((False, True), (True, False)):
            with pytest.raises(OutputError) as refused:
                run(other, resume=resume, force=force, told=quiet)
            met.append(refused.value.sentence)

    begin(one, told=meanwhile)
    assert len(met) >= 2
    assert all("Another batch is being made" in text for text in met)
    alone = job(folder="alone")
    begin(alone)
    assert content(one.folder) == content(alone.folder)
    assert not (one.folder / WORK).exists()


@pytest.mark.parametrize("force", [True, False])
def test_who_comes_second_takes_nothing_away(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    """The folder was free when the batch was asked for, and another one is done there by now."""
    one, quicker = job(30), job(20)
    reckon = Job.identity

    def meanwhile(this: Job) -> str:
        with monkeypatch.context() as usual:
            usual.setattr(Job, "identity", reckon)
            begin(quicker)
        monkeypatch.setattr(Job, "identity", reckon)
        return this.identity()

    monkeypatch.setattr(Job, "identity", meanwhile)
    if force:  # an older batch is given up, whoever's it is
        begin(one, force=True)
        return
    with pytest.raises(OutputExistsError):
        begin(one)
    alone = replace(quicker, folder=one.folder.with_name("alone"))
    begin(alone)
    assert content(one.folder) == content(alone.folder)


@pytest.mark.parametrize("name", [WORK, DOCUMENTS, PRINTED])
@pytest.mark.parametrize("force", [True, False])
def test_a_link_in_the_folder_leads_nowhere(
    job: MakeJob, tmp_path: Path, name: str, force: bool
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "diary.txt").write_text("mine")
    one = job(zipped=False)
    one.folder.mkdir()
    (one.folder / name).symlink_to(precious)
    with pytest.raises(OutputError, match="is a link"):
        begin(one, force=force)
    with pytest.raises(OutputError, match="is a link"):
        run(one, resume=True, force=False, told=quiet)
    assert [path.name for path in precious.iterdir()] == ["diary.txt"]


def test_what_is_no_template_may_change_meanwhile(job: MakeJob, tmp_path: Path) -> None:
    one = job()
    looks = tmp_path / "looks"
    (looks / "letter").mkdir(parents=True)
    one = replace(one, order=replace(one.order, looks=Looks((looks, *one.order.looks.folders))))
    before = one.identity()
    (looks / "notes.log").write_text("a line")
    (looks / "letter" / ".default.md.swp").write_text("")
    assert one.identity() == before
    (looks / "letter" / "other.md").write_text("Dear Senator")
    assert one.identity() != before


def test_force_takes_no_more_than_the_batch(job: MakeJob) -> None:
    begun = job()
    with pytest.raises(StopError):
        begin(begun, told=_stop)
    left = begun.folder / f".{OWN[1]}.0123abcd.part"  # of another program, which may be writing it
    left.write_text("theirs")
    begun = replace(begun, zipped=False)
    with pytest.raises(OutputExistsError):
        begin(begun, force=True)
    left.unlink()
    begin(begun, force=True)
    assert not (begun.folder / OWN[1]).exists()


def test_a_list_that_changes_meanwhile_is_said_and_nothing_is_put_in_its_place(
    job: MakeJob,
) -> None:
    changing = job()
    ended: list[Path] = []

    def change(_: Totals) -> None:
        with Path(str(changing.members.path)).open("a") as file:
            file.write("Bo,,,10001,,,\n")

    with pytest.raises(OutputError, match="was changed while"):
        run(changing, resume=False, force=False, told=change, ended=lambda at, _: ended.append(at))
    assert not ended
    assert [path.name for path in changing.folder.iterdir()] == [WORK]
    begin(changing, force=True)


def test_the_result_may_lie_beside_the_templates(job: MakeJob) -> None:
    one = job(zipped=False)
    folders = (one.folder.parent, *one.order.looks.folders)
    one = replace(one, order=replace(one.order, looks=Looks(folders)))
    before = one.identity()
    with pytest.raises(StopError):
        begin(one, told=_stop)
    assert one.identity() == before
    run(one, resume=True, force=False, told=quiet)
    assert one.identity() == before


def test_a_list_that_is_gone_is_said(job: MakeJob) -> None:
    gone = job()
    Path(str(gone.members.path)).unlink()
    with pytest.raises(MembersError, match="no such file"):
        begin(gone)
    assert not gone.folder.exists()


def test_a_corrected_office_makes_another_batch(job: MakeJob, tmp_path: Path) -> None:
    one = job()
    own = tmp_path / "own"
    own.mkdir()
    dataset = Dataset(one.order.dataset.folder, own=own)
    one = replace(one, order=replace(one.order, dataset=dataset))
    before = one.identity()
    (own / OWN_OFFICES).write_text("[offices]\n")
    assert one.identity() != before


_POOL = """
import os, signal, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from advocate.batch.making import _end_with_parent

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, get_context("spawn"), _end_with_parent)
    pool.submit(os.getpid).result()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_processes_end_with_the_one_that_asked(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(_POOL)
    # What they have inherited is closed only when all of them have ended.
    done = subprocess.run([sys.executable, str(script)], capture_output=True, timeout=60)
    assert done.returncode == -9


def _stop(_: Totals) -> None:
    raise StopError


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "Make room, and run the same command with --resume."),
        (errno.EACCES, "Let yourself write there, and run the same command with --resume."),
        (errno.EROFS, "Let yourself write there, and run the same command with --resume."),
        (errno.EIO, "Mend that, and run the same command with --resume."),
    ],
)
def test_what_stops_a_batch_is_said_with_what_mends_it(
    job: MakeJob, number: int, hint: str
) -> None:
    stopped, why = job(), os.strerror(number)

    def stop(_: Totals) -> None:
        raise OSError(number, why)

    with pytest.raises(OutputError, match=f"out: {why.lower()}. What is done is kept.") as told:
        begin(stopped, told=stop)
    assert told.value.hint == hint
    run(stopped, resume=True, force=False, told=quiet)


def test_there_is_nothing_to_go_on_with_in_a_file(job: MakeJob) -> None:
    wanted = job()
    wanted.folder.write_text("mine")
    with pytest.raises(OutputError, match=r"Could not look into .*out: not a directory") as told:
        run(wanted, resume=True, force=False, told=quiet)
    assert "--out" in told.value.hint
    assert wanted.folder.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="its modes say nothing of reading")
def test_whether_a_closed_folder_holds_a_batch_is_not_known(job: MakeJob) -> None:
    begun = job()
    run_until(begun, 1)
    with unwritable(begun.folder, 0), pytest.raises(OutputError, match="permission denied") as told:
        run(begun, resume=True, force=False, told=quiet)
    assert "Leave --resume out" not in told.value.hint
    run(begun, resume=True, force=False, told=quiet)

"""A batch stops anywhere and goes on, and its result is the same to the byte."""

import csv
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from multiprocessing import active_children
from pathlib import Path
from zipfile import ZipFile

import pytest

from advocate.batch import running, sink
from advocate.batch.job import Totals
from advocate.batch.running import run
from advocate.errors import OutputError, OutputExistsError
from tests.batch.conftest import MakeJob, StopError, run_until


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "ROWS", 7)


def quiet(_: Totals) -> None:
    pass


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("after", [1, 2, 4])
@pytest.mark.parametrize("torn", [0, 13])
def test_interrupted_and_resumed_it_is_the_same(
    job: MakeJob, after: int, torn: int, zipped: bool
) -> None:
    whole = job(30, folder="whole", zipped=zipped)
    run(whole, resume=False, force=False, told=quiet)
    broken = replace(whole, folder=whole.folder.with_name("broken"))
    run_until(broken, after)
    work = broken.folder / sink.WORK
    with (work / sink.TABLE).open("ab") as table:  # written, and not yet in the journal
        table.write(b"half a li")
    if torn:
        journal = (work / sink.JOURNAL).read_bytes()
        (work / sink.JOURNAL).write_bytes(journal[:-torn])
    run(broken, resume=True, force=False, told=quiet)
    assert content(broken.folder) == content(whole.folder)


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_ended_while_all_is_put_in_its_place(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    whole = job(30, folder="whole")
    run(whole, resume=False, force=False, told=quiet)
    broken = replace(whole, folder=whole.folder.with_name("broken"))
    move, left = Path.replace, [moved]

    def some(self: Path, target: Path) -> Path:
        if not left[0]:
            raise StopError
        left[0] -= 1
        return move(self, target)

    with monkeypatch.context() as ended:
        ended.setattr(Path, "replace", some)
        with pytest.raises(StopError):
            run(broken, resume=False, force=False, told=quiet)
    run(broken, resume=True, force=False, told=quiet)
    assert content(broken.folder) == content(whole.folder)


@pytest.mark.parametrize("removed", [0, 1, 2, 3, 4, 5])
def test_ended_while_the_work_is_tidied_away(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch, removed: int
) -> None:
    whole = job(30, folder="whole")
    run(whole, resume=False, force=False, told=quiet)
    broken = replace(whole, folder=whole.folder.with_name("broken"))
    remove, left = sink.remove, [removed]

    def some(path: Path) -> None:
        if path.parent.name == sink.WORK:
            if not left[0]:
                raise StopError
            left[0] -= 1
        remove(path)

    with monkeypatch.context() as ended:
        ended.setattr(sink, "remove", some)
        with suppress(StopError):
            run(broken, resume=False, force=False, told=quiet)
    finished = content(broken.folder)
    if (broken.folder / sink.WORK).exists():
        totals = run(broken, resume=True, force=False, told=quiet)
        assert (totals.rows, totals.rejected) == (30, 3)
    assert content(broken.folder) == content(whole.folder)
    assert {name for name in finished if "/" not in name} == set(content(whole.folder))


def test_three_hundred_members_from_list_to_archive(job: MakeJob) -> None:
    done = job(300)
    totals = run(done, resume=False, force=False, told=quiet)
    assert (totals.rows, totals.rejected) == (300, 30)
    assert totals.alike.members == 270
    with ZipFile(done.folder / "documents.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    table = (done.folder / "manifest.csv").read_text(encoding="utf-8-sig")
    listed = [row["file"] for row in csv.DictReader(StringIO(table))]
    assert listed == names
    assert len(set(names)) == totals.files > 270
    rejects = (done.folder / "rejects.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(rejects)))
    assert len(rows) == 30
    assert all(row["reason"] and row["line"] for row in rows)
    assert sorted(p.name for p in done.folder.iterdir()) == [
        "documents.zip",
        "manifest.csv",
        "rejects.csv",
    ]


@pytest.mark.slow
def test_two_workers_make_the_same(job: MakeJob) -> None:
    one = job(40, folder="one")
    run(one, resume=False, force=False, told=quiet)
    two = replace(one, folder=one.folder.with_name("two"), workers=2)
    run(two, resume=False, force=False, told=quiet)
    assert content(one.folder) == content(two.folder)


@pytest.mark.slow
def test_two_workers_end_with_who_asked_and_go_on(job: MakeJob) -> None:
    whole = job(60, folder="one")
    run(whole, resume=False, force=False, told=quiet)
    two = replace(whole, folder=whole.folder.with_name("two"), workers=2)
    run_until(two, 1)
    assert active_children() == []
    run(two, resume=True, force=False, told=quiet)
    assert content(whole.folder) == content(two.folder)


def test_a_folder_of_an_older_run_is_kept_unless_it_is_given_up(job: MakeJob) -> None:
    done = job()
    run(done, resume=False, force=False, told=quiet)
    with pytest.raises(OutputExistsError):
        run(done, resume=False, force=False, told=quiet)
    with pytest.raises(
        OutputError, match="no batch to go on with in this folder: the one there is"
    ):
        run(done, resume=True, force=False, told=quiet)
    run(done, resume=False, force=True, told=quiet)
    (done.folder / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError):
        run(done, resume=False, force=True, told=quiet)


def test_another_list_is_not_gone_on_with(job: MakeJob) -> None:
    begun = job()
    with pytest.raises(StopError):
        run(begun, resume=False, force=False, told=_stop)
    with Path(str(begun.members.path)).open("a") as file:
        file.write("Bo,,,10001,,,\n")
    with pytest.raises(OutputError, match="another list"):
        run(begun, resume=True, force=False, told=quiet)


def test_on_another_day_it_says_with_which_it_goes_on(job: MakeJob) -> None:
    begun = job()
    with pytest.raises(StopError):
        run(begun, resume=False, force=False, told=_stop)
    order = replace(begun.order, today=begun.order.today + timedelta(days=1))
    with pytest.raises(OutputError, match=r"begun on November \d+, 2026") as told:
        run(replace(begun, order=order), resume=True, force=False, told=quiet)
    assert f"ADVOCATE_TODAY={begun.order.today} set" in told.value.hint
    run(begun, resume=True, force=False, told=quiet)


def test_another_version_does_not_go_on(job: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = job()
    run_until(begun, 1)
    monkeypatch.setattr(sink, "__version__", "9.9")
    with pytest.raises(OutputError, match=r"begun with version .* and this is 9\.9"):
        run(begun, resume=True, force=False, told=quiet)


def test_a_full_disk_is_said_and_the_batch_goes_on(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = job(30, folder="whole")
    run(whole, resume=False, force=False, told=quiet)
    full = replace(whole, folder=whole.folder.with_name("full"))
    write, room = sink.Sink._write, [60_000]

    def limited(self: sink.Sink, name: str, data: bytes) -> None:
        room[0] -= len(data)
        if room[0] < 0:
            raise OSError(28, "No space left on device")
        write(self, name, data)

    with monkeypatch.context() as small:
        small.setattr(sink.Sink, "_write", limited)
        with pytest.raises(OutputError, match="no space left"):
            run(full, resume=False, force=False, told=quiet)
    run(full, resume=True, force=False, told=quiet)
    assert content(full.folder) == content(whole.folder)


def test_a_template_that_fails_for_one_state_leaves_out_its_members(
    job: MakeJob, tmp_path: Path
) -> None:
    look = tmp_path / "look"
    shutil.copytree(job().order.looks.folders[-1] / "letter", look / "letter")
    page = look / "letter" / "default.md"
    page.write_text(page.read_text() + '{% if state_name == "New Mexico" %}{{ 1 / 0 }}{% endif %}')
    one = job(30)
    order = replace(
        one.order, looks=replace(one.order.looks, folders=(look, *one.order.looks.folders))
    )
    totals = run(replace(one, order=order), resume=False, force=False, told=quiet)
    assert "NM" not in totals.states
    assert totals.states["NY"] > 10


def _stop(_: Totals) -> None:
    raise StopError

"""What a worker of a cluster does, called here: a parcel is all that it needs."""

import inspect
import pickle
import pkgutil
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import advocate.batch
import advocate.documents
from advocate.batch import worker
from advocate.batch.job import Job
from advocate.batch.making import Chunk, maker_of
from advocate.batch.parcel import packed, unpacked
from advocate.batch.running import chunks_of
from advocate.batch.worker import State
from advocate.directory.dataset import Dataset
from advocate.documents.environment import environment_of
from advocate.documents.kinds import Format
from advocate.documents.write import theme, typst_engine
from advocate.errors import OutputError, TemplateError
from tests.batch.conftest import MakeJob, documents_of


@pytest.fixture(autouse=True)
def put_away() -> Iterator[None]:
    yield
    for order in list(worker._benches):
        worker.forget(order)


def first_rows(job: Job) -> bytes:
    return pickle.dumps(next(chunks_of(job.members, job.columns)))


def here(job: Job) -> Chunk:
    with maker_of(job.order, job.columns, job.forms, zipped=job.zipped) as maker:
        return maker.made(1, next(chunks_of(job.members, job.columns)))


def test_from_a_parcel_alone_it_makes_the_same(job: MakeJob, tmp_path: Path) -> None:
    home, look, data = tmp_path / "me", tmp_path / "look", tmp_path / "data"
    one = job(30)
    shutil.copytree(one.order.looks.folders[-1] / "letter", look / "letter")
    page = look / "letter" / "default.md"
    page.write_text(
        page.read_text() + '\nOurs.{% if me.zip == "12207" %}{% include "no" %}{% endif %}'
    )
    home.mkdir()
    (home / "calendar.toml").write_text("")
    shutil.copytree(one.order.dataset.folder, data)
    order = replace(
        one.order,
        dataset=Dataset(data, own=home),
        looks=replace(one.order.looks, folders=(look, *one.order.looks.folders)),
    )
    mine = replace(one, order=order)
    expected, parcel = here(mine), packed(mine)
    assert str(look).encode() in expected.rejects  # where a template was looked for
    for folder in (home, look, data):
        shutil.rmtree(folder)
    found = worker.work("a", worker.tools(), 1, first_rows(mine), parcel)
    assert found is not None
    assert found[0] == State.DONE, found
    assert pickle.loads(zlib.decompress(found[1])) == expected  # noqa: S301
    assert b" & <Co>" not in zlib.decompress(parcel)  # which is in each member's name


def test_print_files_are_the_same(job: MakeJob) -> None:
    one = job(6)
    mine = replace(one, order=replace(one.order, per_file=20), forms=(Format.PDF,))
    found = worker.work("p", worker.tools(), 1, first_rows(mine), packed(mine))
    assert found is not None
    assert found[0] == State.DONE, found
    expected = here(mine)
    assert expected.archive
    assert expected.archive.names[0].startswith(b"print/")
    assert pickle.loads(zlib.decompress(found[1])) == expected  # noqa: S301


def test_a_parcel_is_sent_once(job: MakeJob) -> None:
    one = job()
    rows, parcel = first_rows(one), packed(one)
    assert worker.work("a", worker.tools(), 1, rows, None) is None
    for sent in (parcel, None):
        found = worker.work("a", worker.tools(), 1, rows, sent)
        assert found is not None
        assert found[0] == State.DONE
    folder = worker._benches["a"].folder
    assert folder.is_dir()
    worker.forget("a")
    assert not folder.exists()
    assert worker.work("a", worker.tools(), 1, rows, None) is None


def test_few_parcels_are_kept(job: MakeJob) -> None:
    parcel = packed(job())
    for order in "abc":
        worker.work(order, worker.tools(), 1, pickle.dumps([]), parcel)
    assert list(worker._benches) == ["b", "c"]


def test_what_is_remembered_of_templates_and_looks_goes_with_the_orders(job: MakeJob) -> None:
    one = job(1)
    read = (theme.read_theme, theme.read_typst, theme.read_logo, theme._require_closed)
    for number in range(6):  # each lies in a folder of its own
        day = one.order.today + timedelta(number)
        order = replace(documents_of(one), today=day, per_file=10)
        mine = replace(one, order=order, forms=(Format.PDF,))
        found = worker.work(str(number), worker.tools(), 1, first_rows(mine), packed(mine))
        assert found is not None
        assert found[0] == State.DONE, found
    for function in (environment_of, typst_engine.engine_of, *read):
        known = function.cache_info()
        assert known.currsize <= (known.maxsize or 0) <= 16, function


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


@pytest.mark.parametrize("package", [advocate.batch, advocate.documents])
def test_nothing_is_remembered_without_end(package: ModuleType) -> None:
    endless = [
        f"{module.__name__}.{name}"
        for module in modules_of(package)
        for name, function in vars(module).items()
        if hasattr(function, "cache_info")
        and function.cache_info().maxsize is None
        and inspect.signature(function).parameters
    ]
    assert endless == []


def test_other_tools_are_not_worked_with(job: MakeJob) -> None:
    other = worker.tools() | {"typst": "0.0"}
    found = worker.work("a", other, 1, b"this is not read", None)
    assert found is not None
    assert found[:2] == (State.TOOLS, worker.tools())


def test_what_fails_is_told_by_its_kind_alone(job: MakeJob) -> None:
    found = worker.work("a", worker.tools(), 1, b"no rows", packed(job()))
    assert found is not None
    assert found[:2] == (State.FAILED, "UnpicklingError")


def test_a_folder_that_is_too_large_is_not_sent(
    job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advocate.batch.parcel.MOST_BYTES", 1_000)
    with pytest.raises(OutputError, match="holds more than 0 MB"):
        packed(job())


@pytest.mark.parametrize("name", ["letter/default.md", "letter", "themes/default/logo.png", "none"])
def test_a_link_out_of_a_folder_is_not_sent(job: MakeJob, tmp_path: Path, name: str) -> None:
    out, look = tmp_path / "private", tmp_path / "look"
    link = look / name
    link.parent.mkdir(parents=True)
    if name == "letter":
        out.mkdir()
        (out / "default.md").write_text("nobody's business")
    elif name != "none":  # which leads to nothing
        out.write_text("nobody's business")
    link.symlink_to(out)
    one = job()
    looks = replace(one.order.looks, folders=(look, *one.order.looks.folders))
    mine = replace(one, order=replace(one.order, looks=looks))
    with pytest.raises(TemplateError, match=f"{name} in .* is a link out of this folder"):
        packed(mine)


def test_a_link_within_a_folder_is_sent_as_what_it_leads_to(job: MakeJob, tmp_path: Path) -> None:
    look = tmp_path / "look"
    (look / "letter").mkdir(parents=True)
    (look / "ours.md").write_text("Ours.")
    (look / "letter" / "default.md").symlink_to("../ours.md")
    (look / "script").symlink_to("letter")
    (look / "letter" / "again").symlink_to("..")  # round and round
    (look / "nothing").symlink_to("nothing")
    (tmp_path / "linked").symlink_to(look)  # the folder itself may be one
    one = job()
    looks = replace(one.order.looks, folders=(tmp_path / "linked", *one.order.looks.folders))
    parcel = packed(replace(one, order=replace(one.order, looks=looks)))
    maker = unpacked(parcel, tmp_path / "there")
    for name in ("letter/default.md", "script/default.md"):
        assert (maker._order.looks.folders[0] / name).read_text() == "Ours."


def test_a_parcel_has_no_path_of_its_own(job: MakeJob, tmp_path: Path) -> None:
    maker = unpacked(packed(job()), tmp_path)
    assert all(tmp_path in folder.parents for folder in maker._order.looks.folders)
    assert tmp_path in maker._order.dataset.folder.parents

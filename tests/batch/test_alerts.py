"""An alert for each member: what one reader alone gets, from a batch that stops and goes on."""

import csv
import pickle
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from advocate.alerting import find_reader, make_alert
from advocate.batch import alerts, running, worker
from advocate.batch.job import Job, Totals
from advocate.batch.making import maker_of
from advocate.batch.parcel import packed
from advocate.batch.plan import AlertOrder
from advocate.batch.running import chunks_of, run
from advocate.desk import Looks, Wishes
from advocate.directory.dataset import Dataset
from advocate.documents.blocks import Document
from advocate.documents.kinds import Format
from advocate.documents.write import Written, write_document
from advocate.errors import OutputError
from advocate.issues.alerts.read import read_alert
from advocate.member_files import MemberFile
from advocate.resources import bundled
from advocate.stories import story_of
from tests.batch.conftest import run_until
from tests.batch.test_same import parts

ALERTS = Path(__file__).parents[1] / "fixtures" / "alerts"
READERS = """name,city,zip,state,email,phone,story
Ana Ruiz,,10001,,ana@example.org,,I work until six.
Bo *Chen* & <Co>,Albany,12207-0001,NY,bo@example.org,12,
,,,Vermont,,,
Cy Day,,20001,,cy@example.org,,
Eva Cruz,San Juan,00901,PR,eva@example.org,,"First.

Second."
Sgt. Gil Post,,09001,NY,,,
Hal Other,,12057,VT,hal@example.org,,
"""
MakeAlertJob = Callable[..., Job]


@pytest.fixture
def alert_job(dataset: Dataset, today: date, tmp_path: Path) -> MakeAlertJob:
    """Return a function that makes a job for an alert and a list of readers."""

    def made(
        readers: str = READERS,
        *,
        alert: str = "3-medicaid",
        forms: tuple[Format, ...] = (Format.HTML, Format.TXT),
        looks: tuple[Path, ...] = (),
        zipped: bool = False,
    ) -> Job:
        path = tmp_path / "members.csv"
        path.write_text(readers)
        listed = MemberFile(path)
        found = read_alert(ALERTS / f"{alert}.toml")
        order = AlertOrder(dataset, Looks((*looks, bundled("templates"))), today, found, None)
        return Job(order, listed, listed.columns(), forms, tmp_path / "out", zipped)

    return made


def quiet(_: Totals) -> None:
    pass


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("alert", [path.stem for path in sorted(ALERTS.glob("*.toml"))])
@pytest.mark.parametrize(
    "form",
    [
        Format.HTML,
        Format.TXT,
        Format.EML,
        Format.MD,
        pytest.param(Format.PDF, marks=pytest.mark.slow),
        pytest.param(Format.DOCX, marks=pytest.mark.slow),
    ],
)
def test_each_member_gets_what_a_reader_alone_gets(
    alert_job: MakeAlertJob, tmp_path: Path, alert: str, form: Format
) -> None:
    own = tmp_path / "looks"  # a template that uses all that a member brings
    (own / "alert").mkdir(parents=True)
    page = (bundled("templates") / "alert" / "file.md").read_text(encoding="utf-8")
    page += "\n{{ me.name }}, {{ me.home }}\n{% for one in me.story %}\n\n{{ one }}\n{% endfor %}\n"
    (own / "alert" / "file.md").write_text(page, encoding="utf-8")
    job = alert_job(alert=alert, forms=(form,), looks=(own,))
    order = job.order
    assert isinstance(order, AlertOrder)
    entries = next(chunks_of(job.members, job.columns))
    with maker_of(order, job.columns, job.forms, zipped=False) as maker:
        files = dict(maker.made(1, entries).files)
    assert len(files) == len(entries) == 7
    for entry, data in zip(entries, files.values(), strict=True):
        row = job.columns.row(entry.line, entry.cells)
        member = replace(row.member, state="")
        query, state = member.zip or row.member.state, row.member.state or None
        where = find_reader(order.dataset, member, query, state=state, today=order.today)
        wishes = Wishes(story=story_of(member))
        alone = make_alert(
            *(order.dataset, order.alert, where, None),
            wishes=wishes,
            looks=order.looks,
            today=order.today,
        )
        made, theme = alone.composed.document, order.looks.theme
        alike = parts if form is Format.DOCX else bytes  # a package bears the hour it was made
        assert alike(data) == alike(write_document(made, form, theme, to=member.email).data)


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("after", [1, 3])
def test_interrupted_and_resumed_it_is_the_same(
    alert_job: MakeAlertJob, monkeypatch: pytest.MonkeyPatch, after: int, zipped: bool
) -> None:
    monkeypatch.setattr(running, "ROWS", 2)
    whole = alert_job(zipped=zipped)
    totals = run(whole, resume=False, force=False, told=quiet)
    assert (totals.rows, totals.rejected, totals.files) == (7, 0, 14)
    broken = replace(whole, folder=whole.folder.with_name("broken"))
    run_until(broken, after)
    run(broken, resume=True, force=False, told=quiet)
    assert content(broken.folder) == content(whole.folder)


@pytest.mark.slow
def test_two_workers_make_the_same(
    alert_job: MakeAlertJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS", 2)
    one = alert_job()
    run(one, resume=False, force=False, told=quiet)
    two = replace(one, folder=one.folder.with_name("two"), workers=2)
    run(two, resume=False, force=False, told=quiet)
    assert content(one.folder) == content(two.folder)


def test_from_a_parcel_alone_a_worker_makes_the_same(alert_job: MakeAlertJob) -> None:
    job = alert_job()
    entries = next(chunks_of(job.members, job.columns))
    with maker_of(job.order, job.columns, job.forms, zipped=False) as maker:
        expected = maker.made(1, entries)
    found = worker.work("alert", worker.tools(), 1, pickle.dumps(entries), packed(job))
    worker.forget("alert")
    assert found is not None
    assert found[0] == worker.State.DONE, found
    assert pickle.loads(zlib.decompress(found[1])) == expected  # noqa: S301


@pytest.mark.parametrize(
    "changed", [{"alert": "2-thank-two-senators"}, {"forms": (Format.TXT,)}, {"zipped": True}]
)
def test_with_another_alert_or_format_it_does_not_go_on(
    alert_job: MakeAlertJob, changed: dict[str, object]
) -> None:
    run_until(alert_job(), 1)
    with pytest.raises(OutputError, match="another list, issue, alert, format or look"):
        run(alert_job(**changed), resume=True, force=False, told=quiet)


def test_the_manifest_has_a_member_a_line_with_what_to_know(alert_job: MakeAlertJob) -> None:
    job = alert_job(READERS + "=A1,,10001,,x@example.org,,\n")
    run(job, resume=False, force=False, told=quiet)
    table = (job.folder / "manifest.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(table)))
    assert list(rows[0]) == ["line", "name", "email", "state", "zip", "html", "txt", "warnings"]
    assert rows[0] == {
        "line": "2",
        "name": "Ana Ruiz",
        "email": "ana@example.org",
        "state": "NY",
        "zip": "10001",
        "html": "documents/00001/0000002-ana-ruiz.html",
        "txt": "documents/00001/0000002-ana-ruiz.txt",
        "warnings": "",
    }
    assert rows[1]["warnings"].startswith("Left out. The phone number is not usable")
    assert [row["state"] for row in rows] == ["NY", "NY", "VT", "DC", "PR", "NY", "VT", "NY"]
    assert rows[-1]["name"] == "'=A1"
    for row in rows:
        assert (job.folder / row["html"]).is_file()


def test_who_cannot_have_one_format_has_none(
    alert_job: MakeAlertJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(document: Document, form: Format, theme: Path, *, to: str) -> Written:
        data = write_document(document, form, theme, to=to)
        if form is Format.TXT and b"Cy Day" in data.data:
            raise OutputError("It cannot be drawn.")
        return data

    monkeypatch.setattr(alerts, "write_document", written)
    job = alert_job(READERS.replace("20001", "10001"))
    totals = run(job, resume=False, force=False, told=quiet)
    assert (totals.rejected, totals.files) == (1, 12)
    assert not [name for name in content(job.folder) if "cy-day" in name]

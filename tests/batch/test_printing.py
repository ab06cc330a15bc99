"""Print files: each letter is the single command's, on a sheet of its own, and none is lost."""

import csv
import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PageObject, PdfReader

from advocate import constituency, desk
from advocate.batch import sink, sorting
from advocate.batch.job import Job, Totals
from advocate.batch.making import Chunk, maker_of
from advocate.batch.running import run
from advocate.batch.sorting import Sorter
from advocate.desk import Looks, Wishes
from advocate.directory.dataset import Dataset
from advocate.documents.batches.composing import Composer, Laid, Someone
from advocate.documents.batches.pdf import PrintMaker
from advocate.documents.blocks import FillLines, PageBreak
from advocate.documents.bounds import Watch
from advocate.documents.kinds import Format, Kind, Piece
from advocate.documents.write.pdf import pages_of, write_pdf
from advocate.documents.write.pdf_many import Printer, content_of
from advocate.errors import TemplateError
from advocate.issues.read import read_pack
from advocate.member_files import Entry
from advocate.resources import bundled
from advocate.stories import story_of
from tests.batch.conftest import PACK, MakeJob, documents_of, run_until
from tests.batch.test_same import ANA

LOOKS = Looks((bundled("templates"),))
PEOPLE = [
    ANA,
    replace(ANA, name='Bo #eval("1") <Chen> $x$ @y', street="", story="", zip="10001"),
    replace(ANA, name="Zoë *Ñandú* _of_ \\Łódź", story="What we lost, day by day. " * 60),
    replace(ANA, name="", street="#pagebreak()", story="= One.\n\n- “two” & <three>."),
    replace(ANA, zip="87501", state="NM", city="", occupation="nurse"),
]


def quiet(_: Totals) -> None:
    pass


def for_print(job: Job, most: int, folder: str = "print-out", *kinds: Kind) -> Job:
    pieces = tuple(Piece(kind) for kind in kinds or (Kind.LETTER,))
    order = replace(documents_of(job), per_file=most, pieces=pieces)
    return replace(job, order=order, forms=(Format.PDF,), folder=job.folder.with_name(folder))


def composed(dataset: Dataset, today: date, piece: Piece, watch: Watch) -> list[Laid]:
    composer, laids = Composer(LOOKS.folders, watch), []
    for person in PEOPLE:
        where = constituency.find_constituency(dataset, person, person.zip, state=None, today=today)
        story = story_of(person)
        wishes = Wishes(story=story)
        for request in desk.requests_for(
            dataset, read_pack(PACK), where, [piece], wishes=wishes, looks=LOOKS, today=today
        ):
            laids.append(composer.prepared(request).composed(Someone(where.constituent, story)))
    return laids


def fonts_of(page: PageObject) -> set[str]:
    resources: Any = page["/Resources"]
    fonts = resources.get("/Font", {})
    return {str(font.get_object()["/BaseFont"])[7:] for font in fonts.values()}  # after its tag


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.SCRIPT, Kind.ENVELOPE, Kind.POSTCARD])
def test_each_document_is_the_one_that_is_made_alone(
    dataset: Dataset, today: date, kind: Kind
) -> None:
    with Watch() as watch:
        laids = composed(dataset, today, Piece(kind), watch)
        data, placed = PrintMaker(LOOKS.theme).file(laids, "Letters to print")
    reader = PdfReader(BytesIO(data))
    assert reader.metadata
    assert reader.metadata.title == "Letters to print"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert "/StructTreeRoot" in reader.root_object
    page = 1
    for laid, where in zip(laids, placed, strict=True):
        alone = PdfReader(BytesIO(write_pdf(laid.composed.document, LOOKS.theme)[0])).pages
        assert (where.page, where.pages) == (page, len(alone))
        for number, single in enumerate(alone):
            drawn = reader.pages[page - 1 + number]
            assert drawn.extract_text() == single.extract_text()
            assert drawn.mediabox == single.mediabox
            assert fonts_of(drawn) == fonts_of(single)
        page += len(alone)
        if page % 2 == 0:
            if laid is not laids[-1]:
                back = reader.pages[page - 1]
                assert not back.extract_text()
                assert back.mediabox == alone[-1].mediabox  # else it is another sheet of paper
            page += 1
    many = {len(PdfReader(BytesIO(write_pdf(laid.composed.document, LOOKS.theme)[0])).pages)
            for laid in laids}  # fmt: skip
    if kind is Kind.LETTER:
        assert many == {1, 2}
        assert any("fills 2 pages" in notice.text for one in placed for notice in one.notices)


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.BRIEF])
def test_pages_are_counted_where_a_document_ends_in_a_new_page(
    dataset: Dataset, today: date, kind: Kind
) -> None:
    with Watch() as watch:
        one = composed(dataset, today, Piece(kind), watch)[0].composed.document
    long = replace(one, blocks=(*one.blocks, FillLines(40), PageBreak()))
    alone = pages_of(write_pdf(long, LOOKS.theme)[0])
    contents = [content_of(d, LOOKS.theme) for d in (long, long)]
    about = {"title": "Two", "author": "", "made": [2026, 11, 24]}
    made = Printer(LOOKS.theme).drawn(contents, about)
    assert alone > 1
    assert made.pages == (alone, alone)
    assert pages_of(made.data) == made.firsts[1] + alone - 1


def test_characters_that_no_font_has_are_told_of_their_letter_alone(
    dataset: Dataset, today: date
) -> None:
    with Watch() as watch:
        laids = composed(dataset, today, Piece(Kind.LETTER), watch)
        odd = replace(laids[0].someone.person, name="Ana \U00010a00 Ruiz")
        laids[0] = laids[0].prepared.composed(Someone(odd, laids[0].someone.story))
        data, placed = PrintMaker(LOOKS.theme).file(laids, "Letters")
    told = [{n.code for n in one.notices} - {"pages-long"} for one in placed]
    assert told == [{"pdf-characters"}, *[set()] * (len(laids) - 1)]
    assert len(PdfReader(BytesIO(data)).pages) == placed[-1].page + placed[-1].pages - 1


def rows_of(folder: Path) -> list[dict[str, str]]:
    table = (folder / "manifest.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(table)))


def test_members_are_sorted_and_stay_together(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "_ROWS", 7)
    monkeypatch.setattr(sorting, "_WIDE", 2)
    done = for_print(job(60, zipped=False), 7)
    totals = run(done, resume=False, force=False, told=quiet)
    rows = rows_of(done.folder)
    assert (totals.rows, totals.rejected) == (60, 6)
    assert [(row["state"], row["zip"]) for row in rows] == sorted(
        (row["state"], row["zip"]) for row in rows
    )
    files = {f"print/{path.name}" for path in (done.folder / "print").iterdir()}
    counts = Counter(row["file"] for row in rows)
    assert set(counts) == files
    assert len(files) == totals.files
    assert max(counts.values()) == 6  # a member's two letters are never parted
    whose = defaultdict(set)
    for row in rows:
        whose[row["line"]].add(row["file"])
    assert all(len(found) == 1 for found in whose.values())
    assert "print/nm-87501-87501-0001.pdf" in files
    assert "print/ny-10001-10001-0007.pdf" in files
    assert sorted(p.name for p in done.folder.iterdir()) == ["manifest.csv", "print", "rejects.csv"]
    for row in rows[:12]:
        page = PdfReader(done.folder / row["file"]).pages[int(row["page"]) - 1].extract_text()
        assert row["name"] in page
        assert row["senator"].split()[-1] in page


def test_each_kind_has_its_own_files(job: MakeJob) -> None:
    done = for_print(job(12), 4, "kinds", Kind.LETTER, Kind.ENVELOPE)
    run(done, resume=False, force=False, told=quiet)
    with ZipFile(done.folder / "documents.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names[:2] == [
        "print/nm-87501-87501-0001-letter.pdf",
        "print/nm-87501-87501-0001-envelope.pdf",
    ]
    assert {row["file"] for row in rows_of(done.folder)} == set(names)


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(("after", "zipped"), [(1, True), (2, False), (4, True), (5, False)])
def test_interrupted_and_resumed_it_is_the_same(job: MakeJob, after: int, zipped: bool) -> None:
    whole = for_print(job(30, zipped=zipped), 6, "whole")
    run(whole, resume=False, force=False, told=quiet)
    broken = replace(whole, folder=whole.folder.with_name("broken"))
    run_until(broken, after)
    work = broken.folder / sink.WORK
    with (work / sink.TABLE).open("ab") as table:  # written, and not yet in the journal
        table.write(b"half a li")
    (work / "print.part").write_bytes(b"half a fi")
    run(broken, resume=True, force=False, told=quiet)
    assert content(broken.folder) == content(whole.folder)


@pytest.mark.slow
def test_two_workers_make_the_same(job: MakeJob) -> None:
    one = for_print(job(40), 8, "one")
    run(one, resume=False, force=False, told=quiet)
    two = replace(one, folder=one.folder.with_name("two"), workers=2)
    run(two, resume=False, force=False, told=quiet)
    assert content(one.folder) == content(two.folder)


def test_what_is_sorted_is_private_and_removed(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "_ROWS", 5)
    done, modes = for_print(job(12), 4), set[int]()
    sorted_ = Sorter.sorted

    def looked(self: Sorter) -> object:
        modes.update(path.stat().st_mode & 0o777 for path in self._folder.iterdir())
        return sorted_(self)

    monkeypatch.setattr(Sorter, "sorted", looked)
    run(done, resume=False, force=False, told=quiet)
    assert modes == {0o600}
    assert not (done.folder / sink.WORK).exists()


@pytest.mark.parametrize("count", [0, 1, 3, 4, 50])
def test_runs_in_files_come_out_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(sorting, "_ROWS", 3)
    monkeypatch.setattr(sorting, "_WIDE", 3)
    sorter = Sorter(tmp_path / "runs")
    keys = [(("b", "a")[number % 2], number * 7 % 50) for number in range(count)]
    for number, key in enumerate(keys):
        sorter.add(key, Entry(number, (f"ü,\n{number}",), "no" * (number % 2)))
    found = list(sorter.sorted())
    assert [key for key, _ in found] == sorted(keys)
    assert all(
        entry == Entry(keys.index(key), (f"ü,\n{keys.index(key)}",), "no" * (keys.index(key) % 2))
        for key, entry in found
        if isinstance(key[1], int)
    )
    assert not (tmp_path / "runs").exists()


def own_look(job: Job, folder: Path, change: str, *, instead: str = "") -> Job:
    """Return the job with a theme whose page.typ is changed."""
    shutil.copytree(LOOKS.theme, folder / "themes" / "default")
    page = folder / "themes" / "default" / "page.typ"
    code = page.read_text()
    page.write_text(code.replace(instead, change) if instead else code + change)
    looks = replace(job.order.looks, folders=(folder, *job.order.looks.folders))
    return replace(job, order=replace(job.order, looks=looks))


@pytest.mark.parametrize("kinds", [(Kind.LETTER,), (Kind.LETTER, Kind.ENVELOPE)])
def test_a_letter_that_cannot_be_drawn_takes_no_other_with_it(
    job: MakeJob, tmp_path: Path, kinds: tuple[Kind, ...]
) -> None:
    which = f'd.kind == "{kinds[-1].value}" and d.author.starts-with("Ana 3 ")'
    panics = "\n#for d in docs { if " + which + " { panic() } }"
    plain = for_print(job(12, zipped=False), 10, "print-out", *kinds)
    done = own_look(plain, tmp_path / "look", panics)
    totals = run(done, resume=False, force=False, told=quiet)
    assert (totals.rows, totals.rejected) == (12, 2)
    rejected = (done.folder / "rejects.csv").read_text()
    assert "Ana 3 &" in rejected
    assert "page.typ" in rejected
    rows = rows_of(done.folder)
    assert len({row["line"] for row in rows}) == 10
    told = [(row["line"], row["document"], row["senator"]) for row in rows]
    assert len(told) == len(set(told))  # none is told of twice
    assert len({row["document"] for row in rows}) == len(kinds)
    assert {row["file"] for row in rows} == {
        f"print/{path.name}" for path in (done.folder / "print").iterdir()
    }


def test_a_theme_that_draws_one_document_alone_is_refused(job: MakeJob, tmp_path: Path) -> None:
    old = own_look(
        for_print(job(3), 10), tmp_path / "look", "document", instead="sys.inputs.documents"
    )
    with pytest.raises(TemplateError, match="draws one document"):
        run(old, resume=False, force=False, told=quiet)


def test_all_rows_may_fail(job: MakeJob) -> None:
    one = for_print(job(12), 4)
    with maker_of(one.order, one.columns, one.forms, zipped=True) as maker:
        chunk = maker.made(1, [Entry(2, ("Ana",), "It cannot be read.")])
    assert isinstance(chunk, Chunk)
    assert chunk.archive
    assert (chunk.archive.names, chunk.rejected) == ((), 1)

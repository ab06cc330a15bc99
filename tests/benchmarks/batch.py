"""How quickly a batch makes Word letters, beside docxtpl, docx-mailmerge2 and python-docx.

From the checkout, in an environment with the wheel and the peers (which are no dependencies):

    ENVIRONMENT/bin/python -m tests.benchmarks.batch [--rounds 5] [--members 2000]

One process, the ways in turn, round by round. Ours goes from a row of the list to the finished
archive; the peers only fill prepared values into the same letter over the same reference document,
one file a letter into one archive, except where it says that all go into one file.
"""

import argparse
import csv
import io
import statistics
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from advocate.batch.job import Job
from advocate.batch.plan import DocumentOrder
from advocate.batch.running import run
from advocate.desk import Looks, Wishes
from advocate.directory.dataset import Dataset
from advocate.documents.blocks import Document
from advocate.documents.kinds import Format, Kind, Piece
from advocate.documents.markup import parse
from advocate.documents.write.docx import write_docx
from advocate.issues.library import PackLibrary
from advocate.member_files import MemberFile
from advocate.members import Columns
from advocate.resources import bundled

# Eight merged fields, four paragraphs, five bullets.
LETTER = """::: address
NAME\\
STREET\\
CITYLINE
:::

DATE

::: address
The Honorable SENATOR\\
United States Senate\\
Washington, DC 20510
:::

Dear Senator LAST:

I live in CITY, and I am writing to ask for your support of the library program. Branches near
us are open three evenings a week, and families plan around them.

Our group has met with more than four hundred families, teachers and nurses. They told us the same
story again and again: when a service can be counted on, people plan and stay. In ZIPCODE alone,
two branches closed an evening last winter.

I ask that you take these steps before the next work period:

- Cosponsor the bill, and ask the committee for a hearing.
- Oppose turning the yearly grants into single awards.
- Ask for an estimate of what the program costs and saves.
- Visit a branch near CITY when you are home.
- Have someone of your staff meet us each quarter.

Thank you, Senator LAST, for reading this. I look forward to your answer in writing.

Sincerely,

::: address
NAME
:::
"""
FIELDS = {
    "NAME": "me.name",
    "STREET": "me.street",
    "CITYLINE": "me.city_line",
    "DATE": "today | long_date",
    "SENATOR": "senator.full_name",
    "LAST": "senator.last_name",
    "CITY": "me.city",
    "ZIPCODE": "me.zip",
}
TODAY = date(2026, 11, 24)


def filled(mark: Callable[[str], str]) -> str:
    """Return the letter with marks for its fields."""
    text = LETTER
    for field in sorted(FIELDS, key=len, reverse=True):
        text = text.replace(field, f"\ue000{field.lower()}\ue001")
    for field in FIELDS:
        text = text.replace(f"\ue000{field.lower()}\ue001", mark(field))
    return text


def members(path: Path, count: int, dataset: Dataset) -> list[dict[str, str]]:
    """Write a list of members who live all over the country; return the values for the peers."""
    places = [place for place in dataset.zips() if len(place.states) == 1 and not place.military]
    places = [p for p in places if dataset.senators_of(p.states[0])]
    values = []
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["name", "street", "city", "zip"])
        for number in range(count):
            place = places[number * 7_919 % len(places)]
            row = [f"Ana Ruiz {number}", f"{number} Elm Street & Co", place.city, place.zip]
            table.writerow(row)
            state = place.states[0]
            values += [
                {
                    "name": row[0],
                    "street": row[1],
                    "cityline": f"{place.city}, {state} {place.zip}",
                    "date": "November 24, 2026",
                    "senator": senator.full_name,
                    "last": senator.last_name,
                    "city": place.city,
                    "zipcode": place.zip,
                }
                for senator in dataset.senators_of(state)
            ]
    return values


def word(mark: Callable[[str], str], theme: Path) -> bytes:
    """Return the letter over the shipped reference.docx, with marks for its fields."""
    blocks = parse(filled(mark))
    return write_docx(Document("letter", "Letter", "en", "", TODAY, "Of a batch.", blocks), theme)


def archived(files: Iterator[bytes], target: Path) -> None:
    """Put files into an archive as they are."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, data in enumerate(files):
            archive.writestr(f"{number}.docx", data)


def docxtpl_way(theme: Path, values: list[dict[str, str]], target: Path) -> None:
    """Fill with docxtpl, its template opened anew for each letter, as its guide does."""
    from docxtpl import DocxTemplate

    source = word(lambda field: f"{{{{ {field.lower()} }}}}".replace("{", "\\{"), theme)

    def files() -> Iterator[bytes]:
        for one in values:
            template = DocxTemplate(io.BytesIO(source))
            template.render(one, autoescape=True)
            out = io.BytesIO()
            template.save(out)
            yield out.getvalue()

    archived(files(), target)


def merge_template(theme: Path) -> bytes:
    """Return the letter with merge fields, as Word writes them."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(word(lambda field: f"\ue000{field.lower()}\ue001", theme)))
    for paragraph in document.paragraphs:
        for run_ in list(paragraph.runs):
            pieces = run_.text.replace("\ue001", "\ue000").split("\ue000")
            if len(pieces) == 1:
                continue
            for place, text in enumerate(pieces):
                one = deepcopy(run_._r)
                for child in one.findall(qn("w:t")):
                    child.text = f"«{text}»" if place % 2 else text
                    child.set(qn("xml:space"), "preserve")
                element: Any = one
                if place % 2:
                    element = OxmlElement("w:fldSimple")
                    element.set(qn("w:instr"), f" MERGEFIELD {text} ")
                    element.append(one)
                if text:
                    run_._r.addprevious(element)
            run_._r.getparent().remove(run_._r)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mailmerge_way(theme: Path, values: list[dict[str, str]], target: Path) -> None:
    """Fill with docx-mailmerge2, one file a letter."""
    from mailmerge import MailMerge

    source = merge_template(theme)

    def files() -> Iterator[bytes]:
        for one in values:
            with MailMerge(io.BytesIO(source)) as merge:
                merge.merge(**one)
                out = io.BytesIO()
                merge.write(out)
                yield out.getvalue()

    archived(files(), target)


def one_file_way(theme: Path, values: list[dict[str, str]], target: Path) -> None:
    """Fill with docx-mailmerge2, all letters in one file."""
    from mailmerge import MailMerge

    with MailMerge(io.BytesIO(merge_template(theme))) as merge:
        merge.merge_templates(values, separator="page_break")
        merge.write(str(target))


def runs_way(theme: Path, values: list[dict[str, str]], target: Path) -> None:
    """Fill runs with python-docx, which it opens anew for each letter."""
    import docx

    source = word(lambda field: f"\\{{{field.lower()}\\}}", theme)

    def files() -> Iterator[bytes]:
        for one in values:
            document = docx.Document(io.BytesIO(source))
            for paragraph in document.paragraphs:
                for run_ in paragraph.runs:
                    if "{" in run_.text:
                        run_.text = run_.text.format(**one)
            out = io.BytesIO()
            document.save(out)
            yield out.getvalue()

    archived(files(), target)


def floor_way(made: bytes, count: int, target: Path) -> int:
    """Do for so many letters what cannot be spared: deflate what changes, append a file."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        changed = package.read("word/document.xml")
    with target.open("wb") as archive:
        for _ in range(count):
            deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
            zlib.crc32(changed)
            deflate.compress(changed)
            deflate.flush()
            archive.write(made)
    return count


def job_in(folder: Path, count: int) -> tuple[Job, list[dict[str, str]]]:
    """Return a job of Word letters for so many members, and the values for the peers."""
    dataset = Dataset(bundled("data"))
    pack = PackLibrary([("shipped", bundled("talking_points"))]).get("town-hall")
    template = folder / "look" / "letter" / "default.md"
    template.parent.mkdir(parents=True)
    template.write_text(filled(lambda field: f"{{{{ {FIELDS[field]} }}}}"))
    looks = Looks((folder / "look", bundled("templates")))
    values = members(folder / "members.csv", count, dataset)
    listed = MemberFile(folder / "members.csv")
    columns = Columns(listed.headings, name="members.csv")
    order = DocumentOrder(dataset, looks, TODAY, pack, (Piece(Kind.LETTER),), Wishes())
    return Job(order, listed, columns, (Format.DOCX,), folder, zipped=True), values


def main(rounds: int, count: int) -> None:
    """Print letters per second, and ours beside each peer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job, values = job_in(folder, count)
        looks = job.order.looks
        made = 0

        def ours(workers: int) -> Callable[[int], int]:
            def way(turn: int) -> int:
                nonlocal made
                made += 1
                where = replace(job, folder=folder / f"out{made}", workers=workers)
                return run(where, resume=False, force=False, told=lambda _: None).files

            return way

        def peer(way: Callable[..., None], share: int) -> Callable[[int], int]:
            few = values[: max(20, len(values) // share)]

            def filling(turn: int) -> int:
                way(looks.theme, few, folder / f"peer{turn}.zip")
                return len(few)

            return filling

        letter = word(lambda field: values[0][field.lower()], looks.theme)

        def floor(turn: int) -> int:
            return floor_way(letter, len(values), folder / "floor")

        ways: dict[str, Callable[[int], int]] = {
            "ours, one core": ours(1),
            "docxtpl": peer(docxtpl_way, 30),
            "docx-mailmerge2": peer(mailmerge_way, 15),
            "docx-mailmerge2, all in one file": peer(one_file_way, 4),
            "python-docx, filling runs": peer(runs_way, 30),
            "ours, two workers": ours(2),
            "the floor: deflate and append alone": floor,
        }
        rates: dict[str, list[float]] = {label: [] for label in ways}
        for turn in range(rounds + 1):
            for label, way in ways.items():
                began = time.perf_counter()
                letters = way(turn)
                if turn:
                    rates[label].append(letters / (time.perf_counter() - began))
    best = statistics.median(rates["ours, one core"])
    peers = ("docxtpl", "docx-mailmerge2", "python-docx")
    print(", ".join(f"{each} {version(each)}" for each in peers))
    print(f"{rounds} rounds in turn, medians; {count:,} members, {len(values):,} letters\n")
    print("| | letters a second | lowest–highest | ours, one core, is |\n|---|---:|---:|---:|")
    for label, found in rates.items():
        rate = statistics.median(found)
        span = f"{min(found):,.0f}–{max(found):,.0f}"
        print(f"| {label} | {rate:,.0f} | {span} | {best / rate:.2f}× |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--members", type=int, default=2_000)
    told = parser.parse_args()
    main(told.rounds, told.members)

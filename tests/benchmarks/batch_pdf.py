"""How quickly a batch makes print files, beside WeasyPrint drawing the same letters.

From the checkout, in an environment with the wheel and WeasyPrint (which is no dependency):

    ENVIRONMENT/bin/python -m tests.benchmarks.batch_pdf [--rounds 5] [--members 1000]

One process on one core, the ways in turn, round by round; besides the clock's time the processor's
is told, which other work on the machine disturbs less. Ours goes from a row of the list to the
finished file, with manifest and journal; WeasyPrint draws pages whose HTML was made before. All
write tagged PDF/UA-1 with embedded fonts.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

from advocate.batch.job import Job
from advocate.batch.running import run
from advocate.documents.blocks import AddressBlock, Block, Document, ListBlock, Paragraph, plain
from advocate.documents.kinds import Format
from advocate.documents.markup import escape as escape_markdown
from advocate.documents.markup import parse
from advocate.documents.write.html import write_html
from advocate.member_files import MemberFile
from tests.benchmarks.batch import TODAY, filled, job_in

_PER_FILE = 100
_TOGETHER = 50  # letters in one of WeasyPrint's files
_FEW = 40  # letters that WeasyPrint draws in a round
_FOOTER = "Addresses and numbers as of June 15, 2026."
_CSS = f"""@page {{ size: letter; margin: .8in 1in .85in;
  @bottom-left {{ content: "{_FOOTER}"; font-size: 8pt; color: #555 }} }}
body {{ font: 11pt/1.25 serif }} p {{ margin: 0 0 .8em }} .to {{ margin: 1.2em 0 }}
section + section {{ break-before: page }}"""


def letter(values: dict[str, str]) -> Document:
    """Return the filled letter as a document."""
    blocks = parse(filled(lambda field: escape_markdown(values[field.lower()])))
    return Document("letter", "Letter", "en", values["name"], TODAY, _FOOTER, blocks)


def bare(document: Document) -> str:
    """Return a letter as the least HTML that says the same."""
    return f"<section>{''.join(_bare(block) for block in document.blocks)}</section>"


def _bare(block: Block) -> str:
    match block:
        case AddressBlock(lines):
            return f'<p class="to">{"<br>".join(escape(plain(line)) for line in lines)}</p>'
        case ListBlock(items):
            return f"<ul>{''.join(f'<li>{_words(item.blocks)}</li>' for item in items)}</ul>"
        case Paragraph(text):
            return f"<p>{escape(plain(text))}</p>"
    raise AssertionError(block)


def _words(blocks: tuple[Block, ...]) -> str:
    return "".join(escape(plain(one.text)) for one in blocks if isinstance(one, Paragraph))


def page(body: str) -> str:
    """Return a whole page without a look of its own."""
    return f'<!doctype html><html lang="en"><title>Letter</title><body>{body}</body></html>'


def weasyprint_way(pages: list[str], *, bare: bool, subset: bool = True) -> Callable[[int], None]:
    """Return what draws pages with WeasyPrint; its sheet and fonts are read once."""
    import weasyprint
    from weasyprint.pdf import fonts
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    sheets = [weasyprint.CSS(string=_CSS, font_config=known)] if bare else []
    harfbuzz = fonts.harfbuzz_subset

    def way(turn: int) -> None:
        fonts.harfbuzz_subset = harfbuzz if subset else None
        for number, text in enumerate(pages):
            html = text.replace("</title>", f" {turn}-{number}</title>")
            weasyprint.HTML(string=html).write_pdf(
                stylesheets=sheets, font_config=known, pdf_variant="pdf/ua-1"
            )
        fonts.harfbuzz_subset = harfbuzz

    return way


def main(rounds: int, count: int) -> None:
    """Print letters per second, and ours beside each way of WeasyPrint."""
    cores = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        word, values = job_in(folder, count)
        order, looks = word.order, word.order.looks
        print_order = replace(order, per_file=_PER_FILE)
        job = replace(word, order=print_order, forms=(Format.PDF,), zipped=False)
        few = [letter(one) for one in values[:_FEW]]
        made = 0

        def ours(one: Job, letters: int) -> tuple[Callable[[int], None], int]:
            def way(turn: int) -> None:
                nonlocal made
                made += 1
                where = replace(one, folder=folder / f"out{made}")
                run(where, resume=False, force=False, told=lambda _: None)

            return way, letters

        singles = replace(job, order=order, members=_first(folder, count // 8), zipped=True)
        styled = [write_html(one, looks.theme) for one in few]
        simple = [page(bare(one)) for one in few]
        joined = [page("".join(map(bare, islice(cycle(few), _TOGETHER))))]
        ways: dict[str, tuple[Callable[[int], None], int]] = {
            f"ours, print files of {_PER_FILE}, one core": ours(job, len(values)),
            "ours, one file a letter into one archive": ours(singles, len(values) // 8),
            "WeasyPrint, bare page": (weasyprint_way(simple, bare=True), _FEW),
            "WeasyPrint, the page that we write as HTML": (
                weasyprint_way(styled, bare=False),
                _FEW,
            ),
            f"WeasyPrint, bare, {_TOGETHER} in one file": (
                weasyprint_way(joined, bare=True),
                _TOGETHER,
            ),
            "WeasyPrint, bare, fonts subset by fontTools": (
                weasyprint_way(simple, bare=True, subset=False),
                _FEW,
            ),
            "ours, print files, two workers": ours(replace(job, workers=2), len(values)),
        }
        rates: dict[str, list[tuple[float, float]]] = {label: [] for label in ways}
        for turn in range(rounds + 1):
            for label, (way, letters_) in ways.items():
                os.sched_setaffinity(0, cores if "two" in label else {min(cores)})
                began, worked = time.perf_counter(), _processor_time()
                way(turn)
                spent = time.perf_counter() - began, _processor_time() - worked
                if turn:
                    rates[label].append((letters_ / spent[0], letters_ / spent[1]))
    print(f"{rounds} rounds in turn, medians; {count:,} members, {len(values):,} letters")
    told(rates, ", ".join(f"{one} {version(one)}" for one in ("weasyprint", "typst")))


def _first(folder: Path, count: int) -> MemberFile:
    path = folder / "few.csv"
    with (folder / "members.csv").open(encoding="utf-8") as lines:
        path.write_text("".join(islice(lines, count + 1)), encoding="utf-8")
    return MemberFile(path)


def _processor_time() -> float:
    """Return the seconds that processors worked for this process and those that it ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def told(rates: dict[str, list[tuple[float, float]]], head: str) -> None:
    """Print the table."""
    medians = {
        label: [statistics.median(one) for one in zip(*found, strict=True)]
        for label, found in rates.items()
    }
    best = next(iter(medians.values()))
    print(head)
    print(
        "\n| | letters a second | lowest–highest | a second of the processor | ours is |\n"
        "|---|---:|---:|---:|---:|"
    )
    for label, (wall, work) in medians.items():
        walls = [one for one, _ in rates[label]]
        span = f"{min(walls):,.0f}–{max(walls):,.0f}"
        ratio = f"{best[0] / wall:.1f}× ({best[1] / work:.1f}×)"
        print(f"| {label} | {wall:,.0f} | {span} | {work:,.0f} | {ratio} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--members", type=int, default=1_000)
    asked = parser.parse_args()
    main(asked.rounds, asked.members)

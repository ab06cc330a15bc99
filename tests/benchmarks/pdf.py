"""How quickly a finished brief is written as PDF, beside WeasyPrint drawing the same page's HTML.

From the checkout, in an environment with the wheel and WeasyPrint (which is no dependency):

    ENVIRONMENT/bin/python -m tests.benchmarks.pdf [--rounds 15]

One process, the two in turn, round by round; both write tagged PDF with embedded fonts.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from advocate import delivery, desk
from advocate.directory.dataset import Dataset
from advocate.documents.blocks import Document
from advocate.documents.kinds import Format, Kind
from advocate.documents.write.pdf import write_pdf
from advocate.issues.library import PackLibrary
from advocate.issues.records import Position
from advocate.resources import bundled


def brief() -> tuple[desk.Made, desk.Looks]:
    """Return the leader's brief of the first shipped pack, for an invented senator."""
    packs = PackLibrary([("shipped", bundled("talking_points"))])
    looks = desk.Looks((bundled("templates"),))
    dataset, pack = Dataset(bundled("data")), packs.get("immigrants-welcome")
    made = desk.gallery(dataset, pack, Position.UNKNOWN, looks, date(2026, 11, 24))
    chosen = [one for one in made if one.piece == (Kind.BRIEF, "default")]
    return chosen[0], looks


def numbered(made: desk.Made, turn: int) -> Document:
    """Return the brief with something new in it, so that nothing drawn before can serve again."""
    document = made.composed.document
    return replace(document, footer=f"{document.footer} {turn}", title=f"{document.title} {turn}")


def main(rounds: int) -> None:
    """Print the medians and their ratio."""
    import weasyprint

    made, looks = brief()
    page = delivery.write(made, Format.HTML, looks).data.decode()
    ways: dict[str, Callable[[int], object]] = {
        "ours": lambda turn: write_pdf(numbered(made, turn), looks.theme),
        "WeasyPrint": lambda turn: weasyprint.HTML(
            string=page.replace("</title>", f" {turn}</title>")
        ).write_pdf(pdf_variant="pdf/ua-1"),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way(turn)
            if turn:
                seconds[name].append(time.perf_counter() - began)
    ours, theirs = (statistics.median(seconds[name]) for name in ways)
    print(f"WeasyPrint {weasyprint.__version__}; {rounds} rounds, medians")
    print("| | ms a brief | ratio |\n|---|---:|---:|")
    print(f"| WeasyPrint | {theirs * 1e3:.0f} | 1× |")
    print(f"| ours | {ours * 1e3:.0f} | {theirs / ours:.1f}× (at least 10×) |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=15)
    main(parser.parse_args().rounds)

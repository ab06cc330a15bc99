"""How quickly a table becomes contacts, beside sqlite3's `executemany` of the same rows.

From the checkout:

    ENVIRONMENT/bin/python -m tests.benchmarks.log_import [--rows 100000] [--rounds 3]

The two take turns, each run in a process of its own. Both begin with the CSV file and end with the
rows on the disk, in a log of the same tables and indexes. The peer does nothing but split the rows
and insert them; ours also reads days and names, checks, gives identities and leaves out what is
there. Memory is told for a tenth of the rows, too: it hardly grows with their number.
"""

import argparse
import csv
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from pathlib import Path

HEADINGS = ("when", "channel", "outcome", "senator", "senator_name", "issues", "minutes", "note")
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def write_table(path: Path, rows: int) -> None:
    """Write a table of invented contacts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADINGS)
        for number in range(rows):
            day = f"2026-{number % 10 + 1:02d}-{number % 28 + 1:02d} {number % 24:02d}:00"
            senator = (f"X00000{number % 7}", f"Senator {number % 7}")
            table.writerow((day, "call", "spoke", *senator, "town-hall", number % 60, f"n{number}"))


def ours(source: Path, target: Path) -> None:
    """Import the table."""
    from advocate.outreach.spreadsheets import Table
    from advocate.outreach.store import Store

    with source.open(encoding="utf-8", newline="") as file, Store.open(target) as store:
        table = Table(file, source.name, {}, lambda name: (name, name), NOW)
        done = store.merge(table, now=NOW, what="import", only_new=True)
    assert done.added == table.rows, done


def peer(source: Path, target: Path) -> None:
    """Insert the rows into the same tables, with the same durability."""
    import sqlite3

    from advocate.outreach.store import Store
    from advocate.outreach.store.rows import TOLD
    from advocate.outreach.store.writing import ADD_ISSUE, ADD_VERSION

    Store.open(target).close()
    raw = sqlite3.connect(target, isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO change (id, made, what, member) VALUES (1, 0, 'import', '')")
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    contacts = ((n, f"{n:032x}", row["when"]) for n, row in enumerate(rows, start=1))
    raw.executemany("INSERT INTO contact (id, uid, created) VALUES (?, ?, ?)", contacts)
    blank = dict.fromkeys(TOLD, "") | {"happened_at": 0, "practice": 0, "direction": "outgoing"}

    def version(number: int, row: dict[str, str]) -> tuple[object, ...]:
        told = blank | row | {"happened": row["when"], "happened_at": number}
        head = (f"{number:032x}", number, 1, number, 1, 0, 0)
        return (*head, *(told[name] for name in TOLD))

    raw.executemany(ADD_VERSION, (version(n, row) for n, row in enumerate(rows, start=1)))
    issues = ((n, 1, row["issues"], "", "") for n, row in enumerate(rows, start=1))
    raw.executemany(ADD_ISSUE, issues)
    raw.execute("COMMIT")
    raw.close()


def timed(
    way: Callable[[Path, Path], None], source: Path, answers: "Queue[tuple[float, float]]"
) -> None:
    """Run one way in this process; hand back its seconds and its peak memory in MB."""
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        began = time.perf_counter()
        way(source, Path(folder) / "log.sqlite3")
        seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    answers.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6))


def run(way: Callable[[Path, Path], None], source: Path) -> tuple[float, float]:
    """Run one way in a new process."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=timed, args=(way, source, answers))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{way.__name__} failed")
    seconds, peak = answers.get()
    return float(seconds), float(peak)


def main() -> None:
    """Print the medians, their ratio, and the peaks of memory."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.log_import")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder) / "whole.csv", Path(folder) / "tenth.csv"
        write_table(whole, told.rows)
        write_table(tenth, told.rows // 10)
        found = [(run(ours, whole), run(peer, whole)) for _ in range(told.rounds)]
        _, small = run(ours, tenth)
    own = statistics.median(one[0] for one, _ in found)
    bare = statistics.median(other[0] for _, other in found)
    peak = max(one[1] for one, _ in found)
    print(f"{told.rows:,} rows, median of {told.rounds} rounds in turn:")
    print(f"import {own:.2f} s, executemany {bare:.2f} s: {own / bare:.2f}× (limit 4×)")
    print(f"peak memory {peak:.0f} MB; for a tenth of the rows {small:.0f} MB")


if __name__ == "__main__":
    main()

"""How much memory going in and out of the log takes, for more and more contacts.

From the checkout:

    ENVIRONMENT/bin/python -m tests.benchmarks.log_memory [--contacts 10000 100000 1000000]

Each piece of work is done in a process of its own, whose peak is told. The contacts are those of
`tests.benchmarks.log`; what is imported and merged goes into a new log.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from advocate.outreach.store import Store
from tests.benchmarks.log import LAST, fill
from tests.benchmarks.log_import import NOW, write_table


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write pieces into a file, as `write_file` does."""
    with path.open("wb") as file:
        file.writelines(pieces)


def import_csv(folder: Path) -> None:
    """Import a table into a new log."""
    from advocate.outreach.spreadsheets import Table

    source = folder / "table.csv"
    with source.open(encoding="utf-8", newline="") as file, fresh(folder) as store:
        table = Table(file, source.name, {}, lambda name: (name, name), NOW)
        done = store.merge(table, now=NOW, what="import", only_new=True)
    assert done.added == table.rows, done


def export_json(folder: Path) -> None:
    """Export all that is told."""
    from advocate.outreach.exchange import document

    with Store.open_to_read(folder / "log.sqlite3") as store:
        write(folder / "log.json", document(store.exported()))


def export_csv(folder: Path) -> None:
    """Export a table."""
    from advocate.cli.exchange import _csv

    with Store.open_to_read(folder / "log.sqlite3") as store:
        write(folder / "log.csv", _csv(store, redact=False, member=""))


def export_ics(folder: Path) -> None:
    """Export a calendar."""
    from advocate.cli.exchange import _ics

    with Store.open_to_read(folder / "log.sqlite3") as store:
        write(folder / "log.ics", _ics(store, redact=False))


def import_json(folder: Path) -> None:
    """Import an export into a new log."""
    from advocate.outreach.exchange import contacts_in

    with (folder / "log.json").open("rb") as file, fresh(folder) as store:
        done = store.merge(contacts_in(file, "log.json"), now=LAST, what="import")
    assert done.added == done.read, done


def merge_json(folder: Path) -> None:
    """Merge an export into the log that holds it already."""
    from advocate.outreach.exchange import contacts_in

    with (folder / "log.json").open("rb") as file, Store.open(folder / "log.sqlite3") as store:
        done = store.merge(contacts_in(file, "log.json"), now=LAST)
    assert not done.added, done


def backup(folder: Path) -> None:
    """Write a backup."""
    with Store.open_to_read(folder / "log.sqlite3") as store:
        store.back_up(folder / "log.jsonl", force=True)


def fresh(folder: Path) -> Store:
    """Return a log that holds nothing."""
    path = folder / f"new-{os.getpid()}.sqlite3"
    return Store.open(path)


WAYS: dict[str, Callable[[Path], None]] = {
    "import CSV": import_csv,
    "export JSON": export_json,
    "export CSV": export_csv,
    "export ICS": export_ics,
    "import JSON": import_json,
    "merge JSON": merge_json,
    "backup": backup,
}


def measured(name: str, folder: Path) -> tuple[float, float]:
    """Do one piece of work in a new process; return its seconds and its peak memory in MB."""
    argv = [sys.executable, "-m", "tests.benchmarks.log_memory", "--run", name, str(folder)]
    said = subprocess.run(argv, check=True, capture_output=True, text=True, env=os.environ)
    for new in folder.glob("new-*"):
        new.unlink()
    seconds, peak = json.loads(said.stdout)
    return seconds, peak


def run_here(name: str, folder: Path) -> None:
    """Do one piece of work in this process and print its seconds and its peak memory."""
    began = time.perf_counter()
    WAYS[name](folder)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(json.dumps([seconds, peak]))


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.log_memory")
    parser.add_argument("--contacts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.run:
        run_here(told.run[0], Path(told.run[1]))
        return
    print(f"| contacts | {' | '.join(WAYS)} |")
    print(f"|---:|{'---:|' * len(WAYS)}")
    for count in told.contacts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            fill(folder / "log.sqlite3", count)
            write_table(folder / "table.csv", count)
            found = [measured(way, folder) for way in WAYS]
        cells = (f"{peak:.0f} MB, {seconds:.1f} s" for seconds, peak in found)
        print(f"| {count:,} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

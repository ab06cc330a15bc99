"""How long the outreach log takes, against the same work in plain SQLite on the same tables.

    python -m tests.benchmarks.log [--contacts 1000000] [--rounds 7]

Each question is asked of one log, in a process of its own for each round, so that memory is its
own; store and plain SQLite take turns. What counts is the ratio in the same run.
"""

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from advocate.outreach.figures import Scope
from advocate.outreach.records import Channel, ContactDraft, Filter, IssueAsk, Outcome, moment
from advocate.outreach.store import Store
from advocate.outreach.store.rows import TOLD, issue_rows, told
from advocate.outreach.store.writing import ADD_CONTACT, ADD_ISSUE, ADD_VERSION, new_uid

SENATOR = "T000001"
LAST = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADDS = 300
DRAFT = ContactDraft(
    when=LAST,
    channel=Channel.CALL,
    outcome=Outcome.SPOKE,
    senator=SENATOR,
    senator_name="Tessa Example",
    number="202-555-0101",
    issues=(IssueAsk("town-hall", "hold"),),
    note="They took a message.",
)
YEAR = Scope(since=date(2025, 11, 20), until=LAST.date())
USUAL = Scope(since=LAST.date() - timedelta(weeks=26), until=LAST.date())  # `advocate report`

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
# A contact every 100 seconds, with 100 senators, on 20 issues; every fifth tells a stand.
_FILL = (
    "INSERT INTO change (id, made, what, member) {numbers} SELECT i, i, 'add', '' FROM n",
    "INSERT INTO contact (id, uid, created) {numbers} "
    "SELECT i, printf('%032x', i), '2026-01-01T12:00:00+00:00' FROM n",
    "INSERT INTO contact_version (id, uid, contact, change, made, holds, withdrawn, cut, "
    "{told}) {numbers} SELECT i, printf('%032x', i), i, i, i, 1, 0, 0, "
    "strftime('%Y-%m-%dT%H:%M:%S+00:00', {end} - ({count} - i) * 100, 'unixepoch'), "
    "{end} - ({count} - i) * 100, "
    "CASE i % 4 WHEN 0 THEN 'letter' WHEN 1 THEN 'email' ELSE 'call' END, "
    "CASE WHEN i % 16 = 0 THEN 'incoming' ELSE 'outgoing' END, "
    "CASE i % 4 WHEN 0 THEN CASE i % 16 WHEN 0 THEN 'reply-received' ELSE 'sent' END "
    "WHEN 1 THEN 'sent' WHEN 2 THEN 'spoke' ELSE 'voicemail' END, "
    "printf('T%06d', abs(random()) % 100), 'Tessa Example', '', '', "
    "CASE WHEN i % 4 > 1 THEN printf('202-555-01%02d', i % 100) ELSE '' END, 3, '', '', '', "
    "'They took a message.', '', '', '', '', 0 FROM n",
    "INSERT INTO version_issue (version, place, issue, ask, position) {numbers} "
    "SELECT i, 1, printf('issue-%d', abs(random()) % 20), 'hold', CASE WHEN i % 5 <> 0 THEN '' "
    "WHEN abs(random()) % 50 = 0 THEN 'undecided' ELSE 'supports' END FROM n",
    "INSERT INTO follow_up (id, uid, contact) {numbers} "
    "SELECT i, printf('%032x', i), i * 100 FROM n WHERE i * 100 <= {count}",
    "INSERT INTO follow_up_version (uid, follow_up, change, made, holds, withdrawn, cut, promise, "
    "due, state, text) SELECT uid, id, contact, contact, 1, 0, 0, 'theirs', "
    "CASE WHEN id % 100 = 0 THEN '2026-12-01' ELSE '' END, "
    "CASE WHEN id % 10 = 0 THEN 'open' ELSE 'done' END, 'An answer in writing' FROM follow_up",
)


def fill(path: Path, count: int) -> None:
    """Make a log of so many contacts."""
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN")
        for statement in _FILL:
            given = {"told": ", ".join(TOLD), "numbers": _NUMBERS.format(count=count)}
            raw.execute(statement.format(end=int(LAST.timestamp()), count=count, **given))
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def plain(path: Path) -> sqlite3.Connection:
    """Open the log's file as durably as the store does."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")
    return raw


def store_adds(path: Path) -> object:
    """Log contacts one by one."""
    with Store.open(path) as store:
        store.add_contact(DRAFT, now=LAST)  # what is loaded at the first is no part of it
        began = time.perf_counter()
        for _ in range(ADDS):
            store.add_contact(DRAFT, now=LAST)
        return time.perf_counter() - began


def plain_adds(path: Path) -> object:
    """Write the same rows, a transaction for each contact."""
    with closing(plain(path)) as raw:
        began = time.perf_counter()
        for _ in range(ADDS):
            uid, made = new_uid(), moment(LAST)
            raw.execute("BEGIN IMMEDIATE")
            change = raw.execute(
                "INSERT INTO change (made, what, member, undoes) VALUES (?, 'add', '', NULL)",
                (made,),
            ).lastrowid
            contact = raw.execute(ADD_CONTACT, (uid, LAST.isoformat())).lastrowid
            values = (uid, contact, change, made, 1, 0, 0, *told(DRAFT))
            version = raw.execute(ADD_VERSION, values).lastrowid
            raw.executemany(ADD_ISSUE, issue_rows(version or 0, DRAFT.issues))
            raw.execute("COMMIT")
        return time.perf_counter() - began


def one_insert(path: Path) -> object:
    """Write one row into one table without an index, as durably."""
    with closing(plain(path)) as raw:
        raw.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, note TEXT)")
        began = time.perf_counter()
        for _ in range(ADDS):
            raw.execute("INSERT INTO bare (note) VALUES (?)", (DRAFT.note,))
        return time.perf_counter() - began


def store_list(path: Path) -> object:
    """List a senator's newest contacts, as `advocate log list` does."""
    with Store.open_to_read(path) as store:
        return store.listing(Filter(senator=SENATOR), limit=20).total


_PLAIN_LIST = (
    "SELECT * FROM contact_version WHERE senator = ? AND holds = 1 AND withdrawn = 0 "
    "ORDER BY happened_at DESC, contact DESC LIMIT 20"
)
_PLAIN_COUNT = (
    "SELECT count(*) FROM contact_version WHERE senator = ? AND holds = 1 AND withdrawn = 0"
)


def plain_list(path: Path) -> object:
    """Read the same rows and their count."""
    with closing(plain(path)) as raw:
        for row in raw.execute(_PLAIN_LIST, (SENATOR,)).fetchall():
            raw.execute("SELECT * FROM version_issue WHERE version = ?", (row[0],)).fetchall()
        return raw.execute(_PLAIN_COUNT, (SENATOR,)).fetchone()[0]


def store_stands(path: Path) -> object:
    """Ask where each stand was first heard and how it changed, as `advocate positions` does."""
    with Store.open_to_read(path) as store:
        return len(store.changes_heard())


_PLAIN_STANDS = """
SELECT v.senator_name, v.happened, v.words, v.staffer, s.* FROM (
    SELECT v.id, v.senator, i.issue, i.ask, i.position,
        lag(i.position) OVER stand AS earlier, lead(i.position) OVER stand AS later
    FROM version_issue i JOIN contact_version v ON v.id = i.version
    WHERE i.position <> '' AND v.holds = 1 AND v.withdrawn = 0 AND v.practice = 0
    WINDOW stand AS (PARTITION BY v.senator, i.issue, i.ask ORDER BY v.happened_at, v.contact)
) s JOIN contact_version v ON v.id = s.id
WHERE earlier IS NULL OR earlier <> position OR later IS NULL
"""


def plain_stands(path: Path) -> object:
    """Read the same stands, each row of the contact once it is known to be one of them."""
    with closing(plain(path)) as raw:
        return len(raw.execute(_PLAIN_STANDS).fetchall())


def store_figures(path: Path, scope: Scope = USUAL) -> object:
    """Count the usual half year for a report."""
    with Store.open_to_read(path) as store:
        figures = store.figures(scope)
    return figures is not None


def store_year(path: Path) -> object:
    """Count a year for a report."""
    return store_figures(path, YEAR)


_PLAIN_FIGURES = (
    "SELECT substr(happened, 1, 10), count(*), sum(minutes) FROM {year} GROUP BY 1",
    "SELECT channel, outcome, count(*) FROM {year} GROUP BY 1, 2",
    "SELECT number, outcome, count(*) FROM {year} AND channel = 'call' AND number <> '' "
    "GROUP BY 1, 2",
    "SELECT v.senator, v.channel, i.issue, substr(v.happened, 1, 10), count(*) "
    "FROM {year} AND channel IN ('letter', 'fax', 'email') GROUP BY 1, 2, 3, 4",
    _PLAIN_STANDS,
    "SELECT * FROM follow_up_version WHERE holds = 1 AND withdrawn = 0 AND state = 'open' "
    "AND due <> ''",
)


def plain_figures(path: Path, scope: Scope = USUAL) -> object:
    """Group the same contacts by what the figures are made from, without matching answers."""
    since = int(datetime.combine(scope.since, datetime.min.time(), UTC).timestamp())
    holds = f"v.holds = 1 AND v.withdrawn = 0 AND v.practice = 0 AND v.happened_at >= {since}"
    with closing(plain(path)) as raw:
        for sql in _PLAIN_FIGURES:
            table = "contact_version v"
            if "i.issue" in sql:
                table += " LEFT JOIN version_issue i ON i.version = v.id AND i.place = 1"
            raw.execute(sql.format(year=f"{table} WHERE {holds}")).fetchall()
    return True


def plain_year(path: Path) -> object:
    """Group a year's contacts."""
    return plain_figures(path, YEAR)


# What is asked, the store's way, the plain ways, and the limit of the ratio to the first of these.
CASES: dict[str, tuple[Callable[[Path], object], tuple[Callable[[Path], object], ...], float]] = {
    "one durable add": (store_adds, (plain_adds, one_insert), 3),
    "list --senator X --limit 20": (store_list, (plain_list,), 2),
    "positions": (store_stands, (plain_stands,), 2),
    "figures of a report": (store_figures, (plain_figures,), 2),
    "figures of a year": (store_year, (plain_year,), 2),
}
WAYS = {
    way.__name__: way for store, plain_ways, _ in CASES.values() for way in (store, *plain_ways)
}


def run_here(name: str, path: Path) -> None:
    """Do one piece of work in this process and print its seconds and its peak memory."""
    Store.open_to_read(path).close()  # what is loaded at the first is no part of it
    began = time.perf_counter()
    found = WAYS[name](path)
    seconds = time.perf_counter() - began
    if isinstance(found, float):
        seconds, found = found / ADDS, None
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(json.dumps([seconds, peak, found]))


def measured(name: str, path: Path) -> tuple[float, float, object]:
    """Do one piece of work in a new process."""
    argv = [sys.executable, "-m", "tests.benchmarks.log", "--run", name, "--log", str(path)]
    said = subprocess.run(argv, check=True, capture_output=True, text=True, env=os.environ)
    seconds, peak, found = json.loads(said.stdout)
    return seconds, peak, found


def table(path: Path, rounds: int) -> tuple[list[str], bool]:
    """Measure every case; return the Markdown table, and whether all are within their limits."""
    lines = [
        "| work | median, s | peak, MB | beside | median, s | peak, MB | ratio | limit |",
        "|---|---:|---:|---|---:|---:|---:|---:|",
    ]
    good = True
    for label, (store, plain_ways, limit) in CASES.items():
        ways = (store, *plain_ways)
        runs: dict[str, list[tuple[float, float, object]]] = {way.__name__: [] for way in ways}
        for turn in range(rounds + 1):
            for way in ways:
                run = measured(way.__name__, path)
                if turn:  # the first round only warms the file
                    runs[way.__name__].append(run)
        medians = {name: statistics.median(run[0] for run in some) for name, some in runs.items()}
        peaks = {name: max(run[1] for run in some) for name, some in runs.items()}
        own = store.__name__
        for place, way in enumerate(plain_ways):
            name = way.__name__
            ratio = medians[own] / medians[name]
            bound = f"{limit:g}" if not place else "–"
            good = good and (place > 0 or ratio <= limit)
            lines.append(
                f"| {label} | {medians[own]:.5f} | {peaks[own]:.0f} | {name.replace('_', ' ')} "
                f"| {medians[name]:.5f} | {peaks[name]:.0f} | {ratio:.2f} | {bound} |"
            )
            if not place and runs[own][0][2] != runs[name][0][2]:
                sys.exit(f"{label}: the store and plain SQLite find different things.")
    return lines, good


def main() -> None:
    """Measure, print the table, and end with 1 when a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--run", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--log", type=Path, help=argparse.SUPPRESS)
    told_ = parser.parse_args()
    if told_.run:
        run_here(told_.run, told_.log)
        return
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "log.sqlite3"
        began = time.perf_counter()
        fill(path, told_.contacts)
        size = path.stat().st_size / 1e6
        print(
            f"{told_.contacts:,} contacts, {size:,.0f} MB, made in "
            f"{timedelta(seconds=round(time.perf_counter() - began))}; {told_.rounds} rounds\n"
        )
        lines, good = table(path, told_.rounds)
    print("\n".join(lines))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

"""How long the commands take, against a click program that prints one line.

From the checkout, with the Python of an environment that has the wheel (an editable
installation is slower to start, and the table says so):

    ENVIRONMENT/bin/python -m tests.benchmarks [--rounds 21]

Every run is a process of its own. The cases take turns, round by round, so that whatever else the
machine does falls on all of them alike; what counts is the ratio to the peer in the same run.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

PEER = """\
import click


@click.command()
def main():
    click.echo("one line")


main()
"""
TOPIC = "immigrants-welcome"
LOG_ADD = (
    f"log add {TOPIC} --senator gillibrand --channel call --outcome spoke "
    "--office buffalo --position undecided --note Called"
)


PDF_KINDS = (
    *("script", "voicemail", "webform", "letter", "envelope", "fax-cover", "postcard"),
    *("meeting-request", "brief", "leave-behind", "report-back", "thank-you", "event-kit"),
    *("cards", "alert render"),
)


@dataclass(slots=True)
class Case:
    """One command: its words, what must be so before each run, its limit, and what was measured."""

    label: str
    argv: Sequence[str]
    limit: float | None = None
    prepare: Callable[[], None] = lambda: None
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0


def cases(folder: Path) -> list[Case]:
    """Return the peer and the commands; the peer comes first."""
    (folder / "peer.py").write_text(PEER)
    program = shutil.which("advocate", path=sysconfig.get_path("scripts"))
    if program is None:
        sys.exit("This Python's environment has no `advocate`: pip install the wheel into it.")
    log, out = folder / "home" / "log.sqlite3", folder / "kit"

    def command(words: str, limit: float | None = None, *, label: str = "") -> Case:
        return Case(label or f"`advocate {words}`", [program, *words.split()], limit)

    def no_log() -> None:
        for path in log.parent.glob(f"{log.name}*"):
            path.unlink()

    def no_kit() -> None:
        shutil.rmtree(out, ignore_errors=True)

    first_log = command(LOG_ADD, label="`advocate log add …`, the first ever")
    first_log.prepare = no_log
    four = "".join(f" --kind {kind}" for kind in ("script", "voicemail", "letter", "brief"))
    small = command(f"kit {TOPIC} 10001 --out kit{four}", 30, label="kit of 32 files (four kinds)")
    kit = command(f"kit {TOPIC} 10001 --out kit", label="kit of everything")
    small.prepare = kit.prepare = no_kit
    made = [
        command(
            f"{kind} {TOPIC} 10001 --senator schumer --format pdf --force --output made/",
            8,
            label=f"{kind}, one senator, PDF",
        )
        for kind in PDF_KINDS
    ]
    return [
        Case("click program, one line", [sys.executable, str(folder / "peer.py")]),
        command("--help"),
        command("senators 10001", 2.5),
        command(f"script {TOPIC} 10001 --format txt", 6),
        first_log,
        command(LOG_ADD, 8, label="`advocate log add …`"),  # into the log that the first made
        small,
        kit,
        *made,
    ]


def run_once(case: Case, folder: Path) -> tuple[float, float]:
    """Run a case in a new process; return its wall time in seconds and its peak memory in MB."""
    case.prepare()
    env = os.environ | {"ADVOCATE_HOME": str(folder / "home")}
    with (folder / "stderr").open("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            case.argv, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{case.label} failed:\n{(folder / 'stderr').read_text()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit / 1e6


def measure(rounds: int) -> list[Case]:
    """Run every case once without looking, then `rounds` times in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = cases(folder)
        for turn in range(rounds + 1):
            for case in found:
                seconds, peak = run_once(case, folder)
                if turn:
                    case.seconds.append(seconds)
                    case.peak_mb = max(case.peak_mb, peak)
    return found


def table(found: Sequence[Case]) -> list[str]:
    """Return the Markdown table: times, ratios to the first case, limits, memory."""
    peer_best, peer_median = min(found[0].seconds), statistics.median(found[0].seconds)
    lines = [
        "| command | best, ms | median, ms | best ÷ peer | median ÷ peer | limit | peak, MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for case in found:
        best, median = min(case.seconds), statistics.median(case.seconds)
        ratios = best / peer_best, median / peer_median
        limit = "" if case.limit is None else f"{case.limit:g}×"
        if case.limit and ratios[1] > case.limit:
            limit += " **over**"
        lines.append(
            f"| {case.label} | {best * 1e3:.0f} | {median * 1e3:.0f} | {ratios[0]:.2f}× "
            f"| {ratios[1]:.2f}× | {limit} | {case.peak_mb:.0f} |"
        )
    return lines


def installation() -> str:
    """Say what is measured: which version, and whether it is installed as a user's would be."""
    found = distribution("advocate-toolkit")
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    editable = origin.get("dir_info", {}).get("editable", False)
    how = "EDITABLE, which costs some 15 ms a start" if editable else "installed from a wheel"
    return f"advocate {found.version}, {how}; Python {sys.version.split()[0]}"


def main() -> None:
    """Measure, and print the table."""
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=about)
    parser.add_argument("--rounds", type=int, default=21, help="runs of each case (default 21)")
    rounds = parser.parse_args().rounds
    if rounds < 1:
        parser.error("--rounds takes a number from 1 on")
    found = measure(rounds)
    print(f"{installation()}; {rounds} rounds in turn, each run a new process.\n")
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()

"""A list as the world sends it: the good rows are done, the others are named with their reasons."""

import csv
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from advocate.batch.job import Totals
from advocate.batch.running import run
from advocate.batch.sink import JOURNAL, REJECTS, TABLE, WORK
from advocate.member_files import MOST_LINE, MemberFile
from advocate.members import Columns
from tests.batch.conftest import MakeJob

HEADINGS = b"name,street,city,zip,state,email,story\n"
# A row, and how the reason begins for which it is left out.
BROKEN = [
    (b"No Place,1 Elm Street,,,,,", "It has neither a ZIP code nor a state."),
    (b"Two States,1 Elm Street,,12057,,,", "12057 lies in"),
    (b"In Washington,1 Elm Street,,20001,,,", "District of Columbia"),
    (b"No Such Zip,1 Elm Street,,00000,,,", "“00000”"),
    (b"Letters,1 Elm Street,,1000A,,,", "The ZIP code is not usable"),
    (
        b"Other State,1 Elm Street,,10001,NM,,",
        "ZIP code 10001 lies in New York, not in New Mexico.",
    ),
    (b"No Mail,1 Elm Street,,10001,,at example,", "The e-mail address is not usable"),
    (b'"Open,1 Elm Street,,10001,,,', "A quotation mark is opened and not closed."),
    (b'"Odd"x,1 Elm Street,,10001,,,', "Its quotation marks do not fit together."),
    (b"Many,1,2,10001,,,,,,9,9", "It has more cells than there are headings."),
    (b"Long," + b"x" * MOST_LINE + b",,10001,,,", "The line has more than"),
    (b"Story,1 Elm Street,,10001,,," + b"x" * 5_001, "The story has 5,001 characters"),
    (b"Name " + b"x" * 201 + b",1 Elm Street,,10001,,,", "The name has"),
    (b"\0\0\0,,,,,,", "It has neither a ZIP code nor a state."),
]
ODD = [  # and yet members
    "José,1 Elm Street,,10001,,,".encode("cp1252"),
    b"=HYPERLINK(0),1 Elm Street,,10001,,,",
    b"../../../etc/passwd,1 Elm Street,,10001,,,",
    b"C:\\Windows\\x,1 Elm Street,,10001,,,",
    b"CON,1 Elm Street,,10001,,,",
    b"aux.txt,1 Elm Street,,10001,,,",
    b".,1 Elm Street,,10001,,,",
    "\u202eevil\u202c 🎈,1 Elm Street,,10001,,,".encode(),
    b'"Ruiz, ""Ana""",1 Elm Street,,87501,,,',
    b'"Two\nLines",1 Elm Street,,87501,,,',
    b"{{ me.zip }} *bold* <b>,1 Elm Street,,87501,,,{% for %}",
    b",1 Elm Street,,87501,,,",
]


def quiet(_: Totals) -> None:
    pass


def test_one_row_in_a_hundred_is_broken_in_each_way(job: MakeJob) -> None:
    good = [f"Ana {n},{n} Elm Street,,10001,,,".encode() for n in range(100 * len(BROKEN))]
    rows = good + [row for row, _ in BROKEN] + ODD + good[:1]
    random.Random(5).shuffle(rows)  # noqa: S311
    whole = job(folder="out")
    path = Path(str(whole.members.path)).with_name("mixed.csv")
    path.write_bytes(HEADINGS + b"\n".join(rows) + b"\n")
    listed = MemberFile(path)
    columns = Columns(listed.headings, name=listed.name)
    before = {p for p in path.parent.rglob("*") if whole.folder not in p.parents}
    totals = run(
        replace(whole, members=listed, columns=columns, zipped=False),
        resume=False,
        force=False,
        told=quiet,
    )
    left = list(csv.DictReader(StringIO((whole.folder / REJECTS).read_text("utf-8-sig"))))
    reasons = sorted(row["reason"] for row in left)
    expected = [reason for _, reason in BROKEN] + ["The same member stands on line"]
    for reason in expected:
        assert [one for one in reasons if reason in one], reason
    assert len(left) == totals.rejected
    assert totals.rows - totals.rejected == len(good) + len(ODD)
    with (whole.folder / TABLE).open(encoding="utf-8-sig", newline="") as table:
        listed_files = [row["file"] for row in csv.DictReader(table)]
    held = [str(p.relative_to(whole.folder)) for p in whole.folder.rglob("*.docx")]
    assert sorted(held) == sorted(listed_files)
    assert {p for p in path.parent.rglob("*") if whole.folder not in (p, *p.parents)} == before
    # A cell that a spreadsheet would run is made text in both tables.
    assert "\n=" not in (whole.folder / TABLE).read_text("utf-8-sig").replace(",=", "\n=")


BEGIN = """
import sys
from pathlib import Path
from advocate.cli.main import run
sys.argv = ["advocate", *sys.argv[1:]]
run()
"""


def command(home: Path, *args: str) -> "subprocess.Popen[bytes]":
    env = {**os.environ, "ADVOCATE_HOME": str(home), "ADVOCATE_TODAY": "2026-11-24"}
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN, "batch", "town-hall", *args],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
@pytest.mark.parametrize("more", [["--zip"], []])
def test_ended_twenty_times_it_comes_to_the_same(tmp_path: Path, more: list[str]) -> None:
    rows = [f"Ana {n} Ruiz,{n} Elm Street,Albany,12207,NY,,I work." for n in range(6_000)]
    rows[::50] = ["Nobody,,,,,,"] * 120
    list_ = tmp_path / "members.csv"
    list_.write_text(HEADINGS.decode() + "\n".join(rows) + "\n")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    done = command(tmp_path, str(list_), "--go", *more, "--out", str(whole))
    assert done.wait() == 10
    journal, ended = broken / WORK / JOURNAL, 0
    chance = random.Random(3)  # noqa: S311
    while ended < 20:
        how = "--resume" if journal.exists() else "--go"
        one = command(tmp_path, str(list_), how, *more, "--out", str(broken))
        size = journal.stat().st_size if journal.exists() else 0
        # Until the next chunk is down, and then at any moment.
        while one.poll() is None and not (journal.exists() and journal.stat().st_size > size):
            time.sleep(0.001)
        time.sleep(chance.random() / 50)
        if one.poll() is not None:
            break
        one.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        one.wait()
        ended += 1
    if one.returncode != 10:
        assert command(tmp_path, str(list_), "--resume", *more, "--out", str(broken)).wait() == 10
    assert ended == 20
    assert _content(broken) == _content(whole)


def _content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_a_field_of_two_gigabytes_is_one_row_left_out(tmp_path: Path) -> None:
    list_ = tmp_path / "members.csv"
    with list_.open("wb") as file:
        file.write(HEADINGS + b"Ana,1 Elm Street,Albany,12207,NY,,\nBig,")
        file.truncate(2 << 30)  # zeros that take no room on the disk
        file.seek(0, os.SEEK_END)
        file.write(b",Albany,12207,NY,,\nBo,2 Elm Street,Albany,12207,NY,,\n")
    # VmHWM and not ru_maxrss, which begins with what the process that started this one held.
    measured = BEGIN.replace(
        "run()",
        "import atexit\n"
        "told = Path('/proc/self/status')\n"
        f"peak = Path({str(tmp_path / 'peak')!r})\n"
        "atexit.register(lambda: peak.write_text(told.read_text().split('VmHWM:')[1].split()[0]))\n"
        "run()",
    )
    env = {**os.environ, "ADVOCATE_HOME": str(tmp_path / "home"), "ADVOCATE_TODAY": "2026-11-24"}
    told = ["batch", "town-hall", str(list_), "--go", "--zip", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", measured, *told],
        check=False,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 10, done.stderr
    assert "4 files for 2 of 3 members" in done.stdout
    with ZipFile(tmp_path / "out" / "documents.zip") as archive:
        assert len(archive.namelist()) == 4
    assert int((tmp_path / "peak").read_text()) < 200_000  # kilobytes

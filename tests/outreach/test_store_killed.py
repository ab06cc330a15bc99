"""A process that is killed in the middle: what it reported is kept, and nothing is half done."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from advocate.outreach.store import Store
from advocate.outreach.store.database import open_database, transaction
from tests.outreach.killing import ISSUES
from tests.outreach.old_log import Old, make_old_log

Target = str | Path


@dataclass
class Model:
    """What the log is to hold: each contact's note, and what each change that stands replaced."""

    notes: dict[str, str] = field(default_factory=dict)
    changes: list[tuple[str, str | None]] = field(default_factory=list)

    def changed(self, what: str, *told: str) -> "Model":
        """Return what the log is to hold after a change."""
        after = deepcopy(self)
        if what in ("add", "edit", "merge"):
            after.changes.append((told[0], after.notes.get(told[0])))
            after.notes[told[0]] = told[1]
        elif what == "undo":
            thread, before = after.changes.pop()
            if before is None:
                del after.notes[thread]
            else:
                after.notes[thread] = before
        return after


@contextmanager
def nursery() -> Iterator["subprocess.Popen[str]"]:
    """Start the program that begets the processes to be killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.outreach.killing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def killed_life(
    process: "subprocess.Popen[str]", order: list[object], *, changes: int, after: float
) -> list[list[str]]:
    """Have a process live and kill it so many seconds `after` it has reported so many changes;
    returns what it reported."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    born, number = json.loads(process.stdout.readline())
    assert born == "born"
    said: list[list[str]] = []
    while said.count(["done"]) < changes:  # however slow the machine is
        said.append(json.loads(process.stdout.readline()))
    time.sleep(after)
    os.kill(int(number), signal.SIGKILL)
    while (words := json.loads(process.stdout.readline())) != ["gone"]:
        said.append(words)
    return said


def replayed(said: list[list[str]], before: Model) -> list[Model]:
    """Return what a log may hold after what was reported: the last change may be done or not."""
    now, kept, pending = before, before, list[str]()
    for words in said:
        if words != ["done"]:
            pending = words
            continue
        if pending == ["back up"]:
            kept = now
        now = kept if pending == ["restore"] else now.changed(*pending)
        pending = []
    if not pending or pending == ["back up"]:
        return [now]
    return [now, kept if pending == ["restore"] else now.changed(*pending)]


def require_whole(target: Target) -> dict[str, str]:
    """Check that nothing in the log is half done; returns each contact's note."""
    database = open_database(target)
    with transaction(database, writes=True):
        pass  # a server may still be at the last statement of one that is gone
    database.close()
    with Store.open(target) as store:
        assert store.verify().problems == ()
        found = store.contacts()
        promises = sorted(one.text for one in store.follow_ups())
    assert promises == sorted(contact.thread for contact in found)
    assert all(contact.issues == ISSUES for contact in found)
    return {contact.thread: contact.note for contact in found}


def kill_many(target: Target, folder: Path, kills: int) -> int:
    """Kill so many processes that change a log; returns how many changes were reported."""
    chance, model, count = random.Random(kills), Model(), 0  # noqa: S311
    Store.open(target).close()
    with nursery() as process:
        for seed in range(kills):
            order: list[object] = ["live", str(target), str(folder), seed]
            after = chance.uniform(0, 0.08)
            said = killed_life(process, order, changes=seed % 4, after=after)
            count += said.count(["done"])
            may_be = replayed(said, model)
            found = require_whole(target)
            fitting = [each for each in may_be if each.notes == found]
            assert fitting, (seed, said, found)
            model = fitting[0]
    return count


def test_what_a_killed_process_reported_is_kept(target: Target, tmp_path: Path) -> None:
    assert kill_many(target, tmp_path, 5) > 5  # six, of themselves


@pytest.mark.slow
def test_what_hundreds_of_killed_processes_reported_is_kept(target: Target, tmp_path: Path) -> None:
    assert kill_many(target, tmp_path, 250) > 250


OLD: list[Old] = [(f"note {n}", False, "", (("town-hall", "hold"),)) for n in range(300)]


def kill_openings(target: Target, folder: Path, kills: int) -> tuple[int, int]:
    """Kill processes that bring a log to the newest layout, sooner and later.

    Returns how many of them had not done so, and how many had.
    """
    left = done = 0
    with nursery() as process:
        for turn in range(kills):
            own = fresh(target, turn)
            make_old_log(own, OLD)
            order: list[object] = ["open", str(own), str(folder), turn]
            last = turn == kills - 1
            said = killed_life(process, order, changes=int(last), after=0.3 * turn / kills)
            left, done = left + (["done"] not in said), done + (["done"] in said)
            with Store.open(own, backups=folder) as store:
                assert store.verify().problems == ()
                assert [contact.note for contact in reversed(store.contacts())] == [
                    old[0] for old in OLD
                ]
    return left, done


def fresh(target: Target, turn: int) -> Target:
    """Return a place like this one for another log."""
    if isinstance(target, Path):
        shutil.rmtree(target.parent, ignore_errors=True)
        return target
    base, _, schema = target.rpartition("%3D")
    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}_{turn}".encode())
    return f"{base}%3D{schema}_{turn}"


def test_a_new_layout_that_is_killed_is_taken_up_again(target: Target, tmp_path: Path) -> None:
    left, _ = kill_openings(target, tmp_path / "kept", 3)
    assert left


@pytest.mark.slow
def test_a_new_layout_that_is_killed_anywhere_is_taken_up_again(
    target: Target, tmp_path: Path
) -> None:
    left, done = kill_openings(target, tmp_path / "kept", 40)
    assert left
    assert done

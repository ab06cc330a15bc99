"""Contacts for the tests, and a program that logs some from another process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from advocate.issues.records import Position
from advocate.outreach.records import Channel, ContactDraft, Direction, IssueAsk, Outcome

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=timezone(timedelta(hours=-5)))

PLAIN = ContactDraft(
    when=NOW,
    channel=Channel.CALL,
    outcome=Outcome.SPOKE,
    senator="G000555",
    senator_name="Kirsten E. Gillibrand",
    issues=(IssueAsk("town-hall"),),
)
FULL = replace(
    PLAIN,
    channel=Channel.WEB_FORM,
    outcome=Outcome.REPLY_RECEIVED,
    direction=Direction.INCOMING,
    office="G000555-albany",
    office_label="Albany, NY",
    number="518-431-0120",
    issues=(
        IssueAsk("town-hall", "hold", Position.LEANS_SUPPORT),
        IssueAsk("immigrants-welcome", "cosponsor"),
    ),
    minutes=0,
    staffer="José “Pepe” O'Brien; DROP TABLE contact; --",
    words="<b>“we'll see”</b>\n\nשלום ☎ %s :name",
    note="=1+1",
    staffer_role="Legislative \\ director",
    thread="meeting-3",
    tags=("housing", "50 % off_!"),
    documents=("script", "brief"),
    member="Ana",
    practice=True,
)


def made(**told: Any) -> ContactDraft:
    """Return the plain call with these fields changed."""
    return replace(PLAIN, **told)


_LOGGER = """
import sys
from advocate.outreach.store import Store
from tests.outreach.examples import NOW, made
for number in range(int(sys.argv[2])):
    with Store.open(sys.argv[1]) as store:
        print(store.add_contact(made(note=sys.argv[3] + str(number)), now=NOW).note, flush=True)
"""


def start_logger(target: str | Path, count: int, name: str) -> subprocess.Popen[str]:
    """Start a process that logs `count` contacts and prints the note of each once it is kept."""
    return subprocess.Popen(
        [sys.executable, "-c", _LOGGER, str(target), str(count), name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def finished(logger: "subprocess.Popen[str]") -> list[str]:
    """Wait for a logger and return what it reported."""
    out, err = logger.communicate(timeout=60)
    assert not err, err
    assert logger.returncode == 0
    return out.split()


@contextmanager
def unwritable(folder: Path, mode: int = 0o555) -> Iterator[None]:
    """Forbid writing in a folder for a while, to root too by being somebody else."""
    folder.chmod(mode)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)

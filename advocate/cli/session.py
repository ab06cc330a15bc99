"""What a command needs opened: the dataset, the packs, the profile, the log, today's date."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.notices import Notice
from advocate.resources import bundled

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset


def today() -> date:
    """Return the day that every command of this run works with."""
    return clock.today()


def home() -> Path:
    """Return the user's folder: ADVOCATE_HOME, or the platform's place for application data."""
    named = os.environ.get("ADVOCATE_HOME")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path  # costs 10 ms: only without ADVOCATE_HOME

    return user_data_path("advocate", appauthor=False)


def open_dataset() -> "Dataset":
    """Return the bundled dataset, read part by part as it is needed."""
    from advocate.directory.dataset import Dataset

    return Dataset(bundled("data"))


def interactive() -> bool:
    """Say whether a person sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def tell(notices: tuple[Notice, ...] | list[Notice]) -> None:
    """Print warnings to stderr, one line each, each once."""
    for text in dict.fromkeys(notice.text for notice in notices):
        click.secho(f"Note: {text}", err=True, fg="yellow")

"""What commands print alike: JSON, the name of a file, lines that fit the terminal."""

import os
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from advocate.errors import shown
from advocate.settings import PATH_LIMIT

_WIDTH = 80  # of a terminal that does not say
_ANY = 1_000_000
_NARROWEST = 20


def json_text(value: object) -> str:
    """Return a value as the JSON that commands print: readable, letters as they are."""
    import json  # only for who asks for it

    return json.dumps(value, ensure_ascii=False, indent=2)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json_text(value))


def path_text(path: Path) -> str:
    """Return a path fit to print, cut where it is very long."""
    return shown(str(path), limit=PATH_LIMIT)


def fitted(text: str, stream: TextIO, *, spare: int = 0) -> str:
    """Return a text with its lines broken between words where a terminal would break them anywhere.

    What is no terminal, such as a file, gets the lines whole. `spare` columns are left free.
    """
    width = _columns(stream) - spare
    lines = text.split("\n")
    return "\n".join(line if len(line) <= width else _broken(line, width) for line in lines)


def _columns(stream: TextIO) -> int:
    with suppress(OSError, ValueError):  # closed, or none that has a size
        if stream.isatty():
            return os.get_terminal_size(stream.fileno()).columns or _WIDTH
    return _ANY


def _broken(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line,
        max(width, _NARROWEST),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

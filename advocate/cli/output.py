"""What commands print alike: JSON, the name of a file."""

from pathlib import Path

import click

from advocate.errors import shown
from advocate.settings import PATH_LIMIT


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

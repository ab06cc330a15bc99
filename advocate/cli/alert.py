"""`advocate alert`: what to do about an issue this week, to read and to pass on."""

import click

from advocate.cli.documents import command_for
from advocate.documents.kinds import Kind


@click.group(epilog="Example:  advocate alert render town-hall 10001")
def alert() -> None:
    """Make alerts: what to do this week, to pass on."""


alert.add_command(command_for(Kind.ALERT, "render"))

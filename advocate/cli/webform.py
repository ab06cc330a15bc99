"""`advocate webform --open`: the form in the browser, the message on the clipboard; no sending."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from advocate.cli import session
from advocate.errors import LookupFailedError

if TYPE_CHECKING:
    from advocate.desk import Made

open_option = click.option(
    "--open",
    "open_form",
    is_flag=True,
    help="Open the form in your browser, with the message on the clipboard. You paste and send.",
)


def require_one(made: Sequence["Made"]) -> "Made":
    """Return the one document made; one browser page and one clipboard hold no more."""
    if len(made) != 1:
        raise click.UsageError("--open takes one senator: name one with --senator.")
    return made[0]


def open_form(made: "Made") -> None:
    """Open the senator's form in the browser and put the message on the clipboard."""
    from advocate.documents.paste import message_of

    address = _address(made)
    message = message_of(made.composed.document)
    if message and _copied(message):
        click.echo("The message is on your clipboard: paste it into the form.", err=True)
    elif message:
        click.echo("There is no clipboard here that can be reached. Copy the message:", err=True)
        click.echo(message)
    if _opened(address):
        click.echo(f"Opened {address}. Nothing is sent until you send it.", err=True)
    else:
        click.echo(f"No browser could be opened. Go to {address}", err=True)


def _address(made: "Made") -> str:
    senator = made.senator
    form = session.open_dataset().web_form(senator.bioguide)
    for address in (form.url if form else "", senator.contact_form, senator.website):
        if urlsplit(address).scheme in ("http", "https") and urlsplit(address).netloc:
            return address
    raise LookupFailedError(
        f"No web form of Senator {senator.last_name} is on file.",
        hint=f"Call instead:  advocate senators {senator.bioguide}",
    )


def _copied(message: str) -> bool:
    import pyperclip

    try:
        pyperclip.copy(message)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True


def _opened(address: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False

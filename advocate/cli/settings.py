"""`advocate settings`: where the log lies, who works in it, and on which issues."""

from dataclasses import asdict

import click

from advocate.cli import session
from advocate.preferences import (
    MEANINGS,
    checked,
    load_preferences,
    require_known,
    set_preference,
)
from advocate.text import clean_line


@click.group(epilog="Example:  advocate settings set member 'Ana Ruiz'")
def settings() -> None:
    """Say where the log lies, who works in it, and on what."""


@settings.command(epilog="Example:  advocate settings show")
def show() -> None:
    """Show each setting and what it is for."""
    found = load_preferences(session.home())
    values = asdict(found) | {"store": found.shown_store}
    for key, meaning in MEANINGS.items():
        click.echo(f"{key:<8}{values[key] or 'not set'}")
        click.echo(click.wrap_text(meaning, 80, " " * 8, " " * 8))


@settings.command(
    "set", epilog="Example:  advocate settings set store postgresql://ana@db.example.org/log"
)
@click.argument("key")
@click.argument("value", nargs=-1, required=True)
def set_(key: str, value: tuple[str, ...]) -> None:
    """Set KEY (store, member, issues) to VALUE; several issues one after another.

    What is in the log so far stays where it is: take it along with `advocate log export` and
    `advocate log import`.
    """
    require_known(key)
    words = " ".join(value)
    if key == "issues":
        words = words.replace(",", " ")
    given = checked({key: clean_line(words)})
    home = session.home()
    load_preferences(home)  # raises for a file to which nothing can be added
    if key == "store":
        _try_out(given.store)
    for slug in given.issues.split() if key == "issues" else ():
        session.open_packs().folder(slug)  # raises for one that there is not
    changed = set_preference(home, key, getattr(given, key))
    click.echo(f"Set: {key} is {(asdict(changed) | {'store': changed.shown_store})[key]}")


@settings.command(epilog="Example:  advocate settings unset store")
@click.argument("key")
def unset(key: str) -> None:
    """Forget KEY; without a store, the log is a file of your own again."""
    require_known(key)
    set_preference(session.home(), key, "")
    click.echo(f"{key} is not set.")


def _try_out(store: str) -> None:
    """Open the log there, so that a wrong address is known at once and nothing is set."""
    from advocate.outreach.store import Store

    Store.open(store, backups=session.home() / "backups").close()

"""`advocate office`: what you know of an office and the published data does not."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from advocate.cli import session
from advocate.directory.own_offices import FIELDS, NOTES, OWN_OFFICES_LOCK, OwnOffice
from advocate.directory.records import Office, Senator
from advocate.errors import shown
from advocate.text import long_date

_WIDTH = 80


@click.group(epilog="Example:  advocate office correct S000148-albany --phone 518-555-0100")
def office() -> None:
    """Correct an office's number or address, and take notes.

    OFFICE_ID is the office's own, as `advocate offices --json` lists it. What you say is kept in
    offices.toml in your own folder, laid over the published data, and marked where it is printed.
    """


def _options(texts: Mapping[str, str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        for name, about in reversed(list(texts.items())):
            said = f"{about[:1].upper()}{about[1:]}."
            function = click.option(f"--{name}", metavar="TEXT", help=said)(function)
        return function

    return add


@office.command(epilog="Example:  advocate office show S000148-albany")
@click.argument("ident", metavar="OFFICE_ID")
def show(ident: str) -> None:
    """Show an office as you know it, and what the published data says."""
    senator, found = _office(ident)
    for line in _card(senator, found, _own().get(found.id)):
        click.echo(line)


@office.command(epilog="Example:  advocate office correct S000148-albany --phone 518-555-0100")
@click.argument("ident", metavar="OFFICE_ID")
@_options(FIELDS)
def correct(ident: str, **told: str | None) -> None:
    """Correct what the published data says of an office.

    Your correction counts everywhere, marked with its day, until the data says the same.
    """
    from advocate.directory.own_offices import corrected

    values = {name: text for name, text in told.items() if text is not None}
    if not values:
        raise click.UsageError(f"Say what is wrong: {', '.join(f'--{name}' for name in FIELDS)}.")
    _, published = _published(ident)

    def change(own: OwnOffice) -> OwnOffice:
        return corrected(own, published, values, today=session.today())

    own = _change(published.id, change)
    for name in values:
        if name in own.values:
            said = f"Corrected by you: {published.label}, {name} {own.values[name]}"
            before = getattr(published, name)
            click.echo(f"{said} (published: {before})." if before else f"{said}.")
        else:
            click.echo(f"{published.label}: the published {name} says the same; it holds.")


@office.command(epilog="Example:  advocate office confirm S000148-albany")
@click.argument("ident", metavar="OFFICE_ID")
def confirm(ident: str) -> None:
    """Say that an office's number is right: you were put through."""
    _, found = _office(ident)
    if not found.phone:
        raise click.UsageError(
            f"{found.label} has no number on file. Give one with `advocate office correct`."
        )
    confirm_number(found)
    click.echo(f"Confirmed: {found.label}, {found.phone}.")


@office.command(epilog="Example:  advocate office note S000148-albany --access 'ramp in the back'")
@click.argument("ident", metavar="OFFICE_ID")
@_options(NOTES)
def note(ident: str, **told: str | None) -> None:
    """Keep what a visitor should know of an office; an empty text forgets it."""
    from advocate.directory.own_offices import noted

    notes = {name: text for name, text in told.items() if text is not None}
    if not notes:
        raise click.UsageError(f"Say what: {', '.join(f'--{name}' for name in NOTES)}.")
    _, found = _published(ident)
    own = _change(found.id, lambda own: noted(own, notes))
    for name in notes:
        kept = own.notes.get(name)
        click.echo(
            f"{found.label}, {name}: {kept}" if kept else f"{found.label}, {name}: forgotten"
        )


@office.command(epilog="Example:  advocate office forget S000148-albany")
@click.argument("ident", metavar="OFFICE_ID")
def forget(ident: str) -> None:
    """Forget all that you said of an office: the published data holds again."""
    from advocate.directory.own_offices import save_own_offices

    own = _own()
    known = next((one for one in own if one.casefold() == ident.casefold()), None)
    if known is None:
        raise click.UsageError(f"You said nothing of an office “{shown(ident)}”.")
    save_own_offices(session.home(), {key: one for key, one in own.items() if key != known})
    click.echo(f"Forgotten: what you said of {known}.")


@office.command("list", epilog="Example:  advocate office list")
def list_() -> None:
    """List the offices of which you said something."""
    own = _own()
    if not own:
        click.echo("You corrected and noted nothing yet.")
        return
    for ident, one in own.items():
        told = [f"{name} {value}" for name, value in one.values.items()]
        told += [f"{name}: {text}" for name, text in one.notes.items()]
        told += [f"number confirmed on {one.confirmed}"] if one.confirmed else []
        line = click.wrap_text(shown("; ".join(told), limit=600), _WIDTH, "  ", "  ")
        click.echo(f"{ident}\n{line}")


def confirm_number(found: Office) -> None:
    """Keep that an office's number is right today."""
    from dataclasses import replace

    _change(found.id, lambda own: replace(own, confirmed=session.today()))


def correct_number(found: Office, phone: str) -> None:
    """Keep another number for an office; raises ValueError for one that is none."""
    from advocate.directory.own_offices import corrected

    _, published = _published(found.id)
    today = session.today()
    _change(found.id, lambda own: corrected(own, published, {"phone": phone}, today=today))


def _own() -> dict[str, OwnOffice]:
    from advocate.directory.own_offices import read_own_offices

    return read_own_offices(session.home())


def _change(ident: str, change: Callable[[OwnOffice], OwnOffice]) -> OwnOffice:
    from advocate.directory.own_offices import read_own_offices, save_own_offices
    from advocate.settings import alone

    home = session.home()
    with alone(home, OWN_OFFICES_LOCK, "Your file of corrections"):
        own = read_own_offices(home)
        try:
            one = change(own.get(ident, OwnOffice(ident)))
        except ValueError as error:
            raise click.UsageError(f"That value {error}.") from None
        save_own_offices(home, own | {ident: one})
    return one


def _office(ident: str) -> tuple[Senator, Office]:
    """Return an office as the user knows it."""
    from advocate.directory.own_offices import find_own

    return find_own(session.open_dataset().senators, ident)


def _published(ident: str) -> tuple[Senator, Office]:
    """Return an office as the data has it, without the user's own corrections."""
    from advocate.directory.own_offices import find_own

    return find_own(session.open_published().senators, ident)


def _card(senator: Senator, found: Office, own: OwnOffice | None) -> list[str]:
    lines = [
        click.style(f"Senator {senator.full_name} · {found.label}", bold=True),
        f"  id        {found.id}",
        f"  phone     {found.phone or 'none on file'}",
        f"  fax       {found.fax or 'none on file'}",
        f"  address   {', '.join(found.lines)}",
        f"  hours     {found.hours or 'not on file'}",
    ]
    if own is None:
        return lines
    day = f" on {long_date(own.corrected)}" if own.corrected else ""
    rows: list[tuple[str, Any]] = [
        (name, f"corrected by you{day}; published: {own.published.get(name) or 'nothing'}")
        for name in own.values
    ]
    rows += list(own.notes.items())
    if own.confirmed:
        rows.append(("number", f"confirmed on {long_date(own.confirmed)}"))
    indent = " " * 12
    return lines + [
        click.wrap_text(shown(text, limit=400), _WIDTH, f"  {name:<10}", indent)
        for name, text in rows
    ]

"""`advocate kit`: every document for one issue and both senators, in one folder to print from."""

from pathlib import Path
from typing import Any

import click

from advocate.cli import session
from advocate.cli.documents import mode_for
from advocate.cli.making import Order, made_from, order_options
from advocate.documents.kinds import KIT_FORMATS, Kind, kit_pieces
from advocate.text import join_words


@click.command(epilog="Example:  advocate kit town-hall 10001 --out kit")
@order_options
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in Kind]),
    metavar="KIND",
    help=f"Only this kind of document; give it again for several: {', '.join(Kind)}.",
)
@click.option(
    "-o",
    "--out",
    "output",
    metavar="DIR",
    default="kit",
    show_default=True,
    help="The folder to make.",
)
def kit(**told: Any) -> None:
    """Make every document for an issue and both senators.

    PLACE is a ZIP code, a state or a senator's name; without it, the ZIP code of your profile.
    Each document comes as text, web page, Word and PDF; index.html shows them in order of use.
    """
    from advocate import delivery
    from advocate.errors import OutputExistsError
    from advocate.files import is_free, write_folder

    order = Order.of(told)
    folder = Path(order.output)
    kinds = tuple(Kind(kind) for kind in dict.fromkeys(told["kinds"])) or tuple(Kind)
    made, looks, notices = made_from(order, kit_pieces(kinds))  # first: is there such a kit?
    if not order.force and not is_free(folder):
        raise OutputExistsError(folder)
    if order.explain:
        session.explain(made, looks)
    files, more = delivery.kit_files(made, KIT_FORMATS, looks, issue=order.issue, known=notices)
    write_folder(folder, files, force=order.force, mode=mode_for(kinds))
    session.tell([*notices, *more])
    click.echo(f"Made {len(made)} documents in {len(KIT_FORMATS)} formats in {folder}/:")
    for senator in dict.fromkeys(one.senator for one in made if not one.shared):
        own = [one for one in made if one.senator is senator and not one.shared]
        click.echo(f"  Senator {senator.full_name}, {own[0].office.city}: {len(own)} documents")
    if shared := [one.piece.label.lower() for one in made if one.shared]:
        click.echo(f"  For everyone: {join_words(shared)}")
    click.echo(f"Next:  open {folder / 'index.html'}, read a script aloud once, and call.")

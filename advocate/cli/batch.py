"""`advocate batch`: documents for every member of a list."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import session
from advocate.cli.batch_running import Asked, carry_out, list_options, open_list
from advocate.documents.kinds import KINDS, MOST_IN_A_FILE, Format, Kind, Piece
from advocate.issues.records import Position
from advocate.text import counted_word

if TYPE_CHECKING:
    from advocate.batch.plan import DocumentOrder
    from advocate.outreach.store.exchange import Merged

_KINDS = [kind.value for kind in KINDS]
_FORMATS = [Format.DOCX.value, Format.PDF.value, Format.TXT.value, Format.HTML.value]


@click.command(epilog="Example:  advocate batch town-hall members.csv --format docx --out letters")
@click.argument("issue")
@click.option(
    "--out", metavar="DIR", help="A new or empty folder for all that is made, or its address."
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    metavar="KIND",
    help="What to make for each senator: letter if left out; give it again for several.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(_FORMATS),
    help="docx if left out; give it again for several.",
)
@click.option(
    "--per-file",
    type=click.IntRange(2, MOST_IN_A_FILE),
    metavar="N",
    help="PDFs of at most N letters to print and mail, sorted by state and ZIP code.",
)
@click.option(
    "--position",
    type=click.Choice([p.value for p in Position]),
    metavar="POSITION",
    help="Where all these senators stand, if you know better than the issue pack.",
)
@click.option(
    "--preview",
    type=click.IntRange(0, 50),
    default=3,
    show_default=True,
    help="How many members' documents to make to look at.",
)
@click.option("--go", is_flag=True, help="Do it. Without, the list is looked at and no more.")
@click.option(
    "--log",
    "logged",
    is_flag=True,
    help="Log what is made as prepared, until `log sent` says more.",
)
@click.option("--strict", is_flag=True, help="Reject what is over its length; it takes longer.")
@list_options
def batch(**told: Any) -> None:
    """Make documents for every member of a list.

    Each gets them for their own two senators.

    MEMBERS is a table (CSV, JSON Lines or Parquet) with a column for the ZIP code or the state;
    name, address, e-mail and own words (“story”) are used where they are there. At first it only
    looks: how many in which state, who cannot be served and why, and the first documents to look
    at. With --go it makes them all. Nothing is sent.
    """
    if told["per_file"] and set(told["formats"]) != {Format.PDF.value}:
        raise click.UsageError("--per-file makes PDFs to print: give --format pdf with it.")
    asked = Asked.of(told, usual=(Format.DOCX,))
    order = _order(told, asked)
    goes = told["go"] or asked.resume
    _tell_of_pack(order, goes=goes)
    listed, columns = open_list(asked)
    if not goes:
        from advocate.cli.batch_look import look

        look(order, listed, columns, asked.formats, preview=told["preview"], out=asked.out)
        return

    def ended(manifest: Path, identity: str) -> None:
        if told["logged"]:
            _log(manifest, order, identity)

    carry_out(asked, order, listed, columns, ended=ended)


def _tell_of_pack(order: "DocumentOrder", *, goes: bool) -> None:
    """Say what to know of the issue pack; raises PackError for a draft that is to go out."""
    from advocate.errors import PackError
    from advocate.issues.check import DRAFT_HINT, use_notices

    if goes and order.pack.draft:
        raise PackError(
            f"The issue pack “{order.pack.slug}” is a draft; nothing was written.", hint=DRAFT_HINT
        )
    session.tell(use_notices(order.pack, order.today))


def _order(told: dict[str, Any], asked: Asked) -> "DocumentOrder":
    from advocate.batch.plan import DocumentOrder
    from advocate.desk import Wishes

    return DocumentOrder(
        dataset=session.open_dataset(),
        looks=session.open_looks(asked.template_dir),
        today=session.today(),
        pack=session.open_packs().get(told["issue"]),
        pieces=tuple(Piece(Kind(kind)) for kind in dict.fromkeys(told["kinds"] or ("letter",))),
        wishes=Wishes(position=Position(told["position"]) if told["position"] else None),
        strict=told["strict"],
        per_file=told["per_file"] or 0,
    )


def _log(manifest: Path, order: "DocumentOrder", identity: str) -> None:
    """Put what was made into the log as prepared, in one change."""
    from advocate import clock
    from advocate.batch.contacts import batch_of, contacts_in, tag_of
    from advocate.outreach.records import Filter, Outcome

    now, batch = clock.now(), batch_of(identity, order.today)
    tag = tag_of(batch)
    with session.open_store() as store:
        contacts = contacts_in(manifest, order, batch, now=now)
        done = store.merge(contacts, now=now, what="batch", only_new=True)
        prepared = Filter(tag=tag, outcome=Outcome.PREPARED)
        waiting = store.listing(prepared, limit=1).total
    click.echo(_logged(done, waiting), err=True)
    if waiting:
        click.echo(f"  advocate log sent {tag}", err=True)


def _logged(done: "Merged", waiting: int) -> str:
    """Say what is new in the log; the end leads to the command for what is still to be sent."""
    if not done.read:
        return "These documents make no contact: nothing was logged."
    if done.added:
        were = f"{counted_word(done.added, 'contact')} {'is' if done.added == 1 else 'are'}"
        said = f"{were} new in the log, prepared"
    else:
        known = f"{done.read:,} {'is' if done.read == 1 else 'are'}"
        said = f"No contact is new; {known} in the log already"
    return f"{said}. Once they are sent:" if waiting else f"{said}, and none still to be sent."

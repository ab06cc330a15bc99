"""A command for each kind of document: made in the terminal, or as files."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.making import Order, chosen_formats, document_options, made_from
from advocate.cli.meetings import meeting_options
from advocate.cli.webform import open_form, open_option, require_one
from advocate.documents.kinds import KINDS, Format, Kind, Piece
from advocate.errors import OutputError, shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.delivery import Deliverable
    from advocate.desk import Looks, Made

READABLE = (Format.TXT, Format.MD)


@dataclass(frozen=True, slots=True)
class Help:
    """A command's sentence and example, and which more options it has."""

    text: str
    example: str
    more: tuple[Callable[..., Any], ...] = ()


_ALSO = click.option(
    "--also",
    multiple=True,
    metavar="ISSUE",
    help="One more issue for the same call, on one sheet; give it again for each.",
)
_PLACE = click.option("--place", "venue", metavar="TEXT", help="Where it is, if not at the office.")

HELP: dict[Kind, Help] = {
    Kind.SCRIPT: Help(
        "Make a call script, with answers to what they may say.",
        "advocate script town-hall 10001 --senator gillibrand",
        (_ALSO,),
    ),
    Kind.VOICEMAIL: Help(
        "Make a voicemail script of thirty seconds.",
        "advocate voicemail town-hall 10001",
    ),
    Kind.WEBFORM: Help(
        "Make a sheet for the senator's web form, to paste from.",
        "advocate webform town-hall 10001 --senator schumer --open",
        (open_option,),
    ),
    Kind.LETTER: Help(
        "Make a one-page letter to the nearest office.",
        "advocate letter town-hall 10001 --format pdf -o letters/",
    ),
    Kind.ENVELOPE: Help(
        "Make a #10 envelope for the letter.",
        "advocate envelope town-hall 10001 --format pdf -o envelopes/",
    ),
    Kind.FAX: Help(
        "Make the cover page for faxing the letter.",
        "advocate fax-cover town-hall 10001 --senator schumer",
    ),
    Kind.POSTCARD: Help(
        "Make postcards, four to a sheet.",
        "advocate postcard town-hall 10001 --format pdf -o cards/",
    ),
    Kind.REQUEST: Help(
        "Ask for a meeting, by letter or by phone.",
        "advocate meeting-request town-hall 10001 --variant phone",
        (meeting_options,),
    ),
    Kind.BRIEF: Help(
        "Make a meeting brief: talking points, roles, agenda.",
        "advocate brief town-hall 10001 --senator schumer --when '2026-12-03 14:30' "
        "--minutes 30 --attendee 'Ana Ruiz:asker' -o brief.pdf",
        (meeting_options,),
    ),
    Kind.LEAVE_BEHIND: Help(
        "Make the paper that the office keeps.",
        "advocate leave-behind town-hall 10001 --format pdf -o visit/",
    ),
    Kind.REPORT: Help(
        "Make the form to fill in right after a visit.",
        "advocate report-back town-hall 10001 --senator schumer -o report.txt",
        (meeting_options,),
    ),
    Kind.THANKS: Help(
        "Make a thank-you letter, or a courteous one after a vote.",
        "advocate thank-you town-hall 10001 --senator schumer --variant staffer",
    ),
    Kind.EVENT: Help(
        "Make a plan for a visit, a rally or a town hall.",
        "advocate event-kit town-hall 10001 --variant rally --when '2026-12-05 11:00'",
        (meeting_options, _PLACE),
    ),
    Kind.CARDS: Help(
        "Make wallet cards, ten to a sheet, front and back.",
        "advocate cards immigrants-welcome 10001 --format pdf -o cards.pdf",
    ),
    Kind.ALERT: Help(
        "Make an alert: what to do this week, to pass on.",
        "advocate alert render town-hall 10001 --format html -o alert.html",
    ),
}


def command_for(kind: Kind, name: str = "") -> click.Command:
    """Return the command that makes documents of one kind, under another name if one is given."""
    info = HELP[kind]

    def make(**told: Any) -> None:
        produce(kind, Order.of(told))

    function = document_options(make)
    if len(KINDS[kind].variants) > 1:
        function = _variant_option(kind)(function)
    for option in reversed(info.more):
        function = option(function)
    return click.command(name or kind.value, help=info.text, epilog=f"Example:  {info.example}")(
        function
    )


def _variant_option(kind: Kind) -> Callable[..., Any]:
    variants = KINDS[kind].variants
    named = [f"{name} ({label})" if label else name for name, label in variants.items()]
    return click.option(
        "--variant",
        type=click.Choice(list(variants)),
        default="default",
        metavar="NAME",
        help=f"Which one: {', '.join(named)}.",
    )


def __getattr__(name: str) -> click.Command:
    """Return a kind's command under its own name, as `cli.main` looks it up."""
    kinds = {kind.value: kind for kind in HELP}
    if name not in kinds:
        raise AttributeError(name)
    return command_for(kinds[name])


def produce(kind: Kind, order: Order) -> None:
    """Make the documents of one kind; print them, or write them and say where."""
    made, looks, notices = made_from(order, (Piece(kind, order.variant),))
    formats = chosen_formats(order)
    if order.open_form:
        require_one(made)
    session.tell(notices)
    if order.explain:
        session.explain(made, looks)
    _deliver(kind, order, [(one, form) for one in made for form in formats], looks)
    _remember(kind, order, made)
    if order.open_form:
        open_form(made[0])


def _remember(kind: Kind, order: Order, made: Sequence["Made"]) -> None:
    """Keep in mind what was made, for the questions of `log add`."""
    from advocate.recent import Recent, remember

    if kind in _NO_CONTACT:
        return
    issues, now = (order.issue, *order.also), clock.now()
    channel = KINDS[kind].channel
    remember(
        session.home(),
        [
            Recent(kind.value, channel, issues, one.senator.bioguide, one.senator.full_name, now)
            for one in made
        ],
    )


# What is made for a room, or after the contact.
_NO_CONTACT = frozenset({Kind.CARDS, Kind.ALERT, Kind.ENVELOPE, Kind.REPORT})


def _deliver(
    kind: Kind, order: Order, files: Sequence[tuple["Made", Format]], looks: "Looks"
) -> None:
    from advocate import advice

    formats = chosen_formats(order)
    if order.output == "-" or (not order.output and all(f in READABLE for f in formats)):
        print_files(files, looks, order)
        return
    written = write_all(files, looks, order)
    for path in written:
        click.echo(path)
    senators = {one.senator for one, _ in files}
    name = senators.pop().last_name if len(senators) == 1 else "NAME"
    following = advice.next_step(kind, order.issue, name)
    if kind is Kind.REPORT and formats == (Format.TXT,):
        following = f"advocate log import-report {written[0]}  (once it is filled in)"
    click.echo(f"Next:  {following}", err=True)


def print_files(
    files: Sequence[tuple["Deliverable", Format]], looks: "Looks", order: Order
) -> None:
    """Print documents that are text; any one alone with `-o -`."""
    from advocate import delivery

    if order.output == "-" and len(files) > 1:
        raise click.UsageError(
            f"-o - takes one document; this makes {len(files)}. Name one --senator and one "
            "--format, or a folder with -o."
        )
    written = [delivery.write(one, form, looks) for one, form in files]
    session.tell([notice for one in written for notice in one.notices])
    texts = [one.data for one in written]
    if order.output != "-":
        click.echo(("\n" + "~" * 72 + "\n\n").join(text.decode() for text in texts), nl=False)
        return
    if sys.stdout is None:
        raise OutputError("There is no standard output to write to.", hint="Name a file with -o.")
    sys.stdout.buffer.write(texts[0])


def write_all(
    files: Sequence[tuple["Deliverable", Format]], looks: "Looks", order: Order
) -> list[Path]:
    """Write documents to the file or the folder of the order, and return where they are."""
    from advocate import delivery
    from advocate.files import is_folder, is_taken, make_folder, write_file, write_files

    target = Path(order.output)
    # A name without an ending is meant as a folder: `-o letters`.
    named = order.output.endswith(("/", "\\")) or is_folder(target)
    as_folder = named or not (target.suffix or is_taken(target))
    many = len(files) > 1 or files[0][1] is Format.PNG
    if not as_folder and many:
        raise click.UsageError(
            f"This makes several files. Name one --senator and one --format, "
            f"or a folder: -o {shown(order.output)}/"
        )
    contents = delivery.named_files(files, looks)
    session.tell([notice for written in contents.values() for notice in written.notices])
    mode = mode_for(one.piece.kind for one, _ in files)
    if as_folder:
        data = {name: written.data for name, written in contents.items()}
        write_files(target, data, force=order.force, mode=mode)
        return [target / name for name in contents]
    _tell_of_ending(target, files[0][1])
    make_folder(target.parent)
    for written in contents.values():
        write_file(target, written.data, force=order.force, mode=mode)
    return [target]


def mode_for(kinds: Iterable[Kind]) -> int:
    """Return who may read documents of these kinds: where people are named, or what was said is
    told, their maker alone."""
    from advocate.files import PRIVATE, PUBLIC

    return PRIVATE if {Kind.BRIEF, Kind.REPORT, Kind.THANKS} & set(kinds) else PUBLIC


def _tell_of_ending(target: Path, form: Format) -> None:
    ending = target.suffix.lstrip(".").casefold()
    if ending in [one.value for one in Format] and ending != form.value:
        text = f"{shown(str(target))} holds {form.value}, as --format says, not {ending}."
        session.tell([Notice("ending", text)])

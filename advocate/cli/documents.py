"""`advocate script`, `voicemail`, `letter`, `brief`: one kind, in the terminal or as files."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import session
from advocate.cli.making import Order, chosen_formats, document_options, made_from
from advocate.documents.kinds import Format, Kind
from advocate.documents.meeting import LONGEST, SHORTEST, Attendee, Meeting, Role
from advocate.errors import OutputError, shown
from advocate.notices import Notice
from advocate.settings import LINE_LIMIT
from advocate.text import clean_line

if TYPE_CHECKING:
    from advocate.desk import Looks, Made

_DAYS = ("%Y-%m-%d", "%m/%d/%Y")
_HOURS = ("%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p")
_READABLE = (Format.TXT, Format.MD)


def _command(kind: Kind, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function into the command of one kind, with the options that all kinds share."""

    def wrap(function: Callable[..., None]) -> click.Command:
        return click.command(kind.value, epilog=f"Example:  {example}")(document_options(function))

    return wrap


@_command(Kind.SCRIPT, "advocate script immigrants-welcome 10001 --senator gillibrand")
def script(**told: Any) -> None:
    """Make a call script, with answers to what they may say."""
    produce(Kind.SCRIPT, Order.of(told))


@_command(Kind.VOICEMAIL, "advocate voicemail immigrants-welcome 10001")
def voicemail(**told: Any) -> None:
    """Make a voicemail script: thirty seconds, name and ask first."""
    produce(Kind.VOICEMAIL, Order.of(told))


@_command(Kind.LETTER, "advocate letter immigrants-welcome 10001 --format pdf -o letters/")
def letter(**told: Any) -> None:
    """Make a one-page letter to the nearest office."""
    produce(Kind.LETTER, Order.of(told))


def read_when(_ctx: click.Context, _param: click.Parameter, text: str | None) -> datetime | None:
    """Return --when as a day and time."""
    if text is None:
        return None
    typed = " ".join(text.upper().replace("A.M.", "AM").replace("P.M.", "PM").split())
    for day, hour in product(_DAYS, _HOURS):
        with suppress(ValueError, OverflowError, OSError):
            # Wall-clock time at the office: which zone that is does not matter to a page of paper.
            return datetime.strptime(typed, f"{day} {hour}")  # noqa: DTZ007
    raise click.BadParameter(f"“{shown(text)}” is not a day and time. Write '2026-12-03 14:30'.")


def read_attendees(
    _ctx: click.Context, _param: click.Parameter, texts: tuple[str, ...]
) -> tuple[Attendee, ...]:
    """Return each --attendee NAME:ROLE as a person with a role."""
    return tuple(_attendee(text) for text in texts)


def _attendee(text: str) -> Attendee:
    name, _, role = text.rpartition(":")
    known = {one.value.replace("-", ""): one for one in Role}
    wanted = role.strip().casefold().replace(" ", "").replace("-", "")
    if not clean_line(name) or wanted not in known:
        raise click.BadParameter(f"“{shown(text)}” is not NAME:ROLE. Roles: {', '.join(Role)}.")
    if len(clean_line(name)) > LINE_LIMIT:
        raise click.BadParameter(f"“{shown(text)}”: a name has at most {LINE_LIMIT} characters.")
    return Attendee(clean_line(name), known[wanted])


@_command(
    Kind.BRIEF,
    "advocate brief immigrants-welcome 10001 --senator schumer --when '2026-12-03 14:30' "
    "--minutes 30 --attendee 'Ana Ruiz:asker' -o brief.pdf",
)
@click.option("--when", callback=read_when, metavar="TIME", help="The meeting: '2026-12-03 14:30'.")
@click.option(
    "--minutes",
    type=click.IntRange(SHORTEST, LONGEST),
    default=20,
    show_default=True,
    help="How long the office gives you.",
)
@click.option(
    "--attendee",
    "attendees",
    multiple=True,
    callback=read_attendees,
    metavar="NAME:ROLE",
    help="Who comes, and their role; give it again for each person.",
)
def brief(
    when: datetime | None, minutes: int, attendees: tuple[Attendee, ...], **told: Any
) -> None:
    """Make a meeting brief: talking points, roles, agenda."""
    produce(Kind.BRIEF, Order.of(told, meeting=Meeting(when, minutes, attendees)))


def produce(kind: Kind, order: Order) -> None:
    """Make the documents of one kind; print them, or write them and say where."""
    from advocate import desk

    made, looks, notices = made_from(order, (kind,))
    formats = chosen_formats(order)
    session.tell(notices)
    files = [(one, form) for one in made for form in formats]
    if order.output == "-" or (not order.output and all(f in _READABLE for f in formats)):
        _print(files, looks, order)
        return
    written = _write(files, looks, order)
    for path in written:
        click.echo(path)
    names = {one.senator.last_name for one in made}
    name = names.pop() if len(names) == 1 else "NAME"
    click.echo(f"Next:  {desk.next_step(kind, order.issue, name)}", err=True)


def _print(files: Sequence[tuple["Made", Format]], looks: "Looks", order: Order) -> None:
    from advocate import desk

    texts = [desk.write(one, form, looks).data for one, form in files]
    if order.output != "-":
        click.echo(("\n" + "~" * 72 + "\n\n").join(text.decode() for text in texts), nl=False)
        return
    if len(texts) > 1:
        raise click.UsageError(
            f"-o - takes one document; this makes {len(texts)}. Name one --senator and one "
            "--format, or a folder with -o."
        )
    if sys.stdout is None:
        raise OutputError("There is no standard output to write to.", hint="Name a file with -o.")
    sys.stdout.buffer.write(texts[0])


def _write(files: Sequence[tuple["Made", Format]], looks: "Looks", order: Order) -> list[Path]:
    from advocate import desk
    from advocate.files import is_folder, is_taken, make_folder, write_file, write_files

    target = Path(order.output)
    # A name without an ending is meant as a folder: `-o letters`.
    named = order.output.endswith(("/", "\\")) or is_folder(target)
    as_folder = named or not (target.suffix or is_taken(target))
    if not as_folder and len(files) > 1:
        raise click.UsageError(
            f"This makes {len(files)} files. Name one --senator and one --format, "
            f"or a folder: -o {shown(order.output)}/"
        )
    contents = {one.file_name(form): desk.write(one, form, looks) for one, form in files}
    session.tell([notice for written in contents.values() for notice in written.notices])
    if as_folder:
        data = {name: written.data for name, written in contents.items()}
        write_files(target, data, force=order.force)
        return [target / name for name in contents]
    _tell_of_ending(target, files[0][1])
    make_folder(target.parent)
    for written in contents.values():
        write_file(target, written.data, force=order.force)
    return [target]


def _tell_of_ending(target: Path, form: Format) -> None:
    ending = target.suffix.lstrip(".").casefold()
    if ending in [one.value for one in Format] and ending != form.value:
        text = f"{shown(str(target))} holds {form.value}, as --format says, not {ending}."
        session.tell([Notice("ending", text)])

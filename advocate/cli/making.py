"""What every command that makes documents shares: options, and the way from them to documents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import places, session
from advocate.documents.kinds import Format, Kind
from advocate.documents.meeting import Meeting
from advocate.errors import shown
from advocate.issues.records import Position
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.desk import Looks, Made
    from advocate.settings import Constituent


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for on the command line."""

    command: str
    issue: str
    place: str | None
    state: str | None
    senator: str
    office: str
    position: Position | None
    blanks: bool
    story: str | None
    template_dir: Path | None
    formats: tuple[Format, ...]
    output: str
    force: bool
    meeting: Meeting

    @classmethod
    def of(cls, told: dict[str, Any], *, meeting: Meeting | None = None) -> "Order":
        """Return the order that click's values make."""
        return cls(
            command=click.get_current_context().info_name or "",
            issue=told["issue"],
            place=told["place"],
            state=told["state"],
            senator=told["senator"],
            office=told["office"],
            position=Position(told["position"]) if told["position"] else None,
            blanks=told["blanks"],
            story=told["story"],
            template_dir=told["template_dir"],
            formats=tuple(Format(form) for form in dict.fromkeys(told.get("formats", ()))),
            output=told["output"] or "",
            force=told["force"],
            meeting=meeting or Meeting(),
        )


_WHO_AND_HOW = (
    click.argument("issue"),
    click.argument("place", required=False),
    click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several."),
    click.option("--senator", default="", metavar="NAME", help="Only this one of your senators."),
    click.option(
        "--office",
        default="",
        metavar="CITY",
        help="The office: a city, or washington; the nearest if left out.",
    ),
    click.option(
        "--position",
        type=click.Choice([p.value for p in Position]),
        metavar="POSITION",
        help="Where the senator stands, if you know better than the issue pack: "
        f"{', '.join(Position)}.",
    ),
    click.option("--blank", "blanks", is_flag=True, help="Leave blanks for names and addresses."),
    click.option(
        "--story", metavar="FILE", help="Your own paragraph, from a text file, or - for input."
    ),
    click.option(
        "--template-dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of your own templates, looked in first.",
    ),
    click.option("--force", is_flag=True, help="Replace files that exist."),
)
_FILES = (
    click.option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice([f.value for f in Format]),
        help="txt if left out; give it again for several.",
    ),
    click.option(
        "-o",
        "--output",
        metavar="FILE|DIR|-",
        help="A file, a folder, or - for standard output; text goes to the terminal.",
    ),
)


def order_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say for whom a document is made, and how."""
    for option in reversed(_WHO_AND_HOW):
        function = option(function)
    return function


def document_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a command that makes one kind of document."""
    for option in reversed(_FILES):
        function = option(function)
    return order_options(function)


def chosen_formats(order: Order) -> tuple[Format, ...]:
    """Return the formats asked for: by --format, by the file's ending, else text."""
    if order.formats:
        return order.formats
    ending = Path(order.output).suffix.lstrip(".").casefold()
    known = [form for form in Format if form.value == ending]
    if ending and not known and not order.output.endswith(("/", "\\")):
        names = ", ".join(form.value for form in Format)
        raise click.UsageError(
            f"“.{ending}” is not a format here. Formats: {names}; or say which with --format."
        )
    return tuple(known) or (Format.TXT,)


def made_from(order: Order, kinds: Sequence[Kind]) -> tuple[list["Made"], "Looks", list[Notice]]:
    """Return the documents that an order makes, the looks for them, and what to tell the user."""
    from advocate import desk

    dataset, today = session.open_dataset(), session.today()
    packs = session.open_packs()
    if order.place in packs.slugs() and order.issue not in packs.slugs():
        swapped = f"advocate {order.command} {order.place} {shown(order.issue)}"
        raise click.UsageError(f"Put the issue first, then the place: {swapped}")
    pack = packs.get(order.issue)
    profile = session.load_profile()
    if order.story:
        from advocate.cli.me import story_text
        from advocate.settings import changed

        profile = replace(profile, story=changed(profile, {"story": story_text(order.story)}).story)
    query, state = places.chosen_place(
        dataset,
        profile,
        order.place,
        order.state,
        senator=order.senator,
        command=f"{order.command} {order.issue}",
    )
    where = desk.find_constituency(
        dataset, profile, query, state=state, senator=order.senator, today=today
    )
    wishes = desk.Wishes(
        office=order.office,
        position=order.position,
        blanks=order.blanks,
        meeting=order.meeting,
        history=session.history_of(where.senators) if Kind.BRIEF in kinds else {},
    )
    looks = session.open_looks(order.template_dir)
    made = desk.make_documents(dataset, pack, where, kinds, wishes=wishes, looks=looks, today=today)
    notices = desk.notices_for(pack, where, made, wishes, today)
    return made, looks, [*notices, *_own_notices(order, profile, kinds)]


def _own_notices(order: Order, profile: "Constituent", kinds: Sequence[Kind]) -> Iterator[Notice]:
    if profile.story and not order.story and not order.blanks and Kind.LETTER in kinds:
        yield Notice(
            "story-of-profile",
            "The letter tells the story kept in your profile; for another one, add --story FILE.",
        )
    folder = order.template_dir
    if folder and not any((folder / kind.value).is_dir() for kind in kinds):
        yield Notice(
            "no-template",
            f"{folder} has no folder {' or '.join(kinds)}/; the shipped templates were used.",
        )

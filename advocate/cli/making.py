"""What every command that makes documents shares: options, and the way from them to documents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import places, session
from advocate.documents.kinds import Format, Kind, Piece
from advocate.documents.meeting import DEFAULT_MINUTES, Meeting
from advocate.errors import shown
from advocate.issues.records import Position
from advocate.notices import Notice
from advocate.stories import story_of
from advocate.text import clean_line

if TYPE_CHECKING:
    from advocate.desk import Looks, Made, Wishes
    from advocate.issues.records import Pack
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
    variant: str
    also: tuple[str, ...]
    venue: str
    large_print: bool | None
    paper: str
    strict: bool
    explain: bool
    open_form: bool

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Order":
        """Return the order that click's values make; a command may lack some of the options."""
        meeting = Meeting(
            told.get("when"), told.get("minutes", DEFAULT_MINUTES), told.get("attendees", ())
        )
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
            meeting=meeting,
            variant=_variant(told),
            also=told.get("also", ()),
            venue=clean_line(told.get("venue") or ""),
            large_print=told["large_print"],
            paper=told["paper"],
            strict=told["strict"],
            explain=told["explain"],
            open_form=told.get("open_form", False),
        )


def _variant(told: dict[str, Any]) -> str:
    """Several issues have a sheet of their own, whether it is asked for by name or not."""
    variant = str(told.get("variant", "default"))
    return "several" if told.get("also") and variant == "default" else variant


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
        help="Where the senator stands on ISSUE, if you know better than the issue pack: "
        f"{', '.join(Position)}.",
    ),
    click.option("--blank", "blanks", is_flag=True, help="Leave blanks for names and addresses."),
    click.option(
        "--story", metavar="FILE", help="Your own paragraph: a story's name, a text file, or -."
    ),
    click.option(
        "--template-dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of your own templates, looked in first.",
    ),
    click.option("--large-print/--no-large-print", default=None, help="Large type, wider lines."),
    click.option(
        "--paper",
        type=click.Choice(["letter", "a4"]),
        default="letter",
        show_default=True,
        help="The size of the paper.",
    ),
    click.option("--strict", is_flag=True, help="Refuse a document that is over its length."),
    click.option("--explain", is_flag=True, help="Say what each document was made from, and why."),
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


def made_from(order: Order, pieces: Sequence[Piece]) -> tuple[list["Made"], "Looks", list[Notice]]:
    """Return the documents that an order makes, the looks for them, and what to tell the user."""
    from advocate import advice, constituency, desk

    dataset, today = session.open_dataset(), session.today()
    pack = _pack(order)
    profile = session.load_profile()
    query, state = places.chosen_place(
        dataset,
        profile,
        order.place,
        order.state,
        senator=order.senator,
        command=f"{order.command} {order.issue}",
    )
    where = constituency.find_constituency(
        dataset, profile, query, state=state, senator=order.senator, today=today
    )
    wishes = order_wishes(order, profile, [one.bioguide for one in where.senators])
    looks = session.open_looks(order.template_dir)
    made = desk.make_documents(
        dataset, pack, where, pieces, wishes=wishes, looks=looks, today=today
    )
    notices = advice.notices_for(pack, where, made, wishes, today)
    if order.strict:
        advice.require_lengths(notices)
    of_profile = bool(profile.story) and wishes.story == story_of(profile)
    notices = [*notices, *_own_notices(order, pieces, of_profile=of_profile)]
    return made, looks, [*notices, *_look_notices(looks)]


def _pack(order: Order) -> "Pack":
    packs = session.open_packs()
    if order.place in packs.slugs() and order.issue not in packs.slugs():
        swapped = f"advocate {order.command} {order.place} {shown(order.issue)}"
        raise click.UsageError(f"Put the issue first, then the place: {swapped}")
    return packs.get(order.issue)


def order_wishes(order: Order, profile: "Constituent", senators: Sequence[str]) -> "Wishes":
    """Return what the order, the profile and the log ask of these senators' documents."""
    from advocate.desk import Wishes
    from advocate.outreach.records import Recalled

    large = profile.large_print if order.large_print is None else order.large_print
    return Wishes(
        office=order.office,
        position=order.position,
        blanks=order.blanks,
        meeting=order.meeting,
        recalled=session.recall(senators) or Recalled(),
        story=session.story_for(order.issue, profile, order.story),
        others=tuple(session.open_packs().get(slug) for slug in order.also),
        place=order.venue,
        large_print=large,
        paper=order.paper,
    )


def _look_notices(looks: "Looks") -> Iterator[Notice]:
    from advocate.documents.write.logo import misnamed_logo

    if said := misnamed_logo(looks.theme):
        yield Notice("theme-logo", said)


def _own_notices(order: Order, pieces: Sequence[Piece], *, of_profile: bool) -> Iterator[Notice]:
    kinds = list(dict.fromkeys(piece.kind for piece in pieces))
    if of_profile and not order.blanks and Kind.LETTER in kinds:
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

"""The papers of a meeting or an event, and its entry for everyone's calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.moments import at_office
from advocate.cli.occasions import office_of
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind, Piece
from advocate.documents.meeting import DEFAULT_MINUTES, Meeting
from advocate.notices import Notice
from advocate.outreach.records import AT_AN_OFFICE, Channel
from advocate.planning.meetings import Occasion
from advocate.text import clock_time

if TYPE_CHECKING:
    from advocate.desk import Looks, Made
    from advocate.outreach.records import Contact

_PAPERS = (
    click.option(
        "--out",
        metavar="DIR",
        help="The folder for the papers, made if need be; one of its name if left out.",
    ),
    click.option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice([form.value for form in DOCUMENT_FORMATS]),
        help="The format of the papers; give it again for several.",
    ),
    click.option("--large-print/--no-large-print", default=None, help="Large type, wider lines."),
    click.option(
        "--paper",
        type=click.Choice(["letter", "a4"]),
        default="letter",
        show_default=True,
        help="The size of the paper.",
    ),
    click.option("--force", is_flag=True, help="Replace files that exist."),
)


def paper_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that makes papers into a folder."""
    for option in reversed(_PAPERS):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Papers:
    """How the papers are wanted, and where."""

    folder: Path
    formats: tuple[Format, ...]
    large_print: bool | None
    paper: str
    force: bool

    @classmethod
    def of(cls, slug: str, told: dict[str, Any], *default: Format) -> "Papers":
        """Return what the options of `paper_options` tell."""
        formats = tuple(Format(form) for form in dict.fromkeys(told["formats"]))
        return cls(
            folder=Path(told["out"] or slug),
            formats=formats or default,
            large_print=told["large_print"],
            paper=told["paper"],
            force=told["force"],
        )


def compose(
    one: Occasion,
    pieces: Sequence[Piece],
    papers: Papers,
    *,
    met: "Contact | None" = None,
) -> tuple[list["Made"], "Looks"]:
    """Compose its papers, and tell the user what they should know of them."""
    from advocate import advice, constituency, desk
    from advocate.outreach.records import Recalled

    dataset, today = session.open_dataset(), session.today()
    pack = session.open_packs().get(one.issue)
    profile = session.load_profile()
    where = constituency.find_constituency(
        dataset, profile, one.place, state=one.state, senator=one.senator, today=today
    )
    large = profile.large_print if papers.large_print is None else papers.large_print
    wishes = desk.Wishes(
        office=one.office,
        meeting=Meeting(one.when, one.minutes or DEFAULT_MINUTES, one.attendees, one.windows),
        recalled=session.recall([one.senator]) or Recalled(),
        met=met,
        story=session.story_for(one.issue, profile, None),
        place=one.venue,
        large_print=large,
        paper=papers.paper,
    )
    looks = session.open_looks(None)
    after = all(piece.kind in (Kind.REPORT, Kind.THANKS) for piece in pieces)
    made = desk.make_documents(
        dataset, pack, where, pieces, wishes=wishes, looks=looks, today=today
    )
    notices = advice.notices_for(pack, where, made, wishes, today)
    moot = _BEFORE if after else set()
    if one.channel in (Channel.RALLY, Channel.TOWN_HALL):
        moot = {*moot, "meeting-hour"}
    session.tell([notice for notice in notices if notice.code not in moot])
    return made, looks


# What matters while it lies ahead, and no more once the form or the thanks are made.
_BEFORE = {"meeting-past", "meeting-hour", "meeting-late"}


def hand_out(
    one: Occasion, word: str, pieces: Sequence[Piece], papers: Papers, *, names: bool
) -> None:
    """Write what everyone brings along, and a calendar file once the day is set.

    `word` says what it is, as its commands are called; `names` lets those who come be named.
    """
    made, looks = compose(one, pieces, papers)
    files = files_of(made, looks, papers)
    if one.when:
        files[f"{one.slug}.ics"] = calendar_file(one, one.when, names=names)
    else:
        text = "No day is set yet: the papers have a gap for it, and there is no calendar file."
        session.tell([Notice("no-day", text)])
    deliver(files, papers)
    click.echo(f"Next:  advocate {word} notes {one.slug}  (on the day)", err=True)


def files_of(made: "Sequence[Made]", looks: "Looks", papers: Papers) -> dict[str, bytes]:
    """Return the files of composed papers, by name."""
    from advocate import delivery

    files = ((one, form) for one in made for form in papers.formats)
    written = delivery.named_files(files, looks)
    session.tell([notice for one in written.values() for notice in one.notices])
    return {name: one.data for name, one in written.items()}


def deliver(files: dict[str, bytes], papers: Papers) -> None:
    """Write files into the folder, all or none, and say where they are: they hold the names of
    those who come, and what was said, and are for this user alone."""
    from advocate.files import PRIVATE, write_files

    write_files(papers.folder, files, force=papers.force, mode=PRIVATE)
    for name in files:
        click.echo(papers.folder / name)


def calendar_file(one: Occasion, when: datetime, *, names: bool) -> bytes:
    """Return a calendar file for everyone who comes; others are named in it only with `names`."""
    from advocate.ics import Event, calendar

    office = office_of(one)
    early = clock_time((when - timedelta(minutes=20)).time())
    notes = [
        f"Be there by {early}, 15 to 20 minutes early, with photo ID: expect a security check."
        if one.channel in AT_AN_OFFICE
        else f"Be there by {early}, 15 to 20 minutes early.",
    ]
    if one.minutes:
        notes.append(f"Lasts about {one.minutes} minutes.")
    if names and one.attendees:
        coming = ", ".join(f"{person.name} ({person.role})" for person in one.attendees)
        notes.append(f"Coming: {coming}.")
    event = Event(
        uid=one.uid,
        summary=f"{one.what.capitalize()}: Senator {one.senator_name}"
        + (f" ({office.city} office)" if office and not one.venue else ""),
        start=at_office(when, office),
        minutes=one.minutes,
        place=one.venue or (", ".join(office.lines) if office else ""),
        note=" ".join(notes),
    )
    return calendar([event], now=clock.now()).encode()

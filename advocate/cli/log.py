"""`advocate log`: write down what you did, and see it again."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.reports import import_report
from advocate.errors import shown
from advocate.issues.records import Position
from advocate.notices import Notice
from advocate.outreach.lists import json_list, table
from advocate.outreach.records import (
    Channel,
    Contact,
    ContactDraft,
    Direction,
    Filter,
    IssueAsk,
    Listing,
    Outcome,
)
from advocate.outreach.words import CHANNEL_WORDS, OUTCOME_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocate.directory.records import Office, Senator

_NOT_REACHED = (Outcome.BUSY, Outcome.MAILBOX_FULL, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)
LIMIT = 50  # contacts in the list, unless --limit says another


def read_when(_ctx: click.Context, _param: click.Parameter, text: str | None) -> datetime:
    """Return --when as a moment with its zone: now, when nothing or today is named."""
    now = clock.now().replace(second=0, microsecond=0)
    moment = _moment(text or "today", alone=time(12))
    return now if _day_alone(text or "today") == now.date() else moment


def read_since(_ctx: click.Context, _param: click.Parameter, text: str | None) -> datetime | None:
    """Return --since as the first moment of that day, or the very moment named."""
    return _moment(text, alone=time(0)) if text else None


def _moment(text: str, *, alone: time) -> datetime:
    """Read a day (which then means the time `alone`) or a day and time, as local time."""
    try:
        day = _day_alone(text)
        told = datetime.combine(day, alone) if day else datetime.fromisoformat(text.strip())
        moment = told.astimezone()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(
            f"“{shown(text)}” is not a day. Write 2026-11-24, “2026-11-24 14:30”, today "
            "or yesterday."
        ) from None
    if told.tzinfo or moment.replace(tzinfo=None) == told:
        return moment
    # The clocks went forward over it. A day whose midnight they skip begins when they have.
    if day and alone == time(0):
        return told.replace(fold=1).astimezone()
    raise click.BadParameter(
        f"The time {told:%H:%M} does not exist on {told:%Y-%m-%d}: the clocks went forward "
        "over it. Give the time that they showed."
    )


def _day_alone(text: str) -> date | None:
    word, today = text.strip().casefold(), session.today()
    if word in ("today", "yesterday"):
        return today - timedelta(days=word == "yesterday")
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


@click.group(epilog="Example:  advocate log list --since 2026-11-01")
def log() -> None:
    """Log your calls, letters and visits; look back.

    The log is one private file on this machine.
    """


@log.command(
    epilog="\b\nExample:  advocate log add town-hall --senator Gillibrand \\\n"
    "            --channel call --outcome spoke --position undecided"
)
@click.argument("issue")
@click.option("--senator", "name", required=True, metavar="NAME", help="Name or Bioguide id.")
@click.option(
    "--channel",
    type=click.Choice([c.value for c in Channel]),
    required=True,
    metavar="CHANNEL",
    help="How you reached out.",
)
@click.option(
    "--outcome",
    type=click.Choice([o.value for o in Outcome]),
    required=True,
    metavar="OUTCOME",
    help="How it ended.",
)
@click.option("--office", "place", metavar="CITY", help="A city, washington, or an office's id.")
@click.option("--staffer", default="", metavar="NAME", help="Who you spoke with.")
@click.option(
    "--position",
    type=click.Choice([p.value for p in Position]),
    metavar="POSITION",
    help=f"Where they said the senator stands: {', '.join(Position)}.",
)
@click.option("--words", default="", metavar="TEXT", help="What they said, word for word.")
@click.option("--note", default="", metavar="TEXT", help="Anything else worth keeping.")
@click.option("--minutes", type=click.IntRange(min=0), metavar="N", help="How long it took you.")
@click.option(
    "--when",
    callback=read_when,
    metavar="TIME",
    help="2026-11-24, '2026-11-24 14:30', today or yesterday; now if left out.",
)
@click.option("--practice", is_flag=True, help="A practice run: kept, never counted.")
def add(issue: str, name: str, place: str | None, **told: Any) -> None:
    """Log one contact about ISSUE, the slug of an issue pack.

    \b
    CHANNEL  call, letter, fax, email, web-form, postcard, visit, meeting,
             town-hall, rally
    OUTCOME  spoke, voicemail, busy, mailbox-full, no-answer, wrong-number,
             sent, reply-received, meeting-held, skipped
    """
    from advocate.directory.lookup import find_senator
    from advocate.outreach.drafts import clean_draft

    slug = session.open_packs().folder(issue).name
    senator = find_senator(session.open_dataset().senators, name)
    draft = clean_draft(_draft(slug, senator, _office(senator, place), told), now=clock.now())
    with session.open_store() as store:
        contact = store.add_contact(draft, now=clock.now().replace(microsecond=0))
    click.echo(sentence(contact))
    click.echo(f"Next:  {next_step(contact, senator)}", err=True)


@log.command("list", epilog="Example:  advocate log list --since yesterday")
@click.option("--since", callback=read_since, metavar="DATE", help="Only from this day on.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"At most so many, 0 for all; {LIMIT} if left out, and all with --json.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a line.")
def list_(since: datetime | None, limit: int | None, as_json: bool) -> None:
    """List what is logged, newest first."""
    from advocate.outreach.store import Store

    if limit is None:
        limit = 0 if as_json else LIMIT
    with Store.open_to_read(session.home() / "log.sqlite3") as store:
        found = store.listing(Filter(since=since), limit=limit or None)
    if as_json:
        click.echo(json_list(found.contacts))
    elif found.contacts:
        click.echo("\n".join(table(found.contacts)))
    elif not found.unreadable:
        click.echo("Nothing is logged since then." if since else "Nothing is logged yet.")
        click.echo("Next:  advocate log add --help", err=True)
    session.tell(list(_notices(found)))


def _notices(found: Listing) -> "Iterator[Notice]":
    count = len(found.contacts) + found.unreadable
    if found.unreadable:
        what = "1 contact" if found.unreadable == 1 else f"{found.unreadable:,} contacts"
        yield Notice(
            "contacts-unreadable",
            f"{what} in the log cannot be read: the file is damaged there, or a newer version "
            "wrote it. Keep the file; a copy of it from before may hold them whole.",
        )
    if count < found.total:
        yield Notice(
            "contacts-not-shown", f"{count:,} of {found.total:,} shown; --limit 0 shows all."
        )


def _office(senator: "Senator", wanted: str | None) -> "Office | None":
    # Without --office none is assumed: the log says what is known, and nothing else.
    if not wanted:
        return None
    from advocate.directory.offices import find_office

    return find_office(senator, wanted)


def _draft(
    slug: str, senator: "Senator", office: "Office | None", told: dict[str, Any]
) -> ContactDraft:
    channel, outcome = Channel(told.pop("channel")), Outcome(told.pop("outcome"))
    position = told.pop("position")
    replied = outcome is Outcome.REPLY_RECEIVED
    numbers = {Channel.CALL: office.phone, Channel.FAX: office.fax} if office else {}
    return ContactDraft(
        channel=channel,
        outcome=outcome,
        direction=Direction.INCOMING if replied else Direction.OUTGOING,
        senator=senator.bioguide,
        senator_name=senator.full_name,
        office=office.id if office else "",
        office_label=f"{office.city}, {office.state}" if office else "",
        number=numbers.get(channel, ""),
        issues=(IssueAsk(slug, position=Position(position) if position else None),),
        **told,
    )


def sentence(contact: Contact) -> str:
    """Return one line that says what was logged."""
    what = "practice" if contact.practice else "contact"
    how = CHANNEL_WORDS[contact.channel]
    with_whom = "from" if contact.direction is Direction.INCOMING else _TOWARDS.get(how, "to")
    return (
        f"Logged {what} {contact.id}: {how} {with_whom} Senator {contact.senator_name}, "
        f"{OUTCOME_WORDS[contact.outcome]}, {contact.when:%Y-%m-%d %H:%M}."
    )


_TOWARDS = {"meeting": "with", "town hall": "with", "rally": "for"}


def next_step(contact: Contact, senator: "Senator") -> str:
    """Return the command that helps most after a contact like this."""
    if contact.outcome in _NOT_REACHED:
        name = senator.last_name
        return f"advocate senators {name if name.isalpha() else repr(name)}  (other numbers to try)"
    return "advocate log list"


log.add_command(import_report)

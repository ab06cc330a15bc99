"""`advocate log`: write down what you did, and see it again."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.reports import import_report
from advocate.errors import shown
from advocate.issues.records import Position
from advocate.outreach.records import Channel, Contact, ContactDraft, Direction, IssueAsk, Outcome
from advocate.outreach.words import CHANNEL_WORDS, OUTCOME_WORDS

if TYPE_CHECKING:
    from advocate.directory.records import Office, Senator

_NOT_REACHED = (Outcome.BUSY, Outcome.MAILBOX_FULL, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)
WIDTH = 80
_DETAILS = 300  # characters of them in the list; --json has all
_ROW = "{:>4}  {:16}  {:24}  {:9}  {}"


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
        moment = datetime.combine(day, alone) if day else datetime.fromisoformat(text.strip())
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(
            f"“{shown(text)}” is not a day. Write 2026-11-24, “2026-11-24 14:30”, today "
            "or yesterday."
        ) from None


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
    """Log your calls, letters and visits, and look back at them.

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
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of objects.")
def list_(since: datetime | None, as_json: bool) -> None:
    """List what is logged, newest first."""
    with session.open_store() as store:
        contacts = store.contacts(since=since)
    if as_json:
        import json

        found = [as_object(contact) for contact in contacts]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif contacts:
        for line in table(contacts):
            click.echo(line)
    else:
        click.echo("Nothing is logged since then." if since else "Nothing is logged yet.")
        click.echo("Next:  advocate log add --help", err=True)


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
        issues=(IssueAsk(slug),),
        position=Position(position) if position else None,
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


def table(contacts: list[Contact]) -> list[str]:
    """Return lines of at most 80 columns: what was done, and below each contact its details."""
    import textwrap

    lines = [_ROW.format("#", "When", "Senator", "Channel", "Outcome")]
    for contact in contacts:
        row = _ROW.format(
            contact.id,
            f"{contact.when:%Y-%m-%d %H:%M}",
            shown(contact.senator_name, limit=24),
            CHANNEL_WORDS[contact.channel],
            OUTCOME_WORDS[contact.outcome],
        )
        details = shown(" · ".join(_details(contact)), limit=_DETAILS)
        lines += [row, *(" " * 6 + line for line in textwrap.wrap(details, WIDTH - 6))]
    return lines


def _details(contact: Contact) -> list[str]:
    told = [
        "PRACTICE, not counted" if contact.practice else "",
        ", ".join(about.issue for about in contact.issues),
        contact.office_label,
        contact.position.replace("_", " ") if contact.position else "",
        f"{contact.minutes} min" if contact.minutes is not None else "",
        f"with {contact.staffer}" if contact.staffer else "",
        f"“{contact.words}”" if contact.words else "",
        contact.note,
    ]
    return [part for part in told if part]


def as_object(contact: Contact) -> dict[str, Any]:
    """Return a contact as the JSON object that programs read; times are ISO 8601 with offset."""
    return {
        "id": contact.id,
        "uid": contact.uid,
        "revision": contact.revision,
        "created": contact.created.isoformat(),
        "when": contact.when.isoformat(),
        "channel": contact.channel.value,
        "direction": contact.direction.value,
        "outcome": contact.outcome.value,
        "senator": contact.senator,
        "senator_name": contact.senator_name,
        "office": contact.office,
        "office_label": contact.office_label,
        "number": contact.number,
        "issues": [{"issue": about.issue, "ask": about.ask} for about in contact.issues],
        "minutes": contact.minutes,
        "staffer": contact.staffer,
        "position": contact.position.value if contact.position else "",
        "words": contact.words,
        "note": contact.note,
        "practice": contact.practice,
    }


log.add_command(import_report)

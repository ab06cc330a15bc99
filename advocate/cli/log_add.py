"""`advocate log add` and its short forms: a contact, and what was promised in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.moments import read_when
from advocate.issues.records import Position
from advocate.outreach.endings import NOT_REACHED
from advocate.outreach.promises import read_promise
from advocate.outreach.records import (
    Channel,
    Contact,
    ContactDraft,
    Direction,
    FollowUpDraft,
    IssueAsk,
    Outcome,
    Promise,
)
from advocate.outreach.words import CHANNEL_WORDS, ended_words

if TYPE_CHECKING:
    from advocate.directory.records import Office, Senator
    from advocate.outreach.store import Store

_CHOICES = {
    "channel": click.Choice([c.value for c in Channel]),
    "outcome": click.Choice([o.value for o in Outcome]),
    "position": click.Choice([p.value for p in Position]),
}
_PROMISES = {
    "they_promised": Promise.THEIRS,
    "we_promised": Promise.OURS,
    "follow_up": Promise.FOLLOW_UP,
}

WHO = (
    click.option("--senator", "name", default="", metavar="NAME", help="Name or Bioguide id."),
    click.option("--outcome", type=_CHOICES["outcome"], metavar="OUTCOME", help="How it ended."),
    click.option(
        "--office", "place", metavar="CITY", help="A city, washington, or an office's id."
    ),
    click.option("--number", metavar="PHONE", help="What you dialed, if not the office's number."),
)
WHAT = (
    click.option("--staffer", metavar="NAME", help="Who you spoke with."),
    click.option("--role", "staffer_role", metavar="TEXT", help="What they do there."),
    click.option(
        "--position",
        type=_CHOICES["position"],
        metavar="POSITION",
        help=f"Where they said the senator stands: {', '.join(Position)}.",
    ),
    click.option("--words", metavar="TEXT", help="What they said, word for word."),
    click.option("--note", metavar="TEXT", help="Anything else worth keeping."),
    click.option(
        "--minutes", type=click.IntRange(min=0), metavar="N", help="How long it took you."
    ),
    click.option(
        "--when",
        metavar="TIME",
        help="2026-11-24, '2026-11-24 14:30', today or yesterday; now if left out.",
    ),
    click.option("--thread", metavar="TEXT", help="What ties contacts of one matter together."),
    click.option("--tag", "tags", multiple=True, metavar="TEXT", help="A word to find it by."),
    click.option(
        "--document", "documents", multiple=True, metavar="KIND", help="A document that you used."
    ),
    click.option("--incoming", is_flag=True, default=None, help="The office reached out to you."),
    click.option(
        "--practice", is_flag=True, default=None, help="A practice run: kept, never counted."
    ),
)
_THEN = (
    click.option(
        "--they-promised",
        multiple=True,
        metavar="'TEXT by DATE'",
        help="What the office promised, and by when if they said.",
    ),
    click.option(
        "--we-promised", multiple=True, metavar="'TEXT by DATE'", help="What you promised."
    ),
    click.option(
        "--follow-up",
        multiple=True,
        metavar="'TEXT by DATE'",
        help="What you want to come back to.",
    ),
)


def options(*groups: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    """Return a decorator that adds these options, in their order."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed([one for group in groups for one in group]):
            function = option(function)
        return function

    return add


CHANNEL = (
    click.option(
        "--channel", type=_CHOICES["channel"], metavar="CHANNEL", help="How you reached out."
    ),
)

_WORDS_HELP = """
    ISSUE is the slug of an issue pack; several may follow each other. Write ISSUE:ASK for one of
    its asks, and ISSUE=POSITION where the office told its stand on one of several.

    \b
    CHANNEL  call, letter, fax, email, web-form, postcard, visit, meeting,
             town-hall, rally
    OUTCOME  spoke, voicemail, busy, mailbox-full, no-answer, wrong-number,
             sent, reply-received, meeting-held, skipped, prepared (and not sent)
"""


@click.command(
    help=f"Log one contact, with what was promised in it.\n{_WORDS_HELP}",
    epilog="\b\nExample:  advocate log add town-hall --senator Gillibrand \\\n"
    "            --channel call --outcome spoke --position undecided \\\n"
    "            --they-promised 'an answer by 2026-12-04'",
)
@click.argument("issues", nargs=-1, metavar="ISSUE...")
@options(WHO[:1], CHANNEL, WHO[1:], WHAT, _THEN)
def add(**told: Any) -> None:
    """Log one contact."""
    log_contact(told)


def short_form(name: str, channel: Channel, outcome: Outcome | None, example: str) -> click.Command:
    """Return the command that logs a contact of one channel."""

    def log_it(**told: Any) -> None:
        default = outcome.value if outcome else None
        log_contact(told | {"channel": channel.value, "outcome": told["outcome"] or default})

    ended = f" Its outcome is “{outcome.value}” if left out." if outcome else ""
    words = CHANNEL_WORDS[channel]
    decorated = options(WHO, WHAT, _THEN)(log_it)
    decorated = click.argument("issues", nargs=-1, metavar="ISSUE...")(decorated)
    command: click.Command = click.command(
        name,
        help=f"Log a {words}: short for `log add --channel {channel.value}`.{ended}",
        epilog=f"Example:  {example}",
    )(decorated)
    return command


SHORT_FORMS = (
    short_form(
        "call", Channel.CALL, None, "advocate log call town-hall --senator schumer --outcome spoke"
    ),
    short_form(
        "letter", Channel.LETTER, Outcome.SENT, "advocate log letter town-hall --senator schumer"
    ),
    short_form(
        "meeting",
        Channel.MEETING,
        Outcome.MEETING_HELD,
        "advocate log meeting town-hall --senator schumer --staffer 'Sam Lee'",
    ),
)


def log_contact(
    told: dict[str, Any], *, settled: "Callable[[Store], None] | None" = None, then: str = ""
) -> Contact | None:
    """Log what the options tell, and say what was logged and what comes next (`then`).

    `settled` ticks off, in the same change, what the contact is the end of. Returns the contact;
    None where there is something to tick off, and nobody was reached.
    """
    from advocate.directory.lookup import find_senator
    from advocate.outreach.drafts import clean_draft, clean_follow_up

    _require(told)
    now = clock.now()
    issues = issues_of(told.pop("issues"), told.pop("position"))
    senator = find_senator(session.open_dataset().senators, told.pop("name"))
    follow_ups = [
        clean_follow_up(read_promise(text, kind, today=now.date()))
        for key, kind in _PROMISES.items()
        for text in told.pop(key)
    ]
    told["when"] = read_when(None, None, told["when"])
    with session.open_store() as store, store.together():
        told["member"] = store.member
        draft = clean_draft(_draft(issues, senator, told), now=now)
        contact = store.add_contact(draft, now=now, follow_ups=follow_ups)
        in_vain = contact.outcome in NOT_REACHED
        if settled and not in_vain:
            settled(store)
    click.echo(sentence(contact))
    for one in follow_ups:
        click.echo(promise_line(one))
    if settled:
        click.echo("It stays open: nobody was reached." if in_vain else "Ticked off.")
    following = next_step(contact, senator)
    click.echo(f"Next:  {following if in_vain else then or following}", err=True)
    return None if settled and in_vain else contact


def _require(told: dict[str, Any]) -> None:
    """Ask for what is missing, in a terminal; raise UsageError elsewhere. Raises StoreError where
    outcome and channel do not go together."""
    _require_fitting(told)
    if session.interactive():
        from advocate.cli.log_questions import ask_for_the_rest

        ask_for_the_rest(told)
    needed = {
        "issues": "ISSUE",
        "name": "--senator",
        "channel": "--channel",
        "outcome": "--outcome",
    }
    missing = [label for key, label in needed.items() if not told[key]]
    if missing:
        raise click.UsageError(f"Missing: {', '.join(missing)}. In a terminal, you are asked.")
    _require_fitting(told)


def _require_fitting(told: dict[str, Any]) -> None:
    from advocate.outreach.endings import require_fitting

    if told["channel"] and told["outcome"]:
        require_fitting(Channel(told["channel"]), Outcome(told["outcome"]))


def issues_of(texts: tuple[str, ...], position: str | None) -> tuple[IssueAsk, ...]:
    """Return what ISSUE[:ASK][=POSITION] names; `position` is for those that name none."""
    packs = session.open_packs()
    found = []
    for text in texts:
        name, _, own = text.partition("=")
        slug, _, ask = name.partition(":")
        if own and own not in list(Position):
            raise click.UsageError(f"“{own}” is no position. Positions: {', '.join(Position)}.")
        pack = packs.folder(slug).name
        asks = [one.id for one in packs.get(slug).asks] if ask else []
        if ask not in ("", *asks):
            raise click.UsageError(f"“{ask}” is no ask of {pack}. Its asks: {', '.join(asks)}.")
        stand = own or position
        found.append(IssueAsk(pack, ask, Position(stand) if stand else None))
    return tuple(dict.fromkeys(found))


def office_of(senator: "Senator", wanted: str | None) -> "Office | None":
    """Return the office that --office names; without it none is assumed: the log says what is
    known, and nothing else."""
    if not wanted:
        return None
    from advocate.directory.offices import find_office

    return find_office(senator, wanted)


def _draft(issues: tuple[IssueAsk, ...], senator: "Senator", told: dict[str, Any]) -> ContactDraft:
    channel, outcome = Channel(told.pop("channel")), Outcome(told.pop("outcome"))
    office = office_of(senator, told.pop("place"))
    incoming = told.pop("incoming") or outcome is Outcome.REPLY_RECEIVED
    numbers = {Channel.CALL: office.phone, Channel.FAX: office.fax} if office else {}
    number = told.pop("number") or numbers.get(channel, "")
    known = {key: value for key, value in told.items() if value is not None}
    return ContactDraft(
        channel=channel,
        outcome=outcome,
        direction=Direction.INCOMING if incoming else Direction.OUTGOING,
        senator=senator.bioguide,
        senator_name=senator.full_name,
        office=office.id if office else "",
        office_label=office.label if office else "",
        number=number,
        issues=issues,
        **known,
    )


def sentence(contact: Contact) -> str:
    """Return one line that says what was logged."""
    what = "practice" if contact.practice else "contact"
    how = CHANNEL_WORDS[contact.channel]
    with_whom = "from" if contact.direction is Direction.INCOMING else _TOWARDS.get(how, "to")
    return (
        f"Logged {what} {contact.id}: {how} {with_whom} Senator {contact.senator_name}, "
        f"{ended_words(contact)}, {contact.when:%Y-%m-%d %H:%M}."
    )


_TOWARDS = {"meeting": "with", "town hall": "with", "rally": "for"}
_PROMISED = {
    Promise.THEIRS: "They promised",
    Promise.OURS: "You promised",
    Promise.FOLLOW_UP: "To come back to",
}


def promise_line(one: FollowUpDraft) -> str:
    """Return one line that says what was promised, and by when."""
    due = f", by {one.due}" if one.due else ""
    return f"  {_PROMISED[one.promise]}: {one.text}{due}."


def next_step(contact: Contact, senator: "Senator") -> str:
    """Return the command that helps most after a contact like this."""
    if contact.outcome in NOT_REACHED:
        name = senator.last_name
        return f"advocate senators {name if name.isalpha() else repr(name)}  (other numbers to try)"
    return "advocate log list"

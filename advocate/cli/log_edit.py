"""`advocate log edit`: correcting a contact; what was told before is kept."""

from typing import Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.log_add import CHANNEL, WHAT, WHO, issues_of, office_of, options
from advocate.cli.moments import read_when
from advocate.issues.records import Position
from advocate.outreach.records import (
    Channel,
    Contact,
    ContactDraft,
    Direction,
    IssueAsk,
    Outcome,
    fields_of,
)


@click.command(epilog="Example:  advocate log edit 12 --position leans_support --minutes 8")
@click.argument("which", type=int, metavar="ID")
@click.option("--senator", "name", default="", metavar="NAME", help="Name or Bioguide id.")
@click.option("--about", "issues", multiple=True, metavar="ISSUE", help="The issues, all of them.")
@options(CHANNEL, WHO[1:], WHAT)
def edit(which: int, **told: Any) -> None:
    """Correct contact ID: only what you name changes, and what was told before is kept.

    An empty text ('') takes a text away.
    """
    from advocate.outreach.drafts import clean_draft
    from advocate.outreach.endings import require_fitting

    now = clock.now()
    with session.open_store() as store, store.together():  # nobody changes it in between
        before = store.contact(which)
        changed = fields_of(before) | _changes(before, told)
        if all(changed[key] == getattr(before, key) for key in changed):
            raise click.UsageError("Name what changes, for example --minutes 8.")
        if not _ends_as_it_may(before, changed):
            require_fitting(changed["channel"], changed["outcome"])
        store.edit_contact(which, clean_draft(ContactDraft(**changed), now=now), now=now)
    click.echo(f"Changed contact {which}. What was told before is kept.")
    click.echo(f"Next:  advocate log history {which}", err=True)


def _ends_as_it_may(before: Contact, changed: dict[str, Any]) -> bool:
    """Say whether its end need not be looked at: it stays as it was told, or what a batch had
    prepared is sent, as `log sent` has it."""
    channel, outcome = changed["channel"], changed["outcome"]
    same = (channel, outcome) == (before.channel, before.outcome)
    return same or (before.outcome is Outcome.PREPARED and outcome is Outcome.SENT)


def _changes(before: Contact, told: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that the options change, by name."""
    from advocate.directory.lookup import find_senator

    texts = ("staffer", "staffer_role", "words", "note", "thread", "number", "minutes", "practice")
    found = {key: told[key] for key in texts if told[key] is not None}
    found |= {key: told[key] for key in ("tags", "documents") if told[key]}
    if told["when"]:
        found["when"] = read_when(None, None, told["when"])
    if told["incoming"]:
        found["direction"] = Direction.INCOMING
    if told["channel"]:
        found["channel"] = Channel(told["channel"])
    if told["outcome"]:
        found["outcome"] = Outcome(told["outcome"])
    position = told["position"]
    if told["issues"]:
        found["issues"] = issues_of(told["issues"], position)
    elif position:
        stand = Position(position)
        found["issues"] = tuple(IssueAsk(one.issue, one.ask, stand) for one in before.issues)
    if told["name"] or told["place"]:
        wanted = told["name"] or before.senator
        senator = find_senator(session.open_dataset().senators, wanted)
        office = office_of(senator, told["place"])
        found |= {"senator": senator.bioguide, "senator_name": senator.full_name}
        if office or told["name"]:
            found["office"] = office.id if office else ""
            found["office_label"] = office.label if office else ""
            found.setdefault("number", office.phone if office else "")
    return found

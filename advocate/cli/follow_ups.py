"""`advocate follow-ups`: what was promised, what is due, and ticking it off."""

from dataclasses import fields, replace
from datetime import date

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.output import print_json
from advocate.errors import StoreError, shown
from advocate.outreach.drafts import clean_follow_up
from advocate.outreach.promises import read_promise
from advocate.outreach.records import (
    MOVES,
    FollowUp,
    FollowUpDraft,
    FollowUpState,
    Promise,
)
from advocate.text import long_date, near_date

_WHOSE = {Promise.THEIRS: "they", Promise.OURS: "you", Promise.FOLLOW_UP: "you"}


@click.group("follow-ups", epilog="Example:  advocate follow-ups due")
def follow_ups() -> None:
    """See what was promised, and tick it off."""


@follow_ups.command(epilog="Example:  advocate follow-ups due")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def due(as_json: bool) -> None:
    """List what is open and due by today."""
    found = _open(due_by=session.today())
    _print(found, as_json=as_json, none="" if found or as_json else _none_due())


@follow_ups.command("open", epilog="Example:  advocate follow-ups open")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def open_(as_json: bool) -> None:
    """List what is open, the next due first."""
    _print(_open(), as_json=as_json, none="Nothing is open.")


@follow_ups.command("all", epilog="Example:  advocate follow-ups all")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def all_(as_json: bool) -> None:
    """List everything, done and dropped too."""
    with session.open_log_to_read() as store:
        found = store.follow_ups()
    _print(found, as_json=as_json, none="Nothing was promised yet.")


@follow_ups.command(epilog="Example:  advocate follow-ups add 12 'call the scheduler by Friday'")
@click.argument("contact", type=int, metavar="CONTACT")
@click.argument("text", metavar="'TEXT by DATE'")
@click.option("--theirs", "promise", flag_value=Promise.THEIRS.value, help="They promised it.")
@click.option("--ours", "promise", flag_value=Promise.OURS.value, help="You promised it.")
def add(contact: int, text: str, promise: str | None) -> None:
    """Add what was promised in CONTACT, or what you want to come back to."""
    now = clock.now()
    kind = Promise(promise) if promise else Promise.FOLLOW_UP
    draft = clean_follow_up(read_promise(text, kind, today=now.date()))
    with session.open_store() as store:
        one = store.add_follow_up(contact, draft, now=now)
    click.echo(f"Follow-up {one.id}: {_sentence(one)}")


def _move(name: str, said: str) -> click.Command:
    starts, goal = MOVES[name]

    @click.command(
        name, help=f"{said} follow-up ID.", epilog=f"Example:  advocate follow-ups {name} 3"
    )
    @click.argument("number", type=int, metavar="ID")
    def move(number: int) -> None:
        def moved(before: FollowUp) -> FollowUpDraft:
            if before.state not in starts:
                raise StoreError(
                    f"Follow-up {number} is {before.state.value} already. Nothing was changed."
                )
            return replace(as_draft(before), state=goal)

        with session.open_store() as store:
            one = store.edit_follow_up(number, moved, now=clock.now())
        click.echo(f"Follow-up {number} is {one.state.value}: {_sentence(one)}")

    return move


def as_draft(one: FollowUp) -> FollowUpDraft:
    """Return what a follow-up tells, to be changed."""
    return FollowUpDraft(**{f.name: getattr(one, f.name) for f in fields(FollowUpDraft)})


for name, said in (("done", "Tick off"), ("drop", "Give up"), ("reopen", "Open again")):
    follow_ups.add_command(_move(name, said))


def _open(due_by: date | None = None) -> list[FollowUp]:
    with session.open_log_to_read() as store:
        return store.follow_ups(state=FollowUpState.OPEN, due_by=due_by)


def _none_due() -> str:
    """Say that nothing is due, and what is open all the same."""
    still = _open()
    if not still:
        return "Nothing is due."
    click.echo("Next:  advocate follow-ups open", err=True)
    first = min((one.due for one in still if one.due), default=None)
    if first is None:
        return "Nothing is due: what is open has no day."
    return f"Nothing is due today; the next is due on {near_date(first, session.today())}."


def _sentence(one: FollowUp) -> str:
    day = f", by {long_date(one.due)}" if one.due else ""
    return f"{one.text}{day} (Senator {one.senator_name})."


def _print(found: list[FollowUp], *, as_json: bool, none: str) -> None:
    if as_json:
        print_json([as_object(one) for one in found])
        return
    if not found:
        click.echo(none)
        return
    today = session.today()
    click.echo(f"{'#':>4}  {'Due':<10}  {'Who':<4}  What")
    for one in found:
        late = " LATE" if one.state is FollowUpState.OPEN and one.due and one.due < today else ""
        state = "" if one.state is FollowUpState.OPEN else f" [{one.state.value}]"
        what = shown(f"{one.text} · {one.senator_name}{late}{state}", limit=300)
        head = f"{one.id:>4}  {one.due or 'no day'!s:<10}  {_WHOSE[one.promise]:<4}  "
        click.echo(click.wrap_text(what, 80, head, " " * len(head)))


def as_object(one: FollowUp) -> dict[str, object]:
    """Return a follow-up as the JSON object that programs read."""
    return {
        "id": one.id,
        "uid": one.uid,
        "contact": one.contact,
        "senator": one.senator,
        "senator_name": one.senator_name,
        "promise": one.promise.value,
        "text": one.text,
        "due": one.due.isoformat() if one.due else None,
        "state": one.state.value,
    }

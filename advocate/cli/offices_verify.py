"""`advocate offices verify`: a call sheet of the numbers to confirm, logged as it goes."""

from collections.abc import Sequence
from datetime import date, timedelta

import click

from advocate import clock
from advocate.cli import places, session
from advocate.cli.office import confirm_number, correct_number
from advocate.directory.records import Office, Senator
from advocate.text import long_date

FRESH = timedelta(days=60)  # for so long, a number that was confirmed is not asked about
_TAG = "verify"
_ASKED = "[y] right  [w] wrong  [n] wrong, and I know the new one  [s] skip  [q] stop"
_MINUTES = 2


@click.command(epilog="Example:  advocate offices verify town-hall")
@click.argument("issue", required=False)
@click.option("--place", metavar="PLACE", help="A ZIP code; your profile's if left out.")
@click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several.")
def verify(issue: str | None, place: str | None, state: str | None) -> None:
    """Call your senators' offices, and confirm their numbers.

    In a terminal you are asked office by office; each answer is kept at once, and each call is
    logged, under ISSUE if you name one. Elsewhere the sheet is printed, to fill in by hand. What
    was confirmed in the last sixty days is left out.
    """
    slug = session.open_packs().folder(issue).name if issue else ""
    rows = _to_verify(place, state)
    if not rows:
        click.echo("Every number was confirmed in the last sixty days.")
        return
    if not session.interactive():
        _sheet(rows)
        return
    for number, (senator, office) in enumerate(rows, 1):
        click.echo(f"\n{number} of {len(rows)}")
        if not _ask(senator, office, slug):
            break
    click.echo("Next:  advocate data health", err=True)


def _to_verify(place: str | None, state: str | None) -> list[tuple[Senator, Office]]:
    from advocate import constituency
    from advocate.directory.lookup import nearest_first

    dataset, today = session.open_dataset(), session.today()
    profile = session.load_profile()
    query, state = places.chosen_place(
        dataset, profile, place, state, command="offices verify --place"
    )
    where = constituency.find_constituency(dataset, profile, query, state=state, today=today)
    where = constituency.with_log(where, session.recall([one.bioguide for one in where.senators]))
    offices = [
        (senator, office)
        for senator in where.senators
        for office in (
            *(near.office for near in nearest_first(senator.state_offices, where.place)),
            senator.washington_office,
        )
    ]
    return [(s, o) for s, o in offices if o.phone and not _is_fresh(o.confirmed, today)]


def _is_fresh(confirmed: date | None, today: date) -> bool:
    return confirmed is not None and today - confirmed < FRESH


def _sheet(rows: Sequence[tuple[Senator, Office]]) -> None:
    as_of = session.open_dataset().manifest.data_as_of
    click.echo(f"Numbers to confirm, as of {long_date(as_of)}\n")
    for senator in dict.fromkeys(senator for senator, _ in rows):
        click.secho(f"Senator {senator.full_name}", bold=True)
        for office in (office for one, office in rows if one is senator):
            click.echo(f"  [ ] right  [ ] wrong   {office.phone}  {office.label}")
            click.echo(f"      new number: ______________   {office.id}")
        click.echo()


def _ask(senator: Senator, office: Office, issue: str) -> bool:
    """Ask about one office and keep the answer; return False when the user stops."""
    click.secho(f"Senator {senator.last_name}, {office.label}:  {office.phone}", bold=True)
    click.echo(
        f"Say:  Hello, is this Senator {senator.last_name}'s {office.city} office? Thank you!"
    )
    answer = click.prompt(_ASKED, type=click.Choice(list("ywnsq")), show_choices=False)
    if answer == "y":
        confirm_number(office)
        _log(senator, office, issue, right=True)
        click.echo("Confirmed.")
    elif answer in "wn":
        _log(senator, office, issue, right=False)
        click.echo("Kept as wrong: it is marked wherever it is printed.")
        if answer == "n":
            _new_number(office)
    return bool(answer != "q")


def _new_number(office: Office) -> None:
    while True:
        typed = click.prompt("The new number")
        try:
            correct_number(office, typed)
        except click.UsageError as error:
            click.echo(error.message)
            continue
        click.echo("Kept: it takes the place of the old one.")
        return


def _log(senator: Senator, office: Office, issue: str, *, right: bool) -> None:
    from advocate.outreach.drafts import clean_draft
    from advocate.outreach.records import Channel, ContactDraft, IssueAsk, Outcome

    now = clock.now()
    with session.open_store() as store:
        draft = ContactDraft(
            when=now,
            channel=Channel.CALL,
            outcome=Outcome.SPOKE if right else Outcome.WRONG_NUMBER,
            senator=senator.bioguide,
            senator_name=senator.full_name,
            office=office.id,
            office_label=office.label,
            number=office.phone,
            issues=(IssueAsk(issue),) if issue else (),
            minutes=_MINUTES,
            tags=(_TAG,),
            note="The number was checked.",
            member=store.member,
        )
        store.add_contact(clean_draft(draft, now=now), now=now)

"""`advocate log import-report`: a filled-in report-back form becomes a contact in the log."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.moments import at_office
from advocate.errors import LookupFailedError, PackError, ReportError, shown
from advocate.notices import Notice
from advocate.text import clock_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocate.directory.records import Office, Senator
    from advocate.outreach.records import Contact, ContactDraft, Filter, FollowUp, FollowUpDraft
    from advocate.outreach.reports import Report


@click.command("import-report", epilog="Example:  advocate log import-report report.txt --practice")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--practice", is_flag=True, help="A practice run: kept, never counted.")
@click.option("--again", is_flag=True, help="Log it even if this report is in the log already.")
def import_report(file: Path, *, practice: bool, again: bool) -> None:
    """Log the meeting that FILE tells of, a filled-in text of `report-back`."""
    report = read_form(file)
    senator = senator_of(report)
    draft = draft_of(report, senator, slugs_of(report.issue), practice=practice)
    contact = keep(draft, report.promises, again=again)
    tell_unread_days(report)
    from advocate.cli.log_add import next_step

    click.echo(f"Next:  {next_step(contact, senator)}", err=True)


def read_form(file: Path) -> "Report":
    """Return what a filled-in form tells; raises ReportError where it tells nothing yet."""
    from advocate.outreach.reports import decode_report, read_report

    report = read_report(decode_report(_bytes(file)))
    if not report.tells:
        raise ReportError(
            "The report tells nothing of the meeting yet. Nothing was logged.",
            hint="Fill in what was said behind the colons; one answer is enough.",
        )
    return report


def senator_of(report: "Report") -> "Senator":
    """Return the senator whom a form names."""
    from advocate.directory.lookup import find_senator

    return find_senator(session.open_dataset().senators, report.senator)


def keep(
    draft: "ContactDraft",
    promises: "Sequence[FollowUpDraft]",
    *,
    again: bool = False,
    mend: str = "To log it once more, add --again.",
    moot: "Sequence[FollowUp]" = (),
) -> "Contact":
    """Log what a form tells, and say what was logged; `again` even if it is in the log already.

    `mend` says what to do about a form that is (ID stands for its contact); `moot` are follow-ups
    that are given up with it.
    """
    from advocate.cli.log_add import promise_line, sentence
    from advocate.cli.occasions import set_state
    from advocate.outreach.drafts import clean_draft, clean_follow_up
    from advocate.outreach.records import FollowUpState

    draft = clean_draft(draft, now=clock.now())
    clean = [clean_follow_up(one) for one in promises]
    with session.open_store() as store, store.together():
        if not again:
            _refuse_known(draft, store.listing(_same_days(draft)).contacts, mend)
        draft = replace(draft, member=store.member)
        contact = store.add_contact(draft, now=clock.now(), follow_ups=clean)
        set_state(store, moot, FollowUpState.DROPPED)
    click.echo(sentence(contact))
    for one in clean:
        click.echo(promise_line(one))
    return contact


def tell_unread_days(report: "Report") -> None:
    """Say which promise was logged without a day, because what the form has is none."""
    mend = "To mend it: `advocate log undo`, then the form, then read it again."
    texts = (
        f"“{shown(day)}” is not a day: this follow-up has none. {mend}"
        for day in report.unread_days
    )
    session.tell([Notice("no-day", text) for text in texts])


def _bytes(file: Path) -> bytes:
    from advocate.outreach.reports import MOST_BYTES

    with session.opened(file) as opened:
        return opened.read(MOST_BYTES + 1)


def draft_of(
    report: "Report",
    senator: "Senator",
    issues: "Sequence[str]",
    *,
    practice: bool = False,
    at: "Office | None" = None,
) -> "ContactDraft":
    """Return the contact that a form tells of; its hour is on the clock of the office that it
    names, and else of the office `at`."""
    from advocate.outreach.records import Channel, ContactDraft, IssueAsk, Outcome

    office = _office(senator, report.office)
    note = report.note
    if report.office and not office:
        note = f"Office: {report.office}\n\n{note}"
    return ContactDraft(
        when=_when(report, office or at),
        channel=Channel.MEETING,
        outcome=Outcome.MEETING_HELD,
        senator=senator.bioguide,
        senator_name=senator.full_name,
        office=office.id if office else "",
        office_label=office.label if office else "",
        issues=tuple(IssueAsk(slug, position=report.position) for slug in issues),
        minutes=report.minutes,
        staffer=report.staffer,
        words=report.words,
        note=note,
        practice=practice,
    )


def _when(report: "Report", office: "Office | None") -> datetime:
    """Return the moment of the meeting: its own hour, else noon, but not later than now."""
    now = clock.now()
    if report.day.year not in clock.YEARS:
        raise ReportError(f"{report.day} is too far away to be the day of a meeting.")
    moment = at_office(datetime.combine(report.day, report.hour or time(12)), office)
    if report.hour is None and report.day == now.date():
        return min(moment, now.replace(second=0, microsecond=0))
    if moment > now:
        ahead = f"day of the report, {report.day}"
        if report.day == now.date():
            ahead = f"hour of the report, {clock_time(moment.time())} on the office's clock"
        raise ReportError(f"The {ahead}, lies ahead. Nothing was logged.")
    return moment


def _office(senator: "Senator", wanted: str) -> "Office | None":
    """Return the office meant; None for a place that is none, such as a video call."""
    from advocate.directory.offices import find_office

    try:
        return find_office(senator, wanted) if wanted else None
    except LookupFailedError:
        return None


def slugs_of(text: str) -> list[str]:
    """Return the packs meant, by slug or title; several are parted by semicolons."""
    packs = session.open_packs()
    slugs = packs.slugs()
    found = [part.strip() for part in text.split(";") if part.strip()]
    if all(part in slugs for part in found):
        return found
    from advocate.text import fold

    titles = {fold(entry.pack.title): entry.slug for entry in packs.entries() if entry.pack}
    if fold(text) in titles:
        return [titles[fold(text)]]
    named = [titles.get(fold(part), part) for part in found]
    try:
        return [packs.folder(name).name for name in named]
    except PackError as error:
        raise ReportError(f"“Issue: {shown(text)}”: {error.sentence}", hint=error.hint) from None


def _same_days(draft: "ContactDraft") -> "Filter":
    """Return what asks for the contacts with the same senator around the same day."""
    from advocate.outreach.records import Filter

    day = timedelta(days=1)
    return Filter(senator=draft.senator, since=draft.when - day, until=draft.when + day)


def _refuse_known(draft: "ContactDraft", contacts: "Sequence[Contact]", mend: str) -> None:
    for known in contacts:
        same = ("senator", "channel", "words", "note", "staffer", "practice")
        if known.when.astimezone(draft.when.tzinfo).date() == draft.when.date() and all(
            getattr(known, name) == getattr(draft, name) for name in same
        ):
            raise ReportError(
                f"This report is in the log already, as contact {known.id}. Nothing was logged.",
                hint=mend.replace("ID", str(known.id)),
            )

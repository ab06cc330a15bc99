"""How meetings and events are listed, and how one is shown with its thread."""

from collections.abc import Iterator
from typing import Any

import click

from advocate.cli import session
from advocate.cli.occasions import (
    load,
    read_all,
    read_records,
    read_thread,
    set_words,
    what_next,
)
from advocate.cli.output import print_json
from advocate.errors import StoreOutOfReachError, shown
from advocate.notices import Notice
from advocate.outreach.records import Contact, Direction, FollowUp, FollowUpState, Outcome, Promise
from advocate.outreach.words import CHANNEL_WORDS, ended_words, in_one_line
from advocate.planning.meetings import Occasion, Thread, stage_of

_WIDTH = 80
_NAME = 50  # columns; a longer name has a line of its own
_ROW = "{:<50}  {:<8}  {}"


def list_command(command: str) -> click.Command:
    """Return the command that lists them."""

    @click.command("list", epilog=f"Example:  advocate {command} list")
    @click.option("--all", "everything", is_flag=True, help="Those that are closed or dropped too.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    def list_(*, everything: bool, as_json: bool) -> None:
        """List them, with the next step for each."""
        found, broken = _read(everything=everything)
        found = sorted((row for row in found if row[0].command == command), key=_order)
        if as_json:
            rows = [as_object(one, thread) for one, thread in found]
            warnings = [notice.text for notice in broken]
            _print({f"{command}s": rows, "warnings": warnings})
            return
        session.tell(broken)
        if not found:
            click.echo(f"There is no {command} to come.")
            click.echo(f"Next:  advocate {command} new --help", err=True)
            return
        click.echo(_ROW.format("Name", "Stage", "When"))
        for one, thread in found:
            for line in _row(one, thread):
                click.echo(line)

    return list_


def _read(*, everything: bool) -> tuple[list[tuple[Occasion, Thread | None]], list[Notice]]:
    """Return each with its thread; with None while the log is out of reach."""
    try:
        found, broken = read_all(everything=everything)
    except StoreOutOfReachError as error:
        kept, broken = read_records()
        known = [one for one in kept if everything or not one.ended]
        left_out = "How far each has come, and what is next, is left out."
        return [(one, None) for one in known], [session.log_unread(error, left_out), *broken]
    return [*found], broken


def _order(row: tuple[Occasion, Thread | None]) -> tuple[bool, str, str]:
    one, _ = row
    return bool(one.ended), one.when.isoformat() if one.when else "9999", one.slug


def _row(one: Occasion, thread: Thread | None) -> Iterator[str]:
    stage = stage_of(one, thread).value if thread else one.ended or "?"
    when = f"{one.when:%Y-%m-%d %H:%M}" if one.when else "no day yet"
    if len(one.slug) > _NAME:
        yield one.slug
    yield _ROW.format(one.slug if len(one.slug) <= _NAME else "", stage, when)
    if thread:
        yield from _step_lines(one, thread)


def _step_lines(one: Occasion, thread: Thread) -> Iterator[str]:
    step = what_next(one, thread)
    if step is None:
        return
    late = " LATE" if step.by and step.by < session.today() else ""
    by = f"{step.by:%a %b} {step.by.day}{late}: " if step.by else ""
    yield click.wrap_text(f"{by}{shown(step.text, limit=300)}", _WIDTH, "    ", "    ")
    yield from (f"    {command}" for command in (step.command, step.other) if command)


def show_command(command: str) -> click.Command:
    """Return the command that shows one."""

    @click.command("show", epilog=f"Example:  advocate {command} show library")
    @click.argument("name")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    def show(name: str, *, as_json: bool) -> None:
        """Show one, with its thread in the log and the next step."""
        one = load(name, command)
        thread = read_thread(name)
        if as_json:
            _print(as_object(one, thread, whole=True))
            return
        for line in _page(one, thread):
            click.echo(line)

    return show


def _page(one: Occasion, thread: Thread) -> Iterator[str]:
    lines = [
        f"{one.slug}: {one.what}, Senator {one.senator_name}",
        f"About {one.issue}. Stage: {stage_of(one, thread)}.",
        set_words(one.when, one.minutes) if one.when else "No day is set yet.",
        f"Where: {one.venue}." if one.venue else "",
        f"Coming: {', '.join(f'{a.name} ({a.role})' for a in one.attendees)}."
        if one.attendees
        else "",
    ]
    if one.windows and not one.when:
        lines.append(f"Offered: {'; '.join(window.days for window in one.windows)}.")
    yield from (click.wrap_text(line, _WIDTH, "", "  ") for line in lines if line)
    yield ""
    yield "In the log"
    yield from [_told(contact) for contact in thread.contacts] or ["  nothing yet"]
    if thread.follow_ups:
        yield ""
        yield "To do, and what was promised"
        yield from (_due(due) for due in thread.follow_ups)
    if step := list(_step_lines(one, thread)):
        yield ""
        yield "Next"
        yield from step


_IN_PERSON = (Outcome.MEETING_HELD, Outcome.SPOKE)


def _told(one: Contact) -> str:
    towards = "with" if one.outcome in _IN_PERSON else "to"
    if one.direction is Direction.INCOMING:
        towards = "from"
    said = f"“{one.words}”" if one.words else ""
    stand = f"position heard: {one.position.replace('_', ' ')}" if one.position else ""
    who = f"{towards} {one.staffer}" if one.staffer else ""
    parts = [", ".join(one.documents), who, stand, said, in_one_line(one.note)]
    head = f"  {one.when:%Y-%m-%d}  #{one.id}  {CHANNEL_WORDS[one.channel]}, {ended_words(one)}"
    more = shown(" · ".join(part for part in parts if part), limit=400)
    return click.wrap_text(f"{head}{': ' if more else ''}{more}", _WIDTH, "", " " * 14)


def _due(one: FollowUp) -> str:
    whose = "they" if one.promise is Promise.THEIRS else "you"
    late = " LATE" if one.due and one.due < session.today() else ""
    state = late if one.state is FollowUpState.OPEN else f" [{one.state}]"
    head = f"  {one.due or 'no day'!s:<10}  #{one.id}  {whose:<4}  "
    return click.wrap_text(shown(one.text, limit=300) + state, _WIDTH, head, " " * len(head))


def as_object(one: Occasion, thread: Thread | None, *, whole: bool = False) -> dict[str, Any]:
    """Return it as the JSON object that programs read; `whole`: with its thread. Without a thread,
    which the log has, stage and next step are null."""
    from advocate.cli.follow_ups import as_object as due_object
    from advocate.outreach.lists import as_object as contact_object

    step = what_next(one, thread) if thread else None
    told: dict[str, Any] = {
        "name": one.slug,
        "kind": one.channel.value,
        "stage": stage_of(one, thread).value if thread else one.ended or None,
        "issue": one.issue,
        "senator": one.senator,
        "senator_name": one.senator_name,
        "office": one.office,
        "when": one.when.isoformat() if one.when else None,
        "minutes": one.minutes,
        "place": one.venue,
        "windows": [
            {"first": w.first.isoformat(), "last": w.last.isoformat()} for w in one.windows
        ],
        "attendees": [{"name": a.name, "role": a.role.value} for a in one.attendees],
        "next": {
            "text": step.text,
            "command": step.command,
            "other": step.other,
            "by": step.by.isoformat() if step.by else None,
        }
        if step
        else None,
    }
    if whole and thread:
        told["contacts"] = [contact_object(contact) for contact in thread.contacts]
        told["follow_ups"] = [due_object(due) for due in thread.follow_ups]
    return told


def _print(told: dict[str, Any]) -> None:
    print_json(told)

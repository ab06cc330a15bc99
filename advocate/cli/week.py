"""`advocate week`: what to do in this week's two hours, and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.log_add import WHAT, WHO, options
from advocate.cli.output import json_text
from advocate.cli.week_facts import Gathered, gather
from advocate.errors import shown
from advocate.notices import Notice
from advocate.outreach.figures import GOAL
from advocate.text import near_date

if TYPE_CHECKING:
    from advocate.planning.records import Choice, Plan

_WIDTH = 80
_LEFT_OUT = 6  # lines on what is not in the plan


@click.group(
    invoke_without_command=True, epilog="Example:  advocate week --minutes 60 --pdf week.pdf"
)
@click.option("--minutes", type=click.IntRange(5, 2400), default=GOAL, show_default=True,
              help="How long the week is to be.")  # fmt: skip
@click.option("--place", metavar="PLACE", help="A ZIP code; your profile's if left out.")
@click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several.")
@click.option("--issue", "issues", multiple=True, metavar="ISSUE", help="Plan for this issue.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the sheet for the fridge.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write it for your calendar program.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.pass_context
def week(ctx: click.Context, /, **told: Any) -> None:
    """Plan this week's two hours: what to do, when, and why.

    What is due and what has a deadline comes first; no office hears from you twice in a week; what
    you did already is left out. `week done` logs what you did, by its number.
    """
    if ctx.invoked_subcommand:
        return
    from advocate.planning.week import plan_week

    found = gather(told["place"], told["state"], told["issues"], command="week --place")
    plan = plan_week(found.facts, minutes=told["minutes"])
    session.tell(_unread(found))
    _keep(plan, found)
    session.tell(found.unused)
    if told["pdf"]:
        _write(told["pdf"], _pdf(plan, found), force=told["force"])
    if told["ics"] and plan.choices:
        _write(told["ics"], _ics(plan), force=told["force"])
    elif told["ics"]:
        session.tell_no_events("Nothing is planned")
    if told["as_json"]:
        click.echo(_json(plan, _unread(found)))
    elif not (told["pdf"] or told["ics"]):
        session.tell(list(found.where.notices))
        for line in _page(plan, found):
            click.echo(line)


@week.command(epilog="Example:  advocate week done 2 --outcome voicemail --minutes 5")
@click.argument("number", type=int, metavar="N")
@options(WHO[1:2], WHAT)
def done(number: int, **told: Any) -> None:
    """Log that you did number N of the plan that was shown last.

    A call, a letter or a visit becomes a contact in the log, a follow-up is ticked off, and the
    rest is kept as done. Letters count as sent; of a call, say how it ended. What a meeting's own
    command logs is left to that.
    """
    from advocate.cli.week_done import carry_out
    from advocate.week_file import change_week, read_week

    kept = read_week(session.home())
    line = next((one for one in kept.shown if one.number == number), None)
    if line is None:
        why = "It is done, or never was in it." if kept.day else "None was shown yet."
        raise click.UsageError(f"The plan has no number {number}. {why} See `advocate week`.")
    if kept.day is None or (session.today() - kept.day).days > session.today().weekday():
        raise click.UsageError("That plan is of another week. See `advocate week` first.")
    if carry_out(line, told):
        change_week(session.home(), lambda week: week.without(number))


def _unread(found: Gathered) -> list[Notice]:
    """Say what the plan lacks where the log is out of reach."""
    return [session.log_unread(found.unread, _UNREAD)] if found.unread else []


_UNREAD = (
    "What is due and the minutes done are left out, and the plan may propose what was done already."
)


def _keep(plan: "Plan", found: Gathered) -> None:
    from advocate.week_file import Shown, keep_shown

    lines = [
        Shown(n, one.key, one.kind, one.text, one.minutes, one.senator, one.office, one.issue,
              one.follow_ups, one.thread, one.command)
        for n, one in enumerate(plan.choices, 1)
    ]  # fmt: skip
    keep_shown(session.home(), found.facts.today, lines)


def _page(plan: "Plan", found: Gathered) -> list[str]:
    facts = found.facts
    # Each with its year in the week in which that changes.
    monday, sunday = facts.monday, facts.sunday
    span = f"{near_date(monday, sunday)} to {near_date(sunday, monday)}"
    head = f"Your week, {span}: {plan.minutes} minutes planned"
    if plan.spent:
        head += f", {plan.spent} of {plan.goal} done"
    lines = [click.style(head, bold=True), click.wrap_text(found.senate, _WIDTH)]
    day = None
    for number, choice in enumerate(plan.choices, 1):
        if choice.on != day:
            day = choice.on
            lines += ["", click.style(f"{day:%A}, {day:%B} {day.day}", bold=True)]
        lines += _choice(number, choice)
    if not plan.choices:
        lines += ["", _nothing(plan)]
    if found.advice:
        lines += ["", click.style("Please do not", bold=True), *map(_bullet, found.advice)]
    if plan.left_out:
        lines += ["", click.style("Not this week", bold=True)]
        lines += [_bullet(f"{one.text}: {one.why}") for one in plan.left_out[:_LEFT_OUT]]
        more = len(plan.left_out) - _LEFT_OUT
        lines += [f"  and {more} more"] if more > 0 else []
    lines += ["", click.style(_as_of(found), dim=True)]
    if plan.choices:
        lines.append("When one is done:  advocate week done 1")
    elif not plan.spent:
        lines.append("For another issue:  advocate issues list")
    return lines


def _nothing(plan: "Plan") -> str:
    if plan.spent >= plan.goal:
        return f"The week's {plan.goal} minutes are done. Thank you. Rest."
    if not plan.spent:
        return f"There is nothing to plan for this week{'; below is why' * bool(plan.left_out)}."
    return "Nothing more fits into this week."


def _choice(number: int, choice: "Choice") -> list[str]:
    label = f"{number:>3}. {choice.minutes:>3} min  "
    indent = " " * len(label)
    text = click.wrap_text(shown(choice.text, limit=400), _WIDTH, label, indent)
    why = click.wrap_text("; ".join(choice.why), _WIDTH, indent, indent)
    lines = [text, click.style(why, dim=True)]
    return [*lines, f"{indent}{choice.command}"] if choice.command else lines


def _bullet(text: str) -> str:
    return click.wrap_text(shown(text, limit=300), _WIDTH, "  - ", "    ")


def _as_of(found: Gathered) -> str:
    return f"Numbers as of {found.dataset.manifest.data_as_of}."


def _pdf(plan: "Plan", found: Gathered) -> bytes:
    from advocate import delivery

    profile = session.load_profile()
    # With nothing on it, the sheet says why.
    whys = [] if plan.choices else [f"{one.text}: {one.why}." for one in plan.left_out[:_LEFT_OUT]]
    written = delivery.write_week(
        plan,
        found.facts,
        session.open_looks(None),
        notes=[*(one.text for one in _unread(found)), found.senate, *found.advice, *whys],
        data_as_of=found.dataset.manifest.data_as_of,
        large_print=profile.large_print,
    )
    session.tell(written.notices)
    return written.data


def _ics(plan: "Plan") -> bytes:
    from advocate.ics import Event, calendar
    from advocate.text import slug

    events = [
        Event(
            f"week-{slug(one.key)}-{one.on:%Y%m%d}",
            f"{one.text} ({one.minutes} minutes)",
            one.on,
            note=f"{'; '.join(one.why)}. {one.command}".strip(),
        )
        for one in plan.choices
    ]
    return calendar(events, now=clock.now()).encode()


def _write(path: Path, data: bytes, *, force: bool) -> None:
    from advocate.files import PRIVATE, write_file

    write_file(path, data, force=force, mode=PRIVATE)
    click.echo(str(path))


def _json(plan: "Plan", unread: Sequence[Notice]) -> str:
    from dataclasses import asdict

    rows: Sequence[dict[str, Any]] = [
        {"number": number}
        | asdict(one)
        | {
            "on": one.on.isoformat(),
            "deadline": one.deadline.isoformat() if one.deadline else None,
        }
        for number, one in enumerate(plan.choices, 1)
    ]
    answer = {
        "goal": plan.goal,
        "spent": plan.spent,
        "planned": plan.minutes,
        "choices": rows,
        "left_out": [asdict(one) for one in plan.left_out],
        "warnings": [one.text for one in unread],
    }
    return json_text(answer)

"""`advocate positions`: where senators stand, as offices told it, and how it changed."""

from collections.abc import Sequence
from itertools import groupby

import click

from advocate.cli import session
from advocate.cli.output import print_json
from advocate.errors import shown
from advocate.outreach.records import Heard
from advocate.text import long_date


@click.command(epilog="Example:  advocate positions town-hall")
@click.argument("issue", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, the newest last.")
def positions(issue: str | None, as_json: bool) -> None:
    """Show where senators stand, as offices told you.

    On each ask: who said it, when, in which words, and how it changed. What an office told you,
    newer than an issue pack's own position, counts in scripts, letters and briefs, too.
    """
    slug = session.open_packs().folder(issue).name if issue else ""
    with session.open_log_to_read() as store:
        found = store.heard(issue=slug) if as_json else store.changes_heard(issue=slug)
    if as_json:
        print_json([as_object(one) for one in found])
    elif found:
        click.echo("\n".join(page(found)))
    else:
        click.echo("No office has told a position yet.")
        click.echo("Next:  advocate log add ISSUE --position POSITION …", err=True)


def page(found: Sequence[Heard]) -> list[str]:
    """Return lines of at most 80 columns: each stand now, and those before it."""
    lines: list[str] = []
    for _, each in groupby(found, key=lambda one: (one.senator, one.issue, one.ask)):
        told = list(each)
        now = told[-1]
        about = f"{now.issue}:{now.ask}" if now.ask else now.issue
        head = f"{now.senator_name} on {about}: {_word(now)}"
        lines.append(click.style(click.wrap_text(shown(head, limit=200), 80), bold=True))
        changes = [one for i, one in enumerate(told) if not i or _word(one) != _word(told[i - 1])]
        for one in reversed([*changes[:-1], now]):
            who = f", {one.staffer}" if one.staffer else ""
            words = f" “{one.words}”" if one.words else ""
            text = f"{long_date(one.when.date())}: {_word(one)} (contact {one.contact}{who}){words}"
            lines.append(click.wrap_text(shown(text, limit=400), 80, "  ", "    "))
        lines.append("")
    return lines[:-1]


def _word(one: Heard) -> str:
    return one.position.value.replace("_", " ")


def as_object(one: Heard) -> dict[str, object]:
    """Return a stand as the JSON object that programs read."""
    return {
        "senator": one.senator,
        "senator_name": one.senator_name,
        "issue": one.issue,
        "ask": one.ask,
        "position": one.position.value,
        "when": one.when.isoformat(),
        "words": one.words,
        "staffer": one.staffer,
        "contact": one.contact,
    }

"""`advocate story`: write down what happened to you, for letters, calls and meetings."""

import sys
import textwrap
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from advocate import stories
from advocate.cli import moments, session
from advocate.cli.output import fitted, print_json
from advocate.cli.questions import choose
from advocate.errors import SettingsError, shown
from advocate.settings import PATH_LIMIT
from advocate.stories import Consent, Story
from advocate.text import long_date, word_count

_WIDTH = 78
_LABELS = {
    "who": "Who it is about",
    "happened": "What happened",
    "touches": "How the policy touches it",
    "ask": "What the senator should do",
}
_CONSENTS = {
    Consent.NAMED: "yes, with the name",
    Consent.UNNAMED: "yes, without it",
    Consent.NONE: "no",
}


@click.group(epilog="Example:  advocate story new late-shift --issue town-hall")
def story() -> None:
    """Write down your own story: the part that an office reads.

    It becomes the paragraph of your letter, a sentence for the phone, and a card for a meeting.
    """


@story.command(epilog="Example:  advocate story new late-shift --issue town-hall")
@click.argument("slug")
@click.option("--issue", metavar="ISSUE", help="The issue pack for which you tell it.")
@click.option("--who", metavar="TEXT", help="Who it is about, in a sentence.")
@click.option("--happened", metavar="TEXT", help="What happened, in two or three sentences.")
@click.option("--touches", metavar="TEXT", help="How the policy touches it, in a sentence.")
@click.option("--ask", metavar="TEXT", help="What the senator should do, in your words.")
@click.option("--reason", metavar="TEXT", help="All of it in a spoken sentence of 25 words.")
@click.option(
    "--consent",
    type=click.Choice([one.value for one in Consent]),
    help="Whether the office may retell it: with the name, without it, or not.",
)
@click.option(
    "--consented-on",
    type=moments.Day(),
    metavar="DATE",
    help="The day on which they agreed; today if left out.",
)
def new(slug: str, **given: Any) -> None:
    """Begin a story: asked step by step, or as a worksheet to fill in.

    In a terminal you are asked whatever you did not give. Elsewhere a file with the questions is
    written, for you to fill in.
    """
    home = session.home()
    stories.story_path(home, slug)
    if slug in stories.story_slugs(home):
        stories.save_story(home, slug, {})  # which refuses, before anybody answers for nothing
    answers = {key: value for key, value in given.items() if value is not None}
    if answers.get("issue"):
        session.open_packs().folder(answers["issue"])
    if session.interactive():
        _ask_for_the_rest(answers)
    _date_consent(answers)
    path = stories.save_story(home, slug, answers)
    click.echo(f"Kept in {shown(str(path), limit=PATH_LIMIT)}. It stays on this machine.")
    if stories.made_story(slug, answers).text:
        click.echo(f"Next:  advocate story show {slug}", err=True)
    else:
        click.echo("Next: open that file, answer its questions, and run", err=True)
        click.echo(f"  advocate story show {slug}", err=True)


@story.command("list", epilog="Example:  advocate story list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> None:
    """List your stories, the newest first, with who may retell them."""
    home = session.home()
    found, broken = [], []
    for slug in stories.story_slugs(home):
        one = session.readable_story(slug)
        if isinstance(one, Story):
            found.append(one)
        else:
            broken.append(one)
    if as_json:
        warnings = [notice.text for notice in broken]
        rows = [_data(one) for one in found]
        print_json({"stories": rows, "warnings": warnings})
        return
    session.tell(broken)
    if not found and not broken:
        click.echo("There is no story yet.")
        click.echo("Next:  advocate story new late-shift --issue town-hall", err=True)
    for one in found:
        words = f"{word_count(one.text)} words" if one.text else "not filled in"
        click.echo(f"{one.slug:<24}{one.issue or 'no issue':<24}{words:<16}{_retelling(one)}")


@story.command(epilog="Example:  advocate story show late-shift")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(slug: str, as_json: bool) -> None:
    """Show a story: the worksheet, the paragraph, what to say, who may retell it."""
    one = stories.load_story(session.home(), slug)
    if as_json:
        print_json(_data(one))
        return
    for line in _page(one):
        click.echo(line)
    path = stories.story_path(session.home(), slug)
    click.echo(f"\nChange it in {shown(str(path), limit=PATH_LIMIT)}", err=True)
    if one.text:
        place = "" if session.load_profile().zip else " ZIP"
        told = "" if one.issue else f" --story {slug}"
        click.echo(f"Next:  advocate letter {one.issue or 'ISSUE'}{place}{told}", err=True)


def _ask_for_the_rest(answers: dict[str, Any]) -> None:
    """Ask, step by step, for each answer that no option gave."""
    if "issue" not in answers:
        slugs = session.open_packs().slugs()
        answers["issue"] = choose(
            "Which issue is it for? Enter for none in particular.", slugs, slugs, empty=True
        )
    if answers["issue"]:
        click.echo("\nTo find a story, ask yourself:", err=True)
        for prompt in session.open_packs().get(answers["issue"]).story_prompts:
            click.echo(fitted(f"  - {prompt.text}", sys.stderr), err=True)
    for key in ("who", "happened", "touches", "ask"):
        if key not in answers:
            answers[key] = _asked(key)
    if "reason" not in answers:
        short = word_count(answers["touches"]) <= stories.REASON_WORDS
        default = answers["touches"] if short else ""
        answers["reason"] = _asked("reason", default=default, check=stories.require_short)
    _ask_for_consent(answers)


def _ask_for_consent(answers: dict[str, Any]) -> None:
    if "consent" not in answers:
        question = "May the office retell it? Ask whoever it is about. Enter for no."
        names = [f"{one}: {said}" for one, said in _CONSENTS.items()]
        answers["consent"] = choose(question, list(_CONSENTS), names, empty=True) or Consent.NONE
    if answers["consent"] != Consent.NONE and "consented_on" not in answers:
        answers["consented_on"] = click.prompt(
            "\nOn which day did they say yes?",
            type=moments.Day(),
            default=str(session.today()),
            err=True,
        )


def _asked(key: str, *, default: str = "", check: Callable[[str], object] | None = None) -> str:
    def checked(text: str) -> str:
        try:
            if check:
                check(text)
            stories.made_story("new", {key: text})
        except SettingsError as error:  # said at once, and asked again: the answers before it stay
            raise click.UsageError(error.sentence) from None
        return text

    value: str = click.prompt(
        fitted(f"\n{stories.QUESTIONS[key]}\n", sys.stderr),
        default=default,
        show_default=bool(default),
        value_proc=checked,
        prompt_suffix="> ",
        err=True,
    )
    return value


def _date_consent(answers: dict[str, Any]) -> None:
    """A consent is of today, if no other day is given; a day alone is a consent to nothing."""
    day: date | None = answers.get("consented_on")
    given = answers.get("consent", Consent.NONE)
    if given == Consent.NONE and day:
        raise click.UsageError("--consented-on goes with --consent named or --consent unnamed.")
    if given != Consent.NONE:
        answers["consented_on"] = day or session.today()
        _require_past(answers["consented_on"])


def _require_past(day: date) -> None:
    if day > session.today():
        raise click.UsageError(f"{long_date(day)} is still ahead: nobody has agreed on that day.")


def _page(one: Story) -> list[str]:
    lines = [f"{one.slug}, for {one.issue or 'no issue in particular'}"]
    for key, label in _LABELS.items():
        lines += ["", label, *_indented(getattr(one, key) or "(not answered)")]
    lines += ["", f"In the letter ({word_count(one.text)} words)"]
    lines += _indented(one.text or "(nothing yet)")
    lines += ["", f"On the phone ({word_count(one.reason)} of {stories.REASON_WORDS} words)"]
    lines += _indented(one.reason or "(nothing yet: the issue's own reason is given)")
    return [*lines, "", f"Who may retell it: {_retelling(one)}."]


def _retelling(one: Story) -> str:
    if one.consent is Consent.NONE:
        return "nobody but you"
    named = "with the name" if one.consent is Consent.NAMED else "without the name"
    return f"the office, {named}" + (f" ({one.consented_on})" if one.consented_on else "")


def _indented(prose: str) -> list[str]:
    parts = (
        textwrap.fill(part, _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for part in prose.split("\n\n")
    )
    return "\n\n".join(parts).split("\n")


def _data(one: Story) -> dict[str, object]:
    data = asdict(one)
    day = one.consented_on
    words = {"reason_words": word_count(one.reason), "may_retell": one.may_retell}
    return data | {"consent": one.consent.value, "consented_on": str(day) if day else None} | words

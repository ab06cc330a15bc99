"""`advocate me`: who you are, kept on this machine and filled into what you print."""

import codecs
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import settings
from advocate.cli import session
from advocate.cli.output import path_text, print_json
from advocate.errors import LookupFailedError, SettingsError, reason_of, shown
from advocate.notices import Notice
from advocate.reading import read_ordinary
from advocate.text import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAYS = "It stays on this machine; nothing is sent anywhere."
_LABEL = 16


@click.group(epilog="Example:  advocate me set --name 'Ana Ruiz' --zip 10001")
def me() -> None:
    """Keep your name and address for scripts and letters.

    Everything is optional: your ZIP code alone finds your senators.
    """


@me.command(
    "set", epilog="Example:  advocate me set --name 'Ana Ruiz' --zip 10001 --city 'New York'"
)
@click.option("--name", metavar="TEXT", help="Your full name, as you sign letters.")
@click.option("--preferred-name", metavar="TEXT", help="What you are called.")
@click.option("--prefix", metavar="TEXT", help="Ms., Mr., Mx., Dr.: most web forms ask.")
@click.option("--street", metavar="TEXT", help="House number and street.")
@click.option("--city", metavar="TEXT", help="City or town.")
@click.option("--state", metavar="CODE", help="Two letters, such as NY.")
@click.option("--zip", metavar="ZIP", help="10001, or 10001-2345.")
@click.option("--phone", metavar="NUMBER", help="For letters, and voicemails that want an answer.")
@click.option("--email", metavar="ADDRESS", help="For letters and web forms.")
@click.option("--occupation", metavar="TEXT", help="Your work, or the group you belong to.")
@click.option("--pronunciation", metavar="TEXT", help="How to say your name: AH-nah roo-EES.")
@click.option("--large-print/--no-large-print", default=None, help="Print documents in large type.")
@click.option("--story", metavar="FILE", help="Why this matters to you, from a text file, or - .")
def set_(**given: str | bool | None) -> None:
    """Keep some facts about you. Only what you name changes; '' clears it."""
    values = {key: value for key, value in given.items() if value is not None}
    if not values:
        raise click.UsageError("Name at least one thing to keep, for example --zip 10001.")
    if values.get("story"):
        values["story"] = story_text(str(values["story"]))
    values = _known_places(values)
    home = session.home()
    before, profile = settings.update_profile(home, values)
    session.tell(_address_notices(before, profile, set(values)))
    click.echo(f"Kept in {path_text(settings.profile_path(home))}. {_STAYS}")
    click.echo(f"Next:  {_next(profile)}", err=True)


def _next(profile: settings.Constituent) -> str:
    """Return the command that the profile is good for now."""
    from advocate.directory.lookup import possible_states, zip_place

    if not profile.zip:
        return "advocate me set --zip 10001  (with your own ZIP code)"
    dataset, use = session.open_dataset(), "advocate kit town-hall --out kit"
    try:
        place = zip_place(dataset, profile.zip)
    except LookupFailedError:  # which is said already
        return use
    if place is None or profile.state:
        return use
    if place.military:
        return "advocate me set --state NY  (the state in which you vote)"
    first, *rest = [state.code for state in possible_states(dataset, place)] or [""]
    if rest:
        others = join_words(rest, last="or")
        return f"advocate me set --state {first}  (or {others}: the ZIP code lies in several)"
    return use if first else "advocate"  # which says who speaks for people without senators


def _known_places(values: dict[str, str | bool]) -> dict[str, str | bool]:
    """Return the values with the state by its code; raises UnknownPlaceError for what is none."""
    if not values.get("state") and not values.get("zip"):
        return values
    from advocate.directory.lookup import resolve_state, zip_place

    dataset = session.open_dataset()
    if code := values.get("zip"):
        zip_place(dataset, str(code))  # what has not the form of a ZIP code is the profile's to say
    if state := values.get("state"):
        return values | {"state": resolve_state(dataset, str(state)).code}
    return values


def _zip_notices(now: settings.Constituent) -> "Iterator[Notice]":
    from advocate.directory.lookup import inferred_notice, possible_states, zip_place

    dataset = session.open_dataset()
    try:
        place = zip_place(dataset, now.zip)
    except LookupFailedError:  # it was kept before, or written into the file by hand
        yield Notice("zip-unknown", f"{now.zip}, your ZIP code, is not one in use.")
        return
    if place and not now.state:
        yield from inferred_notice(place, possible_states(dataset, place))
    if place and now.state and place.states and now.state not in place.states:
        there = " or ".join(place.states)
        yield Notice("zip-state", f"ZIP code {now.zip} lies in {there}, not in {now.state}.")


def _address_notices(
    before: settings.Constituent, now: settings.Constituent, told: set[str]
) -> list[Notice]:
    """Say where parts of the address no longer fit together: an office would see it first."""
    notices = list(_zip_notices(now)) if now.zip else []
    moved = before.zip and "zip" in told and now.zip[:5] != before.zip[:5]
    kept = [what for what in ("street", "city") if getattr(now, what) and what not in told]
    if moved and kept:
        notices.append(
            Notice(
                "address-kept",
                f"Your {' and '.join(kept)} stayed as before. If you moved, set them, too.",
            )
        )
    return notices


@me.command(epilog="Example:  advocate me show --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(as_json: bool) -> None:
    """Show what is kept about you, and where."""
    profile, path = session.load_profile(), settings.profile_path(session.home())
    if as_json:
        print_json(asdict(profile))
    elif profile == settings.Constituent():
        click.echo("Nothing is kept about you yet.")
        click.echo("Next:  advocate me set --name 'Ana Ruiz' --zip 10001", err=True)
    else:
        for line in _card(profile):
            click.echo(line)
        click.echo(f"\nKept in {path_text(path)}. {_STAYS}", err=True)


@me.command(epilog="Example:  advocate me clear --yes")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def clear(yes: bool) -> None:
    """Delete what is kept about you. The outreach log stays."""
    home = session.home()
    if not yes and session.interactive() and settings.profile_path(home).exists():
        click.confirm(
            "Delete your name, address and story from this machine?", abort=True, err=True
        )
    if settings.clear_profile(home):
        click.echo("Your profile is deleted. The outreach log is as it was.")
    else:
        click.echo("There was no profile to delete.")


def _card(profile: settings.Constituent) -> list[str]:
    lines = []
    for key, value in asdict(profile).items():
        if value and key != "story":
            label = settings.LABELS[key]
            said = "yes" if value is True else value
            lines.append(f"{label[0].upper()}{label[1:]}".ljust(_LABEL) + f" {said}")
    if profile.story:
        lines += ["Story", *_indented(profile.story)]
    return lines


def _indented(prose: str) -> list[str]:
    import textwrap

    wrapped = (
        textwrap.fill(p, 78, initial_indent="  ", subsequent_indent="  ")
        for p in prose.split("\n\n")
    )
    return "\n\n".join(wrapped).split("\n")


def story_text(name: str) -> str:
    """Return the text of the file that --story names, or of standard input for "-".

    Raises SettingsError for what is not there, or is no plain text. What is much too long is cut:
    the profile says how long it may be.
    """
    data = _typed() if name == "-" else _file(name)
    try:
        text = _decoded(data)
    except UnicodeDecodeError:
        text = "\0"
    ending = Path(name).suffix.casefold()
    if "\0" in text or data.startswith((b"{\\rtf", b"%PDF-", b"PK\3\4")):
        raise SettingsError(
            f"{_said(name)} is not a text file in UTF-8.",
            hint="Save it as plain text (.txt), and name that file."
            if ending in _WRITTEN
            else "Save it as plain text in UTF-8, and name that file.",
        )
    return text


_MOST = settings.STORY_LIMIT * 8  # bytes: enough to see that it is too long
_WRITTEN = (".doc", ".docx", ".odt", ".pages", ".pdf", ".rtf")


def _decoded(data: bytes) -> str:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # Notepad's “Unicode”
    cut = "ignore" if len(data) == _MOST else "strict"
    return data.decode("utf-16" if marked else "utf-8-sig", cut)


def _typed() -> bytes:
    if sys.stdin is None:
        raise SettingsError("There is no input to read the story from.", hint="Name a file.")
    return sys.stdin.buffer.read(_MOST)


def _file(name: str) -> bytes:
    try:
        return read_ordinary(Path(name), _MOST)
    except OSError as error:
        typed = isinstance(error, FileNotFoundError) or len(name) > settings.LINE_LIMIT
        hint = "--story takes a file's name, not the story itself." if " " in name and typed else ""
        raise SettingsError(
            f"Could not read {_said(name)}: {reason_of(error)}.", hint=hint
        ) from None
    except ValueError as error:
        hint = "To pass on what another program writes, use - ." if "ordinary" in str(error) else ""
        raise SettingsError(f"Could not read {_said(name)}: {error}.", hint=hint) from None


def _said(name: str) -> str:
    return "The input" if name == "-" else shown(name, limit=settings.PATH_LIMIT)

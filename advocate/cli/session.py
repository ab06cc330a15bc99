"""What a command needs opened: the dataset, the packs, the profile, the log, today's date."""

import os
import sys
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli.output import fitted
from advocate.errors import SettingsError, StoreError, StoreOutOfReachError, reason_of, shown
from advocate.notices import Notice
from advocate.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocate.desk import Looks, Made
    from advocate.directory.dataset import Dataset
    from advocate.issues.alerts.known import Known
    from advocate.issues.alerts.library import AlertLibrary
    from advocate.issues.library import PackLibrary
    from advocate.outreach.records import Recalled
    from advocate.outreach.store import Store
    from advocate.settings import Constituent
    from advocate.stories import Story


_EXPOSED = "advocate.log-exposed"
_TOLD = "advocate.told"
RECALLED = 20  # contacts with a senator that a document may tell of


def today() -> date:
    """Return the day that every command of this run works with."""
    return clock.today()


def home() -> Path:
    """Return the user's folder: ADVOCATE_HOME, or the platform's place for application data."""
    named = os.environ.get("ADVOCATE_HOME")
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:
            raise SettingsError(
                f"ADVOCATE_HOME is “{shown(named)}”, which names no folder.",
                hint="Set it to a folder of yours, or unset it.",
            ) from None
    from platformdirs import user_data_path  # costs 10 ms: only without ADVOCATE_HOME

    return user_data_path("advocate", appauthor=False)


def open_dataset() -> "Dataset":
    """Return the data in use with the user's own corrections, read part by part as needed."""
    return open_published().corrected_in(home())


def open_published() -> "Dataset":
    """Return the data in use: the user's updated copy, or what came with the program where that is
    newer. A copy that cannot be used is told of, once."""
    from advocate.directory.dataset import OWN_COPIES

    if not os.path.lexists(home() / OWN_COPIES):
        return shipped_dataset()
    from advocate.directory.update.copies import in_use

    dataset, notice = in_use(home(), shipped_dataset())
    context = click.get_current_context(silent=True)
    told = context.find_root().meta if context else {}
    if notice and notice.code not in told:
        told[notice.code] = True
        tell([notice])
    return dataset


def shipped_dataset() -> "Dataset":
    """Return the dataset that came with the program."""
    from advocate.directory.dataset import Dataset

    return Dataset(bundled("data"))


def load_profile() -> "Constituent":
    """Return who the user is, as far as they have said."""
    from advocate import settings

    return settings.load_profile(home())


def open_store() -> "Store":
    """Open the user's outreach log; close it, or use it in a `with` statement."""
    from advocate.outreach.store import Store

    target, member = _log()
    _note_exposure(target)
    return Store.open(target, member=member, backups=home() / "backups")


def open_log_to_read(*, note: bool = True) -> "Store":
    """Open the user's outreach log to look at it; it makes nothing.

    A note says where others can reach it, unless the command tells of that itself.
    """
    from advocate.outreach.store import Store

    target, member = _log()
    if note:
        _note_exposure(target)
    return Store.open_to_read(target, member=member, backups=home() / "backups")


def require_log() -> None:
    """Raise StoreError where nothing could be logged now; it makes no log."""
    from advocate.outreach.store import Store

    target, member = _log()
    Store.require_writable(target, member=member, backups=home() / "backups")


def _log() -> tuple[str | Path, str]:
    """Return where the log lies, and who works in it."""
    from advocate.preferences import load_preferences

    set_ = load_preferences(home())
    return set_.store or home() / "log.sqlite3", set_.member


def log_closing_command() -> str:
    """Return the command that closes the log to others on this computer; empty when it is."""
    from advocate.files import closing_command

    target, _ = _log()
    return closing_command(target) if isinstance(target, Path) else ""


def _note_exposure(target: str | Path) -> None:
    """Say that others can reach the log, once in a command, however often it opens the log."""
    from advocate.files import closing_command

    command = closing_command(target) if isinstance(target, Path) else ""
    context = click.get_current_context(silent=True)
    told = context.find_root().meta if context else {}
    if command and not told.get(_EXPOSED):
        told[_EXPOSED] = True
        tell([Notice("log-exposed", f"Others on this computer can reach your log:  {command}")])


def recall(senators: "Sequence[str]", *, contacts: int = RECALLED) -> "Recalled | None":
    """Return what the log remembers of these senators, at most so many contacts with each; None
    where there is no log yet.

    A log that cannot be read is told of, and keeps nobody from looking up a senator.
    """
    target, _ = _log()
    if isinstance(target, Path) and not os.path.lexists(target):
        return None
    try:
        with open_log_to_read() as store:
            return store.recall(senators, contacts=contacts)
    except StoreError as error:
        tell([Notice("log-unread", f"Made without your log. {error.sentence}")])
        return None


def log_unread(error: StoreOutOfReachError, left_out: str) -> Notice:
    """Return the note that the log is out of reach, and what an answer lacks for it: what needs
    no log is shown all the same."""
    return Notice("log-unread", f"{error.sentence} {left_out}")


def tell_no_events(why: str) -> None:
    """Say why no calendar file was written: without an entry it is none (RFC 5545, 3.6)."""
    tell([Notice("no-events", f"{why}: there is nothing for a calendar. No file was written.")])


def open_packs() -> "PackLibrary":
    """Return the issue packs: the user's own first, then those that they do not hide."""
    from advocate.issues.library import PackLibrary

    shipped = ("shipped", bundled("talking_points"))
    return PackLibrary([("yours", home() / "talking_points"), shipped])


def open_alerts() -> "AlertLibrary":
    """Return the alerts: the user's own first, then those of issue packs, theirs and shipped."""
    from advocate.issues.alerts.library import FOLDER, AlertLibrary, pack_alert_folders

    own, packs = home() / FOLDER, home() / "talking_points"
    shipped = pack_alert_folders("shipped", bundled("talking_points"))
    return AlertLibrary([("yours", own), *pack_alert_folders("yours", packs), *shipped])


def known_to_alerts(*, drafts: bool = False) -> "Known":
    """Return what alerts may name: issue packs and senators; with `drafts`, which packs are some,
    for which all have to be read."""
    from advocate.issues.alerts.known import Known

    packs = open_packs()
    senators = {one.bioguide: one for one in open_dataset().senators}
    return Known(packs.slugs(), senators, packs.drafts() if drafts else ())


def open_looks(template_dir: Path | None) -> "Looks":
    """Return the template search path: the named folder, the user's own, the shipped one."""
    from advocate.desk import Looks

    own = [template_dir] if template_dir else []
    return Looks((*own, home() / "templates", bundled("templates")))


def story_for(issue: str, profile: "Constituent", file: str | None) -> "Story":
    """Return the story to tell: the one named (a story's slug, else a file), else the newest that
    is kept for this issue, else the one in the profile."""
    from advocate.stories import Story, load_story, story_of, story_slugs

    slugs = story_slugs(home())
    if file in slugs:
        return load_story(home(), file)
    if file:
        from advocate.cli.me import story_text
        from advocate.settings import changed

        return Story(issue=issue, text=changed(profile, {"story": story_text(file)}).story)
    for one in map(readable_story, slugs):
        if isinstance(one, Notice):
            tell([one])
        elif one.issue == issue and one.text:
            return one
    return story_of(profile)


def readable_story(slug: str) -> "Story | Notice":
    """Return a story of the user's, or what is wrong with its file: others can still be told."""
    from advocate.stories import load_story

    try:
        return load_story(home(), slug)
    except SettingsError as error:
        return Notice("story-broken", f"The story “{slug}” is left out. {error.sentence}")


def opened(file: Path) -> BufferedReader:
    """Open a file that the log is to take something from; raises StoreError where it cannot be."""
    where = shown(str(file), limit=200)
    try:
        if file.exists() and not file.is_file():
            raise StoreError(f"{where} is no ordinary file. Nothing was changed.")
        return file.open("rb")
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{where} cannot be read: {reason_of(error)}. Nothing was changed."
        ) from None


def own_folder(name: str) -> Path:
    """Return a folder inside the user's own, made if need be; raises OutputError."""
    from advocate import settings
    from advocate.files import unwritable

    try:
        return settings.own_folder(home() / name)
    except OSError as error:
        raise unwritable(home() / name, error) from None


def explain(made: "Sequence[Made]", looks: "Looks") -> None:
    """Print what each document was made from, and why, to stderr."""
    for one in made:
        click.echo(f"{one.piece.label}, Senator {one.senator.last_name}:", err=True)
        template = f"{one.piece.kind.value}/{one.piece.variant}.md"
        lines = {
            "template": looks.found(template),
            "position": one.reasons.position,
            "office": one.reasons.office,
            "data": one.reasons.data,
        }
        for name, text in lines.items():
            click.echo(f"  {name:<9} {text}", err=True)


def interactive() -> bool:
    """Say whether a person sits at the terminal and can be asked."""
    streams = (sys.stdin, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def tell(notices: tuple[Notice, ...] | list[Notice]) -> None:
    """Print warnings to stderr, one line each, each once in a command; the age of the data is said
    quietly."""
    context = click.get_current_context(silent=True)
    told: set[str] = context.find_root().meta.setdefault(_TOLD, set()) if context else set()
    for notice in notices:
        if notice.text in told:
            continue
        told.add(notice.text)
        look = {"dim": True} if notice.code == "old-data" else {"fg": "yellow"}
        click.secho(fitted(f"Note: {notice.text}", sys.stderr), err=True, **look)

"""The user's settings, apart from who they are: where the log lies, and who works in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from advocate.errors import SettingsError, reason_of, shown
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of
from advocate.text import clean_line

SETTINGS_FILE = "settings.toml"
SETTINGS_LOCK = "settings.lock"
_MOST_BYTES = 16_000
_MOST_DOTS = 200
_LIMIT = 500

# Each setting, and what it is for: the help, the list and the page of settings say it so.
MEANINGS = {
    "store": "where the log lies: postgresql://USER@HOST/DATABASE for a log that a group shares; "
    "a file in your own folder when it is not set",
    "member": "your name in a group's log, as the others know you",
    "issues": "the issues you work on, by the names of their packs; `advocate week` plans for them",
}

# The parts of an address as PostgreSQL's own library reads it: what is before the first @ or / is
# who opens it. A place of any other form is not shown: part of a password may stand in it.
_ADDRESS = re.compile(
    r"postgres(?:ql)?://(?:[^@/]*@)?"
    r"(?P<place>(?:(?:[\w.,-]|\[[0-9a-fA-F:.]+\]|:\d+(?=[,/?]|$))*)(?:/[\w.-]*)?)(?:\?.*)?"
)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the user has set; empty text: not set."""

    store: str = ""
    member: str = ""
    issues: str = ""

    @property
    def shown_store(self) -> str:
        """The store's host and database; what else an address may hold can be a password."""
        if not self.store:
            return ""
        found = _ADDRESS.fullmatch(self.store)
        return f"postgresql://{found['place']}" if found else "postgresql://…"


def load_preferences(home: Path) -> Preferences:
    """Return what is set; raises SettingsError naming the file and what is wrong with it."""
    path = home / SETTINGS_FILE
    try:
        text = text_of(read_ordinary(path, _MOST_BYTES + 1), most=_MOST_BYTES, what="settings file")
        data = tables_of(text, most_dots=_MOST_DOTS, what="settings file", private=True)
    except FileNotFoundError:
        return Preferences()
    except UnreadableError as error:
        raise _unusable(path, str(error)) from None
    except (OSError, ValueError) as error:
        raise _unusable(path, f"cannot be read: {reason_of(error)}.") from None
    try:
        return checked(data)
    except SettingsError as error:
        raise _unusable(path, f"cannot be used. {error.sentence}") from None


def checked(values: Mapping[str, object]) -> Preferences:
    """Return settings made of these values; raises SettingsError for one that cannot be used."""
    for key, value in values.items():
        require_known(key)
        if not isinstance(value, str):
            raise SettingsError(f"{key} must be text in quotes.")
        if len(value) > _LIMIT or value != clean_line(value):
            raise SettingsError(f"The value of {key} is not one line of at most {_LIMIT} letters.")
    made = Preferences(**{key: str(value) for key, value in values.items()})
    if made.store and not made.store.startswith(("postgresql://", "postgres://")):
        raise SettingsError(
            "The store must be the address of a PostgreSQL database.",
            hint="Write postgresql://USER@HOST/DATABASE, or unset it for a file of your own.",
        )
    return made


def require_known(key: str) -> None:
    """Raise SettingsError for a setting that there is not."""
    if key not in MEANINGS:
        raise SettingsError(
            f"There is no setting “{shown(key)}”.", hint=f"Settings: {', '.join(MEANINGS)}."
        )


def save_preferences(home: Path, preferences: Preferences) -> None:
    """Write the settings, readable by this user alone; raises OutputError when it cannot be."""
    import tomli_w

    from advocate.files import PRIVATE, unwritable, write_file
    from advocate.settings import own_folder

    known = {f.name: getattr(preferences, f.name) for f in fields(preferences)}
    text = tomli_w.dumps({key: value for key, value in known.items() if value})
    try:
        own_folder(home)
    except OSError as error:
        raise unwritable(home, error) from None
    write_file(home / SETTINGS_FILE, text.encode(), force=True, mode=PRIVATE)


def set_preference(home: Path, key: str, value: str) -> Preferences:
    """Set one setting, the others left as they are, and return all; empty text unsets it.

    Programs that change them at once take turns. Raises SettingsError, OutputError; then nothing
    is changed.
    """
    from advocate.settings import alone

    with alone(home, SETTINGS_LOCK, "Your file of settings"):
        changed = replace(load_preferences(home), **{key: value})
        save_preferences(home, changed)
    return changed


def _unusable(path: Path, what: str) -> SettingsError:
    return SettingsError(
        f"{shown(str(path), limit=200)} {what}",
        hint="Mend the file, or delete it: then nothing is set.",
    )

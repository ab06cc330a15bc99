"""The user's profile: who the constituent is, kept as a private TOML file in the user's folder."""

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from advocate.errors import SettingsError, reason_of, shown
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of
from advocate.text import SLUG, clean_line, clean_paragraphs

PROFILE_FILE = "profile.toml"
LOCK_FILE = "profile.lock"
WAIT_SECONDS = 5
MOST_BYTES = 64_000
LINE_LIMIT = 200
STORY_LIMIT = 5_000
PATH_LIMIT = 200  # characters of a path in a sentence

# What each field is called in a sentence.
LABELS = {
    "name": "name",
    "preferred_name": "preferred name",
    "prefix": "prefix",
    "street": "street",
    "city": "city",
    "state": "state",
    "zip": "ZIP code",
    "phone": "phone number",
    "email": "e-mail address",
    "occupation": "occupation",
    "pronunciation": "pronunciation",
    "large_print": "large print",
    "story": "story",
}


@dataclass(frozen=True, slots=True)
class Constituent:
    """The user who speaks; empty text means unknown. `state` is two letters, `story` paragraphs."""

    name: str = ""
    preferred_name: str = ""
    prefix: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    email: str = ""
    occupation: str = ""
    pronunciation: str = ""
    large_print: bool = False
    story: str = ""


def profile_path(home: Path) -> Path:
    """Return where the profile is kept inside the user's folder."""
    return home / PROFILE_FILE


def own_folder(folder: Path) -> Path:
    """Return the user's folder, or one inside it, made for this user alone if it is not there.

    Raises OSError. Whatever puts the first file there calls this, so that all make it alike.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)  # raises where a file stands in its place
    return folder


def is_slug(text: str) -> bool:
    """Say whether a text can name a file of the user's: a–z, 0–9 and single hyphens."""
    return re.fullmatch(SLUG, text) is not None


def named_file(folder: Path, slug: str, *, what: str, example: str) -> Path:
    """Return where something with a name is kept; raises SettingsError for one of a wrong form."""
    if not is_slug(slug) or len(slug) > 60:
        raise SettingsError(
            f"“{shown(slug)}” cannot name {what}.",
            hint=f"Use a–z, 0–9 and single hyphens, for example {example}.",
        )
    return folder / f"{slug}.toml"


def load_profile(home: Path) -> Constituent:
    """Return the saved profile, or an empty one; raises SettingsError naming the file and key."""
    path = profile_path(home)
    data = _read(path)
    try:
        _check_keys(data)
        return changed(Constituent(), data)
    except SettingsError as error:
        raise SettingsError(
            f"{_path(path)}: {error.sentence}",
            hint="Mend that line in the file, or start again with `advocate me clear`.",
        ) from None


def save_profile(home: Path, constituent: Constituent) -> None:
    """Write the profile, readable by this user alone; raises OutputError when it cannot be."""
    import tomli_w

    from advocate.files import PRIVATE, unwritable, write_file

    known = {f.name: getattr(constituent, f.name) for f in fields(constituent)}
    text = tomli_w.dumps({k: v for k, v in known.items() if v}, multiline_strings=True)
    try:
        own_folder(home)
    except OSError as error:
        raise unwritable(home, error) from None
    write_file(profile_path(home), text.encode(), force=True, mode=PRIVATE)


def update_profile(home: Path, values: Mapping[str, object]) -> tuple[Constituent, Constituent]:
    """Change these fields of the saved profile; return it as it was and as it is.

    Programs that change it at once take turns, and none undoes what another wrote. Raises
    SettingsError, OutputError; then nothing is changed.
    """
    changed(Constituent(), values)  # what cannot be used makes no folder and waits for nobody
    with alone(home, LOCK_FILE, "Your profile"):
        before = load_profile(home)
        after = changed(before, values)
        save_profile(home, after)
    return before, after


def clear_profile(home: Path) -> bool:
    """Delete the profile and say whether there was one; raises SettingsError when it must stay."""
    path = profile_path(home)
    if not os.path.lexists(path):
        return False
    try:
        with alone(home, LOCK_FILE, "Your profile"):
            path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SettingsError(f"Could not delete {_path(path)}: {reason_of(error)}.") from None
    return True


def changed(constituent: Constituent, values: Mapping[str, object]) -> Constituent:
    """Return the constituent with these fields set to typed values, cleaned and checked.

    Raises SettingsError for the first value that cannot be used; it names the field, and never
    repeats what was typed.
    """
    return replace(constituent, **usable(values))


def usable(values: Mapping[str, object]) -> dict[str, Any]:
    """Return typed values of a constituent's fields, cleaned and checked, as `changed` does."""
    return {key: _usable(key, value) for key, value in values.items()}


def _usable(key: str, value: object) -> str | bool:
    if key == "large_print":
        if not isinstance(value, bool):
            raise SettingsError(f"{key} must be true or false.")
        return value
    if not isinstance(value, str):
        raise SettingsError(f"{key} must be text in quotes.")
    clean = clean_paragraphs(value) if key == "story" else clean_line(value)
    limit = STORY_LIMIT if key == "story" else LINE_LIMIT
    if len(clean) > limit:
        raise SettingsError(
            f"The {LABELS[key]} has {len(clean):,} characters; at most {limit:,} fit."
        )
    return _in_form(key, clean)


def _in_form(key: str, text: str) -> str:
    if key == "state":
        text = text.upper()
    if text and key in _FORMS:
        pattern, rule = _FORMS[key]
        if not pattern.fullmatch(text):
            raise SettingsError(f"The {LABELS[key]} is not usable: {rule}.")
    return text


# Field → the form that a value has, and the rule in words. Phones stay as they were typed.
_FORMS = {
    key: (re.compile(pattern, re.ASCII), rule)
    for key, pattern, rule in (
        (
            "zip",
            r"\d{5}(-\d{4})?",
            "give five digits (10001), or nine with a hyphen (10001-2345)",
        ),
        ("state", r"[A-Z]{2}", "give the two-letter postal code, such as NM"),
        ("email", r"[^@\s]+@[^@\s]+", "an e-mail address has one @ and no spaces"),
        ("phone", r"(\D*\d){7,}.*", "give at least seven digits"),
    )
}


def _read(path: Path) -> dict[str, object]:
    try:
        text = text_of(read_ordinary(path, MOST_BYTES + 1), most=MOST_BYTES, what="profile")
        return tables_of(text, most_dots=STORY_LIMIT, what="profile", private=True)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"Could not read {_path(path)}: {reason_of(error)}.") from None
    except UnreadableError as wrong:
        raise SettingsError(f"{_path(path)} {wrong}", hint=_START_AGAIN) from None


def _check_keys(data: Mapping[str, object]) -> None:
    for key in data:
        if key in LABELS:
            continue
        if not re.fullmatch(r"[A-Za-z_-]{1,30}", key):  # it may be a value in the wrong place
            raise SettingsError("It has a key that is not known.")
        from difflib import get_close_matches

        near = get_close_matches(key.lower(), LABELS, n=1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        raise SettingsError(f"“{key}” is not a known key.{meant}")


@contextmanager
def alone(folder: Path, name: str, what: str) -> Iterator[None]:
    """Keep other programs from changing what the lock `name` in the user's `folder` guards.

    `what` begins the sentence when it is busy for five seconds: then it raises SettingsError.
    """
    from advocate.files import PRIVATE, take_lock, unwritable

    try:
        own_folder(folder)
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        lock = os.open(folder / name, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError:  # whether what it guards can be written will show
        yield
        return
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        while not take_lock(lock):
            if time.monotonic() > deadline:
                raise SettingsError(
                    f"{what} is busy: another program is changing it. Nothing was changed.",
                    hint="Wait a moment and run the same command again.",
                )
            time.sleep(0.01)
        yield
    finally:
        # And with it the lock goes. The empty file stays: to delete it could pull it from under
        # others.
        os.close(lock)


def _path(path: Path) -> str:
    return shown(str(path), limit=PATH_LIMIT)


_START_AGAIN = "Mend the file, or start again with `advocate me clear`."

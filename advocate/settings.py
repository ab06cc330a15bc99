"""The user's profile: who the constituent is, kept as a private TOML file in the user's folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from advocate.errors import SettingsError, shown
from advocate.text import clean_line, clean_paragraphs

PROFILE_FILE = "profile.toml"
LINE_LIMIT = 200
STORY_LIMIT = 5_000

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


def load_profile(home: Path) -> Constituent:
    """Return the saved profile, or an empty one; raises SettingsError naming the file and key."""
    path = profile_path(home)
    data = _read(path)
    try:
        _check_keys(data)
        return changed(Constituent(), data)
    except SettingsError as error:
        raise SettingsError(
            f"{path}: {error.sentence}",
            hint="Mend that line in the file, or start again with `advocate me clear`.",
        ) from None


def save_profile(home: Path, constituent: Constituent) -> None:
    """Write the profile, readable by this user alone; raises OutputError when it cannot be."""
    import tomli_w

    from advocate.files import PRIVATE, unwritable, write_file

    known = {f.name: getattr(constituent, f.name) for f in fields(constituent)}
    text = tomli_w.dumps({k: v for k, v in known.items() if v}, multiline_strings=True)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(home, error) from None
    write_file(profile_path(home), text.encode(), force=True, mode=PRIVATE)


def clear_profile(home: Path) -> bool:
    """Delete the profile and say whether there was one; raises SettingsError when it must stay."""
    path = profile_path(home)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SettingsError(f"Could not delete {path}: {_reason(error)}.") from None
    return True


def changed(constituent: Constituent, values: Mapping[str, object]) -> Constituent:
    """Return the constituent with these fields set to typed values, cleaned and checked.

    Raises SettingsError for the first value that cannot be used; it names the field, and never
    repeats what was typed.
    """
    usable: dict[str, Any] = {key: _usable(key, value) for key, value in values.items()}
    return replace(constituent, **usable)


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
    pattern, rule = _FORMS.get(key, ("", ""))
    if text and pattern and not re.fullmatch(pattern, text, re.ASCII):
        raise SettingsError(f"The {LABELS[key]} is not usable: {rule}.")
    return text


# Field → the form that a value has, and the rule in words. Phones stay as they were typed.
_FORMS = {
    "zip": (r"\d{5}(-\d{4})?", "give five digits (10001), or nine with a hyphen (10001-2345)"),
    "state": (r"[A-Z]{2}", "give the two-letter postal code, such as NM"),
    "email": (r"[^@\s]+@[^@\s]+", "an e-mail address has one @ and no spaces"),
    "phone": (r"(\D*\d){7,}.*", "give at least seven digits"),
}


def _read(path: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"Could not read {path}: {_reason(error)}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text.", hint=_START_AGAIN) from None
    except tomllib.TOMLDecodeError as error:
        # Only the place is repeated: the rest of the message may quote the user's own text.
        place = re.search(r"line \d+, column \d+|end of document", str(error))
        at = f" (at {place[0]})" if place else ""
        raise SettingsError(f"{path} is not valid TOML{at}.", hint=_START_AGAIN) from None


def _check_keys(data: Mapping[str, object]) -> None:
    for key in data:
        if key not in LABELS:
            from difflib import get_close_matches

            near = get_close_matches(key, LABELS, n=1)
            meant = f" Did you mean “{near[0]}”?" if near else ""
            raise SettingsError(f"“{shown(key)}” is not a known key.{meant}")


def _reason(error: OSError) -> str:
    return (error.strerror or "the system refused").lower()


_START_AGAIN = "Mend the file, or start again with `advocate me clear`."

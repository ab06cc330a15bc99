"""Reading one value of a pack file: a function for each kind of key, which says what is wrong."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from advocate.clock import YEARS
from advocate.errors import shown
from advocate.issues.records import WEEKDAYS, WORK_PERIOD, Prose
from advocate.issues.schema import Key
from advocate.text import PHONE, SLUG, word_count

_CODES = """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
    NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP
"""
STATES = tuple(_CODES.split())

# The same characters as text.strip_controls takes out, as patterns: packs are read in a hurry.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_WIDTHLESS = re.compile("[\ufeff\u200b\u2060\u00ad]")  # come along with pasted text
_ID = re.compile(SLUG)
_BIOGUIDE = re.compile(r"[A-Z]\d{6}", re.ASCII)
_COMMITTEE = re.compile(r"[SHJ][A-Z]{3}\d{0,2}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_URL = re.compile(r"https?://[^\s/\\@\"'<>]+\.[^\s\\\"'<>]+")
_PHONE = re.compile(rf"(?:1-)?{PHONE}|[2-9]\d\d", re.ASCII)
_SHORT_CODE = re.compile(r"\d{5,6}", re.ASCII)
_LONGEST = 4000


class WrongValueError(Exception):
    """A value does not fit its key; the message completes “asks[1].id …”."""


def near(word: str, known: tuple[str, ...] | list[str]) -> str:
    """Return “ Did you mean “…”?” for the nearest known word, or an empty string."""
    from difflib import get_close_matches  # only when something is wrong: it costs time to load

    found = get_close_matches(word, known, n=1)
    return f" Did you mean “{found[0]}”?" if found else ""


def read_value(value: object, key: Key) -> Any:
    """Return a TOML value as the record wants it; raises WrongValueError saying what is wrong."""
    return _READERS[key.kind](value, key)


def _text(value: object) -> str:
    if type(value) is not str:
        raise WrongValueError(f"must be text in quotes, not {_named(value)}.")
    if found := _CONTROL.search(value):
        raise WrongValueError(f"holds a control character (U+{ord(found[0]):04X}); take it out.")
    if len(value) > _LONGEST:
        raise WrongValueError(f"has {len(value)} characters; at most {_LONGEST} are allowed.")
    return _WIDTHLESS.sub("", value).strip()


def _within(text: str, key: Key) -> str:
    if not text and key.required:
        raise WrongValueError(f"is empty ({key.about or 'it is needed'}).")
    if key.chars and len(text) > key.chars:
        raise WrongValueError(f"has {len(text)} characters; at most {key.chars} are allowed.")
    if key.words and (count := word_count(text)) > key.words:
        raise WrongValueError(f"has {count} words; at most {key.words} are allowed.")
    if text and key.end and not text.rstrip("”’\"')*_").endswith(tuple(key.end)):
        raise WrongValueError(f"must end with {' or '.join(key.end)}.")
    return text


def _line(value: object, key: Key) -> Prose:
    return Prose(_within(" ".join(_text(value).split()), key))


def _prose(value: object, key: Key) -> Prose:
    return Prose(_within(_text(value), key))


def _words(value: object, key: Key) -> str:
    return str(_line(value, key))


def _pattern(pattern: re.Pattern[str], example: str) -> Callable[[object, Key], str]:
    def read(value: object, key: Key) -> str:
        text = _within(_text(value), key)
        if text and not (pattern.fullmatch(text) and len(text) <= 500):
            raise WrongValueError(f"is “{shown(text)}”; it must look like {example}.")
        return text

    return read


def _language(value: object, key: Key) -> str:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise WrongValueError(f"is “{shown(text)}”; it must look like en, es or en-US.")
    return text


def _choice(value: object, key: Key) -> str:
    text = _text(value)
    if text not in key.choices:
        meant = near(text, key.choices)
        raise WrongValueError(f"is “{shown(text)}”.{meant} Choose of: {', '.join(key.choices)}.")
    return text


def _date(value: object, key: Key) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise WrongValueError("must be a date without quotes and time: 2026-11-24.")
    if value.year not in YEARS:
        raise WrongValueError(f"is {value}; the year must be from {YEARS[0]} to {YEARS[-1]}.")
    return value


_MOMENTS = (*WEEKDAYS, WORK_PERIOD)


def _when(value: object, key: Key) -> date | str:
    if not isinstance(value, str):
        return _date(value, key)
    text = _text(value).casefold()
    if text not in _MOMENTS:
        raise WrongValueError(
            f"is “{shown(text)}”.{near(text, _MOMENTS)} It must be a date without quotes "
            "(2026-11-24), a weekday (friday), or work period."
        )
    return text


def _flag(value: object, key: Key) -> bool:
    if type(value) is not bool:
        raise WrongValueError("must be true or false, without quotes.")
    return value


def _int(value: object, key: Key) -> int:
    if type(value) is not int or not 0 <= value <= 100_000:
        raise WrongValueError("must be a whole number without quotes, from 0 to 100000.")
    return value


def _list_of(kind: str) -> Callable[[object, Key], tuple[Any, ...]]:
    def read(value: object, key: Key) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise WrongValueError(f"must be a list in square brackets, not {_named(value)}.")
        if not value and key.required:
            raise WrongValueError(f"is empty ({key.about}).")
        if key.items and len(value) > key.items:
            raise WrongValueError(f"has {len(value)} items; at most {key.items} are allowed.")
        each = replace(key, kind=kind, required=True, items=0)
        return tuple(_item(number, item, each) for number, item in enumerate(value, 1))

    return read


def _item(number: int, value: object, key: Key) -> Any:
    try:
        return read_value(value, key)
    except WrongValueError as wrong:
        raise WrongValueError(f"item {number} {wrong}") from None


def _state(value: object, key: Key) -> str:
    text = _text(value)
    if text not in STATES:
        raise WrongValueError(f"is “{shown(text)}”, which is no state's two capital letters (NY).")
    return text


def _named(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    names |= {dict: "a table", str: "text"}
    return names.get(type(value), "a date or time")


_READERS: dict[str, Callable[[object, Key], Any]] = {
    "line": _line,
    "prose": _prose,
    "words": _words,
    "id": _pattern(_ID, "town-hall: a–z, 0–9 and single hyphens"),
    "bioguide": _pattern(_BIOGUIDE, "B001277: a capital letter and six digits"),
    "committee": _pattern(_COMMITTEE, "SSJU"),
    "language": _language,
    "url": _pattern(_URL, "https://example.org/page"),
    "choice": _choice,
    "date": _date,
    "int": _int,
    "flag": _flag,
    "when": _when,
    "phone": _pattern(_PHONE, "202-224-3121, 1-800-555-0100, or three digits such as 988"),
    "short code": _pattern(_SHORT_CODE, "50409: five or six digits"),
    "state": _state,
    "states": _list_of("state"),
    "choices": _list_of("choice"),
    "committees": _list_of("committee"),
    "ids": _list_of("id"),
    "lines": _list_of("line"),
    "texts": _list_of("words"),
}

"""Cells of a list as spreadsheets and mail programs leave them, and what is plainly meant."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from functools import lru_cache

from advocate.outreach.cells import plain_cell
from advocate.text import clean_line

KEPT = "'="  # how a cell begins of which `plain` may take something
_AS_TEXT = re.compile(r'="([^"]*)"')  # how a formula keeps the zeros of a number
_DASHES = "-‐‑‒–—−"
_ZIP = re.compile(rf"([0-9]{{5}})(?: ?[{_DASHES}]? ?([0-9]{{4}})| ?[{_DASHES}])?")
_DECIMAL = re.compile(r"([0-9]{3,9})\.0+")
_WITH_STATE = re.compile(r"([A-Za-z]{2})[ ,]+([0-9].*)")
_SHORT = re.compile(r"([0-9]{3,4})(-[0-9]{4})?|[0-9]{7,8}")  # without the zeros it begins with
_STATE = re.compile(r"([A-Za-z])[. ]{0,2}([A-Za-z])\.?")


def plain(text: str) -> str:
    """Return the text of a cell that was kept from being taken for a formula or a number."""
    text = plain_cell(text)
    found = _AS_TEXT.fullmatch(text) if text.startswith('="') else None
    return found[1].strip() if found else text


def place_in(code: str, state: str) -> tuple[str, str]:
    """Return the ZIP code and the state that two cells mean; what is not plain stays as it is.

    Zeros that a ZIP code begins with come back where a state says that they can be right.
    """
    if len(state) > 2 and (found := _STATE.fullmatch(state)):  # N.Y.
        state = (found[1] + found[2]).upper()
    if len(code) == 5 and code.isdecimal():
        return code, state
    code = clean_line(code).removeprefix("'")
    if found := _WITH_STATE.fullmatch(code):
        named = found[1].upper()
        if state.upper() == named or len(state) != 2:  # the lookup compares a state's name
            code, state = found[2], state or named
    if found := _DECIMAL.fullmatch(code):
        code = found[1]
    if state and _SHORT.fullmatch(code):
        first, dash, rest = code.partition("-")
        code = first.zfill(5 if len(first) < 5 else 9) + dash + rest
    if found := _ZIP.fullmatch(code):
        code = f"{found[1]}-{found[2]}" if found[2] else found[1]
    return code, state


def is_short(code: str) -> bool:
    """Say whether a ZIP code has lost the zeros that it begins with, as in a spreadsheet."""
    return bool(_SHORT.fullmatch(code))


def email_in(text: str) -> str:
    """Return the one e-mail address that a cell plainly holds, or the cell as it is."""
    if is_address(text):
        return text
    bare = clean_line(text).strip(" ,;")
    if found := _NAMED.fullmatch(bare):
        bare = found["address"]
        if "@" in found["name"] and found["name"].strip(" '\"") != bare:
            return text
    return bare if is_address(bare) else text


_NAMED = re.compile(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+)\s*>")


@lru_cache(maxsize=1_024)
def is_address(email: str) -> bool:
    """Say whether a text is an e-mail address."""
    if _EMAIL.fullmatch(email):
        return True
    try:
        Address(addr_spec=email)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return True


# Most addresses look so; the library, which knows all that there are, takes twenty times as long.
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

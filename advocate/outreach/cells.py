"""Cells of a spreadsheet: text that is no formula, and the same text back."""

import re

# Text that begins so would be reckoned, or lose its own apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_QUOTED = re.compile(r"\A'(?=[=+\-@\t\r'])")


def safe_cell(value: object) -> object:
    """Return a value as a cell that no spreadsheet takes for a formula; None is an empty one."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def plain_cell(text: str) -> str:
    """Return the text of a cell as it was before `safe_cell`."""
    return _QUOTED.sub("", text, count=1) if text.startswith("'") else text

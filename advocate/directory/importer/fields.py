"""Small cleanings of upstream values, each `str → str`."""

import html
import re
from typing import Any


def line(value: Any) -> str:
    """Return a value as one clean line; None gives an empty one. Entities (&amp;) are undone."""
    return "" if value is None else " ".join(html.unescape(str(value)).split())


def name_line(value: Any) -> str:
    """Return a clean line, and a shouted name ("MAIN STREET") in ordinary capitals."""
    text = line(value)
    shouted = text.isupper() and re.search(r"[A-Z]{4}", text)
    return text.title() if shouted else text


def phone(value: Any) -> str:
    """Return a US number as ddd-ddd-dddd; what has not ten digits stays, for the check to name."""
    text = line(value)
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10 or re.search(r"[A-Za-z]", text):
        return text
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"

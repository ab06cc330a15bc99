"""Text as rows of a terminal: wrapped by what its letters take, keys in a legend, numbers large."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from advocate.errors import shown
from advocate.text import NBSP, unparted

_FONT = {
    "0": (" ### ", "#   #", "#   #", "#   #", " ### "),
    "1": ("  #  ", " ##  ", "  #  ", "  #  ", " ### "),
    "2": ("#### ", "    #", " ### ", "#    ", "#####"),
    "3": ("#### ", "    #", " ### ", "    #", "#### "),
    "4": ("#   #", "#   #", "#####", "    #", "    #"),
    "5": ("#####", "#    ", "#### ", "    #", "#### "),
    "6": (" ### ", "#    ", "#### ", "#   #", " ### "),
    "7": ("#####", "    #", "   # ", "  #  ", "  #  "),
    "8": (" ### ", "#   #", " ### ", "#   #", " ### "),
    "9": (" ### ", "#   #", " ####", "    #", " ### "),
    "-": ("    ", "    ", " ## ", "    ", "    "),
}


class Size(NamedTuple):
    """A terminal's size in columns and rows."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the screen, already as narrow as it has to be."""

    text: str
    bold: bool = False


def large(number: str) -> list[str]:
    """Return a phone number drawn in five rows; empty where it has a character not drawn here."""
    if any(char not in _FONT for char in number):
        return []
    return [" ".join(_FONT[char][row] for char in number).rstrip() for row in range(5)]


def wrapped(text: str, width: int, *, indent: str = "") -> list[str]:
    """Return text as rows of at most `width` columns; a wide letter counts as two."""
    free = max(4, width - len(indent))
    rows = [""]
    for word in unparted(shown(text, limit=5_000)).split(" "):
        for piece in _pieces(word, free):
            joined = f"{rows[-1]} {piece}".strip()
            if cells(joined) <= free:
                rows[-1] = joined
            else:
                rows.append(piece)
    return [indent + row.replace(NBSP, " ") for row in rows]


def _pieces(word: str, width: int) -> Iterable[str]:
    """Yield a word, in pieces where it is longer than a row."""
    while cells(word) > width:
        cut = fitting(word, width)
        yield word[:cut]
        word = word[cut:]
    yield word


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fitting(word: str, width: int) -> int:
    used = 0
    for count, char in enumerate(word):
        used += _cells(char)
        if used > width:
            return count
    return len(word)


def legend(named: Sequence[str], width: int) -> list[str]:
    """Return the keys in rows; none is parted from what it means."""
    rows: list[str] = []
    for one in named:
        if rows and len(rows[-1]) + 2 + len(one) <= width:
            rows[-1] += f"  {one}"
        else:
            rows.append(one[:width])
    return rows

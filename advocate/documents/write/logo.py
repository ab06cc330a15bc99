"""Whether a theme's logo is a whole picture by itself, and a picture that is named as none."""

import re
import zlib
from pathlib import Path

from advocate.reading import read_ordinary

LOGO_NAMES = ("logo.png", "logo.svg")
_LIKE_A_LOGO = re.compile(r"logo\.(?:png|svg|jpe?g|gif|webp|bmp|tiff?|pdf|eps|ico)", re.IGNORECASE)
_MOST_BYTES = 200_000  # of page.typ
_CUT = "it is damaged or cut short; save or copy it once more"


def fault_of_png(data: bytes) -> str:
    """Return why a PNG cannot be drawn, or nothing: each of its parts brings length and checksum,
    and the last says that it is the last."""
    at = 8  # behind the signature
    while at + 12 <= len(data):
        length, end = int.from_bytes(data[at : at + 4]), at + 4
        body, check = data[end : end + 4 + length], data[end + 4 + length : end + 8 + length]
        if len(check) < 4 or zlib.crc32(body) != int.from_bytes(check):
            return _CUT
        if body[:4] == b"IEND":
            return ""
        at += 12 + length
    return _CUT


def fault_of_svg(data: bytes) -> str:
    """Return why an SVG cannot be drawn by itself, or nothing."""
    from xml.parsers.expat import ExpatError, ParserCreate  # only for who has such a logo

    outside: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key.split(":")[-1] == "href" and name.split(":")[-1] != "a":
                outside.extend([value] * (not value.startswith(("#", "data:"))))

    def refuse(*_: object) -> None:
        raise ValueError  # an entity could grow without end

    parser = ParserCreate()
    parser.StartElementHandler, parser.EntityDeclHandler = begin, refuse
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):  # what is no XML; an unknown encoding
        return _CUT
    if outside:
        return "it shows a file outside it, and a logo brings all it shows; put that into it"
    return ""


def misnamed_logo(theme: Path) -> str:
    """Return a sentence about a logo that no document gets for its name, or nothing."""
    try:
        names = sorted(path.name for path in theme.iterdir())
        if any((theme / name).exists() for name in LOGO_NAMES):
            return ""
        code = read_ordinary(theme / "page.typ", _MOST_BYTES).decode(errors="replace")
    except (OSError, ValueError):
        return ""  # what needs the theme says so
    # A theme's page.typ may take any picture by its name.
    found = [name for name in names if _LIKE_A_LOGO.fullmatch(name) and name not in code]
    if not found:
        return ""
    return (
        f"The theme's {found[0]} is not used: a logo is a PNG or SVG picture that is named "
        "logo.png or logo.svg, in small letters."
    )

"""The theme's files: the looks, apart from the text and from the writers."""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advocate.errors import TemplateError, shown
from advocate.settings import read_ordinary

_MOST_BYTES = {
    "page.css": 1_000_000,
    "page.typ": 200_000,
    "reference.docx": 60_000_000,
    "logo.png": 2_000_000,
    "logo.svg": 2_000_000,
}
# A page holds no script and fetches nothing: what would end the style sheet, or load a file.
_FORBIDDEN_CSS = re.compile(
    r"</style|<!--|@import|expression\(|url\(\s*[\"']?(?!data:image/)", re.IGNORECASE
)


@cache
def read_theme(theme: Path, name: str) -> bytes:
    """Return one file of a theme folder; raises TemplateError when it cannot be used."""
    _require_closed(theme)
    try:
        data = read_ordinary(theme / name, _MOST_BYTES[name] + 1)
        if len(data) <= _MOST_BYTES[name]:
            return data
        reason = f"it has more than {_MOST_BYTES[name]:,} bytes"
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
    except ValueError as error:
        reason = str(error)
    raise unusable(theme, name, reason)


@cache
def _require_closed(theme: Path) -> None:
    """Refuse a theme with a link out of its folder: page.typ could read what it leads to."""
    real = os.path.realpath(theme)
    for path in theme.rglob("*"):
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(real):
            raise unusable(theme, path.name, "it is a link out of the theme's folder")


def read_css(theme: Path) -> str:
    """Return the theme's page.css; raises TemplateError when it would do more than style."""
    try:
        css = read_theme(theme, "page.css").decode()
    except UnicodeDecodeError:
        raise unusable(theme, "page.css", "it is not text in UTF-8") from None
    if found := _FORBIDDEN_CSS.search(css):
        raise unusable(theme, "page.css", f"it may not hold “{shown(found[0])}”")
    return css


@dataclass(frozen=True, slots=True)
class Logo:
    """A theme's letterhead picture; `media` is its type, such as image/png."""

    name: str
    media: str
    data: bytes


@cache
def read_logo(theme: Path) -> Logo | None:
    """Return the theme's logo.png or logo.svg, if any; raises TemplateError if it is no picture."""
    for name, media, begins in _LOGOS:
        if not os.path.lexists(theme / name):
            continue
        data = read_theme(theme, name)
        if not begins.match(data):
            raise unusable(theme, name, f"it is not a picture of the kind {media}")
        return Logo(name, media, data)
    return None


_LOGOS = (
    ("logo.png", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    (
        "logo.svg",
        "image/svg+xml",
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b", re.S),
    ),
)


def unusable(theme: Path, name: str, reason: str) -> TemplateError:
    """Return the error that says what is wrong with a theme's file."""
    return TemplateError(
        f"The theme's {name} in {shown(str(theme), limit=200)} cannot be used: {reason}.",
        hint="A theme is a folder with page.css, page.typ and reference.docx. Mend the file, or "
        "move the folder away to use the shipped look.",
    )

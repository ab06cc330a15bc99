"""The theme's files: the looks, apart from the text and from the writers."""

import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from advocate.errors import TemplateError, reason_of, shown
from advocate.reading import is_inside, read_ordinary

# Looks that are remembered. Each order that a worker of a cluster gets has one in a new folder, and
# two orders at a time are kept there; here there is hardly more than one.
KEPT = 4
_MOST_BYTES = {
    "page.css": 1_000_000,
    "page.typ": 200_000,
    "reference.docx": 60_000_000,
    "logo.png": 2_000_000,
    "logo.svg": 2_000_000,
}
_MOST_FILES = 1_000
_MOST_FOLDER = 100_000_000  # bytes of all files together: page.typ may read any of them
# A page holds no script and fetches nothing: what would end the style sheet, or load a file.
_FORBIDDEN_CSS = re.compile(
    r"</style|<!--|@import|expression\(|\b(?:image-set|image|cross-fade|src)\("
    r"|url\(\s*[\"']?(?!data:(?:image|font)/)",
    re.IGNORECASE,
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|(.))", re.DOTALL)
# In typst only an import, an include and code in a text can name a package, which typst would
# fetch. So they name files of the theme, letter for letter, and there is no other code; std holds
# eval under a name that can be made up.
_FORBIDDEN_TYPST = re.compile(
    r"\b(?:eval|std)\b|\b(?:import|include)\b(?!\s*\"[^\"@\\]*\.typ\")[^\n]{0,40}"
)


@lru_cache(maxsize=4 * KEPT)  # files
def read_theme(theme: Path, name: str) -> bytes:
    """Return one file of a theme folder; raises TemplateError when it cannot be used."""
    _require_closed(theme)
    return _bytes(theme, theme / name, _MOST_BYTES[name])


def _bytes(theme: Path, path: Path, most: int) -> bytes:
    try:
        data = read_ordinary(path, most + 1)
        if len(data) <= most:
            return data
        reason = f"it has more than {most:,} bytes"
    except (OSError, ValueError) as error:
        reason = reason_of(error)
    raise unusable(theme, path.name, reason)


@lru_cache(maxsize=KEPT)
def _require_closed(theme: Path) -> tuple[Path, ...]:
    """Return all files of a theme; refuse one that page.typ must not read, or never could to its
    end: a link out of the folder, a pipe, more than a look can need."""
    found, size = list[Path](), 0
    for path in _entries(theme):
        if not is_inside(path, theme):
            raise unusable(theme, path.name, "it is a link out of the theme's folder")
        kind = path.stat() if path.exists() else path.lstat()
        if not (stat.S_ISREG(kind.st_mode) or stat.S_ISDIR(kind.st_mode)):
            raise unusable(theme, path.name, "it is no ordinary file")
        size += kind.st_size
        found.append(path)
        if len(found) > _MOST_FILES or size > _MOST_FOLDER:
            raise unusable(theme, path.name, "the folder holds more than a look can need")
    return tuple(found)


def _entries(theme: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(theme):
        yield from (Path(folder, name) for name in (*folders, *files))


@lru_cache(maxsize=KEPT)
def read_typst(theme: Path) -> bytes:
    """Return the theme's page.typ; raises TemplateError when it, or another file of typst code
    beside it, could make typst fetch something."""
    source = read_theme(theme, "page.typ")
    for path in _require_closed(theme):
        if path.suffix.lower() == ".typ" and path.is_file():
            _require_own_code(theme, path)
    return source


def _require_own_code(theme: Path, path: Path) -> None:
    # All of it is read: what stands behind the part that is read would be run unseen.
    try:
        code = _bytes(theme, path, _MOST_BYTES["page.typ"]).decode()
    except UnicodeDecodeError:
        raise unusable(theme, path.name, "it is not text in UTF-8") from None
    if found := _FORBIDDEN_TYPST.search(code):
        reason = f"it may not hold “{shown(found[0])}”"
        if found[0].startswith(("import", "include")):
            reason += ": it asks for a package, and a theme has to bring all it needs"
        raise unusable(theme, path.name, reason)


def read_css(theme: Path) -> str:
    """Return the theme's page.css; raises TemplateError when it would do more than style."""
    try:
        css = read_theme(theme, "page.css").decode()
    except UnicodeDecodeError:
        raise unusable(theme, "page.css", "it is not text in UTF-8") from None
    meant = _CSS_ESCAPE.sub(_unescaped, css)
    if found := _FORBIDDEN_CSS.search(css) or _FORBIDDEN_CSS.search(meant):
        reason = f"it may not hold “{shown(found[0])}”"
        if found[0].lower().startswith("url("):
            reason += ": a page fetches nothing, so pictures and fonts stand in it as url(data:…)"
        raise unusable(theme, "page.css", reason)
    return css


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16) if escape[1] else ord(escape[2])
    return chr(code) if 0 < code <= sys.maxunicode else "\ufffd"


@dataclass(frozen=True, slots=True)
class Logo:
    """A theme's letterhead picture; `media` is its type, such as image/png."""

    name: str
    media: str
    data: bytes


@lru_cache(maxsize=KEPT)
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

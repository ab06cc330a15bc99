"""Asking typst: it sees the theme's folder and the document as JSON, and nothing else."""

import json
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from advocate.documents.write.theme import KEPT, unusable
from advocate.errors import shown


@dataclass(frozen=True, slots=True)
class Refused:
    """Typst's answer when a document misses the standard; `characters`: no font has some."""

    characters: bool


_AGES = 10  # compiles after which typst lets go of what none of them has used


def forget(engine: Any) -> None:
    """Let typst forget what it remembers of what it drew: its memory would grow with each file.

    It keeps what the last ten compiles have used, so ten empty ones leave nothing.
    """
    for _ in range(_AGES + 1):
        engine.compile(b"", sys_inputs={}, format="pdf", timestamp=0)


@lru_cache(maxsize=2 * KEPT)  # with the system's fonts and without
def engine_of(theme: Path, *, system_fonts: bool) -> Any:
    """Return a compiler that keeps its fonts; it reads nothing outside the theme's folder."""
    import typst

    return typst.Compiler(**_confined(theme, system_fonts=system_fonts))


def query_of(theme: Path, *, system_fonts: bool = False) -> Any:
    """Return what looks for marked values in a document; it reads what a compiler reads."""
    import typst

    query: Any = typst.query  # its stub asks for one type of input and root
    return partial(query, **_confined(theme, system_fonts=system_fonts))


def _confined(theme: Path, *, system_fonts: bool) -> dict[str, Any]:
    nowhere = theme / "no-packages"  # a theme brings all it needs; nothing is fetched for it
    return {
        "root": theme,
        "ignore_system_fonts": not system_fonts,
        "package_path": nowhere,
        "package_cache_path": nowhere,
    }


def asked(
    engine: Any, source: bytes, content: str, theme: Path, *, given: str = "document", **more: Any
) -> Any:
    """Ask typst for something of the document; Refused when it misses the standard asked for.

    `given` names what the content is to page.typ: a document, or documents. Raises TemplateError
    when page.typ is at fault. `engine` is Any: typst's stub wants one type for input and root.
    """
    import typst

    try:
        return engine(source, sys_inputs={given: content}, **more)
    except (typst.TypstError, RuntimeError) as error:  # a query's is a RuntimeError
        if "ua-1" in more.get("pdf_standards", ()) and "PDF/UA-1 error" in str(error):
            return Refused(characters="could not be displayed" in str(error))
        reason = _said(partial(engine, source, **more), content, given)
    except ValueError as error:  # not UTF-8
        reason = shown(str(error), limit=160).rstrip(".")
    raise unusable(theme, "page.typ", reason)


def svg_as_png(theme: Path, name: str) -> bytes:
    """Return a picture of the theme's as PNG, 0.4 in high, for programs that take no SVG."""
    import typst

    source = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image("/{name}", height: 0.4in)"""
    try:
        draw = engine_of(theme, system_fonts=True).compile
        return bytes(draw(source.encode(), format="png", ppi=300))
    except (typst.TypstError, RuntimeError, ValueError):
        raise unusable(theme, name, "it is not a whole picture") from None


def _said(engine: Any, content: str, given: str) -> str:
    """Return what typst says of the same document with other words in it: an error repeats what
    it stumbles over, and what people typed is nobody's business."""
    import typst

    try:
        engine(sys_inputs={given: json.dumps(_without_words(json.loads(content)))})
    except (typst.TypstError, RuntimeError, ValueError) as error:
        message = str(error).removeprefix("failed to compile document: ")
        if "panicked" in message or "assertion" in message:
            return "it stops with a message of its own"
        if "PDF/UA-1 error" not in message:
            return shown(message.split("{")[0], limit=160).rstrip(".")
    return "it cannot draw what this document says"


_WORDS = ("text", "title", "author", "footer", "alt", "href", "lines", "header", "rows")


def _without_words(value: Any, key: str = "") -> Any:
    """Return a document's JSON with the same parts and none of its words."""
    if key == "pieces":  # a text's words once more
        return []
    if isinstance(value, list):
        return [_without_words(one, key) for one in value]
    if isinstance(value, dict):
        drawn = {"rows": [[1]]} if value.get("t") == "qr" else {}
        return {name: _without_words(one, name) for name, one in (value | drawn).items()}
    if not isinstance(value, str) or key not in _WORDS or value in ("", "\n"):
        return value
    return "https://example.org" if key == "href" else "Word"

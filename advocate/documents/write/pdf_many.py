"""Many documents in one PDF: each is what it is by itself, and begins on a sheet of its own."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from advocate.documents.blocks import Document
from advocate.documents.write.pdf import ATTEMPTS, as_data, pages_of
from advocate.documents.write.theme import read_logo, read_typst, unusable
from advocate.documents.write.typst_engine import Refused, asked, engine_of, forget, query_of
from advocate.errors import OutputError

_REMEMBERED = 100  # documents after which typst forgets; more would save no time


@dataclass(frozen=True, slots=True)
class Together:
    """A file of several documents: each one's first page, how many pages it has, and whether
    typst's own fonts had all characters."""

    data: bytes
    firsts: tuple[int, ...]
    pages: tuple[int, ...]
    plain: bool


def content_of(document: Document, theme: Path) -> str:
    """Return what page.typ gets of a document, as JSON with its last bracket left open."""
    logo = read_logo(theme)
    told = as_data(document) | {"logo": f"/{logo.name}" if logo else None, "fit": False}
    del told["first"], told["pages"], told["blank"]  # `_whole` tells them
    return json.dumps(told)[:-1]


def is_usual(content: str) -> bool:
    """Say whether a document has no characters but those of European names and letters, all of
    which typst's own fonts have."""
    return not _UNUSUAL.search(content)


_UNUSUAL = re.compile(r"\\u(?!0[01]|201[0-9a-f]|202[0-26])")


class Printer:
    """Draws files of several documents in one theme; what typst remembers stays bounded."""

    def __init__(self, theme: Path) -> None:
        """Raises TemplateError for a theme that draws one document alone."""
        self._theme, self._source, self._drawn = theme, read_typst(theme), 0
        if b"sys.inputs.documents" not in self._source:
            reason = "it draws one document, and a print file has many (sys.inputs.documents)"
            raise unusable(theme, "page.typ", reason)

    def drawn(self, contents: Sequence[str], about: dict[str, Any]) -> Together:
        """Return documents (as `content_of` has them) in one file; `about` is the file's title,
        author and day.

        Raises TemplateError when page.typ is at fault, OutputError when it cannot be drawn.
        """
        for system_fonts, standard in ATTEMPTS:
            engine = engine_of(self._theme, system_fonts=system_fonts)
            pages = (1,) * len(contents)  # as letters mostly have; one look at the file says it
            data = self._file(engine, contents, about, pages, standard)
            if isinstance(data, bytes) and pages_of(data) != _end(pages):
                pages = self._counted(contents, about, system_fonts=system_fonts)
                data = self._file(engine, contents, about, pages, standard)
            self._drawn += len(contents)
            if self._drawn >= _REMEMBERED:
                forget(engine)
                self._drawn = 0
            if isinstance(data, bytes):
                return Together(data, tuple(_firsts(pages)), pages, plain=not system_fonts)
        raise OutputError("The PDF could not be drawn.", hint="The other formats can be made.")

    def _file(
        self,
        engine: Any,
        contents: Sequence[str],
        about: dict[str, Any],
        pages: Sequence[int],
        standard: str,
    ) -> bytes | Refused:
        content = _whole(contents, about, pages, ask=False)
        more = {"format": "pdf", "pdf_standards": [standard], "timestamp": 0}
        made: bytes | Refused = asked(
            engine.compile, self._source, content, self._theme, given="documents", **more
        )
        return made

    def _counted(
        self, contents: Sequence[str], about: dict[str, Any], *, system_fonts: bool
    ) -> tuple[int, ...]:
        """Return how many pages each document has."""
        content = _whole(contents, about, (1,) * len(contents), ask=True)
        query = query_of(self._theme, system_fonts=system_fonts)
        more = {"selector": "<last-page>", "field": "value"}
        last = json.loads(
            asked(query, self._source, content, self._theme, given="documents", **more)
        )
        return tuple(end - begin for begin, end in zip([0, *last], last, strict=False))


def _firsts(pages: Sequence[int]) -> list[int]:
    """Return each document's first page: always a sheet's front, an odd one."""
    return list(accumulate((n + n % 2 for n in pages[:-1]), initial=1))


def _end(pages: Sequence[int]) -> int:
    """Return the last page of the last document."""
    return _firsts(pages)[-1] + pages[-1] - 1


def _whole(
    contents: Sequence[str], about: dict[str, Any], pages: Sequence[int], *, ask: bool
) -> str:
    told = []
    for number, (content, first, count) in enumerate(
        zip(contents, _firsts(pages), pages, strict=True), 1
    ):
        blank = json.dumps(bool(count % 2) and number < len(contents) and not ask)
        told.append(f'{content}, "first": {first}, "pages": {count}, "blank": {blank}}}')
    return f'{json.dumps(about | {"ask": ask})[:-1]}, "documents": [{", ".join(told)}]}}'

"""Many composed documents in one PDF, for the printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advocate.documents.batches.composing import Laid
from advocate.documents.lengths import notices_of_pages
from advocate.documents.write.pdf import write_pdf
from advocate.documents.write.pdf_many import Printer, content_of, is_usual
from advocate.notices import Notice


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a document stands in its file, and what to know of it there."""

    page: int
    pages: int
    notices: tuple[Notice, ...]


class PrintMaker:
    """Makes files of many composed documents over one theme."""

    def __init__(self, theme: Path) -> None:
        """Raises TemplateError for a theme that draws one document alone."""
        self._theme, self._printer = theme, Printer(theme)

    def file(self, laids: Sequence[Laid], title: str) -> tuple[bytes, list[Placed]]:
        """Return a file of documents, and where in it each stands.

        Raises TemplateError when the theme is at fault, OutputError when one cannot be drawn.
        """
        contents = [content_of(laid.composed.document, self._theme) for laid in laids]
        day = laids[0].prepared.request.today
        about = {"title": title, "author": "", "made": [day.year, day.month, day.day]}
        made = self._printer.drawn(contents, about)
        placed = []
        for laid, content, first, pages in zip(
            laids, contents, made.firsts, made.pages, strict=True
        ):
            notices: tuple[Notice, ...] = ()
            if not (made.plain or is_usual(content)):
                # One of these has characters that typst's fonts lack: drawn alone, it says so.
                notices = write_pdf(laid.composed.document, self._theme)[1]
            if pages > 1:
                notices += notices_of_pages(laid.composed.document, pages)
            placed.append(Placed(first, pages, notices))
        return made.data, placed

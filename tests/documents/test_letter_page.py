"""How a letter lies on its page: its address in the window, and the letter below."""

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from docx.shared import Inches, Pt
from pypdf import PdfReader

from advocate.documents.blocks import AddressBlock, Document, Span
from advocate.documents.kinds import Format, Kind
from advocate.documents.write import write_document
from advocate.documents.write.qr import qr_png
from tests.documents.conftest import ANA, THEME, Ask, document, written


def with_lines(made: Document, count: int) -> Document:
    """Return a letter whose office has so many lines of an address."""
    inside = AddressBlock(tuple((Span(f"Line {n}"),) for n in range(1, count + 1)))
    return replace(made, blocks=(*made.blocks[:2], inside, *made.blocks[3:]))


def heights(data: bytes) -> dict[str, float]:
    """Return how far below the sheet's top each text of the first page stands, in inches."""
    found: dict[str, float] = {}

    def visit(text: str, matrix: list[float], inner: list[float], *_: Any) -> None:
        if text.strip():
            found.setdefault(text.strip(), 11 - (inner[5] * matrix[3] + matrix[5]) / 72)

    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lines", [4, 6, 8])
def test_the_address_stands_in_the_window_and_the_letter_below(
    ask_for: Ask, large: bool, lines: int
) -> None:
    made = document(ask_for(Kind.LETTER, constituent=ANA, large_print=large))
    found = heights(write_document(with_lines(made, lines), Format.PDF, THEME).data)
    assert 2.5 < found["Line 1"] < 2.75
    if lines == 4:  # as much as the window shows
        assert found[f"Line {lines}"] < 3.4
    letter = next(height for text, height in found.items() if text.startswith("Re:"))
    assert letter > max(3.6, found[f"Line {lines}"] + 0.25)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lines", [4, 8])
def test_in_word_it_does_too(ask_for: Ask, large: bool, lines: int) -> None:
    made = document(ask_for(Kind.LETTER, constituent=ANA, large_print=large))
    data = write_document(with_lines(made, lines), Format.DOCX, THEME).data
    _, _, inside, letter, *_ = WordFile(BytesIO(data)).paragraphs
    line, below = inside.paragraph_format.line_spacing, letter.paragraph_format.space_before
    assert line == Pt(13.2)
    assert below is not None
    assert below >= Pt(13.2)
    assert lines * Pt(13.2) + below >= Inches(1.1)


@pytest.mark.parametrize("motto", ["", "Come as you are"])
def test_in_word_the_logo_stands_on_the_first_page_alone(
    ask_for: Ask, tmp_path: Path, motto: str
) -> None:
    """As in PDF; what else a header or footer says stands on every page."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "logo.png", qr_png("https://example.org"))
    if motto:
        look = WordFile(str(theme / "reference.docx"))
        look.sections[0].header.paragraphs[0].text = motto
        look.save(str(theme / "reference.docx"))
    made = document(ask_for(Kind.LETTER, constituent=ANA, large_print=True))
    section = WordFile(BytesIO(write_document(made, Format.DOCX, theme).data)).sections[0]
    first, others = section.first_page_header, section.header
    assert section.different_first_page_header_footer
    assert "<pic:pic" in first._element.xml
    assert "<pic:pic" not in others._element.xml
    assert [first.paragraphs[0].text, others.paragraphs[0].text] == [motto, motto]
    feet = [foot.paragraphs[0]._p.xml for foot in (section.first_page_footer, section.footer)]
    assert feet[0] == feet[1]
    assert made.footer in section.first_page_footer.paragraphs[0].text

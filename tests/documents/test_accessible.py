"""Every kind can be heard as well as seen: PDF/UA-1, Word's structure, headings of pages."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from advocate.documents.context import Request
from advocate.documents.kinds import KINDS, Format, Page, Piece
from advocate.documents.write import write_document
from tests.documents.conftest import THEME, Ask, document

PIECES = [Piece(kind, variant) for kind, info in KINDS.items() for variant in info.variants]
every_piece = pytest.mark.parametrize("piece", PIECES, ids=lambda p: f"{p.kind}-{p.variant}")


def request_for(ask_for: Ask, piece: Piece) -> Request:
    request = ask_for(piece.kind)
    return replace(request, variant=piece.variant, others=((request.pack, request.position),))


@every_piece
def test_the_pdf_meets_pdf_ua(ask_for: Ask, piece: Piece) -> None:
    """typst itself refuses what does not meet PDF/UA-1; then there would be a notice."""
    written = write_document(document(request_for(ask_for, piece)), Format.PDF, THEME)
    assert written.notices == ()
    reader = PdfReader(BytesIO(written.data))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == document(request_for(ask_for, piece)).title


@every_piece
def test_the_fonts_of_the_pdf_are_inside_it(ask_for: Ask, piece: Piece) -> None:
    data = write_document(document(request_for(ask_for, piece)), Format.PDF, THEME).data
    for page in PdfReader(BytesIO(data)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())


@every_piece
def test_the_page_has_a_language_a_title_and_one_first_heading(ask_for: Ask, piece: Piece) -> None:
    page = write_document(document(request_for(ask_for, piece)), Format.HTML, THEME).data.decode()
    assert '<html lang="en">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert not re.search(r"<th[^>]*></th>", page)


@every_piece
def test_the_word_file_has_its_structure(ask_for: Ask, piece: Piece) -> None:
    word = zipfile.ZipFile(
        BytesIO(write_document(document(request_for(ask_for, piece)), Format.DOCX, THEME).data)
    )
    body = word.read("word/document.xml").decode()
    assert '<w:lang w:val="en-US"' in word.read("word/styles.xml").decode()
    if KINDS[piece.kind].page is Page.SHEET and "<w:tbl>" in body:
        assert "w:tblHeader" in body or piece.kind in _HEADLESS
    for picture in re.findall(r"<wp:docPr [^>]*>", body):
        assert re.search(r'descr="[^"]+"', picture)


_HEADLESS = ("fax-cover", "webform", "meeting-request", "report-back", "thank-you", "leave-behind")

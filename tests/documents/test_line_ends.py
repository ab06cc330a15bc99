"""How lines end in a PDF."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from advocate.desk import Looks
from advocate.documents.blocks import Document, Paragraph, Span
from advocate.documents.write.pdf import write_pdf
from advocate.resources import bundled

SENTENCE = "I do not know where you stand on this and I hope that you will say yes either way "


def test_no_word_stands_alone_on_a_last_line() -> None:
    texts = [(SENTENCE * 4)[:length].strip() for length in range(60, 300, 5)]
    document = Document(
        kind="letter",
        title="A letter",
        language="en",
        author="",
        made=date(2026, 11, 24),
        footer="",
        blocks=tuple(Paragraph((Span(f"{text} END"),)) for text in texts),
    )
    data, _ = write_pdf(document, Looks((bundled("templates"),)).theme)
    pages = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    lines = [line.strip() for page in pages for line in page.splitlines()]
    ends = [line for line in lines if line.endswith("END")]
    assert len(ends) == len(texts)
    assert "END" not in ends

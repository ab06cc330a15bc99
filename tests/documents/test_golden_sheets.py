"""Cards, postcards and envelopes beside files that a person has read, and their geometry."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from advocate.documents.blocks import Card, Paragraph, Qr, Span, words_in
from advocate.documents.context import Request
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.lengths import page_notices
from advocate.documents.markup import parse
from advocate.documents.write import write_document
from advocate.documents.write.pdf import card_pictures
from advocate.documents.write.qr import qr_png, qr_rows
from advocate.issues.read import read_pack
from advocate.issues.records import Position
from advocate.resources import bundled
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, document
from tests.documents.golden_files import compare

KINDS_OF_SHEETS = (Kind.CARDS, Kind.POSTCARD, Kind.ENVELOPE)


@pytest.mark.parametrize("kind", KINDS_OF_SHEETS)
@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_a_sheet_is_as_it_was(ask_for: Ask, kind: Kind, form: Format) -> None:
    compare(kind.value, ask_for(kind), form)


@pytest.mark.parametrize(
    ("kind", "size", "pages"),
    [(Kind.CARDS, (612, 792), 6), (Kind.POSTCARD, (792, 612), 2), (Kind.ENVELOPE, (684, 297), 1)],
)
def test_a_sheet_has_its_size(ask_for: Ask, kind: Kind, size: tuple[int, int], pages: int) -> None:
    data = write_document(document(ask_for(kind)), Format.PDF, THEME).data
    found = PdfReader(BytesIO(data)).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in found] == (
        [size] * pages
    )


def spots(page: object, word: str) -> list[tuple[float, float]]:
    """Return where a word stands on a page, in points from its lower left."""
    found: list[tuple[float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip().startswith(word):
            across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            down = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((round(across, 1), round(down, 1)))

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]
    return found


def test_ten_cards_lie_in_the_middle_so_that_backs_fall_on_fronts(ask_for: Ask) -> None:
    data = write_document(document(ask_for(Kind.CARDS)), Format.PDF, THEME).data
    front, back = PdfReader(BytesIO(data)).pages[2:4]
    for page, word in ((front, "Call your senators"), (back, "Llame")):
        found = spots(page, word)
        assert len(found) == 10
        columns = sorted({across for across, _ in found})
        # The inset from a card's edge is the same in both columns: 3.5 in apart, about the middle.
        assert columns[1] - columns[0] == pytest.approx(252, abs=0.2)
        assert columns[0] - 0.11 * 72 == pytest.approx(306 - 252, abs=0.5)
        assert len({down for _, down in found}) == 5


@pytest.mark.parametrize("slug", ["immigrants-welcome", "town-hall"])
@pytest.mark.parametrize("kind", KINDS_OF_SHEETS)
def test_every_text_fits(ask_for: Ask, kind: Kind, slug: str) -> None:
    pack = read_pack(bundled("talking_points") / slug)
    for position in Position:
        for person in (ANA, NOBODY):
            made = document(ask_for(kind, pack=pack, position=position, constituent=person))
            assert page_notices(made, THEME) == (), position
            text = write_document(made, Format.TXT, THEME).data.decode()
            assert "None" not in text


def test_a_text_that_does_not_fit_is_said(ask_for: Ask) -> None:
    request: Request = ask_for(Kind.POSTCARD)
    long = replace(request, story=replace(request.story, reason="word " * 200))
    assert [notice.code for notice in page_notices(document(long), THEME)] == ["card-long"]


def test_cards_come_as_pictures_of_their_own_size(ask_for: Ask) -> None:
    pictures = card_pictures(document(ask_for(Kind.CARDS)), THEME, ppi=100)
    assert list(pictures)[-2:] == ["what-to-say-front", "what-to-say-back"]
    for picture in pictures.values():
        assert picture.startswith(b"\x89PNG")
        width, height = (int.from_bytes(picture[a : a + 4]) for a in (16, 20))
        assert (width, height) == (350, 200)


def test_cards_of_one_title_have_a_picture_each(ask_for: Ask) -> None:
    titles = ("权利", "권리", "Rights", "Rights", "Rights 2")
    cards = tuple(Card(title, (Paragraph((Span("Hi"),)),), ()) for title in titles)
    made = replace(document(ask_for(Kind.CARDS)), blocks=cards)
    names = ["x-front", "x-2-front", "rights-front", "rights-2-front", "rights-2-2-front"]
    assert list(card_pictures(made, THEME, ppi=20)) == names


def test_a_card_is_read_with_its_sides() -> None:
    code = "::: qr tel:+12025550101 Call\n:::"
    source = f"::::: card A *b*\nfront\n\n{code}\n\n:::: back\nback\n::::\n:::::"
    front = (Paragraph((Span("front"),)), Qr("tel:+12025550101", "Call"))
    assert parse(source) == (Card("A b", front, (Paragraph((Span("back"),)),)),)


@pytest.mark.parametrize(
    "source", ["::: qr javascript:x Call\n:::", "::: qr file:///etc/passwd x\n:::"]
)
def test_a_code_holds_no_other_address(source: str) -> None:
    (block,) = parse(source)
    assert isinstance(block, Paragraph)


def test_a_code_holds_what_it_says() -> None:
    import segno

    data = "tel:+12025550101"
    assert qr_rows(data) == tuple(tuple(row) for row in segno.make(data, error="m").matrix)
    assert qr_png(data).startswith(b"\x89PNG")


@pytest.mark.parametrize("slug", ["immigrants-welcome", "town-hall"])
def test_a_postcard_has_at_most_45_words(ask_for: Ask, slug: str) -> None:
    pack = read_pack(bundled("talking_points") / slug)
    for position in Position:
        made = document(ask_for(Kind.POSTCARD, pack=pack, position=position, constituent=ANA))
        (card,) = made.blocks
        assert isinstance(card, Card)
        assert words_in(card.front) <= 45, position

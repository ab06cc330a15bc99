"""What a page looks like, coarsely: it holds ink, and none runs off its edges."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from advocate.documents.kinds import KINDS, Page, Piece
from advocate.documents.write.pdf import page_pictures
from advocate.issues.records import Position
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, document

PIECES = [Piece(kind, variant) for kind, info in KINDS.items() for variant in info.variants]
PPI = 40
_DARK = 200  # of 255: lighter than this is paper
_EDGE = 6  # pixels, 0.15 in: no printer reaches there


def ink(picture: Image.Image) -> int:
    """Return how many pixels of a picture are not paper."""
    return sum(picture.histogram()[:_DARK])


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.kind}-{piece.variant}")
@pytest.mark.parametrize("position", [Position.SUPPORTS, Position.UNKNOWN, Position.OPPOSES])
def test_every_page_holds_ink_and_none_at_its_edges(
    ask_for: Ask, piece: Piece, position: Position
) -> None:
    for person in (ANA, NOBODY):
        request = ask_for(piece.kind, position=position, constituent=person)
        request = replace(request, variant=piece.variant, others=((request.pack, position),))
        for data in page_pictures(document(request), THEME, ppi=PPI):
            page = Image.open(BytesIO(data)).convert("L")
            width, height = page.size
            assert ink(page) > 100
            if KINDS[piece.kind].page is Page.SHEET:
                inside = page.crop((_EDGE, _EDGE, width - _EDGE, height - _EDGE))
                assert ink(inside) == ink(page)

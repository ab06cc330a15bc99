"""Fax covers, event kits and alerts, for every variant, position, pack and profile."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from advocate.documents.context import Request
from advocate.documents.kinds import DOCUMENT_FORMATS, KINDS, Format, Kind, Piece
from advocate.documents.lengths import page_notices
from advocate.documents.meeting import Attendee, Meeting, Role
from advocate.documents.write import write_document
from advocate.issues.read import read_pack
from advocate.issues.records import AskRank, Position
from advocate.resources import bundled
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, document
from tests.documents.golden_files import compare

MINE = (Kind.FAX, Kind.EVENT, Kind.ALERT)
PIECES = [Piece(kind, variant) for kind in MINE for variant in KINDS[kind].variants]
SLUGS = ("immigrants-welcome", "town-hall")
ODD = re.compile(r"None|  \S+ \(\)|“”|\.\.(?!\.)| ,|\( ")
WHEN = Meeting(datetime(2026, 12, 5, 11, 0))  # noqa: DTZ001 - wall-clock time at the office


def requests(ask_for: Ask, piece: Piece, slug: str) -> Iterator[Request]:
    pack = read_pack(bundled("talking_points") / slug)
    for position in Position:
        for person, meeting in ((ANA, WHEN), (NOBODY, Meeting())):
            for blanks in (False, True):
                request = ask_for(piece.kind, pack=pack, position=position, constituent=person)
                first, *rest = request.addressees  # the other one's position stays unknown
                stands = (replace(first, position=position), *rest)
                request = replace(request, addressees=stands)
                yield replace(request, variant=piece.variant, meeting=meeting, blanks=blanks)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.kind}-{piece.variant}")
def test_each_reads_right_and_keeps_to_its_pages(ask_for: Ask, piece: Piece, slug: str) -> None:
    for request in requests(ask_for, piece, slug):
        made = document(request)
        text = write_document(made, Format.TXT, THEME).data.decode()
        assert not ODD.search(text), ODD.search(text)
        assert page_notices(made, THEME) == ()


def test_what_stands_outside_is_in_no_suite(ask_for: Ask) -> None:
    rally = ask_for(Kind.EVENT, variant="rally", meeting=WHEN)
    assert rally.office.suite
    text = write_document(document(rally), Format.TXT, THEME).data.decode()
    assert "Where: 12 Invented Avenue, New York" in text
    assert text.count(rally.office.suite) == 1  # where the delegation goes
    visit = document(replace(rally, variant="default"))
    assert "Where: 12 Invented Avenue, Suite 400" in (
        write_document(visit, Format.TXT, THEME).data.decode()
    )


CASES = [
    (piece, form)
    for piece in PIECES
    for form in DOCUMENT_FORMATS
    if piece.variant == "default" or form is Format.TXT
]


@pytest.mark.parametrize(("piece", "form"), CASES)
def test_a_document_is_as_it_was(ask_for: Ask, piece: Piece, form: Format) -> None:
    name = piece.kind.value + ("" if piece.variant == "default" else f"-{piece.variant}")
    request = ask_for(piece.kind)
    first, *rest = request.addressees
    stands = (replace(first, position=request.position), *rest)
    request = replace(request, variant=piece.variant, meeting=WHEN, addressees=stands)
    compare(name, request, form)


def test_the_alert_names_every_senator(ask_for: Ask) -> None:
    text = write_document(document(ask_for(Kind.ALERT)), Format.TXT, THEME).data.decode()
    assert "Beatrix Q. Hollowell" in text
    assert "Casper Ivo Thornquist" in text
    assert "for Senator" not in document(ask_for(Kind.ALERT)).title


@pytest.mark.parametrize(
    ("stands", "apart"),
    [
        ((Position.UNKNOWN, Position.UNKNOWN), False),
        ((Position.SUPPORTS, Position.SUPPORTS), False),
        ((Position.SUPPORTS, Position.UNKNOWN), True),
        ((Position.UNKNOWN, Position.OPPOSES), True),
    ],
)
def test_an_alert_puts_to_each_senator_what_fits(
    ask_for: Ask, stands: tuple[Position, Position], apart: bool
) -> None:
    pack = read_pack(bundled("talking_points") / "immigrants-welcome")
    request = ask_for(Kind.ALERT, pack=pack)
    pairs = zip(request.addressees, stands, strict=True)
    both = tuple(replace(one, position=stand) for one, stand in pairs)
    made = document(replace(request, addressees=both))
    page = " ".join(write_document(made, Format.TXT, THEME).data.decode().replace("|", "").split())
    for one, stand in zip(both, stands, strict=True):
        assert (f"To Senator {one.senator.last_name}:" in page) is apart
        assert pack.asks_of(AskRank.PRIMARY)[0].worded_for(stand).ask in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_question_card_is_short(slug: str) -> None:
    pack = read_pack(bundled("talking_points") / slug)
    asks = [pack.asks_of(AskRank.PRIMARY)[0].worded_for(one).question for one in Position]
    assert [card for card in (*asks, *pack.questions) if len(card.split()) > 25] == []


@pytest.mark.parametrize("variant", KINDS[Kind.EVENT].variants)
def test_an_event_names_who_comes_and_asks_for_consent(ask_for: Ask, variant: str) -> None:
    meeting = Meeting(attendees=(Attendee("Bo Chen", Role.ASKER),))
    request = ask_for(Kind.EVENT, variant=variant, meeting=meeting)
    page = write_document(document(request), Format.TXT, THEME).data.decode()
    assert "Bo Chen (asker)" in page
    assert "Contact?" in page
    # a town hall is held elsewhere
    assert (request.office.lines[0] in page) is (variant != "town-hall")

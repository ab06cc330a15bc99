"""The limits of length that an office's patience sets, for the shipped packs and every position."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as WordFile

from advocate.documents.blocks import Box, Document, words_in
from advocate.documents.context import Request
from advocate.documents.kinds import Format, Kind
from advocate.documents.lengths import page_notices
from advocate.documents.write import write_document
from advocate.documents.write.layout import type_size
from advocate.issues.read import read_pack
from advocate.issues.records import Position
from advocate.resources import bundled
from advocate.stories import Story
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, composed, document

SLUGS = ("immigrants-welcome", "town-hall")
# A state with facts of its own in the pack, and one without; with and without a committee seat.
SENATORS = (("X000001", "10001"), ("X000002", "10001"), ("X000003", "87102"))
LONG_NAME = replace(ANA, name="Maria Guadalupe Lopez", city="Truth or Consequences")


def spoken_parts(made: Document) -> Iterator[tuple[str, int, int]]:
    for block in made.blocks:
        if isinstance(block, Box) and block.limit:
            yield block.title, words_in(block.blocks), block.limit


def requests(ask_for: Ask, kind: Kind, slug: str) -> Iterator[Request]:
    pack = read_pack(bundled("talking_points") / slug)
    for senator, zip_code in SENATORS:
        for position in Position:
            for person in (ANA, NOBODY, LONG_NAME):
                yield ask_for(
                    kind,
                    senator=senator,
                    zip_code=zip_code,
                    pack=pack,
                    position=position,
                    constituent=person,
                )


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("kind", [Kind.SCRIPT, Kind.VOICEMAIL, Kind.BRIEF])
def test_what_is_said_aloud_stays_short(ask_for: Ask, kind: Kind, slug: str) -> None:
    parts = [
        (request.position, *part)
        for request in requests(ask_for, kind, slug)
        for part in spoken_parts(document(request))
    ]
    assert parts
    assert [part for part in parts if part[2] > part[3]] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_voicemail_asks_within_ten_seconds(ask_for: Ask, slug: str) -> None:
    """25 words are ten seconds: name, place and the beginning of the ask stand in them."""
    for request in requests(ask_for, Kind.VOICEMAIL, slug):
        page = write_document(document(request), Format.TXT, THEME).data.decode()
        after = " ".join(page.split("seconds)")[1].replace("|", " ").split())
        words = [word for word in after.split() if word.strip("_")]  # a gap has a label beside it
        assert "asking the senator to" in " ".join(words[:25])


@pytest.mark.parametrize(
    "slug",
    [SLUGS[0], *(pytest.param(slug, marks=pytest.mark.slow) for slug in SLUGS[1:])],
)
@pytest.mark.parametrize(("kind", "most"), [(Kind.SCRIPT, 2), (Kind.VOICEMAIL, 1), (Kind.BRIEF, 6)])
def test_a_document_keeps_to_its_pages(ask_for: Ask, kind: Kind, most: int, slug: str) -> None:
    """A call script is one side to talk from, and one to write on."""
    from pypdf import PdfReader

    for request in requests(ask_for, kind, slug):
        data = write_document(document(request), Format.PDF, THEME).data
        assert len(PdfReader(BytesIO(data)).pages) <= most, request.position


@pytest.mark.parametrize("slug", SLUGS)
def test_a_letter_with_a_long_story_fits_one_page(ask_for: Ask, slug: str) -> None:
    story = Story(text="It was a winter evening and I had come home late from work. " * 9)
    for request in requests(ask_for, Kind.LETTER, slug):
        made = document(replace(request, constituent=ANA, story=story))
        assert page_notices(made, THEME) == ()


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        (Kind.LETTER, 500, "The letter fills 2 pages; one page is the most. "
         "Shorten the paragraph that begins “One two three four five …” (500 words)."),
        (Kind.LETTER, 100, ""),
        (Kind.SCRIPT, 500, ""),
    ],
)  # fmt: skip
def test_what_fills_too_many_pages_names_the_paragraph(
    ask_for: Ask, kind: Kind, words: int, said: str
) -> None:
    story = Story(text=" ".join(("One two three four five " * 100).split()[:words]))
    notices = page_notices(document(ask_for(kind, story=story)), THEME)
    assert [notice.text for notice in notices] == ([said] if said else [])


@pytest.mark.parametrize("zip_code", ["10001", "10566"])
def test_the_address_stands_in_the_window(ask_for: Ask, zip_code: str) -> None:
    """A #10 window, with a sheet folded at 3.9 in, shows 2.5 to 3.5 in down, 1 to 4.3 in across."""
    from pypdf import PdfReader

    request = ask_for(Kind.LETTER, zip_code=zip_code, constituent=ANA)
    made = write_document(document(request), Format.PDF, THEME).data
    seen: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        down = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            seen.setdefault(text.strip(), (across / 72, 11 - down / 72))

    PdfReader(BytesIO(made)).pages[0].extract_text(visitor_text=visit)
    lines = [spot for text, spot in seen.items() if text in _address(request)]
    assert len(lines) == len(_address(request))
    assert all(1 <= across <= 4.3 and 2.5 <= down <= 3.5 for across, down in lines), lines
    below = [down for text, (_, down) in seen.items() if text.startswith("Re:")]
    assert below
    assert min(below) > 3.6


def _address(request: Request) -> tuple[str, ...]:
    name = f"The Honorable {request.senator.full_name}"
    return (name, "United States Senate", *request.office.lines)


def test_a_letter_without_a_story_is_said(ask_for: Ask) -> None:
    request = ask_for(Kind.LETTER, constituent=NOBODY)
    assert [notice.code for notice in composed(request).notices] == ["no-story"]


def test_a_script_that_grows_too_long_is_said(ask_for: Ask) -> None:
    request = ask_for(Kind.SCRIPT, constituent=replace(ANA, city="Long " * 40))
    codes = [notice.code for notice in composed(request).notices]
    assert codes == ["script-long", "script-long"]


@pytest.mark.parametrize(
    ("kind", "large", "points"),
    [
        (Kind.LETTER, False, 11),
        (Kind.FAX, False, 11),
        (Kind.BRIEF, False, 10.5),
        (Kind.SCRIPT, False, 10),
        (Kind.EVENT, False, 10),
        (Kind.WEBFORM, False, 10),
        (Kind.SCRIPT, True, 18),
        (Kind.LETTER, True, 18),
    ],
)
def test_pdf_and_word_set_their_text_in_one_size(
    ask_for: Ask, kind: Kind, large: bool, points: float
) -> None:
    made = document(ask_for(kind, large_print=large))
    assert type_size(made) == points
    word = WordFile(BytesIO(write_document(made, Format.DOCX, THEME).data))
    assert word.styles["Normal"].font.size.pt == pytest.approx(points, abs=0.5)


def test_what_one_signs_stands_on_the_page_of_its_greeting(ask_for: Ask) -> None:
    """In large print a letter runs over: its second page begins with “Sincerely”, not a name."""
    from pypdf import PdfReader

    for words in range(20, 120, 10):
        story = Story(text="word " * words)
        request = ask_for(Kind.LETTER, large_print=True, story=story)
        made = write_document(document(request), Format.PDF, THEME).data
        for page in PdfReader(BytesIO(made)).pages[1:]:
            text = page.extract_text()
            assert ("Sincerely" in text) or (request.constituent.name not in text)

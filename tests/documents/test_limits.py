"""The limits of length that an office's patience sets, for the shipped packs and every position."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest

from advocate.documents.blocks import Box, Document, words_in
from advocate.documents.context import Request
from advocate.documents.kinds import Format, Kind
from advocate.documents.write import write_document
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
        assert "asking the senator to" in " ".join(after.split()[:25])


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(("kind", "most"), [(Kind.SCRIPT, 2), (Kind.VOICEMAIL, 1), (Kind.BRIEF, 6)])
def test_a_document_keeps_to_its_pages(ask_for: Ask, kind: Kind, most: int, slug: str) -> None:
    """A call script is one side to talk from, and one to write on."""
    from pypdf import PdfReader

    for request in requests(ask_for, kind, slug):
        data = write_document(document(request), Format.PDF, THEME).data
        assert len(PdfReader(BytesIO(data)).pages) <= most, request.position


@pytest.mark.parametrize("slug", SLUGS)
def test_a_letter_with_a_long_story_fits_one_page(ask_for: Ask, slug: str) -> None:
    from pypdf import PdfReader

    story = "It was a winter evening and I had come home late from work. " * 11
    for request in requests(ask_for, Kind.LETTER, slug):
        made = composed(replace(request, story=Story(text=story.strip())))
        pages = len(PdfReader(BytesIO(write_document(made.document, Format.PDF, THEME).data)).pages)
        assert (pages, made.notices) == (1, ()) or "letter-long" in str(made.notices)


def test_a_story_that_is_too_long_is_said(ask_for: Ask) -> None:
    request = ask_for(Kind.LETTER, constituent=replace(ANA, story="word " * 400))
    assert [notice.code for notice in composed(request).notices] == ["letter-long"]


def test_a_letter_without_a_story_is_said(ask_for: Ask) -> None:
    request = ask_for(Kind.LETTER, constituent=NOBODY)
    assert [notice.code for notice in composed(request).notices] == ["no-story"]


def test_a_script_that_grows_too_long_is_said(ask_for: Ask) -> None:
    request = ask_for(Kind.SCRIPT, constituent=replace(ANA, city="Long " * 40))
    codes = [notice.code for notice in composed(request).notices]
    assert codes == ["script-long", "script-long"]

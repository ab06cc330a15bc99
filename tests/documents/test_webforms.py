"""The web-form sheet: messages that fit, in plain ASCII; fields and topics as the form has them."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest

from advocate.directory.records import WebForm
from advocate.documents.blocks import Box, Document
from advocate.documents.context import Request
from advocate.documents.kinds import Format, Kind
from advocate.documents.paste import message_of, pasted_text
from advocate.documents.webforms import best_topic, fitting, form_view, whole_sentences
from advocate.documents.write import write_document
from advocate.issues.read import read_pack
from advocate.issues.records import Pack, Position
from advocate.resources import bundled
from advocate.settings import Constituent
from advocate.text import ascii_only
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, composed, document

SLUGS = ("immigrants-welcome", "town-hall")
SENATORS = (("X000001", "10001"), ("X000002", "10001"), ("X000003", "87102"))
STORY = "It was a winter evening — and José, as ever, was late from work. " * 70
PEOPLE = (
    ANA,
    NOBODY,
    replace(ANA, name="Maria Guadalupe Lopez", city="Truth or Consequences"),
    replace(ANA, name="Zoë O’Connor-Łuczak", story=STORY.strip()),
)
FORM = WebForm(
    bioguide="X000001",
    url="https://hollowell.example/contact",
    required=("address_state_full", "favorite_color", "name_first", "name_last", "topic"),
    optional=("phone_parentheses", "name_prefix", "message"),
    topics=("Education", "Other"),
    message_max_chars=None,
    captcha=False,
)


def boxes(made: Document) -> list[Box]:
    return [block for block in made.blocks if isinstance(block, Box) and block.kind == "paste"]


def requests(ask_for: Ask, slug: str) -> Iterator[Request]:
    pack = read_pack(bundled("talking_points") / slug)
    for senator, zip_code in SENATORS:
        for position in Position:
            for person in PEOPLE:
                told = {"pack": pack, "position": position, "constituent": person}
                yield ask_for(Kind.WEBFORM, senator=senator, zip_code=zip_code, **told)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_message_fits_in_plain_ascii(ask_for: Ask, slug: str) -> None:
    for request in requests(ask_for, slug):
        made = composed(request)
        assert made.notices == (), request
        texts = [(pasted_text(box), box) for box in boxes(made.document)]
        assert sorted(box.limit for _, box in texts) == [60, 500, 1500, 5000]
        assert [box.limit for text, box in texts if len(text) > box.limit] == []
        assert all(text.isascii() and "  " not in text for text, _ in texts)
        messages = [text for text, box in texts if box.limit > 60]
        assert all(text.startswith("Dear Senator ") for text in messages)
        assert all("asking" in text or "ask you to" in text for text in messages)


@pytest.mark.parametrize("slug", SLUGS)
def test_longer_versions_say_more(ask_for: Ask, slug: str) -> None:
    for request in requests(ask_for, slug):
        found = {box.limit: len(pasted_text(box)) for box in boxes(document(request))}
        assert found[500] < found[1500] <= found[5000]


@pytest.mark.parametrize("slug", SLUGS)
def test_each_position_is_spoken_to_in_its_own_words(ask_for: Ask, slug: str) -> None:
    pack = read_pack(bundled("talking_points") / slug)
    messages = {
        message_of(document(ask_for(Kind.WEBFORM, senator="X000002", pack=pack, position=position)))
        for position in Position
    }
    assert len(messages) == len(Position)


def test_the_message_that_fits_is_marked_and_comes_first(ask_for: Ask) -> None:
    """Senator Hollowell's form takes 500 characters; of Senator Thornquist's none are recorded."""
    for senator, length in (("X000001", 500), ("X000002", 1500), ("X000003", 1500)):
        made = document(ask_for(Kind.WEBFORM, senator=senator, constituent=NOBODY))
        subject, first, *rest = boxes(made)
        assert (subject.limit, first.limit) == (60, length)
        assert first.title.startswith("Use this one: at most ")
        assert first.title.endswith(f" ({len(pasted_text(first)):,} characters)")
        assert all(box.title.startswith("At most ") for box in rest)
        assert message_of(made) == pasted_text(first)


@pytest.mark.parametrize(
    ("city", "codes"),
    [("Paris", []), ("Москва", ["message-characters"]), ("x" * 600, ["message-long"] * 1)],
)
def test_what_a_form_may_refuse_is_said(ask_for: Ask, city: str, codes: list[str]) -> None:
    notices = composed(ask_for(Kind.WEBFORM, constituent=replace(ANA, city=city))).notices
    assert sorted({notice.code for notice in notices}) == codes


def test_a_text_to_copy_stands_bare_and_unbroken_in_the_text(ask_for: Ask) -> None:
    made = document(ask_for(Kind.WEBFORM))
    page = write_document(made, Format.TXT, THEME).data.decode()
    for box in boxes(made):
        assert f"\n{'-' * 72}\n{pasted_text(box)}\n{'-' * 72}\n" in page


@pytest.mark.parametrize(("kind", "most"), [(Kind.WEBFORM, 3), (Kind.REPORT, 2)])
def test_a_form_keeps_to_its_pages(ask_for: Ask, kind: Kind, most: int) -> None:
    from pypdf import PdfReader

    data = write_document(document(ask_for(kind)), Format.PDF, THEME).data
    assert len(PdfReader(BytesIO(data)).pages) <= most


def values(pack: Pack, person: Constituent, *, blanks: bool = False) -> dict[str, tuple[str, bool]]:
    view = form_view(FORM, pack, person, state_name="New York", blanks=blanks)
    return {field.label: (field.value, field.required) for field in view.fields}


def test_fields_come_in_the_usual_order_with_their_values(pack: Pack) -> None:
    found = values(pack, replace(ANA, prefix="Ms."))
    assert list(found.items()) == [
        ("Prefix (Mr., Ms., Mx.)", ("Ms.", False)),
        ("First name", ("Ana", True)),
        ("Last name", ("Ruiz", True)),
        ("State", ("New York", True)),
        ("Phone, with parentheses", ("(212) 555-0199", False)),
        ("Topic", ("Education", True)),
        ("Favorite color", ("", True)),
    ]


def test_a_blank_sheet_tells_nothing_of_the_constituent(pack: Pack) -> None:
    assert [v for v, _ in values(pack, ANA, blanks=True).values() if v] == ["Education"]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ana Ruiz", "Ana", "Ruiz"),
        ("Maria Guadalupe Lopez", "Maria Guadalupe", "Lopez"),
        ("Tobias Underhill, Jr.", "Tobias", "Underhill"),
        ("Ana", "Ana", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_parted(pack: Pack, name: str, first: str, last: str) -> None:
    found = values(pack, replace(ANA, name=name))
    assert (found["First name"][0], found["Last name"][0]) == (first, last)


@pytest.mark.parametrize(
    ("offered", "wanted", "topic"),
    [
        (("Health", "Immigration", "Other"), ("Immigration", "Other"), "Immigration"),
        (("Immigration & Border", "Other"), ("immigration",), "Immigration & Border"),
        (("Congressional Art", "Other"), ("Congress", "other"), "Other"),
        (("Other", "Border/Immigration"), ("Immigration", "Other"), "Border/Immigration"),
        (("Legal Immigration", "Other"), ("Immigration", "Other"), "Legal Immigration"),
        (("Insurance Other",), ("Other",), ""),
        (("General/Other",), ("Other",), "General/Other"),
        (("Other",), ("Congress",), ""),
        ((), ("Congress",), ""),
    ],
)
def test_the_topic_is_one_of_the_forms(
    offered: tuple[str, ...], wanted: tuple[str, ...], topic: str
) -> None:
    assert best_topic(offered, wanted) == topic


def test_without_a_fitting_topic_all_are_listed(ask_for: Ask) -> None:
    form = replace(FORM, topics=("Fisheries", "Oceans"))
    page = write_document(document(ask_for(Kind.WEBFORM, form=form)), Format.TXT, THEME).data
    assert "Choose the nearest topic. The form offers these: Fisheries; Oceans." in page.decode()


@pytest.mark.parametrize(
    ("limit", "length"),
    [(None, 1500), (10, 500), (500, 500), (1499, 500), (1500, 1500), (4999, 1500), (10000, 5000)],
)
def test_the_length_that_a_form_takes(limit: int | None, length: int) -> None:
    assert fitting(limit) == length


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        (["One two. Three four."], 20, ["One two. Three four."]),
        (["One two. Three four."], 19, ["One two."]),
        (["One two. Three four."], 7, []),
        (["Dr. Day saw S. 455 pass. She wept."], 26, ["Dr. Day saw S. 455 pass."]),
        (["“Why?” she said. Nobody knew."], 20, ["“Why?” she said."]),
        (["One.", "Two. Three."], 9, ["One.", "Two."]),
        (["One.", "Two."], 5, ["One."]),
        ([], 9, []),
    ],
)
def test_only_whole_sentences_are_told(text: list[str], most: int, kept: list[str]) -> None:
    assert whole_sentences(text, most) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("“Luján” — ‘yes’", "\"Lujan\" - 'yes'"),
        ("a—b, 9–5, wait…\u00a0now", "a - b, 9-5, wait... now"),
        ("Straße, Łódź, Ærø, ½ e\u0301", "Strasse, Lodz, AEro, 1/2 e"),
        ("Москва й 東京 ☎", "Москва й 東京 ☎"),
        ("हिन्दी x\u0332", "हिन्दी x"),
        ("one\ntwo", "one\ntwo"),
        ("\u200bx\u00ad", "x"),
        ("", ""),
    ],
)
def test_text_is_folded_to_ascii(typed: str, kept: str) -> None:
    assert ascii_only(typed) == kept


LONG_FORM = replace(
    FORM,
    required=(
        *("name_prefix", "name_first", "name_last", "address_street", "address_city"),
        *("address_zip5", "phone", "email", "topic", "subject", "message"),
    ),
    optional=(),
    topics=("Immigration", *(f"Some other matter, no. {n}" for n in range(33))),
)


@pytest.mark.parametrize(
    "slug",
    [SLUGS[0], *(pytest.param(slug, marks=pytest.mark.slow) for slug in SLUGS[1:])],
)
def test_a_sheet_is_two_pages(ask_for: Ask, slug: str) -> None:
    """Also where every field is a gap, and the form has many topics of which perhaps none fits."""
    from pypdf import PdfReader

    for request in requests(ask_for, slug):
        if len(request.story.text) < 300:
            made = document(replace(request, form=LONG_FORM))
            data = write_document(made, Format.PDF, THEME).data
            assert len(PdfReader(BytesIO(data)).pages) <= 2, request.position


def test_word_keeps_a_signature_together(ask_for: Ask) -> None:
    from docx import Document as WordFile

    made = document(ask_for(Kind.WEBFORM, constituent=ANA))
    word = WordFile(BytesIO(write_document(made, Format.DOCX, THEME).data))
    signed = [one.text for one in word.paragraphs if one.text.startswith("Sincerely,")]
    assert signed == ["Sincerely,\nAna Ruiz\n12 Elm Street, Apt 3\nNew York, NY 10001"] * 2

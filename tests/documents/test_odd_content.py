"""Odd content is written in every format: long words, parts in parts, what fits no page."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from advocate.documents.blocks import FillLines, Heading, Paragraph, Span, walk
from advocate.documents.compose import compose
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.markup import parse
from advocate.documents.write import write_document
from advocate.issues.records import Pack
from tests.documents.conftest import ANA, TEMPLATES, THEME, Ask, document, written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[x](blank:99999999)", Paragraph((Span("x", blank=100),))),
        (f"[x](blank:{'9' * 5_000})", Paragraph((Span("x", blank=100),))),
        ("[x](blank:0)", Paragraph((Span("x", blank=1),))),
        ("::: lines 10000000000\n:::", FillLines(60)),
        (f"::: lines {'9' * 5_000}\n:::", FillLines(60)),
        (f"[x](https://a.org/{'x' * 5_000})", Paragraph((Span("x"),))),
        (f"::: qr https://a.org/{'x' * 5_000} Title\n:::", Paragraph((Span("Title"),))),
    ],
)
def test_numbers_and_links_stay_within_bounds(source: str, expected: object) -> None:
    assert parse(source) == (expected,)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("## a\n\n#### b\n\n# c", [1, 2, 1]),
        ("# a\n\n### b", [1, 2]),
        ("#\n\n# a", [1]),
        ("::: frame T\n### x\n\n#\n:::\n\n- # a\n  ###### b", [1, 1, 2]),
    ],
)
@pytest.mark.parametrize("form", list(DOCUMENT_FORMATS))
def test_headings_are_an_outline(
    ask_for: Ask, tmp_path: Path, text: str, levels: list[int], form: Format
) -> None:
    written(tmp_path / "letter" / "default.md", text)
    made = compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES)).document
    assert [block.level for block in walk(made.blocks) if isinstance(block, Heading)] == levels
    assert write_document(made, form, THEME).notices == ()


@pytest.mark.parametrize("language", ["en-US", "zh-Hant", "zh-Hant-TW", "es", "es-MX"])
@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX, Format.HTML])
def test_a_language_may_name_a_country(
    ask_for: Ask, pack: Pack, language: str, form: Format
) -> None:
    request = ask_for(Kind.LETTER, pack=replace(pack, language=language))
    assert write_document(document(request), form, THEME).notices == ()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("letters", [50, 300])
def test_a_word_longer_than_a_line_breaks_and_stays_as_typed(
    ask_for: Ask, letters: int, large: bool
) -> None:
    """No word runs off the page, and its text is all there."""
    word = "W" * letters
    person = replace(ANA, story=word)
    made = document(ask_for(Kind.LETTER, constituent=person, large_print=large))
    texts: list[str] = []
    ends: list[float] = []

    def seen(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        texts.append(text)
        if set(text.strip()) == {"W"}:
            ends.append(tm[4] + len(text.strip()) * size * 0.9)

    for page in PdfReader(io.BytesIO(write_document(made, Format.PDF, THEME).data)).pages:
        page.extract_text(visitor_text=seen)
    assert "".join(texts).count("W") >= letters
    assert ends
    assert max(ends) < 8.5 * 72


@pytest.mark.parametrize(
    ("address", "ends"),
    [
        (f"https://www.example.org/{'-'.join(['neighbors'] * 30)}.htm", "-"),
        (f"https://www.example.org/{'neighbor' * 40}", "neighbor"),
        (f"https://www.example.org/{'.' * 300}", "."),
        (f"https://www.example.org/{'(' * 300}", "("),
    ],
)
def test_a_long_web_address_breaks_at_its_marks(ask_for: Ask, address: str, ends: str) -> None:
    """Within a word it breaks only where nothing else is left; it is all there, on the page."""
    made = replace(document(ask_for(Kind.BRIEF)), blocks=(Paragraph((Span(address),)),))
    page = PdfReader(io.BytesIO(write_document(made, Format.PDF, THEME).data)).pages[0]
    lines = page.extract_text().split()
    last = next(i for i in range(len(lines)) if "".join(lines[: i + 1]) == address)
    assert last > 0
    assert max(map(len, lines[: last + 1])) < 190  # so many dots fit on a line
    assert all(line[-1] in ends for line in lines[:last])


def test_many_long_words_are_drawn(ask_for: Ask) -> None:
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(f"{'w' * 40} " * 2_000))
    assert write_document(made, Format.PDF, THEME).notices == ()


@pytest.mark.parametrize("form", list(DOCUMENT_FORMATS))
def test_parts_inside_parts_are_written(ask_for: Ask, form: Format) -> None:
    deep = "".join(f"{':' * (60 - depth)} frame T\n" for depth in range(50)) + "word\n"
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(deep))
    assert write_document(made, form, THEME).data


@pytest.mark.parametrize("form", list(DOCUMENT_FORMATS))
@pytest.mark.parametrize("around", ["", "frame", "note"])
def test_a_card_on_no_sheet_of_cards_is_a_framed_part(
    ask_for: Ask, around: str, form: Format
) -> None:
    card = "::::: card Phonecard\nDialnow\n:::: back\nThankthem\n::::\n:::::\n"
    source = f":::::: {around} Outside\n{card}::::::" if around else card
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(source))
    data = write_document(made, form, THEME).data
    if form is Format.PDF:
        said = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    elif form is Format.DOCX:
        said = " ".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        said = data.decode()
    assert [word for word in ("Phonecard", "Dialnow", "Thankthem") if word not in said] == []


def test_what_stands_inside_a_box_is_in_the_word_file(ask_for: Ask) -> None:
    inside = (
        "::: note Please\nwait\n:::\n\n- one\n    - [ ] two\n\n::: qr tel:+12025550101 Call\n:::\n"
    )
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(f":::: frame T\n{inside}::::"))
    word = docx.Document(io.BytesIO(write_document(made, Format.DOCX, THEME).data))
    said = [paragraph.text for paragraph in word.paragraphs]
    assert said == ["T", "Please", "wait", "• one", "☐ two", "", ""]
    assert len(word.inline_shapes) == 1


@pytest.mark.parametrize(
    "part", ["| a | b |\n|---|---|\n| c | d |", "::: qr tel:+12025550101 Call\n:::"]
)
def test_a_table_or_a_code_can_begin_a_page_in_word(ask_for: Ask, part: str) -> None:
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(f"one\n\n---\n\n{part}\n\ntwo"))
    word = docx.Document(io.BytesIO(write_document(made, Format.DOCX, THEME).data))
    one, first, *rest = word.paragraphs
    assert one.text == "one"
    assert first.paragraph_format.page_break_before
    assert not any(later.paragraph_format.page_break_before for later in rest)
    assert not word.tables or first._p.getnext() is word.tables[0]._tbl


@pytest.mark.parametrize("form", list(DOCUMENT_FORMATS))
@pytest.mark.parametrize("kind", [Kind.ENVELOPE, Kind.CARDS, Kind.POSTCARD, Kind.LETTER])
@pytest.mark.parametrize(
    "text",
    [
        *("", "word", "- a", "::: frame T\n---\nword\n:::", "- a\n\n  ---\n"),
        "::: address\na\n:::\n\n::: address\nb\n:::\n\n---\n\nc",
    ],
)
def test_a_template_that_does_not_fit_its_page_is_written(
    ask_for: Ask, tmp_path: Path, kind: Kind, text: str, form: Format
) -> None:
    written(tmp_path / kind.value / "default.md", text)
    made = compose(ask_for(kind), (tmp_path, TEMPLATES)).document
    data = write_document(made, form, THEME).data
    assert b"word" in data or "word" not in text or form in (Format.PDF, Format.DOCX)


@pytest.mark.parametrize(
    ("kind", "more", "codes"),
    [
        (Kind.CARDS, "P.S. We meet on Mondays.", ["outside-cards"]),
        (Kind.POSTCARD, "P.S. We meet on Mondays.", ["outside-cards"]),
        (Kind.POSTCARD, "::: card Another\nWe meet on Mondays.\n:::", []),
        (Kind.ENVELOPE, "P.S. We meet on Mondays.", []),
    ],
)
def test_what_a_sheet_of_cards_leaves_out_is_said(
    ask_for: Ask, tmp_path: Path, kind: Kind, more: str, codes: list[str]
) -> None:
    written(
        tmp_path / kind.value / "default.md",
        f'{{% include "default:{kind.value}/default.md" %}}\n\n{more}',
    )
    made = compose(ask_for(kind), (tmp_path, TEMPLATES))
    assert [notice.code for notice in made.notices] == codes


@pytest.mark.parametrize("form", list(DOCUMENT_FORMATS))
@pytest.mark.parametrize("more", ["", "word", "|a|\n|-|\n|b|", "::: address\na\n:::", "---"])
def test_a_letter_that_is_hardly_one_is_written(
    ask_for: Ask, tmp_path: Path, form: Format, more: str
) -> None:
    address = "::: address\na\n:::\n\n"
    written(tmp_path / "letter" / "default.md", f"{address}day\n\n{address}{more}")
    made = compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES)).document
    assert write_document(made, form, THEME).data


def test_a_control_character_in_a_template_is_left_out(ask_for: Ask, tmp_path: Path) -> None:
    written(tmp_path / "letter" / "default.md", "a\x01b")
    made = compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES)).document
    assert made.blocks == (Paragraph((Span("ab"),)),)

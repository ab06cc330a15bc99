"""Themes and packs from strangers fail, at worst, with a sentence: nothing is read, fetched or
eaten up."""

import io
import os
import re
import shutil
import socket
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from advocate.documents.blocks import FillLines, Heading, Paragraph, Span, walk
from advocate.documents.compose import compose
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.markup import parse
from advocate.documents.write import write_document
from advocate.documents.write.qr import qr_png
from advocate.documents.write.reference import TRIAL
from advocate.errors import TemplateError
from advocate.issues.records import Pack
from tests.documents.conftest import ANA, TEMPLATES, THEME, Ask, document

Spoil = Callable[[Path], object]


def written(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def repacked(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return the shipped reference.docx with its parts changed."""
    source = zipfile.ZipFile(THEME / "reference.docx")
    parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def renamed(parts: dict[str, bytes]) -> None:
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"Address Lines", b"Other Lines")


def swapped(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({part: parts[part].replace(old, new)})


def no_paragraphs(parts: dict[str, bytes]) -> None:
    """Take every paragraph out of the footer."""
    for name in parts:
        if name.startswith("word/footer"):
            parts[name] = re.sub(rb"<w:p[ >].*</w:p>", b"", parts[name], flags=re.DOTALL)


def cut_short() -> bytes:
    """Return the shipped file with a part's bytes spoilt, its list of parts whole."""
    data = bytearray((THEME / "reference.docx").read_bytes())
    data[60:400] = bytes(340)
    return bytes(data)


# Typst's own errors repeat what they stumble over; each of these would be the name, or the story.
DOC = b"#let d = json(bytes(sys.inputs.document))\n"
REPEATING = (
    (b"#read(d.author)", "file not found"),
    (b"#image(d.author)", "file not found"),
    (b"#d.at(d.author)", "dictionary does not contain key"),
    (b"#label(d.author).foo", "cannot access fields"),
    (b"#int(d.author)", "cannot be used"),
    (b'#if d.author != "Word" { d.at(d.author) }', "it cannot draw what this document says"),
)
CSS, TYP, DOCX = (
    (Format.HTML, "page.css"),
    (Format.PDF, "page.typ"),
    (Format.DOCX, "reference.docx"),
)


@pytest.mark.parametrize(
    ("what", "data", "said"),
    [
        (CSS, b"</style><script>alert(1)</script>", "may not hold “</style”"),
        (CSS, b"body{background:url(http://example.org/x.png)}", "a page fetches nothing"),
        (CSS, b"@import 'https://example.org/x.css';", "may not hold “@import”"),
        (CSS, rb"@\69mport 'https://example.org/x.css';", "may not hold “@import”"),
        (CSS, rb"body{background:u\72 l(https://example.org/x.png)}", "may not hold “url\\(”"),
        (CSS, b"body{background:-webkit-image-set('https://example.org/x.png' 1x)}", "image-set"),
        (CSS, b"a{b:expression(alert(1))}", "may not hold “expression"),
        (CSS, b"\xff", "not text in UTF-8"),
        (CSS, b"x" * 1_100_000, "cannot be used"),
        (TYP, b'#import "@preview/cetz:0.2.2": *', "asks for a package"),
        (TYP, b'#let p = "@pre" + "view/cetz:0.2.2"\n#import p: *', "asks for a package"),
        (TYP, b'#import/**/"@local/cetz:0.2.2": *', "asks for a package"),
        (TYP, b'#include "\\u{40}preview/cetz:0.2.2/a.typ"', "asks for a package"),
        (TYP, b'#eval("im" + "port \\"@pre" + "view/cetz:0.2.2\\"")', "may not hold “eval”"),
        (TYP, b'#dictionary(std).at("ev" + "al")("1")', "may not hold “std”"),
        (TYP, b'#read("@preview/cetz:0.2.2/typst.toml")', "file not found"),
        (TYP, b'#image("@preview/cetz:0.2.2/a.png")', "file not found"),
        (TYP, b'#plugin("@preview/cetz:0.2.2/a.wasm")', "file not found"),
        (TYP, b'#raw(read("/etc/hostname"))', "cannot be used"),
        (TYP, b'#raw(read("../../letter/default.md"))', "cannot be used"),
        (TYP, b'#panic(sys.inputs.document)', "stops with a message of its own"),
        (TYP, b'#assert(false, message: sys.inputs.document)', "stops with a message of its own"),
        *((TYP, DOC + code, said) for code, said in REPEATING),
        (TYP, b"\xff\xfe", "cannot be used"),
        (TYP, b"#nosuchthing()", "unknown variable: nosuchthing"),
        (DOCX, b"junk", "not a whole Word document"),
        (DOCX, b"", "not a whole Word document"),
        (DOCX, repacked(lambda parts: parts.pop("word/document.xml")), "not a whole Word"),
        (DOCX, repacked(lambda parts: parts.pop("word/numbering.xml")), "not a whole Word"),
        (DOCX, repacked(lambda parts: parts.update({"word/styles.xml": b"<a"})), "not a whole"),
        (DOCX, repacked(renamed), "no style named Address Lines"),
        (DOCX, repacked(lambda p: p.pop("word/styles.xml")), "cannot be used"),
        (DOCX, repacked(lambda p: p.pop("word/_rels/document.xml.rels")), "not a whole Word"),
        (DOCX, repacked(swapped("word/styles.xml", b"<w:numPr>", b"<w:x>")), "cannot be used"),
        (DOCX, repacked(swapped("word/document.xml", b"w:sectPr", b"w:other")), "not a whole Word"),
        (DOCX, repacked(lambda p: p.update({"word/numbering.xml": b"<a/>"})), "cannot be used"),
        (DOCX, repacked(no_paragraphs), "not a whole Word"),
        (DOCX, cut_short(), "not a whole Word"),
        (DOCX, repacked(lambda p: p.update({"x": bytes(201_000_000)})), "more than 200 MB"),
    ],
)  # fmt: skip
def test_a_bad_theme_is_a_sentence_that_names_the_file(
    ask_for: Ask, tmp_path: Path, what: tuple[Format, str], data: bytes, said: str
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / what[1], data)
    with pytest.raises(TemplateError, match=said) as caught:
        write_document(replace(document(ask_for(Kind.BRIEF)), blocks=TRIAL.blocks), what[0], theme)
    assert what[1] in caught.value.sentence
    assert "Ana" not in caught.value.sentence


def test_a_theme_with_a_link_out_of_its_folder_is_refused(ask_for: Ask, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    (theme / "logo.txt").symlink_to("/etc/passwd")
    with pytest.raises(TemplateError, match=r"logo\.txt"):
        write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)


def test_a_theme_with_a_pipe_is_refused(ask_for: Ask, tmp_path: Path) -> None:
    """Reading it would never end."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    os.mkfifo(theme / "pipe.txt")
    written(theme / "page.typ", '#read("pipe.txt")')
    with pytest.raises(TemplateError, match=r"pipe\.txt .* no ordinary file"):
        write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)


def test_a_theme_may_not_hide_code_beside_its_page(ask_for: Ask, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "parts.typ", '#import "@preview/cetz:0.2.2": *')
    written(theme / "page.typ", '#include "parts.typ"')
    with pytest.raises(TemplateError, match=r"parts\.typ .* asks for a package"):
        write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("code", ['#import "@preview/cetz:0.2.2": *', '#let p = "@" + "x/y:0.0.1"'])
def test_no_socket_is_opened_for_a_theme(
    ask_for: Ask, tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy that the user has set, which typst would ask, hears nothing."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "page.typ", code)
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with suppress(TemplateError):
            write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_a_theme_works_where_the_folder_one_is_in_is_gone(
    ask_for: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    made = document(ask_for(Kind.LETTER))
    for form in (Format.PDF, Format.DOCX, Format.HTML):
        assert write_document(made, form, THEME).notices == ()


def test_a_theme_may_read_its_own_files(ask_for: Ask, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "motto.txt", "Come as you are")
    written(theme / "parts.typ", "#let gift = [And take your time]")
    written(
        theme / "page.typ",
        (THEME / "page.typ").read_text() + '\n#read("motto.txt")\n#import "parts.typ": gift\n#gift',
    )
    data = write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme).data
    text = PdfReader(io.BytesIO(data)).pages[-1].extract_text()
    assert "Come as you are" in text
    assert "And take your time" in text


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


def test_many_long_words_are_drawn(ask_for: Ask) -> None:
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(f"{'w' * 40} " * 2_000))
    assert write_document(made, Format.PDF, THEME).notices == ()


@pytest.mark.parametrize("form", list(DOCUMENT_FORMATS))
def test_parts_inside_parts_are_written(ask_for: Ask, form: Format) -> None:
    deep = "".join(f"{':' * (60 - depth)} frame T\n" for depth in range(50)) + "word\n"
    made = replace(document(ask_for(Kind.BRIEF)), blocks=parse(deep))
    assert write_document(made, form, THEME).data


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


PNG = qr_png("https://example.org")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


@pytest.mark.parametrize("form", [Format.HTML, Format.DOCX, Format.PDF])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.png", PNG),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'),
    ],
)
def test_a_logo_stands_on_the_letterhead(
    ask_for: Ask, tmp_path: Path, name: str, data: bytes, form: Format
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    made = document(ask_for(Kind.LETTER))
    without = len(write_document(made, form, theme).data)
    other = tmp_path / "other"
    shutil.copytree(THEME, other)
    written(other / name, data)
    with_logo = write_document(made, form, other)
    assert with_logo.notices == ()
    assert len(with_logo.data) > without


@pytest.mark.parametrize("form", [Format.HTML, Format.DOCX, Format.PDF])
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("logo.png", b"GIF89a", "not a picture of the kind image/png"),
        ("logo.png", b"", "not a picture"),
        ("logo.png", PNG[:8] + bytes(50_000_000), "more than 2,000,000 bytes"),
        ("logo.svg", b"<html><script>alert(1)</script></html>", "not a picture"),
    ],
)
def test_a_logo_that_is_no_picture_is_refused(
    ask_for: Ask, tmp_path: Path, name: str, data: bytes, said: str, form: Format
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / name, data)
    with pytest.raises(TemplateError, match=said):
        write_document(document(ask_for(Kind.LETTER)), form, theme)

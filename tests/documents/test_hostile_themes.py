"""Themes from strangers fail, at worst, with a sentence: nothing is read, fetched or eaten up."""

import io
import os
import re
import shutil
import socket
import sys
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typst import TypstError

from advocate.documents.blocks import AddressBlock, Span, Table
from advocate.documents.kinds import Format, Kind
from advocate.documents.write import write_document
from advocate.documents.write.pdf import too_full
from advocate.documents.write.qr import qr_png
from advocate.documents.write.reference import TRIAL
from advocate.documents.write.typst_engine import engine_of, query_of
from advocate.errors import TemplateError
from tests.documents.conftest import ANA, THEME, Ask, document, written


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
        (TYP, b"#nosuchthing()", r"unknown variable: nosuchthing \(line 1\)"),
        (TYP, b"#let a = 1\n#let b = (2", r"unclosed delimiter \(line 2\)"),
        (TYP, b"", "draws nothing of the document"),
        (TYP, b"/* #draw()\n*/ // and no more\n", "draws nothing of the document"),
        (TYP, DOC + b"#let draw(d) = [#d.title]", "draws nothing of the document"),
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


@pytest.mark.parametrize("where", ["lines.at(0).at(0)", "rows.at(0).at(0).at(0)"])
def test_words_of_an_address_or_a_table_are_not_repeated(
    ask_for: Ask, tmp_path: Path, where: str
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "page.typ", DOC + f"#read(d.blocks.at(0).{where})".encode())
    name = (Span(ANA.name),)
    block = AddressBlock((name,)) if "lines" in where else Table((name,), ((name,),))
    made = replace(document(ask_for(Kind.LETTER)), blocks=(block,))
    with pytest.raises(TemplateError, match="file not found") as caught:
        write_document(made, Format.PDF, theme)
    assert "Ana" not in caught.value.sentence


@pytest.mark.parametrize(("code", "said"), REPEATING)
def test_a_theme_that_is_asked_whether_cards_fit_repeats_nothing(
    ask_for: Ask, tmp_path: Path, code: bytes, said: str
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "page.typ", DOC + code)
    made = replace(document(ask_for(Kind.POSTCARD)), author=ANA.name)
    with pytest.raises(TemplateError, match=said) as caught:
        too_full(made, theme)
    assert "Ana" not in caught.value.sentence


def test_a_mistake_in_a_file_beside_the_page_is_placed(ask_for: Ask, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "parts.typ", "#let a = 1\n#(")
    written(theme / "page.typ", '\n#include "parts.typ"')
    with pytest.raises(TemplateError, match=r"unclosed delimiter \(parts\.typ, line 2\)"):
        write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)


def test_a_picture_that_typst_alone_cannot_draw_is_named(ask_for: Ask, tmp_path: Path) -> None:
    """Its parts are whole, and what is packed in them is none."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    at = PNG.index(b"IDAT")
    size = int.from_bytes(PNG[at - 4 : at])
    body = b"IDAT" + bytes(size)
    check = zlib.crc32(body).to_bytes(4)
    written(theme / "logo.png", PNG[:at] + body + check + PNG[at + 8 + size :])
    with pytest.raises(TemplateError, match=r"logo\.png .* not a whole picture"):
        write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)


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


def test_code_of_a_theme_is_read_to_its_end(ask_for: Ask, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    written(theme / "parts.typ", f'//{"x" * 200_000}\n#import "@preview/cetz:0.2.2": *')
    written(theme / "page.typ", '#include "parts.typ"')
    with pytest.raises(TemplateError, match=r"parts\.typ .* more than 200,000 bytes"):
        write_document(document(ask_for(Kind.LETTER)), Format.PDF, theme)


@pytest.mark.loopback  # for the proxy that waits in vain
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


@pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps typst's packages")
@pytest.mark.parametrize("engine_for", [partial(engine_of, system_fonts=False), query_of])
def test_no_package_of_the_machine_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine_for: Callable[[Path], Any]
) -> None:
    package = tmp_path / "typst" / "packages" / "local" / "secret" / "0.1.0"
    written(package / "a.typ", "#let word = [x]")
    about = '[package]\nname = "secret"\nversion = "0.1.0"\nentrypoint = "a.typ"\n'
    written(package / "typst.toml", about)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    engine = engine_for(tmp_path)
    ask = {"selector": "<a>"} if isinstance(engine, partial) else {}
    with pytest.raises((TypstError, RuntimeError), match="package not found"):
        getattr(engine, "compile", engine)(b'#import "@local/secret:0.1.0": word\n#word <a>', **ask)


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


PNG = qr_png("https://example.org")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


def picture(name: bytes, address: bytes) -> bytes:
    """Return an SVG with one element that shows what is at an address."""
    inside = b'><%s href="%s" width="9" height="9"/></svg>' % (name, address)
    return SVG.replace(b"/>", inside)


@pytest.mark.parametrize("form", [Format.HTML, Format.DOCX, Format.PDF])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.png", PNG),
        ("logo.svg", SVG),
        ("logo.svg", picture(b"a", b"https://example.org")),
        ("logo.svg", picture(b"image", b"data:image/png;base64," + b64encode(PNG))),
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
        ("logo.png", PNG[: len(PNG) // 2], r"logo\.png .* damaged or cut short"),
        ("logo.png", PNG[:-5], r"logo\.png .* damaged or cut short"),
        ("logo.png", PNG[:60] + b"xx" + PNG[62:], r"logo\.png .* damaged or cut short"),
        (
            "logo.svg",
            b'<!--a--><!DOCTYPE svg [<!ENTITY a "aaaa">]><!--b-->' + SVG,
            "damaged or cut short",
        ),
        ("logo.svg", SVG[:-2], r"logo\.svg .* damaged or cut short"),
        (
            "logo.svg",
            picture(b"image", b"https://example.org/a.png"),
            r"logo\.svg .* a file outside",
        ),
        ("logo.svg", picture(b"use", b"more.svg#a"), r"logo\.svg .* a file outside"),
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

"""Markdown to blocks: a table of examples, and that typed text is never markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    FillLines,
    Heading,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Span,
    Table,
    plain,
)
from advocate.documents.markup import blank, escape, parse
from advocate.text import clean_line


def text(words: str) -> tuple[Span, ...]:
    return (Span(words),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# A", Heading(1, text("A"))),
        ("one\ntwo", Paragraph(text("one two"))),
        ("one\\\ntwo", Paragraph((Span("one"), Span("\n"), Span("two")))),
        (
            "a **b** *c*",
            Paragraph((*text("a "), Span("b", bold=True), Span(" "), Span("c", italic=True))),
        ),
        ("[x](https://a.org)", Paragraph((Span("x", href="https://a.org"),))),
        ("[x](tel:+1212)", Paragraph((Span("x", href="tel:+1212"),))),
        # An address that a browser would run is text; one of another kind loses its link.
        ("[x](javascript:alert%281%29)", Paragraph(text("[x](javascript:alert%281%29)"))),
        ("[x](ftp://a.org)", Paragraph(text("x"))),
        ("[city](blank:12)", Paragraph((Span("city", blank=12),))),
        ("[](blank:9)", Paragraph((Span("", blank=9),))),
        ("[a](blank:9)[b](blank:9)", Paragraph((Span("a", blank=9), Span("b", blank=9)))),
        ("<b>x</b>", Paragraph(text("<b>x</b>"))),
        ("<script>x</script>", Paragraph(text("<script>x</script>"))),
        (
            "![alt](https://a.org/x.png)",
            Paragraph((Span("!"), Span("alt", href="https://a.org/x.png"))),
        ),
        ("    indented", Paragraph(text("indented"))),
        ("`code`", Paragraph(text("`code`"))),
        ("---", PageBreak()),
        ("- a\n- b", ListBlock((Item((Paragraph(text("a")),)), Item((Paragraph(text("b")),))))),
        ("1. a", ListBlock((Item((Paragraph(text("a")),)),), ordered=True)),
        ("- [ ] a", ListBlock((Item((Paragraph(text("a")),), checkbox=True),))),
        ("- \\[ \\] a", ListBlock((Item((Paragraph(text("[ ] a")),)),))),
        ("| a | b |\n|---|---|\n| c | |", Table((text("a"), text("b")), ((text("c"), ()),))),
        ("::: address\na\\\nb\n:::", AddressBlock((text("a"), text("b")))),
        ("::: lines 4\n:::", FillLines(4)),
        ("::: lines x\n:::", FillLines(3)),
        (
            "::: say 45 Short *one*\na\n:::",
            Box("say", "Short one", (Paragraph(text("a")),), limit=45),
        ),
        ("::: note Hi\na\n:::", Box("note", "Hi", (Paragraph(text("a")),))),
        ("> a", Box("frame", "", (Paragraph(text("a")),))),
        (
            ":::: note N\na\n\n::: lines 2\n:::\n::::",
            Box("note", "N", (Paragraph(text("a")), FillLines(2))),
        ),
    ],
)
def test_a_source_becomes_a_block(source: str, expected: Block) -> None:
    assert parse(source) == (expected,)


@given(st.text(max_size=60).map(clean_line).filter(bool))
def test_escaped_text_reads_back_as_itself(typed: str) -> None:
    (block,) = parse(escape(typed))
    assert isinstance(block, Paragraph)
    assert plain(block.text) == typed
    assert all(span == Span(span.text) for span in block.text)


@given(st.text(max_size=40).map(clean_line).filter(bool))
def test_escaped_text_stays_in_its_cell(typed: str) -> None:
    (table,) = parse(f"| a | b |\n|---|---|\n| {escape(typed)} | x |")
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[0]] == [typed, "x"]


@given(st.text(max_size=40).map(clean_line).filter(bool))
def test_a_label_of_a_gap_reads_back_as_itself(typed: str) -> None:
    (block,) = parse(blank(typed, 7))
    assert isinstance(block, Paragraph)
    assert [span.blank for span in block.text] == [7]
    assert plain(block.text) == typed.replace("\u00a0", " ")


@given(st.text(max_size=200))
def test_any_source_is_read(source: str) -> None:
    parse(source)

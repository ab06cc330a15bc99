"""Markdown read piece by piece is what the parser makes of the whole."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from advocate.documents.batches.pieces import pieces_of, plain_block
from advocate.documents.markup import escape, parse

LINES = st.sampled_from(
    [
        *("a b", "a\\", "&nbsp;\\", "1986 x", "6. x", "- a", "- b c", "- x\\. d", "* b", "+ c"),
        *("1) x", "  ind", "    deep", "::: say 10 T", ":::", "::::", "::: address", "> q", "# H"),
        *(":::: note X", "---", "***", "===", "| a | b |", "|---|---|", "x\\. y\\, (z)", "**b** c"),
        *("[l](https://example.org)", "\\- x", "a  ", "a \\", "\\:\\:\\: say", "Mr. O'Neil & co"),
        *("Füß – “x”", "$5", "-", "::: lines 2", "12\\. x", "a\u3000", "\u3000b", "\u00a0x"),
        *(
            "a\tb",
            "x:y",
            "(a)",
            "_a_",
            "`a`",
            "!x",
            "a\\\\",
            "S. 455",
            "S\\. 455 S.",
            "455 H.R. 1",
            ".x",
            "a #b",
            "2) ",
            "-x",
            "=",
            "",
        ),
        *("", "", " "),
    ]
)


@settings(max_examples=600, deadline=None)
@example(lines=["2) ", "", "", "2) "])  # two empty lines end an empty item's list
@given(st.lists(LINES, max_size=14))
def test_pieces_together_are_the_whole(lines: list[str]) -> None:
    source = "\n".join(lines)
    pieces = pieces_of(source)
    assert tuple(block for piece in pieces for block in parse(piece)) == parse(source)
    for piece in pieces:
        quick = plain_block(piece)
        assert quick is None or (quick,) == parse(piece)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_typed_name_is_read_alike(name: str) -> None:
    piece = f"::: address\n{escape(name)}\\\n12 Elm Street\n:::"
    quick = plain_block(piece)
    assert quick is None or (quick,) == parse(piece)


def test_plain_pieces_are_read_quickly() -> None:
    for piece in ("A b, c.", "::: address\nAna\\\nElm\n:::", "- one\n- two"):
        assert plain_block(piece) is not None

"""Lines that fit the terminal: broken between words there, and whole in a file."""

import io
import os
from collections.abc import Iterator
from typing import TextIO

import pytest

from advocate.cli.output import fitted

pty = pytest.importorskip("pty")
LINE = "Note: the well-known numbers are old: get newer ones."


@pytest.fixture
def terminal() -> Iterator[TextIO]:
    """A terminal of twenty-four columns."""
    import fcntl
    import struct
    import termios

    main, other = os.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 24, 0, 0))
    with os.fdopen(other, "w") as stream:
        yield stream
    os.close(main)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (LINE, ["Note: the well-known", "numbers are old: get", "newer ones."]),
        ("just long enough, is it?", ["just long enough, is it?"]),
        ("  They promised: to send three dates.", ["  They promised: to send", "  three dates."]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("x" * 30, ["x" * 30]),
        ("", [""]),
    ],
)
def test_lines_are_broken_between_words(terminal: TextIO, text: str, lines: list[str]) -> None:
    assert fitted(text, terminal).split("\n") == lines


def test_columns_can_be_kept_for_what_follows(terminal: TextIO) -> None:
    assert fitted("Go on, to the other one?", terminal, spare=2) == "Go on, to the other\none?"


def test_a_file_gets_its_lines_whole() -> None:
    assert fitted(LINE * 9, io.StringIO()) == LINE * 9

"""Reading with care: what is no ordinary file, too long, no text or no TOML is said, with its
place, and nothing of a private file is repeated."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from advocate.errors import reason_of
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of


def test_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abcdef")
    assert read_ordinary(tmp_path / "file", 4) == b"abcd"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "no such file or directory"),
        (lambda path: path.mkdir(), "it is a folder"),
        (os.mkfifo, "it is no ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file"),
    ],
)
def test_what_is_no_file_is_not_opened(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    make(tmp_path / "file")
    try:
        read_ordinary(tmp_path / "file", 4)
    except (OSError, ValueError) as error:
        found = reason_of(error)
    assert found == said


def test_a_mark_at_the_beginning_is_no_part_of_the_text() -> None:
    assert text_of("\ufeffé".encode(), most=9, what="story") == "é"


@pytest.mark.parametrize("data", [b"a\n\nb\n", b"a\r\n\r\nb\r\n", b"a\r\rb\r"])
def test_a_text_is_the_same_however_its_lines_end(data: bytes) -> None:
    assert text_of(data, most=99, what="story") == "a\n\nb\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * 10, "is larger than 9 bytes: it is no story."),
        (b"a\nb\n\xff", "is not UTF-8 text (line 3); save it as UTF-8."),
    ],
)
def test_what_is_no_text_is_said(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        text_of(data, most=9, what="story")
    assert str(caught.value) == said


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_toml_is_read_however_its_lines_end(ends: str) -> None:
    text = ends.join(['a = """x', 'y"""', "b = 1"])
    assert tables_of(text, most_dots=9, what="story", private=True) == {"a": "x\ny", "b": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('who = "secret', "is not TOML at its end."),
        ("[secret]\n[secret]\n", "is not TOML at line 2, column 8."),
        ("a = " + "[" * 30_000, "holds lists in lists, or a number, beyond all measure."),
        ("a = " + "1" * 5_000, "holds lists in lists, or a number, beyond all measure."),
        ("a.b.c.d = 1", "has a line with too many dots to be a story."),
    ],
)
def test_of_a_private_text_only_the_place_is_said(text: str, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        tables_of(text, most_dots=2, what="story", private=True)
    assert str(caught.value) == said


def test_of_a_public_text_the_reason_is_said() -> None:
    with pytest.raises(UnreadableError, match=r"at line 2, column 3: Cannot declare .*'a'"):
        tables_of("[a]\n[a]\n", most_dots=2, what="pack", private=False)

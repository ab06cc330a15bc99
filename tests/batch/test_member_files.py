"""Lists of members as people have them, and as nobody should."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from advocate import member_files
from advocate.batch.seen import Seen
from advocate.errors import MembersError
from advocate.member_files import MemberFile
from advocate.member_lines import MOST_LINE
from advocate.members import Columns
from advocate.settings import Constituent
from advocate.text import clean_line


def read(path: Path, data: bytes, **told: str) -> list[tuple[int, str, str, str]]:
    path.write_bytes(data)
    listed = MemberFile(path)
    columns = Columns(listed.headings, name="list", told=told)
    rows = []
    for entry in listed.entries():
        row = None if entry.reason else columns.row(entry.line, entry.cells)
        member = row.member if row else Constituent()
        rows.append(
            (entry.line, member.name, member.zip, entry.reason or (row.reason if row else ""))
        )
    return rows


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name,zip\nAna,10001\n", (2, "Ana", "10001", "")),
        (b"\xef\xbb\xbfName,ZIP Code\r\nAna,10001\r\n", (2, "Ana", "10001", "")),
        ("Full Name;ZIP\nJosé;10001\n".encode("cp1252"), (2, "José", "10001", "")),
        (b"first name\tlast name\tzip\nAna\tRuiz\t10001\n", (2, "Ana Ruiz", "10001", "")),
        (b'name,zip\n"Ruiz, Ana",10001\n', (2, "Ruiz, Ana", "10001", "")),
        (b'name,zip\n"two\nlines",10001\n', (2, "two lines", "10001", "")),
        (b"name,zip,state\nAna,501,NY\n", (2, "Ana", "00501", "")),
        (b"name,zip\nAna,\n", (2, "", "", "It has neither a ZIP code nor a state.")),
        (
            b'name,zip\n"Ana,10001\nBo,1\n',
            (2, "", "", "A quotation mark is opened and not closed."),
        ),
        (
            b'name,zip\n"Ana"\r,10001\n',
            (2, "", "", "A line break stands outside of its quotation marks."),
        ),
        (
            b'name,zip\n"Ana' + b"x" * 140_000 + b'",10001\n',
            (2, "", "", "A cell is too long to be a member's."),
        ),
        (b"name,zip\nAna,10001,x\n", (2, "", "", "It has more cells than there are headings.")),
        (
            b"name,zip\n" + b"x" * (3 * MOST_LINE) + b"\nBo,10001\n",
            (2, "", "", f"The line has more than {MOST_LINE:,} bytes: that is no member."),
        ),
    ],
)
def test_a_row_is_read(tmp_path: Path, data: bytes, expected: tuple[int, str, str, str]) -> None:
    assert read(tmp_path / "list.csv", data)[0] == expected


# Rows as lists have them: two members, the second's name over two lines.
TWO = 'name,"Zip\nCode",note\nAna,10001,\n"Bo\nLee",10001,"x, y"\n'


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (TWO.encode(), [3, 4]),  # a heading with Alt+Enter in it
        (TWO.replace("\n", "\r\n").encode(), [3, 4]),
        (TWO.replace("\n", "\r").encode(), [3, 4]),  # Excel's “CSV (Macintosh)”
        (TWO.replace("\n", "\r").encode().removesuffix(b"\r"), [3, 4]),
        (TWO.replace("\n", "\r").replace("o\rL", "o\n\nL").encode(), [3, 4]),
        (b"name\r,zip\nAna,10001\nBo Lee,10001\n", [2, 3]),  # a stray one
        (b"name,zip\r\r\nAna,10001\r\r\nBo Lee,10001\r\r\n", [2, 3]),
        (b'name\r,"zip"\nAna,10001\nBo Lee,10001\n', [2, 3]),
        (b'name,zip,a\rb\nAna,10001,c\rd\rf\nBo Lee,10001,"g\rh"\n', [2, 3]),
        (b'"Zip\nCode";name\n10001;Ana\n10001;Bo Lee\n', [3, 4]),
        (b'"Full, Name";zip;"a, b, c, d"\nAna;10001;\nBo Lee;10001;\n', [2, 3]),
        (b'name,"zip\nAna,10001\n"Bo Lee",10001\n', [2, 3]),  # a mark that is none
        (b'name,zip,5" x\nAna,10001,\nBo Lee,10001,"x"\n', [2, 3]),
    ],
)
def test_lines_end_and_headings_break_as_they_like(
    tmp_path: Path, data: bytes, lines: list[int]
) -> None:
    rows = read(tmp_path / "list.csv", data)
    assert rows == [(lines[0], "Ana", "10001", ""), (lines[1], "Bo Lee", "10001", "")]


def test_a_file_of_excel_for_old_macs_is_in_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [f"Zoë {number},10001" for number in range(20_000)]  # more than is held at once
    path.write_bytes(
        "\r".join(["name,zip", *rows, "x" * 2 * MOST_LINE, "José,10001"]).encode("mac_roman")
    )
    listed = MemberFile(path)
    found = list(listed.entries())
    assert [entry.cells[0] for entry in found[:2]] == ["Zoë 0", "Zoë 1"]
    assert (len(found), found[-1].cells[0], found[-1].line) == (20_002, "José", 20_003)
    assert "more than" in found[-2].reason
    assert listed.about() == 20_001
    said = listed.notes.sentences()[-1]
    assert (
        said
        == "20,001 lines are not UTF-8, and read as Mac Roman, as Excel's “CSV (Macintosh)” is."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name,zip," + b"x" * 150_000 + b"\nAna,10001,\n", "they are too long"),
        (b'name,zip,"' + b"x" * 150_000 + b'"\nAna,10001,\n', "they are too long"),
        (b"name,zip," + b"x" * 250_000 + b"\nAna,10001,\n", "they are too long"),
        ("name,zip\nJosé,10001\n".encode("utf-16"), "UTF-16"),
        ("name,zip\nJosé,10001\n".encode("utf-16-le"), "UTF-16"),
        ("name,zip\nJosé,10001\n".encode("utf-16-be"), "UTF-16"),
        ("zip\r\n10001".encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", "a spreadsheet program's own file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "a spreadsheet program's own file"),
    ],
)
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_what_is_no_list_is_named(tmp_path: Path, data: bytes, said: str, name: str) -> None:
    with pytest.raises(MembersError, match=said) as wrong:
        read(tmp_path / name, data)
    assert wrong.value.hint


def test_a_broken_row_takes_no_other_with_it(tmp_path: Path) -> None:
    rows = read(tmp_path / "list.csv", b'name,zip\n"Ana,10001\nBo,10001\nDee,10001\n')
    assert [row[1] for row in rows] == ["", "Bo", "Dee"]


def test_lines_of_another_encoding_are_said(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name,zip\nJosé,10001\n".encode() + "Zoë,10001\n".encode("cp1252"))
    listed = MemberFile(path)
    assert [entry.cells[0] for entry in listed.entries()] == ["José", "Zoë"]
    assert "1 line is not UTF-8" in listed.notes.sentences()[-1]


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps({"Name": "Ana", "zip": 10001}), "[1]", "{", json.dumps({"zip": None})]
    rows = read(tmp_path / "list.jsonl", "\n".join(lines).encode())
    assert rows[0] == (1, "Ana", "10001", "")
    assert [row[3] for row in rows[1:]] == [
        "It is no JSON object.",
        "It is no JSON object.",
    ]


class Scalar:
    """A value of pyarrow's: as Python has it, or as what it says when Python has none."""

    def __init__(self, value: object) -> None:
        self._value = value
        if isinstance(value, UnicodeDecodeError):
            self.as_buffer = lambda: value.object

    def as_py(self) -> object:
        if isinstance(self._value, Exception):
            raise self._value
        return self._value

    def cast(self, _: str) -> "Scalar":
        if str(self._value) == "never":
            raise NotImplementedError
        return Scalar(f"as text: {self._value}")


class Column(list[Scalar]):
    """A column of pyarrow's."""

    def to_pylist(self) -> list[object]:
        return [one.as_py() for one in self]


def parquet(values: list[object], wrong: Exception | None = None) -> Any:
    """Return what pyarrow has of a file with a ZIP code and these values, a row each."""

    def batches(batch_size: int) -> Any:
        codes, others = Column(Scalar("10001") for _ in values), Column(map(Scalar, values))
        yield SimpleNamespace(columns=[codes, others])
        if wrong:
            raise wrong

    schema = SimpleNamespace(names=["zip", "other"])
    return SimpleNamespace(schema_arrow=schema, iter_batches=batches)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Ana", "Ana"),
        (None, ""),
        (True, "True"),
        (1.5, "1.5"),
        (date(2020, 1, 31), "2020-01-31"),
        (Decimal("1.50"), "1.50"),
        (b"Jos\xc3\xa9 \xff", "José \ufffd"),
        ([date(2020, 1, 31), b"x"], '["2020-01-31", "x"]'),
        ({"a": None}, '{"a": null}'),
        (UnicodeDecodeError("utf-8", b"Jos\xe9", 3, 4, "no"), "Jos\ufffd"),
        (ValueError("too fine"), "as text: too fine"),
        (OverflowError("too far"), "as text: too far"),
        (ValueError("never"), "(not readable)"),
    ],
)
def test_a_value_of_any_kind_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object, cell: str
) -> None:
    file = parquet([value, "Bo"])
    monkeypatch.setattr(member_files, "_parquet", lambda *_: file)
    (tmp_path / "list.parquet").touch()
    listed = MemberFile(tmp_path / "list.parquet")
    assert [one.cells for one in listed.entries()] == [("10001", cell), ("10001", "Bo")]


def test_a_parquet_file_that_breaks_off_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = parquet(["Ana"], ValueError("of pyarrow's"))
    monkeypatch.setattr(member_files, "_parquet", lambda *_: file)
    (tmp_path / "list.parquet").touch()
    with pytest.raises(MembersError, match=r"list\.parquet is no Parquet file that can be read to"):
        list(MemberFile(tmp_path / "list.parquet").entries())


def test_half_a_character_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    told = {"name": "Ana \ud83d", "city": ["\ud83d"], "story": "\U0001f600", "email\ud83d": "x"}
    path.write_text(json.dumps(told))
    (entry,) = MemberFile(path).entries()  # which has no place, and goes into rejects.csv
    assert "".join(entry.cells).encode().decode() == 'Ana ["\\ud83d"]x\U0001f600'


def test_a_column_is_named_with_map(tmp_path: Path) -> None:
    rows = read(tmp_path / "list.csv", b"wer,Plz\nAna,10001\n", wer="name", Plz="zip")
    assert rows == [(2, "Ana", "10001", "")]
    with pytest.raises(MembersError, match="no column"):
        read(tmp_path / "list.csv", b"wer,Plz\nAna,10001\n", ort="city")


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"Wer,Plz\nAna,10001\n", "Its columns: Wer, Plz. The first line has to name them"),
        (b"Our members\nname,zip\nAna,10001\n", "Its columns: Our members. The first line"),
        (b"Wer,Plz\nAna,10001\n", "--map Plz=zip"),
        (b"Ana Ruiz,12 Elm Street,10001\n", "seems to be a member: put one above it"),
        (b"Ana Ruiz,ana@example.org\n", "seems to be a member: put one above it"),
        (b"", "Its first line names the columns"),
        (b"\0\0,\0\n", "Its first line names the columns"),
    ],
)
def test_a_list_without_a_place_says_what_it_has(tmp_path: Path, data: bytes, hint: str) -> None:
    with pytest.raises(MembersError, match="neither a column “zip”") as wrong:
        read(tmp_path / "list.csv", data)
    assert hint in wrong.value.hint
    assert "Ana" not in wrong.value.hint


def test_a_name_that_no_json_object_has_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"zip": "10001"}\n{"zip": "10001", "PLZ": "10001"}\n')
    listed = MemberFile(path, {"Plz": "zip", "foo": "city"})
    for _ in range(2):  # the look, and then the making
        assert len(list(listed.entries())) == 2
        assert listed.notes.of_lines() == ["No row has “foo”, of which --map tells."]


NO_DIGITS = "The ZIP code is not usable"
LOST = "The ZIP code has too few digits: the zero that it begins with may be lost. Write 05401"


@pytest.mark.parametrize(
    ("cells", "code", "state"),
    [
        (("5401.0", "VT"), "05401", "VT"),  # as a spreadsheet or Parquet has a number
        (("10001.0", ""), "10001", ""),
        (("054011234", ""), "05401-1234", ""),
        (("05401 1234", ""), "05401-1234", ""),
        (("05401-", ""), "05401", ""),
        (("54011234", "VT"), "05401-1234", "VT"),
        (("5401-1234", "VT"), "05401-1234", "VT"),
        (("501", "NY"), "00501", "NY"),
        (("'05401", ""), "05401", ""),
        (('=""', "VT"), "", "VT"),
        (('="05401"', ""), "05401", ""),
        (('\'="05401"', ""), "05401", ""),
        (('="5401"', '="VT"'), "05401", "VT"),
        (("VT 05401", ""), "05401", "VT"),
        (("vt, 05401-1234", ""), "05401-1234", "VT"),
        (("VT 05401", "VT"), "05401", "VT"),
        (("VT 05401", "Vermont"), "05401", "Vermont"),
        (("VT 5401", ""), "05401", "VT"),
        (("10001", "N.Y."), "10001", "NY"),
        (("", "N. M."), "", "NM"),
        (("10001", "New York"), "10001", "New York"),
        (("VT 05401", "NY"), NO_DIGITS, ""),  # which of the two?
        (("5401", ""), LOST, ""),
        (("5401.0", ""), LOST, ""),
        (("54011234", ""), LOST, ""),
        (("12", "VT"), NO_DIGITS, ""),
        (("05401.5", "VT"), NO_DIGITS, ""),
        (('="05401"&A1', ""), NO_DIGITS, ""),
        (("１０００１", ""), NO_DIGITS, ""),
    ],
)
def test_a_place_is_taken_as_it_is_plainly_meant(
    cells: tuple[str, str], code: str, state: str
) -> None:
    row = Columns(("zip", "state"), name="list").row(2, cells)
    assert (row.reason or row.member.zip)[: len(code) or None] == code
    assert row.member.state == state
    assert row.cells == cells


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("a@example.org", "a@example.org"),
        ("a@example.org,", "a@example.org"),
        (" ; a@example.org;", "a@example.org"),
        ("Ana <a@example.org>", "a@example.org"),
        ('"Ruiz, Ana" <a@example.org>;', "a@example.org"),
        ("a@example.org <a@example.org>", "a@example.org"),
        ("j@exämple.org", "j@exämple.org"),
        ('="a@example.org"', "a@example.org"),
        ("b@example.org <a@example.org>", ""),
        ("a@example.org; b@example.org", ""),
        ("a@example.org,b@example.org", ""),
        ("at example", ""),
        ("a@@example.org", ""),
        ("a@example.org.", ""),
        ("josé@example.org", ""),
        ("x" * 200 + "@example.org", ""),
    ],
)
def test_an_address_is_taken_as_it_is_plainly_meant_or_left_out(cell: str, email: str) -> None:
    row = Columns(("zip", "email"), name="list").row(2, ("10001", cell))
    assert (row.reason, row.member.zip, row.member.email) == ("", "10001", email)
    assert [one.startswith("Left out. The e-mail address ") for one in row.warnings] == (
        [] if email else [True]
    )


def test_a_phone_that_is_none_costs_no_letter() -> None:
    row = Columns(("zip", "phone", "email"), name="list").row(2, ("10001", "12", "x"))
    assert not row.reason
    assert "phone number" in row.warnings[0]
    assert "e-mail address" in row.warnings[1]


def test_who_was_there_before_is_known_among_many() -> None:
    seen = Seen()
    for line in range(2, 5_000):
        assert not seen.earlier(Constituent(name=f"Ana {line}", zip="10001"), line)
    assert seen.earlier(Constituent(name="ANA  77", zip="10001"), 6_000) == 77
    assert not seen.earlier(Constituent(zip="10001"), 6_001)
    assert not seen.earlier(Constituent(zip="10001"), 6_002)


def test_a_line_break_in_a_cell_parts_words(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes(b'name,zip\n"Bo\nLee",10001\n"Ana\r\nRuiz",10001\n')
    listed = MemberFile(path)
    columns = listed.columns()
    names = [columns.row(one.line, one.cells).member.name for one in listed.entries()]
    assert names == ["Bo Lee", "Ana Ruiz"]
    assert clean_line("Bo\rLee") == "Bo Lee"

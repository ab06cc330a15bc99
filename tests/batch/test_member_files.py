"""Lists of members as people have them, and as nobody should."""

import json
from pathlib import Path

import pytest

from advocate.batch.seen import Seen
from advocate.errors import MembersError
from advocate.member_files import MOST_LINE, MemberFile
from advocate.members import Columns
from advocate.settings import Constituent


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
        (b"name,zip\nAna,10001,x\n", (2, "", "", "It has more cells than there are headings.")),
        (
            b"name,zip\n" + b"x" * (3 * MOST_LINE) + b"\nBo,10001\n",
            (2, "", "", f"The line has more than {MOST_LINE:,} bytes: that is no member."),
        ),
    ],
)
def test_a_row_is_read(tmp_path: Path, data: bytes, expected: tuple[int, str, str, str]) -> None:
    assert read(tmp_path / "list.csv", data)[0] == expected


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


def test_a_column_is_named_with_map(tmp_path: Path) -> None:
    rows = read(tmp_path / "list.csv", b"wer,Plz\nAna,10001\n", wer="name", Plz="zip")
    assert rows == [(2, "Ana", "10001", "")]
    with pytest.raises(MembersError, match="no column"):
        read(tmp_path / "list.csv", b"wer,Plz\nAna,10001\n", ort="city")


def test_a_phone_that_is_none_costs_no_letter() -> None:
    row = Columns(("zip", "phone"), name="list").row(2, ("10001", "12"))
    assert not row.reason
    assert "phone number" in row.warnings[0]


def test_who_was_there_before_is_known_among_many() -> None:
    seen = Seen()
    for line in range(2, 5_000):
        assert not seen.earlier(Constituent(name=f"Ana {line}", zip="10001"), line)
    assert seen.earlier(Constituent(name="ANA  77", zip="10001"), 6_000) == 77
    assert not seen.earlier(Constituent(zip="10001"), 6_001)
    assert not seen.earlier(Constituent(zip="10001"), 6_002)

"""Tables read row by row: whose identities stay the same, and in memory that does not grow."""

import gc
import tracemalloc
from collections.abc import Iterator
from io import BytesIO

import pytest

from advocate.errors import StoreError
from advocate.outreach.spreadsheets import Table, encoding_of
from advocate.outreach.store.tally import Tally
from tests.outreach.examples import NOW

HEADINGS = "when,channel,outcome,senator,senator_name,issues,note\n"
ROW = "2026-11-20 14:30,call,spoke,X000005,Ansel Brightwater,town-hall,José\n"


def lines(rows: int) -> Iterator[str]:
    """Yield a table whose rows are all different."""
    yield HEADINGS
    yield from (ROW.replace("José", f"n{number}") for number in range(rows))


def table(lines: Iterator[str]) -> Table:
    return Table(lines, "calls.csv", {}, lambda name: (name, name), NOW)


def test_rows_have_the_identities_that_earlier_versions_gave_them() -> None:
    found = [row.uid for row in table(iter([HEADINGS, ROW, ROW, ROW.replace("José", "")])).drafts()]
    assert found == [
        "78e8ead7bd93f70481c3bd8d2ba8af8a",
        "bccc2fef2c1101c8296ca973156f570b",
        "af65fef8ceadcabb00b21e4037e92100",
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"note\ncaf\xc3\xa9", "utf-8-sig"),
        (b"note\ncaf\xe9\n", "cp1252"),
        (b"note\ncaf\xe9", "cp1252"),
        (b"x" * 65_535 + b"\xc3\xa9", "utf-8-sig"),  # a letter that is read in two parts
        (b"note\ncaf\xe9\0", "utf-8-sig"),
        (b"", "utf-8-sig"),
    ],
)
def test_the_encoding_of_a_table(data: bytes, encoding: str) -> None:
    file = BytesIO(data)
    assert encoding_of(file) == encoding
    assert file.tell() == 0


def test_equal_keys_are_counted_however_many_others_there_are() -> None:
    keys = [number.to_bytes(16, "little") for number in range(20_000)]
    with Tally() as tally:
        assert {tally.add(key) for key in keys} == {1}
        assert [tally.add(keys[number]) for number in (0, 0, 9_999, 19_999)] == [2, 3, 2, 2]


@pytest.mark.slow
def test_a_table_ten_times_as_long_takes_no_more_memory() -> None:
    def peak(rows: int) -> int:
        gc.collect()
        tracemalloc.start()
        assert sum(1 for _ in table(lines(rows))) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(5_000)  # what is remembered of cells is full then
    assert peak(20_000) < 1.5 * peak(2_000)


def test_a_disk_without_room_for_the_count_stops_the_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_tally: Tally, _key: bytes) -> int:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Tally, "add", refuse)
    with pytest.raises(StoreError, match="full"):
        list(table(lines(3)))

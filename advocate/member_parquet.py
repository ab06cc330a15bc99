"""Lists of members in Parquet: their headings, and the values of each row, whatever their kind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from advocate.errors import MembersError

# What pyarrow raises at text that is not UTF-8, and at a moment too fine or too far off for Python.
_NOT_PYTHON = (ValueError, OverflowError)


def parquet_file(file: Path | BinaryIO, name: str) -> Any:
    """Return a file as pyarrow has it; raises MembersError where it is none."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MembersError(
            f"{name} is a Parquet file, and reading those needs pyarrow.",
            hint="pip install 'advocate-toolkit[parquet]'",
        ) from None
    try:
        return parquet.ParquetFile(file)
    except (OSError, ValueError):
        raise MembersError(f"{name} is no Parquet file that can be read.") from None


def rows_of(file: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each row; raises MembersError where the file breaks off."""
    for columns in _batches(file, name):
        yield from zip(*map(_values, columns), strict=True)


def _batches(file: Any, name: str) -> Iterator[Any]:
    try:
        yield from (batch.columns for batch in file.iter_batches(batch_size=1_000))
    except ValueError:  # pyarrow's own are, too
        raise MembersError(f"{name} is no Parquet file that can be read to its end.") from None


def _values(column: Any) -> list[Any]:
    """Return a column's values, also where Python has none like them."""
    try:
        found: list[Any] = column.to_pylist()
    except _NOT_PYTHON:
        return [_value(one) for one in column]
    return found


def _value(one: Any) -> Any:
    try:
        return one.as_py()
    except _NOT_PYTHON:
        pass
    if hasattr(one, "as_buffer"):
        return bytes(one.as_buffer())
    try:
        return one.cast("string").as_py()
    except (*_NOT_PYTHON, NotImplementedError):
        return "(not readable)"

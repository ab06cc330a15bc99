"""The Senate's schedule, from a Markdown table with the columns from, to, what and source."""

from datetime import date
from typing import Any

from advocate.directory.importer.fields import line

# What a line of the schedule says → its kind.
_KINDS = (
    ("state work period", "work_period"),
    ("not in session", "holiday"),
    ("last day of session", "last_day"),
    ("Congress ends", "congress_ends"),
    ("session convenes", "convenes"),
)


def calendar_rows(text: str) -> list[dict[str, Any]]:
    """Return the schedule's lines by date; ValueError names a line that does not read."""
    rows: list[dict[str, Any]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = [line(cell) for cell in raw.strip().strip("|").split("|")]
        if not raw.startswith("|") or cells[0] in ("from", "---"):
            continue
        try:
            rows.append(_row(cells, rows))
        except (ValueError, IndexError) as error:
            raise ValueError(f"the calendar's line {number}: {error}") from None
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _row(cells: list[str], before: list[dict[str, Any]]) -> dict[str, Any]:
    start, end, note, source = cells
    if source.endswith(", same") and before:
        source = before[-1]["source"]
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    if last < first:
        raise ValueError(f"{end} is before {start}")
    kind = next((kind for words, kind in _KINDS if words in note), None)
    if kind is None:
        raise ValueError(f"no kind of entry is known for “{note}”")
    return {
        "start": first.isoformat(),
        "end": last.isoformat(),
        "kind": kind,
        "note": note,
        "source": source,
    }

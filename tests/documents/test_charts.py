"""What the axes of the report's charts say."""

from datetime import date

import pytest

from advocate.documents.charts import day_ticks


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2026-11-29", "2026-11-29", ["Nov 29"]),
        ("2026-11-29", "2026-11-30", ["Nov 29", "Nov 30"]),
        ("2026-11-29", "2026-12-02", ["Nov 29", "Nov 30", "Dec 1", "Dec 2"]),
        ("2026-11-04", "2026-11-24", ["Nov 4", "Nov 8", "Nov 12", "Nov 16", "Nov 20", "Nov 24"]),
        ("2026-11-04", "2026-11-25", ["Nov 4", "Nov 9", "Nov 14", "Nov 19", "Nov 24"]),
        ("2026-12-30", "2027-01-02", ["Dec 30\n2026", "Dec 31", "Jan 1\n2027", "Jan 2"]),
    ],
)
def test_an_axis_of_days_has_whole_days(first: str, last: str, labels: list[str]) -> None:
    ticks = day_ticks(date.fromisoformat(first), date.fromisoformat(last))
    assert [label for _, label in ticks] == labels
    assert str(ticks[0][0]) == first
    assert len({day for day, _ in ticks}) == len(labels)

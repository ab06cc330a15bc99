"""What was promised: the day that ends it, and what only looks like one."""

from datetime import date

import pytest

from advocate.errors import StoreError
from advocate.outreach.promises import read_promise
from advocate.outreach.records import Promise

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "text", "due"),
    [
        ("Call back by 2026-12-04", "Call back", "2026-12-04"),
        ("Call back by 12/4/2026.", "Call back", "2026-12-04"),
        ("Call back before Dec. 4, 2026", "Call back", "2026-12-04"),
        ("Call back on Friday", "Call back", "2026-11-27"),
        ("Call back by tomorrow", "Call back", "2026-11-25"),
        ("Send our study on COVID-19", "Send our study on COVID-19", "None"),
        ("Send our brief on S.455", "Send our brief on S.455", "None"),
        ("Send our brief on H.R.12", "Send our brief on H.R.12", "None"),
        ("Send our form on I-9.", "Send our form on I-9.", "None"),
        ("Call back by 5pm", "Call back by 5pm", "None"),
        ("Meet in the hall on Level 12, 2026", "Meet in the hall on Level 12, 2026", "None"),
        ("Meet by the river", "Meet by the river", "None"),
    ],
)
def test_a_promise_and_its_day(typed: str, text: str, due: str) -> None:
    found = read_promise(typed, Promise.OURS, today=TODAY)
    assert (found.text, str(found.due)) == (text, due)


@pytest.mark.parametrize(
    "day", ["2026-13-40", "13/13/2026", "12/4", "2026/12/4", "Dec. 45, 2026", "June 31 2026"]
)
def test_what_was_meant_as_a_day_and_is_none_is_said(day: str) -> None:
    with pytest.raises(StoreError, match=f"“{day}” is not a day"):
        read_promise(f"Call back by {day}", Promise.OURS, today=TODAY)

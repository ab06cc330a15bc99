"""What time it is, read only by `cli` and `web`; ADVOCATE_TODAY sets it, for tests."""

import os
import time
from datetime import date, datetime, timedelta

from advocate.errors import SettingsError, shown

_STARTED = time.monotonic()
YEARS = range(1990, 2200)  # in which a day may lie that is reckoned with


def today() -> date:
    """Return the local day, or the one that ADVOCATE_TODAY names (YYYY-MM-DD)."""
    told = _told()
    if told is None:
        return _local().date()
    return told.astimezone().date() if isinstance(told, datetime) else told


def now() -> datetime:
    """Return the local time with its zone, on the day that `today` gives.

    Where ADVOCATE_TODAY names a time, too (2026-11-24T14:10), it is that when the program starts,
    and the clock goes on from there.
    """
    told = _told()
    moment = _local()
    if isinstance(told, datetime):
        return told.astimezone() + timedelta(seconds=time.monotonic() - _STARTED)
    day = told or moment.date()
    # The offset is that of the day which is told: in summer, clocks may stand an hour ahead.
    return datetime.combine(day, moment.time()).astimezone()


def _told() -> date | datetime | None:
    text = os.environ.get("ADVOCATE_TODAY", "")
    if not text:
        return None
    try:
        long = len(text) > len("YYYY-MM-DD")
        told = datetime.fromisoformat(text) if long else date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"ADVOCATE_TODAY is “{shown(text)}”, which is not a date.",
            hint="Write it as YYYY-MM-DD, with a time as YYYY-MM-DDTHH:MM, or unset it.",
        ) from None
    if told.year not in YEARS:
        raise SettingsError(
            f"ADVOCATE_TODAY is “{shown(text)}”, a year that no calendar here reaches.",
            hint=f"Give a day from {YEARS[0]} to {YEARS[-1]}, or unset it.",
        )
    return told


def _local() -> datetime:
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            "The time zone in TZ cannot be used.",
            hint="Set TZ to a name such as America/New_York, or unset it.",
        ) from None

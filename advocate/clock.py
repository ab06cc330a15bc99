"""What time it is, read only by `cli` and `web`; ADVOCATE_TODAY sets the day, for tests."""

import os
from datetime import date, datetime

from advocate.errors import SettingsError, shown


def today() -> date:
    """Return the local day, or the one that ADVOCATE_TODAY names (YYYY-MM-DD)."""
    text = os.environ.get("ADVOCATE_TODAY", "")
    if not text:
        return _local().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"ADVOCATE_TODAY is “{shown(text)}”, which is not a date.",
            hint="Write it as YYYY-MM-DD, or unset it.",
        ) from None


def now() -> datetime:
    """Return the local time with its zone, on the day that `today` gives."""
    moment = _local()
    day = today()
    return moment.replace(year=day.year, month=day.month, day=day.day)


def _local() -> datetime:
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            "The time zone in TZ cannot be used.",
            hint="Set TZ to a name such as America/New_York, or unset it.",
        ) from None

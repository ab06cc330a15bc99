"""Days and times as people type them, and as options of the log's commands."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import session
from advocate.errors import shown

if TYPE_CHECKING:
    from advocate.directory.records import Office


class Day(click.ParamType[date]):
    """A day as an option or argument: 2026-11-24, today or yesterday."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or fail with how to write one."""
        if isinstance(value, date):
            return value
        found = _day_alone(str(value))
        if found is None:
            self.fail(f"“{shown(str(value))}” is not a day. Write 2026-11-24.", param, ctx)
        return found


def read_when(_ctx: object, _param: object, text: str | None) -> datetime:
    """Return --when as a moment with its zone: now, when nothing or today is named."""
    now = clock.now().replace(second=0, microsecond=0)
    moment = _moment(text or "today", alone=time(12))
    return now if _day_alone(text or "today") == now.date() else moment


def at_office(when: datetime, office: "Office | None") -> datetime:
    """Return a time on an office's clock as a moment; on this machine's if that is unknown."""
    from advocate.directory.hours import zone_of

    zone = zone_of(office) if office else None
    return when.replace(tzinfo=zone) if zone else when.astimezone()


def read_since(_ctx: object, _param: object, text: str | None) -> datetime | None:
    """Return --since as the first moment of that day, or the very moment named."""
    return _moment(text, alone=time(0)) if text else None


def _moment(text: str, *, alone: time) -> datetime:
    """Read a day (which then means the time `alone`) or a day and time, as local time."""
    try:
        day = _day_alone(text)
        told = datetime.combine(day, alone) if day else datetime.fromisoformat(text.strip())
        moment = told.astimezone()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(
            f"“{shown(text)}” is not a day. Write 2026-11-24, “2026-11-24 14:30”, today "
            "or yesterday."
        ) from None
    if told.tzinfo or moment.replace(tzinfo=None) == told:
        return moment
    # The clocks went forward over it. A day whose midnight they skip begins when they have.
    if day and alone == time(0):
        return told.replace(fold=1).astimezone()
    raise click.BadParameter(
        f"The time {told:%H:%M} does not exist on {told:%Y-%m-%d}: the clocks went forward "
        "over it. Give the time that they showed."
    )


def _day_alone(text: str) -> date | None:
    word, today = text.strip().casefold(), session.today()
    if word in ("today", "yesterday"):
        return today - timedelta(days=word == "yesterday")
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None

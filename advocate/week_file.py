"""The weekly plan as it was shown last, and what was done of it that is no contact."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from advocate.errors import SettingsError, reason_of, shown
from advocate.reading import UnreadableError, read_ordinary, text_of

WEEK_FILE = "week.json"
WEEK_LOCK = "week.lock"
_MOST_BYTES = 500_000
_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the plan that was shown: what `week done` needs to know of it."""

    number: int
    key: str
    kind: str
    text: str
    minutes: int
    senator: str = ""
    office: str = ""
    issue: str = ""
    follow_ups: tuple[int, ...] = ()
    thread: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something done that is no contact with an office: a page read, a card saved."""

    key: str
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class WeekFile:
    """The last plan, with the day on which it was shown, and what was done."""

    day: date | None = None
    shown: tuple[Shown, ...] = ()
    done: tuple[Done, ...] = ()

    def minutes_since(self, monday: date) -> int:
        """Return the minutes of what was done since a day."""
        return sum(one.minutes for one in self.done if one.day >= monday)

    def keys_done(self, *, today: date, daily: Iterable[str] = ()) -> frozenset[str]:
        """Return the keys of what need not be done again; of the `daily` ones, those done today."""
        repeated = frozenset(daily)
        return frozenset(
            one.key for one in self.done if one.key not in repeated or one.day == today
        )

    def without(self, number: int) -> "WeekFile":
        """Return the file without one line of the plan, so that it is not logged twice."""
        return replace(self, shown=tuple(one for one in self.shown if one.number != number))

    def with_done(self, done: Done) -> "WeekFile":
        """Return the file with one more thing done; what is more than a year old is forgotten."""
        kept = tuple(one for one in self.done if done.day - one.day < _KEPT)
        return replace(self, done=(*kept, done))


def read_week(home: Path) -> WeekFile:
    """Return what was kept, or nothing where there is no file; raises SettingsError for one that
    cannot be used."""
    path = home / WEEK_FILE
    try:
        data = read_ordinary(path, _MOST_BYTES + 1)
        held = json.loads(text_of(data, most=_MOST_BYTES, what="weekly plan"))
        day = held["day"]
        return WeekFile(
            date.fromisoformat(day) if day else None,
            tuple(_shown(held["shown"])),
            tuple(_done(held["done"])),
        )
    except FileNotFoundError:
        return WeekFile()
    except UnreadableError as error:
        raise _unusable(path, str(error)) from None
    except OSError as error:
        raise _unusable(path, f"cannot be read: {reason_of(error)}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unusable(path, "does not read as a weekly plan.") from None


def save_week(home: Path, week: WeekFile) -> None:
    """Write it, readable by this user alone; raises OutputError when it cannot be."""
    from advocate.files import PRIVATE, unwritable, write_file
    from advocate.settings import own_folder

    try:
        own_folder(home)
    except OSError as error:
        raise unwritable(home, error) from None
    rows = {
        "day": week.day.isoformat() if week.day else "",
        "shown": [asdict(one) for one in week.shown],
        "done": [asdict(one) | {"day": one.day.isoformat()} for one in week.done],
    }
    write_file(home / WEEK_FILE, json.dumps(rows).encode(), force=True, mode=PRIVATE)


def change_week(home: Path, change: Callable[[WeekFile], WeekFile]) -> None:
    """Replace what is kept by what `change` makes of it; programs that do so at once take turns.

    Raises SettingsError, OutputError; then nothing is changed.
    """
    from advocate.settings import alone

    with alone(home, WEEK_LOCK, "Your weekly plan"):
        save_week(home, change(read_week(home)))


def keep_shown(home: Path, day: date, shown: Sequence[Shown]) -> None:
    """Keep the plan that is being shown, so that `week done` knows its numbers.

    A new user's folder is not made for it; where it cannot be written, the plan is shown anyway.
    """
    from advocate.errors import OutputError

    if home.is_dir():
        with suppress(OutputError):
            change_week(home, lambda week: replace(week, day=day, shown=tuple(shown)))


def _shown(rows: list[dict[str, object]]) -> Iterator[Shown]:
    for row in rows:
        one = Shown(**(row | {"follow_ups": tuple(row["follow_ups"])}))  # type: ignore[arg-type]
        if not isinstance(one.number, int) or not isinstance(one.minutes, int):
            raise TypeError
        yield one


def _done(rows: list[dict[str, str]]) -> Iterator[Done]:
    for row in rows:
        yield Done(str(row["key"]), date.fromisoformat(row["day"]), int(row["minutes"]))


def _unusable(path: Path, what: str) -> SettingsError:
    return SettingsError(
        f"{shown(str(path), limit=200)} {what}",
        hint="Delete the file: the log is another one, and loses nothing by it.",
    )

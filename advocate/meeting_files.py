"""Meetings and events as the user's folder keeps them: a small private file each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from advocate.clock import YEARS
from advocate.documents.meeting import SHORTEST, Attendee, Role, Window
from advocate.errors import OutputExistsError, SettingsError, reason_of, shown
from advocate.outreach.records import Channel
from advocate.planning.meetings import EVENTS, Ended, Occasion, most_minutes, usual_minutes
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of
from advocate.settings import LINE_LIMIT, PATH_LIMIT, alone, is_slug, named_file, own_folder
from advocate.text import clean_line

FOLDER = "meetings"
_MOST_BYTES = 64_000
_MOST_DOTS = 500
MOST_PEOPLE = 40
_PATH_LIMIT = 4_000
_CHANNELS = (Channel.MEETING, *EVENTS)
_NEEDED = ("uid", "kind", "issue", "senator", "senator_name", "place", "state", "office")
_TEXTS = (*_NEEDED, "venue", "notes", "ended")
_KEYS = (*_TEXTS, "when", "minutes", "windows", "attendees")
_HINT = "Mend that line in the file, or move the file away: the log keeps what was done."

_HEAD = """\
# {what} “{slug}”. It stays on this machine.
# What was done for it is in the log. See all of it with:
#   advocate {command} show {slug}

"""


def meeting_path(home: Path, slug: str) -> Path:
    """Return where it is kept; raises SettingsError for a name of the wrong form."""
    return named_file(home / FOLDER, slug, what="a meeting", example="library-hollowell")


def meeting_slugs(home: Path) -> tuple[str, ...]:
    """Return the names of all that are kept, in their order; none is read for it.

    Raises SettingsError where the folder is there and cannot be looked into.
    """
    folder = home / FOLDER
    try:
        found = list(folder.iterdir())  # glob would hide what it cannot read
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SettingsError(
            f"The folder of your meetings, {shown(str(folder), limit=PATH_LIMIT)}, could not be "
            f"read: {reason_of(error)}.",
            hint="Make it a folder that you can read: each meeting and event is a file in it.",
        ) from None
    stems = (path.stem for path in found if path.suffix == ".toml")
    return tuple(sorted(stem for stem in stems if is_slug(stem)))


def taking_turns(home: Path, slug: str) -> AbstractContextManager[None]:
    """Keep other programs from changing it meanwhile; raises SettingsError when it stays busy."""
    path = meeting_path(home, slug)
    return alone(path.parent, f"{slug}.lock", f"“{slug}”")


def load_meeting(home: Path, slug: str) -> Occasion:
    """Return one; raises SettingsError naming file and key, and never what was typed."""
    path = meeting_path(home, slug)
    if slug not in (known := meeting_slugs(home)):
        raise SettingsError(
            f"There is no meeting or event named “{slug}”.",
            hint=f"Here are: {', '.join(known)}."
            if known
            else "Begin one with:  advocate meeting new ISSUE --senator NAME",
        )
    where = shown(str(path), limit=PATH_LIMIT)
    try:
        text = text_of(read_ordinary(path, _MOST_BYTES + 1), most=_MOST_BYTES, what="meeting")
        return _occasion(slug, tables_of(text, most_dots=_MOST_DOTS, what="meeting", private=True))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{where} could not be read: {reason_of(error)}.") from None
    except UnreadableError as wrong:
        raise SettingsError(f"{where} {wrong}", hint=_HINT) from None


def add_meeting(home: Path, one: Occasion) -> Path:
    """Write a new one; raises OutputExistsError when its name is taken, OutputError."""
    path = meeting_path(home, one.slug)
    try:
        _write(path, one, force=False)
    except OutputExistsError:
        raise taken(home, one.slug) from None
    return path


def taken(home: Path, slug: str) -> SettingsError:
    """Return the error for a name that another meeting or event has."""
    command = "meeting"
    with suppress(SettingsError):  # one that cannot be read is named by the command itself
        command = load_meeting(home, slug).command
    return SettingsError(
        f"There is a meeting or event named “{slug}” already. Nothing was made.",
        hint=f"Give the new one another name with --name, or go on with:  "
        f"advocate {command} show {slug}",
    )


def save_meeting(home: Path, one: Occasion) -> None:
    """Write it anew, in the place of what was there; raises OutputError when it cannot be."""
    _write(meeting_path(home, one.slug), one, force=True)


def _write(path: Path, one: Occasion, *, force: bool) -> None:
    from advocate.files import PRIVATE, unwritable, write_file

    try:
        own_folder(path.parent)
    except OSError as error:
        raise unwritable(path.parent, error) from None
    write_file(path, file_text(one).encode(), force=force, mode=PRIVATE)


def file_text(one: Occasion) -> str:
    """Return the text of its file."""
    import tomli_w

    row: dict[str, object] = {
        "kind": one.channel.value,
        **{key: str(getattr(one, key)) for key in _TEXTS if key != "kind"},
        "minutes": one.minutes or "",
    }
    known = {key: value for key, value in row.items() if value != ""}
    if one.when:
        known["when"] = one.when
    known["windows"] = [{"first": w.first, "last": w.last} for w in one.windows]
    known["attendees"] = [{"name": a.name, "role": a.role.value} for a in one.attendees]
    head = _HEAD.format(what=one.what.capitalize(), slug=one.slug, command=one.command)
    return head + tomli_w.dumps(known)


def _occasion(slug: str, data: Mapping[str, object]) -> Occasion:
    for key in data:
        if key not in _KEYS:
            # It may be something typed in the wrong place.
            named = f"“{key}”" if re.fullmatch(r"[A-Za-z_-]{1,30}", key) else "Something in it"
            raise UnreadableError(f"cannot be used. {named} is not a key of a meeting.")
    told: dict[str, Any] = {key: _text(data, key) for key in _TEXTS}
    missing = [key for key in _NEEDED if not told[key] and key != "office"]
    if missing:
        raise UnreadableError(f"cannot be used. It lacks: {', '.join(missing)}.")
    kind, ended = told.pop("kind"), told.pop("ended")
    if kind not in _CHANNELS:
        raise UnreadableError(f"cannot be used. kind must be one of: {', '.join(_CHANNELS)}.")
    if ended not in tuple(Ended):
        raise UnreadableError("cannot be used. ended must be closed or dropped, or left out.")
    channel = Channel(kind)
    return Occasion(
        slug=slug,
        channel=channel,
        ended=Ended(ended),
        when=_when(data.get("when")),
        minutes=_minutes(data.get("minutes", usual_minutes(channel)), channel),
        windows=tuple(_window(row) for row in _rows(data, "windows")),
        attendees=tuple(_attendee(row) for row in _rows(data, "attendees")),
        **told,
    )


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    limit = _PATH_LIMIT if key == "notes" else LINE_LIMIT
    if not isinstance(value, str) or len(value) > limit or value != clean_line(value):
        raise UnreadableError(
            f"cannot be used. {key} must be one line in quotes, of at most {limit} letters."
        )
    return value


def _when(value: object) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is not None or not _near(value):
        raise UnreadableError("cannot be used. when must be a day and hour: 2027-01-20 14:30:00.")
    return value


def _minutes(value: object, channel: Channel) -> int | None:
    if value is None:
        return None
    most = most_minutes("meeting" if channel is Channel.MEETING else "event")
    if isinstance(value, bool) or not isinstance(value, int) or not SHORTEST <= value <= most:
        raise UnreadableError(
            f"cannot be used. minutes must be a number from {SHORTEST} to {most}."
        )
    return value


def _rows(data: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    rows = data.get(key, [])
    if not isinstance(rows, Sequence) or isinstance(rows, str) or len(rows) > MOST_PEOPLE:
        raise UnreadableError(f"cannot be used. {key} must be [[{key}]] tables.")
    for row in rows:
        if not isinstance(row, Mapping):
            raise UnreadableError(f"cannot be used. {key} must be [[{key}]] tables.")
        yield row


def _window(row: Mapping[str, object]) -> Window:
    first, last = _day(row.get("first")), _day(row.get("last"))
    if first is None or last is None or last < first:
        raise UnreadableError(
            "cannot be used. Each of windows needs first = 2027-01-20 and last, in this order."
        )
    return Window(first, last)


def _day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime) and _near(value):
        return value
    return None


def _near(day: date) -> bool:
    return day.year in YEARS


def _attendee(row: Mapping[str, object]) -> Attendee:
    name, role = _text(row, "name"), _text(row, "role")
    if not name or role not in tuple(Role):
        raise UnreadableError(
            f"cannot be used. Each of attendees needs a name and a role: {', '.join(Role)}."
        )
    return Attendee(name, Role(role))

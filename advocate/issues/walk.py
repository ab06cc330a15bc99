"""Walking a pack's tables by its schema: values for the records, and every problem with its place.

Numbers in places count from one: `asks[2]` is the second [[asks]] of the file.
"""

from collections.abc import Callable, Mapping
from typing import Any

from advocate.errors import shown
from advocate.issues.schema import Key
from advocate.issues.values import WrongValueError, near, read_value

Report = Callable[[str, str], None]  # (place, what is wrong)
Values = dict[str, Any]

_EMPTY: dict[str, Any] = {"line": "", "prose": "", "words": "", "id": "", "url": "", "int": 0}
_MOST_UNKNOWN = 20
_LISTS = frozenset({"states", "choices", "committees", "ids", "lines", "texts", "tables"})


def walk(
    table: Mapping[str, object],
    keys: Mapping[str, Key],
    place: str,
    report: Report,
    *,
    top: Mapping[str, Key] | None = None,
) -> Values:
    """Return the table's values by key with defaults; a wrong one is reported and left out.

    `top` are the keys of the whole file; left out, these are they.
    """
    top = keys if top is None else top
    unknown = [name for name in table if name not in keys]
    for name in unknown[:_MOST_UNKNOWN]:
        report(_join(place, shown(name)), f"is no key here.{_meant(name, keys, top)}")
    values: Values = {}
    for name, key in keys.items():
        if name not in table:
            _fill_in(values, name, key, _join(place, name), report)
        else:
            _read_into(values, name, table[name], key, _join(place, name), report, top)
    return values


def _meant(name: str, keys: Mapping[str, Key], top: Mapping[str, Key]) -> str:
    """Return where an unknown key belongs, or which was meant. In TOML all that stands below a
    heading belongs to it, and many write at a file's end what belongs at its top."""
    if name not in top:
        return near(name, list(keys))
    if top[name].kind == "tables":
        return f" Write it as [[{name}]]."
    return " It belongs at the top of the file, above the first line in [brackets]."


def _fill_in(values: Values, name: str, key: Key, place: str, report: Report) -> None:
    if key.required:
        choices = f"one of {', '.join(key.choices)}" if key.choices else ""
        report(place, f"is missing ({key.about or choices}).")
    elif key.default is not None:
        values[name] = key.default
    elif key.kind != "table":
        values[name] = () if key.kind in _LISTS else _EMPTY.get(key.kind)


def _read_into(
    values: Values,
    name: str,
    value: object,
    key: Key,
    place: str,
    report: Report,
    top: Mapping[str, Key],
) -> None:
    if key.kind == "table":
        if isinstance(value, dict):
            values[name] = walk(value, key.keys, place, report, top=top)
        else:
            report(place, f"must be a table: [{place}].")
    elif key.kind == "tables":
        values[name] = _tables(value, key, place, report, top)
    else:
        try:
            values[name] = read_value(value, key)
        except WrongValueError as wrong:
            report(place, str(wrong))


def _tables(
    value: object, key: Key, place: str, report: Report, top: Mapping[str, Key]
) -> tuple[Values, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        report(place, f"must be written as [[{place}]], once for each.")
        return ()
    if not value and key.required:
        report(place, f"is empty ({key.about}).")
    if key.items and len(value) > key.items:
        report(place, f"has {len(value)} items; at most {key.items} are allowed.")
    numbered = enumerate(value[: key.items], 1)  # the rest only repeats one problem
    return tuple(
        walk(item, key.keys, f"{place}[{number}]", report, top=top) for number, item in numbered
    )


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name

"""How the dataset's files are written: a field or small record a line, the same each time."""

import json
from typing import Any

from advocate.directory.importer.provenance import Provenance

_SMALL = 3  # a record with at most this many plain fields stands on one line


def json_file(value: Any) -> bytes:
    """Return a value as the bytes of a JSON file that reads well in a diff."""
    return (_pretty(value, 0) + "\n").encode()


def _pretty(value: Any, depth: int) -> str:
    if not isinstance(value, dict | list) or not value or _is_small(value):
        return json.dumps(value, ensure_ascii=False)
    inside = " " * (depth + 1)
    if isinstance(value, list):
        parts = [_pretty(item, depth + 1) for item in value]
        opening, closing = "[", "]"
    else:
        parts = [f"{json.dumps(k)}: {_pretty(v, depth + 1)}" for k, v in value.items()]
        opening, closing = "{", "}"
    body = ",\n".join(inside + part for part in parts)
    return f"{opening}\n{body}\n{' ' * depth}{closing}"


def _is_small(value: Any) -> bool:
    if not isinstance(value, dict) or len(value) > _SMALL:
        return False
    return not any(isinstance(part, dict | list) for part in value.values())


def sources_page(provenance: Provenance) -> bytes:
    """Return SOURCES.md: every source with its address, version, date and license."""
    lines = [
        "# Where this data comes from",
        "",
        "Made by `advocate data build` from the files below; `manifest.json` holds their SHA-256.",
        f"Senators and offices are as of {provenance.data_as_of}.",
        "",
        "| what | from | version | as of | license |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {o.title} | {o.source} | {o.version} | {o.as_of} | {o.licence} |"
        for o in provenance.origins
    ]
    lines += ["", *_THANKS]
    return ("\n".join(lines) + "\n").encode()


_THANKS = (
    "ZIP codes contain data from [GeoNames](https://www.geonames.org), used under the",
    "[Creative Commons Attribution 4.0 license](https://creativecommons.org/licenses/by/4.0/);",
    "states were added from the Census list, and military posts carry no coordinates.",
    "",
    "State names, postal and FIPS codes come from the Python package",
    "[us](https://pypi.org/project/us/) (BSD). What a ZIP code's first digits mean where no list",
    "has it follows the US Postal Service's Domestic Mail Manual, labeling list L002.",
)

"""The states, the district, the territories and the associated states, from the package `us`."""

from typing import Any

# Not in `us`; ZIP codes of the US Postal Service reach them all the same. FIPS 5-2.
_ASSOCIATED = (
    ("FM", "Micronesia", "64"),
    ("MH", "Marshall Islands", "68"),
    ("PW", "Palau", "70"),
)
_LONGER_NAMES = {"VI": "U.S. Virgin Islands"}


def state_rows() -> list[dict[str, Any]]:
    """Return every place with a postal code of its own, by that code."""
    import us  # costs 30 ms, and only a build needs it

    rows = [_row(s.abbr, s.name, s.fips, "state") for s in us.STATES if s.abbr != "DC"]
    rows += [_row(s.abbr, s.name, s.fips, "territory") for s in us.TERRITORIES]
    rows += [_row(*fields, "associated") for fields in _ASSOCIATED]
    rows.append(_row(us.states.DC.abbr, us.states.DC.name, us.states.DC.fips, "district"))
    return sorted(rows, key=lambda row: str(row["code"]))


def _row(code: str, name: str, fips: str | None, kind: str) -> dict[str, Any]:
    return {"code": code, "name": _LONGER_NAMES.get(code, name), "fips": fips, "kind": kind}

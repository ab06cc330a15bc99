"""The time zone of each office: from its coordinates, else from its ZIP code's."""

from typing import Any

from advocate.directory.geo import point

Row = dict[str, Any]


def set_timezones(senators: list[Row], zips: bytes) -> None:
    """Set each office's `timezone`, an IANA name, in place; empty where no place is known.

    `zips` is the dataset's table of ZIP codes. The boundaries are those of timezone-boundary-
    builder, as the package tzfpy has them.
    """
    # The boundaries take 40 MB of memory: only who builds a dataset needs them.
    from tzfpy import get_tz

    known = _places(zips)
    for senator in senators:
        for office in senator["offices"]:
            spot = point(office["latitude"], office["longitude"]) or known.get(office["zip"][:5])
            office["timezone"] = get_tz(spot[1], spot[0]) if spot else ""


def _places(zips: bytes) -> dict[str, tuple[float, float]]:
    rows = (line.split("\t") for line in zips.decode().splitlines()[1:])
    return {row[0]: (float(row[3]), float(row[4])) for row in rows if row[3] and row[4]}

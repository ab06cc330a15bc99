"""ZIP codes from GeoNames and the Census, and what their first digits say of those on no list."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping

from advocate.directory.dataset import MILITARY
from advocate.directory.importer import provenance as files
from advocate.directory.importer.fields import line
from advocate.directory.importer.provenance import SourceTree

# What neither list holds, or holds in part. The military prefixes agree with the APO and FPO rows
# of GeoNames; the islands' are common knowledge, and a ZIP placed by them is marked as inferred.
_POSTAL_PREFIXES = {
    **dict.fromkeys(("006", "007", "009"), "PR"),
    "008": "VI",
    **dict.fromkeys(("090", "091", "092", "093", "094", "095", "096", "097", "098"), MILITARY),
    "340": MILITARY,
    **dict.fromkeys(("962", "963", "964", "965", "966"), MILITARY),
    "96799": "AS",
    "969": "GU",
    "9695": "MP",
    **dict.fromkeys(("96939", "96940"), "PW"),
    **dict.fromkeys(("96941", "96942", "96943", "96944"), "FM"),
    **dict.fromkeys(("96960", "96970"), "MH"),
}
# A neighbour with fewer of a prefix's ZIP codes than this is an exception, not a likelihood.
_LEAST_SHARE = 0.1

_Places = dict[str, tuple[str, str, str, str]]  # ZIP → city, state, latitude, longitude


def zip_tables(tree: SourceTree) -> tuple[bytes, bytes]:
    """Return the table of ZIP codes and the table of prefixes, each sorted, a header first.

    Neither source alone is right: GeoNames knows one state a ZIP, and the Census every state
    that an area touches but, for a dozen areas, not the main one. So GeoNames' state goes first.
    """
    places = _geonames(tree.text(files.GEONAMES_ZIPS))
    census = _census(tree.text(files.CENSUS_ZIPS))
    rows: dict[str, tuple[str, ...]] = {}
    for code in sorted(places.keys() | census.keys()):
        city, main, latitude, longitude = places.get(code, ("", "", "", ""))
        states = list(dict.fromkeys(([main] if main else []) + census.get(code, [])))
        if not states:  # a military post: the coordinates are abroad, and the voter's home is not
            rows[code] = (city, MILITARY, "", "")
        else:
            rows[code] = (city, " ".join(states), latitude, longitude)
    return (
        _table(("zip", "city", "states", "latitude", "longitude"), rows),
        _table(("prefix", "states"), _prefixes(rows)),
    )


def _geonames(text: str) -> _Places:
    places: _Places = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = raw.split("\t")
        if len(cells) < 11:
            raise ValueError(
                f"{files.GEONAMES_ZIPS}: line {number} has {len(cells)} columns, not 11"
            )
        place = (line(cells[2]), cells[4], cells[9], cells[10])
        # Pearl Harbor is listed as a fleet post office and as Hawaii: the one with a state wins.
        if cells[1] not in places or (place[1] and not places[cells[1]][1]):
            places[cells[1]] = place
    return places


def _census(text: str) -> dict[str, list[str]]:
    states: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        if row["state_abbr"] not in states[row["zcta"]]:
            states[row["zcta"]].append(row["state_abbr"])
    return states


def _prefixes(rows: dict[str, tuple[str, ...]]) -> dict[str, tuple[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for code, (_city, states, *_degrees) in rows.items():
        counts[code[:3]][states.split()[0]] += 1
    likely = {prefix: (_likely(found),) for prefix, found in counts.items()}
    known = {prefix: (where,) for prefix, where in _POSTAL_PREFIXES.items()}
    return dict(sorted((likely | known).items()))


def _likely(found: Counter[str]) -> str:
    least = _LEAST_SHARE * found.total()
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return " ".join(state for state, count in ranked if count >= least)


def _table(header: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]) -> bytes:
    lines = ["\t".join(header), *("\t".join((key, *cells)) for key, cells in rows.items())]
    return ("\n".join(lines) + "\n").encode()

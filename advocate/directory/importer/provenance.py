"""Where the source files come from: reads `provenance.toml` and holds the files against it."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from advocate.errors import DatasetError

PROVENANCE = "provenance.toml"

LEGISLATORS = "congress-legislators/legislators-current.json"
OFFICES = "congress-legislators/legislators-district-offices.json"
SOCIAL = "congress-legislators/legislators-social-media.json"
COMMITTEES = "congress-legislators/committees-current.json"
MEMBERSHIP = "congress-legislators/committee-membership-current.json"
WEB_FORMS = "senate-web-forms.json"
CENSUS_ZIPS = "zip-codes/zccd.csv"
GEONAMES_ZIPS = "zip-codes/geonames-US.txt"
CALENDAR = "senate-calendar.md"

# What changes with every election, and `data update` fetches.
UPSTREAM = (LEGISLATORS, OFFICES, SOCIAL, COMMITTEES, MEMBERSHIP)
FILES = (
    *UPSTREAM,
    WEB_FORMS,
    CENSUS_ZIPS,
    GEONAMES_ZIPS,
    CALENDAR,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What `provenance.toml` says of one source file; `sha256` may be empty there."""

    file: str
    title: str
    source: str
    version: str
    as_of: str
    licence: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The date of the data, the states covered (empty: all), and the origin of every file."""

    data_as_of: date
    covers: tuple[str, ...]
    origins: tuple[Origin, ...]
    text: bytes


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The source files, read once: bytes and SHA-256 by name."""

    contents: dict[str, bytes]
    digests: dict[str, str]

    def text(self, name: str) -> str:
        """Return a file as text."""
        return self.contents[name].decode("utf-8-sig")


def read_provenance(path: Path) -> Provenance:
    """Read the file that says where the sources come from; DatasetError when it does not."""
    try:
        text = path.read_bytes()
        table = tomllib.loads(text.decode())
        origins = tuple(_origin_from(row) for row in table["source"])
        day = date.fromisoformat(str(table["data_as_of"]))
    except OSError:
        raise DatasetError(f"{path} could not be read.", hint=_HINT) from None
    except (KeyError, TypeError, ValueError) as error:
        raise DatasetError(f"{path} does not read as it should: {error}.", hint=_HINT) from None
    missing = sorted(set(FILES) - {origin.file for origin in origins})
    if missing:
        raise DatasetError(f"{path} says nothing of {', '.join(missing)}.", hint=_HINT)
    return Provenance(day, tuple(table.get("covers", ())), origins, text)


def read_sources(folder: Path, provenance: Provenance) -> SourceTree:
    """Read every source file; DatasetError names all that are missing or not the ones described."""
    contents: dict[str, bytes] = {}
    troubles = []
    for origin in provenance.origins:
        try:
            contents[origin.file] = (folder / origin.file).read_bytes()
        except OSError:
            troubles.append(f"{origin.file} cannot be read")
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    for origin in provenance.origins:
        if origin.sha256 and digests.get(origin.file, origin.sha256) != origin.sha256:
            troubles.append(f"{origin.file} is not the version that {PROVENANCE} describes")
    if troubles:
        raise DatasetError(
            f"The sources in {folder} cannot be used: {'; '.join(troubles)}.",
            hint=f"For newer files, write their version, date and SHA-256 into {PROVENANCE}.",
        )
    return SourceTree(contents, digests)


def _origin_from(row: dict[str, Any]) -> Origin:
    return Origin(**{key: str(value) for key, value in row.items()})


_HINT = (
    "It names `data_as_of` and, for every source file, file, title, source, version, as_of and "
    "licence; data/provenance.toml is an example."
)

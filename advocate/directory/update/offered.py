"""What is offered as newer data: the upstream files, or somebody's export, from a folder or ZIP."""

import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from advocate.directory import dataset as parts
from advocate.directory.importer import provenance as files
from advocate.directory.importer.provenance import UPSTREAM
from advocate.errors import DatasetError, reason_of, shown
from advocate.reading import read_ordinary

EXPORTED = (parts.MANIFEST, parts.SENATORS, parts.COMMITTEES)

_MOST_BYTES = 10_000_000  # of one file; the longest there is has a tenth of it
_MOST_MEMBERS = 1_000
_SYMLINK = 0o120000


@dataclass(frozen=True, slots=True)
class UpstreamFiles:
    """The five files of congress-legislators by the importer's names, and the day they are of.

    `origin` says where they come from; `etags` are what the server calls these versions.
    """

    contents: dict[str, bytes]
    as_of: date
    origin: str
    etags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportedFiles:
    """The files of senators and committees of an export, with its manifest."""

    contents: dict[str, bytes]
    origin: str


Offered = UpstreamFiles | ExportedFiles


def brought(path: Path, *, as_of: date | None) -> Offered:
    """Return what a folder or a ZIP file offers: an export, or else the upstream files.

    `as_of` is the day on which upstream files were downloaded; without it they are refused, since
    they do not say it themselves. Raises DatasetError, with nothing unpacked anywhere.
    """
    where = shown(str(path), limit=200)
    if path.is_dir():
        return _from_folder(path, where, as_of)
    try:
        if path.exists() and not path.is_file():
            raise DatasetError(f"{where} is neither a folder nor a ZIP file. {_AS_IT_WAS}")
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _from_zip(archive, where, as_of)
    except zipfile.BadZipFile:
        raise DatasetError(f"{where} is no ZIP file, or a damaged one. {_AS_IT_WAS}") from None
    except OSError as error:
        raise DatasetError(f"{where} cannot be read: {reason_of(error)}. {_AS_IT_WAS}") from None


def _from_folder(folder: Path, where: str, as_of: date | None) -> Offered:
    def read(name: str) -> bytes:
        try:
            return read_ordinary(folder / name, _MOST_BYTES + 1)
        except (OSError, ValueError) as error:
            raise DatasetError(
                f"{shown(name)} in {where} cannot be read: {reason_of(error)}. {_AS_IT_WAS}"
            ) from None

    wanted = (*EXPORTED, *UPSTREAM, *(Path(name).name for name in UPSTREAM))
    there = {name for name in wanted if (folder / name).exists()}
    return _chosen(there, read, where, as_of)


def _from_zip(archive: zipfile.ZipFile, where: str, as_of: date | None) -> Offered:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise DatasetError(f"{where} holds {len(members):,} files, far too many. {_AS_IT_WAS}")
    by_name: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        _require_harmless(member, where)
        if member.filename in by_name:
            name = shown(member.filename)
            raise DatasetError(f"{where} holds two files named {name}. {_AS_IT_WAS}")
        by_name[member.filename] = member
    top = _top_folder(by_name)

    def read(name: str) -> bytes:
        return _member(archive, by_name[top + name], where)

    return _chosen({name.removeprefix(top) for name in by_name}, read, where, as_of)


def _require_harmless(member: zipfile.ZipInfo, where: str) -> None:
    """Refuse a member that would land elsewhere if it was unpacked, though nothing is."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    outside = name.is_absolute() or ".." in name.parts or ":" in member.filename
    if outside or (member.external_attr >> 16) & 0o170000 == _SYMLINK:
        raise DatasetError(
            f"{where} holds a file that would land outside its folder: {shown(member.filename)}. "
            f"{_AS_IT_WAS}",
            hint="No program writes such a file by mistake: do not use it.",
        )


def _top_folder(names: Collection[str]) -> str:
    """Return the folder that all lies in, as when a folder was packed, or an empty text."""
    for wanted in (parts.MANIFEST, files.LEGISLATORS, Path(files.LEGISLATORS).name):
        for name in sorted(names, key=len):
            top = name.removesuffix(wanted)
            if name.endswith(wanted) and (not top or top.endswith("/")):
                return top
    return ""


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bytes:
    name = shown(member.filename)
    try:
        with archive.open(member) as file:
            return file.read(_MOST_BYTES + 1)
    except RuntimeError:  # what zipfile raises for a password, and for a packing it does not know
        raise DatasetError(
            f"{name} in {where} is locked with a password, or packed in an unknown way. "
            f"{_AS_IT_WAS}"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise DatasetError(f"{name} in {where} is damaged. {_AS_IT_WAS}") from None


def _chosen(
    there: Collection[str], read: Callable[[str], bytes], where: str, as_of: date | None
) -> Offered:
    def limited(name: str) -> bytes:
        data = read(name)
        if len(data) > _MOST_BYTES:
            most = f"{_MOST_BYTES // 1_000_000} MB"
            raise DatasetError(f"{shown(name)} in {where} is larger than {most}. {_AS_IT_WAS}")
        return data

    if parts.MANIFEST in there:
        missing = [name for name in EXPORTED if name not in there]
        _require_all(missing, where)
        return ExportedFiles({name: limited(name) for name in EXPORTED}, where)
    names = {name: name if name in there else Path(name).name for name in UPSTREAM}
    missing = [name for name in names.values() if name not in there]
    if len(missing) == len(names):
        raise DatasetError(f"{where} holds no data for this program. {_AS_IT_WAS}", hint=_WHAT)
    _require_all(missing, where)
    if as_of is None:
        raise DatasetError(
            f"The files in {where} do not say of which day they are. {_AS_IT_WAS}",
            hint="Add the day on which they were downloaded, for example --as-of 2026-11-24.",
        )
    return UpstreamFiles({name: limited(at) for name, at in names.items()}, as_of, where)


def _require_all(missing: Collection[str], where: str) -> None:
    if missing:
        raise DatasetError(f"{where} lacks {', '.join(missing)}. {_AS_IT_WAS}", hint=_WHAT)


_AS_IT_WAS = "Your data is as it was."
_WHAT = (
    "It takes a file from `advocate data export`, or the five files of congress-legislators: "
    f"{', '.join(Path(name).name for name in UPSTREAM)}."
)

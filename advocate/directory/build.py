"""Builds the dataset from the upstream files: composes, checks, and only then puts it in place."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from advocate.directory import dataset as parts
from advocate.directory.check import check_dataset
from advocate.directory.dataset import SCHEMA, Dataset
from advocate.directory.importer import provenance as files
from advocate.directory.importer.calendar import calendar_rows
from advocate.directory.importer.layout import json_file, sources_page
from advocate.directory.importer.provenance import (
    PROVENANCE,
    Provenance,
    SourceTree,
    read_provenance,
    read_sources,
)
from advocate.directory.importer.senators import committee_rows, senator_rows, web_form_rows
from advocate.directory.importer.states import state_rows
from advocate.directory.importer.timezones import set_timezones
from advocate.directory.importer.zips import zip_tables
from advocate.errors import DatasetError, OutputError, OutputExistsError
from advocate.files import unwritable
from advocate.notices import Problem, Severity, errors_in
from advocate.resources import bundled

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: where, whether bytes changed, and the warnings the check gave."""

    folder: Path
    changed: bool
    warnings: tuple[Problem, ...]


def build_dataset(
    source_dir: Path, out_dir: Path, *, provenance: Path | None = None, force: bool = False
) -> BuildReport:
    """Build the dataset in `out_dir` from the upstream files in `source_dir`.

    `provenance` says where they come from; without it, the first `provenance.toml` does that is in
    the source folder, the output folder or the shipped data. A dataset already there is replaced
    only with `force`, unless it is the same to the byte. Raises DatasetError, with every error
    named, before anything is written; OutputError when the place cannot be written.
    """
    found = read_provenance(provenance or _default_provenance(source_dir, out_dir))
    contents, problems = compose_dataset(read_sources(source_dir, found), found)
    if _same(out_dir, contents):
        return BuildReport(out_dir, changed=False, warnings=())
    try:
        _refuse_to_replace(out_dir, force=force)
        problems += _put_in_place(out_dir.absolute(), contents, problems, found)
    except OSError as error:
        raise unwritable(out_dir, error) from None
    return BuildReport(out_dir, changed=True, warnings=tuple(problems))


def compose_dataset(
    tree: SourceTree, provenance: Provenance
) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the dataset's files by name, and what could not be read in the sources."""
    problems: list[Problem] = []
    no_rows: list[dict[str, Any]] = []
    no_forms: dict[str, dict[str, Any]] = {}
    zips, prefixes = _read(lambda: zip_tables(tree), (b"", b""), problems)
    people, counts = compose_people(tree, zips, problems)
    forms = _read(lambda: web_form_rows(tree), no_forms, problems)
    calendar = _read(lambda: calendar_rows(tree.text(files.CALENDAR)), no_rows, problems)
    counts |= {
        "web forms": len(forms),
        "ZIP codes": max(zips.count(b"\n") - 1, 0),
        "calendar entries": len(calendar),
    }
    contents = {
        parts.STATES: json_file(state_rows()),
        **people,
        parts.WEB_FORMS: json_file(forms),
        parts.CALENDAR: json_file(calendar),
        parts.ZIPS: zips,
        parts.ZIP_PREFIXES: prefixes,
        **described(tree.digests, provenance, counts),
    }
    return contents, problems


def compose_people(
    tree: SourceTree, zips: bytes, problems: list[Problem]
) -> tuple[dict[str, bytes], dict[str, int]]:
    """Return the files of senators and committees, which change with an election, and their counts.

    They need the five files of congress-legislators and, for addresses that those lack, the web
    forms; `zips`, the table of ZIP codes, says where an office without coordinates lies. What
    cannot be read is added to `problems`.
    """
    no_rows: list[dict[str, Any]] = []
    senators = _read(lambda: senator_rows(tree, problems), no_rows, problems)
    _read(lambda: set_timezones(senators, zips), None, problems)
    committees = _read(lambda: committee_rows(tree), no_rows, problems)
    rows = {parts.SENATORS: senators, parts.COMMITTEES: committees}
    people = {n: _read(partial(json_file, rows[n]), b"[]", problems) for n in rows}
    return people, people_counts(senators, committees)


def people_counts(
    senators: list[dict[str, Any]], committees: list[dict[str, Any]]
) -> dict[str, int]:
    """Return how many senators, offices and committees these rows of the dataset are."""
    return {
        "senators": len(senators),
        "state offices": sum(len(row["offices"]) - 1 for row in senators),
        "committees": len([row for row in committees if not row["parent"]]),
        "subcommittees": len([row for row in committees if row["parent"]]),
    }


def described(
    digests: dict[str, str], provenance: Provenance, counts: dict[str, int]
) -> dict[str, bytes]:
    """Return the files that say what a dataset is and where it comes from.

    `digests` has the SHA-256 of each source file by its name.
    """
    return {
        parts.MANIFEST: json_file(_manifest(digests, provenance, counts)),
        "SOURCES.md": sources_page(provenance),
        PROVENANCE: provenance.text,
    }


def _read(step: Callable[[], _T], nothing: _T, problems: list[Problem]) -> _T:
    try:
        return step()
    except RecursionError:
        problems.append(
            Problem(Severity.ERROR, "sources", "hold lists in lists beyond all measure")
        )
        return nothing
    except UnicodeEncodeError:
        problems.append(Problem(Severity.ERROR, "sources", "hold half a character"))
        return nothing
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        why = f"has no {error}" if isinstance(error, KeyError) else str(error)
        problems.append(Problem(Severity.ERROR, "sources", why))
        return nothing


def _manifest(
    digests: dict[str, str], provenance: Provenance, counts: dict[str, int]
) -> dict[str, Any]:
    sources = []
    for origin in provenance.origins:
        row = asdict(origin) | {"name": origin.file, "sha256": digests[origin.file]}
        kept = ("name", "source", "version", "as_of", "licence", "sha256")
        sources.append({key: row[key] for key in kept})
    return {
        "schema": SCHEMA,
        "data_as_of": provenance.data_as_of.isoformat(),
        "covers": list(provenance.covers),
        "counts": counts,
        "sources": sources,
    }


def _default_provenance(source_dir: Path, out_dir: Path) -> Path:
    places = [folder / PROVENANCE for folder in (source_dir, out_dir)]
    return next((path for path in places if path.is_file()), bundled("data") / PROVENANCE)


def _same(out_dir: Path, contents: dict[str, bytes]) -> bool:
    try:
        return all((out_dir / name).read_bytes() == data for name, data in contents.items())
    except OSError:
        return False


def _refuse_to_replace(out_dir: Path, *, force: bool) -> None:
    if not out_dir.exists():
        return
    held = {path.name for path in out_dir.iterdir()} if out_dir.is_dir() else {"a file"}
    if held - {PROVENANCE} and parts.MANIFEST not in held:
        raise OutputError(
            f"{out_dir} is there and holds no dataset; nothing was written.",
            hint="Name a new folder, or the folder of a dataset, with --out.",
        )
    if parts.MANIFEST in held and not force:
        raise OutputExistsError(out_dir)


def _put_in_place(
    out_dir: Path, contents: dict[str, bytes], unreadable: list[Problem], found: Provenance
) -> list[Problem]:
    beside = out_dir.with_name(f".{out_dir.name}.{secrets.token_hex(4)}.part")
    try:
        _write_all(beside, contents)
        problems = check_dataset(Dataset(beside), today=found.data_as_of)
        _require_no_errors([*unreadable, *problems])
        _swap(beside, out_dir)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return problems


def _write_all(folder: Path, contents: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)


def _require_no_errors(problems: list[Problem]) -> None:
    errors = errors_in(problems)
    if errors:
        many = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        raise DatasetError(
            f"The sources have {many}; nothing was written.",
            hint="\n".join(f"{problem.where}: {problem.text}" for problem in errors),
        )


def _swap(beside: Path, out_dir: Path) -> None:
    old = beside.with_suffix(".old")
    if out_dir.exists():
        out_dir.rename(old)
    try:
        beside.rename(out_dir)
    except OSError:
        if old.exists():
            old.rename(out_dir)
        raise
    shutil.rmtree(old, ignore_errors=True)

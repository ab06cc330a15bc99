"""Makes a whole dataset of newer senators and committees and of the shipped one's other parts."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from advocate.directory import dataset as parts
from advocate.directory.build import compose_people, described, people_counts
from advocate.directory.check import check_dataset, unfit_texts
from advocate.directory.dataset import SCHEMA, Dataset
from advocate.directory.importer import provenance as files
from advocate.directory.importer.provenance import (
    PROVENANCE,
    UPSTREAM,
    Origin,
    Provenance,
    SourceTree,
    read_provenance,
)
from advocate.directory.records import Manifest, StateKind
from advocate.directory.update.offered import ExportedFiles, Offered, UpstreamFiles
from advocate.errors import DatasetError, shown
from advocate.notices import Problem, errors_in

_NAMED = 20  # errors that are named; a file of another shape may have a hundred


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dataset that passed its check, not yet in use: its files by name, opened as `dataset`.

    `strangers` are Bioguide ids of offices whose owner is on no list of members; `warnings` what
    the check said besides.
    """

    contents: dict[str, bytes]
    dataset: Dataset
    strangers: frozenset[str]
    warnings: tuple[Problem, ...]


@contextmanager
def candidate(offered: Offered, *, shipped: Dataset, today: date) -> Iterator[Candidate]:
    """Yield the dataset that comes of `offered`, in a folder of its own that goes away after.

    Raises DatasetError when it is of a newer layout or of a day to come, or has any error.
    """
    contents, strangers = _composed(offered, shipped)
    with tempfile.TemporaryDirectory(prefix="advocate-") as name:
        folder = Path(name)
        for file, data in contents.items():
            (folder / file).write_bytes(data)
        dataset = Dataset(folder)
        if dataset.manifest.data_as_of > today:
            raise DatasetError(
                f"{offered.origin} says that it is of {dataset.manifest.data_as_of}, and today is "
                f"{today}. {_AS_IT_WAS}",
                hint="Is this computer's clock right?",
            )
        problems = check_dataset(dataset, today=dataset.manifest.data_as_of)
        _require_no_errors(problems, offered)
        yield Candidate(contents, dataset, strangers, tuple(problems))


def _composed(offered: Offered, shipped: Dataset) -> tuple[dict[str, bytes], frozenset[str]]:
    provenance = read_provenance(shipped.folder / PROVENANCE)
    if isinstance(offered, UpstreamFiles):
        tree, problems = _tree(offered, shipped), list[Problem]()
        people, counts = compose_people(tree, (shipped.folder / parts.ZIPS).read_bytes(), problems)
        _require_no_errors(problems, offered)
        digests, strangers = tree.digests, _strangers(tree)
        provenance = _provenance_of_files(offered, provenance)
    else:
        manifest, people, counts = _export(offered, shipped)
        digests = {source.name: source.sha256 for source in manifest.sources}
        provenance = _provenance_of_export(manifest, provenance)
        strangers = frozenset()
    covers = _covered(people, shipped, offered.origin)
    provenance = _with_text(replace(provenance, covers=covers))
    rest = {p.name: p.read_bytes() for p in sorted(shipped.folder.iterdir()) if p.is_file()}
    kept = {source.name: source.sha256 for source in shipped.manifest.sources}
    digests = kept | {name: digests[name] for name in UPSTREAM if name in digests}
    about = described(digests, provenance, shipped.manifest.counts | counts)
    return rest | people | about, strangers


def _tree(offered: UpstreamFiles, shipped: Dataset) -> SourceTree:
    """Return the files as the importer reads them; the web forms are those of the shipped data."""
    forms = json.loads((shipped.folder / parts.WEB_FORMS).read_bytes())
    contents = offered.contents | {files.WEB_FORMS: json.dumps({"forms": forms}).encode()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in offered.contents.items()}
    return SourceTree(contents, digests)


def _provenance_of_files(offered: UpstreamFiles, before: Provenance) -> Provenance:
    day = offered.as_of.isoformat()

    def newer(origin: Origin) -> Origin:
        if origin.file not in UPSTREAM:
            return origin
        return replace(origin, version=f"as published on {day}", as_of=day, sha256="")

    return replace(before, data_as_of=offered.as_of, origins=tuple(map(newer, before.origins)))


def _provenance_of_export(manifest: Manifest, before: Provenance) -> Provenance:
    told = {source.name: source for source in manifest.sources}

    def newer(origin: Origin) -> Origin:
        source = told.get(origin.file)
        if source is None or origin.file not in UPSTREAM:
            return origin
        told_of = ("source", "version", "as_of", "licence")
        return replace(origin, **{name: getattr(source, name) for name in told_of}, sha256="")

    return replace(
        before, data_as_of=manifest.data_as_of, origins=tuple(map(newer, before.origins))
    )


def _with_text(provenance: Provenance) -> Provenance:
    import tomli_w

    table: dict[str, Any] = {"data_as_of": provenance.data_as_of}
    if provenance.covers:
        table["covers"] = list(provenance.covers)
    names = ("file", "title", "source", "version", "as_of", "licence")
    table["source"] = [{n: getattr(o, n) for n in names} for o in provenance.origins]
    return replace(provenance, text=tomli_w.dumps(table).encode())


def _export(
    offered: ExportedFiles, shipped: Dataset
) -> tuple[Manifest, dict[str, bytes], dict[str, int]]:
    """Return an export's manifest, its files of senators and committees, and how many they are."""
    with tempfile.TemporaryDirectory(prefix="advocate-") as name:
        folder = Path(name)
        for file, data in offered.contents.items():
            (folder / file).write_bytes(data)
        dataset = Dataset(folder)
        try:
            manifest = dataset.manifest
            _require_usable(manifest, offered)
            _ = dataset.senators
        except DatasetError as error:
            sentence = error.sentence.replace(f"{folder}/", "").replace(str(folder), "it")
            if _AS_IT_WAS not in sentence:
                sentence = f"{offered.origin} cannot be used. {sentence} {_AS_IT_WAS}"
            raise DatasetError(sentence, hint=_MADE_ANEW) from None
    people = {n: offered.contents[n] for n in (parts.SENATORS, parts.COMMITTEES)}
    rows = {n: json.loads(data) for n, data in people.items()}
    if any(_shapes(rows[n]) - _shapes(json.loads((shipped.folder / n).read_bytes())) for n in rows):
        raise DatasetError(
            f"{offered.origin} holds something that no data of this program has. {_AS_IT_WAS}",
            hint=_MADE_ANEW,
        )
    return manifest, people, people_counts(rows[parts.SENATORS], rows[parts.COMMITTEES])


def _require_usable(manifest: Manifest, offered: ExportedFiles) -> None:
    """Refuse a manifest of an older layout, or of odd texts; a newer layout is refused before."""
    if manifest.schema < SCHEMA:
        raise DatasetError(
            f"{offered.origin} has layout {manifest.schema}, which is older than this program's, "
            f"{SCHEMA}. {_AS_IT_WAS}"
        )
    if any(text for source in manifest.sources for text in unfit_texts(source)):
        raise DatasetError(f"Its {parts.MANIFEST} does not read as it should.")


def _shapes(rows: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """Return the keys that the records and the offices in them have."""
    every = [*rows, *(office for row in rows for office in row.get("offices", ()))]
    return {tuple(sorted(record)) for record in every}


def _covered(people: dict[str, bytes], shipped: Dataset, origin: str) -> tuple[str, ...]:
    """Return which states the dataset says it covers: the shipped one's, those it has lost not.

    That a state is gone is for the limits to refuse; taken all the same, it is said of the data.
    """
    before = shipped.manifest.covers
    states = before or tuple(
        code for code, state in shipped.states.items() if state.kind is StateKind.STATE
    )
    held = {str(row.get("state")) for row in json.loads(people[parts.SENATORS])}
    if not held:
        raise DatasetError(f"What comes from {origin} lists no senators. {_AS_IT_WAS}")
    left = tuple(code for code in states if code in held)
    return before if left == states else left


def _strangers(tree: SourceTree) -> frozenset[str]:
    people = (person.get("id") for person in json.loads(tree.text(files.LEGISLATORS)))
    members = {ident.get("bioguide") for ident in people if isinstance(ident, dict)}
    owners = {office["id"]["bioguide"] for office in json.loads(tree.text(files.OFFICES))}
    return frozenset(owners - members)


def _require_no_errors(problems: list[Problem], offered: Offered) -> None:
    errors = errors_in(problems)
    if not errors:
        return
    many = "an error" if len(errors) == 1 else f"{len(errors):,} errors"
    named = [shown(f"{p.where}: {p.text}", limit=300) for p in errors[:_NAMED]]
    if len(errors) > _NAMED:
        named.append(f"and {len(errors) - _NAMED:,} more")
    raise DatasetError(
        f"What comes from {offered.origin} has {many} and is not used. {_AS_IT_WAS}",
        hint="\n".join(named),
    )


_AS_IT_WAS = "Your data is as it was."
_MADE_ANEW = "Both programs should be of the same version: ask for an export from yours."

"""`advocate data`: builds, checks and describes the dataset."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli import session
from advocate.cli.data_health import corrections, health
from advocate.cli.data_update import export, rollback, update
from advocate.cli.output import print_json
from advocate.errors import DatasetError, shown
from advocate.notices import Problem, errors_in
from advocate.text import join_words

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(epilog="Example:  advocate data status")
def data() -> None:
    """See, check and update the senators and ZIP codes."""


for command in (update, rollback, export):
    data.add_command(command)


@data.command(epilog="Example:  advocate data build SOURCE_DIR --out data --force")
@click.argument("source_dir", type=_FOLDER)
@click.option(
    "--out", type=_FOLDER, default=Path("data"), show_default=True, help="The folder to write."
)
@click.option(
    "--provenance",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A TOML file saying where the sources come from  [default: provenance.toml in "
    "SOURCE_DIR, in the output folder, or as shipped]",
)
@click.option("--force", is_flag=True, help="Replace the dataset that is there.")
def build(source_dir: Path, out: Path, provenance: Path | None, force: bool) -> None:
    """Build a dataset from the upstream files in SOURCE_DIR.

    It is checked before anything is written, and the same sources give the same bytes. The files
    needed are those that data/provenance.toml lists.
    """
    from advocate.directory.build import build_dataset

    report = build_dataset(source_dir, out, provenance=provenance, force=force)
    if not report.changed:
        click.echo(f"{report.folder} is up to date: these sources give the same bytes.")
        return
    for problem in report.warnings:
        click.secho(str(problem), err=True, fg="yellow")
    click.echo(f"Wrote {report.folder}: no errors, {_count(report.warnings, 'warning')}.")


@data.command(epilog="Example:  advocate data check")
@click.argument("folder", type=_FOLDER, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(folder: Path | None, as_json: bool) -> None:
    """Check a dataset and list every problem.

    Without FOLDER it is the one in use.

    An error means that the data is wrong, and the exit code is 5; a warning, that something is
    missing or out of date.
    """
    from advocate.directory.check import check_dataset

    dataset = _open(folder)
    problems = check_dataset(dataset, today=session.today())
    if as_json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        _echo_problems(problems)
    errors = errors_in(problems)
    if errors:
        where = shown(str(dataset.folder), limit=200)
        raise DatasetError(f"The dataset in {where} has {_count(errors, 'error')}.")


@data.command(epilog="Example:  advocate data status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Say what data is here, how old it is and from where."""
    from advocate.directory.update.copies import record_of

    dataset = _open(None)
    manifest = dataset.manifest
    age = (session.today() - manifest.data_as_of).days
    record = record_of(session.home(), dataset)
    if as_json:
        facts = asdict(manifest) | {"data_as_of": manifest.data_as_of.isoformat()}
        updated = {"updated": record.made, "from": record.origin} if record else None
        print_json({"folder": str(dataset.folder), "age_days": age, "copy": updated, **facts})
        return
    covered = f"{join_words(manifest.covers)} only" if manifest.covers else "all fifty states"
    click.secho(f"Numbers as of {manifest.data_as_of}, {age} days ago; {covered}", bold=True)
    came = f"fetched or brought on {record.made} from {record.origin}" if record else _SHIPPED
    click.echo(came)
    click.echo(f"in {dataset.folder}\n")
    for name, count in manifest.counts.items():
        click.echo(f"  {count:>7,}  {name}")
    click.secho("\nSources", bold=True)
    for source in manifest.sources:
        click.echo(f"  {source.name}")
        click.echo(f"      {source.source}")
        click.echo(f"      {source.version} · {source.as_of} · {source.licence}")
    click.echo("\nSOURCES.md in that folder has the licenses, manifest.json the checksums.")


_SHIPPED = "as they came with the program; for newer ones:  advocate data update"


def _open(folder: Path | None) -> "Dataset":
    if folder is None:
        return session.open_dataset()
    from advocate.directory.dataset import Dataset

    return Dataset(folder)


def _echo_problems(problems: list[Problem]) -> None:
    errors = errors_in(problems)
    warnings = [problem for problem in problems if problem not in errors]
    for heading, group in (("Errors", errors), ("Warnings", warnings)):
        if not group:
            continue
        click.secho(heading, bold=True)
        for problem in sorted(group, key=lambda p: (p.where, p.text)):
            click.echo(f"  {problem.where}: {problem.text}")
        click.echo()
    click.echo(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}.")


def _count(things: Iterable[object], word: str) -> str:
    number = len(list(things))
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


data.add_command(health)
data.add_command(corrections)

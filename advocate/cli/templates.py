"""`advocate templates`: the wording of documents: see it, copy it, change it, check it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli import session
from advocate.cli.output import path_text, print_json
from advocate.documents.kinds import KINDS, Kind, Piece
from advocate.errors import TemplateError, shown
from advocate.resources import bundled
from advocate.text import counted_word

if TYPE_CHECKING:
    from advocate.documents.template_files import TemplateEntry
    from advocate.issues.records import Pack

_KIND = click.Choice([kind.value for kind in Kind])
_VARIANT = click.option(
    "--variant", default="default", metavar="NAME", help="Which variant; `list` names them."
)


@click.group(epilog="Example:  advocate templates copy letter")
def templates() -> None:
    """See, copy and check the wording of documents.

    A template is a text file with places to fill in. A copy in your own folder takes the place of
    the shipped one.
    """


@templates.command("list", epilog="Example:  advocate templates list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> None:
    """List the templates, and where each comes from."""
    from advocate.documents.template_files import strays, template_entries

    entries = template_entries(_places())
    unused = list(strays(_own()))
    if as_json:
        rows = [_data(entry) for entry in entries]
        warnings = [f"{name}: {why}" for name, why in unused]
        data = {"templates": rows, "warnings": warnings}
        print_json(data)
        return
    for entry in entries:
        hides = f", hides the {' and '.join(entry.hides)} one" if entry.hides else ""
        variant = "" if entry.piece.variant == "default" else entry.piece.variant
        click.echo(f"{entry.piece.kind.value:<18}{variant:<16}{entry.label}{hides}")
    for name, why in unused:
        click.secho(f"Note: yours, {name}: {why}", err=True, fg="yellow")
    click.echo("\nChange one with:  advocate templates copy KIND", err=True)


@templates.command(epilog="Example:  advocate templates show letter")
@click.argument("kind", type=_KIND)
@_VARIANT
def show(kind: str, variant: str) -> None:
    """Print a template as it stands: yours, if you have one, else the shipped one."""
    from advocate.documents.template_files import template_entry, template_text

    entry = template_entry(_piece(kind, variant), _places())
    click.echo(f"From {path_text(entry.path)} ({entry.label})", err=True)
    click.echo(template_text(entry.path), nl=False)


@templates.command(epilog="Example:  advocate templates path")
def path() -> None:
    """Print the folder for your own templates, and where the shipped ones are."""
    own = _own()
    click.echo(str(own))
    if not own.is_dir():
        click.echo("It is not there yet; `advocate templates copy letter` makes it.", err=True)
    click.echo(f"What is not in it is taken from {path_text(bundled('templates'))}", err=True)


@templates.command(epilog="Example:  advocate templates variables")
def variables() -> None:
    """Print what may stand in a template: each value, and what it means."""
    from advocate.documents.manual import variables_page

    click.echo(variables_page(), nl=False)


@templates.command(epilog="Example:  advocate templates copy letter")
@click.argument("kind", type=_KIND)
@_VARIANT
@click.option(
    "--extend",
    is_flag=True,
    help="Include the shipped text and add to it, rather than copy it.",
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than your own, for --template-dir.",
)
def copy(kind: str, variant: str, extend: bool, to: Path | None) -> None:
    """Copy a shipped template into your own folder, to change it.

    With --extend the copy takes in the shipped text and has places before and after it for yours.
    """
    from advocate.documents.template_files import copy_template

    piece = _piece(kind, variant)
    folder = to or session.own_folder("templates")
    made = copy_template(piece, bundled("templates"), folder, extend=extend)
    click.echo(f"Wrote {path_text(made)}")
    click.echo("Next: open it in a text editor, change the wording, and run", err=True)
    click.echo(f"  advocate templates check {path_text(made) if to else ''}".rstrip(), err=True)


@templates.command(epilog="Example:  advocate templates check ~/our-templates")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Fill in templates for every issue and position, and name what goes wrong.

    PATH is a template file or a folder of templates; without it, all that you would use are
    checked. Mistakes end with exit code 7. Nothing is written.
    """
    from advocate.documents.template_check import check_template

    packs = _packs()
    failed = count = 0
    for piece, folders in _chosen(paths):
        count += 1
        for trial in check_template(piece, folders, session.open_dataset(), packs, session.today()):
            failed += 1
            click.echo(str(trial))
    said = f"{counted_word(count, 'template')} with {counted_word(len(packs), 'issue pack')}"
    if not count:
        raise TemplateError("There is no template to check.")
    if failed:
        raise TemplateError(
            f"{counted_word(failed, 'problem')} in {said}.",
            hint="`advocate templates variables` lists what a template may use.",
        )
    click.echo(f"No problems: {said}, every position, with and without a profile.")


def _data(entry: "TemplateEntry") -> dict[str, object]:
    return {
        "kind": entry.piece.kind.value,
        "variant": entry.piece.variant,
        "from": entry.label,
        "path": str(entry.path),
        "hides": list(entry.hides),
    }


def _chosen(paths: tuple[Path, ...]) -> Iterator[tuple[Piece, tuple[Path, ...]]]:
    """Yield the templates to check, each with its search path; say which files are none."""
    from advocate.documents.template_files import every_piece, strays, template_entries

    own, shipped = _own(), bundled("templates")
    for name, why in strays(own) if not paths else ():
        click.secho(f"Note: {name}: {why}", err=True, fg="yellow")
    if not paths:
        yield from ((entry.piece, (own, shipped)) for entry in template_entries(_places()))
    for path in paths:
        if path.is_dir():
            for name, why in strays(path):
                click.secho(f"Note: {name}: {why}", err=True, fg="yellow")
            inside = [piece for piece in every_piece() if (path / _name(piece)).exists()]
            if not inside:
                raise TemplateError(
                    f"{path_text(path)} has no template in it.",
                    hint="A template lies in a folder of its kind: letter/default.md.",
                )
            yield from ((piece, (path, own, shipped)) for piece in inside)
        else:
            yield _of_file(path), (path.absolute().parents[1], own, shipped)


def _of_file(path: Path) -> Piece:
    piece = next((p for p in _all() if path.absolute().match(f"*/{_name(p)}")), None)
    if piece is None or not path.is_file():
        raise TemplateError(
            f"{path_text(path)} is no template of a document.",
            hint="A template lies in a folder of its kind: letter/default.md.",
        )
    return piece


def _all() -> tuple[Piece, ...]:
    from advocate.documents.template_files import every_piece

    return every_piece()


def _name(piece: Piece) -> str:
    from advocate.documents.template_files import template_name

    return template_name(piece)


def _packs() -> "list[Pack]":
    entries = session.open_packs().entries()
    for entry in entries:
        if entry.pack is None:
            click.secho(
                f"Note: the issue pack “{entry.slug}” cannot be used and is left out.",
                err=True,
                fg="yellow",
            )
    return [entry.pack for entry in entries if entry.pack]


def _piece(kind: str, variant: str) -> Piece:
    variants = KINDS[Kind(kind)].variants
    if variant not in variants:
        raise click.UsageError(
            f"“{shown(variant)}” is no variant of {kind}. Variants: {', '.join(variants)}."
        )
    return Piece(Kind(kind), variant)


def _own() -> Path:
    return session.home() / "templates"


def _places() -> list[tuple[str, Path]]:
    return [("yours", _own()), ("shipped", bundled("templates"))]

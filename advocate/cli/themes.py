"""`advocate themes`: how documents look: copy the shipped look, to change it."""

from pathlib import Path

import click

from advocate.cli import session
from advocate.cli.output import path_text, print_json
from advocate.errors import OutputExistsError, TemplateError, shown
from advocate.resources import bundled

_FILES = {
    "page.css": "the look of HTML pages",
    "page.typ": "the look of PDF files, in Typst",
    "reference.docx": "the look of Word files: change its styles in Word, and save it",
}


@click.group(epilog="Example:  advocate themes copy default")
def themes() -> None:
    """See and copy the look of documents.

    A copy in your own folder takes the place of the shipped look, for HTML, Word and PDF.
    """


@themes.command("list", epilog="Example:  advocate themes list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> None:
    """List the themes, and where each comes from. The theme `default` is the one in use."""
    from advocate.documents.write.logo import misnamed_logo

    found = [
        (folder.name, label, folder)
        for label, place in (("yours", _own()), ("shipped", _shipped()))
        for folder in sorted(place.glob("*/"))
    ]
    used = {name: folder for name, _, folder in reversed(found)}
    warnings = [said for _, _, folder in found if (said := misnamed_logo(folder))]
    if as_json:
        rows = [
            {"name": n, "from": label, "path": str(f), "used": n == "default" and used[n] == f}
            for n, label, f in found
        ]
        print_json({"themes": rows, "warnings": warnings})
        return
    for name, label, folder in found:
        mark = "  (in use)" if name == "default" and used[name] == folder else ""
        click.echo(f"{name:<16}{label:<10}{path_text(folder)}{mark}")
    for said in warnings:
        click.secho(f"Note: {said}", err=True, fg="yellow")
    click.echo("\nChange the look with:  advocate themes copy default", err=True)


@themes.command(epilog="Example:  advocate themes copy default")
@click.argument("name")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder of templates than your own, for --template-dir.",
)
def copy(name: str, to: Path | None) -> None:
    """Copy a shipped theme into your own folder, to change it. It is used from then on."""
    source = _shipped() / name
    known = sorted(folder.name for folder in _shipped().glob("*/"))
    if name not in known:
        raise TemplateError(
            f"There is no theme named “{shown(name)}”.", hint=f"Shipped: {', '.join(known)}."
        )
    folder = (to or session.own_folder("templates")) / "themes" / name
    _write(source, folder)
    click.echo(f"Wrote {path_text(folder)}")
    for file, what in _FILES.items():
        click.echo(f"  {file:<16}{what}", err=True)
    click.echo("  logo.png        put yours there, or logo.svg, for a letterhead", err=True)
    how = f"with --template-dir {path_text(to)}" if to else "for every document"
    click.echo(f"It is used {how}. To go back, delete the folder.", err=True)


def _write(source: Path, folder: Path) -> None:
    from advocate.files import write_folder

    contents = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }
    try:
        write_folder(folder, contents)
    except OutputExistsError as error:
        error.hint = "Change what is there, or move it away first."  # there is no --force here
        raise


def _own() -> Path:
    return session.home() / "templates" / "themes"


def _shipped() -> Path:
    return bundled("templates") / "themes"

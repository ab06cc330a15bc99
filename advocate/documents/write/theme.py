"""The theme's files: the looks, apart from the text and from the writers."""

from functools import cache
from pathlib import Path

from advocate.errors import TemplateError


@cache
def read_theme(theme: Path, name: str) -> bytes:
    """Return one file of a theme folder; raises TemplateError when it is not there."""
    try:
        return (theme / name).read_bytes()
    except OSError as error:
        raise TemplateError(
            f"The theme {theme.name} has no readable {name} ({(error.strerror or '').lower()}).",
            hint="A theme is a folder with page.css, page.typ and reference.docx.",
        ) from None

"""The template files on a search path: which one is used, and copying one to change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advocate.documents.kinds import KINDS, Kind, Piece
from advocate.errors import OutputExistsError, TemplateError, UnknownTemplateError, reason_of, shown
from advocate.files import PRIVATE, is_folder, is_taken, make_folder, write_file
from advocate.reading import UnreadableError, read_ordinary, text_of

MOST_BYTES = 200_000  # of one template file
_NOT_KINDS = ("themes",)


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """The template of one piece: the file that is used, and the labels of those that it hides."""

    piece: Piece
    label: str
    path: Path
    hides: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name on the search path, such as letter/default.md."""
        return template_name(self.piece)


def template_name(piece: Piece) -> str:
    """Return the name of a piece's template on the search path."""
    return f"{piece.kind.value}/{piece.variant}.md"


def every_piece() -> tuple[Piece, ...]:
    """Return each kind of document in each of its variants."""
    return tuple(Piece(kind, variant) for kind in Kind for variant in KINDS[kind].variants)


def template_entries(folders: Sequence[tuple[str, Path]]) -> tuple[TemplateEntry, ...]:
    """Return the templates on a search path of (label, folder), in the order of the kinds."""
    found = (_entry(piece, folders) for piece in every_piece())
    return tuple(entry for entry in found if entry)


def template_entry(piece: Piece, folders: Sequence[tuple[str, Path]]) -> TemplateEntry:
    """Return one piece's template; raises UnknownTemplateError when there is none."""
    entry = _entry(piece, folders)
    if entry is None:
        raise UnknownTemplateError(template_name(piece), folders=[folder for _, folder in folders])
    return entry


def _entry(piece: Piece, folders: Sequence[tuple[str, Path]]) -> TemplateEntry | None:
    places = [(label, folder / template_name(piece)) for label, folder in folders]
    there = [(label, path) for label, path in places if is_taken(path) and not is_folder(path)]
    if not there:
        return None
    (label, path), *hidden = there
    return TemplateEntry(piece, label, path, tuple(label for label, _ in hidden))


def template_text(path: Path, name: str = "") -> str:
    """Return a template's text; raises TemplateError, naming it or its file, when there is none."""
    try:
        return text_of(read_ordinary(path, MOST_BYTES + 1), most=MOST_BYTES, what="template")
    except UnreadableError as wrong:
        reason = f"it {str(wrong).removesuffix('.')}"
    except (OSError, ValueError) as error:
        reason = reason_of(error)
    where = shown(name or str(path), limit=200)
    raise TemplateError(f"The template {where} cannot be read: {reason}.")


def copy_template(piece: Piece, shipped: Path, folder: Path, *, extend: bool) -> Path:
    """Write a copy of a shipped template into `folder`, to be changed, and return its path.

    With `extend`, the copy holds no text of its own: it includes the shipped one, which goes on
    being kept up to date, and has places before and after it. Raises OutputExistsError and
    OutputError.
    """
    name = template_name(piece)
    if not (shipped / name).is_file():
        raise UnknownTemplateError(name, folders=[shipped])
    text = _STUB.format(name=name) if extend else template_text(shipped / name)
    path = folder / name
    make_folder(path.parent)
    try:
        write_file(path, (_HEAD.format(name=name) + text).encode(), mode=PRIVATE)
    except OutputExistsError as error:
        error.hint = "Change that file, or move it away first."  # there is no --force here
        raise
    return path


def strays(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each Markdown file in a template folder that no document is made from, and why.

    Others may include it; but it may as well be a misspelt name.
    """
    known = {template_name(piece) for piece in every_piece()}
    kinds = [kind.value for kind in Kind]
    for path in sorted(folder.glob("**/*.md")) if is_folder(folder) else ():
        name = path.relative_to(folder).as_posix()
        top, _, rest = name.partition("/")
        if name in known or top in _NOT_KINDS:
            continue
        if top in kinds and rest:
            names = ", ".join(KINDS[Kind(top)].variants)
            yield name, f"no document is made from it; variants of {top}: {names}."
        else:
            yield name, f"no document is made from it; {_near(top, kinds)}"


def _near(top: str, kinds: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(top.removesuffix(".md"), kinds, n=1)
    return f"did you mean {near[0]}/default.md?" if near else "a kind's is KIND/default.md."


_HEAD = """{{#
  Your copy of the shipped template {name}: change what you like. It is used in place of the
  shipped one; to go back, delete this file or give it another name. See what may stand in it with
  advocate templates variables   and look for mistakes with   advocate templates check
#}}
"""
_STUB = """{{# What you write here comes first. #}}
{{% include "default:{name}" %}}
{{# What you write here comes last. Leave an empty line before it. #}}
"""

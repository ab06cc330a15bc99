"""What becomes of composed documents: their files, a kit's folder, a contact sheet, a report."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from advocate.advice import next_step
from advocate.desk import Looks, Made
from advocate.documents.kinds import KINDS, Format, Kind, Page, Piece
from advocate.errors import OutputError, shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.documents.compose import Composed
    from advocate.documents.write import Written
    from advocate.outreach.figures import Figures
    from advocate.planning.records import Facts, Plan

_FOR_THE_INDEX = {"term-ended", "vacancy", "zip-inferred", "pack-expires", "pack-reviewed"}


class Deliverable(Protocol):
    """A composed document that knows the name of its file."""

    @property
    def piece(self) -> Piece:
        """The kind of document, and its variant."""

    @property
    def composed(self) -> "Composed":
        """The document, and what to know about it."""

    def file_name(self, form: Format) -> str:
        """Return the name of its file in one format."""


def kit_files(
    made: Sequence[Made],
    formats: Sequence[Format],
    looks: Looks,
    *,
    issue: str,
    known: Sequence[Notice] = (),
) -> tuple[dict[str, bytes], list[Notice]]:
    """Return a kit's files by their name in its folder (a folder a senator, and index.html), and
    what the user should know about them. `known` is what the index should say as well."""
    from advocate.documents.kit_index import IndexEntry, IndexTexts, kit_index

    files: dict[str, bytes] = {}
    entries = []
    notices: list[Notice] = []
    for one in made:
        folder = "" if one.shared else f"{one.whose}/"
        links = {form: f"{folder}{one.file_name(form)}" for form in formats}
        for form in formats:
            _require_new(links[form], files)
            written = write(one, form, looks)
            files[links[form]] = written.data
            notices += written.notices
        entries.append(IndexEntry(one.piece, one.senator, one.office, links, one.shared))
    document = made[0].composed.document
    texts = IndexTexts(
        issue=made[0].issue_title,
        footer=document.footer,
        language=document.language,
        log_command=next_step(Kind.SCRIPT, issue, made[0].senator.last_name),
        notes=[notice.text for notice in known if notice.code in _FOR_THE_INDEX],
    )
    index = kit_index(entries, texts, looks.theme)
    return {**files, "index.html": index.encode()}, notices


def write(made: Deliverable, form: Format, looks: Looks) -> "Written":
    """Return a made document's file in one format."""
    from advocate.documents.write import write_document

    return write_document(made.composed.document, form, looks.theme)


def write_report(figures: "Figures", form: str, looks: Looks, *, today: date) -> "Written":
    """Return the report on the log as a file: html, pdf or docx."""
    from advocate.documents.activity import activity_report
    from advocate.documents.write import write_document

    pictures = "png" if form == "docx" else "svg"
    document = activity_report(figures, today=today, form=pictures)
    return write_document(document, Format(form), looks.theme)


def write_week(
    plan: "Plan",
    facts: "Facts",
    looks: Looks,
    *,
    notes: Sequence[str],
    data_as_of: date,
    large_print: bool = False,
) -> "Written":
    """Return the weekly plan as a sheet to print, in PDF."""
    from advocate.documents.week_sheet import Line, week_sheet
    from advocate.documents.write import write_document

    document = week_sheet(
        [Line(one.on, one.text, "; ".join(one.why), one.minutes) for one in plan.choices],
        notes,
        monday=facts.monday,
        today=facts.today,
        spent=plan.spent,
        goal=plan.goal,
        data_as_of=data_as_of,
        large_print=large_print,
    )
    return write_document(document, Format.PDF, looks.theme)


def files_of(made: Deliverable, form: Format, looks: Looks) -> "dict[str, Written]":
    """Return a made document's files by name: one, but for cards as pictures one for each side."""
    if form is not Format.PNG or KINDS[made.piece.kind].page is not Page.CARDS:
        return {made.file_name(form): write(made, form, looks)}
    from advocate.documents.write import Written
    from advocate.documents.write.pdf import card_pictures

    pictures = card_pictures(made.composed.document, looks.theme)
    return {f"{made.piece.stem}-{name}.png": Written(data) for name, data in pictures.items()}


def named_files(files: Iterable[tuple[Deliverable, Format]], looks: Looks) -> "dict[str, Written]":
    """Return the files of several documents by name; raises OutputError where two have one name:
    one of them would be lost."""
    named: dict[str, Written] = {}
    for made, form in files:
        for name, written in files_of(made, form, looks).items():
            _require_new(name, named)
            named[name] = written
    return named


def _require_new(name: str, files: Container[str]) -> None:
    if name in files:
        raise OutputError(
            f"Two documents have one name, {shown(name)}; nothing was written.",
            hint="Make them one by one: name one --senator, and another place with --out.",
        )


def contact_sheet(made: Sequence[Made], looks: Looks) -> bytes:
    """Return a PNG with all pages of these documents, small, ten to a row."""
    from tempfile import TemporaryDirectory

    from advocate.documents.contact_sheet import contact_sheet as sheet
    from advocate.documents.contact_sheet import page_files

    named = [(one.piece.stem, one.composed.document) for one in made]
    files = page_files(named, looks.theme)
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        return sheet(Path(folder), list(files))

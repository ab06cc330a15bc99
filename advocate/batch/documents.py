"""Documents of an issue, each in a file of its own, or for whoever lays them out another way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from advocate.batch.alike import Likeness
from advocate.batch.making import LEFT_OUT, Chunk, Maker, stem_of
from advocate.batch.plan import DocumentOrder, Place, Planned, Planner, row_of
from advocate.documents.batches.composing import Laid, Someone
from advocate.documents.kinds import KINDS, Format
from advocate.documents.write import Written, write_document
from advocate.member_files import Entry
from advocate.members import Row
from advocate.outreach.cells import safe_cell


class DocumentFiles(Maker):
    """Makes of each document a file."""

    _order: DocumentOrder

    def __enter__(self) -> "DocumentFiles":
        super().__enter__()
        self._planner = Planner(self._order, self._composer)
        if Format.DOCX in self._forms:
            from advocate.documents.batches.word import WordMaker

            self._word = WordMaker(self._order.looks.theme)
        return self

    def made(self, number: int, entries: Sequence[Entry]) -> Chunk:
        """Return the documents of these entries; one that fails is rejected, and no other."""
        self._likeness = Likeness()
        chunk = super().made(number, entries)
        chunk.alike.add(self._likeness.counts)
        return chunk

    def pages(self, entries: Sequence[Entry]) -> dict[str, bytes]:
        """Return the pages of these entries' documents as pictures, by the names of the files."""
        from advocate.documents.contact_sheet import page_files

        named = []
        for entry in entries:
            made = self.composed(entry)
            if isinstance(made, Composed):
                stem = stem_of(1, made.row)
                each = zip(made.planned.place.names, made.laid, strict=True)
                named += [(f"{stem}-{name}", laid.composed.document) for name, laid in each]
        return page_files(named, self._order.looks.theme, ppi=80)

    def composed(self, entry: Entry) -> "Composed | str":
        """Return what was composed for an entry, or why there is nothing."""
        row = row_of(entry, self._columns)
        if isinstance(row, str):
            return row
        try:
            return self._composed(row)
        except LEFT_OUT as error:
            return self.reason(error)

    def _composed(self, row: Row) -> "Composed | str":
        planned = self._planner.planned(row)
        if planned.place.where is None:
            return planned.place.reason
        someone = Someone(planned.member, planned.story)
        return Composed(row, planned, [one.composed(someone) for one in planned.place.prepared])

    def _row(self, chunk: Chunk, row: Row, listed: Any) -> str:
        made = self._composed(row)
        if isinstance(made, str):
            return made
        files, lines = self._files(chunk.number, made)
        chunk.files += files
        listed.writerows(lines)
        self.count(chunk, made.planned, made.laid)
        return ""

    def count(self, chunk: Chunk, planned: Planned, laid: Sequence[Laid]) -> None:
        """Count a member whose documents are made, and see how alike these are."""
        chunk.states[planned.state] += 1
        chunk.alike.members += 1
        chunk.alike.with_words += bool(planned.story.text)
        for one in laid:
            self._likeness.look(one)

    def _files(
        self, number: int, made: "Composed"
    ) -> tuple[list[tuple[str, bytes]], list[tuple[object, ...]]]:
        files: list[tuple[str, bytes]] = []
        lines: list[tuple[object, ...]] = []
        row, planned = made.row, made.planned
        member, stem = planned.member, stem_of(number, row)
        told = (row.line, safe_cell(member.name), planned.state, member.zip)
        for laid, name in zip(made.laid, planned.place.names, strict=True):
            known = " ".join([*row.warnings, *self.told(laid, planned.place)])
            request = laid.prepared.request
            whom = (request.kind.value, request.senator.full_name, request.office.city)
            for form in self._forms:
                file, written = f"{stem}-{name}.{form.value}", self._written(laid, form)
                files.append((file, written.data))
                said = " ".join([known, *(one.text for one in written.notices)]).strip()
                lines.append((*told, *whom, self.listed(file), said))
        return files, lines

    def told(self, laid: Laid, place: Place) -> list[str]:
        """Return what to know of a document; raises TooLongError: --strict asks to look."""
        request = laid.prepared.request
        known = place.told("" if KINDS[request.kind].shared else request.senator.bioguide)
        return [
            *known,
            *(_SAID.get(one.code, one.text) for one in laid.notices),
            *self._lengths(laid),
        ]

    def _lengths(self, laid: Laid) -> list[str]:
        """Return what is said of its length; raises TooLongError: --strict asks to look."""
        if not self._order.strict:
            return []
        from advocate.advice import require_lengths
        from advocate.documents.lengths import page_notices

        found = page_notices(laid.composed.document, self._order.looks.theme)
        require_lengths([*laid.notices, *found])
        return [one.text for one in found]

    def _written(self, laid: Laid, form: Format) -> Written:
        if form is Format.DOCX:
            return Written(self._word.file(laid))
        return write_document(laid.composed.document, form, self._order.looks.theme)


@dataclass(frozen=True, slots=True)
class Composed:
    """A row that is a member's, with the documents that were composed for them."""

    row: Row
    planned: Planned
    laid: list[Laid]


# What is said of one document, in the words of a list.
_SAID = {"no-story": "It has no words of the member’s own: put some into the column “story”."}

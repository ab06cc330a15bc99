"""An alert for each member of a list, in files of their own."""

from dataclasses import replace
from typing import Any

from advocate.alerting import request_for
from advocate.batch.making import Chunk, Maker, stem_of
from advocate.batch.plan import AlertOrder, Places, Planned, key_of
from advocate.constituency import Constituency
from advocate.desk import Wishes
from advocate.documents.alerts import TEMPLATE, AlertRequest, finished, me_of, shared_values
from advocate.documents.batches.memory import Memory
from advocate.documents.blocks import Document
from advocate.documents.kinds import Format
from advocate.documents.write import write_document
from advocate.members import Row
from advocate.notices import Notice
from advocate.outreach.cells import safe_cell

_ROOM = 128  # places whose senators' part is remembered
_NOBODY = "The message (.eml) is addressed to nobody: write the address in before you send it."
_Shared = tuple[AlertRequest, dict[str, object]]


class AlertFiles(Maker):
    """Makes of the alert a file in each format for each member."""

    _order: AlertOrder

    def __enter__(self) -> "AlertFiles":
        super().__enter__()
        self._places = Places(self._order)
        self._shared: Memory[tuple[str, str], _Shared] = Memory(self._shared_at, _ROOM)
        return self

    def _row(self, chunk: Chunk, row: Row, listed: Any) -> str:
        planned = self._places.planned(row)
        where, member = planned.place.where, planned.member
        if where is None:
            return planned.place.reason
        document, notices = self._composed(row, planned, where)
        stem, theme = stem_of(chunk.number, row), self._order.looks.theme
        files = [
            (f"{stem}.{form.value}", write_document(document, form, theme, to=member.email))
            for form in self._forms
        ]
        chunk.files += [(name, written.data) for name, written in files]
        notices += [notice for _, written in files for notice in written.notices]
        said = dict.fromkeys(notice.text for notice in notices)
        warnings = (*row.warnings, *planned.place.told(), *said, *self._unaddressed(member.email))
        told = (row.line, safe_cell(member.name), safe_cell(member.email), planned.state)
        names = [self.listed(name) for name, _ in files]
        listed.writerow((*told, member.zip, *names, " ".join(warnings)))
        chunk.states[planned.state] += 1
        return ""

    def _composed(
        self, row: Row, planned: Planned, where: Constituency
    ) -> tuple[Document, list[Notice]]:
        shared, values = self._shared(key_of(row), where)
        request = replace(shared, constituent=planned.member, story=planned.story)
        parts = self._composer.parts(TEMPLATE, values | {"me": me_of(request)})
        blocks = tuple(block for part in parts for block in part.blocks)
        return finished(request, blocks), [notice for part in parts for notice in part.notices]

    def _shared_at(self, _: tuple[str, str], where: Constituency) -> _Shared:
        """Return what is the same in the alerts of all who live at a place."""
        order, wishes = self._order, Wishes()
        request = request_for(
            order.dataset, order.alert, where, order.pack, wishes=wishes, today=order.today
        )
        return request, shared_values(request)

    def _unaddressed(self, email: str) -> list[str]:
        """Return what to say of a message that names nobody."""
        if Format.EML not in self._forms:
            return []
        from advocate.documents.write.email import recipient

        return [] if recipient(email) else [_NOBODY]

"""A personal alert for each member of a list: its files, or why a row could have none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from advocate import delivery
from advocate.alerting import find_reader, make_alert
from advocate.desk import Looks, Wishes
from advocate.documents.kinds import Format
from advocate.errors import LookupFailedError
from advocate.issues.alerts.records import Alert
from advocate.issues.records import Pack
from advocate.member_files import Members
from advocate.members import Row
from advocate.text import slug

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Personal:
    """What became of a row: its files by format (name, content), or the reason for none."""

    row: Row
    state: str
    reason: str = ""
    files: dict[Format, tuple[str, bytes]] = field(default_factory=dict)


def personal_alerts(
    members: Members,
    alert: Alert,
    pack: Pack | None,
    dataset: "Dataset",
    *,
    forms: Sequence[Format],
    looks: Looks,
    today: date,
) -> Iterator[Personal]:
    """Yield each row of the list with its files, in the list's order."""
    digits = len(str(max((row.line for row in members.rows), default=0)))
    for row in members.rows:
        if row.reason:
            yield Personal(row, "", row.reason)
            continue
        member = row.member
        query, state = member.zip or member.state, member.state or None
        try:
            person = replace(member, state="")
            where = find_reader(dataset, person, query, state=state, today=today)
        except LookupFailedError as error:
            yield Personal(row, "", error.of_row)
            continue
        made = make_alert(dataset, alert, where, pack, wishes=Wishes(), looks=looks, today=today)
        stem = f"{row.line:0{digits}}-{slug(member.name or 'member')}"
        files = {
            form: (f"{stem}.{form.value}", _written(made, form, looks, member.email))
            for form in forms
        }
        yield Personal(row, where.state.code, files=files)


def _written(made: "delivery.Deliverable", form: Format, looks: Looks, email: str) -> bytes:
    if form is Format.EML:
        return delivery.message(made, looks, to=email)
    return delivery.write(made, form, looks).data

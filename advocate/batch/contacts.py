"""What a batch prepared, for the outreach log: a contact for each letter, which nobody sent yet."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from advocate.documents.kinds import Kind
from advocate.outreach.cells import plain_cell
from advocate.outreach.exchange import REVISION, Object
from advocate.outreach.records import Channel, Direction, Outcome, moment

if TYPE_CHECKING:
    from advocate.batch.plan import DocumentOrder
    from advocate.directory.records import Senator

# What is sent, or said, with a kind of document; with the others nobody is contacted.
_CHANNELS = {
    Kind.LETTER: Channel.LETTER,
    Kind.REQUEST: Channel.LETTER,
    Kind.THANKS: Channel.LETTER,
    Kind.FAX: Channel.FAX,
    Kind.POSTCARD: Channel.POSTCARD,
    Kind.WEBFORM: Channel.WEB_FORM,
    Kind.SCRIPT: Channel.CALL,
}


def batch_of(identity: str, today: date) -> str:
    """Return what tells a batch from all others: what it was made of, and the day it bears."""
    return _digest(identity, today.isoformat())


def tag_of(batch: str) -> str:
    """Return the tag under which the contacts of a batch are found."""
    return f"batch-{batch[:8]}"


def contacts_in(
    manifest: Path, order: "DocumentOrder", batch: str, *, now: datetime
) -> Iterator[Object]:
    """Yield what a batch's manifest tells, as contacts of an export of a log.

    Their identities follow from the batch, the line, the document and the senator, so that none
    is there twice, however often a batch is told of.
    """
    senators = {one.full_name: one for one in order.dataset.senators}
    with manifest.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            channel = _CHANNELS.get(Kind(row["document"]))
            senator = senators.get(row["senator"])
            if channel is None or senator is None:
                continue
            key = (batch, row["line"], row["document"], senator.bioguide)
            uid, tag, issue = _digest(*key), tag_of(batch), order.pack.slug
            told = _told(row, senator, now) | {
                "uid": _digest(uid, "prepared"),
                "channel": channel.value,
                "tags": [tag],
                "issues": [{"issue": issue, "ask": "", "position": ""}],
            }
            yield {
                "uid": uid,
                "created": now.isoformat(),
                "purged": "",
                "revisions": [told],
                "follow_ups": [],
            }


def _told(row: dict[str, str], senator: "Senator", now: datetime) -> Object:
    here = [office for office in senator.offices if office.city == row["office"]]
    office = here[0] if len(here) == 1 else None
    return dict.fromkeys(REVISION, "") | {
        "made": moment(now),
        "withdrawn": False,
        "cut": 0,
        "when": now.isoformat(),
        "direction": Direction.OUTGOING.value,
        "outcome": Outcome.PREPARED.value,
        "senator": senator.bioguide,
        "senator_name": senator.full_name,
        "office": office.id if office else "",
        "office_label": office.label if office else row["office"],
        "minutes": None,
        "documents": [row["document"]],
        "member": plain_cell(row["name"]),
        "practice": False,
    }


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:32]

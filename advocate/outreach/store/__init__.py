"""The outreach log, on SQLite or PostgreSQL: the one place that knows the database."""

import os
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from advocate.errors import StoreError
from advocate.outreach.records import Contact, ContactDraft, Listing
from advocate.outreach.store.engine import make_engine, translated, writing
from advocate.outreach.store.migrations import prepare
from advocate.outreach.store.rows import (
    columns_of,
    contact_from,
    counting,
    fields_of,
    issue_rows,
    listing,
)
from advocate.outreach.store.tables import contact, contact_issue, contact_revision


class Store:
    """An open log. Use it in a `with` statement, or close it."""

    def __init__(self, engine: Engine | None) -> None:
        self._engine = engine  # None: there is no log yet, and this store only reads

    @classmethod
    def open(cls, target: str | Path) -> Self:
        """Open the log in this file, or at this postgresql:// address, making what is missing.

        Raises StoreTooNewError, with the log untouched, or StoreError when it cannot be used.
        """
        engine = make_engine(target)
        try:
            with translated():
                prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @classmethod
    def open_to_read(cls, target: str | Path) -> Self:
        """Open the log to look at it: nothing is made or changed, and no log holds no contacts.

        It works where nothing can be written, too. Raises as `open` does.
        """
        from advocate.outreach.store.reading import open_engine

        with translated():
            return cls(open_engine(target))

    def add_contact(self, draft: ContactDraft, *, now: datetime) -> Contact:
        """Log a contact; when this returns it is on the disk. Raises StoreError, nothing logged."""
        if self._engine is None:
            raise StoreError("The outreach log was opened to be read. Nothing was logged.")
        uid = os.urandom(16).hex()
        with translated(), writing(self._engine) as connection:
            number = _insert(connection, draft, uid=uid, created=now)
        return Contact(id=number, uid=uid, revision=1, created=now, **fields_of(draft))

    def contacts(self, *, since: datetime | None = None) -> list[Contact]:
        """Return the contacts made at or after `since`, newest first, that can be read."""
        return self.listing(since=since).contacts

    def listing(self, *, since: datetime | None = None, limit: int | None = None) -> Listing:
        """Return the newest contacts made at or after `since`, at most `limit`, and how many."""
        if self._engine is None:
            return Listing([], 0)
        with translated(), self._engine.begin() as connection:
            rows = connection.execute(listing(since, limit))
            each = [contact_from(list(g)) for _, g in groupby(rows, lambda row: row.id)]
            cut = limit is not None and len(each) == limit
            total = connection.scalar(counting(since)) if cut else len(each)
        found = [contact for contact in each if contact is not None]
        return Listing(found, total or 0, len(each) - len(found))

    def close(self) -> None:
        """Let go of the database."""
        if self._engine is not None:
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _insert(connection: Connection, draft: ContactDraft, *, uid: str, created: datetime) -> int:
    made = created.isoformat()
    row = {"uid": uid, "created": made, "revision": 1}
    key = connection.execute(contact.insert().values(row)).inserted_primary_key
    number = int(key[0]) if key else 0
    first = {"contact": number, "revision": 1, "made": made, **columns_of(draft)}
    connection.execute(contact_revision.insert().values(first))
    if draft.issues:
        connection.execute(contact_issue.insert(), issue_rows(draft, number, revision=1))
    return number

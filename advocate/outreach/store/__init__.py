"""The outreach log, on SQLite or PostgreSQL: the one place that knows the database."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from advocate.errors import StoreError, UnknownContactError
from advocate.outreach.records import (
    Contact,
    ContactDraft,
    Filter,
    FollowUp,
    FollowUpDraft,
    FollowUpState,
    Heard,
    Listing,
    Recalled,
)
from advocate.outreach.store import queries, writing
from advocate.outreach.store.database import (
    Database,
    is_shared,
    open_database,
    open_to_read,
    require_place,
    transaction,
    translated,
)
from advocate.outreach.store.migrations import layout, newest, prepare

# What only some commands do is loaded when it is done: every document opens the log to look.
if TYPE_CHECKING:
    from advocate.outreach.exchange import Object
    from advocate.outreach.figures import Figures, Scope
    from advocate.outreach.store.exchange import Merged
    from advocate.outreach.store.purge import Purged
    from advocate.outreach.store.undo import Undone
    from advocate.outreach.store.verify import Verdict


class Store:
    """An open log. Use it in a `with` statement, or close it.

    `member` is who works in it, for a log that a group shares; empty: one person's own log.
    """

    def __init__(self, database: Database | None, *, member: str = "") -> None:
        self._database = database  # None: there is no log yet, and this store only reads
        self._joint: writing.Joint | None = None
        self.member = member

    @classmethod
    def open(cls, target: str | Path, *, member: str = "", backups: Path | None = None) -> Self:
        """Open the log in this file, or at this postgresql:// address, making what is missing.

        A log of an older layout is brought to the newest, once a backup of it is in the folder
        `backups` (beside the file if None). Raises StoreTooNewError, with the log untouched, or
        StoreError when it cannot be used.
        """
        database = open_database(target)
        folder = backups or (None if is_shared(target) else Path(target).parent / "backups")
        try:
            prepare(database, before=lambda: _keep(database, folder))
        except BaseException:
            database.close()
            raise
        return cls(database, member=member)

    @classmethod
    def open_to_read(
        cls, target: str | Path, *, member: str = "", backups: Path | None = None
    ) -> Self:
        """Open the log to look at it: nothing is made or changed, and no log holds no contacts.

        It works where nothing can be written, too. Only a log of an older layout is brought to
        the newest, as `open` does. Raises as `open` does.
        """
        database = open_to_read(target)
        if database is None:
            return cls(None, member=member)
        try:
            with translated(database):
                found = layout(database)
        except BaseException:
            database.close()
            raise
        if found == newest():
            return cls(database, member=member)
        database.close()
        if not found:
            return cls(None, member=member)
        return cls.open(target, member=member, backups=backups)

    @classmethod
    def require_writable(
        cls, target: str | Path, *, member: str = "", backups: Path | None = None
    ) -> None:
        """Raise as `open` does where nothing could be logged now; no log is made for it."""
        if isinstance(target, Path) and not os.path.lexists(target):
            require_place(target)
            return
        with cls.open(target, member=member, backups=backups) as store, store.together():
            pass

    @property
    def is_empty(self) -> bool:
        """Say whether it was opened to be read where there is no log yet."""
        return self._database is None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one change of all that is written inside: whole or not at all, and taken back at
        once. Inside another one it is part of that. Raises StoreError."""
        if self._joint:
            yield
            return
        with transaction(self._required(), writes=True):
            self._joint = writing.Joint()
            try:
                yield
            finally:
                self._joint = None

    def add_contact(
        self, draft: ContactDraft, *, now: datetime, follow_ups: Sequence[FollowUpDraft] = ()
    ) -> Contact:
        """Log a contact; when this returns it is on the disk (inside `together`, when that ends).

        Raises StoreError, with nothing logged.
        """
        database, joint = self._required(), self._joint
        number = writing.add_contact(
            database, draft, follow_ups, now, member=self.member, joint=joint
        )
        return self.contact(number)

    def edit_contact(self, number: int, draft: ContactDraft, *, now: datetime) -> Contact:
        """Add a revision that says `draft`; raises StoreError when there is no such contact."""
        writing.edit_contact(
            self._required(), number, draft, member=self.member, now=now, joint=self._joint
        )
        return self.contact(number)

    def undo(self, *, now: datetime) -> "Undone":
        """Take the last change back, the member's own last one in a shared log. Raises StoreError
        when there is none."""
        from advocate.outreach.store.undo import undo

        return undo(self._required(), member=self.member, now=now)

    def purge_contact(self, number: int, *, now: datetime) -> "Purged":
        """Remove truly what is told of a contact; raises StoreError when there is none."""
        from advocate.outreach.store.purge import purge_contact

        return purge_contact(self._required(), number, now=now)

    def purge_person(self, name: str) -> "Purged":
        """Take a person's name out of all that was ever told."""
        from advocate.outreach.store.purge import purge_person

        return purge_person(self._required(), name)

    def add_follow_up(self, contact: int, draft: FollowUpDraft, *, now: datetime) -> FollowUp:
        """Add a follow-up to a contact; raises StoreError when there is no such contact."""
        database = self._required()
        number = writing.add_follow_up(
            database, contact, draft, member=self.member, now=now, joint=self._joint
        )
        with self._reading():
            return writing.require_follow_up(database, number)

    def edit_follow_up(
        self, number: int, change_it: Callable[[FollowUp], FollowUpDraft], *, now: datetime
    ) -> FollowUp:
        """Change a follow-up to what `change_it` makes of it; raises StoreError for no such one."""
        return writing.edit_follow_up(
            self._required(), number, change_it, member=self.member, now=now, joint=self._joint
        )

    def contact(self, number: int) -> Contact:
        """Return the contact of this number as it is; raises StoreError when there is none."""
        told = self.history(number)
        if not told or told[-1].withdrawn:
            raise UnknownContactError(number)
        return told[-1]

    def history(self, number: int) -> list[Contact]:
        """Return a contact's revisions, the first one first; none for a number without any."""
        if self._database is None:
            return []
        with self._reading() as database:
            return writing.versions_of(database, number)

    def contacts(self, *, since: datetime | None = None) -> list[Contact]:
        """Return the contacts made at or after `since`, newest first, that can be read."""
        return self.listing(Filter(since=since)).contacts

    def listing(self, wanted: Filter | None = None, *, limit: int | None = None) -> Listing:
        """Return the newest contacts that are asked for, at most `limit`, and how many."""
        if self._database is None:
            return Listing([], 0)
        with self._reading() as database:
            return queries.listing(database, wanted or Filter(), limit)

    def heard(self, *, issue: str = "", senators: Sequence[str] = ()) -> list[Heard]:
        """Return each stand that an office told, the oldest first, by senator, issue and ask."""
        if self._database is None:
            return []
        with self._reading() as database:
            return queries.heard(database, issue=issue, senators=senators)

    def changes_heard(self, *, issue: str = "") -> list[Heard]:
        """Return of `heard` where each stand was told first, at each change, and last."""
        if self._database is None:
            return []
        with self._reading() as database:
            return queries.changes_heard(database, issue=issue)

    def follow_ups(
        self, *, state: FollowUpState | None = None, due_by: date | None = None, contact: int = 0
    ) -> list[FollowUp]:
        """Return the follow-ups that are asked for, the one that is due first in front."""
        if self._database is None:
            return []
        with self._reading() as database:
            return queries.follow_ups(database, state=state, due_by=due_by, contact=contact)

    def recall(self, senators: Sequence[str], *, contacts: int) -> Recalled:
        """Return what is remembered of these senators, at most `contacts` contacts with each."""
        if self._database is None:
            return Recalled()
        with self._reading() as database:
            return Recalled(
                tuple(queries.contacts_with(database, senators, contacts)),
                tuple(queries.heard(database, senators=senators)),
                tuple(queries.follow_ups(database, state=FollowUpState.OPEN, senators=senators)),
                queries.wrong_numbers(database, senators),
            )

    def figures(self, scope: "Scope") -> "Figures | None":
        """Return a report's figures; None when the log holds no contact that a report counts."""
        if self._database is None:
            return None
        from advocate.outreach.figures import figures_of
        from advocate.outreach.store.figures import counted

        with self._reading() as database:
            found = counted(database, scope)
        return figures_of(found, scope) if found.kept else None

    def verify(self) -> "Verdict":
        """Look the log over: whether it is whole, and how much it holds."""
        from advocate.outreach.store.verify import Verdict, verify

        if self._database is None:
            return Verdict((), {})
        with self._reading() as database:
            return verify(database)

    def back_up(self, path: Path, *, force: bool = False) -> None:
        """Write every row of the log into a file of the user's own; raises as `write_file` does."""
        from advocate.outreach.store.backup import write_backup

        write_backup(self._required(), path, force=force)

    def restore(self, file: BinaryIO, name: str, *, keep: Path) -> tuple[int, Path]:
        """Put a backup in the place of what the log holds, once that is kept in the folder `keep`.

        Returns how many contacts it holds now, and the file of what it held. Raises StoreError for
        a file that is no whole backup; then nothing is changed.
        """
        from advocate.outreach.store.backup import restore

        return restore(self._required(), file, name, keep=keep)

    def exported(self) -> "Iterator[Object]":
        """Yield all that is told, a contact each, as it was at one moment."""
        from advocate.outreach.store.exchange import each_object

        with self._reading() as database:
            yield from each_object(database)

    def each_contact(self) -> Iterator[Contact]:
        """Yield the contacts that can be read, in the order of their numbers."""
        with self._reading() as database:
            yield from queries.each_contact(database, Filter())

    def merge(
        self,
        contacts: "Iterable[Object]",
        *,
        now: datetime,
        what: str = "merge",
        only_new: bool = False,
    ) -> "Merged":
        """Unite exported contacts with those here, in one change; with `only_new`, add those that
        are unknown here. Raises StoreError, with nothing changed."""
        from advocate.outreach.store.exchange import merge

        database = self._required()
        return merge(database, contacts, what=what, member=self.member, now=now, only_new=only_new)

    def mark_sent(self, tag: str, *, now: datetime) -> int:
        """Say of what is prepared under a tag that it was sent now, in one change; return how many
        contacts that were. Raises StoreError, with nothing changed."""
        from advocate.outreach.store.exchange import mark_sent

        return mark_sent(self._required(), tag, member=self.member, now=now)

    def known(self, uids: Sequence[str]) -> set[str]:
        """Return which of these identities are contacts here."""
        if self._database is None:
            return set()
        from advocate.outreach.store.exchange import known_uids

        with self._reading() as database:
            return known_uids(database, uids)

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        if self._joint:  # what is written together is read in the same transaction
            yield self._required()
            return
        with transaction(self._required(), writes=False) as database:
            yield database

    def _required(self) -> Database:
        if self._database is None:
            raise StoreError("The outreach log was opened to be read. Nothing was logged.")
        return self._database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _keep(database: Database, folder: Path | None) -> None:
    from advocate.outreach.store.backup import keep_before

    keep_before(database, folder)

"""Removing what is personal, truly: out of every revision, and out of the file."""

from dataclasses import dataclass
from datetime import datetime

from advocate.errors import UnknownContactError
from advocate.outreach.records import PERSON_CUT
from advocate.outreach.store.database import Database, forget, transaction
from advocate.outreach.store.rows import CHUNK

REMOVED = "[removed]"


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge removed: revisions of how many contacts, and how many follow-ups; none when
    they were removed before."""

    contacts: int
    revisions: int
    follow_ups: int


def purge_contact(database: Database, contact: int, *, now: datetime) -> Purged:
    """Remove all that is told of a contact; its number and identity stay, so that no copy of the
    log brings it back. Raises StoreError when there is none of this number.

    Of a contact that was purged before, its text is written over again, should it have stayed.
    """
    with transaction(database, writes=True):
        known = "SELECT purged FROM contact WHERE id = ?"
        row = database.execute(known, (contact,)).fetchone()
        if row is None:
            raise UnknownContactError(contact)
        day = row[0] or now.date().isoformat()
        counts = drop_contact(database, contact, day=day)
    forget(database)
    return counts


def drop_contact(database: Database, contact: int, *, day: str) -> Purged:
    """Remove a contact's rows inside a transaction and mark it purged on `day`."""
    versions = "SELECT id FROM contact_version WHERE contact = ?"
    follow_ups = "SELECT id FROM follow_up WHERE contact = ?"
    key = (contact,)
    database.execute(f"DELETE FROM version_issue WHERE version IN ({versions})", key)
    revisions = database.execute("DELETE FROM contact_version WHERE contact = ?", key).rowcount
    database.execute(f"DELETE FROM follow_up_version WHERE follow_up IN ({follow_ups})", key)
    promises = database.execute("DELETE FROM follow_up WHERE contact = ?", key).rowcount
    database.execute("UPDATE contact SET purged = ? WHERE id = ?", (day, contact))
    return Purged(1, revisions, promises)


def purge_person(database: Database, name: str) -> Purged:
    """Take a person's name out of every revision: as staffer and as member it is emptied, in
    notes, words and follow-ups it becomes “[removed]”. Nothing changes where it does not occur."""
    with transaction(database, writes=True):
        contacts, revisions = _out_of_contacts(database, name)
        follow_ups = _out_of_follow_ups(database, name)
        _out_of_changes(database, name)
    forget(database)  # also when it is nowhere: the last time may not have come so far
    return Purged(contacts, revisions, follow_ups)


_PERSONAL = ("staffer", "staffer_role", "words", "note", "thread", "tags", "member")


def _out_of_contacts(database: Database, name: str) -> tuple[int, int]:
    touched: set[int] = set()
    count = after = 0
    columns = ", ".join(_PERSONAL)
    page = f"SELECT id, contact, {columns} FROM contact_version WHERE id > ? ORDER BY id LIMIT ?"
    while rows := database.execute(page, (after, CHUNK)).fetchall():
        after = rows[-1][0]
        for number, contact, *texts in rows:
            told = dict(zip(_PERSONAL, map(str, texts), strict=True))
            cut = {key: _without(text, name, key) for key, text in told.items()}
            if told["staffer"] and not cut["staffer"]:
                cut["staffer_role"] = ""
            if cut != told:
                touched.add(contact)
                count += 1
                marks = ", ".join(f"{key} = ?" for key in cut)
                update = f"UPDATE contact_version SET {marks}, cut = {PERSON_CUT} WHERE id = ?"
                database.execute(update, (*cut.values(), number))
    return len(touched), count


def _out_of_follow_ups(database: Database, name: str) -> int:
    count = 0
    for number, text in database.execute("SELECT id, text FROM follow_up_version").fetchall():
        cut = _without(str(text), name, "text")
        if cut != text:
            count += 1
            update = f"UPDATE follow_up_version SET text = ?, cut = {PERSON_CUT} WHERE id = ?"
            database.execute(update, (cut, number))
    return count


def _out_of_changes(database: Database, name: str) -> None:
    for (member,) in database.execute("SELECT DISTINCT member FROM change").fetchall():
        if _without(str(member), name, "member") != member:
            database.execute("UPDATE change SET member = '' WHERE member = ?", (member,))


def _without(text: str, name: str, key: str) -> str:
    if not text:
        return text
    import re

    # Only whole names: "Ann" is not taken out of "Annapolis".
    found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    if key in ("staffer", "member") and found.search(text):
        return ""
    return found.sub(REMOVED, text)

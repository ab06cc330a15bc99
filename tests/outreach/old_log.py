"""A log of the first layout, as the first version of the program made it."""

from pathlib import Path

from advocate.outreach.store.database import open_database, transaction
from advocate.outreach.store.migrations import run_step

# A contact: its note, whether it was practice, the stand that was heard, and its issues and asks.
Old = tuple[str, bool, str, tuple[tuple[str, str], ...]]

_CONTACT = "INSERT INTO contact (id, uid, created, revision) VALUES (?, ?, ?, 1)"
_REVISION = (
    "INSERT INTO contact_revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ISSUE = "INSERT INTO contact_issue VALUES (?, 1, ?, ?, ?)"


def make_old_log(target: str | Path, contacts: list[Old]) -> None:
    """Make a log of layout 1 that holds these contacts, numbered from 1, a minute apart."""
    database = open_database(target)
    try:
        with transaction(database, writes=True):
            run_step(database, 0)
            for number, (note, practice, position, issues) in enumerate(contacts, start=1):
                when = f"2026-03-02T{9 + number // 60:02}:{number % 60:02}:00-05:00"
                moment = 1_772_460_000 + number * 60
                database.execute(_CONTACT, (number, f"{number:032x}", when))
                told = ("call", "outgoing", "spoke", "G000555", "Kirsten E. Gillibrand")
                office = ("G000555-albany", "Albany, NY", "518-555-0120", 4, "Pat Example")
                row = (number, 1, when, when, moment, *told, *office, position, "“No”", note)
                database.execute(_REVISION, (*row, practice))
                for place, (issue, ask) in enumerate(issues, start=1):
                    database.execute(_ISSUE, (number, place, issue, ask))
            database.renumber("contact")
    finally:
        database.close()

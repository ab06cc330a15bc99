"""Looking a log over: is the file whole, do its rows fit together, how much does it hold."""

from dataclasses import dataclass

from advocate.outreach.records import Filter
from advocate.outreach.store import queries
from advocate.outreach.store.database import Database


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: a sentence for each problem, and counts by what is counted."""

    problems: tuple[str, ...]
    counts: dict[str, int]


# What must find no row, and what it means when it does.
_RULES = (
    (
        "SELECT count(*) FROM contact c WHERE c.purged = '' AND 1 <> "
        "(SELECT count(*) FROM contact_version v WHERE v.contact = c.id AND v.holds = 1)",
        "contacts without one revision that holds",
    ),
    (
        "SELECT count(*) FROM contact_version v WHERE v.holds = 1 AND EXISTS (SELECT 1 FROM "
        "contact_version w WHERE w.contact = v.contact AND (w.made, w.uid) > (v.made, v.uid))",
        "contacts of which an older revision holds",
    ),
    (
        "SELECT count(*) FROM follow_up f WHERE 1 <> (SELECT count(*) FROM follow_up_version w "
        "WHERE w.follow_up = f.id AND w.holds = 1)",
        "follow-ups without one revision that holds",
    ),
    (
        "SELECT count(*) FROM contact_version v JOIN contact c ON c.id = v.contact "
        "WHERE c.purged <> ''",
        "revisions of contacts that were purged",
    ),
    (
        "SELECT count(*) FROM version_issue i WHERE NOT EXISTS "
        "(SELECT 1 FROM contact_version v WHERE v.id = i.version)",
        "issues of no revision",
    ),
    (
        "SELECT count(*) FROM contact_version v WHERE NOT EXISTS "
        "(SELECT 1 FROM contact c WHERE c.id = v.contact) "
        "OR NOT EXISTS (SELECT 1 FROM change h WHERE h.id = v.change)",
        "revisions of no contact or no change",
    ),
    (
        "SELECT count(*) FROM follow_up f WHERE NOT EXISTS "
        "(SELECT 1 FROM contact c WHERE c.id = f.contact)",
        "follow-ups of no contact",
    ),
)
_COUNTS = {
    "contacts": "SELECT count(*) FROM contact_version v WHERE v.holds = 1 AND v.withdrawn = 0",
    "taken back": "SELECT count(*) FROM contact_version v WHERE v.holds = 1 AND v.withdrawn = 1",
    "purged": "SELECT count(*) FROM contact WHERE purged <> ''",
    "revisions": "SELECT count(*) FROM contact_version",
    # One that another log noted of a contact that was taken back here waits with it.
    "follow-ups": "SELECT count(*) FROM follow_up_version w JOIN follow_up f ON f.id = w.follow_up "
    "JOIN contact_version v ON v.contact = f.contact AND v.holds = 1 AND v.withdrawn = 0 "
    "WHERE w.holds = 1 AND w.withdrawn = 0",
}


def verify(database: Database) -> Verdict:
    """Look the log over; run it inside a transaction."""
    problems = list(database.integrity())
    for query, what in _RULES:
        found = _number(database, query)
        if found:
            problems.append(f"{found:,} {what}.")
    counts = {name: _number(database, query) for name, query in _COUNTS.items()}
    readable = sum(1 for _ in queries.each_contact(database, Filter()))
    if readable < counts["contacts"]:
        problems.append(f"{counts['contacts'] - readable:,} contacts cannot be read.")
    return Verdict(tuple(problems), counts)


def _number(database: Database, query: str) -> int:
    row = database.execute(query).fetchone()
    return int(row[0]) if row else 0

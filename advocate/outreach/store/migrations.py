"""The log's layouts, as numbered steps: each runs in a transaction together with its record.

A step is never changed once it has shipped: stores that have it will not run it again.
"""

from collections.abc import Callable
from datetime import datetime

from advocate.errors import StoreError, StoreTooNewError
from advocate.outreach.records import moment
from advocate.outreach.store.database import Database, damaged, transaction

RECORDS = "log_migration"


def first_layout(database: Database) -> None:
    """Make the contacts, their revisions, and the issues of each revision."""
    _run(database, _FIRST_LAYOUT)


_FIRST_LAYOUT = """
CREATE TABLE contact (
    id {identity},
    uid TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    revision INTEGER NOT NULL
);
CREATE TABLE contact_revision (
    contact INTEGER NOT NULL REFERENCES contact (id),
    revision INTEGER NOT NULL,
    made TEXT NOT NULL,
    happened TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    senator TEXT NOT NULL,
    senator_name TEXT NOT NULL,
    office TEXT NOT NULL,
    office_label TEXT NOT NULL,
    number TEXT NOT NULL,
    minutes INTEGER,
    staffer TEXT NOT NULL,
    position TEXT NOT NULL,
    words TEXT NOT NULL,
    note TEXT NOT NULL,
    practice BOOLEAN NOT NULL,
    PRIMARY KEY (contact, revision)
);
CREATE INDEX contact_revision_happened ON contact_revision (happened_at);
CREATE TABLE contact_issue (
    contact INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    place INTEGER NOT NULL,
    issue TEXT NOT NULL,
    ask TEXT NOT NULL,
    PRIMARY KEY (contact, revision, place),
    FOREIGN KEY (contact, revision) REFERENCES contact_revision (contact, revision)
)
"""


def revisions_and_follow_ups(database: Database) -> None:
    """Give each revision an identity that copies share, and each command its change to take back.

    Commitments and follow-ups get their tables, positions move to the ask that they are about.
    """
    _run(database, _SECOND_LAYOUT)
    old = (
        "SELECT r.contact, c.uid, r.made FROM contact_revision r JOIN contact c ON c.id = r.contact"
    )
    # A contact's first revision has its contact's uid: copies of one old log stay the same.
    rows = [(c, uid, _micros(made)) for c, uid, made in database.execute(old).fetchall()]
    database.execute_many(
        "INSERT INTO change (id, made, what, member) VALUES (?, ?, 'add', '')",
        ((contact, made) for contact, _, made in rows),
    )
    database.execute_many("INSERT INTO old_revision VALUES (?, ?, ?)", rows)
    _run(database, _SECOND_LAYOUT_ROWS)
    database.renumber("change", "contact_version")


_SECOND_LAYOUT = """
CREATE TABLE change (
    id {identity},
    made BIGINT NOT NULL,
    what TEXT NOT NULL,
    member TEXT NOT NULL,
    undoes INTEGER REFERENCES change (id)
);
CREATE TABLE contact_version (
    id {identity},
    uid TEXT NOT NULL UNIQUE,
    contact INTEGER NOT NULL REFERENCES contact (id),
    change INTEGER NOT NULL REFERENCES change (id),
    made BIGINT NOT NULL,
    holds INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    cut INTEGER NOT NULL,
    happened TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    senator TEXT NOT NULL,
    senator_name TEXT NOT NULL,
    office TEXT NOT NULL,
    office_label TEXT NOT NULL,
    number TEXT NOT NULL,
    minutes INTEGER,
    staffer TEXT NOT NULL,
    staffer_role TEXT NOT NULL,
    words TEXT NOT NULL,
    note TEXT NOT NULL,
    thread TEXT NOT NULL,
    tags TEXT NOT NULL,
    documents TEXT NOT NULL,
    member TEXT NOT NULL,
    practice INTEGER NOT NULL
);
CREATE TABLE version_issue (
    version INTEGER NOT NULL REFERENCES contact_version (id),
    place INTEGER NOT NULL,
    issue TEXT NOT NULL,
    ask TEXT NOT NULL,
    position TEXT NOT NULL,
    PRIMARY KEY (version, place)
);
CREATE TABLE follow_up (
    id {identity},
    uid TEXT NOT NULL UNIQUE,
    contact INTEGER NOT NULL REFERENCES contact (id)
);
CREATE TABLE follow_up_version (
    id {identity},
    uid TEXT NOT NULL UNIQUE,
    follow_up INTEGER NOT NULL REFERENCES follow_up (id),
    change INTEGER NOT NULL REFERENCES change (id),
    made BIGINT NOT NULL,
    holds INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    cut INTEGER NOT NULL,
    promise TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX contact_version_contact ON contact_version (contact);
CREATE INDEX contact_version_change ON contact_version (change);
CREATE INDEX contact_version_when ON contact_version (happened_at, contact)
    WHERE holds = 1 AND withdrawn = 0;
CREATE INDEX contact_version_senator ON contact_version (senator, happened_at, contact)
    WHERE holds = 1 AND withdrawn = 0;
CREATE INDEX version_issue_heard ON version_issue (issue, ask, position, version)
    WHERE position <> '';
CREATE INDEX follow_up_contact ON follow_up (contact);
CREATE INDEX follow_up_version_follow_up ON follow_up_version (follow_up);
CREATE INDEX follow_up_version_change ON follow_up_version (change);
CREATE INDEX follow_up_version_due ON follow_up_version (due)
    WHERE holds = 1 AND withdrawn = 0 AND state = 'open';
ALTER TABLE contact ADD COLUMN purged TEXT NOT NULL DEFAULT '';
CREATE TABLE old_revision (contact INTEGER NOT NULL, uid TEXT NOT NULL, made BIGINT NOT NULL)
"""

_SECOND_LAYOUT_ROWS = """
INSERT INTO contact_version
    SELECT r.contact, o.uid, r.contact, r.contact, o.made, 1, 0, 0, r.happened, r.happened_at,
        r.channel, r.direction, r.outcome, r.senator, r.senator_name, r.office, r.office_label,
        r.number, r.minutes, r.staffer, '', r.words, r.note, '', '', '', '',
        CASE WHEN r.practice THEN 1 ELSE 0 END
    FROM contact_revision r JOIN old_revision o ON o.contact = r.contact ORDER BY r.contact;
INSERT INTO version_issue
    SELECT i.contact, i.place, i.issue, i.ask, r.position
    FROM contact_issue i JOIN contact_revision r ON r.contact = i.contact;
DROP TABLE old_revision;
DROP TABLE contact_issue;
DROP TABLE contact_revision;
ALTER TABLE contact DROP COLUMN revision
"""


def _run(database: Database, statements: str) -> None:
    for statement in statements.format(identity=database.identity).split(";"):
        database.execute(statement)


def _micros(text: object) -> int:
    try:
        return moment(datetime.fromisoformat(str(text)))
    except ValueError:  # a damaged row: it stays, and is told of as every other
        return 0


MIGRATIONS: tuple[Callable[[Database], None], ...] = (first_layout, revisions_and_follow_ups)

# The tables of each layout, each after those that it refers to.
TABLES: tuple[tuple[str, ...], ...] = (
    ("contact", "contact_revision", "contact_issue"),
    (
        "contact",
        "change",
        "contact_version",
        "version_issue",
        "follow_up",
        "follow_up_version",
    ),
)

_RECORDS = f"""
CREATE TABLE IF NOT EXISTS {RECORDS} (
    number INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
)
"""


def prepare(database: Database, *, before: Callable[[], object]) -> None:
    """Bring the store to the newest layout; raises StoreTooNewError for one from the future.

    `before` is called once before a log that is there is changed.
    """
    with transaction(database, writes=False):
        found = layout(database)
    if 0 < found < len(MIGRATIONS):
        before()
    while found < len(MIGRATIONS):
        with transaction(database, writes=True):
            found = layout(database)  # again: another program may have come first
            # A new log is made whole at once: nobody finds it in an older layout.
            goal = min(found + 1, len(MIGRATIONS)) if found else len(MIGRATIONS)
            for step in range(found, goal):
                run_step(database, step)
            found = goal


def newest() -> int:
    """Return the number of the layout that this version works with."""
    return len(MIGRATIONS)


def run_step(database: Database, found: int) -> None:
    """Bring the store from layout `found` to the next, inside a transaction."""
    step = MIGRATIONS[found]
    database.execute(_RECORDS)
    step(database)
    record = f"INSERT INTO {RECORDS} (number, name) VALUES (?, ?)"
    database.execute(record, (found + 1, step.__name__))


def layout(database: Database) -> int:
    """Return the number of the store's layout, 0 for an empty store.

    Raises StoreTooNewError, and StoreError for a database that is damaged or another program's.
    """
    if not database.has_table(RECORDS):
        _refuse_foreign(database)
        return 0
    row = database.execute(f"SELECT max(number) FROM {RECORDS}").fetchone()
    found = row[0] if row else None
    if not isinstance(found, int) or found < 1:  # a table of steps is made together with its first
        raise damaged()
    if found > len(MIGRATIONS):
        raise StoreTooNewError(found, len(MIGRATIONS))
    return found


def _refuse_foreign(database: Database) -> None:
    # A PostgreSQL database may well hold other tables beside a log; a file of ours does not.
    if database.name != "sqlite":
        return
    if database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise StoreError(
            "The file of the outreach log is another program's database. It was left as it is.",
            hint="Move it away, and put a copy of your log in its place if you have one.",
        )

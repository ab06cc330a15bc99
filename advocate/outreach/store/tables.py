"""The log's tables as the queries see them; `migrations` makes them, step by step.

History is append-only: a contact's fields live in its revisions, and `contact.revision` says which
one holds now.
"""

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, Table, Text

METADATA = MetaData()

migration = Table(
    "log_migration",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

contact = Table(
    "contact",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)

# `happened` is ISO 8601 with the offset of that place and day; `happened_at`, the same moment in
# seconds since 1970 UTC, is what orders and filters, because text of two zones does not sort.
contact_revision = Table(
    "contact_revision",
    METADATA,
    Column("contact", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("made", Text, nullable=False),
    Column("happened", Text, nullable=False),
    Column("happened_at", BigInteger, nullable=False),
    Column("channel", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("senator", Text, nullable=False),
    Column("senator_name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("office_label", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("minutes", Integer),
    Column("staffer", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("practice", Boolean, nullable=False),
)

contact_issue = Table(
    "contact_issue",
    METADATA,
    Column("contact", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("issue", Text, nullable=False),
    Column("ask", Text, nullable=False),
)

"""Counting how often each of very many keys came, in memory that does not grow with them."""

import sqlite3
from types import TracebackType
from typing import Self

from advocate.outreach.store.sqlite import meaning_of

_TABLE = "CREATE TABLE seen (key BLOB PRIMARY KEY NOT NULL, times INTEGER NOT NULL) WITHOUT ROWID"


class Tally:
    """Counts of keys. Use it in a `with` statement.

    What does not fit SQLite's own memory goes to a file without a name, which the system forgets
    with this program.
    """

    def __init__(self) -> None:
        self._raw = sqlite3.connect("", isolation_level=None)
        # Nobody misses it after a crash.
        self._raw.execute("PRAGMA journal_mode = OFF")
        self._raw.execute("PRAGMA synchronous = OFF")
        self._raw.execute(_TABLE)
        self._raw.execute("BEGIN")

    def add(self, key: bytes) -> int:
        """Return how often the key has come with this time; raises StoreError."""
        try:
            new = self._raw.execute("INSERT OR IGNORE INTO seen VALUES (?, 1)", (key,))
            if new.rowcount:
                return 1
            more = "UPDATE seen SET times = times + 1 WHERE key = ? RETURNING times"
            return int(self._raw.execute(more, (key,)).fetchone()[0])
        except sqlite3.Error as error:
            raise meaning_of(error) or error from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._raw.close()

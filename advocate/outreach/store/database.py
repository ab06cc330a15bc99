"""One open database behind the log: a SQLite file or a PostgreSQL server, with the same face."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from advocate.errors import StoreError, reason_of, shown

WAIT_SECONDS = 5

Row = tuple[Any, ...]


class Cursor(Protocol):
    """What came of a statement."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def __iter__(self) -> Iterator[Row]: ...


class Database(Protocol):
    """A log's database. Its SQL is what SQLite and PostgreSQL share, with `?` for each value."""

    name: str
    identity: str  # the definition of a column that numbers its rows
    new_uid: str  # the expression for an identity that no other record has
    bytewise: str  # what has texts ordered by their bytes, the same on every machine
    folded: str  # the expression for a text `{}` without its case, in every alphabet
    place_in: str  # the function of a text and a part of it that is 0 where the part is not in it

    def execute(self, sql: str, values: Sequence[object] = ()) -> Cursor:
        """Run one statement."""

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield what a query finds row by row, inside a transaction: memory holds a few of them."""

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""

    def begin(self, *, writes: bool) -> None:
        """Open a transaction, waiting at most WAIT_SECONDS for other programs that write."""

    def roll_back(self) -> None:
        """End a transaction as if it had not been, where one is under way."""

    def has_table(self, name: str) -> bool:
        """Say whether a table is there."""

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""

    def renumber(self, *tables: str) -> None:
        """Have the next row of these tables get a free number, after rows came with theirs."""

    def integrity(self) -> list[str]:
        """Return what the database's own check finds, a sentence each."""

    def forget(self) -> None:
        """Write over what has been deleted; an error when some of it stays."""

    def meaning(self, error: Exception) -> StoreError | None:
        """Return an error of the database in a user's words; it repeats no values and passwords.

        None for an error that is not the database's.
        """

    def close(self) -> None:
        """Let go of the database."""


def open_database(target: str | Path) -> Database:
    """Open a SQLite file (made when missing) or a postgresql:// address.

    Raises StoreError when the place takes no file, or the address is of another kind.
    """
    if is_shared(target):
        from advocate.outreach.store.postgresql import PostgreSQL

        return PostgreSQL(str(target))
    from advocate.outreach.store.sqlite import SQLite

    return SQLite.open(Path(target))


def open_to_read(target: str | Path) -> Database | None:
    """Open a log that is there to look at it: nothing is made, nothing can be changed."""
    if is_shared(target):
        return open_database(target)
    from advocate.outreach.store.sqlite import SQLite

    return SQLite.open_to_read(Path(target))


def is_shared(target: str | Path) -> bool:
    """Say whether a log lies at an address, and not in a file."""
    return isinstance(target, str) and "://" in target


@contextmanager
def translated(database: Database) -> Iterator[None]:
    """Turn the database's errors into StoreError."""
    try:
        yield
    except Exception as error:
        meant = database.meaning(error)
        if meant is None:
            raise
        raise meant from None


@contextmanager
def transaction(database: Database, *, writes: bool) -> Iterator[Database]:
    """Do what is inside whole, or not at all. Raises StoreError."""
    with translated(database):
        try:
            database.begin(writes=writes)
            yield database
            database.execute("COMMIT")
        except BaseException:
            _roll_back(database)
            raise


def forget(database: Database) -> None:
    """Write over what has been deleted. Raises StoreError that says what stays, and where."""
    try:
        with translated(database):
            database.forget()
    except StoreError:
        raise StoreError(
            "What was purged is removed from the log, but its text is not yet written over where "
            "the log is kept.",
            hint=_CLEAR_FILE if database.name == "sqlite" else _CLEAR_SERVER,
        ) from None


_CLEAR_FILE = "Make room on the disk, close what else uses the log, and run the same command again."
_CLEAR_SERVER = "Run the same command again when nobody uses the log, or ask whoever set it up to."


def _roll_back(database: Database) -> None:
    try:
        database.roll_back()
    except Exception as error:  # the line is gone
        if database.meaning(error) is None:
            raise


def damaged() -> StoreError:
    """Return the error for a log whose file holds what no log holds."""
    return StoreError("The outreach log could not be used: the file is damaged.", hint=RESTORE)


def require_place(path: Path) -> None:
    """Raise StoreError where a log could not be made: its folder is, and a file that goes again."""
    from tempfile import TemporaryFile

    from advocate.settings import own_folder

    try:
        with TemporaryFile(dir=own_folder(path.parent)):
            pass
    except OSError as error:
        raise no_place(path, error) from None


def no_place(path: Path, error: OSError) -> StoreError:
    """Return the error for a place that takes no log."""
    return StoreError(
        f"Could not make the outreach log {shown(str(path), limit=200)}: {reason_of(error)}.",
        hint=ELSEWHERE,
    )


ELSEWHERE = "Make the folder writable, or set ADVOCATE_HOME to another one."
SAME_AGAIN = "Nothing was changed. Run the same command again."
MAKE_ROOM = "Nothing was changed. Make room, and run the same command again."
RESTORE = "Move the file away and put a copy of yours in its place, or run again for an empty log."
IF_AGAIN = f"Nothing was changed. If it happens again: {RESTORE[0].lower()}{RESTORE[1:]}"

"""A first look at a list: how many live in which state, and who cannot be served, and why."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from advocate.batch.plan import Order, Places
from advocate.batch.running import chunks_of
from advocate.member_files import Entry, MemberFile
from advocate.members import Columns

_MOST_REASONS = 12


@dataclass(slots=True)
class LeftOut:
    """Rows that are left out for one reason."""

    line: int  # of the first
    rows: int = 0


@dataclass(slots=True)
class Survey:
    """What a list comes to; `first` are the first members of those who can be served."""

    states: Counter[str] = field(default_factory=Counter)
    own_words: int = 0
    rejected: int = 0
    reasons: dict[str, LeftOut] = field(default_factory=dict)
    first: list[Entry] = field(default_factory=list)

    @property
    def served(self) -> int:
        """How many can be served."""
        return self.states.total()

    def leave_out(self, entry: Entry, reason: str) -> None:
        """Count a row that is left out; of reasons some are kept, however many there are."""
        self.rejected += 1
        if reason in self.reasons or len(self.reasons) < _MOST_REASONS:
            self.reasons.setdefault(reason, LeftOut(entry.line)).rows += 1

    def sentences(self) -> list[str]:
        """Return who would be left out, a line for each reason."""
        said = []
        for reason, rows in self.reasons.items():
            more = f" and {rows.rows - 1:,} more" if rows.rows > 1 else ""
            said.append(f"line {rows.line:,}{more}: {reason}")
        told = sum(rows.rows for rows in self.reasons.values())
        if told < self.rejected:
            said.append(f"… and {self.rejected - told:,} more; --go lists all in rejects.csv.")
        return said


def survey(order: Order, listed: MemberFile, columns: Columns, *, first: int) -> Survey:
    """Go through a list; the `first` so many members who can be served are kept."""
    places, found = Places(order), Survey()
    for entry in chain.from_iterable(chunks_of(listed, columns)):
        state, story, reason = places.told(entry, columns)
        if reason:
            found.leave_out(entry, reason)
            continue
        found.states[state] += 1
        found.own_words += story
        if len(found.first) < first:
            found.first.append(entry)
    return found

"""How alike the letters of a batch are: offices weigh those little that all say the same."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocate.text import counted_word

if TYPE_CHECKING:
    from advocate.documents.batches.composing import Laid

_MANY = 0.7  # of a letter's words
_WEIGH, _WHERE = "Offices weigh a letter by what is the writer's own", "the column “story”"


@dataclass(slots=True)
class Alike:
    """Counts: members, those with words of their own, words, and those of the letter before."""

    members: int = 0
    with_words: int = 0
    words: int = 0
    same: int = 0

    def add(self, other: "Alike") -> None:
        """Add the counts of another part of the batch."""
        self.members += other.members
        self.with_words += other.with_words
        self.words += other.words
        self.same += other.same

    def sentences(self) -> list[str]:
        """Return what to say of it, and where words are missing or few, a request for them."""
        if not self.members:
            return []
        have = "has" if 1 in (self.with_words, self.members) else "have"
        whose = f"{self.with_words:,} of {counted_word(self.members, 'member')}"
        own = f"{whose} {have} words of their own"
        said = [f"{own} ({self.with_words / self.members:.0%})."]
        share = self.same / self.words if self.words else 0.0
        if self.words:
            said[0] += f" On average {share:.0%} of a document's words stand in the one before it."
        if self.with_words < self.members:
            said.append(f"{_WEIGH}: ask each member for two or three true sentences, in {_WHERE}.")
        elif share > _MANY:
            said.append(f"{_WEIGH}: two or three true sentences more in {_WHERE} would help.")
        return said


class Likeness:
    """Compares each document with the one before it of its kind and senator."""

    def __init__(self) -> None:
        self.counts = Alike()
        self._before: dict[tuple[str, str], Laid] = {}

    def look(self, laid: "Laid") -> None:
        """Compare a document with the one before."""
        key = (laid.prepared.name, laid.prepared.request.senator.bioguide)
        if before := self._before.get(key):
            words, same = laid.likeness(before)
            self.counts.words += words
            self.counts.same += same
        self._before[key] = laid

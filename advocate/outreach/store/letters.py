"""Which letters an office answered, and how soon: counted in one walk back through the log."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from advocate.outreach.figures import LETTERS, PATIENCE, Letters, Waits
from advocate.outreach.records import Channel
from advocate.outreach.store.database import Database, Row

# What went out is what `is_letter` says it is. The first of a second is what came in: it may answer
# what was sent in it.
_QUERY = """
SELECT v.contact, v.senator, v.senator_name, v.channel,
    CASE WHEN v.direction = 'incoming' THEN 1 ELSE 0 END AS incoming, v.thread,
    substr(v.happened, 1, 10), i.issue
FROM contact_version v LEFT JOIN version_issue i ON i.version = v.id
WHERE {where} AND (v.direction = 'incoming' OR (v.outcome = 'sent' AND v.channel IN ({by})))
ORDER BY v.happened_at DESC, incoming DESC, v.contact, i.place
"""

_CHANNELS = {channel.value: channel for channel in Channel}


def letters(
    database: Database, where: str, values: Sequence[object], *, until: date, issue: str
) -> tuple[list[Waits], list[Letters]]:
    """Return how long letters waited up to the day `until`, and those that waited too long.

    The condition is on contacts `v`; with an `issue`, only letters about it are counted.
    """
    by = ", ".join("?" * len(LETTERS))
    rows = database.each(
        _QUERY.format(where=where, by=by), [*values, *(channel.value for channel in LETTERS)]
    )
    walk = _WalkBack(until, issue)
    walk.through(rows)
    return walk.waits(), list(walk.unanswered())


class _WalkBack:
    """Meets contacts from the last one to the first: what answers a letter comes before it."""

    def __init__(self, until: date, issue: str) -> None:
        self._until, self._issue = until.isoformat(), issue
        # By a senator and a thread (True) or an issue, the next day on which an answer came in.
        self._answers: dict[tuple[str, str, bool], str] = {}
        self._names: dict[str, str] = {}
        self._waits: Counter[tuple[str, int, bool]] = Counter()
        self._late: dict[tuple[str, str, str, str, str], tuple[str, int, int]] = {}

    def through(self, rows: Iterable[Row]) -> None:
        """Take all contacts, a row for each issue of one; those of a contact follow each other."""
        known, wanted = self._answers, self._issue
        letter: Row | None = None
        answered, counts = "", False
        for row in rows:
            contact, senator, _, _, incoming, thread, day, issue = row
            if incoming:
                self._meet(senator, thread, day, issue)
                continue
            if letter is None or contact != letter[0]:
                if letter and counts:
                    self._count(letter, answered)
                letter, counts = row, not wanted
                answered = known.get((senator, thread, True), "")
            found = known.get((senator, issue, False))
            if found and (found < answered or not answered):
                answered = found
            counts = counts or issue == wanted
        if letter and counts:
            self._count(letter, answered)

    def _meet(self, senator: str, thread: str, day: str, issue: str | None) -> None:
        """Take an answer, and what it may answer."""
        if not _number(day):
            return
        ties = [(senator, thread, True)] if thread else []
        if issue is not None:
            ties.append((senator, issue, False))
        for tie in ties:
            self._answers[tie] = min(day, self._answers.get(tie, day))

    def _count(self, letter: Row, answered: str) -> None:
        contact, senator, name, channel, _, _, day, issue = letter
        sent = _number(day)
        if not sent:
            return
        # Where clocks differ, an answer may have come on a day before the letter's own.
        days = max(0, _number(answered or self._until) - sent)
        self._names.setdefault(senator, name)
        self._waits[senator, days, bool(answered)] += 1
        if days > PATIENCE:
            group = (senator, channel, issue or "", day, answered)
            told, last, count = self._late.get(group, (name, contact, 0))
            self._late[group] = (max(told, name), max(last, contact), count + 1)

    def waits(self) -> list[Waits]:
        """Return how long the letters waited."""
        return [
            Waits(senator, self._names[senator], days, answered, count)
            for (senator, days, answered), count in self._waits.items()
        ]

    def unanswered(self) -> Iterator[Letters]:
        """Yield the letters that waited too long."""
        for (senator, channel, issue, day, answered), (name, contact, count) in self._late.items():
            sent = date.fromisoformat(day)
            came = date.fromisoformat(answered) if answered else None
            by = _CHANNELS[channel]
            yield Letters(senator, name, by, issue, sent, came, count, contact)


@lru_cache(4096)
def _number(day: str) -> int:
    """Return a day's number, 0 for what is none: a damaged contact is in no figure."""
    try:
        return date.fromisoformat(day).toordinal()
    except (ValueError, TypeError):
        return 0

"""Which letters an office answered, and how soon: counted in one walk back through the log."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from advocate.outreach.figures import LETTERS, PATIENCE, Letters, Waits
from advocate.outreach.records import Channel
from advocate.outreach.store.database import Database, Row

# The first of a second is what came in: it may answer what was sent in it.
_QUERY = """
SELECT v.contact, v.senator, v.senator_name, v.channel,
    CASE WHEN v.direction = 'incoming' THEN 1 ELSE 0 END AS incoming, v.thread,
    substr(v.happened, 1, 10), i.issue
FROM contact_version v LEFT JOIN version_issue i ON i.version = v.id
WHERE {where} AND (v.direction = 'incoming' OR (v.outcome <> 'skipped' AND v.channel IN ({by})))
ORDER BY v.happened_at DESC, incoming DESC, v.contact, i.place
"""


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
    for _, contact in groupby(rows, itemgetter(0)):
        try:
            walk.meet(list(contact))
        except (ValueError, TypeError):  # a damaged one is in no figure
            continue
    return walk.waits(), list(walk.unanswered())


class _WalkBack:
    """Meets contacts from the last one to the first: what answers a letter comes before it."""

    def __init__(self, until: date, issue: str) -> None:
        self._until, self._issue = until.isoformat(), issue
        # By a senator and what ties an answer to a letter, the next day on which one came in.
        self._answers: dict[tuple[str, str, str], str] = {}
        self._names: dict[str, str] = {}
        self._waits: Counter[tuple[str, int, bool]] = Counter()
        self._late: dict[tuple[str, str, str, str, str], tuple[str, int, int]] = {}

    def meet(self, rows: list[Row]) -> None:
        """Take a contact, a row for each of its issues; raises ValueError, TypeError."""
        contact, senator, name, channel, incoming, thread, day, first = rows[0]
        sent = _number(day)
        ties = [(senator, row[7], "") for row in rows if row[7] is not None]
        if thread:
            ties.append((senator, "", thread))
        known = self._answers
        if incoming:
            known.update((tie, min(day, known.get(tie, day))) for tie in ties)
            return
        if self._issue and all(row[7] != self._issue for row in rows):
            return
        answers = [known[tie] for tie in ties if tie in known]
        answered = min(answers) if answers else ""
        days = _number(answered or self._until) - sent
        self._names.setdefault(senator, name)
        self._waits[senator, days, bool(answered)] += 1
        if days > PATIENCE:
            group = (senator, channel, first or "", day, answered)
            told, last, count = self._late.get(group, (name, contact, 0))
            self._late[group] = (max(told, name), max(last, contact), count + 1)

    def waits(self) -> list[Waits]:
        """Return how long the letters waited."""
        return [
            Waits(senator, self._names[senator], days, answered, count)
            for (senator, days, answered), count in self._waits.items()
        ]

    def unanswered(self) -> Iterable[Letters]:
        """Yield the letters that waited too long."""
        for (senator, channel, issue, day, answered), (name, contact, count) in self._late.items():
            with suppress(ValueError):
                yield Letters(
                    senator,
                    name,
                    Channel(channel),
                    issue,
                    date.fromisoformat(day),
                    date.fromisoformat(answered) if answered else None,
                    count,
                    contact,
                )


@lru_cache(4096)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()

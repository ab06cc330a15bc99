"""What is due, and what was met, as entries of a calendar."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain

from advocate import ics
from advocate.outreach.records import IN_PERSON, Contact, FollowUp
from advocate.outreach.words import CHANNEL_WORDS, to_do_words


def calendar(
    follow_ups: Iterable[FollowUp], *, now: datetime, contacts: Iterable[Contact] = ()
) -> str:
    """Return an iCalendar file: a whole day for each follow-up that has one, and the time of each
    meeting among `contacts`."""
    return "".join(pieces(follow_ups, now=now, contacts=contacts))


def pieces(
    follow_ups: Iterable[FollowUp],
    *,
    now: datetime,
    contacts: Iterable[Contact],
    uids: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Yield the same calendar piece by piece: memory holds one entry of it.

    `uids` are by a contact's uid what a calendar knows that meeting by from before it was held.
    """
    known = uids or {}
    due = (_due(one, one.due) for one in follow_ups if one.due)
    met = (
        _meeting(one, known.get(one.uid, one.uid)) for one in contacts if one.channel in IN_PERSON
    )
    return ics.pieces(chain(due, met), now=now)


def has_entries(follow_ups: Iterable[FollowUp], contacts: Iterable[Contact]) -> bool:
    """Say whether a calendar of these would hold anything; it asks for no more than it needs."""
    return any(one.due for one in follow_ups) or any(one.channel in IN_PERSON for one in contacts)


def _due(one: FollowUp, day: date) -> ics.Event:
    return ics.Event(one.uid, f"{to_do_words([one])} (Senator {one.senator_name})", day)


def _meeting(met: Contact, uid: str) -> ics.Event:
    where = f" ({met.office_label})" if met.office_label else ""
    what = CHANNEL_WORDS[met.channel].capitalize()
    text = f"{what}: Senator {met.senator_name}{where}"
    return ics.Event(uid, text, met.when, minutes=met.minutes)

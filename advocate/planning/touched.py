"""What newer data touches: what is open or planned with an office that moved or is gone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from advocate.outreach.figures import LETTERS
from advocate.outreach.records import Contact, Direction, FollowUp, Outcome
from advocate.outreach.words import CHANNEL_WORDS
from advocate.planning.meetings import Occasion
from advocate.text import long_date

_WAITING = timedelta(days=183)  # a letter of more than half a year ago will not be answered


def touched_lines(
    contacts: Sequence[Contact],
    follow_ups: Iterable[FollowUp],
    meetings: Iterable[Occasion],
    *,
    senators: Collection[str],
    offices: Collection[str],
    now: datetime,
) -> tuple[str, ...]:
    """Return the follow-ups, meetings and events ahead and letters without an answer that are
    touched when these senators are gone and these offices have changed, a sentence each.

    The others are those to look among; practice, and what is only prepared, is never touched, nor
    is a meeting that was held or is past.
    """
    real = [one for one in contacts if one.counts]
    of = {one.id: one.office for one in real}

    def concerned(senator: str, office: str) -> bool:
        return senator in senators or (office != "" and office in offices)

    promised = [f for f in follow_ups if concerned(f.senator, of.get(f.contact, ""))]
    mine = [one for one in real if concerned(one.senator, one.office)]
    held = {one.thread for one in real if one.outcome is Outcome.MEETING_HELD}
    ahead = [
        one
        for one in meetings
        if concerned(one.senator, one.office)
        and not (one.ended or one.slug in held)
        and (one.when is None or one.when.date() >= now.date())
    ]
    letters = [one for one in mine if _waits(one, real, now)]
    return (
        *(_follow_up_line(one) for one in promised),
        *map(_meeting_line, sorted(ahead, key=_day_and_name)),
        *(_letter_line(one) for one in sorted(letters, key=lambda c: c.when)),
    )


def _waits(letter: Contact, contacts: Iterable[Contact], now: datetime) -> bool:
    sent = letter.channel in LETTERS and letter.outcome is Outcome.SENT
    if not sent or letter.direction is Direction.INCOMING or now - letter.when > _WAITING:
        return False
    return not any(_answers(one, letter) for one in contacts)


def _answers(one: Contact, letter: Contact) -> bool:
    if one.direction is not Direction.INCOMING or one.senator != letter.senator:
        return False
    same = bool({a.issue for a in one.issues} & {a.issue for a in letter.issues})
    return one.when >= letter.when and (same or (one.thread != "" and one.thread == letter.thread))


def _follow_up_line(one: FollowUp) -> str:
    due = f", due {long_date(one.due)}" if one.due else ""
    return f"Follow-up {one.id}{due}: {one.text} (Senator {one.senator_name})."


def _day_and_name(one: Occasion) -> tuple[str, str]:
    return one.when.isoformat() if one.when else "9999", one.slug


def _meeting_line(one: Occasion) -> str:
    when = f"on {long_date(one.when.date())}" if one.when else "that has no day yet"
    return f"{one.what.capitalize()} {when}: {one.slug} (Senator {one.senator_name})."


def _letter_line(one: Contact) -> str:
    what = CHANNEL_WORDS[one.channel].capitalize()
    where = f", {one.office_label}" if one.office_label else ""
    return (
        f"{what} of {long_date(one.when.date())}{where}, without an answer yet "
        f"(contact {one.id}, Senator {one.senator_name})."
    )

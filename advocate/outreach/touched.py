"""What newer data touches in the log: what is open with an office that moved or is gone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from advocate.outreach.figures import LETTERS, is_letter
from advocate.outreach.records import Channel, Contact, Direction, FollowUp
from advocate.outreach.words import CHANNEL_WORDS
from advocate.text import long_date

_MEETINGS = (Channel.VISIT, Channel.MEETING, Channel.TOWN_HALL, Channel.RALLY)
_WAITING = timedelta(days=183)  # a letter of more than half a year ago will not be answered


def touched_lines(
    contacts: Sequence[Contact],
    follow_ups: Iterable[FollowUp],
    *,
    senators: Collection[str],
    offices: Collection[str],
    now: datetime,
) -> tuple[str, ...]:
    """Return the follow-ups, meetings ahead and letters without an answer that are touched when
    these senators are gone and these offices have changed, a sentence each.

    `contacts` and `follow_ups` are those to look among; practice, and what is only prepared, is
    never touched.
    """
    real = [one for one in contacts if one.counts]
    of = {one.id: one.office for one in real}

    def concerned(senator: str, office: str) -> bool:
        return senator in senators or (office != "" and office in offices)

    promised = [f for f in follow_ups if concerned(f.senator, of.get(f.contact, ""))]
    mine = [one for one in real if concerned(one.senator, one.office)]
    ahead = [one for one in mine if one.channel in _MEETINGS and one.when > now]
    letters = [one for one in mine if _waits(one, real, now)]
    return (
        *(_follow_up_line(one) for one in promised),
        *(_contact_line(one, "on") for one in sorted(ahead, key=lambda c: c.when)),
        *(_contact_line(one, "of") for one in sorted(letters, key=lambda c: c.when)),
    )


def _waits(letter: Contact, contacts: Iterable[Contact], now: datetime) -> bool:
    if not is_letter(letter) or now - letter.when > _WAITING:
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


def _contact_line(one: Contact, word: str) -> str:
    what = CHANNEL_WORDS[one.channel].capitalize()
    where = f", {one.office_label}" if one.office_label else ""
    waits = ", without an answer yet" if one.channel in LETTERS else ""
    day = long_date(one.when.date())
    return f"{what} {word} {day}{where}{waits} (contact {one.id}, Senator {one.senator_name})."

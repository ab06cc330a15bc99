"""What comes first in a week: the next step of each meeting and event, and what was promised."""

from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date, time, timedelta

from advocate.outreach.records import Channel, Contact, FollowUp
from advocate.outreach.words import to_do_words
from advocate.planning.matters import MINUTES
from advocate.planning.meetings import (
    ASK_ANEW,
    REQUEST,
    Occasion,
    Stage,
    Thread,
    day_before,
    next_step,
    stage_of,
)
from advocate.planning.records import Choice, Facts, Left
from advocate.text import clock_time

# These kinds come before all others.
FIRST = ("follow-up", "thank-you", "ask-again", "papers", "step")


def due_choices(facts: Facts, left_out: list[Left]) -> Iterator[Choice]:
    """Yield what is due this week; what cannot be done any more, and why, goes to `left_out`."""
    handled: set[int] = set()  # follow-ups that are a step of a meeting's own
    for one, thread in facts.meetings:
        stage = stage_of(one, thread)
        own = {Stage.ASKED: thread.rungs, Stage.HELD: thread.thanks_due}
        handled.update(due.id for due in own.get(stage, ()))
        choice = _STEPS[stage](facts, one, thread)
        if isinstance(choice, Left):
            left_out.append(choice)
        elif choice and choice.on <= facts.sunday:
            yield choice
    yield from _promised(facts, handled, left_out)


def _step(
    facts: Facts, one: Occasion, thread: Thread, *, kind: str, on: date, why: str, **more: object
) -> Choice:
    """Return the next step as something to do on a day."""
    step = next_step(one, thread, facts.today, facts.holidays)
    text, command = (step.text, step.command) if step else ("", "")
    told: dict[str, object] = {
        "key": f"{kind}:{one.slug}",
        "kind": kind,
        "text": f"{text.rstrip('.')}: {one.slug} (Senator {one.senator_name})",
        "minutes": MINUTES[kind],
        "on": max(on, facts.today),
        "why": (why,),
        "command": command,
        "senator": one.senator,
        "senator_name": one.senator_name,
        "thread": one.slug,
        "deadline": step.by if step else None,
    }
    return Choice(**(told | more))  # type: ignore[arg-type]


def _begun(facts: Facts, one: Occasion, thread: Thread) -> Choice:
    if one.channel is Channel.MEETING:
        return _request(facts, one, thread, facts.today, "nothing of it is in your log yet")
    return _step(facts, one, thread, kind="step", on=facts.today, why="it has no day yet")


def _request(facts: Facts, one: Occasion, thread: Thread, on: date, why: str) -> Choice:
    """Return what is done with a request to be sent: it takes what asking for a meeting does."""
    minutes, met = MINUTES[REQUEST], facts.meeting_days(one.senator, one.issue, beside=one.slug)
    first = max(on, facts.today)
    day = facts.free_day(first, date.max, but=met) or first
    why = "; ".join([why, *facts.held_off(met, first, day)])
    return _step(facts, one, thread, kind="step", on=day, why=why, minutes=minutes)


def _asked(facts: Facts, one: Occasion, thread: Thread) -> Choice | Left | None:
    """Return the next time of asking again: by phone while an office is open, or by letter."""
    rung = thread.rungs[0] if thread.rungs else None
    if rung is None or rung.text == ASK_ANEW:
        day = _when(rung) if rung else facts.today
        why = _was_due(day, facts) if rung else "the request has no answer yet"
        return _request(facts, one, thread, day, why)
    if _when(rung) > facts.sunday:
        return None
    return _asked_by_phone(facts, one, thread, rung)


def _asked_by_phone(facts: Facts, one: Occasion, thread: Thread, rung: FollowUp) -> Choice | Left:
    offices = facts.offices.get(one.senator, ())
    office = next((each for each in offices if each.id == one.office and each.phone), None)
    number = f": {office.city}, {office.phone}" if office else ""
    text = f"{rung.text}{number} ({one.slug}, Senator {one.senator_name})"
    met = facts.meeting_days(one.senator, one.issue, beside=one.slug)
    day = _open_day(facts, _when(rung), but=met)
    if day is None:
        return Left(text, _no_day(facts, met))
    held_off = facts.held_off(met, max(_when(rung), facts.today), day)
    why = "; ".join([_was_due(_when(rung), facts), *held_off])
    return _step(
        facts, one, thread, kind="ask-again", on=day, why=why, text=text,
        command=f"advocate {one.command} show {one.slug}", office=one.office,
        follow_ups=(rung.id,),
    )  # fmt: skip


def _fixed(facts: Facts, one: Occasion, thread: Thread) -> Choice | None:
    """Return what is to be done before the day, on it, or once it is over."""
    day = one.when.date() if one.when else facts.today
    if day <= facts.today:
        if one.when and day == facts.today:
            return _today(facts, one, thread, one.when.time())
        why = f"it was on {facts.day_words(day)}"
        return _step(facts, one, thread, kind="step", on=facts.today, why=why)
    before = day_before(day, one.channel, facts.holidays)
    why, key = f"it is on {facts.day_words(day)}", f"papers:{one.slug}:{day}"
    if key in facts.done:
        return None
    return _step(facts, one, thread, kind="papers", on=before, why=why, key=key)


def _today(facts: Facts, one: Occasion, thread: Thread, hour: time) -> Choice:
    """Return the meeting or event itself: it is today, and its hour is what to know of it."""
    text = f"{clock_time(hour)}, {one.what}: {one.slug} (Senator {one.senator_name})"
    return _step(
        facts, one, thread, kind="step", on=facts.today, why="it is today", text=text,
        hour=f"{hour:%H:%M}",
    )  # fmt: skip


def _held(facts: Facts, one: Occasion, thread: Thread) -> Choice | None:
    """Return the thank-you; what was promised at it is among all that was promised."""
    if not thread.to_thank:
        return None
    due = next((each.due for each in thread.thanks_due if each.due), facts.today)
    why = _was_due(due, facts)
    on = min(max(due, facts.today), facts.sunday)  # within two days, and so in this week
    return _step(facts, one, thread, kind="thank-you", on=on, why=why, deadline=due)


def _ended(_facts: Facts, _one: Occasion, _thread: Thread) -> None:
    """Nothing is left to do of it."""


_Step = Callable[[Facts, Occasion, Thread], Choice | Left | None]
_STEPS: dict[Stage, _Step] = {
    Stage.PLANNED: _begun,
    Stage.ASKED: _asked,
    Stage.FIXED: _fixed,
    Stage.HELD: _held,
    Stage.CLOSED: _ended,
    Stage.DROPPED: _ended,
}
_CLOSED = "no office is open any more this week"


def _promised(facts: Facts, handled: set[int], left_out: list[Left]) -> Iterable[Choice]:
    """Yield what was promised for this week: one call to an office for all that is open with a
    senator."""
    due = [one for one in facts.follow_ups if one.due and one.due <= facts.sunday]
    due = [one for one in due if one.id not in handled]
    contacts = {contact.id: contact for contact in facts.contacts}
    for senator in dict.fromkeys(one.senator for one in due):
        own = sorted((one for one in due if one.senator == senator), key=_when)
        first = own[0]
        about = [contacts[one.contact] for one in own if one.contact in contacts]
        office = next((contact.office for contact in about if contact.office), "")
        text = f"{to_do_words(own)} (Senator {first.senator_name})"
        met = _met(facts, senator, about)
        due_on = _when(first)
        day = _open_day(facts, due_on, but=met)
        if day is None:
            left_out.append(Left(text, _no_day(facts, met)))
            continue
        yield Choice(
            key=f"follow-up:{'+'.join(str(one.id) for one in own)}",
            kind="follow-up",
            text=text,
            minutes=MINUTES["follow-up"],
            on=day,
            why=(_was_due(due_on, facts), *facts.held_off(met, max(due_on, facts.today), day)),
            command=f"advocate follow-ups {f'done {first.id}' if len(own) == 1 else 'open'}",
            senator=senator,
            senator_name=first.senator_name,
            office=office,
            deadline=due_on,
            follow_ups=tuple(one.id for one in own),
        )


def _met(facts: Facts, senator: str, about: Iterable[Contact]) -> frozenset[date]:
    """Return the days of a senator's meetings on what these contacts are about; what was promised
    for a meeting itself may be for its day."""
    days = (
        facts.meeting_days(senator, each.issue, beside=contact.thread)
        for contact in about
        for each in contact.issues
    )
    return frozenset().union(*days)


def _open_day(facts: Facts, due: date, *, but: Set[date]) -> date | None:
    """Return the day itself, or as soon as the office is open; before a closed day at the end of
    the week; None where no day is left. `but` are days of meetings, which count as closed."""
    return facts.open_day(max(due, facts.today), facts.sunday, but=but) or facts.open_day(
        facts.today, facts.sunday, but=but
    )


def _no_day(facts: Facts, met: Set[date]) -> str:
    """Say why no day is left: a meeting has the last one, or offices are closed."""
    return (*facts.held_off(met, facts.today, facts.sunday + timedelta(days=1)), _CLOSED)[0]


def _when(one: FollowUp) -> date:
    return one.due or date.max


def _was_due(day: date, facts: Facts) -> str:
    if day == facts.today:
        return "due today"
    return f"{'was due' if day < facts.today else 'due'} {facts.day_words(day)}"

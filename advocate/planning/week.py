"""The weekly plan: what to do with this week's minutes, and why. The same facts give the same plan.

Nothing here knows what time it is, opens a file or asks anybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from advocate.documents.plain import plain_line
from advocate.issues.records import Pack
from advocate.planning.due import FIRST, due_choices
from advocate.planning.matters import MINUTES, SLOW, WEIGHT, WRITING, Matter
from advocate.planning.records import Choice, Facts, Left, Plan

_ELSE = 10  # minutes of a task that says nothing of them


def plan_week(facts: Facts, *, minutes: int) -> Plan:
    """Return the plan for the minutes that the week still has of `minutes`.

    It never takes more than those; a meeting that is today comes first, and is in it however few
    are left. It touches no office twice, nor within REST days of a contact, unless something was
    promised for now; puts what needs an open office on a day that it is open; and leaves the day
    of a meeting to that, as to this senator and its issue.
    """
    pool, left_out = _candidates(facts)
    room = max(0, minutes - facts.spent)
    chosen: list[Choice] = []
    kinds: Counter[str] = Counter()
    touched: set[str] = set()
    promised: set[str] = set()  # those of them that no meeting's own step leads to
    without_room: dict[tuple[str, str, str], Choice] = {}
    while pool:
        best = min(pool, key=lambda one: _order(one, facts, kinds))
        pool.remove(best)
        # A meeting's own step is due, whatever else there is for that office.
        others = promised if best.kind in FIRST else touched
        if best.office and best.office in others and not best.thread:
            continue
        if best.minutes > room and best.hour:
            best = replace(best, minutes=room, why=(*best.why, "it takes more than is left"))
        if best.minutes > room:
            without_room.setdefault((best.issue, best.senator, _way(best)), best)
            continue
        chosen.append(best)
        room -= best.minutes
        kinds[_way(best)] += 1
        touched.add(best.office)
        if not best.thread:
            promised.add(best.office)
        pool = [one for one in pool if not _same_matter(one, best)]
        without_room.pop((best.issue, best.senator, _way(best)), None)
    left_out += [
        Left(one.text, _no_room(one.minutes, room, used_up=facts.spent >= minutes))
        for one in without_room.values()
    ]
    chosen.sort(key=lambda one: (one.bonus, one.on))
    return Plan(tuple(chosen), tuple(dict.fromkeys(left_out)), minutes, facts.spent)


def _order(one: Choice, facts: Facts, kinds: Counter[str]) -> tuple[object, ...]:
    """Order by urgency, then variety of channels, then weight; the key settles the rest. A meeting
    of today is before all, by its hour."""
    far = date.max
    urgent = one.deadline is not None and (one.deadline - facts.today).days <= SLOW
    if one.kind in FIRST:
        rank = 0
    elif one.bonus:
        rank = 4
    elif urgent:
        rank = 1
    else:
        rank = 2 if one.kind == "meeting-request" else 3
    weight = WEIGHT.get(one.kind, len(WEIGHT))
    day = one.deadline or far
    return (
        not one.hour,
        one.hour,
        rank,
        day if urgent else far,
        kinds[_way(one)],
        day,
        weight,
        one.key,
    )


def _way(one: Choice) -> str:
    """Return by what one reaches out: all that is written counts alike, and so do tasks."""
    if one.kind in WRITING:
        return "written"
    return one.kind if one.senator else "task"


def _same_matter(one: Choice, chosen: Choice) -> bool:
    """One call, and one thing written, for a senator and an issue are enough for a week; one
    meeting for a senator."""
    if one.kind == chosen.kind == "meeting-request":
        return one.senator == chosen.senator
    if not one.issue or (one.issue, one.senator) != (chosen.issue, chosen.senator):
        return False
    return one.kind == chosen.kind or {one.kind, chosen.kind} <= set(WRITING)


def _no_room(needed: int, room: int, *, used_up: bool) -> str:
    if room:
        return f"takes {needed} minutes, and {room} are left"
    return "the week's minutes are used up" if used_up else "the week's time is planned"


def _candidates(facts: Facts) -> tuple[list[Choice], list[Left]]:
    left_out: list[Left] = []
    pool = [*due_choices(facts, left_out), *_tasks(facts)]
    for pack in facts.packs:
        last_day, title = _deadline(pack, facts.today), plain_line(pack.title)
        if last_day and last_day < facts.today:
            left_out.append(Left(title, f"its last day was {facts.day_words(last_day)}"))
            continue
        if pack.expires < facts.today:
            left_out.append(Left(title, "its facts are past their date"))
            continue
        for senator in facts.senators:
            matter = Matter(facts, pack, senator, last_day)
            pool += [one for one in matter.choices(left_out) if one.key not in facts.done]
    return pool, left_out


def _deadline(pack: Pack, today: date) -> date | None:
    """Return the next day by which something of the issue has to be done, else its last one."""
    days = sorted({day for day in (pack.deadline, *(ask.by for ask in pack.asks)) if day})
    return next((day for day in days if day >= today), days[-1] if days else None)


def _tasks(facts: Facts) -> Iterable[Choice]:
    for task in facts.tasks:
        if task.key in facts.done or (task.deadline and task.deadline < facts.today):
            continue
        why = [f"by {facts.day_words(task.deadline)}"] if task.deadline else []
        why += ["every day"] if task.repeats else []
        why += [task.source] if task.source else []
        why += ["if there is time left"] if task.bonus else []
        yield Choice(
            key=task.key,
            kind=task.kind,
            text=task.title,
            minutes=task.minutes or MINUTES.get(task.kind, _ELSE),
            on=facts.today,
            why=tuple(why) or ("not done yet",),
            command=task.command,
            deadline=task.deadline,
            bonus=task.bonus,
        )

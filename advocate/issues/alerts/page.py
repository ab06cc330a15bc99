"""An alert as one readable page of text, and as plain data for JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from advocate.directory.records import CalendarEntry
from advocate.issues.alerts.deadlines import deadline_words
from advocate.issues.alerts.records import Alert, AlertAction, Variant, Whom
from advocate.issues.page import plain_data, prose_lines, section_lines
from advocate.text import join_words, long_date

_WHOM = {Whom.OWN: "to one's own senators", Whom.NONE: ""}


def alert_page(
    alert: Alert, calendar: Iterable[CalendarEntry], today: date, *, width: int = 80
) -> str:
    """Return the alert as its author wrote it, for every reader, as text of `width` columns."""
    listed = tuple(calendar)
    title = f"{alert.number}. {alert.title}"
    lines = [title, "=" * min(len(title), width), *prose_lines(alert.intro, width), ""]
    lines += _facts(alert)
    return "\n".join([*lines, *section_lines(_sections(alert, listed, today), width)])


def alert_data(alert: Alert) -> dict[str, Any]:
    """Return the alert as data that JSON can hold; dates are written YYYY-MM-DD."""
    return {key: plain_data(value) for key, value in asdict(alert).items()}


def _facts(alert: Alert) -> Iterator[str]:
    yield f"Slug:      {alert.slug}"
    yield f"Date:      {long_date(alert.date)}"
    yield f"Expires:   {long_date(alert.expires)}"
    if alert.issue:
        yield f"Issue:     {alert.issue}"
    yield f"By:        {alert.author}"


def _sections(
    alert: Alert, calendar: tuple[CalendarEntry, ...], today: date
) -> Iterator[tuple[str, list[str]]]:
    yield (
        "Notes",
        [f"{long_date(note.date)} ({note.kind}): {note.text}" for note in alert.updates],
    )
    doing = [one for one in alert.actions if not one.do_not]
    yield "Actions", [_line(one, alert, calendar, today) for one in doing]
    yield "What not to do", [f"{one.number}. {one.title}" for one in alert.actions if one.do_not]
    yield (
        "Lists of states",
        [f"{one.id}: {', '.join(one.states)} (as of {one.as_of})" for one in alert.attributes],
    )
    yield (
        "Sources",
        [f"[{s.id}] {s.publisher}, “{s.title}”, {s.dated}. {s.url}" for s in alert.sources],
    )


def _line(
    action: AlertAction, alert: Alert, calendar: tuple[CalendarEntry, ...], today: date
) -> str:
    names = join_words([one.name for one in action.senators])
    minutes = f"{action.minutes} minutes" if action.minutes else action.tier
    scripts = [script.kind.value for script in action.scripts]
    scripts += ["the issue's ask"] if action.ask else []
    scripts += ["one's own words"] if action.prompts else []
    facts = [
        action.kind,
        minutes,
        deadline_words(action, alert, calendar, today),
        "every day" if action.daily else "",
        "bonus" if action.bonus else "",
        _WHOM.get(action.whom, f"to {names}"),
        f"words: {', '.join(scripts)}" if scripts else "",
        _where(action, "only in "),
        f"{len(action.variants)} variants" if action.variants else "",
    ]
    return f"{action.number}. {action.title} ({'; '.join(fact for fact in facts if fact)})"


def _where(rule: AlertAction | Variant, word: str) -> str:
    parts = [", ".join(rule.states), rule.attribute, f"all but {rule.without}" * bool(rule.without)]
    named = [part for part in parts if part]
    return f"{word}{' and '.join(named)}" if named else ""

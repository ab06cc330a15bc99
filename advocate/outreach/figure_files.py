"""A report's figures for other programs: JSON, and CSV for a spreadsheet."""

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from advocate.outreach.cells import safe_cell
from advocate.outreach.figures import GOAL, PATIENCE, Figures


def figures_json(figures: Figures) -> str:
    """Return the figures as one JSON object; days are ISO 8601."""
    return json.dumps(_object(figures), ensure_ascii=False, indent=2) + "\n"


def _object(figures: Figures) -> dict[str, Any]:
    scope = figures.scope
    return {
        "since": str(scope.since),
        "until": str(scope.until),
        "senator": scope.senator,
        "issue": scope.issue,
        "week": str(figures.week),
        "minutes_this_week": figures.minutes,
        "goal_minutes": GOAL,
        "streak_weeks": figures.streak,
        "contacts": figures.contacts,
        "weeks": [
            {"monday": str(w.monday), "contacts": w.contacts, "minutes": w.minutes}
            for w in figures.weeks
        ],
        "channels": [
            {"channel": w.channel.value, "outcome": w.outcome.value, "contacts": w.contacts}
            for w in figures.ways
        ],
        "positions": [
            {
                "senator": stand.now.senator,
                "senator_name": stand.now.senator_name,
                "issue": stand.now.issue,
                "ask": stand.now.ask,
                "position": stand.now.position.value,
                "last_heard": stand.last.when.isoformat(),
                "changes": [
                    {"when": h.when.isoformat(), "position": h.position.value, "words": h.words}
                    for h in stand.changes
                ],
            }
            for stand in figures.stands
        ],
        "answers": [
            {
                "senator": a.senator,
                "senator_name": a.senator_name,
                "letters": a.letters,
                "within_7_days": a.within_week,
                f"within_{PATIENCE}_days": a.within_patience,
                "later": a.later,
                "waiting": a.waiting,
                "never": a.never,
                "median_days": a.typical,
            }
            for a in figures.answers
        ],
        "unanswered": [
            {
                "contact": one.contact,
                "senator": one.senator,
                "senator_name": one.senator_name,
                "channel": one.channel.value,
                "issue": one.issue,
                "sent": str(one.sent),
                "answered": str(one.answered) if one.answered else None,
                "letters": one.letters,
            }
            for one in figures.unanswered
        ],
        "due": [
            {
                "uid": one.uid,
                "due": str(one.due),
                "promise": one.promise.value,
                "text": one.text,
                "senator": one.senator,
                "senator_name": one.senator_name,
            }
            for one in figures.due
        ],
        "offices": [
            {
                "office": one.office,
                "label": one.label,
                "senator_name": one.senator_name,
                "calls": one.calls,
                "reached": one.reached,
                "unanswered": one.unanswered,
                "mailbox_full": one.mailbox_full,
                "wrong_number": one.wrong_number,
            }
            for one in figures.offices
        ],
    }


def figures_csv(figures: Figures) -> str:
    """Return the figures as flat rows: what is counted, of what, when, how many.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(("figure", "senator", "of", "detail", "day", "value"))
    writer.writerows([safe_cell(cell) for cell in row] for row in _rows(figures))
    return out.getvalue()


def _rows(figures: Figures) -> Iterator[Sequence[object]]:
    yield "minutes this week", "", "", "", str(figures.week), figures.minutes
    yield "weeks in a row", "", "", "", str(figures.week), figures.streak
    for week in figures.weeks:
        yield "contacts", "", "week", "", str(week.monday), week.contacts
        yield "minutes", "", "week", "", str(week.monday), week.minutes
    for way in figures.ways:
        yield "contacts", "", way.channel.value, way.outcome.value, "", way.contacts
    for stand in figures.stands:
        for one in stand.changes:
            about = f"{one.issue}/{one.ask}" if one.ask else one.issue
            day = str(one.when.date())
            yield "position", one.senator_name, about, one.position.value, day, one.words
    for letter in figures.unanswered:
        told = (letter.senator_name, letter.channel.value, letter.issue, str(letter.sent))
        yield "letters without an answer", *told, letter.letters
    for answer in figures.answers:
        days = "" if answer.typical is None else answer.typical
        yield "median days to an answer", answer.senator_name, "letters", "", "", days
    for due in figures.due:
        yield "due", due.senator_name, due.promise.value, due.text, str(due.due), ""
    for office in figures.offices:
        for name in ("calls", "reached", "unanswered", "mailbox_full", "wrong_number"):
            of = (office.senator_name, office.label, name.replace("_", " "))
            yield "office", *of, "", getattr(office, name)

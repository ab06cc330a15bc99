"""A report in the terminal: figures as bars and short lists, at most 80 columns wide."""

from collections.abc import Iterator, Sequence

from advocate.errors import shown
from advocate.outreach.figures import GOAL, PATIENCE, Figures, Letters, Stand
from advocate.outreach.words import CHANNEL_WORDS, OUTCOME_WORDS, to_do_words
from advocate.text import counted_word

WIDTH = 80
_BAR = 30
_MOST = 12  # weeks, and lines of each list


def summary(figures: Figures) -> str:
    """Return the report as text."""
    parts = [
        _top(figures),
        _weeks(figures),
        _ways(figures),
        _stands(figures),
        _letters(figures),
        _due(figures),
        _offices(figures),
    ]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def position_words(position: str) -> str:
    """Return a position as people write it."""
    return position.replace("_", " ")


def _top(figures: Figures) -> Iterator[str]:
    scope = figures.scope
    yield f"Report, {scope.since} to {scope.until}"
    yield f"Week of {figures.week}:  {_bar(figures.minutes, GOAL)} {figures.minutes} of {GOAL} min"
    yield f"Weeks in a row with a contact: {figures.streak}"


def _weeks(figures: Figures) -> Iterator[str]:
    weeks = figures.weeks[-_MOST:]
    most = max((week.contacts for week in weeks), default=0)
    if weeks:
        yield f"Contacts by week ({counted_word(figures.contacts, 'contact')} in all)"
    for week in weeks:
        line = f"  {week.monday}  {_bar(week.contacts, most)} {week.contacts:>6,}"
        yield f"{line}  {week.minutes:>6,} min{'  *' if week.minutes >= GOAL else ''}"
    if any(week.minutes >= GOAL for week in weeks):
        yield f"  * two hours or more ({GOAL} min)"


def _ways(figures: Figures) -> Iterator[str]:
    most = max((way.contacts for way in figures.ways), default=0)
    if most:
        yield "By channel and outcome"
    for way in figures.ways:
        named = f"{CHANNEL_WORDS[way.channel]}, {OUTCOME_WORDS[way.outcome]}"
        yield f"  {named:<29} {_bar(way.contacts, most)} {way.contacts:>6,}"


def _stands(figures: Figures) -> Iterator[str]:
    if figures.stands:
        yield "Where they stand"
    yield from (f"  {shown(line, limit=WIDTH - 2)}" for line in map(_stand, figures.stands))


def _stand(stand: Stand) -> str:
    ask = f"{stand.now.issue}{f', {stand.now.ask}' if stand.now.ask else ''}"
    path = " > ".join(position_words(one.position) for one in stand.changes[-3:])
    name = stand.now.senator_name.split()[-1]
    return f"{name}, {ask}: {path} ({stand.now.when.date()})"


def _letters(figures: Figures) -> Iterator[str]:
    count = sum(one.letters for one in figures.unanswered)
    if count:
        yield f"Letters without an answer after {PATIENCE} days: {count:,}"
    for one in figures.unanswered[:_MOST]:
        yield f"  {shown(f'{one.sent}  {letter_words(one)}', limit=WIDTH - 2)}"
    yield from _rest(figures.unanswered)


def letter_words(one: Letters) -> str:
    """Return which letters these are, and what became of them."""
    many = f"{one.letters} × " if one.letters > 1 else ""
    fate = "no answer yet" if one.days is None else f"answered after {one.days} days"
    about = f", {one.issue}" if one.issue else ""
    return f"{many}{CHANNEL_WORDS[one.channel]} to {one.senator_name}{about}: {fate}"


def _due(figures: Figures) -> Iterator[str]:
    if figures.due:
        yield "To do, and promised"
    for one in figures.due[:_MOST]:
        late = "  LATE" if one.due and one.due < figures.scope.until else ""
        text = f"{one.due}{late}  {to_do_words([one])} ({one.senator_name})"
        yield f"  {shown(text, limit=WIDTH - 2)}"
    yield from _rest(figures.due)


def _offices(figures: Figures) -> Iterator[str]:
    if figures.offices:
        yield "Offices: calls, and how many were reached, mailbox full, wrong number"
    for one in figures.offices[:_MOST]:
        full, wrong = percent(one.mailbox_full, one.calls), percent(one.wrong_number, one.calls)
        name = shown(f"{one.label} ({one.senator_name.split()[-1]})", limit=32)
        reached = percent(one.reached, one.calls)
        yield f"  {name:<32} {one.calls:>6,} {reached:>7} ok {full:>6} full {wrong:>6} wrong"
    yield from _rest(figures.offices)


def percent(part: int, whole: int) -> str:
    """Return a part of a whole in percent."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def _rest(rows: Sequence[object]) -> Iterator[str]:
    if len(rows) > _MOST:
        yield f"  … and {len(rows) - _MOST:,} more"


def _bar(value: int, most: int) -> str:
    full = min(_BAR, round(_BAR * value / most)) if most else 0
    full = max(full, int(value > 0))
    return "█" * full + "░" * (_BAR - full)

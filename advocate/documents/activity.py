"""The report on what was done as a document: each chart with its text and its table."""

from collections.abc import Iterator, Sequence
from datetime import date

from advocate.documents.blocks import Block, Document, Heading, Paragraph, Picture, Span, Table
from advocate.documents.charts import parts_chart, positions_chart, weeks_chart
from advocate.outreach.figures import GOAL, PATIENCE, Figures, Stand
from advocate.outreach.records import Channel, Outcome
from advocate.outreach.summary import letter_words, percent, position_words
from advocate.outreach.words import CHANNEL_WORDS, OUTCOME_WORDS, to_do_words
from advocate.text import counted_word, long_date

_ENDS = ("reached or received", "sent or left", "not reached", "skipped")
_END_OF = {
    Outcome.SPOKE: 0,
    Outcome.MEETING_HELD: 0,
    Outcome.REPLY_RECEIVED: 0,
    Outcome.SENT: 1,
    Outcome.VOICEMAIL: 1,
    Outcome.SKIPPED: 3,
}
_FATES = ("within 7 days", f"8 to {PATIENCE} days", "later", "still waiting", "no answer")
_CALLS = ("reached", "no answer or busy", "mailbox full", "wrong number")
_MOST_OFFICES = 12


def activity_report(figures: Figures, *, today: date, form: str) -> Document:
    """Return the report; `form` is what its pictures are: svg, or png for Word."""
    scope = figures.scope
    title = f"Our contacts, {long_date(scope.since)} to {long_date(scope.until)}"
    parts = (_top, _weeks, _ways, _stands, _answers, _due, _offices)
    blocks = [block for part in parts for block in part(figures, form)]
    footer = f"Made {long_date(today)} from the outreach log. Practice runs are not counted."
    return Document(
        kind="report", title=title, language="en", author="", made=today, footer=footer,
        blocks=(Heading(1, (Span(title),)), *blocks),
    )  # fmt: skip


def _heading(text: str, level: int = 2) -> Heading:
    return Heading(level, (Span(text),))


def _says(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    return Table(
        tuple((Span(cell),) for cell in header),
        tuple(tuple((Span(str(cell)),) for cell in row) for row in rows),
    )


def _top(figures: Figures, _form: str) -> Iterator[Block]:
    yield _says(
        f"{counted_word(figures.contacts, 'contact')}. In the week of {long_date(figures.week)}: "
        f"{figures.minutes} of {GOAL} minutes. "
        f"{counted_word(figures.streak, 'week')} in a row with a contact."
    )


def _weeks(figures: Figures, form: str) -> Iterator[Block]:
    weeks = figures.weeks
    if not weeks:
        return
    yield _heading("Week by week")
    reached = sum(week.minutes >= GOAL for week in weeks)
    most = max(weeks, key=lambda week: week.minutes)
    alt = (
        f"Two bar charts by week: minutes and contacts. {reached} of "
        f"{counted_word(len(weeks), 'week')} reached two hours; the most were {most.minutes:,} "
        f"minutes in the week of {long_date(most.monday)}."
    )
    yield Picture(weeks_chart(weeks, form=form), alt)
    rows = [(week.monday, f"{week.contacts:,}", f"{week.minutes:,}") for week in weeks]
    yield _table(("Week from", "Contacts", "Minutes"), rows)


def _ways(figures: Figures, form: str) -> Iterator[Block]:
    if not figures.ways:
        return
    yield _heading("By channel and outcome")
    counts: dict[Channel, list[int]] = {}
    for way in figures.ways:
        row = counts.setdefault(way.channel, [0] * len(_ENDS))
        row[_END_OF.get(way.outcome, 2)] += way.contacts
    bars = [(CHANNEL_WORDS[channel], row) for channel, row in counts.items()]
    yield _bars(bars, _ENDS, "How contacts ended, a bar for each channel", form)
    rows = [(CHANNEL_WORDS[w.channel], OUTCOME_WORDS[w.outcome], w.contacts) for w in figures.ways]
    yield _table(("Channel", "Outcome", "Contacts"), rows)


def _bars(
    rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str], what: str, form: str
) -> Picture:
    sums = [sum(counts[number] for _, counts in rows) for number in range(len(parts))]
    told = ", ".join(f"{name} {count:,}" for name, count in zip(parts, sums, strict=True))
    return Picture(parts_chart(rows, parts, form=form), f"{what}. In all: {told}.")


def _stands(figures: Figures, form: str) -> Iterator[Block]:
    by_senator: dict[str, list[Stand]] = {}
    for stand in figures.stands:
        by_senator.setdefault(stand.now.senator, []).append(stand)
    if by_senator:
        yield _heading("Where they stand")
    for own in by_senator.values():
        name = own[0].now.senator_name
        yield _heading(f"Senator {name}", 3)
        now = "; ".join(f"{_about(s)}: {position_words(s.now.position)}" for s in own)
        yield Picture(positions_chart(own, form=form), f"Positions heard over time. Now {now}.")
        rows = [
            (_about(stand), one.when.date(), position_words(one.position), one.words)
            for stand in own
            for one in stand.changes
        ]
        yield _table(("About", "Since", "Position", "Their words"), rows)


def _about(stand: Stand) -> str:
    return f"{stand.now.issue}, {stand.now.ask}" if stand.now.ask else stand.now.issue


def _answers(figures: Figures, form: str) -> Iterator[Block]:
    if not figures.answers:
        return
    yield _heading("How long answers take")
    rows = [
        (a.senator_name, (a.within_week, a.within_patience, a.later, a.waiting, a.never))
        for a in figures.answers
    ]
    yield _bars(rows, _FATES, "Letters and when they were answered, a bar for each senator", form)
    table = [
        (name, fate, count)
        for name, counts in rows
        for fate, count in zip(_FATES, counts, strict=True)
        if count
    ]
    yield _table(("Senator", "Answered", "Letters"), table)
    typical = [f"{a.senator_name}: {a.typical:g}" for a in figures.answers if a.typical is not None]
    if typical:
        yield _says(f"Half of the answers came within so many days: {'; '.join(typical)}.")
    if figures.unanswered:
        yield _heading(f"Letters without an answer after {PATIENCE} days", 3)
        yield _table(
            ("Sent", "Letter"), [(one.sent, letter_words(one)) for one in figures.unanswered]
        )


def _due(figures: Figures, _form: str) -> Iterator[Block]:
    if figures.due:
        yield _heading("To do, and promised")
        rows = [(one.due, to_do_words([one]), one.senator_name) for one in figures.due]
        yield _table(("By", "What", "Senator"), rows)


def _offices(figures: Figures, form: str) -> Iterator[Block]:
    if not figures.offices:
        return
    yield _heading("Can the offices be reached?")
    rows = [
        (
            f"{o.label} ({o.senator_name.split()[-1]})",
            (o.reached, o.unanswered, o.mailbox_full, o.wrong_number),
        )
        for o in figures.offices
    ]
    yield _bars(rows[:_MOST_OFFICES], _CALLS, "How calls ended, a bar for each office", form)
    table = [
        (name, sum(counts), *(percent(count, sum(counts)) for count in counts))
        for name, counts in rows
    ]
    yield _table(("Office", "Calls", *_CALLS), table)

"""The weekly plan on one sheet, for the fridge: boxes to tick, minutes, and room to write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from advocate.documents.blocks import (
    Block,
    Document,
    FillLines,
    Heading,
    Inline,
    Item,
    ListBlock,
    Paragraph,
    Span,
    Table,
)
from advocate.text import long_date


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: its day, what it is, why, and the minutes."""

    on: date
    text: str
    why: str
    minutes: int


def week_sheet(
    lines: Sequence[Line],
    notes: Sequence[str],
    *,
    monday: date,
    today: date,
    spent: int,
    goal: int,
    data_as_of: date,
    large_print: bool = False,
) -> Document:
    """Return the sheet: the plan by day, then room for what they said."""
    title = f"Two hours in the week of {long_date(monday)}"
    if goal != 120:
        title = f"{goal} minutes in the week of {long_date(monday)}"
    footer = f"Planned {long_date(today)}. Numbers as of {long_date(data_as_of)}."
    return Document(
        kind="week",
        title=title,
        language="en",
        author="",
        made=today,
        footer=footer,
        blocks=tuple(_blocks(title, lines, notes, spent=spent, goal=goal)),
        large_print=large_print,
    )


def _blocks(
    title: str, lines: Sequence[Line], notes: Sequence[str], *, spent: int, goal: int
) -> Iterator[Block]:
    planned = sum(line.minutes for line in lines)
    yield Heading(1, (Span(title),))
    done = f" {spent} are done already." if spent else ""
    yield Paragraph((Span(f"Planned: {planned} of {goal} minutes.{done}"),))
    for day in dict.fromkeys(line.on for line in lines):
        yield Heading(2, (Span(f"{day:%A}, {long_date(day)}"),))
        own = [line for line in lines if line.on == day]
        yield ListBlock(tuple(Item((Paragraph(_line(line)),), checkbox=True) for line in own))
    if notes:
        yield Heading(2, (Span("Good to know"),))
        yield ListBlock(tuple(Item((Paragraph((Span(note),)),)) for note in notes))
    yield Heading(2, (Span("What they said, and who"),))
    yield FillLines(6)
    yield Table(
        ((Span("Minutes spent"),), (Span("Back to"),), (Span("By when"),)),
        tuple((((Span("", blank=14),), (Span("", blank=30),), (Span("", blank=14),)),) * 2),
    )


def _line(line: Line) -> Inline:
    return (
        Span(line.text, bold=True),
        Span(f" ({line.minutes}\u00a0minutes). "),
        Span(f"{line.why[:1].upper()}{line.why[1:]}."),
    )

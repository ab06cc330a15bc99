"""A pack as one readable page of text, and as plain data for JSON."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from advocate.issues.records import Ask, AskRank, Pack, Position
from advocate.text import long_date, unparted, with_ordinary_spaces

_RANKS = {
    AskRank.PRIMARY: "What it asks for",
    AskRank.SUPPORTING: "Also",
    AskRank.FALLBACK: "If not, at least",
}


def pack_page(pack: Pack, *, width: int = 80) -> str:
    """Return the pack's asks, talking points, objections and sources as text of `width` columns."""
    lines = [pack.title, "=" * min(len(pack.title), width)]
    lines += [*prose_lines(pack.summary, width), "", *_facts(pack)]
    return "\n".join([*lines, *section_lines(_sections(pack), width)])


def section_lines(sections: Iterable[tuple[str, list[str]]], width: int) -> Iterator[str]:
    """Yield headings with their items as lines of `width` columns; none without items."""
    for heading, items in sections:
        yield from ["", heading] if items else []
        for item in items:
            first, *more = prose_lines(item, width - 2) or [""]
            yield f"- {first}"
            yield from (f"  {line}" for line in more)


def prose_lines(text: str, width: int) -> list[str]:
    """Return a text as lines of `width` columns; no word and no bill's number is parted."""
    lines = textwrap.wrap(unparted(text), width, break_on_hyphens=False, break_long_words=False)
    return [with_ordinary_spaces(line) for line in lines]


def pack_data(pack: Pack) -> dict[str, Any]:
    """Return the pack as data that JSON can hold; dates are written YYYY-MM-DD."""
    return {key: plain_data(value) for key, value in asdict(pack).items()}


def plain_data(value: Any) -> Any:
    """Return a value as JSON can hold it: texts and dates as strings, tuples as lists."""
    if isinstance(value, dict):
        return {str(key): plain_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(item) for item in value]
    return str(value) if isinstance(value, date | str) else value


def _facts(pack: Pack) -> Iterator[str]:
    yield f"Slug:             {pack.slug}"
    yield f"Reviewed:         {long_date(pack.reviewed)}"
    yield f"Expires:          {long_date(pack.expires)}"
    if pack.deadline:
        yield f"Deadline:         {long_date(pack.deadline)}"
    for bill in pack.bills:
        yield f"Bill:             {bill.number}, {bill.title} ({bill.congress}th Congress)"
    yield f"Known positions:  {_positions(pack)}"
    yield f"By:               {pack.author} ({pack.licence})"


def _positions(pack: Pack) -> str:
    stands = [known.position for known in pack.known_positions]
    counted = [(stands.count(p), p.replace("_", " ")) for p in Position if p in stands]
    return ", ".join(f"{count} {words}" for count, words in counted) or "none"


def _sections(pack: Pack) -> Iterator[tuple[str, list[str]]]:
    for rank, heading in _RANKS.items():
        yield heading, [_asked(ask) for ask in pack.asks_of(rank)]
    yield (
        "Talking points",
        [f"{_scope(point.states)}{point.claim} [{point.source}]" for point in pack.talking_points],
    )
    yield "What one may hear", [f"“{o.heard}” {o.answer} {o.back}" for o in pack.objections]
    yield "Actions", [f"No. {action.number}: {action.title}" for action in pack.actions]
    yield (
        "Sources",
        [f"[{s.id}] {s.publisher}, “{s.title}”, {s.dated}. {s.url}" for s in pack.sources],
    )


def _asked(ask: Ask) -> str:
    words = ask.worded_for(Position.UNKNOWN).ask
    by = f" (by {long_date(ask.by)})" if ask.by else ""
    return f"{words[0].upper()}{words[1:]}.{by}"


def _scope(states: tuple[str, ...]) -> str:
    return f"{', '.join(states)}: " if states else ""

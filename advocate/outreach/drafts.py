"""The edge where a contact enters: typed text is cleaned, lengths and times are checked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from advocate.clock import YEARS
from advocate.errors import StoreError
from advocate.outreach.records import ContactDraft, FollowUpDraft
from advocate.text import clean_line, clean_paragraphs

LINE_LIMIT = 200
PROSE_LIMIT = 5_000
MINUTES_LIMIT = 24 * 60


def clean_draft(draft: ContactDraft, *, now: datetime) -> ContactDraft:
    """Return the draft fit for the log; raises StoreError naming what does not fit."""
    if draft.when > now:
        raise StoreError(
            "That time is in the future; a contact is logged once it has happened.",
            hint="Leave --when out for now, or give a day or time that has passed.",
        )
    if draft.minutes is not None and not 0 <= draft.minutes <= MINUTES_LIMIT:
        raise StoreError(f"Minutes go from 0 to {MINUTES_LIMIT:,}. Nothing was logged.")
    changed: dict[str, Any] = {}
    for name, what, clean, limit in _TYPED:
        typed = getattr(draft, name)
        if typed and (text := _fitting(what, clean(typed), limit)) != typed:
            changed[name] = text
    for name, what in (("tags", "tag"), ("documents", "document")):
        if getattr(draft, name):
            changed[name] = _lines(what, getattr(draft, name))
    return replace(draft, **changed) if changed else draft


# What people type: the field, its name in a sentence, how it is cleaned, how long it may be.
_TYPED: tuple[tuple[str, str, Callable[[str], str], int], ...] = (
    ("staffer", "staffer's name", clean_line, LINE_LIMIT),
    ("staffer_role", "staffer's role", clean_line, LINE_LIMIT),
    ("number", "number", clean_line, LINE_LIMIT),
    ("thread", "thread", clean_line, LINE_LIMIT),
    ("member", "member's name", clean_line, LINE_LIMIT),
    ("words", "text of their words", clean_paragraphs, PROSE_LIMIT),
    ("note", "note", clean_paragraphs, PROSE_LIMIT),
)


def clean_typed(name: str, text: str) -> str:
    """Return what was typed for one field of a contact, fit for the log; raises StoreError."""
    _, what, clean, limit = next(one for one in _TYPED if one[0] == name)
    return _fitting(what, clean(text), limit)


def clean_follow_up(draft: FollowUpDraft) -> FollowUpDraft:
    """Return the follow-up fit for the log; raises StoreError naming what does not fit."""
    text = _fitting("promise", clean_line(draft.text), PROSE_LIMIT)
    if not text:
        raise StoreError("The promise says nothing. Nothing was logged.")
    if draft.due and draft.due.year not in YEARS:
        raise StoreError(f"{draft.due} is too far away to be a day to act. Nothing was logged.")
    return replace(draft, text=text)


def _lines(what: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    clean = (_fitting(what, clean_line(text), LINE_LIMIT) for text in texts)
    return tuple(dict.fromkeys(text for text in clean if text))


def _fitting(what: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise StoreError(
            f"The {what} has {len(text):,} characters; at most {limit:,} fit. Nothing was logged."
        )
    return text

"""The edge where a contact enters: typed text is cleaned, lengths and times are checked."""

from dataclasses import replace
from datetime import datetime

from advocate.errors import StoreError
from advocate.outreach.records import ContactDraft
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
    return replace(
        draft,
        staffer=_fitting("staffer's name", clean_line(draft.staffer), LINE_LIMIT),
        words=_fitting("text of their words", clean_paragraphs(draft.words), PROSE_LIMIT),
        note=_fitting("note", clean_paragraphs(draft.note), PROSE_LIMIT),
    )


def _fitting(what: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise StoreError(
            f"The {what} has {len(text):,} characters; at most {limit:,} fit. Nothing was logged."
        )
    return text

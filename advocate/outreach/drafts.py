"""The edge where a contact enters: typed text is cleaned, lengths and times are checked."""

from dataclasses import replace
from datetime import date, datetime

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
    return replace(
        draft,
        staffer=_fitting("staffer's name", clean_line(draft.staffer), LINE_LIMIT),
        staffer_role=_fitting("staffer's role", clean_line(draft.staffer_role), LINE_LIMIT),
        number=_fitting("number", clean_line(draft.number), LINE_LIMIT),
        thread=_fitting("thread", clean_line(draft.thread), LINE_LIMIT),
        member=_fitting("member's name", clean_line(draft.member), LINE_LIMIT),
        tags=_lines("tag", draft.tags),
        documents=_lines("document", draft.documents),
        words=_fitting("text of their words", clean_paragraphs(draft.words), PROSE_LIMIT),
        note=_fitting("note", clean_paragraphs(draft.note), PROSE_LIMIT),
    )


def clean_follow_up(draft: FollowUpDraft) -> FollowUpDraft:
    """Return the follow-up fit for the log; raises StoreError naming what does not fit."""
    text = _fitting("promise", clean_line(draft.text), PROSE_LIMIT)
    if not text:
        raise StoreError("The promise says nothing. Nothing was logged.")
    if draft.due and not _EARLIEST <= draft.due <= _LATEST:
        raise StoreError(f"{draft.due} is too far away to be a day to act. Nothing was logged.")
    return replace(draft, text=text)


_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)


def _lines(what: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    clean = (_fitting(what, clean_line(text), LINE_LIMIT) for text in texts)
    return tuple(dict.fromkeys(text for text in clean if text))


def _fitting(what: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise StoreError(
            f"The {what} has {len(text):,} characters; at most {limit:,} fit. Nothing was logged."
        )
    return text

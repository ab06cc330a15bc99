"""Reading what was promised: a text, and the day that ends it."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

from advocate.errors import StoreError, shown
from advocate.outreach.records import FollowUpDraft, Promise

# A day is one word, or a month's name with two more.
_BY = re.compile(
    r"(.*\S)\s+(?:by|on|before)\s+([a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\S+)\s*\.?\s*",
    re.IGNORECASE | re.DOTALL,
)
# What was surely meant as a day: digits with / or - between, or a month's name. “COVID-19”,
# “S.455” and “5pm” are not.
_LIKE_A_DAY = re.compile(
    r"\d{1,4}(?:[/-]\d{1,4}){1,2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}",
    re.IGNORECASE | re.ASCII,
)
_DAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip


def read_promise(text: str, promise: Promise, *, today: date) -> FollowUpDraft:
    """Return what “TEXT by DATE” promises; a text without a day at its end has none.

    A day is 2026-12-04, 12/4/2026, December 4, 2026, today, tomorrow, or the next of that name.
    """
    if unread := unread_day(text, today=today):
        raise StoreError(
            f"“{shown(unread)}” is not a day. Nothing was logged.",
            hint="Write the day as 2026-12-04, or leave it out.",
        )
    found = _BY.fullmatch(text)
    day = day_of(found[2], today=today) if found else None
    what = found[1].rstrip(" ,;") if found and day else text  # “the dates, Jo Park, by Friday”
    return FollowUpDraft(promise=promise, text=what, due=day)


def unread_day(text: str, *, today: date) -> str:
    """Return the day at the end of “TEXT by DATE” that cannot be read; empty where all is well."""
    found = _BY.fullmatch(text)
    if not found or day_of(found[2], today=today):
        return ""
    like = _LIKE_A_DAY.fullmatch(found[2].rstrip(" .,"))
    return found[2] if like else ""


def ends_with_day(text: str) -> bool:
    """Say whether a text ends with a day by which something is to be done."""
    found = _BY.fullmatch(text)
    return bool(found and day_of(found[2], today=date(2000, 1, 1)))


def day_of(text: str, *, today: date) -> date | None:
    """Return the day that a word names, or None."""
    word = text.strip(" .,").casefold()
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    if word in _DAYS:
        return today + timedelta(days=(_DAYS.index(word) - today.weekday() - 1) % 7 + 1)
    for form in ("%B %d %Y", "%b %d %Y"):
        with suppress(ValueError):
            named = " ".join(re.sub(r"[.,]", " ", word).split())
            return datetime.strptime(named, form).date()  # noqa: DTZ007
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", word)
    try:
        if american:
            return date(int(american[3]), int(american[1]), int(american[2]))
        return date.fromisoformat(word)
    except ValueError:
        return None

"""Checking an issue pack: its errors, and warnings about its age and unused parts."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from advocate.issues.cross import used_sources
from advocate.issues.load import PACK_FILE
from advocate.issues.read import read_values
from advocate.issues.records import Pack
from advocate.issues.walk import Values
from advocate.notices import Notice, Problem, Severity
from advocate.text import long_date, word_count

REVIEW_DAYS = 180
SCRIPT_WORDS = 90
DRAFT_HINT = "When every word is your own, take the line draft = true out of its file."
_GREETING_WORDS = 22  # "Hi, my name is …", city, ZIP and "I'm asking the senator to"


def check_pack(folder: Path, *, today: date | None = None) -> list[Problem]:
    """Return every problem of the pack in `folder`; with `today`, its age is checked too."""
    values, _, problems = read_values(folder)
    found = _unused_sources(values) + _long_scripts(values)
    found += _age(values, today) if today else []
    where = f"{folder.resolve().name}/{PACK_FILE}"
    return problems + [Problem(Severity.WARNING, f"{where}: {key}", text) for key, text in found]


def use_notices(pack: Pack, today: date) -> tuple[Notice, ...]:
    """Return why the pack is not to be used on `today` unchecked: its age, or not finished."""
    name = f"The issue pack “{pack.slug}”"
    dates = {"reviewed": pack.reviewed, "expires": pack.expires, "deadline": pack.deadline}
    sentences = {
        "expires": f"{name} was meant to be used until {long_date(pack.expires)}: "
        "check every fact before you use it.",
        "reviewed": f"{name} was reviewed on {long_date(pack.reviewed)}: its facts may be old.",
        "deadline": f"{name} had a deadline, and it has passed"
        + (f" ({long_date(pack.deadline)})." if pack.deadline else "."),
    }
    found = [Notice(f"pack-{key}", sentences[key]) for key, _ in _age(dates, today)]
    if pack.draft:
        found.append(Notice("pack-draft", f"{name} is a draft: it says draft = true."))
    return tuple(found)


def unused_notices(packs: Iterable[Pack]) -> tuple[Notice, ...]:
    """Return a sentence for each pack that is left out as a draft."""
    return tuple(
        Notice(
            "pack-draft",
            f"The issue pack “{pack.slug}” is left out: it is a draft. {DRAFT_HINT}",
        )
        for pack in packs
        if pack.draft
    )


def _age(values: Values, today: date) -> list[tuple[str, str]]:
    found = []
    reviewed, expires = values.get("reviewed"), values.get("expires")
    deadline = values.get("deadline")
    if expires and expires < today:
        found.append(("expires", f"is past ({expires}): check every fact before using the pack."))
    if reviewed and (today - reviewed).days > REVIEW_DAYS:
        found.append(("reviewed", f"lies {(today - reviewed).days} days back ({reviewed})."))
    if reviewed and reviewed > today:
        found.append(("reviewed", f"lies in the future ({reviewed})."))
    if deadline and deadline < today:
        found.append(("deadline", f"has passed ({deadline})."))
    return found


def _unused_sources(values: Values) -> list[tuple[str, str]]:
    used = used_sources(values)
    return [
        (f"sources[{number}]", f"“{source['id']}” is used by nothing.")
        for number, source in enumerate(values.get("sources", ()), 1)
        if source.get("id") and source["id"] not in used
    ]


def _long_scripts(values: Values) -> list[tuple[str, str]]:
    """Find primary asks that make a call script longer than a caller is listened to."""
    points = values.get("talking_points", ())
    reason = max((word_count(point.get("spoken", "")) for point in points), default=0)
    return [
        (
            f"asks[{number}].wording.{position}",
            f"makes a call script of about {words} words; {SCRIPT_WORDS} are enough.",
        )
        for number, ask in enumerate(values.get("asks", ()), 1)
        if ask.get("rank") == "primary"
        for position, wording in ask.get("wording", {}).items()
        if (words := _GREETING_WORDS + reason + sum(map(word_count, wording.values())))
        > SCRIPT_WORDS
    ]

"""Checking an alert: its errors, its targets, its age, and scripts that nobody would hear out."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from advocate.issues.alerts.cross import each, texts, to_senators
from advocate.issues.alerts.known import Known, Remarks, named_senators
from advocate.issues.alerts.library import AlertEntry
from advocate.issues.alerts.read import number_and_slug, read_values, reporter, unknown_in
from advocate.issues.alerts.records import SCRIPT_WORDS, Alert
from advocate.issues.alerts.sample import sample_texts
from advocate.issues.check import DRAFT_HINT
from advocate.issues.walk import Values
from advocate.notices import Notice, Problem, Severity
from advocate.text import fold, long_date, word_count

OPENING_WORDS = 16  # "Hi, my name is …. I'm a constituent from CITY, ZIP."
# A script is read on other days than the one on which it was written.
_UNDATED = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|(?:this|next|last) (?:week|month|mon|tues|wednes|thurs"
    r"|fri|satur|sun)(?:day)?)\b",
    re.IGNORECASE,
)


def check_alert(path: Path, *, known: Known, today: date) -> list[Problem]:
    """Return every problem of the alert in a file, warnings too."""
    values, problems = read_values(path)
    problems += unknown_in(values, path, known)
    warn = reporter(problems, path, Severity.WARNING)
    named = number_and_slug(path)
    if named and named[1] in known.issues:
        warn("", f"has the slug of an issue pack, which is taken first; name it by {named[0]}.")
    remarks = (*_names(values, known), *_long_scripts(values), *_undated(values))
    for place, text in (*remarks, *_age(values, today), *_unfinished(values, known)):
        warn(place, text)
    return problems


def overlapping(paths: Iterable[Path]) -> dict[Path, list[Problem]]:
    """Return the problems of alerts whose number or slug another one in the same folder has."""
    found: dict[Path, list[Problem]] = {}
    seen: dict[tuple[Path, int | str], Path] = {}
    for path in paths:
        number, slug = number_and_slug(path) or (0, "")
        report = reporter(found.setdefault(path, []), path, Severity.ERROR)
        first = seen.setdefault((path.parent, number), path)
        if number and first is not path:
            report("number", f"is {number}, and so is that of {first.name}; give each its own.")
        first = seen.setdefault((path.parent, slug), path)
        if slug and first is not path:
            report("", f"has the slug “{slug}”, and so has {first.name}; give each its own.")
    return found


def use_notices(alert: Alert, today: date) -> tuple[Notice, ...]:
    """Return why the alert is not to be used on `today`: too early, too old, or not finished."""
    name = f"The alert “{alert.slug}”"
    found = []
    if alert.date > today:
        text = f"{name} is not to go out before {long_date(alert.date)}, its date."
        found.append(Notice("alert-early", text))
    if alert.expires < today:
        text = f"{name} was meant to be used until {long_date(alert.expires)}."
        found.append(Notice("alert-expired", text))
    if alert.draft:
        found.append(Notice("alert-draft", f"{name} is a draft: it says draft = true."))
    return tuple(found)


def unused_notices(
    entries: Iterable[AlertEntry], today: date, drafts: Collection[str]
) -> tuple[Notice, ...]:
    """Return a sentence for each alert that would be used now, were it whole and no draft; one of
    an issue among `drafts` is none to use either."""
    found = []
    for entry in entries:
        name = f"The alert “{entry.slug}” is left out"
        if entry.alert and entry.alert.expires < today:
            continue
        if entry.alert is None or entry.problems:
            found.append(Notice("alert-broken", f"{name}: {entry.sentence}"))
        elif entry.alert.draft:
            found.append(Notice("alert-draft", f"{name}: it is a draft. {DRAFT_HINT}"))
        elif entry.alert.issue in drafts:
            text = f"{name}: its issue “{entry.alert.issue}” is a draft."
            found.append(Notice("alert-draft", text))
    return tuple(found)


def coming_notices(entries: Iterable[AlertEntry], today: date) -> tuple[Notice, ...]:
    """Return a sentence for each alert, whole and no draft, whose date is still to come."""
    return tuple(
        Notice(
            "alert-early",
            f"The alert “{one.slug}” is left out: it is for {long_date(one.whole.date)} and later.",
        )
        for one in entries
        if one.whole and one.whole.date > today and not one.whole.draft
    )


def _names(values: Values, known: Known) -> Remarks:
    for place, one in named_senators(values):
        senator = known.senators.get(one.get("bioguide", ""))
        if senator and one.get("name") and fold(senator.last_name) not in fold(one["name"]):
            yield f"{place}.name", f"is “{one['name']}”; on file it is {senator.full_name}."


def _spoken(values: Values) -> Iterator[tuple[str, str]]:
    for place, action in each(values, "actions"):
        for where, script in each(action, "scripts", place):
            if to_senators(script):
                yield f"{where}.text", script.get("text", "")
        for where, variant in each(action, "variants", place):
            if variant.get("script"):
                yield f"{where}.script", variant["script"]


def _long_scripts(values: Values) -> Remarks:
    for place, text in _spoken(values):
        words = OPENING_WORDS + word_count(text)
        if words > SCRIPT_WORDS >= word_count(text):
            yield place, f"makes {words} words with name and town; {SCRIPT_WORDS} are enough."


def _undated(values: Values) -> Remarks:
    for place, action in each(values, "actions"):
        found = [(f"{at}.text", one.get("text", "")) for at, one in each(action, "scripts", place)]
        variants = each(action, "variants", place)
        found += [(f"{at}.script", one.get("script", "")) for at, one in variants]
        for where, text in found:
            if word := _UNDATED.search(text):
                yield where, f"says “{word[0]}”, which is undated; name the day."


def _age(values: Values, today: date) -> Remarks:
    expires = values.get("expires")
    if expires and expires < today:
        yield "expires", f"is past ({expires}): nobody should act on it any more."


def _unfinished(values: Values, known: Known) -> Remarks:
    out = "the week's plan and send-list leave the alert out."
    if values.get("draft"):
        yield "draft", f"is true: {out}"
    if values.get("issue") in known.drafts:
        yield "issue", f"names “{values['issue']}”, whose pack is a draft: {out}"
    left: dict[str, list[str]] = {}
    for place, text in texts(values):
        if text in sample_texts():
            head, _, inside = place.partition(".")
            left.setdefault(head, []).append(inside)
    for head, keys in left.items():
        where = ", ".join(filter(None, keys))
        yield head, f"is still the sample's{f': {where}' if where else ''}."

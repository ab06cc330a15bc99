"""What must agree inside an alert: numbers, ids, dates, whom an action is for, its variants."""

import re
from collections.abc import Iterator

from advocate.issues.alerts.deadlines import weekday_after
from advocate.issues.alerts.records import SCRIPT_WORDS, ScriptKind, Whom
from advocate.issues.records import WORK_PERIOD
from advocate.issues.values import near
from advocate.issues.walk import Report, Values
from advocate.text import word_count

_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_WEB = re.compile(r"https?://", re.IGNORECASE)
TO_SENATORS = (ScriptKind.SENATOR, ScriptKind.THANKS)
CONDITIONS = ("positions", "parties", "states", "attribute", "without")


def cross_check(values: Values, report: Report) -> None:
    """Report whatever does not fit together; `values` may lack what was wrong in itself."""
    _unique(values, report)
    _named_ids(values, report)
    _dates(values, report)
    _links(values, report)
    for place, action in each(values, "actions"):
        _addressees(place, action, values, report)
        _words(place, action, report)
        _variants(place, action, values, report)


def each(values: Values, name: str, place: str = "") -> Iterator[tuple[str, Values]]:
    """Yield each table of a list with its place: actions[1], actions[1].scripts[2]."""
    for number, table in enumerate(values.get(name, ()), 1):
        yield f"{place}.{name}[{number}]" if place else f"{name}[{number}]", table


def every_variant(values: Values) -> Iterator[tuple[str, Values, Values]]:
    """Yield each variant with its place and its action."""
    for place, action in each(values, "actions"):
        for where, variant in each(action, "variants", place):
            yield where, variant, action


def to_senators(script: Values) -> bool:
    """Say whether a script is said or written to a senator's office."""
    return script.get("kind") in TO_SENATORS and not script.get("to")


def _unique(values: Values, report: Report) -> None:
    lists = [("actions", "number", "", values), ("attributes", "id", "", values)]
    lists += [("sources", "id", "", values)]
    lists += [("senators", "bioguide", place, one) for place, one in each(values, "actions")]
    for name, key, inside, tables in lists:
        seen: set[object] = set()
        for place, table in each(tables, name, inside):
            found = table.get(key)
            if found is not None and found in seen:
                report(f"{place}.{key}", f"“{found}” is there twice; give each its own.")
            seen.add(found)


def _named_ids(values: Values, report: Report) -> None:
    sources = [table.get("id", "") for _, table in each(values, "sources")]
    attributes = [table.get("id", "") for _, table in each(values, "attributes")]
    for place, attribute in each(values, "attributes"):
        _known(f"{place}.source", attribute.get("source", ""), sources, "sources", report)
    tables = [*each(values, "actions"), *((at, one) for at, one, _ in every_variant(values))]
    for place, table in tables:
        for key in ("attribute", "without"):
            _known(f"{place}.{key}", table.get(key, ""), attributes, "attributes", report)


def _known(place: str, name: str, known: list[str], where: str, report: Report) -> None:
    if name and name not in known:
        report(place, f"names “{name}”, which is not in [[{where}]].{near(name, known)}")


def _dates(values: Values, report: Report) -> None:
    begins, expires = values.get("date"), values.get("expires")
    if not begins or not expires:
        return
    if expires < begins:
        report("expires", f"is {expires}; it must not come before date, {begins}.")
        return
    for place, action in each(values, "actions"):
        for key in ("deadline", "day"):
            told = action.get(key)
            if told is None or told == WORK_PERIOD:
                continue
            day = weekday_after(begins, told) if isinstance(told, str) else told
            if not begins <= day <= expires:
                words = f"{told}, {day}" if isinstance(told, str) else told
                report(f"{place}.{key}", f"is {words}, not between date and expires.")


def _links(values: Values, report: Report) -> None:
    for place, text in texts(values):
        for target in _LINK.findall(text):
            if not _WEB.match(target):
                report(place, "links to something that does not begin with https:// or http://.")


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of an alert with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}" if place else key)
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value, 1):
            yield from texts(item, f"{place}[{number}]")


def _addressees(place: str, action: Values, values: Values, report: Report) -> None:
    whom = action.get("whom")
    named, ask = action.get("senators", ()), action.get("ask", False)
    if whom == Whom.NAMED and not named:
        report(f"{place}.senators", "is missing: whom = “named” needs [[actions.senators]].")
    if whom != Whom.NAMED and named:
        report(f"{place}.whom", "must be “named”, since the action names senators.")
    if ask and not values.get("issue"):
        report(f"{place}.ask", "needs the alert's issue, whose ask it takes.")
    scripted = any(to_senators(one) for one in action.get("scripts", ()))
    if whom == Whom.NONE and (ask or scripted):
        report(f"{place}.whom", "must be “own” or “named”: the words are for a senator.")
    if ask and scripted:
        report(f"{place}.ask", "and a script for a senator are there both; choose one.")
    if action.get("prompts") and (ask or scripted):
        report(f"{place}.prompts", "are given in place of words for a senator; choose one.")
    if action.get("keyword") and not action.get("short_code"):
        report(f"{place}.keyword", "needs the short_code to text it to.")


def _words(place: str, action: Values, report: Report) -> None:
    for where, script in each(action, "scripts", place):
        kind, count = script.get("kind"), word_count(script.get("text", ""))
        if kind == ScriptKind.LETTER and not script.get("to"):
            report(f"{where}.to", "is missing: to whom is the letter?")
        if kind not in (ScriptKind.LETTER, None) and count > SCRIPT_WORDS:
            report(f"{where}.text", f"has {count} words; at most {SCRIPT_WORDS} are allowed.")


def _variants(place: str, action: Values, values: Values, report: Report) -> None:
    seen: list[Values] = []
    for where, variant in each(action, "variants", place):
        conditions = {key: variant[key] for key in CONDITIONS if variant.get(key)}
        if not conditions:
            report(where, "has no condition; what holds for everyone belongs in the action.")
        elif conditions in seen:
            report(where, "is never taken: an earlier one has the same conditions.")
        elif nothing := _covers_nothing(variant, action, values):
            report(where, f"covers nothing: {nothing}.")
        seen.append(conditions)
        if not variant.get("body") and not variant.get("script"):
            report(where, "changes nothing: give it a body or a script.")
        senators = variant.get("positions") or variant.get("parties") or variant.get("script")
        if action.get("whom") == Whom.NONE and senators:
            report(where, "is about senators; whom must be “own” or “named”.")
        if variant.get("positions") and not values.get("issue"):
            report(f"{where}.positions", "need the alert's issue, on which senators stand.")


def _covers_nothing(variant: Values, action: Values, values: Values) -> str:
    """Return why no state can fulfil all conditions of a variant and its action, or nothing."""
    lists = {one.get("id"): set(one.get("states", ())) for _, one in each(values, "attributes")}
    here = action.get("states") or values.get("states")
    only = [set(states) for states in (variant.get("states"), here) if states]
    only += [lists[key] for one in (variant, action) if (key := one.get("attribute")) in lists]
    never = [lists[key] for one in (variant, action) if (key := one.get("without")) in lists]
    if only and not set.intersection(*only).difference(*never):
        return "no state fulfills its conditions and those of its action"
    return ""

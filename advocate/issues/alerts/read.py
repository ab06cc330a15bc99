"""Reading an alert from its file: the alert, or every problem that stands in the way."""

import re
from pathlib import Path
from typing import Any

from advocate.errors import AlertError, shown
from advocate.issues.alerts.cross import cross_check
from advocate.issues.alerts.known import Known, unknown_names
from advocate.issues.alerts.records import (
    Alert,
    AlertAction,
    Attribute,
    NamedSenator,
    Script,
    ScriptKind,
    Update,
    Variant,
    Whom,
)
from advocate.issues.alerts.schema import ALERT, ALERT_ACTION
from advocate.issues.build import with_prose
from advocate.issues.load import load_tables
from advocate.issues.records import Source
from advocate.issues.walk import Report, Values, walk
from advocate.notices import Problem, Severity
from advocate.text import SLUG

ENDING = ".toml"
_NAME = re.compile(rf"([1-9]\d{{0,5}})-({SLUG})", re.ASCII)
HINT = "actions[2] means the second [[actions]] of the file. docs/alerts.md explains every key."


def read_alert(path: Path, known: Known | None = None) -> Alert:
    """Return the alert in a file; raises AlertError that lists all problems at once.

    With `known`, to name what nobody knows is one: whoever puts the alert to use gives it.
    """
    alert, problems = try_alert(path, known)
    if alert is None or problems:
        raise broken(path, problems)
    return alert


def try_alert(path: Path, known: Known | None = None) -> tuple[Alert | None, list[Problem]]:
    """Return the alert with its problems (all of them errors): None where it cannot be read, while
    one that names what is not `known` can."""
    values, problems = read_values(path)
    alert = None if problems else _build(values, path)
    return alert, problems + (unknown_in(values, path, known) if known else [])


def unknown_in(values: Values, path: Path, known: Known) -> list[Problem]:
    """Return as errors what an alert names and nobody knows."""
    problems: list[Problem] = []
    report = reporter(problems, path, Severity.ERROR)
    for place, text in unknown_names(values, known):
        report(place, text)
    return problems


def read_values(path: Path) -> tuple[Values, list[Problem]]:
    """Return an alert's values by key, and its errors in itself; wrong values are left out."""
    problems: list[Problem] = []
    report = reporter(problems, path, Severity.ERROR)
    tables = load_tables(path.parent, report, path.name, what="alert")
    if tables is None:
        return {}, problems
    values = walk(tables, ALERT, "", report)
    found = number_and_slug(path)
    if found is None:
        report("", "is not named like 12-clean-water.toml: a number, a hyphen, a slug.")
    elif "number" in values and values["number"] != found[0]:
        report("number", f"is {values['number']}, but the file is named “{shown(path.name)}”.")
    cross_check(values, report)
    return values, problems


def number_and_slug(path: Path) -> tuple[int, str] | None:
    """Return what the name of an alert's file says ("12-clean-water.toml"), or None."""
    found = _NAME.fullmatch(path.stem) if path.suffix == ENDING and len(path.stem) <= 70 else None
    return (int(found[1]), found[2]) if found else None


def reporter(problems: list[Problem], path: Path, severity: Severity) -> Report:
    """Return a function that adds a problem of this file to `problems`."""

    def report(place: str, text: str) -> None:
        where = shown(path.name) + (f": {place}" if place else "")
        problems.append(Problem(severity, where, text))

    return report


def broken(path: Path, problems: list[Problem]) -> AlertError:
    """Return the error that names every problem of an alert."""
    count = "One problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = "".join(f"\n  {problem.where}: {problem.text}" for problem in problems)
    return AlertError(f"The alert “{shown(path.name)}” cannot be used. {count}:{lines}", hint=HINT)


def _build(values: Values, path: Path) -> Alert:
    """Return the alert; `values` must have passed the walk and the cross-check without error."""
    named = number_and_slug(path)
    fields = with_prose(values, ALERT)
    fields["actions"] = tuple(_action(table, values["states"]) for table in values["actions"])
    for name, record in _RECORDS.items():
        keys = ALERT[name].keys
        fields[name] = tuple(record(**with_prose(table, keys)) for table in values[name])
    return Alert(slug=named[1] if named else path.stem, **fields)


_RECORDS: dict[str, Any] = {"attributes": Attribute, "updates": Update, "sources": Source}


def _action(table: Values, states: tuple[str, ...]) -> AlertAction:
    fields = with_prose(table, ALERT_ACTION)
    keys = {name: ALERT_ACTION[name].keys for name in ("senators", "scripts", "variants")}
    fields["senators"] = tuple(
        NamedSenator(**with_prose(one, keys["senators"])) for one in table["senators"]
    )
    fields["scripts"] = tuple(
        Script(**with_prose({**one, "kind": ScriptKind(one["kind"])}, keys["scripts"]))
        for one in table["scripts"]
    )
    fields["variants"] = tuple(
        Variant(**with_prose(one, keys["variants"])) for one in table["variants"]
    )
    fields["states"] = table["states"] or states
    do_not = table["do_not"] or table["kind"] == "advisory"
    return AlertAction(**{**fields, "whom": Whom(table["whom"]), "do_not": do_not})

"""Reading one issue pack from its folder: the pack, or every problem that stands in the way."""

from pathlib import Path

from advocate.errors import PackError, shown
from advocate.issues.build import build_pack
from advocate.issues.cross import cross_check
from advocate.issues.load import (
    BACKGROUND_FILE,
    PACK_FILE,
    load_tables,
    load_text,
)
from advocate.issues.records import Pack, Prose
from advocate.issues.schema import BACKGROUND, PACK
from advocate.issues.values import WrongValueError, read_value
from advocate.issues.walk import Report, Values, walk
from advocate.notices import Problem, Severity
from advocate.reading import UnreadableError


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`; raises PackError that lists all problems at once."""
    pack, problems = try_pack(folder)
    if pack is None:
        raise broken(folder, problems)
    return pack


def try_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """Return the pack, or None with the problems (all of them errors)."""
    values, background, problems = read_values(folder)
    if problems:
        return None, problems
    return build_pack(values, background), []


def read_values(folder: Path) -> tuple[Values, Prose, list[Problem]]:
    """Return a pack's values by key, its background, and its errors; wrong values are left out."""
    problems: list[Problem] = []
    in_pack = _reporter(problems, folder, PACK_FILE)
    tables = load_tables(folder, in_pack)
    values = {} if tables is None else walk(tables, PACK, "", in_pack)
    cross_check(values, folder.resolve().name, in_pack)
    background = _background(folder, _reporter(problems, folder, BACKGROUND_FILE))
    return values, background, problems


def broken(folder: Path, problems: list[Problem]) -> PackError:
    """Return the error that names every problem of a pack."""
    count = "One problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = "".join(f"\n  {problem.where}: {problem.text}" for problem in problems)
    return PackError(
        f"The issue pack “{shown(folder.name)}” cannot be used. {count}:{lines}",
        hint="asks[2] means the second [[asks]] of the file. docs/packs.md explains every key.",
    )


def _reporter(problems: list[Problem], folder: Path, file: str) -> Report:
    def report(place: str, text: str) -> None:
        where = f"{shown(folder.name)}/{file}" + (f": {place}" if place else "")
        problems.append(Problem(Severity.ERROR, where, text))

    return report


def _background(folder: Path, report: Report) -> Prose:
    try:
        return Prose(read_value(load_text(folder, BACKGROUND_FILE), BACKGROUND))
    except (UnreadableError, WrongValueError) as wrong:
        report("", str(wrong))
        return Prose("")

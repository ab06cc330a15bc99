"""Whom an issue pack names that nobody has on file: senators, and committees by their codes."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from advocate.directory.records import Senator
from advocate.issues.load import PACK_FILE
from advocate.issues.read import read_values
from advocate.issues.values import near
from advocate.issues.walk import Values
from advocate.notices import Problem, Severity
from advocate.text import fold

Remarks = Iterator[tuple[str, str]]  # (place, what is wrong)


def name_remarks(
    folder: Path, senators: Mapping[str, Senator], committees: Collection[str]
) -> list[Problem]:
    """Return a warning for each senator and committee in a pack that is not on file.

    None is an error: senators leave, and the data may be older than the pack.
    """
    values, _, _ = read_values(folder)
    where = f"{folder.resolve().name}/{PACK_FILE}"
    found = (*_senators(values, senators), *_committees(values, committees))
    return [Problem(Severity.WARNING, f"{where}: {place}", text) for place, text in found]


def _senators(values: Values, senators: Mapping[str, Senator]) -> Remarks:
    for number, known in enumerate(values.get("known_positions", ()), 1):
        place = f"known_positions[{number}]"
        bioguide, name = known.get("senator", ""), known.get("name", "")
        senator = senators.get(bioguide)
        if bioguide and not senator:
            yield f"{place}.senator", f"is {bioguide}, and no senator on file has that id."
        elif senator and name and fold(senator.last_name) not in fold(name):
            yield f"{place}.name", f"is “{name}”; on file {bioguide} is {senator.full_name}."


def _committees(values: Values, committees: Collection[str]) -> Remarks:
    bills = enumerate(values.get("bills", ()), 1)
    tables = (("", values), *((f"bills[{number}].", bill) for number, bill in bills))
    for place, table in tables:
        for code in table.get("committees", ()):
            # Those of the House are not on file: no senator sits on one.
            if code not in committees and not code.startswith("H"):
                meant = near(code, list(committees))
                told = f"names “{code}”, and no committee on file has that code.{meant}"
                yield f"{place}committees", told

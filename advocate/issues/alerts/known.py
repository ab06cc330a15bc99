"""What an alert may name: issue packs and senators; to name another is an error in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from advocate.directory.records import Senator
from advocate.issues.alerts.cross import each
from advocate.issues.values import near
from advocate.issues.walk import Values

Remarks = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What an alert may name: issue packs by slug, senators by Bioguide id; which are drafts."""

    issues: Collection[str]
    senators: Mapping[str, Senator]
    drafts: Collection[str] = ()


def unknown_names(values: Values, known: Known) -> Remarks:
    """Yield place and problem of each issue and senator that an alert names and nobody knows."""
    issue = values.get("issue")
    if issue and issue not in known.issues:
        yield "issue", f"names “{issue}”, which is no issue pack.{near(issue, list(known.issues))}"
    for place, one in named_senators(values):
        bioguide = one.get("bioguide")
        if bioguide and bioguide not in known.senators:
            yield f"{place}.bioguide", f"is {bioguide}, and no senator on file has that id."


def named_senators(values: Values) -> Iterator[tuple[str, Values]]:
    """Yield each senator whom an action names, with the place."""
    for place, action in each(values, "actions"):
        yield from each(action, "senators", place)

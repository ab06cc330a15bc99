"""What a check or a lookup has to say: problems with their place, and warnings as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a check found: where it stands (file, then place in it) and what is wrong."""

    severity: Severity
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.text}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning that travels with a result: a stable code for programs, a sentence for people;
    `about` is the Bioguide id of the senator whom it is about, if it is one alone."""

    code: str
    text: str
    about: str = ""


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that fail a check."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def broken_words(problems: Sequence[Problem]) -> str:
    """Say in a sentence why something with problems is broken, or nothing when it has none."""
    if not problems:
        return ""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    first = problems[0]
    return f"broken, {count}; the first: {first.where}: {first.text}"

"""What a check or a lookup has to say: problems with their place, and warnings as values."""

from collections.abc import Iterable
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
    """A warning that travels with a result: a stable code for programs, a sentence for people."""

    code: str
    text: str


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that fail a check."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]

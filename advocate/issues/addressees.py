"""Whom something is said to: a senator, at an office, who stands somewhere on the issue."""

from dataclasses import dataclass

from advocate.directory.records import Office, Senator
from advocate.issues.records import Position


@dataclass(frozen=True, slots=True)
class Addressee:
    """One of the reader's senators, with the office to call and the position on the issue."""

    senator: Senator
    office: Office
    position: Position = Position.UNKNOWN

"""Records of an alert filled in for one reader: who reads it, beside what, and what they get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advocate.directory.records import CalendarEntry, Senator, State
from advocate.issues.addressees import Addressee as Addressee
from advocate.issues.records import Pack, Prose


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an alert is filled in: where they live, and their senators, of whom DC has none."""

    state: State
    addressees: tuple[Addressee, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What an alert is read beside: the issue's pack, senators by id, states by code, the dates."""

    pack: Pack | None
    senators: Mapping[str, Senator]
    states: Mapping[str, State]
    calendar: tuple[CalendarEntry, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Said:
    """Words for one use: `kind` as in ScriptKind, `to` whom, `spoken` or written.

    `as_constituent` says that they begin with who is speaking, and where from; `several` that they
    are the same for more than one senator.
    """

    kind: str
    to: str
    text: Prose
    spoken: bool = False
    as_constituent: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Senators of one state whom an action names: their constituents need their numbers."""

    state_name: str
    senators: tuple[Senator, ...]


@dataclass(frozen=True, slots=True)
class ReaderAction:
    """An action as one reader gets it.

    `deadline` is a day or None, `by` says it in words. `said` holds the words for it, `prompts` the
    questions in their place. `forward` names where the friend lives to whom it is passed on, and is
    empty when it is the reader's own; `listed` are named senators by state, whose numbers it needs.
    """

    number: int
    kind: str
    title: Prose
    body: Prose
    minutes: int
    tier: str
    url: str
    phone: str
    short_code: str
    keyword: str
    deadline: date | None
    by: str
    place: Prose
    daily: bool
    bonus: bool
    do_not: bool
    whom: str
    mine: bool
    said: tuple[Said, ...]
    prompts: tuple[Prose, ...]
    forward: str
    listed: tuple[Listed, ...]

    @property
    def how(self) -> str:
        """How long it takes, by when, how often: "5 minutes, by Friday, …, every day", or empty.

        What is passed on takes the friend that long, and is passed on once.
        """
        plural = "s" if self.minutes != 1 else ""
        minutes = f"{self.minutes} minute{plural}" if self.minutes else self.tier
        facts = [
            "" if self.forward else minutes,
            self.by,
            "every day" if self.daily and not self.forward else "",
            "a bonus if you have time left" if self.bonus else "",
        ]
        return ", ".join(fact for fact in facts if fact)

"""Records of an alert: its actions, their scripts and variants, lists of states, notes."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from advocate.issues.records import Prose, Source

TIERS = ("2 minutes", "20 minutes", "2 hours")
PARTIES = ("Democrat", "Republican", "Independent")
SCRIPT_WORDS = 90  # of what is said, or sent to a friend; a letter to someone else may be longer


class Whom(StrEnum):
    """Whose senators an action is aimed at."""

    OWN = "own"  # those of the reader
    NAMED = "named"  # those that the action names, wherever they are from
    NONE = "none"


class ScriptKind(StrEnum):
    """What a script is: words for a senator's office, for a friend, for somebody else."""

    SENATOR = "senator"
    THANKS = "thank-you"
    FRIEND = "friend"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Script:
    """Words to use as they are; `to` names the addressee if it is neither senator nor friend."""

    kind: ScriptKind
    to: Prose
    text: Prose


@dataclass(frozen=True, slots=True)
class NamedSenator:
    """A senator whom an action names: Bioguide id, and the name as the alert's author knows it."""

    bioguide: str
    name: Prose


@dataclass(frozen=True, slots=True)
class Variant:
    """Other words for some: by the senator's position or party, or by the reader's state.

    Of several conditions all must hold, and the first variant that fits is taken. `attribute` and
    `without` name a list of states: those on it, and those that are not.
    """

    positions: tuple[str, ...]
    parties: tuple[str, ...]
    states: tuple[str, ...]
    attribute: str
    without: str
    body: Prose
    script: Prose


@dataclass(frozen=True, slots=True)
class AlertAction:
    """A numbered thing to do. `kind` is a word of ACTION_KINDS; `minutes` is 0 when unknown.

    `deadline` is a date, a weekday, "work period", or None. With `ask` the words are those of the
    issue's primary ask; `prompts` are given in place of words, on purpose. `states`, `attribute`
    and `without` say where it is for, as in Variant.
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
    deadline: datetime.date | str | None
    day: datetime.date | None  # of an event
    place: Prose
    daily: bool
    bonus: bool
    do_not: bool
    whom: Whom
    senators: tuple[NamedSenator, ...]
    ask: bool
    prompts: tuple[Prose, ...]
    scripts: tuple[Script, ...]
    variants: tuple[Variant, ...]
    states: tuple[str, ...]
    attribute: str
    without: str

    @property
    def time_tier(self) -> str:
        """Return about how long it takes, as a word of TIERS, or nothing when that is unknown."""
        if self.tier or not self.minutes:
            return self.tier
        return TIERS[(self.minutes > 5) + (self.minutes > 45)]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A list of states that have something in common, as of a day, with its source.

    `name` completes "the states that …".
    """

    id: str
    name: Prose
    states: tuple[str, ...]
    as_of: datetime.date
    source: str


@dataclass(frozen=True, slots=True)
class Update:
    """A note added later: what is new, or what was won."""

    date: datetime.date
    kind: str  # "update" or "victory"
    text: Prose


@dataclass(frozen=True, slots=True)
class Alert:
    """A dated call to act, whole. `number` is 0 for one made of an issue pack's own actions."""

    number: int
    slug: str
    title: Prose
    date: datetime.date
    expires: datetime.date
    intro: Prose
    author: Prose
    language: str
    draft: bool  # not to be used yet
    issue: str  # an issue pack's slug, or empty
    states: tuple[str, ...]  # its actions have them, where they have none of their own
    actions: tuple[AlertAction, ...]
    attributes: tuple[Attribute, ...]
    updates: tuple[Update, ...]
    sources: tuple[Source, ...]
    share: Prose
    closing: Prose

    def runs_on(self, day: datetime.date) -> bool:
        """Say whether it is to be used on a day: finished, its date come, and not past."""
        return not self.draft and self.date <= day <= self.expires

    def attribute(self, attribute_id: str) -> Attribute:
        """Return one of the alert's lists of states; the check makes sure that it exists."""
        return next(one for one in self.attributes if one.id == attribute_id)

    def source(self, source_id: str) -> Source:
        """Return one of the alert's sources; the check makes sure that it exists."""
        return next(one for one in self.sources if one.id == source_id)

"""Records of an issue pack: asks, talking points, sources, objections, known positions, actions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Position(StrEnum):
    """Where a senator stands on an ask."""

    SUPPORTS = "supports"
    LEANS_SUPPORT = "leans_support"
    UNDECIDED = "undecided"
    LEANS_OPPOSE = "leans_oppose"
    OPPOSES = "opposes"
    UNKNOWN = "unknown"


class AskRank(StrEnum):
    """The order in which asks are put: the goal, what helps it, what to settle for."""

    PRIMARY = "primary"
    SUPPORTING = "supporting"
    FALLBACK = "fallback"


# What an ask can be, and what an alert's item can be: the words that a pack may use.
ASK_VERBS = (
    "vote for",
    "vote against",
    "cosponsor",
    "oppose a nominee",
    "hold a hearing",
    "make a statement",
    "meet",
    "hold a town hall",
    "release information",
    "thank",
)
ACTION_KINDS = (
    "call",
    "write",
    "postcard",
    "e-mail",
    "fax",
    "text",
    "social post",
    "petition",
    "comment",
    "visit",
    "meeting",
    "town hall",
    "rally",
    "organize",
    "vote",
    "volunteer",
    "donate",
    "card",
    "read",
    "check",
    "sign up",
    "forward",
    "save numbers",
    "thank",
    "boycott",
    "strike",
    "advisory",
)


# What a deadline can be beside a date.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORK_PERIOD = "work period"


class Prose(str):
    """Text of a pack's author: Markdown, which a template prints as it stands, unescaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """How an ask is put to a senator of one position.

    `lead` is a whole sentence said first (thanks, or naming a difference), or empty. `ask`
    completes "I am asking the senator to …", without a full stop. `question` is the yes/no
    question that puts it.
    """

    lead: Prose
    ask: Prose
    question: Prose


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the senator can do; `wording` has an entry for at least Position.UNKNOWN."""

    id: str
    rank: AskRank
    verb: str
    object: Prose
    by: date | None
    wording: dict[Position, Wording]

    def worded_for(self, position: Position) -> Wording:
        """Return the wording for a position, or the nearest that the pack has."""
        return next(self.wording[p] for p in NEAREST[position] if p in self.wording)


NEAREST: dict[Position, tuple[Position, ...]] = {
    Position.SUPPORTS: (Position.SUPPORTS, Position.UNKNOWN),
    Position.LEANS_SUPPORT: (Position.LEANS_SUPPORT, Position.UNDECIDED, Position.UNKNOWN),
    Position.UNDECIDED: (Position.UNDECIDED, Position.UNKNOWN),
    Position.LEANS_OPPOSE: (Position.LEANS_OPPOSE, Position.UNDECIDED, Position.UNKNOWN),
    Position.OPPOSES: (Position.OPPOSES, Position.UNKNOWN),
    Position.UNKNOWN: (Position.UNKNOWN,),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from: its own date, and the date on which it was read."""

    id: str
    title: Prose
    publisher: Prose
    url: str
    dated: str
    read: date
    note: Prose


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """One checkable claim (at most 30 words), true for the US or for the states in `states`."""

    id: str
    claim: Prose
    spoken: Prose  # the same as one would say it (at most 25 words)
    states: tuple[str, ...]  # empty: the whole country
    positions: tuple[str, ...]  # of the senators to whom it is said; empty: all
    source: str


@dataclass(frozen=True, slots=True)
class Objection:
    """What one may hear, a short answer (at most 45 words), and the way back to the ask."""

    heard: Prose
    answer: Prose
    back: Prose
    positions: tuple[str, ...]  # as in TalkingPoint
    source: str  # may be empty when the answer claims no fact


@dataclass(frozen=True, slots=True)
class KnownPosition:
    """A senator's stand on an ask, with its date and the evidence for it."""

    senator: str  # Bioguide id
    name: str
    ask: str
    position: Position
    as_of: date
    evidence: str  # Prose in a pack, typed text out of a log
    source: str


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill that the pack speaks of, as of the date given."""

    number: str  # "S. 455"
    title: Prose
    congress: int
    status: Prose
    as_of: date
    committees: tuple[str, ...]  # committee codes, for example SSJU
    source: str


@dataclass(frozen=True, slots=True)
class StoryPrompt:
    """A question that helps a person find their own story."""

    text: Prose


@dataclass(frozen=True, slots=True)
class Link:
    """A resource to read, or an organization to give to; `states` as in TalkingPoint."""

    name: Prose
    url: str
    note: Prose
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The text of a wallet card in one language, with whose wording it is and when reviewed."""

    id: str
    language: str
    title: Prose
    lines: tuple[Prose, ...]
    sources: tuple[str, ...]
    reviewed: date
    disclaimer: Prose


@dataclass(frozen=True, slots=True)
class Action:
    """A numbered item of the alert: `kind` is a word of ACTION_KINDS, minutes 0 when unknown."""

    number: int
    kind: str
    title: Prose
    body: Prose
    minutes: int
    states: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One issue, whole: what to ask for, why, what one may hear, and where it all comes from."""

    slug: str
    title: Prose
    short: Prose  # how one names the issue in a sentence: "calling about …"
    subject: Prose  # a subject line, at most 60 characters
    summary: Prose
    background: Prose
    impact: Prose  # why it matters, completing "we came because …", with its full stop
    problem: Prose  # the problem in one or two spoken sentences (at most 35 words)
    author: str
    licence: str
    language: str
    draft: bool  # not to be used yet
    reviewed: date
    expires: date
    deadline: date | None
    committees: tuple[str, ...]
    bills: tuple[Bill, ...]
    asks: tuple[Ask, ...]
    talking_points: tuple[TalkingPoint, ...]
    sources: tuple[Source, ...]
    objections: tuple[Objection, ...]
    questions: tuple[Prose, ...]
    known_positions: tuple[KnownPosition, ...]
    story_prompts: tuple[StoryPrompt, ...]
    thanks: Prose
    actions: tuple[Action, ...]
    actions_note: Prose
    resources: tuple[Link, ...]
    donations: tuple[Link, ...]
    cards: tuple[Card, ...]
    form_topics: tuple[str, ...]  # topics to look for on a senator's web form, best first

    def source(self, source_id: str) -> Source:
        """Return one of the pack's sources; the check makes sure that each named one exists."""
        return next(source for source in self.sources if source.id == source_id)

    def asks_of(self, rank: AskRank) -> tuple[Ask, ...]:
        """Return the asks of one rank, in the pack's order."""
        return tuple(ask for ask in self.asks if ask.rank is rank)

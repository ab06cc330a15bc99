"""What a pack file may hold: a table of keys with their kind, limits and one line of help."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advocate.issues.records import ACTION_KINDS, ASK_VERBS, AskRank, Position


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: `kind` names how its value is read (see issues/values.py).

    `words`, `chars` and `items` are upper limits, 0 for none; `about` completes an error and the
    reference page; `end` lists the characters of which one must close the text.
    """

    kind: str
    about: str = ""
    required: bool = False
    words: int = 0
    chars: int = 0
    items: int = 0
    default: Any = None
    choices: tuple[str, ...] = ()
    end: str = ""
    keys: Mapping[str, "Key"] = field(default_factory=dict)


def line(about: str, *, words: int = 0, chars: int = 0, end: str = "") -> Key:
    """Return the key of a line of text that has to be there."""
    return Key("line", about, required=True, words=words, chars=chars, end=end)


_STATES = Key("states", "two-letter states where it holds; left out: the whole country", items=60)
_POSITIONS = Key(
    "choices",
    "positions of the senators to whom it is said; left out: all",
    items=6,
    choices=tuple(position.value for position in Position),
)
_SOURCE = Key("id", "the id of one of [[sources]]", required=True)
_WEB = Key("url", "an address that begins with https:// or http://", required=True)
ID = Key("id", "a short name of a–z, 0–9 and hyphens", required=True)

WORDING = {
    "lead": Key("line", "a whole sentence said first", words=20, end=".!?"),
    "ask": line("completes “I am asking the senator to …”", words=22),
    "question": line("the yes/no question that puts it", words=20, end="?"),
}

ASK = {
    "id": ID,
    "rank": Key("choice", required=True, choices=tuple(rank.value for rank in AskRank)),
    "verb": Key("choice", required=True, choices=ASK_VERBS),
    "object": line("what the verb is about, for lists", words=20),
    "by": Key("date", "the day by which it has to be done"),
    "wording": Key(
        "table",
        "how the ask is put to a senator of each position; `unknown` is always needed",
        required=True,
        keys={
            position.value: Key(
                "table",
                "the wording when nothing is known" if position is Position.UNKNOWN else "",
                required=position is Position.UNKNOWN,
                keys=WORDING,
            )
            for position in Position
        },
    ),
}

SOURCE = {
    "id": ID,
    "title": line("the title of the page or paper", words=40),
    "publisher": line("who published it", words=20),
    "url": _WEB,
    "dated": Key("words", "its own date as text: “2024-07-30”, “2017”, “no date”", required=True),
    "read": Key("date", "the day on which you read it", required=True),
    "note": Key("line", "what a reader should know about it", words=60),
}

TALKING_POINT = {
    "id": ID,
    "claim": line("one checkable claim", words=30, end=".!?"),
    "spoken": line("the same as one would say it", words=25, end=".!?"),
    "states": _STATES,
    "positions": _POSITIONS,
    "source": _SOURCE,
}

OBJECTION = {
    "heard": line("what the office may say", words=30),
    "answer": line("a short answer", words=45, end=".!?"),
    "back": line("the way back to the ask", words=30, end=".!?"),
    "positions": _POSITIONS,
    "source": Key("id", "needed when the answer states a fact"),
}

KNOWN_POSITION = {
    "senator": Key("bioguide", "a Bioguide id such as B001277", required=True),
    "name": line("the senator's name", words=8),
    "ask": Key("id", "the id of one of [[asks]]", required=True),
    "position": Key("choice", required=True, choices=tuple(p.value for p in Position)),
    "as_of": Key("date", "the day of the evidence", required=True),
    "evidence": line("what shows it", words=30),
    "source": _SOURCE,
}

BILL = {
    "number": Key("words", 'for example "S. 455"', required=True, chars=20),
    "title": line("the bill's short title", words=30),
    "congress": Key("int", "for example 119", required=True),
    "status": line("where the bill stands", words=40),
    "as_of": Key("date", "the day on which that was so", required=True),
    "committees": Key("committees", 'committee codes such as "SSJU"', items=8),
    "source": _SOURCE,
}

LINK = {
    "name": line("what it is", words=15),
    "url": _WEB,
    "note": Key("line", "what one finds there", words=40),
    "states": _STATES,
}

CARD = {
    "id": ID,
    "language": Key("language", 'a language code such as "en" or "es"', required=True),
    "title": line("the heading of the card", words=12),
    "lines": Key("lines", "the lines of the card", required=True, items=14, words=24),
    "sources": Key("ids", "ids of [[sources]]", required=True, items=8),
    "reviewed": Key("date", "the day on which the text was last checked", required=True),
    "disclaimer": line("in English it must say “not legal advice”", words=30),
}

ACTION = {
    "number": Key("int", "the number in the list", required=True),
    "kind": Key("choice", required=True, choices=ACTION_KINDS),
    "title": line("what to do", words=15),
    "body": Key("prose", "how to do it", required=True, words=120),
    "minutes": Key("int", "how long it takes; left out when unknown", default=0),
    "states": _STATES,
    "url": Key("url", "where to do it"),
}

PACK = {
    "slug": Key("id", "the same as the name of the pack's folder", required=True),
    "title": line("the issue in a few words", words=12, chars=80),
    "short": line("completes “calling about …”", words=10, chars=80),
    "subject": line("a subject line", chars=60),
    "summary": line("the issue in two sentences", words=60, end=".!?"),
    "impact": line("completes “we came because …”, with its full stop", words=30, end=".!?"),
    "problem": line("the problem in two sentences, to say and to write", words=35, end=".!?"),
    "author": line("who wrote the pack", words=20),
    "licence": Key("words", 'for example "CC-BY-4.0"', required=True, chars=60),
    "language": Key("language", 'left out: "en"', default="en"),
    "draft": Key("flag", "true while it is not to be used yet", default=False),
    "reviewed": Key("date", "the day on which somebody last checked every fact", required=True),
    "expires": Key("date", "the day after which it must not be used unchecked", required=True),
    "deadline": Key("date", "the day by which a call still counts"),
    "committees": Key("committees", 'committees of jurisdiction, such as "SSJU"', items=8),
    "form_topics": Key("texts", "topics to look for on a web form, best first", items=8, words=8),
    "questions": Key("lines", "questions to put to the office", items=5, words=30, end="?"),
    "story_prompts": Key("lines", "questions that help to find one's story", items=8, words=40),
    "thanks": Key("line", "one sentence of thanks", words=40, end=".!?"),
    "actions_note": Key("line", "what a reader should know about the actions", words=60),
    "bills": Key("tables", "bills the pack speaks of", items=10, keys=BILL),
    "asks": Key("tables", "what the senator can do", required=True, items=10, keys=ASK),
    "talking_points": Key(
        "tables", "claims with their source", required=True, items=80, keys=TALKING_POINT
    ),
    "sources": Key("tables", "where claims come from", required=True, items=40, keys=SOURCE),
    "objections": Key("tables", "what one may hear", items=6, keys=OBJECTION),
    "known_positions": Key("tables", "where senators stand", items=120, keys=KNOWN_POSITION),
    "actions": Key("tables", "numbered things to do", items=20, keys=ACTION),
    "resources": Key("tables", "pages to read", items=20, keys=LINK),
    "donations": Key("tables", "organizations to give to", items=20, keys=LINK),
    "cards": Key("tables", "text of wallet cards", items=20, keys=CARD),
}

BACKGROUND = Key("prose", "the background", required=True, words=250)

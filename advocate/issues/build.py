"""Turning checked values into the records of a pack."""

from collections.abc import Mapping
from typing import Any

from advocate.issues.records import (
    Action,
    Ask,
    AskRank,
    Bill,
    Card,
    KnownPosition,
    Link,
    Objection,
    Pack,
    Position,
    Prose,
    Source,
    StoryPrompt,
    TalkingPoint,
    Wording,
)
from advocate.issues.schema import PACK, Key
from advocate.issues.walk import Values

_RECORDS: dict[str, Any] = {
    "bills": Bill,
    "talking_points": TalkingPoint,
    "sources": Source,
    "objections": Objection,
    "actions": Action,
    "resources": Link,
    "donations": Link,
    "cards": Card,
}


def build_pack(values: Values, background: Prose) -> Pack:
    """Return the pack; `values` must have passed the walk and the cross-check without error."""
    fields = with_prose(values, PACK)
    for name, record in _RECORDS.items():
        keys = PACK[name].keys
        fields[name] = tuple(record(**with_prose(table, keys)) for table in values[name])
    fields["asks"] = tuple(_ask(table) for table in values["asks"])
    fields["known_positions"] = tuple(_known(table) for table in values["known_positions"])
    fields["story_prompts"] = tuple(StoryPrompt(text) for text in values["story_prompts"])
    return Pack(background=background, **fields)


def with_prose(values: Values, keys: Mapping[str, Key]) -> Values:
    """Return the values of a table with its texts marked as prose, the left-out ones too."""
    prose = {name for name, key in keys.items() if key.kind in ("line", "prose")}
    return {name: Prose(v) if name in prose else v for name, v in values.items()}


def _ask(table: Values) -> Ask:
    wording = {
        Position(name): Wording(**{part: Prose(text) for part, text in words.items()})
        for name, words in table["wording"].items()
    }
    return Ask(**{**table, "rank": AskRank(table["rank"]), "wording": wording})


def _known(table: Values) -> KnownPosition:
    return KnownPosition(**{**table, "position": Position(table["position"])})

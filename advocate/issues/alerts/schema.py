"""What an alert's file may hold: a table of keys, read as a pack's are."""

from advocate.issues.alerts.records import PARTIES, TIERS, ScriptKind, Whom
from advocate.issues.records import ACTION_KINDS, Position
from advocate.issues.schema import ID, SOURCE, Key, line

_STATES = Key("states", "only for these: two letters each, DC and territories too", items=60)
_ATTRIBUTE = Key("id", "the id of one of [[attributes]]: only the states on that list")
_WITHOUT = Key("id", "the id of one of [[attributes]]: only the states that are not on it")

SCRIPT = {
    "kind": Key("choice", required=True, choices=tuple(ScriptKind)),
    "to": Key("line", "to whom, when it is neither a senator nor a friend", words=15),
    "text": Key("prose", "the words themselves", required=True, words=250),
}

NAMED_SENATOR = {
    "bioguide": Key("bioguide", "a Bioguide id such as B001277", required=True),
    "name": line("the senator's name", words=8),
}

VARIANT = {
    "positions": Key(
        "choices",
        "only for senators of these positions on the issue's primary ask",
        items=6,
        choices=tuple(position.value for position in Position),
    ),
    "parties": Key("choices", "only for senators of these parties", items=3, choices=PARTIES),
    "states": _STATES,
    "attribute": _ATTRIBUTE,
    "without": _WITHOUT,
    "body": Key("prose", "takes the place of the action's body", words=120),
    "script": Key("prose", "takes the place of the words for a senator", words=90),
}

ALERT_ACTION = {
    "number": Key("int", "the number in the list", required=True),
    "kind": Key("choice", required=True, choices=ACTION_KINDS),
    "title": line("what to do", words=15),
    "body": Key("prose", "how to do it", required=True, words=120),
    "minutes": Key("int", "how long it takes; left out when unknown", default=0),
    "tier": Key(
        "choice", "about how long; left out: reckoned from minutes", default="", choices=TIERS
    ),
    "url": Key("url", "where to do it, or to read about it"),
    "phone": Key("phone", "a hotline's number", default=""),
    "short_code": Key("short code", "the number to text to", default=""),
    "keyword": Key("words", "the word to text to the short code", chars=30),
    "deadline": Key("when", "a date, a weekday, or “work period”"),
    "day": Key("date", "the day of an event"),
    "place": Key("line", "where the event is, and at what time", words=30),
    "daily": Key("flag", "to be done every day until the deadline", default=False),
    "bonus": Key("flag", "for whoever has time left", default=False),
    "do_not": Key("flag", "an advice not to do something", default=False),
    "whom": Key(
        "choice", "whose senators it is aimed at", default=Whom.NONE.value, choices=tuple(Whom)
    ),
    "senators": Key("tables", "the senators of whom = “named”", items=30, keys=NAMED_SENATOR),
    "ask": Key("flag", "the words are those of the issue's primary ask", default=False),
    "prompts": Key(
        "lines", "questions in place of a script, so that people make their own", items=6, words=30
    ),
    "scripts": Key("tables", "words to use as they are", items=6, keys=SCRIPT),
    "variants": Key("tables", "other words for some", items=20, keys=VARIANT),
    "states": _STATES,
    "attribute": _ATTRIBUTE,
    "without": _WITHOUT,
}

ATTRIBUTE = {
    "id": ID,
    "name": line("completes “the states that …”", words=15),
    "states": Key("states", "the states of which it is true", required=True, items=60),
    "as_of": Key("date", "the day on which that was so", required=True),
    "source": Key("id", "the id of one of [[sources]]", required=True),
}

UPDATE = {
    "date": Key("date", "the day of the note", required=True),
    "kind": Key("choice", required=True, choices=("update", "victory")),
    "text": Key("prose", "what is new", required=True, words=80),
}

ALERT = {
    "number": Key("int", "the number that the file's name begins with", required=True),
    "title": line("the call in a few words", words=14, chars=90),
    "date": Key("date", "the day on which it goes out", required=True),
    "expires": Key("date", "the day after which nobody should act on it", required=True),
    "intro": Key("prose", "why now, and about what", required=True, words=200),
    "author": line("who wrote the alert", words=20),
    "language": Key("language", 'left out: "en"', default="en"),
    "draft": Key("flag", "true while it is not to be used yet", default=False),
    "issue": Key("id", "the slug of an issue pack"),
    "states": Key(
        "states", "only for these; holds for each action without states of its own", items=60
    ),
    "actions": Key("tables", "numbered things to do", required=True, items=20, keys=ALERT_ACTION),
    "attributes": Key("tables", "lists of states, with their source", items=10, keys=ATTRIBUTE),
    "updates": Key("tables", "notes added later", items=10, keys=UPDATE),
    "sources": Key("tables", "where claims come from", items=40, keys=SOURCE),
    "share": Key("line", "one sentence to pass on", words=40, end=".!?"),
    "closing": Key("prose", "the last word", words=80),
}

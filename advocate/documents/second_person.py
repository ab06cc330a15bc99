"""A pack's question about the senator, turned into one that is put to the senator in person."""

import re

# What stands before "the senator": a verb in its form for "you", or a preposition.
_BEFORE = {"has": "have", "does": "do", "is": "are", "was": "were"} | {
    word: word
    for word in (
        *("will", "would", "can", "could", "should", "may", "might", "must", "did", "had"),
        *("about", "by", "for", "from", "to", "with"),
    )
}
_SUBJECT = re.compile(
    rf"\b({'|'.join(_BEFORE)}) the senator\b(?!['’]| (?:from|of|that|who|whose)\b)", re.IGNORECASE
)
_OWN = re.compile(r"\bthe senator['’]s\b", re.IGNORECASE)
_OFFICE = re.compile(r"\bthe(?= office\b(?! of\b))", re.IGNORECASE)
# A second mention that cannot be told from a mention of somebody else.
_DOUBTFUL = re.compile(
    r"\b(the senator|he|she|him|himself|his|her|hers|herself|their|themselves|themself)\b",
    re.IGNORECASE,
)


def to_you(question: str) -> str:
    """Return a question as one says it to the senator: "Will you …?" for "Will the senator …?".

    One that cannot be turned for certain stays as it is: "you" may also be said while reading.
    """
    turned = _SUBJECT.sub(_you, _OWN.sub(_your, question))
    if _DOUBTFUL.search(turned):
        return question
    turned = _OFFICE.sub(_your, turned)
    return type(question)(turned)  # an author's text stays an author's text


def _you(found: re.Match[str]) -> str:
    verb = _BEFORE[found[1].lower()]
    return f"{verb.capitalize() if found[1][0].isupper() else verb} you"


def _your(found: re.Match[str]) -> str:
    return "Your" if found[0][0].isupper() else "your"

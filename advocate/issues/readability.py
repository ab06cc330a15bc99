"""How hard a text is to read: the Flesch-Kincaid grade level, for English.

Kincaid, Fishburne, Rogers and Chissom, “Derivation of New Readability Formulas for Navy Enlisted
Personnel” (Research Branch Report 8-75, 1975): 0.39 × words a sentence + 11.8 × syllables a word
− 15.59, the school grade in which one reads it with ease. Syllables are counted by rule, which
errs by a few in a hundred words: good enough to say “shorten this”, not to compare tenths.

One thing is our own: a name (a capital inside a sentence) and a word that the issue is called by
count as two syllables at most, since an author cannot choose an easier one.
"""

import re
from collections.abc import Set

_SENTENCE = re.compile(r"(?<=[.!?…])[”\"')’]*\s+(?=[“\"'(‘]?[A-Z0-9])")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-zÀ-ÿ]+)*|\d[\d,.]*")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]\.)+|\b(?:Mr|Ms|Mrs|Mx|Dr|St|Sen|Rep|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
)
_SILENT = re.compile(r"(?:[^laeiouyscxzgh]es|[^aeiouydt]ed|[^laeiouy]e)$")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_INSIDE = re.compile(r"(?<=[^aeiou])e(?=ment|ful|less|ness|ly$|land|house)")
_APART = re.compile(
    r"ie(?=nc)|(?<=cr)ea(?=t)|(?<=[aeiou][^aeiou])ea$|ia(?!l|n\b|ns\b)|io(?!n|us)|eo(?!us|r|pl)"
    r"|[aeiou]ing|ua(?=t)|iu|ism\b"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text; an abbreviation's full stop ends none."""
    flat = " ".join(_ABBREVIATED.sub(lambda found: found[0].replace(".", "\0"), text).split())
    return [one.replace("\0", ".") for one in _SENTENCE.split(flat) if _WORD.search(one)]


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; a number counts as two."""
    if word[0].isdigit():
        return 2
    plain = word.lower().replace("’", "'").removesuffix("'s")
    if word.isupper() and len(word) <= 4 and not _VOWELS.search(plain[1:-1]):
        return len(word)  # spelled out: DHS
    stem = _SILENT.sub(lambda found: found[0][0], _INSIDE.sub("", plain))
    groups = len(_VOWELS.findall(stem)) + len(_APART.findall(stem))
    return max(1, groups)


def grade(text: str, own: Set[str] = frozenset()) -> float:
    """Return the school grade of a text, 0 for one without words; `own` holds the issue's words."""
    count = spoken = 0
    found = sentences(text)
    for sentence in found:
        words = _WORD.findall(sentence)
        count += len(words)
        for place, word in enumerate(words):
            given = _stem(word) in own or (place and word[0].isupper())
            spoken += min(2, syllables(word)) if given else syllables(word)
    return 0.39 * count / len(found) + 11.8 * spoken / count - 15.59 if count else 0.0


def hardest(text: str, own: Set[str] = frozenset()) -> str:
    """Return the sentence that is hardest to read, or nothing."""
    return max(sentences(text), key=lambda one: grade(one, own), default="")


def own_words(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words in what an issue is called."""
    return frozenset(_stem(word) for word in _WORD.findall(text) if len(word) > _STEM)


_STEM = 6


def _stem(word: str) -> str:
    return word[:_STEM].lower()

"""What the documents of many people have in common: all but the words that each brings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from advocate.documents.batches.holes import CLOSE, MARKED, OPEN
from advocate.documents.batches.shapes import END, MARK, Shape
from advocate.documents.blocks import AddressBlock, Block, Heading, ListBlock, Paragraph
from advocate.notices import Notice
from advocate.settings import STORY_LIMIT, Constituent
from advocate.stories import Story
from advocate.text import BILL_BEGINS, unparted

SPOKEN = ("name", "preferred_name", "street", "city", "zip", "phone", "email", "occupation")
_spoken = attrgetter(*SPOKEN)
_KNOWN = ("state", "story")
_NOBODY = Constituent()
# What no batch sets, and a template sees.
_others = attrgetter(*(f.name for f in fields(Constituent) if f.name not in (*SPOKEN, *_KNOWN)))
_ODD = re.compile(f"[{MARK}{END}{OPEN}{CLOSE}\n\r\t]")
# A hole is filled in where the words change nothing but themselves: next to a space or a sign that
# is none of Markdown's, and not as the number of a list's item.
_BEFORE, _AFTER = r"\s(“‘\"'—–/", r"\s).,;:!?”’\"'—–/\\"
_UNSAFE = re.compile(
    rf"[^{_BEFORE}{CLOSE}]{OPEN}|{CLOSE}[^{_AFTER}{OPEN}]|^[\s>*+-]*{OPEN}\d+{CLOSE}[.)]",
    re.MULTILINE,
)
# A bill's number may be partly in the words and partly before or behind them: see `unparted`.
_BILL_BEGINS = re.compile(rf"{BILL_BEGINS}(?:{OPEN}|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """What a piece of Markdown becomes: its blocks, what to warn about, how much it is, the level
    of its last heading; and its shape and words apart."""

    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...]
    size: int
    level: int
    shapes: tuple[Shape, ...]
    words: tuple[str, ...]
    number: int  # the same for the same shapes
    text: str  # the Markdown
    count: int  # of its words


@dataclass(frozen=True, slots=True)
class Words:
    """What a person brings: their words in the order of SPOKEN, then the story's paragraphs.

    `kind` tells apart people of whom different things are known.
    """

    values: tuple[str, ...]
    kind: tuple[object, ...]
    spaces: tuple[int, ...]  # how many each has between its words


def words_of(person: Constituent, story: Story) -> Words | None:
    """Return what a person brings, or None for one who has to be seen to apart."""
    if story.reason or story.may_retell or story.may_name:
        return None
    typed = (*_spoken(person), *story.paragraphs)
    values = tuple(map(unparted, typed))
    if values[: len(SPOKEN)] != typed[: len(SPOKEN)] or _BILL_BEGINS.search("\n".join(values)):
        return None
    if _ODD.search("".join(values)) or _others(person) != _others(_NOBODY):
        return None
    known = tuple(map(bool, values))
    spaces = tuple(value.count(" ") for value in values)
    return Words(values, (person.state, bool(person.story), known), spaces)


def with_marks(person: Constituent, story: Story) -> tuple[Constituent, Story]:
    """Return a person with a mark in the place of each of their words."""
    known = {name: _mark(n) for n, name in enumerate(SPOKEN) if getattr(person, name)}
    paragraphs = "\n\n".join(_mark(len(SPOKEN) + n) for n in range(len(story.paragraphs)))
    told = paragraphs if person.story else ""
    marked = replace(person, **known, story=told)  # type: ignore[arg-type]
    return marked, replace(story, text=paragraphs)


def _mark(number: int) -> str:
    return f"{OPEN}{number}{CLOSE}"


def can_be_filled(source: str) -> bool:
    """Say whether a Markdown text with marks reads the same with any words in their place."""
    words = " ".join(source.replace("\\", "").split())
    safe = not (_UNSAFE.search(source) or _BILL_BEGINS.search(words))
    return safe and source.count(OPEN) * STORY_LIMIT < _MOST


_MOST = 300_000  # characters: with the longest of words it still is no more than a document may be


class Pattern:
    """A document with marks for what a person brings."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.notices = tuple(notice for part in parts for notice in part.notices)
        self._fixed = [(part.text, part.count) for part in parts if OPEN not in part.text]
        # What stands between the holes, the numbers of the holes, the count of words.
        self._varied = [(*parted(one.text), one.count) for one in parts if OPEN in one.text]
        self._same = sum(many for _, many in self._fixed)

    def texts(self, words: Words) -> list[tuple[str, int]]:
        """Return the texts of its parts for a person, each with the count of its words."""
        texts = list(self._fixed)
        for literals, numbers, many in self._varied:
            text = joined(literals, numbers, words.values)
            texts.append((text, many + sum(words.spaces[number] for number in numbers)))
        return texts

    def likeness(self, ours: Words, theirs: Words) -> tuple[int, int]:
        """Return how many words a person's document has, and how many of them in parts that are
        the same in another's."""
        all_words = same = self._same
        for _, numbers, many in self._varied:
            words, alike = many, True
            for number in numbers:
                words += ours.spaces[number]
                alike = alike and ours.values[number] == theirs.values[number]
            all_words += words
            same += words * alike
        return all_words, same


def pattern_of(parts: list[Part]) -> Pattern | None:
    """Return the pattern that these parts make; None when something in them depends on what the
    words are: a box counts them, an address of a link holds them."""
    for part in parts:
        if OPEN not in part.text:
            continue
        if not all(map(_is_plain, part.blocks)):
            return None
        if sorted(MARKED.findall(part.text)) != sorted(MARKED.findall("".join(part.words))):
            return None
    return Pattern(parts)


def _is_plain(block: Block) -> bool:
    if isinstance(block, ListBlock):
        return all(_is_plain(one) for item in block.items for one in item.blocks)
    return isinstance(block, Paragraph | AddressBlock | Heading)


def parted(text: str) -> tuple[list[str], list[int]]:
    """Return what stands between the marks of a text, and the numbers of the marks."""
    pieces = MARKED.split(text)
    return pieces[::2], [int(number) for number in pieces[1::2]]


def joined(literals: Iterable[str], numbers: Iterable[int], values: tuple[str, ...]) -> str:
    """Return a text with words in the place of its marks."""
    between = iter(literals)
    text = next(between)
    for number, literal in zip(numbers, between, strict=True):
        text += values[number] + literal
    return text

"""A composed call script, step by step: what is said in each turn of a call, and what to note."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from advocate.documents.blocks import Block, Box, Document, Heading, Paragraph, Span, plain
from advocate.errors import TemplateError


class Part(StrEnum):
    """A turn of a call; the value is its heading in the template script/guided.md."""

    ASK = "Ask"
    YES = "Yes"
    NO = "No"
    UNDECIDED = "Undecided"
    PASSED_ON = "Passed on"
    RUDE = "Rude"
    CLOSE = "Close"


# What an office may answer to an ask.
REPLIES = (Part.YES, Part.NO, Part.UNDECIDED, Part.PASSED_ON)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that is said aloud or, where `said` is false, a word to the caller."""

    text: str
    said: bool = True


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one may hear, and what to say then."""

    heard: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Asking:
    """One issue's turn: the ask as it is put, what to say to each reply, and answers at hand."""

    lines: Lines
    replies: dict[Part, Lines]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A call from the greeting to the goodbye; `voicemail` is what to say after the tone."""

    askings: tuple[Asking, ...]
    rude: Lines
    close: Lines
    voicemail: Lines = ()


@dataclass(slots=True)
class _Section:
    title: str
    level: int
    lines: list[Line] = field(default_factory=list)
    inner: list["_Section"] = field(default_factory=list)

    def named(self, title: str) -> Lines:
        """Return the lines of the part of this title; raises TemplateError without it."""
        for one in self.inner:
            if one.title == title:
                return tuple(one.lines)
        raise TemplateError(
            f"The template script/guided.md has no part “{title}” under “{self.title}”.",
            hint="See how it is meant:  advocate templates show script --variant guided",
        )


def script_of(guided: Document, voicemail: Document | None = None) -> Script:
    """Return the turns of a call from the document that script/guided.md makes.

    Raises TemplateError for a part that is missing.
    """
    top = _sections(guided.blocks)
    askings = tuple(_asking(one) for one in top.inner if one.title == Part.ASK)
    if not askings:
        top.named(Part.ASK)
    said = tuple(line for line in _lines(voicemail.blocks) if line.said) if voicemail else ()
    return Script(askings, top.named(Part.RUDE), top.named(Part.CLOSE), said)


def _asking(section: _Section) -> Asking:
    answers = next((one for one in section.inner if one.title == "Answers"), None)
    return Asking(
        lines=tuple(section.lines),
        replies={part: section.named(part) for part in REPLIES},
        answers=tuple(Answer(a.title, tuple(a.lines)) for a in answers.inner) if answers else (),
    )


def _sections(blocks: Iterable[Block]) -> _Section:
    """Return the document as sections inside sections, by its headings; the title is the root."""
    root = _Section("the title", 1)
    path = [root]
    for block in blocks:
        if isinstance(block, Heading) and block.level > 1:
            while path[-1].level >= block.level:
                path.pop()
            new = _Section(plain(block.text).strip(), block.level)
            path[-1].inner.append(new)
            path.append(new)
        else:
            path[-1].lines += _lines([block])
    return root


def _lines(blocks: Iterable[Block], *, said: bool = False) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Box):
            yield from _lines(block.blocks, said=block.kind == "say")
        elif isinstance(block, Paragraph):
            text = " ".join("".join(map(_spoken, block.text)).split())
            if text:
                yield Line(text, said)


def _spoken(span: Span) -> str:
    """A gap reads as what belongs there: [your name]."""
    return f"[{span.text or '…'}]" if span.blank else span.text

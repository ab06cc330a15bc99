"""Composing many documents: each by the same template in the same sandbox, each part read once."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, count
from pathlib import Path

from advocate.documents.batches.holes import filled_with_holes
from advocate.documents.batches.memory import Memory
from advocate.documents.batches.patterns import (
    Part,
    Pattern,
    Words,
    can_be_filled,
    pattern_of,
    with_marks,
    words_of,
)
from advocate.documents.batches.pieces import pieces_of, plain_block
from advocate.documents.batches.shapes import Shape, plain_shape, taken_apart
from advocate.documents.blocks import words_in
from advocate.documents.bounds import Watch
from advocate.documents.compose import (
    MOST_PARTS,
    Composed,
    finished,
    footer_of,
    letter_notices,
    ready,
    require_known_parts,
    require_modest,
    template_of,
    title_of,
)
from advocate.documents.context import (
    PERSONAL,
    Request,
    build_context,
    me_of,
    personal_values,
)
from advocate.documents.environment import render, used_in
from advocate.documents.markup import parse
from advocate.documents.views import Me
from advocate.notices import Notice
from advocate.settings import Constituent
from advocate.stories import Story
from advocate.text import strip_controls

_ROOM = 1_024  # pieces of Markdown that are remembered
_PATTERNS = 1_024
# Of the PERSONAL values, those that are the same for all whose nearest office is the same.
_OF_OFFICE = frozenset(("me", "office"))


class Composer:
    """Composes documents of any templates, and remembers what their pieces become."""

    def __init__(self, folders: Sequence[Path], watch: Watch) -> None:
        self._folders, self._watch = tuple(folders), watch
        self._parts: Memory[tuple[str, int], Part] = Memory(self._part, _ROOM)
        numbers = count(1)
        # A shape that was forgotten gets a new number, and is drawn once more: no harm.
        self._numbers: Memory[object, int] = Memory(lambda _: next(numbers), _ROOM)
        self._plain: dict[object, tuple[Shape, ...]] = {}
        self._patterns: Memory[object, Pattern | None] = Memory(self._pattern, _PATTERNS)
        self._used: dict[str, frozenset[str]] = {}
        self._shared: dict[object, dict[str, object]] = {}

    def prepared(self, request: Request) -> "Prepared":
        """Return what makes this request's document for all people at its place."""
        return Prepared(self, request, template_of(request))

    def values(self, prepared: "Prepared") -> dict[str, object]:
        """Return the values of a document that do not differ between people at its place."""
        request, name = prepared.request, prepared.name
        # All that is not PERSONAL follows from these, within one batch.
        key = (name, request.senator.bioguide, request.state_name)
        if key not in self._shared:
            context = build_context(request)
            self._shared[key] = {k: v for k, v in context.items() if k not in PERSONAL}
        return self._shared[key] | personal_values(request, self._used_in(name))

    def is_of_office(self, request: Request) -> bool:
        """Say whether a request makes the same for all whose nearest office is the same."""
        return self._used_in(template_of(request)) & PERSONAL <= _OF_OFFICE

    def _used_in(self, name: str) -> frozenset[str]:
        if name not in self._used:
            self._used[name] = used_in(name, self._folders)
        return self._used[name]

    def pattern(self, prepared: "Prepared", someone: "Someone") -> Pattern | None:
        """Return what this document has in common for people of whom as much is known, if it is
        one whose words can just be put in."""
        request, words = prepared.request, someone.words
        if words is None or request.blanks or not self.is_of_office(request):
            return None
        office = request.office.id if "office" in self._used_in(prepared.name) else ""
        whose = (prepared.name, request.senator.bioguide, office, request.military)
        return self._patterns((*whose, *words.kind), prepared, someone)

    def _pattern(self, _: object, prepared: "Prepared", someone: "Someone") -> Pattern | None:
        person, story = with_marks(someone.person, someone.story)
        me = me_of(replace(prepared.request, constituent=person, story=story))
        with self._watch.over(prepared.name):
            source = filled_with_holes(prepared.name, self._folders, prepared.values, me)
            if source is None or not can_be_filled(source):
                return None
            return pattern_of(self._parts_of(strip_controls(source), prepared.name))

    def parts(self, name: str, values: dict[str, object]) -> list[Part]:
        """Return the parts of a template filled in with these values."""
        with self._watch.over(name):
            return self._parts_of(strip_controls(render(name, self._folders, values)), name)

    def _parts_of(self, source: str, name: str) -> list[Part]:
        parts, level, size = [], 0, 0
        require_known_parts(source, name)
        for piece in pieces_of(source):
            part = self._parts((piece, level))
            parts.append(part)
            level = part.level
            size += part.size
        if size > MOST_PARTS:
            require_modest(chain.from_iterable(part.blocks for part in parts), name)
        return parts

    def uses_form(self, name: str) -> bool:
        """Say whether a template asks for the senator's web form."""
        return "form" in self._used_in(name)

    def _part(self, key: tuple[str, int]) -> Part:
        piece, level = key
        words: list[str] = []
        if plain := plain_block(piece):
            form = plain_shape(plain, words)
            shapes = self._plain.get(form)
            if shapes is None:
                shapes = self._remembered(form, taken_apart(plain, []))
            size = require_modest((plain,), "")
            number = self._numbers(form)
            many = piece.count(" ") + 1
            return Part((plain,), (), size, level, shapes, tuple(words), number, piece, many)
        blocks, notices, level = ready(parse(piece), level)
        shapes = tuple(taken_apart(block, words) for block in blocks)
        size = require_modest(blocks, "")
        number = self._numbers(shapes)
        many = words_in(blocks)
        return Part(blocks, tuple(notices), size, level, shapes, tuple(words), number, piece, many)

    def _remembered(self, form: object, shape: Shape) -> tuple[Shape, ...]:
        if len(self._plain) > _ROOM:
            self._plain.clear()
        self._plain[form] = (shape,)
        return (shape,)


class Someone:
    """A person with their story, and what is made of them once for all their documents."""

    def __init__(self, person: Constituent, story: Story) -> None:
        self.person, self.story = person, story
        self._me: tuple[object, Me | None] = (None, None)

    @cached_property
    def words(self) -> Words | None:
        """What the person brings, if no more than words."""
        return words_of(self.person, self.story)

    def me(self, request: Request) -> Me:
        """Return the person as the templates of a request see them."""
        key = (request.state_name, request.military, request.blanks)
        known, found = self._me
        if known == key and found is not None:
            return found
        made = me_of(self.asking(request))
        self._me = (key, made)
        return made

    def asking(self, request: Request) -> Request:
        """Return the request as this person's."""
        return replace(request, constituent=self.person, story=self.story)


class Prepared:
    """A request for people at one place, ready to be filled in for each."""

    def __init__(self, composer: Composer, request: Request, name: str) -> None:
        self.composer, self.request, self.name = composer, request, name
        self.title, self.footer = title_of(request), footer_of(request)

    @cached_property
    def values(self) -> dict[str, object]:
        """What a template may use, but for what is the person's own."""
        return self.composer.values(self)

    def composed(self, someone: Someone) -> "Laid":
        """Return the document of one person."""
        pattern = self.composer.pattern(self, someone)
        return Laid(self, someone, pattern) if pattern else self.apart(someone)

    def apart(self, someone: Someone) -> "Laid":
        """Return the document of one person, filled in for nobody else."""
        values = self.values | {"me": someone.me(self.request)}
        if self.request.form and self.composer.uses_form(self.name):
            values |= personal_values(someone.asking(self.request), frozenset(("form",)))
        return Laid(self, someone, None, self.composer.parts(self.name, values))


class Laid:
    """A person's document: in parts, or as a pattern into which their words go."""

    def __init__(
        self,
        prepared: Prepared,
        someone: Someone,
        pattern: Pattern | None,
        parts: Sequence[Part] = (),
    ) -> None:
        self.prepared, self.someone, self.pattern, self.parts = prepared, someone, pattern, parts

    @property
    def author(self) -> str:
        """Whose document it is."""
        return "" if self.prepared.request.blanks else self.someone.person.name

    @cached_property
    def composed(self) -> Composed:
        """The whole document, as `compose` makes it."""
        if self.pattern:
            return self.prepared.apart(self.someone).composed
        blocks = tuple(block for part in self.parts for block in part.blocks)
        notices = [notice for part in self.parts for notice in part.notices]
        return finished(self.someone.asking(self.prepared.request), blocks, notices)

    @property
    def notices(self) -> list[Notice]:
        """What to know about it, as far as its parts and its kind tell."""
        request, parts = self.prepared.request, self.parts
        found = [notice for part in parts for notice in part.notices]
        if self.pattern:
            found += self.pattern.notices
        return found + letter_notices(request.kind, self.someone.story, blanks=request.blanks)

    def texts(self) -> list[tuple[str, int]]:
        """Return the texts of its parts, each with the count of its words."""
        if not (self.pattern and self.someone.words):
            return [(part.text, part.count) for part in self.parts]
        return self.pattern.texts(self.someone.words)

    def likeness(self, other: "Laid") -> tuple[int, int]:
        """Return how many words stand in it, and how many of them in parts that another has too."""
        ours, theirs = self.someone.words, other.someone.words
        if self.pattern and self.pattern is other.pattern and ours and theirs:
            return self.pattern.likeness(ours, theirs)
        before = {text for text, _ in other.texts()}
        texts = self.texts()
        same = sum(many for text, many in texts if text in before)
        return sum(many for _, many in texts), same

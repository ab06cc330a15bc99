"""Composing many documents: each by the same template in the same sandbox, each part read once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count
from pathlib import Path

from advocate.documents.batches.memory import Memory
from advocate.documents.batches.pieces import pieces_of, plain_block
from advocate.documents.batches.shapes import Shape, plain_shape, taken_apart
from advocate.documents.blocks import Block, words_in
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


class Composer:
    """Composes documents of any templates, and remembers what their pieces become."""

    def __init__(self, folders: Sequence[Path], watch: Watch) -> None:
        self._folders, self._watch = tuple(folders), watch
        self._parts = Memory(self._part, _ROOM)
        numbers = count(1)
        # A shape that was forgotten gets a new number, and is drawn once more: no harm.
        self._numbers: Memory[object, int] = Memory(lambda _: next(numbers), _ROOM)
        self._plain: dict[object, tuple[Shape, ...]] = {}
        self._me: tuple[object, Me | None] = (None, None)
        self._used: dict[str, frozenset[str]] = {}
        self._shared: dict[object, dict[str, object]] = {}

    def prepared(self, request: Request) -> "Prepared":
        """Return what makes this request's document for all people at its place."""
        name = template_of(request)
        if name not in self._used:
            self._used[name] = used_in(name, self._folders)
        # All that is not PERSONAL follows from these, within one batch.
        key = (name, request.senator.bioguide, request.state_name)
        if key not in self._shared:
            context = build_context(request)
            self._shared[key] = {k: v for k, v in context.items() if k not in PERSONAL}
        values = self._shared[key] | personal_values(request, self._used[name])
        return Prepared(self, request, name, values)

    def parts(self, name: str, values: dict[str, object]) -> list[Part]:
        """Return the parts of a template filled in with these values."""
        parts, level, size = [], 0, 0
        with self._watch.over(name):
            source = strip_controls(render(name, self._folders, values))
            require_known_parts(source, name)
            for piece in pieces_of(source):
                part = self._parts((piece, level))
                parts.append(part)
                level = part.level
                size += part.size
        if size > MOST_PARTS:
            require_modest(chain.from_iterable(part.blocks for part in parts), name)
        return parts

    def me(self, request: Request, person: Constituent, story: Story) -> Me:
        """Return a person as templates see them; the same for all their documents."""
        key = (id(person), id(story), request.state_name, request.military, request.blanks)
        known, found = self._me
        if known == key and found is not None:
            return found
        made = me_of(replace(request, constituent=person, story=story))
        self._kept = (person, story)  # so that no other gets their ids
        self._me = (key, made)
        return made

    def uses_form(self, name: str) -> bool:
        """Say whether a template asks for the senator's web form."""
        return "form" in self._used[name]

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


class Prepared:
    """A request for people at one place, ready to be filled in for each."""

    def __init__(
        self, composer: Composer, request: Request, name: str, values: dict[str, object]
    ) -> None:
        self.composer, self.request, self.name, self.values = composer, request, name, values
        self.title, self.footer = title_of(request), footer_of(request)

    def composed(self, person: Constituent, story: Story) -> "Laid":
        """Return the document of one person."""
        values = self.values | {"me": self.composer.me(self.request, person, story)}
        if self.request.form and self.composer.uses_form(self.name):
            own = replace(self.request, constituent=person, story=story)
            values |= personal_values(own, frozenset(("form",)))
        return Laid(self, person, story, self.composer.parts(self.name, values))


class Laid:
    """A person's document in parts."""

    def __init__(
        self, prepared: Prepared, person: Constituent, story: Story, parts: list[Part]
    ) -> None:
        self.prepared, self.person, self.story, self.parts = prepared, person, story, parts

    @property
    def author(self) -> str:
        """Whose document it is."""
        return "" if self.prepared.request.blanks else self.person.name

    @cached_property
    def composed(self) -> Composed:
        """The whole document, as `compose` makes it."""
        blocks = tuple(block for part in self.parts for block in part.blocks)
        notices = [notice for part in self.parts for notice in part.notices]
        own = replace(self.prepared.request, constituent=self.person, story=self.story)
        return finished(own, blocks, notices)

    @property
    def notices(self) -> list[Notice]:
        """What to know about it, as far as its parts and its kind tell."""
        request = self.prepared.request
        found = [notice for part in self.parts for notice in part.notices]
        return found + letter_notices(request.kind, self.story, blanks=request.blanks)

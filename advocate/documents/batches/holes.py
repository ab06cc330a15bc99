"""Filling in a template once for many people: with holes in the place of what each brings.

A hole holds no value. What a template prints goes into its text as a mark; a template that looks at
one in any other way (compares it, measures it, hands it to a filter) is found out, and is filled
in for each person by itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NoReturn

from markupsafe import Markup

from advocate.documents.bounds import collected
from advocate.documents.environment import environment_of, escaped
from advocate.documents.sandbox import LimitedEnvironment
from advocate.documents.views import Me

OPEN, CLOSE = "\ue002", "\ue003"  # round the number of a hole; no fonts have these
MARKED = re.compile(f"{OPEN}(\\d+){CLOSE}")


class LookedError(BaseException):
    """A template looked into a hole. Not an Exception: what Jinja catches must not swallow it."""


class Hole:
    """What stands for a person's words; in their place, text with marks is printed."""

    __slots__ = ("_markdown", "_printed")

    def __init__(self, markdown: str, printed: list[str]) -> None:
        """Make a hole that adds to `printed` what is printed for it."""
        self._markdown, self._printed = markdown, printed

    def text(self) -> str:
        """Return what is printed for it."""
        self._printed.append(self._markdown)
        return self._markdown

    @property
    def __class__(self) -> type:  # what asks whether it is text gets the answer that text gives
        return str

    @__class__.setter
    def __class__(self, _: type) -> None:
        raise LookedError

    def __bool__(self) -> bool:
        return True  # it is never empty: see Words

    def __getattr__(self, _: str) -> NoReturn:
        raise LookedError


def _look(*_: object) -> NoReturn:
    raise LookedError


for _name in (
    *("str", "repr", "format", "len", "iter", "contains", "getitem", "hash", "eq", "ne", "lt"),
    *("le", "gt", "ge", "add", "radd", "mul", "rmul", "mod", "rmod", "int", "float", "index"),
):
    setattr(Hole, f"__{_name}__", _look)


class _Environment(LimitedEnvironment):
    """The same sandbox, in which text that a template keeps may have no marks in it."""

    @staticmethod
    def _kept(pieces: Iterable[str]) -> str:
        text = collected(pieces)
        if OPEN in text:
            raise LookedError
        return text

    concat = _kept


def _printed(value: Any) -> Any:
    return Markup(value.text()) if type(value) is Hole else escaped(value)  # noqa: S704


def filled_with_holes(
    name: str, folders: Sequence[Path], values: dict[str, object], me: Me
) -> str | None:
    """Return a template's Markdown, with holes for whatever of `me` has marks.

    None when it looks into a hole, when it has marks that are none of these, and when it fails:
    filled in for a person, it says why.
    """
    environment = environment_of(tuple(folders), _Environment, _printed)
    printed: list[str] = []
    try:
        told = values | {"me": _emptied(me, printed)}
        text = collected(environment.get_template(name).generate(told))
    except (LookedError, Exception):
        return None
    marks = sum(one.count(OPEN) for one in printed)
    return text if text.count(OPEN) == marks else None


def _emptied(me: Me, printed: list[str]) -> Me:
    def hole(text: str) -> Any:
        return Hole(text, printed) if OPEN in text else text

    told = {one.name: getattr(me, one.name) for one in fields(me)}
    lines = {name: hole(value) for name, value in told.items() if isinstance(value, str)}
    return replace(me, **lines, story=tuple(map(hole, me.story)))

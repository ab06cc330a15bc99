"""The sandbox in which a template runs: only its own files, and nothing that grows."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, time
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    Undefined,
    nodes,
    pass_environment,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import do_sum, make_attrgetter
from jinja2.loaders import split_template_path
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import test_divisibleby, test_even, test_odd
from jinja2.utils import missing

from advocate.documents.bounds import Bag, collected, held, require_small, weight
from advocate.documents.template_files import template_text
from advocate.errors import TemplateError, shown
from advocate.reading import is_inside

_MOST_STEPS = 1_000  # of one range(), and of a filter that counts
_MOST_NUMBER = 10**12

# Jinja's own filters that a template may use: those left out make long text out of short text, or
# HTML. Each that stays is watched.
JINJA_FILTERS = (
    *("abs", "attr", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "float"),
    *("groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min"),
    *("reject", "rejectattr", "reverse", "round", "safe", "select", "selectattr", "slice", "sort"),
    *("string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
)
_COUNTING = ("batch", "round", "slice")  # their numbers say how much to make
# Jinja's tests by “%”, which in a text fills in what its widths ask for.
_REMAINDERS: dict[str, Callable[..., bool]] = {
    "divisibleby": test_divisibleby,
    "even": test_even,
    "odd": test_odd,
}
_METHODS = frozenset(  # of text; the last two are a word's of a fixed list
    (
        *("capitalize", "casefold", "count", "endswith", "find", "index", "isalpha", "isdecimal"),
        *("isdigit", "islower", "isupper", "lower", "lstrip", "partition", "removeprefix"),
        *("removesuffix", "rfind", "rpartition", "rsplit", "rstrip", "split", "splitlines"),
        *("startswith", "strip", "title", "upper", "value", "name"),
    )
)


class FolderLoader(BaseLoader):
    """Loads templates from one folder: ordinary UTF-8 files that really lie inside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, Any]:
        """Return a template's text; raises TemplateNotFound, or TemplateError saying why not."""
        path = self._folder.joinpath(*split_template_path(template))
        if not os.path.lexists(path):
            raise TemplateNotFound(template)
        if not is_inside(path, self._folder):
            raise TemplateError(
                f"The template {shown(template)} is a link out of its folder.",
                hint="Put the file itself into the folder.",
            )
        return template_text(path, template), str(path), None


class _Generator(CodeGenerator):
    """Compiles what makes texts and lists to calls that can be watched."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if node.ctx == "load":
            self._watched(super().visit_Tuple, node, frame)
        else:  # the names that a loop sets
            super().visit_Tuple(node, frame)

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._watched(super().visit_List, node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._watched(super().visit_Dict, node, frame)

    def _watched(self, visit: Callable[[Any, Frame], None], node: nodes.Node, frame: Frame) -> None:
        self.write("environment.held(")
        visit(node, frame)
        self.write(")")

    def buffer(self, frame: Frame) -> None:
        """Collect what a macro, a block or {% set %} writes in a bag that counts."""
        frame.buffer = self.temporary_identifier()
        self.writeline(f"{frame.buffer} = environment.bag()")


class _Template(Template):
    def make_module(self, *args: Any, **kwargs: Any) -> TemplateModule:
        """Run the template for {% import %}, and keep no more of its text than a document may."""
        context = self.new_context(*args, **kwargs)
        return TemplateModule(self, context, [collected(self.root_render_func(context))])


class Unknown(StrictUndefined):
    """A value that does not exist: says so in plain words, and what was perhaps meant."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or owner is missing:
            return self._undefined_hint or not_known(str(name))
        if not isinstance(name, str):
            return f"{_kind(owner)} has no item {shown(repr(name), limit=40)}"
        known = [word for word in dir(owner) if word[0] != "_"] if is_dataclass(owner) else []
        return f"{_kind(owner)} has no “{shown(name)}”" + _meant(name, known)


def not_known(name: str) -> str:
    """Return what is said of a variable that does not exist."""
    return f"“{name}” is not known"


def _meant(word: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return f" (did you mean “{near[0]}”?)" if near else ""


_KINDS = {"NoneType": "none", "str": "text", "int": "a number", "float": "a number"}
_KINDS |= {"tuple": "a list", "list": "a list", "dict": "a table", "Prose": "text"}
_KINDS |= {"Markup": "text", "Bag": "a list"}


def _kind(value: object) -> str:
    return _named(type(value).__name__)


def _named(name: str) -> str:
    """Return a type's name as words: Me → me, TalkingPoint → talking point."""
    return _KINDS.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).strip("_").lower()


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which nothing can grow without limit.

    Each value is bounded as it comes into being: lists, joined texts, what a macro writes, what a
    filter returns, what a call is given and returns. So whatever runs natively on it ends soon.
    """

    code_generator_class = _Generator
    template_class = _Template
    concat = staticmethod(collected)
    held = staticmethod(held)
    bag = Bag
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, filters: Mapping[str, Callable[..., Any]], **options: Any) -> None:
        super().__init__(undefined=Unknown, **options)
        kept = {name: self.filters[name] for name in JINJA_FILTERS} | {
            "join": _join,
            "sum": _sum,
            **filters,
        }
        self.filters = {name: _watched(name, function) for name, function in kept.items()}
        self.tests |= {name: _of_numbers(test) for name, test in _REMAINDERS.items()}
        self._plain_fields: set[tuple[type, str]] = set()
        del self.globals["lipsum"]
        self.globals["range"] = _limited_range

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value's attribute; a record's fields, once found safe, are not asked of again.

        A letter reads some thirty of them, and asking takes longer than all the rest of it.
        """
        if (type(obj), attribute) in self._plain_fields:
            return getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        declared = getattr(type(obj), "__dataclass_fields__", {})
        if attribute in declared and not isinstance(value, Undefined):
            self._plain_fields.add((type(obj), attribute))
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse, beyond what the sandbox does, all that could make text or numbers grow."""
        if isinstance(obj, str):
            return attr in _METHODS
        if isinstance(obj, int | float | complex | bytes):
            return isinstance(obj, Enum) and attr in ("value", "name")
        return bool(super().is_safe_attribute(obj, attr, value))

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Return what says that a template may not use this."""
        hint = f"use “{shown(attribute)}” of {_kind(obj)}"
        return self.undefined(hint, name=attribute, obj=obj, exc=SecurityError)

    def wrap_str_format(self, _value: Any) -> None:
        """Offer no safe `format`: its widths make text grow; `is_safe_attribute` refuses it."""

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call, with arguments and a result that stay small."""
        held((args, kwargs))
        return held(super().call(context, function, *args, **kwargs))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, but only what stays small."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "+" and not numbers:
            require_small(weight(left) + weight(right))
        elif not numbers:
            raise _no_number(operator)
        elif _is_huge(operator, abs(left), abs(right)):
            raise SecurityError("make so large a number")
        return super().call_binop(context, operator, left, right)

    def joined(self, parts: Iterable[Any]) -> Any:
        """Return the parts of `a ~ b` as one text."""
        listed = [printable(part) for part in parts]
        weight(listed)
        return markup_join(listed)


def printable(value: Any) -> Any:
    """Return a value that can stand in a text: words, numbers, dates; raises TypeError if not."""
    if value is None or isinstance(value, str | int | float | date | time | Undefined):
        return value
    raise TypeError(
        f"{_kind(value)} cannot be printed as it is; name what it holds, or loop over it"
    )


def _is_huge(operator: str, left: float, right: float) -> bool:
    if operator == "**":
        return left > 1_000 or right > 10
    return operator == "*" and left * right > _MOST_NUMBER


def _watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def watched(*args: Any, **kwargs: Any) -> Any:
        args = tuple(held(arg) for arg in args)
        if name in _COUNTING:
            for number in (*args[1:], *kwargs.values()):
                if isinstance(number, int | float) and abs(number) > _MOST_STEPS:
                    raise SecurityError("count so far")
        return held(function(*args, **kwargs))

    return watched


def _of_numbers(test: Callable[..., bool]) -> Callable[..., bool]:
    def watched(*values: Any) -> bool:
        if not all(isinstance(one, int | float | Undefined) for one in values):
            raise _no_number("%")
        return test(*values)

    return watched


def _no_number(what: str) -> SecurityError:
    return SecurityError(f"use “{what}” with what is no number")


@pass_environment
def _join(
    environment: Environment, value: Iterable[Any], d: str = "", attribute: Any = None
) -> str:
    # Jinja's own would escape for HTML.
    chosen = make_attrgetter(environment, attribute) if attribute is not None else lambda one: one
    parts = [str(printable(chosen(one))) for one in value]
    require_small(weight(parts) + len(d) * len(parts))
    return d.join(parts)


@pass_environment
def _sum(
    environment: Environment, value: Iterable[Any], attribute: Any = None, start: Any = 0
) -> Any:
    if not isinstance(start, int | float):  # lists and texts would be copied with each step
        raise _no_number("sum")
    return do_sum(environment, value, attribute, start)


def _limited_range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > _MOST_STEPS:
        raise OverflowError(f"range() takes at most {_MOST_STEPS} steps")
    return steps


_OBJECT = re.compile(r"'(?:[\w.]*\.)?(\w+)'? object'? has no attribute '(\w+)'")


def plainly(message: str) -> str:
    """Return Python's or Jinja's message in plain words and without a full stop."""
    message = _OBJECT.sub(lambda found: f"{_named(found[1])} has no “{found[2]}”", message)
    return shown(message, limit=160).rstrip(".")

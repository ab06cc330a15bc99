"""The limits inside which a template runs: where files come from, how large, how long."""

import _thread
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advocate.errors import TemplateError, shown
from advocate.settings import read_ordinary

MOST_SOURCE = 200_000  # bytes of one template file
MOST_OUTPUT = 400_000  # characters of one document's Markdown
MOST_SECONDS = 5.0
_MOST_STEPS = 1_000  # of one range()
_MOST_NUMBER = 10**12

# What makes long text out of short text, faster than any limit could notice.
_GROWING_FILTERS = ("center", "format", "indent", "replace", "tojson", "wordwrap", "xmlattr")
_GROWING_METHODS = frozenset(
    (
        *("center", "ljust", "rjust", "zfill", "expandtabs"),
        *("replace", "join", "format", "format_map", "translate"),
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
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self._folder)):
            raise TemplateError(
                f"The template {shown(template)} is a link out of its folder.",
                hint="Put the file itself into the folder.",
            )
        return _text(path, template), str(path), None


def _text(path: Path, template: str) -> str:
    try:
        data = read_ordinary(path, MOST_SOURCE + 1)
        if len(data) <= MOST_SOURCE:
            return data.decode()
        reason = f"it has more than {MOST_SOURCE:,} bytes"
    except UnicodeDecodeError:
        reason = "it is not text in UTF-8"
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
    except ValueError as error:
        reason = str(error)
    raise TemplateError(f"The template {shown(template)} cannot be read: {reason}.")


class _Generator(CodeGenerator):
    """Compiles `a ~ b` to a call that can be watched."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which nothing can grow without limit."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in _GROWING_FILTERS:
            self.filters.pop(name, None)
        self.filters["join"] = _limited_join
        self.globals.pop("lipsum", None)
        self.globals["range"] = _limited_range

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse, beyond what the sandbox does, the methods of text that make it grow."""
        if isinstance(obj, str) and attr in _GROWING_METHODS:
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def wrap_str_format(self, _value: Any) -> None:
        """Offer no safe `format`: its widths make text grow; `is_safe_attribute` refuses it."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, but only what stays small."""
        if operator == "+" and isinstance(left, int | float) and isinstance(right, int | float):
            return left + right
        if operator == "+":
            _require_small(_size(left) + _size(right))
        elif not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError(f"“{operator}” works on numbers only")
        elif operator == "**" and (abs(left) > 1_000 or abs(right) > 10):
            raise SecurityError("the number would be too large")
        if operator == "*" and abs(left) * abs(right) > _MOST_NUMBER:
            raise SecurityError("the number would be too large")
        return super().call_binop(context, operator, left, right)

    def joined(self, parts: Iterable[Any]) -> Any:
        """Return the parts of `a ~ b` as one text."""
        listed = list(parts)
        _require_small(sum(_size(part) for part in listed))
        return markup_join(listed)


def _limited_join(value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
    parts = [str(getattr(one, attribute) if attribute else one) for one in value]
    _require_small(sum(map(len, parts)) + len(d) * len(parts))
    return d.join(parts)


def _limited_range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > _MOST_STEPS:
        raise OverflowError(f"range() takes at most {_MOST_STEPS} steps")
    return steps


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 20


def _require_small(size: int) -> None:
    if size > MOST_OUTPUT:
        raise SecurityError("the text would be too long")


def collected(name: str, pieces: Iterable[str]) -> str:
    """Return a rendering's pieces as one text; raises TemplateError once it is too long."""
    texts, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_OUTPUT:
            raise TemplateError(
                f"The template {name} makes more than {MOST_OUTPUT:,} characters.",
                hint="Look for a loop that does not end.",
            )
        texts.append(piece)
    return "".join(texts)


@contextmanager
def time_limit(name: str) -> Iterator[None]:
    """Stop a rendering that takes too long, with a TemplateError; only in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    fired = threading.Event()

    def stop() -> None:
        fired.set()
        _thread.interrupt_main()

    timer = threading.Timer(MOST_SECONDS, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if not fired.is_set():
            raise
        raise TemplateError(
            f"The template {name} took more than {MOST_SECONDS:.0f} seconds and was stopped.",
            hint="Look for a loop that does not end.",
        ) from None
    finally:
        timer.cancel()


_OBJECT = re.compile(r"'(?:[\w.]*\.)?(\w+)'? object'? has no attribute '(\w+)'")


def plainly(message: str) -> str:
    """Return Jinja's message without the program's own names and without a full stop."""
    return shown(_OBJECT.sub(r"\1 has no “\2”", message), limit=120).rstrip(".")

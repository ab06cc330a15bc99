"""What stands in a template's own text and comes to nothing, each with its line: HTML, pictures,
links and QR codes that no document has, fields that nobody ever knows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from advocate.documents.environment import environment_of
from advocate.documents.markup import is_safe_link
from advocate.errors import TemplateError, shown
from advocate.settings import Constituent

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_VALUE = "\ufffc"  # stands for what Jinja would put in its place
_HTML = re.compile(r"(?<!\\)<(?:/?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|!--)")
_PICTURE = re.compile(r"(?<!\\)!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"(?<![!\\])\[[^\[\]\n]*\]\(<?([^()\s<>]+)")
_QR = re.compile(r"^ {0,3}:{3,}[ \t]*qr[ \t]+(\S+)", re.MULTILINE)
_TAKEN = "https, http, tel and mailto"
_FIELDS = tuple(field.name for field in fields(Constituent))


def written_oversights(name: str, folders: Sequence[Path]) -> Iterator[str]:
    """Yield what is odd in the text of a template, and of those that it includes or extends, each
    as a sentence. What cannot be read yields nothing: filling it in says why."""
    from jinja2.meta import find_referenced_templates

    environment = environment_of(tuple(folders))
    waiting, seen = [name], {name}
    while waiting:
        here = waiting.pop()
        try:
            source = (
                environment.loader.get_source(environment, here)[0] if environment.loader else ""
            )
            tree = environment.parse(source)
        except (
            *(TemplateError, TemplateNotFound, TemplateSyntaxError),
            *(RecursionError, MemoryError, SyntaxError),
        ):
            continue
        for line, odd in sorted({*_in_markdown(source), *_in_jinja(tree)}):
            yield f"The template {here}, line {line}, {odd}."
        others = {other for other in find_referenced_templates(tree) if other} - seen
        seen |= others
        waiting += sorted(others)


def _in_markdown(source: str) -> Iterator[tuple[int, str]]:
    text = _JINJA.sub(lambda found: _VALUE + "\n" * found[0].count("\n"), source)

    def at(found: re.Match[str]) -> int:
        return text.count("\n", 0, found.start()) + 1

    for found in _HTML.finditer(text):
        yield at(found), f"prints “{_said(found[0])}” as it stands: HTML does not work"
    for found in _PICTURE.finditer(text):
        odd = f"prints “{_said(found[0])}” as text: a document has no picture but the theme's logo"
        yield at(found), odd
    for found in _LINK.finditer(text):
        if not _is_taken(found[1]):
            yield at(found), f"links to “{_said(found[1])}”, and no link is made: it takes {_TAKEN}"
    for found in _QR.finditer(text):
        if not _is_taken(found[1]):
            odd = f"has a QR code of “{_said(found[1])}”, and none is made: it takes {_TAKEN}"
            yield at(found), odd


def _is_taken(address: str) -> bool:
    return address.startswith(_VALUE) or is_safe_link(address)


def _said(text: str) -> str:
    return shown(text.replace(_VALUE, "…"))


def _in_jinja(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for compared in tree.find_all(nodes.Compare):
        left = compared.expr
        if not (isinstance(left, nodes.Const) and any(map(_is_knows, compared.ops))):
            continue
        if left.value not in _FIELDS:
            from difflib import get_close_matches  # only when one is wrong: it costs time to load

            near = get_close_matches(str(left.value), _FIELDS, n=1)
            meant = (
                f". Did you mean “{near[0]}”?" if near else f": it may hold {', '.join(_FIELDS)}"
            )
            odd = f"asks for “{shown(str(left.value))}” in me.knows, which never holds it{meant}"
            yield compared.lineno, odd


def _is_knows(operand: nodes.Operand) -> bool:
    asked = operand.expr
    return (
        operand.op in ("in", "notin")
        and isinstance(asked, nodes.Getattr)
        and asked.attr == "knows"
        and isinstance(asked.node, nodes.Name)
        and asked.node.name == "me"
    )

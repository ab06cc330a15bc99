"""What the writer of a template overlooked: all this is printed, but not as it was meant."""

import re
from collections.abc import Iterator

from advocate.documents.markup import tokens
from advocate.errors import shown

_CLOSES_NOTHING = re.compile(r":{3,}(?=\s|$)")
# Typed text is escaped by now: its braces have a backslash before them.
_ONE_BRACE = re.compile(r"(?<![\\{])\{ ?[a-z_]+(?:\.[a-z_]+)* ?\}(?!\})")


def oversights(source: str) -> Iterator[str]:
    """Yield what is odd in a filled-in template, completing “The template letter/default.md …”."""
    lines = source.splitlines()
    for token in tokens(source):
        if token.type.startswith("container_") and token.nesting == 1 and token.map:
            opening = f"{token.markup} {token.info.strip()}"
            last = lines[token.map[1]] if token.map[1] < len(lines) else ""
            if not last.lstrip().startswith(":::"):
                yield f"opens “{shown(opening)}” and does not close it: “{token.markup}” is missing"
            name, _, count = token.info.strip().partition(" ")
            if name == "lines" and count and not count.strip().isdecimal():
                yield f"has “{shown(opening)}”: how many lines is written in digits, such as 4"
        elif token.type == "inline":
            if found := _CLOSES_NOTHING.match(token.content):
                yield (
                    f"prints “{found[0]}”, which closes nothing. A part that holds another "
                    "one opens and closes with more colons than that"
                )
            for value in _ONE_BRACE.findall(token.content):
                yield f"prints “{shown(value)}” as it stands: a value stands in two braces"

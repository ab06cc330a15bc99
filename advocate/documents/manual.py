"""The page of what a template may use, from the code: `python -m advocate.documents.manual`."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from inspect import getdoc

from advocate.directory import records as directory
from advocate.documents import context, environment, meeting
from advocate.issues import records as issues

_HEAD = """# Templates

A template is a Markdown file with [Jinja](https://jinja.palletsprojects.com/templates/) in it, one
folder a kind of document: `letter/default.md`. To make one of your own, put it into `templates/` in
your own folder (`advocate me show` says where that is), or into a folder that you name with
`--template-dir`. Yours is found before the shipped one, which it can build on:

```jinja
{% include "default:letter/default.md" %}
```

This page is made from the program by
`python -m advocate.documents.manual > docs/templates.md`; a test fails when it is stale.

## What it is written in

| write | and get |
|---|---|
| `# Title`, `## Part`, `### Smaller` | headings |
| `**bold**`, `*italic*`, `[text](https://…)` | looks and links (http, https, tel and mailto) |
| `- item`, `1. item`, `- [ ] item` | lists; the last with a box to tick |
| a Markdown table | a table; with empty heads, its first column is the heading |
| `---` on a line of its own | a new page |
| `::: say 45 Title` … `:::` | what is said aloud; its words are counted, 45 are the most |
| `::: note Title` … `:::` | an aside |
| `::: frame Title` … `:::` | a framed part |
| `::: address` … `:::` | lines kept together, each ended with a backslash |
| `::: lines 4` and `:::` | empty lines to write on |
| `{{ blank("your name", 24) }}` | a gap to write in, 24 characters wide, with a small label |

To put `::: lines` into a box, open and close the box with four colons. HTML does not work.

Text that people type (names, addresses, the story) is printed exactly as typed: a star stays a
star. A pack's text is Markdown. What is not known about the constituent is a gap to write in;
`{% if "phone" in me.knows %}` asks whether it is known. A template cannot read files or run code.
"""


def templates_page() -> str:
    """Return the page as Markdown."""
    rows = [f"| `{name}` | {what} |" for name, what in context.VARIABLES.items()]
    filters = [f"| `{name}` | {what} |" for name, what in environment.FILTERS.items()]
    functions = [f"| `{name}` | {what} |" for name, what in environment.FUNCTIONS.items()]
    return "\n".join(
        [
            _HEAD,
            "## Values\n\n| name | what it is |\n|---|---|",
            *rows,
            "\n## Filters and functions\n\n| name | what it gives |\n|---|---|",
            *filters,
            *functions,
            "\n## Records\n",
            *_records(),
        ]
    )


def _records() -> Iterator[str]:
    for module in (context, meeting, directory, issues):
        for record in vars(module).values():
            own = getattr(record, "__module__", "") == module.__name__
            own = own and record is not context.Request  # what a document is made from, not a value
            if own and isinstance(record, type) and is_dataclass(record):
                yield from _record(record)


def _record(record: type) -> Iterator[str]:
    text = " ".join((getdoc(record) or "").split())
    names = [field.name for field in fields(record)]
    names += [name for name, value in vars(record).items() if isinstance(value, property)]
    yield f"**{record.__name__}.** {text}\n"
    yield ", ".join(f"`{name}`" for name in names) + "\n"


if __name__ == "__main__":
    sys.stdout.write(templates_page())

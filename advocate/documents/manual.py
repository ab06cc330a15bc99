"""The page of what a template may use, from the code: `python -m advocate.documents.manual`."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from inspect import getdoc

from advocate.directory import records as directory
from advocate.documents import alert_views, context, environment, meeting
from advocate.documents.sandbox import JINJA_FILTERS
from advocate.issues import addressees
from advocate.issues import records as issues
from advocate.issues.alerts import filled
from advocate.issues.alerts.records import Update

_HEAD = """# What a template may use

The values, filters, functions and records of templates; [templates.md](templates.md) tells how to
write one. `advocate templates variables` prints this page, which is made from the program by
`python -m advocate.documents.manual > docs/template-variables.md`; a test fails when it is stale.
"""


def variables_page() -> str:
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
            f"\nOf Jinja's own filters: {', '.join(f'`{name}`' for name in JINJA_FILTERS)}.",
            "\n## Records\n",
            *_records(),
        ]
    )


# What a document is made from, and no value of its template.
_NOT_VALUES = (context.Request, filled.Around, filled.Reader)


def _records() -> Iterator[str]:
    for module in (context, alert_views, addressees, filled, meeting, directory, issues):
        for record in vars(module).values():
            own = getattr(record, "__module__", "") == module.__name__
            own = own and record not in _NOT_VALUES
            if own and isinstance(record, type) and is_dataclass(record):
                yield from _record(record)
    yield from _record(Update)


def _record(record: type) -> Iterator[str]:
    text = " ".join((getdoc(record) or "").split())
    names = [field.name for field in fields(record)]
    names += [name for name, value in vars(record).items() if isinstance(value, property)]
    yield f"**{record.__name__}.** {text}\n"
    yield ", ".join(f"`{name}`" for name in names) + "\n"


if __name__ == "__main__":
    sys.stdout.write(variables_page())

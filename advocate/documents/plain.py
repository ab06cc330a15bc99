"""A line of an author's Markdown as plain text, for titles, subjects and the terminal."""

import re

_MARK = re.compile(r"[\\*_\[\]<&]")  # without one of these, it is plain already


def plain_line(text: str) -> str:
    """Return a line of Markdown without its marks: "Read [this](https://…)" → "Read this".

    What only looks like a mark ("5 * 3") stays.
    """
    if not _MARK.search(text):
        return str(text)
    from advocate.documents.markup import inline_text  # only for who needs the parser

    return inline_text(text)

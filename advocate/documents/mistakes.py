"""Mistakes in templates, in plain words: Jinja and Python tell them in the words of programmers."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from advocate.documents.sandbox import JINJA_FILTERS, plainly, type_words

Says = Callable[[re.Match[str]], str]


def in_words(message: str, filters: tuple[str, ...] = JINJA_FILTERS) -> str:
    """Return Jinja's or Python's message in plain words, without a full stop; one that is not known
    here stays as it is. `filters` are those that a template may use."""
    for pattern, says in _SYNTAX + _RUNNING:
        if found := pattern.match(message):
            return plainly(says(found))
    if found := _NO_FILTER.match(message):
        near = get_close_matches(found[1], filters, n=1, cutoff=0.7)
        meant = f" (did you mean “{near[0]}”?)" if near else ""
        return plainly(f"there is no filter “{found[1]}”{meant}")
    return plainly(message)


_TOKENS = {
    "begin of print statement": "{{",
    "end of print statement": "}}",
    "begin of statement block": "{%",
    "end of statement block": "%}",
    "begin of comment": "{#",
    "end of comment": "#}",
    "end of template": "the end of the file",
    "name": "a name",
    "string": "a text in quotes",
    "integer": "a number",
}


def _token(word: str) -> str:
    said = _TOKENS.get(word, word)
    return said if said.startswith(("a ", "the ")) else f"“{said}”"


def _unknown_tag(found: re.Match[str]) -> str:
    tag, still_open = found[1], found[2]
    begun = tag.removeprefix("end")
    if still_open:
        return (
            f"“{{% {tag} %}}” stands where “{{% {still_open} %}}” is still open: first write "
            + (f"{{% end{still_open} %}}")
        )
    if tag != begun:
        return f"“{{% {tag} %}}” ends what was never begun with “{{% {begun} %}}”"
    return f"there is no “{{% {tag} %}}”"


def _two(found: re.Match[str]) -> str:
    return f"{_a(found[2])} and {_a(found[3])}"


def _a(name: str) -> str:
    words = "nothing" if name == "NoneType" else type_words(name)
    if words in ("text", "nothing") or words.startswith("a "):
        return words
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _table(*rows: tuple[str, Says]) -> tuple[tuple[re.Pattern[str], Says], ...]:
    return tuple((re.compile(pattern, re.DOTALL), says) for pattern, says in rows)


_TYPE = r"'(?:[\w.]*\.)?(\w+)'"
_NO_FILTER = re.compile(r"No filter named '(.*)'\.")
_SYNTAX = _table(
    (
        r"expected token 'end of statement block', got '='",
        lambda _: "one “=” compares nothing; to compare, write “==”",
    ),
    (
        r"expected token '(.*)', got '(.*)'",
        lambda m: f"{_token(m[1])} is missing before {_token(m[2])}",
    ),
    (r"unexpected end of template, expected '(.*)'", lambda m: f"{_token(m[1])} is missing"),
    (r"unexpected end of template", lambda _: "it ends in the middle of what stands in braces"),
    (r"Expected an expression, got '(.*)'", lambda m: f"a value is missing before {_token(m[1])}"),
    (
        r"Encountered unknown tag '(\w+)'\.(?:.*needs to be closed is '(\w+)')?",
        _unknown_tag,
    ),
    (
        r"Unexpected end of template\..*needs to be closed is '(\w+)'",
        lambda m: f"“{{% {m[1]} … %}}” is not closed: {{% end{m[1]} %}} is missing",
    ),
    (r"Missing end of comment tag", lambda _: "a comment is not closed: “#}” is missing"),
    (r"Missing end of raw directive", lambda _: "{% raw %} is not closed: {% endraw %} is missing"),
    (r"No test named '(.*)'", lambda m: f"there is no test “{m[1]}” to put behind “is”"),
    (r"unexpected char ['\"]['\"]['\"]", lambda _: "a quotation mark is missing or one too many"),
    (r"unexpected char '(.*)' at", lambda m: f"“{m[1]}” stands where it cannot"),
    (r"unexpected '(.*?)'(?:, expected '(.*)')?$", lambda m: f"“{m[1]}” stands where it cannot"
     + (f"; “{m[2]}” is missing" if m[2] else "")),
    (r"tag name expected", lambda _: "a word such as if or for is missing behind “{%”"),
)  # fmt: skip
_RUNNING = _table(
    (
        r"can only concatenate str \(not \"([\w.]+)\"\) to \w+",
        lambda m: f"“+” joins no text and {_a(m[1])}; write “~” to join them",
    ),
    (
        rf"unsupported operand type\(s\) for (\S+?)(?: or pow\(\))?: {_TYPE} and {_TYPE}",
        lambda m: f"“{m[1]}” cannot be used with {_two(m)}",
    ),
    (
        rf"'(\S+)' not supported between instances of {_TYPE} and {_TYPE}",
        lambda m: f"“{m[1]}” cannot compare {_two(m)}",
    ),
    (
        rf"{_TYPE} object is not callable",
        lambda m: f"{_a(m[1])} is called with brackets “()”, and takes none",
    ),
    (
        r"'NoneType' object is not iterable",
        lambda _: "it loops over a value that is not known; ask for it first: {% if … %}",
    ),
    (
        rf"{_TYPE} object is not iterable",
        lambda m: f"{_a(m[1])} holds nothing to loop over",
    ),
    (
        r"(?:[\w.]*\.)?_?(\w+)\(\) missing \d+ required [\w-]+ arguments?: (.*)",
        lambda m: f"“{m[1]}” lacks what belongs in its brackets: {m[2].replace(chr(39), '')}",
    ),
    (
        r"(?:[\w.]*\.)?_?(\w+)\(\) takes .* but \d+ .*given",
        lambda m: f"“{m[1]}” is given more than it takes",
    ),
    (
        r"(?:[\w.]*\.)?_?(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        lambda m: f"“{m[1]}” takes no “{m[2]}”",
    ),
    (r"(?:integer |float )?(?:division|modulo)[\w ]* by zero", lambda _: "it divides by zero"),
    (r"name '(inf|nan)' is not defined", lambda _: "it holds a number beyond all measure"),
)

"""Asking a person at the terminal: one of several, by its number or its name."""

import re
import sys
from collections.abc import Sequence

import click

from advocate.cli.output import fitted
from advocate.text import fold


def matched(text: str, values: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the value that was typed: by its number, itself, its name, or a word of one name
    (“schumer”) with which no other's word begins; None where it is none of them."""
    typed = fold(text)
    for number, (value, name) in enumerate(zip(values, names, strict=True), start=1):
        if typed in (str(number), fold(str(value)), fold(name)):
            return value
    # “oppose” is no “leans oppose” beside “opposes”.
    like = [
        (value, words)
        for value, words in zip(values, map(_words, names), strict=True)
        if any(word.startswith(typed) for word in words)
    ]
    return like[0][0] if len(like) == 1 and typed in like[0][1] else None


def _words(name: str) -> list[str]:
    return re.findall(r"[\w'-]+", fold(name))


def choose(
    question: str, values: Sequence[str], names: Sequence[str], *, empty: bool = False
) -> str:
    """Ask for one of the values by its number or its name; with `empty`, Enter is the answer "".

    The names are listed with their numbers below the question.
    """
    listed = (f"  {number:>2}  {name}" for number, name in enumerate(names, start=1))

    def chosen(text: str) -> str:
        if empty and not text.strip():
            return ""
        value = matched(text, values, names)
        if value is None:
            raise click.UsageError(f"Type a number from 1 to {len(values)}, or one of the names.")
        return str(value)

    answer: str = click.prompt(
        fitted("\n".join(["", question, *listed, ""]), sys.stderr),
        default="" if empty else None,
        show_default=False,
        value_proc=chosen,
        prompt_suffix="> ",
        err=True,
    )
    return answer

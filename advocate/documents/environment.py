"""The sandbox in which templates run: values are escaped unless a pack's author wrote them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    PrefixLoader,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from advocate.directory.records import CommitteeSeat, Senator
from advocate.documents import markup
from advocate.documents.bounds import collected
from advocate.documents.context import VARIABLES
from advocate.documents.sandbox import (
    FolderLoader,
    LimitedEnvironment,
    not_known,
    plainly,
    printable,
)
from advocate.documents.second_person import to_you
from advocate.documents.views import number_note
from advocate.documents.webforms import whole_sentences
from advocate.errors import (
    AdvocateError,
    MissingValuesError,
    TemplateError,
    UnknownTemplateError,
)
from advocate.issues.records import Prose
from advocate.text import clock_time as spoken_time
from advocate.text import join_words, long_date

# What a template may use beyond Jinja's own, each with its line in docs/template-variables.md.
FILTERS: dict[str, str] = {
    "long_date": "a date in words: November 24, 2026",
    "weekday_date": "a date with its day: Thursday, December 3, 2026",
    "clock_time": "a time in words: 2:30 p.m.; clock_time(15) is a quarter of an hour later, "
    "clock_time(-15) earlier",
    "plus_days": "the date so many days later: today | plus_days(14)",
    "digits": "only the digits of a phone number, for a tel: link",
    "miles": "a distance for reading: 3 miles; less than a mile",
    "position_words": "a position in words: supports it; not known",
    "seat_words": "a senator's place on a committee: Chair; Ranking Member; "
    "no. 2 on the Republican side",
    "upper_first": "the text with its first letter a capital",
    "whole_sentences": "as many whole sentences as fit: me.story | whole_sentences(450)",
    "thousands": "a number with its commas: 1,500",
    "join_words": "a list in a sentence: a, b and c",
    "number_note": "after an office's phone: that you reported it wrong, corrected or confirmed it",
    "to_you": "a question as one puts it to the senator: Will you …? for Will the senator …?",
}
FUNCTIONS: dict[str, str] = {
    "blank(label, width)": "a gap to write in, with a small label under it",
}


def render(name: str, folders: Sequence[Path], context: dict[str, object]) -> str:
    """Return a template's Markdown, filled in.

    `folders` is the search path, the shipped folder last. Raises UnknownTemplateError,
    MissingValuesError naming every unknown value at once, and TemplateError for the rest.
    """
    environment = environment_of(tuple(folders))
    try:
        return collected(environment.get_template(name).generate(context))
    except AdvocateError:
        raise
    except TemplateNotFound as error:
        raise UnknownTemplateError(str(error.name), folders=folders) from None
    except TemplateSyntaxError as error:
        where = f"{error.name or name}, line {error.lineno}"
        raise TemplateError(
            f"The template {where} cannot be read: {plainly(error.message or '')}.",
            hint="Mend that line, or leave --template-dir out to use the shipped template.",
        ) from None
    except UndefinedError as error:
        raise _missing(environment, name, error) from None
    except SecurityError as error:
        raise TemplateError(
            f"The template {name} does what a template may not: {plainly(str(error))}."
        ) from None
    except (RecursionError, MemoryError, SyntaxError):
        raise TemplateError(
            f"The template {name} goes too deep or grows too large.",
            hint="Look for a template that includes itself, or a loop that does not end.",
        ) from None
    except Exception as error:  # a template is a program, and may raise whatever Python can
        raise TemplateError(
            f"The template {name} failed: {plainly(str(error))}.",
            hint="`advocate templates variables` lists what a template may use.",
        ) from None


def used_in(name: str, folders: Sequence[Path]) -> frozenset[str]:
    """Return the values that a template may ask for, and those that it extends or includes: all
    there are when that shows only in the filling in. Raises as `render` does."""
    from jinja2.meta import find_referenced_templates, find_undeclared_variables

    environment = environment_of(tuple(folders))
    loader = environment.loader
    used: set[str] = set()
    waiting, seen = [name], {name}
    while waiting and loader:
        try:
            tree = environment.parse(loader.get_source(environment, waiting.pop())[0])
            used |= find_undeclared_variables(tree)
        except (TemplateNotFound, TemplateSyntaxError, RecursionError, MemoryError, SyntaxError):
            return frozenset(VARIABLES)  # `render` says what is wrong
        for other in find_referenced_templates(tree):
            if other is None:
                return frozenset(VARIABLES)
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(used & set(VARIABLES))


# Each worker of a cluster keeps two orders, with two of these; each order is in a new folder.
@lru_cache(maxsize=8)
def environment_of(
    folders: tuple[Path, ...],
    sort: type[LimitedEnvironment] = LimitedEnvironment,
    finalize: Callable[[Any], Any] | None = None,
) -> LimitedEnvironment:
    """Return the sandbox with these folders as its search path; `finalize` makes its values ready
    to stand in Markdown, and is `escaped` if left out."""
    environment = sort(
        filters={function.__name__: function for function in _filters()},
        loader=_loader(folders),
        finalize=finalize or escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        # Makes macros and {% set %} blocks return Markup, so that what they print is escaped once.
        autoescape=True,
    )
    environment.globals["blank"] = blank
    return environment


def _filters() -> tuple[Callable[..., object], ...]:
    return (
        *(long_date, weekday_date, clock_time, plus_days, digits, miles, position_words, thousands),
        *(seat_words, upper_first, join_words, whole_sentences, to_you, number_note),
    )


def _loader(folders: tuple[Path, ...]) -> BaseLoader:
    path = [FolderLoader(folder) for folder in folders]
    # A user's template reaches the shipped one of the same name as "default:…".
    return ChoiceLoader([*path, PrefixLoader({"default": path[-1]}, delimiter=":")])


def escaped(value: Any) -> Any:
    """Escape what Markdown would read as markup, unless a template or pack author wrote it.

    The result is Markup, which here means “Markdown already”: Jinja then leaves it alone.
    """
    if isinstance(value, Markup | Undefined):
        return value
    text = value if isinstance(value, Prose) else markup.escape(str(printable(value)))
    return Markup(text)  # noqa: S704


def blank(label: object, width: object = 24) -> Prose:
    """Return a gap to write in; one of no sensible width is of the usual one."""
    wide = width if isinstance(width, int) else 24
    return Prose(markup.blank(str(printable(label)), wide))


def _missing(environment: LimitedEnvironment, name: str, error: UndefinedError) -> TemplateError:
    from jinja2.meta import find_undeclared_variables

    loader = environment.loader
    source = loader.get_source(environment, name)[0] if loader else ""
    unknown = find_undeclared_variables(environment.parse(source)) - set(VARIABLES)
    unknown -= set(environment.globals)
    # Others may stand behind `is defined`, and be no reason why it failed.
    if str(error) in map(not_known, unknown):
        return MissingValuesError(name, sorted(unknown), hint=_meant(sorted(unknown)))
    return TemplateError(
        f"The template {name} asks for a value that does not exist: {plainly(str(error))}.",
        hint="`advocate templates variables` lists what a template may use.",
    )


def _meant(unknown: list[str]) -> str:
    from difflib import get_close_matches

    near = [close[0] for word in unknown if (close := get_close_matches(word, VARIABLES, n=1))]
    return f"Did you mean {join_words(near, last='or')}? " * bool(near) + (
        "`advocate templates variables` lists what a template may use."
    )


def weekday_date(day: date) -> str:
    """Return a date with its day of the week: "Thursday, December 3, 2026"."""
    return f"{day:%A}, {long_date(day)}"


def thousands(number: int) -> str:
    """Return a whole number with its commas."""
    return f"{number:,}"


def clock_time(moment: datetime, later: int = 0) -> str:
    """Return a time as one would say it, or the one `later` minutes after it: "2:30 p.m."."""
    # Round the clock: no number of minutes leads beyond the calendar.
    hour, minute = divmod((moment.hour * 60 + moment.minute + int(later)) % (24 * 60), 60)
    return spoken_time(time(hour, minute))


def plus_days(day: date, days: int) -> date:
    """Return the date `days` later."""
    return day + timedelta(days=days)


def digits(text: str) -> str:
    """Return only the digits of a phone number."""
    return "".join(char for char in str(text) if char.isdecimal())


def miles(distance: float | None) -> str:
    """Return a distance for reading; empty when it is not known."""
    if distance is None:
        return ""
    if distance < 1:
        return "less than a mile"
    return "1 mile" if round(distance) == 1 else f"{round(distance)} miles"


_POSITION_WORDS = {
    "supports": "supports it",
    "leans_support": "leans toward it",
    "undecided": "undecided",
    "leans_oppose": "leans against it",
    "opposes": "opposes it",
    "unknown": "not known yet",
}


def position_words(position: str) -> str:
    """Return a position as a person would say it."""
    return _POSITION_WORDS[position]


_SIDES = {"Democrat": "Democratic"}
# The Senate's lists say “Chairman” of everyone; people say “Chair.”
_TITLES = {
    "chairman": "Chair",
    "vice chairman": "Vice Chair",
    "cochairman": "Co-Chair",
    "ex officio": "ex officio member",
}


def seat_words(seat: CommitteeSeat, senator: Senator) -> str:
    """Return a senator's place on a committee: the title, else the rank on the party's side."""
    if seat.title:
        return _TITLES.get(seat.title.casefold(), seat.title)
    side = senator.caucus or senator.party
    return f"no. {seat.rank} on the {_SIDES.get(side, side)} side"


def upper_first(text: str) -> str:
    """Return the text with a capital first letter; an author's text stays an author's text."""
    raised = text[:1].upper() + text[1:]
    return Prose(raised) if isinstance(text, Prose) else raised

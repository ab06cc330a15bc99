"""Finding senators by what people call them, and naming files by them."""

import re
from collections.abc import Iterable, Sequence

from advocate.directory.records import Senator
from advocate.errors import UnknownSenatorError
from advocate.text import fold, slug

_TITLES = {"sen", "senator"}
# One letter begins a dozen names, and two letters inside a name are chance.
_SHORTEST_BEGINNING = 2
_SHORTEST_PART = 3


def plain(text: str) -> str:
    """Return a name for comparing, without accents, case and marks ("Hyde-Smith": "hyde smith")."""
    without_apostrophes = re.sub(r"['’]", "", fold(text))
    return " ".join(re.sub(r"[^a-z0-9]", " ", without_apostrophes).split())


def senators_named(senators: Iterable[Senator], text: str) -> tuple[Senator, ...]:
    """Return the senators whose names fit: by the beginnings of words, else by any part.

    "lujan" and "ben luj" find Luján; "collen" finds none, and "ollen" Van Hollen.
    """
    words = _wanted(text)
    part = " ".join(words)
    if len(part) < _SHORTEST_BEGINNING:
        return ()
    everyone = tuple(senators)
    by_beginning = tuple(s for s in everyone if _begins(_known_as(s), words))
    if by_beginning or len(part) < _SHORTEST_PART:
        return by_beginning
    return tuple(s for s in everyone if part in plain(s.full_name))


def find_senator(senators: Iterable[Senator], text: str) -> Senator:
    """Return the one senator meant by a Bioguide id, a last name or part of a name.

    Raises UnknownSenatorError, with the choices, when none or several fit.
    """
    everyone = tuple(senators)
    name = " ".join(_wanted(text))
    tiers = (
        tuple(s for s in everyone if s.bioguide.casefold() == text.strip().casefold()),
        tuple(s for s in everyone if name in (plain(s.last_name), plain(s.full_name))),
        senators_named(everyone, text),
    )
    found = next((tier for tier in tiers if tier), ())
    if len(found) == 1:
        return found[0]
    # A hundred names are no help: without a match in a whole Congress, none are listed.
    choices = found or (everyone if len(everyone) <= 10 else ())
    names = [f"{s.full_name} ({s.state})" for s in choices] or _near_names(everyone, name)
    raise UnknownSenatorError(text, choices=names, several=bool(found))


def file_names(senators: Sequence[Senator]) -> dict[str, str]:
    """Return what files of senators are named by, by Bioguide id: the last name, and the full name
    where two share the last one."""
    last = [slug(senator.last_name) for senator in senators]
    return {
        senator.bioguide: name if last.count(name) == 1 else slug(senator.full_name)
        for senator, name in zip(senators, last, strict=True)
    }


def _near_names(senators: Iterable[Senator], name: str) -> list[str]:
    from difflib import get_close_matches  # only when a name is not found: it costs time to load

    last = {plain(s.last_name): f"{s.full_name} ({s.state})" for s in senators}
    return [last[near] for near in get_close_matches(name, last, n=2)]


def _wanted(text: str) -> list[str]:
    words = plain(text).split()
    return words[1:] if words and words[0] in _TITLES else words


def _known_as(senator: Senator) -> list[str]:
    return plain(f"{senator.first_name} {senator.nickname} {senator.full_name}").split()


def _begins(known: list[str], words: list[str]) -> bool:
    return all(any(name.startswith(word) for name in known) for word in words)

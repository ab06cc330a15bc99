"""What a place that a person typed means: a ZIP code, a state, or neither."""

import re
import unicodedata

from advocate.directory.dataset import MILITARY, Dataset
from advocate.directory.names import plain
from advocate.directory.records import State, StateKind, ZipPlace
from advocate.errors import LookupFailedError, NoSenatorsError, UnknownPlaceError
from advocate.text import clean_line

# Names that people use beside those of the list.
_ALSO = {
    "washington dc": "DC",
    "washington d c": "DC",
    "d c": "DC",
    "the district of columbia": "DC",
    "virgin islands": "VI",
    "us virgin islands": "VI",
    "usvi": "VI",
    "northern marianas": "MP",
    "cnmi": "MP",
    "the marshall islands": "MH",
    "republic of the marshall islands": "MH",
    "federated states of micronesia": "FM",
    "republic of palau": "PW",
}
_MILITARY_CODES = ("AA", "AE", "AP")  # what stands in an address where a state would
_ZIP_HINT = "A ZIP code has five digits (10001), or nine (10001-1234)."
_DASHES = "-‐‑‒–—−"


def normal(text: str) -> str:
    """Return a typed place as one clean line, with plain letters for full-width ones."""
    return clean_line(unicodedata.normalize("NFKC", text))


def looks_like_digits(text: str) -> bool:
    """Say whether a normal text is meant as a number: a ZIP or FIPS code, good or bad."""
    return bool(text) and all(c.isdecimal() or c in f"{_DASHES} " for c in text)


def zip_code(text: str) -> str | None:
    """Return the five digits of a ZIP or ZIP+4, however spaced, or None when it is neither.

    Only 0–9 are digits of a ZIP: ①, ¹ and their like are no way to write one.
    """
    found = re.fullmatch(rf"([0-9]{{5}})(?: ?[{_DASHES}]? ?[0-9]{{4}})?", clean_line(text))
    return found[1] if found else None


def zip_place(dataset: Dataset, text: str) -> ZipPlace | None:
    """Return where a ZIP or ZIP+4 lies, `inferred` when it is on no list; None for other text.

    Raises UnknownPlaceError for a ZIP whose first digits are not in use.
    """
    code = zip_code(text)
    if code is None:
        return None
    listed = dataset.zip_place(code)
    if listed is not None:
        return listed
    states = dataset.zip_prefix(code)
    if not states:
        raise UnknownPlaceError(text, hint=f"No ZIP code begins with {code[:3]}. {_ZIP_HINT}")
    military = states == (MILITARY,)
    return ZipPlace(code, "", () if military else states, None, None, True, military)


def match_state(dataset: Dataset, text: str) -> State | None:
    """Return the state with this name, postal code or two-digit FIPS code, or None."""
    wanted = plain(normal(text))
    code = _ALSO.get(wanted) or wanted.upper()
    if code in dataset.states:
        return dataset.states[code]
    number = clean_line(text)
    same = (s for s in dataset.states.values() if wanted == plain(s.name) or number == s.fips)
    return next(same, None) if wanted else None


def resolve_state(dataset: Dataset, text: str) -> State:
    """Return the state meant, or raise UnknownPlaceError with the near ones."""
    state = match_state(dataset, text)
    if state is None:
        names = [state.name for state in dataset.states.values()]
        hint = "Give a state's name (“New Mexico”) or its postal code (NM)."
        if normal(text).upper() in _MILITARY_CODES:
            hint = "AA, AE and AP are of military addresses: give the state where you vote."
        raise UnknownPlaceError(text, near=near_names(text, names), hint=hint)
    return state


def state_with_senators(dataset: Dataset, text: str) -> State:
    """Return the state meant, or raise: UnknownPlaceError, or NoSenatorsError with what to do."""
    state = resolve_state(dataset, text)
    require_senators(state)
    return state


def require_senators(state: State) -> None:
    """Raise NoSenatorsError, saying what its people can do, when a place has no senators."""
    if state.kind is StateKind.STATE:
        return
    sentence, hint = _WITHOUT[state.kind]
    if state.code == "PR":
        hint = _PUERTO_RICO
    raise NoSenatorsError(sentence.format(name=with_article(state)), hint=hint)


def unknown_place(dataset: Dataset, text: str) -> LookupFailedError:
    """Return the error for text that is neither a ZIP, a state nor a senator, with near matches."""
    if looks_like_digits(normal(text)):
        fips = {state.fips for state in dataset.states.values()}
        padded = normal(text).zfill(2)
        near = [padded] if padded in fips else []
        return UnknownPlaceError(text, near=near, hint=_ZIP_HINT)
    names = [state.name for state in dataset.states.values()]
    names += [senator.last_name for senator in dataset.senators]
    return UnknownPlaceError(text, near=near_names(text, names))


def near_names(text: str, names: list[str]) -> list[str]:
    """Return at most three of `names` that `text` may be a slip of."""
    from difflib import get_close_matches  # only a miss pays for loading it

    wanted = plain(text)[:40]
    by_plain = {plain(name): name for name in names}
    begun = [p for p in by_plain if len(wanted) >= 3 and p.startswith(wanted)]
    close = get_close_matches(wanted, by_plain, n=3, cutoff=0.75)
    return [by_plain[p] for p in dict.fromkeys([*close, *begun])][:3]


def without_senators(state: State) -> str:
    """Say why a place has no senators and who speaks for it instead; empty for a state."""
    try:
        require_senators(state)
    except NoSenatorsError as none:
        return f"{none.sentence} {none.hint}"
    return ""


def with_article(state: State) -> str:
    """Return a place's name as it stands in a sentence: "the District of Columbia"."""
    return f"the {state.name}" if state.code in ("DC", "MH", "MP", "VI") else state.name


_FRIENDS = "Friends and family in the states can write to their own senators."
_PUERTO_RICO = (
    "Its voice in Congress is the resident commissioner in the House "
    f"(house.gov/representatives). {_FRIENDS}"
)
_WITHOUT = {
    StateKind.DISTRICT: (
        "There are no voting senators for {name}.",
        "Its voices in Congress are a delegate in the House (house.gov/representatives) and two "
        f"shadow senators, elected to speak for statehood. {_FRIENDS}",
    ),
    StateKind.TERRITORY: (
        "There are no senators for {name}: no US territory has any.",
        "Its voice in Congress is a non-voting delegate in the House "
        f"(house.gov/representatives). {_FRIENDS}",
    ),
    StateKind.ASSOCIATED: (
        "There are no senators for {name}: it is a country in free association with the US.",
        "It has no delegate in Congress either. If you vote in a state, give that state.",
    ),
}

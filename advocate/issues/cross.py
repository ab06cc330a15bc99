"""What must agree inside a pack: ids, sources, dates, wording, a card's disclaimer."""

from collections.abc import Iterator

from advocate.issues.values import near
from advocate.issues.walk import Report, Values


def cross_check(values: Values, folder_name: str, report: Report) -> None:
    """Report whatever does not fit together; `values` may lack what was wrong in itself."""
    _slug(values, folder_name, report)
    _unique_ids(values, report)
    _named_ids(values, report)
    _asks(values, report)
    _known_positions(values, report)
    _dates(values, report)
    _cards(values, report)


def used_sources(values: Values) -> set[str]:
    """Return the ids of the sources that something in the pack names."""
    return {source for _, source in _references(values)}


def _each(values: Values, name: str) -> Iterator[tuple[str, Values]]:
    for number, table in enumerate(values.get(name, ()), 1):
        yield f"{name}[{number}]", table


def _slug(values: Values, folder_name: str, report: Report) -> None:
    slug = values.get("slug")
    if slug and slug != folder_name:
        report("slug", f"is “{slug}”, but the folder is named “{folder_name}”; make them the same.")


def _unique_ids(values: Values, report: Report) -> None:
    for name, key in (
        ("asks", ("id",)),
        ("sources", ("id",)),
        ("talking_points", ("id",)),
        ("cards", ("id", "language")),
        ("actions", ("number",)),
    ):
        seen: set[tuple[object, ...]] = set()
        for place, table in _each(values, name):
            found = tuple(table.get(part) for part in key)
            if None not in found and found in seen:
                report(f"{place}.{key[0]}", f"“{found[0]}” is there twice; give each its own.")
            seen.add(found)


def _references(values: Values) -> Iterator[tuple[str, str]]:
    for name in ("bills", "talking_points", "objections", "known_positions"):
        for place, table in _each(values, name):
            if source := table.get("source"):
                yield f"{place}.source", source
    for place, card in _each(values, "cards"):
        for source in card.get("sources", ()):
            yield f"{place}.sources", source


def _named_ids(values: Values, report: Report) -> None:
    sources = [source.get("id", "") for _, source in _each(values, "sources")]
    for place, source in _references(values):
        if source not in sources:
            report(place, f"names “{source}”, which is not in [[sources]].{near(source, sources)}")


def _asks(values: Values, report: Report) -> None:
    ranks = [table.get("rank", "primary") for _, table in _each(values, "asks")]
    if ranks and "primary" not in ranks:
        report("asks", 'need at least one with rank = "primary".')
    for place, table in _each(values, "asks"):
        for position, wording in table.get("wording", {}).items():
            words = wording.get("ask", "")
            here = f"{place}.wording.{position}.ask"
            if words.endswith((".", "!", "?")):
                report(here, "completes “I am asking the senator to …”: take the last mark away.")
            if words.startswith("to "):
                report(here, "completes “I am asking the senator to …”: begin after the “to”.")


def _known_positions(values: Values, report: Report) -> None:
    asks = [ask.get("id", "") for _, ask in _each(values, "asks")]
    seen: set[tuple[str, str]] = set()
    for place, known in _each(values, "known_positions"):
        senator, ask = known.get("senator", ""), known.get("ask", "")
        if ask and ask not in asks:
            report(f"{place}.ask", f"names “{ask}”, which is not in [[asks]].{near(ask, asks)}")
        if senator and (senator, ask) in seen:
            report(f"{place}.senator", f"“{senator}” has a position on “{ask}” already.")
        seen.add((senator, ask))


def _dates(values: Values, report: Report) -> None:
    reviewed, expires = values.get("reviewed"), values.get("expires")
    if reviewed and expires and expires <= reviewed:
        report("expires", f"is {expires}; it must come after reviewed, {reviewed}.")


def _cards(values: Values, report: Report) -> None:
    for place, card in _each(values, "cards"):
        disclaimer = card.get("disclaimer", "")
        english = card.get("language", "").split("-")[0] == "en"
        if disclaimer and english and "not legal advice" not in disclaimer.lower():
            report(f"{place}.disclaimer", "must say “not legal advice”.")

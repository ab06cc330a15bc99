"""Words for a friend in another state, where an alert's author has written none.

An office counts its own constituents: each friend is asked about the senators of their own state.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advocate.directory.records import Senator, State
from advocate.issues.alerts.filled import Listed, Said
from advocate.issues.alerts.records import Alert, AlertAction, ScriptKind
from advocate.issues.records import Prose
from advocate.text import fold, join_words

MOST_STATES = 3  # more are not named one by one

_ASKED = {
    "call": "call",
    "thank": "thank",
    "write": "write to",
    "e-mail": "write to",
    "postcard": "send a postcard to",
    "fax": "send a fax to",
    "visit": "visit",
}


def by_state(senators: Iterable[Senator], states: Mapping[str, State]) -> tuple[Listed, ...]:
    """Return senators grouped by their state, in the order in which the states come."""
    groups: dict[str, list[Senator]] = {}
    for one in senators:
        groups.setdefault(one.state, []).append(one)
    return tuple(Listed(states[code].name, tuple(group)) for code, group in groups.items())


def about_named(
    alert: Alert, action: AlertAction, passed_on: Sequence[Listed], named: Sequence[Senator]
) -> Iterator[tuple[str, Prose]]:
    """Yield for each state the words about its senators; of many states one text for all of them,
    under no state's name.

    `named` are all whom the action names. Where they are of several states, its title may name
    senators who are not the friend's, and is left out.
    """
    one_state = len({one.state for one in named}) == 1
    for group in passed_on if len(passed_on) <= MOST_STATES else (_WHICHEVER,):
        asked = f"Would you do this one? {action.title}:"
        if not one_state:
            others = [one for one in named if one not in group.senators]
            asked = f"{_request(action, group)}{_part_of(alert, others)}"
        yield group.state_name, Prose(f"{_opening(group)} {asked} {action.body}")


_WHICHEVER = Listed("", ())  # the friend's senator, whoever that is


def _opening(group: Listed) -> str:
    if not group.senators:
        return (
            "This is about a senator of yours, and I live elsewhere: offices count their own "
            "constituents."
        )
    return f"You are a constituent of {_names(group)}, and I am not: offices count their own."


def _request(action: AlertAction, group: Listed) -> str:
    asked = _ASKED.get(action.kind, "do this one for")
    return f"Would you {asked} {_names(group) or 'your senator'}?"


def _part_of(alert: Alert, others: Sequence[Senator]) -> str:
    """Say what it is part of, unless that names senators who are not the friend's."""
    title = fold(alert.title)
    named = any(fold(one.last_name) in title for one in others)
    return "" if named else f" It is part of “{alert.title}”."


def _names(group: Listed) -> str:
    return join_words([f"Senator {one.last_name}" for one in group.senators])


def said_to(where: str, text: Prose) -> Said:
    """Return words to send to a friend who lives there."""
    return Said(ScriptKind.FRIEND.value, f"your friend in {where}", text)

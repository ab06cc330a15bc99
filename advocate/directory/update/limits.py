"""When newer data differs too much to be believed unseen."""

from collections.abc import Collection
from math import floor

from advocate.directory.dataset import Dataset
from advocate.directory.records import StateKind
from advocate.text import join_words

LEAST_HELD = 0.9  # of all seats: 90 senators of 100
MOST_PHONES = 0.3  # of the numbers on file


def large_changes(
    before: Dataset, after: Dataset, *, shipped: Dataset, strangers: Collection[str] = ()
) -> tuple[str, ...]:
    """Return why newer data is not taken unless the user says so, a sentence each; else nothing.

    `shipped` says which states there are to be; `strangers` are the owners of offices that are on
    no list of members.
    """
    found = [
        _too_few(after, shipped),
        _lost_states(before, after),
        _phones(before, after),
        _misfits(before, strangers),
    ]
    return tuple(sentence for sentence in found if sentence)


def _too_few(after: Dataset, shipped: Dataset) -> str:
    states = shipped.manifest.covers or [
        code for code, state in shipped.states.items() if state.kind is StateKind.STATE
    ]
    least, held = floor(LEAST_HELD * 2 * len(states)), len(after.senators)
    if held >= least:
        return ""
    return f"It lists {held} senators, and at least {least} of {2 * len(states)} are expected."


def _lost_states(before: Dataset, after: Dataset) -> str:
    held = {senator.state for senator in after.senators}
    lost = sorted({senator.state for senator in before.senators} - held)
    if not lost:
        return ""
    names = join_words([before.states[code].name for code in lost])
    return f"It lists no senator from {names}."


def _phones(before: Dataset, after: Dataset) -> str:
    def numbers(dataset: Dataset) -> set[tuple[str, str]]:
        offices = (office for senator in dataset.senators for office in senator.offices)
        return {(office.id, office.phone) for office in offices if office.phone}

    known = numbers(before)
    changed = len(known - numbers(after))
    if changed <= MOST_PHONES * len(known):
        return ""
    share = f"{changed / len(known):.0%}"
    return f"Of {len(known)} phone numbers on file, {changed} ({share}) changed or are gone."


def _misfits(before: Dataset, strangers: Collection[str]) -> str:
    """A senator who left leaves with their offices: those without an owner mean that a list is
    incomplete, or that two files are not of the same day."""
    lost = [s.full_name for s in before.senators if s.bioguide in strangers]
    if not lost:
        return ""
    they = "is" if len(lost) == 1 else "are"
    return f"{join_words(lost)} {they} on no list of members, while offices of theirs are listed."

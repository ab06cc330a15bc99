"""What the log remembers, as documents use it: stands heard, open promises, wrong numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from advocate.directory.records import Senator
from advocate.issues.records import AskRank, KnownPosition, Pack, Position
from advocate.outreach.records import FollowUp, Heard, Promise
from advocate.text import long_date

_WHOSE = {
    Promise.THEIRS: "They promised",
    Promise.OURS: "We promised",
    Promise.FOLLOW_UP: "To come back to",
}


def newest_position(pack: Pack, senator: Senator, heard: Iterable[Heard]) -> KnownPosition | None:
    """Return a senator's stand on the pack's primary ask: what an office told, or what the pack
    knows, whichever is newer; None when neither is known."""
    primary = pack.asks_of(AskRank.PRIMARY)[0].id
    own = [
        _as_known(one, primary)
        for one in heard
        if one.senator == senator.bioguide
        and one.issue == pack.slug
        and one.ask in ("", primary)
        and one.position is not Position.UNKNOWN
    ]
    told = [
        position
        for position in pack.known_positions
        if position.senator == senator.bioguide and position.ask == primary
    ]
    # Of the same day, what was heard counts, and of that the last.
    return max([*own[-1:], *told], key=lambda one: one.as_of, default=None)


def _as_known(one: Heard, ask: str) -> KnownPosition:
    who = f"{one.staffer} told us" if one.staffer else "the office told us"
    words = f": “{one.words}”" if one.words else ""
    return KnownPosition(
        senator=one.senator,
        name=one.senator_name,
        ask=ask,
        position=one.position,
        as_of=one.when.date(),
        evidence=" ".join(f"{who}{words}".split()),
        source="your log",
    )


def with_reports(senator: Senator, wrong: Mapping[tuple[str, str], date]) -> Senator:
    """Return the senator with the offices marked whose number was reported wrong in the log."""
    if not any((office.id, office.phone) in wrong for office in senator.offices):
        return senator
    return replace(
        senator,
        offices=tuple(
            replace(office, wrong_since=wrong.get((office.id, office.phone)))
            for office in senator.offices
        ),
    )


def promise_lines(follow_ups: Iterable[FollowUp], bioguide: str, today: date) -> tuple[str, ...]:
    """Return what is open between us and a senator's office, a sentence each."""
    return tuple(
        f"{_WHOSE[one.promise]}: {one.text}{_due(one.due, today)}."
        for one in follow_ups
        if one.senator == bioguide
    )


def _due(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f", {'was due' if day < today else 'due'} {long_date(day)}"

"""From what was asked on the command line to the calls to make."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from advocate import clock
from advocate.cli import places, session
from advocate.errors import shown

if TYPE_CHECKING:
    from advocate.directory.records import Senator
    from advocate.issues.records import Pack, Position
    from advocate.outreach.records import Recalled
    from advocate.planning.call import Call


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for on the command line."""

    issues: tuple[str, ...]
    place: str | None
    state: str | None
    senator: str
    rehearse: bool
    seed: int | None
    plain: bool

    @property
    def command(self) -> str:
        """The command that makes these calls."""
        from shlex import quote

        words = ["advocate", "call", *self.issues, *([self.place] if self.place else [])]
        for option, value in (("--state", self.state), ("--senator", self.senator)):
            words += [option, value] if value else []
        return " ".join(quote(shown(word)) for word in words)


def calls_of(order: Order) -> "tuple[list[Call], tuple[str, ...]]":
    """Return the calls to make, those to senators with an open office first, and the issues as
    one names them."""
    import random

    from advocate import desk
    from advocate.directory.holidays import holidays_between
    from advocate.directory.lookup import nearest_first
    from advocate.documents.kinds import Kind, Piece
    from advocate.outreach.records import Recalled
    from advocate.planning.calls import call_to, rehearsed

    dataset, now, packs = session.open_dataset(), clock.now(), session.open_packs()
    chosen = [packs.get(slug) for slug in order.issues]
    profile = session.load_profile()
    query, state = places.chosen_place(
        dataset,
        profile,
        order.place,
        order.state,
        senator=order.senator,
        command=f"call {' '.join(order.issues)}",
    )
    where = desk.find_constituency(
        dataset, profile, query, state=state, senator=order.senator, today=now.date()
    )
    recalled = session.recall([one.bioguide for one in where.senators]) or Recalled()
    wishes = desk.Wishes(
        recalled=recalled,
        story=session.story_for(chosen[0].slug, profile, None),
        others=tuple(chosen[1:]),
    )
    pieces = (Piece(Kind.SCRIPT, "guided"), Piece(Kind.VOICEMAIL))
    made = desk.make_documents(
        dataset,
        chosen[0],
        where,
        pieces,
        wishes=wishes,
        looks=session.open_looks(None),
        today=now.date(),
    )
    session.tell(desk.notices_for(chosen[0], where, made, wishes, now.date()))
    closed = holidays_between(now.date() - timedelta(days=1), now.date() + timedelta(days=16))
    chance = random.Random(order.seed)  # noqa: S311 - a rehearsal
    calls = []
    for script, message in zip(made[::2], made[1::2], strict=True):
        senator = script.senator
        one = call_to(
            senator,
            issues=[pack.slug for pack in chosen],
            guided=script.composed.document,
            message=message.composed.document,
            first=script.office,
            near=nearest_first(senator.state_offices, where.place),
            now=now,
            closed=closed,
        )
        if order.rehearse:
            stands = [_stand(pack, senator, recalled) for pack in chosen]
            one = rehearsed(one, stands, senator.last_name, chance)
        calls.append(one)
    if not order.rehearse:
        calls.sort(key=lambda one: not one.ladder.open)
    total = len(calls)
    numbered = [replace(one, number=n, total=total) for n, one in enumerate(calls, start=1)]
    return numbered, tuple(pack.short for pack in chosen)


def _stand(pack: "Pack", senator: "Senator", recalled: "Recalled") -> "Position":
    from advocate.issues.records import Position
    from advocate.outreach.memory import newest_position

    known = newest_position(pack, senator, recalled.heard)
    return known.position if known else Position.UNKNOWN

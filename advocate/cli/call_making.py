"""From what was asked on the command line to the calls to make."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from advocate import clock
from advocate.cli import places, session
from advocate.errors import shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advocate.constituency import Constituency
    from advocate.desk import Made
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

    from advocate.planning.calls import rehearsed

    packs = session.open_packs()
    chosen = [packs.get(slug) for slug in order.issues]
    calls = _to_each(order, chosen)
    if order.rehearse:
        chance = random.Random(order.seed)  # noqa: S311 - a rehearsal
        made = [rehearsed(one, stands, name, chance) for one, stands, name in calls]
    else:
        made = sorted((one for one, _, _ in calls), key=lambda one: not one.ladder.open)
    numbered = [replace(one, number=n, total=len(made)) for n, one in enumerate(made, start=1)]
    return numbered, tuple(pack.short for pack in chosen)


def _to_each(order: Order, chosen: "Sequence[Pack]") -> "list[tuple[Call, list[Position], str]]":
    """Return a call to each senator, with the stands on the issues and the senator's last name."""
    from advocate.directory.holidays import closed_between
    from advocate.directory.lookup import nearest_first
    from advocate.planning.calls import call_to

    now = clock.now()
    first, last = now.date() - timedelta(days=1), now.date() + timedelta(days=16)
    closed = closed_between(session.open_dataset().calendar, first, last)
    where, made, recalled = _documents(order, chosen, now.date())
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
        stands = [_stand(pack, senator, recalled) for pack in chosen]
        calls.append((one, stands, senator.last_name))
    return calls


def _documents(
    order: Order, chosen: "Sequence[Pack]", today: date
) -> "tuple[Constituency, list[Made], Recalled]":
    """Return the scripts of the calls, two a senator, and tell what to know about them."""
    from advocate import advice, constituency, desk
    from advocate.documents.kinds import Kind, Piece
    from advocate.outreach.records import Recalled

    dataset, profile = session.open_dataset(), session.load_profile()
    query, state = places.chosen_place(
        dataset,
        profile,
        order.place,
        order.state,
        senator=order.senator,
        command=f"call {' '.join(order.issues)}",
    )
    where = constituency.find_constituency(
        dataset, profile, query, state=state, senator=order.senator, today=today
    )
    recalled = session.recall([one.bioguide for one in where.senators]) or Recalled()
    story = session.story_for(chosen[0].slug, profile, None)
    wishes = desk.Wishes(recalled=recalled, story=story, others=tuple(chosen[1:]))
    pieces = (Piece(Kind.SCRIPT, "guided"), Piece(Kind.VOICEMAIL))
    looks = session.open_looks(None)
    made = desk.make_documents(
        dataset, chosen[0], where, pieces, wishes=wishes, looks=looks, today=today
    )
    notices = advice.notices_for(chosen[0], where, made, wishes, today)
    again = () if order.rehearse else _called_today(recalled, chosen, today)
    session.tell([*notices, *again])
    return where, made, recalled


def _called_today(
    recalled: "Recalled", chosen: "Sequence[Pack]", today: date
) -> "Iterator[Notice]":
    """Yield what to know before one calls an office a second time on a day."""
    from advocate.outreach.records import Channel, Outcome

    slugs = {pack.slug for pack in chosen}
    for one in recalled.contacts:
        about = any(issue.issue in slugs for issue in one.issues)
        reached = one.channel is Channel.CALL and one.outcome in (Outcome.SPOKE, Outcome.VOICEMAIL)
        if about and reached and not one.practice and one.when.astimezone().date() == today:
            name = shown(one.senator_name)
            text = f"You have called Senator {name} about this today: contact {one.id}."
            yield Notice("called-today", text)


def _stand(pack: "Pack", senator: "Senator", recalled: "Recalled") -> "Position":
    from advocate.issues.records import Position
    from advocate.outreach.memory import newest_position

    known = newest_position(pack, senator, recalled.heard)
    return known.position if known else Position.UNKNOWN

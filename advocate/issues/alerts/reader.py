"""What an alert asks of one reader: their senators' scripts, and what they pass on to a friend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from advocate.directory.records import Office, OfficeKind, Senator, State, StateKind
from advocate.issues.alerts.deadlines import deadline_of, deadline_words
from advocate.issues.alerts.filled import Addressee, Around, Listed, Reader, ReaderAction, Said
from advocate.issues.alerts.friends import MOST_STATES, about_named, by_state, said_to
from advocate.issues.alerts.records import (
    Alert,
    AlertAction,
    NamedSenator,
    Script,
    ScriptKind,
    Variant,
    Whom,
)
from advocate.issues.records import AskRank, Prose
from advocate.text import join_words

# By these one speaks to the office; by the rest one writes.
_WRITTEN = frozenset({"write", "postcard", "e-mail", "fax", "social post", "petition", "comment"})


def for_reader(alert: Alert, reader: Reader, around: Around) -> tuple[ReaderAction, ...]:
    """Return the alert's actions as this reader gets them, in the alert's order.

    What is for other states is left out, or passed on to a friend where it needs a senator.
    """
    return tuple(
        made
        for action in sorted(alert.actions, key=lambda one: one.number)
        for made in _Filler(alert, reader, around, action).made()
    )


def fits_state(rule: AlertAction | Variant, alert: Alert, state: State) -> bool:
    """Say whether an action or a variant is for a state: on its lists, not on those left out.

    A list of states says nothing of a territory that is not on it.
    """
    if rule.states and state.code not in rule.states:
        return False
    if rule.attribute and state.code not in alert.attribute(rule.attribute).states:
        return False
    if not rule.without:
        return True
    known = state.kind in (StateKind.STATE, StateKind.DISTRICT)
    return known and state.code not in alert.attribute(rule.without).states


class _Filler:
    """Fills in one action for one reader."""

    def __init__(self, alert: Alert, reader: Reader, around: Around, action: AlertAction) -> None:
        self._alert, self._reader, self._around = alert, reader, around
        self._action = action

    def made(self) -> Iterator[ReaderAction]:
        """Yield the action: as the reader's own, as one to pass on, as both, or not at all."""
        action, reader = self._action, self._reader
        here = fits_state(action, self._alert, reader.state)
        if action.whom is Whom.NAMED:
            yield from self._of_named(here=here)
        elif action.whom is Whom.NONE:
            if here:
                yield self._own(())
        elif not reader.addressees:
            yield self._passed_on(self._somewhere())
        elif here:
            yield self._own(reader.addressees)
        elif action.states:
            yield self._passed_on(_states(action.states, self._around.states))

    def _of_named(self, *, here: bool) -> Iterator[ReaderAction]:
        """Yield it for the reader's own among the named senators, and for the others.

        Where it is not for the reader's state, it is no more than passed on to where it is for.
        """
        named = [one for one in self._action.senators if here or self._counts_at(one)]
        wanted = {one.bioguide for one in named}
        mine = tuple(
            one for one in self._reader.addressees if here and one.senator.bioguide in wanted
        )
        if mine:
            yield self._own(mine, listed=self._by_state(map(_nearest_first, mine)))
        left = wanted - {one.senator.bioguide for one in mine}
        others = [one for one in named if one.bioguide in left]
        if others:
            found = list(self._found(others))
            codes = list(dict.fromkeys(senator.state for senator in found))
            where = _states(codes, self._around.states) if codes else "the senator's state"
            yield self._passed_on(where, self._by_state(found))

    def _counts_at(self, named: NamedSenator) -> bool:
        """Say whether the action is for the state of a senator."""
        states = self._around.states
        return any(
            fits_state(self._action, self._alert, states[one.state]) for one in self._found([named])
        )

    def _by_state(self, senators: Iterable[Senator]) -> tuple[Listed, ...]:
        return by_state(senators, self._around.states)

    def _found(self, named: Iterable[NamedSenator]) -> Iterator[Senator]:
        for one in named:
            if one.bioguide in self._around.senators:
                yield self._around.senators[one.bioguide]

    def _somewhere(self) -> str:
        """Say where the friend of someone without senators lives."""
        action = self._action
        if action.states:
            return _states(action.states, self._around.states)
        if action.attribute:
            return f"one of the states that {self._alert.attribute(action.attribute).name}"
        if action.without:
            return f"a state not among those that {self._alert.attribute(action.without).name}"
        return "the states"

    def _own(self, addressed: Sequence[Addressee], listed: tuple[Listed, ...] = ()) -> ReaderAction:
        variant = self._variant(None)
        body = variant.body if variant and variant.body else self._action.body
        letters = [self._letter(one) for one in self._action.scripts if self._for_all(one)]
        said = (*self._to_senators(addressed), *letters)
        return self._filled(body=body, said=said, mine=bool(addressed), listed=listed)

    def _for_all(self, script: Script) -> bool:
        """A friend's script is for passing on: alone, or in place of one for a senator."""
        if script.kind is ScriptKind.FRIEND:
            return self._action.whom is Whom.NONE
        return bool(script.to)

    def _letter(self, script: Script) -> Said:
        spoken = script.kind is not ScriptKind.LETTER and self._spoken
        friend = script.kind is ScriptKind.FRIEND
        to = script.to or ("a friend" if friend else "")
        return Said(script.kind.value, to, script.text, spoken and not friend)

    @property
    def _spoken(self) -> bool:
        return self._action.kind not in _WRITTEN

    def _variant(self, one: Addressee | None) -> Variant | None:
        """Return the first variant that fits the reader's state, and the senator if one is given.

        Without a senator only those count that hold for all of them.
        """
        for variant in self._action.variants:
            if not fits_state(variant, self._alert, self._reader.state):
                continue
            if variant.positions and (one is None or one.position not in variant.positions):
                continue
            if variant.parties and (one is None or one.senator.party not in variant.parties):
                continue
            return variant
        return None

    def _to_senators(self, addressed: Sequence[Addressee]) -> Iterator[Said]:
        """Yield the words for these senators; the same words for several of them once."""
        told: dict[tuple[str, Prose], list[str]] = {}
        for one in addressed:
            words = self._words_for(one)
            if words:
                told.setdefault(words, []).append(one.senator.last_name)
        for (kind, text), names in told.items():
            plural = "Senators" if len(names) > 1 else "Senator"
            to = f"{plural} {join_words(names)}"
            yield Said(kind, to, text, self._spoken, as_constituent=True, several=len(names) > 1)

    def _words_for(self, one: Addressee) -> tuple[str, Prose] | None:
        variant, pack = self._variant(one), self._around.pack
        scripts = [s for s in self._action.scripts if s.kind in _TO_OFFICE and not s.to]
        kind = scripts[0].kind if scripts else ScriptKind.SENATOR
        if variant and variant.script:
            return kind.value, variant.script
        if scripts:
            return kind.value, scripts[0].text
        if self._action.ask and pack:
            ask = pack.asks_of(AskRank.PRIMARY)[0].worded_for(one.position).ask
            return kind.value, Prose(
                f"I'm asking the senator to {ask}. Please pass that on. Thank you!"
            )
        return None

    def _passed_on(self, where: str, listed: tuple[Listed, ...] = ()) -> ReaderAction:
        action = self._action
        written = [s.text for s in action.scripts if s.kind is ScriptKind.FRIEND][:1]
        if listed and not written:
            named = list(self._found(action.senators))
            told = about_named(self._alert, action, listed, named)
            said = tuple(said_to(state or where, text) for state, text in told)
        else:
            said = (said_to(where, written[0] if written else self._to_a_friend()),)
        return self._filled(
            body=Prose(""), said=said, mine=False, forward=where, listed=listed, prompts=()
        )

    def _to_a_friend(self) -> Prose:
        """Return what to write to a friend when the alert's author has not written it."""
        if self._reader.addressees:
            first = "You live where this counts, and I do not."
        else:
            first = "You have two senators, and I have none."
        return Prose(f"{first} Would you do this one? {self._action.title}: {self._action.body}")

    def _filled(
        self,
        *,
        body: Prose,
        said: tuple[Said, ...],
        mine: bool,
        forward: str = "",
        listed: tuple[Listed, ...] = (),
        prompts: tuple[Prose, ...] | None = None,
    ) -> ReaderAction:
        action, alert, around = self._action, self._alert, self._around
        return ReaderAction(
            number=action.number,
            kind=action.kind,
            title=action.title,
            body=body,
            minutes=action.minutes,
            tier=action.time_tier,
            url=action.url,
            phone=action.phone,
            short_code=action.short_code,
            keyword=action.keyword,
            deadline=deadline_of(action, alert, around.calendar, around.today),
            by=deadline_words(action, alert, around.calendar, around.today),
            place=action.place,
            daily=action.daily,
            bonus=action.bonus,
            do_not=action.do_not,
            whom=action.whom.value,
            mine=mine,
            said=said,
            prompts=action.prompts if prompts is None else prompts,
            forward=forward,
            listed=listed,
        )


def _nearest_first(one: Addressee) -> Senator:
    """Return the senator with the reader's nearest office before the other state offices."""

    def rank(office: Office) -> int:
        if office.kind is OfficeKind.WASHINGTON:
            return 0
        return 1 if office.id == one.office.id else 2

    return replace(one.senator, offices=tuple(sorted(one.senator.offices, key=rank)))


_TO_OFFICE = (ScriptKind.SENATOR, ScriptKind.THANKS)


def _states(codes: Sequence[str], states: Mapping[str, State]) -> str:
    """Name a few states, or say how many."""
    names = [states[code].name for code in codes if code in states]
    if len(names) > MOST_STATES:
        return f"one of {len(names)} states ({', '.join(codes)})"
    return join_words(names, last="or")

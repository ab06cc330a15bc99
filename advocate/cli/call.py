"""`advocate call`: a call from the first ring to the log, step by step."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.call_making import Order, calls_of
from advocate.cli.output import fitted
from advocate.errors import StoreError, shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.call_file import Paused
    from advocate.outreach.records import ContactDraft, FollowUpDraft
    from advocate.outreach.store import Store
    from advocate.planning.call import Call, State

_TICK = 1.0
_A_SECOND = timedelta(seconds=1)  # as exactly as the log knows when a contact was


class Stopped(Exception):  # noqa: N818 - not an error: the caller asked for it
    """The caller wants to stop here, and may go on another time."""


@click.command(epilog="Example:  advocate call town-hall 10001")
@click.argument("words", nargs=-1, metavar="[ISSUE...] [PLACE]")
@click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several.")
@click.option("--senator", default="", metavar="NAME", help="Only this one of your senators.")
@click.option("--rehearse", is_flag=True, help="Practice: the program plays the staffer.")
@click.option("--seed", type=int, metavar="N", help="The same number: the same rehearsal.")
@click.option("--plain", is_flag=True, help="Lines only, for a screen reader; words and Enter.")
def call(
    words: tuple[str, ...],
    state: str | None,
    senator: str,
    *,
    rehearse: bool,
    seed: int | None,
    plain: bool,
) -> None:
    """Call your senators, step by step, and log it.

    It shows the number of the first office that is open now, and what to say. While you talk, one
    key shows what to say next; afterwards a few questions put the call into your log. Several
    issues for one senator are one call; without any it is about those that you set with `advocate
    settings set issues`. Nothing is dialed for you. Stop with q: the same command
    goes on from there.
    """
    from advocate.cli.terminal import is_plain

    issues, place = _issues_and_place(words)
    order = Order(issues, place, state, senator, rehearse, seed, plain or is_plain())
    calls = _Calls(order)
    try:
        calls.run()
    except Stopped:
        calls.tell_of_stop()
    except (KeyboardInterrupt, click.Abort):
        click.echo()
        calls.tell_of_stop()
        sys.exit(130)


def _issues_and_place(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Take the last word as a place where it is no issue pack's, and not the only one."""
    if not words:
        from advocate.preferences import load_preferences

        words = tuple(load_preferences(session.home()).issues.split())
        if not words:
            known = ", ".join(session.open_packs().slugs())
            raise click.UsageError(f"Say what the call is about. Issues: {known}.")
        return tuple(dict.fromkeys(words)), None
    if len(words) > 1 and words[-1] not in session.open_packs().slugs():
        return tuple(dict.fromkeys(words[:-1])), words[-1]
    return tuple(dict.fromkeys(words)), None


class _Calls:
    """One session: a call for each senator, one after the other."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._calls, self._titles = calls_of(order)
        self._done: tuple[str, ...] = ()
        self._current: Call | None = None
        self._kept: bool | None = None  # whether it could be kept where the session stands

    def run(self) -> None:
        """Make each call that is not made yet."""
        from advocate.call_file import forget
        from advocate.planning.call import begun

        _require_log(self._order)
        left = None if self._order.rehearse else self._left()
        left_to_do = [one for one in self._calls if one.senator not in self._done]
        for place, one in enumerate(left_to_do):
            self._current = one
            state = self._resumed(left, one) if left and place == 0 else begun(one)
            self._one(one, state)
            if place + 1 < len(left_to_do):
                self._current = left_to_do[place + 1]
                _go_on(self._current)
        if not self._order.rehearse:
            forget(session.home())
        self._tell_the_end()

    def tell_of_stop(self) -> None:
        """Say where it stopped, and how to go on."""
        one = self._current
        if one is None or self._order.rehearse:
            click.echo("Stopped.")
            return
        where = f"Stopped at call {one.number} of {one.total}."
        if self._kept:
            click.echo(f"{where} To go on there, within a day:")
        else:
            click.echo(f"{where} That could not be kept. To begin anew:")
        click.echo(f"  {self._order.command}")

    def _one(self, one: "Call", state: "State") -> None:
        from advocate.cli.call_questions import write_down
        from advocate.planning.call import Stage
        from advocate.planning.call_drafts import call_draft, tried_drafts

        self._keep(one, state)
        if state.stage is not Stage.AFTER:
            state = _held(one, state, self._order, lambda new: self._keep(one, new))
        drafts: list[tuple[ContactDraft, Sequence[FollowUpDraft]]]
        drafts = [(draft, ()) for draft in tried_drafts(one, state)]
        if state.stage is Stage.AFTER:
            if one.goodbye:
                goodbye = f"\nStaffer, played: “{shown(one.goodbye, limit=200)}”"
                click.echo(fitted(goodbye, sys.stdout))
            told, promises = write_down(one, state, self._titles)
            drafts.append((call_draft(one, state, told), promises))
        self._log(drafts)
        self._done = (*self._done, one.senator)
        self._keep(one, state, done=True)

    def _keep(self, one: "Call", state: "State", *, done: bool = False) -> None:
        """Keep where the session stands: before the next call once this one is logged."""
        from advocate import settings
        from advocate.call_file import pause
        from advocate.planning.call import State, rung_of

        if self._order.rehearse:
            return
        with suppress(OSError):  # a folder that cannot be made: nothing is kept
            settings.own_folder(session.home())
        rung = None if done else rung_of(one, state)
        kept = State() if done else state
        office, first = rung.office if rung else "", self._kept is None
        self._kept = pause(session.home(), one, kept, office, done=self._done, now=clock.now())
        if first and not self._kept:
            text = (
                "Where a call stands cannot be kept in your folder: if you stop, it begins anew. "
                "What comes of it is logged."
            )
            session.tell([Notice("call-not-kept", text)])

    def _log(self, drafts: "Sequence[tuple[ContactDraft, Sequence[FollowUpDraft]]]") -> None:
        if not drafts:
            return
        from advocate.cli.log_add import promise_line, sentence
        from advocate.outreach.drafts import clean_draft

        now = clock.now()
        lines = [""]
        with session.open_store() as store, store.together():
            for draft, promises in drafts:
                clean = clean_draft(replace(draft, member=store.member), now=now)
                if _is_logged(store, clean):
                    continue
                contact = store.add_contact(clean, now=now, follow_ups=promises)
                lines += [sentence(contact), *(promise_line(one) for one in promises)]
        click.echo(fitted("\n".join(lines), sys.stdout))

    def _left(self) -> "Paused | None":
        """Return the session to go on with, if there is one for these issues and it is wanted."""
        from advocate.call_file import forget, paused

        found = paused(session.home(), now=clock.now())
        if found is None:
            return None
        if isinstance(found, Notice):
            session.tell([found])
            return None
        fits = set(found.issues) == set(self._calls[0].issues)
        mine = {one.senator for one in self._calls}
        if not fits or not mine.issuperset({*found.done, found.senator}):
            self._put_away(found)
            forget(session.home())
            return None
        remaining = [one for one in self._calls if one.senator not in found.done]
        if not remaining:
            forget(session.home())
            return None
        first = remaining[0]
        where = f"call {first.number} of {first.total}, Senator {first.senator_name}"
        if not _confirmed(f"You stopped at {where}. Go on there?"):
            self._put_away(found)
            return None
        self._done = found.done
        return found

    def _put_away(self, found: "Paused") -> None:
        """Log the calls in vain of a session that nobody goes on with: they were made. Tell of a
        call that was under way: what came of it is not known."""
        from advocate.directory.lookup import find_senator
        from advocate.documents.spoken import Script
        from advocate.planning.call import Call
        from advocate.planning.call_drafts import tried_draft
        from advocate.planning.ladder import Ladder

        if found.talking:
            name = shown(found.senator_name)
            text = (
                f"The call to Senator {name} that you left is not in your log: `advocate log add`."
            )
            session.tell([Notice("call-left", text)])
        if not found.tried:
            return
        senator = find_senator(session.open_dataset().senators, found.senator)
        known = session.open_packs().slugs()
        issues = tuple(slug for slug in found.issues if slug in known)
        script, name = Script((), (), ()), senator.full_name
        one = Call(1, 1, senator.bioguide, name, issues, script, Ladder())
        self._log([(tried_draft(one, tried), ()) for tried in found.tried])

    def _resumed(self, left: "Paused", one: "Call") -> "State":
        from advocate.planning.call import Stage, begun

        if left.senator != one.senator:
            return begun(one)
        if not left.talking:
            return left.state(one, Stage.DIAL) if left.office or left.tried else begun(one)
        office = next((r.label for r in one.ladder.rungs if r.office == left.office), "")
        where = f"the {shown(office)} office" if office else "an office"
        if _confirmed(f"Were you through to {where} of Senator {one.senator_name}?"):
            return left.state(one, Stage.AFTER)
        return left.state(one, Stage.DIAL)

    def _tell_the_end(self) -> None:
        if self._order.rehearse:
            click.echo("Practice is kept as practice: it counts nowhere.")
            click.echo(f"Next:  {self._order.command}  (the real one)")
            return
        click.echo("Done: that was the last call. Next:  advocate report")


def _require_log(order: Order) -> None:
    """Raise StoreError before anybody is called where the call could not be logged."""
    try:
        session.require_log()
    except StoreError as error:
        script = ["advocate", "script", order.issues[0], *([order.place] if order.place else [])]
        raise StoreError(
            f"The call was not begun: it could not be logged. {error.sentence}",
            hint=f"{error.hint}\nWhat to say, without a log:  {' '.join(map(quote, script))}",
        ) from None


def _is_logged(store: "Store", draft: "ContactDraft") -> bool:
    """Say whether this very contact is there: the program ended after it was logged."""
    from advocate.outreach.records import Filter

    wanted = Filter(senator=draft.senator, since=draft.when, until=draft.when + _A_SECOND)
    return any(
        (one.when, one.office, one.outcome) == (draft.when, draft.office, draft.outcome)
        for one in store.listing(wanted).contacts
    )


def _go_on(following: "Call") -> None:
    what = "rehearsal" if following.rehearsal else "call"
    question = (
        f"\nNext is {what} {following.number} of {following.total}: Senator "
        f"{following.senator_name}. Enter to go on, q to stop"
    )
    asked = fitted(question, sys.stdout, spare=len(": "))
    typed = click.prompt(asked, default="", show_default=False)
    if str(typed).strip().casefold() in ("q", "quit", "stop"):
        raise Stopped


def _confirmed(question: str) -> bool:
    return bool(click.confirm(fitted(question, sys.stdout, spare=len(" [Y/n]: ")), default=True))


def _held(one: "Call", state: "State", order: Order, keep: "Callable[[State], None]") -> "State":
    """Lead through one call, and return the state in which it ended."""
    return _in_lines(one, state, keep) if order.plain else _on_screen(one, state, keep)


def _on_screen(one: "Call", state: "State", keep: "Callable[[State], None]") -> "State":
    from advocate.cli.terminal import Closed, opened
    from advocate.planning.call import Stage, press
    from advocate.planning.call_screens import screen_of

    with opened() as terminal:
        while state.stage not in (Stage.AFTER, Stage.OVER):
            size = terminal.size
            screen = screen_of(one, state, clock.now(), size)
            terminal.draw(screen.rows, size)
            try:
                key = terminal.key(_TICK)
            except Closed:
                raise Stopped from None
            if key == "q":
                raise Stopped
            if key:
                new = press(one, state, key, clock.now(), pages=screen.pages)
                if new != state:
                    keep(new)
                state = new
    return state


def _in_lines(one: "Call", state: "State", keep: "Callable[[State], None]") -> "State":
    from advocate.planning.call import Stage, press
    from advocate.planning.call_screens import (
        answer_pages,
        clock_of,
        enter_means,
        help_lines,
        key_for,
        plain_lines,
        refusal,
    )

    told: State | None = None
    while state.stage not in (Stage.AFTER, Stage.OVER):
        if state != told:
            known = plain_lines(one, told) if told and _same_words(told, state, one) else []
            new = [line for line in plain_lines(one, state) if line not in known]
            click.echo(fitted("\n" + "\n".join(new), sys.stdout))
        told = state
        pages = answer_pages(one, state)
        enter = "more" if state.page + 1 < pages else enter_means(one, state)
        key = key_for(
            str(click.prompt(f"Enter: {enter}; or a word (help)", "", show_default=False))
        )
        if key == "q":
            raise Stopped
        if key == "t":
            click.echo(clock_of(state, clock.now()) or "The call has not begun.")
        elif key == "?":
            click.echo(fitted("\n".join(help_lines(one, state)), sys.stdout))
        else:
            state = press(one, state, key, clock.now(), pages=pages)
            if state != told:
                keep(state)
            else:
                click.echo(refusal(told, key))
    return state


def _same_words(told: "State", state: "State", one: "Call") -> bool:
    """Say whether what stands to be said has been shown just now, with the number."""
    from advocate.documents.spoken import Part
    from advocate.planning.call import Stage

    if one.rehearsal or told.stage is not Stage.DIAL:
        return False
    return state.stage is Stage.TALK and state.part is Part.ASK

"""Writing a call down when it is over: a few questions, each of which Enter skips."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import click

from advocate import clock
from advocate.cli.questions import matched
from advocate.errors import StoreError
from advocate.issues.records import Position
from advocate.outreach.endings import ENDINGS
from advocate.outreach.records import Channel, FollowUpDraft, Outcome, Promise
from advocate.outreach.words import OUTCOME_WORDS
from advocate.planning.call import Call, State, rung_of
from advocate.planning.call_drafts import Told, minutes_of, stand_heard
from advocate.planning.meetings import working_day
from advocate.planning.rows import legend

_NO_END = (Outcome.SKIPPED, Outcome.REPLY_RECEIVED, Outcome.PREPARED)  # of a call just made
_ENDS = tuple(one for one in ENDINGS[Channel.CALL] if one not in _NO_END)
_PROMISES = {
    Promise.THEIRS: "Did they promise anything? (“an answer by Friday”)",
    Promise.OURS: "Did you promise anything?",
}


def write_down(call: Call, state: State, titles: Sequence[str]) -> tuple[Told, list[FollowUpDraft]]:
    """Ask what came of a call; `titles` name its issues, as one says them.

    A rehearsal makes no promises: nothing of it will ever be due.
    """
    click.echo(f"\n{_heading(call, state)}")
    outcome = state.outcome or Outcome.SPOKE
    if not call.rehearsal:
        outcome = _outcome(outcome)
    spoke = outcome is Outcome.SPOKE
    stands = tuple(_stand(state, n, title) if spoke else None for n, title in enumerate(titles))
    told = Told(
        outcome=outcome,
        stands=stands,
        staffer=_line("Who did you speak with?", "staffer") if spoke else "",
        words=_line("What did they say, word for word?", "words") if spoke else "",
        minutes=minutes_of(state),
    )
    return told, [] if call.rehearsal else _promises(spoke=spoke)


def _heading(call: Call, state: State) -> str:
    rung, minutes = rung_of(call, state), minutes_of(state)
    where = f", {rung.label}" if rung and not call.rehearsal else ""
    took = "" if minutes is None else f", {minutes} minute{'s' if minutes > 1 else ''}"
    what = "Rehearsal" if call.rehearsal else f"Call {call.number} of {call.total}"
    heading = f"{what}: Senator {call.senator_name}{where}{took}."
    return f"{heading}\nA few questions for your log; Enter skips one."


def _outcome(found: Outcome) -> Outcome:
    names = [OUTCOME_WORDS[one] for one in _ENDS]
    chosen = _choose("How did it end?", _ENDS, names, found, OUTCOME_WORDS[found])
    return chosen if isinstance(chosen, Outcome) else found


def _stand(state: State, number: int, title: str) -> Position | None:
    heard = stand_heard(state, number)
    names = [one.value.replace("_", " ") for one in Position]
    question = f"Where does the senator stand on {title}, as they told it?"
    chosen = _choose(question, tuple(Position), names, heard, heard.value if heard else "not told")
    return chosen if isinstance(chosen, Position) else None


def _choose(
    question: str, values: Sequence[Any], names: Sequence[str], kept: Any, kept_name: str
) -> Any:
    """Ask for one of the values by its number or name; Enter keeps what is known already."""
    numbered = [f"{number} {name}" for number, name in enumerate(names, start=1)]
    choices = "\n".join(f"  {row}" for row in legend(numbered, 76))

    def read(text: str) -> Any:
        if not text.strip():
            return kept
        value = matched(text, values, names)
        if value is None:
            raise click.UsageError(
                f"Type a number from 1 to {len(values)}, or Enter; Ctrl-C stops here."
            )
        return value

    return _prompt(f"{question}\n{choices}\n  Enter: {kept_name}", read)


def _line(question: str, field: str) -> str:
    """Ask for a line that fits the log."""
    from advocate.outreach.drafts import clean_typed

    return str(_prompt(question, lambda text: clean_typed(field, text)))


def _promises(*, spoke: bool) -> list[FollowUpDraft]:
    from advocate.outreach.drafts import clean_follow_up
    from advocate.outreach.promises import read_promise

    def read(promise: Promise) -> Callable[[str], FollowUpDraft | None]:
        today = clock.today()
        return lambda text: (
            clean_follow_up(read_promise(text, promise, today=today)) if text.strip() else None
        )

    soon = working_day(clock.today() + timedelta(days=7), {})
    later = {Promise.FOLLOW_UP: f"Anything to come back to? (“call again by {soon}”)"}
    asked = (_PROMISES if spoke else {}) | later
    answers = [_prompt(question, read(promise)) for promise, question in asked.items()]
    return [one for one in answers if one]


def _prompt(question: str, read: Callable[[str], Any]) -> Any:
    def value(text: str) -> Any:
        try:
            return read(text)
        except StoreError as error:  # asked again, with what was wrong
            said = error.sentence.replace(" Nothing was logged.", "")
            raise click.UsageError(f"{said} {error.hint}".strip()) from None

    return click.prompt(
        question, default="", show_default=False, value_proc=value, prompt_suffix="\n> "
    )

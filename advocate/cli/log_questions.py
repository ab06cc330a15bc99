"""Asking, step by step, for what `advocate log add` was not told."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import click

from advocate import clock, recent
from advocate.cli import session
from advocate.cli.questions import choose
from advocate.issues.records import Position
from advocate.outreach.endings import ENDINGS
from advocate.outreach.records import Channel, Outcome
from advocate.outreach.words import CHANNEL_WORDS, OUTCOME_WORDS

_TALKED = (Outcome.SPOKE, Outcome.MEETING_HELD, Outcome.REPLY_RECEIVED)


def ask_for_the_rest(told: dict[str, Any]) -> None:
    """Ask for each answer that no option gave; an empty line leaves the others out.

    Nothing is asked when all that is needed was given.
    """
    needed = ("issues", "name", "channel", "outcome")
    if all(told[key] for key in needed):
        return
    if not told["issues"] and not told["name"]:
        _take_from_the_last_document(told)
    _ask_what_it_was(told)
    if not told["place"] and told["channel"] in _AT_AN_OFFICE:
        told["place"] = _office(told["name"])
    if told["outcome"] in _TALKED:
        _ask_what_they_said(told)
    if told["minutes"] is None:
        told["minutes"] = _minutes()
    if not told["note"]:
        told["note"] = _line("Anything else worth keeping?")


def _ask_what_it_was(told: dict[str, Any]) -> None:
    if not told["issues"]:
        slugs = session.open_packs().slugs()
        told["issues"] = (choose("Which issue?", slugs, slugs),)
    if not told["name"]:
        told["name"] = _senator()
    if not told["channel"]:
        told["channel"] = choose("How did you reach out?", list(Channel), _words(CHANNEL_WORDS))
    if not told["outcome"]:
        ends = [one for one in ENDINGS[Channel(told["channel"])] if one is not Outcome.PREPARED]
        told["outcome"] = choose("How did it end?", ends, [OUTCOME_WORDS[one] for one in ends])


def _take_from_the_last_document(told: dict[str, Any]) -> None:
    """Offer what was made last: “You made a call script … Is this that call?”"""
    now = clock.now()
    made = [
        one
        for one in recent.fresh(session.home(), now=now)
        if one.channel in list(Channel) and told["channel"] in (None, one.channel)
    ]
    if not made:
        return
    names = [f"{_document(one)}, {_ago(one, now)}" for one in made]
    if len(made) == 1:
        question = f"\nYou made {names[0]}.\nIs it about that?"
        taken = made[0] if click.confirm(question, default=True, err=True) else None
    else:
        places = [str(place) for place in range(len(made) + 1)]
        chosen = int(choose("What is it about?", places, [*names, "something else"]))
        taken = made[chosen] if chosen < len(made) else None
    if taken:
        told["issues"], told["name"], told["channel"] = taken.issues, taken.senator, taken.channel
        told["documents"] = told["documents"] or (taken.kind,)


def _document(one: recent.Recent) -> str:
    return f"the {_KIND_WORDS.get(one.kind, one.kind)} for Senator {one.senator_name}"


def _ago(one: recent.Recent, now: datetime) -> str:
    minutes = int((now - one.made).total_seconds() // 60)
    if minutes < 2:
        return "just now"
    return f"{minutes} minutes ago" if minutes < 90 else f"{round(minutes / 60)} hours ago"


_KIND_WORDS = {"script": "call script", "webform": "web-form sheet", "brief": "meeting brief"}
_AT_AN_OFFICE = (Channel.CALL, Channel.FAX, Channel.VISIT, Channel.MEETING, Channel.LETTER)


def _office(name: str) -> str:
    """Ask which of a senator's offices it was, the nearest first; empty when that is not known."""
    from advocate.directory.lookup import find_senator, nearest_first, zip_place
    from advocate.errors import LookupFailedError

    dataset, place = session.open_dataset(), None
    senator = find_senator(dataset.senators, name)
    with suppress(LookupFailedError):
        place = zip_place(dataset, session.load_profile().zip)
    near = [one.office for one in nearest_first(senator.state_offices, place)]
    offices = [*near, senator.washington_office]
    ids = [office.id for office in offices]
    cities = [office.label for office in offices]
    return choose("Which office? (Enter if you don't know)", ids, cities, empty=True)


def _ask_what_they_said(told: dict[str, Any]) -> None:
    if not told["staffer"]:
        told["staffer"] = _line("Who did you speak with?")
    if not told["position"]:
        names = [position.value.replace("_", " ") for position in Position]
        told["position"] = choose(
            "Where does the senator stand, as they told it?", list(Position), names, empty=True
        )
    if not told["words"]:
        told["words"] = _line("Their words, as exactly as you can?")
    for key, question in (
        ("they_promised", "Did they promise anything? (“an answer by Friday”)"),
        ("we_promised", "Did you promise anything?"),
    ):
        if not told[key]:
            told[key] = tuple(filter(None, [_line(question)]))


def _senator() -> str:
    """Ask for a senator: one of the constituent's own, or any by name."""
    from advocate.directory.lookup import find_senator, find_senators
    from advocate.errors import LookupFailedError

    dataset, profile = session.open_dataset(), session.load_profile()
    own: Sequence[Any] = ()
    if profile.zip or profile.state:
        try:
            place, state = profile.zip or profile.state, profile.state or None
            own = find_senators(dataset, place, state=state, today=session.today()).senators
        except LookupFailedError:
            own = ()
    if own:
        return choose(
            "Which senator?", [one.bioguide for one in own], [one.full_name for one in own]
        )

    def known(text: str) -> str:
        try:
            return find_senator(dataset.senators, text).bioguide
        except LookupFailedError as error:
            raise click.UsageError(f"{error.sentence} {error.hint}".strip()) from None

    answer: str = click.prompt("\nWhich senator?\n", value_proc=known, prompt_suffix="> ", err=True)
    return answer


def _words(words: dict[Any, str]) -> list[str]:
    return list(words.values())


def _line(question: str) -> str:
    answer: str = click.prompt(
        f"\n{question}\n", default="", show_default=False, prompt_suffix="> ", err=True
    )
    return answer


def _minutes() -> int | None:
    def read(text: str) -> int | None:
        if not text.strip():
            return None
        if not text.strip().isdigit():
            raise click.UsageError("Type a number, or nothing.")
        return int(text)

    answer: int | None = click.prompt(
        "\nHow many minutes did it take you?\n",
        default="",
        show_default=False,
        value_proc=read,
        prompt_suffix="> ",
        err=True,
    )
    return answer

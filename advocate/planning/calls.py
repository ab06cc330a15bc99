"""From a senator and the documents of a call to the call itself, real or rehearsed."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from advocate.directory.offices import calling_order
from advocate.directory.records import Office, OfficeDistance, Senator
from advocate.documents.blocks import Document
from advocate.documents.spoken import script_of
from advocate.issues.records import Position
from advocate.planning.call import Call
from advocate.planning.ladder import ladder_of
from advocate.planning.rehearsal import goodbye, greeting, turns


def call_to(
    senator: Senator,
    *,
    issues: Sequence[str],
    guided: Document,
    message: Document,
    first: Office,
    near: Sequence[OfficeDistance],
    now: datetime,
    closed: Mapping[date, str],
) -> Call:
    """Return the call to a senator: `guided` and `message` are the script and the voicemail script
    as composed, `first` the office to begin with, `near` the state offices, nearest first.

    `closed` are the holidays from that day on. Raises TemplateError where the script lacks a part.
    """
    offices = calling_order(first, [one.office for one in near], senator.washington_office)
    return Call(
        number=1,
        total=1,
        senator=senator.bioguide,
        senator_name=senator.full_name,
        issues=tuple(issues),
        script=script_of(guided, message),
        ladder=ladder_of(offices, now, closed),
        else_=tuple(_elsewhere(senator, offices, issues[0])),
    )


def _elsewhere(senator: Senator, offices: Iterable[Office], issue: str) -> Iterable[str]:
    fax = next((office.fax for office in offices if office.fax), "")
    name = senator.last_name
    if fax:
        yield f"A letter can be faxed to {fax}: advocate fax-cover {issue} --senator {name}."
    if senator.contact_form:
        yield f"There is the web form, too: advocate webform {issue} --senator {name}."


def rehearsed(call: Call, positions: Sequence[Position], name: str, chance: random.Random) -> Call:
    """Return the call with a staffer to practise with, played by chance; `positions` are the
    senator's, an issue each, and `name` is the last name."""
    asked = list(zip(call.script.askings, positions, strict=True))
    return replace(
        call,
        greeting=greeting(chance, name),
        goodbye=goodbye(chance),
        turns=tuple(
            turns(chance, position, asking.answers, more=number < len(asked))
            for number, (asking, position) in enumerate(asked, start=1)
        ),
    )

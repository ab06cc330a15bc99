"""What a template sees of an alert: its actions as one reader gets them, notes, sources."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from advocate.directory.places import with_article, without_senators
from advocate.directory.records import StateKind
from advocate.documents.views import Cited, citation
from advocate.issues.alerts.filled import Addressee, Around, Reader, ReaderAction
from advocate.issues.alerts.reader import for_reader
from advocate.issues.alerts.records import Alert, Update
from advocate.issues.records import Prose
from advocate.text import long_date


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert filled in for one reader.

    `number` is 0 for an issue pack's own actions. `actions` are to be done, `advisories` not to be
    done. `notes` are the updates, newest first. `senators` are the reader's own, and their numbers
    stand below the action of the number `numbers_after`; `without` says why there are none, in DC
    and the territories. `lists` say on which of the alert's lists of states the reader's is.
    `expired` says that it is past its last day.
    """

    number: int
    title: Prose
    date: datetime.date
    expires: datetime.date
    expired: bool
    intro: Prose
    notes: tuple[Update, ...]
    actions: tuple[ReaderAction, ...]
    advisories: tuple[ReaderAction, ...]
    state_name: str
    senators: tuple[Addressee, ...]
    numbers_after: int
    without: str
    lists: tuple[Prose, ...]
    sources: tuple[Cited, ...]
    share: Prose
    closing: Prose


def alert_view(alert: Alert, reader: Reader, around: Around) -> AlertView:
    """Return the alert as a template sees it."""
    actions = for_reader(alert, reader, around)
    mine = [one for one in actions if one.mine and not one.do_not and not one.listed]
    return AlertView(
        number=alert.number,
        title=alert.title,
        date=alert.date if alert.number else around.today,
        expires=alert.expires,
        expired=alert.expires < around.today,
        intro=alert.intro,
        notes=tuple(sorted(alert.updates, key=lambda note: note.date, reverse=True)),
        actions=tuple(one for one in actions if not one.do_not),
        advisories=tuple(one for one in actions if one.do_not),
        state_name=reader.state.name,
        senators=reader.addressees if mine else (),
        numbers_after=mine[0].number if mine else 0,
        without=without_senators(reader.state),
        lists=tuple(_lists(alert, reader)),
        sources=tuple(Cited(citation(one), one.url) for one in alert.sources),
        share=alert.share,
        closing=alert.closing,
    )


def _lists(alert: Alert, reader: Reader) -> Iterator[Prose]:
    """Say of each list whether the reader's state is on it; of a territory it says nothing."""
    for attribute in alert.attributes:
        on_it = reader.state.code in attribute.states
        if not on_it and reader.state.kind not in (StateKind.STATE, StateKind.DISTRICT):
            continue
        name = with_article(reader.state)
        publisher = alert.source(attribute.source).publisher
        yield Prose(
            f"{name[0].upper()}{name[1:]} is {'' if on_it else 'not '}among the states that "
            f"{attribute.name} (as of {long_date(attribute.as_of)}; {publisher})."
        )

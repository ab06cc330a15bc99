"""What alerts and packs name beside calls and letters on their issue, as tasks of the week."""

from collections.abc import Iterable, Iterator

from advocate.documents.plain import plain_line
from advocate.issues.alerts.filled import ReaderAction
from advocate.issues.alerts.records import TIERS, Alert, Whom
from advocate.planning.records import Task

# Of an issue that is planned for, these come of themselves, for each senator and in their turn.
_PLANNED = frozenset({"call", "write", "postcard", "e-mail", "fax", "visit", "meeting"})

# How long the page says that it takes, where it says no more than that.
_TIERS = dict(zip(TIERS, (2, 20, 120), strict=True))


def tasks_of(
    alert: Alert, actions: Iterable[ReaderAction], *, planned: frozenset[str]
) -> Iterator[Task]:
    """Yield what a reader can do of an alert; `planned` are the issues planned for anyhow.

    What is for senators elsewhere is to pass on; advice on what not to do is no task.
    """
    name = f"{alert.number}-{alert.slug}" if alert.number else alert.slug
    render = str(alert.number) if alert.number else alert.slug
    for action in actions:
        own = action.whom == Whom.OWN and not action.forward
        if action.do_not or (own and action.kind in _PLANNED and alert.issue in planned):
            continue
        if not alert.number and action.kind == "thank":
            continue  # a pack's thanks are for when there is something to thank for
        title = plain_line(action.title)
        if action.forward:
            title = f"Pass on to a friend in {action.forward}: {title}"
        yield Task(
            key=f"alert:{name}:{action.number}{':friend' if action.forward else ''}",
            kind="forward" if action.forward else action.kind,
            title=title,
            command=f"advocate alert render {render}",
            source=f"from alert {alert.number}" if alert.number else "from the issue pack",
            minutes=5 if action.forward else action.minutes or _TIERS.get(action.tier, 0),
            deadline=action.deadline,
            repeats=action.daily and not action.forward,
            bonus=action.bonus,
        )


def advice_of(actions: Iterable[ReaderAction]) -> Iterator[str]:
    """Yield what not to do, a line each."""
    yield from (plain_line(action.title) for action in actions if action.do_not)

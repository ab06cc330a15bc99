"""An issue pack's own actions as an alert, so that both are filled in for a reader alike."""

from advocate.issues.alerts.records import Alert, AlertAction, Whom
from advocate.issues.records import Action, Pack, Prose

# What one does by these, one does to one's own senators.
_TO_SENATORS = frozenset(
    {"call", "write", "postcard", "e-mail", "fax", "visit", "meeting", "thank"}
)


def alert_of(pack: Pack) -> Alert:
    """Return the alert that a pack's own actions make; a call with its ask is always among them."""
    actions = [_action(one, ask=one.kind == "call") for one in pack.actions]
    if not any(one.ask for one in actions):
        number = max((one.number for one in actions), default=0) + 1
        actions.append(_action(_call(number), ask=True))
    return Alert(
        number=0,
        slug=pack.slug,
        title=pack.title,
        date=pack.reviewed,
        expires=pack.expires,
        intro=pack.summary,
        author=Prose(pack.author),
        language=pack.language,
        draft=False,
        issue=pack.slug,
        states=(),
        actions=tuple(actions),
        attributes=(),
        updates=(),
        sources=(),
        share=Prose(""),
        closing=Prose(""),
    )


def _call(number: int) -> Action:
    title, body = "Call each of your senators", "Use these words, and write down what they say."
    return Action(number, "call", Prose(title), Prose(body), 0, (), "")


def _action(action: Action, *, ask: bool) -> AlertAction:
    return AlertAction(
        number=action.number,
        kind=action.kind,
        title=action.title,
        body=action.body,
        minutes=action.minutes,
        tier="",
        url=action.url,
        phone="",
        short_code="",
        keyword="",
        deadline=None,
        day=None,
        place=Prose(""),
        daily=False,
        bonus=False,
        do_not=action.kind == "advisory",
        whom=Whom.OWN if action.kind in _TO_SENATORS else Whom.NONE,
        senators=(),
        ask=ask,
        prompts=(),
        scripts=(),
        variants=(),
        states=action.states,
        attribute="",
        without="",
    )

"""How a contact of each channel can end."""

from advocate.errors import StoreError
from advocate.outreach.records import Channel, Outcome
from advocate.outreach.words import CHANNEL_WORDS

# A call, or a visit, after which nobody has heard or will hear what was to be said.
NOT_REACHED = frozenset(
    {Outcome.BUSY, Outcome.MAILBOX_FULL, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER}
)
NOT_DONE = NOT_REACHED | {Outcome.SKIPPED}  # what took no time, and asked nothing of an office

_ANY = (Outcome.REPLY_RECEIVED, Outcome.SKIPPED)
_WRITTEN = (Outcome.SENT, *_ANY, Outcome.PREPARED)
_IN_PERSON = (Outcome.MEETING_HELD, Outcome.SPOKE, *_ANY)

# In the order to offer them.
ENDINGS: dict[Channel, tuple[Outcome, ...]] = {
    Channel.CALL: (
        *(Outcome.SPOKE, Outcome.VOICEMAIL, Outcome.BUSY, Outcome.MAILBOX_FULL),
        *(Outcome.NO_ANSWER, Outcome.WRONG_NUMBER, Outcome.SKIPPED, Outcome.REPLY_RECEIVED),
        Outcome.PREPARED,  # its script, in a batch
    ),
    Channel.LETTER: _WRITTEN,
    Channel.FAX: (*_WRITTEN, Outcome.BUSY, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER),
    Channel.EMAIL: _WRITTEN,
    Channel.WEB_FORM: _WRITTEN,
    Channel.POSTCARD: _WRITTEN,
    Channel.VISIT: (*_IN_PERSON, Outcome.NO_ANSWER),
    Channel.MEETING: _IN_PERSON,
    Channel.TOWN_HALL: _IN_PERSON,
    Channel.RALLY: _IN_PERSON,
}


def fits(channel: Channel, outcome: Outcome) -> bool:
    """Say whether a contact of this channel can end like this."""
    return outcome in ENDINGS[channel]


def require_fitting(channel: Channel, outcome: Outcome) -> None:
    """Raise StoreError for an outcome that a contact of this channel cannot have."""
    if fits(channel, outcome):
        return
    what = CHANNEL_WORDS[channel]
    named = f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    raise StoreError(
        f"{named[0].upper()}{named[1:]} cannot end with “{outcome}”. Nothing was logged.",
        hint=f"Outcomes of {named}: {', '.join(ENDINGS[channel])}.",
    )

"""How a contact reads in a sentence."""

from collections.abc import Iterable, Sequence

from advocate.outreach.records import Channel, Contact, FollowUpDraft, Outcome, Promise
from advocate.text import long_date

OUTCOME_WORDS = {
    Outcome.SPOKE: "spoke with staff",
    Outcome.VOICEMAIL: "left voicemail",
    Outcome.BUSY: "line busy",
    Outcome.MAILBOX_FULL: "mailbox full",
    Outcome.NO_ANSWER: "no answer",
    Outcome.WRONG_NUMBER: "wrong number",
    Outcome.SENT: "sent",
    Outcome.REPLY_RECEIVED: "reply received",
    Outcome.MEETING_HELD: "meeting held",
    Outcome.SKIPPED: "skipped",
    Outcome.PREPARED: "prepared, not sent",
}
CHANNEL_WORDS = {channel: channel.value.replace("-", " ") for channel in Channel}
CHANNEL_WORDS[Channel.EMAIL] = "e-mail"

MOST_LINES = 5


def ended_words(contact: Contact) -> str:
    """Return how a contact ended; a rally or a town hall was held, too, and is no meeting."""
    if contact.outcome is Outcome.MEETING_HELD and contact.channel in _EVENTS:
        return "held"
    return OUTCOME_WORDS[contact.outcome]


_EVENTS = (Channel.RALLY, Channel.TOWN_HALL)


def history_lines(contacts: Sequence[Contact], bioguide: str) -> tuple[str, ...]:
    """Return the newest contacts with a senator, a sentence each; practice runs are left out."""
    own = [c for c in contacts if c.senator == bioguide and c.counts]
    own.sort(key=lambda contact: contact.when, reverse=True)
    return tuple(_line(contact) for contact in own[:MOST_LINES])


def _line(contact: Contact) -> str:
    stand = f" Position heard: {contact.position.replace('_', ' ')}." if contact.position else ""
    what = f"{CHANNEL_WORDS[contact.channel]}, {ended_words(contact)}"
    told = [
        f"{long_date(contact.when.date())}: {what}",
        f" ({contact.office_label})" if contact.office_label else "",
        f", with {contact.staffer}" if contact.staffer else "",
        f".{stand}",
        f" They said: “{contact.words}”." if contact.words else "",
        f" {in_one_line(contact.note)}" if contact.note else "",
    ]
    return " ".join("".join(told).split())


def to_do_words(due: Iterable[FollowUpDraft]) -> str:
    """Return what is to be done about what was promised, each side's at once: what an office
    promised is asked for, and done by nobody here."""
    texts: dict[Promise, list[str]] = {}
    for one in due:
        texts.setdefault(one.promise, []).append(one.text.rstrip(" ."))
    told = (f"{_TO_DO[whose]}{'; '.join(several)}" for whose, several in texts.items())
    return ". ".join(f"{text[:1].upper()}{text[1:]}" for text in told)


_TO_DO = {
    Promise.THEIRS: "Ask for what they promised: ",
    Promise.OURS: "You promised: ",
    Promise.FOLLOW_UP: "",
}


def in_one_line(note: str) -> str:
    """Return a note's paragraphs one behind the other, parted where none ends a sentence."""
    parts = [" ".join(part.split()) for part in note.split("\n\n") if part.strip()]
    ended = [part if part.endswith(_ENDS) else f"{part};" for part in parts]
    return " ".join(ended).removesuffix(";")


_ENDS = (".", "!", "?", "…", ";", ":", "”")

"""Records of what was done: a contact, how it was made, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocate.issues.records import Position


class Channel(StrEnum):
    """By what a contact was made."""

    CALL = "call"
    LETTER = "letter"
    FAX = "fax"
    EMAIL = "email"
    WEB_FORM = "web-form"
    POSTCARD = "postcard"
    VISIT = "visit"
    MEETING = "meeting"
    TOWN_HALL = "town-hall"
    RALLY = "rally"


class Direction(StrEnum):
    """Who reached out: the constituent, or the office."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class Outcome(StrEnum):
    """How a contact ended."""

    SPOKE = "spoke"
    VOICEMAIL = "voicemail"
    BUSY = "busy"
    MAILBOX_FULL = "mailbox-full"
    NO_ANSWER = "no-answer"
    WRONG_NUMBER = "wrong-number"
    SENT = "sent"
    REPLY_RECEIVED = "reply-received"
    MEETING_HELD = "meeting-held"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class IssueAsk:
    """An issue that the contact was about, and which of its asks; `ask` is empty for none."""

    issue: str  # a pack's slug
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """What a person tells of one contact. Empty text: not known; `minutes` None: not counted.

    The senator's name, the office's label and its number are copies, as they were that day.
    `when` carries its time zone. A practice run is never counted.
    """

    when: datetime
    channel: Channel
    outcome: Outcome
    senator: str  # Bioguide id
    senator_name: str
    direction: Direction = Direction.OUTGOING
    office: str = ""  # office id
    office_label: str = ""
    number: str = ""
    issues: tuple[IssueAsk, ...] = ()
    minutes: int | None = None
    staffer: str = ""
    position: Position | None = None
    words: str = ""  # what they said, exactly
    note: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(ContactDraft):
    """One logged contact as its latest revision tells it.

    `id` is its number in this log; `uid` is the same in every log that it is copied to.
    """

    id: int
    uid: str
    revision: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """What a log holds, newest first, or the first part of it.

    `total` counts all contacts that were asked for; `unreadable` those of this part left out,
    because what the file says of them makes no sense to this version.
    """

    contacts: list[Contact]
    total: int
    unreadable: int = 0

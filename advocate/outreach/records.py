"""Records of what was done: a contact, how it ended, and what somebody promised."""

from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Any

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


AT_AN_OFFICE = (Channel.MEETING, Channel.VISIT)  # where one meets; a rally is elsewhere
IN_PERSON = frozenset({*AT_AN_OFFICE, Channel.TOWN_HALL, Channel.RALLY})


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
    PREPARED = "prepared"  # written, and not yet sent: of a batch, until someone says so


@dataclass(frozen=True, slots=True)
class IssueAsk:
    """An issue that the contact was about, and which of its asks; `ask` is empty for none.

    `position` is the senator's stand on it as the office told it then, None when it did not.
    """

    issue: str  # a pack's slug
    ask: str = ""
    position: Position | None = None


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
    staffer_role: str = ""
    words: str = ""  # what they said, exactly
    note: str = ""
    thread: str = ""  # what ties contacts of one matter together
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # kinds of document that were used
    member: str = ""  # who made it, in a group's log
    practice: bool = False

    @property
    def counts(self) -> bool:
        """Say whether it was made in earnest: it is no practice, and more than prepared."""
        return not self.practice and self.outcome is not Outcome.PREPARED

    @property
    def position(self) -> Position | None:
        """The first stand that was heard in it."""
        return next((about.position for about in self.issues if about.position), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(ContactDraft):
    """One logged contact as one of its revisions tells it: the one that holds, unless told.

    `id` is its number in this log; `uid` is the same in every log that it is copied to. `created`
    is when it was logged, `made` when this revision was, its `revision`-th. `withdrawn` says that
    logging it was taken back.
    """

    id: int
    uid: str
    revision: int
    created: datetime
    made: datetime
    withdrawn: bool = False


class Promise(StrEnum):
    """Who is to do what a follow-up is about."""

    THEIRS = "theirs"  # the office promised it
    OURS = "ours"  # we promised it
    FOLLOW_UP = "follow-up"  # nobody promised it: we want to come back to it


class FollowUpState(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


# What can be done with a follow-up: the states that it is done from, and the one that it leads to.
MOVES: dict[str, tuple[frozenset[FollowUpState], FollowUpState]] = {
    "done": (frozenset({FollowUpState.OPEN}), FollowUpState.DONE),
    "drop": (frozenset({FollowUpState.OPEN}), FollowUpState.DROPPED),
    "reopen": (frozenset({FollowUpState.DONE, FollowUpState.DROPPED}), FollowUpState.OPEN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDraft:
    """A commitment with its day, or what we want to come back to; `due` None: no day named."""

    promise: Promise
    text: str
    due: date | None = None
    state: FollowUpState = FollowUpState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(FollowUpDraft):
    """One logged follow-up as its newest revision tells it, with the contact it came from."""

    id: int
    uid: str
    contact: int
    senator: str
    senator_name: str
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which contacts are asked for; None and empty text: all of them.

    `since` and `until` are moments: at or after the one, before the other. `text` is looked for
    in the words heard, the note and the staffer's name.
    """

    senator: str = ""
    issue: str = ""
    channel: Channel | None = None
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    member: str = ""
    tag: str = ""
    thread: str = ""
    practice: bool = True  # practice runs, and what is only prepared, too


@dataclass(frozen=True, slots=True)
class Listing:
    """What a log holds, newest first, or the first part of it.

    `total` counts all contacts that were asked for; `unreadable` those of this part left out,
    because what the file says of them makes no sense to this version.
    """

    contacts: list[Contact]
    total: int
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """A senator's stand on an ask as an office told it in a contact; practice is never heard."""

    senator: str
    senator_name: str
    issue: str
    ask: str
    position: Position
    when: datetime
    words: str
    staffer: str
    contact: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the log remembers of some senators, for the documents about to be made.

    `contacts` are the newest, newest first; `heard` each stand that was told, the oldest first;
    `wrong_numbers` the day of the report by an office's id and the number called.
    """

    contacts: tuple[Contact, ...] = ()
    heard: tuple[Heard, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    wrong_numbers: dict[tuple[str, str], date] = field(default_factory=dict)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = tuple(one.name for one in fields(ContactDraft))
_values_of = attrgetter(*_FIELDS)


def moment(when: datetime) -> int:
    """Return a moment in microseconds since 1970, by which revisions are ordered."""
    return (when - _EPOCH) // timedelta(microseconds=1)


def at(micros: int) -> datetime:
    """Return the moment of so many microseconds since 1970, in local time."""
    return (_EPOCH + timedelta(microseconds=micros)).astimezone()


def fields_of(draft: ContactDraft) -> dict[str, Any]:
    """Return a draft's fields by name."""
    return dict(zip(_FIELDS, _values_of(draft), strict=True))

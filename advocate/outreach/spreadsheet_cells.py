"""What the cells of a table of contacts say: channels, outcomes, issues, days, minutes."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import lru_cache
from html.parser import HTMLParser
from typing import TypeVar

from advocate.errors import shown
from advocate.issues.records import Position
from advocate.outreach.records import IN_PERSON, Channel, Direction, IssueAsk, Outcome
from advocate.text import clean_paragraphs, fold, slug

_CHANNELS = {
    Channel.CALL: "call phone phonecall called telephone",
    Channel.LETTER: "letter mail mailed printpdfletter",
    Channel.FAX: "fax faxed",
    Channel.EMAIL: "email emailed inboundemail",
    Channel.WEB_FORM: "webform form contactform website",
    Channel.POSTCARD: "postcard",
    Channel.VISIT: "visit officevisit visited",
    Channel.MEETING: "meeting met",
    Channel.TOWN_HALL: "townhall",
    Channel.RALLY: "rally event protest",
}
_OUTCOMES = {
    Outcome.SPOKE: "spoke talked answered spokewithstaff",
    Outcome.VOICEMAIL: "voicemail vm leftmessage leftvoicemail message",
    Outcome.BUSY: "busy",
    Outcome.MAILBOX_FULL: "mailboxfull full",
    Outcome.NO_ANSWER: "noanswer unreachable notreached",
    Outcome.WRONG_NUMBER: "wrongnumber badnumber",
    Outcome.SENT: "sent mailed delivered",
    Outcome.REPLY_RECEIVED: "replyreceived reply replied received",
    Outcome.MEETING_HELD: "meetingheld held met attended",
    Outcome.PREPARED: "prepared",
    Outcome.SKIPPED: "skipped cancelled canceled noshow notrequired",
}
_DONE = frozenset({"completed", "complete", "done", "yes"})
_PLANNED = frozenset({"scheduled", "planned", "available", "pending"})
_DAYS = ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_TIMES = ("%I:%M %p", "%I:%M:%S %p", "%H:%M", "%H:%M:%S", "%I:%M%p")
_Kind = TypeVar("_Kind")


_MARKUP = re.compile(r"</?(?:p|br|div|span|ul|ol|li|strong|em|b|i|u|a|h[1-6])\b[^<>]*>", re.I)
_BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "blockquote",
}
_UNSEEN = {"script", "style"}
_MOST_HEADINGS = 40


class RowError(Exception):
    """A row cannot be logged; the message says why."""


@lru_cache(4096)
def plain(text: str) -> str:
    """Return a text for comparing: letters and digits alone, without case."""
    return re.sub(r"[^a-z0-9]+", "", fold(text))


def headings_words(headings: Sequence[str]) -> str:
    """Return a sentence that lists a table's headings; not a row that tells of a contact."""
    named = [text.strip() for text in headings if text.strip()]
    if any(map(_is_told, named)):
        return "Its first line has to name the columns; this one tells of a contact."
    more = len(named) - _MOST_HEADINGS
    known = [shown(text, limit=60) for text in named[:_MOST_HEADINGS]]
    return f"Its headings: {', '.join(known)}{f' and {more} more' if more > 0 else ''}."


def _is_told(text: str) -> bool:
    """Say whether a cell is no heading: a day, a telephone number, an address."""
    if "@" in text or len(re.sub(r"\D", "", text)) > 6:
        return True
    try:
        _moment(text)
    except RowError:
        return False
    return True


def without_markup(text: str) -> str:
    """Return a note that another program keeps as HTML as plain text; any other as it is."""
    if not _MARKUP.search(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return clean_paragraphs("".join(reader.found))


class _Reader(HTMLParser):
    """What one sees of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a paragraph, which is how a note parts lines, too."""
        self._unseen += tag in _UNSEEN
        self.found.append("\n\n" if tag in _BLOCKS else "")
        self.found.append("- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self.found.append("\n\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        """Take the text, in which line ends are spaces."""
        if not self._unseen:
            self.found.append(re.sub(r"\s+", " ", data))


def _one_of(known: Mapping[_Kind, str], text: str, what: str) -> _Kind:
    wanted = plain(text)
    for kind, names in known.items():
        if wanted and wanted in names.split():
            return kind
    raise RowError(f"“{shown(text)}” is no {what} that is known here." if text else f"No {what}.")


@lru_cache(4096)
def channel_of(text: str) -> Channel:
    """Return the channel that a cell names; raises RowError."""
    return _one_of(_CHANNELS, text, "way of contact")


@lru_cache(4096)
def outcome_of(text: str, channel: Channel) -> Outcome:
    """Return how it ended, by the channel's own way where the cell only says that it is done."""
    told = plain(text)
    if told in _PLANNED:
        raise RowError("It has not happened yet.")
    if told in _DONE or (not told and channel is not Channel.CALL):
        if channel is Channel.CALL:
            return Outcome.SPOKE
        return Outcome.MEETING_HELD if channel in IN_PERSON else Outcome.SENT
    return _one_of(_OUTCOMES, text, "outcome")


def direction_of(told: Mapping[str, str], outcome: Outcome) -> Direction:
    """Return who reached out, as a row tells it or as its outcome shows; raises RowError."""
    text = plain(told.get("direction", ""))
    if text not in ("", "outgoing", "outbound", "out", "incoming", "inbound", "in"):
        raise RowError(f"“{shown(told['direction'])}” is no direction: outgoing or incoming.")
    incoming = text.startswith("in") or (not text and outcome is Outcome.REPLY_RECEIVED)
    if incoming or plain(told["channel"]) == "inboundemail":
        return Direction.INCOMING
    return Direction.OUTGOING


@lru_cache(4096)
def issues_of(text: str, position: str) -> tuple[IssueAsk, ...]:
    """Read ISSUE[:ASK][=POSITION]; … as our own table has it, or the names of issues."""
    found = []
    for part in filter(None, map(str.strip, text.split(";"))):
        name, _, own = part.partition("=")
        issue, _, ask = name.partition(":")
        stand = (own or position).strip().casefold().replace(" ", "_")
        if stand and stand not in list(Position):
            raise RowError(f"“{shown(own or position)}” is no position.")
        found.append(IssueAsk(_slug(issue), _slug(ask), Position(stand) if stand else None))
    return tuple(dict.fromkeys(found))


def parts_of(text: str) -> tuple[str, ...]:
    """Return what a cell lists with semicolons."""
    return tuple(text.split(";")) if text else ()


@lru_cache(4096)
def _slug(text: str) -> str:
    text = text.strip()
    return text if not text or re.fullmatch(r"[a-z0-9_-]{1,100}", text) else slug(text)


def minutes_of(text: str) -> int | None:
    """Return a number of minutes, None for an empty cell; raises RowError."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,5})(?:\.0+)?\s*(?:m|min|mins|minutes?)?\.?", text.casefold())
    if not found:
        raise RowError(f"“{shown(text)}” is no number of minutes.")
    return int(found[1])


def moment_of(text: str, now: datetime) -> tuple[datetime, str]:
    """Return the moment, and how it was told: the same text on every machine."""
    told = _moment(text)
    try:
        when = told.astimezone()
    except (ValueError, OverflowError, OSError):
        raise RowError(f"“{shown(text)}” is no day that can be read.") from None
    if told.tzinfo is not None:
        return told, told.isoformat()
    # A day alone means its noon, and today's noon may still come.
    if told.time() == time(12) and when > now and when.date() == now.date():
        when = now.replace(second=0, microsecond=0)
    return when, told.isoformat()


@lru_cache(4096)
def _moment(text: str) -> datetime:
    typed = " ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text).replace(" at ", " ").split())
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        pass
    else:
        return found if re.search(r"\d:?\d", typed[10:]) else datetime.combine(found, time(12))
    for day in _DAYS:
        for form in ("", *_TIMES):
            try:
                found = datetime.strptime(typed, f"{day} {form}".strip())  # noqa: DTZ007
            except ValueError:
                continue
            return found if form else datetime.combine(found, time(12))
    raise RowError(f"“{shown(text)}” is no day that can be read." if text else "No day.")

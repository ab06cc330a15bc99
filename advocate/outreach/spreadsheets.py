"""Tables that other programs and people keep, read as contacts: ours, spreadsheets, CiviCRM."""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import lru_cache
from typing import NamedTuple, TypeVar

from advocate.errors import AdvocateError, StoreError, shown
from advocate.issues.records import Position
from advocate.outreach.drafts import clean_draft
from advocate.outreach.exchange import REVISION, Object
from advocate.outreach.records import Channel, ContactDraft, Direction, IssueAsk, Outcome
from advocate.outreach.store.rows import fields_of, moment
from advocate.text import clean_line, fold, slug

# What a heading may be called, beside our own name for it; compared without case and signs.
_HEADINGS = {
    "when": "when date day datetime dateandtime timestamp contactdate activitydate",
    "channel": "channel type method how contacttype contactmethod activitytype",
    "direction": "direction",
    "outcome": "outcome result status disposition activitystatus",
    "senator": "senator legislator official target withcontact withcontacttarget withcontacts",
    "senator_name": "senatorname",
    "office": "office",
    "office_label": "officelabel city officecity location",
    "number": "number phone phonenumber fax",
    "issues": "issues issue topic topics campaign about",
    "position": "position stand stance",
    "minutes": "minutes duration length min mins",
    "staffer": "staffer staff staffname staffername spokewith spoketo",
    "staffer_role": "stafferrole role stafftitle",
    "words": "words quote response whattheysaid",
    "subject": "subject",
    "note": "note notes comment comments details",
    "thread": "thread",
    "tags": "tags tag",
    "documents": "documents",
    "member": "member addedby volunteer caller sourcecontact",
    "practice": "practice",
    "uid": "uid",
}
_BY_HEADING = {each: name for name, several in _HEADINGS.items() for each in several.split()}
_REQUIRED = ("when", "channel", "senator")

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
    Outcome.SKIPPED: "skipped cancelled canceled noshow notrequired",
}
_DONE = frozenset({"completed", "complete", "done", "yes"})
_PLANNED = frozenset({"scheduled", "planned", "available", "pending"})
_IN_PERSON = frozenset({Channel.VISIT, Channel.MEETING, Channel.TOWN_HALL, Channel.RALLY})
_BIOGUIDE = re.compile(r"[A-Z]\d{6}")
_QUOTED = re.compile(r"\A'(?=[=+\-@\t\r'])")  # what keeps a spreadsheet from reading a formula
_DAYS = ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_TIMES = ("%I:%M %p", "%I:%M:%S %p", "%H:%M", "%H:%M:%S", "%I:%M%p")
_ENCODER = json.JSONEncoder(sort_keys=True)
_Kind = TypeVar("_Kind")
_NAMED = 20  # rejected rows that are kept to be named


class _RowError(Exception):
    """A row cannot be logged; the message says why."""


@dataclass(slots=True)
class Table:
    """A table under way: its contacts when iterated over, and what came of the rows so far.

    `senator` finds a senator's Bioguide id and name; `mapping` names headings by our own fields.
    """

    lines: Iterable[str]
    name: str
    mapping: Mapping[str, str]
    senator: Callable[[str], tuple[str, str]]
    now: datetime
    rows: int = 0
    rejected: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)  # the line, and why

    def __iter__(self) -> Iterator[Object]:
        return map(_as_object, self.drafts())

    def drafts(self) -> Iterator["Row"]:
        """Yield each row that can be logged.

        Raises StoreError for what is no table of contacts.
        """
        line = 0
        try:
            lines = iter(self.lines)
            first = next(lines, "")
            comma = max(",;\t", key=first.count)
            reader = csv.reader(_with(first, lines), delimiter=comma)
            columns = self._columns(next(reader, []))
            seen: Counter[bytes] = Counter()
            for cells in reader:
                line = reader.line_num
                if not any(cell.strip() for cell in cells):
                    continue
                self.rows += 1
                try:
                    told = {
                        name: _unquoted(cells[place].strip())
                        for name, place in columns.items()
                        if place < len(cells)
                    }
                    row = self._row(line, told, seen)
                except (_RowError, AdvocateError) as error:
                    self.rejected += 1
                    if len(self.reasons) < _NAMED:
                        self.reasons.append((line, str(error).removesuffix(" Nothing was logged.")))
                    continue
                yield row
        except UnicodeDecodeError:
            raise self._no_table("is not UTF-8 text: save it as “CSV UTF-8”") from None
        except csv.Error:
            raise self._no_table(f"is no table after line {line}") from None

    def _columns(self, headings: list[str]) -> dict[str, int]:
        """Return where each field stands; raises StoreError when there is too little."""
        places = {_plain(text): place for place, text in reversed(list(enumerate(headings)))}
        found: dict[str, int] = {}
        for heading, place in places.items():
            name = _BY_HEADING.get(heading)
            if name and (name not in found or heading == _plain(name)):
                found[name] = place
        for ours, theirs in self.mapping.items():
            if ours not in _HEADINGS:
                raise StoreError(
                    f"“{shown(ours)}” is no field of a contact. Nothing was changed.",
                    hint=f"Fields: {', '.join(_HEADINGS)}.",
                )
            if _plain(theirs) not in places:
                raise self._no_table(f"has no column “{shown(theirs)}”")
            place = places[_plain(theirs)]
            found = {name: other for name, other in found.items() if other != place}
            found[ours] = place
        missing = [name for name in _REQUIRED if name not in found]
        if missing:
            raise self._no_table(f"has no column for: {', '.join(missing)}")
        # Only our own tables have an office's id; elsewhere it is its name.
        if "office" in found and "office_label" not in found:
            found["office_label"] = found.pop("office")
        return found

    def _no_table(self, what: str) -> StoreError:
        return StoreError(
            f"{shown(self.name, limit=200)} {what}. Nothing was changed.",
            hint="Name its columns with --map, for example --map when='Date of call'.",
        )

    def _row(self, line: int, told: dict[str, str], seen: Counter[bytes]) -> "Row":
        when, plain_when = _when(told["when"], self.now)
        channel = _channel(told["channel"])
        outcome = _outcome(told.get("outcome", ""), channel)
        bioguide, name = told["senator"], clean_line(told.get("senator_name", ""))
        if not (_BIOGUIDE.fullmatch(bioguide) and name):
            bioguide, name = self.senator(bioguide or name)
        texts = ("staffer", "staffer_role", "words", "thread", "number", "member")
        draft = clean_draft(
            ContactDraft(
                when=when,
                channel=channel,
                outcome=outcome,
                direction=_direction(told, outcome),
                senator=bioguide,
                senator_name=name,
                office=clean_line(told.get("office", "")),
                office_label=clean_line(told.get("office_label", "")),
                issues=_issues(told.get("issues", ""), told.get("position", "")),
                minutes=_minutes(told.get("minutes", "")),
                note="\n\n".join(filter(None, (told.get("subject"), told.get("note")))),
                tags=_parts(told.get("tags", "")),
                documents=_parts(told.get("documents", "")),
                practice=told.get("practice", "").casefold() in ("true", "yes", "1", "x"),
                **{name: told[name] for name in texts if name in told},
            ),
            now=self.now,
        )
        content = _content(draft)
        key = _ENCODER.encode(content | {"when": plain_when})
        given = _checked_uid(told.get("uid", ""))
        if given:
            return Row(line, given, _hashed(f"{given}\n{key}".encode()), draft, content)
        uid = _uid(key, seen)
        return Row(line, uid, uid, draft, content)


class Row(NamedTuple):
    """A row that can be logged: its line, its contact's identity and its revision's, what it says.

    `content` is the draft once more, as an export has it.
    """

    line: int
    uid: str
    revision: str
    draft: ContactDraft
    content: Object


def _with(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


@lru_cache(4096)
def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", fold(text))


def _one_of(known: Mapping[_Kind, str], text: str, what: str) -> _Kind:
    wanted = _plain(text)
    for kind, names in known.items():
        if wanted and wanted in names.split():
            return kind
    raise _RowError(f"“{shown(text)}” is no {what} that is known here." if text else f"No {what}.")


@lru_cache(4096)
def _channel(text: str) -> Channel:
    return _one_of(_CHANNELS, text, "way of contact")


@lru_cache(4096)
def _outcome(text: str, channel: Channel) -> Outcome:
    plain = _plain(text)
    if plain in _PLANNED:
        raise _RowError("It has not happened yet.")
    if plain in _DONE or (not plain and channel is not Channel.CALL):
        if channel is Channel.CALL:
            return Outcome.SPOKE
        return Outcome.MEETING_HELD if channel in _IN_PERSON else Outcome.SENT
    return _one_of(_OUTCOMES, text, "outcome")


def _direction(told: Mapping[str, str], outcome: Outcome) -> Direction:
    text = _plain(told.get("direction", ""))
    if text not in ("", "outgoing", "outbound", "out", "incoming", "inbound", "in"):
        raise _RowError(f"“{shown(told['direction'])}” is no direction: outgoing or incoming.")
    incoming = text.startswith("in") or (not text and outcome is Outcome.REPLY_RECEIVED)
    return (
        Direction.INCOMING
        if incoming or _plain(told["channel"]) == "inboundemail"
        else (Direction.OUTGOING)
    )


@lru_cache(4096)
def _issues(text: str, position: str) -> tuple[IssueAsk, ...]:
    """Read ISSUE[:ASK][=POSITION]; … as our own table has it, or the names of issues."""
    found = []
    for part in filter(None, map(str.strip, text.split(";"))):
        name, _, own = part.partition("=")
        issue, _, ask = name.partition(":")
        stand = (own or position).strip().casefold().replace(" ", "_")
        if stand and stand not in list(Position):
            raise _RowError(f"“{shown(own or position)}” is no position.")
        found.append(IssueAsk(_slug(issue), _slug(ask), Position(stand) if stand else None))
    return tuple(dict.fromkeys(found))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


@lru_cache(4096)
def _slug(text: str) -> str:
    text = text.strip()
    return text if not text or re.fullmatch(r"[a-z0-9_-]{1,100}", text) else slug(text)


def _minutes(text: str) -> int | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,5})(?:\.0+)?\s*(?:m|min|mins|minutes?)?\.?", text.casefold())
    if not found:
        raise _RowError(f"“{shown(text)}” is no number of minutes.")
    return int(found[1])


def _when(text: str, now: datetime) -> tuple[datetime, str]:
    """Return the moment, and how it was told: the same text on every machine."""
    told = _moment(text)
    try:
        when = told.astimezone()
    except (ValueError, OverflowError, OSError):
        raise _RowError(f"“{shown(text)}” is no day that can be read.") from None
    if told.tzinfo is not None:
        return told, told.isoformat()
    # A day alone means its noon, and today's noon may still come.
    if told.time() == time(12) and when > now and when.date() == now.date():
        when = now.replace(second=0, microsecond=0)
    return when, told.isoformat()


@lru_cache(4096)
def _moment(text: str) -> datetime:
    plain = " ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text).replace(" at ", " ").split())
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        pass
    else:
        return found if re.search(r"\d:?\d", plain[10:]) else datetime.combine(found, time(12))
    for day in _DAYS:
        for form in ("", *_TIMES):
            try:
                found = datetime.strptime(plain, f"{day} {form}".strip())  # noqa: DTZ007
            except ValueError:
                continue
            return found if form else datetime.combine(found, time(12))
    raise _RowError(f"“{shown(text)}” is no day that can be read." if text else "No day.")


def _unquoted(cell: str) -> str:
    return _QUOTED.sub("", cell, count=1) if cell.startswith("'") else cell


def _checked_uid(text: str) -> str:
    if text and not re.fullmatch(r"[\w.-]{1,100}", text):
        raise _RowError("Its uid is none.")
    return text


def _uid(key: str, seen: Counter[bytes]) -> str:
    """Return an identity that the same row has each time; equal rows are told apart by number."""
    digest = hashlib.sha256(key.encode()).digest()[:16]
    seen[digest] += 1
    return _hashed(digest + str(seen[digest]).encode())


def _hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _content(draft: ContactDraft) -> Object:
    told = fields_of(draft) | {
        "when": draft.when.isoformat(),
        "issues": [
            {"issue": a.issue, "ask": a.ask, "position": a.position.value if a.position else ""}
            for a in draft.issues
        ],
    }
    for name in ("channel", "direction", "outcome"):
        told[name] = told[name].value
    for name in ("tags", "documents"):
        told[name] = list(told[name])
    return told


def _as_object(row: Row) -> Object:
    """Return a contact as an export has it: logged when it was made, for want of better."""
    told = row.content | {
        "uid": row.revision,
        "made": moment(row.draft.when),
        "withdrawn": False,
        "cut": 0,
    }
    return {
        "uid": row.uid,
        "created": row.content["when"],
        "purged": "",
        "revisions": [{name: told[name] for name in REVISION}],
        "follow_ups": [],
    }

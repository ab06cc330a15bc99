"""Tables that other programs and people keep, read as contacts: ours, spreadsheets, CiviCRM."""

import codecs
import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, NamedTuple

from advocate.errors import AdvocateError, StoreError, shown
from advocate.outreach.cells import plain_cell
from advocate.outreach.drafts import clean_draft
from advocate.outreach.endings import fits
from advocate.outreach.exchange import Object
from advocate.outreach.records import ContactDraft, fields_of, moment
from advocate.outreach.spreadsheet_cells import (
    RowError,
    channel_of,
    direction_of,
    headings_words,
    issues_of,
    minutes_of,
    moment_of,
    outcome_of,
    parts_of,
    plain,
    without_markup,
)
from advocate.outreach.store.tally import Tally
from advocate.text import clean_line

# What a heading may be called, beside our own name for it; compared without case and signs.
_HEADINGS = {
    "when": "when date day datetime dateandtime timestamp contactdate activitydate",
    "channel": "channel type method how contacttype contactmethod activitytype",
    "direction": "direction",
    "outcome": "outcome result status disposition activitystatus",
    "senator": "senator legislator official target withcontact withcontacttarget withcontacts "
    "targetcontact targetcontacts",
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

_BIOGUIDE = re.compile(r"[A-Z]\d{6}")
_ENCODER = json.JSONEncoder(sort_keys=True)
_AS_TEXT = "Save the table as “CSV UTF-8” in your spreadsheet program, and import that file."
_NAMED = 20  # rejected rows that are kept to be named


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a table: UTF-8, or Windows-1252 as older programs write it.

    The file is read once, and stands at its beginning again.
    """
    utf_8 = codecs.getincrementaldecoder("utf-8")()
    found = "utf-8-sig"
    more = True
    while more:
        data = file.read(1 << 16)
        more = bool(data)
        try:
            utf_8.decode(data, final=not more)  # the end may come within a letter
        except UnicodeDecodeError:
            found = "cp1252"
        if b"\0" in data:  # no text at all, or UTF-16
            found = "utf-8-sig"
            break
    file.seek(0)
    return found


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
    line: int = 0
    rows: int = 0
    rejected: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)  # the line, and why
    unfit: int = 0  # rows of which the outcome is none of their channel's: kept as told
    unfit_lines: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[Object]:
        return map(_as_object, self.drafts())

    def drafts(self) -> Iterator["Row"]:
        """Yield each row that can be logged.

        Raises StoreError for what is no table of contacts.
        """
        try:
            lines = iter(self.lines)
            first = next(lines, "")
            if not first:
                raise self._no_table("is empty", hint="Name a file that holds a table.")
            if "\0" in first:
                raise self._no_table("is no text", hint=_AS_TEXT)
            comma = max(",;\t", key=first.count)
            reader = csv.reader(_with(first, lines), delimiter=comma)
            columns = self._columns(next(reader, []))
            with Tally() as seen:
                for cells in reader:
                    self.line = reader.line_num
                    if any(cell.strip() for cell in cells):
                        self.rows += 1
                        yield from self._row(cells, columns, seen)
        except UnicodeDecodeError:
            raise self._no_table("is not UTF-8 text", hint=_AS_TEXT) from None
        except csv.Error:
            raise self._no_table(f"is no table after line {self.line}", hint=_AS_TEXT) from None

    def _columns(self, headings: list[str]) -> dict[str, int]:
        """Return where each field stands; raises StoreError when there is too little."""
        places = {plain(text): place for place, text in reversed(list(enumerate(headings)))}
        found: dict[str, int] = {}
        for heading, place in places.items():
            name = _BY_HEADING.get(heading)
            if name and (name not in found or heading == plain(name)):
                found[name] = place
        for ours, theirs in self.mapping.items():
            if ours not in _HEADINGS:
                raise StoreError(
                    f"“{shown(ours)}” is no field of a contact. Nothing was changed.",
                    hint=f"Fields: {', '.join(_HEADINGS)}.",
                )
            if plain(theirs) not in places:
                raise self._no_table(
                    f"has no column “{shown(theirs)}”", hint=headings_words(headings)
                )
            place = places[plain(theirs)]
            found = {name: other for name, other in found.items() if other != place}
            found[ours] = place
        missing = [name for name in _REQUIRED if name not in found]
        if missing:
            example = " ".join(f"--map {name}='HEADING'" for name in missing)
            raise self._no_table(
                f"has no column for: {', '.join(missing)}",
                hint=f"Say which column it is:  {example}\n{headings_words(headings)}",
            )
        # Only our own tables have an office's id; elsewhere it is its name.
        if "office" in found and "office_label" not in found:
            found["office_label"] = found.pop("office")
        return found

    def _no_table(self, what: str, *, hint: str) -> StoreError:
        return StoreError(f"{shown(self.name, limit=200)} {what}. Nothing was changed.", hint=hint)

    def _row(self, cells: list[str], columns: dict[str, int], seen: Tally) -> Iterator["Row"]:
        """Yield what a row says, or nothing when it cannot be logged."""
        try:
            told = {
                name: plain_cell(cells[place].strip())
                for name, place in columns.items()
                if place < len(cells)
            }
            draft, plain_when = self._draft(told)
            given = _checked_uid(told.get("uid", ""))
        except (RowError, AdvocateError) as error:
            self.rejected += 1
            if len(self.reasons) < _NAMED:
                reason = str(error).removesuffix(" Nothing was logged.")
                self.reasons.append((self.line, reason))
            return
        self._look_at(draft)
        content = _content(draft)
        key = _ENCODER.encode(content | {"when": plain_when}).encode()
        if given:
            revision = _hashed(given.encode() + b"\n" + key)
        else:
            given = revision = _uid(key, seen)
        if "uid" not in columns and (note := without_markup(draft.note)) != draft.note:
            # Only now: as the table tells it, it is the same row as when it was imported before.
            draft = replace(draft, note=note)
            content = _content(draft)
        yield Row(self.line, given, revision, draft, content)

    def _look_at(self, draft: ContactDraft) -> None:
        """Note a row that says what cannot be: it is another's word, and is not ours to mend."""
        if not fits(draft.channel, draft.outcome):
            self.unfit += 1
            if self.unfit <= _NAMED:
                self.unfit_lines.append(self.line)

    def _draft(self, told: dict[str, str]) -> tuple[ContactDraft, str]:
        """Return the contact that a row tells, and its moment as it was told."""
        when, plain_when = moment_of(told["when"], self.now)
        channel = channel_of(told["channel"])
        outcome = outcome_of(told.get("outcome", ""), channel)
        bioguide, name = told["senator"], clean_line(told.get("senator_name", ""))
        if not (_BIOGUIDE.fullmatch(bioguide) and name):
            bioguide, name = self.senator(bioguide or name)
        texts = ("staffer", "staffer_role", "words", "thread", "number", "member")
        draft = clean_draft(
            ContactDraft(
                when=when,
                channel=channel,
                outcome=outcome,
                direction=direction_of(told, outcome),
                senator=bioguide,
                senator_name=name,
                office=clean_line(told.get("office", "")),
                office_label=clean_line(told.get("office_label", "")),
                issues=issues_of(told.get("issues", ""), told.get("position", "")),
                minutes=minutes_of(told.get("minutes", "")),
                note="\n\n".join(filter(None, (told.get("subject"), told.get("note")))),
                tags=parts_of(told.get("tags", "")),
                documents=parts_of(told.get("documents", "")),
                practice=told.get("practice", "").casefold() in ("true", "yes", "1", "x"),
                **{name: told[name] for name in texts if name in told},
            ),
            now=self.now,
        )
        return draft, plain_when


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


def _checked_uid(text: str) -> str:
    if text and not re.fullmatch(r"[\w.-]{1,100}", text):
        raise RowError("Its uid is none.")
    return text


def _uid(key: bytes, seen: Tally) -> str:
    """Return an identity that the same row has each time; equal rows are told apart by number."""
    digest = hashlib.sha256(key).digest()[:16]
    return _hashed(digest + str(seen.add(digest)).encode())


def _hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _content(draft: ContactDraft) -> Object:
    told = fields_of(draft)
    told["when"] = draft.when.isoformat()
    told["issues"] = [
        {"issue": a.issue, "ask": a.ask, "position": a.position.value if a.position else ""}
        for a in draft.issues
    ]
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
        "revisions": [told],
        "follow_ups": [],
    }

"""A filled-in report-back form: its labels, and reading it back from a text file."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time

from advocate.errors import ReportError, StoreError, shown
from advocate.issues.records import Position
from advocate.outreach.promises import day_of, ends_with_day, read_promise, unread_day
from advocate.outreach.records import FollowUpDraft, Promise
from advocate.text import clean_line, clean_paragraphs, fold

MOST_BYTES = 64_000
STAFFER_LIMIT = 200

# The labels of the form, in its order. What stands behind one goes up to the next.
LABELS = (
    "Senator",
    "Issue",
    "Office",
    "Date",
    "Time",
    "Minutes",
    "Who met us",
    "Who went",
    "How many came",
    "Position before",
    "Position after",
    "Their exact words",
    "Their concerns",
    "Their questions",
    "They promised",
    "We promised",
    "Materials left",
    "Follow-up date",
    "Impressions",
)
# What has a place of its own in the log; the rest goes into the note.
_OWN = ("Senator", "Issue", "Office", "Date", "Time", "Minutes", "Position after")
_NEEDED = {
    "Senator": "Senator: Schumer",
    "Issue": "Issue: town-hall",
    "Date": "Date: 2026-11-20",
}
# What a form may have behind its label before anybody fills it in, beside what has its own place.
_PRINTED = ("Who went", "Position before")


@dataclass(frozen=True, slots=True)
class Report:
    """What a form tells of a meeting. Empty text and None: not told.

    `rest` holds each further answer with its label.
    """

    senator: str
    issue: str
    day: date
    hour: time | None = None
    office: str = ""
    minutes: int | None = None
    staffer: str = ""
    position: Position | None = None
    words: str = ""
    rest: tuple[tuple[str, str], ...] = ()

    @property
    def tells(self) -> bool:
        """Say whether it tells of what happened: when and who are on the form already."""
        answered = any(label not in _PRINTED for label, _ in self.rest)
        return answered or bool(self.minutes or self.staffer or self.position or self.words)

    @property
    def note(self) -> str:
        """The further answers as one note, a paragraph each; promises are follow-ups instead."""
        told = ((label, answer) for label, answer in self.rest if label not in _PROMISES)
        return "\n\n".join(f"{label}: {answer}" for label, answer in told)

    @property
    def promises(self) -> tuple[FollowUpDraft, ...]:
        """What was promised, and the day to come back to it."""
        found = []
        for label, answer in self.rest:
            if label == "Follow-up date":
                day = day_of(answer, today=self.day)
                text = "Follow up on the meeting" if day else f"Follow up: {clean_line(answer)}"
                found.append(FollowUpDraft(promise=Promise.FOLLOW_UP, text=text, due=day))
            elif label in _PROMISES:
                found += [_promise(part, _PROMISES[label], self.day) for part in _parts(answer)]
        return tuple(found)

    @property
    def unread_days(self) -> tuple[str, ...]:
        """What stands where a day is told and is none: these promises have no day."""
        found = []
        for label, answer in self.rest:
            if label == "Follow-up date":
                found += [] if day_of(answer, today=self.day) else [clean_line(answer)]
            elif label in _PROMISES:
                found += [unread_day(part, today=self.day) for part in _parts(answer)]
        return tuple(day for day in found if day)


_PROMISES = {
    "They promised": Promise.THEIRS,
    "We promised": Promise.OURS,
    "Follow-up date": Promise.FOLLOW_UP,
}


def _parts(answer: str) -> list[str]:
    """Return what a person wrote below each other, or parted by semicolons, one by one."""
    return [part for part in (clean_line(one) for one in re.split(r"\n\n|;", answer)) if part]


def _promise(text: str, promise: Promise, day: date) -> FollowUpDraft:
    try:
        return read_promise(text, promise, today=day)
    except StoreError:  # a day that cannot be read stays in the text
        return FollowUpDraft(promise=promise, text=text)


def decode_report(data: bytes) -> str:
    """Return a file's text; raises ReportError for what is too long, or no plain text."""
    if len(data) > MOST_BYTES:
        raise ReportError(f"The file is longer than {MOST_BYTES // 1000} kB: that is no report.")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # Notepad's “Unicode”
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-16" if wide else "utf-8-sig")
        if "\0" not in text and not data.startswith((b"%PDF-", b"{\\rtf")):
            return text
    raise ReportError(
        "The file is not plain text in UTF-8.", hint="Save it as plain text (.txt) in UTF-8."
    )


def read_report(text: str) -> Report:
    """Return what a filled-in form tells; raises ReportError naming what cannot be read."""
    answers = _answers(text)
    missing = [f"“{label}:”" for label in _NEEDED if not answers.get(label)]
    if missing:
        first = next(label for label in _NEEDED if not answers.get(label))
        raise ReportError(
            f"The report has nothing after {' and '.join(missing)}.",
            hint=f"Write it behind the colon, in the same line, as in “{_NEEDED[first]}”.",
        )
    met = answers.get("Who met us", "")
    staffer = met if len(met) <= STAFFER_LIMIT and "\n" not in met else ""
    words = answers.get("Their exact words", "")
    kept = {*_OWN, "Their exact words", *(["Who met us"] if staffer else [])}
    return Report(
        senator=clean_line(answers["Senator"]),
        issue=clean_line(answers["Issue"]),
        day=_day(answers["Date"]),
        hour=_hour(answers.get("Time", "")),
        office=clean_line(answers.get("Office", "")),
        minutes=_minutes(answers.get("Minutes", "")),
        staffer=staffer,
        position=_position(answers.get("Position after", "")),
        words=words,
        rest=tuple(
            (name, answers[name]) for name in LABELS if name not in kept and name in answers
        ),
    )


# A label stands at the beginning of a line, perhaps with a hint in parentheses.
_LABEL = re.compile(r"\s*([A-Za-z][A-Za-z' -]{2,30}?)\s*(?:\([^()]*\)\s*)?:(.*)")
# "== The meeting ==" parts the form for the eye, and a line of underscores was to write on.
_MARK = re.compile(r"\s*(?:={2,}.*={2,}|={3,}|_+)\s*")


def _answers(text: str) -> dict[str, str]:
    """Return each label's answer, cleaned; empty ones are left out."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if _MARK.fullmatch(line):
            lines.append("")
            continue
        label, rest = _label(line, number, begun=bool(found))
        if not label:
            lines.append(line)
        elif label in found:
            raise ReportError(f"Line {number}: “{label}:” stands in the report twice.", hint=_QUOTE)
        else:
            lines = found[label] = [rest]
    told = {label: _cleaned(label, lines) for label, lines in found.items()}
    return {label: answer for label, answer in told.items() if answer.strip("_ ")}


def _cleaned(label: str, lines: list[str]) -> str:
    """Return an answer's paragraphs; of promises, one below the other, each is a paragraph.

    One begins with a dash, after an empty line, or where the one before has come to its day.
    """
    if label not in _PROMISES:
        return clean_paragraphs("\n".join(lines))
    parts: list[str] = [""]
    for line in lines:
        dash = _DASH.match(line)
        if dash or not line.strip() or ends_with_day(clean_line(parts[-1])):
            parts.append("")
        parts[-1] += f" {line[dash.end() :] if dash else line}"
    return "\n\n".join(part for part in map(clean_line, parts) if part)


_DASH = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_QUOTE = "A line that belongs to an answer may begin with “- ”: then it is read as no label."


def _label(line: str, number: int, *, begun: bool) -> tuple[str, str]:
    """Return the label that a line begins with, and what follows it; none for other lines.

    Raises ReportError for what looks like a label misspelt, once the first one has `begun`.
    """
    match = _LABEL.fullmatch(line)
    if not match:
        return "", ""
    known = {_folded(label): label for label in LABELS}
    typed = _folded(match[1])
    if typed in known:
        return known[typed], match[2]
    from difflib import get_close_matches

    near = get_close_matches(typed, known, n=1, cutoff=0.72)
    if near and begun:
        raise ReportError(
            f"Line {number}: “{shown(match[1])}:” is no label of the form; "
            f"did you mean “{known[near[0]]}:”?",
            hint=_QUOTE,
        )
    return "", ""


def _folded(label: str) -> str:
    return fold(label.replace("-", " "))


def _day(text: str) -> date:
    typed = clean_line(text).replace(",", " ").split()
    if len(typed) == 4:  # "Thursday, December 3, 2026"
        typed = typed[1:]
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%B %d %Y"):
        with suppress(ValueError):
            return datetime.strptime(" ".join(typed), form).date()  # noqa: DTZ007
    raise ReportError(
        f"“Date: {shown(text)}” is not a day.", hint="Write 2026-11-24 or 11/24/2026."
    )


def _hour(text: str) -> time | None:
    typed = clean_line(text).upper().replace(".", "").replace("NOON", "12 PM")
    if not typed:
        return None
    for form in ("%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"):
        with suppress(ValueError):
            return datetime.strptime(typed, form).time()  # noqa: DTZ007
    raise ReportError(f"“Time: {shown(text)}” is not a time.", hint="Write 14:30 or 2:30 p.m.")


def _minutes(text: str) -> int | None:
    digits = re.fullmatch(r"(\d{1,4})\s*(?:min\w*\.?)?", clean_line(text), re.ASCII)
    if digits:
        return int(digits[1])
    if not clean_line(text):
        return None
    raise ReportError(
        f"“Minutes: {shown(text)}” is not a number.", hint="Write a number, such as 20."
    )


_POSITIONS = {
    "supports": Position.SUPPORTS,
    "support": Position.SUPPORTS,
    "leans support": Position.LEANS_SUPPORT,
    "leans toward": Position.LEANS_SUPPORT,
    "leans for": Position.LEANS_SUPPORT,
    "undecided": Position.UNDECIDED,
    "leans oppose": Position.LEANS_OPPOSE,
    "leans against": Position.LEANS_OPPOSE,
    "opposes": Position.OPPOSES,
    "oppose": Position.OPPOSES,
    "unknown": Position.UNKNOWN,
    "not known": Position.UNKNOWN,
    "not known yet": Position.UNKNOWN,
}


def _position(text: str) -> Position | None:
    typed = _folded(clean_line(text).replace("_", " ").strip(".")).removesuffix(" it")
    if not typed:
        return None
    if typed in _POSITIONS:
        return _POSITIONS[typed]
    words = ", ".join(position.value.replace("_", " ") for position in Position)
    raise ReportError(
        f"“Position after: {shown(text)}” is none of the positions.",
        hint=f"Write one of: {words}. What they said goes behind “Their exact words:”.",
    )

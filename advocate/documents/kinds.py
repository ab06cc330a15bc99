"""The kinds of document and the formats they come in."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of document; the value is its command, its template folder and its file name."""

    SCRIPT = "script"
    VOICEMAIL = "voicemail"
    LETTER = "letter"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class KindInfo:
    """How a kind is named, which file it makes, by which channel it goes, what to do with it."""

    label: str
    file_stem: str
    channel: str
    use: str


KINDS: dict[Kind, KindInfo] = {
    Kind.SCRIPT: KindInfo(
        "Call script", "1-call-script", "call", "Call first: five minutes, read it aloud once."
    ),
    Kind.VOICEMAIL: KindInfo(
        "Voicemail script", "2-voicemail-script", "call", "If nobody answers, leave this message."
    ),
    Kind.LETTER: KindInfo(
        "Letter", "3-letter", "letter", "Add your own paragraph, sign it, mail it or hand it over."
    ),
    Kind.BRIEF: KindInfo(
        "Meeting brief",
        "4-meeting-brief",
        "meeting",
        "For you and your group: what to say, who says it. Not for the office.",
    ),
}


class Format(StrEnum):
    """A file format; the value is also the file's extension."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


# What a kit holds of each document: to read, to look at, to change, to print.
KIT_FORMATS = (Format.TXT, Format.HTML, Format.DOCX, Format.PDF)

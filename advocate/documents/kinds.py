"""The kinds of document, their variants, what a kit holds of them, and the formats they come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """A kind of document; the value is its command and its template folder."""

    SCRIPT = "script"
    VOICEMAIL = "voicemail"
    WEBFORM = "webform"
    LETTER = "letter"
    ENVELOPE = "envelope"
    FAX = "fax-cover"
    POSTCARD = "postcard"
    REQUEST = "meeting-request"
    BRIEF = "brief"
    LEAVE_BEHIND = "leave-behind"
    REPORT = "report-back"
    THANKS = "thank-you"
    EVENT = "event-kit"
    CARDS = "cards"
    ALERT = "alert"


class Page(StrEnum):
    """What a kind is printed on."""

    SHEET = "sheet"  # US Letter, or A4
    ENVELOPE = "envelope"  # #10, 9.5 × 4.125 in
    POSTCARDS = "postcards"  # four to a sheet
    CARDS = "cards"  # ten to a sheet, front and back


@dataclass(frozen=True, slots=True)
class KindInfo:
    """How a kind is named, when it is used, by which channel it goes, what to do with it.

    `variants` maps a template's name to its label; "default" comes first. The label follows the
    kind's, or with a capital takes its place: disappointment must not be titled a thank-you. `kit`
    names the variants that a kit holds. A `shared` kind is made once for both senators. `pages` is
    the most it may have, 0 for any number.
    """

    order: int
    label: str
    stem: str
    channel: str
    use: str
    variants: Mapping[str, str] = field(default_factory=lambda: {"default": ""})
    kit: tuple[str, ...] = ("default",)
    page: Page = Page.SHEET
    shared: bool = False
    pages: int = 0


KINDS: dict[Kind, KindInfo] = {
    Kind.SCRIPT: KindInfo(
        1,
        "Call script",
        "call-script",
        "call",
        "Call first: five minutes, read it aloud once.",
        variants={
            "default": "",
            "relay": "by 711 relay",
            "several": "several issues",
            "guided": "step by step",
        },
    ),
    Kind.VOICEMAIL: KindInfo(
        2,
        "Voicemail script",
        "voicemail-script",
        "call",
        "If nobody answers, leave this message.",
    ),
    Kind.WEBFORM: KindInfo(
        3,
        "Web-form sheet",
        "web-form",
        "web-form",
        "For the senator's own form: what to write in each field. You paste; nothing is sent.",
    ),
    Kind.LETTER: KindInfo(
        4,
        "Letter",
        "letter",
        "letter",
        "Add your own paragraph, sign it, mail it or hand it over.",
        pages=1,
    ),
    Kind.ENVELOPE: KindInfo(
        5,
        "Envelope",
        "envelope",
        "letter",
        "A #10 envelope for the letter, if yours has no window.",
        page=Page.ENVELOPE,
        pages=1,
    ),
    Kind.FAX: KindInfo(
        6, "Fax cover", "fax-cover", "fax", "The first page, if you fax the letter.", pages=1
    ),
    Kind.POSTCARD: KindInfo(
        7,
        "Postcards",
        "postcards",
        "postcard",
        "Four to a sheet of card stock: print on both sides, cut, sign, stamp.",
        page=Page.POSTCARDS,
    ),
    Kind.REQUEST: KindInfo(
        8,
        "Meeting request",
        "meeting-request",
        "email",
        "To the scheduler, two to four weeks ahead; the phone version follows it up.",
        variants={"default": "letter", "phone": "by phone"},
        kit=("default", "phone"),
        pages=1,
    ),
    Kind.BRIEF: KindInfo(
        9,
        "Meeting brief",
        "meeting-brief",
        "meeting",
        "For you and your group: what to say, who says it. Not for the office.",
        variants={
            "default": "leader's copy",
            "participant": "participant's copy",
            "pocket": "pocket card",
        },
        kit=("default", "participant", "pocket"),
    ),
    Kind.LEAVE_BEHIND: KindInfo(
        10,
        "Leave-behind",
        "leave-behind",
        "meeting",
        "For the office to keep: hand it over at the end.",
        pages=2,
    ),
    Kind.REPORT: KindInfo(
        11,
        "Report-back form",
        "report-back",
        "meeting",
        "Fill it in before you leave the building; the text version can be read into the log.",
        variants={"default": "", "event": "after an event"},
    ),
    Kind.THANKS: KindInfo(
        12,
        "Thank-you",
        "thank-you",
        "letter",
        "Within two days, whatever they said.",
        variants={
            "default": "after a meeting",
            "staffer": "to the staffer",
            "vote": "for a vote or statement",
            "disappointment": "Letter after a vote against",
        },
        pages=1,
    ),
    Kind.EVENT: KindInfo(
        13,
        "Event kit",
        "event-kit",
        "visit",
        "A plan for a visit, a rally or a town hall at the office.",
        variants={"default": "visit", "rally": "rally", "town-hall": "town hall"},
    ),
    Kind.CARDS: KindInfo(
        14,
        "Wallet cards",
        "wallet-cards",
        "call",
        "Print on both sides, cut, hand out.",
        page=Page.CARDS,
        shared=True,
    ),
    Kind.ALERT: KindInfo(
        15,
        "Alert",
        "alert",
        "email",
        "The actions for this week, to pass on to friends.",
        variants={"default": "", "file": "for one reader"},
        shared=True,
        pages=1,
    ),
}


class Piece(NamedTuple):
    """One document to make: a kind in one of its variants."""

    kind: Kind
    variant: str = "default"

    @property
    def label(self) -> str:
        """The kind's name, with the variant's where it has one."""
        own = KINDS[self.kind].variants.get(self.variant, "")
        if own[:1].isupper():
            return own
        return f"{KINDS[self.kind].label}, {own}" if own else KINDS[self.kind].label

    @property
    def stem(self) -> str:
        """The beginning of its file's name: the order of use, the kind, the variant."""
        info = KINDS[self.kind]
        variant = "" if self.variant == "default" else f"-{self.variant}"
        return f"{info.order:02d}-{info.stem}{variant}"


def kit_pieces(kinds: tuple[Kind, ...] = tuple(Kind)) -> tuple[Piece, ...]:
    """Return what a kit of these kinds holds, in the order of use."""
    return tuple(Piece(kind, variant) for kind in kinds for variant in KINDS[kind].kit)


class Format(StrEnum):
    """A file format; the value is also the file's extension."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    PNG = "png"  # a picture for a phone's screen: of cards alone
    EML = "eml"  # an e-mail to open and address: of alerts alone


# What any kind can be written as.
DOCUMENT_FORMATS = (Format.TXT, Format.MD, Format.HTML, Format.DOCX, Format.PDF)

# What a kit holds of each document: to read, to look at, to change, to print.
KIT_FORMATS = (Format.TXT, Format.HTML, Format.DOCX, Format.PDF)

# Documents in one print file: more take no less time each, and much memory.
MOST_IN_A_FILE = 250

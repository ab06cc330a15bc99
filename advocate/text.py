"""Small steps over text, each `str → str`; typed text is cleaned here, once, at the input edge."""

import re
import unicodedata
from datetime import date, time

# Marks without width that come along with pasted text; a joiner (U+200C, U+200D) is part of a word.
_WIDTHLESS = frozenset("\ufeff\u200b\u2060\u00ad")
# Bidirectional controls can reorder the text around them; right-to-left words need none of them.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What is stripped: control characters (Cc) but newline and tab, the above, halves of characters.
_STRIPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff" + "".join((*_WIDTHLESS, *_BIDI)) + "]"
)
# What ends a line elsewhere, Word's soft break (VT) among them: words on either side are two.
_BREAKS = re.compile("[\x0b\x0c\r\x1c-\x1e\x85]")
# What plain ASCII writes for marks and letters that Unicode does not take apart.
_ASCII = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        "•": "-", "×": "x", "§": "Sec. ", "°": " degrees", "€": "EUR ", "£": "GBP ",
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "Þ": "Th", "ı": "i", "⁄": "/",
    }
)  # fmt: skip

# A number of the North American plan: neither area code nor exchange begins with 0 or 1.
PHONE = r"[2-9]\d\d-[2-9]\d\d-\d{4}"
# What names a pack, an alert or a file of the user's: a–z, 0–9 and single hyphens.
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def strip_controls(text: str) -> str:
    """Return `text` without control characters but newline and tab, and without widthless marks.

    XML and terminals take no control characters; PDF/UA and searches no byte-order mark.
    """
    return _STRIPPED.sub("", text)


def clean_line(text: str) -> str:
    """Return typed text as one line: no control characters, single spaces, no space at the ends.

    A line of which nothing could be seen is empty.
    """
    if text.isascii() and text.isprintable():  # most are, and a large table has many
        return " ".join(text.split())
    line = " ".join(strip_controls(_BREAKS.sub(" ", text)).split())
    return line if any(unicodedata.category(c)[0] not in "CZM" for c in line) else ""


def clean_paragraphs(text: str) -> str:
    """Return typed prose as paragraphs parted by one empty line, each cleaned like a line."""
    if text.isprintable():
        return clean_line(text)
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = (clean_line(part) for part in re.split(r"\n\s*\n", unified))
    return "\n\n".join(part for part in parts if part)


def fold(text: str) -> str:
    """Return `text` for comparing: no accents, no case, single spaces ("Luján" → "lujan")."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def ascii_only(text: str) -> str:
    """Return `text` in plain ASCII ("Luján — “yes”" → "Lujan - "yes""), as web forms want it.

    Letters that have no like in ASCII (Cyrillic, Chinese, emoji) stay as they are.
    """
    dashed = re.sub(r"[^\S\n]*[—―][^\S\n]*", " - ", unicodedata.normalize("NFC", text))
    kept: list[str] = []
    for char in strip_controls(dashed.translate(_ASCII)):
        if not unicodedata.combining(char):
            kept.append(_in_ascii(char))
        elif kept and not kept[-1].isascii():  # other scripts need their marks
            kept.append(char)
    return "".join(kept)


def _in_ascii(char: str) -> str:
    apart = unicodedata.normalize("NFKD", char).translate(_ASCII)
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return plain if plain.isascii() else char


def slug(text: str) -> str:
    """Return `text` as a safe file name: a–z, 0–9 and single hyphens; "x" if nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].rstrip("-") or "x"


NBSP = "\u00a0"  # a space at which no line ends
# S. 455, H.R. 12, S. Res. 5, H.J. Res. 7, S. Con. Res. 3
_BILL = re.compile(
    r"(?<![\w.])(?:S|H\. ?R)\. (?=[0-9])"
    r"|(?<![\w.])[SH]\.(?: ?(?:J|Con)\.)? ?Res\. (?=[0-9])"
)
# What may become a bill's number with what comes behind it.
BILL_BEGINS = r"(?<![\w.])[SH](?:\.(?: ?(?:R|J|Con)\.?)?(?: ?Res\.?)?)? ?"


def unparted(text: str) -> str:
    """Return `text` with no place in a bill's number at which a line may end."""
    if "S." not in text and "H." not in text:  # most texts, and looking closer takes longer
        return text
    return _BILL.sub(lambda found: found[0].replace(" ", NBSP), text)


def with_ordinary_spaces(text: str) -> str:
    """Return `text` as one looks for it in an editor: each space between words an ordinary one.

    A line that only a hard space keeps from being empty stays."""
    return _HARD_SPACE.sub(" ", text)


_HARD_SPACE = re.compile(rf"(?<=\S){NBSP}(?=\S)")


def word_count(text: str) -> int:
    """Return how many words a person would say or read."""
    return len(re.findall(r"[^\W_]+(?:[.,'’-][^\W_]+)*", text))


def spoken_seconds(words: int) -> int:
    """Return how long `words` take at 150 words a minute, a calm speaking pace, in seconds."""
    return round(words * 60 / 150)


def join_words(words: list[str] | tuple[str, ...], *, last: str = "and") -> str:
    """Return the words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted_word(count: int, word: str) -> str:
    """Return a count with its word: "1 week", "2 weeks"."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def long_date(day: date) -> str:
    """Return a date as letters write it: "November 24, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"


def near_date(day: date, today: date) -> str:
    """Return a date as a list has it, with its year where that is not today's: "November 24"."""
    return f"{day:%B} {day.day}" if day.year == today.year else long_date(day)


def clock_time(moment: time) -> str:
    """Return a time of the day as one would say it: "2:30 p.m.", "noon"."""
    hour, minute = moment.hour, moment.minute
    if minute == 0 and hour in (0, 12):
        return "noon" if hour else "midnight"
    return f"{hour % 12 or 12}:{minute:02} {'a.m.' if hour < 12 else 'p.m.'}"

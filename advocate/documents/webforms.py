"""A senator's web form as a sheet shows it: its fields with what to write in each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advocate.directory.records import WebForm
from advocate.documents.plain import plain_line
from advocate.issues.records import Pack
from advocate.settings import Constituent
from advocate.text import clean_line

# The most characters of each of the sheet's messages.
LENGTHS = (500, 1_500, 5_000)
USUAL_LENGTH = 1_500  # where the form's own limit is not on record


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form; `value` is empty where the constituent has to fill it in."""

    label: str
    value: str
    required: bool


@dataclass(frozen=True, slots=True)
class FormView:
    """The form: its address, fields in order, the topic to choose exactly as printed, the limit.

    `topic` is empty when no topic fits; `limit` is in characters, None when none is recorded;
    `length` is the message that fits: at most 500, 1500 or 5000 characters.
    """

    url: str
    fields: tuple[FormField, ...]
    topic: str
    topics: tuple[str, ...]
    limit: int | None
    length: int
    captcha: bool


def form_view(
    form: WebForm, pack: Pack, person: Constituent, *, state_name: str, blanks: bool = False
) -> FormView:
    """Return a form for the sheet, with the constituent's values and the pack's best topic.

    `blanks` leaves every field of the constituent's own empty. Upstream sorts fields by name; here
    they stand in the order that forms usually have.
    """
    topic = best_topic(form.topics, pack.form_topics)
    values = {"topic": topic, "subject": plain_line(pack.subject)}
    if not blanks:
        values |= _values_of(person, state_name)
    names = dict.fromkeys((*form.required, *form.optional))
    required = set(form.required)
    fields = tuple(
        FormField(_label(name), values.get(name, ""), name in required)
        for name in sorted(names, key=_place)
        if name != "message"
    )
    limit = form.message_max_chars
    return FormView(form.url, fields, topic, form.topics, limit, fitting(limit), form.captcha)


def best_topic(offered: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    """Return the offered topic that fits the first wanted word, as it is printed on the form."""
    for word in wanted:
        # As it is, else as a part of its own ("Border/Immigration"), else anywhere in it.
        loose = () if word.casefold() == "other" else (r"\b{}\b",)
        for pattern in (r"^{}$", r"(?:^|[/,&] ?|\band ){}\b", *loose):
            whole = re.compile(pattern.format(re.escape(word)), re.IGNORECASE)
            if found := next((topic for topic in offered if whole.search(topic)), ""):
                return found
    return ""


def fitting(limit: int | None) -> int:
    """Return the longest of the sheet's lengths that a form of this limit takes."""
    if limit is None:
        return USUAL_LENGTH
    return max((length for length in LENGTHS if length <= limit), default=LENGTHS[0])


def whole_sentences(paragraphs: Sequence[str], characters: int) -> list[str]:
    """Return as many whole sentences, in their paragraphs, as fit into so many characters."""
    kept: list[str] = []
    for paragraph in paragraphs:
        told = ""
        for sentence in _sentences(paragraph):
            longer = f"{told} {sentence}".strip()
            if sum(map(len, kept)) + len(longer) > characters:
                return [*kept, told] if told else kept
            told = longer
        kept.append(told)
    return kept


_END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[^\sa-z])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Sr|Jr|Rev|Sen|Rep|No|vs|U\.S)\.$"
)


def _sentences(text: str) -> list[str]:
    """Part a text after each sentence; "Dr. Day" and "S. 455" end none."""
    found, start = [], 0
    for end in _END.finditer(text):
        if not _ABBREVIATED.search(text[start : end.start()]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [*found, text[start:].strip()]


# In the order in which forms usually ask.
_LABELS = {
    "name_prefix": "Prefix (Mr., Ms., Mx.)",
    "name_first": "First name",
    "name_last": "Last name",
    "address_street": "Street address",
    "address_street_2": "Street address, line 2",
    "address_city": "City",
    "address_state": "State",
    "address_state_postal_abbrev": "State (two letters)",
    "address_state_full": "State",
    "address_zip5": "ZIP code",
    "phone": "Phone",
    "phone_parentheses": "Phone, with parentheses",
    "email": "E-mail",
    "topic": "Topic",
    "subject": "Subject",
}


def _label(name: str) -> str:
    return _LABELS.get(name, clean_line(name.replace("_", " ")).capitalize())


def _place(name: str) -> int:
    return list(_LABELS).index(name) if name in _LABELS else len(_LABELS)


def _values_of(person: Constituent, state_name: str) -> dict[str, str]:
    first, last = _name_parts(person.name)
    return {
        "name_prefix": person.prefix,
        "name_first": first,
        "name_last": last,
        "address_street": person.street,
        "address_city": person.city,
        "address_state": state_name,
        "address_state_full": state_name,
        "address_state_postal_abbrev": person.state,
        "address_zip5": person.zip[:5],
        "phone": person.phone,
        "phone_parentheses": _in_parentheses(person.phone),
        "email": person.email,
    }


_SUFFIX = re.compile(r",?\s+(?:[JS]r\.?|I{2,3}|IV)$", re.IGNORECASE)


def _name_parts(name: str) -> tuple[str, str]:
    """Part a name at its last space; a form asks for no suffix, and one word is a first name."""
    first, _, last = _SUFFIX.sub("", name).rpartition(" ")
    return (first, last) if first else (last, "")


def _in_parentheses(phone: str) -> str:
    digits = "".join(char for char in phone if char.isdecimal()).removeprefix("1")
    if len(digits) != 10:
        return phone
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"

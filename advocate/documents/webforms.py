"""A senator's web form as a sheet shows it: its fields with what to write in each."""

from dataclasses import dataclass

from advocate.directory.records import WebForm
from advocate.issues.records import Pack
from advocate.settings import Constituent


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form; `value` is empty where the constituent has to fill it in."""

    label: str
    value: str
    required: bool


@dataclass(frozen=True, slots=True)
class FormView:
    """The form: its address, fields in order, the topic to choose exactly as printed, the limit.

    `topic` is empty when no topic fits; `limit` is in characters, None when none is recorded.
    """

    url: str
    fields: tuple[FormField, ...]
    topic: str
    topics: tuple[str, ...]
    limit: int | None
    captcha: bool


def form_view(form: WebForm, pack: Pack, person: Constituent) -> FormView:
    """Return a form for the sheet, with the constituent's values and the pack's best topic."""
    required = set(form.required)
    names = (*form.required, *form.optional)
    fields = tuple(
        FormField(
            _LABELS.get(name, name.replace("_", " ")), _value(name, pack, person), name in required
        )
        for name in sorted(names, key=_place)
        if name not in ("message", "topic")
    )
    topic = best_topic(form.topics, pack.form_topics)
    return FormView(form.url, fields, topic, form.topics, form.message_max_chars, form.captcha)


def best_topic(offered: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    """Return the offered topic that fits the first wanted word, as it is printed on the form."""
    for word in wanted:
        for topic in offered:
            if word.casefold() == topic.casefold():
                return topic
    for word in wanted:
        for topic in offered:
            if word.casefold() in topic.casefold():
                return topic
    return ""


_LABELS = {
    "name_prefix": "Prefix",
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
    "phone_parentheses": "Phone",
    "email": "E-mail",
    "subject": "Subject",
}


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _place(name: str) -> int:
    return list(_LABELS).index(name) if name in _LABELS else len(_LABELS)


def _value(name: str, pack: Pack, person: Constituent) -> str:
    first, _, last = person.name.rpartition(" ")
    values = {
        "name_prefix": person.prefix,
        "name_first": first or last,
        "name_last": last,
        "address_street": person.street,
        "address_city": person.city,
        "address_state": person.state,
        "address_state_postal_abbrev": person.state,
        "address_zip5": person.zip[:5],
        "phone": person.phone,
        "phone_parentheses": person.phone,
        "email": person.email,
        "subject": str(pack.subject),
    }
    return values.get(name, "")

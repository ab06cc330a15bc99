"""How contacts read in a list: a table for people, JSON for programs."""

from typing import Any

from advocate.errors import shown
from advocate.outreach.cells import safe_cell
from advocate.outreach.records import Contact, IssueAsk
from advocate.outreach.words import CHANNEL_WORDS, OUTCOME_WORDS

WIDTH = 80
_DETAILS = 300  # characters of them in the table; the JSON has all
_ROW = "{:>4}  {:16}  {:24}  {:9}  {}"


def table(contacts: list[Contact]) -> list[str]:
    """Return lines of at most 80 columns: what was done, and below each contact its details."""
    import textwrap

    lines = [_ROW.format("#", "When", "Senator", "Channel", "Outcome")]
    for contact in contacts:
        row = _ROW.format(
            contact.id,
            f"{contact.when:%Y-%m-%d %H:%M}",
            shown(contact.senator_name, limit=24),
            CHANNEL_WORDS[contact.channel],
            OUTCOME_WORDS[contact.outcome],
        )
        details = shown(" · ".join(_details(contact)), limit=_DETAILS)
        short = len(details) <= WIDTH - 6  # to wrap it costs the most of a row
        wrapped = [details] if short else textwrap.wrap(details, WIDTH - 6)
        lines += [row, *(" " * 6 + line for line in wrapped if line)]
    return lines


def _details(contact: Contact) -> list[str]:
    told = [
        "PRACTICE, not counted" if contact.practice else "",
        ", ".join(about.issue for about in contact.issues),
        contact.office_label,
        contact.position.replace("_", " ") if contact.position else "",
        f"{contact.minutes} min" if contact.minutes is not None else "",
        f"with {contact.staffer}" if contact.staffer else "",
        f"“{contact.words}”" if contact.words else "",
        contact.note,
    ]
    return [part for part in told if part]


def json_list(contacts: list[Contact]) -> str:
    """Return the contacts as a JSON list, one object a line."""
    import json

    # Indented, it would take Python's slow encoder and twice the memory.
    lines = (json.dumps(as_object(contact), ensure_ascii=False) for contact in contacts)
    inside = ",\n".join(lines)
    return f"[\n{inside}\n]" if inside else "[]"


def as_object(contact: Contact) -> dict[str, Any]:
    """Return a contact as the JSON object that programs read; times are ISO 8601 with offset."""
    return {
        "id": contact.id,
        "uid": contact.uid,
        "revision": contact.revision,
        "created": contact.created.isoformat(),
        "made": contact.made.isoformat(),
        "when": contact.when.isoformat(),
        "channel": contact.channel.value,
        "direction": contact.direction.value,
        "outcome": contact.outcome.value,
        "senator": contact.senator,
        "senator_name": contact.senator_name,
        "office": contact.office,
        "office_label": contact.office_label,
        "number": contact.number,
        "issues": [
            {"issue": a.issue, "ask": a.ask, "position": a.position.value if a.position else ""}
            for a in contact.issues
        ],
        "minutes": contact.minutes,
        "staffer": contact.staffer,
        "staffer_role": contact.staffer_role,
        "words": contact.words,
        "note": contact.note,
        "thread": contact.thread,
        "tags": list(contact.tags),
        "documents": list(contact.documents),
        "member": contact.member,
        "practice": contact.practice,
    }


_FLAT = (
    *("id", "when", "channel", "direction", "outcome", "senator", "senator_name", "office"),
    *("office_label", "number", "issues", "minutes", "staffer", "staffer_role", "words", "note"),
    *("thread", "tags", "documents", "member", "practice", "uid"),
)


def csv_list(contacts: list[Contact]) -> str:
    """Return the contacts as a table for a spreadsheet, a row each; no cell is a formula."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_FLAT)
    for contact in contacts:
        known = as_object(contact)
        known["issues"] = "; ".join(map(issue_words, contact.issues))
        known["tags"], known["documents"] = "; ".join(contact.tags), "; ".join(contact.documents)
        writer.writerow([safe_cell(known[name]) for name in _FLAT])
    return out.getvalue()


def issue_words(about: IssueAsk) -> str:
    """Return an issue as a person types it: ISSUE:ASK=POSITION, what is not known left out."""
    ask = f":{about.ask}" if about.ask else ""
    return f"{about.issue}{ask}{f'={about.position.value}' if about.position else ''}"


_HISTORY = (
    *("when", "channel", "direction", "outcome", "senator_name", "office_label", "number"),
    *("minutes", "staffer", "staffer_role", "words", "note", "thread", "member", "practice"),
)


def history_page(told: list[Contact]) -> list[str]:
    """Return lines that say what each revision of a contact told anew."""
    lines: list[str] = []
    before: dict[str, str] = {}
    for one in told:
        now = _plain(one)
        lines.append(f"{one.revision}. {one.made:%Y-%m-%d %H:%M}  {_did(one)}")
        changed = {key: text for key, text in now.items() if text != before.get(key, "")}
        if not one.withdrawn:
            lines += [
                f"     {key:<13} {shown(text or '(taken out)', limit=_DETAILS)}"
                for key, text in changed.items()
            ]
        before = now
    return lines


def _did(one: Contact) -> str:
    if one.withdrawn:
        return "taken back"
    return "logged" if one.revision == 1 else "changed"


def _plain(one: Contact) -> dict[str, str]:
    values = {name: getattr(one, name) for name in _HISTORY}
    values["when"] = f"{one.when:%Y-%m-%d %H:%M}"
    values["practice"] = "yes" if one.practice else ""
    values["minutes"] = "" if one.minutes is None else str(one.minutes)
    values["issues"] = ", ".join(map(issue_words, one.issues))
    values["tags"], values["documents"] = ", ".join(one.tags), ", ".join(one.documents)
    return {name.replace("_", " "): str(value) for name, value in values.items()}

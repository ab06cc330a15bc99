"""Senators with offices and seats, committees and web forms, from the upstream JSON files."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from advocate.directory.importer import provenance as files
from advocate.directory.importer.fields import line, name_line, phone
from advocate.directory.importer.provenance import SourceTree
from advocate.notices import Problem, Severity

Row = dict[str, Any]
_SOCIAL = ("facebook", "instagram", "twitter", "youtube")


def senator_rows(tree: SourceTree, problems: list[Problem]) -> list[Row]:
    """Return a row for every senator now in office, by state and class.

    A record that cannot be read becomes a problem; the others are returned all the same.
    """
    people = [p for p in _records(tree, files.LEGISLATORS) if _is_senator(p)]
    offices = {o["id"]["bioguide"]: o["offices"] for o in _records(tree, files.OFFICES)}
    social = {s["id"]["bioguide"]: s["social"] for s in _records(tree, files.SOCIAL)}
    seats = _seats_by_member(_table(tree, files.MEMBERSHIP))
    forms = _table(tree, files.WEB_FORMS)["forms"]

    def compose(person: Row) -> Row:
        ident = person["id"]["bioguide"]
        row = _person_fields(person) | _term_fields(person["terms"][-1])
        row["contact_form"] = row["contact_form"] or line(forms.get(ident, {}).get("url"))
        row["social"] = _accounts(social.get(ident, {}))
        row["committees"] = seats.get(ident, [])
        washington = _washington_office(ident, person["terms"][-1])
        row["offices"] = [washington, *_state_offices(offices.get(ident, []))]
        return row

    rows = _each(people, compose, files.LEGISLATORS, problems)
    return sorted(rows, key=lambda r: (r["state"], r["senate_class"], r["bioguide"]))


def committee_rows(tree: SourceTree) -> list[Row]:
    """Return Senate and joint committees, then their subcommittees with `parent` set, by code."""
    rows = []
    for committee in _records(tree, files.COMMITTEES):
        if committee["type"] not in ("senate", "joint"):
            continue
        code, name = committee["thomas_id"], line(committee["name"])
        rows.append({"code": code, "name": name, "parent": ""})
        for part in committee.get("subcommittees", []):
            full_code = code + part["thomas_id"]
            rows.append({"code": full_code, "name": line(part["name"]), "parent": name})
    return sorted(rows, key=lambda row: str(row["code"]))


def web_form_rows(tree: SourceTree) -> dict[str, Row]:
    """Return every web form by Bioguide id, its topics in the order of the form."""
    forms = _table(tree, files.WEB_FORMS)["forms"]
    return {ident: _web_form(forms[ident]) for ident in sorted(forms)}


def _load(tree: SourceTree, name: str) -> Any:
    try:
        return json.loads(tree.text(name))
    except ValueError as error:
        raise ValueError(f"{name} is not JSON: {error}") from None


def _records(tree: SourceTree, name: str) -> list[Row]:
    value = _load(tree, name)
    if not isinstance(value, list) or not all(isinstance(record, dict) for record in value):
        raise TypeError(f"{name} is not the list of records that it should be")
    return value


def _table(tree: SourceTree, name: str) -> dict[str, Any]:
    value = _load(tree, name)
    if not isinstance(value, dict):
        raise TypeError(f"{name} is not the table that it should be")
    return value


def _each(
    people: Iterable[Row], compose: Callable[[Row], Row], where: str, problems: list[Problem]
) -> list[Row]:
    rows = []
    for person in people:
        try:
            rows.append(compose(person))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            text = f"cannot be read: {error!r}"
            problems.append(Problem(Severity.ERROR, f"{where}: {_ident(person)}", text))
    return rows


def _ident(person: Row) -> str:
    ident = person.get("id")
    return line(ident.get("bioguide")) if isinstance(ident, dict) else "a record without an id"


def _is_senator(person: Row) -> bool:
    terms = person.get("terms") or [{}]
    return bool(terms[-1].get("type") == "sen")


def _person_fields(person: Row) -> Row:
    name = person["name"]
    return {
        "bioguide": person["id"]["bioguide"],
        "full_name": line(name.get("official_full")) or line(f"{name['first']} {name['last']}"),
        "first_name": line(name["first"]),
        "nickname": line(name.get("nickname")),
        "last_name": line(name["last"]),
        "suffix": line(name.get("suffix")),
        "leadership": _leadership(person.get("leadership_roles", [])),
    }


def _leadership(roles: list[Row]) -> str:
    current = [r["title"] for r in roles if r.get("chamber") == "senate" and "end" not in r]
    return "; ".join(line(title) for title in current)


def _term_fields(term: Row) -> Row:
    return {
        "party": line(term["party"]),
        "caucus": line(term.get("caucus")),
        "state": term["state"],
        "state_rank": line(term["state_rank"]),
        "senate_class": int(term["class"]),
        "term_start": term["start"],
        "term_end": term["end"],
        "how_seated": line(term.get("how", "election")),
        "website": line(term["url"]),
        "contact_form": line(term.get("contact_form")),
    }


def _accounts(social: Row) -> dict[str, str]:
    found = {name: line(social[name]) for name in _SOCIAL if social.get(name)}
    if "youtube" not in found and social.get("youtube_id"):
        found["youtube"] = f"channel/{line(social['youtube_id'])}"
    return found


def _seats_by_member(membership: dict[str, list[Row]]) -> dict[str, list[Row]]:
    seats: dict[str, list[Row]] = defaultdict(list)
    for code in sorted(membership):
        if not code.startswith(("S", "J")):  # H… are the House's own
            continue
        for member in membership[code]:
            seat = {"code": code, "rank": member["rank"], "title": line(member.get("title"))}
            seats[member["bioguide"]].append(seat)
    return seats


def _washington_office(ident: str, term: Row) -> Row:
    return _office_fields(
        {
            "id": f"{ident}-washington",
            "address": term["office"],
            "city": "Washington",
            "state": "DC",
            "zip": "20510",
            "phone": term["phone"],
            "fax": term.get("fax"),
        },
        kind="washington",
    )


def _state_offices(offices: list[Row]) -> list[Row]:
    rows = [_office_fields(office, kind="state") for office in offices]
    return sorted(rows, key=lambda row: str(row["id"]))


def _office_fields(office: Row, *, kind: str) -> Row:
    return {
        "id": line(office["id"]),
        "kind": kind,
        "address": name_line(office["address"]),
        "suite": name_line(office.get("suite")),
        "building": name_line(office.get("building")),
        "city": name_line(office["city"]),
        "state": line(office["state"]).upper(),
        "zip": line(office["zip"]),
        "phone": phone(office.get("phone")),
        "fax": phone(office.get("fax")),
        "hours": line(office.get("hours")),
        "latitude": office.get("latitude"),
        "longitude": office.get("longitude"),
    }


def _web_form(form: Row) -> Row:
    topics = [line(topic) for topic in form["topics"]]
    return {
        "url": line(form["url"]),
        "required": sorted(form["required"]),
        "optional": sorted(form["optional"]),
        "topics": list(dict.fromkeys(topic for topic in topics if topic)),
        "message_max_chars": form["message_max_chars"],
        "captcha": bool(form["captcha"]),
    }

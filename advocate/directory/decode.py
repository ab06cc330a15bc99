"""Turns the dataset's JSON into records; raises KeyError, TypeError or ValueError on a misfit."""

from datetime import date
from typing import Any

from advocate.directory.records import (
    CalendarEntry,
    Committee,
    CommitteeSeat,
    Manifest,
    Office,
    OfficeKind,
    Senator,
    SourceFile,
    State,
    StateKind,
    WebForm,
)

Row = dict[str, Any]


def manifest_from(row: Row) -> Manifest:
    """Return the manifest, with its sources in the order of the file."""
    return Manifest(
        schema=int(row["schema"]),
        data_as_of=date.fromisoformat(row["data_as_of"]),
        sources=tuple(SourceFile(**source) for source in row["sources"]),
        counts=dict(row["counts"]),
        covers=tuple(row["covers"]),
    )


def state_from(row: Row) -> State:
    """Return one state."""
    return State(row["code"], row["name"], row["fips"], StateKind(row["kind"]))


def committee_from(row: Row) -> Committee:
    """Return one committee or subcommittee."""
    return Committee(row["code"], row["name"], row["parent"])


def senator_from(row: Row, committees: dict[str, Committee]) -> Senator:
    """Return one senator; a seat on a committee that is not in the list keeps its code as name."""
    fields = dict(row)
    fields["term_start"] = date.fromisoformat(row["term_start"])
    fields["term_end"] = date.fromisoformat(row["term_end"])
    fields["social"] = tuple(row["social"].items())
    fields["committees"] = tuple(_seat_from(seat, committees) for seat in row["committees"])
    fields["offices"] = tuple(_office_from(office) for office in row["offices"])
    return Senator(**fields)


def _seat_from(row: Row, committees: dict[str, Committee]) -> CommitteeSeat:
    code = row["code"]
    committee = committees.get(code) or Committee(code, code)
    return CommitteeSeat(code, committee.name, row["rank"], row["title"], committee.parent)


def _office_from(row: Row) -> Office:
    return Office(**(row | {"kind": OfficeKind(row["kind"])}))


def web_form_from(bioguide: str, row: Row) -> WebForm:
    """Return one senator's web form."""
    return WebForm(
        bioguide=bioguide,
        url=row["url"],
        required=tuple(row["required"]),
        optional=tuple(row["optional"]),
        topics=tuple(row["topics"]),
        message_max_chars=row["message_max_chars"],
        captcha=row["captcha"],
    )


def calendar_entry_from(row: Row) -> CalendarEntry:
    """Return one line of the Senate's schedule."""
    return CalendarEntry(
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        kind=row["kind"],
        note=row["note"],
        source=row["source"],
    )

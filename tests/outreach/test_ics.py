"""The calendar file: what is due is a day, a meeting has its time, other contacts are left out."""

from dataclasses import replace
from datetime import date

from advocate.outreach.ics import calendar
from advocate.outreach.records import Channel, Contact, FollowUp, FollowUpState, Promise, fields_of
from tests.outreach.examples import NOW, PLAIN

MET = Contact(
    **fields_of(replace(PLAIN, channel=Channel.MEETING, minutes=25, office_label="Albany, NY")),
    id=1,
    uid="met",
    revision=1,
    created=NOW,
    made=NOW,
)
DUE = FollowUp(
    promise=Promise.THEIRS,
    text="An answer; in writing, please",
    due=date(2026, 12, 31),
    id=1,
    uid="due",
    contact=1,
    senator="G000555",
    senator_name="Kirsten E. Gillibrand",
    state=FollowUpState.OPEN,
    made=NOW,
)


def events(text: str) -> list[list[str]]:
    unfolded = text.replace("\r\n ", "").split("\r\n")
    starts = [place for place, line in enumerate(unfolded) if line == "BEGIN:VEVENT"]
    return [unfolded[start : unfolded.index("END:VEVENT", start)] for start in starts]


def test_a_follow_up_is_a_day_and_a_meeting_has_its_time() -> None:
    call = replace(MET, channel=Channel.CALL, uid="call")
    due, met = events(calendar([DUE, replace(DUE, due=None)], now=NOW, contacts=[call, MET]))
    assert due[1:] == [
        "UID:due@advocate.invalid",
        "DTSTAMP:20261124T193000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Ask for what they promised: "
        "An answer\\; in writing\\, please (Senator Kirsten E. Gillibrand)",
    ]
    assert met[1:] == [
        "UID:met@advocate.invalid",
        "DTSTAMP:20261124T193000Z",
        "DTSTART:20261124T193000Z",
        "DURATION:PT25M",
        "SUMMARY:Meeting: Senator Kirsten E. Gillibrand (Albany\\, NY)",
    ]


def test_a_meeting_of_unknown_length_has_only_its_beginning() -> None:
    (met,) = events(calendar([], now=NOW, contacts=[replace(MET, minutes=None)]))
    assert not [line for line in met if line.startswith(("DURATION", "DTEND"))]

"""Reading a filled-in report-back form: tolerant of how it was typed, clear about what is wrong."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate.errors import ReportError
from advocate.issues.records import Position
from advocate.outreach.reports import LABELS, MOST_BYTES, Report, decode_report, read_report

HEAD = "Senator: Hollowell\nIssue: sample-issue\nDate: 2026-11-20\n"
BARE = Report("Hollowell", "sample-issue", date(2026, 11, 20))


def read(more: str, head: str = HEAD) -> Report:
    return read_report(head + more)


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("Time: 14:30", "hour", time(14, 30)),
        ("Time: 2:30 p.m.", "hour", time(14, 30)),
        ("time : 9 AM", "hour", time(9)),
        ("Time: noon", "hour", time(12)),
        ("Minutes: 25", "minutes", 25),
        ("Minutes: 25 min.", "minutes", 25),
        ("Office: New  York", "office", "New York"),
        ("Who met us (names and roles): Sam Lee,\n scheduler", "staffer", "Sam Lee, scheduler"),
        ("Position after: leans_support", "position", Position.LEANS_SUPPORT),
        ("Position after (one of these): Leans for it.", "position", Position.LEANS_SUPPORT),
        ("POSITION AFTER: opposes it", "position", Position.OPPOSES),
        ("Position after: not known", "position", Position.UNKNOWN),
        ("Position after: ____", "position", None),
        ("Their exact words: One.\n\nTwo:\nthree.", "words", "One.\n\nTwo: three."),
        ("  their   exact words:x\x1b[31m", "words", "x[31m"),
        ("Follow up date: 12/4/2026", "rest", (("Follow-up date", "12/4/2026"),)),
        ("Impressions: warm\n\n== The end ==\n____\n", "rest", (("Impressions", "warm"),)),
        ("Their concerns:\n- She said: cost\n- We said: no\n", "rest",
         (("Their concerns", "- She said: cost - We said: no"),)),
    ],
)  # fmt: skip
def test_an_answer_is_read(typed: str, field: str, value: object) -> None:
    report = read(typed)
    assert getattr(report, field) == value
    others = [name for name in BARE.__dataclass_fields__ if name != field]
    assert [getattr(report, name) for name in others] == [getattr(BARE, name) for name in others]


@pytest.mark.parametrize(
    "day", ["2026-11-20", "11/20/2026", " November 20, 2026", "Friday, November 20, 2026"]
)
def test_a_day_is_written_in_several_ways(day: str) -> None:
    assert read("", HEAD.replace("2026-11-20", day)) == BARE


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("\n", "\r\n"),
        HEAD.upper().replace("HOLLOWELL", "Hollowell").replace("SAMPLE-ISSUE", "sample-issue"),
        f"A form of ours: fill it in.\n=====\n\n{HEAD}",
        HEAD.replace(": ", "   :\t"),
    ],
)
def test_the_form_may_look_otherwise(text: str) -> None:
    assert read_report(text) == BARE


def test_further_answers_become_one_note_in_the_forms_order() -> None:
    report = read("Impressions: warm\nTheir concerns: cost\n\nand time\nWho went:\n")
    assert report.note == "Their concerns: cost\n\nand time\n\nImpressions: warm"


@pytest.mark.parametrize(
    ("typed", "promises"),
    [
        ("They promised: a call by 12/4/2026", [("theirs", "a call", "2026-12-04")]),
        ("We promised: a list by friday; a photo", [("ours", "a list", "2026-11-27"),
                                                    ("ours", "a photo", "None")]),
        ("We promised: a list\n\nthe memo by 2026-11-30", [("ours", "a list", "None"),
                                                          ("ours", "the memo", "2026-11-30")]),
        ("They promised: news by 13/13/2026", [("theirs", "news by 13/13/2026", "None")]),
        (
            "They promised: Jo sends the summary by February 12, 2027\nJo calls back by friday\n"
            "Jo writes\nto all of us by 12/20/2026",
            [("theirs", "Jo sends the summary", "2027-02-12"),
             ("theirs", "Jo calls back", "2026-11-27"),
             ("theirs", "Jo writes to all of us", "2026-12-20")],
        ),
        (
            "We promised:\n- a list by Dec. 4, 2026\n- a photo\n2. the memo by 2026-12-18",
            [("ours", "a list", "2026-12-04"), ("ours", "a photo", "None"),
             ("ours", "the memo", "2026-12-18")],
        ),
        ("Follow-up date: 2026-12-01", [("follow-up", "Follow up on the meeting", "2026-12-01")]),
        ("Follow-up date: when they call", [("follow-up", "Follow up: when they call", "None")]),
        (
            "They promised: three dates, Jo Park, by Friday\nWe promised: rooms, Bo,; a list",
            [("theirs", "three dates, Jo Park", "2026-11-27"), ("ours", "rooms, Bo,", "None"),
             ("ours", "a list", "None")],
        ),
        ("We promised: ____", []),
    ],
)  # fmt: skip
def test_promises_become_follow_ups(typed: str, promises: list[tuple[str, str, str]]) -> None:
    found = [(one.promise.value, one.text, str(one.due)) for one in read(typed).promises]
    assert found == promises


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Follow-up date: 2026-12-01", ()),
        ("Follow-up date: 2026-13-45", ("2026-13-45",)),
        ("Follow-up date: when they call", ("when they call",)),
        ("They promised: news by 13/13/2026; a call by friday", ("13/13/2026",)),
        ("We promised: a list by 2026-12-01; a photo by the river", ()),
    ],
)
def test_a_day_that_is_none_is_named(typed: str, days: tuple[str, ...]) -> None:
    assert read(typed).unread_days == days


def test_a_long_list_of_people_goes_into_the_note() -> None:
    report = read(f"Who met us: {'Sam Lee, ' * 40}")
    assert report.staffer == ""
    assert report.note.startswith("Who met us: Sam Lee, Sam Lee")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing after “Senator:” and “Issue:” and “Date:”"),
        (HEAD.replace("2026-11-20", ""), "The report has nothing after “Date:”."),
        (HEAD.replace("Hollowell", "____"), "nothing after “Senator:”"),
        (HEAD.replace("2026-11-20", "soon"), "“Date: soon” is not a day"),
        (HEAD.replace("2026-11-20", "20/11/2026"), "“Date: 20/11/2026” is not a day"),
        (HEAD + "Time: later", "“Time: later” is not a time"),
        (HEAD + "Minutes: some", "“Minutes: some” is not a number"),
        (HEAD + "Minutes: ٣", "is not a number"),
        (HEAD + "Position after: maybe", "“Position after: maybe” is none of the positions"),
        (HEAD + "Postion after: x", "Line 4: “Postion after:” is no label of the form; "
         "did you mean “Position after:”?"),
        (HEAD + "Concerns: x", "did you mean “Their concerns:”?"),
        (HEAD + HEAD, "Line 4: “Senator:” stands in the report twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ReportError) as caught:
        read_report(text)
    assert said in caught.value.sentence
    assert "\n" not in caught.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_comes_in_several_encodings(encoding: str) -> None:
    assert decode_report("Señator".encode(encoding)) == "Señator"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "longer than 64 kB"),
        (b"PK\x03\x04\x00", "not plain text"),
        (b"%PDF-1.7", "not plain text"),
        ("Señator".encode("latin-1"), "not plain text"),
    ],
)
def test_a_file_that_is_no_report(data: bytes, said: str) -> None:
    with pytest.raises(ReportError, match=said):
        decode_report(data)


@given(st.dictionaries(st.sampled_from(LABELS[9:]), st.text(), max_size=5), st.text())
def test_any_text_is_read_or_refused_in_a_sentence(answers: dict[str, str], more: str) -> None:
    text = "\n".join(f"{label}: {answer}" for label, answer in answers.items())
    told: Any
    try:
        told = read(f"{text}\n{more}")
    except ReportError as error:
        told = error.sentence
    assert isinstance(told, Report) or told.isprintable()

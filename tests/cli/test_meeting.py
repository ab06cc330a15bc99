"""`advocate meeting` as a user meets it: the record, the log, and what goes wrong."""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advocate.cli import session
from advocate.directory.dataset import Dataset
from advocate.errors import OutputError, StoreError
from tests.cli.running import at_home, files, log_out_of_reach, made, run
from tests.outreach.conftest import postgresql, shared_log

__all__ = ["at_home", "postgresql", "shared_log"]

TXT = ("--format", "txt")
NEW = ("meeting", "new", "sample-issue", "10001", "--senator", "hollowell", *TXT)
WEEK = ("week", "--place", "10001", "--issue", "sample-issue")
NAME = "sample-issue-hollowell"
GROUP = tuple(
    part
    for who in ("Ana Ruiz:leader", "Bo Chen:asker", "Cy Diaz:storyteller", "Di Evans:note-taker")
    for part in ("--attendee", who)
)


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", day)


def shown(name: str = NAME, group: str = "meeting") -> dict[str, Any]:
    told: dict[str, Any] = json.loads(made(group, "show", name, "--json").stdout)
    return told


def logged() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made("log", "list", "--json").stdout)
    return found


def open_texts() -> list[tuple[str, str]]:
    found = json.loads(made("follow-ups", "open", "--json").stdout)
    return [(one["due"], one["text"].split(",")[0]) for one in found]


def record(home: Path, name: str = NAME) -> Path:
    return home / "meetings" / f"{name}.toml"


def paper(stem: str, folder: str = NAME) -> str:
    """Return a paper's words, one space between them."""
    text = Path(folder, f"{stem}-hollowell.txt").read_text(encoding="utf-8")
    return " ".join(text.replace("|", "").split())


def filled(name: str = NAME, group: str = "meeting", **more: str) -> None:
    """Make the form of a meeting, and fill it in as a person would."""
    made(group, "notes", name)
    answers = {
        "Who met us": "Sam Lee, scheduler",
        "Position after": "leans for",
        "Their exact words": "We will look at it.",
        "They promised": "a call by 12/18/2026",
        "We promised": "the map by 12/14/2026",
    }
    file = Path(name) / "notes.txt"
    text = file.read_text(encoding="utf-8")
    for label, answer in {**answers, **more}.items():
        (line,) = [row for row in text.splitlines() if row.startswith(label)]
        text = text.replace(line, f"{line.partition(':')[0]}: {answer}")
    file.write_text(text, encoding="utf-8")


def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play a meeting until its notes are in the log."""
    made(*NEW, "--sent")
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30")
    on(monkeypatch, "2026-12-10T23:30")  # whatever the machine's clock shows
    filled(Time="9 am")
    made("meeting", "notes", NAME, "--read")


def test_a_new_meeting_is_planned_and_nothing_counts_as_sent(at_home: Path) -> None:
    done = made(*NEW)
    assert done.stdout.endswith(
        "Begun: sample-issue-hollowell, with Senator Beatrix Q. Hollowell.\n"
        "Days offered:\n"
        "  Monday, December 21, to Thursday, December 24, 2026, 10:00 a.m. to 4:00 p.m.\n"
        "  Monday, December 28, to Thursday, December 31, 2026, 10:00 a.m. to 4:00 p.m.\n"
        "Senators are home from December 21, 2026 to January 2, 2027 (as announced, may\n"
        "change).\n"
    )
    assert done.stderr.count("The numbers are of") == 1
    assert "say how it went out (letter, email, fax, web-form or call)" in done.stderr
    assert "advocate meeting sent sample-issue-hollowell --by letter\n" in done.stderr
    assert files(Path(NAME)) == [
        "08-meeting-request-hollowell.txt",
        "08-meeting-request-phone-hollowell.txt",
    ]
    assert "Monday, December 21, to Thursday, December 24, 2026" in paper("08-meeting-request")
    assert stat.S_IMODE(record(at_home).stat().st_mode) == 0o600
    assert shown()["stage"] == "planned"
    assert logged() == []


def test_an_own_holiday_is_not_offered_and_is_told_of(
    at_home: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "open_dataset", lambda: dataset.corrected_in(at_home))
    made("calendar", "add", "2026-12-21", "2026-12-23", "--what", "holiday", "--note", "a flood")
    offered = made(*NEW).stdout
    assert "  Thursday, December 24, 2026, 10:00 a.m. to 4:00 p.m.\n" in offered
    assert "December 21, to" not in offered
    fixed = made("meeting", "fix", NAME, "--when", "2026-12-22 11:00")
    assert "December 22, 2026 is a holiday (a flood): is the office open then?" in fixed.stderr


def test_one_alone_and_a_group_read_well() -> None:
    made(*NEW, "--out", "alone")
    made(*NEW, "--name", "group", *GROUP, "--out", "group")
    phone = "08-meeting-request-phone"
    assert "of us would come" not in paper(phone, "alone")
    assert "Four of us would come." in paper(phone, "group")
    assert "Who would come Ana Ruiz, Bo Chen, Cy Diaz, Di Evans" in paper(
        "08-meeting-request", "group"
    )


def test_in_a_terminal_it_is_asked_how_the_request_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(*NEW)
    monkeypatch.setattr(session, "interactive", lambda: True)
    done = run("meeting", "sent", NAME, typed="1\n")
    assert "How was it sent?\n   1  letter\n   2  e-mail" in done.stderr
    assert logged()[0]["channel"] == "letter"
    again = run("meeting", "sent", NAME)
    assert (again.exit_code, "How was it sent" in again.stderr) == (9, False)
    made("meeting", "sent", NAME, "--again", "--by", "fax")
    assert logged()[0]["channel"] == "fax"


def test_sent_puts_the_days_to_ask_again_into_the_log() -> None:
    made(*NEW)
    done = made("meeting", "sent", NAME, "--by", "letter", "--when", "2026-11-23 10:00")
    assert "Logged contact 1: letter to Senator Beatrix Q. Hollowell, sent" in done.stdout
    (contact,) = logged()
    told = {"thread": NAME, "documents": ["meeting-request"], "office": "X000001-new_york"}
    assert told.items() <= contact.items()
    assert open_texts() == [
        ("2026-11-27", "Call the scheduler"),  # the third day is Thanksgiving
        ("2026-11-30", "Call again"),
        ("2026-12-07", "Ask for the meeting again"),
    ]
    assert shown()["stage"] == "asked"


def test_new_and_sent_in_one_go() -> None:
    assert "Logged contact 1: fax to" in made(*NEW, "--sent", "--by", "fax").stdout
    assert shown()["stage"] == "asked"


def test_sent_twice_counts_once_unless_it_is_meant() -> None:
    made(*NEW, "--sent")
    done = run("meeting", "sent", NAME)
    assert done.exit_code == 9
    assert "in the log already, as contact 1, sent November 24, 2026. Nothing" in done.stderr
    assert len(open_texts()) == 3
    made(
        "meeting", "request", NAME, *TXT, "--out", "again", "--between", "2027-01-11", "2027-01-12"
    )
    assert "January 11, to Tuesday, January 12, 2027" in paper("08-meeting-request", "again")
    assert shown()["windows"] == [{"first": "2027-01-11", "last": "2027-01-12"}]
    made("meeting", "sent", NAME, "--again")
    assert (len(logged()), len(open_texts())) == (2, 3)  # one ladder, not two


def test_a_day_ends_asking_again_and_the_answer_is_logged_once() -> None:
    made(*NEW, "--sent")
    fix = ("meeting", "fix", NAME, "--when", "2026-12-10 2:30 pm", "--by", "call")
    done = made(*fix, "--staffer", "Sam Lee", "--minutes", "30", *GROUP)
    assert "Set: Thursday, December 10, 2026, 2:30 p.m., 30 minutes." in done.stdout
    made(*fix)
    assert open_texts() == []
    reply, _ = logged()
    assert reply["note"] == "They set the day: Thursday, December 10, 2026, 2:30 p.m."
    assert (reply["outcome"], reply["direction"]) == ("reply-received", "incoming")
    assert (shown()["when"], shown()["minutes"]) == ("2026-12-10T14:30:00", 30)
    assert [one["name"] for one in shown()["attendees"]] == [
        "Ana Ruiz", "Bo Chen", "Cy Diaz", "Di Evans"
    ]  # fmt: skip


def test_a_day_without_a_word_on_the_answer_logs_none() -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30")
    assert logged() == []
    assert shown()["stage"] == "fixed"


@pytest.mark.parametrize(
    ("when", "note"),
    [
        ("2026-12-25 11:00", "December 25, 2026 is a holiday (Christmas Day): is the office open"),
        ("2026-12-12 11:00", "December 12, 2026 is a Saturday: is the office open then?"),
        ("2026-11-23 11:00", "November 23, 2026 is past."),
    ],
)
def test_an_odd_day_is_pointed_out(when: str, note: str) -> None:
    made(*NEW)
    assert note in made("meeting", "fix", NAME, "--when", when).stderr


def test_what_is_brought_along_uses_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    made(*NEW, "--sent", *GROUP)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30", "--minutes", "30")
    on(monkeypatch, "2026-12-08")
    made("meeting", "brief", NAME, *TXT, "--out", "brief")
    assert files(Path("brief")) == [
        "09-meeting-brief-hollowell.txt",
        "09-meeting-brief-participant-hollowell.txt",
        "09-meeting-brief-pocket-hollowell.txt",
        "10-leave-behind-hollowell.txt",
        "11-report-back-hollowell.txt",
        f"{NAME}.ics",
    ]
    brief = paper("09-meeting-brief", "brief")
    assert "Day and time Thursday, December 10, 2026, 2:30 p.m." in brief
    assert "November 24, 2026: e-mail, sent" in brief
    assert "Cy Diaz" in brief


def test_the_calendar_file_names_the_others_only_when_asked() -> None:
    made(*NEW, *GROUP)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30")
    made("meeting", "brief", NAME, *TXT, "--out", "a")
    made("meeting", "brief", NAME, *TXT, "--out", "b", "--names")
    plain, named = (
        Path(folder, f"{NAME}.ics").read_bytes().decode().replace("\r\n ", "") for folder in "ab"
    )
    assert "DTSTART:20261210T193000Z" in plain  # 2:30 p.m. in New York
    assert "DURATION:PT20M" in plain
    assert "LOCATION:" in plain
    assert "Be there by 2:10 p.m.\\, 15 to 20 minutes early" in plain
    assert "Bo Chen" not in plain
    assert "Coming: Ana Ruiz (leader)\\, Bo Chen (asker)" in named
    uids = {re.findall(r"UID:(\S+)", text)[0] for text in (plain, named)}
    assert len(uids) == 1  # a calendar program updates it


def test_a_meeting_elsewhere() -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30", "--place", "The old mill, room 2")
    made("meeting", "brief", NAME, *TXT)
    assert "LOCATION:The old mill\\, room 2" in Path(NAME, f"{NAME}.ics").read_text()
    assert "Where The old mill, room 2" in paper("09-meeting-brief")


def test_without_a_day_the_papers_have_a_gap() -> None:
    made(*NEW)
    done = made("meeting", "brief", NAME, *TXT, "--out", "brief")
    assert "No day is set yet" in done.stderr
    assert not list(Path("brief").glob("*.ics"))


def test_notes_become_a_contact_with_promises_and_thanks(monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    told = {
        "channel": "meeting",
        "outcome": "meeting-held",
        "thread": NAME,
        "issues": [{"issue": "sample-issue", "ask": "", "position": "leans_support"}],
        "staffer": "Sam Lee, scheduler",
    }
    assert told.items() <= logged()[0].items()
    assert open_texts() == [
        ("2026-12-12", "Send the thank-you letters"),
        ("2026-12-14", "the map"),
        ("2026-12-18", "a call"),
    ]
    assert shown()["stage"] == "held"
    again = run("meeting", "notes", NAME, "--read", f"{NAME}/notes.txt")
    assert again.exit_code == 9
    assert "are in the log already, as contact 2. Nothing was logged." in again.stderr
    assert len(logged()) == 2


def test_the_hour_of_the_meeting_is_taken_where_the_form_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-11-20 14:30")
    filled(Time="")
    made("meeting", "notes", NAME, "--read")
    assert "T14:30" in logged()[0]["when"]


@pytest.mark.parametrize("reader", [("meeting", "notes", NAME, "--read"), ("log", "import-report")])
def test_a_meeting_has_one_hour_wherever_its_office_is(
    reader: tuple[str, ...], in_zone: Callable[[str], None]
) -> None:
    in_zone("America/Los_Angeles")
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-11-20 14:30")
    made("meeting", "brief", NAME, *TXT, "--out", "papers")
    filled()
    made(*reader, *([f"{NAME}/notes.txt"] if "log" in reader else []))
    assert logged()[0]["when"] == "2026-11-20T14:30:00-05:00"
    made("log", "export", "log.ics")
    both = [Path(f"papers/{NAME}.ics"), Path("log.ics")]
    entries = [
        {line for line in file.read_text().splitlines() if line.startswith(("DTSTART:", "UID:"))}
        for file in both
    ]
    if "meeting" in reader:  # the log knows which meeting it is
        assert entries[0] <= entries[1]
    assert "DTSTART:20261120T193000Z" in entries[0] & entries[1]


def test_an_hour_that_lies_ahead_at_the_office_is_no_day_ahead(
    monkeypatch: pytest.MonkeyPatch, in_zone: Callable[[str], None]
) -> None:
    in_zone("America/New_York")
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30")
    on(monkeypatch, "2026-12-10T13:00")
    filled(Time="2 pm")
    done = run("meeting", "notes", NAME, "--read")
    assert done.exit_code == 9
    assert "The hour of the report, 2:00 p.m. on the office's clock, lies ahead." in done.stderr


def test_a_form_that_nobody_filled_in_logs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-11-20 14:30")
    made("meeting", "notes", NAME)
    done = run("meeting", "notes", NAME, "--read")
    assert (done.exit_code, logged()) == (9, [])
    assert "Nothing was logged." in done.stderr
    kept = run("meeting", "notes", NAME)
    assert kept.exit_code == 8
    assert f"Filled in? Then:  advocate meeting notes {NAME} --read" in kept.stderr


def test_the_form_of_another_meeting_is_refused() -> None:
    made(*NEW)
    filled(Date="2026-11-20", Time="")
    other = ("meeting", "new", "sample-issue", "10001", "--senator", "thornquist", *TXT)
    made(*other)
    name = "sample-issue-thornquist"
    done = run("meeting", "notes", name, "--read", f"{NAME}/notes.txt")
    assert (done.exit_code, logged()) == (9, [])
    assert "The form tells of another meeting: of Senator Hollowell" in done.stderr
    none = run("meeting", "notes", name, "--read")
    assert none.exit_code == 2
    assert "no form was made for it yet" in none.stderr


def test_thanks_repeat_what_was_said_and_are_ticked_off(monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    done = made("meeting", "thank", NAME, *TXT)
    assert "--sent  (once they are on their way)" in done.stderr
    assert open_texts()[0][1] == "Send the thank-you letters"  # made is not sent
    senator, staffer = paper("12-thank-you"), paper("12-thank-you-staffer")
    assert "Thank you for the meeting on December 10, 2026 with Sam Lee, scheduler." in senator
    assert "What your office promised, as I noted it: a call, by December 18, 2026." in senator
    assert "Dear Sam Lee:" in staffer
    assert "What I promised you: the map, by December 14, 2026." in staffer
    made("meeting", "thank", NAME, "--sent", "--by", "email")
    assert [text for _, text in open_texts()] == ["the map", "a call"]
    told = {"channel": "email", "outcome": "sent", "documents": ["thank-you"], "thread": NAME}
    assert told.items() <= logged()[0].items()
    again = run("meeting", "thank", NAME, "--sent")
    assert again.exit_code == 9
    assert "in the log already, as contact 3" in again.stderr
    assert "advocate log edit 3\n" in again.stderr
    back = run("log", "undo").stdout
    assert "(contact 3). What was promised at contact 2 is as it was before." in back
    assert open_texts()[0][1] == "Send the thank-you letters"


def test_thanks_are_for_this_meeting_and_not_for_a_later_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held(monkeypatch)
    later = ("log", "meeting", "sample-issue", "--senator", "hollowell", "--staffer", "Ed Fox")
    made(*later)
    made("meeting", "thank", NAME, *TXT)
    assert "with Sam Lee" in paper("12-thank-you")


def test_closing_says_what_is_open_and_leaves_it_there(monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    made("meeting", "thank", NAME, "--sent")
    done = made("meeting", "close", NAME)
    assert done.stdout == (
        "Closed: sample-issue-hollowell.\n"
        "Still open, and among your follow-ups:\n"
        "    5  you   the map, by 2026-12-14\n"
        "    4  they  a call, by 2026-12-18\n"
    )
    assert len(open_texts()) == 2
    assert made("meeting", "list").stdout == "There is no meeting to come.\n"
    assert "closed" in made("meeting", "list", "--all").stdout
    done = run("meeting", "fix", NAME, "--place", "here")
    assert done.exit_code == 9
    assert "is closed. Nothing was changed." in done.stderr


def test_thanks_that_are_due_come_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    done = run("meeting", "close", NAME)
    assert done.exit_code == 9
    assert f"The thank-you for “{NAME}” is still due. Nothing was changed." in done.stderr
    assert f"Next:  advocate meeting thank {NAME}" in done.stderr
    drop = done.stderr.rpartition("first:  advocate ")[2].split()
    made(*drop)
    assert "Thank them" not in made("meeting", "list").stdout + made(*WEEK).stdout
    assert "Closed" in made("meeting", "close", NAME).stdout


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("close",), f"advocate meeting close {NAME} --drop  (if it does not take place)"),
        (("thank",), f"advocate meeting fix {NAME} --when 'DAY TIME'  (once it has a day)"),
        (("thank", "--sent"), f"advocate meeting fix {NAME} --when 'DAY TIME'"),
    ],
)
def test_a_hint_never_ticks_off_what_was_not_done(args: tuple[str, ...], hint: str) -> None:
    made(*NEW, "--sent", "--by", "letter")
    done = run("meeting", args[0], NAME, *args[1:])
    assert done.exit_code == 9
    assert f"Next:  {hint}" in done.stderr
    assert "follow-ups done" not in done.stderr


def test_a_hint_after_a_meeting_ticks_off_no_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    made("meeting", "thank", NAME, "--sent")
    done = run("meeting", "fix", NAME, "--minutes", "30")
    assert done.exit_code == 9
    assert f"Next:  advocate meeting show {NAME}\n" in done.stderr


def test_what_names_people_or_tells_what_was_said_is_for_the_user_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held(monkeypatch)
    made("meeting", "thank", NAME, *TXT, "--out", "thanks")
    event = ("event", *NEW[1:6], "--kind", "rally", "--when", "2026-12-12 11:00")
    made(*event, "--name", "rally")
    made("event", "kit", "rally", *TXT, "--names")
    found = [path for path in Path().rglob("*") if path.is_file()]
    assert {path.name for path in found} >= {"notes.txt", "rally.ics"}
    assert [path for path in found if stat.S_IMODE(path.stat().st_mode) != 0o600] == []


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (("Ana Ruiz:leader", "ana ruiz:leader"), "is named twice with the same role"),
        (("Ana Ruiz:leader", "Bo Chen:leader"), "Two or more are to lead"),
        (("Ana Ruiz:leader", "Ana Ruiz:asker"), ""),
    ],
)
def test_a_group_that_looks_like_a_slip_is_told_of(who: tuple[str, str], said: str) -> None:
    group = tuple(part for one in who for part in ("--attendee", one))
    event = ("event", *NEW[1:6], "--kind", "rally", "--name", "rally")
    for args in ((*NEW, *group), ("meeting", "fix", NAME, *group), (*event, *group)):
        told = made(*args).stderr
        assert said in told
        assert ("twice" in told or "to lead" in told) == bool(said)


def test_one_that_will_not_be_is_dropped_with_its_ladder() -> None:
    made(*NEW, "--sent")
    assert run("meeting", "close", NAME).exit_code == 9
    assert "Nothing of it is open." in made("meeting", "close", NAME, "--drop").stdout
    assert (shown()["stage"], open_texts()) == ("dropped", [])
    made(*NEW, "--out", "second")  # beside one at its end, the next gets a number
    assert shown(f"{NAME}-2")["stage"] == "planned"


def test_what_is_taken_back_in_the_log_did_not_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    made(*NEW, "--sent")
    assert made("log", "undo").stderr == ""  # the record holds nothing against it
    assert shown()["stage"] == "planned"
    made("meeting", "sent", NAME)
    assert len(open_texts()) == 3


def test_a_folder_that_cannot_be_read_is_said(at_home: Path) -> None:
    at_home.mkdir()
    (at_home / "meetings").write_text("")
    done = run("meeting", "list")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "could not be read: " in done.stderr


@pytest.mark.parametrize("reader", [("meeting", "notes", NAME, "--read"), ("log", "import-report")])
def test_a_day_that_cannot_be_read_is_said(reader: tuple[str, ...]) -> None:
    made(*NEW)
    filled(Date="2026-11-20", Time="", **{"Follow-up date": "2026-13-45"})
    done = made(*reader, f"{NAME}/notes.txt")
    assert "“2026-13-45” is not a day: this follow-up has none." in done.stderr
    due = json.loads(made("follow-ups", "open", "--json").stdout)
    assert due[-1]["due"] is None
    assert due[-1]["text"] == "Follow up: 2026-13-45"


HELD = (*NEW, "--sent"), ("meeting", "fix", NAME, "--when", "2026-11-20 14:30"), "form", (
    "meeting", "notes", NAME, "--read"
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (((*NEW, "--sent"),), ("sent", NAME, "--again")),
        (((*NEW, "--sent"),), ("fix", NAME, "--when", "2026-12-10 14:30", "--by", "call")),
        (((*NEW, "--sent"), "form"), ("notes", NAME, "--read")),
        (((*NEW, "--sent"),), ("close", NAME, "--drop")),
        (HELD, ("thank", NAME, "--sent")),
    ],
)
def test_what_one_command_did_is_taken_back_at_once(
    before: tuple[Any, ...], command: tuple[str, ...]
) -> None:
    for step in before:
        if step == "form":
            filled(Date="2026-11-20", Time="")
        else:
            made(*step)
    found = logged(), open_texts()
    made("meeting", *command)
    assert (logged(), open_texts()) != found
    made("log", "undo")
    assert (logged(), open_texts()) == found


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ("fix", NAME, "--when", "2026-12-10 14:30", "--by", "call"),
            "still has its day: Thursday",
        ),
        (("close", NAME, "--drop"), "delete the line that begins with “ended” in "),
    ],
)
def test_undo_says_what_the_record_keeps(command: tuple[str, ...], said: str) -> None:
    made(*NEW, "--sent")
    made("meeting", *command)
    assert said in made("log", "undo").stderr


def test_a_meeting_that_was_held_is_not_asked_for_again() -> None:
    made(*NEW, "--sent")  # and no day was ever set
    filled(Date="2026-11-20", Time="")
    done = made("meeting", "notes", NAME, "--read")
    assert "Asking again is off the list of follow-ups." in done.stdout
    assert [text for _, text in open_texts()] == ["Send the thank-you letters", "the map", "a call"]


def test_the_list_fits_80_columns_and_names_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(*NEW, "--sent")
    long = "a-name-as-long-as-a-name-may-be-and-then-some-more-x60-chars"
    made(*NEW, "--name", long, "--out", "long")
    on(monkeypatch, "2026-11-30")
    page = made("meeting", "list").stdout
    rows = page.splitlines()
    assert max(len(row) for row in rows if "advocate meeting" not in row) <= 80
    assert rows[1] == long
    assert "    Fri Nov 27 LATE: Call the scheduler, and ask whether the meeting request" in rows
    assert "    advocate follow-ups done 1" in rows
    told = json.loads(made("meeting", "list", "--json").stdout)
    assert [one["name"] for one in told["meetings"]] == [long, NAME]
    assert told["meetings"][1]["next"]["by"] == "2026-11-27"


def test_the_papers_are_due_on_a_day_on_which_offices_work() -> None:
    made(*NEW, "--sent")
    made("meeting", "fix", NAME, "--when", "2027-01-19 10:00")  # the Monday before is a holiday
    assert shown()["next"]["by"] == "2027-01-15"


def test_show_tells_the_thread_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    page = made("meeting", "show", NAME).stdout
    assert max(map(len, page.splitlines())) <= 80
    order = [page.index(word) for word in ("e-mail, sent", "meeting held", "[dropped]", "Next")]
    assert order == sorted(order)
    assert "position heard: leans support" in " ".join(page.split())
    assert page.endswith(f"    advocate meeting thank {NAME}\n")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("new", "sample-issue", "10001"), 2, "--senator: Hollowell or Thornquist."),
        (("new", "sample-issue"), 2, "Give a PLACE, for example `advocate meeting new sample-"),
        (("new", "sample-isue", "10001", "--senator", "hollowell"), 6, "Did you mean"),
        (("new", "sample-issue", "10001", "--senator", "oakenshaw"), 4, "is from Vermont"),
        ((*NEW[1:], "--office", "nowhere"), 4, "No office of Senator Hollowell on file"),
        ((*NEW[1:], "--name", "My Meeting"), 3, "cannot name a meeting"),
        ((*NEW[1:], "--attendee", "Ana"), 2, "is not NAME:ROLE"),
        ((*NEW[1:], "--between", "2027-01-12", "2027-01-11"), 2, "is before"),
        ((*NEW[1:], "--between", "2026-11-12", "2026-12-11"), 2, "2026-11-12 is past."),
        ((*NEW[1:], *("--between", "2027-01-11", "2027-01-12") * 4), 2, "three at most"),
        ((*NEW[1:], "--between", "2027-01-11", "9999-12-31"), 2, "9999-12-31 is too far away."),
        ((*NEW[1:], *("--attendee", "Bo Chen:asker") * 41), 2, "name 40 people at most."),
        (("sent", "nothing"), 3, "There is no meeting or event named “nothing”."),
        (("sent", "../profile"), 3, "cannot name a meeting"),
        (("show", "nothing"), 3, "There is no meeting or event named"),
        (("fix", "nothing", "--when", "2026-12-10 14:30"), 3, "There is no meeting or event"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    at_home: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    done = run("meeting", *args)
    assert done.exit_code == code
    assert words in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert list(Path().iterdir()) == []
    assert not at_home.exists()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("fix", NAME), 2, "Say what is fixed"),
        (("fix", NAME, "--when", "soon"), 2, "is not a day and time"),
        (("fix", NAME, "--when", "0001-01-01 00:10"), 2, "0001-01-01 is too far away."),
        (("fix", NAME, "--when", "9999-12-31 10:00"), 2, "9999-12-31 is too far away."),
        (("fix", NAME, "--place", "x", "--by", "call"), 2, "--by goes with --when"),
        (("fix", NAME, "--when", "2026-12-10 14:30", "--staffer", "Sam"), 2, "goes with --by"),
        (("thank", NAME), 9, "is not in the log as held yet. Nothing was changed."),
        (("thank", NAME, "--sent"), 9, "is not in the log as held yet"),
        (("close", NAME), 9, "is not in the log as held yet"),
        (("sent", NAME, "--when", "2026-12-24"), 9, "is in the future"),
        (("notes", NAME, "--read", "nothing.txt"), 9, "nothing.txt cannot be read"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    at_home: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    made(*NEW)
    before = record(at_home).read_bytes()
    done = run("meeting", *args)
    assert done.exit_code == code
    assert words in done.stderr
    assert record(at_home).read_bytes() == before
    assert logged() == []


def test_papers_that_cannot_be_written_leave_no_meeting(at_home: Path) -> None:
    Path(NAME).mkdir()
    mine = Path(NAME, "08-meeting-request-hollowell.txt")
    mine.write_text("mine", encoding="utf-8")
    done = run(*NEW)
    assert done.exit_code == 8
    assert not record(at_home).exists()
    assert mine.read_text(encoding="utf-8") == "mine"
    assert files(Path(NAME)) == [mine.name]
    made(*NEW, "--force")
    assert record(at_home).exists()


def test_a_meeting_of_a_pack_that_is_gone(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch)
    path = record(at_home)
    path.write_text(path.read_text().replace('"sample-issue"', '"gone-issue"'), encoding="utf-8")
    done = run("meeting", "thank", NAME)
    assert done.exit_code == 6
    assert "There is no issue pack named “gone-issue”." in done.stderr
    assert "gone-issue" in made("meeting", "show", NAME).stdout
    made("meeting", "list")
    made("meeting", "thank", NAME, "--sent")
    made("meeting", "close", NAME)


def test_notes_are_read_though_the_pack_is_gone(at_home: Path) -> None:
    made(*NEW)
    filled(Date="2026-11-20")
    path = record(at_home)
    path.write_text(path.read_text().replace('"sample-issue"', '"gone-issue"'), encoding="utf-8")
    made("meeting", "notes", NAME, "--read")
    assert [one["issue"] for one in logged()[0]["issues"]] == ["gone-issue"]


def test_a_broken_file_keeps_nobody_from_the_others(at_home: Path) -> None:
    made(*NEW)
    record(at_home, "broken").write_text("minutes = 'Ana is ill'", encoding="utf-8")
    done = made("meeting", "list")
    assert NAME in done.stdout
    assert "Left out." in done.stderr
    assert "Ana is ill" not in done.stderr
    told = json.loads(made("meeting", "list", "--json").stdout)
    assert len(told["warnings"]) == 1


@pytest.mark.parametrize(
    "step",
    [
        ("sent", NAME),
        ("fix", NAME, "--when", "2026-12-10 14:30", "--by", "call"),
        ("notes", NAME, "--read"),
    ],
)
def test_a_log_that_cannot_be_written_leaves_the_record_as_it_was(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[str, ...]
) -> None:
    made(*NEW)
    filled(Date="2026-11-20")
    before, stage = record(at_home).read_bytes(), shown()["stage"]

    def refused() -> None:
        raise StoreError("The outreach log cannot be written.")

    with monkeypatch.context() as patched:
        patched.setattr(session, "open_store", refused)
        done = run("meeting", *step)
    assert done.exit_code == 9
    assert record(at_home).read_bytes() == before
    assert (shown()["stage"], logged()) == (stage, [])
    made("meeting", *step)  # and then it can be done


def test_a_run_that_dies_between_log_and_record_is_mended_by_the_next(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(*NEW, "--sent")
    fix = ("meeting", "fix", NAME, "--when", "2026-12-10 14:30", "--by", "call")

    def full(_home: Path, _one: object) -> None:
        raise OutputError("Could not write it: no space left.")

    with monkeypatch.context() as patched:
        patched.setattr("advocate.cli.occasion_steps.save_meeting", full)
        assert run(*fix).exit_code == 8
    assert shown()["stage"] == "asked"  # the record claims no day
    made(*fix)
    assert (shown()["stage"], len(logged()), open_texts()) == ("fixed", 2, [])


def test_thanks_that_died_halfway_are_neither_logged_nor_ticked_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held(monkeypatch)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("advocate.cli.occasion_steps.set_state", dies)
        assert "Logged" not in run("meeting", "thank", NAME, "--sent").stdout
    assert len(logged()) == 2
    made("meeting", "thank", NAME, "--sent")
    assert len(logged()) == 3
    assert "Send the thank-you letters" not in [text for _, text in open_texts()]


def test_thanks_that_were_logged_by_hand_are_ticked_off_without_a_second_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held(monkeypatch)
    letter = ("sample-issue", "--senator", "hollowell", "--thread", NAME)
    made("log", "letter", *letter, "--document", "thank-you")
    assert f"thank {NAME} --sent" in made("meeting", "list").stdout  # the next step names it
    made("meeting", "thank", NAME, "--sent")
    assert len(logged()) == 3
    assert "Send the thank-you letters" not in [text for _, text in open_texts()]


def test_papers_that_die_leave_no_meeting(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("advocate.files.write_files", dies)
    run(*NEW)
    assert not record(at_home).exists()


def test_a_log_of_another_program_is_said_and_nothing_is_lost(at_home: Path) -> None:
    made(*NEW, "--sent")
    (at_home / "log.sqlite3").write_bytes(b"no database" * 100)
    done = run("meeting", "list")
    assert done.exit_code == 9
    assert len(done.stderr.splitlines()) <= 2
    assert record(at_home).exists()


def test_the_outermost_days_and_the_largest_group_come_back(at_home: Path) -> None:
    people = [
        part for number in range(40) for part in ("--attendee", f"{'Ж' * 190} {number}:note-taker")
    ]
    made(*NEW[:3], " 10001 ", *NEW[4:], *people)
    made("meeting", "fix", NAME, "--when", "2199-12-31 23:59", "--place", "Ж" * 200)
    made("meeting", "brief", NAME, *TXT, "--names")
    assert len(shown()["attendees"]) == 40
    assert record(at_home).stat().st_size < 64_000
    made("meeting", "fix", NAME, "--when", "1990-01-01 00:00")
    made("meeting", "brief", NAME, *TXT, "--force")


def test_a_number_behind_a_long_name_is_still_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    # The name is cut to make room, here behind a hyphen.
    monkeypatch.setattr("advocate.cli.occasion_new.slug", lambda _: "x" * 55 + "-yzw")
    for number in (1, 2):
        made(*NEW, "--out", str(number))
        names = made("meeting", "list", "--json").stdout
        made("meeting", "close", json.loads(names)["meetings"][0]["name"], "--drop")
    assert "x" * 55 + "-2" in made("meeting", "list", "--all").stdout


def test_a_form_that_was_logged_by_itself_is_tied_to_its_meeting() -> None:
    made(*NEW)
    filled(Date="2026-11-20")
    made("log", "import-report", f"{NAME}/notes.txt")
    done = run("meeting", "notes", NAME, "--read")
    assert done.exit_code == 9
    mend = f"log edit 1 --thread {NAME}"
    assert f"To make it part of this meeting:  advocate {mend}" in done.stderr
    made(*mend.split())
    assert shown()["stage"] == "held"


def test_a_request_cannot_be_sent_once_there_is_a_day() -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30")
    done = run("meeting", "sent", NAME)
    assert (done.exit_code, logged()) == (9, [])
    assert f"The meeting “{NAME}” has its day already. Nothing was changed." in done.stderr


def test_in_a_groups_log_the_member_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    made("settings", "set", "member", "Ana")
    held(monkeypatch)
    made("meeting", "thank", NAME, "--sent")
    assert [contact["member"] for contact in logged()] == ["Ana", "Ana", "Ana"]


def test_a_group_plays_it_on_postgresql(shared_log: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made("settings", "set", "store", shared_log)
    made("settings", "set", "member", "Ana")
    held(monkeypatch)
    assert shown()["stage"] == "held"
    made("meeting", "thank", NAME, "--sent")
    made("meeting", "close", NAME)
    assert [contact["member"] for contact in logged()] == ["Ana", "Ana", "Ana"]
    assert [text for _, text in open_texts()] == ["the map", "a call"]


@pytest.mark.parametrize(
    "args",
    [
        NEW,
        (*NEW, "--sent", "--by", "letter"),
        ("event", *NEW[1:6], "--kind", "rally"),
    ],
)
def test_nothing_begins_while_the_log_is_out_of_reach(at_home: Path, args: tuple[str, ...]) -> None:
    log_out_of_reach(at_home)
    done = run(*args)
    assert (done.exit_code, done.stdout) == (9, "")
    assert "could not be reached" in done.stderr
    assert files(Path()) == []
    assert not (at_home / "meetings").exists()
    (at_home / "settings.toml").unlink()
    assert "Begun" in made(*args).stdout  # the same command again, as the error says


def test_without_the_log_meetings_are_listed_and_no_step_is_guessed(at_home: Path) -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-12-10 14:30")
    log_out_of_reach(at_home)
    done = made("meeting", "list")
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["Name", "Stage", "When"],
        [NAME, "?", "2026-12-10", "14:30"],
    ]
    note = "could not be reached. How far each has come, and what is next, is left out."
    assert note in " ".join(done.stderr.split())
    told = json.loads(made("meeting", "list", "--json").stdout)
    assert [(one["stage"], one["next"]) for one in told["meetings"]] == [(None, None)]
    assert "could not be reached" in told["warnings"][0]


def test_the_form_in_an_odd_place_is_read_by_its_name() -> None:
    made(*NEW)
    made("meeting", "fix", NAME, "--when", "2026-11-20 14:30")
    odd = "two  spaces/notes.txt"
    made("meeting", "notes", NAME, "-o", odd)
    assert run("meeting", "notes", NAME, "--read").exit_code == 2
    text = Path(odd).read_text(encoding="utf-8").replace("Impressions:", "Impressions: warm")
    Path(odd).write_text(text, encoding="utf-8")
    made("meeting", "notes", NAME, "--read", odd)
    assert logged()[0]["note"] == "Impressions: warm"


def test_two_that_begin_at_once_make_one_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    # Both have looked whether the name is free before either takes it.
    monkeypatch.setattr("advocate.cli.occasion_new.meeting_slugs", lambda _home: ())
    made(*NEW, "--out", "papers-1")
    done = run(*NEW, "--out", "papers-2")
    assert done.exit_code == 3
    assert "already. Nothing was made." in done.stderr
    assert not Path("papers-2").exists()


def test_two_that_log_at_once_log_it_once(fixture_data_dir: Path) -> None:
    made(*NEW)
    code = (
        "import sys; from pathlib import Path; from advocate.cli import session;"
        "from advocate.directory.dataset import Dataset;"
        f"session.open_dataset = lambda: Dataset(Path({str(fixture_data_dir)!r}));"
        "from advocate.cli.main import run; sys.argv = ['advocate', *sys.argv[1:]]; run()"
    )
    argv = [sys.executable, "-c", code, "meeting", "sent", NAME]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    both = [subprocess.Popen(argv, env=env, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert sorted(one.wait() for one in both) == [0, 9]
    assert (len(logged()), len(open_texts())) == (1, 3)

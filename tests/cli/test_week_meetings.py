"""The weekly plan and the day of somebody who has a meeting under way."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advocate.planning.matters import MINUTES
from advocate.week_file import Shown, keep_shown
from tests.cli.running import at_home, made, run
from tests.cli.test_meeting import NAME, NEW, TXT, filled, held, logged, on, open_texts

__all__ = ["at_home"]

FIX = ("meeting", "fix", NAME, "--when", "2026-12-10 14:30")


@pytest.fixture(autouse=True)
def known(at_home: Path) -> None:  # after it
    """A user in New York who works on the sample issue."""
    made("me", "set", "--zip", "10001")
    made("settings", "set", "issues", "sample-issue")


def plan() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made("week", "--json").stdout)["choices"]
    return found


def number(kind: str) -> str:
    return next(str(one["number"]) for one in plan() if one["kind"] == kind)


def day() -> tuple[str, str]:
    """Return what `advocate` alone says is due, and the command that is next."""
    text = made().stdout
    due = " ".join(text[text.index("Due") : text.index("Senate")].split()).removeprefix("Due ")
    return due, text.splitlines()[-1].removeprefix("Next:  ")


def _begun(_: pytest.MonkeyPatch) -> None:
    made(*NEW)


def _asked(patch: pytest.MonkeyPatch) -> None:
    made(*NEW, "--sent")
    on(patch, "2026-11-27")


def _asked_twice(patch: pytest.MonkeyPatch) -> None:
    made(*NEW, "--sent")
    for _ in range(2):
        first = json.loads(made("follow-ups", "open", "--json").stdout)[0]
        made("follow-ups", "done", str(first["id"]))
    on(patch, "2026-12-08")


def _fixed(patch: pytest.MonkeyPatch) -> None:
    made(*NEW, "--sent")
    made(*FIX, "--by", "call")
    on(patch, "2026-12-09")


def _today(patch: pytest.MonkeyPatch) -> None:
    _fixed(patch)
    on(patch, "2026-12-10")


def _held(patch: pytest.MonkeyPatch) -> None:
    held(patch)
    on(patch, "2026-12-12")


def _rally(patch: pytest.MonkeyPatch) -> None:
    made("event", "new", "sample-issue", "10001", "--senator", "hollowell", "--kind", "rally",
         "--name", NAME, "--when", "2026-12-13 11:00")  # fmt: skip
    on(patch, "2026-12-12")


@pytest.mark.parametrize(
    ("before", "due", "command"),
    [
        (
            _begun,
            "Send the request, then say how it went out (letter, ",
            f"advocate meeting sent {NAME} --by letter",
        ),
        (_asked, "Call the scheduler, and ask whether ", f"advocate meeting show {NAME}"),
        (
            _asked_twice,
            "Ask for the meeting again, with new days, ",
            f"advocate meeting request {NAME} --out {NAME}-again",
        ),
        (_fixed, "Print the briefs, and confirm by ", f"advocate meeting brief {NAME}"),
        (_held, "Thank them, within two days: ", f"advocate meeting thank {NAME}"),
        (_rally, "Print the kit: ", f"advocate event kit {NAME}"),
    ],
)
def test_each_step_leads_to_its_own_command(
    monkeypatch: pytest.MonkeyPatch, before: Any, due: str, command: str
) -> None:
    before(monkeypatch)
    one = plan()[0]
    assert (one["command"], one["thread"]) == (command, NAME)
    assert one["text"].startswith(due)
    said, following = day()
    assert said.startswith(due)
    assert following == command


def test_the_day_of_a_meeting_begins_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _today(monkeypatch)
    made("log", "add", "sample-issue", "--senator", "Thornquist", "--channel", "call", "--outcome",
         "spoke", "--they-promised", "an answer by 2026-12-01")  # fmt: skip
    first = plan()[0]
    text = f"2:30 p.m., meeting: {NAME} (Senator Beatrix Q. Hollowell)"
    assert (first["text"], first["hour"], first["on"]) == (text, "14:30", "2026-12-10")
    assert "logged by its own command" in run("week", "done", "1").stderr
    told = made().stdout
    assert " ".join(told.split()).startswith(f"Thursday, December 10, 2026 Today {text} Open now")
    assert "Due         " in told
    assert "more" not in told
    assert told.endswith(f"\nNext:  advocate meeting notes {NAME}\n")
    listed = " ".join(made("meeting", "list").stdout.split())
    assert "Today, 2:30 p.m.: take the briefs along. Afterwards: write down what was" in listed
    assert f"advocate meeting brief {NAME} (if the briefs are not printed yet)" in listed
    on(monkeypatch, "2026-12-09")
    listed = " ".join(made("meeting", "list").stdout.split())
    assert "Wed Dec 9: Print the briefs, and confirm by phone." in listed


def test_one_asks_the_office_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    _asked(monkeypatch)
    assert "who looks at it: New York, 212-555-0111 (sample-issue-hollowell" in plan()[0]["text"]


def test_thanks_that_are_done_are_logged_and_ticked_off(monkeypatch: pytest.MonkeyPatch) -> None:
    _held(monkeypatch)
    done = made("week", "done", number("thank-you"), "--minutes", "20")
    assert "Logged contact 3: letter to Senator Beatrix Q. Hollowell, sent" in done.stdout
    told = {
        "documents": ["thank-you"],
        "thread": NAME,
        "minutes": 20,
        "staffer": "Sam Lee, scheduler",
    }
    assert told.items() <= logged()[0].items()
    assert [text for _, text in open_texts()] == ["the map", "a call"]
    made("log", "undo")
    assert [text for _, text in open_texts()] == ["Send the thank-you letters", "the map", "a call"]


def test_a_call_to_ask_again_is_logged_with_what_it_ticks_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _asked(monkeypatch)
    again = number("ask-again")
    assert "Missing: --outcome" in run("week", "done", again).stderr
    assert len(logged()) == 1
    done = made("week", "done", again, "--outcome", "no-answer")
    assert "It stays open: nobody was reached." in done.stdout
    assert open_texts()[0] == ("2026-11-27", "Call the scheduler")
    done = made("week", "done", again, "--outcome", "spoke", "--words", "We have it.")
    assert f"advocate meeting fix {NAME} --when 'DAY TIME'  (if they set" in done.stderr
    told = {"channel": "call", "outcome": "spoke", "thread": NAME, "words": "We have it.",
            "number": "212-555-0111"}  # fmt: skip
    assert told.items() <= logged()[0].items()
    assert open_texts()[0] == ("2026-12-01", "Call again")
    made("log", "undo")
    assert open_texts()[0] == ("2026-11-27", "Call the scheduler")


@pytest.mark.parametrize("before", [_begun, _asked_twice, _today])
def test_what_only_its_own_command_logs_is_not_ticked_off(
    monkeypatch: pytest.MonkeyPatch, before: Any
) -> None:
    before(monkeypatch)
    one, found = plan()[0], (logged(), open_texts())
    done = run("week", "done", "1")
    assert done.exit_code == 2
    assert "Nothing was ticked off." in done.stderr
    assert one["command"] in done.stderr
    assert (logged(), open_texts()) == found
    assert plan()[0] == one


def test_papers_that_are_printed_are_done_until_there_is_another_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _fixed(monkeypatch)
    made("week", "done", number("papers"))
    assert "papers" not in [one["kind"] for one in plan()]
    made("meeting", "fix", NAME, "--when", "2026-12-11 14:30")
    on(monkeypatch, "2026-12-10")
    assert plan()[0]["kind"] == "papers"


def test_the_day_of_a_meeting_is_for_it_alone_also_once_it_was_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def that_day() -> list[str]:
        own = [one for one in plan() if one["senator"] == "X000001"]
        return [one["kind"] for one in own if one["on"] == "2026-12-10"]

    _today(monkeypatch)
    assert that_day() == ["step"]
    filled(Date="2026-12-10", Time="")
    made("meeting", "notes", NAME, "--read")
    assert that_day() == []
    made("meeting", "thank", NAME, "--sent")
    made("meeting", "close", NAME)
    assert that_day() == []
    assert "call:sample-issue:X000001" in [one["key"] for one in plan()]


def test_a_request_that_the_plan_asked_for_is_logged_with_its_meeting(at_home: Path) -> None:
    asked = Shown(1, "r", "meeting-request", "Ask", 25, "X000001", "", "sample-issue")
    keep_shown(at_home, date(2026, 11, 24), [asked])
    made(*NEW)
    done = run("week", "done", "1", "--words", "Good morning.")
    assert (done.exit_code, logged()) == (2, [])
    assert "Here only --minutes can be told. Nothing was logged." in done.stderr
    made("week", "done", "1")
    (contact,) = logged()
    told = {"channel": "letter", "documents": ["meeting-request"], "thread": NAME, "minutes": 25}
    assert told.items() <= contact.items()
    assert len(open_texts()) == 3


def _asked_in_vain(patch: pytest.MonkeyPatch) -> None:
    made(*NEW, "--sent")
    on(patch, "2026-12-08")
    for one in json.loads(made("follow-ups", "open", "--json").stdout)[:2]:
        made("follow-ups", "done", str(one["id"]))


def _rally_held(patch: pytest.MonkeyPatch) -> None:
    _rally(patch)
    on(patch, "2026-12-13")
    filled(group="event", Date="2026-12-13", Time="")
    made("event", "notes", NAME, "--read")


@pytest.mark.parametrize(
    ("before", "kind", "command"),
    [
        (_begun, "step", f"meeting sent {NAME} --by letter"),
        (_asked_in_vain, "step", f"meeting sent {NAME} --again"),
        (_held, "thank-you", f"meeting thank {NAME} --sent"),
        (_rally_held, "thank-you", f"event thank {NAME} --sent"),
    ],
)
def test_its_own_command_counts_the_minutes_of_the_plan(
    monkeypatch: pytest.MonkeyPatch, before: Any, kind: str, command: str
) -> None:
    before(monkeypatch)
    (planned,) = [one["minutes"] for one in plan() if one["kind"] == kind]
    made(*command.split())
    assert logged()[0]["minutes"] == planned


@pytest.mark.parametrize(
    "commands",
    [
        [NEW, ("week", "done", "1")],
        [NEW, ("meeting", "sent", NAME, "--by", "letter")],
        [(*NEW, "--sent")],
    ],
)
def test_a_request_counts_the_same_however_it_is_logged(
    at_home: Path, commands: list[tuple[str, ...]]
) -> None:
    minutes = MINUTES["meeting-request"]
    asked = Shown(1, "r", "meeting-request", "Ask", minutes, "X000001", "", "sample-issue")
    keep_shown(at_home, date(2026, 11, 24), [asked])
    for command in commands:
        made(*command)
    assert [one["minutes"] for one in logged()] == [minutes]


def test_a_promise_is_ticked_off_alone_or_with_the_call_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held(monkeypatch)
    on(monkeypatch, "2026-12-14")
    promises = next(one for one in plan() if one["kind"] == "follow-up")
    assert promises["command"] == "advocate follow-ups open"  # the map, and their call
    done = run("week", "done", str(promises["number"]), "--words", "It is on its way.")
    assert "Missing: --outcome" in done.stderr  # words are not lost
    assert len(open_texts()) == 3
    made("week", "done", str(promises["number"]), "--outcome", "spoke", "--words", "It is coming.")
    assert [text for _, text in open_texts()] == ["Send the thank-you letters"]
    told = {"channel": "call", "thread": NAME, "words": "It is coming."}
    assert told.items() <= logged()[0].items()
    made("log", "undo")
    done = made("week", "done", number("follow-up"))
    command = f"log call sample-issue --senator X000001 --outcome spoke --thread {NAME}"
    assert f"advocate {command}  (if you spoke with the office)" in done.stderr
    made(*command.split())


def test_one_promise_leads_to_what_ticks_it_off() -> None:
    made("log", "call", "sample-issue", "--senator", "hollowell", "--outcome", "spoke",
         "--they-promised", "an answer by 2026-11-25")  # fmt: skip
    one = next(one for one in plan() if one["kind"] == "follow-up")
    assert one["command"] == f"advocate follow-ups done {one['follow_ups'][0]}"


@pytest.mark.parametrize(
    ("today", "due", "said", "command"),
    [
        (
            "2026-11-24",
            "2026-11-24",
            "You promised: an answer (Senator Beatrix Q. Hollowell)",
            "due",
        ),
        (
            "2026-11-27",
            "2026-11-24",
            "You promised: an answer (Senator Beatrix Q. Hollowell)",
            "due",
        ),
        # No office is open on Sunday, and so it is for Friday: but it is not due yet.
        (
            "2026-11-27",
            "2026-11-29",
            "You promised: an answer (Senator Beatrix Q. Hollowell): due Nov 29",
            "open",
        ),
        ("2026-11-24", "2026-11-25", "nothing today; the next on November 25", ""),
    ],
)
def test_the_day_says_the_same_of_what_is_due_twice(
    monkeypatch: pytest.MonkeyPatch, today: str, due: str, said: str, command: str
) -> None:
    made("log", "call", "sample-issue", "--senator", "hollowell", "--outcome", "spoke",
         "--we-promised", f"an answer by {due}")  # fmt: skip
    on(monkeypatch, today)
    found, following = day()
    assert found == said
    assert following.startswith(f"advocate follow-ups {command}" if command else "advocate call")
    if command:
        assert "an answer" in made(*following.split()[1:]).stdout


def test_a_day_that_is_full_still_names_what_is_due() -> None:
    made("log", "call", "sample-issue", "--senator", "hollowell", "--outcome", "spoke",
         "--minutes", "120", "--we-promised", "an answer by 2026-11-24")  # fmt: skip
    assert day() == (
        "You promised: an answer (Senator Beatrix Q. Hollowell)",
        "advocate follow-ups due",
    )


def test_meetings_that_cannot_be_read_stop_no_plan(at_home: Path) -> None:
    (at_home / "meetings").write_text("")
    done = made("week")
    assert "Planned without it. The folder of your meetings, " in done.stderr
    assert "1.  10 min" in done.stdout


def test_a_thank_you_letter_is_no_letter_on_the_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    _held(monkeypatch)
    made("meeting", "thank", NAME, "--sent")
    assert "web-form:sample-issue:X000001" in [one["key"] for one in plan()]


def test_undo_after_the_end_says_that_it_is_still_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    made(*NEW, *TXT)
    filled(Date="2026-11-20", Time="")
    made("meeting", "notes", NAME, "--read")
    due = json.loads(made("follow-ups", "open", "--json").stdout)
    (thanks,) = [one["id"] for one in due if one["text"] == "Send the thank-you letters"]
    made("follow-ups", "drop", str(thanks))
    made("meeting", "close", NAME)
    made("log", "undo")
    assert f"The meeting “{NAME}” itself is still closed." in made("log", "undo").stderr

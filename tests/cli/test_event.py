"""`advocate event`: a rally, a visit and a town hall, in the same thread of steps as a meeting."""

import re
from pathlib import Path

import pytest

from tests.cli.running import at_home, files, made, run
from tests.cli.test_meeting import TXT, WEEK, filled, logged, on, open_texts, shown

__all__ = ["at_home"]

NEW = ("event", "new", "sample-issue", "10001", "--senator", "hollowell")
KINDS = ("rally", "visit", "town-hall")


def name(kind: str) -> str:
    return f"sample-issue-{kind}-hollowell"


def test_an_events_day_that_is_past_is_called_the_events() -> None:
    made(*NEW, "--kind", "visit", "--when", "2026-11-20 11:00")
    told = made("event", "kit", name("visit"), *TXT).stderr
    assert "The event's day, November 20, 2026, is past." in told


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_from_the_first_word_to_the_last(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = name(kind)
    done = made(*NEW, "--kind", kind)
    assert f"advocate event fix {slug} --when 'DAY TIME'" in done.stderr
    made("event", "fix", slug, "--when", "2026-12-05 11:00", "--place", "The old mill")
    made("event", "kit", slug, *TXT, "--out", "kit")
    variant = "" if kind == "visit" else f"-{kind}"
    assert files(Path("kit")) == [
        "10-leave-behind-hollowell.txt",
        "11-report-back-event-hollowell.txt",
        f"13-event-kit{variant}-hollowell.txt",
        f"{slug}.ics",
    ]
    kit = Path(f"kit/13-event-kit{variant}-hollowell.txt").read_text(encoding="utf-8")
    assert re.search(r"Day and time +Saturday, December 5, 2026, 11:00 a.m.", kit)
    assert "LOCATION:The old mill" in Path(f"kit/{slug}.ics").read_text(encoding="utf-8")
    on(monkeypatch, "2026-12-06")
    filled(slug, "event", **{"How many came": "42"})
    made("event", "notes", slug, "--read")
    (contact,) = logged()
    assert (contact["channel"], contact["outcome"], contact["thread"]) == (
        kind, "meeting-held", slug
    )  # fmt: skip
    assert contact["note"] == "How many came: 42"
    assert open_texts()[0] == ("2026-12-07", "Send the thank-you letters")
    made("event", "thank", slug, *TXT, "--out", "thanks")
    thanked = {"rally": "receiving our group", "town-hall": "the town hall"}
    letter = Path("thanks/12-thank-you-hollowell.txt").read_text(encoding="utf-8")
    words = f"Thank you for {thanked.get(kind, 'the meeting')} on December 5, 2026"
    assert words in " ".join(letter.split())
    made("event", "thank", slug, "--sent")
    assert "Closed" in made("event", "close", slug).stdout
    assert shown(slug, "event")["stage"] == "closed"


def test_a_rally_was_held_and_was_no_meeting() -> None:
    made(*NEW, "--kind", "rally", "--when", "2026-11-21 11:00")
    filled(name("rally"), "event", **{"How many came": "42"})
    done = made("event", "notes", name("rally"), "--read")
    assert "rally for Senator Beatrix Q. Hollowell, held, 2026-11-21 11:00." in done.stdout
    assert "rally, held" in made("event", "show", name("rally")).stdout


def test_nobody_said_how_long_it_lasts() -> None:
    day = ("--kind", "rally", "--when", "2026-12-05 11:00")
    assert "Set: Saturday, December 5, 2026, 11:00 a.m.\n" in made(*NEW, *day).stdout
    made("event", "kit", name("rally"), *TXT)
    assert "a.m.\n" in made("event", "show", name("rally")).stdout
    assert shown(name("rally"), "event")["minutes"] is None
    entry = Path(name("rally"), f"{name('rally')}.ics").read_text(encoding="utf-8")
    assert "DTSTART:20261205T160000Z" in entry
    assert not re.search("DURATION|DTEND|Lasts", entry)
    done = made("event", "fix", name("rally"), "--minutes", "45")
    assert "11:00 a.m., 45 minutes." in done.stdout
    made("event", "kit", name("rally"), *TXT, "--out", "again")
    again = Path("again", f"{name('rally')}.ics").read_text(encoding="utf-8").replace("\n ", "")
    assert "DURATION:PT45M" in again
    assert "Lasts about 45 minutes." in again


def test_after_a_rally_that_nobody_came_out_to_nobody_is_thanked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(*NEW, "--kind", "rally", "--when", "2026-12-05 11:00")
    on(monkeypatch, "2026-12-05")
    nobody = dict.fromkeys(("Who met us", "Their exact words", "They promised"), "")
    filled(name("rally"), "event", **nobody)
    done = made("event", "notes", name("rally"), "--read")
    assert "nobody from the office, so no thank-you is due." in done.stdout
    assert [text for _, text in open_texts()] == ["the map"]
    assert "thank" not in made("event", "list").stdout + made(*WEEK).stdout
    assert "Closed" in made("event", "close", name("rally")).stdout


def test_a_rally_may_take_hours_and_a_meeting_does_not() -> None:
    day = ("--kind", "rally", "--when", "2026-12-05 11:00", "--minutes", "120")
    assert "11:00 a.m., 120 minutes." in made(*NEW, *day).stdout
    assert shown(name("rally"), "event")["minutes"] == 120
    made("event", "kit", name("rally"), *TXT)
    meeting = ("meeting", *NEW[1:], "--minutes", "120")
    assert run(*meeting).exit_code == 2


def test_a_rally_on_a_saturday_is_no_surprise() -> None:
    done = made(*NEW, "--kind", "rally", "--when", "2026-12-05 11:00")
    assert "Saturday" not in done.stderr
    assert "Saturday" not in made("event", "kit", name("rally"), *TXT).stderr


@pytest.mark.parametrize(
    ("day", "told", "said", "unsaid"),
    [
        ("2026-12-05", (), ("close by, for a delegation of five: on a Saturday offices are closed",
                            "Everyone calls the office, and leaves a message:",
                            "to the senator's staff on a day when the office is open."),
                           ("delegation goes", "delegation going", "same day")),
        ("2026-12-04", (), ("# A rally at Senator Hollowell's office", "The delegation goes in;",
                            "Everyone calls the office: 212-555-0111", "on the same day",
                            "| Where | 12 Invented Avenue, New York",
                            "| The office | 12 Invented Avenue, Suite 400"),
                           ("Friday offices",)),
        ("2026-12-04", ("--place", "The old mill"),
         ("# A rally for an answer from Senator Hollowell", "| The office | 12 Invented Avenue",
          "to the office;"),
         ("A rally at Senator", "goes in;")),
    ],
)  # fmt: skip
def test_a_rallys_kit_sends_nobody_to_a_closed_door(
    day: str, told: tuple[str, ...], said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    made(*NEW, "--kind", "rally", "--when", f"{day} 11:00", *told)
    made("event", "kit", name("rally"), "--format", "md", "--out", "kit")
    kit = Path("kit/13-event-kit-rally-hollowell.md").read_text(encoding="utf-8")
    assert [one for one in said if one not in kit] == []
    assert [one for one in unsaid if one in kit] == []
    left = Path("kit/10-leave-behind-hollowell.md").read_text(encoding="utf-8")
    assert f"in New York. December {int(day[-2:])}, 2026." in left  # of the day it is handed over


@pytest.mark.parametrize("form", ["eml", "png"])
def test_papers_are_offered_in_the_formats_that_they_can_have(form: str) -> None:
    made(*NEW, "--kind", "rally")
    done = run("event", "kit", name("rally"), "--format", form)
    assert done.exit_code == 2
    assert f"'{form}' is not one of 'txt', 'md', 'html', 'docx', 'pdf'" in done.stderr


def test_meetings_and_events_are_listed_apart() -> None:
    made(*NEW, "--kind", "rally")
    assert made("meeting", "list").stdout == "There is no meeting to come.\n"
    assert name("rally") in made("event", "list").stdout
    done = run("meeting", "show", name("rally"))
    assert done.exit_code == 3
    assert f"See it with:  advocate event show {name('rally')}" in done.stderr


def test_a_kind_is_needed() -> None:
    done = run(*NEW)
    assert done.exit_code == 2
    assert "--kind" in done.stderr

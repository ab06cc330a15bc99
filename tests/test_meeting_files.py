"""A meeting's file: it comes back as it was kept, and what is wrong in it is named, not quoted."""

import stat
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate.documents.meeting import Attendee, Role, Window
from advocate.errors import OutputError, SettingsError
from advocate.meeting_files import (
    add_meeting,
    file_text,
    load_meeting,
    meeting_path,
    meeting_slugs,
    save_meeting,
    taking_turns,
)
from advocate.outreach.records import Channel
from advocate.planning.meetings import Ended, Occasion
from advocate.text import clean_line

BARE = Occasion(
    slug="libraries",
    uid="0123",
    channel=Channel.MEETING,
    issue="sample-issue",
    senator="X000001",
    senator_name="Ada “Ace” Hollowell",
    place="10001",
    state="NY",
    office="X000001-new_york",
)
FULL = replace(
    BARE,
    slug="libraries-2",
    channel=Channel.TOWN_HALL,
    windows=(Window(date(2026, 12, 8), date(2026, 12, 11)),),
    when=datetime(2026, 12, 10, 14, 30),  # noqa: DTZ001 - wall-clock time at the office
    minutes=45,
    attendees=(Attendee("Zoë \\ “Z” O'Neil", Role.TIME_KEEPER),),
    venue="The old mill, room 2",
    notes="/tmp/where ever/notes.txt",  # noqa: S108 - nothing is written there
    ended=Ended.CLOSED,
)


RALLY = replace(BARE, slug="rally", channel=Channel.RALLY, minutes=None)


@pytest.mark.parametrize("one", [BARE, FULL, RALLY])
def test_what_is_kept_comes_back(tmp_path: Path, one: Occasion) -> None:
    path = add_meeting(tmp_path, one)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load_meeting(tmp_path, one.slug) == one
    save_meeting(tmp_path, replace(one, minutes=15))
    assert load_meeting(tmp_path, one.slug).minutes == 15
    assert meeting_slugs(tmp_path) == (one.slug,)
    assert sorted(path.parent.iterdir()) == [path]  # nothing half-written beside it


def test_a_name_is_taken_once(tmp_path: Path) -> None:
    path = add_meeting(tmp_path, BARE)
    before = path.read_bytes()
    with pytest.raises(SettingsError, match="named “libraries” already"):
        add_meeting(tmp_path, replace(BARE, minutes=40))
    assert path.read_bytes() == before


@pytest.mark.parametrize(("one", "group"), [(BARE, "meeting"), (RALLY, "event")])
def test_a_name_that_is_taken_leads_to_whoever_has_it(
    tmp_path: Path, one: Occasion, group: str
) -> None:
    add_meeting(tmp_path, one)
    with pytest.raises(SettingsError) as caught:
        add_meeting(tmp_path, replace(BARE, slug=one.slug))
    assert caught.value.hint.endswith(f"advocate {group} show {one.slug}")


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path) -> None:
    assert meeting_slugs(tmp_path) == ()
    (tmp_path / "meetings").write_text("")
    with pytest.raises(SettingsError, match="could not be read: ") as caught:
        meeting_slugs(tmp_path)
    assert "Make it a folder that you can read" in caught.value.hint


@pytest.mark.parametrize("slug", ["", "../profile", "Two Words", "a--b", "x" * 61, "a\nb"])
def test_a_name_of_the_wrong_form_names_no_file(tmp_path: Path, slug: str) -> None:
    with pytest.raises(SettingsError, match="cannot name a meeting"):
        meeting_path(tmp_path, slug)


def test_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no meeting or event named “libraries”") as caught:
        load_meeting(tmp_path, "libraries")
    assert "advocate meeting new" in caught.value.hint
    add_meeting(tmp_path, FULL)
    with pytest.raises(SettingsError) as caught:
        load_meeting(tmp_path, "libraries")
    assert caught.value.hint == "Here are: libraries-2."


PRIVATE = "Ana Ruiz is ill"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"meeting"', f'"{PRIVATE}"', "kind must be one of: meeting, rally, visit, town-hall."),
        ("minutes = 20", "minutes = 5", "minutes must be a number from 10 to 60."),
        ("minutes = 20", "minutes = true", "minutes must be a number from 10 to 60."),
        ("minutes = 20", f'"{PRIVATE}" = 20', "Something in it is not a key of a meeting."),
        ("minutes = 20", "minuets = 20", "“minuets” is not a key of a meeting."),
        ("minutes = 20", f'when = "{PRIVATE}"', "when must be a day and hour"),
        ("minutes = 20", "when = 2026-12-10", "when must be a day and hour"),
        ("minutes = 20", "when = 2026-12-10T14:30:00Z", "when must be a day and hour"),
        ("minutes = 20", "when = 1989-12-10 14:30:00", "when must be a day and hour"),
        ("windows = []", "windows = [{first = 2026-12-08, last = 2200-01-01}]", "Each of windows"),
        ("minutes = 20", f'ended = "{PRIVATE}"', "ended must be closed or dropped"),
        ("minutes = 20", f'venue = "{PRIVATE * 40}"', "venue must be one line in quotes, of at"),
        ("minutes = 20", f'venue = "{PRIVATE}\\n"', "venue must be one line in quotes"),
        ('uid = "0123"', "", "It lacks: uid."),
        ('uid = "0123"', "uid = 123", "uid must be one line in quotes"),
        ("windows = []", f'windows = "{PRIVATE}"', "windows must be [[windows]] tables."),
        ("windows = []", "windows = [1]", "windows must be [[windows]] tables."),
        ("windows = []", "windows = [{first = 2026-12-08}]", "Each of windows needs first"),
        (
            "windows = []",
            "windows = [{first = 2026-12-08, last = 2026-12-07}]",
            "Each of windows needs first",
        ),
        (
            "attendees = []",
            f'attendees = [{{name = "{PRIVATE}", role = "boss"}}]',
            "Each of attendees needs a name and a role: leader,",
        ),
        ("minutes = 20", f'minutes = "{PRIVATE}', "is not TOML at line"),
        ("minutes = 20", "x" + ".x" * 600 + " = 1", "a line with too many dots"),
    ],
)
def test_a_bad_file_is_named_and_never_quoted(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = add_meeting(tmp_path, BARE)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_meeting(tmp_path, "libraries")
    said = caught.value.sentence + caught.value.hint
    assert words in said
    assert path.name in said or "…" in said
    assert PRIVATE not in said


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 70_000])
def test_what_is_no_text_is_no_meeting(tmp_path: Path, data: bytes) -> None:
    add_meeting(tmp_path, BARE).write_bytes(data)
    with pytest.raises(SettingsError):
        load_meeting(tmp_path, "libraries")


def test_a_folder_of_its_name_is_no_meeting(tmp_path: Path) -> None:
    (tmp_path / "meetings" / "libraries.toml").mkdir(parents=True)
    with pytest.raises(SettingsError, match="could not be read: it is a folder"):
        load_meeting(tmp_path, "libraries")


def test_a_place_that_takes_no_file(tmp_path: Path) -> None:
    (tmp_path / "meetings").write_text("in the way")
    with pytest.raises(OutputError):
        add_meeting(tmp_path, BARE)


def test_one_run_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocate.settings.WAIT_SECONDS", 0.05)
    with taking_turns(tmp_path, "libraries"):
        second = taking_turns(tmp_path, "libraries")
        with pytest.raises(SettingsError, match="“libraries” is busy"), second:
            pass
        with taking_turns(tmp_path, "another"):
            pass


def test_the_file_says_what_it_is() -> None:
    assert "advocate event show libraries-2" in file_text(FULL)
    assert file_text(FULL).startswith("# Town hall “libraries-2”.")


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=200), venue=st.text(max_size=200))
def test_whatever_was_typed_comes_back(name: str, venue: str) -> None:
    someone = Attendee(clean_line(name) or "x", Role.LEADER)
    one = replace(FULL, attendees=(someone,), venue=clean_line(venue))
    with TemporaryDirectory() as folder:
        add_meeting(Path(folder), one)
        assert load_meeting(Path(folder), one.slug) == one

"""`advocate script | voicemail | letter | brief` as a user meets them."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advocate import constituency
from advocate.constituency import Constituency
from tests.cli.running import at_home, files, made, run

__all__ = ["at_home"]  # used by every test here


def test_explain_says_what_was_used_and_why() -> None:
    told = made("script", "sample-issue", "10001", "--senator", "hollowell", "--explain").stderr
    assert "script/default.md" in told
    assert "supports, 2026-10-01: Original cosponsor of S. 9901 (bill)" in told
    assert "New York (X000001-new_york), the nearest, 1 mile" in told
    assert "of 2026-06-15" in told


@pytest.mark.parametrize(
    ("kind", "mode"), [("brief", 0o600), ("report-back", 0o600), ("leave-behind", 0o644)]
)
def test_a_paper_with_names_or_words_is_for_its_maker_alone(kind: str, mode: int) -> None:
    before = os.umask(0o022)
    try:
        made(kind, "sample-issue", "10001", "--senator", "hollowell", "-o", "paper.txt")
        made(kind, "sample-issue", "10001", "--senator", "hollowell", "-o", "papers/")
    finally:
        os.umask(before)
    found = [Path("paper.txt"), *Path("papers").iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} == {mode}


def test_strict_refuses_what_is_too_long() -> None:
    Path("long.txt").write_text("word " * 700, encoding="utf-8")
    args = ("letter", "sample-issue", "10001", "--senator", "hollowell", "--story", "long.txt")
    assert "The letter fills 2 pages" in made(*args).stderr
    done = run(*args, "--strict")
    assert (done.exit_code, done.stdout) == (7, "")
    assert "The letter fills 2 pages" in done.stderr


def test_several_issues_come_on_one_sheet(at_home: Path) -> None:
    made("issues", "new", "clean-water")
    args = ("script", "sample-issue", "10001", "--senator", "hollowell", "--also", "clean-water")
    sheet = made(*args).stdout
    assert "S. 9901" in sheet
    assert sheet.count("Hi, my name is") == 1


def test_a_position_on_one_issue_is_not_taken_for_another() -> None:
    made("issues", "new", "clean-water")
    opposed = "Will the senator look at the library grant again?"
    args = ("10001", "--senator", "hollowell", "--position", "opposes", "--format", "md")
    assert opposed in made("script", "clean-water", *args).stdout
    sheet = made("script", "sample-issue", *args, "--also", "clean-water").stdout
    assert opposed not in sheet
    assert "Will the senator vote for the library grant?" in sheet


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_paper_can_be_chosen(paper: str) -> None:
    from pypdf import PdfReader

    args = ("--senator", "hollowell", "--paper", paper, "-o", "mine.pdf")
    made("letter", "sample-issue", "10001", *args)
    width = PdfReader("mine.pdf").pages[0].mediabox.width
    assert round(width) == {"letter": 612, "a4": 595}[paper]


@pytest.mark.parametrize("where", ["-", "mine.pdf"])
def test_what_a_pdf_cannot_show_is_said_wherever_it_goes(where: str) -> None:
    made("me", "set", "--name", "Ana \U0010fff0 Ruiz")
    args = ("--senator", "hollowell", "--format", "pdf", "-o", where)
    done = made("letter", "sample-issue", "10001", *args)
    assert "No font on this machine has some of the characters" in done.stderr
    assert done.stdout_bytes.startswith(b"%PDF" if where == "-" else b"mine.pdf")


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that gives both senators of the constituent these full names."""
    found = constituency.find_constituency

    def rename(*names: str) -> None:
        def find(*asked: Any, **more: Any) -> Constituency:
            where = found(*asked, **more)
            people = zip(where.senators, names, strict=True)
            both = (replace(s, full_name=n, last_name=n.split()[-1]) for s, n in people)
            return replace(where, senators=tuple(both))

        monkeypatch.setattr(constituency, "find_constituency", find)

    return rename


def test_senators_of_one_last_name_get_a_file_each(renamed: Callable[..., None]) -> None:
    renamed("Ann Smith", "Bob Smith")
    done = made("letter", "sample-issue", "10001", "-o", "out/")
    names = ["04-letter-ann-smith.txt", "04-letter-bob-smith.txt"]
    assert files(Path("out")) == names
    assert done.stdout.splitlines() == [f"out/{name}" for name in names]
    assert "--senator Smith" not in done.stderr
    made("kit", "sample-issue", "10001", "--kind", "letter", "--kind", "letter")
    assert {f"{n.split('-', 2)[2][:-4]}/{n}" for n in names} < set(files(Path("kit")))


@pytest.mark.parametrize("args", ["letter sample-issue NY -o out/",
                                  "kit sample-issue NY --kind letter --out out"])  # fmt: skip
def test_no_document_takes_the_place_of_another(renamed: Callable[..., None], args: str) -> None:
    renamed("Ann Smith", "Ann Smith")
    done = run(*args.split())
    assert (done.exit_code, Path("out").exists()) == (8, False)
    assert "Two documents have one name, " in done.stderr


def test_an_address_elsewhere_is_not_mixed_in() -> None:
    made("me", "set", "--name", "Ana Ruiz", "--zip", "10001", "--street", "12 Elm Street")
    letter = made("letter", "sample-issue", "43215", "--senator", "brightwater").stdout
    assert "Ana Ruiz" in letter
    assert "Elm Street" not in letter
    assert "Columbus, OH 43215" in letter


def test_blank_leaves_every_gap() -> None:
    made("me", "set", "--name", "Ana Ruiz", "--zip", "10001", "--street", "12 Elm Street")
    script = made("script", "sample-issue", "--blank", "--senator", "hollowell").stdout
    assert "Ana Ruiz" not in script
    assert "(your name)" in script
    assert "(your city)" in script


@pytest.mark.parametrize("kind", ["script", "voicemail", "letter", "brief"])
def test_text_goes_to_the_terminal(kind: str) -> None:
    done = made(kind, "sample-issue", "10001")
    assert done.stdout.count("Addresses and numbers as of June 15, 2026.") == 2
    assert files(Path()) == []


def test_the_story_goes_into_the_letter() -> None:
    Path("story.txt").write_text("I read here.\r\n\r\nMy son does, too.\n", encoding="utf-8")
    letter = made(
        "letter", "sample-issue", "10001", "--senator", "hollowell", "--story", "story.txt"
    )
    assert "I read here.\n\nMy son does, too.\n" in letter.stdout
    assert "paragraph of your own" not in letter.stderr


def test_the_letter_says_when_the_story_is_missing() -> None:
    done = made("letter", "sample-issue", "10001")
    assert "Draft: your own words go here" in done.stdout
    assert "no paragraph of your own yet" in done.stderr


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["--format", "pdf"], ["04-letter-hollowell.pdf"]),
        (["-o", "mine.docx"], ["mine.docx"]),
        (["-o", "out/", "--format", "pdf", "--format", "txt"],
         ["out/04-letter-hollowell.pdf", "out/04-letter-hollowell.txt"]),
        (["-o", "plain", "--format", "html"], ["plain/04-letter-hollowell.html"]),
        (["-o", "new/mine.txt"], ["new/mine.txt"]),
    ],
)  # fmt: skip
def test_files_are_written_where_they_are_named(args: list[str], names: list[str]) -> None:
    done = made("letter", "sample-issue", "10001", "--senator", "hollowell", *args)
    assert files(Path()) == names
    assert done.stdout.split() == names
    assert (
        "Next:  advocate log add sample-issue --senator Hollowell --channel letter" in done.stderr
    )


def test_dash_is_standard_output() -> None:
    args = (
        "letter",
        "sample-issue",
        "10001",
        "--senator",
        "hollowell",
        "--format",
        "pdf",
        "-o",
        "-",
    )
    assert made(*args).stdout_bytes.startswith(b"%PDF-")


def test_the_brief_knows_the_meeting() -> None:
    brief = made(
        "brief", "sample-issue", "10001", "--senator", "hollowell",
        "--when", "2026-12-03 14:30", "--minutes", "30", "--attendee", "Bo: Chen:note taker",
    ).stdout  # fmt: skip
    assert "December 3, 2026, 2:30 p.m." in brief
    assert "Agenda: 30 minutes" in brief
    assert "Bo: Chen" in brief


def test_the_brief_remembers_the_log() -> None:
    made(
        "log",
        "add",
        "sample-issue",
        "--senator",
        "hollowell",
        "--channel",
        "call",
        "--outcome",
        "voicemail",
        "--when",
        "2026-11-20 10:00",
        "--note",
        "Rang twice.",
    )
    made("log", "add", "sample-issue", "--senator", "hollowell", "--channel", "call",
         "--outcome", "spoke", "--when", "2026-11-21 10:00", "--practice")  # fmt: skip
    brief = made("brief", "sample-issue", "10001", "--senator", "hollowell").stdout
    assert "November 20, 2026: call, left voicemail. Rang twice." in brief
    assert "November 21" not in brief


@pytest.mark.parametrize(
    ("wanted", "city"),
    [
        ("washington", "Washington, DC 20510"),
        ("buffalo", "Buffalo, NY"),
        ("x000001-albany", "Albany, NY"),
    ],
)
def test_the_office_can_be_chosen(wanted: str, city: str) -> None:
    args = ("letter", "sample-issue", "10001", "--senator", "hollowell", "--office", wanted)
    assert city in made(*args).stdout


def test_the_position_can_be_told() -> None:
    args = ("letter", "sample-issue", "10001", "--senator", "hollowell")
    assert "Thank you again for your support" in made(*args).stdout
    assert "I hope you will reconsider" in made(*args, "--position", "opposes").stdout


def test_without_a_zip_the_nearest_office_is_not_known() -> None:
    done = made("script", "sample-issue", "NY")
    assert "Which office is nearest is not known" in done.stderr


def test_an_office_without_a_phone_is_said() -> None:
    done = made("script", "sample-issue", "10566", "--senator", "hollowell")
    assert "Peekskill office has no phone number on file" in done.stderr
    assert "1    Washington" in done.stdout


@pytest.mark.parametrize("when", ["2026-12-03 14:30", "12/3/2026 2:30 pm", "12/3/2026 2:30PM"])
def test_a_meeting_can_be_told_in_several_ways(when: str) -> None:
    args = ("brief", "sample-issue", "10001", "--senator", "hollowell", "--when", when)
    assert "Thursday, December 3, 2026, 2:30 p.m." in made(*args).stdout


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-01 10:00", "The meeting's day, November 1, 2026, is past."),
        ("2026-12-05 10:00", "The meeting is on a Saturday at 10:00: is the office open then?"),
        ("2026-12-03 02:30", "The meeting is on a Thursday at 02:30: is the office open then?"),
        ("2027-05-03 10:00", "By May 3, 2027 the issue's facts are past their date"),
    ],
)
def test_an_odd_time_of_a_meeting_is_said(when: str, said: str) -> None:
    assert said in made("brief", "sample-issue", "10001", "--when", when).stderr


def test_a_military_address_has_no_state_of_its_own() -> None:
    args = ("sample-issue", "09001", "--state", "OH", "--senator", "brightwater")
    letter = made("letter", *args).stdout
    assert "(APO, FPO or DPO, and AA, AE or AP) 09001" in letter
    assert "I vote in Ohio." in letter
    spoken = " ".join(made("script", *args).stdout.replace("|", " ").split())
    assert "I'm a constituent who votes in Ohio." in spoken


def test_a_preferred_name_is_said_and_the_full_name_signed() -> None:
    made("me", "set", "--name", "Ana Ruiz", "--preferred-name", "Annie", "--zip", "10001")
    made("me", "set", "--occupation", "Librarian")
    assert "my name is Annie" in made("script", "sample-issue", "--senator", "hollowell").stdout
    letter = made("letter", "sample-issue", "--senator", "hollowell").stdout
    assert "Ana Ruiz\nLibrarian\n" in letter


def test_a_position_for_both_senators_is_said() -> None:
    told = made("letter", "sample-issue", "10001", "--position", "supports").stderr
    assert "“supports” was taken for both senators" in told


def test_a_story_of_the_profile_is_said() -> None:
    Path("story.txt").write_text("I read here.", encoding="utf-8")
    made("me", "set", "--zip", "10001", "--story", "story.txt")
    assert "tells the story kept in your profile" in made("letter", "sample-issue").stderr


def test_what_is_known_of_the_seat_stands_in_the_documents() -> None:
    script = made("script", "sample-issue", "43215", "--senator", "foxglove").stdout
    said = "Please note: Senator Foxglove's recorded term ended on November 3, 2026."
    assert said in " ".join(script.split())
    made("kit", "sample-issue", "43215")
    assert "recorded term ended" in Path("kit/index.html").read_text(encoding="utf-8")


def test_a_pack_past_its_date_says_so_in_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-06-01")
    done = made("script", "sample-issue", "10001", "--senator", "hollowell")
    assert "meant to hold until April 30, 2027" in " ".join(done.stdout.split())
    assert "reviewed November 1, 2026 and past its date" in " ".join(done.stdout.split())
    assert "was meant to be used until April 30, 2027" in done.stderr


def test_an_ended_term_is_said() -> None:
    done = made("letter", "sample-issue", "43215", "--senator", "foxglove")
    assert "recorded term ended on November 3, 2026" in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["letter", "sample-issue", "nowhere"], 4, "here matches “nowhere”"),
        (["letter", "sample-issue", "20001"], 4, "There are no voting senators for the District"),
        (["letter", "sample-issue", "00901"], 4, "There are no senators for Puerto Rico"),
        (["letter", "sample-issue", "09001"], 4, "military address"),
        (["kit", "sample-issue", "12057"], 4, "12057 lies in New York and Vermont"),
        (["letter", "sample-issue", "10001", "--senator", "brightwater"], 4,
         "Senator Brightwater is from Ohio, and this constituent is in New York"),
        (["letter", "sample-issue", "10001", "--senator", "nobody"], 4, "answers to “nobody”"),
        (["letter", "sample-issue", "10001", "--senator", "hollowell", "--office", "paris"], 4,
         "No office of Senator Hollowell on file matches “paris”"),
        (["letter", "sample-isue", "10001"], 6, "Did you mean “sample-issue”?"),
        (["letter", "sample-issue", "10001", "--format", "rtf"], 2, "rtf"),
        (["letter", "sample-issue", "10001", "-o", "letter.rtf"], 2, "“.rtf” is not a format here"),
        (["letter", "sample-issue", "10001", "-o", "letter.pdf"], 2, "This makes several files"),
        (["letter", "sample-issue", "10001", "-o", "-"], 2, "-o - takes one document"),
        (["letter", "sample-issue"], 2, "`advocate letter sample-issue 10001`"),
        (["leter", "sample-issue"], 2, "No such command 'leter'"),
        (["brief", "sample-issue", "10001", "--minutes", "5"], 2, "10<=x<=60"),
        (["brief", "sample-issue", "10001", "--when", "soon"], 2, "“soon” is not a day and time"),
        (["brief", "sample-issue", "10001", "--attendee", "Ana"], 2, "“Ana” is not NAME:ROLE"),
        (["letter", "sample-issue", "10001", "--story", "missing.txt"], 3, "not read missing.txt"),
        (["letter", "sample-issue", "10001", "--position", "maybe"], 2, "maybe"),
        (["kit", "sample-issue", "10001", "--out", "/dev/null/kit"], 8, "not write /dev/null"),
        (["kit", "sample-issue", "10001", "--out", "x" * 300], 8, "file name too long"),
        (["letter", "sample-issue", "10001", "-o", "x" * 300 + "/"], 8, "file name too long"),
        (["kit", "sample-issue", "10001", "--out", "/dev/null"], 8, "/dev/null exists already"),
        (["letter", "sample-issue", "10001", "-o", "/dev/null/x/", "--format", "pdf"], 8,
         "Could not write /dev/null: not a directory"),
        (["letter", "sample-issue", "10001", "--senator", "hollowell", "-o", "/dev/null/x.txt"], 8,
         "Could not write /dev/null: not a directory"),
        (["letter", "sample-issue", "10001", "--senator", "hollowell", "-o", "/dev/full", "--force",
          "--format", "txt"], 8, "is a device or a pipe, not a file"),
        (["kit", "10001", "sample-issue"], 2, "Put the issue first"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence(args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert files(Path()) == []


def test_an_output_that_exists_is_kept() -> None:
    Path("mine.txt").write_text("precious", encoding="utf-8")
    args = ("letter", "sample-issue", "10001", "--senator", "hollowell", "-o", "mine.txt")
    done = run(*args)
    assert done.exit_code == 8
    assert "mine.txt exists already; nothing was written." in done.stderr
    assert Path("mine.txt").read_text(encoding="utf-8") == "precious"
    made(*args, "--force")
    assert "Dear Senator Hollowell" in Path("mine.txt").read_text(encoding="utf-8")


def test_a_pack_that_is_broken_is_said(at_home: Path) -> None:
    pack = at_home / "talking_points" / "mine"
    pack.mkdir(parents=True)
    (pack / "pack.toml").write_text('slug = "mine"\ntitel = "x"\n', encoding="utf-8")
    done = run("kit", "mine", "10001")
    assert done.exit_code == 6
    assert "titel" in done.stderr
    assert "“title”" in done.stderr

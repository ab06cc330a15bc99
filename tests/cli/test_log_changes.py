"""Correcting the log, taking back, forgetting, keeping: as a user sees it."""

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.resources import bundled

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> Path:
    """Every command reads the invented dataset and pack, an empty folder and a fixed day."""
    folders = {"data": fixture_data_dir, "talking_points": PACKS}
    monkeypatch.setattr(session, "bundled", lambda name: folders.get(name) or bundled(name))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def run(*args: str) -> Result:
    """Run `advocate` with these arguments."""
    return CliRunner().invoke(root, list(args))


def add(*more: str, issue: str = "sample-issue", senator: str = "hollowell") -> Result:
    """Log a call about the invented issue."""
    told = ("--senator", senator, "--channel", "call", "--outcome", "spoke", "--when", "yesterday")
    return run("log", "add", issue, *told, *more)


def listed(*args: str) -> list[dict[str, Any]]:
    """Return what `log list --json` prints."""
    found: list[dict[str, Any]] = json.loads(run("log", "list", "--json", *args).stdout)
    return found


def test_an_edit_changes_what_it_names_and_keeps_the_rest() -> None:
    add("--words", "Maybe", "--minutes", "4", "--office", "albany")
    done = run("log", "edit", "1", "--minutes", "6", "--words", "", "--position", "opposes")
    assert (done.exit_code, done.stdout) == (
        0,
        "Changed contact 1. What was told before is kept.\n",
    )
    (contact,) = listed()
    assert (contact["minutes"], contact["words"], contact["revision"]) == (6, "", 2)
    assert contact["issues"] == [{"issue": "sample-issue", "ask": "", "position": "opposes"}]
    assert contact["office"] == "X000001-albany"
    assert contact["when"].startswith("2026-11-23T12:00:00")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("log", "edit", "7", "--minutes", "6"), 9, "There is no contact 7 in the log"),
        (("log", "edit", "1"), 2, "Name what changes"),
        (("log", "edit", "1", "--minutes", "9999"), 9, "Minutes go from 0 to 1,440"),
        (("log", "history", "7"), 9, "There is no contact 7"),
        (("log", "purge", "7", "--yes"), 9, "There is no contact 7"),
        (("log", "purge", "1"), 2, "Add --yes"),
        (("log", "purge"), 2, "Name one of the two"),
        (("log", "restore", "gone.jsonl"), 9, "cannot be read: no such file"),
        (("follow-ups", "done", "7"), 9, "There is no follow-up 7"),
        (("follow-ups", "add", "7", "call"), 9, "There is no contact 7"),
        (("follow-ups", "add", "1", "call by 2026-13-40"), 9, "“2026-13-40” is not a day"),
        (("follow-ups", "add", "1", " "), 9, "The promise says nothing"),
        (("log", "add", "sample-issue:none", "--senator", "hollowell", "--channel", "call",
          "--outcome", "spoke"), 2, "“none” is no ask of sample-issue. Its asks: fund"),
        (("log", "add", "sample-issue=maybe", "--senator", "hollowell", "--channel", "call",
          "--outcome", "spoke"), 2, "“maybe” is no position"),
        (("log", "add", "sample-issue", "--senator", "hollowell", "--channel", "letter",
          "--outcome", "voicemail"), 9, "A letter cannot end with “voicemail”."),
        (("log", "letter", "sample-issue", "--senator", "hollowell", "--outcome", "busy"), 9,
         "Outcomes of a letter: sent, reply-received, skipped, prepared."),
        (("log", "call", "sample-issue", "--senator", "hollowell", "--outcome", "meeting-held"), 9,
         "A call cannot end with “meeting-held”."),
        (("log", "edit", "1", "--channel", "web-form"), 9, "A web form cannot end with “spoke”."),
        (("log", "edit", "1", "--outcome", "sent"), 9, "A call cannot end with “sent”."),
        (("log", "add", "sample-issue", "--channel", "call"), 2, "Missing: --senator, --outcome"),
        (("settings", "set", "colour", "red"), 3, "There is no setting “colour”"),
        (("settings", "set", "store", "mysql://x"), 3, "must be the address of a PostgreSQL"),
        (("settings", "set", "store", "postgresql://u:secret@127.0.0.1:1/x"), 9,
         "could not be reached"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(
    args: tuple[str, ...], code: int, said: str
) -> None:
    add("--note", "whole")
    before = listed()
    done = run(*args)
    assert done.exit_code == code
    assert said in done.stderr
    assert "secret" not in done.stderr
    assert listed() == before


def test_a_script_that_a_batch_prepared_is_sent_as_all_of_it_can_be() -> None:
    run("log", "call", "sample-issue", "--senator", "hollowell", "--outcome", "prepared")
    assert run("log", "edit", "1", "--outcome", "sent").exit_code == 0
    assert listed()[0]["outcome"] == "sent"


def test_undo_takes_one_change_after_the_other_back() -> None:
    add("--note", "first", "--they-promised", "a call by tomorrow")
    run("log", "edit", "1", "--note", "second")
    assert "Taken back: the correction of" in run("log", "undo").stdout
    assert listed()[0]["note"] == "first"
    assert "Taken back: what was logged of" in run("log", "undo").stdout
    assert listed() == []
    assert run("follow-ups", "open").stdout == "Nothing is open.\n"
    done = run("log", "undo")
    assert (done.exit_code, done.stdout) == (9, "")
    assert "There is nothing to take back" in done.stderr


def test_the_history_tells_all_that_was_ever_told() -> None:
    add("--note", "first\x1b[2J")
    run("log", "edit", "1", "--note", "second")
    run("log", "undo")
    lines = run("log", "history", "1").stdout.splitlines()
    heads = [line.split("  ")[-1] for line in lines if not line.startswith(" ")]
    assert heads == ["logged", "changed", "changed"]
    assert [line.split()[-1] for line in lines if " note " in line] == [
        "first[2J",
        "second",
        "first[2J",
    ]


def test_a_purge_leaves_no_trace_in_the_files(home: Path) -> None:
    add("--note", "a very private matter", "--staffer", "Robin Sample")
    run("log", "edit", "1", "--note", "less")
    add("--note", "Robin Sample was kind", senator="oakenshaw")
    done = run("log", "purge", "1", "--yes")
    assert done.exit_code == 0
    assert "What remains: that there was a contact 1" in done.stdout
    done = run("log", "purge", "--person", "robin sample", "--yes")
    assert "Removed the name from 1 contacts" in done.stdout
    assert [one["note"] for one in listed()] == ["[removed] was kind"]
    for file in home.iterdir():
        assert b"private matter" not in file.read_bytes()
        assert b"Robin" not in file.read_bytes()


def test_a_backup_brings_all_back(home: Path) -> None:
    add("--note", "kept", "--we-promised", "a memo")
    run("log", "edit", "1", "--note", "kept and mended")
    done = run("log", "backup", "keep.jsonl")
    assert done.exit_code == 0
    assert stat.S_IMODE(Path("keep.jsonl").stat().st_mode) == 0o600
    run("log", "purge", "1", "--yes")
    done = run("log", "restore", "keep.jsonl")
    assert "The log holds 1 contacts" in done.stdout
    assert [one["note"] for one in listed()] == ["kept and mended"]
    assert len(list((home / "backups").iterdir())) == 1
    assert run("log", "verify").stdout.endswith("The log is whole.\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[: len(data) // 2], "is no backup of an outreach log"),
        (lambda data: data[: data.rstrip().rfind(b"\n") + 1], "is a backup that is not whole"),
        (lambda data: data.replace(b"kept", b"kepT"), "is a backup that is not whole"),
        (lambda data: b"[]\n" + data, "is no backup of an outreach log"),
        (lambda data: b"", "is no backup of an outreach log"),
        (lambda data: b"\xff" * 99, "is no backup of an outreach log"),
        (lambda data: b"[" * 99_999, "is no backup of an outreach log"),
        (lambda data: data.replace(b'"layout": 2', b'"layout": 9', 1), "not whole"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(change: Any, said: str) -> None:
    add("--note", "kept")
    run("log", "backup", "keep.jsonl")
    Path("keep.jsonl").write_bytes(change(Path("keep.jsonl").read_bytes()))
    done = run("log", "restore", "keep.jsonl")
    assert (done.exit_code, done.stdout) == (9, "")
    assert said in done.stderr
    assert [one["note"] for one in listed()] == ["kept"]


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (("--senator", "oakenshaw"), [2]),
        (("--text", "LIBRARY"), [1]),
        (("--text", "100%"), [2]),
        (("--text", "100_"), []),
        (("--tag", "school"), [2]),
        (("--thread", "m-1"), [1]),
        (("--issue", "sample-issue"), [2, 1]),
        (("--issue", "other"), []),
        (("--channel", "fax"), []),
        (("--outcome", "spoke"), [2, 1]),
        (("--until", "2026-11-23"), []),
        (("--since", "2026-11-23"), [2, 1]),
    ],
)
def test_the_list_is_filtered(args: tuple[str, ...], ids: list[int]) -> None:
    add("--note", "the Library", "--thread", "m-1")
    add("--words", "100% sure", "--tag", "school", "--tag", "bus", senator="oakenshaw")
    assert [one["id"] for one in listed(*args)] == ids


def test_a_spreadsheet_gets_no_formula() -> None:
    add("--note", '=HYPERLINK("x")', "--words", "-1, really")
    rows = run("log", "list", "--csv").stdout.splitlines()
    assert "'=HYPERLINK" in rows[1]
    assert "'-1, really" in rows[1]


def test_nothing_is_due_and_something_without_a_day_is_open() -> None:
    assert run("follow-ups", "due").output == "Nothing is due.\n"
    add("--we-promised", "stand by me")
    assert run("follow-ups", "due").stdout == "Nothing is due: what is open has no day.\n"


def test_promises_become_follow_ups_that_move() -> None:
    done = add("--they-promised", "an answer by Friday", "--we-promised", "stand by me")
    assert "  They promised: an answer, by 2026-11-27.\n" in done.stdout
    assert "  You promised: stand by me.\n" in done.stdout
    said = run("follow-ups", "due")
    assert said.stdout == "Nothing is due today; the next is due on November 27.\n"
    assert said.stderr == "Next:  advocate follow-ups open\n"
    assert run("follow-ups", "due", "--json").output == "[]\n"
    assert "2026-11-27  they  an answer" in run("follow-ups", "open").stdout
    assert run("follow-ups", "done", "1").exit_code == 0
    again = run("follow-ups", "drop", "1")
    assert (again.exit_code, "is done already" in again.stderr) == (9, True)
    assert run("follow-ups", "reopen", "1").exit_code == 0
    states = {
        one["id"]: one["state"] for one in json.loads(run("follow-ups", "all", "--json").stdout)
    }
    assert states == {1: "open", 2: "open"}


def test_what_an_office_said_comes_back_in_the_next_script_and_brief() -> None:
    add("--position", "leans_support", "--staffer", "Sam *Lee*", "--words", "[We](x) like it",
        "--they-promised", "an answer by 2026-11-20")  # fmt: skip
    script = run("script", "sample-issue", "10001", "--senator", "hollowell", "--explain")
    assert "position  leans_support, 2026-11-23: Sam *Lee* told us" in script.stderr
    assert "“[We](x) like it”" in " ".join(script.stdout.split())
    brief = run("brief", "sample-issue", "10001", "--senator", "hollowell").stdout
    assert "They promised: an answer, was due November 20, 2026." in " ".join(brief.split())
    assert "leans support" in run("positions").stdout
    own = run("script", "sample-issue", "10001", "--senator", "hollowell", "--position", "opposes",
              "--explain")  # fmt: skip
    assert "position  opposes, as you said with --position" in own.stderr


@pytest.mark.parametrize(
    ("more", "heard"),
    [
        (("--practice",), False),
        (("--position", "unknown"), False),
        (("--when", "2020-01-01"), False),  # the pack's own position is newer
        ((), True),
    ],
)
def test_a_stand_counts_when_it_is_heard_and_newer(more: tuple[str, ...], heard: bool) -> None:
    add("--position", "opposes", *more, senator="X000003")
    told = run("script", "sample-issue", "87102", "--senator", "X000003", "--explain").stderr
    assert ("(your log)" in told) == heard


def test_a_number_reported_wrong_is_said_and_tried_last() -> None:
    run("log", "call", "sample-issue", "--senator", "hollowell", "--office", "new york",
        "--outcome", "wrong-number", "--when", "yesterday")  # fmt: skip
    script = run("script", "sample-issue", "10001", "--senator", "hollowell", "--format", "md")
    rows = [line for line in script.stdout.splitlines() if line.startswith("| ")]
    (wrong,) = [row for row in rows if "New York (reported wrong on November 23, 2026)" in row]
    assert wrong == [row for row in rows if "tel:" in row][-1]
    cards = run("cards", "sample-issue", "10001").stdout
    assert "202-555-0101" in cards
    assert "212-555-0111" not in cards  # a card has no room to say why
    page = run("senators", "10001").stdout
    assert "number reported wrong on November 23, 2026" in page
    assert "From your log" in page
    brief = run("brief", "sample-issue", "10001", "--senator", "hollowell", "--office", "new york")
    assert "(reported wrong on November 23, 2026)" in " ".join(brief.stdout.split())
    run("log", "call", "sample-issue", "--senator", "hollowell", "--office", "new york",
        "--outcome", "spoke")  # fmt: skip
    assert "reported wrong" not in run("senators", "10001").stdout


def test_a_broken_log_keeps_nobody_from_a_script(home: Path) -> None:
    home.mkdir()
    (home / "log.sqlite3").write_text("not a database " * 99)
    done = run("script", "sample-issue", "10001", "--senator", "hollowell")
    assert done.exit_code == 0
    assert "Note: Made without your log. The outreach log could not be used" in done.stderr


def test_settings_are_kept_and_hide_a_password(home: Path) -> None:
    run("settings", "set", "member", " Ana  Ruiz ")
    assert stat.S_IMODE((home / "settings.toml").stat().st_mode) == 0o600
    add()
    assert listed()[0]["member"] == "Ana Ruiz"
    (home / "settings.toml").write_text('store = "postgresql://u:secret@h/x"\n')
    shown = run("settings", "show").stdout
    assert "postgresql://h/x" in shown
    assert "secret" not in shown
    assert run("settings", "unset", "store").exit_code == 0
    (home / "settings.toml").write_text("store = [")
    done = run("log", "list")
    assert (done.exit_code, "settings.toml is not TOML" in done.stderr) == (3, True)


@pytest.fixture
def in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sits there and can be asked."""
    monkeypatch.setattr(session, "interactive", lambda: True)


def answer(*lines: str) -> Result:
    """Run `advocate log add` and type these answers."""
    return CliRunner().invoke(root, ["log", "add"], input="\n".join([*lines, ""]))


@pytest.mark.usefixtures("in_a_terminal")
def test_a_person_is_asked_step_by_step() -> None:
    run("me", "set", "--zip", "10001")
    said = ("Sam", "3", "We'll see", "a call by friday", "")
    done = answer("1", "1", "call", "foo", "1", "new york, ny", *said, "x", "5", "kind")
    assert done.exit_code == 0, done.output
    assert "Type a number from 1 to 8, or one of the names." in done.output
    assert "Type a number, or nothing." in done.output
    (contact,) = listed()
    assert (contact["staffer"], contact["minutes"], contact["note"]) == ("Sam", 5, "kind")
    assert contact["office"] == "X000001-new_york"
    assert contact["issues"][0]["position"] == "undecided"
    assert "2026-11-27  they  a call" in run("follow-ups", "open").stdout


@pytest.mark.usefixtures("in_a_terminal")
def test_the_offices_stand_in_the_order_of_every_list_the_nearest_first() -> None:
    run("me", "set", "--zip", "10001")
    asked = answer("1", "hollowell", "call", "busy", "2").output.partition("Which office?")[2]
    offices = re.findall(r"\n   \d  (.+)", asked.partition(">")[0])
    assert (offices[0], offices[1], offices[-1]) == (
        "New York, NY",
        "Peekskill, NY",
        "Washington, DC",
    )


@pytest.mark.usefixtures("in_a_terminal")
def test_a_zip_code_in_two_states_offers_the_senators_of_the_profiles_state() -> None:
    run("me", "set", "--zip", "12057", "--state", "NY")
    said = answer("1")
    assert "Hollowell" in said.output
    assert "Oakenshaw" not in said.output


@pytest.mark.usefixtures("in_a_terminal")
def test_the_script_made_last_is_offered() -> None:
    run("me", "set", "--zip", "10001")
    run("script", "sample-issue", "--senator", "hollowell")
    done = answer("", "voicemail", "", "", "")
    assert "You made the call script for Senator Beatrix Q. Hollowell, just now." in done.output
    (contact,) = listed()
    assert (contact["senator"], contact["channel"]) == ("X000001", "call")
    assert contact["documents"] == ["script"]
    assert contact["outcome"] == "voicemail"


@pytest.mark.usefixtures("in_a_terminal")
def test_of_several_documents_one_is_chosen_or_none() -> None:
    run("me", "set", "--zip", "10001")
    run("letter", "sample-issue", "-o", "letters/")
    done = answer("2", "sent", "", "", "")
    assert "What is it about?" in done.output
    assert done.exit_code == 0, done.output
    done = answer("3", "1", "1", "fax", "sent", "", "", "")
    assert done.exit_code == 0, done.output
    first, second = sorted(listed(), key=lambda one: one["id"])
    assert (first["channel"], first["senator"]) == ("letter", "X000002")
    assert (second["channel"], second["documents"]) == ("fax", [])


@pytest.mark.parametrize(
    "data", ["", "[", "[1]", '[{"made": 1}]', '[{"made": "2026-11-24"}]', "{}"]
)
@pytest.mark.usefixtures("in_a_terminal")
def test_a_broken_memory_of_documents_is_passed_over(home: Path, data: str) -> None:
    run("me", "set", "--zip", "10001")
    (home / "recent.json").write_text(data)
    assert answer("1", "1", "call", "busy", "", "", "").exit_code == 0
    assert run("script", "sample-issue", "--senator", "hollowell").exit_code == 0
    assert "call script" in answer("", "voicemail", "", "", "").output
    assert stat.S_IMODE((home / "recent.json").stat().st_mode) == 0o600


def test_no_folder_is_made_for_a_script_alone(home: Path) -> None:
    run("script", "sample-issue", "10001", "--senator", "hollowell")
    assert not home.exists()

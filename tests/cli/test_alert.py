"""`advocate alert` as a user meets it."""

import csv
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from advocate.batch.sink import Sink
from advocate.cli import session
from advocate.directory.dataset import Dataset
from advocate.issues.library import PackLibrary
from advocate.resources import bundled
from tests.cli.running import at_home, files, made, run

__all__ = ["at_home"]  # used by every test here
ALERTS = Path(__file__).parents[1] / "fixtures" / "alerts"
MEDICAID = ALERTS / "3-medicaid.toml"
OPEN_ALERTS = session.open_alerts  # before a test puts another in its place


@pytest.fixture
def mine(at_home: Path) -> Path:
    """The user's folder of alerts, with those of the tests."""
    folder = at_home / "alerts"
    shutil.copytree(ALERTS, folder)
    return folder


@pytest.fixture
def shipped_only(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped packs beside the user's, whose alerts are found by the shipped way."""
    packs = [("yours", at_home / "talking_points"), ("shipped", bundled("talking_points"))]
    monkeypatch.setattr(session, "open_packs", lambda: PackLibrary(packs))
    monkeypatch.setattr(session, "open_alerts", OPEN_ALERTS)


# ---------------------------------------------------------------- a pack's own actions


def test_an_alert_is_one_for_both_senators() -> None:
    page = made("alert", "render", "sample-issue", "10001").stdout
    assert page.count("What you can do") == 1
    assert "Hollowell" in page
    assert "Thornquist" in page


@pytest.mark.parametrize("form", ["txt", "md", "html", "pdf", "docx", "eml"])
def test_an_alert_is_one_file_in_each_format(form: str) -> None:
    made("alert", "render", "sample-issue", "10001", "--format", form, "-o", f"out/alert.{form}")
    assert files(Path("out")) == [f"alert.{form}"]


@pytest.mark.parametrize("place", ["20001", "DC", "00901"])
def test_a_packs_actions_without_senators_are_passed_on(place: str) -> None:
    page = made("alert", "render", "sample-issue", place).stdout
    assert "Pass on to a friend in the states: Call both senators" in page
    assert "Hi, my name is" not in page
    assert "the House" in page


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((), 2),
        (("no-such-issue", "10001"), 6),
        (("sample-issue", "00000"), 4),
        (("17", "10001"), 6),
        (("no/such.toml", "10001"), 6),
        (("sample-issue", "20001", "--senator", "Hollowell"), 4),
        (("sample-issue", "20001", "--state", "NY"), 4),
        (("sample-issue", "10001", "--state", "DC"), 4),
        (("sample-issue", "96960"), 0),
        (("letter.toml", "10001"), 6),
    ],
)
def test_what_cannot_be_made_is_said(args: tuple[str, ...], code: int) -> None:
    done = run("alert", "render", *args)
    assert done.exit_code == code
    assert "Traceback" not in done.stderr


# ---------------------------------------------------------------- an alert's file


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("name", ["3", "medicaid", str(MEDICAID)])
def test_an_alert_is_named_by_number_slug_or_file(name: str) -> None:
    page = made("alert", "render", name, "10001").stdout
    assert "Our state has expanded Medicaid" in page


@pytest.mark.usefixtures("mine")
def test_an_alert_is_filled_in_from_the_profile() -> None:
    made("me", "set", "--name", "Ana Ruiz", "--zip", "10001")
    page = made("alert", "render", "3").stdout
    assert "Hi, my name is Ana Ruiz." in page
    assert "Ana Ruiz" not in made("alert", "render", "3", "--blank").stdout


@pytest.mark.usefixtures("mine")
def test_an_alert_comes_in_several_formats() -> None:
    formats = ("--format", "html", "--format", "txt", "--format", "eml")
    made("alert", "render", "3", "10001", *formats, "-o", "out")
    assert files(Path("out")) == [f"alert-3-medicaid.{form}" for form in ("eml", "html", "txt")]
    again = run("alert", "render", "3", "10001", *formats, "-o", "out")
    assert again.exit_code == 8


@pytest.mark.usefixtures("mine")
def test_a_zip_code_in_two_states_needs_the_state() -> None:
    done = run("alert", "render", "3", "12057")
    assert done.exit_code == 4
    assert "--state" in done.stderr
    assert "Oakenshaw" in made("alert", "render", "3", "12057", "--state", "VT").stdout


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("state", "said"),
    [("KY", "Our state has expanded Medicaid"), ("TN", "Our state has not expanded Medicaid")],
)
def test_kentucky_and_tennessee_share_a_zip_code(
    monkeypatch: pytest.MonkeyPatch, state: str, said: str
) -> None:
    monkeypatch.setattr(session, "open_dataset", lambda: Dataset(bundled("data")))
    assert run("alert", "render", "3", "42223").exit_code == 4
    page = made("alert", "render", "3", "42223", "--state", state).stdout
    assert said in " ".join(page.replace("|", "").split())


@pytest.mark.usefixtures("mine")
def test_an_old_alert_is_made_and_said_to_be_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2027-02-01")
    done = made("alert", "render", "2", "10001")
    assert "was meant to be used until December 15, 2026" in done.stderr


def test_what_is_too_long_is_refused_with_strict(mine: Path) -> None:
    text = (mine / "3-medicaid.toml").read_text(encoding="utf-8")
    (mine / "3-medicaid.toml").write_text(
        text.replace("take it away.", "take it away. " + "Please. " * 55), encoding="utf-8"
    )
    assert run("alert", "render", "3", "10001").exit_code == 0
    assert run("alert", "render", "3", "10001", "--strict").exit_code == 7


def test_a_broken_alert_names_all_that_is_wrong(mine: Path) -> None:
    (mine / "3-medicaid.toml").write_text("number = 3\n", encoding="utf-8")
    done = run("alert", "render", "3", "10001")
    assert done.exit_code == 6
    assert "3-medicaid.toml: title: is missing" in done.stderr
    assert "3-medicaid.toml: actions: is missing" in done.stderr


def test_an_issue_that_is_no_pack_is_named_with_its_alert(mine: Path) -> None:
    path = mine / "3-medicaid.toml"
    path.write_text(f'issue = "no-such"\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    done = run("alert", "render", "3", "10001")
    assert done.exit_code == 6
    assert "3-medicaid.toml: issue: names “no-such”, which is no issue pack." in done.stderr


@pytest.mark.usefixtures("shipped_only")
def test_the_age_of_the_issue_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-12-20")
    done = made("alert", "render", "say-it-clear", "10001")
    assert "had a deadline, and it has passed" in done.stderr


@pytest.mark.usefixtures("shipped_only")
def test_the_shipped_alert_is_there_for_everyone() -> None:
    assert "say-it-clear" in made("alert", "list").stdout
    page = made("alert", "render", "say-it-clear", "10001").stdout
    assert "cosponsor S. 455" in page


# ---------------------------------------------------------------- list, show, new, check


def test_the_list_has_every_alert_newest_number_first(mine: Path) -> None:
    lines = made("alert", "list").stdout.splitlines()
    numbers = [line.split()[0] for line in lines if line[:4].strip().isdecimal()]
    assert numbers[:3] == ["4", "3", "2"]
    (mine / "9-broken.toml").write_text("x", encoding="utf-8")
    assert "broken, 1 problem" in made("alert", "list").stdout
    listed = json.loads(made("alert", "list", "--json").stdout)["alerts"]
    assert [one["number"] for one in listed][:4] == [9, 4, 3, 2]
    assert listed[0]["problems"]
    assert listed[2]["expires"] == "2026-12-18"


@pytest.mark.usefixtures("mine")
def test_show_tells_what_the_alert_holds() -> None:
    page = made("alert", "show", "3").stdout
    assert "expanded-medicaid: AK, AZ" in page
    assert "2 variants" in page
    data = json.loads(made("alert", "show", "medicaid", "--json").stdout)
    assert data["actions"][0]["deadline"] == "2026-12-11"
    assert data["actions"][0]["whom"] == "own"


def test_a_new_alert_passes_the_check_and_is_private(at_home: Path) -> None:
    done = made("alert", "new", "clean-water", "--number", "12")
    path = at_home / "alerts" / "12-clean-water.toml"
    assert str(path) in done.stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "error" not in made("alert", "check", "clean-water").stdout
    assert "Say this" in made("alert", "render", "12", "10001").stdout
    assert run("alert", "new", "clean-water", "--number", "12").exit_code == 8
    path.write_text("mine", encoding="utf-8")
    made("alert", "new", "clean-water", "--number", "12", "--force")
    assert path.read_text(encoding="utf-8") != "mine"


def test_a_new_alert_is_a_draft_until_its_author_says_otherwise(at_home: Path) -> None:
    made("alert", "new", "clean-water")
    path = at_home / "alerts" / "1-clean-water.toml"
    checked = made("alert", "check").stdout
    assert "draft: is true" in checked
    assert "title: is still the sample's." in checked
    assert made("alert", "list").stdout.splitlines()[1].endswith("  draft")
    assert json.loads(made("alert", "list", "--json").stdout)["alerts"][0]["draft"] is True
    assert "is a draft" in made("alert", "show", "1").stderr
    assert "is a draft" in made("alert", "render", "1", "10001").stderr
    path.write_text(path.read_text(encoding="utf-8").replace("draft = true", ""), encoding="utf-8")
    assert "draft:" not in made("alert", "check").stdout
    assert "draft" not in made("alert", "list").stdout
    assert "draft" not in made("alert", "render", "1", "10001").stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("clean-water",), "12-clean-water.toml has the slug “clean-water” already"),
        (("clean-water", "--number", "5"), "or replace that file with --force --number 12."),
        (("clean-water", "--number", "5", "--force"), "has the slug “clean-water” already"),
        (("other", "--number", "12"), "12-clean-water.toml has the number 12 already"),
        (("other", "--number", "12", "--force"), "Choose another number."),
        (("say-it-clear",), "1-say-it-clear.toml has the slug “say-it-clear” already"),
        (("other", "--number", "1"), "1-say-it-clear.toml has the number 1 already"),
    ],
)
@pytest.mark.usefixtures("shipped_only")
def test_a_new_alert_hides_no_other(at_home: Path, args: tuple[str, ...], said: str) -> None:
    made("alert", "new", "clean-water", "--number", "12")
    done = run("alert", "new", *args)
    assert done.exit_code == 8
    assert said in done.stderr
    assert files(at_home / "alerts") == ["12-clean-water.toml"]


def test_new_alerts_at_once_get_each_their_number(at_home: Path) -> None:
    program = [sys.executable, "-m", "advocate", "alert", "new"]
    env = os.environ | {"ADVOCATE_HOME": str(at_home)}
    begun = [subprocess.Popen([*program, slug, "--out", "here"], env=env) for slug in "abcd"]
    assert [one.wait() for one in begun] == [0, 0, 0, 0]
    assert [name[:2] for name in files(Path("here"))] == ["1-", "2-", "3-", "4-"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("3-other.toml", "Two alerts have the number 3: 3-medicaid.toml and 3-other.toml."),
        ("9-medicaid.toml", "Two alerts have the slug “medicaid”: 3-medicaid.toml and 9-medi"),
    ],
)
def test_two_with_one_name_are_told_of(mine: Path, name: str, said: str) -> None:
    text = (mine / "3-medicaid.toml").read_text(encoding="utf-8")
    (mine / name).write_text(text.replace("number = 3", f"number = {name[0]}", 1), encoding="utf-8")
    listed = made("alert", "list")
    assert listed.stdout.count("\n") == 5
    assert said in listed.stderr
    assert said in json.loads(made("alert", "list", "--json").stdout)["warnings"][0]
    checked = run("alert", "check")
    assert (checked.exit_code, said in checked.stderr) == (6, True)
    shared, other = ("3", "medicaid") if name[0] == "3" else ("medicaid", "3")
    done = run("alert", "render", shared, "10001")
    assert (done.exit_code, said in done.stderr) == (6, True)
    assert "Say which by its" in done.stderr
    made("alert", "render", other, "10001")


@pytest.mark.usefixtures("shipped_only")
def test_what_hides_a_shipped_alert_is_told_of(at_home: Path) -> None:
    (at_home / "alerts").mkdir(parents=True)
    text = (ALERTS / "3-medicaid.toml").read_text(encoding="utf-8")
    path = at_home / "alerts" / "1-medicaid.toml"
    path.write_text(text.replace("number = 3", "number = 1", 1), encoding="utf-8")
    for args in (("list",), ("check",), ("render", "1", "10001")):
        told = run("alert", *args).stderr
        assert "Two alerts have the number 1: " in told
        assert "The first is taken." in told
    assert "Two alerts" not in made("alert", "render", "say-it-clear", "10001").stderr


def test_a_new_alert_takes_the_next_number(mine: Path) -> None:
    made("alert", "new", "clean-water")
    assert (mine / "5-clean-water.toml").exists()
    made("alert", "new", "clean-water", "--out", "here")
    assert files(Path("here")) == ["1-clean-water.toml"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "sample-issue"), "“sample-issue” is an issue pack, and no alert."),
        (("check", "sample-issue"), "“sample-issue” is an issue pack, and no alert."),
        (("show", "medicade"), "There is no alert named “medicade”. Did you mean “medicaid”?"),
        (("render", "./nope", "10001"), "There is no alert's file nope."),
        (("check", "/no/such"), "There is no alert's file /no/such."),
    ],
)
@pytest.mark.usefixtures("mine")
def test_what_is_no_alert_is_said(args: tuple[str, ...], said: str) -> None:
    done = run("alert", *args)
    assert (done.exit_code, said in done.stderr) == (6, True), done.stderr


def test_a_new_alert_with_the_slug_of_a_pack_is_named_by_its_number() -> None:
    said = made("alert", "new", "sample-issue").stderr
    assert "An issue pack has this slug, too, and is taken first: name the alert by 1." in said


def test_a_number_that_no_alert_can_follow_is_passed_over(at_home: Path) -> None:
    made("alert", "new", "last", "--number", "100000")
    made("alert", "new", "clean-water")
    assert files(at_home / "alerts") == ["1-clean-water.toml", "100000-last.toml"]
    assert run("alert", "new", "more", "--number", "100001").exit_code == 2


@pytest.mark.parametrize("slug", ["Clean", "a b", "../x", "a" * 61, "2026"])
def test_a_new_alert_needs_a_slug(at_home: Path, slug: str) -> None:
    assert run("alert", "new", slug).exit_code == 6
    assert not at_home.exists()


def test_check_names_what_does_not_fit(mine: Path) -> None:
    assert made("alert", "check").stdout.count("no problems") == 3
    shutil.copy(mine / "3-medicaid.toml", mine / "3-other.toml")
    done = run("alert", "check", str(mine))
    assert done.exit_code == 6
    assert "3-other.toml: number: is 3, and so is that of 3-medicaid.toml" in done.stdout
    assert "1 error in 4 alerts checked." in done.stderr
    assert run("alert", "check", "none.toml").exit_code == 6


# ---------------------------------------------------------------- a list of members

MEMBERS = (
    "\ufeffName,ZIP Code,State,E-mail\r\n"
    "Ana Ruiz,10001,NY,ana@example.org\r\n"
    "Bo Chen,12057,Vermont,\r\n"
    "Cy Day,20001,,cy@example.org\r\n"
    '=HYPERLINK("x"),10001,,\r\n'
    "\r\n"
    "Di Null,00000,,\r\n"
    "Ed Lost,,,\r\n"
    "Flo Two,12057,,\r\n"
    "Gus Mail,10001,,not an address\r\n"
    "Hal Wrong,10001,OH,\r\n"
    "Ida Short,5401,VT,\r\n"
)


@pytest.fixture
def members() -> Path:
    """A list as a spreadsheet writes it, with what people write into one."""
    path = Path("members.csv")
    path.write_bytes(MEMBERS.encode())
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("mine")
@pytest.mark.usefixtures("members")
def test_each_member_gets_their_own_alert() -> None:
    done = run("alert", "send-list", "members.csv", "--out", "out", "--alert", "3")
    assert done.exit_code == 10
    assert "4 of 10 rows were left out" in done.stderr
    assert "Nothing was sent" in done.stderr
    assert "Alert 3, “Keep Medicaid" in done.stderr
    listed = table(Path("out/manifest.csv"))
    assert [(one["name"], one["email"], one["state"]) for one in listed] == [
        ("Ana Ruiz", "ana@example.org", "NY"),
        ("Bo Chen", "", "VT"),
        ("Cy Day", "cy@example.org", "DC"),
        ('\'=HYPERLINK("x")', "", "NY"),
        ("Gus Mail", "", "NY"),
        ("Ida Short", "", "VT"),
    ]
    assert listed[0]["html"] == "documents/00001/0000002-ana-ruiz.html"
    assert listed[3]["txt"] == "documents/00001/0000005-hyperlink-x.txt"
    assert "Left out. The e-mail address is not usable: an e-mail" in listed[4]["warnings"]
    names = {one[form] for one in listed for form in ("html", "txt")}
    assert set(files(Path("out"))) == names | {"manifest.csv", "rejects.csv"}
    page, cy, bo = (
        Path("out", listed[number]["txt"]).read_text(encoding="utf-8") for number in (0, 2, 1)
    )
    assert "Hi, my name is Ana Ruiz. I'm a constituent from New York" in page
    assert "Hi, my name" not in cy
    assert "Oakenshaw" in bo


@pytest.mark.usefixtures("members", "mine")
def test_rejected_rows_come_back_with_their_reason() -> None:
    run("alert", "send-list", "members.csv", "--out", "out", "--alert", "3")
    rejected = {one["Name"]: one for one in table(Path("out/rejects.csv"))}
    reasons = {
        "Di Null": "No ZIP code begins with 000",
        "Ed Lost": "neither a ZIP code nor a state",
        "Flo Two": "Fill in the column “state”, for example with NY.",
        "Hal Wrong": "not in Ohio. Leave the column “state” empty, or make it NY.",
    }
    assert set(rejected) == set(reasons)
    for name, reason in reasons.items():
        assert reason in rejected[name]["reason"]
        assert "--" not in rejected[name]["reason"]
    assert rejected["Di Null"]["ZIP Code"] == "00000"
    assert rejected["Di Null"]["line"] == "7"


@pytest.mark.usefixtures("mine")
def test_a_draft_goes_to_nobody() -> None:
    made("alert", "new", "clean-water")
    Path("members.csv").write_text("name;zip\nAna Ruiz;10001\n", encoding="utf-8")
    args = ("alert", "send-list", "members.csv", "--out")
    done = made(*args, "out")
    assert "Alert 4," in done.stderr  # though the draft is newer
    assert "The alert “clean-water” is left out: it is a draft." in done.stderr
    done = run(*args, "more", "--alert", "clean-water")
    assert (done.exit_code, "is a draft; nothing was written" in done.stderr) == (6, True)
    assert not Path("more").exists()


@pytest.mark.usefixtures("mine")
def test_a_whole_list_ends_well() -> None:
    Path("members.csv").write_text("name;zip\nAna Ruiz;10001\n", encoding="utf-8")
    args = ("alert", "send-list", "members.csv", "--out", "out", "--format", "eml")
    done = made(*args)
    assert "Alert 4," in done.stderr  # of those of one day, the highest number
    assert files(Path("out")) == ["documents/00001/0000002-ana-ruiz.eml", "manifest.csv"]
    assert run(*args).exit_code == 8
    made(*args, "--force")


@pytest.mark.usefixtures("mine", "members")
def test_rejects_of_an_earlier_run_do_not_stay() -> None:
    args = ("alert", "send-list", "members.csv", "--out", "out", "--force")
    assert run(*args).exit_code == 10
    Path("members.csv").write_text("zip\n10001\n", encoding="utf-8")
    made(*args)
    names = [f"documents/00001/0000002-member.{form}" for form in ("html", "txt")]
    assert files(Path("out")) == [*names, "manifest.csv"]


@pytest.mark.usefixtures("mine", "members")
def test_a_folder_with_something_else_in_it_is_not_emptied() -> None:
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine")
    done = run("alert", "send-list", "members.csv", "--out", "out", "--force")
    assert done.exit_code == 8
    assert files(Path("out")) == ["mine.txt"]


@pytest.mark.usefixtures("mine")
def test_a_message_is_addressed_to_its_member() -> None:
    Path("members.csv").write_text(
        "First Name,Last Name,Where,Email\nAna,Ruiz,10001,ana@example.org\n"
    )
    how = ("--format", "eml", "--map", "Where=zip", "--zip")
    done = made("alert", "send-list", "members.csv", "--out", "out", *how)
    used = "first_name (“First Name”), last_name (“Last Name”), zip (“Where”), email (“Email”)"
    assert f"commas.\nTaken from its columns: {used}.\n" in done.stderr
    with ZipFile("out/documents.zip") as archive:
        data = archive.read("00001/0000002-ana-ruiz.eml")
    assert b"To: ana@example.org\r\n" in data


@pytest.mark.usefixtures("mine")
def test_a_message_without_an_address_is_told_of() -> None:
    Path("members.csv").write_text(
        "name,zip,email\nAna,10001,\nBo,10001,a@example.org;b@example.org\n"
        "Cy,10001,j@exämple.org\nDi,10001,j@straße.example\nEd,10001,Ed <ed@example.org>\n"
    )
    args = ("alert", "send-list", "members.csv", "--alert", "3", "--format")
    made(*args, "eml", "--out", "out")
    nobody = "The message (.eml) is addressed to nobody"
    said = [(one["name"], nobody in one["warnings"]) for one in table(Path("out/manifest.csv"))]
    assert said == [("Ana", True), ("Bo", True), ("Cy", False), ("Di", True), ("Ed", False)]
    sent = {
        path.stem.rpartition("-")[2]: re.findall(rb"^To: (.*)\r\n", path.read_bytes(), re.MULTILINE)
        for path in Path("out/documents/00001").iterdir()
    }
    assert sent["cy"] == [b"j@xn--exmple-cua.org"]
    assert sent["ed"] == [b"ed@example.org"]
    assert sent["ana"] == sent["bo"] == sent["di"] == []
    made(*args, "txt", "--out", "text")
    assert nobody not in Path("text/manifest.csv").read_text()


@pytest.mark.usefixtures("mine", "members")
def test_interrupted_a_list_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    told = ("alert", "send-list", "members.csv", "--alert", "3", "--out", "out")
    none = run(*told, "--resume")
    assert (none.exit_code, "Leave --resume out." in none.stderr) == (8, True)
    with monkeypatch.context() as broken:
        broken.setattr(Sink, "take", interrupt)
        done = run(*told)
    assert done.exit_code == 1
    assert "--resume goes on" in done.stderr
    other = run(*told[:4], "4", *told[5:], "--resume")
    assert (other.exit_code, "begun with another list" in other.stderr) == (8, True)
    assert run(*told, "--resume").exit_code == 10
    again = run(*told, "--resume")
    assert (again.exit_code, "give --force instead of --resume" in again.stderr) == (8, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"name,town\nAna,Albany\n", 1),
        (b"", 1),
        ("zip\n10001\n".encode("utf-16"), 1),
        (b"zip\n\xff\xfe\n", 10),  # a row of a list, and no member
        (b'zip\n"' + b"1" * 200_000, 10),
        (None, 1),
    ],
)
@pytest.mark.usefixtures("mine")
def test_what_is_no_list_of_members_is_said(data: bytes | None, code: int) -> None:
    if data is not None:
        Path("members.csv").write_bytes(data)
    done = run("alert", "send-list", "members.csv", "--out", "out")
    assert done.exit_code == code
    assert "Traceback" not in done.stderr
    assert Path("out").exists() == (code == 10)  # with the rows that were left out


@pytest.mark.usefixtures("mine")
@pytest.mark.usefixtures("members")
def test_a_list_needs_an_alert_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", str(date(2030, 1, 1)))
    done = run("alert", "send-list", "members.csv", "--out", "out")
    assert done.exit_code == 6

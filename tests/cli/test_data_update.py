"""`advocate data update | rollback | export`: what changes, what is said, what is kept."""

import json
from http import HTTPStatus
from pathlib import Path

import pytest
from click.testing import CliRunner

from advocate.cli import session
from advocate.cli.main import root
from tests.cli.updating import (
    LEGISLATORS,
    OFFICES,
    authority,
    edit,
    everything,
    home,
    run,
    server,
    upstream_files,
)
from tests.serving import FOLDER, Answer, Request, Server, response, well

__all__ = ["authority", "home", "server", "upstream_files"]  # fixtures
pytestmark = pytest.mark.loopback


def test_a_redirect_on_the_same_server_is_followed(server: Server, home: Path) -> None:
    def moved(server: Server, request: Request) -> Answer:
        return [
            response(status=HTTPStatus.FOUND, headers={"Location": f"{FOLDER}new/{request.name}"})
        ]

    server.misbehave[LEGISLATORS] = moved
    server.misbehave[f"new/{LEGISLATORS}"] = lambda server, _request: well(
        server, Request(LEGISLATORS, {})
    )
    assert run("update").exit_code == 0


def test_only_what_changed_is_sent_again(server: Server, home: Path) -> None:
    assert run("update").exit_code == 0
    assert all("if-none-match" not in request.headers for request in server.asked)
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(phone="716-555-0199"))
    server.asked.clear()
    result = run("update")
    assert "Senator Hollowell (NY) has a new number for the Buffalo office: 716-555-0199" in (
        " ".join(result.stdout.split())
    )
    assert len(server.asked) == 5
    assert all("if-none-match" in request.headers for request in server.asked)
    assert "You have this data already." in run("update").stderr


def test_a_kept_file_that_was_damaged_is_fetched_anew(server: Server, home: Path) -> None:
    assert run("update").exit_code == 0
    [kept] = home.rglob(OFFICES)
    kept.write_text("[]")
    server.asked.clear()
    assert run("update").exit_code == 0
    assert all("if-none-match" not in request.headers for request in server.asked)


def test_nothing_new_makes_the_data_younger(
    server: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("update").exit_code == 0
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-12-24")
    result = run("update")
    assert "Nothing has changed since 2026-11-24." in result.stdout
    assert "Your data is of 2026-12-24 now" in result.stdout
    assert "Numbers as of 2026-12-24" in run("status").stdout
    assert "that came with the program" in run("rollback").stdout


def test_the_request_tells_nothing_of_the_user(server: Server, home: Path) -> None:
    CliRunner().invoke(root, ["me", "set", "--name", "Ana Ruiz", "--zip", "10001"])
    assert run("update").exit_code == 0
    told = " ".join(f"{r.name} {r.headers}" for r in server.asked)
    assert set(server.asked[0].headers) == {
        "host", "user-agent", "accept", "accept-encoding", "connection"
    }  # fmt: skip
    assert not any(word in told.lower() for word in ("ana", "ruiz", "10001", "cookie", "referer"))


def test_a_large_change_is_taken_when_asked_for(server: Server, home: Path) -> None:
    path = server.files / LEGISLATORS
    whole = path.read_bytes()
    edit(path, lambda rows: rows.pop(6))
    shown = run("update", "--dry-run")
    assert shown.exit_code == 0
    assert "Senator Juniper Oakenshaw of Vermont is no longer listed" in shown.stdout
    assert "Note: Differs very much. It lists no senator from Vermont." in shown.stderr
    assert not home.exists()
    taken = run("update", "--accept-large-change")
    assert taken.exit_code == 0, taken.stderr
    assert "NM, NY and OH only" in run("status").stdout
    path.write_bytes(whole)
    assert "Vermont has a new senator" in run("update").stdout
    assert "NM, NY, OH and VT only" in run("status").stdout


def test_the_log_is_looked_through(server: Server, home: Path) -> None:
    log = ["log", "add", "town-hall", "--senator", "hollowell", "--office", "buffalo"]
    letter = ["--channel", "letter", "--outcome", "sent", "--they-promised", "call by 2026-12-04"]
    assert CliRunner().invoke(root, [*log, *letter]).exit_code == 0
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][1].update(phone="212-555-0199"))
    assert "In your log" not in run("update").stdout
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(address="9 New Street"))
    listed = json.loads(run("update", "--dry-run", "--json").stdout)
    assert listed["log"] == [
        "Follow-up 1, due December 4, 2026: call (Senator Beatrix Q. Hollowell).",
        "Letter of November 24, 2026, Buffalo, NY, without an answer yet "
        "(contact 1, Senator Beatrix Q. Hollowell).",
    ]
    shown = " ".join(run("update").stdout.split())
    assert f"In your log and your plans, to look at again {' '.join(listed['log'])}" in shown


def test_meetings_ahead_are_looked_through(server: Server, home: Path) -> None:
    for name, office in (("libraries", "buffalo"), ("roads", "albany")):
        begin = ["meeting", "new", "town-hall", "10001", "--senator", "hollowell", "--name", name]
        done = CliRunner().invoke(root, [*begin, "--office", office, "--out", str(home / name)])
        assert done.exit_code == 0, done.output
    (home / "meetings" / "broken.toml").write_text("uid = ")
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(address="9 New Street"))
    done = run("update", "--dry-run", "--json")
    assert json.loads(done.stdout)["log"] == [
        "Meeting that has no day yet: libraries (Senator Beatrix Q. Hollowell)."
    ]
    assert "broken.toml is not TOML" in done.stderr


def test_json(server: Server, home: Path) -> None:
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(phone="716-555-0199"))
    answer = json.loads(run("update", "--json").stdout)
    [change] = answer.pop("changes")
    assert change["subject"] == "office"
    assert change["office"] == "X000001-buffalo"
    assert answer == {
        "origin": "127.0.0.1",
        "before": "2026-06-15",
        "data_as_of": "2026-11-24",
        "dry_run": False,
        "log": [],
        "large_changes": [],
        "warnings": 5,
    }


def test_ones_own_senators_come_first(server: Server, home: Path) -> None:
    CliRunner().invoke(root, ["me", "set", "--zip", "10001"])
    edit(server.files / OFFICES, lambda rows: [r["offices"][0].update(phone="") for r in rows])
    lines = run("update", "--dry-run").stdout.splitlines()
    assert lines[0].startswith("Your senators (")
    assert lines[1].startswith("  Senator Hollowell (NY) no longer lists a number")
    rest = lines[lines.index("") + 1 :]
    assert rest[0].startswith("Offices and numbers (")
    assert not any("(NY)" in line for line in rest)


def test_a_copy_that_is_broken_is_said_once_and_mended(server: Server, home: Path) -> None:
    assert run("update").exit_code == 0
    [senators] = home.rglob("senators.json")
    senators.write_text("[]")
    result = CliRunner().invoke(root, ["senators", "10001"])
    assert result.exit_code == 0
    assert result.stderr.count("is damaged or was changed by hand") == 1
    assert "Numbers as of 2026-06-15" in result.stdout
    assert run("update").exit_code == 0
    assert "damaged" not in run("status").stderr


def test_rollback(server: Server, home: Path) -> None:
    assert "nothing to go back to" in run("rollback").stderr
    run("update")
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(phone="716-555-0199"))
    run("update")
    assert run("rollback").stdout == "In use again: the data of 2026-11-24.\n"
    assert session.open_dataset().senator("X000001").state_offices[1].phone == "716-555-0111"
    # What the server calls the files went back with them, so the newer ones come again.
    assert "716-555-0199" in run("update").stdout


def test_a_friend_without_internet(
    server: Server, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(phone="716-555-0199"))
    run("update")
    file = tmp_path / "senators.zip"
    result = run("export", str(file))
    assert result.stdout == f"The data of 2026-11-24 is in {file}\n"
    assert run("export", str(file)).exit_code == 8
    before = file.read_bytes()
    assert run("export", str(file), "--force").exit_code == 0
    assert file.read_bytes() == before
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "friend"))
    server.asked.clear()
    taken = run("update", "--from", str(file))
    assert taken.exit_code == 0, taken.stderr
    assert "716-555-0199" in taken.stdout
    assert session.open_dataset().manifest.data_as_of.isoformat() == "2026-11-24"
    assert "You have this data already." in run("update", "--from", str(file)).stderr
    assert server.asked == []


def test_older_data_is_refused(
    server: Server, home: Path, upstream_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("update")
    before = everything(home)
    result = run("update", "--from", str(upstream_files), "--as-of", "2026-09-01")
    assert result.exit_code == 5
    assert "is of 2026-09-01, and your data is newer, of 2026-11-24" in result.stderr
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-01")  # a computer whose clock is wrong
    assert run("update").exit_code == 5
    assert everything(home) == before


def test_status_says_where_a_copy_comes_from(server: Server, home: Path) -> None:
    assert "as they came with the program" in run("status").stdout
    run("update")
    assert "fetched or brought on 2026-11-24 from 127.0.0.1\n" in run("status").stdout
    copy = json.loads(run("status", "--json").stdout)["copy"]
    assert copy == {"updated": "2026-11-24", "from": "127.0.0.1"}


def test_as_of_goes_with_from(home: Path) -> None:
    assert run("update", "--as-of", "2026-09-01").exit_code == 2


def test_as_of_is_a_day_as_elsewhere() -> None:
    done = run("update", "--from", ".", "--as-of", "2026-02-30")
    assert (done.exit_code, "“2026-02-30” is not a day. Write 2026-11-24." in done.stderr) == (
        2,
        True,
    )


@pytest.mark.parametrize("command", ["update", "rollback", "export"])
def test_help_has_an_example(command: str) -> None:
    assert f"Example:  advocate data {command}" in run(command, "--help").stdout


def test_a_correction_that_upstream_has_learnt_is_dropped(server: Server, home: Path) -> None:
    number = ["--phone", "716-555-0199"]
    corrected = CliRunner().invoke(root, ["office", "correct", "X000001-buffalo", *number])
    assert corrected.exit_code == 0, corrected.stderr
    assert run("update").exit_code == 0
    listed = CliRunner().invoke(root, ["office", "list"]).stdout
    assert "phone 716-555-0199" in listed  # the data says otherwise still
    edit(server.files / OFFICES, lambda rows: rows[0]["offices"][0].update(phone="716-555-0199"))
    result = run("update")
    assert (
        "Note: The data now says of Buffalo, NY (X000001-buffalo) what you did: phone."
        in result.stderr
    )
    assert CliRunner().invoke(root, ["office", "list"]).stdout == (
        "You corrected and noted nothing yet.\n"
    )
    health = " ".join(run("health").stdout.split())
    assert "What the update of 2026-" in health
    assert "has a new number for the Buffalo office: 716-555-0199" in health

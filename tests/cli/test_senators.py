"""`advocate senators`, as a user sees it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch, fixture_data_dir: Path, tmp_path: Path) -> None:
    """Every command reads the invented dataset, an empty profile and a fixed day."""
    monkeypatch.setattr(session, "bundled", lambda _name: fixture_data_dir)
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path))


def run(*args: str, typed: str = "") -> Result:
    """Run `advocate senators` with these arguments."""
    return CliRunner().invoke(root, ["senators", *args], input=typed)


CARD = """\
New York, New York · ZIP code 10001

Beatrix Q. Hollowell · Democrat · senior senator from New York
  Leadership    Senate Lamplighter
  Term          January 3, 2025 to January 3, 2031, class 1
  Election      next on November 5, 2030
  Washington    202-555-0101  901 Hart Senate Office Building
                fax 202-555-0191
  Website       https://www.hollowell.example
  Contact form  https://www.hollowell.example/contact
  Committees    Judiciary (Ranking Member)
  State offices, nearest first
    212-555-0111      New York  1.3 mi
                      12 Invented Avenue, Suite 400, New York 10017
                      fax 212-555-0191
                      hours: Monday-Friday, 9am-5pm
    no phone on file  Peekskill  38 mi
                      5 Kettle Lane, Peekskill 10566
    518-555-0111      Albany  133 mi
                      Larkspur Federal Building, 3 Quill Street, Room 21, Albany
                      12207-0001
    716-555-0111      Buffalo  292 mi
                      1 Lantern Square, Buffalo 14202
    315-555-0111      Syracuse  distance not known
                      44 Teapot Road, Syracuse 13261

Casper Ivo Thornquist · Independent, sits with the Democrats · junior senator
from New York
"""


def test_the_card() -> None:
    result = run("10001")
    assert result.exit_code == 0
    assert result.stdout.startswith(CARD)
    assert result.stdout.endswith(
        "Numbers as of 2026-06-15 (162 days ago). Newer:  advocate data update\n"
    )
    assert result.stderr == ""
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


@pytest.mark.parametrize(
    ("args", "stdout", "stderr"),
    [
        (["OH"], "January 21, 2025 to November 3, 2026, class 3, by appointment", "ended on Nov"),
        (["OH"], "held on November 3, 2026, after these numbers were taken", "Look at senate.gov"),
        (["VT"], "State office (one office on file)", "only one senator is on file"),
        (["12057"], "Eagle Bridge, New York or Vermont", "lies in New York and Vermont"),
        (["12057", "--state", "VT"], "Eagle Bridge, Vermont · ZIP", "vacant"),
        (["87599"], "New Mexico · ZIP code 87599", "first digits point to New Mexico"),
        (["--state", "NM"], "Renée Peña Marlowe", ""),
        (["pena"], "New Mexico\n\nRenée", ""),
    ],
)
def test_what_is_said(args: list[str], stdout: str, stderr: str) -> None:
    result = run(*args)
    assert result.exit_code == 0
    assert stdout in result.stdout
    assert stderr in result.stderr


@pytest.mark.parametrize(
    "place", ["20001", "00901", "09001", "99999", "123", "Nwe Yrok", "<b>\x07"]
)
def test_what_fails_is_one_sentence_and_exit_code_4(place: str) -> None:
    result = run(place)
    assert result.exit_code == 4
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_json() -> None:
    result = run("10001", "--json")
    answer = json.loads(result.stdout)
    assert list(answer) == ["query", "states", "senators", "data_as_of", "warnings"]
    assert answer["query"] == "10001"
    assert answer["states"] == ["NY"]
    assert answer["data_as_of"] == "2026-06-15"
    assert answer["warnings"] == [
        "The numbers are of 2026-06-15, 162 days old: `advocate data update` gets newer ones.",
        "Senator Hollowell's Peekskill office has no phone number on file.",
        "Senator Hollowell's Syracuse office has no map position on file.",
    ]
    first = answer["senators"][0]
    offices = first.pop("offices")
    assert first == {
        "bioguide": "X000001",
        "name": "Beatrix Q. Hollowell",
        "last_name": "Hollowell",
        "party": "Democrat",
        "state": "NY",
        "state_rank": "senior",
        "senate_class": 1,
        "term_start": "2025-01-03",
        "term_end": "2031-01-03",
        "phone": "202-555-0101",
        "website": "https://www.hollowell.example",
        "contact_form": "https://www.hollowell.example/contact",
        "committees": [
            {
                "code": "SSJU",
                "name": "Senate Committee on the Judiciary",
                "rank": 2,
                "title": "Ranking Member",
            }
        ],
        "log": [],
    }
    assert [(o["kind"], o["distance_miles"]) for o in offices] == [
        ("washington", None),
        ("state", 1.3),
        ("state", 37.6),
        ("state", 132.6),
        ("state", 291.6),
        ("state", None),
    ]
    assert offices[1] == {
        "id": "X000001-new_york",
        "kind": "state",
        "city": "New York",
        "state": "NY",
        "zip": "10017",
        "address": "12 Invented Avenue, Suite 400",
        "phone": "212-555-0111",
        "fax": "212-555-0191",
        "hours": "Monday-Friday, 9am-5pm",
        "phone_reported_wrong": None,
        "latitude": 40.7524,
        "longitude": -73.9723,
        "distance_miles": 1.3,
    }


def test_json_lists_every_state_of_a_zip() -> None:
    answer = json.loads(run("12057", "--json").stdout)
    assert answer["states"] == ["NY", "VT"]
    assert any("--state" in sentence for sentence in answer["warnings"])


@pytest.mark.parametrize(
    ("place", "typed", "asked", "found"),
    [
        ("12057", "vt\n", "NY  New York", "Juniper Oakenshaw"),
        ("12057", "OH\nNY\n", "is not one of", "Casper Ivo Thornquist"),
        ("09001", "new mexico\n", "In which state do you vote?", "Tobias Underhill, Jr."),
        ("10001", "", "", "Casper Ivo Thornquist"),
    ],
)
def test_a_person_is_asked(
    monkeypatch: pytest.MonkeyPatch, place: str, typed: str, asked: str, found: str
) -> None:
    monkeypatch.setattr(session, "interactive", lambda: True)
    result = run(place, typed=typed)
    assert result.exit_code == 0
    assert asked in result.stderr
    assert found in result.stdout
    assert "is not a state" not in result.stderr


def test_without_a_place_the_profile_is_used(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text('zip = "12057"\nstate = "VT"\n')
    result = run()
    assert "Eagle Bridge, Vermont" in result.stdout


def test_without_a_place_and_a_profile() -> None:
    result = run()
    assert result.exit_code == 2
    assert "advocate me set --zip" in result.stderr


def test_help_has_an_example() -> None:
    assert "advocate senators 10001" in run("--help").stdout

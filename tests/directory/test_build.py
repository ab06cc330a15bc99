"""Building a dataset: the same bytes each time, and nothing written from bad sources."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advocate.directory.build import build_dataset, compose_dataset
from advocate.directory.check import check_dataset
from advocate.directory.dataset import Dataset
from advocate.directory.importer.fields import name_line, phone
from advocate.directory.importer.provenance import read_provenance, read_sources
from advocate.errors import DatasetError, OutputError, OutputExistsError
from advocate.notices import Severity
from tests.conftest import TODAY

LEGISLATORS = "congress-legislators/legislators-current.json"
OFFICES = "congress-legislators/legislators-district-offices.json"
MEMBERSHIP = "congress-legislators/committee-membership-current.json"


@pytest.fixture
def sources(fixture_sources: Path, tmp_path: Path) -> Path:
    """A copy of the invented sources that a test may change."""
    return Path(shutil.copytree(fixture_sources, tmp_path / "sources"))


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change a JSON file in place."""
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def test_built_twice_the_bytes_are_equal(
    fixture_sources: Path, fixture_data_dir: Path, tmp_path: Path
) -> None:
    build_dataset(fixture_sources, tmp_path / "again")
    names = sorted(path.name for path in fixture_data_dir.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in names:
        assert (fixture_data_dir / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_dataset_is_replaced_only_when_forced(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    assert build_dataset(sources, out).changed
    assert not build_dataset(sources, out).changed
    edit(sources / LEGISLATORS, lambda people: people[0]["name"].update(nickname="Trixie"))
    with pytest.raises(OutputExistsError):
        build_dataset(sources, out)
    assert build_dataset(sources, out, force=True).changed
    assert Dataset(out).senator("X000001").nickname == "Trixie"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "sources"]


def test_a_folder_of_other_things_is_never_replaced(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    out.mkdir()
    (out / "dear.txt").write_text("Dear")
    with pytest.raises(OutputError, match="holds no dataset"):
        build_dataset(sources, out, force=True)
    assert [path.name for path in out.iterdir()] == ["dear.txt"]


def test_every_missing_source_is_named(sources: Path, tmp_path: Path) -> None:
    (sources / OFFICES).unlink()
    (sources / "senate-calendar.md").unlink()
    with pytest.raises(DatasetError) as caught:
        build_dataset(sources, tmp_path / "data")
    assert OFFICES in caught.value.sentence
    assert "senate-calendar.md" in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "data_as_of|source"),
        ("data_as_of = soon", "does not read"),
        ("data_as_of = 2026-01-01\nsource = []", "says nothing of"),
        ("data_as_of = 2026-01-01\n[[source]]\nfile = 'x'\ncolour = 'red'", "does not read"),
    ],
)
def test_a_provenance_that_does_not_do(sources: Path, tmp_path: Path, text: str, says: str) -> None:
    (sources / "provenance.toml").write_text(text)
    with pytest.raises(DatasetError, match=says):
        build_dataset(sources, tmp_path / "data")


def test_no_provenance(sources: Path, tmp_path: Path) -> None:
    (sources / "provenance.toml").unlink()
    with pytest.raises(DatasetError, match="provenance"):
        build_dataset(sources, tmp_path / "data")


def test_another_version_than_the_one_described_is_refused(sources: Path, tmp_path: Path) -> None:
    path = sources / "provenance.toml"
    first = f'file = "{LEGISLATORS}"'
    path.write_text(path.read_text().replace(first, f'{first}\nsha256 = "{"0" * 64}"'))
    with pytest.raises(DatasetError, match="not the version"):
        build_dataset(sources, tmp_path / "data")


def _break_everything(sources: Path) -> None:
    def people(rows: list[Any]) -> None:
        rows[1]["terms"][-1].update(state_rank="senior")
        rows[2]["terms"][-1].update({"class": 4})
        rows[3]["terms"][-1].update(end="2019-01-01")
        rows[4]["terms"][-1].update({"class": 3, "phone": "555-0105 ext. 2"})
        rows[5]["terms"][-1].update(party="")
        rows.append(rows[6])

    def offices(rows: list[Any]) -> None:
        rows[0]["offices"][0].update(state="NJ")
        rows[0]["offices"][1].update(latitude=34.05, longitude=-118.24)
        rows[1]["offices"][0].update(id=rows[0]["offices"][2]["id"], zip="1000")

    edit(sources / LEGISLATORS, people)
    edit(sources / OFFICES, offices)
    edit(sources / MEMBERSHIP, lambda rows: rows.update(SSXX=rows["SSAP"]))
    with (sources / "zip-codes/zccd.csv").open("a") as file:
        file.write("99,ZZ,10566,1\n")


EVERY_PROBLEM = [
    "NY: has 2 senior senators",
    "OH: has 2 senators of class 3",
    "VT: has 2 senators of class 1",
    "VT: has 2 senior senators",
    "(X000003): is of class 4",
    "(X000003): sits on committee SSXX",
    "(X000004): has a term that ends (2019-01-01) before it starts",
    "office X000005-washington: has a phone number that is not ddd-ddd-dddd: “555-0105 ext. 2”",
    "(X000006): has no party",
    "office X000001-buffalo: lies in NJ, but the senator is from NY",
    "office X000001-new_york: lies 2",
    "office X000001-albany: is there 2 times",
    "has a ZIP code that is none: “1000”",
    "senator X000007: is there 2 times",
    "ZIP 10566: lies in no known state: ZZ",
]


def test_the_check_names_every_problem_at_once(sources: Path, tmp_path: Path) -> None:
    _break_everything(sources)
    provenance = read_provenance(sources / "provenance.toml")
    contents, unreadable = compose_dataset(read_sources(sources, provenance), provenance)
    assert unreadable == []
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    problems = check_dataset(Dataset(tmp_path), today=TODAY)
    errors = [f"{p.where}: {p.text}" for p in problems if p.severity is Severity.ERROR]
    for expected in EVERY_PROBLEM:
        assert any(expected in error for error in errors), (expected, errors)


def test_bad_sources_write_nothing_and_name_every_error(sources: Path, tmp_path: Path) -> None:
    _break_everything(sources)
    out = tmp_path / "data"
    with pytest.raises(DatasetError, match="nothing was written") as caught:
        build_dataset(sources, out)
    assert len(caught.value.hint.splitlines()) >= len(EVERY_PROBLEM)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sources"]


def _drop_states(rows: list[Any]) -> None:
    del rows[0]["terms"][-1]["state"]
    del rows[2]["terms"][-1]["state"]


def test_files_that_cannot_be_read_are_all_named(sources: Path, tmp_path: Path) -> None:
    (sources / "senate-calendar.md").write_text("| 2026-13-01 | | session convenes | x |\n")
    (sources / "senate-web-forms.json").write_text("{")
    with pytest.raises(DatasetError) as caught:
        build_dataset(sources, tmp_path / "data")
    assert "senate-web-forms.json is not JSON" in caught.value.hint
    assert "calendar's line 1" in caught.value.hint


def test_a_record_without_a_state_is_named(sources: Path, tmp_path: Path) -> None:
    edit(sources / LEGISLATORS, _drop_states)
    with pytest.raises(DatasetError) as caught:
        build_dataset(sources, tmp_path / "data")
    assert "X000001: cannot be read" in caught.value.hint
    assert "X000003: cannot be read" in caught.value.hint


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[0].update(name="Bea"), "X000001: cannot be read"),
        (lambda rows: rows[0].update(id=["X000001"]), "a record without an id: cannot be read"),
        (lambda rows: rows[0].update(terms=[{"type": "sen"}]), "X000001: cannot be read"),
        (lambda rows: rows.append("a name"), "legislators-current.json is not the list of records"),
        (
            lambda rows: rows[0]["name"].update(official_full="\x1b[2J"),
            "characters in its full_name that cannot",
        ),
        (
            lambda rows: rows[0]["name"].update(nickname="<b>Bea</b>"),
            "in its nickname that looks like code",
        ),
        (
            lambda rows: rows[0]["name"].update(last="Bea" * 200),
            "has 600 characters in its last_name",
        ),
    ],
)
def test_a_record_of_another_shape_is_named(
    sources: Path, tmp_path: Path, change: Callable[[Any], None], says: str
) -> None:
    edit(sources / LEGISLATORS, change)
    with pytest.raises(DatasetError) as caught:
        build_dataset(sources, tmp_path / "data")
    assert says in caught.value.hint
    assert caught.value.hint.replace("\n", "").isprintable()


@pytest.mark.parametrize("degrees", [float("nan"), 91.0, float("inf"), -1e300])
def test_a_place_that_is_on_no_map_is_named(sources: Path, tmp_path: Path, degrees: float) -> None:
    edit(sources / OFFICES, lambda rows: rows[0]["offices"][0].update(latitude=degrees))
    with pytest.raises(DatasetError) as caught:
        build_dataset(sources, tmp_path / "data")
    assert "office X000001-buffalo: has coordinates that are on no map" in caught.value.hint


def test_sources_of_lists_in_lists_are_named(sources: Path, tmp_path: Path) -> None:
    (sources / LEGISLATORS).write_text("[" * 100_000)
    with pytest.raises(DatasetError) as caught:
        build_dataset(sources, tmp_path / "data")
    assert "lists in lists" in caught.value.hint


def test_the_warnings_are_listed(fixture_sources: Path, tmp_path: Path) -> None:
    report = build_dataset(fixture_sources, tmp_path / "data")
    assert [f"{p.where}: {p.text}" for p in report.warnings] == [
        "VT: has one senator on file: a vacancy",
        "office X000001-peekskill: has no phone on file",
        "office X000001-syracuse: has no coordinates on file",
        "VT Juniper Oakenshaw (X000007): one state office is on file",
    ]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("202-555-0101", "202-555-0101"),
        ("(202) 555-0101", "202-555-0101"),
        ("1.202.555.0101", "202-555-0101"),
        ("2025550101", "202-555-0101"),
        ("555-0101", "555-0101"),
        ("202-555-0101 x3", "202-555-0101 x3"),
        (None, ""),
    ],
)
def test_phones(raw: str | None, clean: str) -> None:
    assert phone(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("MAIN STREET", "Main Street"), ("PO Box 3", "PO Box 3"), ("201B", "201B"), (" a  b", "a b")],
)
def test_names(raw: str, clean: str) -> None:
    assert name_line(raw) == clean

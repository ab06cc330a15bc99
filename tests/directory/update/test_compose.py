"""A whole dataset of newer senators and of the shipped one's other parts."""

import json
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advocate.directory.build import build_dataset
from advocate.directory.dataset import SCHEMA, Dataset
from advocate.directory.importer.provenance import UPSTREAM
from advocate.directory.update.compose import candidate
from advocate.directory.update.offered import ExportedFiles, UpstreamFiles, brought
from advocate.errors import DatasetError
from tests.conftest import SOURCES, TODAY

DAY = date(2026, 11, 20)


@pytest.fixture
def files() -> UpstreamFiles:
    contents = {name: (SOURCES / name).read_bytes() for name in UPSTREAM}
    return UpstreamFiles(contents, DAY, "the server")


def test_the_same_files_give_the_same_bytes_as_a_build(
    files: UpstreamFiles, dataset: Dataset
) -> None:
    with candidate(files, shipped=dataset, today=TODAY) as new:
        made = new.contents
    shipped = {path.name: path.read_bytes() for path in dataset.folder.iterdir()}
    assert made.keys() == shipped.keys()
    told = {"manifest.json", "SOURCES.md", "provenance.toml"}
    assert {name for name in made if made[name] != shipped[name]} == told
    before, after = (json.loads(all_["manifest.json"]) for all_ in (shipped, made))
    assert after.pop("data_as_of") == "2026-11-20"
    assert before.pop("data_as_of") == "2026-06-15"
    assert [source["sha256"] for source in after.pop("sources")] == [
        source["sha256"] for source in before.pop("sources")
    ]
    assert after == before


def test_it_says_where_it_comes_from(files: UpstreamFiles, dataset: Dataset) -> None:
    with candidate(files, shipped=dataset, today=TODAY) as new:
        sources = {source.name: source for source in new.dataset.manifest.sources}
        table = tomllib.loads(new.contents["provenance.toml"].decode())
        page = new.contents["SOURCES.md"].decode()
    told = {name: (one.version, one.as_of) for name, one in sources.items()}
    assert told["congress-legislators/legislators-current.json"] == (
        "as published on 2026-11-20", "2026-11-20",
    )  # fmt: skip
    assert told["zip-codes/zccd.csv"] == ("1", "2026-06-15")
    assert table["data_as_of"] == DAY
    assert table["covers"] == ["NM", "NY", "OH", "VT"]
    assert "Senators and offices are as of 2026-11-20." in page


def test_what_was_made_can_be_built_from(
    files: UpstreamFiles, dataset: Dataset, tmp_path: Path
) -> None:
    """Its provenance.toml describes the sources as `advocate data build` wants them described."""
    with candidate(files, shipped=dataset, today=TODAY) as new:
        (tmp_path / "provenance.toml").write_bytes(new.contents["provenance.toml"])
        made = new.contents
    build_dataset(SOURCES, tmp_path / "out", provenance=tmp_path / "provenance.toml")
    built = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert built == made


def test_a_day_to_come_is_refused(files: UpstreamFiles, dataset: Dataset) -> None:
    with (
        pytest.raises(DatasetError, match="it is of 2026-11-20, and today is 2026-11-19"),
        candidate(files, shipped=dataset, today=date(2026, 11, 19)),
    ):
        pass


@pytest.fixture
def exported(fixture_data_dir: Path, tmp_path: Path) -> Path:
    """A folder with somebody's data, which a test may change."""
    return Path(shutil.copytree(fixture_data_dir, tmp_path / "exported"))


def edit(path: Path, change: Callable[[Any], object]) -> None:
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def test_an_export_gives_its_senators_and_nothing_else(exported: Path, dataset: Dataset) -> None:
    edit(exported / "manifest.json", lambda row: row.update(data_as_of="2026-10-01"))
    edit(exported / "manifest.json", lambda row: row["sources"][0].update(version="commit abc"))
    edit(exported / "senators.json", lambda rows: rows[0].update(nickname="Trixie"))
    (exported / "zips.tsv").write_text("zip\tcity\n10001\tNowhere\tVT\t\t\n")
    (exported / "web-forms.json").write_text("{}")
    offered = brought(exported, as_of=None)
    assert isinstance(offered, ExportedFiles)
    with candidate(offered, shipped=dataset, today=TODAY) as new:
        assert new.dataset.manifest.data_as_of == date(2026, 10, 1)
        assert new.dataset.manifest.sources[0].version == "commit abc"
        assert "Trixie" in [senator.nickname for senator in new.dataset.senators]
        for name in ("zips.tsv", "web-forms.json", "calendar.json", "states.json"):
            assert new.contents[name] == (dataset.folder / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("manifest.json", lambda row: row.update(schema=SCHEMA + 1), f"has layout {SCHEMA + 1}"),
        ("manifest.json", lambda row: row.update(schema=SCHEMA - 1), "which is older than"),
        ("manifest.json", lambda row: row.pop("sources"), "is damaged"),
        ("manifest.json", lambda row: row.update(data_as_of="2031-01-01"), "it is of 2031-01-01"),
        ("manifest.json", lambda row: row["sources"][0].update(sha256="x"), "an error"),
        (
            "manifest.json",
            lambda row: row["sources"][0].update(version="\x1b[2J"),
            "cannot be used",
        ),
        ("manifest.json", lambda row: row["sources"][0].update(name=[1]), "cannot be used"),
        ("senators.json", lambda rows: rows[0].pop("party"), "is damaged"),
        ("senators.json", lambda rows: rows[0].update(nickname=7), "an error"),
        ("senators.json", lambda rows: rows[0].update(senate_class="1"), "an error"),
        ("senators.json", lambda rows: rows[0]["social"].update(x=["y"]), "an error"),
        (
            "senators.json",
            lambda rows: rows[0]["offices"][0].update(wrong_since="2026-01-01"),
            "something that no data of this program has",
        ),
        ("senators.json", lambda rows: rows[0]["offices"][0].update(phone="7"), "an error"),
        ("committees.json", lambda rows: rows[0].update(name="<b>"), "errors"),
        ("committees.json", lambda rows: rows.clear(), "errors"),
    ],
)
def test_an_export_that_does_not_do_is_refused(
    exported: Path, dataset: Dataset, name: str, change: Callable[[Any], object], says: str
) -> None:
    edit(exported / name, change)
    with (
        pytest.raises(DatasetError) as caught,
        candidate(brought(exported, as_of=None), shipped=dataset, today=TODAY),
    ):
        pass
    assert says in caught.value.sentence
    assert caught.value.sentence.endswith("Your data is as it was.")
    assert str(exported) in caught.value.sentence
    assert "advocate-" not in caught.value.sentence  # no folder that is gone again

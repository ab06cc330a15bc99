"""Shared fixtures: an invented dataset, built once through the importer."""

from datetime import date
from pathlib import Path

import pytest

from advocate.directory.build import build_dataset
from advocate.directory.dataset import Dataset

SOURCES = Path(__file__).parent / "fixtures" / "sources"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def fixture_sources() -> Path:
    """The invented source tree, in the upstream layout."""
    return SOURCES


@pytest.fixture(scope="session")
def fixture_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dataset built from the invented sources."""
    folder = tmp_path_factory.mktemp("dataset") / "data"
    build_dataset(SOURCES, folder)
    return folder


@pytest.fixture
def dataset(fixture_data_dir: Path) -> Dataset:
    """A dataset of seven invented senators from NM, NY, OH and VT."""
    return Dataset(fixture_data_dir)


@pytest.fixture
def today() -> date:
    """The day the tests live on."""
    return TODAY

"""A whole alert to break: each test changes one thing of the sample that `alert new` writes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.places import resolve_state
from advocate.issues.alerts.filled import Addressee, Around, Reader
from advocate.issues.alerts.known import Known
from advocate.issues.alerts.sample import write_sample_alert
from advocate.issues.records import Pack, Position

FIXTURES = Path(__file__).parents[2] / "fixtures" / "alerts"
Break = Callable[[str, str], Path]
Read = Callable[..., Reader]


@pytest.fixture
def sample(tmp_path: Path, dataset: Dataset, today: date) -> Path:
    """Return the sample alert as `alert new` writes it, to be changed."""
    who = dataset.senator("X000003")
    return write_sample_alert("clean-water", tmp_path, number=7, senator=who, today=today)


@pytest.fixture
def broken(sample: Path) -> Break:
    """Return a function that replaces a part of the sample, once, and returns the file."""

    def replace(old: str, new: str) -> Path:
        text = sample.read_text(encoding="utf-8")
        assert old in text
        sample.write_text(text.replace(old, new, 1), encoding="utf-8")
        return sample

    return replace


@pytest.fixture
def known(dataset: Dataset) -> Known:
    """What an alert of the tests may name."""
    return Known(("sample-issue",), {one.bioguide: one for one in dataset.senators})


@pytest.fixture
def reader_in(dataset: Dataset) -> Read:
    """Return a function that makes a reader in a state, whose senators hold a position."""

    def reader(place: str, *positions: Position) -> Reader:
        state = resolve_state(dataset, place)
        stands = [*positions, Position.UNKNOWN, Position.UNKNOWN]
        return Reader(
            state,
            tuple(
                Addressee(one, one.offices[0], stand)
                for one, stand in zip(dataset.senators_of(state.code), stands, strict=False)
            ),
        )

    return reader


@pytest.fixture
def around(dataset: Dataset, today: date) -> Callable[[Pack | None], Around]:
    """Return a function that says beside what an alert is read."""

    def beside(pack: Pack | None = None) -> Around:
        senators = {one.bioguide: one for one in dataset.senators}
        return Around(pack, senators, dataset.states, dataset.calendar, today)

    return beside

"""The dataset that ships: its size, its counts, and the hard places."""

from datetime import date

import pytest

from advocate.directory.check import check_dataset
from advocate.directory.dataset import Dataset
from advocate.directory.lookup import find_senators
from advocate.errors import LookupFailedError, NoSenatorsError, StateNeededError
from advocate.notices import errors_in
from advocate.resources import bundled

LIMIT = 4_000_000


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return Dataset(bundled("data"))


def test_size_and_licences(shipped: Dataset) -> None:
    assert sum(path.stat().st_size for path in shipped.folder.iterdir()) <= LIMIT
    page = (shipped.folder / "SOURCES.md").read_text()
    assert "GeoNames" in page
    assert "CC BY 4.0" in page
    assert page.count("CC0-1.0") == 6


def test_it_passes_its_check(shipped: Dataset, today: date) -> None:
    problems = check_dataset(shipped, today=today)
    assert problems
    assert errors_in(problems) == []


def test_counts(shipped: Dataset) -> None:
    offices = [o for s in shipped.senators for o in s.state_offices]
    assert len(shipped.senators) == 100
    assert len(offices) == 440
    assert sum(bool(o.phone) for o in offices) == 434
    assert sum(bool(o.fax) for o in offices) == 204
    assert sum(bool(o.hours) for o in offices) == 39
    assert sum(len(s.state_offices) == 1 for s in shipped.senators) == 12
    assert shipped.manifest.counts["senators"] == 100


@pytest.mark.parametrize(
    ("query", "states", "count"),
    [
        ("10001", ("NY",), 2),
        ("42223", ("KY", "TN"), 4),
        ("57717", ("SD", "MT", "WY"), 6),
        ("new mexico", ("NM",), 2),
        ("lujan", ("NM",), 1),
        ("van hollen", ("MD",), 1),
        ("bernie", ("OH", "VT"), 2),
        ("bernie sanders", ("VT",), 1),
        ("99999", ("AK",), 2),
        ("96860", ("HI",), 2),
        ("34092", None, 0),
    ],
)
def test_found(
    shipped: Dataset, today: date, query: str, states: tuple[str, ...] | None, count: int
) -> None:
    if states is None:
        with pytest.raises(StateNeededError):
            find_senators(shipped, query, today=today)
        return
    lookup = find_senators(shipped, query, today=today)
    assert lookup.states == states
    assert len(lookup.senators) == count


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("20001", NoSenatorsError),
        ("00901", NoSenatorsError),
        ("96960", NoSenatorsError),
        ("09001", StateNeededError),
    ],
)
def test_hard_places(
    shipped: Dataset, today: date, query: str, kind: type[LookupFailedError]
) -> None:
    with pytest.raises(kind):
        find_senators(shipped, query, today=today)


def test_an_inferred_place_says_so(shipped: Dataset, today: date) -> None:
    lookup = find_senators(shipped, "99999", today=today)
    assert lookup.place is not None
    assert lookup.place.inferred
    assert "zip-inferred" in [notice.code for notice in lookup.warnings]


def test_ended_terms_are_said(shipped: Dataset, today: date) -> None:
    for name in ("husted", "moody"):
        codes = [n.code for n in find_senators(shipped, name, today=today).warnings]
        assert "term-ended" in codes

"""What the user corrects of an office, and what follows from it."""

from pathlib import Path

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.own_offices import OwnOffice, save_own_offices
from advocate.resources import bundled


@pytest.mark.parametrize(
    ("office", "moved", "zone"),
    [
        # Kentucky's offices lie in more than one zone.
        ("P000603-bowling_green", {"phone": "502-555-0100"}, "America/Chicago"),
        ("P000603-bowling_green", {"address": "9 Lamp Lane", "zip": "42104"}, "America/Chicago"),
        ("P000603-bowling_green", {"city": "bowling  green"}, "America/Chicago"),
        ("P000603-bowling_green", {"city": "Lexington"}, "America/New_York"),
        ("P000603-bowling_green", {"city": "Nowhere in Kentucky"}, ""),
        # Vermont's do not.
        ("S000033-burlington", {"city": "Nowhere in Vermont"}, "America/New_York"),
    ],
)
def test_an_office_that_moved_keeps_no_clock_of_the_other_city(
    tmp_path: Path, office: str, moved: dict[str, str], zone: str
) -> None:
    save_own_offices(tmp_path, {office: OwnOffice(office, values=moved)})
    senator = Dataset(bundled("data"), own=tmp_path).senator(office.partition("-")[0])
    assert [one.timezone for one in senator.offices if one.id == office] == [zone]

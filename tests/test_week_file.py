"""The plan as it was shown: programs that change it at once undo nothing of each other's."""

from datetime import date
from pathlib import Path

import pytest

from advocate import settings
from advocate.errors import SettingsError
from advocate.week_file import (
    WEEK_LOCK,
    Done,
    Shown,
    WeekFile,
    change_week,
    keep_shown,
    read_week,
)

DAY = date(2026, 11, 24)
READ = Shown(1, "read", "read", "Read a page", 5)
CALL = Shown(2, "call", "call", "Call", 5)


def test_each_change_is_made_of_what_is_kept_by_then(tmp_path: Path) -> None:
    keep_shown(tmp_path, DAY, [READ, CALL])
    change_week(tmp_path, lambda week: week.with_done(Done("read", DAY, 5)))
    change_week(tmp_path, lambda week: week.without(1))
    assert read_week(tmp_path) == WeekFile(DAY, (CALL,), (Done("read", DAY, 5),))


def test_a_plan_that_is_held_says_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_shown(tmp_path, DAY, [READ])
    monkeypatch.setattr(settings, "WAIT_SECONDS", 0.05)
    with settings.alone(tmp_path, WEEK_LOCK, "Your weekly plan"):
        with pytest.raises(SettingsError, match="Your weekly plan is busy"):
            change_week(tmp_path, lambda week: week.without(1))
        with pytest.raises(SettingsError, match="Your weekly plan is busy"):
            keep_shown(tmp_path, DAY, [CALL])
    assert read_week(tmp_path).shown == (READ,)

"""The user's settings: an address is shown without what may be a password, and changes made at
once are all kept."""

import subprocess
import sys
from pathlib import Path

import pytest

from advocate import settings
from advocate.errors import SettingsError
from advocate.preferences import (
    SETTINGS_LOCK,
    Preferences,
    load_preferences,
    set_preference,
)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", ""),
        ("postgresql://ana:hunter2@h/db", "postgresql://h/db"),
        ("postgresql://h/db?user=ana&password=hunter2", "postgresql://h/db"),
        ("postgresql://h?password=hunter2", "postgresql://h"),
        ("postgresql://ana:hun#ter2@h/db", "postgresql://h/db"),
        ("postgresql://ana:hun?ter2@h:5432/db", "postgresql://h:5432/db"),
        ("postgresql:///db?host=/run", "postgresql:///db"),
        ("postgres://ana@[::1]:5432/db", "postgresql://[::1]:5432/db"),
        ("postgresql://h1:5432,h2/db", "postgresql://h1:5432,h2/db"),
        # written wrong: no server would take it, and nothing of it is shown
        ("postgresql://[ana:hunter2", "postgresql://…"),
        ("postgresql://ana:hun@ter2@h/db", "postgresql://…"),
        ("postgresql://ana:hun/ter2@h/db", "postgresql://…"),
        ("postgresql://ana:hunter2", "postgresql://…"),
    ],
)
def test_of_an_address_only_the_place_is_shown(address: str, shown: str) -> None:
    assert Preferences(store=address).shown_store == shown


_SETTER = """
import sys
from pathlib import Path
from advocate.preferences import set_preference
set_preference(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
"""


def test_changes_made_at_once_are_all_kept(tmp_path: Path) -> None:
    told = {"member": "Ana", "issues": "sample-issue", "store": "postgresql://h/log"}
    home = tmp_path / "home"
    setters = [
        subprocess.Popen([sys.executable, "-c", _SETTER, str(home), key, value])
        for key, value in told.items()
    ]
    assert [setter.wait(timeout=30) for setter in setters] == [0] * len(told)
    assert load_preferences(home) == Preferences(**told)


def test_settings_that_are_held_say_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_preference(tmp_path, "member", "Ana")
    monkeypatch.setattr(settings, "WAIT_SECONDS", 0.05)
    with (
        settings.alone(tmp_path, SETTINGS_LOCK, "Your file of settings"),
        pytest.raises(SettingsError, match="Your file of settings is busy"),
    ):
        set_preference(tmp_path, "member", "Bo")
    assert load_preferences(tmp_path).member == "Ana"

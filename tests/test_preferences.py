"""The user's settings: an address is shown without what may be a password, and changes made at
once are all kept."""

import pytest

from advocate.preferences import Preferences


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

"""The sample issue pack."""

from pathlib import Path

import pytest

from advocate.issues.read import read_pack
from advocate.issues.records import Pack


@pytest.fixture
def pack() -> Pack:
    """The sample issue pack."""
    return read_pack(Path(__file__).parents[1] / "fixtures" / "packs" / "sample-issue")

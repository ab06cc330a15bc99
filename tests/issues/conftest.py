"""A whole pack to break: each test changes one thing of the invented sample issue."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures" / "packs"
SHIPPED = Path(__file__).parent.parent.parent / "talking_points"

Break = Callable[[str, str], Path]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a copy of the sample issue, to be changed."""
    return Path(shutil.copytree(FIXTURES / "sample-issue", tmp_path / "sample-issue"))


@pytest.fixture
def broken(sample: Path) -> Break:
    """Return a function that replaces a part of the sample's pack.toml, once, and returns it."""

    def replace(old: str, new: str) -> Path:
        file = sample / "pack.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return sample

    return replace

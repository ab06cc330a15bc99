"""The page for authors and the sample name every key and limit of an alert's schema."""

from pathlib import Path

import pytest

from advocate.issues.alerts import sample
from advocate.issues.alerts.records import PARTIES, TIERS, ScriptKind, Whom
from advocate.issues.alerts.schema import ALERT
from advocate.issues.records import ACTION_KINDS
from tests.issues.test_docs import every_key

PAGE = (Path(__file__).parents[3] / "docs" / "alerts.md").read_text(encoding="utf-8")
SAMPLE = (Path(sample.__file__).parent / "sample_alert.toml").read_text(encoding="utf-8")
OWN = {name: key for name, key in ALERT.items() if name != "sources"}  # those are in packs.md
KEYS = sorted({(name, key.words, key.chars, key.items) for name, key in every_key(OWN)})


@pytest.mark.parametrize(("name", "words", "chars", "items"), KEYS)
def test_the_page_has_each_key_with_its_limits(
    name: str, words: int, chars: int, items: int
) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}`")]
    limits = [f"{n} {unit}" for n, unit in ((words, "words"), (chars, "characters")) if n]
    limits += [f"{items} items"] if items else []
    assert any(all(limit in row for limit in limits) for row in rows), (name, rows, limits)


@pytest.mark.parametrize("name", sorted({name for name, _ in every_key(ALERT)}))
def test_the_sample_teaches_each_key(name: str) -> None:
    assert name in SAMPLE


@pytest.mark.parametrize("word", [*ACTION_KINDS, *PARTIES, *TIERS, *Whom, *ScriptKind])
def test_the_page_and_the_sample_name_each_word(word: str) -> None:
    assert word in PAGE
    if word not in PARTIES:
        assert word in " ".join(SAMPLE.replace("\n#", " ").split())

"""The page for authors and the sample name every key and limit of the schema."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from advocate.issues import sample
from advocate.issues.records import ACTION_KINDS, ASK_VERBS
from advocate.issues.schema import PACK, Key

PAGE = Path(__file__).parent.parent.parent / "docs" / "packs.md"
SAMPLE = Path(sample.__file__).parent / "sample_pack" / "pack.toml"


def every_key(keys: Mapping[str, Key]) -> Iterator[tuple[str, Key]]:
    for name, key in keys.items():
        yield name, key
        yield from every_key(key.keys)


KEYS = sorted({(name, key.words, key.chars, key.items) for name, key in every_key(PACK)})


@pytest.mark.parametrize(("name", "words", "chars", "items"), KEYS)
def test_the_page_has_each_key_with_its_limits(
    name: str, words: int, chars: int, items: int
) -> None:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith(f"| `{name}`")]
    assert rows, name
    limits = [f"{n} {unit}" for n, unit in ((words, "words"), (chars, "characters")) if n]
    limits += [f"{items} items"] if items else []
    assert any(all(limit in row for limit in limits) for row in rows), (rows, limits)


@pytest.mark.parametrize("name", sorted({name for name, _ in every_key(PACK)}))
def test_the_sample_teaches_each_key(name: str) -> None:
    assert name in SAMPLE.read_text()


@pytest.mark.parametrize("word", [*ASK_VERBS, *ACTION_KINDS])
def test_the_page_and_the_sample_name_each_verb_and_kind(word: str) -> None:
    assert word in " ".join(PAGE.read_text().split())
    assert word in " ".join(SAMPLE.read_text().replace("\n#", " ").split())

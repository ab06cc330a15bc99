"""Whatever shape the upstream files take, the answer is a dataset that passes, or a sentence."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.importer.provenance import UPSTREAM
from advocate.directory.update.compose import candidate
from advocate.directory.update.news import news_of
from advocate.directory.update.offered import ExportedFiles, Offered, UpstreamFiles
from advocate.errors import DatasetError
from tests.conftest import SOURCES, TODAY

ODD: list[Any] = [
    None, True, 0, -1, 7.5, float("nan"), float("inf"), 10**30, "", " ", "x" * 400, "\x1b[2J",
    "<script>", "NJ", "X000002", "2031-02-30", "0001-01-01", [], [[]], {}, {"id": {}}, ["a"],
    {"bioguide": "X000001"}, "２０２６-01-01", "\ud800",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path to every value inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = [path]
    for key, part in inside:
        here = (*path, key)
        found += places(part, here) if isinstance(part, dict | list) else [here]
    return found


def spoiled(value: Any, chance: random.Random) -> Any:
    """Return a value with one part inside it changed, taken out, or doubled."""
    path = chance.choice(places(value))
    if not path:
        return chance.choice(ODD)
    parent = value
    for key in path[:-1]:
        parent = parent[key]
    match chance.choice(["odd", "odd", "gone", "twice"]):
        case "odd":
            parent[path[-1]] = chance.choice(ODD)
        case "gone":
            del parent[path[-1]]
        case _ if isinstance(parent, list):
            parent.append(parent[path[-1]])
        case _:
            parent["again"] = parent[path[-1]]
    return value


def taken(offered: Offered, dataset: Dataset) -> bool:
    """Say whether it is taken; when it is not, the sentence has to be fit to be read."""
    try:
        with candidate(offered, shipped=dataset, today=TODAY) as new:
            news = news_of(new, origin=offered.origin, now=dataset, shipped=dataset)
            assert all(change.text.isprintable() for change in news.changes)
            return True
    except DatasetError as error:
        said = error
    assert said.sentence.isprintable()
    assert said.hint.replace("\n", "").isprintable()
    return False


@pytest.mark.parametrize("seed", range(4))
def test_upstream_files(seed: int, dataset: Dataset) -> None:
    chance = random.Random(seed)  # noqa: S311
    whole = {name: (SOURCES / name).read_text() for name in UPSTREAM}
    answers = set()
    for _ in range(40):
        name = chance.choice(UPSTREAM)
        odd = json.dumps(spoiled(json.loads(whole[name]), chance)).encode()
        contents = {n: text.encode() for n, text in whole.items()} | {name: odd}
        answers.add(taken(UpstreamFiles(contents, TODAY, "the server"), dataset))
    assert answers == {True, False}


@pytest.mark.parametrize("seed", range(4))
def test_exports(seed: int, dataset: Dataset, fixture_data_dir: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    names = ("manifest.json", "senators.json", "committees.json")
    whole = {name: (fixture_data_dir / name).read_text() for name in names}
    answers = set()
    for _ in range(40):
        name = chance.choice(names)
        odd = json.dumps(spoiled(json.loads(whole[name]), chance)).encode()
        contents = {n: text.encode() for n, text in whole.items()} | {name: odd}
        answers.add(taken(ExportedFiles(contents, "friend.zip"), dataset))
    assert answers == {True, False}

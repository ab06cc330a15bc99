"""Where a call was left: kept privately, read with care."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from advocate.call_file import CALL_FILE, Paused, forget, pause, paused
from advocate.notices import Notice
from advocate.planning.call import Stage
from tests.planning.calling import START, call, pressed

KEYS = ["", ".", ".y", ".y.n", ".a1", "m", "mwv", "bb", ".y....", "v."]


@pytest.mark.parametrize("keys", KEYS)
def test_what_is_kept_is_what_is_read(tmp_path: Path, keys: str) -> None:
    one = call("act", "rest")
    state = pressed(one, keys)
    pause(tmp_path, one, state, "ny", done=("T000001",), now=START)
    assert stat.S_IMODE((tmp_path / CALL_FILE).stat().st_mode) == 0o600
    found = paused(tmp_path, now=START + timedelta(hours=23))
    assert isinstance(found, Paused)
    assert (found.issues, found.senator, found.done) == (("act", "rest"), "H000001", ("T000001",))
    assert (found.stage, found.tried) == (state.stage, state.tried)
    assert found.state(one, Stage.AFTER).heard == state.heard
    turned = call("rest", "act")  # the issues named the other way round
    assert found.state(turned, Stage.AFTER).heard == {1 - n: p for n, p in state.heard.items()}
    assert (found.began, found.ended, found.outcome) == (state.began, state.ended, state.outcome)


@pytest.mark.parametrize(
    ("keys", "office", "stage", "rung"),
    [
        (".y", "ny", Stage.DIAL, 0),
        ("m.y", "dc", Stage.DIAL, 1),
        ("mwv", "buf", Stage.NOBODY, 2),
        (".y", "gone", Stage.DIAL, 0),
    ],
)
def test_the_same_number_comes_again(
    tmp_path: Path, keys: str, office: str, stage: Stage, rung: int
) -> None:
    one = call()
    state = pressed(one, keys)
    pause(tmp_path, one, state, office, done=(), now=START)
    found = paused(tmp_path, now=START)
    assert isinstance(found, Paused)
    assert found.talking
    again = found.state(one, Stage.DIAL)
    assert (again.stage, again.rung, again.tried) == (stage, rung, state.tried)
    assert found.state(one, Stage.AFTER).heard == state.heard


GOOD = {
    "issues": ["act"], "done": [], "senator": "H1", "senator_name": "X", "office": "ny",
    "saved": START.isoformat(), "stage": "talk", "heard": {"act": "Yes"}, "tried": [],
    "began": None, "ended": None, "outcome": None,
}  # fmt: skip


def test_the_file_as_it_should_be(tmp_path: Path) -> None:
    (tmp_path / CALL_FILE).write_text(json.dumps(GOOD))
    assert isinstance(paused(tmp_path, now=START), Paused)


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": "dancing"}, {"heard": {"0": "Perhaps"}}, {"heard": []},
        {"tried": [["ny"]]}, {"tried": [[1, 2, 3, 4, 5]]}, {"tried": None}, {"issues": "act"},
        {"issues": [1]}, {"saved": "yesterday"}, {"saved": "2026-11-24T19:10:00"}, {"saved": 5},
        {"senator": None}, {"office": ["ny"]}, {"outcome": "glad"}, {"began": "soon"},
        {"saved": "0001-01-01T00:00:00+23:59"},
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_told_of(tmp_path: Path, changed: dict[str, object]) -> None:
    (tmp_path / CALL_FILE).write_text(json.dumps(GOOD | changed))
    assert isinstance(paused(tmp_path, now=START), Notice)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff", b"3", b"[" * 60_000, b"[" * 70_000]
)
def test_a_broken_file_is_told_of(tmp_path: Path, data: bytes) -> None:
    (tmp_path / CALL_FILE).write_bytes(data)
    found = paused(tmp_path, now=START)
    assert isinstance(found, Notice)
    assert found.text == "The file call.json cannot be read: these calls begin anew."


def test_after_a_day_calls_begin_anew(tmp_path: Path) -> None:
    (tmp_path / CALL_FILE).write_text(json.dumps(GOOD))
    found = paused(tmp_path, now=START + timedelta(hours=25))
    assert isinstance(found, Notice)
    assert found.text.startswith("The calls left on 2026-11-24 are too long ago to go on with")


def test_none_is_left_at_first_and_after_forgetting(tmp_path: Path) -> None:
    assert paused(tmp_path, now=START) is None
    pause(tmp_path, call(), pressed(call(), "."), "ny", done=(), now=START)
    forget(tmp_path)
    forget(tmp_path)
    assert paused(tmp_path, now=START) is None


def test_what_cannot_be_kept_stops_nobody(tmp_path: Path) -> None:
    pause(tmp_path / "missing", call(), pressed(call(), "."), "ny", done=(), now=START)
    assert not (tmp_path / "missing").exists()

"""Reading packs: the records, the shipped packs, and bytes that are no pack."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advocate.errors import PackError
from advocate.issues.check import check_pack
from advocate.issues.page import prose_lines
from advocate.issues.read import read_pack
from advocate.issues.records import AskRank, Pack, Position, Prose
from advocate.notices import errors_in
from advocate.text import word_count
from tests.issues.conftest import FIXTURES, SHIPPED

SLUGS = ["immigrants-welcome", "town-hall"]


def test_the_records_hold_what_the_file_says() -> None:
    pack = read_pack(FIXTURES / "sample-issue")
    assert pack.slug == "sample-issue"
    assert isinstance(pack.title, Prose)
    assert pack.deadline == date(2026, 12, 18)
    assert [ask.rank for ask in pack.asks] == list(AskRank)
    assert set(pack.asks[0].wording) == set(Position)
    assert pack.asks[1].by is None
    assert pack.source(pack.talking_points[3].source).publisher == "Example Institute"
    assert pack.talking_points[3].states == ("NY",)
    assert pack.known_positions[1].position is Position.OPPOSES
    assert {card.language for card in pack.cards} == {"en", "es"}
    assert pack.actions[0].url == ""
    assert pack.story_prompts[0].text.startswith("What did")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shipped_pack_is_whole(slug: str) -> None:
    assert check_pack(SHIPPED / slug, today=date(2026, 11, 24)) == []
    pack = read_pack(SHIPPED / slug)
    assert {ask.rank for ask in pack.asks} == set(AskRank)
    assert pack.actions
    assert len(pack.objections) >= 4


def spoken(pack: Pack) -> Iterator[str]:
    """Yield every sentence of a pack that somebody says aloud."""
    for ask in pack.asks:
        for wording in ask.wording.values():
            yield from (wording.lead, wording.ask, wording.question)
    yield from (point.spoken for point in pack.talking_points)
    for objection in pack.objections:
        yield from (objection.answer, objection.back)
    yield from (pack.impact, pack.problem, pack.thanks)


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_says_what_cannot_be_said(slug: str) -> None:
    for sentence in spoken(read_pack(SHIPPED / slug)):
        for sign in ("$", "%", "[", "(", "http", " he ", " she ", "Republican", "Democrat"):
            assert sign not in sentence


@pytest.mark.parametrize("slug", SLUGS)
def test_what_stands_in_a_letter_too_is_written_out(slug: str) -> None:
    for ask in read_pack(SHIPPED / slug).asks:
        for wording in ask.wording.values():
            assert not re.search(
                r"'(?:d|ll|m|re|ve)\b|n't\b|here's|it's", wording.lead + wording.ask
            )


@pytest.mark.parametrize("slug", SLUGS)
def test_the_short_script_stays_within_its_words(slug: str) -> None:
    ask = read_pack(SHIPPED / slug).asks_of(AskRank.PRIMARY)[0]
    said = "Hi, my name is A B C. I'm a constituent from X Y Z, 10001. I'm asking the senator to"
    rest = "Please pass that on. Thank you!"
    for wording in ask.wording.values():
        assert word_count(f"{said} {wording.ask}. {rest}") <= 45


def test_every_cosponsor_is_there_with_a_wording_for_friends() -> None:
    pack = read_pack(SHIPPED / "immigrants-welcome")
    assert len(pack.known_positions) == 22
    assert len({known.senator for known in pack.known_positions}) == 22
    assert {known.position for known in pack.known_positions} == {Position.SUPPORTS}
    for ask in pack.asks:
        assert set(ask.wording) == set(Position)
    friend = pack.asks[0].wording[Position.SUPPORTS]
    assert "cosponsor S. 455" not in friend.ask
    assert "hearing" in friend.question


def test_the_town_hall_takes_no_side() -> None:
    assert read_pack(SHIPPED / "town-hall").known_positions == ()


SAMPLE = (FIXTURES / "sample-issue" / "pack.toml").read_bytes()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Cut a piece out of the sample and put other bytes there."""
    start = draw(st.integers(0, len(SAMPLE)))
    length = draw(st.integers(0, 60))
    inside = draw(st.binary(max_size=20) | st.sampled_from([b"[[", b'"', b"=", b"{a=1}", b"\n1"]))
    return SAMPLE[:start] + inside + SAMPLE[start + length :]


KEYS = st.sampled_from(["slug", "asks", "sources", "cards", "wording", "bills", "questions", "x"])
VALUES = st.recursive(
    st.sampled_from(["1", "true", '"a"', "2026-01-01", "1.5", "nan", "10:00:00"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.builds(lambda key, value: f"{{{key} = {value}}}", KEYS, inner)
    ),
    max_leaves=8,
)
LINES = st.builds(lambda key, value: f"{key} = {value}".encode(), KEYS, VALUES)
TOML_LIKE = st.lists(LINES, max_size=6, unique_by=lambda line: line.split()[0]).map(b"\n".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300) | damaged() | TOML_LIKE)
@example(content=b"[[asks]]\nwording = 1")
@example(content=b"asks = [1]\nsources = {}")
@example(content=b"[[cards]]\nsources = [[1]]\nlines = [{a=1}]")
def test_no_bytes_make_a_traceback(content: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "sample-issue"
    folder.mkdir(exist_ok=True)
    (folder / "pack.toml").write_bytes(content)
    (folder / "background.md").write_text("Some words.")
    problems = check_pack(folder, today=date(2026, 11, 24))
    if errors_in(problems):
        with pytest.raises(PackError, match="cannot be used"):
            read_pack(folder)
    else:
        assert read_pack(folder).slug == "sample-issue"


def test_a_bills_number_stays_on_its_line() -> None:
    assert prose_lines("Please cosponsor S. 455 now", 19) == ["Please cosponsor", "S. 455 now"]


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_a_pack_is_the_same_however_its_lines_end(sample: Path, ends: bytes) -> None:
    meant = read_pack(sample)
    for file in (sample / "pack.toml", sample / "background.md"):
        file.write_bytes(file.read_bytes().replace(b"\n", ends))
    assert read_pack(sample) == meant

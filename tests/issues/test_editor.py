"""What the editor says of a pack that fits its form, and how hard a text is to read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from advocate.issues.check import check_pack
from advocate.issues.editor import editor_remarks
from advocate.issues.readability import grade, hardest, own_words, sentences, syllables
from advocate.issues.sample import write_sample
from advocate.notices import Severity
from tests.issues.conftest import SHIPPED, Break

ASK = "asks[1].wording"
QUESTION = "Will the senator ask the chair for a vote?"
HARD = (
    "Notwithstanding considerable administrative complications, municipal authorities "
    "systematically underestimated institutional necessities."
)
LEANS = """[asks.wording.leans_oppose]
lead = "I know there are doubts about this bill. Please hear a constituent out."
ask = "take another look at S. 9901, the Evening Libraries Act"
question = "Will the senator take another look at it?"
"""
OPPOSES = """[asks.wording.opposes]
lead = "Please count me among the people who want this bill to pass."
ask = "reconsider S. 9901, the Evening Libraries Act"
question = "Will the senator reconsider?"
"""

# (what stands in the sample, what stands there instead, the place, words of the sentence)
REMARKS = [
    (QUESTION, "What does the senator think?", f"{ASK}.supports.question", "with yes or no"),
    (LEANS, "", ASK, "has no words of its own for leans_oppose; undecided's are used."),
    (OPPOSES, "", ASK, "has no words of its own for opposes; unknown's are used."),
    ('title = "Keep', 'title = "{{ me.name }} Keep', "title", "holds “{{”"),
    ('heard = "There', 'heard = "{% x %} There', "objections[1].heard", "holds “{%”"),
]


def remarks(folder: Path) -> list[tuple[str, str]]:
    """The remarks but those on the fixture's invented addresses and borrowed sentences."""
    found = [(p.where.split(": ")[-1], p.text) for p in editor_remarks(folder)]
    return [r for r in found if "example.org" not in r[1] and "as in the sample" not in r[1]]


def test_the_sample_issue_reads_well(sample: Path) -> None:
    assert remarks(sample) == []


@pytest.mark.parametrize(("old", "new", "place", "words"), REMARKS)
def test_a_remark_names_its_place(
    broken: Break, old: str, new: str, place: str, words: str
) -> None:
    folder = broken(old, new)
    assert check_pack(folder) == []
    found = remarks(folder)
    assert any(at == place and words in text for at, text in found), found
    assert {p.severity for p in editor_remarks(folder)} == {Severity.WARNING}


@pytest.mark.parametrize(
    "question",
    [
        "Will the senator?",
        "Has the senator seen it?",
        "If it runs out of time, will the senator help?",
        "Would the senator, or staff, meet us?",
    ],
)
def test_a_question_that_can_be_answered_is_left_alone(broken: Break, question: str) -> None:
    assert remarks(broken(QUESTION, question)) == []


def test_another_language_has_other_questions(broken: Break) -> None:
    broken('slug = "sample-issue"', 'slug = "sample-issue"\nlanguage = "es"')
    assert remarks(broken(QUESTION, "¿Votará a favor?")) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Thirty percent more visits, 30 in all.", True),
        ("S. 9901 pays for that.", False),
        ("I know.", False),
    ],
)
def test_a_number_needs_a_source(broken: Break, answer: str, said: bool) -> None:
    folder = broken("[[objections]]", OBJECTION.format(answer=answer) + "\n[[objections]]")
    assert [text for _, text in remarks(folder)] == [
        "answers with a number, and names no source for it."
    ] * said


OBJECTION = '[[objections]]\nheard = "No."\nanswer = "{answer}"\nback = "Will you?"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# The cost\n\nSee [below](#what-it-costs).\n", ["links to “#what-it-costs”"]),
        ("## What it costs?\n\nSee [here](#what-it-costs).\n", []),
        ("Hello {{ me.name }}.", ["holds “{{”"]),
        (HARD, ["about grade"]),
        ("", []),
    ],
)
def test_the_background_is_read_as_well(sample: Path, text: str, said: list[str]) -> None:
    (sample / "background.md").write_text(text, encoding="utf-8")
    found = [text for where, text in remarks(sample) if where.endswith("background.md")]
    assert len(found) == len(said)
    assert all(words in text for words, text in zip(said, found, strict=True))


def test_what_is_hard_to_say_is_quoted(broken: Break) -> None:
    found = remarks(broken("Sixty-one of", f"{HARD} Sixty-one of"))
    assert len(found) == 1
    assert found[0][0] == "talking_points.spoken"
    assert found[0][1].endswith(f"“{HARD}”")


def test_a_new_pack_is_told_what_is_still_the_samples(tmp_path: Path) -> None:
    folder = write_sample("clean-water", tmp_path, today=date(2026, 11, 24))
    said = "\n".join(map(str, editor_remarks(folder)))
    assert "title, short, subject, and" in said
    assert "background.md: is still the sample's text" in said
    assert "example.org" in said
    assert len(said.splitlines()) < 10


@pytest.mark.parametrize("pack", sorted(SHIPPED.iterdir()), ids=lambda path: str(path.name))
def test_shipped_packs_have_no_remarks(pack: Path) -> None:
    assert check_pack(pack, today=date(2026, 11, 24)) + editor_remarks(pack) == []


@pytest.mark.parametrize(
    "content", [b"", b"slug = 7", b"asks = 1", b"\xff", b"[[asks]]\nwording = 1"]
)
def test_a_broken_pack_is_no_crash(tmp_path: Path, sample: Path, content: bytes) -> None:
    (sample / "pack.toml").write_bytes(content)
    editor_remarks(sample)
    shutil.rmtree(sample)
    editor_remarks(sample)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *{"the": 1, "schools": 1, "places": 2, "asked": 1, "needed": 2, "table": 2}.items(),
        *{"people": 2, "senator": 3, "enforcement": 3, "courthouses": 3, "policy": 3}.items(),
        *{"created": 3, "idea": 3, "being": 2, "science": 2, "million": 2, "tea": 1}.items(),
        *{"immigration": 4, "judiciary": 5, "undocumented": 5, "DHS": 3, "2026": 2}.items(),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("S. 455 was sent by Sen. Smith of the U.S. Senate on Jan. 6.", 1),
        ("He said “no.” She left.", 2),
        ("", 0),
        ("...", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_the_grade_is_the_formula() -> None:
    # Ten words, two sentences, ten syllables: 0.39 × 5 + 11.8 × 1 − 15.59.
    assert grade("The cat sat on it. The dog sat with him.") == pytest.approx(-1.84)
    assert grade("") == 0
    assert hardest("") == ""
    assert hardest(f"I see. {HARD}") == HARD
    assert grade("We want immigration here.", own_words("Immigrants")) < grade(
        "We want immigration here."
    )

"""What the check says about a pack that is wrong in one place, or in many."""

from datetime import date
from pathlib import Path

import pytest

from advocate.directory.dataset import Dataset
from advocate.errors import PackError
from advocate.issues.check import check_pack, use_notices
from advocate.issues.names import name_remarks
from advocate.issues.read import read_pack
from advocate.notices import Severity
from tests.issues.conftest import Break

FINE = date(2026, 11, 24)

# (what stands in the sample, what stands there instead, the place, words of the sentence)
WRONG = [
    ('title = "Keep', 'titel = "x"\ntitle = "Keep', "titel", "Did you mean “title”?"),
    ('heard = "There', 'herd = 1\nheard = "There', "objections[1].herd", "mean “heard”?"),
    ("[asks.wording.supports]", "[asks.wording.suports]", "asks[1].wording.suports", "“supports”"),
    ('author = "The test suite"\n', "", "author", "is missing (who wrote the pack)"),
    ("[asks.wording.unknown]", "[asks.wording.undecidedd]", "asks[1].wording.unknown", "missing"),
    ('slug = "sample-issue"', 'slug = "other"', "slug", "the folder is named “sample-issue”"),
    ('slug = "sample-issue"', 'slug = "Sample Issue"', "slug", "must look like"),
    ('title = "Keep', 'title = "\\u0007Keep', "title", "control character (U+0007)"),
    ('title = "Keep', 'title = "\\u202eKeep', "title", "control character (U+202E)"),
    ('\nlanguage = "en"', '\nlanguage = ""', "language", "must look like en"),
    ('\nlanguage = "en"', '\nlanguage = "EN"', "language", "must look like en"),
    ('title = "Keep libraries open in the evening"', 'title = "\u200b"', "title", "is empty"),
    ('title = "Keep libraries open in the evening"', "title = 7", "title", "not a number"),
    ('title = "Keep libraries open in the evening"', 'title = " "', "title", "is empty"),
    ('subject = "S.', f'subject = "{"x" * 60} S.', "subject", "at most 60 are allowed"),
    ("reviewed = 2026-11-01\nexp", 'reviewed = "2026-11-01"\nexp', "reviewed", "without quotes"),
    (
        "reviewed = 2026-11-01\nexp",
        'reviewed = "2026-11-1"\nexp',
        "reviewed",
        "“2026-11-1”; write",
    ),
    (
        "reviewed = 2026-11-01\nexp",
        "reviewed = 2026-11-01T10:00:00\nexp",
        "reviewed",
        "is a day and time; write the day alone: 2026-11-01.",
    ),
    (
        "reviewed = 2026-11-01\nexp",
        "reviewed = 2026\nexp",
        "reviewed",
        "2026-11-24, not a num",
    ),
    (
        'id = "fund"',
        'summary = "Late."\nid = "fund"',
        "asks[1].summary",
        "It belongs at the top of the file, above the first line in [brackets].",
    ),
    ('id = "fund"', 'cards = 1\nid = "fund"', "asks[1].cards", "here. Write it as [[cards]]."),
    ("expires = 2027-04-30", "expires = 2026-11-01", "expires", "must come after reviewed"),
    ('committees = ["SSJU"]', 'committees = ["Health"]', "committees", "item 1 is “Health”"),
    ('rank = "primary"', 'rank = "first"', "asks[1].rank", "primary, supporting, fallback"),
    ('rank = "primary"', 'rank = "supporting"', "asks", 'need at least one with rank = "primary"'),
    ('verb = "cosponsor"', 'verb = "cosponser"', "asks[1].verb", "Did you mean “cosponsor”?"),
    ('id = "statement"', 'id = "fund"', "asks[2].id", "“fund” is there twice"),
    ('Act"\nquestion', 'Act."\nquestion', "asks[1].wording.undecided.ask", "take the last mark"),
    ('ask = "say', 'ask = "to say', "asks[2].wording.supports.ask", "begin after the “to”"),
    ("vote?", "vote", "asks[1].wording.supports.question", "must end with ?"),
    (
        "In an invented",
        "In an " + "very " * 30,
        "talking_points[1].claim",
        "at most 30 are allowed",
    ),
    ("Sixty-one of", "Very " * 30, "talking_points[1].spoken", "at most 25 are allowed"),
    ("I know that there", "I know " * 45, "objections[1].answer", "at most 45 are allowed"),
    ('source = "survey"', 'source = "servey"', "talking_points[1].source", "mean “survey”?"),
    ('source = "survey"\n', "", "talking_points[1].source", "is missing"),
    ('states = ["NY"]', 'states = ["New York"]', "talking_points[4].states", "two capital letters"),
    ('states = ["NY"]', 'states = "NY"', "talking_points[4].states", "list in square brackets"),
    ("https://example.org/bills/s9901", "javascript:alert(1)", "sources[1].url", "https://"),
    ("https://example.org/bills/s9901", "https://u@example.org/x", "sources[1].url", "must look"),
    ("X000001", "F1", "known_positions[1].senator", "must look like B001277"),
    ("X000003", "X000001", "known_positions[2].senator", "has a position on “fund” already"),
    ('ask = "fund"', 'ask = "fond"', "known_positions[1].ask", "Did you mean “fund”?"),
    ('kind = "call"', 'kind = "phone"', "actions[1].kind", "Choose of: call, write"),
    ("number = 3", "number = 1", "actions[2].number", "is there twice"),
    ("minutes = 30", 'minutes = "30"', "actions[2].minutes", "whole number"),
    ("minutes = 30", "minutes = true", "actions[2].minutes", "whole number"),
    ("not legal advice.", "true.", "cards[1].disclaimer", "must say “not legal advice”"),
    ('sources = ["survey"]', "sources = []", "cards[1].sources", "is empty"),
    ('sources = ["survey"]', 'sources = ["bil"]', "cards[1].sources", "Did you mean “bill”?"),
    ('language = "es"', 'language = "en"', "cards[2].id", "is there twice"),
    ("[[bills]]", "[bills]", "bills", "must be written as [[bills]]"),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), WRONG)
def test_a_wrong_place_is_named(broken: Break, old: str, new: str, place: str, words: str) -> None:
    problems = check_pack(broken(old, new))
    found = [p.text for p in problems if p.where == f"sample-issue/pack.toml: {place}"]
    assert any(words in text for text in found), [str(p) for p in problems]
    with pytest.raises(PackError, match="cannot be used"):
        read_pack(broken(new, new))


# (what stands in the sample, what stands there instead, the place, words of the sentence)
NAMED = [
    ('committees = ["SSJU"]', 'committees = ["SSZZ"]', "committees", "names “SSZZ”, and no"),
    (
        'senator = "X000001"',
        'senator = "Z999999"',
        "known_positions[1].senator",
        "no senator on file",
    ),
    ('senator = "X000001"', 'senator = "X000002"', "known_positions[1].name", "on file X000002 is"),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), NAMED)
def test_who_is_not_on_file_is_told(
    broken: Break, dataset: Dataset, old: str, new: str, place: str, words: str
) -> None:
    senators = {one.bioguide: one for one in dataset.senators}
    before = name_remarks(broken(old, old), senators, dataset.committees)
    told = name_remarks(broken(old, new), senators, dataset.committees)
    (one,) = [problem for problem in told if problem not in before]
    assert (one.severity, one.where) == (Severity.WARNING, f"sample-issue/pack.toml: {place}")
    assert words in one.text


def test_another_language_needs_only_a_disclaimer_of_its_own(broken: Break) -> None:
    assert check_pack(broken("Esto es información general, no asesoramiento legal.", "Sí.")) == []
    problems = check_pack(broken('disclaimer = "Sí."', 'disclaimer = ""'))
    assert [p.where for p in problems] == ["sample-issue/pack.toml: cards[2].disclaimer"]


def test_one_problem_is_said_as_one(broken: Break) -> None:
    with pytest.raises(PackError, match=r"cannot be used\. One problem:\n  sample-issue/pack"):
        read_pack(broken('source = "survey"', 'source = "servey"'))


def test_all_problems_are_named_at_once(broken: Break) -> None:
    broken("X000001", "nobody")
    broken('title = "Keep', 'titel = "Keep')
    broken('source = "survey"', 'source = "servey"')
    folder = broken("https://example.org/give", "ftp://example.org")
    (folder / "background.md").unlink()
    with pytest.raises(PackError) as caught:
        read_pack(folder)
    sentence = caught.value.sentence
    assert "cannot be used. 6 problems:\n" in sentence
    for place in (
        "pack.toml: titel",
        "pack.toml: title",
        "pack.toml: known_positions[1].senator",
        "pack.toml: talking_points[1].source",
        "pack.toml: donations[1].url",
        "background.md: is missing.",
    ):
        assert f"sample-issue/{place}" in sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'slug = "a\n', "is not TOML at line 1, column 10"),
        (
            b"a = 1\na = 2\n\n",
            "Cannot overwrite a value. “a” is there already in this part: keep one",
        ),
        (b"[b]\na = 1\na = 2", "“a” is there already in this part: keep one of the two."),
        (
            b"[asks]\na = 1\n[[asks]]\na = 2\n",
            "stands above in another form: write [[asks]] each time",
        ),
        (b"asks = []\n[[asks]]\na = 2\n", "above in another form: write [[asks]] each"),
        (b"[asks]\n[asks]\na = 2\n", "[asks] is there already. Where there may be several, as of"),
        (b"a = 2026-02-30\n", "is not TOML at line 1"),
        (
            "a = “b”\n".encode(),
            "at line 1, column 5: Invalid value. Text begins and ends with strai",
        ),
        (b"\na = 11/24/2026\n", "A date is written as year-month-day: 2026-11-24."),
        (b"a = 2026-1-5\n", "A date is written as year-month-day: 2026-11-24."),
        (
            b'a = "b\nc = "d"\n',
            "A text has one quotation mark at each end; inside it write “these”",
        ),
        (
            b'a = "the "b" bill"\n',
            "A text has one quotation mark at each end; inside it write “these”",
        ),
        (b"a = Clean water\n", 'Text stands in quotation marks: "…".'),
        (b'a = "\xff"\n', "is not UTF-8 text (line 1)"),
        (b"a = " + b"[" * 50_000, "beyond all measure"),
        (b"a = " + b"9" * 50_000, "beyond all measure"),
        (b"[" + b"a." * 90_000 + b"a]", "too many dots"),
        (b"#" * 200_001, "is larger than 200,000 bytes"),
        (b"\xef\xbb\xbf", "slug: is missing"),
    ],
)
def test_a_file_that_is_no_pack_gets_a_sentence(sample: Path, content: bytes, words: str) -> None:
    (sample / "pack.toml").write_bytes(content)
    assert words in "\n".join(map(str, check_pack(sample)))


def test_a_link_out_of_the_folder_is_refused(sample: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    background = sample / "background.md"
    background.unlink()
    background.symlink_to(secret)
    assert "leads out of its folder" in str(check_pack(sample)[0])
    background.unlink()
    background.symlink_to("background.md")
    assert "cannot be read" in str(check_pack(sample)[0])
    background.unlink()
    background.mkdir()
    assert "is not a file" in str(check_pack(sample)[0])


def test_a_long_background_is_refused(sample: Path) -> None:
    (sample / "background.md").write_text("word " * 251)
    assert "has 251 words; at most 250" in str(check_pack(sample)[0])


@pytest.mark.parametrize(
    ("today", "warned"),
    [
        (date(2026, 11, 24), []),
        (date(2026, 12, 18), []),
        (date(2026, 12, 19), ["deadline"]),
        (date(2027, 5, 1), ["deadline", "expires", "reviewed"]),
        (date(2026, 10, 1), ["reviewed"]),
    ],
)
def test_age_is_a_warning(sample: Path, today: date, warned: list[str]) -> None:
    problems = check_pack(sample, today=today)
    assert sorted(p.where.split(": ")[1] for p in problems) == warned
    assert all(p.severity is Severity.WARNING for p in problems)
    assert len(use_notices(read_pack(sample), today)) == len(warned)


def test_an_unused_source_and_a_long_script_are_warnings(broken: Break) -> None:
    broken("[[sources]]", SOURCE_NOBODY_NAMES + "\n[[sources]]")
    long = "I would like to say this and that and one more thing before I come to it."
    folder = broken("Thank you for cosponsoring S. 9901.", long)
    text = "Here in New York, seven of ten libraries close by five"
    broken(text, text + ", and that is early for a person who works all day long")
    problems = check_pack(folder, today=FINE)
    assert {p.severity for p in problems} == {Severity.WARNING}
    assert [p.where for p in problems] == ["sample-issue/pack.toml: sources[1]"]
    assert "“nobody” is used by nothing" in problems[0].text
    question = "Will the senator " + "really " * 14 + "ask the chair?"
    problems = check_pack(broken("Will the senator ask the chair for a vote?", question))
    assert "makes a call script of about 9" in problems[-1].text


SOURCE_NOBODY_NAMES = """
[[sources]]
id = "nobody"
title = "Nobody reads this"
publisher = "Nobody"
url = "https://example.org"
dated = "no date"
read = 2026-11-01
"""


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u2060", "\u00ad"])
def test_what_has_no_width_is_left_out(broken: Break, mark: str) -> None:
    """It comes along with pasted text, and a PDF for screen readers may not hold it."""
    pack = read_pack(broken('title = "Keep', f'title = "{mark}Ke{mark}ep'))
    assert pack.title.startswith("Keep ")


@pytest.mark.parametrize("language", ["en-US", "zh-Hant", "zh-Hant-TW", "es-419"])
def test_a_language_may_name_a_script_and_a_country(broken: Break, language: str) -> None:
    folder = broken('\nlanguage = "en"', f'\nlanguage = "{language}"')
    assert read_pack(folder).language == language

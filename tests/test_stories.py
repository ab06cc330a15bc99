"""A story's worksheet: what answers become, what is refused, and that nothing typed is repeated."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from advocate.errors import AdvocateError, OutputExistsError, SettingsError
from advocate.stories import (
    QUESTIONS,
    Consent,
    load_story,
    made_story,
    save_story,
    story_path,
    story_slugs,
    worksheet,
)

SECRET = "Secretword"  # noqa: S105
ANSWERS = {
    "issue": "town-hall",
    "who": "I drive a bus in Albany",
    "happened": "A boy rode to the end of the line.  He was afraid to go home.",
    "touches": "his school is no longer a safe place",
    "consent": "unnamed",
    "consented_on": date(2026, 11, 20),
}


def test_answers_become_a_paragraph_and_a_reason() -> None:
    story = made_story("late-shift", ANSWERS)
    assert story.text == (
        "I drive a bus in Albany. A boy rode to the end of the line. He was afraid to go home. "
        "His school is no longer a safe place."
    )
    assert story.reason == "His school is no longer a safe place."
    assert (story.may_retell, story.may_name) == (True, False)


@pytest.mark.parametrize(
    ("answers", "text", "reason"),
    [
        ({"text": "My own.\n\nTwo.", "who": "Me"}, "My own.\n\nTwo.", ""),
        ({"touches": "word " * 26}, ("Word" + " word" * 25 + "."), ""),
        ({"touches": "It hurt", "reason": "We lost a year."}, "It hurt.", "We lost a year."),
        ({"who": "She said “no.”", "ask": "please act!"}, "She said “no.” Please act!", ""),
        ({"reason": "word " * 25}, "", ("word " * 25).strip()),
        ({}, "", ""),
    ],
)
def test_what_is_given_goes_before_what_is_put_together(
    answers: dict[str, object], text: str, reason: str
) -> None:
    story = made_story("one", answers)
    assert (story.text, story.reason) == (text, reason)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"reason": f"{SECRET} " * 26}, "has 26 words; at most 25"),
        ({"who": 7}, "who must be text in quotes."),
        ({"who": SECRET * 200}, "who has 2,000 characters; at most 1,000 fit."),
        ({"text": SECRET * 600}, "text has 6,000 characters; at most 5,000 fit."),
        ({"whom": SECRET}, "“whom” is not a known key"),
        ({f"{SECRET} was here": ""}, "Something in it is not a known key"),
        ({"issue": f"{SECRET} x"}, "issue is no issue pack's slug"),
        ({"consent": SECRET}, "consent must be one of “named”, “unnamed”, “none”."),
        ({"consent": "named"}, "consented_on is missing"),
        ({"consent": "named", "consented_on": SECRET}, "date without quotes"),
        ({"consent": "named", "consented_on": datetime(2026, 1, 1)}, "without quotes"),  # noqa: DTZ001
        ({"consented_on": date(2026, 1, 1)}, "consented_on goes with consent"),
    ],
)
def test_what_cannot_be_used_is_refused(answers: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        made_story("one", answers)
    assert words in caught.value.sentence
    assert SECRET not in caught.value.sentence + caught.value.hint


def test_a_worksheet_reads_back_and_is_private(tmp_path: Path) -> None:
    path = save_story(tmp_path / "home", "late-shift", ANSWERS)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert load_story(tmp_path / "home", "late-shift") == made_story("late-shift", ANSWERS)
    with pytest.raises(OutputExistsError):
        save_story(tmp_path / "home", "late-shift", {})


def test_an_empty_worksheet_asks_each_question_and_is_no_story_yet(tmp_path: Path) -> None:
    text = worksheet("late-shift", {})
    assert all(f"{key} = " in text for key in QUESTIONS)
    save_story(tmp_path, "late-shift", {})
    story = load_story(tmp_path, "late-shift")
    assert (story.text, story.reason, story.consent) == ("", "", Consent.NONE)


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\udcffb", "ab"), ("\x1b[31mred\x00", "[31mred"), ("a\r\nb\u202e", "a b")]
)
def test_what_no_file_can_hold_is_left_out(tmp_path: Path, typed: str, kept: str) -> None:
    save_story(tmp_path, "one", {"who": typed, "text": typed})
    story = load_story(tmp_path, "one")
    assert (story.who, story.text) == (kept, kept)


@pytest.mark.parametrize("text", ['"""', "\\", "'''\n# x", "{{ x }}", 'a "quote" — “this”'])
def test_any_text_survives_the_file(tmp_path: Path, text: str) -> None:
    save_story(tmp_path, "one", {"who": text, "happened": f"{text}\n\n{text}"})
    story = load_story(tmp_path, "one")
    assert story.who == " ".join(text.split())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f'who = "{SECRET}', "It is not TOML at "),
        (f'who = "a"\nwho = "{SECRET}"\nx = 1', "It is not TOML at line 2"),
        (f'{SECRET.lower()} = "x"', "is not a known key"),
        ("who = [[", "It is not TOML"),
        ("#" * 70_000, "is larger than 64,000 bytes"),
        ("a" + ".a" * 6_000 + " = 1", "too many dots"),
        ("a = " + "[" * 5_000, "beyond all measure"),
    ],
)
def test_a_bad_file_is_named_with_its_key_alone(tmp_path: Path, content: str, words: str) -> None:
    path = story_path(tmp_path, "one")
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(SettingsError) as caught:
        load_story(tmp_path, "one")
    assert str(path)[:100] in caught.value.sentence
    assert words in caught.value.sentence
    assert SECRET not in caught.value.sentence + caught.value.hint


def test_other_files_of_that_name_are_refused(tmp_path: Path) -> None:
    story_path(tmp_path, "one").mkdir(parents=True)
    story_path(tmp_path, "two").write_bytes(b'who = "\xff"')
    for slug, words in (("one", "it is a folder"), ("two", "not UTF-8"), ("three", "no story")):
        with pytest.raises(SettingsError) as caught:
            load_story(tmp_path, slug)
        assert words in caught.value.sentence


@pytest.mark.parametrize("slug", ["", "Late Shift", "../x", "a--b", "x" * 61, "é"])
def test_a_slug_is_a_slug(tmp_path: Path, slug: str) -> None:
    with pytest.raises(AdvocateError):
        save_story(tmp_path, slug, {})
    assert list(tmp_path.iterdir()) == []


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for day, slug in enumerate(("b", "c", "a")):
        os.utime(save_story(tmp_path, slug, {}), (day, day))
    assert story_slugs(tmp_path) == ("a", "c", "b")
    assert story_slugs(tmp_path / "nowhere") == ()

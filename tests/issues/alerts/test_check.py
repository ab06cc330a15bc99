"""Checking alerts: what is wrong is named with its place, all at once."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate.errors import AlertError
from advocate.issues.alerts.check import check_alert, overlapping
from advocate.issues.alerts.known import Known
from advocate.issues.alerts.read import read_alert, try_alert
from advocate.issues.alerts.records import ScriptKind, Whom
from advocate.notices import Problem, Severity, errors_in
from tests.issues.alerts.conftest import FIXTURES, Break
from tests.issues.conftest import SHIPPED

SHIPPED_ALERTS = sorted(SHIPPED.glob("*/alerts/*.toml"))
WORDS = "word " * 95


def beside_the_samples(path: Path, known: Known, today: date) -> list[Problem]:
    """Return the problems but those that name what is still the sample's."""
    found = check_alert(path, known=known, today=today)
    return [
        one for one in found if not re.search(r"is still the sample's|: draft: is true", str(one))
    ]


def test_the_sample_is_whole(sample: Path, known: Known, today: date) -> None:
    assert beside_the_samples(sample, known, today) == []
    alert = read_alert(sample)
    assert (alert.number, alert.slug, alert.date) == (7, "clean-water", today)
    assert [one.whom for one in alert.actions[:3]] == [Whom.OWN, Whom.NAMED, Whom.NONE]
    assert alert.actions[0].scripts[1].kind is ScriptKind.FRIEND
    assert alert.actions[0].time_tier == "2 minutes"
    assert alert.actions[2].time_tier == "20 minutes"
    assert alert.actions[4].do_not


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_alerts_of_the_tests_are_whole(path: Path, known: Known, today: date) -> None:
    assert check_alert(path, known=known, today=today) == []


def test_there_are_shipped_alerts() -> None:
    assert SHIPPED_ALERTS


@pytest.mark.parametrize("path", SHIPPED_ALERTS, ids=lambda path: path.stem)
def test_a_shipped_alert_is_whole(path: Path, known: Known, today: date) -> None:
    slugs = [folder.name for folder in SHIPPED.iterdir()]
    assert check_alert(path, known=replace(known, issues=slugs), today=today) == []


def test_what_is_still_the_samples_is_named(broken: Break, known: Known, today: date) -> None:
    before = [str(one) for one in check_alert(broken("x", "x"), known=known, today=today)]
    assert "warning: 7-clean-water.toml: title: is still the sample's." in before
    assert any(one.endswith("actions[5]: is still the sample's: title, body.") for one in before)
    assert any("draft: is true: the week's plan and send-list leave" in one for one in before)
    broken('"A sample alert"', '"Clean water for all"')
    broken('"Do not call senators from other states"', '"Do not call at night"')
    path = broken("\ndraft = true", "\n#")
    after = [str(one) for one in check_alert(path, known=known, today=today)]
    assert not [one for one in after if ": title:" in one or ": draft:" in one]
    assert any(one.endswith("actions[5]: is still the sample's: body.") for one in after)


# What is replaced by what, the place that is named, and what is said of it.
ERRORS = [
    ("title = ", "titel = ", "titel", "is no key here. Did you mean “title”?"),
    ("title = ", "titel = ", "title", "is missing (the call in a few words)."),
    ("date = 2026-11-24", "", "date", "is missing (the day on which it goes out)."),
    ("expires = 2026-12-08", "expires = 9999-12-31", "expires", "must be from 1990 to 2199."),
    ("expires = 2026-12-08", "", "expires", "is missing"),
    ("expires = 2026-12-08", "expires = 2026-11-01", "expires", "must not come before date"),
    ("number = 7", "number = 8", "number", "is 8, but the file is named “7-clean-water.toml”."),
    ("# issue = ", "issue = ", "issue", "“clean-water”, which is no issue pack."),
    ("number = 2", "number = 1", "actions[2].number", "“1” is there twice"),
    ('kind = "thank"', 'kind = "thanks"', "actions[2].kind", "Did you mean “thank”?"),
    ('deadline = "friday"', 'deadline = "fryday"', "actions[1].deadline", "mean “friday”?"),
    ('deadline = "friday"', "deadline = 2027-05-01", "actions[1].deadline", "not between"),
    ("expires = 2026-12-08", "expires = 2026-11-26", "actions[1].deadline",
     "is friday, 2026-11-27, not between"),
    ("daily = true", "daily = 1", "actions[1].daily", "must be true or false"),
    ('"202-555-0100"', '"202-055-0100"', "actions[4].phone", "must look like 202-224-3121"),
    ('"202-555-0100"', '"(202) 555-0100"', "actions[4].phone", "must look like 202-224-3121"),
    ('"50505"', '"5050"', "actions[4].short_code", "five or six digits"),
    ('short_code = "50505"', "", "actions[4].keyword", "needs the short_code"),
    ("https://example.org/rides", "javascript:x", "actions[4].url", "must look like https://"),
    ("Volunteers match", "[x](mailto:a) match", "actions[4].body", "does not begin with https"),
    ('whom = "own"', "", "actions[1].whom", "must be “own” or “named”"),
    ('whom = "named"', "", "actions[2].whom", "must be “named”"),
    ("# ask = true", "ask = true", "actions[1].ask", "needs the alert's issue"),
    ("# ask = true", "ask = true", "actions[1].ask", "choose one"),
    ("X000003", "X999999", "actions[2].senators[1].bioguide", "no senator on file"),
    ("I'm asking the", WORDS, "actions[1].scripts[1].text", "at most 90 are allowed"),
    ('to = "the editor of your newspaper"', "", "actions[3].scripts[1].to", "to whom"),
    ('attribute = "late-hours"', 'attribute = "late"', "actions[1].variants[2].attribute",
     "which is not in [[attributes]]."),
    ('attribute = "late-hours"', "", "actions[1].variants[2]", "has no condition"),
    ('attribute = "late-hours"', 'parties = ["Republican"]', "actions[1].variants[2]",
     "is never taken"),
    ('attribute = "late-hours"', 'attribute = "late-hours"\nstates = ["OH"]',
     "actions[1].variants[2]", "covers nothing"),
    ('attribute = "late-hours"', 'attribute = "late-hours"\nwithout = "late-hours"',
     "actions[1].variants[2]", "covers nothing"),
    ('attribute = "late-hours"', 'positions = ["supports"]', "actions[1].variants[2].positions",
     "need the alert's issue"),
    ('"Republican"', '"Whig"', "actions[1].variants[1].parties", "Choose of: Democrat"),
    ('states = ["NY", "VT"]', "states = []", "attributes[1].states", "is empty"),
    ("as_of = 2026-11-24", "", "attributes[1].as_of", "is missing (the day on which"),
    ('source = "example"', 'source = "exemple"', "attributes[1].source", "mean “example”?"),
    ('kind = "update"', 'kind = "news"', "updates[1].kind", "Choose of: update, victory."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "said"), ERRORS)
def test_an_error_is_named_with_its_place(
    broken: Break, known: Known, today: date, old: str, new: str, place: str, said: str
) -> None:
    path = broken(old, new)
    found = {
        (one.where, one.text) for one in errors_in(check_alert(path, known=known, today=today))
    }
    where = f"7-clean-water.toml: {place}"
    assert [text for at, text in found if at == where and said in text], found


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("I'm asking the senator", "word " * 60 + "I'm asking the senator",
         "actions[1].scripts[1].text", "words with name and town; 90 are enough"),
        ("Would you call", "Would you tomorrow call", "actions[1].scripts[2].text",
         "says “tomorrow”, which is undated"),
        ("Renée Peña Marlowe", "Renée Peña", "actions[2].senators[1].name", "on file it is"),
    ],
)  # fmt: skip
def test_a_warning_is_named_with_its_place(
    broken: Break, known: Known, today: date, old: str, new: str, place: str, said: str
) -> None:
    (problem,) = beside_the_samples(broken(old, new), known, today)
    assert problem.severity is Severity.WARNING
    assert problem.where == f"7-clean-water.toml: {place}"
    assert said in problem.text


def test_an_old_alert_is_past(sample: Path, known: Known, today: date) -> None:
    late = today + timedelta(days=60)
    (problem,) = beside_the_samples(sample, known, late)
    assert problem.severity is Severity.WARNING
    assert "nobody should act on it any more" in problem.text


def test_a_variant_that_changes_nothing_is_an_error(
    sample: Path, known: Known, today: date
) -> None:
    text = sample.read_text(encoding="utf-8")
    lines = [one for one in text.splitlines() if "Each town can decide" not in one]
    sample.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = beside_the_samples(sample, known, today)
    assert problem.where.endswith("actions[1].variants[1]")
    assert "changes nothing" in problem.text


def test_everything_is_said_at_once(broken: Break) -> None:
    broken("title = ", "titel = ")
    path = broken('kind = "thank"', 'kind = "thanks"')
    with pytest.raises(AlertError) as error:
        read_alert(path)
    assert "3 problems" in error.value.sentence
    assert error.value.exit_code == 6


def test_numbers_and_slugs_of_one_folder_must_not_overlap(sample: Path) -> None:
    other = sample.with_name("7-other.toml")
    elsewhere = sample.parent / "more" / "7-third.toml"
    same = sample.with_name("8-clean-water.toml")
    found = overlapping([sample, other, elsewhere, same])
    assert (found[sample], found[elsewhere]) == ([], [])
    (problem,) = found[same]
    assert problem.where == "8-clean-water.toml"
    assert "has the slug “clean-water”, and so has 7-clean-water.toml" in problem.text
    (problem,) = found[other]
    assert problem.where == "7-other.toml: number"
    assert "7-clean-water.toml" in problem.text


@pytest.mark.parametrize("name", ["clean-water.toml", "0-x.toml", "7-Clean.toml", "7.toml"])
def test_a_file_has_its_number_and_slug_as_its_name(sample: Path, name: str) -> None:
    path = sample.rename(sample.with_name(name))
    alert, problems = try_alert(path)
    assert alert is None
    assert [one.text for one in problems if "is not named like" in one.text]


def test_the_slug_of_an_issue_pack_is_warned_of(sample: Path, known: Known, today: date) -> None:
    path = sample.rename(sample.with_name("7-sample-issue.toml"))
    (problem,) = beside_the_samples(path, known, today)
    assert problem.severity is Severity.WARNING
    assert "name it by 7" in problem.text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_changed_is_said_in_sentences(
    sample: Path, known: Known, today: date, data: st.DataObject
) -> None:
    """Lines left out, doubled or given another value make problems, and never a crash."""
    lines = read_sample(sample).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _ = lines[at].partition(" = ")
        value = data.draw(
            st.sampled_from(["1", "true", '""', '"x"', "[]", "[[]]", "{}", "2026-01-01"])
        )
        lines[at] = data.draw(
            st.sampled_from(["", lines[at] * 2, f"{key} = {value}" if equals else ""])
        )
    sample.with_name("8-changed.toml").write_text("\n".join(lines), encoding="utf-8")
    problems = check_alert(sample.with_name("8-changed.toml"), known=known, today=today)
    assert all(one.text.endswith((".", "?", ")")) for one in problems), problems


def read_sample(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"title = ", "is not TOML"),
        (b"x" * 300_000, "is larger than"),
    ],
)
def test_what_is_no_alert_is_said(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "7-clean-water.toml"
    path.write_bytes(data)
    alert, problems = try_alert(path)
    assert alert is None
    assert said in problems[0].text


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, sample: Path) -> None:
    folder = tmp_path / "alerts"
    folder.mkdir()
    (folder / sample.name).symlink_to(sample)
    _, problems = try_alert(folder / sample.name)
    assert "leads out of its folder" in problems[0].text

"""Documents from templates of one's own, as a user meets them."""

from pathlib import Path

import pytest

from tests.cli.running import at_home, made, run

__all__ = ["at_home"]  # used by every test here


def template(folder: str, text: str) -> None:
    path = Path(folder) / "letter" / "default.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_a_folder_without_the_template_is_said() -> None:
    Path("mine").mkdir()
    told = made("letter", "sample-issue", "10001", "--template-dir", "mine").stderr
    assert "mine has no folder letter/; the shipped templates were used." in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ senater.name }} {{ offce }}", "values that no document has: offce, senater"),
        ("{{ senater.name }}", "Did you mean senator?"),
        ("{{ senator.nam }}", "senator has no “nam”"),
        ("{% if %}", "letter/default.md, line 1 cannot be read"),
        ("{{ ''.__class__.__mro__ }}", "does what a template may not"),
        ("{{ '{0.__class__}'.format(senator) }}", "does what a template may not"),
        ("{% for i in range(99999999) %}x{% endfor %}", "letter/default.md, line 1 failed"),
        ('{% include "other.md" %}', "There is no template “other.md”"),
        ("a\n\n{{ 1 / 0 }}", "letter/default.md, line 3 failed: it divides by zero."),
        ("a\n{# b", "letter/default.md, line 2 cannot be read: a comment is not closed: “#}” is"),
        ("::: sya\nhi\n:::", "has a part “:::sya” that does not exist"),
    ],
)
def test_a_bad_template_is_one_sentence(text: str, said: str) -> None:
    template("mine", text)
    done = run("letter", "sample-issue", "10001", "--template-dir", "mine")
    assert (done.exit_code, done.stdout) == (7, "")
    assert said in done.stderr


def test_a_template_of_ones_own_builds_on_the_shipped_one() -> None:
    template("mine", 'For you:\n\n{% include "default:letter/default.md" %}')
    done = made(
        "letter", "sample-issue", "10001", "--senator", "hollowell", "--template-dir", "mine"
    )
    assert done.stdout.startswith("For you:")
    assert "Dear Senator Hollowell:" in done.stdout


def test_the_users_own_templates_come_before_the_shipped(at_home: Path) -> None:
    template(str(at_home / "templates"), "Mine for {{ senator.last_name }}.")
    done = made("letter", "sample-issue", "10001", "--senator", "hollowell")
    assert done.stdout.startswith("Mine for Hollowell.")


def test_an_empty_document_is_told_of() -> None:
    template("mine", "{# Dear #}\n")
    told = made("letter", "sample-issue", "10001", "--template-dir", "mine").stderr
    assert "The template letter/default.md makes an empty document." in told


def test_a_template_keeps_its_name_in_a_folder_of_the_same_name() -> None:
    template("letter", "{% if %}")
    done = run("letter", "sample-issue", "10001", "--template-dir", "letter")
    assert "The template letter/default.md, line 1 cannot be read" in done.stderr

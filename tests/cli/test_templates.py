"""`advocate templates`, as a user sees it: where wording comes from, copies, and the check."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli import session
from advocate.cli.main import root
from advocate.directory.dataset import Dataset
from advocate.issues.library import PackLibrary
from advocate.resources import bundled

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
SHIPPED = bundled("templates")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "open_dataset", lambda: dataset)
    packs = PackLibrary([("yours", tmp_path / "home" / "talking_points"), ("shipped", PACKS)])
    monkeypatch.setattr(session, "open_packs", lambda: packs)
    return tmp_path / "home"


def run(*args: str) -> Result:
    return CliRunner().invoke(root, ["templates", *args])


def made(*args: str) -> Result:
    done = run(*args)
    assert done.exit_code == 0, done.stderr
    return done


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_list_says_where_each_comes_from(home: Path) -> None:
    made("copy", "letter")
    write(home / "templates" / "leter" / "default.md", "x")
    write(home / "templates" / "letter" / "short.md", "x")
    done = made("list")
    assert "yours, hides the shipped one" in done.stdout
    assert "leter/default.md: no document is made from it; did you mean letter" in done.stderr
    assert "letter/short.md: no document is made from it; variants of letter" in done.stderr
    data = json.loads(made("list", "--json").stdout)
    rows = {(row["kind"], row["variant"]): row for row in data["templates"]}
    assert rows["letter", "default"]["hides"] == ["shipped"]
    assert rows["script", "relay"]["from"] == "shipped"
    assert len(data["warnings"]) == 2


def test_show_prints_the_one_in_use(home: Path) -> None:
    shipped = (SHIPPED / "letter" / "default.md").read_text(encoding="utf-8")
    assert made("show", "letter").stdout == shipped
    write(home / "templates" / "letter" / "default.md", "Mine.\n")
    done = made("show", "letter")
    assert (done.stdout, "(yours)" in done.stderr) == ("Mine.\n", True)
    assert made("show", "script", "--variant", "relay").stdout.strip()


def test_path_is_the_users_folder(home: Path) -> None:
    assert made("path").stdout == f"{home / 'templates'}\n"


def test_variables_prints_the_page() -> None:
    page = Path(__file__).parents[2] / "docs" / "template-variables.md"
    assert made("variables").stdout == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("extend", [[], ["--extend"]])
@pytest.mark.parametrize("kind", ["letter", "brief", "script"])
@pytest.mark.slow
def test_a_copy_makes_the_same_document(home: Path, kind: str, extend: list[str]) -> None:
    command = [kind, "sample-issue", "10001", "--senator", "hollowell"]
    before = CliRunner().invoke(root, command).stdout
    done = made("copy", kind, *extend)
    assert done.stdout == f"Wrote {home / 'templates' / kind / 'default.md'}\n"
    assert CliRunner().invoke(root, command).stdout == before
    made("check")


def test_what_is_added_to_a_stub_is_printed(home: Path) -> None:
    made("copy", "letter", "--extend")
    file = home / "templates" / "letter" / "default.md"
    file.write_text(file.read_text() + "\nP.S. We meet on Mondays.\n")
    letter = CliRunner().invoke(root, ["letter", "sample-issue", "10001"]).stdout
    assert "P.S. We meet on Mondays." in letter


def test_copy_never_overwrites(home: Path) -> None:
    made("copy", "letter")
    again = run("copy", "letter", "--extend")
    assert (again.exit_code, "--force" in again.stderr) == (8, False)
    assert "default:letter" not in (home / "templates" / "letter" / "default.md").read_text()
    made("copy", "letter", "--to", "ours")
    assert Path("ours/letter/default.md").exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["copy", "leter"], 2, "leter"),
        (["copy", "letter", "--variant", "short"], 2, "Variants: default."),
        (["check", "nowhere"], 7, "nowhere is no template of a document."),
        (["check", "."], 7, "has no template in it."),
    ],
)
def test_bad_input_is_a_sentence(args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{{ isue.title }}",
            "asks for a value that no document has: isue. (with every issue and position)",
        ),
        ("{% if x %}", "cannot be read"),
        ("{{ issue.titel }}", "asks for a value that does not exist"),
        ("::: sya 30\nx\n:::", "has a part “:::sya” that does not exist."),
        ("{{ me.__class__ }}", "letter/default.md:"),
        ("{{ meeting.when.year }}", "sample-issue, supports, nothing known of the user"),
        (
            "Dear{% if position == 'opposes' %}{{ nothing }}{% endif %}",
            "(sample-issue, opposes, nothing known of the user, and in 1 more of 13 cases)",
        ),
        ("{{ 1 / 0 }}", "failed"),
        ("::: frame Us\nHello\n", "opens “::: frame Us” and does not close it: “:::” is missing."),
        ("::: lines four\n:::\n", "has “::: lines four”: how many lines is written in digits"),
        ("::: note A\n::: lines 2\n:::\n\nb\n\n::::\n", "prints “::::”, which closes nothing."),
        ("Dear { senator.last_name }:", "prints “{ senator.last_name }” as it stands"),
        ("", "makes an empty document. (with every issue and position)"),
        ("Dear\n\n{% if\n0 %}a <b>{% endif %}", "line 4, prints “<b>” as it stands: HTML does not"),
    ],
)
def test_check_names_each_mistake_once(home: Path, text: str, said: str) -> None:
    write(Path("ours/letter/default.md"), text)
    for path in ("ours", "ours/letter/default.md"):
        done = run("check", path)
        assert done.exit_code == 7
        assert said in done.stdout, done.stdout
        assert "1 problem in 1 template with 1 issue pack." in done.stderr
    assert not home.exists()


def test_check_of_the_shipped_templates_finds_nothing() -> None:
    done = made("check")
    assert done.stdout.startswith("No problems: ")
    assert "with 1 issue pack, every position" in done.stdout


def test_check_leaves_a_broken_pack_out(home: Path) -> None:
    (home / "talking_points" / "bad").mkdir(parents=True)
    assert "“bad” cannot be used and is left out" in made("check").stderr

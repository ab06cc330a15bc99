"""`advocate themes`, as a user sees it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advocate.cli.main import root
from advocate.resources import bundled

SHIPPED = bundled("templates") / "themes" / "default"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVOCATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def run(*args: str) -> Result:
    return CliRunner().invoke(root, ["themes", *args])


def test_a_copy_is_whole_used_and_never_overwritten(home: Path) -> None:
    folder = home / "templates" / "themes" / "default"
    done = run("copy", "default")
    assert done.stdout == f"Wrote {folder}\n"
    assert "logo.png" in done.stderr
    copied = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert copied == {path.name: path.read_bytes() for path in SHIPPED.iterdir()}
    assert home.stat().st_mode & 0o777 == 0o700
    (folder / "page.css").write_text("/* mine */")
    again = run("copy", "default")
    assert (again.exit_code, "--force" in again.stderr) == (8, False)
    assert (folder / "page.css").read_text() == "/* mine */"
    page = CliRunner().invoke(
        root, ["letter", "town-hall", "10001", "--format", "html", "-o", "x/"]
    )
    assert page.exit_code == 0
    assert all("/* mine */" in path.read_text() for path in Path("x").iterdir())


def test_list_says_which_is_in_use() -> None:
    assert "(in use)" in run("list").stdout
    run("copy", "default")
    rows = json.loads(run("list", "--json").stdout)["themes"]
    assert [(row["name"], row["from"], row["used"]) for row in rows] == [
        ("default", "yours", True),
        ("default", "shipped", False),
    ]


def test_a_copy_for_a_group() -> None:
    done = run("copy", "default", "--to", "ours")
    assert Path("ours/themes/default/reference.docx").exists()
    assert "--template-dir ours" in done.stderr


def test_a_logo_of_another_name_is_told_of(home: Path) -> None:
    run("copy", "default")
    theme = home / "templates" / "themes" / "default"
    (theme / "logo.jpg").write_bytes(b"x")
    said = "The theme's logo.jpg is not used: a logo is a PNG or SVG picture"
    assert said in run("list").stderr
    assert said in json.loads(run("list", "--json").stdout)["warnings"][0]
    letter = ["letter", "town-hall", "10001", "--format", "html", "-o", "x/"]
    assert said in CliRunner().invoke(root, letter).stderr
    (theme / "page.typ").write_text('#image("logo.jpg")')
    assert said not in run("list").stderr
    (theme / "page.typ").unlink()
    (theme / "page.typ").mkdir()
    assert run("list").exit_code == 0


@pytest.mark.parametrize("name", ["plain", "..", "", "/"])
def test_an_unknown_theme_is_a_sentence(home: Path, name: str) -> None:
    done = run("copy", name)
    assert (done.exit_code, "There is no theme named" in done.stderr) == (7, True)
    assert not home.exists()

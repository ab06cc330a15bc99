"""The pages in docs/ say what the program does: made from it, and stale ones fail."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from advocate.cli.main import COMMANDS, root
from advocate.cli.reference import _commands, reference_page
from advocate.directory.dataset import SCHEMA
from advocate.directory.update.fetch import UPSTREAM
from advocate.directory.update.limits import LEAST_HELD, MOST_PHONES
from advocate.documents.context import VARIABLES, build_context
from advocate.documents.environment import FILTERS, FUNCTIONS, environment_of
from advocate.documents.kinds import Kind
from advocate.documents.manual import variables_page
from advocate.documents.markup import CONTAINERS
from advocate.resources import bundled
from tests.documents.conftest import Ask, ask_for, pack

__all__ = ["ask_for", "pack"]
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EVERY = [(name, command) for name, command, _ in _commands(root, "advocate", None)]


@pytest.mark.parametrize(
    ("page", "made", "command"),
    [
        ("commands.md", reference_page, "python -m advocate.cli.reference"),
        ("template-variables.md", variables_page, "python -m advocate.documents.manual"),
    ],
)
def test_a_page_is_fresh(page: str, made: object, command: str) -> None:
    assert callable(made)
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == made(), f"run {command}"


@pytest.mark.parametrize(("name", "command"), EVERY)
def test_each_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    assert command.help
    lead = "Start here:" if name == "advocate" else "Example:"
    assert command.epilog is not None
    assert command.epilog.replace("\b\n", "").startswith(f"{lead}  advocate ")


@pytest.mark.parametrize(("name", "command"), EVERY)
def test_each_option_is_explained(name: str, command: click.Command) -> None:
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_each_command_reads_a_day_by_the_programs_own_type() -> None:
    types = {(name, one.name): one.type for name, command in EVERY for one in command.params}
    assert [where for where, kind in types.items() if isinstance(kind, click.DateTime)] == []


def test_the_root_lists_whole_sentences() -> None:
    help_text = root.get_help(click.Context(root, info_name="advocate", terminal_width=80))
    assert all(f"\n  {name} " in help_text for name in COMMANDS)
    assert "..." not in help_text.split("Commands:")[1]


def test_the_variables_are_exactly_the_context(ask_for: Ask) -> None:
    for kind in Kind:
        assert list(build_context(ask_for(kind))) == list(VARIABLES)


def test_the_filters_and_functions_exist() -> None:
    environment = environment_of((bundled("templates"),))
    assert set(FILTERS) <= set(environment.filters)
    assert {name.split("(")[0] for name in FUNCTIONS} <= set(environment.globals)


def test_the_page_on_templates_names_each_part() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert [name for name in CONTAINERS if f"`::: {name}" not in page] == []


def test_shipped_templates_use_each_filter_they_name() -> None:
    names = {name for path in bundled("templates").rglob("*.md") for name in _filters(path)}
    assert names - set(environment_of((bundled("templates"),)).filters) == set()


def _filters(path: Path) -> list[str]:
    return re.findall(r"\{[{%][^}]*?\|\s*([a-z_]+)", path.read_text(encoding="utf-8"))


def test_the_readme_has_the_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", README, flags=re.DOTALL)
    assert "pip install . && advocate kit town-hall 10001 --out kit" in blocks
    assert "pip install '.[test]' && pytest" in blocks


def test_the_readmes_tour_uses_commands_that_exist() -> None:
    known = {name for name, _ in EVERY}
    used = re.findall(r"^advocate ((?:[a-z]+ ?){1,2})", README, flags=re.MULTILINE)
    assert len(used) >= 10
    for words in used:
        parts = words.split()
        assert {f"advocate {' '.join(parts[:n])}" for n in (1, 2)} & known, words


def test_the_readmes_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_page_on_the_design_has_the_rooms_as_they_are_checked() -> None:
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (layers,) = [one["layers"] for one in checked["contracts"] if one["id"] == "layers"]
    chain = " → ".join(layers).replace("advocate.", "")
    assert f"`{chain}`" in (ROOT / "docs" / "design.md").read_text("utf-8")
    modules = [path for path in (ROOT / "advocate").iterdir() if path.suffix in ("", ".py")]
    rooms = {path.stem for path in modules if path.stem[0] != "_"}
    assert rooms == set(re.findall(r"\w+", chain))


def test_no_command_ends_the_program_but_the_one_that_the_design_names() -> None:
    ends = re.compile(r"\bexit\(|\bExit\(|echo\(f?.Error: ")
    commands = (ROOT / "advocate" / "cli").glob("*.py")
    found = {path.name for path in commands if ends.search(path.read_text("utf-8"))}
    assert found == {"main.py", "call.py"}


DATA_PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def _keys(value: Any) -> set[str]:
    """Return the keys of all records inside a value; those that are data themselves left out."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = (
        {key for key in value if re.fullmatch(r"[a-z_0-9]+", key)}
        if isinstance(value, dict)
        else set()
    )
    return found.union(*map(_keys, inside))


def test_the_page_of_the_data_names_every_file_and_field() -> None:
    files = sorted(path for path in bundled("data").iterdir() if path.is_file())
    assert [path.name for path in files if f"| `{path.name}` |" not in DATA_PAGE] == []
    keys: set[str] = set()
    for path in files:
        if path.suffix == ".json":
            keys |= _keys(json.loads(path.read_bytes()))
        if path.suffix == ".tsv":
            keys |= set(path.read_text("utf-8").partition("\n")[0].split("\t"))
    sites = {"facebook", "instagram", "twitter", "youtube"}
    counts = {"senators", "subcommittees"}
    assert keys > {"schema", "bioguide", "phone", "fips", "captcha", "prefix"}
    assert [key for key in sorted(keys - sites - counts) if f"`{key}`" not in DATA_PAGE] == []


def test_the_page_of_the_data_says_the_layout_and_the_limits() -> None:
    assert f"Its number is `schema` in `manifest.json`: **{SCHEMA}**." in DATA_PAGE
    assert f"`{UPSTREAM.host}`" in DATA_PAGE
    assert (UPSTREAM.connect, UPSTREAM.read, UPSTREAM.in_all) == (10, 20, 180)
    assert (
        "At most ten seconds to connect, twenty without a byte, three minutes in all" in DATA_PAGE
    )
    assert (UPSTREAM.pauses, UPSTREAM.most_bytes) == ((1, 4), 10_000_000)
    assert (LEAST_HELD, MOST_PHONES) == (0.9, 0.3)
    assert "Fewer than nine in ten seats filled" in DATA_PAGE
    assert "more than three in ten phone numbers changed" in DATA_PAGE

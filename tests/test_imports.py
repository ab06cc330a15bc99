"""A command loads the libraries that it needs, and no other: this is what keeps it quick."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from advocate.cli.main import COMMANDS

# Every library that an installation brings along (by its module), and slow ones of Python's own.
WATCHED = frozenset(
    [
        "certifi",
        "charset_normalizer",
        "click",
        "css_inline",
        "docx",
        "idna",
        "holidays",
        "jellyfish",
        "jinja2",
        "lxml",
        "markdown_it",
        "markupsafe",
        "matplotlib",
        "mdit_py_plugins",
        "mdurl",
        "numpy",
        "platformdirs",
        "psycopg",
        "pyperclip",
        "requests",
        "rich",
        "segno",
        "tomli_w",
        "typst",
        "tzfpy",
        "urllib3",
        "us",
        "asyncio",
        "difflib",
        "http",
        "sqlite3",
        "unittest",
        "xml",
        "zipfile",
    ]
)
COMPOSE = "jinja2 markupsafe markdown_it mdit_py_plugins mdurl "
WORD = "docx lxml zipfile xml "
CODES = "segno http xml "
KEEP_LOG = "sqlite3 "
REPORT = """
import sys
from advocate.cli.main import root
try:
    root(sys.argv[2:], prog_name="advocate")
finally:
    with open(sys.argv[1], "w") as report:
        report.write("\\n".join(sys.modules))
"""
TOPIC = "immigrants-welcome"
LOG_ADD = f"log add {TOPIC} --senator gillibrand --channel call --outcome spoke --office buffalo"
# click tries a short option as a long one first, and loads difflib to be sorry: --output, not -o.
CASES = [
    ("--help", ""),
    ("--version", ""),
    ("senators 10001", ""),
    ("senators 10001 --json", ""),
    ("senators lujan", ""),
    ("week --place 10001 --issue town-hall", KEEP_LOG + "holidays zipfile"),
    ("offices 10001", "holidays zipfile"),
    ("office list", ""),
    ("calendar", KEEP_LOG + "holidays zipfile"),
    ("issues list", ""),
    (f"issues show {TOPIC}", ""),
    (f"issues check {TOPIC}", ""),
    (f"script {TOPIC} 10001 --format txt", COMPOSE),
    (f"voicemail {TOPIC} 10001 --format md", COMPOSE),
    (f"webform {TOPIC} 10001 --format txt", COMPOSE),
    (f"report-back {TOPIC} 10001 --senator gillibrand --output report.txt", COMPOSE),
    # What may have one page only is laid out once to count its pages: that takes typst.
    (f"letter {TOPIC} 10001 --format html --output made/", COMPOSE + "typst"),
    (f"letter {TOPIC} 10001 --format docx --output made/", COMPOSE + WORD + "typst"),
    (f"envelope {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"fax-cover {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"postcard {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"meeting-request {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"leave-behind {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"thank-you {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"event-kit {TOPIC} 10001 --format txt", COMPOSE),
    (f"cards {TOPIC} 10001 --format txt", COMPOSE + "typst " + CODES),
    (f"alert render {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    ("alert list", ""),
    ("alert check", ""),
    ("alert render 1 10001 --format txt", COMPOSE),
    ("alert render 1 20001 --format html --output alert.html", COMPOSE + "css_inline"),
    (
        f"gallery --issue {TOPIC} --position unknown --format txt",
        COMPOSE + WORD + "typst " + CODES,
    ),
    (f"brief {TOPIC} 10001 --format pdf --output made/", COMPOSE + "typst"),
    ("batch --help", ""),
    (f"kit {TOPIC} 10001 --out made", COMPOSE + "css_inline " + WORD + "typst " + CODES),
    (LOG_ADD, KEEP_LOG),
    ("log list", KEEP_LOG),
    ("log verify --help", ""),
    ("log export --help", ""),
    ("log merge --help", ""),
    ("log import --help", ""),
    ("follow-ups due", KEEP_LOG),
    ("positions", KEEP_LOG),
    ("settings show", ""),
    ("settings set member Ana", "tomli_w"),
    ("report", KEEP_LOG),
    (f"story new late-shift --issue {TOPIC} --who Me", "tomli_w"),
    ("story list", ""),
    ("templates list", COMPOSE),
    ("templates copy letter", ""),
    ("templates check", COMPOSE),
    ("themes list", ""),
    ("themes copy default", ""),
    ("log --help", ""),
    ("me set --zip 10001", "tomli_w"),
    ("me show", ""),
    ("me clear --yes", ""),
    ("data status", ""),
    ("data check", ""),
]


def loaded_by(command: str, folder: Path) -> frozenset[str]:
    """Run a command in a process of its own; return the watched modules that it loaded."""
    report = folder / "modules"
    env = os.environ | {"ADVOCATE_HOME": str(folder / "home"), "ADVOCATE_TODAY": "2026-11-24"}
    argv = [sys.executable, "-c", REPORT, str(report), *command.split()]
    env["PYTHONPATH"] = os.pathsep.join(sys.path)  # so that it finds the advocate under test
    done = subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return WATCHED.intersection(report.read_text().split())


@pytest.mark.parametrize(("command", "needed"), CASES)
def test_a_command_loads_what_it_needs(command: str, needed: str, tmp_path: Path) -> None:
    assert loaded_by(command, tmp_path) <= {"click", *needed.split()}


def test_every_command_is_watched() -> None:
    assert {command.split()[0] for command, _ in CASES} >= set(COMMANDS)

"""A command loads the libraries that it needs, and no other, and opens no socket.

The one keeps it quick, and the other its promise: only `data update` goes online.
"""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import advocate
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
MEETING = COMPOSE + KEEP_LOG + "holidays typst tomli_w zipfile "
# What Python could speak with to others; only advocate/directory/update/fetch.py may load it.
NETWORK = frozenset(
    [
        "asyncio",
        "dask",
        "distributed",
        "fsspec",
        "ftplib",
        "http",
        "httpx",
        "imaplib",
        "poplib",
        "requests",
        "selectors",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "webbrowser",
        "xmlrpc",
    ]
)
OFFLINE = """
import os, sys
def forbid(event, args):
    if event.startswith("socket."):
        sys.stderr.write(f"It wanted a socket: {event} {args}")
        sys.stderr.flush()
        os._exit(99)
sys.addaudithook(forbid)
"""
REPORT = f"""{OFFLINE}
from advocate.cli.main import root
try:
    root(sys.argv[2:], prog_name="advocate")
finally:
    with open(sys.argv[1], "w") as report:
        report.write("\\n".join(sys.modules))
"""
TOPIC = "immigrants-welcome"
LOG_ADD = f"log add {TOPIC} --senator gillibrand --channel call --outcome spoke --office buffalo"
UPSTREAM = Path(__file__).parent / "fixtures" / "sources" / "congress-legislators"
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
    (f"call {TOPIC} 10001", COMPOSE + "holidays zipfile"),
    (f"webform {TOPIC} 10001 --format txt", COMPOSE),
    (f"report-back {TOPIC} 10001 --senator gillibrand --output report.txt", COMPOSE),
    # What may have one page only is laid out once to count its pages: that takes typst.
    (f"letter {TOPIC} 10001 --format html --output made/", COMPOSE + "typst"),
    (f"letter {TOPIC} 10001 --format docx --output made/", COMPOSE + WORD + "typst"),
    (f"envelope {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"fax-cover {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"postcard {TOPIC} 10001 --format txt", COMPOSE + "typst"),
    (f"meeting-request {TOPIC} 10001 --format txt", COMPOSE + "typst holidays zipfile"),
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
        COMPOSE + WORD + "typst holidays " + CODES,
    ),
    (f"brief {TOPIC} 10001 --format pdf --output made/", COMPOSE + "typst"),
    ("batch --help", ""),
    (f"kit {TOPIC} 10001 --out made", COMPOSE + "css_inline holidays " + WORD + "typst " + CODES),
    (f"meeting new {TOPIC} 10001 --senator gillibrand --format txt", MEETING),
    ("meeting list", KEEP_LOG),
    (f"event new {TOPIC} 10001 --senator gillibrand --kind rally", KEEP_LOG + "tomli_w"),
    ("event list", KEEP_LOG),
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
    ("data update --help", ""),
    (f"data update --from {UPSTREAM} --as-of 2026-06-15 --dry-run", "tomli_w tzfpy zipfile"),
    ("data export senators.zip", "zipfile"),
]
# Those that take long, or load what another of the list loads, are tried among the slow tests.
LONG = frozenset(
    (
        *("envelope", "fax-cover", "postcard", "meeting-request", "leave-behind", "thank-you"),
        *("event-kit", "gallery", "kit", "templates", "themes", "voicemail", "webform", "event"),
    )
)


def loaded_by(command: str, folder: Path) -> frozenset[str]:
    """Run a command in a process of its own; return the watched modules that it loaded."""
    report = folder / "modules"
    env = os.environ | {"ADVOCATE_HOME": str(folder / "home"), "ADVOCATE_TODAY": "2026-11-24"}
    argv = [sys.executable, "-c", REPORT, str(report), *command.split()]
    env["PYTHONPATH"] = os.pathsep.join(sys.path)  # so that it finds the advocate under test
    done = subprocess.run(  # what asks, is told to quit
        argv, cwd=folder, env=env, capture_output=True, text=True, input="q\n"
    )
    assert done.returncode == 0, done.stderr
    return WATCHED.intersection(report.read_text().split())


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        pytest.param(*case, marks=pytest.mark.slow) if case[0].split()[0] in LONG else case
        for case in CASES
    ],
)
def test_a_command_loads_what_it_needs_and_opens_no_socket(
    command: str, needed: str, tmp_path: Path
) -> None:
    assert loaded_by(command, tmp_path) <= {"click", *needed.split()}


def test_every_command_is_watched() -> None:
    assert {command.split()[0] for command, _ in CASES} >= set(COMMANDS)


def test_the_watch_over_sockets_watches() -> None:
    for speak in ("socket.socket()", "socket.getaddrinfo('localhost', 80)"):
        program = f"{OFFLINE}\nimport socket\n{speak}"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert done.returncode == 99
        assert "It wanted a socket" in done.stderr


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("127.0.0.1", 9)])
def test_a_test_that_goes_online_fails(address: tuple[str, int]) -> None:
    with pytest.raises(pytest.fail.Exception, match="wanted to use the network"):
        socket.create_connection(address)


def _loads(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    names: set[str] = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if {name, name.partition(".")[0]} & NETWORK}


def test_only_one_module_can_speak_with_others() -> None:
    package = Path(advocate.__file__).parent
    found = {
        str(p.relative_to(package)): names for p in package.rglob("*.py") if (names := _loads(p))
    }
    assert found.pop("directory/update/fetch.py") >= {"requests"}
    # It hands a page's address to the user's own browser, when they ask for it with --open.
    assert found.pop("cli/webform.py", {"webbrowser"}) == {"webbrowser"}
    # A batch goes to the cluster, and to the storage, that the user names.
    assert all(name.startswith("distributed") for name in found.pop("batch/cluster.py"))
    assert found.pop("batch/places.py") == {"fsspec.core", "fsspec.core.url_to_fs"}
    assert found == {}

"""The program as the system runs it: closed and full outputs, signals, odd encodings."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = ("script", "town-hall", "10001", "--senator", "schumer")
LETTER = ("letter", "town-hall", "10001", "--senator", "schumer")


def started(*args: str, home: Path, **more: str) -> "subprocess.Popen[bytes]":
    env = os.environ | {"ADVOCATE_HOME": str(home), "ADVOCATE_TODAY": "2026-11-24"} | more
    return subprocess.Popen(
        [sys.executable, "-m", "advocate", *args],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env,
    )  # fmt: skip


def shell(command: str, *, home: Path, **more: str) -> "subprocess.CompletedProcess[bytes]":
    env = os.environ | {"ADVOCATE_HOME": str(home), "ADVOCATE_TODAY": "2026-11-24"} | more
    program = f"{sys.executable} -m advocate"
    return subprocess.run(
        ["sh", "-c", command.replace("advocate ", f"{program} ")],
        capture_output=True, env=env, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("advocate senators 10001 >/dev/full", 8, "The output could not be shown: no space left"),
        ("advocate --help >/dev/full", 8, "The output could not be shown"),
        ("advocate senators 42223 <&-", 0, "lies in Kentucky and Tennessee"),
        ("advocate me clear <&-", 0, ""),
        ("advocate letter town-hall 10001 --senator schumer -o - >&-", 8, "no standard output"),
        ("advocate senators 10001 | head -1", 0, ""),
        ("ADVOCATE_HOME=~nosuchuser/x advocate me show", 3, "names no folder"),
    ],
)
def test_an_odd_environment_is_no_traceback(
    tmp_path: Path, command: str, code: int, said: str
) -> None:
    command = command.replace("~nosuchuser", "'~nosuchuser'")
    done = shell(command, home=tmp_path)
    told = done.stderr.decode()
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert (done.returncode, said in told) == (code, True), told


@pytest.mark.parametrize("output", [">/dev/full", "| head -c 0"])
def test_an_output_that_takes_nothing_keeps_nobody_from_the_work(
    tmp_path: Path, output: str
) -> None:
    (tmp_path / "members.csv").write_text("name,zip\nAna Ruiz,10001\n", encoding="utf-8")
    command = f"advocate alert send-list {tmp_path}/members.csv --alert 1 --out {tmp_path}/out"
    told = shell(f"{command} {output}", home=tmp_path).stderr.decode()
    assert (tmp_path / "out" / "manifest.csv").exists(), told
    full = "What the command had done by then stays; look before you run it again."
    assert (full in told) == (output == ">/dev/full")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "cp437"])
def test_a_terminal_that_lacks_letters_shows_marks(tmp_path: Path, encoding: str) -> None:
    shell("advocate me set --name 'Иван Đỗ' --zip 10001", home=tmp_path)
    done = shell(f"advocate {' '.join(LETTER)}", home=tmp_path, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Dear Senator Schumer" in done.stdout


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        *(pytest.param(n, marks=pytest.mark.slow) for n in (signal.SIGHUP, signal.SIGINT)),
    ],
)
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    kit = tmp_path / "work" / "kit"
    kit.parent.mkdir()
    running = started("kit", "town-hall", "10001", "--out", str(kit), home=tmp_path / "home")
    deadline = time.monotonic() + 20
    while not any(kit.parent.iterdir()) and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    running.send_signal(number)
    _, told = running.communicate(timeout=20)
    assert b"Traceback" not in told
    left = [path.name for path in kit.parent.iterdir()]
    assert left in ([], ["kit"])
    if left:
        assert len([path for path in kit.rglob("*") if path.is_file()]) == 137

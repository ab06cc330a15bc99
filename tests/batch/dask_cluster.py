"""A scheduler of Dask and its workers, as processes of their own on this machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# What goes wrong in workers is asked for by a member's name; `first` is there once for all of them.
_TROUBLE = """
import os, signal
from pathlib import Path
from advocate.batch.making import Maker

if not hasattr(Maker, "untroubled"):  # Dask may load this twice
    Maker.untroubled = Maker.made

def first(what):
    try:
        os.close(os.open(Path({folder!r}) / what, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True

def troubled(self, number, entries):
    text = " ".join(cell for entry in entries for cell in entry.cells)
    if "Kills Always" in text or ("Kills Once" in text and first("killed")):
        os.kill(os.getpid(), signal.SIGKILL)
    if "Hangs Once" in text and first("hung"):
        (Path({folder!r}) / "stopped").write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGSTOP)
    if "Raises Always" in text or ("Raises Once" in text and first("raised")):
        raise ValueError(text)
    return self.untroubled(number, entries)

Maker.made = troubled
"""


class DaskCluster:
    """A scheduler and workers; all are ended with it."""

    def __init__(self, folder: Path, *, tls: Sequence[str] = ()) -> None:
        """Begin a scheduler; `tls` is what Dask's programs are told of certificates."""
        self._folder, self._tls = folder, tls
        folder.mkdir()
        (folder / "trouble.py").write_text(_TROUBLE.format(folder=str(folder)))
        self._running: list[subprocess.Popen[bytes]] = []
        where = folder / "scheduler.json"
        self.scheduler = self._begin("scheduler", "--port", "0", "--scheduler-file", str(where))
        self.address = _told(where)

    def work(self, count: int = 2, path: Sequence[str] = ()) -> None:
        """Begin workers; what stands on `path` is found by them first."""
        self._begin(
            *("worker", self.address, "--nworkers", str(count), "--nthreads", "1"),
            *("--local-directory", str(self._folder / "scratch")),
            *(("--preload", str(self._folder / "trouble.py")) if not path else ()),
            path=path,
        )

    def _begin(self, what: str, *told: str, path: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        env = os.environ | {"PYTHONPATH": os.pathsep.join([*path, *sys.path])}
        argv = [sys.executable, "-m", f"distributed.cli.dask_{what}", *told]
        argv += ["--host", "127.0.0.1", "--no-dashboard", *self._tls]
        with (self._folder / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(  # a group of its own, to be ended whole
                argv, env=env, stdout=log, stderr=log, cwd=self._folder, start_new_session=True
            )
        self._running.append(process)
        return process

    def end(self) -> None:
        """End all of it, what hangs too."""
        for process in self._running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _told(where: Path) -> str:
    import json

    for _ in range(600):
        try:
            return str(json.loads(where.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.05)
    raise TimeoutError

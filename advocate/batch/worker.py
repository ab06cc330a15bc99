"""What a process of a cluster does for a batch: makes chunks, from a parcel that it is sent once.

Everything comes and goes as bytes, so that nothing is read before versions were compared, and
nobody's name stands in what Dask writes into its logs. Nothing is raised for the same reason.
"""

import pickle
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Any

from advocate import __version__
from advocate.batch.making import Maker, keep_to_one_core, refusal_of
from advocate.errors import AdvocateError

# What the bytes of a document depend on, beside the toolkit itself.
_TOOLS = (
    *("jinja2", "markdown-it-py", "mdit-py-plugins", "python-docx", "lxml", "typst"),
    "css-inline",
)
_KEPT = 2  # orders of which a process keeps what it was sent


class State(StrEnum):
    """What a worker answers."""

    DONE = "done"
    TOOLS = "tools"  # they are other ones than at home
    REFUSED = "refused"  # no row can be made, as it would be at home
    FAILED = "failed"


@dataclass(slots=True)
class _Bench:
    """A maker in a thread of its own: it keeps the time of its thread alone."""

    maker: Maker
    folder: Path
    thread: ThreadPoolExecutor


_benches: dict[str, _Bench] = {}
_guard = Lock()


@cache
def tools() -> dict[str, str]:
    """Return the versions of all that a document's bytes depend on."""
    found = {"advocate-toolkit": __version__, "its code": _code()}
    found["Python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    for name in _TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    return found


def _code() -> str:
    package = Path(__file__).parents[1]
    digest = sha256()
    for path in sorted(package.rglob("*.py")):
        if "_bundled" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def work(
    order: str, wanted: Mapping[str, str], number: int, entries: bytes, parcel: bytes | None
) -> tuple[str, Any, float, str] | None:
    """Return what became of a chunk: a State and what belongs to it, how many seconds it took, and
    the worker's address; None when the parcel has to be sent first."""
    began = time.monotonic()
    try:
        found = _worked(order, wanted, number, entries, parcel)
    except AdvocateError as error:
        found = State.REFUSED, refusal_of(error)
    except Exception as error:  # it is told at home, by its kind alone
        found = State.FAILED, type(error).__name__
    return found and (found[0].value, found[1], time.monotonic() - began, _address())


def _worked(
    order: str, wanted: Mapping[str, str], number: int, entries: bytes, parcel: bytes | None
) -> tuple[State, Any] | None:
    here = tools()
    if here != wanted:
        return State.TOOLS, here
    with _guard:  # a worker may have several threads
        bench = _benches.get(order)
        if bench is None:
            if parcel is None:
                return None
            bench = _set_up(order, parcel)
    told = pickle.loads(entries)  # noqa: S301 - from who asks for the work
    chunk = bench.thread.submit(bench.maker.made, number, told).result()
    # Letters are alike: a tenth of the bytes goes over the network.
    return State.DONE, zlib.compress(pickle.dumps(chunk), 1)


def _set_up(order: str, parcel: bytes) -> _Bench:
    from advocate.batch.parcel import unpacked

    while len(_benches) >= _KEPT:
        _put_away(next(iter(_benches)))
    folder = Path(tempfile.mkdtemp(prefix="advocate-", dir=_scratch()))
    thread = ThreadPoolExecutor(1, "advocate")
    keep_to_one_core()

    def opened() -> Maker:
        return unpacked(parcel, folder).__enter__()

    bench = _benches[order] = _Bench(thread.submit(opened).result(), folder, thread)
    return bench


def _scratch() -> str | None:
    """Return the worker's own folder, which Dask empties also after a worker that was killed."""
    return str(folder) if (folder := getattr(_dask(), "local_directory", None)) else None


def _address() -> str:
    return str(getattr(_dask(), "address", ""))


def _dask() -> Any:
    """Return the worker of Dask that this runs in, or None."""
    dask: Any = sys.modules.get("distributed")  # it is there, where it runs this
    try:
        return dask.get_worker()
    except (AttributeError, ValueError):
        return None


def forget(order: str) -> None:
    """Close what was kept for an order, and remove its files."""
    with _guard:
        _put_away(order)


def _put_away(order: str) -> None:
    bench = _benches.pop(order, None)
    if bench is None:
        return
    closing: Callable[..., None] = bench.maker.__exit__
    bench.thread.submit(closing, None, None, None).result()
    bench.thread.shutdown()
    shutil.rmtree(bench.folder, ignore_errors=True)

"""Lists and results that lie elsewhere, by address, through fsspec: s3://bucket/members.csv, gs://….

What such an address may hold beside the place (a key, a password, a signature) is never shown, nor
what a driver says when it fails.
"""

import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from errno import ENOENT
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import SplitResult, unquote, urlsplit

from advocate.batch.job import Job, Totals
from advocate.batch.running import run, taken
from advocate.batch.sink import OWN
from advocate.errors import AdvocateError, shown
from advocate.files import PRIVATE, unwritable, write_file

_ADDRESS = re.compile(r"(?P<kind>[A-Za-z][A-Za-z0-9+.-]+)://")
_DRIVERS = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs"}
_DRIVERS |= {"az": "adlfs", "abfss": "adlfs", "sftp": "paramiko", "ssh": "paramiko"}
_DRIVERS |= {"hdfs": "pyarrow", "http": "aiohttp", "https": "aiohttp", "webhdfs": "requests"}
_DRIVE = re.compile(r"^/(?=[A-Za-z]:)")  # file:///C:/letters
_PIECE = 1 << 20  # bytes


class Address:
    """A place of fsspec: a file there, or a folder."""

    def __init__(self, text: str, error: type[AdvocateError]) -> None:
        """Find what an address leads through; raises `error` where nothing here knows it."""
        self._text, self._error = text, error
        self.plain = _plain(_parts(text, error))
        self.suffix = Path(urlsplit(self.plain).path).suffix
        self._system, self._path = self._found()

    def __str__(self) -> str:
        return self.plain

    def open(self, _: str = "rb") -> BinaryIO:
        """Open a file there to be read piece by piece; raises the error."""
        try:
            file = self._system.open(self._path, "rb", block_size=_PIECE)
        except Exception as error:  # drivers raise what they like
            raise self._failed("read", error) from None
        return cast("BinaryIO", io.BufferedReader(_Reader(file), _PIECE))

    def names(self) -> list[str]:
        """Return the names of what lies in a folder there; none where there is no folder."""
        try:
            if not self._system.exists(self._path):
                return []
            found = self._system.ls(self._path, detail=False, refresh=True)
        except FileNotFoundError:
            return []
        except TypeError:  # this kind of place keeps no list that could be old
            found = self._system.ls(self._path, detail=False)
        except Exception as error:
            raise self._failed("looked at", error) from None
        return [str(name).rstrip("/").rpartition("/")[2] for name in found]

    def holds(self, other: object) -> bool:
        """Say whether another address lies in a folder there."""
        inside = f"{self._path.rstrip('/')}/"
        return (
            isinstance(other, Address)
            and other._system == self._system
            and other._path.startswith(inside)
        )

    def put(self, path: Path, name: str) -> None:
        """Put a file there under a name, in the place of one that is there."""
        target = f"{self._path.rstrip('/')}/{name}"
        try:
            try:
                self._system.put_file(str(path), target)
            except FileNotFoundError:  # a kind of place that has folders
                self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
                self._system.put_file(str(path), target)
        except Exception as error:
            raise self._failed("written", error) from None

    def remove(self, name: str) -> None:
        """Remove a file or folder there, if there is one."""
        target = f"{self._path.rstrip('/')}/{name}"
        try:
            if self._system.exists(target):
                self._system.rm(target, recursive=True)
        except Exception as error:
            raise self._failed("written", error) from None

    def _found(self) -> tuple[Any, str]:
        kind = self._text.partition("://")[0]
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise self._error(
                f"{shown(self.plain, limit=200)} is an address, which takes fsspec to reach.",
                hint="pip install 'advocate-toolkit[cluster]'",
            ) from None
        try:
            system, path = url_to_fs(self._text)
        except ImportError:
            raise self._error(
                f"Addresses that begin with {shown(kind)}:// need a driver of fsspec.",
                hint=f"pip install {_DRIVERS.get(kind.casefold(), 'the driver for it')}",
            ) from None
        except Exception as error:
            if isinstance(error, ValueError) and "rotocol" in str(error):
                raise self._error(
                    f"{shown(self.plain, limit=200)} begins with no kind of place that is known.",
                    hint="Give a path, or an address such as s3://bucket/folder.",
                ) from None
            raise self._failed("reached", error) from None
        return system, str(path)

    def _failed(self, what: str, error: Exception) -> AdvocateError:
        return self._error(
            f"{shown(self.plain, limit=200)} cannot be {what}: {_reason(error)}.",
            hint="Look at the address, and at what its driver needs to be let in.",
        )


def address_in(text: str, *, error: type[AdvocateError]) -> "Address | Path":
    """Return the place that a text names: a path (also as file://), or an address elsewhere.

    Raises `error` for what is none, and for a chain of several, as any may hold what lets one in.
    """
    if "::" in text and "://" in text:
        raise error(
            f"{_begin(text)} is an address that leads through another one (“::”), which is not "
            "done here.",
            hint="Give the address of the file itself; unpack an archive first.",
        )
    found = _ADDRESS.match(text)
    if not found:
        return Path(text)
    if found["kind"].casefold() in ("file", "local"):
        parts = _parts(text, error)
        return Path(_DRIVE.sub("", unquote(parts.netloc + parts.path)))
    return Address(text, error)


def run_to(
    place: Address,
    job: Job,
    *,
    resume: bool,
    force: bool,
    told: Callable[[Totals], None],
    ended: Callable[[Path, str], None] = lambda *_: None,
) -> Totals:
    """Run a batch in the job's folder, which is on this machine, and put what it made to a place.

    All is put when all is made, each file whole and the tables last; then the folder is removed.
    Interrupted in either part, it goes on with `resume`. Raises as `run` does.
    """
    path = job.folder.with_suffix(".json")
    if not resume:
        _require_free(place, job.members.path, force=force)
        path.unlink(missing_ok=True)
    note = _noted(path, job.identity()) if resume else None
    if note is None:
        made: list[str] = []

        def told_of(manifest: Path, identity: str) -> None:
            ended(manifest, identity)
            made.append(identity)

        totals = run(job, resume=resume, force=force, told=told, ended=told_of)
        identity = made[0] if made else job.identity()  # none: all was made by an earlier run
        note = {"identity": identity, "totals": totals.told()}
        _write_note(path, note)
    if not note.get("delivered"):
        _deliver(job.folder, place)
        _write_note(path, note | {"delivered": True})
    shutil.rmtree(job.folder, ignore_errors=True)
    path.unlink()
    return Totals.read(note["totals"])


def _noted(path: Path, identity: str) -> dict[str, Any] | None:
    """Return what is noted of a batch that is made, and not wholly put in its place."""
    try:
        note: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return note if note["identity"] == identity else None


def _write_note(path: Path, note: dict[str, Any]) -> None:
    write_file(path, json.dumps(note).encode(), force=True, mode=PRIVATE)


def _require_free(place: Address, listed: object, *, force: bool) -> None:
    """Raise OutputExistsError for a place that holds something; with `force`, something else than
    an older batch, or the list."""
    held = set(place.names())
    older = not (held - set(OWN) or place.holds(listed))
    if held and not (force and older):
        raise taken(place, older=older)


def _deliver(folder: Path, place: Address) -> None:
    if not folder.is_dir():  # and with nothing to put, nothing is taken away there
        raise unwritable(folder, FileNotFoundError(ENOENT, os.strerror(ENOENT)))
    for name in OWN:
        place.remove(name)
    for path in sorted(_files(folder), key=lambda path: (path.parent == folder, str(path))):
        place.put(path, path.relative_to(folder).as_posix())


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _begin(text: str) -> str:
    """Return what kind of place an address is of, and nothing else of it."""
    return f"{shown(text.partition(':')[0])}:…"


def _parts(text: str, error: type[AdvocateError]) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:  # a bracket that stands for nothing
        raise error(
            f"{_begin(text)} is no address that can be read.",
            hint="Give a path, or an address such as s3://bucket/folder.",
        ) from None


def _plain(parts: SplitResult) -> str:
    """Return an address without what lets one in."""
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}{unquote(parts.path)}"


def _reason(error: Exception) -> str:
    """Return why a place cannot be used, in words that hold nothing of the address."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or place"
    if isinstance(error, PermissionError):
        return "it lets nobody in who comes like this"
    return f"its driver says {type(error).__name__}"


class _Reader(io.RawIOBase):
    """A driver's file as Python's own are: it raises OSError, whatever the driver raises."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, where: int, whence: int = io.SEEK_SET) -> int:
        return int(self._file.seek(where, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except Exception as error:
            raise OSError(None, _reason(error)) from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

"""Writing files whole or not at all: beside their place first, then renamed into it."""

import os
import re
import secrets
import shlex
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import ENOTDIR
from pathlib import Path

from advocate.errors import OutputError, OutputExistsError, reason_of, shown

PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
PUBLIC = 0o666  # what the user's umask leaves of it, as for any file they make
_PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_STALE_SECONDS = 3600


def closing_command(path: Path) -> str:
    """Return the command that closes a user's own file and its folder to others.

    Empty where they are closed, or not there, and on systems whose modes say nothing of others.
    """
    if os.name != "posix":
        return ""
    try:
        file, folder = path.stat().st_mode, path.parent.stat().st_mode
    except OSError:
        return ""
    commands = []
    if file & 0o077:
        commands.append(f"chmod 600 {_quoted(path)}")
    # In a folder like /tmp others can write, and still not take away what is not theirs.
    if folder & 0o022 and not folder & stat.S_ISVTX:
        commands.append(f"chmod go-w {_quoted(path.parent)}")
    return " && ".join(commands)


def _quoted(path: Path) -> str:
    return shlex.quote(shown(str(path), limit=4_096))  # a part of it would be no command


def write_file(
    path: Path, data: bytes | Iterable[bytes], *, force: bool = False, mode: int = PUBLIC
) -> None:
    """Write `data`, whole or in pieces, to `path` durably; a file there is kept unless `force`.

    A link is written through, and a public file that is replaced keeps its mode. Raises
    OutputExistsError when the file is there, OutputError when the place takes no file.
    """
    _refuse_special(path)
    if not force and is_taken(path):
        raise OutputExistsError(path)
    path = Path(os.path.realpath(path))
    with _cleaned(path), _beside(path) as beside:
        kept = _mode_of(path) if mode == PUBLIC else None
        _write_new(beside, data, PRIVATE if kept is not None else mode)
        if kept is not None:
            beside.chmod(kept)
        _put_in_place(beside, path, force=force)
        _sync_folder(path.parent)


def write_folder(
    folder: Path, contents: Mapping[str, bytes], *, force: bool = False, mode: int = PUBLIC
) -> None:
    """Write a folder of files (relative name → bytes) that is new or empty; with `force`, any.

    A new folder appears whole; in one that is there, whole files appear one after the other, in
    the order of `contents`. Raises as `write_file` does.
    """
    if not is_free(folder) and not (force and is_folder(folder)):
        raise OutputExistsError(folder)
    write_files(folder, contents, force=force, mode=mode)


def write_files(
    folder: Path, contents: Mapping[str, bytes], *, force: bool = False, mode: int = PUBLIC
) -> None:
    """Write files (relative name → bytes) into a folder, made if need be: all, or none.

    A file of the same name is kept unless `force`, and then nothing is written at all; one that is
    replaced keeps its mode.
    """
    folder = Path(os.path.realpath(folder))
    for name in contents:  # all of them, before the first is moved
        if not force and is_taken(folder / name):
            raise OutputExistsError(folder / name)
        _refuse_special(folder / name)
        _refuse_files_above(folder, name)
    if is_folder(folder):
        with _cleaned(folder), _beside(folder / "files") as staged:
            _write_all(staged, contents, mode)
            for name in contents:
                _move(staged / name, folder / name, force=force)
        return
    with _new_parents(folder), _cleaned(folder), _beside(folder) as staged:
        _write_all(staged, contents, mode)
        staged.replace(folder)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it, if need be; raises OutputError where it cannot be made.

    A new one gets what the user's umask leaves of `mode`.
    """
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
    except FileExistsError:  # a file stands where a folder has to be
        raise unwritable(folder, NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))) from None
    except (OSError, RecursionError) as error:
        raise unwritable(folder, error) from None


# os.path, since Path's own methods raise for a name that is too long, or in a closed folder.
def is_taken(path: Path) -> bool:
    """Say whether something of this name is there, a dangling link included."""
    return os.path.lexists(path)


def is_folder(path: Path) -> bool:
    """Say whether a folder of this name is there."""
    return os.path.isdir(path)  # noqa: PTH112


def is_free(folder: Path) -> bool:
    """Say whether a folder can be made here without touching anything: nothing there, or empty."""
    try:
        return not any(not _PART.fullmatch(name) for name in os.listdir(folder))  # noqa: PTH208
    except OSError:
        return not is_taken(folder)


def take_lock(lock: int) -> bool:
    """Try to lock an open file for this program alone, which ends with the file, or the program."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system without locks: better unguarded than not at all
        return True
    return True


def unwritable(path: Path, error: OSError | RecursionError) -> OutputError:
    """Return the error that says why `path` could not be written."""
    reason = "its name is too deep"
    if isinstance(error, OSError):
        reason = reason_of(error)
    return OutputError(
        f"Could not write {shown(str(path), limit=200)}: {reason}. Nothing half-written is left.",
        hint="Choose another place, or make room, and run the same command again.",
    )


@contextmanager
def _cleaned(path: Path) -> Iterator[None]:
    """Turn the system's refusals into the errors of this program."""
    try:
        yield
    except FileExistsError:
        raise OutputExistsError(path) from None
    except (OSError, RecursionError) as error:
        raise unwritable(path, error) from None


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Yield a hidden name beside `path` to write under; what is left there is removed."""
    _sweep(path.parent)
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        yield part
    finally:
        _remove(part)


@contextmanager
def _new_parents(folder: Path) -> Iterator[None]:
    """Make the folders above `folder`; those made are removed again when the writing fails."""
    missing = [p for p in folder.parents if not is_taken(p)]
    make_folder(folder.parent)
    try:
        yield
    except BaseException:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        raise


def _sweep(folder: Path) -> None:
    """Remove what a run that was killed has left here: it may hold a name and an address."""
    with suppress(OSError):
        for name in filter(_PART.fullmatch, os.listdir(folder)):  # noqa: PTH208
            left = folder / name
            if time.time() - left.lstat().st_mtime > _STALE_SECONDS:
                _remove(left)


def _remove(path: Path) -> None:
    if is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _refuse_special(path: Path) -> None:
    try:
        kind = path.stat().st_mode
    except OSError:
        return  # nothing there, or nothing to be told: writing will say what is wrong
    if stat.S_ISDIR(kind):
        raise OutputError(
            f"{shown(str(path), limit=200)} is a folder.", hint="Name a file inside it."
        )
    if not stat.S_ISREG(kind):
        raise OutputError(
            f"{shown(str(path), limit=200)} is a device or a pipe, not a file.",
            hint="Name a file, or use -o - for standard output.",
        )


def _refuse_files_above(folder: Path, name: str) -> None:
    """Raise OutputError where a file stands in place of a folder that `name` lies in."""
    for above in (folder / parent for parent in Path(name).parents[:-1]):
        if is_taken(above) and not is_folder(above):
            raise unwritable(above, NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR)))


def _mode_of(path: Path) -> int | None:
    """Return the mode of the file that is there, None where none is."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _sync_folder(folder: Path) -> None:
    """Have a new name survive a power failure, too, where the system can say so of a folder."""
    if os.name != "posix":
        return
    with suppress(OSError):  # a file system that cannot: the file itself is safe
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_new(path: Path, data: bytes | Iterable[bytes], mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())


def _move(staged: Path, path: Path, *, force: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not force and is_taken(path):  # another run was quicker
        raise FileExistsError
    if (kept := _mode_of(path)) is not None:
        staged.chmod(kept)
    staged.replace(path)


def _write_all(folder: Path, contents: Mapping[str, bytes], mode: int) -> None:
    # Without fsync: these can be made again, and a hundred of them would take seconds.
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)


def _put_in_place(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
        return
    try:
        # A hard link fails if the name was taken meanwhile, where a rename would overwrite.
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        beside.replace(path)

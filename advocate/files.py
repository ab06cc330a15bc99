"""Writing a file whole or not at all: beside its place first, then renamed into it."""

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from advocate.errors import OutputError, OutputExistsError

PRIVATE = 0o600
PUBLIC = 0o644


def write_file(path: Path, data: bytes, *, force: bool = False, mode: int = PUBLIC) -> None:
    """Write `data` to `path` durably; an existing file is kept unless `force`.

    Raises OutputExistsError when the file is there, OutputError when the place takes no file.
    """
    if is_folder(path):
        raise OutputError(f"{path} is a folder.", hint="Name a file inside it.")
    if not force and is_taken(path):
        raise OutputExistsError(path)
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        _write_new(beside, data, mode)
        _put_in_place(beside, path, force=force)
    except FileExistsError:
        raise OutputExistsError(path) from None
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the error that says why `path` could not be written."""
    reason = (error.strerror or "the system refused").lower()
    return OutputError(
        f"Could not write {path}: {reason}. Nothing half-written is left.",
        hint="Choose another place, or make room, and run the same command again.",
    )


def _write_new(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


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


def write_folder(folder: Path, contents: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write a folder of files (relative name → bytes) whole or not at all.

    A folder that holds something is kept unless `force`; then its files of the same names are
    replaced, one by one, and the others stay. Raises as `write_file` does.
    """
    if not is_free(folder):
        if not force or not is_folder(folder):
            raise OutputExistsError(folder)
        _replace_in(folder, contents)
        return
    beside = folder.with_name(f".{folder.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        for name, data in contents.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        beside.replace(folder)
    except FileExistsError:
        raise OutputExistsError(folder) from None
    except OSError as error:
        raise unwritable(folder, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


# os.path, since Path's own methods raise for a name that is too long to exist.
def is_taken(path: Path) -> bool:
    """Say whether something of this name is there, a dangling link included."""
    return os.path.lexists(path)


def is_folder(path: Path) -> bool:
    """Say whether a folder of this name is there."""
    return os.path.isdir(path)  # noqa: PTH112


def is_free(folder: Path) -> bool:
    """Say whether a folder can be made here without touching anything: nothing there, or empty."""
    try:
        return not any(folder.iterdir())
    except OSError:
        return not is_taken(folder)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, if need be; raises OutputError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None


def _replace_in(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name, data in contents.items():
        path = folder / name
        make_folder(path.parent)
        write_file(path, data, force=True)

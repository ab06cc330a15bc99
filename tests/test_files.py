"""Files are written whole or not at all."""

import multiprocessing
import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from advocate.errors import OutputError, OutputExistsError
from advocate.files import (
    PRIVATE,
    closing_command,
    is_free,
    write_file,
    write_files,
    write_folder,
)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_file_is_written_with_its_mode(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"x", mode=PRIVATE)
    assert (tmp_path / "a").read_bytes() == b"x"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert names(tmp_path) == ["a"]


def test_a_file_that_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"old")
    with pytest.raises(OutputExistsError, match="exists already; nothing was written"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    write_file(tmp_path / "a", b"new", force=True)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputExistsError):
        write_file(tmp_path / "link", b"x")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_not_a_file(tmp_path: Path, force: bool) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_file(tmp_path, b"x", force=force)


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Could not write"):
        write_file(tmp_path / ("x" * 300), b"x")
    assert names(tmp_path) == []


def test_a_folder_is_written_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "kit", {"a.txt": b"1", "in/b.txt": b"2"})
    assert names(tmp_path) == ["kit", "kit/a.txt", "kit/in", "kit/in/b.txt"]


def test_a_folder_that_holds_something_is_kept_unless_forced(tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    write_folder(kit, {"a.txt": b"1", "b.txt": b"1"})
    with pytest.raises(OutputExistsError):
        write_folder(kit, {"a.txt": b"2"})
    assert (kit / "a.txt").read_bytes() == b"1"
    write_folder(kit, {"a.txt": b"2", "in/c.txt": b"2"}, force=True)
    assert (kit / "a.txt").read_bytes() == b"2"
    assert names(kit) == ["a.txt", "b.txt", "in", "in/c.txt"]


@pytest.mark.parametrize("force", [False, True])
def test_a_file_in_the_place_of_a_folder_is_kept(tmp_path: Path, force: bool) -> None:
    (tmp_path / "kit").write_bytes(b"mine")
    with pytest.raises(OutputExistsError):
        write_folder(tmp_path / "kit", {"a": b"1"}, force=force)
    assert (tmp_path / "kit").read_bytes() == b"mine"


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"mine")
    with pytest.raises(OutputExistsError, match=r"b\.txt exists already"):
        write_files(tmp_path, {"a.txt": b"1", "b.txt": b"1"})
    assert names(tmp_path) == ["b.txt"]
    write_files(tmp_path, {"a.txt": b"1", "b.txt": b"1"}, force=True)
    assert (tmp_path / "b.txt").read_bytes() == b"1"
    assert names(tmp_path) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("blocked", ["b.txt", "in/c.txt"])
def test_with_a_name_that_is_blocked_no_file_is_replaced(tmp_path: Path, blocked: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"mine")
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "in").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"b\.txt is a folder|in: not a directory"):
        write_files(tmp_path, {"a.txt": b"1", blocked: b"1"}, force=True)
    assert (tmp_path / "a.txt").read_bytes() == b"mine"
    assert names(tmp_path) == ["a.txt", "b.txt", "in"]


def test_what_is_replaced_keeps_its_mode_and_what_is_private_gets_its_own(tmp_path: Path) -> None:
    modes = {"mine": 0o600, "shared": 0o664, "lax": 0o644, "one": 0o600}
    for name, mode in modes.items():
        (tmp_path / name).write_bytes(b"old")
        (tmp_path / name).chmod(mode)
    write_file(tmp_path / "mine", b"new", force=True)
    write_file(tmp_path / "shared", b"new", force=True)
    write_file(tmp_path / "lax", b"new", force=True, mode=PRIVATE)
    write_files(tmp_path, {"one": b"new"}, force=True)
    found = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in modes}
    assert found == modes | {"lax": 0o600}
    assert {(tmp_path / name).read_bytes() for name in modes} == {b"new"}


def test_the_folder_is_synced_once_the_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, bool]] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        kind = os.fstat(descriptor).st_mode
        synced.append((stat.S_ISDIR(kind), (tmp_path / "a").exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_file(tmp_path / "a", b"x")
    assert synced == [(False, False), (True, True)]


@pytest.mark.parametrize("way", ["folder", "link", "here"])
def test_an_empty_folder_is_filled_and_stays_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o750)
    (tmp_path / "link").symlink_to(empty)
    monkeypatch.chdir(empty)
    before = empty.stat()
    write_folder({"folder": empty, "link": tmp_path / "link", "here": Path()}[way], {"a/b": b"1"})
    assert names(empty) == ["a", "a/b"]
    assert (empty.stat().st_ino, empty.stat().st_mode) == (before.st_ino, before.st_mode)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_file(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    old, young = tmp_path / ".kit.0123abcd.part", tmp_path / ".kit.4567abcd.part"
    for part in (old, young):
        part.mkdir()
        (part / "letter.txt").write_bytes(b"private")
    (tmp_path / ".other.part").write_bytes(b"not ours")
    os.utime(old, (0, 0))
    write_file(tmp_path / "a", b"1")
    assert names(tmp_path) == [
        ".kit.4567abcd.part", ".kit.4567abcd.part/letter.txt", ".other.part", "a",
    ]  # fmt: skip


def test_a_folder_that_cannot_be_filled_leaves_no_new_parents(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_folder(tmp_path / "a" / "b" / "kit", {"x" * 300: b"1"})
    assert names(tmp_path) == []


@pytest.mark.parametrize("path", ["/dev/null/x/y", "a/" * 2_000 + "x"])
def test_a_place_that_takes_no_folder_is_said(path: str) -> None:
    with pytest.raises(OutputError, match="Could not write"):
        write_folder(Path(path), {"a": b"1"})


def test_what_is_free(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    found = {name: is_free(tmp_path / name) for name in ("file", "empty", "new", "file/inside")}
    assert found == {"file": False, "empty": True, "new": True, "file/inside": True}
    assert not is_free(tmp_path)


def _with_a_full_disk(folder: str, answers: "multiprocessing.Queue[str]") -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
    big, place = b"x" * 5_000, Path(folder)
    writes: list[Callable[[], None]] = [
        lambda: write_file(place / "a", big),
        lambda: write_file(place / "kept", big, force=True),
        lambda: write_folder(place / "kit", {"a": b"x", "b": big}),
    ]
    for write in writes:
        try:
            write()
        except OutputError as error:
            answers.put(error.sentence)


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"old")
    fork = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = fork.Queue()
    child = fork.Process(target=_with_a_full_disk, args=(str(tmp_path), answers))
    child.start()
    child.join(30)
    said = [answers.get(timeout=5) for _ in range(3)]
    assert all("Nothing half-written is left." in sentence for sentence in said)
    assert names(tmp_path) == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"old"


def test_two_writers_of_one_name_never_mix(tmp_path: Path) -> None:
    target = tmp_path / "a"
    pids = []
    for letter in (b"a", b"b"):
        pid = os.fork()
        if pid == 0:
            for _ in range(50):
                write_file(target, letter * 10_000, force=True)
            os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    assert target.read_bytes() in (b"a" * 10_000, b"b" * 10_000)
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("file", "folder", "command"),
    [
        (0o600, 0o700, ""),
        (0o600, 0o755, ""),  # they see that it is there, and no more
        (0o644, 0o700, "chmod 600 '{0}/log'"),
        (0o640, 0o700, "chmod 600 '{0}/log'"),
        (0o602, 0o700, "chmod 600 '{0}/log'"),
        (0o600, 0o770, "chmod go-w '{0}'"),
        (0o600, 0o702, "chmod go-w '{0}'"),
        (0o600, 0o1777, ""),  # as /tmp is: nobody takes away what is not theirs
        (0o604, 0o777, "chmod 600 '{0}/log' && chmod go-w '{0}'"),
    ],
)
def test_what_closes_a_file_to_others(file: int, folder: int, command: str, tmp_path: Path) -> None:
    place = tmp_path / "a home"
    place.mkdir()
    (place / "log").touch()
    (place / "log").chmod(file)
    place.chmod(folder)
    assert closing_command(place / "log") == command.format(place)


def test_nothing_closes_what_is_not_there_or_has_no_such_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert closing_command(tmp_path / "none" / "log") == ""
    write_file(tmp_path / "log", b"")
    (tmp_path / "log").chmod(0o644)
    with monkeypatch.context() as patch:
        patch.setattr("advocate.files.os.name", "nt")
        assert closing_command(tmp_path / "log") == ""

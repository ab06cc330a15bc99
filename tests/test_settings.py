"""The profile: what is kept comes back, what cannot be used is said without repeating it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate import settings
from advocate.errors import OutputError, SettingsError
from advocate.settings import (
    LOCK_FILE,
    Constituent,
    alone,
    changed,
    clear_profile,
    load_profile,
    own_folder,
    profile_path,
    save_profile,
    update_profile,
)

NOBODY = Constituent()
FULL = Constituent(
    name="Ana “<b>” O'Ruiz & Sons \\ *",
    preferred_name="אנה ☎",
    prefix="Dr.",
    street="1 Main St, Apt #4",
    city="Española",
    state="NM",
    zip="87532-0001",
    phone="+1 (505) 555-0100 ext. 2",
    email="ana@example.org",
    occupation='"""quoted"""',
    pronunciation="AH-nah",
    large_print=True,
    story="First.\n\nSecond = [1]",
)


@pytest.mark.parametrize("profile", [NOBODY, FULL, Constituent(zip="02111")])
def test_what_is_saved_is_loaded(tmp_path: Path, profile: Constituent) -> None:
    home = tmp_path / "a home ☎"
    save_profile(home, profile)
    assert load_profile(home) == profile


def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    save_profile(home, FULL)
    save_profile(home, FULL)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, profile_path(home))]
    assert modes == [0o700, 0o600]
    assert list(home.iterdir()) == [profile_path(home)]


def test_no_file_is_nobody(tmp_path: Path) -> None:
    assert load_profile(tmp_path / "none") == NOBODY


def test_clearing_says_whether_there_was_one(tmp_path: Path) -> None:
    save_profile(tmp_path, FULL)
    assert [clear_profile(tmp_path), clear_profile(tmp_path)] == [True, False]
    assert load_profile(tmp_path) == NOBODY


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("name", "  Ana\n\x00\u202e Ruiz\t", "Ana Ruiz"),
        ("name", "", ""),
        ("name", "x" * 200, "x" * 200),
        ("state", " nm ", "NM"),
        ("zip", " 10001 ", "10001"),
        ("zip", "10001-2345", "10001-2345"),
        ("zip", "", ""),
        ("phone", "(212) 555-0100", "(212) 555-0100"),
        ("email", "ana@localhost", "ana@localhost"),
        ("story", "a\r\nb\r\n\r\n\r\n c ", "a b\n\nc"),
        ("large_print", True, True),
    ],
)
def test_typed_values_are_cleaned(key: str, typed: object, kept: object) -> None:
    assert getattr(changed(NOBODY, {key: typed}), key) == kept


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("name", "secret " * 2_000, "The name has 13,999 characters; at most 200 fit"),
        ("story", "secret " * 1_000, "The story has 6,999 characters; at most 5,000 fit"),
        ("zip", "1000", "The ZIP code is not usable: give five digits"),
        ("zip", "１０００１", "ZIP code"),
        ("zip", "10001-23", "ZIP code"),
        ("state", "secret", "The state is not usable: give the two-letter"),
        ("email", "secret", "The e-mail address is not usable"),
        ("email", "a@b c", "e-mail"),
        ("email", "a@b@c", "e-mail"),
        ("phone", "555-010", "The phone number is not usable: give at least seven digits"),
        ("large_print", "yes", "large_print must be true or false"),
        ("zip", 10001, "zip must be text in quotes"),
    ],
)
def test_what_cannot_be_used_is_said(key: str, typed: object, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        changed(NOBODY, {key: typed})
    assert "secret" not in caught.value.sentence


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b'nmae = "secret"', "“nmae” is not a known key. Did you mean “name”?"),
        (b"zip = 10001", "zip must be text in quotes"),
        (b'large_print = "no"', "large_print must be true or false"),
        (b'zip = "secret"', "The ZIP code is not usable"),
        (b'name = "secret', "is not TOML"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b'[name]\nzip = "secret"', "name must be text in quotes"),
        (b"zip = " + b"1" * 5_000, "a number, beyond all measure"),
        (b"zip = " + b"[" * 30_000, "beyond all measure"),
        (b"zip" + b".secret" * 9_000 + b" = 1", "with too many dots"),
        (b"#" * 64_001, "is larger than 64,000 bytes"),
        (b'"My secret street 12" = ""', "It has a key that is not known."),
        (b'"name secret" = ""', "It has a key that is not known."),
        (b'"\\u001B[31m" = ""', "It has a key that is not known."),
        (b'Name = "secret"', "“Name” is not a known key. Did you mean “name”?"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, written: bytes, said: str) -> None:
    profile_path(tmp_path).write_bytes(written)
    with pytest.raises(SettingsError) as caught:
        load_profile(tmp_path)
    assert str(profile_path(tmp_path)) in caught.value.sentence
    assert said in caught.value.sentence
    assert "secret" not in caught.value.sentence
    assert "advocate me clear" in caught.value.hint


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_profile_that_is_no_file_is_said_at_once(tmp_path: Path, kind: str) -> None:
    path = profile_path(tmp_path)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises(SettingsError, match=r"it is (a folder|no ordinary file)"):
        load_profile(tmp_path)


def test_a_path_in_a_sentence_is_printable_and_short(tmp_path: Path) -> None:
    home = tmp_path / "\x1b[31m" / ("x" * 200) / ("y" * 200)
    profile_path(own_folder(home)).write_text("broken")
    with pytest.raises(SettingsError) as caught:
        load_profile(home)
    assert caught.value.sentence.isprintable()
    assert len(caught.value.sentence) < 400


_SETTER = """
import sys
from pathlib import Path
from advocate.settings import update_profile
update_profile(Path(sys.argv[1]), {sys.argv[2]: sys.argv[3]})
"""


def test_changes_made_at_once_are_all_kept(tmp_path: Path) -> None:
    told = {"name": "Ana", "zip": "10001", "city": "New York", "state": "NY", "prefix": "Dr."}
    home = tmp_path / "home"
    for _ in range(3):
        clear_profile(home)
        setters = [
            subprocess.Popen([sys.executable, "-c", _SETTER, str(home), key, value])
            for key, value in told.items()
        ]
        assert [setter.wait(timeout=30) for setter in setters] == [0] * len(told)
        assert load_profile(home) == changed(NOBODY, told)


def test_a_profile_that_is_held_says_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_profile(tmp_path, FULL)
    monkeypatch.setattr(settings, "WAIT_SECONDS", 0.05)
    with alone(tmp_path, LOCK_FILE, "Your profile"):
        for change in (
            lambda: update_profile(tmp_path, {"zip": ""}),
            lambda: clear_profile(tmp_path),
        ):
            with pytest.raises(SettingsError, match="busy: another program"):
                change()
    assert load_profile(tmp_path) == FULL
    assert update_profile(tmp_path, {"zip": ""}) == (FULL, changed(FULL, {"zip": ""}))


def test_what_cannot_be_kept_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        update_profile(tmp_path / "home", {"zip": "1"})
    assert list(tmp_path.iterdir()) == []


def test_the_users_folder_is_theirsalone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        own_folder(tmp_path / "a" / "home" / "talking_points")
        update_profile(tmp_path / "a" / "home", {"zip": "10001"})
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a").rglob("*")}
    assert modes == {
        "home": 0o700,
        "talking_points": 0o700,
        "profile.toml": 0o600,
        "profile.lock": 0o600,
    }


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    own_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    profile_path(tmp_path).write_bytes(b'\xef\xbb\xbfname = "Ana"')
    assert load_profile(tmp_path).name == "Ana"


def test_a_place_that_takes_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="Could not write"):
        save_profile(tmp_path / "file" / "home", FULL)


def test_a_profile_that_is_a_folder_is_said(tmp_path: Path) -> None:
    profile_path(tmp_path).mkdir()
    with pytest.raises(SettingsError, match="Could not read"):
        load_profile(tmp_path)
    with pytest.raises(SettingsError, match="Could not delete"):
        clear_profile(tmp_path)


@given(st.text(max_size=200), st.text(max_size=300))
def test_whatever_is_typed_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, story: str
) -> None:
    home = tmp_path_factory.mktemp("home")
    profile = changed(NOBODY, {"name": name, "story": story})
    save_profile(home, profile)
    assert load_profile(home) == profile

"""The profile: what is kept comes back, what cannot be used is said without repeating it."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate.errors import OutputError, SettingsError
from advocate.settings import (
    Constituent,
    changed,
    clear_profile,
    load_profile,
    profile_path,
    save_profile,
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
        (b'name = "secret', "is not valid TOML"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b'[name]\nzip = "secret"', "name must be text in quotes"),
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

"""Finding alerts by number and slug: the user's before the shipped ones."""

import shutil
from pathlib import Path

import pytest

from advocate.errors import AlertError, AlertTakenError, UnknownAlertError
from advocate.issues.alerts.library import AlertLibrary, pack_alert_folders
from advocate.issues.library import PackLibrary
from tests.issues.alerts.conftest import FIXTURES
from tests.issues.conftest import SHIPPED


@pytest.fixture
def folders(tmp_path: Path) -> list[tuple[str, Path]]:
    """A folder of the user's with one alert, and one with all of the tests'."""
    mine = tmp_path / "mine"
    mine.mkdir()
    shutil.copy(FIXTURES / "3-medicaid.toml", mine / "9-medicaid.toml")
    return [("yours", mine), ("shipped", FIXTURES), ("shipped", tmp_path / "none")]


def test_the_users_alert_hides_one_of_the_same_slug(folders: list[tuple[str, Path]]) -> None:
    library = AlertLibrary(folders)
    assert [(one.number, one.label) for one in library.entries()] == [
        (9, "yours"),
        (4, "shipped"),
        (2, "shipped"),
    ]
    assert library.path("medicaid") == library.path("9")
    assert library.get("2").slug == library.get("thank-two-senators").slug


def test_a_broken_alert_is_listed_with_what_is_wrong(folders: list[tuple[str, Path]]) -> None:
    broken = AlertLibrary(folders).entries()[0]
    assert broken.alert is None
    assert "is 3, but the file is named “9-medicaid.toml”." in broken.sentence


def test_two_of_one_number_are_told_apart_by_slug(folders: list[tuple[str, Path]]) -> None:
    mine = folders[0][1]
    shutil.copy(mine / "9-medicaid.toml", mine / "9-other.toml")
    library = AlertLibrary(folders)
    with pytest.raises(AlertError, match="Two alerts have the number 9"):
        library.path("9")
    assert library.path("other").name == "9-other.toml"


def test_a_new_alert_gets_a_number_of_its_own(folders: list[tuple[str, Path]]) -> None:
    mine = folders[0][1]
    library = AlertLibrary(folders)
    assert library.number_for("clean-water", mine, None) == 10
    assert library.number_for("clean-water", mine, 5) == 5
    with pytest.raises(AlertTakenError, match="has the number 3 already"):
        library.number_for("clean-water", mine, 3)  # though the file that has it is hidden
    with pytest.raises(AlertTakenError, match="has the slug “medicaid” already"):
        library.number_for("medicaid", mine, None)
    assert library.number_for("medicaid", mine, 9) == 9  # the user's own, which hides a shipped one


def test_the_users_number_comes_before_a_shipped_one(folders: list[tuple[str, Path]]) -> None:
    mine = folders[0][1]
    shutil.copy(mine / "9-medicaid.toml", mine / "2-other.toml")
    assert AlertLibrary(folders).path("2").name == "2-other.toml"


@pytest.mark.parametrize(
    ("name", "said"),
    [("77", "no alert with the number “77”"), ("medicade", "Did you mean “medicaid”?")],
)
def test_an_unknown_alert_is_said(folders: list[tuple[str, Path]], name: str, said: str) -> None:
    with pytest.raises(UnknownAlertError) as error:
        AlertLibrary(folders).get(name, also=("town-hall",))
    assert said in error.value.sentence
    assert "town-hall" in error.value.hint


def test_an_alert_in_a_packs_folder_is_found_and_is_no_pack() -> None:
    library = AlertLibrary(list(pack_alert_folders("shipped", SHIPPED)))
    assert "say-it-clear" in library.slugs()
    assert "alerts" not in PackLibrary([("shipped", SHIPPED)]).slugs()

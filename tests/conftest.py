"""Shared fixtures: an invented dataset, built once through the importer; and no way online."""

import ipaddress
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advocate.directory.build import build_dataset
from advocate.directory.dataset import Dataset

SOURCES = Path(__file__).parent / "fixtures" / "sources"
TODAY = date(2026, 11, 24)

# What Python reports before it looks a name up or speaks through a socket, with the place in its
# arguments where the address stands.
_SPEAKS = {
    "socket.connect": 1,
    "socket.bind": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
_loopback_allowed = True  # outside of tests: urllib3 tries an address out when it is imported


def _forbid_sockets(event: str, args: tuple[Any, ...]) -> None:
    """Fail a test that would go online: this is called by Python itself, and cannot be removed."""
    if event not in _SPEAKS:
        return
    address = args[_SPEAKS[event]]
    if event.startswith("socket.get"):
        address = (address, 0)
    if not isinstance(address, tuple):  # a name in the file system: it leads nowhere else
        return
    if not (_loopback_allowed and _is_here(address[0])):
        pytest.fail(f"A test wanted to use the network ({event}, {address}).")


def _is_here(host: object) -> bool:
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return host == "localhost"


sys.addaudithook(_forbid_sockets)


@pytest.fixture(autouse=True)
def _sockets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Allow sockets to the tests that are marked so alone, and to them on this machine alone."""
    global _loopback_allowed
    _loopback_allowed = request.node.get_closest_marker("loopback") is not None
    yield
    _loopback_allowed = True


@pytest.fixture(scope="session")
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a user who has none."""
    return tmp_path_factory.mktemp("nobody") / "home"


@pytest.fixture(autouse=True)
def _away_from_home(nobodys_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tester's own folder, and the data in it, out of every test."""
    monkeypatch.setenv("ADVOCATE_HOME", str(nobodys_home))


@pytest.fixture(scope="session")
def fixture_sources() -> Path:
    """The invented source tree, in the upstream layout."""
    return SOURCES


@pytest.fixture(scope="session")
def fixture_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dataset built from the invented sources."""
    folder = tmp_path_factory.mktemp("dataset") / "data"
    build_dataset(SOURCES, folder)
    return folder


@pytest.fixture
def dataset(fixture_data_dir: Path) -> Dataset:
    """A dataset of seven invented senators from NM, NY, OH and VT."""
    return Dataset(fixture_data_dir)


@pytest.fixture
def today() -> date:
    """The day the tests live on."""
    return TODAY


@pytest.fixture
def in_zone() -> Iterator[Callable[[str], None]]:
    """Return what makes a zone the machine's until the test ends."""
    with pytest.MonkeyPatch.context() as patch:

        def use(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield use
    time.tzset()

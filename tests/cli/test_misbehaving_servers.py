"""`advocate data update` and servers that misbehave: the old data stays, a sentence says why."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import trustme

from advocate.cli import session
from advocate.directory.update import fetch
from tests.cli.updating import (
    LEGISLATORS,
    MEMBERS,
    OFFICES,
    authority,
    edit,
    everything,
    home,
    run,
    server,
    upstream_files,
)
from tests.serving import FOLDER, Answer, Behaviour, Request, Server, response, well

__all__ = ["authority", "home", "server", "upstream_files"]  # fixtures
pytestmark = pytest.mark.loopback

JSON = b'{"some": "json"}'

# How the server misbehaves.


def status(code: HTTPStatus, **headers: str) -> Behaviour:
    return lambda _server, _request: [response(status=code, headers=_named(headers))]


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def says(body: bytes, *, length: int | str | None = None, **headers: str) -> Behaviour:
    return lambda _server, _request: [response(body, length=length, headers=_named(headers))]


def redirect(place: str) -> Behaviour:
    return status(HTTPStatus.FOUND, location=place)


def half(server: Server, request: Request) -> Answer:
    [whole] = well(server, request)
    return [whole[: len(whole) - 100]]


def half_in_chunks(_server: Server, _request: Request) -> Answer:
    head = response(length="", headers={"Transfer-Encoding": "chunked"})
    return [head, b"10\r\n", JSON, b"\r\n", b"10\r\n", JSON[:5]]


def half_without_length(server: Server, request: Request) -> Answer:
    data = (server.files / request.name).read_bytes()
    return [response(data[: len(data) // 2], length="")]


def drip(server: Server, request: Request) -> Answer:
    [whole] = well(server, request)
    head, end, body = whole.partition(b"\r\n\r\n")
    yield head + end
    yield from _drops(server, body)


def drip_of_headers(server: Server, request: Request) -> Answer:
    [whole] = well(server, request)
    yield from _drops(server, whole)


def _drops(server: Server, data: bytes) -> Answer:
    for byte in data:
        if server.closing.wait(0.02):
            return
        yield bytes([byte])


def silence(server: Server, _request: Request) -> Answer:
    server.closing.wait()
    return ()


def hang_up(_server: Server, _request: Request) -> Answer:
    return ()


def endless(server: Server, _request: Request) -> Answer:
    yield response(b"[", length="")
    while not server.closing.is_set():
        yield b" " * 50_000


def packed(data: bytes, more: bytes = b"") -> Behaviour:
    return says(gzip.compress(data) + more, content_encoding="gzip")


def packed_and_cut(_server: Server, _request: Request) -> Answer:
    return [response(gzip.compress(b"[" * 9_999)[:-12], headers={"Content-Encoding": "gzip"})]


def shaped(change: Callable[[Any], object]) -> Behaviour:
    """Answer with the true file, changed."""

    def behave(server: Server, request: Request) -> Answer:
        value = json.loads((server.files / request.name).read_bytes())
        change(value)
        return [response(json.dumps(value))]

    return behave


def office(**values: object) -> Behaviour:
    return shaped(lambda owners: owners[0]["offices"][0].update(values))


HTML = b"<!DOCTYPE html><html><body>Log in to the network of Hotel Larkspur</body></html>"
BOMB = b" " * 3_000_000  # three thousand bytes when packed
QUICK: dict[str, object] = {"in_all": 1.0}

# What the server does with a file, and what the user reads; a file of "" stands for each one.
MISBEHAVIOUR: dict[str, tuple[str, Behaviour, str]] = {
    "404": ("", status(HTTPStatus.NOT_FOUND), "has no legislators-current.json"),
    "500": ("", status(HTTPStatus.INTERNAL_SERVER_ERROR), "trouble of its own: it answered 500"),
    "503": (OFFICES, status(HTTPStatus.SERVICE_UNAVAILABLE), "(tried 3 times)"),
    "429": ("", status(HTTPStatus.TOO_MANY_REQUESTS), "trouble of its own: it answered 429"),
    "403": ("", status(HTTPStatus.FORBIDDEN), "answered 403 where legislators-current.json"),
    "204": ("", status(HTTPStatus.NO_CONTENT), "answered 204 where legislators-current.json"),
    "304 unasked": (OFFICES, status(HTTPStatus.NOT_MODIFIED), "answered 304"),
    "truncated body": ("", half, "broke off in the middle of legislators-current.json"),
    "truncated chunks": ("", half_in_chunks, "broke off in the middle of"),
    "truncated, no length": ("", half_without_length, "is cut off or no JSON"),
    "length too long": ("", says(JSON, length=99), "broke off in the middle of"),
    "length too short": ("", says(JSON, length=5), "is cut off or no JSON"),
    "length nonsense": ("", says(JSON, length="many"), "had announced others"),
    "length beyond all": ("", says(JSON, length="9" * 5_000), "sends more than 1 MB"),
    "slow drip": ("", drip, "took longer than 1 seconds"),
    "slow drip of headers": ("", drip_of_headers, "took longer than 1 seconds"),
    "silence": ("", silence, "stopped answering while legislators-current.json"),
    "hangs up": ("", hang_up, "did not answer; is this computer online?"),
    "endless body": ("", endless, "sends more than 1 MB"),
    "gzip bomb": ("", packed(BOMB), "sends more than 1 MB"),
    "gzip cut off": ("", packed_and_cut, "sent legislators-current.json damaged"),
    "gzip and more": ("", packed(JSON, b"more"), "sent legislators-current.json damaged"),
    "gzip that is none": ("", says(JSON, content_encoding="gzip"), "json damaged"),
    "another packing": ("", says(JSON, content_encoding="br"), "not asked for (br)"),
    "redirect elsewhere": ("", redirect("https://example.org/x.json"), "server, example.org"),
    "redirect to a port": ("", redirect("https://127.0.0.1:9/x.json"), "server, 127.0.0.1:9"),
    "redirect to http": ("", redirect("http://127.0.0.1/x.json"), "only https is used"),
    "redirect to a file": ("", redirect("file:///etc/passwd"), "send us on over file"),
    "redirect to nothing": ("", redirect("https://[/"), "an address that is none"),
    "redirect for ever": ("", redirect(f"{FOLDER}{LEGISLATORS}"), "from one address to the next"),
    "redirect with a name": ("", redirect("//me:pass@127.0.0.1/"), "to another server"),
    "HTML": (OFFICES, says(HTML, content_type="text/html"), "sent a web page where legislators-d"),
    "HTML called JSON": ("", says(b"\n" + HTML), "sent a web page where"),
    "no JSON": ("", says(b"none today"), "is cut off or no JSON"),
    "nothing": ("", says(b""), "is cut off or no JSON"),
    "lists in lists": ("", says(b"[" * 100_000), "lists in lists"),
    "another shape": ("", says(b"{}"), "legislators-current.json is not the list of records"),
    "a list of words": ("", says(b'["one", "two"]'), "legislators-current.json is not the list"),
    "null": (OFFICES, says(b"null"), "district-offices.json is not the list of records"),
    "a list, not a table": (MEMBERS, says(b"[]"), "current.json is not the table that it should"),
    "no senators": (LEGISLATORS, says(b"[]"), "lists no senators. Your data is as it was."),
    "a senator removed": (LEGISLATORS, shaped(lambda rows: rows.pop(0)), "no list of members"),
    "a state removed": (LEGISLATORS, shaped(lambda rows: rows.pop(6)), "no senator from Vermont"),
    "a wrong state": (OFFICES, office(state="NJ"), "X000001-buffalo: lies in NJ, but"),
    "a place far away": (OFFICES, office(latitude=34.05, longitude=-118.24), "miles from NY"),
    "a phone with a script": (
        OFFICES,
        office(phone="<script>alert(1)</script>"),
        "a phone number that is not ddd-ddd-dddd: “<script>alert(1)</script>”",
    ),
    "a city with a script": (OFFICES, office(city="<script>"), "in its city that looks like code"),
    "an address that beeps": (OFFICES, office(address="1 \x1b]0;x\x07"), "cannot be printed"),
    "most phones changed": (
        OFFICES,
        shaped(
            lambda owners: [
                place.update(phone=f"212-555-{i:02}{j:02}")
                for i, owner in enumerate(owners)
                for j, place in enumerate(owner["offices"])
            ]
        ),
        "changed or are gone",
    ),
}
LESS_PATIENCE: dict[str, dict[str, object]] = {
    "slow drip": QUICK,
    "slow drip of headers": QUICK,
    "silence": {"read": 0.3},
}


@pytest.mark.parametrize("case", MISBEHAVIOUR)
def test_a_server_that_misbehaves_changes_nothing(
    case: str, server: Server, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(server.files / LEGISLATORS, lambda rows: rows[0]["name"].update(nickname="Trixie"))
    assert run("update").exit_code == 0
    # Forget what the server calls its files, so that all are sent anew.
    monkeypatch.setattr("advocate.directory.update.copies.upstream_kept", lambda *_: ({}, {}))
    before = everything(home)
    file, behave, sentence = MISBEHAVIOUR[case]
    server.misbehave[file] = behave
    less = LESS_PATIENCE.get(case, {})
    monkeypatch.setattr(fetch, "UPSTREAM", server.upstream(tmp_path, **less))
    result = run("update")
    assert result.exit_code == 5, result.output
    assert sentence in result.stderr
    first, error = result.stderr.splitlines()[:2]
    assert first == "Asking 127.0.0.1 over https; nothing about you is sent."
    assert error.startswith("Error: ")
    assert error.endswith(" Your data is as it was.")
    assert result.stderr.replace("\n", "").isprintable()
    assert result.stdout == ""
    assert everything(home) == before
    assert session.open_dataset().senator("X000001").nickname == "Trixie"


def test_three_tries(server: Server, home: Path) -> None:
    server.misbehave[OFFICES] = status(HTTPStatus.BAD_GATEWAY)
    assert run("update").exit_code == 5
    assert [request.name for request in server.asked] == [LEGISLATORS, OFFICES, OFFICES, OFFICES]
    assert not home.exists()


def failing_first(count: int, bad: Behaviour) -> Behaviour:
    """Misbehave so many times, then no more."""
    left = [bad] * count
    return lambda server, request: (left.pop() if left else well)(server, request)


@pytest.mark.parametrize(
    "bad", [status(HTTPStatus.INTERNAL_SERVER_ERROR), half, hang_up, packed_and_cut, says(b"")]
)
def test_trouble_that_passes_is_waited_for(server: Server, home: Path, bad: Behaviour) -> None:
    server.misbehave[LEGISLATORS] = failing_first(2, bad)
    result = run("update")
    assert result.exit_code == 0, result.stderr
    assert "Your data is of 2026-11-24 now (before: 2026-06-15)." in result.stdout


@pytest.mark.parametrize(
    ("how", "trusted"),
    [
        ({}, False),
        ({"names": ("localhost",)}, True),
        ({"until": datetime(2026, 1, 1, tzinfo=UTC)}, True),
        ({"encrypted": False}, True),
    ],
    ids=["unknown authority", "another server's name", "expired", "no TLS"],
)
def test_a_server_that_cannot_prove_itself_is_not_heard(
    how: dict[str, Any],
    trusted: bool,
    upstream_files: Path,
    authority: trustme.CA,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server(upstream_files, authority, **how) as server:
        upstream = server.upstream(tmp_path, **({} if trusted else {"certificates": None}))
        monkeypatch.setattr(fetch, "UPSTREAM", upstream)
        # A variable that other programs heed must not make this one trust somebody else.
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
        result = run("update")
    assert result.exit_code == 5
    assert "could not prove that it is who it says: its certificate was refused" in result.stderr
    assert server.asked == []
    assert not home.exists()


def test_no_variable_sends_it_another_way(
    server: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert run("update").exit_code == 0
    assert len(server.asked) == 5


def test_nobody_listens(
    server: Server, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upstream = server.upstream(tmp_path, base="https://127.0.0.1:1/congress-legislators/")
    monkeypatch.setattr(fetch, "UPSTREAM", upstream)
    result = run("update")
    assert result.exit_code == 5
    assert "127.0.0.1 did not answer; is this computer online? (tried 3 times)" in result.stderr


def test_http_is_refused(
    server: Server, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upstream = server.upstream(tmp_path, base=f"http://127.0.0.1:{server.port}{FOLDER}")
    monkeypatch.setattr(fetch, "UPSTREAM", upstream)
    result = run("update")
    assert result.exit_code == 5
    assert "only https is used" in result.stderr
    assert server.asked == []


def test_the_real_address() -> None:
    """Whoever changes it changes where everybody's numbers come from."""
    assert fetch.UPSTREAM.base == "https://unitedstates.github.io/congress-legislators/"
    assert fetch.UPSTREAM.certificates is None


def test_a_packed_file_is_unpacked(server: Server, home: Path) -> None:
    data = (server.files / LEGISLATORS).read_bytes()
    server.misbehave[LEGISLATORS] = packed(data)
    assert run("update").exit_code == 0
    [kept] = home.rglob(LEGISLATORS)
    assert kept.read_bytes() == data

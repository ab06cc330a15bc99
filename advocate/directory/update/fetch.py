"""Fetches the upstream files: over https, from one host, within bounds of time and size."""

import json
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from advocate import __version__
from advocate.errors import DatasetError, shown

_PIECE = 16_384  # bytes read at once
_HOPS = 5  # redirects that are followed
_HTTPS = 443
_TOO_BUSY = 429


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where the files are, and how much time and room they may take. Times are in seconds.

    Only code hands in another one, as the tests do: no option and no variable names an address.
    `certificates` is a file of authorities to trust instead of the usual ones; `pauses` are those
    before a second and a third try.
    """

    base: str = "https://unitedstates.github.io/congress-legislators/"
    certificates: Path | None = None
    connect: float = 10
    read: float = 20
    in_all: float = 180
    pauses: tuple[float, ...] = (1, 4)
    most_bytes: int = 10_000_000

    @property
    def host(self) -> str:
        """The name of the server, as a person is told it."""
        return urlsplit(self.base).hostname or ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as the server has it now; `data` is None for the one whose ETag was sent."""

    data: bytes | None
    etag: str


UPSTREAM = Upstream()


class _TryAgainError(Exception):
    """What went wrong may go right a moment later; the message completes “the server …”."""


def fetch(names: Sequence[str], etags: Mapping[str, str], upstream: Upstream) -> dict[str, Fetched]:
    """Fetch these files, each only if it is not the one whose ETag is known.

    Raises DatasetError, with a sentence that names the server, when any of them cannot be had.
    """
    got: dict[str, Fetched] = {}
    wrong: list[BaseException] = []
    stop = threading.Event()

    def work() -> None:
        try:
            with _session() as session:
                for name in names:
                    got[name] = _with_patience(session, name, etags.get(name, ""), upstream, stop)
        except BaseException as error:
            wrong.append(error)

    # A server that sends a byte now and then keeps every read waiting, the headers' too: so the
    # time in all is watched from outside.
    worker = threading.Thread(target=work, daemon=True)
    try:
        worker.start()
        worker.join(upstream.in_all)
    finally:
        stop.set()
    if worker.is_alive():
        seconds = f"{upstream.in_all:g} seconds"
        raise _refused(upstream, f"took longer than {seconds}", hint=_LATER)
    if wrong:
        raise wrong[0]
    return got


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # no password file, and no other authorities, by way of variables
    session.headers.update(
        {
            "User-Agent": f"advocate-toolkit/{__version__}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
    )
    return session


def _with_patience(
    session: requests.Session, name: str, etag: str, upstream: Upstream, stop: threading.Event
) -> Fetched:
    for pause in (*upstream.pauses, None):
        try:
            return _file(session, name, etag, upstream, stop)
        except _TryAgainError as error:
            if pause is None or stop.wait(pause):
                tries = len(upstream.pauses) + 1
                why = f"{error} (tried {tries} times)"
                raise _refused(upstream, why, hint=_LATER) from None
    raise AssertionError("every try ends in one of the two")


def _file(
    session: requests.Session, name: str, etag: str, upstream: Upstream, stop: threading.Event
) -> Fetched:
    file = name.rpartition("/")[2]
    try:
        with _response(session, urljoin(upstream.base, file), etag, upstream) as response:
            _require_status(response, file, etag, upstream)
            if response.status_code == requests.codes.not_modified:
                return Fetched(None, etag)
            data = _body(response, file, upstream, stop)
            _require_json(data, response, file, upstream)
            return Fetched(data, response.headers.get("ETag", ""))
    except requests.exceptions.SSLError:
        why = "could not prove that it is who it says: its certificate was refused"
        raise _refused(upstream, why, hint=_BETWEEN) from None
    except requests.exceptions.ConnectTimeout:
        raise _TryAgainError("could not be reached in time") from None
    except requests.exceptions.Timeout:
        raise _TryAgainError(f"stopped answering while {file} was asked for") from None
    except requests.exceptions.ConnectionError:
        raise _TryAgainError("did not answer; is this computer online?") from None
    except (requests.exceptions.RequestException, HTTPError, OSError):
        raise _TryAgainError(f"broke off in the middle of {file}") from None


def _response(
    session: requests.Session, url: str, etag: str, upstream: Upstream
) -> requests.Response:
    headers = {"If-None-Match": etag} if etag else {}
    for _ in range(_HOPS + 1):
        _require_own(url, upstream)
        request = session.prepare_request(requests.Request("GET", url, headers=headers))
        # By the adapter: the session would look at where a redirect leads before we do.
        response = session.get_adapter(url).send(
            request,
            stream=True,
            timeout=(upstream.connect, upstream.read),
            verify=str(upstream.certificates) if upstream.certificates else True,
        )
        if not response.is_redirect:
            return response
        response.close()
        url = _next(url, response.headers["Location"], upstream)
    raise _refused(upstream, "only sends from one address to the next")


def _next(url: str, location: str, upstream: Upstream) -> str:
    try:
        following = urljoin(url, location)
        _ = urlsplit(following).port
    except ValueError:
        raise _refused(upstream, "wanted to send us to an address that is none") from None
    return following


def _require_own(url: str, upstream: Upstream) -> None:
    """Refuse an address that is not https, or not on the one server."""
    there, own = urlsplit(url), urlsplit(upstream.base)
    same = (there.hostname, there.port or _HTTPS) == (own.hostname, own.port or _HTTPS)
    if there.scheme != "https":
        why = f"wanted to send us on over {shown(there.scheme)}, which anyone can read and change"
        raise _refused(upstream, f"{why}; only https is used")
    if not same or there.username or there.password:
        raise _refused(upstream, f"wanted to send us to another server, {shown(there.netloc)}")


def _require_status(response: requests.Response, file: str, etag: str, upstream: Upstream) -> None:
    code = response.status_code
    if code == requests.codes.ok or (code == requests.codes.not_modified and etag):
        return
    if code >= requests.codes.server_error or code == _TOO_BUSY:
        raise _TryAgainError(f"has trouble of its own: it answered {code} for {file}")
    if code == requests.codes.not_found:
        raise _refused(upstream, f"has no {file} (it answered 404)", hint=_MOVED)
    raise _refused(upstream, f"answered {code} where {file} was asked for")


def _body(
    response: requests.Response, file: str, upstream: Upstream, stop: threading.Event
) -> bytes:
    """Return the body, unpacked; its length is held against what was announced."""
    most = upstream.most_bytes
    announced = response.headers.get("Content-Length")
    if announced and announced.isdecimal() and (len(announced) > 18 or int(announced) > most):
        raise _too_large(upstream, file)
    data = bytearray()
    # As it is sent, not unpacked on the way: a small packed file can unpack to more than there is.
    while piece := response.raw.read(_PIECE, decode_content=False):
        data += piece
        if len(data) > most:
            raise _too_large(upstream, file)
        if stop.is_set():
            raise _TryAgainError("was too slow")
    if announced and announced.strip() != str(len(data)):
        raise _TryAgainError(f"sent {len(data):,} bytes of {file}, and had announced others")
    return _unpacked(bytes(data), response.headers.get("Content-Encoding", ""), file, upstream)


def _unpacked(data: bytes, encoding: str, file: str, upstream: Upstream) -> bytes:
    if encoding.strip().lower() in ("", "identity"):
        return data
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        why = f"sent {file} packed in a way that was not asked for ({shown(encoding)})"
        raise _refused(upstream, why)
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with the header of gzip
    try:
        plain = unpacker.decompress(data, upstream.most_bytes + 1)
    except zlib.error:
        raise _TryAgainError(f"sent {file} damaged") from None
    if len(plain) > upstream.most_bytes:
        raise _too_large(upstream, file)
    if not unpacker.eof or unpacker.unused_data:
        raise _TryAgainError(f"sent {file} damaged")
    return plain


def _require_json(data: bytes, response: requests.Response, file: str, upstream: Upstream) -> None:
    start = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise _refused(upstream, f"sent a web page where {file} was asked for", hint=_BETWEEN)
    try:
        json.loads(data)
    except ValueError:
        raise _TryAgainError(f"sent a {file} that is cut off or no JSON") from None
    except RecursionError:
        raise _refused(upstream, f"sent a {file} of lists in lists beyond all measure") from None


def _too_large(upstream: Upstream, file: str) -> DatasetError:
    most = f"{upstream.most_bytes // 1_000_000 or 1:,} MB"
    return _refused(upstream, f"sends more than {most} for {file}, far more than it can have")


def _refused(upstream: Upstream, why: str, *, hint: str = "") -> DatasetError:
    return DatasetError(f"{upstream.host} {why}. Your data is as it was.", hint=hint or _OTHER_WAY)


_OTHER_WAY = (
    "The files can be brought another way:  advocate data update --from FILE.zip  "
    "(`advocate data update --help` says which)."
)
_LATER = f"Try again later. {_OTHER_WAY}"
_MOVED = "Perhaps the project moved its files: look for a newer version of the toolkit."
_BETWEEN = (
    "Something may stand between you and the server, as in a hotel's or an office's network, or "
    f"this computer's clock is wrong. Try another network. {_OTHER_WAY}"
)

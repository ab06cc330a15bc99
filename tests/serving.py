"""An https server on this machine that answers as a test tells it to, well or badly."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

import trustme

from advocate.directory.update.fetch import Upstream

FOLDER = "/congress-legislators/"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: a file's name, and the headers by their lower-case names."""

    name: str
    headers: dict[str, str]


# An answer is the bytes to send, in pieces; `Server.closing` tells an endless one to end.
Answer = Iterable[bytes]
Behaviour = Callable[["Server", Request], Answer]


def response(
    body: bytes | str = b"",
    *,
    status: HTTPStatus = HTTPStatus.OK,
    length: int | str | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Return a whole answer; `length` is what it says of its length, the true one if left out."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    named = {"Content-Type": "application/json; charset=utf-8"}
    named |= headers or {}
    if length != "":
        named["Content-Length"] = str(len(data) if length is None else length)
    lines += [f"{name}: {value}" for name, value in named.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + data


@dataclass
class Server:
    """Serves a folder's files at https://127.0.0.1:PORT/congress-legislators/, as `misbehave` says.

    `misbehave` has a behaviour by file name; "" stands for all that have none of their own.
    """

    files: Path
    authority: trustme.CA
    names: tuple[str, ...] = ("127.0.0.1",)
    encrypted: bool = True
    until: datetime | None = None  # the day on which its certificate ends
    misbehave: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*self.names, not_after=self.until).configure_cert(self._context)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.05)
        self.port = self._listening.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        for thread in self._threads:
            thread.join()
        self._listening.close()

    def upstream(self, folder: Path, **other: object) -> Upstream:
        """Return how this server is asked, by somebody with little patience who trusts it."""
        certificates = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(certificates)
        settings: dict[str, object] = {
            "base": f"https://127.0.0.1:{self.port}{FOLDER}",
            "certificates": certificates,
            "connect": 20,
            "read": 20,
            "in_all": 60,
            "pauses": (0.01, 0.01),
            "most_bytes": 1_000_000,
        }
        return Upstream(**(settings | other))  # type: ignore[arg-type]

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self._listening.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with connection, suppress(OSError, ssl.SSLError):  # the client has heard enough
            if not self.encrypted:
                connection.sendall(response("{}"))
                return
            with self._context.wrap_socket(connection, server_side=True) as spoken:
                if request := _read(spoken):
                    self.asked.append(request)
                    for piece in self._answer(request):
                        spoken.sendall(piece)

    def _answer(self, request: Request) -> Answer:
        behave = self.misbehave.get(request.name) or self.misbehave.get("")
        return behave(self, request) if behave else well(self, request)


def well(server: Server, request: Request) -> Answer:
    """Answer with the file, or with 304 for one whose ETag is known."""
    data = (server.files / request.name).read_bytes()
    tag = f'"{hash(data):x}"'
    if request.headers.get("if-none-match") == tag:
        return [response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})]
    return [response(data, headers={"ETag": tag})]


def _read(spoken: ssl.SSLSocket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = spoken.recv(4096)
        if not piece:
            return None
        head += piece
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return Request(first.split(" ")[1].removeprefix(FOLDER), headers)

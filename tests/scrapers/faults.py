"""What can be wrong with an answer: one function a fault, each the whole answer of a small site (``Reply(raw=…)``)."""

from __future__ import annotations

import socket
import struct
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
LONGEST = 20.0  # seconds after which a fault gives up, should nobody have hung up before


def _for_long(handler: BaseHTTPRequestHandler, pieces: Iterator[bytes], every: float) -> None:
    """Send one piece after the other until the other side has had enough."""
    ends = time.monotonic() + LONGEST
    try:
        for piece in pieces:
            if time.monotonic() > ends:
                return
            handler.wfile.write(piece)
            handler.wfile.flush()
            if every:
                time.sleep(every)
    except (ConnectionError, TimeoutError):
        return


def _endlessly(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def body_by_the_byte(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"Content-Length: 100000\r\n\r\n")
    _for_long(handler, _endlessly(b"x"), 0.05)


def body_without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"\r\n<html><body>")
    _for_long(handler, _endlessly(b"<p>m"), 0.05)


def headers_by_the_byte(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"X-Slow: ")
    _for_long(handler, _endlessly(b"y"), 0.05)


def headers_without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD)
    _for_long(handler, _endlessly(b"X-More: yes\r\n" * 50), 0)


def one_header_without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"X-Long: ")
    _for_long(handler, _endlessly(b"z" * 10_000), 0)


def trailers_without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>mo\r\n0\r\n")
    _for_long(handler, _endlessly(b"X-Trailer: yes\r\n"), 0.01)


def chunk_size_by_the_byte(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    _for_long(handler, _endlessly(b"0"), 0.05)


def reset_in_the_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"Content-Length: 100000\r\n\r\n<html><body><p>" + b"w" * 500)
    handler.wfile.flush()
    time.sleep(0.05)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def hung_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def whole(head: bytes, body: bytes, *, length: int | None = None) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer whose Content-Length may be a lie."""
    declared = len(body) if length is None else length

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(HEAD + head + b"Content-Length: %d\r\n\r\n" % declared + body)

    return answer

"""A web site of a few answers on loopback, for tests: what it says is told by the test, what it was asked is kept."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from scrapers.registry import Source
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOST = "bao-thu.example"
HOME = f"https://{HOST}"


@dataclass
class Reply:
    """One answer; ``stall`` waits for that event before the body is sent, ``raw`` is the whole answer itself."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stall: threading.Event | None = None
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None

    @property
    def payload(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    at: float = 0.0  # of the monotonic clock


class SmallSite:
    """Answers by path: a Reply, several to be given one after the other, or a function of the request."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply] | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        self.open_at_once: list[int] = []  # connections, each time one more was made
        self._open = 0
        self._counting = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def setup(self) -> None:
                super().setup()
                with site._counting:
                    site._open += 1
                    site.open_at_once.append(site._open)

            def finish(self) -> None:
                with site._counting:
                    site._open -= 1
                super().finish()

            def do_GET(self) -> None:
                headers = {key.lower(): value for key, value in self.headers.items()}
                request = Asked(self.path, headers, time.monotonic())
                site.asked.append(request)
                reply = site.answer(request)
                if reply.raw is not None:
                    self.close_connection = True
                    reply.raw(self)
                    return
                self.send_response(reply.status)
                headers = {"Content-Type": "text/html; charset=utf-8", **reply.headers}
                if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
                    headers["Content-Length"] = str(len(reply.payload))
                for key, value in headers.items():
                    self.send_header(key, value)
                self.end_headers()
                if reply.stall is not None:
                    reply.stall.wait(10)
                self.wfile.write(reply.payload)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def answer(self, request: Asked) -> Reply:
        reply = self.replies.get(request.path)
        if callable(reply):
            return reply(request)
        if isinstance(reply, list):
            return reply.pop(0) if len(reply) > 1 else reply[0]
        return reply or Reply("<h1>404</h1>", 404)

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def settings(self, home: Path, hosts: tuple[str, ...] = (HOST,), **more: Any) -> Settings:
        connect_to = ",".join(f"{host}=127.0.0.1:{self.port}" for host in hosts)
        return Settings(home=home, connect_to=connect_to, **more)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def source(**changes: Any) -> Source:
    """The source of the small site."""
    given = {
        "id": "bao-thu",
        "paper": "Báo Thử",
        "kind": "demo",
        "hosts": [HOST],
        "host_group": HOST,
        "province_before": "Thái Bình",
        "province_after": "Hưng Yên",
        "languages": ["vi"],
        "family": "mediatech",
        "article_pattern": r"^/[a-z0-9-]+-\d{6}\.html$",
        "feeds": [f"{HOME}/rss"],
        "sitemaps": [],
        "sections": [],
        "pace_seconds": 0,
        "robots": None,
        "blocked": None,
        "checked_at": None,
        **changes,
    }
    return Source.model_validate(given)

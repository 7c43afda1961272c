"""A small web server on loopback that is all the newsroom's sites at once, told apart by the Host header.

It promises what a real site would do: ETag and Last-Modified with 304 answers, 301, 404, robots.txt. A test can move
its clock (`publish_until`), let a paper correct an article (`correct`), and let a host fall ill (`unwell`).
"""

from __future__ import annotations

import hashlib
import sys
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import unquote, urlsplit

from scrapers.newsroom.article_files import NewsroomArticle, Photo, newsroom_articles
from scrapers.newsroom.pages import PLAIN, Answer, Press, answer
from scrapers.newsroom.site_files import Site, newsroom_sites

if TYPE_CHECKING:
    from types import TracebackType

LOOPBACK = "127.0.0.1"
CORRECTED_AFTER = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came, and the status it was answered with."""

    host: str
    method: str
    path: str
    status: int
    user_agent: str | None = None


@dataclass
class Newsroom:
    """A running newsroom; a context manager that closes itself. All methods may be called while it serves."""

    port: int
    until: datetime | None = None
    requests_seen: list[Request] = field(default_factory=list)
    unwell: set[str] = field(default_factory=set)  # hosts that answer 503 to everything
    _articles: dict[str, NewsroomArticle] = field(default_factory=dict)
    _corrected: dict[str, datetime] = field(default_factory=dict)
    _server: ThreadingHTTPServer | None = None
    _thread: threading.Thread | None = None

    @property
    def connect_to(self) -> str:
        """The value of DANVAN_CONNECT_TO that sends requests for the newsroom's hosts here."""
        hosts = [host for site in newsroom_sites().values() for host in (site.host, *site.aliases)]
        return ",".join(f"{host}={LOOPBACK}:{self.port}" for host in hosts)

    @property
    def articles(self) -> list[NewsroomArticle]:
        """What has been published so far, corrections included, oldest first."""
        return [a for a in self._articles.values() if self.until is None or a.published <= self.until]

    def publish_until(self, until: datetime | None) -> None:
        """Publish exactly what bears a time up to `until` (with a zone); None publishes everything."""
        self.until = until

    def correct(self, article_id: str, old: str, new: str) -> NewsroomArticle:
        """Let the paper replace `old` by `new` in one article's title, lead, body and captions, 20 hours later.

        Raises ``KeyError`` for an unknown article and ``ValueError`` when `old` does not stand in it.
        """
        article = self._articles[article_id]
        if old not in article.text:
            raise ValueError(f"'{old}' does not stand in {article_id}")
        body = tuple(
            block.model_copy(update={"caption": block.caption.replace(old, new)})
            if isinstance(block, Photo)
            else block.replace(old, new)
            for block in article.body
        )
        corrected = article.model_copy(
            update={
                "title": article.title.replace(old, new),
                "lead": article.lead and article.lead.replace(old, new),
                "body": body,
            }
        )
        self._corrected[article_id] = self._corrected.get(article_id, article.published) + CORRECTED_AFTER
        self._articles[article_id] = corrected
        return corrected

    def answer(self, host: str, path: str) -> Answer:
        """What a host answers for a path, before conditional requests."""
        site = _site_of(host)
        if site is None:
            return Answer(421, f"No site of the newsroom is called '{host}'.\n".encode(), PLAIN)
        if site.host in self.unwell:
            return Answer(503, b"Out of order.\n", PLAIN)
        faults = [f for f in site.faults if self.until is None or f.published <= self.until]
        press = Press(site, [a for a in self.articles if a.site == site.host], faults, self._corrected)
        return answer(press, path)

    def close(self) -> None:
        """Stop serving and wait for the server's thread."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def wait(self) -> None:
        """Block until the newsroom is closed or the process is interrupted."""
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        """The newsroom itself, already serving."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, whatever happened."""
        self.close()


def serve(port: int = 0, until: datetime | None = None) -> Newsroom:
    """Start the newsroom on loopback, on a free port unless one is named; use it in a ``with`` or close it.

    Raises ``OSError`` when the port is taken and ``ValueError`` when an article file is not valid.
    """
    newsroom = Newsroom(port=port, until=until)
    newsroom._articles.update((article.id, article) for article in newsroom_articles())  # noqa: SLF001 -- its maker
    server = _Server((LOOPBACK, port), type("Handler", (_Handler,), {"newsroom": newsroom}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    newsroom.port = server.server_address[1]
    newsroom._server, newsroom._thread = server, thread  # noqa: SLF001 -- its maker
    thread.start()
    return newsroom


def _site_of(host: str) -> Site | None:
    bare = host.partition(":")[0].lower()
    return next((s for s in newsroom_sites().values() if bare in (s.host, *s.aliases)), None)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up (a killed run) is nothing to report; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    newsroom: ClassVar[Newsroom]
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "")
        found = self.newsroom.answer(host, unquote(urlsplit(self.path).path))
        etag = '"' + hashlib.sha256(found.body).hexdigest()[:24] + '"'
        unchanged = found.status == 200 and self._has(etag, found.modified)
        status = 304 if unchanged else found.status
        agent = self.headers.get("User-Agent")
        self.newsroom.requests_seen.append(Request(host, self.command, self.path, status, agent))
        self.send_response(status)
        if found.status == 200:
            self.send_header("ETag", etag)
            if found.modified is not None:
                modified = format_datetime(found.modified.astimezone(UTC), usegmt=True)
                self.send_header("Last-Modified", modified)
        if found.location:
            self.send_header("Location", found.location)
        if not unchanged:
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(found.body)

    def _has(self, etag: str, modified: datetime | None) -> bool:
        wanted = self.headers.get("If-None-Match")
        if wanted is not None:
            return etag in wanted or wanted.strip() == "*"
        since = self.headers.get("If-Modified-Since")
        if since is None or modified is None:
            return False
        try:
            return modified <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class names it so
        del format, args

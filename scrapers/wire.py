"""One HTTP exchange: an honest request out, the answer in, within bounds of time, size and address.

Only addresses of the public internet are spoken to, checked on the connection itself so that no name can lead
elsewhere between look-up and use; the invented hosts of ``Settings.connections`` are the exception and go to loopback.
Redirects are never followed here. TLS is verified. No credentials of the machine are used.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from storage.warc import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from storage.settings import Settings

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
TOTAL_SECONDS = 90.0
MAX_BODY = 16_000_000
_PART = 1 << 16
AGENT = "danvan"
VERSION = "0.1"


class WireError(Exception):
    """An exchange that came to nothing; ``again`` says whether another try makes sense."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


class PrivateAddressError(urllib3.exceptions.HTTPError):
    """A host name that leads to an address which is not of the public internet."""


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes one exchange may take."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    body: int = MAX_BODY


def user_agent(settings: Settings) -> str:
    """How danvan introduces itself: name, version and where to complain."""
    return f"{AGENT}/{VERSION} (+{settings.contact})"


class _Session(requests.Session):
    """A session that leaves redirects to its user: requests would read their bodies, however long, and parse them."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 -- none is ever followed
        return None


class Wire:
    """A session that sends single GET requests."""

    def __init__(
        self, settings: Settings, *, limits: Limits | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._now = now or (lambda: datetime.now(UTC))
        self._session = _Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # every visit is the first
        self._session.trust_env = False  # no .netrc passwords; proxies and certificates are taken over below
        self._session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        self._session.headers.clear()
        self._agent = user_agent(settings)
        self._session.mount("https://", _PublicAdapter())
        self._session.mount("http://", _PublicAdapter())
        self._invented = settings.connections
        for host, target in self._invented.items():
            adapter = _LoopbackAdapter(target)
            self._session.mount(f"http://{host}/", adapter)
            self._session.mount(f"https://{host}/", adapter)

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def get(self, url: str, extra: Mapping[str, str] | None = None) -> Exchange:
        """One GET request, no redirect followed. Raises WireError."""
        host = urlsplit(url).hostname or ""
        proxies = {} if host in self._invented else get_environ_proxies(url)
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "vi,en;q=0.5",
            **(extra or {}),
        }
        at = self._now()
        begun = time.monotonic()
        try:
            with self._session.get(
                url,
                headers=headers,
                stream=True,
                allow_redirects=False,
                timeout=(self._limits.connect, self._limits.read),
                proxies=proxies,
            ) as answer:
                body = self._body(answer, begun)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
            raise _as_wire_error(error, host) from None
        elapsed = round((time.monotonic() - begun) * 1000)
        sent = tuple((str(key), _text(value)) for key, value in answer.request.headers.items())
        received = tuple((str(key), str(value)) for key, value in answer.raw.headers.items())
        reason = str(answer.reason or "")
        return Exchange(
            url, at, (("Host", urlsplit(url).netloc), *sent), "GET", answer.status_code, reason, received, body,
            {"elapsed_ms": elapsed},
        )  # fmt: skip

    def _body(self, answer: requests.Response, begun: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            part = answer.raw.read1(_PART, decode_content=True)
            if not part:
                return b"".join(parts)
            size += len(part)
            if size > self._limits.body:
                raise WireError(f"the answer is larger than {self._limits.body:,} bytes", again=False)
            if time.monotonic() - begun > self._limits.total:
                raise WireError(f"the answer took longer than {self._limits.total:g} seconds", again=True)
            parts.append(part)


def _as_wire_error(error: Exception, host: str) -> WireError:
    if isinstance(error, WireError):
        return error
    causes = _chain(error)
    for kinds, sentence, again in _FAULTS:
        if any(isinstance(cause, kinds) for cause in causes):
            return WireError(sentence.format(host=host, error=_short(error)), again=again)
    return WireError(f"the connection to {host} failed: {_short(error)}", again=True)


_FAULTS: tuple[tuple[tuple[type[BaseException], ...], str, bool], ...] = (
    ((PrivateAddressError,), "{host} leads to an address that is not of the public internet", False),
    ((requests.exceptions.SSLError, urllib3.exceptions.SSLError), "no secure connection to {host}: {error}", False),
    ((requests.Timeout, urllib3.exceptions.TimeoutError), "{host} did not answer in time", True),
    ((socket.gaierror,), "the name {host} cannot be resolved", True),
    ((urllib3.exceptions.DecodeError,), "{host} sent a body whose compression is broken", True),
    ((requests.exceptions.InvalidURL, UnicodeError), "it is no address that can be asked: {error}", False),
)


def _chain(error: BaseException) -> list[BaseException]:
    """An error and all that caused it, also inside the arguments where urllib3 keeps it."""
    found: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting and len(found) < 20:
        one = waiting.pop()
        if not isinstance(one, BaseException) or one in found:
            continue
        found.append(one)
        waiting += [*one.args, one.__cause__, one.__context__, getattr(one, "reason", None)]
    return found


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _checked(connected: socket.socket) -> socket.socket:
    peer = connected.getpeername()[0]
    if not is_public(peer):
        connected.close()
        raise PrivateAddressError(f"{peer} is not an address of the public internet")
    return connected


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PublicTlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicTlsPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTlsConnection


class _PublicAdapter(HTTPAdapter):
    """Connections to public addresses only; a proxy of the environment may lie anywhere."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicTlsPool}


class _LoopbackAdapter(HTTPAdapter):
    """Sends what is meant for an invented host to one address of this machine; URL and Host header stay."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(f"//{target}")
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:  # noqa: ARG002
        pool: HTTPConnectionPool = self.poolmanager.connection_from_host(self._host, self._port, scheme="http")
        return pool

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        pass

    def add_headers(self, request: requests.PreparedRequest, **kwargs: Any) -> None:  # noqa: ARG002
        request.headers["Host"] = urlsplit(request.url or "").netloc

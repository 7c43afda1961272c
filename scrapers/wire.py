"""One HTTP exchange: an honest request out, the answer in, within bounds of time, size and address.

Whom a connection may reach and how long it may last is decided in ``scrapers.connecting``. The body is unpacked here,
never larger than the limit, and an answer that ends early is told from a whole one. Redirects are never followed. No
credentials of the machine are used.
"""

from __future__ import annotations

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
from requests.utils import get_environ_proxies

from scrapers.connecting import Adapter, Deadline, LoopbackAdapter, PrivateAddressError
from scrapers.unpacking import BrokenCompressionError, TooLargeError, Unpacking
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
    """An exchange that came to nothing; ``again`` says whether another try makes sense, ``exchange`` is what came."""

    def __init__(self, reason: str, *, again: bool, exchange: Exchange | None = None) -> None:
        super().__init__(reason)
        self.again = again
        self.exchange = exchange


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
    """A session that sends single GET requests to the hosts of one source."""

    def __init__(
        self,
        settings: Settings,
        *,
        limits: Limits | None = None,
        now: Callable[[], datetime] | None = None,
        invented: bool = True,
        legacy_tls: bool = False,
    ) -> None:
        """``invented`` says whether the hosts of ``Settings.connections`` may be reached, on loopback."""
        self._limits = limits or Limits()
        self._now = now or (lambda: datetime.now(UTC))
        self._deadline = Deadline()
        self._session = _Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # every visit is the first
        self._session.trust_env = False  # no .netrc passwords; proxies and certificates are taken over below
        self._session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        self._session.headers.clear()
        self._agent = user_agent(settings)
        self._session.mount("https://", Adapter(self._deadline, legacy_tls=legacy_tls))
        self._session.mount("http://", Adapter(self._deadline))
        self._invented = settings.connections if invented else {}
        for host, target in self._invented.items():
            adapter = LoopbackAdapter(self._deadline, target)
            self._session.mount(f"http://{host}/", adapter)
            self._session.mount(f"https://{host}/", adapter)

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def get(self, url: str, extra: Mapping[str, str] | None = None) -> Exchange:
        """One GET request, no redirect followed. Raises WireError; what came of a cut answer is in its exchange."""
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
            with (
                self._deadline.within(self._limits.total),
                self._session.get(
                    url,
                    headers=headers,
                    stream=True,
                    allow_redirects=False,
                    timeout=(self._limits.connect, self._limits.read),
                    proxies=proxies,
                ) as answer,
            ):
                body, cut = self._body(answer)
        except _FAULTY as error:
            raise self._as_wire_error(error, host) from None
        elapsed = round((time.monotonic() - begun) * 1000)
        sent = tuple((str(key), _text(value)) for key, value in answer.request.headers.items())
        received = tuple((str(key), str(value)) for key, value in answer.raw.headers.items())
        reason = str(answer.reason or "")
        exchange = Exchange(
            url, at, (("Host", urlsplit(url).netloc), *sent), "GET", answer.status_code, reason, received, body,
            {"elapsed_ms": elapsed, **({"truncated": cut.truncated} if cut else {})},
        )  # fmt: skip
        if cut is not None:
            raise WireError(str(cut), again=cut.again, exchange=exchange)
        return exchange

    def _body(self, answer: requests.Response) -> tuple[bytes, _CutError | None]:
        """The body without its compression as far as it came, and why it did not come whole."""
        unpacking = Unpacking(answer.headers.get("content-encoding") or "", self._limits.body)
        try:
            while part := answer.raw.read1(_PART, decode_content=False):
                unpacking.add(part)
            unpacking.finish()
        except TooLargeError:
            reason = f"the answer is larger than {self._limits.body:,} bytes"
            return unpacking.body, _CutError(reason, "length", again=False)
        except BrokenCompressionError as error:
            return unpacking.body, _CutError(str(error), "disconnect", again=True)
        except _FAULTY as error:
            fault = self._as_wire_error(error, urlsplit(answer.url).hostname or "")
            return unpacking.body, _CutError(
                str(fault), "time" if self._deadline.passed else "disconnect", again=fault.again
            )
        if self._deadline.passed:  # an answer without a length ends where its connection does
            return unpacking.body, _CutError(self._too_long, "time", again=True)
        return unpacking.body, None

    @property
    def _too_long(self) -> str:
        return f"the answer took longer than {self._limits.total:g} seconds"

    def _as_wire_error(self, error: Exception, host: str) -> WireError:
        if self._deadline.passed:
            return WireError(self._too_long, again=True)
        causes = _chain(error)
        for kinds, sentence, again in _FAULTS:
            if any(isinstance(cause, kinds) for cause in causes):
                return WireError(sentence.format(host=host, error=_short(error)), again=again)
        return WireError(f"the connection to {host} failed: {_short(error)}", again=True)


class _CutError(WireError):
    """Why a body did not come whole; ``truncated`` is the word WARC files have for it."""

    def __init__(self, reason: str, truncated: str, *, again: bool) -> None:
        super().__init__(reason, again=again)
        self.truncated = truncated


_FAULTY = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, UnicodeError)
_FAULTS: tuple[tuple[tuple[type[BaseException], ...], str, bool], ...] = (
    ((PrivateAddressError,), "{host} leads to an address that is not of the public internet", False),
    ((requests.exceptions.SSLError, urllib3.exceptions.SSLError), "no secure connection to {host}: {error}", False),
    ((socket.gaierror,), "the name {host} cannot be resolved", True),
    ((ConnectionRefusedError,), "{host} refuses connections", True),
    ((requests.Timeout, urllib3.exceptions.TimeoutError), "{host} did not answer in time", True),
    ((urllib3.exceptions.IncompleteRead,), "{host} ended its answer before all of it had come", True),
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

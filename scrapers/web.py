"""Asking a source's hosts for pages: politely, with retries, every exchange recorded.

``Web.get`` makes one hop: robots.txt asked first, one request after the other with the source's pause between them,
a few tries when the fault may pass, and an answer in words whatever happens. A redirect is an answer, not followed; the
caller decides. When a host says that we are not wanted (403 twice, 428, 429) it is not asked again.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from scrapers.identity import UrlError, absolute, host_of
from scrapers.robots import KEPT_HOURS, Rules, read_rules, robots_url
from scrapers.wire import Wire, WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scrapers.registry import Source
    from storage.settings import Settings
    from storage.warc import Exchange

TRIES = 3
MAX_WAIT = 120.0
MAX_HOPS = 5
_PASSING = frozenset({408, 425, 500, 502, 503, 504, 520, 521, 522, 524})
_UNWANTED = frozenset({428, 429})
_MOVED = frozenset({301, 302, 303, 307, 308})

Result = Literal["fetched", "unchanged", "moved", "gone", "forbidden", "blocked", "failed"]


@dataclass(frozen=True)
class Fetched:
    """What asking for one address came to; ``exchange`` is None when nothing was answered."""

    url: str
    result: Result
    detail: str
    exchange: Exchange | None = None
    target: str | None = None  # of a redirect

    @property
    def status(self) -> int | None:
        """The HTTP status, None when nothing was answered."""
        return self.exchange.status if self.exchange else None


def utcnow() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class _TryAgain(Exception):  # noqa: N818 -- a signal to the retrying, never seen outside
    def __init__(self, fetched: Fetched, retry_after: float | None = None) -> None:
        super().__init__(fetched.detail)
        self.fetched = fetched
        self.retry_after = retry_after


class Web:
    """The hosts of one source; ``record`` is handed every exchange, those of robots.txt and retries included."""

    def __init__(
        self,
        source: Source,
        settings: Settings,
        record: Callable[[Exchange], None],
        *,
        wire: Wire | None = None,
        now: Callable[[], datetime] = utcnow,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._source = source
        self._record = record
        self._now = now
        self._wire = wire or Wire(settings, now=now)
        self._sleep = sleep
        self._rules: dict[str, Rules] = {}
        self._answers: dict[str, Fetched] = {}
        self._last: dict[str, float] = {}
        self._refusals: set[str] = set()
        self._closed: dict[str, str] = {}

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    @property
    def robots(self) -> list[tuple[Rules, Fetched]]:
        """What every robots.txt that was asked for came to."""
        return [(rules, self._answers[at]) for at, rules in self._rules.items()]

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched:
        """One address, after robots.txt; ``conditions`` are headers of a conditional request."""
        try:
            host = host_of(url)
        except UrlError as error:
            return Fetched(url, "failed", str(error))
        if not self._source.owns_host(host):
            return Fetched(url, "forbidden", f"{host} is not a host of source {self._source.id}")
        if host in self._closed:
            return Fetched(url, "blocked", self._closed[host])
        rules = self._rules_of(url)
        if rules.rules is None:
            return Fetched(url, "forbidden", rules.reason)
        if not rules.allows(url):
            return Fetched(url, "forbidden", "robots.txt forbids it")
        return self._persistently(url, conditions or {}, pause=max(self._source.pace_seconds, rules.delay))

    def _rules_of(self, url: str) -> Rules:
        at = robots_url(url)
        known = self._rules.get(at)
        if known is None or self._now() - known.fetched > timedelta(hours=KEPT_HOURS):
            known = self._rules[at] = self._ask_rules(at)
        return known

    def _ask_rules(self, at: str) -> Rules:
        asked = at
        for _ in range(MAX_HOPS):
            fetched = self._persistently(asked, {}, pause=self._source.pace_seconds)
            if fetched.result != "moved" or fetched.target is None:
                break
            if not self._source.owns_host(host_of(fetched.target)):
                break
            asked = fetched.target
        self._answers[at] = replace(fetched, url=at)
        body = fetched.exchange.body if fetched.exchange else b""
        return read_rules(fetched.status, body, self._now(), fetched.detail)

    def _persistently(self, url: str, conditions: Mapping[str, str], *, pause: float) -> Fetched:
        retrying = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(TRIES),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, url, conditions, pause)
        except _TryAgain as last:
            return last.fetched

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        after = error.retry_after if isinstance(error, _TryAgain) else None
        if after is not None:
            return after
        spread = 0.5 + random.random()  # noqa: S311 -- jitter, not a secret
        return float(min(self._source.pace_seconds * 2**state.attempt_number * spread, MAX_WAIT))

    def _once(self, url: str, conditions: Mapping[str, str], pause: float) -> Fetched:
        host = host_of(url)
        wait = self._last.get(host, -MAX_WAIT) + pause - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        try:
            exchange = self._wire.get(url, conditions)
        except WireError as error:
            fetched = Fetched(url, "failed", str(error))
            if error.again:
                raise _TryAgain(fetched) from None
            return fetched
        finally:
            self._last[host] = time.monotonic()
        self._record(exchange)
        return self._judged(url, exchange)

    def _judged(self, url: str, exchange: Exchange) -> Fetched:
        status = exchange.status
        if status == 200:
            return Fetched(url, "fetched", "answered 200", exchange)
        if status == 304:
            return Fetched(url, "unchanged", "answered 304, not modified", exchange)
        if status in _MOVED:
            return self._moved(url, exchange)
        if status in {404, 410}:
            return Fetched(url, "gone", f"answered {status}", exchange)
        if status in _UNWANTED or status == 403:
            return self._unwanted(url, exchange)
        fetched = Fetched(url, "failed", f"answered {status} {exchange.reason}".strip(), exchange)
        after = _retry_after(exchange)
        if status in _PASSING and (after is None or after <= MAX_WAIT):
            raise _TryAgain(fetched, after)
        return fetched

    def _unwanted(self, url: str, exchange: Exchange) -> Fetched:
        """403 comes and goes at some firewalls, so it is tried once more; 428 and 429 are meant."""
        host = host_of(url)
        fetched = Fetched(url, "blocked", f"answered {exchange.status} {exchange.reason}".strip(), exchange)
        refused = f"{host} answered {exchange.status} before, so it is not asked again in this run"
        if exchange.status == 403 and host not in self._refusals:
            self._refusals.add(host)
            raise _TryAgain(fetched)
        self._closed[host] = refused
        return fetched

    @staticmethod
    def _moved(url: str, exchange: Exchange) -> Fetched:
        location = exchange.header("location")
        if not location:
            return Fetched(url, "failed", f"answered {exchange.status} without saying where to", exchange)
        target = absolute(url, location).partition("#")[0]
        if not target.startswith(("http://", "https://")) or not _is_address(target):
            return Fetched(url, "failed", f"answered {exchange.status} to something that is no web address", exchange)
        return Fetched(url, "moved", f"answered {exchange.status}, now at {target}", exchange, target)


def _is_address(url: str) -> bool:
    try:
        return bool(host_of(url))
    except UrlError:
        return False


def _retry_after(exchange: Exchange) -> float | None:
    """Seconds the server asks to wait, given as a number or as a date."""
    text = (exchange.header("retry-after") or "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - exchange.at).total_seconds())

"""Asking a source's hosts for pages: politely, with retries, every exchange recorded.

``Web.get`` makes one hop: robots.txt asked first, one request after the other with the source's pause between them,
a few tries when the fault may pass, and an answer in words whatever happens. A redirect is an answer, not followed; the
caller decides. When a host says that we are not wanted (403 twice in a row, 428, 429, a challenge) it rests, in this
run and in all others (``scrapers.hosts``).
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from scrapers.challenge import is_challenge
from scrapers.hosts import CHALLENGE_REST, Hosts
from scrapers.identity import UrlError, absolute, host_of
from scrapers.robots import MAX_ROBOTS, Rules, read_rules, robots_url
from scrapers.wire import Wire, WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scrapers.hosts import Turn
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
    """The hosts of one source; ``record`` is handed every exchange, those of robots.txt and retries included.

    ``warc`` is the file they will be kept in. A robots.txt is taken over from an earlier run only while the file that
    keeps it is there.
    """

    def __init__(
        self,
        source: Source,
        settings: Settings,
        record: Callable[[Exchange], None],
        *,
        warc: Path | None = None,
        wire: Wire | None = None,
        now: Callable[[], datetime] = utcnow,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._source = source
        self._record = record
        self._warc = warc
        self._now = now
        self._wire = wire or Wire(settings, now=now, invented=source.kind == "demo", legacy_tls=source.legacy_tls)
        self._sleep = sleep
        self._hosts = Hosts(settings.home / "hosts", now=now, sleep=sleep)
        self._rules: dict[str, Rules] = {}
        self._answers: dict[str, Fetched] = {}
        self._refused: set[str] = set()  # hosts whose last answer was 403
        self.requests = 0
        self.most_requests: int | None = None

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    @property
    def robots(self) -> list[tuple[Rules, Fetched]]:
        """What every robots.txt came to; of one that an earlier run asked for there is no exchange."""
        return [(rules, self._answers[at]) for at, rules in self._rules.items()]

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched:
        """One address, after robots.txt; ``conditions`` are headers of a conditional request."""
        try:
            host = host_of(url)
        except UrlError as error:
            return Fetched(url, "failed", str(error))
        if refused := self._refusal(url, host):
            return Fetched(url, "forbidden", refused)
        if resting := self._hosts.resting(host):
            return Fetched(url, "blocked", resting)
        rules = self._rules_of(url)
        if rules.rules is None:
            return Fetched(url, "forbidden", rules.reason)
        if not rules.allows(url):
            return Fetched(url, "forbidden", "robots.txt forbids it")
        return self._persistently(url, conditions or {}, pause=max(self._source.pace_seconds, rules.delay))

    def _refusal(self, url: str, host: str) -> str | None:
        """Why an address is none that this source may ask for; None when it is."""
        if not self._source.owns_host(host):
            return f"{host} is not a host of source {self._source.id}"
        parts = urlsplit(url)
        if parts.username is not None or parts.password is not None:
            return "its address holds a user name, which no address of a paper does"
        if parts.port not in {None, 80, 443} and self._source.kind != "demo":
            return f"port {parts.port} is none that web pages are served on"
        return None

    def _rules_of(self, url: str) -> Rules:
        at = robots_url(url)
        known = self._rules.get(at) or self._kept_rules(at)
        if known is None or self._now() - known.fetched > known.lasts:
            known = self._ask_rules(at)
        self._rules[at] = known
        return known

    def _kept_rules(self, at: str) -> Rules | None:
        """The rules an earlier run asked for, as long as they last."""
        kept = self._hosts.rules(host_of(at), at)
        if kept is None or not kept["warc"] or Path(kept["warc"]) == self._warc or not Path(kept["warc"]).exists():
            return None
        asked = datetime.fromisoformat(kept["at"])
        found = read_rules(kept["status"], kept["body"].encode(), asked, kept["detail"])
        if self._now() - asked > found.lasts:
            return None
        self._answers[at] = Fetched(at, "unchanged", f"asked for on {asked:%Y-%m-%d %H:%M} UTC and kept a day")
        return found

    def _ask_rules(self, at: str) -> Rules:
        asked = at
        for _ in range(MAX_HOPS):
            fetched = self._persistently(asked, {}, pause=self._source.pace_seconds, rules_at=at)
            if fetched.result != "moved" or fetched.target is None:
                break
            if self._refusal(fetched.target, host_of(fetched.target)):
                break
            asked = fetched.target
        self._answers[at] = replace(fetched, url=at)
        return read_rules(*_answered(fetched), self._now(), fetched.detail)

    def _persistently(
        self, url: str, conditions: Mapping[str, str], *, pause: float, rules_at: str | None = None
    ) -> Fetched:
        retrying = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(TRIES),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, url, conditions, pause, rules_at)
        except _TryAgain as last:
            return last.fetched

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        after = error.retry_after if isinstance(error, _TryAgain) else None
        if after is not None:
            return after
        spread = 0.5 + random.random()  # noqa: S311 -- jitter, not a secret
        return float(min(self._source.pace_seconds * 2**state.attempt_number * spread, MAX_WAIT))

    def _once(self, url: str, conditions: Mapping[str, str], pause: float, rules_at: str | None) -> Fetched:
        if self.most_requests is not None and self.requests >= self.most_requests:
            return Fetched(url, "failed", f"not asked for: {self.most_requests} requests were made already")
        with self._hosts.turn(host_of(url), pause) as turn:
            try:
                self.requests += 1
                exchange = self._wire.get(url, conditions)
            except WireError as error:
                fetched = Fetched(url, "failed", str(error))
                again: _TryAgain | None = _TryAgain(fetched) if error.again else None
                if error.exchange is not None:
                    self._record(error.exchange)
            else:
                self._record(exchange)
                fetched, again = self._judged(url, exchange, turn)
            if rules_at is not None and fetched.result != "moved":
                status, body = _answered(fetched)
                turn.keep_rules(
                    rules_at,
                    {
                        "at": self._now().isoformat(),
                        "status": status,
                        "body": body[:MAX_ROBOTS].decode("utf-8", errors="replace"),
                        "detail": fetched.detail,
                        "warc": str(self._warc or ""),
                    },
                )
            elif fetched.result in {"fetched", "unchanged"}:
                turn.welcome()
            if turn.is_awaited:
                self._wire.close()  # one connection to a host at a time, whoever opens it
        if again is not None:
            raise again
        return fetched

    def _judged(self, url: str, exchange: Exchange, turn: Turn) -> tuple[Fetched, _TryAgain | None]:
        """What an answer means, and whether to ask again; a host that does not want us is put to rest."""
        status, host = exchange.status, host_of(url)
        if status != 403:
            self._refused.discard(host)
        if status == 200 and is_challenge(exchange):
            turn.rest("answered with a challenge for browsers", self._now(), length=CHALLENGE_REST)
            return Fetched(url, "blocked", "answered 200 with a challenge for browsers, no page", exchange), None
        if (clear := _clear(url, exchange)) is not None:
            return clear, None
        words = f"answered {status} {exchange.reason}".strip()
        after = _retry_after(exchange)
        if status in _UNWANTED or status == 403:
            return self._unwanted(Fetched(url, "blocked", words, exchange), host, after, turn)
        fetched = Fetched(url, "failed", words, exchange)
        if after is not None and after > MAX_WAIT:
            turn.rest(f"answered {status} and asked to be left alone", self._now(), length=timedelta(seconds=after))
            return fetched, None
        if after is not None:
            turn.wait(after)
        return fetched, _TryAgain(fetched, after) if status in _PASSING else None

    def _unwanted(
        self, fetched: Fetched, host: str, after: float | None, turn: Turn
    ) -> tuple[Fetched, _TryAgain | None]:
        """403 comes and goes at some firewalls, so it is tried once more; 428 and 429 are meant."""
        if fetched.status == 403 and host not in self._refused:
            self._refused.add(host)
            return fetched, _TryAgain(fetched)
        turn.rest(f"answered {fetched.status}", self._now(), least=after or 0.0)
        return fetched, None


def _clear(url: str, exchange: Exchange) -> Fetched | None:
    """What an answer means that needs no second thought; None for faults and blocks."""
    status = exchange.status
    if status in _MOVED:
        return _moved(url, exchange)
    if status in {404, 410}:
        return Fetched(url, "gone", f"answered {status}", exchange)
    if status == 304:
        return Fetched(url, "unchanged", "answered 304, not modified", exchange)
    return Fetched(url, "fetched", "answered 200", exchange) if status == 200 else None


def _moved(url: str, exchange: Exchange) -> Fetched:
    location = exchange.header("location")
    if not location:
        return Fetched(url, "failed", f"answered {exchange.status} without saying where to", exchange)
    target = absolute(url, location).partition("#")[0]
    if not target.startswith(("http://", "https://")) or not _is_address(target):
        return Fetched(url, "failed", f"answered {exchange.status} to something that is no web address", exchange)
    return Fetched(url, "moved", f"answered {exchange.status}, now at {target}", exchange, target)


def _answered(fetched: Fetched) -> tuple[int | None, bytes]:
    return fetched.status, fetched.exchange.body if fetched.exchange else b""


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

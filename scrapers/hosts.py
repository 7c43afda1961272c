"""What all runs on this machine share about a host: whose turn it is, when it was asked last, its robots.txt, its rest.

    <home>/hosts/<host>.json      what is known; replaced whole
    <home>/hosts/<host>.lock      held while somebody asks the host, so there is one request at a time
    <home>/hosts/<host>.waiting   held while somebody waits for a turn: whoever asks now does not keep the connection

Mapped tasks, a backfill and a hand at the command line are processes of their own; all take turns here, so a host's
pace is kept across them. A host that does not want us rests, in all of them, until the time that is written down:

- 403 twice in a row, 428 or 429: twelve hours, twice as long for each further time in a row, a week at most;
- a challenge for browsers instead of a page: 24 hours;
- ``Retry-After`` of more than two minutes: as long as it asks for, a week at most.

The folder may be deleted at any time when nothing runs: hosts are asked for robots.txt again then and no rest is known.
"""

from __future__ import annotations

import fcntl
import json
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from scrapers.registry import canonical_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FIRST_REST = timedelta(hours=12)
CHALLENGE_REST = timedelta(hours=24)
LONGEST_REST = timedelta(days=7)


@dataclass
class Known:
    """What is known of a host; times are seconds since 1970 by the clock of this machine, or ISO texts in UTC."""

    asked_at: float = 0.0  # the end of the last request
    not_before: float = 0.0  # what a short Retry-After asked for
    rests_until: str | None = None
    rest_reason: str = ""
    rests_in_a_row: int = 0
    robots: dict[str, dict[str, Any]] = field(default_factory=dict)  # by address: at, status, body, detail, warc


class Hosts:
    """The hosts a run asks, seen by all runs of one home."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime], sleep: Callable[[float], None]) -> None:
        self._folder = folder
        self._now = now
        self._sleep = sleep

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[Turn]:
        """Wait until nobody else asks the host and ``pause`` seconds have gone by since somebody did."""
        self._folder.mkdir(parents=True, exist_ok=True)
        waiting = self._file(host, "waiting")
        with self._file(host, "lock").open("w") as lock:
            if not _taken(lock):
                with waiting.open("w") as queue:
                    fcntl.flock(queue, fcntl.LOCK_SH)
                    fcntl.flock(lock, fcntl.LOCK_EX)
            known = self._read(host)
            wait = _wait(known, pause, time.time())
            if wait > 0:
                self._sleep(wait)
            try:
                yield Turn(known, waiting)
            finally:
                known.asked_at = time.time()
                self._write(host, known)

    def resting(self, host: str) -> str | None:
        """Why a host is not to be asked now, in a sentence; None when it may be."""
        known = self._read(host)
        if known.rests_until is None or datetime.fromisoformat(known.rests_until) <= self._now():
            return None
        until = datetime.fromisoformat(known.rests_until)
        return f"{canonical_host(host)} {known.rest_reason}: it rests until {until:%Y-%m-%d %H:%M} UTC, not asked again"

    def rules(self, host: str, at: str) -> dict[str, Any] | None:
        """What a robots.txt came to when it was last asked for."""
        return self._read(host).robots.get(at)

    def _file(self, host: str, suffix: str) -> Path:
        return self._folder / f"{quote(canonical_host(host), safe='')}.{suffix}"

    def _read(self, host: str) -> Known:
        try:
            return Known(**json.loads(self._file(host, "json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Known()
        except (ValueError, TypeError, OSError):
            return Known()  # written by hand or by another version: nothing is known then

    def _write(self, host: str, known: Known) -> None:
        file = self._file(host, "json")
        temporary = file.with_suffix(".tmp")  # the lock is held, so nobody else writes it
        temporary.write_text(json.dumps(asdict(known), ensure_ascii=False), encoding="utf-8")
        temporary.replace(file)


class Turn:
    """One request's time with a host; what is noted in it is written down when it ends."""

    def __init__(self, known: Known, waiting: Path) -> None:
        self._known = known
        self._waiting = waiting

    @property
    def is_awaited(self) -> bool:
        """Whether another process waits for its turn."""
        if not self._waiting.exists():
            return False
        with self._waiting.open("w") as queue:
            return not _taken(queue)

    def wait(self, seconds: float) -> None:
        """Let nobody ask the host before these seconds have gone by."""
        self._known.not_before = time.time() + seconds

    def rest(self, reason: str, now: datetime, *, length: timedelta | None = None, least: float = 0.0) -> None:
        """Let the host rest for ``length``, else the longer the more often it happened in a row; ``least`` seconds."""
        self._known.rests_in_a_row += 1
        length = length or FIRST_REST * 2 ** min(self._known.rests_in_a_row - 1, 10)
        length = min(max(length, timedelta(seconds=min(least, 1e6))), LONGEST_REST)
        self._known.rests_until = (now + length).astimezone(UTC).isoformat()
        self._known.rest_reason = f"{reason} on {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def welcome(self) -> None:
        """The host gave a page, so whatever it had against us is over."""
        self._known.rests_until, self._known.rest_reason, self._known.rests_in_a_row = None, "", 0

    def keep_rules(self, at: str, found: dict[str, Any]) -> None:
        """Keep what a robots.txt came to."""
        self._known.robots[at] = found


def _taken(file: IO[str]) -> bool:
    """Take a lock if nobody has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(known: Known, pause: float, now: float) -> float:
    """Seconds to wait; a clock that was set back makes nobody wait longer than asked for."""
    after_last = min(pause, known.asked_at + pause - now)
    asked_for = known.not_before - now
    return max(after_last, asked_for if asked_for <= 600 else 0.0)

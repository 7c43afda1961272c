"""robots.txt: what a host allows, asked once a day by all runs together and obeyed.

Nothing there (404 and the like) allows everything; a fault of the server, a block or no answer means staying away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from scrapers.wire import AGENT

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(hours=24)
FAULT_KEPT = timedelta(hours=1)  # what may be over soon: a server's fault, a block
MAX_ROBOTS = 512_000
MAX_DELAY = 60.0
STAY_AWAY = frozenset({401, 403, 407, 408, 425, 428, 429, 451})


@dataclass(frozen=True)
class Rules:
    """What one host's robots.txt came to."""

    fetched: datetime
    rules: Protego | None  # None: nothing is allowed
    reason: str

    @property
    def lasts(self) -> timedelta:
        """How long it need not be asked for again."""
        return KEPT if self.rules is not None else FAULT_KEPT

    def allows(self, url: str) -> bool:
        """Whether danvan may ask for this address."""
        return self.rules is not None and bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds the host wants between two requests; at most a minute is waited."""
        wanted = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(float(wanted), MAX_DELAY) if wanted else 0.0


def robots_url(url: str) -> str:
    """Where the robots.txt for an address lies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_rules(status: int | None, body: bytes, at: datetime, fault: str = "") -> Rules:
    """The rules an answer means; ``status`` None is no answer, for the reason ``fault``."""
    if status is None:
        return Rules(at, None, f"robots.txt could not be fetched ({fault}), so its host is left alone")
    if status >= 500 or status in STAY_AWAY:
        return Rules(at, None, f"robots.txt answered {status}, so its host is left alone")
    if status >= 400:
        return Rules(at, Protego.parse(""), f"there is no robots.txt ({status}), so everything is allowed")
    if status >= 300:
        return Rules(at, None, f"robots.txt leads elsewhere ({status}) without an end, so its host is left alone")
    text = body[:MAX_ROBOTS].decode("utf-8", errors="replace")
    return Rules(at, Protego.parse(text), "robots.txt was read")

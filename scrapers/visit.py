"""One visit to a source's hosts: the lists it publishes first, then the articles they name, each address once.

Whatever an address came to is noted in the journal; only pages that answered are left to the parser. Lists are always
asked for anew, since an unchanged list may name a page that failed last time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.discover import sift
from scrapers.identity import slug_words
from scrapers.journal import Receipt
from scrapers.lists import Lists
from scrapers.period import VIETNAM, month_of
from scrapers.web import MAX_HOPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.discover import Candidate
    from scrapers.earlier import Earlier
    from scrapers.journal import Journal
    from scrapers.period import Period
    from scrapers.registry import Source
    from scrapers.web import Fetched, Web
    from storage.warc import Writer

REPORT_EVERY = 25


@dataclass(frozen=True)
class Errand:
    """What a visit is for: the source, what is known of it, what is wanted, and of which days (None: what is new)."""

    source: Source
    earlier: Earlier
    wanted: Callable[[str, str], bool] | None
    period: Period | None
    say: Callable[[str], None]


class Visit:
    """One visit to a source's hosts: lists first, then the articles they name."""

    def __init__(self, errand: Errand, web: Web, writer: Writer, journal: Journal) -> None:
        self.source = errand.source
        self.web = web
        self.pages: dict[str, Receipt] = {}  # addresses that answered with a page to be parsed
        self.discovered = 0
        self._writer = writer
        self._journal = journal
        self._earlier = errand.earlier
        self._wanted = errand.wanted
        self._period = errand.period
        self._say = errand.say
        self._asked: set[str] = set()
        self._lists = Lists(errand.source, self._follow, journal, errand.earlier, errand.period)

    @property
    def lists(self) -> set[str]:
        """Addresses of feeds, sitemaps, section pages and robots.txt."""
        return self._lists.asked

    @property
    def repeated(self) -> set[str]:
        """Digests of payloads that stand once in the WARC file for several addresses."""
        return self._writer.repeated

    def make(self) -> None:
        """Discover and fetch."""
        candidates = self._candidates(list(self._lists.read()))
        self.discovered = len(candidates)
        self._say(f"{self.source.id}: {len(candidates)} candidates")
        for number, candidate in enumerate(candidates, start=1):
            if self._most_pages is not None and len(self.pages) >= self._most_pages:
                reason = f"the bound of {self._most_pages} pages a run was reached"
                self._journal.note(candidate.url, "skipped", reason)
                continue
            self._fetch(candidate.url)
            if number % REPORT_EVERY == 0:
                self._say(f"{self.source.id}: {number} of {len(candidates)} asked for")
        for rules, fetched in self.web.robots:
            if rules.rules is None:
                receipt = Receipt.of(fetched.exchange) if fetched.exchange else None
                self._journal.note(fetched.url, "forbidden", rules.reason, receipt)
            elif fetched.result == "fetched":
                self._lists.note(fetched, rules.reason)
            else:
                self._journal.note_fetched(fetched, f": {rules.reason}")
            self.lists.add(fetched.url)

    def _candidates(self, listed: list[Candidate]) -> list[Candidate]:
        """What is worth fetching: never seen first, newest first, then what was asked for longest ago."""
        found: list[Candidate] = []
        for candidate, unfit in sift(listed, self.source):
            if unfit:
                self._journal.note(candidate.url, "skipped", unfit)
            elif reason := self._beside_the_point(candidate):
                self._journal.note(candidate.url, "skipped", reason)
            else:
                found.append(candidate)
        bounds = self.source.bounds
        if self._period is None and bounds.min_candidates is not None and len(listed) < bounds.min_candidates:
            reason = f"only {len(listed)} addresses were found, at least {bounds.min_candidates} are there usually"
            self._journal.note(f"source:{self.source.id}", "failed", reason)
        found.sort(key=self._last_asked)
        most = self._times(bounds.max_candidates)
        if most is not None:
            for candidate in found[most:]:
                self._journal.note(candidate.url, "skipped", f"the bound of {most} candidates a run was reached")
            found = found[:most]
        return found

    @property
    def _most_pages(self) -> int | None:
        return self._times(self.source.bounds.max_pages)

    def _times(self, bound: int | None) -> int | None:
        """The bound of a night, for as many nights as the period has."""
        return bound * self._period.n_days if bound is not None and self._period is not None else bound

    def _beside_the_point(self, candidate: Candidate) -> str | None:
        """Why a candidate is not worth asking for, by its date or its headline; None when it is."""
        if self._period is not None and (reason := _outside(candidate, self._period)):
            return reason
        if self._wanted is None:
            return None
        if candidate.title:
            known = self._wanted(candidate.title, candidate.lang or "und")
            return None if known else f"its headline is not on the subject: '{candidate.title}'"
        words = slug_words(candidate.url)
        if words is None or self._wanted(words, "vi"):
            return None
        return f"no headline is known, and its address is not on the subject: '{words}'"

    def _last_asked(self, candidate: Candidate) -> tuple[bool, float]:
        seen = self._earlier.pages.get(candidate.url)
        if seen is not None:
            return True, seen.at.timestamp()
        return False, -candidate.changed.timestamp() if candidate.changed else 0.0

    def _fetch(self, url: str) -> None:
        fetched = self._follow(url, article=True)
        if fetched is not None and fetched.exchange is not None:
            self.pages[fetched.url] = Receipt.of(fetched.exchange)

    def _follow(self, url: str, *, article: bool = False) -> Fetched | None:
        """Ask, and ask again where a redirect leads; None when that ends in no page, which is then noted."""
        hops: list[str] = []
        while len(hops) < MAX_HOPS:
            if url in self._asked:
                return None  # it has its outcome
            self._asked.add(url)
            hops.append(url)
            fetched = self.web.get(url, self._earlier.conditions(url) if article else None)
            if fetched.result == "fetched":
                return fetched
            if fetched.result != "moved" or fetched.target is None:
                self._journal.note_fetched(fetched)
                return None
            reason = self._why_not(fetched.target, hops, article=article)
            self._journal.note_fetched(fetched, f", {reason}" if reason else "")
            if reason:
                return None
            url = fetched.target
        self._journal.note(url, "failed", f"not asked for: {MAX_HOPS} redirects one after the other led to it")
        return None

    def _why_not(self, target: str, hops: list[str], *, article: bool) -> str | None:
        if target in hops:
            return "which leads in a circle"
        if article and not self.source.is_article(target):
            return "not followed, since that is no article's address on a host of this source"
        return None


def _outside(candidate: Candidate, period: Period) -> str | None:
    """Why a candidate is not of a period, as far as its list and its address tell; None when it is, or may be."""
    month = month_of(candidate.url)
    if month is not None and not period.meets(month):
        return f"it is of {month[0]:%Y-%m}, as its address says, and not between {period.since} and {period.until}"
    changed = candidate.changed
    if changed is not None and (period.is_over(changed) or (candidate.is_published and period.is_ahead(changed))):
        day = changed.astimezone(VIETNAM).date()
        return f"it is of {day}, as its list says, and not between {period.since} and {period.until}"
    return None

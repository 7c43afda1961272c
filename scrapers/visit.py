"""One visit to a source's hosts: the lists it publishes first, then the articles they name, each address once.

Whatever an address came to is noted in the journal; only pages that answered are left to the parser. Lists are always
asked for anew, since an unchanged list may name a page that failed last time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.discover import MAX_DEPTH, Candidate, SitemapIndex, Unfit, read_feed, read_section, read_sitemap, sift
from scrapers.encodings import Refused
from scrapers.journal import Receipt
from scrapers.web import MAX_HOPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapers.earlier import Earlier
    from scrapers.journal import Journal
    from scrapers.registry import Source
    from scrapers.web import Fetched, Web
    from storage.warc import Writer

REPORT_EVERY = 25


class Visit:
    """One visit to a source's hosts: lists first, then the articles they name."""

    def __init__(
        self,
        web: Web,
        source: Source,
        writer: Writer,
        journal: Journal,
        earlier: Earlier,
        wanted: Callable[[str, str], bool] | None,
        say: Callable[[str], None],
    ) -> None:
        self.source = source
        self.web = web
        self.pages: dict[str, Receipt] = {}  # addresses that answered with a page to be parsed
        self.lists: set[str] = set()  # addresses of feeds, sitemaps, section pages and robots.txt
        self.discovered = 0
        self._writer = writer
        self._journal = journal
        self._earlier = earlier
        self._wanted = wanted
        self._say = say
        self._asked: set[str] = set()

    @property
    def repeated(self) -> set[str]:
        """Digests of payloads that stand once in the WARC file for several addresses."""
        return self._writer.repeated

    def make(self) -> None:
        """Discover and fetch."""
        candidates = self._candidates(list(self._listed()))
        self.discovered = len(candidates)
        self._say(f"{self.source.id}: {len(candidates)} candidates")
        for number, candidate in enumerate(candidates, start=1):
            if self.source.bounds.max_pages is not None and len(self.pages) >= self.source.bounds.max_pages:
                reason = f"the bound of {self.source.bounds.max_pages} pages a run was reached"
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
                self._note_list(fetched, rules.reason)
            else:
                self._journal.note_fetched(fetched, f": {rules.reason}")
            self.lists.add(fetched.url)

    def _listed(self) -> Iterator[Candidate]:
        for url in self.source.feeds or ():
            yield from self._list(url, read_feed, "feed")
        for url in self.source.sitemaps or ():
            yield from self._sitemap(url, MAX_DEPTH)
        for url in self.source.sections or ():
            yield from self._list(url, lambda data, at: read_section(data, at, self.source), "section page")

    def _list(self, url: str, read: Callable[[bytes, str], list[Candidate]], what: str) -> list[Candidate]:
        fetched = self._follow(url)
        if fetched is None or fetched.exchange is None:
            return []
        try:
            found = read(fetched.exchange.body, fetched.url)
        except Unfit as unfit:
            self._reject_list(fetched, str(unfit))
            return []
        self._note_list(fetched, f"{what} that names {len(found)} addresses")
        return found

    def _sitemap(self, url: str, depth: int) -> Iterator[Candidate]:
        fetched = self._follow(url)
        if fetched is None or fetched.exchange is None:
            return
        try:
            found = read_sitemap(fetched.exchange.body, fetched.url)
        except Unfit as unfit:
            self._reject_list(fetched, str(unfit))
            return
        if isinstance(found, SitemapIndex) and depth == 0:
            self._reject_list(fetched, f"the sitemaps refer to each other more than {MAX_DEPTH} levels deep")
            return
        if not isinstance(found, SitemapIndex):
            self._note_list(fetched, f"sitemap that names {len(found)} addresses")
            yield from found
            return
        self._note_list(fetched, f"sitemap that names {len(found.children)} sitemaps")
        for child in found.children:
            if child not in self._asked:
                yield from self._sitemap(child, depth - 1)

    def _note_list(self, fetched: Fetched, detail: str) -> None:
        self.lists.add(fetched.url)
        if fetched.exchange is not None:
            same = self._earlier.is_same(fetched.url, fetched.exchange.digest)
            outcome = "unchanged" if same else "landed"
            self._journal.note(fetched.url, outcome, detail, Receipt.of(fetched.exchange))

    def _reject_list(self, fetched: Fetched, reason: str) -> None:
        if fetched.exchange is not None:
            self._journal.note(fetched.url, "rejected", reason, Receipt.of(fetched.exchange))
            self._journal.reject(fetched.url, Refused("bad-list", reason, fetched.exchange.body[:200]))

    def _candidates(self, listed: list[Candidate]) -> list[Candidate]:
        """What is worth fetching: never seen first, newest first, then what was asked for longest ago."""
        found: list[Candidate] = []
        for candidate, unfit in sift(listed, self.source):
            if unfit:
                self._journal.note(candidate.url, "skipped", unfit)
            elif self._wanted and candidate.title and not self._wanted(candidate.title, candidate.lang or "und"):
                self._journal.note(candidate.url, "skipped", f"its headline is not on the subject: '{candidate.title}'")
            else:
                found.append(candidate)
        bounds = self.source.bounds
        if bounds.min_candidates is not None and len(listed) < bounds.min_candidates:
            reason = f"only {len(listed)} addresses were found, at least {bounds.min_candidates} are there usually"
            self._journal.note(f"source:{self.source.id}", "failed", reason)
        found.sort(key=self._last_asked)
        if bounds.max_candidates is not None:
            for candidate in found[bounds.max_candidates :]:
                reason = f"the bound of {bounds.max_candidates} candidates a run was reached"
                self._journal.note(candidate.url, "skipped", reason)
            found = found[: bounds.max_candidates]
        return found

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

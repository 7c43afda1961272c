"""The lists a source publishes, read one after the other: feeds, sitemaps, section and tag pages, JSON lists.

A nightly visit reads what is new: of a sitemap index the files changed since the last visit, of sections a few pages
and no further than something new stands there. A backfill reads what belongs to its period: the dated sitemaps of its
days, the files of an index that name a day of it or changed since it began, and sections page by page. Every list gets
an outcome.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scrapers.discover import (
    MAX_DEPTH,
    Candidate,
    SitemapIndex,
    Unfit,
    next_address,
    read_feed,
    read_json_list,
    read_section,
    read_sitemap,
)
from scrapers.encodings import Refused
from scrapers.journal import Receipt
from scrapers.period import span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapers.discover import SitemapChild
    from scrapers.earlier import Earlier
    from scrapers.journal import Journal
    from scrapers.period import Period
    from scrapers.registry import Source
    from scrapers.web import Fetched

FIRST_FILES = 30  # of a sitemap index, on the first visit; what is older is a backfill's
OVERLAP_DAYS = 3  # a file that changed so long before the last visit is read again: a page of it may have failed
LEAST_FILES, MOST_FILES = 3, 64  # of an index a night; after a long pause the newest, the rest is a backfill's
NIGHTLY_PAGES = 3  # of one section, tag or JSON list
PERIOD_FILES = 400
PERIOD_PAGES = 60


class Lists:
    """Reads all lists of a source; ``asked`` are the addresses of those that answered."""

    def __init__(
        self,
        source: Source,
        follow: Callable[[str], Fetched | None],
        journal: Journal,
        earlier: Earlier,
        period: Period | None = None,
    ) -> None:
        self.asked: set[str] = set()
        self._source = source
        self._follow = follow
        self._journal = journal
        self._earlier = earlier
        self._period = period
        self._sitemaps: set[str] = set()
        self._pages = PERIOD_PAGES if period else NIGHTLY_PAGES

    def read(self) -> Iterator[Candidate]:
        """Everything the lists name."""
        source = self._source
        for url in source.feeds or ():
            yield from self._one(url, read_feed, "feed")
        templates = source.dated_sitemaps or ()
        dated = [] if self._period is None else [url for one in templates for url in self._period.addresses(one)]
        of_days = [candidate for url in dated for candidate in self._sitemap(url, MAX_DEPTH)]
        yield from of_days
        if of_days:
            return  # nothing else knows the days as well
        for url in source.sitemaps or ():
            yield from self._sitemap(url, MAX_DEPTH)
        for url in (*(source.sections or ()), *(source.tags or ())):
            yield from self._section(url)
        for spec in source.json_lists or ():
            yield from self._paged(
                (spec.address.replace("{page}", str(number)) for number in range(1, self._pages + 1)),
                lambda data, url, spec=spec: read_json_list(data, url, spec),  # type: ignore[misc]
                "JSON list",
            )

    def note(self, fetched: Fetched, detail: str) -> None:
        """A list that answered with what it should."""
        self.asked.add(fetched.url)
        if fetched.exchange is not None:
            same = self._earlier.is_same(fetched.url, fetched.exchange.digest)
            outcome = "unchanged" if same else "landed"
            self._journal.note(fetched.url, outcome, detail, Receipt.of(fetched.exchange))

    def _reject(self, fetched: Fetched, reason: str) -> None:
        if fetched.exchange is not None:
            self._journal.note(fetched.url, "rejected", reason, Receipt.of(fetched.exchange))
            self._journal.reject(fetched.url, Refused("bad-list", reason, fetched.exchange.body[:200]))

    def _one(self, url: str, read: Callable[[bytes, str], list[Candidate]], what: str) -> list[Candidate]:
        fetched = self._follow(url)
        if fetched is None or fetched.exchange is None:
            return []
        return self._read(fetched, fetched.exchange.body, read, what)

    def _read(
        self, fetched: Fetched, body: bytes, read: Callable[[bytes, str], list[Candidate]], what: str
    ) -> list[Candidate]:
        try:
            found = read(body, fetched.url)
        except Unfit as unfit:
            self._reject(fetched, str(unfit))
            return []
        self.note(fetched, f"{what} that names {len(found)} addresses")
        return found

    def _section(self, url: str) -> Iterator[Candidate]:
        """A section or tag page and those that follow it, as far as they name what was never seen."""
        following: str | None = url
        for number in range(1, self._pages + 1):
            fetched = self._follow(following) if following else None
            if fetched is None or fetched.exchange is None:
                return
            body = fetched.exchange.body
            found = self._read(fetched, body, lambda data, at: read_section(data, at, self._source), "section page")
            yield from found
            if not self._goes_on(found):
                return
            following = next_address(body, fetched.url, url, number + 1, self._source)

    def _paged(
        self, urls: Iterator[str], read: Callable[[bytes, str], list[Candidate]], what: str
    ) -> Iterator[Candidate]:
        for url in urls:
            found = self._one(url, read, what)
            yield from found
            if not self._goes_on(found):
                return

    def _goes_on(self, found: list[Candidate]) -> bool:
        """Whether the next page of a list is worth asking for: this one held something new, of or after the period."""
        if self._period is not None:
            dated = [one.changed for one in found if one.changed is not None]
            if dated and all(self._period.is_over(moment) for moment in dated):
                return False
            return bool(found)
        return any(one.url not in self._earlier.pages for one in found)

    def _sitemap(self, url: str, depth: int) -> Iterator[Candidate]:
        self._sitemaps.add(url)
        fetched = self._follow(url)
        if fetched is None or fetched.exchange is None:
            return
        try:
            found = read_sitemap(fetched.exchange.body, fetched.url)
        except Unfit as unfit:
            self._reject(fetched, str(unfit))
            return
        if isinstance(found, SitemapIndex) and depth == 0:
            self._reject(fetched, f"the sitemaps refer to each other more than {MAX_DEPTH} levels deep")
            return
        if not isinstance(found, SitemapIndex):
            self.note(fetched, f"sitemap that names {len(found)} addresses")
            yield from found
            return
        chosen = self._chosen(found.children)
        self.note(fetched, f"sitemap that names {len(found.children)} sitemaps, {len(chosen)} of them are asked for")
        for child in chosen:
            if child not in self._sitemaps:
                yield from self._sitemap(child, depth - 1)

    def _chosen(self, children: tuple[SitemapChild, ...]) -> list[str]:
        """The files of an index that a visit reads, the most recently changed first."""
        if self._period is not None:
            return [one.url for one in children if _belongs(one, self._period)][:PERIOD_FILES]
        read = [self._earlier.pages[one.url].at for one in children if one.url in self._earlier.pages]
        if not read:
            return [one.url for one in children[:FIRST_FILES]]
        since = max(read) - timedelta(days=OVERLAP_DAYS)
        due = [one for one in children if one.changed is not None and one.changed >= since]
        return [one.url for one in (due if len(due) >= LEAST_FILES else children[:LEAST_FILES])[:MOST_FILES]]


def _belongs(child: SitemapChild, period: Period) -> bool:
    span = span_of(child.url)
    if span is not None:
        return period.meets(span)
    return child.changed is None or not period.is_over(child.changed)

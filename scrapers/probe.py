"""One look at a live source, with ten requests at most: robots.txt, its lists, three articles read field by field.

Everything is asked as in a scrape, robots.txt, pace and rest included; only ``scrapers.hosts`` keeps what it heard.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from scrapers.discover import (
    Candidate,
    SitemapIndex,
    Unfit,
    read_feed,
    read_json_list,
    read_section,
    read_sitemap,
    sift,
)
from scrapers.families import parse_page
from scrapers.period import VIETNAM, Period
from scrapers.web import Web, utcnow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from scrapers.encodings import Refused
    from scrapers.registry import Source
    from scrapers.web import Fetched
    from storage.records import Article
    from storage.settings import Settings

MOST_REQUESTS = 10
MOST_LISTS = 5
MOST_ARTICLES = 3


@dataclass(frozen=True)
class Seen:
    """One address and what it came to, in words."""

    what: str
    url: str
    result: str
    detail: str


@dataclass
class Probe:
    """What one look at a source came to."""

    seen: list[Seen] = field(default_factory=list)
    articles: list[tuple[str, Article | Refused]] = field(default_factory=list)
    requests: int = 0


def probe(source: Source, settings: Settings, now: Callable[[], datetime] = utcnow) -> Probe:
    """Look at a source, also at one that is switched off: a person asked for it."""
    found = Probe()
    web = Web(source, settings, lambda _: None, now=now)
    web.most_requests = MOST_REQUESTS
    try:
        candidates = [one for what, url in _lists(source, now()) for one in _list(web, source, what, url, found)]
        fit = [one for one, unfit in sift(candidates, source) if unfit is None]
        for candidate in fit[:MOST_ARTICLES]:
            _article(web, source, candidate.url, found)
    finally:
        web.close()
    robots = [Seen("robots.txt", fetched.url, fetched.result, rules.reason) for rules, fetched in web.robots]
    found.seen[:0] = robots
    found.requests = web.requests
    return found


def _lists(source: Source, now: datetime) -> list[tuple[str, str]]:
    """The first list of each kind, then those that nobody has verified."""
    today = now.astimezone(VIETNAM).date()
    yesterday = Period(today - timedelta(days=1), today)
    kinds: dict[str, tuple[str, ...]] = {
        "feed": source.feeds or (),
        "sitemap": source.sitemaps or (),
        "dated sitemap": tuple(next(yesterday.addresses(one)) for one in source.dated_sitemaps or ()),
        "JSON list": tuple(one.address.replace("{page}", "1") for one in source.json_lists or ()),
        "section": source.sections or (),
        "tag": source.tags or (),
        "to check": tuple(next(yesterday.addresses(one)) for one in source.to_check),
    }
    first = [(what, urls[0]) for what, urls in kinds.items() if urls]
    return first[:MOST_LISTS]


def _list(web: Web, source: Source, what: str, url: str, found: Probe) -> list[Candidate]:
    fetched = _asked(web, url)
    if fetched.result != "fetched" or fetched.exchange is None:
        found.seen.append(Seen(what, url, fetched.result, fetched.detail))
        return []
    try:
        candidates = list(_read(source, what, fetched.exchange.body, fetched.url))
    except Unfit as unfit:
        found.seen.append(Seen(what, url, "rejected", str(unfit)))
        return []
    fitting = sum(source.is_article(one.url) for one in candidates)
    detail = f"names {len(candidates)} addresses, {fitting} of them are articles'"
    found.seen.append(Seen(what, url, fetched.result, detail))
    return candidates


def _read(source: Source, what: str, body: bytes, url: str) -> Iterator[Candidate]:
    if what == "feed" or (what == "to check" and "rss" in url):
        yield from read_feed(body, url)
    elif what == "JSON list" and source.json_lists:
        yield from read_json_list(body, url, source.json_lists[0])
    elif what in {"section", "tag"}:
        yield from read_section(body, url, source)
    else:
        listed = read_sitemap(body, url)
        files = listed.children if isinstance(listed, SitemapIndex) else ()
        if files:
            raise Unfit(f"it is an index of {len(files)} sitemaps, the newest of them {files[0].url}")
        yield from listed if isinstance(listed, list) else ()


def _article(web: Web, source: Source, url: str, found: Probe) -> None:
    fetched = _asked(web, url)
    found.seen.append(Seen("article", url, fetched.result, fetched.detail))
    if fetched.result == "fetched" and fetched.exchange is not None:
        media_type = fetched.exchange.header("content-type")
        read = parse_page(fetched.exchange.body, url=fetched.url, source=source, content_type=media_type)
        found.articles.append((fetched.url, read))


def _asked(web: Web, url: str) -> Fetched:
    """An address, or where it moved to."""
    fetched = web.get(url)
    return web.get(fetched.target) if fetched.target is not None else fetched

"""Scrape one source: discover → fetch → keep → parse → articles, and a word about every address on the way.

    scrape(source_id, *, run, settings, wanted=None, period=None, progress=None, now=…) -> ScrapeReport
    parse_raw(source_id, *, run, settings, progress=None, now=…) -> ScrapeReport

Files are written in this order, each whole or not at all: the WARC file of the run, articles, rejected, outcomes. What
has no outcome has not happened: a run that dies is simply made again. Articles are parsed from the WARC file, never
from what is still in memory, so that parsing again later gives the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers.earlier import Earlier, read_earlier
from scrapers.families import Refused, parse_page
from scrapers.journal import Journal, Receipt
from scrapers.registry import Source, SourceError, load_sources, read_source
from scrapers.several import in_one_thread
from scrapers.visit import Errand, Visit
from scrapers.web import Web, utcnow
from storage.lake import Lake
from storage.warc import writing
from storage.warc_reading import WarcError, read_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from scrapers.period import Period
    from storage.records import Article
    from storage.settings import Settings
    from storage.warc_reading import Page


@dataclass(frozen=True)
class ScrapeReport:
    """What a run came to, in numbers of addresses; ``landed`` are new or changed articles."""

    source_id: str
    discovered: int
    fetched: int
    unchanged: int
    landed: int
    rejected: int
    failed: int

    @property
    def passed(self) -> bool:
        """Whether anything of the source could be read; a run in which nothing could is one that failed."""
        return not self.failed or bool(self.fetched or self.unchanged) or self.failed < self.discovered

    @property
    def summary(self) -> str:
        """What came of a source that failed, in a sentence."""
        return f"{self.source_id} could not be read: {self.failed} of its addresses failed, none was fetched"


def scrape(
    source_id: str,
    *,
    run: str,
    settings: Settings,
    wanted: Callable[[str, str], bool] | None = None,
    period: Period | None = None,
    progress: Callable[[str], None] | None = None,
    now: Callable[[], datetime] = utcnow,
) -> ScrapeReport:
    """Scrape a source of the registry: what is new, or what it published in a period.

    ``wanted(title, lang)`` says whether a headline is worth fetching; where none is known it gets the slug's words.

    Raises SourceError for an unknown source or a registry that cannot be read; faults of the site are outcomes.
    """
    source = _source(source_id, settings)
    lake = Lake(settings.lake)
    day = now().astimezone(UTC).date()
    raw = lake.raw_path(source.id, day, run)
    earlier = read_earlier(lake, source.id, without_run=run)
    journal = Journal(source.id, "scrape", now, raw.relative_to(lake.root).as_posix())
    say = progress or (lambda _: None)
    if source.off:
        journal.note(f"source:{source.id}", "forbidden", f"the source is switched off: {source.off}")
        lake.write_outcomes(day, run, journal.outcomes)
        return ScrapeReport(source.id, discovered=0, fetched=0, unchanged=0, landed=0, rejected=0, failed=0)
    with writing(raw, earlier.kept) as writer:
        web = Web(source, settings, writer.add, warc=raw, now=now)
        visit = Visit(Errand(source, earlier, wanted, period, say), web, writer, journal)
        try:
            visit.make()
        finally:
            web.close()

    def land() -> int:
        articles = _parsed(raw, source, visit.pages, visit.repeated, earlier, journal)
        if articles:
            lake.write_articles(lake.articles_path(source.id, day, run), articles)
        if journal.rejections:
            lake.write_rejected(day, run, journal.rejections)
        lake.write_outcomes(day, run, journal.outcomes)
        return len(articles)

    landed = in_one_thread(land)
    say(f"{source.id}: {landed} new or changed articles")
    return ScrapeReport(
        source.id,
        discovered=visit.discovered,
        fetched=len(visit.pages),
        unchanged=journal.count("unchanged", without=visit.lists),
        landed=landed,
        rejected=journal.count("rejected"),
        failed=journal.count("failed", "blocked"),
    )


def parse_raw(
    source_id: str,
    *,
    run: str,
    settings: Settings,
    progress: Callable[[str], None] | None = None,
    now: Callable[[], datetime] = utcnow,
) -> ScrapeReport:
    """Parse all pages of a source again, from its WARC files alone, oldest first; replaces its articles files.

    Each file's articles go where the run that fetched them put its own, so doing it twice changes nothing. Raises
    SourceError.
    """
    source = _source(source_id, settings)
    lake = Lake(settings.lake)
    say = progress or (lambda _: None)
    earlier = Earlier()
    journals: list[Journal] = []
    landed = 0
    for raw in sorted((lake.root / "raw" / f"source={source.id}").glob("date=*/*.warc.gz"), key=_begun):
        journal = Journal(source.id, "parse", now, raw.relative_to(lake.root).as_posix())
        articles = _parsed(raw, source, None, None, earlier, journal)
        place = lake.root / "articles" / raw.parent.relative_to(lake.root / "raw")
        target = place / f"{raw.name.removesuffix('.warc.gz')}.parquet"
        if articles:
            lake.write_articles(target, articles)
        else:
            target.unlink(missing_ok=True)
        landed += len(articles)
        journals.append(journal)
        say(f"{source.id}: {len(articles)} articles from {raw.name}")
    day = now().astimezone(UTC).date()
    rejections = [row for journal in journals for row in journal.rejections]
    outcomes = [row for journal in journals for row in journal.outcomes]
    if rejections:
        lake.write_rejected(day, run, rejections)
    lake.write_outcomes(day, run, outcomes)
    kinds = [row.outcome for row in outcomes]
    return ScrapeReport(
        source.id,
        discovered=0,
        fetched=0,
        unchanged=kinds.count("unchanged"),
        landed=landed,
        rejected=kinds.count("rejected") + kinds.count("blocked"),
        failed=kinds.count("failed"),
    )


def _parsed(
    raw: Path,
    source: Source,
    pages: Mapping[str, Receipt] | None,
    repeated: Collection[str] | None,
    earlier: Earlier,
    journal: Journal,
) -> list[Article]:
    """The new or changed articles of a WARC file, with a word in the journal about each of its pages.

    ``pages`` are the addresses to parse, None for all that look like articles; ``repeated`` the payloads that several
    records share, None to find out.
    """
    articles: dict[str, Article] = {}
    if repeated is None:
        repeated = _shared(raw)
    bodies: dict[str, bytes] = {}
    try:
        for page in read_pages(raw):
            if page.digest and page.digest in repeated and page.body is not None:
                bodies[page.digest] = page.body
            asked = source.is_article(page.url) if pages is None else page.url in pages
            if not asked or page.status != 200 or page.truncated:
                continue
            receipt = pages[page.url] if pages is not None else _receipt(page)
            body = page.body if page.body is not None else bodies.get(page.digest or "")
            article = _article(page, body, source, receipt, earlier, journal)
            if article is not None and article.article_id not in articles:
                articles[article.article_id] = article
    except WarcError as error:
        journal.note(raw.name, "rejected", str(error))
        journal.reject(raw.name, Refused("warc-cut-short", str(error)))
    return list(articles.values())


def _article(
    page: Page, body: bytes | None, source: Source, receipt: Receipt, earlier: Earlier, journal: Journal
) -> Article | None:
    """The article of one page when it is new or changed, else None; what it came to is noted."""
    if page.problem:
        journal.note(page.url, "rejected", page.problem, receipt)
        journal.reject(page.url, Refused("broken-record", page.problem))
        return None
    if body is None or (page.digest and earlier.is_same(page.url, page.digest)):
        seen = earlier.pages.get(page.url)
        was = f", which was {seen.outcome}" if seen and seen.outcome == "rejected" else ""
        detail = f"the same bytes as last time{was}"
        journal.note(page.url, "unchanged", detail, receipt, seen.article_id if seen else None)
        return None
    read = parse_page(body, url=page.url, source=source, content_type=page.header("content-type"))
    if isinstance(read, Refused):
        outcome = "blocked" if read.rule == "challenge-page" else "rejected"
        journal.note(page.url, outcome, read.reason, receipt)
        journal.reject(page.url, read)
        return None
    if earlier.contents.get(read.article_id) == read.content_hash:
        journal.note(page.url, "unchanged", "the page changed, the article did not", receipt, read.article_id)
        return None
    known = read.article_id in earlier.contents
    how = f"read by {read.parser} {read.parser_version}" + (f", {', '.join(read.flags)}" if read.flags else "")
    journal.note(page.url, "landed", f"a {'changed' if known else 'new'} article, {how}", receipt, read.article_id)
    earlier.contents[read.article_id] = read.content_hash
    return read


def _shared(raw: Path) -> set[str]:
    """Digests that a later record of the file only refers to."""
    found: set[str] = set()
    try:
        found.update(page.digest for page in read_pages(raw) if page.body is None and page.digest)
    except WarcError:
        return found  # said by the pass that parses
    return found


def _begun(raw: Path) -> tuple[str, str]:
    """When the first page of a file was fetched, then its name."""
    try:
        first = next(read_pages(raw), None)
    except WarcError:
        first = None
    return (first.at.isoformat() if first and first.at else raw.parent.name), raw.name


def _receipt(page: Page) -> Receipt:
    return Receipt(
        at=page.at or datetime.fromtimestamp(0, UTC),
        status=page.status,
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        digest=page.digest,
        n_bytes=len(page.body or b""),
        elapsed_ms=None,
    )


def _source(source_id: str, settings: Settings) -> Source:
    if (file := settings.sources / f"{source_id}.yml").is_file():
        return read_source(file)
    sources = load_sources(settings.sources)
    if source_id not in sources:
        raise SourceError(f"there is no source '{source_id}'; known are {', '.join(sources)}")
    return sources[source_id]

"""From pages as fetched to articles: one WARC file at a time, the network never asked.

    articles_of(raw, source, pages, repeated, earlier, journal) -> list[Article]
    parse_raw(source_id, *, run, settings, period=None, progress=None, now=…) -> ParseReport

A page is read by the layouts that its source had on the page's day, so any day can be read again: the same parsers give
the same files, better ones give better articles in the same places.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from scrapers.earlier import Earlier, contents_of
from scrapers.families import Refused, parse_page
from scrapers.journal import Journal, Receipt
from scrapers.registry import source_by_id
from scrapers.web import utcnow
from storage.lake import Lake
from storage.warc_reading import WarcError, read_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from scrapers.period import Period
    from scrapers.registry import Source
    from storage.records import Article
    from storage.settings import Settings
    from storage.warc_reading import Page


@dataclass(frozen=True)
class ParseReport:
    """What reading a source's pages again came to; ``changed_files`` are articles files that are other than before."""

    source_id: str
    warc_files: int
    landed: int
    unchanged: int
    rejected: int
    changed_files: int


def parse_raw(
    source_id: str,
    *,
    run: str,
    settings: Settings,
    period: Period | None = None,
    progress: Callable[[str], None] | None = None,
    now: Callable[[], datetime] = utcnow,
) -> ParseReport:
    """Parse a source's pages again, from its WARC files alone, oldest first; those fetched in ``period``, or all.

    Each file's articles go where the run that fetched them put its own, so doing it twice changes nothing. A file whose
    articles are now others loses its readings, so that ``extract`` reads it anew. Raises SourceError.
    """
    source = source_by_id(source_id, settings.sources)
    lake = Lake(settings.lake)
    say = progress or (lambda _: None)
    earlier = Earlier()
    journals: list[Journal] = []
    landed = changed = 0
    for raw in sorted((lake.root / "raw" / f"source={source.id}").glob("date=*/*.warc.gz"), key=_begun):
        day = date.fromisoformat(raw.parent.name.removeprefix("date="))
        target = lake.articles_path(source.id, day, raw.name.removesuffix(".warc.gz"))
        if period is not None and not period.meets((day, day)):
            earlier.contents |= contents_of(target)
            continue
        journal = Journal(source.id, "parse", now, raw.relative_to(lake.root).as_posix())
        articles = articles_of(raw, source, None, None, earlier, journal)
        changed += lake.replace_articles(target, articles)
        landed += len(articles)
        journals.append(journal)
        say(f"{source.id}: {len(articles)} articles from {raw.name}")
    lake.write_rejected(now().astimezone(UTC).date(), run, [row for journal in journals for row in journal.rejections])
    lake.write_outcomes(now().astimezone(UTC).date(), run, [row for journal in journals for row in journal.outcomes])
    return ParseReport(
        source.id,
        warc_files=len(journals),
        landed=landed,
        unchanged=sum(journal.count("unchanged") for journal in journals),
        rejected=sum(journal.count("rejected", "blocked") for journal in journals),
        changed_files=changed,
    )


def articles_of(
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

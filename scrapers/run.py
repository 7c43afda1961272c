"""Scrape one source: discover → fetch → keep → parse → articles, and a word about every address on the way.

    scrape(source_id, *, run, settings, wanted=None, period=None, progress=None, now=…) -> ScrapeReport

Files are written in this order, each whole or not at all: the WARC file of the run, articles, rejected, outcomes. What
has no outcome has not happened: a run that dies is simply made again. Articles are parsed from the WARC file, never
from what is still in memory, so that parsing again later gives the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers.earlier import read_earlier
from scrapers.journal import Journal
from scrapers.parsing import articles_of
from scrapers.registry import source_by_id
from scrapers.several import in_one_thread
from scrapers.visit import Errand, Visit
from scrapers.web import Web, utcnow
from storage.lake import Lake
from storage.warc import writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.period import Period
    from storage.settings import Settings


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
    source = source_by_id(source_id, settings.sources)
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
        articles = articles_of(raw, source, visit.pages, visit.repeated, earlier, journal)
        lake.replace_articles(lake.articles_path(source.id, day, run), articles)
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

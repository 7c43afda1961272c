"""Reading kept pages again: which days, what becomes of claims, and that nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from ground import BODY, Ground, feed, page
from small_site import Reply, SmallSite

import scrapers.parsing
from extraction.reader import VERSION
from extraction.run import extract_lake
from scrapers.families import parse_page
from scrapers.parsing import parse_raw
from scrapers.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with SmallSite() as site:
        site.replies["/rss"] = Reply(feed("/mot-000001.html", "/hai-000002.html"))
        site.replies["/mot-000001.html"] = Reply(page("Một xã làm đường mới"))
        site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới"))
        yield Ground(site, tmp_path)


def again(ground: Ground, run: str, period: Period | None = None) -> Any:
    return parse_raw("bao-thu", run=run, settings=ground.settings, period=period, now=lambda: ground.at)


def better(*args: Any, **kwargs: Any) -> Any:
    """A parser that finds one word more than today's."""
    read = parse_page(*args, **kwargs)
    return replace(read, title=f"{read.title}!", content_hash=f"{read.content_hash}x")


def readings(ground: Ground) -> list[Path]:
    return sorted(ground.lake.root.glob("claims/readings/extractor=[0-9]*/source=bao-thu/date=*/*.parquet"))


def test_the_same_parsers_leave_every_file_as_it_was(ground: Ground) -> None:
    ground.scrape("r1")
    extract_lake(settings=ground.settings, run="e1", now=lambda: ground.at)
    stamps = {path: path.stat().st_mtime_ns for path in [*ground.lake.article_files(), *readings(ground)]}
    assert len(stamps) == 2
    report = again(ground, "p1")
    assert (report.warc_files, report.landed, report.changed_files) == (1, 2, 0)
    assert {path: path.stat().st_mtime_ns for path in [*ground.lake.article_files(), *readings(ground)]} == stamps


def test_better_parsers_replace_the_articles_and_void_their_claims(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.scrape("r1")
    extract_lake(settings=ground.settings, run="e1", now=lambda: ground.at)
    monkeypatch.setattr(scrapers.parsing, "parse_page", better)
    assert again(ground, "p1").changed_files == 1
    assert all(article.title.endswith("!") for article in ground.articles()["r1"] if article.title)
    assert readings(ground) == []
    assert list(ground.lake.root.glob(f"claims/*/extractor={VERSION}/source=bao-thu/date=*/r1.parquet")) == []
    assert extract_lake(settings=ground.settings, run="e2", now=lambda: ground.at).articles == 2
    assert again(ground, "p2").changed_files == 0


def test_only_the_days_asked_for_are_read(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    ground.scrape("r1")
    ground.at += timedelta(days=2)
    ground.site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới", BODY + " Có 12 hộ hiến đất."))
    ground.scrape("r2")
    first = ground.articles()["r1"]
    monkeypatch.setattr(scrapers.parsing, "parse_page", better)
    report = again(ground, "p1", Period(date(2024, 9, 26), date(2024, 9, 27)))
    assert (report.warc_files, report.landed, report.changed_files) == (1, 1, 1)
    assert ground.articles()["r1"] == first
    assert [article.title for article in ground.articles()["r2"]] == ["Hai thôn cùng làm đường mới!"]


def test_pages_that_are_no_articles_any_more_take_their_file_along(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.scrape("r1")
    extract_lake(settings=ground.settings, run="e1", now=lambda: ground.at)
    refused = scrapers.parsing.Refused("no-article", "the page has no text")
    monkeypatch.setattr(scrapers.parsing, "parse_page", lambda *_, **__: refused)
    report = again(ground, "p1")
    assert (report.landed, report.rejected, report.changed_files) == (0, 2, 1)
    assert ground.lake.article_files() == []
    assert readings(ground) == []


def test_an_articles_file_that_was_damaged_is_made_anew(ground: Ground) -> None:
    ground.scrape("r1")
    before = ground.articles()
    (path,) = ground.lake.article_files()
    path.write_bytes(path.read_bytes()[:-20])
    assert again(ground, "p1").changed_files == 1
    assert ground.articles() == before


def test_a_task_repeated_with_other_articles_has_them_read(ground: Ground) -> None:
    ground.scrape("r1")
    extract_lake(settings=ground.settings, run="e1", now=lambda: ground.at)
    ground.site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới", BODY + " Có 12 hộ hiến đất."))
    ground.scrape("r1")
    assert extract_lake(settings=ground.settings, run="e1", now=lambda: ground.at).articles == 2

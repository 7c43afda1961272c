"""A scrape from the first list to the last row: what lands, what is said, and what a second run does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from ground import BODY, LEAD, START, Ground, feed, page
from small_site import HOME, Asked, Reply, SmallSite

import scrapers.parsing
from scrapers.parsing import parse_raw
from scrapers.registry import SourceError
from scrapers.run import ScrapeReport, scrape
from storage.lake import Lake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with SmallSite() as site:
        site.replies["/rss"] = Reply(feed("/mot-000001.html", "/hai-000002.html"))
        site.replies["/mot-000001.html"] = Reply(page("Một xã tổng kết phong trào"), headers={"ETag": '"a"'})
        site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới"))
        yield Ground(site, tmp_path)


def test_new_articles_land_with_raw_pages_and_outcomes(ground: Ground) -> None:
    said: list[str] = []
    report = ground.scrape("r1", progress=said.append)
    assert report == ScrapeReport("bao-thu", discovered=2, fetched=2, unchanged=0, landed=2, rejected=0, failed=0)
    (articles,) = ground.articles().values()
    first = next(article for article in articles if article.url == f"{HOME}/mot-000001.html")
    assert first.title == "Một xã tổng kết phong trào"
    assert (first.published, first.published_at) == ("2024-09-23", datetime(2024, 9, 23, 3, 30, tzinfo=UTC))
    assert (first.source_id, first.province, first.parser, first.lang) == ("bao-thu", "Thái Bình", "mediatech", "vi")
    assert first.text.startswith(f"{first.title}\n\n{LEAD}\n\n{BODY}")
    assert ground.outcomes("r1")["/mot-000001.html"][0] == "landed"
    assert ground.outcomes("r1")["/rss"] == ("landed", "feed that names 2 addresses")
    assert ground.outcomes("r1")["/robots.txt"] == (
        "gone",
        "answered 404: there is no robots.txt (404), so everything is allowed",
    )
    assert any("2 candidates" in sentence for sentence in said)
    assert "raw/source=bao-thu/date=2024-09-24/r1.warc.gz" in ground.files()


def test_a_second_run_on_unchanged_pages_lands_nothing(ground: Ground) -> None:
    def judge(request: Asked) -> Reply:
        same = request.headers.get("if-none-match") == '"a"'
        return Reply("", 304) if same else Reply(page("Một xã tổng kết phong trào"), headers={"ETag": '"a"'})

    ground.site.replies["/mot-000001.html"] = judge
    ground.scrape("r1")
    report = ground.scrape("r2")
    assert (report.landed, report.rejected, report.failed) == (0, 0, 0)
    assert list(ground.articles()) == ["r1"]
    outcomes = ground.outcomes("r2")
    assert outcomes["/mot-000001.html"] == ("unchanged", "answered 304, not modified")
    assert outcomes["/hai-000002.html"] == ("unchanged", "the same bytes as last time")
    assert outcomes["/rss"][0] == "unchanged"
    third = ground.scrape("r3")
    assert third.landed == 0
    assert ground.outcomes("r3")["/mot-000001.html"][1] == "answered 304, not modified"


def test_a_view_counter_is_no_change_and_a_corrected_number_is(ground: Ground) -> None:
    ground.scrape("r1")
    ground.site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới", views=8))
    assert ground.scrape("r2").landed == 0
    assert ground.outcomes("r2")["/hai-000002.html"] == ("unchanged", "the page changed, the article did not")
    ground.site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới", BODY + " Có 12 hộ hiến đất."))
    assert ground.scrape("r3").landed == 1
    assert ground.outcomes("r3")["/hai-000002.html"][1].startswith("a changed article")
    versions = [a for articles in ground.articles().values() for a in articles if a.url == f"{HOME}/hai-000002.html"]
    assert len({a.article_id for a in versions}) == 1
    assert len({a.content_hash for a in versions}) == 2
    ground.site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới"))
    assert ground.scrape("r4").landed == 1, "going back to an earlier wording is a change, too"


def test_every_address_has_a_word(ground: Ground) -> None:
    replies = ground.site.replies
    replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /cam-000005.html\n")
    replies["/cu-000003.html"] = Reply("", 301, {"Location": "/moi-000003.html"})
    replies["/moi-000003.html"] = Reply(page("Bài đã dời sang chỗ mới"))
    replies["/cam-000005.html"] = Reply(page("Bài bị cấm"))
    replies["/loi-000006.html"] = Reply("<html><body><h1>500 - Lỗi máy chủ</h1></body></html>")
    replies["/hong-000007.html"] = Reply(page("Bài bị cắt")[:500])
    replies["/nha-000008.html"] = Reply("", 302, {"Location": "/"})
    replies["/xa-000009.html"] = Reply("", 302, {"Location": "https://elsewhere.example/xa-000009.html"})
    replies["/vong-000010.html"] = Reply("", 302, {"Location": "/vong-000010.html"})
    replies["/sap-000011.html"] = Reply("", 500)
    replies["/pdf-000012.html"] = Reply(b"%PDF-1.4", headers={"Content-Type": "application/pdf"})
    listed = [path for path in replies if path.endswith(".html")] + ["/mat-000004.html", "/thoi-su", "/gioi-thieu.pdf"]
    replies["/rss"] = Reply(feed(*listed))
    report = ground.scrape("r1")
    found = {subject: outcome for subject, (outcome, _) in ground.outcomes("r1").items()}
    assert set(found) >= {*listed, "/rss", "/robots.txt"}
    assert {subject: found[subject] for subject in sorted(found)} == {
        "/cam-000005.html": "forbidden",
        "/cu-000003.html": "moved",
        "/gioi-thieu.pdf": "skipped",
        "/hai-000002.html": "landed",
        "/hong-000007.html": "rejected",
        "/loi-000006.html": "rejected",
        "/mat-000004.html": "gone",
        "/moi-000003.html": "landed",
        "/mot-000001.html": "landed",
        "/nha-000008.html": "moved",
        "/pdf-000012.html": "rejected",
        "/robots.txt": "landed",
        "/rss": "landed",
        "/sap-000011.html": "failed",
        "/thoi-su": "skipped",
        "/vong-000010.html": "moved",
        "/xa-000009.html": "moved",
    }
    assert report.landed == 3
    assert report.rejected == 3
    assert report.failed == 1
    assert "/cam-000005.html" not in ground.site.paths()
    (rejected,) = ground.lake.root.glob("rejected/step=parse/source=bao-thu/date=*/r1.parquet")
    rules = {row["rule"] for row in pq.read_table(rejected, partitioning=None).to_pylist()}
    assert rules == {"error-page", "cut-short", "not-html"}


def test_headlines_that_are_not_wanted_are_not_fetched(ground: Ground) -> None:
    asked: list[tuple[str, str]] = []

    def wanted(title: str, lang: str) -> bool:
        asked.append((title, lang))
        return "dân vận" in title

    ground.site.replies["/rss"] = Reply(feed("/mot-000001.html", title="Giá nông sản tăng trong tháng"))
    report = ground.scrape("r1", wanted=wanted)
    assert asked == [("Giá nông sản tăng trong tháng", "vi")]
    assert report.discovered == 0
    outcome, detail = ground.outcomes("r1")["/mot-000001.html"]
    assert outcome == "skipped"
    assert "Giá nông sản tăng trong tháng" in detail
    assert ground.articles() == {}


@pytest.mark.parametrize("body", ["", "<html><body>Bảo trì</body></html>", '<rss version="2.0"><channel/></rss>'])
def test_a_feed_that_names_nothing_is_no_silence(ground: Ground, body: str) -> None:
    ground.declare(bounds={"min_candidates": 1})
    ground.site.replies["/rss"] = Reply(body)
    report = ground.scrape("r1")
    assert ground.outcomes("r1")["/rss"][0] == "rejected"
    assert ground.outcomes("r1")["source:bao-thu"][0] == "failed"
    assert (report.rejected, report.failed, report.landed) == (1, 1, 0)


def test_bounds_of_a_run_are_kept_and_said(ground: Ground) -> None:
    ground.declare(bounds={"max_pages": 1})
    assert ground.scrape("r1").landed == 1
    assert [outcome for outcome, _ in ground.outcomes("r1").values()].count("skipped") == 1
    assert ground.scrape("r2").landed == 1, "what was never seen comes first"
    assert ground.scrape("r3").landed == 0


def test_a_host_that_blocks_is_not_asked_on(ground: Ground) -> None:
    ground.site.replies["/mot-000001.html"] = Reply("", 429)
    ground.site.replies["/hai-000002.html"] = Reply("", 429)
    report = ground.scrape("r1")
    outcomes = ground.outcomes("r1")
    assert {outcomes["/mot-000001.html"][0], outcomes["/hai-000002.html"][0]} == {"blocked"}
    assert report.failed == 2
    assert len([path for path in ground.site.paths() if path.endswith(".html")]) == 1


def test_a_challenge_page_is_a_block(ground: Ground) -> None:
    script = "<html><body><script>location.href='?jskey=abc'</script></body></html>"
    ground.site.replies["/mot-000001.html"] = Reply(script)
    ground.scrape("r1")
    assert ground.outcomes("r1")["/mot-000001.html"][0] == "blocked"


def test_robots_that_cannot_be_had_means_staying_away(ground: Ground) -> None:
    ground.site.replies["/robots.txt"] = Reply("", 500)
    report = ground.scrape("r1")
    assert report.landed == 0
    assert ground.outcomes("r1")["/rss"][0] == "forbidden"
    assert set(ground.site.paths()) == {"/robots.txt"}


def test_sitemaps_are_followed_through_their_index(ground: Ground) -> None:
    ground.declare(feeds=[], sitemaps=[f"{HOME}/sitemap.xml"])
    index = f"<sitemapindex><sitemap><loc>{HOME}/s1.xml</loc></sitemap><sitemap><loc>{HOME}/sitemap.xml</loc></sitemap>"
    ground.site.replies["/sitemap.xml"] = Reply(index + "</sitemapindex>")
    ground.site.replies["/s1.xml"] = Reply(f"<urlset><url><loc>{HOME}/mot-000001.html</loc></url></urlset>")
    assert ground.scrape("r1").landed == 1


def test_a_source_that_is_switched_off_is_not_asked(ground: Ground) -> None:
    ground.declare(off="the paper asked us not to")
    ground.scrape("r1")
    assert ground.outcomes("r1")["source:bao-thu"] == (
        "forbidden",
        "the source is switched off: the paper asked us not to",
    )
    assert ground.site.asked == []


def test_an_unknown_source_is_named(ground: Ground) -> None:
    with pytest.raises(SourceError, match="no source 'bao-khac'; known are bao-thu"):
        scrape("bao-khac", run="r1", settings=ground.settings)


class Died(BaseException):
    """Stands for the process being killed: nothing of ours catches it."""


@pytest.mark.parametrize("moment", ["Writer.add", "read_pages", "write_articles", "write_rejected", "write_outcomes"])
def test_a_run_that_died_is_made_again_and_ends_the_same(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moment: str
) -> None:
    ground.site.replies["/loi-000006.html"] = Reply("<html><body><h1>500 - Lỗi máy chủ</h1></body></html>")
    ground.site.replies["/rss"] = Reply(feed("/mot-000001.html", "/hai-000002.html", "/loi-000006.html"))

    def die(*_: Any, **__: Any) -> None:
        raise Died

    with monkeypatch.context() as patched:
        if moment == "Writer.add":
            patched.setattr("storage.warc.Writer.add", die)
        elif moment == "read_pages":
            patched.setattr(scrapers.parsing, "read_pages", die)
        else:
            patched.setattr(Lake, moment, die)
        with pytest.raises(Died):
            ground.scrape("r1")
    assert not any("tmp" in name for name in ground.files())
    ground.at = START
    assert ground.scrape("r1").landed == 2
    again = ground.articles()
    (tmp_path / "whole").mkdir()
    whole = Ground(ground.site, tmp_path / "whole")
    assert whole.scrape("r1").landed == 2
    assert whole.articles() == again
    assert whole.files() == ground.files()
    assert whole.outcomes("r1") == ground.outcomes("r1")


def test_a_run_repeated_under_its_name_replaces_its_own_files(ground: Ground) -> None:
    first = ground.scrape("r1")
    ground.at = START
    assert ground.scrape("r1") == first
    assert len(ground.articles()) == 1


def test_pages_are_parsed_again_without_asking_anybody(ground: Ground) -> None:
    ground.scrape("r1")
    ground.site.replies["/hai-000002.html"] = Reply(page("Hai thôn cùng làm đường mới", BODY + " Có 12 hộ hiến đất."))
    ground.scrape("r2")
    ground.scrape("r3")
    before, asked = ground.articles(), len(ground.site.asked)
    report = parse_raw("bao-thu", run="p1", settings=ground.settings, now=lambda: ground.at)
    assert (report.landed, report.rejected) == (3, 0)
    assert ground.articles() == before
    assert len(ground.site.asked) == asked
    assert ground.outcomes("p1", step="parse")["/mot-000001.html"][0] == "landed"


def test_a_warc_cut_short_gives_its_readable_pages(ground: Ground) -> None:
    ground.scrape("r1")
    (raw,) = ground.lake.root.glob("raw/**/*.warc.gz")
    raw.write_bytes(raw.read_bytes()[:-200])
    report = parse_raw("bao-thu", run="p1", settings=ground.settings, now=lambda: ground.at)
    assert report.landed >= 1
    assert report.rejected == 1
    assert "breaks off" in ground.outcomes("p1", step="parse")["r1.warc.gz"][1]

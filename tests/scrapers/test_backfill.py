"""What a source's lists are read for: a night's news, or the days of a backfill; page after page, and no further."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from ground import Ground, page
from small_site import HOME, Reply, SmallSite, source

from danvan.cli import run as danvan
from extraction.subject import is_wanted
from scrapers.discover import Unfit, next_address, read_json_list
from scrapers.identity import slug_words
from scrapers.period import Period, PeriodError, month_of, span_of
from scrapers.registry import JsonList, load_sources
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JANUARY = Period(date(2025, 1, 30), date(2025, 2, 2))


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with SmallSite() as site:
        yield Ground(site, tmp_path)


def sitemap(*entries: tuple[str, str]) -> Reply:
    urls = "".join(f"<url><loc>{HOME}{path}</loc><lastmod>{changed}</lastmod></url>" for path, changed in entries)
    return Reply(f"<urlset>{urls}</urlset>")


def index(*files: tuple[str, str]) -> Reply:
    entries = "".join(
        f"<sitemap><loc>{HOME}{path}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
        for path, changed in files
    )
    return Reply(f"<sitemapindex>{entries}</sitemapindex>")


def section(*paths: str, after: str = "") -> Reply:
    links = "".join(f'<h3><a href="{path}">Một bài báo của xã Đồi Cao {path}</a></h3>' for path in paths)
    return Reply(f"<html><body>{'<p>' + 'Tin của báo. ' * 20}</p>{links}{after}</body></html>")


def test_a_period_makes_the_addresses_of_its_days_and_months() -> None:
    assert list(JANUARY.addresses("/s/{Y}-{m}-{d}.xml")) == [
        "/s/2025-01-30.xml", "/s/2025-01-31.xml", "/s/2025-02-01.xml", "/s/2025-02-02.xml",
    ]  # fmt: skip
    assert list(JANUARY.addresses("/news-{Y}-{n}.xml")) == ["/news-2025-1.xml", "/news-2025-2.xml"]
    with pytest.raises(PeriodError, match="before the first"):
        Period(date(2025, 2, 1), date(2025, 1, 1))


def test_days_are_vietnams() -> None:
    late = datetime(2025, 2, 2, 16, 59, tzinfo=UTC)
    assert not JANUARY.is_ahead(late)
    assert JANUARY.is_ahead(late.replace(hour=17))
    assert JANUARY.is_over(datetime(2025, 1, 29, 16, 59, tzinfo=UTC))
    assert not JANUARY.is_over(datetime(2025, 1, 29, 17, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("/sitemap-post/2025-01-31.xml", (date(2025, 1, 31), date(2025, 1, 31))),
        ("/sitemaps/news-2025-1.xml", (date(2025, 1, 1), date(2025, 1, 31))),
        ("/sitemaps/news-2024-12.xml", (date(2024, 12, 1), date(2024, 12, 31))),
        ("/sitemap-2025-13-45.xml", None),
        ("/sitemap-12.xml", None),
    ],
)
def test_a_file_of_an_index_names_its_days(address: str, span: tuple[date, date] | None) -> None:
    assert span_of(address) == span


def test_an_articles_path_names_its_month() -> None:
    assert month_of("https://a.example/thoi-su/202502/mot-bai-abc1234/") == (date(2025, 2, 1), date(2025, 2, 28))
    assert month_of("https://a.example/tin/123456/mot-bai") is None


def test_a_backfill_reads_the_dated_files_of_its_days_and_nothing_else(ground: Ground) -> None:
    ground.declare(
        feeds=[],
        dated_sitemaps=[f"{HOME}/ngay/{{Y}}-{{m}}-{{d}}.xml"],
        sitemaps=[f"{HOME}/sitemap.xml"],
        sections=[f"{HOME}/thoi-su"],
    )
    replies = ground.site.replies
    replies["/ngay/2025-01-30.xml"] = sitemap(("/mot-000001.html", "2025-01-30"), ("/cu-000002.html", "2025-01-28"))
    replies["/ngay/2025-01-31.xml"] = sitemap(("/hai-000003.html", "2025-03-01T08:00:00+07:00"))
    for path in ("/mot-000001.html", "/hai-000003.html"):
        replies[path] = Reply(page(f"Bài báo {path} của xã Đồi Cao"))
    report = ground.scrape("r1", period=JANUARY)
    assert report.landed == 2
    outcomes = ground.outcomes("r1")
    assert outcomes["/cu-000002.html"] == (
        "skipped", "it is of 2025-01-28, as its list says, and not between 2025-01-30 and 2025-02-02",
    )  # fmt: skip
    assert outcomes["/ngay/2025-02-01.xml"][0] == "gone"
    assert {"/sitemap.xml", "/thoi-su"}.isdisjoint(ground.site.paths())


def test_a_backfill_without_dated_files_takes_those_of_the_index_that_may_hold_its_days(ground: Ground) -> None:
    ground.declare(feeds=[], sitemaps=[f"{HOME}/sitemap.xml"])
    ground.site.replies["/sitemap.xml"] = index(
        ("/bai-2025-1.xml", "2025-02-01"), ("/bai-2024-12.xml", "2025-03-01"), ("/bai-2025-3.xml", ""),
        ("/muc-7.xml", "2024-11-05"), ("/muc-8.xml", "2025-04-01"), ("/muc-9.xml", ""),
    )  # fmt: skip
    ground.scrape("r1", period=JANUARY)
    asked = {path for path in ground.site.paths() if path.endswith(".xml")}
    assert asked == {"/sitemap.xml", "/bai-2025-1.xml", "/muc-8.xml", "/muc-9.xml"}
    assert ground.outcomes("r1")["/sitemap.xml"][1] == "sitemap that names 6 sitemaps, 3 of them are asked for"


def test_a_night_reads_the_files_of_an_index_that_changed_since_the_last_one(ground: Ground) -> None:
    ground.declare(feeds=[], sitemaps=[f"{HOME}/sitemap.xml"])
    replies = ground.site.replies

    def of_days(first: date, n_days: int) -> dict[str, str]:
        days = [str(first + timedelta(days=n)) for n in range(n_days)]
        return {f"/ngay/{day}.xml": day for day in days}

    def asked_in(run: str) -> list[str]:
        ground.site.asked.clear()
        ground.scrape(run)
        return sorted(path for path in ground.site.paths() if "ngay" in path)

    first = of_days(date(2024, 6, 1), 50)
    replies["/sitemap.xml"] = index(*first.items())
    for path in first:
        replies[path] = sitemap(("/mot-000001.html", "2024-06-01"))
    assert asked_in("r1") == list(first)[-30:], "the newest of the first visit; what is older is for a backfill"
    assert asked_in("r2") == list(first)[-3:], "three at least, though nothing changed"

    later = {path: str(ground.at.date() + timedelta(days=n)) for n, path in enumerate(of_days(date(2024, 8, 1), 9))}
    replies["/sitemap.xml"] = index(*first.items(), *later.items())
    for path in later:
        replies[path] = sitemap(("/mot-000001.html", "2024-06-01"))
    assert asked_in("r3") == list(later), "all that changed since, however many nights were missed"


def test_sections_and_tags_go_on_while_something_new_stands_there(ground: Ground) -> None:
    ground.declare(
        feeds=[],
        sections=[f"{HOME}/thoi-su/"],
        tags=[f"{HOME}/tag/dan-van"],
        next_page={"address": "{section}?p={page}"},
    )
    replies = ground.site.replies
    for place, first in (("/thoi-su", 100), ("/tag/dan-van", 200)):
        for number in range(2, 9):
            replies[f"{place}?p={number}"] = section(f"/bai-{first + number:06}.html")
    replies["/thoi-su/"] = section("/bai-000101.html")
    replies["/tag/dan-van"] = section("/bai-000201.html")
    for number in range(300):
        replies[f"/bai-{number:06}.html"] = Reply(page(f"Bài báo thứ {number} của xã Đồi Cao"))
    assert ground.scrape("r1").landed == 6, "three pages of each list"
    ground.site.asked.clear()
    assert ground.scrape("r2").landed == 0
    assert [path for path in ground.site.paths() if "?p=" in path] == [], "nothing new on the first page"
    assert ground.scrape("r3", period=JANUARY).landed == 10, "a backfill goes on until a page is not there"
    assert ground.outcomes("r3")["/thoi-su?p=9"][0] == "gone"


def test_the_next_page_is_a_link_where_the_source_says_so(ground: Ground) -> None:
    ground.declare(feeds=[], sections=[f"{HOME}/thoi-su"], next_page={"link": ".trang a.next"})
    link = '<div class="trang"><a class="next" href="/thoi-su/trang-2.html">Sau</a></div>'
    ground.site.replies["/thoi-su"] = section("/bai-000001.html", after=link)
    ground.site.replies["/thoi-su/trang-2.html"] = section("/bai-000002.html")
    assert ground.scrape("r1").discovered == 2
    trail = next_address(
        link.encode(), f"{HOME}/x", f"{HOME}/x", 2, source(next_page={"address": "{section}/trang-{page}.html"})
    )
    assert trail == f"{HOME}/x/trang-2.html"


LIST = [
    {"Title": "Xã Đồi Cao ra mắt mô hình", "Url": "/mot-000001.html", "PublishedDate": "2025-01-31T08:00:00"},
    {"Title": "Bài của năm trước đã qua", "Url": "/hai-000002.html", "PublishedDate": "2024-11-01T08:00:00"},
    {"Title": "Không có địa chỉ"}, "chữ", None, {"Url": 7},
]  # fmt: skip
SPEC = {"address": f"{HOME}/api/category/12/paging/{{page}}", "items": ["data", "rows"], "url": "Url", "title": "Title"}


def test_json_lists_are_read_by_their_keys_page_by_page(ground: Ground) -> None:
    ground.declare(feeds=[], json_lists=[{**SPEC, "published": "PublishedDate"}])
    body = json.dumps({"data": {"rows": LIST}})
    ground.site.replies["/api/category/12/paging/1"] = Reply(body, headers={"Content-Type": "application/json"})
    ground.site.replies["/api/category/12/paging/2"] = Reply('{"data": {"rows": []}}')
    ground.site.replies["/mot-000001.html"] = Reply(page("Xã Đồi Cao ra mắt mô hình"))
    assert ground.scrape("r1", period=JANUARY).landed == 1
    outcomes = ground.outcomes("r1")
    assert outcomes["/api/category/12/paging/1"] == ("landed", "JSON list that names 2 addresses")
    assert outcomes["/api/category/12/paging/2"][0] == "rejected"
    assert "2024-11-01" in outcomes["/hai-000002.html"][1]


@pytest.mark.parametrize(
    ("data", "said"),
    [("", "is empty"), ("<html>", "is no JSON"), ("[" * 100_000, "is no JSON"), ("{}", "no list at data.rows"),
     ('{"data": {"rows": [{"Link": 1}]}}', "has 'Url'")],
)  # fmt: skip
def test_a_json_list_that_names_nothing_says_why(data: str, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        read_json_list(data.encode(), f"{HOME}/api", JsonList.model_validate(SPEC))


def test_where_no_headline_is_known_the_words_of_the_address_decide(ground: Ground) -> None:
    ground.declare(feeds=[], sitemaps=[f"{HOME}/sitemap.xml"])
    ground.site.replies["/sitemap.xml"] = sitemap(
        ("/xa-doi-cao-nhan-rong-mo-hinh-dan-van-kheo-000001.html", "2024-09-24"),
        ("/gia-ca-phe-hom-nay-tang-manh-000002.html", "2024-09-24"),
        ("/tin-000003.html", "2024-09-24"),
    )
    ground.scrape("r1", wanted=is_wanted)
    outcomes = {subject: outcome for subject, (outcome, _) in ground.outcomes("r1").items()}
    assert outcomes["/xa-doi-cao-nhan-rong-mo-hinh-dan-van-kheo-000001.html"] == "gone"
    assert outcomes["/gia-ca-phe-hom-nay-tang-manh-000002.html"] == "skipped"
    assert outcomes["/tin-000003.html"] == "gone", "an address that says nothing is asked for"


def test_slugs_give_their_words() -> None:
    assert slug_words(f"{HOME}/chinh-tri/202501/xa-cao-ra-mat-mo-hinh-1a2b3c4/index.htm") == "xa cao ra mat mo hinh"
    assert slug_words(f"{HOME}/tin/12") is None
    assert slug_words("mailto:x") is None


def test_the_sources_declare_how_their_lists_go_on() -> None:
    known = load_sources(REPOSITORY / "scrapers" / "sources")
    (template,) = known["vietnamvn"].dated_sitemaps or ()
    assert next(JANUARY.addresses(template)) == "https://www.vietnam.vn/sitemap/sitemap-post/2025-01-30.xml"
    assert [one for one in known if known[one].next_page] == ["baocantho", "baosonla", "mattran"]


def test_the_command_line_backfills_between_two_days(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ground.declare(feeds=[], dated_sitemaps=[f"{HOME}/ngay/{{Y}}-{{m}}-{{d}}.xml"])
    ground.site.replies["/ngay/2025-01-30.xml"] = sitemap(("/dan-van-kheo-000001.html", "2025-01-30"))
    ground.site.replies["/dan-van-kheo-000001.html"] = Reply(page("Xã Đồi Cao làm dân vận khéo"))
    settings = ground.settings
    for name in ("home", "sources", "connect_to"):
        monkeypatch.setenv(f"DANVAN_{name.upper()}", str(getattr(settings, name)))
    assert danvan(["scrape", "bao-thu", "--since", "2025-01-30", "--until", "2025-01-31", "--run", "b1"]) == 0
    assert "landed 1" in capsys.readouterr().out
    assert danvan(["scrape", "bao-thu", "--since", "2025-02-30"]) == 2
    assert danvan(["scrape", "bao-thu", "--until", "2025-01-30"]) == 1
    assert danvan(["scrape", "bao-thu", "--since", "2025-01-30", "--until", "2025-01-01"]) == 1
    assert "before the first" in capsys.readouterr().err

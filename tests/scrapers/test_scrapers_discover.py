"""What feeds, sitemaps and section pages name, and what is said of those that name nothing."""

from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import HOME, source

from scrapers.discover import Candidate, SitemapIndex, Unfit, read_feed, read_section, read_sitemap, sift
from scrapers.period import VIETNAM

URL = f"{HOME}/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Báo Thử</title>
<item><title>Xã Đồi Cao &amp; mô hình &quot;Dân vận khéo&quot;</title><link>/xa-doi-cao-123456.html</link>
<pubDate>Mon, 23 Sep 24 10:30:00 GMT+7</pubDate></item>
<item><title>Thứ hai</title><link> https://bao-thu.example/thu-hai-123457.html </link>
<pubDate>Tue, 24 Sep 2024 03:00:00 +0000</pubDate></item>
<item><title>Không có đường dẫn</title></item>
<item><title>Ngày lạ</title>
<link>https://bao-thu.example/ngay-la-123458.html</link><pubDate>9/11/2024 3:29:47 PM</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Một</title>
<link href="https://bao-thu.example/mot-123456.html"/><updated>2024-09-23T10:30:00+07:00</updated></entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://bao-thu.example/mot-123456.html</loc>
<lastmod>2024-09-23T10:30:00+07:00</lastmod><news:news><news:publication><news:name>Báo Thử</news:name>
<news:language>vi</news:language></news:publication><news:publication_date>2024-09-20</news:publication_date>
<news:title>Một bài về dân vận</news:title></news:news></url><url><loc></loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://bao-thu.example/s/2024-09-01.xml</loc><lastmod>2024-09-01</lastmod></sitemap>
<sitemap><loc>/s/2024-09-03.xml</loc><lastmod>2024-09-03</lastmod></sitemap></sitemapindex>"""
BOMB = """<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title>
<link>https://bao-thu.example/a-123456.html</link></item></channel></rss>"""
FILE = """<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>&f;</loc></url></urlset>"""


def test_a_feed_gives_addresses_titles_and_times() -> None:
    first, second, third = read_feed(RSS.encode(), URL)
    assert first.url == f"{HOME}/xa-doi-cao-123456.html"
    assert first.title == 'Xã Đồi Cao & mô hình "Dân vận khéo"'
    assert first.changed == datetime(2024, 9, 23, 3, 30, tzinfo=UTC)
    assert second.url == f"{HOME}/thu-hai-123457.html"
    assert second.changed == datetime(2024, 9, 24, 3, 0, tzinfo=UTC)
    assert third.changed == datetime(2024, 9, 11, 8, 29, 47, tzinfo=UTC)
    assert [candidate.title for candidate in read_feed(ATOM.encode(), URL)] == ["Một"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "the feed is empty"),
        ("   \n", "the feed is empty"),
        ("<!DOCTYPE html><html><body>Bảo trì</body></html>", "it is a page, not a feed"),
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "names no article"),
        (BOMB, "declares entities"),
        ("/etc/hostname", "names no article"),
        ("http://127.0.0.1:1/x", "names no article"),
    ],
)
def test_a_feed_that_names_nothing_says_why(data: str, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        read_feed(data.encode(), URL)


def test_a_sitemap_gives_addresses_and_news_titles() -> None:
    (found,) = read_sitemap(SITEMAP.encode(), f"{HOME}/sitemap.xml")  # type: ignore[misc]
    moment = datetime(2024, 9, 23, 3, 30, tzinfo=UTC)
    assert found == Candidate(f"{HOME}/mot-123456.html", "Một bài về dân vận", "vi", moment, f"{HOME}/sitemap.xml")
    assert read_sitemap(gzip.compress(SITEMAP.encode()), f"{HOME}/sitemap.xml") == [found]


@pytest.mark.parametrize(
    ("data", "urls"),
    [
        (gzip.compress(gzip.compress(SITEMAP.encode())), ["/mot-123456.html"]),
        (
            f"\ufeff{HOME}/mot-123456.html\r\n{HOME}/hai-123457.html\n".encode(),
            ["/mot-123456.html", "/hai-123457.html"],
        ),
        (f"{HOME}/mot-123456.html".encode(), ["/mot-123456.html"]),
        (f"<urlset><url><loc>{HOME}/tin?id=1&muc=2&#38;p=3</loc></url></urlset>".encode(), ["/tin?id=1&muc=2&p=3"]),
        (f"<urlset><url><loc>{HOME}/mot?a=1&amp;b</loc></url></urlset>".encode("utf-16"), ["/mot?a=1&b"]),
        (ATOM.encode(), ["/mot-123456.html"]),
    ],
)
def test_a_sitemap_is_read_however_its_server_wraps_it(data: bytes, urls: list[str]) -> None:
    found = read_sitemap(data, f"{HOME}/sitemap.xml")
    assert not isinstance(found, SitemapIndex)
    assert [one.url for one in found] == [f"{HOME}{url}" for url in urls]


def test_a_text_that_only_begins_like_addresses_is_refused_at_once() -> None:
    with pytest.raises(Unfit, match="no XML"):
        read_sitemap(b"http://" * 5_000 + b"<", f"{HOME}/sitemap.xml")


def test_news_without_the_namespace_of_their_tags_keep_their_time() -> None:
    news = "<news:news><news:publication_date>2024-09-23T10:30:00+07:00</news:publication_date></news:news>"
    data = f"<urlset><url><loc>{HOME}/mot-123456.html</loc>{news}</url></urlset>"
    (found,) = read_sitemap(data.encode(), f"{HOME}/sitemap.xml")  # type: ignore[misc]
    assert (found.changed, found.is_published) == (datetime(2024, 9, 23, 3, 30, tzinfo=UTC), True)


def test_a_packed_feed_is_a_feed() -> None:
    assert read_feed(gzip.compress(RSS.encode()), URL) == read_feed(RSS.encode(), URL)


def test_letters_that_are_none_cost_a_sitemap_nothing_else() -> None:
    broken = SITEMAP.replace("Một bài", "Một &#xD800;bài&#55296;")
    (found,) = read_sitemap(broken.encode(), f"{HOME}/sitemap.xml")  # type: ignore[misc]
    assert found.title == "Một bài về dân vận"


def test_a_sitemap_index_names_the_newest_first() -> None:
    found = read_sitemap(INDEX.encode(), f"{HOME}/sitemap.xml")
    assert isinstance(found, SitemapIndex)
    assert [one.url for one in found.children] == [f"{HOME}/s/2024-09-03.xml", f"{HOME}/s/2024-09-01.xml"]
    assert [one.changed and one.changed.astimezone(VIETNAM).date() for one in found.children] == [
        date(2024, 9, 3),
        date(2024, 9, 1),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<html><body>x</body></html>", "it is a page"),
        (b"<urlset></urlset>", "names no address"),
        (b"just words", "no XML"),
        (FILE.encode(), "declares entities"),
        (b"\x1f\x8bnonsense", "cannot be unpacked"),
        (gzip.compress(b"<urlset>" + b" " * 70_000_000), "unpacks to more than"),
    ],
)
def test_a_sitemap_that_names_nothing_says_why(data: bytes, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        read_sitemap(data, f"{HOME}/sitemap.xml")


SECTION = """<html><body><nav><a href="/thoi-su">Thời sự</a></nav>
<h3 class="name"><a href="/mot-bai-123456.html" title="Một bài dài về dân vận">Một bài…</a></h3>
<h3 class="name"><a href="hai-bai-123457.html"><img src="x.jpg"></a></h3>
<a href="https://elsewhere.example/ba-bai-123458.html">Báo khác</a><a href="javascript:void(0)">x</a></body></html>"""


def test_a_section_page_gives_the_links_that_fit() -> None:
    found = read_section(SECTION.encode(), f"{HOME}/thoi-su/", source())
    assert [(one.url, one.title) for one in found] == [
        (f"{HOME}/mot-bai-123456.html", "Một bài dài về dân vận"),
    ]
    found = read_section(SECTION.encode(), f"{HOME}/thoi-su", source(section_links="h3.name a"))
    assert [one.url for one in found] == [f"{HOME}/mot-bai-123456.html", f"{HOME}/hai-bai-123457.html"]


@pytest.mark.parametrize(
    ("data", "changes", "said"),
    [
        ("<html><body><p>" + "không có gì cả " * 20 + "</p></body></html>", {}, "holds 0 links"),
        ("<html><body><h1>500 - Lỗi máy chủ</h1></body></html>", {}, "error page"),
        (SECTION, {"section_links": "a["}, "no CSS selector"),
    ],
)
def test_a_section_page_without_articles_says_why(data: str, changes: dict[str, str], said: str) -> None:
    with pytest.raises(Unfit, match=said):
        read_section(data.encode(), f"{HOME}/thoi-su", source(**changes))


def candidate(url: str, title: str | None = None) -> Candidate:
    return Candidate(url, title, None, None, URL)


def test_each_address_is_sifted_once_and_titles_are_kept() -> None:
    listed = [
        candidate(f"{HOME}/mot-123456.html"),
        candidate("http://www.bao-thu.example/mot-123456.html?utm=1#x", "Một bài"),
        candidate(f"{HOME}/thoi-su", "Thời sự"),
        candidate("mailto:toa-soan@bao-thu.example"),
    ]
    fit = [one for one, unfit in sift(listed, source()) if unfit is None]
    assert [(one.url, one.title, one.lang) for one in fit] == [(f"{HOME}/mot-123456.html", "Một bài", "vi")]
    reasons = {one.url: unfit for one, unfit in sift(listed, source()) if unfit}
    assert set(reasons) == {f"{HOME}/thoi-su", "mailto:toa-soan@bao-thu.example"}


def test_a_link_that_is_no_address_is_said_and_hurts_nothing_else() -> None:
    listed = read_feed(RSS.replace("/xa-doi-cao-123456.html", "http://[x").encode(), URL)
    reasons = {one.url: unfit for one, unfit in sift(listed, source())}
    assert reasons["http://[x"]
    assert reasons[f"{HOME}/thu-hai-123457.html"] is None


def test_the_edition_in_the_address_is_the_language() -> None:
    many = source(languages=["vi", "fr"], article_pattern=r"^/(?:[a-z]{2}/)?[a-z-]+$")
    found = [one for one, _ in sift([candidate(f"{HOME}/fr/mot-bai"), candidate(f"{HOME}/mot-bai")], many)]
    assert [one.lang for one in found] == ["fr", "vi"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([RSS, SITEMAP, INDEX, ATOM]), st.integers(0, 700))
def test_broken_lists_give_candidates_or_a_sentence(junk: bytes, whole: str, at: int) -> None:
    data = whole.encode()
    for broken in (junk, data[:at], data[:at] + junk + data[at:]):
        for read in (read_feed, read_sitemap):
            with suppress(Unfit):
                read(broken, URL)

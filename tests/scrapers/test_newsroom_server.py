"""What the newsroom's server answers: pages in three layouts, lists, feeds, sitemaps, conditional requests, faults."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
import requests
from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from scrapers.newsroom import Newsroom, NewsroomArticle, newsroom_articles, serve
from scrapers.newsroom.article_files import VIETNAM, article_by_id
from scrapers.newsroom.site_files import Fault, newsroom_sites
from storage.settings import Settings

LAMSON, SONGTRA, AGGREGATOR = "baolamson.example", "baosongtra.example", "toancanhviet.example"
INVENTED = {
    "vi": "danvan tự viết", "en": "invented", "fr": "inventée", "es": "inventada", "ro": "inventată",
    "ru": "придумана", "el": "επινοήθηκε", "de": "erfunden", "ja": "架空", "ko": "지어낸", "zh": "虚构",
}  # fmt: skip


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve() as running:
        yield running


def get(newsroom: Newsroom, host: str, path: str, **headers: str) -> requests.Response:
    return requests.get(
        f"http://127.0.0.1:{newsroom.port}{path}",
        headers={"Host": host, **headers},
        allow_redirects=False,
        timeout=10,
    )


def fault(kind: str) -> tuple[str, Fault]:
    found = [(site.host, f) for site in newsroom_sites().values() for f in site.faults if f.kind == kind]
    assert len(found) == 1
    return found[0]


def everything_listed(newsroom: Newsroom, host: str) -> dict[str, set[str]]:
    """Paths named by the feed, by the sitemap and by the sections of a provincial paper."""
    feed = feedparser.parse(get(newsroom, host, "/rss").content)
    sitemap = re.findall(r"<loc>https://[^/]+(/[^<]*)</loc>", get(newsroom, host, "/sitemap.xml").text)
    sections = {
        re.sub(r"index\.htm$", "", href)
        for section in newsroom_sites()[host].sections
        for href in re.findall(r'href="(/[^"]+)"', get(newsroom, host, f"/{section}").text)
    }
    return {
        "feed": {entry.link.removeprefix(f"https://{host}") for entry in feed.entries},
        "sitemap": set(sitemap),
        "sections": sections,
    }


@pytest.mark.parametrize("article", newsroom_articles(), ids=lambda article: article.id)
def test_every_article_is_served_whole(newsroom: Newsroom, article: NewsroomArticle):
    answer = get(newsroom, article.site, article.path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    page = LexborHTMLParser(answer.content)
    text = page.body.text()
    assert article.title in text
    for said in filter(None, (article.lead, *article.paragraphs, *article.captions, article.byline)):
        assert said in text
    assert INVENTED[article.lang] in text
    for main in page.css("article, div.td-post-content, #content-detail"):
        assert INVENTED[article.lang] not in main.text()


def test_the_td_post_layout_has_its_quirks(newsroom: Newsroom):
    article = article_by_id("thanh-hoa-review-2024-vi")
    html = get(newsroom, LAMSON, article.path).text
    page = LexborHTMLParser(html)
    assert page.css_first("div.detail-main-title h1.title").text() == article.title
    assert page.css_first("h1").text() != article.title, "another h1 comes first"
    assert page.css_first(".content-reply p.reply").text() == article.lead
    assert page.css_first("#content.content-detail div.td-post-content p strong").text() == article.lead
    assert page.css_first(".group-time time.time").text() == "16:42, 18/12/2024"
    assert [c.text() for c in page.css("table.image.center td.image_desc")] == list(article.captions)
    assert html.count("<html") == 2
    assert "application/ld+json" not in html
    assert "published_time" not in html
    assert f'property="og:url" content="http://cms.{LAMSON}' in html
    assert "/202412/" in article.path


def test_one_page_has_unclosed_markup_and_can_still_be_read(newsroom: Newsroom):
    article = next(a for a in newsroom_articles() if a.markup == "unclosed")
    html = get(newsroom, article.site, article.path).text
    assert html.count("<p>") > html.count("</p>")
    assert article.facts.relevant


def test_the_mediatech_layout_has_its_quirks(newsroom: Newsroom):
    article = article_by_id("thai-binh-training-2024-vi")
    html = get(newsroom, SONGTRA, article.path).text
    page = LexborHTMLParser(html)
    assert page.css_first(".content-article h1.name").text() == article.title
    assert page.css_first("div.date").text() == "Thứ 5, 22/08/2024 | 15:48:30 [GMT +7]"
    fake = page.css_first("div.sapo").text()
    assert len(fake) == 303
    assert fake != article.lead
    assert page.css_first("p.sapo").text() == article.lead
    assert "174 lượt xem" in page.body.text()
    assert html.count("<!DOCTYPE html>") == 2
    written = json.loads(page.css_first('script[type="application/ld+json"]').text())
    assert written["datePublished"] == "2024-08-22 15:48:30", "local, without a zone"
    assert written["dateModified"] == "2024-08-22T08:48:30Z", "the same moment in UTC"


def test_the_aggregator_names_the_original_and_leaves_its_debris(newsroom: Newsroom):
    article = article_by_id("ngoc-lac-review-2024-el")
    page = LexborHTMLParser(get(newsroom, AGGREGATOR, article.path).content)
    text = page.body.text()
    original = article_by_id("ngoc-lac-review-2024-vi")
    assert article.path == f"/el/{original.slug}"
    assert "Báo Lam SơnBáo Lam Sơn09/11/2024" in text
    assert f"Πηγή: {original.url}" in text
    assert "[διαφήμιση_2]" in text
    assert "Σχόλιο (0)" in text
    footers = {a.comment_footer for a in newsroom_articles() if a.site == AGGREGATOR and a.lang == "fr"}
    assert "コメント (0)" in footers, "the footer may be in another language than the page"


def test_the_aggregator_has_a_sitemap_index_with_a_file_a_day_and_no_feed(newsroom: Newsroom):
    index = get(newsroom, AGGREGATOR, "/sitemap.xml")
    assert ET.fromstring(index.content).tag.endswith("sitemapindex")  # noqa: S314 -- our own server
    files = re.findall(r"<loc>https://[^/]+([^<]+)</loc>", index.text)
    assert len(files) > 5
    listed = set()
    for path in files:
        answer = get(newsroom, AGGREGATOR, path)
        assert answer.status_code == 200
        listed |= set(re.findall(r"<loc>https://[^/]+([^<]+)</loc>", answer.text))
    assert listed == {a.path for a in newsroom_articles() if a.site == AGGREGATOR}
    assert get(newsroom, AGGREGATOR, "/rss").status_code == 404
    assert get(newsroom, AGGREGATOR, "/sitemap/sitemap-post/1999-01-01.xml").status_code == 404
    assert "v-link-title" in get(newsroom, AGGREGATOR, "/fr/category/chinh-tri").text
    assert get(newsroom, AGGREGATOR, "/category/sport").status_code == 404


@pytest.mark.parametrize("host", [LAMSON, SONGTRA])
def test_feed_sitemap_and_sections_of_a_paper_agree(newsroom: Newsroom, host: str):
    wanted = {a.listed_path for a in newsroom_articles() if a.site == host}
    wanted |= {f.path for f in newsroom_sites()[host].faults}
    for where, listed in everything_listed(newsroom, host).items():
        assert listed == wanted, where


def test_an_unchanged_page_is_answered_with_304(newsroom: Newsroom):
    article = newsroom_articles()[0]
    first = get(newsroom, article.site, article.path)
    modified = first.headers["Last-Modified"]
    assert parsedate_to_datetime(modified) == article.published
    for known in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": modified}):
        again = get(newsroom, article.site, article.path, **known)
        assert again.status_code == 304
        assert again.content == b""
    assert get(newsroom, article.site, article.path, **{"If-None-Match": '"other"'}).status_code == 200
    assert get(newsroom, article.site, article.path, **{"If-Modified-Since": "yesterday"}).status_code == 200
    assert newsroom.requests_seen[-1].status == 200
    assert newsroom.requests_seen[-1].path == article.path


def test_head_has_the_headers_and_no_body(newsroom: Newsroom):
    article = newsroom_articles()[0]
    url = f"http://127.0.0.1:{newsroom.port}{article.path}"
    answer = requests.head(url, headers={"Host": article.site}, timeout=10)
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) > 1000
    assert answer.content == b""


def test_the_page_that_moved(newsroom: Newsroom):
    moved = [a for a in newsroom_articles() if a.former_path]
    assert len(moved) == 1
    answer = get(newsroom, moved[0].site, moved[0].former_path)
    assert answer.status_code == 301
    assert answer.headers["Location"] == moved[0].url
    assert get(newsroom, moved[0].site, moved[0].path).status_code == 200


def test_the_page_that_is_gone(newsroom: Newsroom):
    host, gone = fault("gone")
    assert get(newsroom, host, gone.path).status_code == 404
    assert gone.path in get(newsroom, host, "/rss").text


def test_the_error_page_with_status_200(newsroom: Newsroom):
    host, wrong = fault("error-200")
    answer = get(newsroom, host, wrong.path)
    assert answer.status_code == 200
    assert "Lỗi máy chủ" in answer.text
    assert wrong.title not in answer.text


def test_the_page_cut_in_the_middle_of_a_letter(newsroom: Newsroom):
    host, cut = fault("cut")
    answer = get(newsroom, host, cut.path)
    assert answer.status_code == 200
    assert cut.title.encode() in answer.content
    assert b"</html>" not in answer.content
    assert b"</p>" not in answer.content
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")


def test_the_page_robots_txt_forbids(newsroom: Newsroom):
    host, forbidden = fault("forbidden")
    rules = Protego.parse(get(newsroom, host, "/robots.txt").text)
    assert not rules.can_fetch(f"https://{host}{forbidden.path}", "danvan")
    assert get(newsroom, host, forbidden.path).status_code == 200, "only robots.txt keeps a scraper out"
    for article in newsroom_articles():
        robots = Protego.parse(get(newsroom, article.site, "/robots.txt").text)
        assert robots.can_fetch(article.url, "danvan")


def test_hosts_are_told_apart(newsroom: Newsroom):
    article = article_by_id("thanh-hoa-review-2024-vi")
    assert get(newsroom, f"www.{LAMSON}", article.path).status_code == 200
    assert get(newsroom, f"{LAMSON}:80", article.path + "index.html").status_code == 200
    assert get(newsroom, SONGTRA, article.path).status_code == 404
    assert get(newsroom, "elsewhere.example", article.path).status_code == 421


def test_connect_to_is_accepted_by_the_settings(newsroom: Newsroom):
    connections = Settings(connect_to=newsroom.connect_to).connections
    assert set(newsroom_sites()) <= set(connections)
    assert set(connections.values()) == {f"127.0.0.1:{newsroom.port}"}


def test_a_second_night_brings_new_pages_and_leaves_the_old_ones_as_they_were():
    evening = datetime.fromisoformat("2025-03-27T18:00:00+07:00")
    with serve(until=evening) as newsroom:
        before = {a.id: get(newsroom, a.site, a.path).headers["ETag"] for a in newsroom.articles}
        late = article_by_id("thanh-hoa-signing-2025-vi")
        assert late.id not in before
        assert get(newsroom, late.site, late.path).status_code == 404
        assert late.path not in get(newsroom, late.site, "/rss").text
        newsroom.publish_until(evening + timedelta(days=1))
        assert get(newsroom, late.site, late.path).status_code == 200
        assert late.path in get(newsroom, late.site, "/rss").text
        for known, etag in before.items():
            article = article_by_id(known)
            answer = get(newsroom, article.site, article.path, **{"If-None-Match": etag})
            assert answer.status_code == 304
        newsroom.publish_until(None)
        assert len(newsroom.articles) == len(newsroom_articles())


def test_a_correction_changes_one_page():
    article = article_by_id("thanh-hoa-review-2024-vi-2")
    with serve() as newsroom:
        first = get(newsroom, article.site, article.path)
        newsroom.correct(article.id, "4.251", "4.215")
        second = get(newsroom, article.site, article.path, **{"If-None-Match": first.headers["ETag"]})
        assert second.status_code == 200
        assert "4.215" in second.text
        assert "4.251" not in second.text
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert get(newsroom, article.site, article.path, **since).status_code == 200
        with pytest.raises(ValueError, match="does not stand"):
            newsroom.correct(article.id, "4.251", "4.215")
        with pytest.raises(KeyError):
            newsroom.correct("nobody", "a", "b")
    assert "4.251" in article_by_id(article.id).text, "the next newsroom starts from the files"


def test_a_host_can_be_unwell_alone():
    with serve() as newsroom:
        newsroom.unwell.add(SONGTRA)
        assert get(newsroom, SONGTRA, "/rss").status_code == 503
        assert get(newsroom, LAMSON, "/rss").status_code == 200
        newsroom.unwell.clear()
        assert get(newsroom, SONGTRA, "/rss").status_code == 200


def test_the_command_serves_and_says_how_to_use_it():
    command = [sys.executable, "-u", "-m", "scrapers.newsroom"]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as running:
        try:
            lines = [running.stdout.readline() for _ in range(6)]
            port = int(re.search(r":(\d+)\.$", lines[0].strip())[1])
            assert any(
                line.strip().startswith("export DANVAN_CONNECT_TO=baolamson.example=127.0.0.1:") for line in lines
            )
            answer = requests.get(f"http://127.0.0.1:{port}/robots.txt", headers={"Host": LAMSON}, timeout=10)
            assert answer.status_code == 200
        finally:
            running.terminate()


def test_the_command_refuses_a_port_that_is_taken(newsroom: Newsroom):
    command = [sys.executable, "-m", "scrapers.newsroom", "--port", str(newsroom.port)]
    root = Path(__file__).resolve().parents[2]
    refused = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode == 1
    assert refused.stderr.startswith("The newsroom cannot start:")
    assert refused.stderr.count("\n") == 1


def test_closing_frees_the_port():
    newsroom = serve()
    port = newsroom.port
    newsroom.close()
    newsroom.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            with serve(port) as again:
                assert again.port == port
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the port stayed taken")


def test_times_are_vietnams(newsroom: Newsroom):
    feed = feedparser.parse(get(newsroom, LAMSON, "/rss").content)
    assert not feed.bozo
    zones = {parsedate_to_datetime(entry.published).utcoffset() for entry in feed.entries}
    assert zones == {VIETNAM}

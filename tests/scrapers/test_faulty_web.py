"""A site with every fault at once: nothing is lost, nothing hangs, and every address has an outcome in words."""

from __future__ import annotations

import gzip
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING

import faults
import pytest
import warcio.cli
from fastwarc.warc import ArchiveIterator
from ground import BODY, Ground, feed, page
from small_site import HOME, HOST, Asked, Reply, SmallSite

import scrapers.web
from scrapers.parsing import parse_raw
from scrapers.wire import Limits, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 0.3  # an exchange may take here
BLOCKING = ("chan-403", "chan-428", "chan-429", "thu-thach", "cho-lau", "cho-qua-lau")
HOSTS = (HOST, *(f"{name}.example" for name in BLOCKING))
NOW = datetime(2024, 9, 24, 2, 0, tzinfo=UTC)
CHALLENGE = "<html><body><script>location.href='?jskey=abc'</script></body></html>"
INDEX = "<sitemapindex>{}</sitemapindex>"
PACKED = {"Content-Encoding": "gzip"}


def text(article: str) -> bytes:
    return page(article).encode()


def raw(fault: object) -> Reply:
    return Reply(raw=fault)  # type: ignore[arg-type]


def attribute_of(size: int) -> bytes:
    script = "<script>while(true){document.write(document.cookie)}</script>"
    start, end = page("Trang ác ý và một thuộc tính dài").split("<div", 1)
    return f'{start}{script}<b title="'.encode() + b"a" * size + f'"></b><div{end}'.encode()


# path → the answer, and the outcome with some of its words
ARTICLES: dict[str, tuple[Reply | list[Reply], str, str]] = {
    "/cham-100001.html": (raw(faults.body_by_the_byte), "failed", "took longer than 0.3 seconds"),
    "/mai-100002.html": (raw(faults.body_without_end), "failed", "took longer than 0.3 seconds"),
    "/dau-cham-100003.html": (raw(faults.headers_by_the_byte), "failed", "took longer than 0.3 seconds"),
    "/dau-mai-100004.html": (raw(faults.headers_without_end), "failed", "got more than 100 headers"),
    "/dau-dai-100005.html": (raw(faults.one_header_without_end), "failed", "more than 65536 bytes"),
    "/duoi-mai-100006.html": (raw(faults.trailers_without_end), "failed", "took longer than 0.3 seconds"),
    "/manh-cham-100007.html": (raw(faults.chunk_size_by_the_byte), "failed", "took longer than 0.3 seconds"),
    "/dut-100008.html": (raw(faults.reset_in_the_body), "failed", "reset by peer"),
    "/cup-100009.html": (raw(faults.hung_up), "failed", "without response"),
    "/ssh-100010.html": (raw(faults.no_http), "failed", "SSH-2.0"),
    "/thieu-100011.html": (
        raw(faults.whole(b"Content-Encoding: gzip\r\n", gzip.compress(text("Bài nén bị cắt"))[:-200])),
        "failed", "ends before its compression does",
    ),
    "/hong-100012.html": (raw(faults.whole(b"Content-Encoding: gzip\r\n", b"\x1f\x8bno")), "failed", "is broken"),
    "/la-100013.html": (raw(faults.whole(b"Content-Encoding: br\r\n", b"\x8b\x02")), "failed", "not asked for"),
    "/dai-hon-100014.html": (
        raw(faults.whole(b"", text("Khai dài hơn thật"), length=90_000)), "failed", "before all of it had come",
    ),
    "/ngan-hon-100015.html": (raw(faults.whole(b"", text("Khai ngắn hơn"), length=300)), "rejected", "cut off"),
    "/ma-sai-100016.html": (
        Reply(text("Bảng mã khai sai"), headers={"Content-Type": "text/html; charset=iso-8859-1"}),
        "landed", "a new article",
    ),
    "/ma-cu-100017.html": (
        Reply(page("Bai viet bang ma cu").replace("Đ", "D").encode("cp1258", errors="ignore")),
        "landed", "read-as-cp1258",
    ),
    "/vong-100018.html": (Reply("", 302, {"Location": "/vong-100018.html"}), "moved", "leads in a circle"),
    "/vong-a-100019.html": (Reply("", 302, {"Location": "/vong-b-100020.html"}), "moved", "now at"),
    "/vong-b-100020.html": (Reply("", 302, {"Location": "/vong-a-100019.html"}), "moved", "leads in a circle"),
    "/ngoai-100022.html": (Reply("", 302, {"Location": "https://khac.example/a-100022.html"}), "moved", "not followed"),
    "/rieng-100023.html": (
        Reply("", 302, {"Location": "http://169.254.169.254/mot-hai-100023.html"}), "moved", "not followed",
    ),
    "/rieng-100024.html": (
        Reply("", 302, {"Location": "http://[::ffff:10.0.0.1]/mot-100024.html"}), "moved", "not followed",
    ),
    "/rieng-100025.html": (Reply("", 302, {"Location": "http://2130706433/a-100025.html"}), "moved", "not followed"),
    "/js-100026.html": (Reply("", 302, {"Location": "javascript:alert(1)"}), "failed", "no web address"),
    "/ban-100027.html": (
        [Reply("", 503, {"Retry-After": "1"}), Reply(page("Đã hết bận sau một giây"))], "landed", "a new article",
    ),
    "/ban-100028.html": (
        [Reply("", 503, {"Retry-After": format_datetime(NOW + timedelta(seconds=1))}), Reply(page("Hết bận"))],
        "landed", "a new article",
    ),
    "/ban-100029.html": (Reply("", 503, {"Retry-After": "soon"}), "failed", "answered 503"),
    "/tuong-lua-100030.html": ([Reply("", 403), Reply(page("Tường lửa đổi ý"))], "landed", "a new article"),
    "/bom-100031.html": (Reply(gzip.compress(b"\0" * 60_000_000), headers=PACKED), "failed", "larger than 16,000,000"),
    "/thuoc-tinh-100032.html": (
        Reply(gzip.compress(attribute_of(100_000_000)), headers=PACKED), "failed", "larger than 16,000,000",
    ),
    "/thuoc-tinh-100033.html": (
        Reply(gzip.compress(attribute_of(7_000_000)), headers=PACKED), "landed", "a new article",
    ),
    "/thuc-the-100034.html": (
        Reply('<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + page("Bài có thực thể &b;")),
        "landed", "a new article",
    ),
    "/lanh-100035.html": (Reply(page("Bài lành ở cuối"), headers={"ETag": '"v1"'}), "landed", "a new article"),
}  # fmt: skip
# host → the answer to its first article, and the outcome of it and of its second article, which nobody asks for
HOST_FAULTS: dict[str, tuple[Reply, str, str, str]] = {
    "chan-403": (Reply("", 403), "blocked", "answered 403", "rests until 2024-09-24 14:00 UTC"),
    "chan-428": (Reply("", 428), "blocked", "answered 428", "rests until 2024-09-24 14:00 UTC"),
    "chan-429": (Reply("", 429, {"Retry-After": "172800"}), "blocked", "answered 429", "rests until 2024-09-26 02:00"),
    "thu-thach": (Reply(CHALLENGE), "blocked", "challenge for browsers", "rests until 2024-09-25 02:00 UTC"),
    "cho-lau": (Reply("", 503, {"Retry-After": "3600"}), "failed", "answered 503", "rests until 2024-09-24 03:00 UTC"),
    "cho-qua-lau": (Reply("", 503, {"Retry-After": "9" * 40}), "failed", "answered 503", "rests until 2024-10-01"),
}  # fmt: skip
LISTS: dict[str, tuple[Reply, str, str]] = {
    "/rss-trang": (Reply("<!DOCTYPE html><html><body>Bảo trì</body></html>"), "rejected", "it is a page, not a feed"),
    "/rss-rong": (Reply(b""), "rejected", "the feed is empty"),
    "/rss-khong": (Reply('<rss version="2.0"><channel/></rss>'), "rejected", "names no article"),
    "/rss-bom": (
        Reply('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + feed("/a-000001.html", title="&b;")),
        "rejected", "declares entities",
    ),
    "/so-do-lon.xml": (
        Reply("<urlset>" + "".join(f"<url><loc>{HOME}/cu/{n}</loc></url>" for n in range(10_000)) + "</urlset>"),
        "landed", "names 10000 addresses",
    ),
    "/so-do-bom.xml": (Reply(gzip.compress(b"<urlset>" + b" " * 70_000_000)), "rejected", "unpacks to more than"),
    "/so-do-vong.xml": (
        Reply(INDEX.format(f"<sitemap><loc>{HOME}/so-do-vong.xml</loc></sitemap>")), "landed", "names 1 sitemaps",
    ),
    "/so-do-1.xml": (Reply(INDEX.format(f"<sitemap><loc>{HOME}/so-do-2.xml</loc></sitemap>")), "landed", "1 sitemaps"),
    "/so-do-2.xml": (Reply(INDEX.format(f"<sitemap><loc>{HOME}/so-do-3.xml</loc></sitemap>")), "landed", "1 sitemaps"),
    "/so-do-3.xml": (
        Reply(INDEX.format(f"<sitemap><loc>{HOME}/so-do-4.xml</loc></sitemap>")), "rejected", "levels deep",
    ),
    "/muc-loi": (Reply("<html><body><h1>500 - Lỗi máy chủ</h1></body></html>"), "rejected", "error page"),
}  # fmt: skip


def endless_redirects(request: Asked) -> Reply:
    number = int(request.path.removesuffix(".html")[-3:])
    return Reply("", 302, {"Location": f"/xa-mai-200{number + 1:03}.html"})


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr(scrapers.web, "Wire", partial(Wire, limits=Limits(total=SECONDS)))
    with SmallSite() as site:
        for path, (reply, *_) in [*ARTICLES.items(), *LISTS.items()]:
            site.replies[path] = reply
        listed = [*ARTICLES, "/xa-mai-200000.html"]
        for number in range(20):
            site.replies[f"/xa-mai-200{number:03}.html"] = endless_redirects
        for name, (reply, *_) in HOST_FAULTS.items():
            site.replies[f"/{name}-300001.html"] = reply
            listed += [f"https://{name}.example/{name}-{number}.html" for number in (300001, 300002)]
        site.replies["/rss"] = Reply(feed(*listed))
        ground = Ground(site, tmp_path, HOSTS)
        ground.declare(
            feeds=[f"{HOME}{path}" for path in ("/rss", *LISTS) if path.startswith("/rss")],
            sitemaps=[f"{HOME}/so-do-{name}.xml" for name in ("lon", "bom", "vong", "1")],
            sections=[f"{HOME}/muc-loi"],
        )
        yield ground


def expected() -> dict[str, tuple[str, str]]:
    found = {path: (outcome, words) for path, (_, outcome, words) in [*ARTICLES.items(), *LISTS.items()]}
    for name, (_, outcome, words, rest) in HOST_FAULTS.items():
        found[f"https://{name}.example/{name}-300001.html"] = (outcome, words)
        found[f"https://{name}.example/{name}-300002.html"] = ("blocked", rest)
    for number in range(5):
        found[f"/xa-mai-20000{number}.html"] = ("moved", "now at")
    found["/xa-mai-200005.html"] = ("failed", "5 redirects one after the other led to it")
    return found


def test_a_site_with_every_fault_loses_nothing_and_hangs_nowhere(ground: Ground) -> None:
    begun = time.monotonic()
    ground.scrape("r1")
    taken = time.monotonic() - begun
    n_slow = sum("took longer" in words for _, _, words in ARTICLES.values())
    assert taken < n_slow * scrapers.web.TRIES * SECONDS + 25, f"{taken:.0f} seconds"

    outcomes = ground.outcomes("r1")
    wrong = {
        subject: outcomes.get(subject)
        for subject, (outcome, words) in expected().items()
        if subject not in outcomes or outcomes[subject][0] != outcome or words not in outcomes[subject][1]
    }
    assert wrong == {}
    assert sum(subject.startswith("/cu/") for subject in outcomes) == 10_000
    known = {*expected(), *(f"/cu/{n}" for n in range(10_000)), "/rss"}
    others = {subject for subject in outcomes if not subject.endswith("/robots.txt")} - known
    assert others == set()

    (raw_file,) = ground.lake.root.glob("raw/**/*.warc.gz")
    with pytest.raises(SystemExit) as checked:
        warcio.cli.main(["check", str(raw_file)])
    assert checked.value.code == 0
    with raw_file.open("rb") as stream:
        records = list(ArchiveIterator(stream, parse_http=False))
    asked = {f"https://{one.headers['host']}{one.path}" for one in ground.site.asked}
    written = {record.headers.get("WARC-Target-URI") for record in records}
    headless = re.compile(r"headers|65536|SSH|without response")
    unanswered = {f"{HOME}{path}" for path, (_, _, words) in ARTICLES.items() if headless.search(words)}
    assert asked - written == unanswered, "what was answered at all is kept"

    landed = [article for articles in ground.articles().values() for article in articles]
    assert all(BODY in article.text for article in landed if "ma-cu" not in (article.url or ""))
    again = parse_raw("bao-thu", run="p1", settings=ground.settings, now=lambda: ground.at)
    assert again.landed == len(landed)


def test_the_next_run_respects_what_the_first_was_told(ground: Ground) -> None:
    for path, (reply, *_) in ARTICLES.items():  # what costs time and says nothing here
        if isinstance(reply, Reply) and (reply.raw or reply.headers == PACKED):
            del ground.site.replies[path]
    judge = ground.site.replies["/lanh-100035.html"]
    assert isinstance(judge, Reply)

    def conditional(request: Asked) -> Reply:
        return Reply("", 304) if request.headers.get("if-none-match") == '"v1"' else judge

    ground.site.replies["/lanh-100035.html"] = conditional
    ground.scrape("r1")
    n_asked = len(ground.site.asked)
    ground.scrape("r2")
    asked = ground.site.asked[n_asked:]
    hosts = {request.headers["host"] for request in asked}
    assert hosts == {HOST, "cho-lau.example"}, "a host that rests is not asked, one whose hour is over is"
    assert not [request.path for request in asked if request.path == "/robots.txt"]
    outcomes = ground.outcomes("r2")
    assert outcomes["/lanh-100035.html"] == ("unchanged", "answered 304, not modified")
    assert outcomes["/robots.txt"][1].startswith("asked for on 2024-09-24 02:00 UTC and kept a day")
    blocked = outcomes["https://chan-429.example/chan-429-300001.html"]
    assert blocked[0] == "blocked"
    assert "answered 429 on 2024-09-24 02:00 UTC: it rests until" in blocked[1]

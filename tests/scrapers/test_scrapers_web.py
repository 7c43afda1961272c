"""How danvan behaves towards a site: robots, pace, retries, redirects, blocks, limits, addresses."""

from __future__ import annotations

import gzip
import threading
from typing import TYPE_CHECKING, Any

import pytest
from small_site import HOME, HOST, Asked, Reply, SmallSite, source

from scrapers.web import TRIES, Web
from scrapers.wire import Limits, Wire, WireError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.warc import Exchange

PAGE = f"{HOME}/mot-bai-123456.html"
PATH = "/mot-bai-123456.html"


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with SmallSite() as running:
        running.replies[PATH] = Reply("<p>một bài</p>")
        yield running


class Visitor:
    """A Web on the small site, with everything it recorded and every second it would have slept."""

    def __init__(self, site: SmallSite, home: Path, *, limits: Limits | None = None, **changes: Any) -> None:
        self.recorded: list[Exchange] = []
        self.slept: list[float] = []
        settings = site.settings(home)
        self.web = Web(
            source(**changes),
            settings,
            self.recorded.append,
            wire=Wire(settings, limits=limits),
            sleep=self.slept.append,
        )


@pytest.fixture
def visitor(site: SmallSite, tmp_path: Path) -> Visitor:
    return Visitor(site, tmp_path)


def test_a_request_says_who_asks_and_for_which_host(site: SmallSite, visitor: Visitor) -> None:
    fetched = visitor.web.get(PAGE)
    assert (fetched.result, fetched.exchange and fetched.exchange.body) == ("fetched", "<p>một bài</p>".encode())
    asked = site.asked[-1]
    assert asked.headers["host"] == HOST
    assert asked.headers["user-agent"].startswith("danvan/")
    assert "+https://" in asked.headers["user-agent"]
    assert "cookie" not in asked.headers
    assert "authorization" not in asked.headers


def test_robots_is_asked_once_recorded_and_obeyed(site: SmallSite, visitor: Visitor) -> None:
    site.replies["/robots.txt"] = Reply(
        "User-agent: danvan\nDisallow: /cam\nAllow: /\n", headers={"Content-Type": "text/plain"}
    )
    assert visitor.web.get(PAGE).result == "fetched"
    forbidden = visitor.web.get(f"{HOME}/cam/bai-123456.html")
    assert (forbidden.result, forbidden.detail) == ("forbidden", "robots.txt forbids it")
    assert site.paths() == ["/robots.txt", PATH]
    assert [exchange.url for exchange in visitor.recorded] == [f"{HOME}/robots.txt", PAGE]


@pytest.mark.parametrize(
    ("reply", "result"),
    [
        (Reply("", 404), "fetched"),
        (Reply("", 410), "fetched"),
        (Reply("", 500), "forbidden"),
        (Reply("", 503), "forbidden"),
        (Reply("", 429), "forbidden"),
        (Reply("<html>khong co</html>"), "fetched"),
        (Reply("", 301, {"Location": "/robots-moi.txt"}), "forbidden"),
        (Reply("", 301, {"Location": "https://elsewhere.example/robots.txt"}), "forbidden"),
    ],
)
def test_what_an_answer_to_robots_means(site: SmallSite, visitor: Visitor, reply: Reply, result: str) -> None:
    site.replies["/robots.txt"] = reply
    site.replies["/robots-moi.txt"] = Reply("User-agent: *\nDisallow: /\n")
    fetched = visitor.web.get(PAGE)
    assert fetched.result == result
    if result == "forbidden":
        assert PATH not in site.paths()
        assert fetched.detail


def test_the_longer_of_pace_and_crawl_delay_is_kept(site: SmallSite, tmp_path: Path) -> None:
    site.replies["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 7\n")
    visitor = Visitor(site, tmp_path, pace_seconds=2)
    for _ in range(2):
        visitor.web.get(PAGE)
    assert [round(seconds) for seconds in visitor.slept] == [7, 7]
    slow = Visitor(site, tmp_path / "slow", pace_seconds=9)
    slow.web.get(PAGE)
    assert [round(seconds) for seconds in slow.slept] == [9]


def test_a_passing_fault_is_tried_again(site: SmallSite, tmp_path: Path) -> None:
    visitor = Visitor(site, tmp_path)
    site.replies[PATH] = [Reply("", 503), Reply("", 502), Reply("<p>da khoe</p>")]
    assert visitor.web.get(PAGE).result == "fetched"
    assert [exchange.status for exchange in visitor.recorded] == [404, 503, 502, 200]


def test_a_fault_that_stays_is_a_failure_in_words(site: SmallSite, visitor: Visitor) -> None:
    site.replies[PATH] = Reply("", 503)
    fetched = visitor.web.get(PAGE)
    assert (fetched.result, fetched.status) == ("failed", 503)
    assert fetched.detail.startswith("answered 503")
    assert site.paths().count(PATH) == TRIES


def test_retry_after_is_waited_for_unless_it_is_too_long(site: SmallSite, visitor: Visitor) -> None:
    site.replies[PATH] = [Reply("", 503, {"Retry-After": "17"}), Reply("<p>ok</p>")]
    assert visitor.web.get(PAGE).result == "fetched"
    assert 17 in visitor.slept
    site.replies["/hai-123456.html"] = Reply("", 503, {"Retry-After": "86400"})
    assert visitor.web.get(f"{HOME}/hai-123456.html").result == "failed"
    assert site.paths().count("/hai-123456.html") == 1


def test_a_firewall_may_change_its_mind_once(site: SmallSite, visitor: Visitor) -> None:
    site.replies[PATH] = [Reply("", 403), Reply("<p>ok</p>")]
    assert visitor.web.get(PAGE).result == "fetched"


@pytest.mark.parametrize(("status", "requests"), [(403, 2), (428, 1), (429, 1)])
def test_a_host_that_does_not_want_us_is_left_alone(
    site: SmallSite, visitor: Visitor, status: int, requests: int
) -> None:
    site.replies[PATH] = Reply("", status)
    first = visitor.web.get(PAGE)
    assert (first.result, first.status) == ("blocked", status)
    assert site.paths().count(PATH) == requests
    second = visitor.web.get(f"{HOME}/hai-123456.html")
    assert second.result == "blocked"
    assert "not asked again" in second.detail
    assert "/hai-123456.html" not in site.paths()


def test_a_redirect_is_an_answer_and_not_followed(site: SmallSite, visitor: Visitor) -> None:
    site.replies[PATH] = Reply("", 301, {"Location": "/cho-moi-123456.html#dau"})
    fetched = visitor.web.get(PAGE)
    assert (fetched.result, fetched.target) == ("moved", f"{HOME}/cho-moi-123456.html")
    assert "/cho-moi-123456.html" not in site.paths()


@pytest.mark.parametrize("target", ["", "javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/a", "http://[x"])
def test_a_redirect_to_nowhere_is_a_failure(site: SmallSite, visitor: Visitor, target: str) -> None:
    site.replies[PATH] = Reply("", 302, {"Location": target} if target else {})
    assert visitor.web.get(PAGE).result == "failed"


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/a-123456.html", "http://127.0.0.1/a", "file:///etc/passwd", "x"]
)
def test_only_the_sources_own_hosts_are_asked(site: SmallSite, visitor: Visitor, url: str) -> None:
    assert visitor.web.get(url).result in {"forbidden", "failed"}
    assert site.asked == []


def test_conditions_are_sent_and_304_is_unchanged(site: SmallSite, visitor: Visitor) -> None:
    def judge(request: Asked) -> Reply:
        return Reply("", 304) if request.headers.get("if-none-match") == '"v1"' else Reply("<p>x</p>")

    site.replies[PATH] = judge
    assert visitor.web.get(PAGE, {"If-None-Match": '"v1"'}).result == "unchanged"
    assert visitor.web.get(PAGE, {"If-None-Match": '"v0"'}).result == "fetched"


def test_a_redirect_with_an_endless_body_is_cut_off_like_any_other(site: SmallSite, tmp_path: Path) -> None:
    site.replies[PATH] = Reply(b"x" * 300_000, 301, {"Location": "/hai-123456.html"})
    with pytest.raises(WireError, match="larger than"):
        wire(site, tmp_path, body=100_000).get(PAGE)


def test_no_cookie_is_kept(site: SmallSite, visitor: Visitor) -> None:
    site.replies[PATH] = Reply("<p>x</p>", headers={"Set-Cookie": "visit=1; Path=/"})
    for _ in range(2):
        visitor.web.get(PAGE)
    assert "cookie" not in site.asked[-1].headers


# -- the wire ---------------------------------------------------------------------------------------------------


def wire(site: SmallSite, tmp_path: Path, **limits: Any) -> Wire:
    return Wire(site.settings(tmp_path), limits=Limits(**limits))


def test_an_answer_larger_than_the_cap_is_cut_off(site: SmallSite, tmp_path: Path) -> None:
    site.replies[PATH] = Reply(b"x" * 300_000)
    with pytest.raises(WireError, match="larger than 100,000 bytes") as caught:
        wire(site, tmp_path, body=100_000).get(PAGE)
    assert not caught.value.again


def test_a_decompression_bomb_is_cut_off(site: SmallSite, tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.replies[PATH] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(WireError, match="larger than"):
        wire(site, tmp_path, body=1_000_000).get(PAGE)


def test_compressed_and_chunked_answers_are_read(site: SmallSite, tmp_path: Path) -> None:
    body = "<p>đoạn văn</p>".encode() * 1000
    site.replies[PATH] = Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})
    assert wire(site, tmp_path).get(PAGE).body == body
    chunked = b"5\r\nmot b\r\n3\r\nai \r\n0\r\n\r\n"
    site.replies["/c-123456.html"] = Reply(chunked, headers={"Transfer-Encoding": "chunked"})
    assert wire(site, tmp_path).get(f"{HOME}/c-123456.html").body in {b"mot bai ", chunked}


def test_broken_compression_and_short_bodies_are_faults_worth_another_try(site: SmallSite, tmp_path: Path) -> None:
    site.replies[PATH] = Reply(b"\x1f\x8b\x08nonsense", headers={"Content-Encoding": "gzip"})
    with pytest.raises(WireError) as caught:
        wire(site, tmp_path).get(PAGE)
    assert caught.value.again
    site.replies[PATH] = Reply(b"<p>ngan", headers={"Content-Length": "5000"})
    with pytest.raises(WireError) as caught:
        wire(site, tmp_path).get(PAGE)
    assert caught.value.again


def test_a_host_that_does_not_answer_in_time_is_given_up(site: SmallSite, tmp_path: Path) -> None:
    release = threading.Event()
    site.replies[PATH] = Reply(b"late", stall=release)
    try:
        with pytest.raises(WireError, match="did not answer in time"):
            wire(site, tmp_path, read=0.2).get(PAGE)
    finally:
        release.set()


def test_the_machines_passwords_stay_here(site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {HOST} login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wire(site, tmp_path).get(PAGE)
    assert "authorization" not in site.asked[-1].headers

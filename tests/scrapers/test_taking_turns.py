"""Runs of one machine share its hosts: one request at a time, the pace kept, robots.txt asked once, rests respected."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml
from ground import Ground, feed, page
from small_site import HOME, HOST, Reply, SmallSite, source

from scrapers.hosts import Hosts
from scrapers.web import Web
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACE = 0.2
AT = datetime(2024, 9, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with SmallSite() as running:
        for number in range(20):
            running.replies[f"/bai-{number:06}.html"] = Reply("<p>một bài</p>")
        yield running


def gaps(site: SmallSite) -> list[float]:
    times = sorted(request.at for request in site.asked)
    return [later - earlier for earlier, later in pairwise(times)]


SCRIPT = """
import sys
from pathlib import Path
from scrapers.registry import read_source
from scrapers.web import Web
from storage.settings import Settings
one = read_source(Path(sys.argv[1]))
web = Web(one, Settings(), lambda exchange: None)
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    fetched = web.get(f"https://{sys.argv[4]}/bai-{number:06}.html")
    assert fetched.result == "fetched", fetched
"""


def test_processes_that_ask_one_host_keep_its_pace_together(site: SmallSite, tmp_path: Path) -> None:
    given = source(pace_seconds=PACE).model_dump(mode="json")
    (tmp_path / "bao-thu.yml").write_text(yaml.safe_dump(given), encoding="utf-8")
    environment = {"DANVAN_HOME": str(tmp_path / "home"), "DANVAN_CONNECT_TO": site.settings(tmp_path).connect_to}
    # www. and m. are the same machine as far as anybody knows, so they are one host here
    environment["DANVAN_CONNECT_TO"] += f",www.{HOST}=127.0.0.1:{site.port}"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, tmp_path / "bao-thu.yml", str(first), str(first + 4), host],
            env=environment,
            cwd=REPOSITORY,
        )
        for first, host in ((0, HOST), (5, HOST), (10, f"www.{HOST}"))
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len([request for request in site.asked if "bai" in request.path]) == 12
    assert min(gaps(site)) >= PACE
    assert max(site.open_at_once) == 1, "never two connections to one host"


def test_a_turn_waits_for_the_other_one_to_end(tmp_path: Path) -> None:
    hosts = Hosts(tmp_path, now=lambda: AT, sleep=time.sleep)
    order: list[str] = []
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with hosts.turn("www.bao.example", 0) as turn:
            entered.set()
            leave.wait(5)
            order.append("first" if turn.is_awaited else "nobody waits")

    def second() -> None:
        with hosts.turn("bao.example", 0) as turn:
            order.append("second" if not turn.is_awaited else "still awaited")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    entered.wait(5)
    threads[1].start()
    time.sleep(0.2)
    leave.set()
    for thread in threads:
        thread.join(5)
    assert order == ["first", "second"]


def test_rests_grow_and_end_with_the_first_page(tmp_path: Path) -> None:
    at = AT
    hosts = Hosts(tmp_path, now=lambda: at, sleep=lambda _: None)
    lengths = []
    for _ in range(6):
        with hosts.turn("bao.example", 0) as turn:
            turn.rest("answered 429", at)
        said = hosts.resting("m.bao.example") or ""
        until = datetime.strptime(said.split("until ")[1][:16], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        lengths.append(until - at)
        at = until
        assert hosts.resting("bao.example") is None
    assert lengths == [timedelta(hours=hours) for hours in (12, 24, 48, 96, 168, 168)]
    with hosts.turn("bao.example", 0) as turn:
        turn.welcome()
        turn.rest("answered 429", at, least=5)
    assert "2024-" in (hosts.resting("bao.example") or "")
    at += timedelta(hours=12)
    assert hosts.resting("bao.example") is None


def test_a_broken_record_of_a_host_means_nothing_is_known(tmp_path: Path) -> None:
    hosts = Hosts(tmp_path, now=lambda: AT, sleep=lambda _: None)
    (tmp_path / "bao.example.json").write_text('{"asked_at": "soon", "colour": 1')
    assert hosts.resting("bao.example") is None
    with hosts.turn("bao.example", 0):
        pass
    assert (tmp_path / "bao.example.json").read_text().startswith("{")


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(tmp_path: Path) -> None:
    slept: list[float] = []
    hosts = Hosts(tmp_path, now=lambda: AT, sleep=slept.append)
    (tmp_path / "bao.example.json").write_text(f'{{"asked_at": {time.time() + 10**6}}}')
    with hosts.turn("bao.example", 3):
        pass
    assert slept == [3]


def test_robots_is_asked_once_a_day_by_all_runs_and_again_when_its_file_is_gone(tmp_path: Path) -> None:
    with SmallSite() as site:
        site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /hai\n")
        site.replies["/rss"] = Reply(feed("/mot-000001.html", "/hai-000002.html"))
        site.replies["/mot-000001.html"] = Reply(page("Một bài báo"))
        ground = Ground(site, tmp_path)

        def asked_in(run: str) -> int:
            site.asked.clear()
            ground.scrape(run)
            assert ground.outcomes(run)["/hai-000002.html"][0] == "forbidden"
            return site.paths().count("/robots.txt")

        assert [asked_in("r1"), asked_in("r2"), asked_in("r3")] == [1, 0, 0]
        next(ground.lake.root.glob("raw/**/r1.warc.gz")).unlink()
        assert asked_in("r4") == 1, "a robots.txt that no file keeps is asked for again"
        ground.at += timedelta(hours=24)
        assert asked_in("r5") == 1


def test_a_robots_that_failed_is_asked_again_after_an_hour(tmp_path: Path) -> None:
    with SmallSite() as site:
        site.replies["/robots.txt"] = [Reply("", 500), Reply("", 500), Reply("", 500), Reply("User-agent: *\n")]
        site.replies["/bai-000001.html"] = Reply("<p>một bài</p>")
        moments = iter([AT, AT + timedelta(minutes=30), AT + timedelta(minutes=70)])
        warc = tmp_path / "r1.warc.gz"
        warc.touch()
        results = []
        for at in moments:
            settings = site.settings(tmp_path)
            kept = warc if at == AT else tmp_path / "r2.warc.gz"
            web = Web(source(), settings, lambda _: None, warc=kept, now=partial(max, at, at), sleep=lambda _: None)
            results.append(web.get(f"{HOME}/bai-000001.html").result)
        assert results == ["forbidden", "forbidden", "fetched"]
        assert site.paths().count("/robots.txt") == 4

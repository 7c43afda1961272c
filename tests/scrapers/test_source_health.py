"""Sources with invented histories: which are quiet, changed or blocking, and which only look so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from ground import BODY, Ground, feed, page
from small_site import Reply, SmallSite, source

from danvan.cli import run as danvan
from scrapers.health import Landed, Run, judge, look

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 1, 15, 0, 0, tzinfo=UTC)
GOOD = {"landed": 2, "unchanged": 5}


def night(days_ago: float, articles: dict[str, int] | None = None, lists: dict[str, int] | None = None) -> Run:
    at = NOW - timedelta(days=days_ago)
    return Run(f"night-{days_ago:g}", at, Counter(articles or GOOD), Counter(lists or {"landed": 3}))


def nights(**last: Any) -> list[Run]:
    """Sixty good nights, then one more."""
    return [night(days) for days in range(60, 0, -1)] + [replace(night(0.2), **last)]


def articles(days: range, each: int = 1, *, has_date: bool = True, has_lead: bool = True) -> list[Landed]:
    return [Landed((NOW - timedelta(days=ago)).date(), has_date, has_lead) for ago in days for _ in range(each)]


LONG = articles(range(60, 0, -1))


def test_a_source_that_goes_on_as_ever_is_well() -> None:
    assert judge(source(), nights(), LONG, NOW) == ("well", "6 articles in the last seven days")
    assert judge(source(), [], [], NOW) == ("unknown", "it was never scraped")


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ({"articles": Counter(blocked=4), "lists": Counter(landed=2)}, "4 addresses were blocked and 1 could be read"),
        (
            {"articles": Counter(blocked=9, landed=1), "lists": Counter(blocked=1, landed=1)},
            "10 addresses",
        ),
        ({"articles": Counter(), "lists": Counter(forbidden=3)}, "robots.txt forbade all 3"),
    ],
)
def test_a_source_that_refuses_us_is_blocking(last: dict[str, Any], said: str) -> None:
    state, finding = judge(source(), nights(**last), LONG, NOW)
    assert state == "blocking"
    assert said in finding


def test_one_blocked_page_among_many_is_no_block() -> None:
    last = {"articles": Counter(blocked=1, landed=5, unchanged=10)}
    assert judge(source(), nights(**last), LONG, NOW)[0] == "well"


@pytest.mark.parametrize("lists", [{"failed": 2}, {"landed": 1, "rejected": 2}, {"landed": 1, "gone": 1}])
def test_a_source_of_which_nothing_can_be_read_is_failing(lists: dict[str, int]) -> None:
    assert judge(source(), nights(articles=Counter(), lists=Counter(lists)), LONG, NOW)[0] == "failing"


def test_a_source_that_nobody_scraped_is_idle() -> None:
    assert judge(source(), [night(9), night(3)], LONG, NOW) == ("idle", "it was scraped last on 2026-01-12")


def test_a_source_below_its_bound_is_quiet_once_a_month_is_known() -> None:
    bound = source(bounds={"min_articles": 40})
    assert judge(bound, nights(), LONG, NOW) == ("quiet", "29 articles in 30 days, at least 40 are there usually")
    assert judge(bound, nights()[-20:], LONG, NOW)[0] == "well", "known for less than a month"
    assert judge(source(bounds={"min_articles": 29}), nights(), LONG, NOW)[0] == "well"


def test_a_source_below_its_own_past_is_quiet() -> None:
    silent = articles(range(60, 7, -1))
    state, finding = judge(source(), nights(), silent, NOW)
    assert (state, finding) == ("quiet", "no article in seven days, 7 a week in the 7 weeks before")
    rare = articles(range(60, 7, -5))
    assert judge(source(), nights(), rare, NOW)[0] == "well", "an article a week may well be none"


def test_a_source_whose_articles_lose_their_date_or_lead_has_changed() -> None:
    old = articles(range(60, 7, -1))
    for lost, said in (({"has_date": False}, "have a date"), ({"has_lead": False}, "have a lead")):
        state, finding = judge(source(), nights(), old + articles(range(6, 0, -1), each=3, **lost), NOW)
        assert state == "changed"
        assert said in finding
        assert "100%" in finding
    few = old + articles(range(3, 0, -1), has_date=False)
    assert judge(source(), nights(), few, NOW)[0] == "well", "three articles say nothing"


def test_a_source_below_the_share_it_declares_has_changed() -> None:
    half = articles(range(6, 0, -1), each=2) + articles(range(6, 0, -1), each=2, has_lead=False)
    assert judge(source(bounds={"min_lead": 0.9}), nights()[-5:], half, NOW)[0] == "changed"
    assert judge(source(bounds={"min_lead": 0.5}), nights()[-5:], half, NOW)[0] == "well"


def test_a_source_whose_pages_are_refused_has_changed() -> None:
    broken = [night(days) for days in range(60, 7, -1)] + [
        night(days, {"landed": 1, "rejected": 4}) for days in (5, 4, 3, 2, 1, 0.2)
    ]
    state, finding = judge(source(), broken, LONG, NOW)
    assert state == "changed"
    assert "20% of its new pages could be read as articles in seven days, 100% before" in finding


@pytest.fixture
def ground(tmp_path: Path) -> Any:
    with SmallSite() as site:
        site.replies["/rss"] = Reply(feed(*(f"/bai-{number:06}.html" for number in range(12))))
        for number in range(12):
            site.replies[f"/bai-{number:06}.html"] = Reply(page(f"Bài báo thứ {number} của xã Đồi Cao"))
        yield Ground(site, tmp_path)


def test_the_lake_tells_the_story(ground: Ground) -> None:
    assert ground.scrape("r1").landed == 12
    assert look(ground.settings, lambda: ground.at).passed
    ground.at += timedelta(days=8)
    undated = "<html lang='vi'><body><h1>{}</h1><p>" + BODY * 3 + "</p></body></html>"
    for number in range(12):
        ground.site.replies[f"/bai-{number:06}.html"] = Reply(undated.format(f"Bài báo thứ {number} đã đổi giao diện"))
    ground.scrape("r2")
    report = look(ground.settings, lambda: ground.at)
    assert [one.state for one in report.sources] == ["changed"]
    assert "danvan sources check bao-thu" in report.summary
    ground.site.replies["/rss"] = Reply("", 429)
    ground.at += timedelta(days=1)
    ground.scrape("r3")
    assert [one.state for one in look(ground.settings, lambda: ground.at).sources] == ["blocking"]


def test_the_command_says_what_to_do_and_ends_red(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = ground.settings
    for name in ("home", "sources", "connect_to"):
        monkeypatch.setenv(f"DANVAN_{name.upper()}", str(getattr(settings, name)))
    assert danvan(["sources", "health"]) == 0
    ground.scrape("r1")  # two years before the clock of this machine
    assert danvan(["sources", "health"]) == 1
    told = capsys.readouterr()
    assert "idle" in told.out
    assert "it was scraped last on 2024-09-24" in told.out
    assert "1 source needs a person" in told.err

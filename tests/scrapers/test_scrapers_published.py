"""When a page was published: every way in which pages, feeds and addresses say so, and what they disagree about."""

from __future__ import annotations

import pytest

from scrapers.families.published import from_data, from_feed, from_text, settle


@pytest.mark.parametrize(
    ("value", "day", "at"),
    [
        ("9/11/2021 3:29:47 PM", "2021-09-11", "2021-09-11T08:29:47+00:00"),
        ("12/5/2024 12:05 AM", "2024-12-05", "2024-12-04T17:05:00+00:00"),
        ("2021-12-01 11:51:00", "2021-12-01", "2021-12-01T04:51:00+00:00"),
        ("2021-12-01T23:51:00Z", "2021-12-02", "2021-12-01T23:51:00+00:00"),
        ("2026-09-05T09:18:48+0700", "2026-09-05", "2026-09-05T02:18:48+00:00"),
        ("2026-09-05T09:18:48.123+07:00", "2026-09-05", "2026-09-05T02:18:48+00:00"),
        ("2024-12-05T10:30:00&#x2B;07:00", "2024-12-05", "2024-12-05T03:30:00+00:00"),
        ("2024-12-05", "2024-12-05", None),
    ],
)
def test_dates_for_machines(value: str, day: str, at: str | None) -> None:
    found = from_data("meta", value)
    assert found is not None
    assert found.day == day
    assert (found.at.isoformat() if found.at else None) == at


@pytest.mark.parametrize(
    "value", ["", "soon", "13/13/2024 1:00 PM", "2024-13-45", "2024", "0001-01-01T00:00:00Z", "9" * 300]
)
def test_what_is_no_date_for_machines_is_none(value: str) -> None:
    assert from_data("meta", value) is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("10:30, 15/05/2011", "2011-05-15"),
        ("Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]", "2021-12-01"),
        ("11/09/2021 15:29", "2021-09-11"),
        ("15-01-2024 13:04", "2024-01-15"),
        ("Thứ Hai, 21:05 30/09/2024", "2024-09-30"),
    ],
)
def test_dates_for_readers_have_the_day_first(value: str, day: str) -> None:
    found = from_text("page", value)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("Mon, 23 Sep 24 10:30:00 GMT+7", "2024-09-23T03:30:00+00:00"),
        ("Mon, 23 Sep 2024 10:30:00 +0700", "2024-09-23T03:30:00+00:00"),
        ("9/23/2024 10:30:00 AM", "2024-09-23T03:30:00+00:00"),
        ("2024-09-23T10:30:00+07:00", "2024-09-23T03:30:00+00:00"),
        ("Thứ Năm, 05/12/2024 15:18:00 GMT+7", "2024-12-05T08:18:00+00:00"),
        ("05/12/2024 15:18", "2024-12-05T08:18:00+00:00"),
        ("Thứ 5, 05 Dec 2024 15:18:00 +0700", "2024-12-05T08:18:00+00:00"),
        ("1733386680", "2024-12-05T08:18:00+00:00"),
    ],
)
def test_dates_in_feeds(value: str, at: str) -> None:
    found = from_feed(value)
    assert found is not None
    assert found.isoformat() == at


def test_the_page_wins_over_what_it_tells_machines_and_the_contradiction_is_flagged() -> None:
    page, meta = from_text("page", "11/09/2021 15:29"), from_data("meta", "2021-11-09T15:29:00+07:00")
    settled = settle([page, meta], "https://bao-thu.example/tin/202109/a-1234567/")
    assert (settled.published, settled.evidence, settled.flags) == (
        "2021-09-11",
        "page",
        ("published-differs-in-meta",),
    )


def test_a_time_of_day_is_taken_from_whoever_agrees_on_the_day() -> None:
    settled = settle([from_text("page", "11/09/2021"), from_data("json-ld", "2021-09-11T15:29:00+07:00")], None)
    assert settled.published_at is not None
    assert settled.published_at.isoformat() == "2021-09-11T08:29:00+00:00"


def test_a_second_is_told_by_whoever_agrees_to_the_minute() -> None:
    page, script = from_text("page", "11/09/2021 15:29"), from_data("script", "2021-09-11T15:29:47+07:00")
    settled = settle([page, script], None)
    assert settled.published_at is not None
    assert (settled.published_at.isoformat(), settled.evidence) == ("2021-09-11T08:29:47+00:00", "page")


def test_a_number_that_holds_a_moment_gives_the_day_when_nothing_else_does() -> None:
    url = "https://bao-thu.example/mot-bai-102260905122709839.htm"
    assert settle([], url).published == "2026-09-05"
    assert settle([from_text("page", "06/09/2026")], url).flags == ()
    assert settle([from_text("page", "06/01/2026")], url).flags == ("published-differs-in-url",)
    assert settle([], "https://bao-thu.example/mot-bai-123456.html").published is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("kim-son-sap-xep-nhanh/d20200831220830347.htm", "2020-08-31"),
        ("glamping-san-pham-moi/d2022032722111733.htm", "2022-03-27"),
        ("nhon-nhip-khong-khi-20180104031946780p3c24.htm", "2018-01-04"),
        ("mot-bai-102260905122709839.htm", "2026-09-05"),
        ("mot-bai-20201331220830347.htm", None),
        ("mot-bai-2020083.htm", None),
    ],
)
def test_the_day_in_a_number_is_read_in_every_form_that_papers_write_it(path: str, day: str | None) -> None:
    assert settle([], f"https://bao-thu.example/{path}").published == day


@pytest.mark.parametrize(
    ("day", "flags"),
    [("05/09/2026", ()), ("20/09/2026", ()), ("04/09/2026", "url"), ("20/10/2026", "url")],
)
def test_no_article_is_published_before_it_is_made_nor_long_after(day: str, flags: str | tuple[()]) -> None:
    found = settle([from_text("page", day)], "https://bao-thu.example/mot-bai-102260905122709839.htm")
    assert found.flags == (("published-differs-in-url",) if flags else ())


def test_places_that_are_hours_apart_on_one_day_are_flagged_and_the_page_wins() -> None:
    page, told = from_text("page", "01/12/2021 | 11:51:00 [GMT +7]"), from_data("json-ld", "2021-12-01T11:51:00Z")
    settled = settle([page, told], None)
    assert settled.published_at is not None
    assert settled.published_at.isoformat() == "2021-12-01T04:51:00+00:00"
    assert settled.flags == ("published-time-differs-in-json-ld",)
    near = settle([page, from_data("json-ld", "2021-12-01 11:20:00")], None)
    assert near.flags == ()


@pytest.mark.parametrize("value", ["9/11/2021 15:29:47", "11/09/2021", "2021-09-11T25:00:00", "Sat, 11 Sep 2021"])
def test_what_machines_could_read_in_two_ways_is_not_read(value: str) -> None:
    assert from_data("meta", value) is None


@pytest.mark.parametrize(
    ("value", "day", "at"),
    [
        ("Cập nhật: 06/12/2024 08:00 - Đăng lúc: 05/12/2024 10:30", "2024-12-05", "2024-12-05T03:30:00+00:00"),
        ("Ngày đăng: 05/12/2024 10:30 | Cập nhật: 06/12/2024 08:00", "2024-12-05", "2024-12-05T03:30:00+00:00"),
        ("Cập nhật lúc 08:00 ngày 06/12/2024", "2024-12-06", "2024-12-06T01:00:00+00:00"),
        ("1 Tháng Bảy, 2024 8:05", "2024-07-01", "2024-07-01T01:05:00+00:00"),
        ("5 Tháng Mười Hai, 2024", "2024-12-05", None),
        ("Thứ Ba, 10 tháng mười một năm 2020", "2020-11-10", None),
        ("3 tháng 7, 2025", "2025-07-03", None),
    ],
)
def test_dates_for_readers_in_words_and_with_labels(value: str, day: str, at: str | None) -> None:
    found = from_text("page", value)
    assert found is not None
    assert (found.day, found.at.isoformat() if found.at else None) == (day, at)

"""Pages made to bring a parser down are read in linear time, or refused in one sentence."""

from __future__ import annotations

import time

import pytest
from small_site import source

from scrapers.families import Refused, parse_page
from scrapers.families.bombs import refuse_bombs
from storage.records import Article

PROSE = "<p>Các thôn trong xã đã cùng nhau sửa đường, trồng cây và giúp đỡ những gia đình gặp khó khăn.</p>" * 5
LONGEST = 20  # seconds of CPU; the quadratic ways take minutes


def page(markup: str, head: str = "") -> bytes:
    return (
        f"<html><head><title>Bài thử nghiệm</title>{head}</head><body><h1>Bài thử nghiệm</h1>"
        f"{PROSE}{markup}</body></html>"
    ).encode()


def read(data: bytes, family: str = "generic") -> Article | Refused:
    begun = time.process_time()
    found = parse_page(data, url=None, source=source(family=family), content_type="text/html")
    assert time.process_time() - begun < LONGEST
    return found


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (page("<div>" * 100_000), "too-deep"),
        (page("<ul><li>" * 100_000), "too-deep"),
        (page("<x-y>" * 100_000), "too-deep"),
        (page(("<div></y>" * 3_000) + ("<y></div>" * 3_000)), "too-deep"),
        (page("<p>" + "".join(f"<font c={n}>" for n in range(1_000)) + "</p>" + "<p>x</p>" * 5_000), "too-deep"),
        (page("<p>" + "<FONT c=1>" * 1_900 + "</p>" + "<p>x</p>" * 9_000 + "</font>" * 1_900), "too-deep"),
        (page("<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">"), "too-large"),
        (page("<div " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">"), "too-large"),
        (page('<div a="' + '"'.join(f'1"b{n}=' for n in range(50_000)) + '">'), "too-large"),
        (page("<script>x()</script>" * 300_000), "too-large"),
        (page("<a " * 1_000_000), "too-large"),
        (page("<p>" + "Nhiều chữ quá. " * 100_000 + "</p>"), "too-large"),
    ],
    ids=[
        "divs",
        "lists",
        "unknown tags",
        "closed crosswise",
        "fonts",
        "fonts closed late",
        "attributes",
        "attributes that hide the end",
        "attributes without spaces",
        "scripts",
        "endless tags",
        "endless text",
    ],
)
def test_what_would_take_square_time_or_memory_is_refused_in_a_sentence(data: bytes, rule: str) -> None:
    found = read(data)
    assert isinstance(found, Refused)
    assert found.rule == rule
    assert found.reason
    assert "\n" not in found.reason


ENTITIES = b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize("family", ["generic", "onecms", "vietnamvn"])
@pytest.mark.parametrize(
    "data",
    [
        page("<script>" + "var a='<b></b>';" * 100_000 + "</script>"),
        ENTITIES + page("<p>&c;&c;&c;</p>"),
        page("<img alt='" + "x" * 4_000_000 + "'>"),
        page("", head=f"<meta property='og:title' content='{'x ' * 1_000_000}'>"),
        page("", head=f"<title>{'x' * 2_000_000}</title>"),
        page("", head=f"<script type='application/ld+json'>{'[' * 100_000}</script>"),
        page("", head='<script type="application/ld+json">{"@type":"NewsArticle","headline":["x"]}</script>' * 5_000),
        page("<!--" + "-" * 2_000_000),
        page("<" * 50_000),
        page(" " * 4_000_000),
        page("<html><body><p>Thêm một đoạn ở trong.</p></body></html>" * 50),
        page("<p><b>đậm</p>" * 300),
        page("<time>" + "1/" * 25_000 + "</time><div class='date'>" + "9" * 25_000 + "</div>"),
        page("<p>a" + "\u0301" * 100_000 + "</p>"),
    ],
    ids=[
        "script",
        "entities",
        "attribute",
        "title for others",
        "title",
        "brackets",
        "many articles for machines",
        "comment",
        "brackets of tags",
        "spaces",
        "pages in a page",
        "bold for ever",
        "digits",
        "accents",
    ],
)
def test_what_is_only_large_is_read(data: bytes, family: str) -> None:
    found = read(data, family)
    assert isinstance(found, Article)
    assert "sửa đường, trồng cây" in found.text
    assert len(found.text) < 110_000
    assert found.title is None or len(found.title) <= 1_000
    assert "ha" * 6 not in found.text


def test_zero_bytes_are_refused_and_a_wrong_charset_is_read_as_it_is() -> None:
    zero = read(page("<p>a\0b</p>"))
    assert isinstance(zero, Refused)
    assert zero.rule == "binary-file"
    wrong = parse_page(page(""), url=None, source=None, content_type="text/html; charset=windows-1252")
    assert isinstance(wrong, Article)
    assert "sửa đường" in wrong.text
    unknown = page("", head="<meta charset='no-such-charset'>")
    assert isinstance(read(unknown), Article)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='a'><p>Một đoạn.</p></div>\n" * 1_500,
        "<p><b>Đậm</b> <font color='red'>đỏ</font> <i>nghiêng</i></p>" * 3_000,
        "<p><strong>Chưa đóng</p>" * 500,
        "<img " + " ".join(f"data-a{n}='{n}'" for n in range(100)) + ">",
        "<div>" * 100 + "</div>" * 100,
    ],
)
def test_pages_of_papers_are_far_from_every_limit(markup: str) -> None:
    refuse_bombs(page(markup))

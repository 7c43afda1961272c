"""Pages laid out a little otherwise than their layout says: what still has to be found, and what must not be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_site import source

from scrapers.families import Refused, parse_page
from scrapers.registry import load_sources
from storage.records import Article
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from scrapers.registry import Source

SOURCES = load_sources(REPOSITORY / "scrapers" / "sources")
LEAD = "Từ việc sửa một con ngõ, bà con xóm Trại đã cùng nhau làm nên những chuyện mà trước đây không ai nghĩ tới."
FIRST = "Xóm có 84 hộ, đường vào rộng chưa đầy hai mét, mùa mưa xe máy cũng phải dắt bộ qua đoạn dốc đầu xóm."
SECOND = "Sau ba buổi họp, 41 hộ tình nguyện lùi hàng rào, người góp công, người góp của, ai không có thì nấu cơm trưa."
TODAY = '<div class="top"><span>Chủ nhật, 29/11/2026</span></div>'
OTHER = "Du khách khắp nơi đổ về ngắm hoa trong ngày hội đầu xuân trên cao nguyên đá."


def read(body: str, of: Source | None = None, *, url: str = "https://bao-thu.example/mot-bai-123456.html") -> Article:
    found = given(body, of, url=url)
    assert isinstance(found, Article), found
    return found


def given(
    body: str, of: Source | None = None, *, url: str = "https://bao-thu.example/mot-bai-123456.html"
) -> Article | Refused:
    page = f"<!doctype html><html lang=vi><head><title>Chuyện xóm Trại</title></head><body>{body}</body></html>"
    return parse_page(page.encode(), url=url, source=of or source(family="td_post"), content_type="text/html")


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def td_post(text: str, *, beside: str = "", title: str = "Chuyện xóm Trại") -> str:
    """A page of family td_post without classes for date and lead."""
    return (
        f'{TODAY}<div class="main"><h1 class="title">{title}</h1>{beside}'
        f'<div id="content" class="content-detail"><div class="td-post-content">{text}</div></div></div>'
    )


PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def _ld(said: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {said}}}</script>'


@pytest.mark.parametrize(
    "opening",
    [
        f"<p><strong>{LEAD}</strong></p>",
        f"<p><b>Từ việc sửa một con ngõ,</b> <b>{LEAD[25:]}</b></p>",
        f"<p><em>{LEAD}</em></p>",
        f'<p><span style="font-weight: bold">{LEAD}</span></p>',
        f"<h2>{LEAD}</h2>",
        f'<p class="article-sapo">{LEAD}</p>',
    ],
)
def test_a_first_paragraph_set_apart_is_the_lead_where_no_other_stands(opening: str) -> None:
    article = read(td_post(f"{opening}{PARAGRAPHS}"))
    assert article.lead == LEAD
    assert [text for kind, text in kinds(article) if kind == "paragraph"] == [FIRST, SECOND]


def test_a_first_paragraph_set_apart_stays_one_below_a_lead() -> None:
    beside = f'<div class="content-reply"><p class="reply">{LEAD}</p></div>'
    article = read(td_post(f"<p><strong>{FIRST}</strong></p><p>{SECOND}</p>", beside=beside))
    assert kinds(article)[1:] == [("lead", LEAD), ("paragraph", FIRST), ("paragraph", SECOND)]


def test_a_short_bold_line_and_an_only_paragraph_are_no_lead() -> None:
    assert read(td_post(f"<p><strong>Việc của cả xóm</strong></p>{PARAGRAPHS}")).lead is None
    assert read(td_post(f"<p><strong>{FIRST} {SECOND}</strong></p>")).lead is None


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="bar"><span>Thứ bảy, 18/10/2025 | 09:31</span></div>',
        "<div>18/10/2025 09:31 <i>1.204 lượt xem</i></div>",
        "<span>Cập nhật: 09:31, 18/10/2025</span>",
    ],
)
def test_a_date_line_beside_the_heading_counts_and_todays_date_above_it_does_not(beside: str) -> None:
    article = read(td_post(PARAGRAPHS, beside=beside))
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.flags) == ("2025-10-18T02:31:00+00:00", ())


@pytest.mark.parametrize(
    "beside",
    [
        '<div id="today">Thứ bảy, 18/10/2025</div>',
        "<ul><li>Lễ hội mở màn 18/10/2025</li></ul><aside>18/10/2025</aside>",
        f"<p>{LEAD[:70]}, khi ngày 18/10/2025 đã trở thành ngày hội của cả xóm</p>",
    ],
)
def test_other_dates_beside_the_heading_do_not_count(beside: str) -> None:
    assert read(td_post(PARAGRAPHS, beside=beside)).published is None


def test_a_lead_that_stands_beside_the_heading_is_known_by_its_class_and_not_by_that_of_a_cut() -> None:
    article = read(td_post(PARAGRAPHS, beside=f'<h2 class="detail__sapo">{LEAD}</h2>'))
    assert article.lead == LEAD
    cut = f"{FIRST} {SECOND}"[:150]
    assert read(td_post(PARAGRAPHS, beside=f'<div class="sapo">{cut}</div>')).lead is None
    assert read(td_post(PARAGRAPHS, beside=f'<div class="sapo">{FIRST[:90]} …</div>')).lead is None
    others = f'<div class="list-relate"><p class="sapo">{OTHER}</p></div>'
    assert read(td_post(PARAGRAPHS, beside=others)).lead is None


@pytest.mark.parametrize(
    ("ending", "byline"),
    [
        ('<p style="text-align:right"><strong>Tre Xanh</strong></p>', "Tre Xanh"),
        ("<p><strong>Bài, ảnh: TRE XANH</strong></p>", "Bài, ảnh: TRE XANH"),
        ("<p>(Theo TTXVN)</p>", "(Theo TTXVN)"),
        ("<p>Theo Tre Xanh/baothu.vn</p>", "Theo Tre Xanh/baothu.vn"),
        ("<p>Nguồn: TTXVN</p><p>Đ.X</p>", "Nguồn: TTXVN, Đ.X"),
        ("<p>PV</p>", "PV"),
        ("<p>Tre Xanh</p><figure><img><figcaption>Ngõ mới rộng bốn mét.</figcaption></figure>", "Tre Xanh"),
        ("<p>Story by Tre Xanh - Translated by Mai Lan</p>", "Story by Tre Xanh - Translated by Mai Lan"),
    ],
)
def test_who_signs_below_a_text_is_its_byline(ending: str, byline: str) -> None:
    article = read(td_post(f"{PARAGRAPHS}{ending}"))
    assert article.byline == byline
    assert [text for kind, text in kinds(article) if kind == "paragraph"] == [FIRST, SECOND]


def test_a_name_is_said_once_in_a_byline() -> None:
    page = td_post(f"{PARAGRAPHS}<p>Tre Xanh</p>") + '<div class="after-author"><p class="author">Tre Xanh</p></div>'
    assert read(page).byline == "Tre Xanh"


@pytest.mark.parametrize(
    ("beside", "behind", "byline"),
    [
        ('<span class="author">Tre Xanh</span>', "", "Tre Xanh"),
        ("", '<div class="article-author">Tác giả: Tre Xanh</div>', "Tác giả: Tre Xanh"),
        ('<div class="author-box">Tre Xanh 18/10/2025</div>', "", None),
        ("", _ld('"author": {"@type": "Person", "name": "Tre Xanh"}'), "Tre Xanh"),
        ("", _ld('"author": {"@type": "Person", "name": "Báo Thử"}'), None),
        ("", _ld('"author": {"@type": "Organization", "name": "Tre Xanh"}'), None),
        ("", '<meta name="author" content="Tre Xanh">', "Tre Xanh"),
        ("", '<meta name="author" content="baothu.vn">', None),
    ],
)
def test_an_author_is_known_by_the_classes_that_systems_share_and_by_what_machines_are_told(
    beside: str, behind: str, byline: str | None
) -> None:
    page = td_post(PARAGRAPHS, beside=beside).removesuffix("</div>") + f"{behind}</div>"
    assert read(page).byline == byline


@pytest.mark.parametrize("ending", ["Cả xóm cùng vui.", "Xóm Trại, tháng Mười", "Theo ông, việc còn dài và khó"])
def test_the_last_words_of_a_text_are_no_signature(ending: str) -> None:
    article = read(td_post(f"{PARAGRAPHS}<p>{ending}</p>"))
    assert (article.byline, kinds(article)[-1]) == (None, ("paragraph", ending))


CAPTION = "Bà con xóm Trại đổ bê tông con ngõ"


@pytest.mark.parametrize(
    "picture",
    [
        f"<table><tr><td><img></td></tr><tr><td>{CAPTION}</td></tr></table>",
        f'<table><tr><td><img></td></tr><tr><td class="caption"><p>{CAPTION}</p></td></tr></table>',
        f'<div class="PhotoCMS_Caption"><p>{CAPTION}</p></div>',
        f'<p><img></p><p style="text-align: center">{CAPTION}</p>',
        f"<p><img></p><p><i>{CAPTION}</i></p>",
        f"<figure><img><p>{CAPTION}</p></figure>",
    ],
)
def test_captions_are_known_by_place_and_by_the_classes_that_systems_share(picture: str) -> None:
    article = read(td_post(f"<p>{FIRST}</p>{picture}<p>{SECOND}</p>"))
    assert kinds(article)[1:] == [("paragraph", FIRST), ("caption", CAPTION), ("paragraph", SECOND)]


def test_the_rows_of_a_table_with_figures_are_text() -> None:
    table = "<table><tr><td><img>Năm</td><td>Số hộ</td></tr><tr><td>2024</td><td>84 hộ</td></tr></table>"
    article = read(td_post(f"{PARAGRAPHS}{table}<p>{LEAD}</p>"))
    assert ("paragraph", "84 hộ") in kinds(article)


@pytest.mark.parametrize(
    "within",
    [
        '<p><a href="/khac-1.html">Xã vùng cao mở lối làm ăn mới từ cây quế</a></p>',
        '<div class="box-relate-news"><p>Xã vùng cao mở lối làm ăn mới</p></div>',
        "<p>Xem thêm: Xã vùng cao mở lối làm ăn mới</p>",
        '<h4>Tin liên quan:</h4><ul><li><a href="/khac-1.html">Xã vùng cao mở lối làm ăn mới từ cây quế</a></li></ul>',
        "<p>*Mời bạn đọc vào chuyên mục Xã hội xem các tin, bài liên quan.</p>",
    ],
)
def test_what_leads_to_other_articles_is_left_out_of_the_text(within: str) -> None:
    article = read(td_post(f"<p>{FIRST}</p>{within}<p>{SECOND}</p>"))
    assert kinds(article)[1:] == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_a_link_within_a_sentence_is_text() -> None:
    article = read(td_post(f'<p>{FIRST}</p><p><a href="/khac-1.html">{SECOND}</a></p>'))
    assert kinds(article)[1:] == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_a_node_that_fits_two_parts_of_a_selector_is_one_node() -> None:
    page = (
        '<h1 class="crumb">Xã hội</h1><h1 class="fw700 margintopbot10">Chuyện xóm Trại</h1>'
        f'<div class="content-fck content-fck-font-size" data="1">{PARAGRAPHS}</div>'
    )
    article = read(page, source(family="content_fck"))
    assert (article.title, article.parser, article.flags) == ("Chuyện xóm Trại", "content_fck", ())


def test_of_several_headings_and_dates_those_of_the_article_count() -> None:
    others = "".join(
        f'<div class="item"><h1 class="title">Tin khác</h1><p class="date">0{n}/11/2026</p></div>' for n in "12"
    )
    own = '<h1>Chuyện xóm Trại</h1><p class="date">18/10/2025</p>'
    article = read(f'<div class="a">{own}<div id="content">{PARAGRAPHS}</div></div>{others}')
    assert (article.parser, article.published) == ("td_post", "2025-10-18")


@pytest.mark.parametrize("name", ["div", "article"])
@pytest.mark.parametrize("around", ["c-news-detail", "b-maincontent"])
def test_onecms_pages_are_read_whatever_tag_holds_the_text(name: str, around: str) -> None:
    heading = '<h1 class="sc-longform-header-title block-sc-title">Chuyện xóm Trại</h1>'
    article = read(
        f'<div class="{around}"><{name} class="entry">{heading}{PARAGRAPHS}</{name}></div>', SOURCES["baodaknong"]
    )
    assert (article.parser, article.flags) == ("onecms", ())


def test_of_several_texts_the_first_is_the_article() -> None:
    following = f'<div id="content" class="content-detail"><div class="td-post-content"><p>{OTHER}</p></div></div>'
    article = read(td_post(PARAGRAPHS) + following)
    assert (article.parser, kinds(article)[1:]) == ("td_post", [("paragraph", FIRST), ("paragraph", SECOND)])

"""Pages whose layout nobody knows: where the article is among what surrounds it, and which pages hold none."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest
from small_site import source
from test_pages_unforeseen import FIRST, LEAD, OTHER, SECOND, TODAY, given, kinds, read

from scrapers.encodings import Refused

if TYPE_CHECKING:
    from storage.records import Article

UNKNOWN = source(family="generic")
THIRD = (
    "Đến tháng Chín, con ngõ đã rộng bốn mét, hai bên trồng hoa, tối đến có 16 bóng đèn do các hộ thay nhau trả tiền."
)
LD_AUTHOR = '{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Tre Xanh"}]}'
HEADLINES = (
    "Xã vùng cao mở lối làm ăn mới từ cây quế",
    "Khai trương tuyến xe buýt liên huyện đầu tiên",
    "Hội thi nấu bánh dân gian lần thứ tư",
)
BOX = "".join(
    f'<div class=item><h3><a href="/{n}.html">{headline}</a></h3><div class=date>2{n}/11/2026</div><p>{OTHER}</p></div>'
    for n, headline in enumerate(HEADLINES)
)


def teasers(number: int, *, entry: str = "div", heading: str = "h3") -> str:
    """A list of articles: a headline that leads elsewhere, a day, a few words."""
    return "".join(
        f'<{entry} class="entry-{entry}"><{heading}><a href="/bai-{n}.html">{headline} ({n})</a></{heading}>'
        f"<span>0{n % 9 + 1}/03/2025</span><p>{text}</p></{entry}>"
        for n, (headline, text) in enumerate(islice(cycle(zip(HEADLINES, (FIRST, SECOND, THIRD), strict=True)), number))
    )


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Dân vận khéo</h1>{teasers(8)}",
        f"<h1>Tìm kiếm: xóm Trại</h1><ul>{teasers(8, entry='li', heading='b')}</ul>",
        f"<div class='e404'><h1>Không còn bài này</h1></div><section>{teasers(9)}</section>",
        "<h1>Chính trị</h1>"
        + "".join(
            f'<div class="c"><a href="/{n}"><h3>{h} {n}</h3></a></div>' for n, h in zip("0123456789", cycle(HEADLINES))
        ),
    ],
)
@pytest.mark.parametrize("family", ["generic", "vietnamvn"])
def test_a_list_of_articles_is_none(page: str, family: str) -> None:
    found = given(f"{TODAY}<main>{page}</main>", source(family=family))
    assert isinstance(found, Refused)
    assert found.rule in {"list-page", "no-text"}


def test_an_article_with_lists_around_it_is_no_list() -> None:
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    linked = "".join(f'<li><a href="/{n}.html">{headline}</a></li>' for n, headline in enumerate(HEADLINES * 2))
    body = f"<div class=b><h1>Chuyện xóm Trại</h1><div class=t>{text}</div><ul>{linked}</ul></div><div>{BOX}</div>"
    assert [text for kind, text in kinds(read(body, UNKNOWN)) if kind in {"lead", "paragraph"}] == [
        FIRST,
        SECOND,
        THIRD,
    ]


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        ("<h1>Đăng nhập để đọc tiếp</h1><p>{}</p><form><input type=password></form>", "login-page"),
        ("<h1>Trang này dùng cookie</h1><p>{}</p><button>Đồng ý</button>", "challenge-page"),
        ("<meta http-equiv=refresh content='0; url=/khac.html'><p>{}</p>", "redirect-page"),
    ],
)
def test_pages_that_stand_before_the_article_are_refused(page: str, rule: str) -> None:
    found = given(page.format(FIRST), UNKNOWN)
    assert isinstance(found, Refused)
    assert found.rule == rule


def test_an_article_about_such_things_is_read() -> None:
    article = read(f"<h1>Đăng nhập bằng vân tay ở xóm Trại</h1><p>{FIRST}</p><p>{SECOND}</p>", UNKNOWN)
    assert article.title == "Đăng nhập bằng vân tay ở xóm Trại"


def prose(article: Article) -> list[str]:
    return [text for kind, text in kinds(article) if kind in {"lead", "paragraph"}]


@pytest.mark.parametrize(
    "page",
    [
        "<div><h1>{h}</h1><div>{d}</div><p class=sapo>{l}</p><div class=t><p>{a}</p><p>{b}</p></div></div>{x}",
        "<div><h2 class=ttl>{h}</h2><div>{d}</div><div class=t><p><b>{l}</b></p><p>{a}</p><p>{b}</p></div></div>{x}",
        "<table><tr><td>Xã hội<td><h1>{h}</h1>{d}<p>{l}</p><p>{a}</p><p>{b}</p><td>{x}</table>",
        "<div>Xã hội<h1>{h}</h1><div>{d}</div><div class=t><div>{l}</div><div>{a}</div><div>{b}</div></div></div>{x}",
        "<div class=title>{h}</div><div>{d}</div><div class=t>{l}<br><br>{a}<br><br>{b}</div>{x}",
    ],
)
def test_lead_text_and_date_are_found_among_what_surrounds_them(page: str) -> None:
    body = page.format(h="Chuyện xóm Trại", d="Thứ Năm, 07:15 | 21/03/2024", l=LEAD, a=FIRST, b=SECOND, x=BOX)
    comments = "<div class='cmt'><p>Hay quá các bác ơi, mong báo viết thêm nhiều bài như thế cho bà con đọc.</p></div>"
    article = read(f"{TODAY}{body}{comments}", UNKNOWN)
    assert article.title == "Chuyện xóm Trại"
    assert prose(article) == [LEAD, FIRST, SECOND]
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.flags) == ("2024-03-21T00:15:00+00:00", ())


def test_the_time_for_machines_counts_where_the_words_tell_a_day_only() -> None:
    moment = '<time datetime="2025-07-03T04:00:00Z">3 tháng 7, 2025</time>'
    article = read(f"<article><h1>Chuyện xóm Trại</h1><p>{moment}</p><p>{FIRST}</p><p>{SECOND}</p></article>", UNKNOWN)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-07-03T04:00:00+00:00"


@pytest.mark.parametrize(
    "author",
    ['<p class="body-author">Tre Xanh</p>', f'<script type="application/ld+json">{LD_AUTHOR}</script>'],
)
def test_an_author_is_known_where_no_layout_is(author: str) -> None:
    body = f"<div><h1>Chuyện xóm Trại</h1><p>{FIRST}</p><p>{SECOND}</p>{author}<p>{THIRD}</p></div>"
    assert read(body, UNKNOWN).byline == "Tre Xanh"

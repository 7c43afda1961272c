"""Pages of real size in the layout of every family, around invented articles whose text is known word by word.

An article is one of the demo newsroom's, in Vietnamese as papers print them (on vietnam.vn in all its languages),
lengthened by paragraphs of others in its language. Around it stands what papers send along, all of it invented: a menu,
teasers with pictures, boxes of other articles within and below the text, readers' comments, a footer, style, scripts
and drawings, up to ``SIZE`` bytes.
"""

from __future__ import annotations

import html
import json
import random
import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import yaml

from scrapers.newsroom.article_files import Photo, newsroom_articles

if TYPE_CHECKING:
    from scrapers.newsroom.article_files import NewsroomArticle

SIZE = 170_000
PARAGRAPHS = (8, 16)  # of an article
MENU, TEASERS, BELOW, COMMENTS = 180, 70, 12, 8
SEED = 4
VIETNAM = timezone(timedelta(hours=7))
LAYOUTS: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("paper_layouts.yml").read_text("utf-8"))
_WEEKDAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật")
_HEADLINES = (
    "Xã vùng cao mở lối làm ăn mới từ cây quế",
    "Nhiều việc tốt từ cơ sở được nhân rộng trong năm qua",
    "Chuyện người giữ rừng trên đỉnh núi mù sương",
    "Ngày hội đại đoàn kết ở bản xa",
    "Thanh niên tình nguyện làm đường điện thắp sáng thôn xóm",
)
_TEASER = "Những ngày cuối tuần, người dân trong thôn lại cùng nhau ra đồng, sửa kênh, chuẩn bị cho vụ mới sắp tới."
_COMMENT = "Bài viết rất hay, mong báo có thêm nhiều bài về cuộc sống của bà con ở những nơi còn khó khăn như thế này."


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page, and what a reader should find in it."""

    family: str
    url: str
    lang: str
    html: str
    title: str
    byline: str
    text: str  # lead and paragraphs, a line each


def paper_pages(each: int, size: int = SIZE) -> list[PaperPage]:
    """``each`` pages of every family, the same ones every time."""
    pages = []
    for family, layout in LAYOUTS.items():
        own = [article for article in newsroom_articles() if family == "vietnamvn" or article.lang == "vi"]
        pages += [_page(family, layout, own[n % len(own)], n, size) for n in range(each)]
    return pages


def _page(family: str, layout: dict[str, str], article: NewsroomArticle, number: int, size: int) -> PaperPage:
    draw = random.Random(f"{SEED}-{family}-{number}")  # noqa: S311 -- nothing secret: the same pages every time
    lead, *body = _lines(article, draw)
    byline = article.byline or "Cao Nguyên Hà"
    shown = _shown(article, lead if isinstance(lead, str) else lead.caption, byline)
    blocks = [
        Template(layout["picture"]).substitute(shown, image=f"/anh/{n}.jpg", caption=html.escape(one.caption))
        if isinstance(one, Photo)
        else Template(layout.get("paragraph", "<p>$text</p>")).substitute(text=html.escape(one))
        for n, one in enumerate(body)
    ]
    links = "".join(f'<a href="/khac-{n}">{_HEADLINES[n % 5]}</a> ' for n in range(3))
    box = Template(layout["box"]).substitute(links=links)
    for at in (2, 6):
        blocks.insert(min(at, len(blocks)), box)
    shown["links"] = links
    markup = Template(layout["article"]).substitute(shown, body="\n".join(blocks))
    page = _around(markup, Template(layout["head"]).substitute(shown), shown, size)
    prose = [shown["plain_lead"], *(one for one in body if isinstance(one, str))]
    url = Template(layout["url"]).substitute(shown)
    return PaperPage(family, url, article.lang, page, article.title, byline, "\n".join(prose))


def _lines(article: NewsroomArticle, draw: random.Random) -> list[str | Photo]:
    """The lead and the body, lengthened to some number of paragraphs, with a picture at least."""
    lines: list[str | Photo] = [article.lead] if article.lead else []
    lines += article.body
    pool = [
        line
        for other in newsroom_articles()
        if other.lang == article.lang and other.id != article.id
        for line in other.body
        if isinstance(line, str) and len(line) > 120
    ]
    draw.shuffle(pool)
    wanted = draw.randint(*PARAGRAPHS)
    lines += pool[: max(0, wanted - len(lines))]
    if not any(isinstance(line, Photo) for line in lines):
        lines.insert(3, Photo(caption="Quang cảnh buổi lễ ra quân của các thôn trong xã."))
    return list(dict.fromkeys(lines)) if isinstance(lines[0], str) else lines[1:] + lines[:1]


def _shown(article: NewsroomArticle, lead: str, byline: str) -> dict[str, Any]:
    at = article.published.astimezone(VIETNAM)
    return {
        "title": html.escape(article.title),
        "plain_lead": lead,
        "lead": html.escape(lead),
        "cut_lead": html.escape(lead[:120]),
        "byline": html.escape(byline),
        "slug": article.slug,
        "json_title": json.dumps(article.title, ensure_ascii=False),
        "ym": f"{at:%Y%m}",
        "hm": f"{at:%H:%M}",
        "hms": f"{at:%H:%M:%S}",
        "dmy": f"{at:%d/%m/%Y}",
        "weekday": _WEEKDAYS[at.weekday()],
        "iso_day": f"{at:%Y-%m-%d}",
        "iso": at.isoformat(),
        "iso_nocolon": f"{at:%Y-%m-%dT%H:%M:%S}+0700",
        "iso_escaped": at.isoformat().replace("+", "&#x2B;"),
        "iso_utc": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "us": f"{at.month}/{at.day}/{at.year} {at:%I:%M:%S %p}",
    }


def _around(article: str, head: str, shown: dict[str, Any], size: int) -> str:
    """The article's markup as a page, brought to ``size`` bytes by style, scripts and drawings."""
    menu = "".join(
        f'<li class="item item-{n}"><a href="/muc-{n}" title="Chuyên mục {n}"><span>Chuyên mục {n}</span></a></li>\n'
        for n in range(MENU)
    )
    aside = "".join(_teaser(n) for n in range(TEASERS))
    below = "".join(_teaser(n) for n in range(BELOW))
    comments = "".join(
        f'<div class="cmt"><b class="nick">Bạn đọc {n}</b><p class="cmt-text">{_COMMENT}</p><span>Trả lời</span></div>'
        for n in range(COMMENTS)
    )
    title, lead = shown["title"], shown["lead"]
    page = (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title} - Báo Thử</title>'
        f'<meta name="description" content="{lead}"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{lead}"><meta property="og:site_name" content="Báo Thử">{head}'
        f'<!--style--></head>\n<body class="detail-page">\n<header class="site-header"><a class="logo" href="/">'
        f'<img src="/logo.svg" alt="Báo Thử"></a><nav class="menu"><ul>{menu}</ul></nav></header>\n'
        f'<div class="container"><div class="col-left">\n{article}\n'
        f'<div class="box-other"><h3 class="box-title">Tin cùng chuyên mục</h3>{below}</div>\n'
        f'<div class="box-cmt"><h3>Ý kiến bạn đọc ({COMMENTS})</h3>{comments}</div></div>\n'
        f'<div class="col-right"><div class="box-new"><h3>Tin mới</h3>{aside}</div></div></div>\n'
        '<footer class="site-footer"><p>Cơ quan của Đảng bộ, tiếng nói của nhân dân. Tòa soạn: số 1, đường Bờ Sông.</p>'
        "<p>Điện thoại: 0200 000 000. Ghi rõ nguồn khi phát hành lại thông tin.</p></footer>\n"
        "<!--scripts--></body></html>"
    )
    missing = max(0, size - len(page.encode()))
    page = page.replace("<!--style-->", f"<style>\n{_repeated(_RULE, missing * 3 // 10)}</style>", 1)
    scripts = "".join(f"<script>{_repeated(_CALL, missing // 10)}</script>\n" for _ in range(6))
    drawing = f'<svg class="icons" style="display:none">{_repeated(_SHAPE, missing // 10)}</svg>'
    return page.replace("<!--scripts-->", scripts + drawing, 1)


def _teaser(n: int) -> str:
    headline = _HEADLINES[n % len(_HEADLINES)]
    return (
        f'<div class="story story-{n}"><a class="thumb" href="/khac-{n}.html"><picture><source srcset="/a/{n}.webp">'
        f'<img src="/a/{n}.jpg" alt="{headline}" loading="lazy" width="240" height="160"></picture></a>'
        f'<h4 class="story-title"><a href="/khac-{n}.html">{headline}</a></h4><span class="when">{n % 24:02}:15</span>'
        f"{f'<p class=desc>{_TEASER}</p>' if n % 3 == 0 else ''}</div>\n"
    )


_RULE = ".box-{n} .item-{n}>a{{color:#1a3c6e;margin:0 9px;display:block;float:left}}\n"
_CALL = "q.push({{slot:'zone-{n}',width:300,height:250,sizes:[[300,250],[336,280]],lazy:true}});"
_SHAPE = '<symbol id="i{n}"><path d="M12 2l3.1 6.3 6.9 1-5 4.9 1.2 6.8-6.2-3.2-6.2 3.2L7 14.2 2 9.3l6.9-1z"/></symbol>'


def _repeated(piece: str, size: int) -> str:
    once = len(re.sub(r"\{n\}", "000", piece))
    return "".join(piece.format(n=n) for n in range(size // once + 1))

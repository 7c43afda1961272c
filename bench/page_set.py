"""Pages around the texts of articles, for what reads text out of pages.

Lean pages are the demo newsroom's ``td_post`` layout around the text, a few kB. Full pages are the same with what
papers send along, all of it invented: a menu of 216 links, boxes of 120 other articles, and style and scripts up to
``FULL`` bytes, the size of a real paper's page. How long a page takes to read hangs on how much of it is markup: the
numbers of links and boxes were set by what trafilatura needs, 55 to 61 of these pages a second in the committed result,
29 to 43 of real pages in an earlier trial on another day.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2

from scrapers.newsroom.pages import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable

FULL = 250_000
MENUS = 24
BOXES = 120
_SECTIONS = {f"muc-{n}": f"Chuyên mục {n}" for n in range(1, 13)}
_SITE = SimpleNamespace(host="baolamson.example", name="Báo Lam Sơn", slogan="Tiếng nói đôi bờ", sections=_SECTIONS)
_OTHERS = ("Xã vùng cao mở lối làm ăn mới", "Nhiều việc tốt từ cơ sở", "Chuyện người giữ rừng", "Ngày hội ở bản")


@cache
def _layout() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(LAYOUTS), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("td_post.html.j2")


def lean_page(article: dict[str, Any]) -> str:
    """The article as a page of the newsroom: its first line the title, its second the lead, the others paragraphs."""
    title, lead, *body = [line for line in article["text"].splitlines() if line]
    shown = SimpleNamespace(
        title=title,
        lead=lead,
        body=body,
        path=f"/{article['id']}/",
        section="muc-1",
        local_time=datetime(2025, 1, 6, 16, 30),  # noqa: DTZ001 -- the layout prints Vietnam's time without a zone
        number=article["id"],
        byline=None,
        markup="usual",
    )
    related = [SimpleNamespace(title=other, listed_path=f"/khac-{n}/") for n, other in enumerate(_OTHERS)]
    return _layout().render(site=_SITE, article=shown, related=related)


def full_page(article: dict[str, Any], size: int = FULL) -> str:
    """The lean page with as much around it as brings it to ``size`` bytes."""
    menu = "<nav>" + "".join(map(_menu_entry, range(MENUS))) + "</nav>"
    boxes = '<aside class="box-more">' + "".join(map(_box, range(BOXES))) + "</aside>"
    page = lean_page(article).replace("</header>", menu + "</header>", 1)
    page = page.replace('<footer class="footer">', boxes + '<footer class="footer">', 1)
    missing = max(0, size - len(page.encode()))
    style = "<style>\n" + _repeated(_rule, missing // 4) + "</style>\n"
    return page.replace("</head>", style + _repeated(_script, missing - missing // 4) + "</head>", 1)


def _repeated(piece: Callable[[int], str], size: int) -> str:
    pieces: list[str] = []
    have = 0
    while have < size:
        pieces.append(piece(len(pieces)))
        have += len(pieces[-1].encode())
    return "".join(pieces)


def _rule(n: int) -> str:
    return f".box-{n} .item-{n}>a{{color:#1a3c6e;margin:0 {n % 9}px;display:block;float:left}}\n"


def _script(n: int) -> str:
    calls = "".join(f"q.push({{slot:'zone-{n}-{k}',width:300,height:{50 + k}}});" for k in range(100))
    return f"<script>(function(){{var q=window.q{n}||(window.q{n}=[]);{calls}}})();</script>\n"


def _menu_entry(n: int) -> str:
    links = "".join(
        f'<li><a href="/muc-{n}/{k}/" title="Chuyên mục {n}.{k}">Chuyên mục {n}.{k}</a></li>' for k in range(9)
    )
    return f'<div class="sub sub-{n}"><ul class="level-2">{links}</ul></div>\n'


def _box(n: int) -> str:
    other = _OTHERS[n % len(_OTHERS)]
    return (
        f'<div class="story story-{n}"><a class="thumb" href="/khac-{n}/"><img src="/anh/{n}.jpg" alt="{other}" '
        f'loading="lazy" width="240" height="160"></a><h3><a href="/khac-{n}/">{other} ({n})</a></h3>'
        f'<span class="time">{n % 24:02}:15</span></div>\n'
    )

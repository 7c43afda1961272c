"""The newsroom's articles, printed as plain pages with all debris in between, are told apart line by line."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from scrapers.newsroom.article_files import newsroom_articles
from scrapers.plaintext import read_plain

if TYPE_CHECKING:
    from scrapers.newsroom.article_files import NewsroomArticle

WORDS = {  # comments, source, views
    "vi": ("Bình luận", "Nguồn", "lượt xem"),
    "en": ("Comment", "Source", "views"),
    "fr": ("Commentaire", "Source", "vues"),
    "es": ("Comentario", "Fuente", "vistas"),
    "ro": ("Comentariu", "Sursă", "vizualizări"),
    "ru": ("Комментарий", "Источник", "просмотров"),
    "el": ("Σχόλιο", "Πηγή", "προβολές"),
    "de": ("Kommentar", "Quelle", "Aufrufe"),
    "ja": ("コメント", "ソース", "回閲覧"),
    "ko": ("댓글", "출처", "조회"),
    "zh": ("评论", "来源", "次浏览"),
}
HEADINGS = ["Tin liên quan", "Read more:", "Lire aussi :", "Читайте также:", "相关新闻", "관련 기사"]
ADVERTS = ["[ad_2]", "QUẢNG CÁO", "Advertisement", "Publicidad", "[διαφήμιση_2]", "[إعلان 1]"]
CREDITS = [". Ảnh: Hà An", ". Photo: Ha An", " (Foto: Ha An)"]
STYLES = ["aggregator", "older-aggregator", "paper", "bare", "excerpt"]


@dataclass
class Printed:
    """A plain page and what each of its lines is; several kinds where readers would differ."""

    text: str = ""
    lines: list[tuple[set[str], str, int, int]] = field(default_factory=list)
    breaks: str = "\n"

    def add(self, kinds: str, line: str) -> None:
        self.lines.append((set(kinds.split()), line, len(self.text), len(self.text) + len(line)))
        self.text += line + self.breaks


def printed(article: NewsroomArticle, style: str, luck: random.Random, others: list[NewsroomArticle]) -> Printed:
    page = Printed(breaks=luck.choice(["\n", "\n\n", "\r\n"]))
    _head(page, article, style, luck)
    for block in article.body:
        if isinstance(block, str):
            page.add("paragraph lead", block)
        else:
            _photo(page, block.caption, luck)
        if luck.random() < 0.06:
            page.add("debris", luck.choice(HEADINGS))
            for other in luck.sample(others, 2):
                page.add("debris", luck.choice(["", "- "]) + other.title)
        if luck.random() < 0.05:
            page.add("debris", luck.choice([*ADVERTS, f">> {luck.choice(others).title}"]))
    if article.byline:
        page.add("byline", article.byline)
    _tail(page, article, style, luck, others)
    return page


def _head(page: Printed, article: NewsroomArticle, style: str, luck: random.Random) -> None:
    at = article.local_time
    if style == "aggregator":
        page.add("debris", "Vietnam.vn - Nền tảng quảng bá Việt Nam")
    if style == "paper" and luck.random() < 0.4:
        page.add("debris", luck.choice(["Trang chủ > Chính trị", "Chính trị", "Hotline: 0800.123.456   |"]))
    if style != "excerpt":
        page.add("title", article.title)
    if style == "aggregator":
        label = luck.choice(["Báo Sông TràBáo Sông Trà", "Việt NamViệt Nam", "Báo Sông Trà "])
        page.add("dateline", f"{label}{at:%d/%m/%Y}")
    if style in {"older-aggregator", "paper"}:
        forms = ["%d/%m/%Y %H:%M", "%H:%M, %d/%m/%Y", "Thứ Sáu, %d/%m/%Y | %H:%M:%S", "%d-%m-%Y", "%d.%m.%Y, %H:%M"]
        page.add("dateline", at.strftime(luck.choice(forms)))
    if style == "older-aggregator":
        page.add("debris", f"{luck.randint(2, 4000)} {WORDS[article.lang][2]}")
        page.add("debris", luck.choice(ADVERTS))
    if article.lead:
        page.add("lead paragraph", article.lead)
        if style == "aggregator" and luck.random() < 0.3 and len(article.lead.split()) > 14:
            page.add("debris", article.lead)


def _photo(page: Printed, caption: str, luck: random.Random) -> None:
    match luck.choice(["row", "label", "plain"]):
        case "row":
            page.add("debris", "![]() |")
            page.add("caption", f"| {caption} |")
        case "label":
            page.add("caption", caption.rstrip(".。") + luck.choice(CREDITS))
        case _:
            page.add("caption paragraph", caption)


def _tail(
    page: Printed, article: NewsroomArticle, style: str, luck: random.Random, others: list[NewsroomArticle]
) -> None:
    comments, source, _ = WORDS[article.lang]
    if style.endswith("aggregator"):
        address = f": https://baosongtra.example/{article.slug}-{luck.randint(1000, 99999)}.html"
        page.add("link", source + luck.choice([address, ""]))
        page.add("debris", f"{luck.choice([comments, 'Comment', 'Kommentar'])} (0)")
    if style == "aggregator":
        page.add("debris", "Même sujet")
        for other in luck.sample(others, 4):
            page.add("debris", other.title + luck.choice(["", "."]))
        for _ in range(4):
            page.add("debris", "Footer Banner Sông Trà")
    elif style == "paper":
        page.add("debris", luck.choice(["Tin cùng chuyên mục", "Các tin khác", "Tin nổi bật"]))
        for other in luck.sample(others, 3):
            page.add("debris", luck.choice(["", "- "]) + other.title)


@pytest.mark.parametrize("style", STYLES)
def test_lines_of_the_newsroom_are_told_apart(style: str) -> None:
    others = newsroom_articles()
    wrong: Counter[tuple[str, str, str]] = Counter()
    lines = 0
    for seed, article in enumerate(others * 2):
        page = printed(article, style, random.Random(f"{style} {seed}"), others)
        found = read_plain(page.text)
        for kinds, line, start, end in page.lines:
            inside = [block.kind for block in found.blocks if block.start < end and block.end > start]
            lines += 1
            if not inside or inside[-1] not in kinds:
                wrong[min(kinds), inside[-1] if inside else "nothing", line[:60]] += 1
            assert not ("paragraph" in kinds and inside[-1] == "debris"), f"a statement was thrown away: {line}"
        if style not in {"bare", "excerpt"}:
            assert found.published == article.local_time.date().isoformat(), article.id
    assert wrong.total() <= lines * 0.01, wrong.most_common(10)

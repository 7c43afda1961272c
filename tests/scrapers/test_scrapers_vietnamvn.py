"""The aggregator's pages in all its languages: what it puts around an article is left out."""

from __future__ import annotations

import html
import json

import pytest

from scrapers import debris
from scrapers.families import parse_page
from scrapers.identity import story_slug
from scrapers.registry import load_sources, source_of_url
from storage.records import Article
from storage.settings import REPOSITORY

SOURCES = load_sources(REPOSITORY / "scrapers" / "sources")
GOLD = REPOSITORY / "tests" / "extraction" / "gold"
WORDS = debris.load()
OF_THE_SITE = "en fr es de pt nl sv no cs pl ro el ru uk ar hi th lo id ms ja ko vi"
ORIGINAL = "https://www.baothanhhoa.vn/mot-bai-bao-thu-nghiem-225483.htm?utm_source=vietnam.vn"
BANNERS = "".join(f"<div>Footer Banner {bank}</div>" for bank in ("Agribank", "LPBank", "MBBank", "VNVC"))
DENSE = {"ja", "zh", "ko", "th", "lo"}


def article_in(lang: str) -> tuple[str, list[str]]:
    """Title and paragraphs of the article of our own in this language that has most of them."""
    texts = [json.loads(path.read_text("utf-8"))["text"].splitlines() for path in sorted((GOLD / lang).glob("*.json"))]
    found = [[line for line in text if line.strip()] for text in texts]
    least = 40 if lang in DENSE else 100
    title, *lines = max(found, key=lambda lines: sum(len(line) > least for line in lines))
    return title, [line for line in lines if len(line) > least][:4]


def page(title: str, inside: str, above: str = "") -> bytes:
    shown = html.escape(title)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{shown}</title>'
        f'<meta property="og:title" content="{shown}"></head><body><div>Vietnam.vn - Nền tảng quảng bá Việt Nam</div>'
        f'<div class="x1"><div class="x2">{above}<h1>{shown}</h1>{inside}</div></div></body></html>'
    ).encode()


def read(data: bytes, lang: str) -> Article:
    edition = "" if lang == "vi" else f"/{lang}"
    url = f"https://www.vietnam.vn{edition}/mot-bai-bao-thu-nghiem"
    found = parse_page(data, url=url, source=SOURCES["vietnamvn"], content_type=None)
    assert isinstance(found, Article)
    return found


def said(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks if block.kind != "link"]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines)


LABEL = "<div>Việt NamViệt Nam21/12/2023</div>"


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_footers_markers_and_the_line_of_the_original_are_no_text_in_any_language(lang: str) -> None:
    title, lines = article_in(lang)
    words, others = WORDS[lang], WORDS["ro" if lang != "ro" else "ja"]
    footer = (
        f"<p>[anuncio_2]</p><p>{words.source[0]}: <a href='{ORIGINAL}'>{ORIGINAL}</a></p>"
        f"<div>{others.comments[0].capitalize()} (0)</div><div>{words.prompts[0].capitalize()}</div>"
        f"<div>{words.related[0].capitalize()}</div><div>{html.escape(title[:60])} khác</div>"
        f"<div>{words.related[1].capitalize()}</div><div>{html.escape(title[:50])} nữa</div>{BANNERS}"
    )
    clean = read(page(title, LABEL + paragraphs(lines)), lang)
    found = read(page(title, LABEL + paragraphs(lines) + footer), lang)
    assert said(found) == said(clean)
    assert [text for kind, text in said(found) if kind in {"lead", "paragraph"}] != []
    assert ("dateline", "Việt Nam, 21/12/2023") in said(found)
    assert (found.original_url, found.published, found.lang) == (ORIGINAL, "2023-12-21", lang)


def test_every_language_of_the_site_has_words() -> None:
    seen = set(OF_THE_SITE.split())
    assert seen <= set(WORDS)
    assert seen <= set(SOURCES["vietnamvn"].languages)


@pytest.mark.parametrize("marker", ["[ad_1]", "[anuncio_2]", "[διαφήμιση_2]", "[إعلان 1]", "[quảng cáo_1]"])
def test_markers_of_advertisements_are_left_out_wherever_they_stand(marker: str) -> None:
    title, lines = article_in("fr")
    with_marker = read(page(title, LABEL + f"<p>{marker}</p>" + paragraphs(lines) + f"<p>{marker}</p>"), "fr")
    assert said(with_marker) == said(read(page(title, LABEL + paragraphs(lines)), "fr"))


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Báo Gia LaiBáo Gia Lai16/04/2025", "Báo Gia Lai, 16/04/2025"),
        ("Việt NamViệt Nam21/12/2023", "Việt Nam, 21/12/2023"),
        ("Báo Thái Bình Báo Thái Bình 5/1/2024", "Báo Thái Bình, 5/1/2024"),
    ],
)
def test_the_paper_named_twice_and_a_date_are_one_line_that_names_it_once(label: str, line: str) -> None:
    title, lines = article_in("es")
    found = read(page(title, f"<div>{label}</div>" + paragraphs(lines)), "es")
    assert ("dateline", line) in said(found)
    assert label not in found.text


def test_a_breadcrumb_and_a_lead_in_two_wordings_are_told_once() -> None:
    title, lines = article_in("ro")
    lead = (
        "În dimineața zilei de 5 decembrie, Comitetul permanent al Partidului din comuna Doi Cao a organizat o "
        "conferință de bilanț cu peste 80 de delegați din toate satele comunei."
    )
    again = lead.replace("permanent", "Permanent").replace("o conferință", "conferință")
    above = "<div>Trang chủ Destinations Thái Bình</div>"
    found = read(page(title, LABEL + paragraphs([lead, again, *lines]), above), "ro")
    assert sum("5 decembrie" in text for _, text in said(found)) == 1
    assert "Destinations" not in found.text


def test_a_translation_leads_to_its_original_and_shares_its_story() -> None:
    urls = ["https://www.vietnam.vn/mot-bai-bao-thu-nghiem"]
    urls += [f"https://{host}vietnam.vn/{lang}/mot-bai-bao-thu-nghiem" for host, lang in (("", "fr"), ("vjs.", "ja"))]
    assert {story_slug(url) for url in urls} == {"mot-bai-bao-thu-nghiem"}
    assert len({SOURCES["vietnamvn"].canonical(url) for url in urls}) == 3
    paper = source_of_url(SOURCES, ORIGINAL)
    assert paper is not None
    assert paper.canonical(ORIGINAL) == paper.canonical("http://m.baothanhhoa.vn/mot-bai-bao-thu-nghiem-225483.htm#a")

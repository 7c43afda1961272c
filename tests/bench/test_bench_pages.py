"""Pages that parsing is measured on: of real size, known word by word, and fairly scored."""

from __future__ import annotations

import pytest

from bench.paper_pages import LAYOUTS, SIZE, PaperPage, paper_pages
from bench.scrape_parsing import _f1
from scrapers.families import parse_page
from scrapers.registry import load_sources, source_of_url
from storage.records import Article
from storage.settings import REPOSITORY

SOURCES = load_sources(REPOSITORY / "scrapers" / "sources")
PAGES = paper_pages(2)


def test_pages_are_of_real_size_and_the_same_every_time() -> None:
    assert paper_pages(2) == PAGES
    assert {page.family for page in PAGES} == set(LAYOUTS)
    assert all(abs(len(page.html.encode()) - SIZE) < SIZE / 20 for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.family}-{n % 2}" for n, page in enumerate(PAGES)])
def test_a_family_reads_its_page_to_the_word(page: PaperPage) -> None:
    source = source_of_url(SOURCES, page.url)
    assert source is not None
    article = parse_page(page.html.encode(), url=page.url, source=source, content_type="text/html")
    assert isinstance(article, Article)
    assert article.parser == page.family == source.family
    prose = [article.text[b.start : b.end] for b in article.blocks if b.kind in {"lead", "paragraph"}]
    assert "\n".join(prose) == page.text
    assert article.title == page.title
    assert article.published_at is not None or page.family == "vietnamvn"


def test_what_is_no_part_of_the_text_costs_and_titles_and_bylines_do_not() -> None:
    page = PAGES[0]
    assert _f1(page.text, page) == 1
    assert _f1(f"# {page.title}\n{page.text}\n{page.byline}", page) == 1
    assert 0.5 < _f1(page.text[: len(page.text) // 2], page) < 0.8
    assert _f1(page.text + "\nChia sẻ bài viết này", page) < 1
    assert _f1("", page) == 0

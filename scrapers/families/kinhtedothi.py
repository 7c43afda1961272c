"""Family ``kinhtedothi``: the four generations of kinhtedothi.vn's own system, by the years they are known from.

1 is that of 2019, 2 of 2022, 3 and 4 of 2025: which of these two came first is not known, so 4 wants heading and time
in the classes of 2025 and 3 the body's only. Old addresses end in a number, new ones have none. Traps: the body's id is
misspelt (``cotent_detail``); the lead opens with the paper's name; generations 2 and 3 have no class of their own for
the title that is known. Until when each was in use is not known.
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.families.layout import Layout

V1 = Layout(
    family="kinhtedothi",
    version="1",
    body="#cotent_detail",
    lead=".sapo_detail",
    time=".time_detail_news",
    captions=".note_images",
    drop=".sapo_detail, .time_detail_news",
)
V2 = Layout(
    family="kinhtedothi",
    version="2",
    body="div[itemprop=articleBody]:not(.content-ktdt-article):not(:has(.content-ktdt-article))",
    author="span.detail__author",
    drop="span.detail__author",
)
V3 = Layout(family="kinhtedothi", version="3", body=".embed-portal.content-ktdt-article")
V4 = replace(
    V3,
    version="4",
    title="h1.article-title",
    time="div.article-published-on",
    drop="h1.article-title, div.article-published-on",
)
VERSIONS = (V4, V3, V2, V1)

"""Family ``bbg``: the papers of Bắc Giang and Bắc Ninh, whose addresses end in ``-postid<number>.bbg``.

Version 2 is what a crawler's settings say of baobacninhtv.vn, without classes for title and time; version 1 what was
known of Bắc Giang's page in 2019. Trap: a list of other articles closes the body.
"""

from __future__ import annotations

from scrapers.families.layout import Layout

V2 = Layout(
    family="bbg",
    version="2",
    body=".news-details__content.link_content",
    lead="div.news_detail_sapo",
    drop=".news-related__list, div.news_detail_sapo",
)
V1 = Layout(
    family="bbg",
    version="1",
    body=".ArticleContent.BaoBacGiang8",
    lead="p.alead",
    time=".datetimes-detail-articlecontent",
    drop=".datetimes-detail-articlecontent",
)
VERSIONS = (V2, V1)

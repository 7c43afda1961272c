"""Family ``onecms``: body in ``.entry`` under ``div.c-news-detail`` or ``div.b-maincontent``; Nghệ An, Hà Nội, more.

Traps: ``article:published_time`` has the month first, the analytics script holds the same moment in ISO; the lead
stands inside the body; Word's leftovers (``<_o3a_p>``) are no tags to a parser and so would be read as words;
tables inside paragraphs that are never closed; reading aids and share boxes between the lines. Version 1 reads the
``sc-longform`` template, version 0 the ``c-detail-head`` one. Pages of both were shown in the same years, so neither
is bound to dates. Version 0 has no class of its own for the lead that is known.
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.families.layout import Layout

V1 = Layout(
    family="onecms",
    version="1",
    body=":is(div.c-news-detail, div.b-maincontent) :is(article, div).entry:not(.entry .entry)",
    title="h1.sc-longform-header-title.block-sc-title",
    lead="p.sc-longform-header-sapo.block-sc-sapo",
    time="span.sc-longform-header-date.block-sc-publish-time",
    author="span.sc-longform-header-author.block-sc-author",
    captions="td.image_desc",
    drop=(
        ".c-box, .c-sticky-share, .c-sticky-mobile, .c-powered, .c-news-related, .c-tag, .c-widget-tags, "
        ".c-banner-inpage, .AdsBetweenContent, .oneads, .c-article-reaction, .c-share-detail, .c-comments, "
        ".sc-longform-header-meta, .block-sc-cate-name, .block-sc-title, .block-sc-publish-time, .block-sc-author, "
        ".js-source-copy, #url-copy"
    ),
    drop_lines=r"Cỡ chữ:?|Mặc định|(?:>>|->)\s.*",
    not_words=r"</?_\w{0,20}3a_\w{1,30}[^<>]{0,200}>",
)
V0 = replace(
    V1,
    version="0",
    title="h1.c-detail-head__title",
    lead=".block-sc-sapo",
    time="span.c-detail-head__time",
    author="div.c-author-page",
    drop=f"{V1.drop}, h1.c-detail-head__title, span.c-detail-head__time, div.c-author-page",
)
VERSIONS = (V1, V0)

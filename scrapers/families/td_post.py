"""Family ``td_post``: body in ``td-post-content``, YYYYMM in the address; many provincial papers.

Traps: another ``h1`` than the title; the lead repeated as the first bold paragraph; a second ``html`` and ``body`` in
the text; paragraphs never closed; the only date is the page's own line, the path's YYYYMM checks it; og:url on a wrong
host. Version 0 is what several of these papers showed in 2019, without a class for the title that is known.
"""

from __future__ import annotations

from scrapers.families.layout import Layout

V1 = Layout(
    family="td_post",
    version="1",
    body="#content.content-detail div.td-post-content",
    title="div.detail-main-title h1.title, body:not(:has(div.detail-main-title)) h1.title",
    lead=".content-reply p.reply",
    time=".group-time time.time",
    author=".after-author .author, .content-author .author",
    captions="td.image_desc, table.image tr:nth-child(2) td",
    drop=(
        ".td-post-sharing, .related-post, .box-tag, table.rl.center, .quote, .related2, .image_related_1, .tags-box, "
        ".section-post-detail-related, .section-post-detail-comment, .after-author, .content-author"
    ),
    drop_lines=r"Theo Vietnam\+|Ảnh có tính minh họa\.?",
)
V0 = Layout(
    family="td_post",
    version="0",
    body="#content:not(:has(.td-post-content))",
    time=".date, #date",
    captions="td.image_desc, table.image tr:nth-child(2) td",
    drop=".quote, table.rl.center, .related-post, .date, #date, h1",
)
VERSIONS = (V1, V0)

"""Family ``td_post``: body in ``td-post-content``, YYYYMM in the address; many provincial papers.

Traps: another ``h1`` than the title; the lead repeated as the first bold paragraph; a second ``html`` and ``body`` in
the text; paragraphs never closed; the only date is the page's own line, the path's YYYYMM checks it; og:url on a wrong
host.
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
VERSIONS = (V1,)

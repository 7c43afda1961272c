"""Family ``vccorp``: body in ``detail-content afcbc-body``, addresses that end in a long number; baochinhphu.vn.

Traps: boxes of other articles and players stand in the body, told by their ``type``; ``article:published_time`` has
its plus sign as an entity; the number in the address begins with the time at which the article was made, which may
lie an hour or days before it was published, so it checks the day and tells no hour. Version 0 is what was known of the
page in 2019.
"""

from __future__ import annotations

from scrapers.families.layout import Layout

V1 = Layout(
    family="vccorp",
    version="1",
    body="div.detail-content.afcbc-body",
    title="h1.detail-title",
    lead="h2.detail-sapo[data-role=sapo]",
    time="div.detail-time",
    author=".detail-author",
    drop=(
        "[type=RelatedOneNews], [type=VideoStream], .box-news-relate, .detail-tags, .detail-author, .detail-time, "
        "h2.detail-sapo"
    ),
    drop_lines=r"(?:>>|->)\s.*",
)
V0 = Layout(
    family="vccorp",
    version="0",
    body=".article-body.cmscontents",
    title="h1",
    lead=".summary",
)
VERSIONS = (V1, V0)

"""Family ``mediatech``: body in ``#content-detail.detail``, addresses that end in a number or carry two of them.

Traps: ``div.sapo`` is an automatic cut of 300 characters, the real lead is ``p.sapo`` or ``h4.sapo``; a stray document
in the text; JSON-LD with a local time without a zone for publication and UTC for modification (the latter is not
read). Version 0 is the Thái Bình theme as it was known in 2019.
"""

from __future__ import annotations

from scrapers.families.layout import Layout

V1 = Layout(
    family="mediatech",
    version="1",
    body="div#content-detail.detail",
    title=".content-article h1.name",
    lead="p.sapo, h4.sapo",
    time=".content-article div.date",
    author=".content-article div.author",
    captions=".wp-caption-text, .caption",
    drop=(
        "ins.ads-zone-group, .topics, .relates, .box-comments, .block-content, .social, .text_to_audio, div.sapo, "
        "div.author, div.date, div.views"
    ),
)
V0 = Layout(
    family="mediatech",
    version="0",
    body=".news_content > div.fr-view.info",
    title=".news_content h1, body:not(:has(.news_content h1)) h1",
    lead=".news_content .desc",
    time=".news_content .date",
    author=".news_content .author",
    captions="p.caption",
    drop=".date, .views, .author",
)
VERSIONS = (V1, V0)

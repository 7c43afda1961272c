"""Family ``zce``: body in ``zce-content-body``, addresses that end in ``-post<id>.html``; Hà Tĩnh, Gia Lai, more.

Traps: ``+0700`` without a colon; the caption of the picture above the text stands in an attribute only; list boxes,
advertisements and a player inside the body; lists beside the article show times of their own; the paper that printed
it first is linked behind the text, or named without a link, or linked to its home page only, which is no article.
Version 0 reads an older sibling (mattran.org.vn), whose body and lead have the same classes
without those of version 1; what its title has is not known, so it has to be the only ``h1``. Neither is bound to dates.
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.families.layout import Layout

V1 = Layout(
    family="zce",
    version="1",
    body="div.article__body.zce-content-body.cms-body",
    title="h1.article__title.cms-title, h1.article__header.cms-title",
    lead=".article__sapo.cms-desc",
    time=(
        ".article__meta time.time[datetime], "
        "html:not(:has(.article__meta)) time.time[datetime], "
        "html:has(.article__meta):not(:has(.article__meta time.time[datetime])) meta.cms-date[content]"
    ),
    author=".article__meta .author a.cms-author, .article__author",
    captions="p.imgdesc",
    picture_words=("figure.article__avatar img[cms-photo-caption]", "cms-photo-caption"),
    original="em.cms-source a",
    drop=(
        ".article__social, .tts-player, .hidden-player, .banner, [id^='adsWeb_'], .ads_middle, .sda_middle, "
        ".article-relate, .related-news, .article__list, .article__source, em.cms-source, .article__author, "
        ".article__tag, .article__meta"
    ),
)
V0 = replace(
    V1,
    version="0",
    body="div.article__body",
    title="h1",
    lead=".article__sapo",
    drop=f"{V1.drop}, h1",
)
VERSIONS = (V1, V0)

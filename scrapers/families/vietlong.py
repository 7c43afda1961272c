"""Family ``vietlong``: paragraphs ``p.pBody``, addresses in ``-<number>.htm``; Thanh Hóa, Phú Thọ, old Hà Tĩnh.

Its selectors are known from 2019 only. Traps: generic readers find no title, ``og:title`` has it; the lead stands
again as ``.pHead`` in the text; teasers of other articles that open with the paper's name ("(Baothanhhoa.vn) - …")
and the comment form's words follow the text. Version 2 reads Phú Thọ's pages, version 1 the others'; until when each
was in use is not known.
"""

from __future__ import annotations

from scrapers.families.layout import Layout

_FORM = (
    r"Bình luận(?: \(\d+\))?(?:\s+Xin vui lòng.*)?|Xin vui lòng gõ tiếng Việt có dấu.*|Gửi bình luận|Tin liên quan:?"
)
_TEASERS = r"\((?:Bao[a-z]{2,14}\.vn|Báo [^()]{3,25})\)\s*[-–—]"

V1 = Layout(
    family="vietlong",
    version="1",
    body="#main-detail:has(.pBody)",
    lead=".sapo_detail",
    time=".date_news",
    author=".pAuthor",
    captions=".pCaption",
    drop=".pHead, .drelated, .pAuthor, .sapo_detail, .date_news, h1, .pTitle",
    drop_lines=_FORM,
    teasers=_TEASERS,
)
V2 = Layout(
    family="vietlong",
    version="2",
    body="#content:not(:has(#main-detail))",
    time=".pt-post-detail__time",
    captions=".pCaption",
    drop=".drelated, .pt-post-detail__time, h1",
    drop_lines=_FORM,
    teasers=_TEASERS,
)
VERSIONS = (V2, V1)

"""Family ``content_fck``: body in ``content-fck``, addresses that end in ``-a<number>.html``; An Giang, Cần Thơ, more.

Traps: the first ``h1`` is the breadcrumb (Cần Thơ), the title is told from it by its classes; JSON-LD holds a moment
in one paper and only a day in another; captions are ``p.note.ignore`` or a centred or italic line behind a picture;
the author stands as a paragraph in the text; ``<base href>`` points at a static folder, so links go by the page's
address. Version 2 reads Cần Thơ's pages, version 1 An Giang's, version 0 the oldest known, from 2019 (Huế, Tây Ninh).
Nobody knows until when each was in use, so none is bound to dates.
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.families.layout import Layout

V1 = Layout(
    family="content_fck",
    version="1",
    body=(
        "div.content-fck-font-size:not(:has(div.content-fck)), "
        "div.content-fck:not(:has(div.content-fck-font-size)):not(:has(div.content-fck))"
    ),
    title=".detail-title h1, html:not(:has(.detail-title h1)) h1",
    lead=".detail-desc, .fontd.fw600.justify",
    time="div.pubdate",
    author="p.author.ignore",
    captions="p.note.ignore",
    drop=(
        "p.author.ignore, .detail-related, .related-list, .news-relate, .box-relate, .sharemxh, "
        ".detail-fb-like-share, div.pubdate, .detail-title"
    ),
    drop_lines=r"(?:>>|->)\s.*",
)
V2 = replace(V1, version="2", title="h1.fw700, h1.margintopbot10", drop=f"{V1.drop}, h1")
V0 = replace(
    V1,
    version="0",
    body="#newscontents:not(:has(.content-fck, .content-fck-font-size))",
    title="h1",
    lead=".fontd.fw600.justify",
    time=".pubdate",
)
VERSIONS = (V2, V1, V0)

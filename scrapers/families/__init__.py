"""Parser families: the bytes of one page → one article. No network, no clock, no lake.

    parse_page(data: bytes, *, url: str | None, source: Source | None, content_type: str | None) -> Article | Refused

``Refused`` (scrapers.encodings) is returned, not raised: ``rule`` is its short name ('error-page', 'challenge-page',
'login-page', 'redirect-page', 'list-page', 'not-html', 'empty-page', 'empty-file', 'binary-file', 'wrong-encoding',
'cut-short', 'too-large', 'too-deep', 'no-text'), ``reason`` one clear sentence, ``sample`` printable. Without a source
the article's ``source_id`` is 'import', and the family is told by the page itself; without a URL the page's own
canonical link counts, else its words.

The layouts of a source's family are tried first, newest version first, then those that its file declares, then those
of its earlier families; the first one that a page is laid out like and that is meant for the page's day reads it. A
page like none of them is read by the generic parser and flagged ``layout-unknown``: better a reader's guess that says
so than a silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers import languages
from scrapers.encodings import Refused
from scrapers.families import (
    bbg,
    content_fck,
    generic,
    kinhtedothi,
    mediatech,
    onecms,
    td_post,
    vccorp,
    vietlong,
    vietnamvn,
    zce,
)
from scrapers.families.blocks import Piece, assembled, clean
from scrapers.families.layout import Layout, as_line
from scrapers.families.page import LayoutMismatch, Page, open_page
from scrapers.identity import UrlError, article_id, canonical_url, content_hash, host_of, text_id
from storage.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapers.families.layout import Reading
    from scrapers.registry import Source

__all__ = ["Refused", "parse_page"]

SOURCELESS = "import"
LAYOUTS: dict[str, Sequence[Layout]] = {
    "td_post": td_post.VERSIONS,
    "mediatech": mediatech.VERSIONS,
    "onecms": onecms.VERSIONS,
    "zce": zce.VERSIONS,
    "content_fck": content_fck.VERSIONS,
    "vietlong": vietlong.VERSIONS,
    "vccorp": vccorp.VERSIONS,
    "kinhtedothi": kinhtedothi.VERSIONS,
    "bbg": bbg.VERSIONS,
}
_PROSE = frozenset({"lead", "paragraph", "caption"})
_LEAST_TEXT = 80
_CONFUSABLE = (
    frozenset({"id", "ms"}),
    frozenset({"no", "da", "sv"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "pt", "gl"}),
)


def parse_page(data: bytes, *, url: str | None, source: Source | None, content_type: str | None) -> Article | Refused:
    """Read one page; what cannot be read comes back as the reason why."""
    try:
        page = open_page(data, content_type)
        reading, flags = _read(page, url, source)
    except Refused as refused:
        return refused
    except LayoutMismatch as mismatch:
        return Refused("no-text", str(mismatch), data[:400])
    pieces = [Piece("title", clean(reading.title))] if reading.title else []
    pieces += reading.pieces
    if reading.byline:
        at = next((i for i, piece in enumerate(pieces) if piece.kind == "link"), len(pieces))
        pieces.insert(at, Piece("byline", clean(reading.byline)))
    prose = " ".join(piece.text for piece in pieces if piece.kind in _PROSE)
    if as_line(prose).width < _LEAST_TEXT:
        return Refused("no-text", f"it holds {len(prose)} characters of text, which is no article", prose or data[:400])
    return _article(page, reading, pieces, url, source, (*page.flags, *flags, *reading.flags))


def layouts_of(source: Source) -> Iterator[Layout]:
    """The layouts that a source's pages may have, in the order in which they are tried."""
    yield from LAYOUTS.get(source.family, ())
    yield from (Layout(family=source.id, **declared.model_dump()) for declared in source.layouts)
    for family in source.earlier_families:
        yield from LAYOUTS[family]


def _read(page: Page, url: str | None, source: Source | None) -> tuple[Reading, tuple[str, ...]]:
    """By the first of the source's layouts that fits; without a source, by the first family's newest that does."""
    if (source.family == "vietnamvn") if source else _is_aggregator(url):
        return vietnamvn.read(page, url), ()
    layouts = layouts_of(source) if source else (versions[0] for versions in LAYOUTS.values())
    for layout in layouts:
        try:
            return layout.read(page, url), ()
        except LayoutMismatch:
            continue
    return generic.read(page, url), ("layout-unknown",) if source and source.family != "generic" else ()


def _is_aggregator(url: str | None) -> bool:
    try:
        return url is not None and (host_of(url) == "vietnam.vn" or host_of(url).endswith(".vietnam.vn"))
    except UrlError:
        return False


def _article(
    page: Page, reading: Reading, pieces: Sequence[Piece], url: str | None, source: Source | None, flags: Sequence[str]
) -> Article:
    text, blocks = assembled(pieces)
    own_url = url or _own_address(page)
    canonical = _canonical(own_url, source)
    lang, lang_flags = _language(page, reading, source)
    settled = reading.settled
    extra = () if url or not own_url else ("url-from-page",)
    title = clean(reading.title) or None
    return Article(
        article_id=article_id(canonical) if canonical else text_id(text),
        content_hash=content_hash(title, text, settled.published),
        source_id=source.id if source else SOURCELESS,
        site=host_of(own_url) if own_url and canonical else None,
        url=own_url,
        canonical_url=canonical,
        lang=lang,
        title=title,
        lead=reading.lead,
        byline=reading.byline,
        text=text,
        blocks=blocks,
        published=settled.published,
        published_at=settled.published_at,
        published_evidence=settled.evidence,
        original_url=reading.original_url,
        province=source.province_on(settled.published) if source else None,
        parser=reading.parser,
        parser_version=reading.version,
        flags=tuple(dict.fromkeys((*flags, *settled.flags, *lang_flags, *extra))),
    )


def _own_address(page: Page) -> str | None:
    links = page.many("link[rel=canonical]")
    told = (links[0].attributes.get("href") if links else None) or page.meta("og:url")
    return told if _canonical(told, None) else None


def _canonical(url: str | None, source: Source | None) -> str | None:
    if not url:
        return None
    try:
        return source.canonical(url) if source else canonical_url(url)
    except UrlError:
        return None


def _language(page: Page, reading: Reading, source: Source | None) -> tuple[str, tuple[str, ...]]:
    """What the words say wins over what address and markup declare, except between languages that look alike."""
    prose = " ".join(piece.text for piece in reading.pieces if piece.kind in _PROSE)
    found = languages.detect(prose)
    declared = languages.known(reading.lang_hint or "") or languages.known(page.html_lang or "")
    if found == languages.UNDETERMINED:
        return declared or languages.UNDETERMINED, ()
    if declared is None or declared == found:
        return found, ()
    if any({found, declared} <= alike for alike in _CONFUSABLE):
        return declared, ()
    if source and found not in source.languages and declared in source.languages:
        return declared, ("language-unsure",)
    return found, ("language-differs-from-page",)

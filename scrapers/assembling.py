"""An article-to-be → an article: language, identity, source and dates settled; what was given wins over what is read.

The identity is the canonical URL of the page itself. A translation that only names its original is not that original,
even where the original's address was given as its own: such a text is identified by its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers import languages
from scrapers.identity import UrlError, article_id, canonical_url, content_hash, host_of, text_id
from scrapers.plaintext import PARSER, PARSER_VERSION, PlainText, read_plain
from scrapers.registry import source_of_url
from storage.records import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapers.given import Given
    from scrapers.registry import Source

IMPORT_SOURCE = "import"
_PROSE = frozenset({"lead", "paragraph"})


def article_of_text(text: str, given: Given, sources: Mapping[str, Source], flags: tuple[str, ...] = ()) -> Article:
    """The article that a plain text and what came with it make; the text itself is not changed."""
    plain = read_plain(text)
    lang = given.lang or _language(text, plain)
    original = given.original_url or plain.original_url
    published = given.published or plain.published
    own = _own_url(given.url, original, plain.original_url, lang)
    source = source_of_url(sources, own or original or "")
    province = _province(sources, [own, original], published)
    canonical = (source.canonical(own) if source else canonical_url(own)) if own else None
    return Article(
        article_id=article_id(canonical) if canonical else text_id(text),
        content_hash=content_hash(plain.title, text, published),
        source_id=source.id if source else IMPORT_SOURCE,
        site=given.site or (host_of(given.url) if given.url else None),
        url=given.url,
        canonical_url=canonical,
        lang=lang,
        title=plain.title,
        lead=plain.lead,
        byline=plain.byline,
        text=text,
        blocks=plain.blocks,
        published=published,
        published_at=given.published_at or (plain.published_at if published == plain.published else None),
        published_evidence="given" if given.published else ("dateline" if published else None),
        original_url=original,
        province=province,
        parser=PARSER,
        parser_version=PARSER_VERSION,
        given_id=given.given_id,
        flags=_flags(flags, given, plain, lang, named_original=given.url is not None and own is None),
    )


def _flags(
    found: tuple[str, ...], given: Given, plain: PlainText, lang: str, *, named_original: bool
) -> tuple[str, ...]:
    flags = [*found, *plain.flags]
    dates = (given.published or "", plain.published or "")
    if all(dates) and not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0])):
        flags.append("published-differs-from-dateline")
    if lang == languages.UNDETERMINED:
        flags.append("language-undetermined")
    if named_original:
        flags.append("url-names-the-original")
    return tuple(dict.fromkeys(flags))


def _province(sources: Mapping[str, Source], urls: list[str | None], published: str | None) -> str | None:
    """The province of the paper, or of the paper whose report is told again."""
    found = (source_of_url(sources, url) for url in urls if url)
    return next((province for source in found if source and (province := source.province_on(published))), None)


def _language(text: str, plain: PlainText) -> str:
    """By the paragraphs; by all but the debris where there are none long enough."""
    prose = " ".join(text[block.start : block.end] for block in plain.blocks if block.kind in _PROSE)
    found = languages.detect(prose)
    if found != languages.UNDETERMINED:
        return found
    return languages.detect(" ".join(text[b.start : b.end] for b in plain.blocks if b.kind not in {"debris", "link"}))


def _own_url(url: str | None, original: str | None, in_text: str | None, lang: str) -> str | None:
    """The page's own address, None when the one given is that of the original of a translation."""
    if url is None:
        return None
    canonical = canonical_url(url)
    named = {_canonical(link) for link in (original, in_text) if link}
    if canonical not in named or lang == "vi":
        return url
    parts = urlsplit(canonical)
    own_edition = re.search(rf"(?:^|/){lang}(?:-\w+)?/", parts.path) or parts.netloc.startswith(f"{lang}.")
    return url if own_edition else None


def _canonical(url: str) -> str | None:
    try:
        return canonical_url(url)
    except UrlError:
        return None

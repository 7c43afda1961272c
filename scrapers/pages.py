"""Imported pages of HTML → articles: by the family of the source that the page's address belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scrapers.encodings import Refused
from scrapers.families import parse_page
from scrapers.registry import source_of_url
from storage.records import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapers.registry import Source

CUT = "cut-short"
_CLOSED = b"\n</body></html>"


def article_of_page(
    data: bytes, url: str | None, media_type: str | None, sources: Mapping[str, Source]
) -> tuple[Article | Refused, str | None]:
    """The article on a page, or why there is none; and a sentence when the page was cut off and read nevertheless."""
    found = _parsed(data, url, media_type, sources)
    if isinstance(found, Refused) and found.rule == CUT:
        rest = _parsed(data + _CLOSED, url, media_type, sources)
        if isinstance(rest, Article):
            return replace(rest, flags=(*rest.flags, CUT)), f"{found.reason}; what stands before was kept"
    return found, None


def _parsed(data: bytes, url: str | None, media_type: str | None, sources: Mapping[str, Source]) -> Article | Refused:
    source = source_of_url(sources, url) if url else None
    found = parse_page(data, url=url, source=source, content_type=media_type)
    if source is None and isinstance(found, Article) and found.url:
        own = source_of_url(sources, found.url)
        if own is not None:
            return parse_page(data, url=found.url, source=own, content_type=media_type)
    return found

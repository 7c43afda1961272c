"""WARC files of any origin → the pages in them, one article-to-be each.

A file that is cut short gives the records that can be read and one refusal. Pages not answered with status 200,
pictures and scripts are left out; texts and objects that were imported before are read like the files they came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.containers import MEDIA_TYPES, MOST_BYTES, Item, Refusal, item_of_bytes
from scrapers.encodings import Refused
from scrapers.given import Given
from scrapers.identity import UrlError, canonical_url
from scrapers.inputs import shown
from storage.warc_reading import WarcError, read_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from storage.warc_reading import Page

_SUFFIXES = {media_type: suffix for suffix, media_type in MEDIA_TYPES.items()} | {"application/xhtml+xml": ".html"}


def items(path: Path, asked: Callable[[str], bool] | None = None) -> Iterator[Item | Refusal]:
    """The pages of one archive in their order, and a refusal for each that cannot be used and for a broken file.

    ``asked`` says of an address whether its page is read at all. One page is in memory at a time.
    """
    found = 0
    partial: list[Refusal] = []  # told apart only where the file itself is whole
    try:
        for number, page in enumerate(read_pages(path, asked), start=1):
            suffix = _suffix(page)
            if suffix is None:
                continue
            found += 1
            subject = f"{shown(path)}#{number}"
            if page.body is None or page.problem:
                partial.append(Refusal(subject, Refused("cut-short", page.problem or "its bytes are not there")))
                continue
            try:
                yield _item(subject, page, page.body, suffix)
            except Refused as refused:
                yield Refusal(subject, refused)
    except WarcError as error:
        reason = f"it {str(error).removeprefix(path.name).strip()}"
        yield Refusal(shown(path), Refused("cut-short" if found else "bad-warc", reason))
    else:
        yield from partial
        if not found:
            of_ours = " of a declared host" if asked else ""
            yield Refusal(
                shown(path), Refused("no-pages", f"it holds no page{of_ours} that was answered with status 200")
            )


def _suffix(page: Page) -> str | None:
    """How the page is to be read; None for what is no page: errors, pictures, what was kept before."""
    if page.status != 200 or (page.body is None and page.problem is None):
        return None
    media_type = (page.header("content-type") or "text/html").partition(";")[0].strip().lower()
    if media_type == "text/plain" and page.url.startswith("http"):
        return None
    return _SUFFIXES.get(media_type)


def _item(subject: str, page: Page, body: bytes, suffix: str) -> Item:
    if suffix not in {".html", ".htm"}:
        return item_of_bytes(subject, body, suffix)
    if len(body) > MOST_BYTES:
        raise Refused("too-large", f"the page has {len(body) / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.0f} MB")
    return Item(subject, body, page.header("content-type") or "text/html", None, Given(url=_address(page)))


def _address(page: Page) -> str | None:
    if not page.url.lower().startswith("http"):
        return None
    try:
        canonical_url(page.url)
    except UrlError as error:
        raise Refused("bad-value", f"its address cannot be used: {error}") from None
    return page.url

"""Finding candidates: the articles a source's feeds, sitemaps and section pages name.

Each reader takes the bytes of one document and returns what it names, or raises ``Unfit`` with one sentence: a list
that is empty, or is no list at all, is said and not passed over. No network here; XML is read without entities,
document types and look-ups.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import feedparser
from lxml import etree
from selectolax.lexbor import SelectolaxError

from scrapers.encodings import Refused
from scrapers.families.blocks import clean, node_text
from scrapers.families.page import open_page
from scrapers.families.published import from_data, from_feed
from scrapers.identity import UrlError, absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from selectolax.lexbor import LexborNode

    from scrapers.registry import Source

MAX_LINKS = 50_000
MAX_UNPACKED = 60_000_000
MAX_CHILDREN = 64
MAX_DEPTH = 2
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b[^>]*(?:\[|ENTITY)", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_SURROGATE = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));", re.IGNORECASE
)


class Unfit(ValueError):  # noqa: N818 -- a finding about a document, not a fault of the program
    """A document that names nothing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One address that may be an article, and what the list says about it."""

    url: str
    title: str | None
    lang: str | None
    changed: datetime | None  # as the list says, UTC
    found_in: str


@dataclass(frozen=True, slots=True)
class SitemapIndex:
    """Addresses of further sitemaps, the most recently changed first."""

    children: tuple[str, ...]


def read_feed(data: bytes, url: str) -> list[Candidate]:
    """What an RSS or Atom feed names. Raises Unfit."""
    _refuse_no_list(data, "feed")
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError) as error:  # what feedparser lets through on broken encodings
        raise Unfit(f"the feed cannot be read: {' '.join(str(error).split())[:120]}") from None
    candidates = []
    for entry in found.entries[:MAX_LINKS]:
        link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
        if link:
            changed = from_feed(entry.get("published") or entry.get("updated"))
            candidates.append(
                Candidate(absolute(url, str(link)), clean(entry.get("title")) or None, None, changed, url)
            )
    if not candidates:
        why = f" ({' '.join(str(found.bozo_exception).split())[:100]})" if found.get("bozo_exception") else ""
        raise Unfit(f"the feed names no article{why}")
    return candidates


def read_sitemap(data: bytes, url: str) -> list[Candidate] | SitemapIndex:
    """What a sitemap names: articles, or further sitemaps. Raises Unfit."""
    data = _unpacked(data)
    _refuse_no_list(data, "sitemap")
    data = _SURROGATE.sub(b"", data)  # no letters; lxml takes them in and fails on handing them out
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit(f"the sitemap is no XML: {' '.join(str(error).split())[:120]}") from None
    if root is None:
        raise Unfit("the sitemap is no XML")
    try:
        entries = [_entry(node) for node in root if isinstance(node.tag, str)][:MAX_LINKS]
    except UnicodeDecodeError as error:
        raise Unfit(f"the sitemap holds letters that are none: {error.object[:60]!r}") from None
    located = [entry for entry in entries if entry.get("loc")]
    if not located:
        raise Unfit("the sitemap names no address")
    if _local(str(root.tag)) == "sitemapindex":
        newest = sorted(located, key=lambda entry: (entry.get("lastmod", ""), entry["loc"]), reverse=True)
        return SitemapIndex(tuple(absolute(url, entry["loc"]) for entry in newest[:MAX_CHILDREN]))
    return [
        Candidate(
            absolute(url, entry["loc"]),
            clean(entry.get("title")) or None,
            entry.get("language"),
            _moment(entry.get("lastmod") or entry.get("publication_date")),
            url,
        )
        for entry in located
    ]


def read_section(data: bytes, url: str, source: Source) -> list[Candidate]:
    """The articles a section page links to. Raises Unfit."""
    try:
        page = open_page(data, None)
    except Refused as refused:
        raise Unfit(f"the section page cannot be read: {refused.reason}") from None
    try:
        links = page.many(source.section_links) if source.section_links else []
    except SelectolaxError:
        raise Unfit(f"section_links '{source.section_links}' is no CSS selector") from None
    links = links or page.many("a[href]")
    found = [
        Candidate(absolute(url, node.attributes.get("href") or ""), _link_title(node), None, None, url)
        for node in links[:MAX_LINKS]
        if node.attributes.get("href")
    ]
    articles = [candidate for candidate in found if source.is_article(candidate.url)]
    if not articles:
        raise Unfit(f"the section page holds {len(found)} links, and none is an article's")
    return articles


def sift(candidates: Iterable[Candidate], source: Source) -> Iterator[tuple[Candidate, str | None]]:
    """Each address once, with the reason why it is no candidate, or None when it is; titles of repetitions are kept."""
    known: dict[str, Candidate] = {}
    unfit: dict[str, str] = {}
    for candidate in candidates:
        address = candidate.url.partition("#")[0]
        try:
            canonical = source.canonical(address)
        except UrlError as error:
            unfit.setdefault(address, str(error))
            continue
        if not source.is_article(address):
            unfit.setdefault(address, "its address is not that of an article of this source")
            continue
        earlier = known.get(canonical)
        if earlier is None:
            known[canonical] = Candidate(
                address,
                candidate.title,
                candidate.lang or source.language_of(address),
                candidate.changed,
                candidate.found_in,
            )
        elif earlier.title is None and candidate.title:
            known[canonical] = Candidate(
                earlier.url, candidate.title, earlier.lang, earlier.changed or candidate.changed, earlier.found_in
            )
    for candidate in known.values():
        yield candidate, None
    for address, reason in unfit.items():
        yield Candidate(address, None, None, None, ""), reason


def _link_title(node: LexborNode) -> str | None:
    given = clean(node.attributes.get("title"))
    shown = node_text(node)
    best = max((given, shown or ""), key=len)
    return best if len(best.split()) >= 3 or len(best) >= 20 else None


def _entry(node: etree._Element) -> dict[str, str]:
    """Names and words of what stands in one sitemap entry, the news extension included."""
    found: dict[str, str] = {}
    for part in list(node.iter())[:60]:
        if isinstance(part.tag, str) and part.text and part.text.strip():
            found.setdefault(_local(part.tag), " ".join(part.text.split()))
    return found


def _local(tag: str) -> str:
    """A tag without its namespace; lxml's own QName refuses what a broken document may hold."""
    return tag.rpartition("}")[2]


def _moment(text: str | None) -> datetime | None:
    found = from_data("sitemap", text)
    return found.at if found else None


def _refuse_no_list(data: bytes, what: str) -> None:
    if not data.strip():
        raise Unfit(f"the {what} is empty")
    if _HTML.match(data[:2000]):
        raise Unfit(f"it is a page, not a {what}")
    if _DOCTYPE.search(data[:20_000]):
        raise Unfit(f"the {what} declares entities, which no honest one does")


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            found = stream.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unfit(f"the sitemap cannot be unpacked: {error}") from None
    if len(found) > MAX_UNPACKED:
        raise Unfit(f"the sitemap unpacks to more than {MAX_UNPACKED:,} bytes")
    return found

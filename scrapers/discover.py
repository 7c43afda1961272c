"""Finding candidates: the articles a source's feeds, sitemaps and section pages name.

Each reader takes the bytes of one document and returns what it names, or raises ``Unfit`` with one sentence: a list
that is empty, or is no list at all, is said and not passed over. No network here; XML is read without entities,
document types and look-ups.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import etree
from selectolax.lexbor import SelectolaxError

from scrapers.encodings import Refused
from scrapers.families.blocks import clean, node_text
from scrapers.families.page import open_page
from scrapers.families.published import from_data, from_feed
from scrapers.identity import UrlError, absolute
from scrapers.period import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from scrapers.registry import JsonList, Source

MAX_LINKS = 50_000
MAX_UNPACKED = 60_000_000
MAX_DEPTH = 2
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b[^>]*(?:\[|ENTITY)", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_SURROGATE = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));", re.IGNORECASE
)


_ADDRESSES = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:https?://[^\s<>]+(?:\s+|$))+")
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,32};)")


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
    is_published: bool = False  # whether ``changed`` is when it was published, not when it was last edited


@dataclass(frozen=True, slots=True)
class SitemapChild:
    """One file of a sitemap index, and when it says it changed."""

    url: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class SitemapIndex:
    """Further sitemaps, the most recently changed first."""

    children: tuple[SitemapChild, ...]


def read_feed(data: bytes, url: str) -> list[Candidate]:
    """What an RSS, RDF or Atom feed names. Raises Unfit."""
    data = _unpacked(data)
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
                Candidate(
                    absolute(url, str(link)),
                    clean(entry.get("title")) or None,
                    None,
                    changed,
                    url,
                    is_published=bool(entry.get("published")),
                )
            )
    if not candidates:
        why = f" ({' '.join(str(found.bozo_exception).split())[:100]})" if found.get("bozo_exception") else ""
        raise Unfit(f"the feed names no article{why}")
    return candidates


def read_sitemap(data: bytes, url: str) -> list[Candidate] | SitemapIndex:
    """What a sitemap names: articles, or further sitemaps; it may be a text of addresses or a feed. Raises Unfit."""
    data = _unpacked(data)
    _refuse_no_list(data, "sitemap")
    if _ADDRESSES.fullmatch(data[:2_000].rpartition(b"\n")[0] or data):
        lines = data.decode("utf-8-sig", errors="replace").split()[:MAX_LINKS]
        return [Candidate(line, None, None, None, url) for line in lines if line.startswith("http")]
    data = _SURROGATE.sub(b"", data)  # no letters; lxml takes them in and fails on handing them out
    if b"\x00" not in data[:4]:
        data = _BARE_AMPERSAND.sub(b"&amp;", data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit(f"the sitemap is no XML: {' '.join(str(error).split())[:120]}") from None
    if root is None:
        raise Unfit("the sitemap is no XML")
    if _local(str(root.tag)) in {"rss", "RDF", "feed"}:
        return read_feed(data, url)
    try:
        entries = [_entry(node) for node in root if isinstance(node.tag, str)][:MAX_LINKS]
    except UnicodeDecodeError as error:
        raise Unfit(f"the sitemap holds letters that are none: {error.object[:60]!r}") from None
    located = [entry for entry in entries if entry.get("loc")]
    if not located:
        raise Unfit("the sitemap names no address")
    if _local(str(root.tag)) == "sitemapindex":
        newest = sorted(located, key=lambda entry: (entry.get("lastmod", ""), entry["loc"]), reverse=True)
        return SitemapIndex(
            tuple(SitemapChild(absolute(url, entry["loc"]), _moment(entry.get("lastmod"))) for entry in newest)
        )
    return [
        Candidate(
            absolute(url, entry["loc"]),
            clean(entry.get("title")) or None,
            entry.get("language"),
            _moment(entry.get("lastmod") or entry.get("publication_date")),
            url,
            is_published="lastmod" not in entry and "publication_date" in entry,
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


def next_address(data: bytes, url: str, first: str, number: int, source: Source) -> str | None:
    """The address of page ``number`` of a section that begins at ``first``; None when nobody knows, or it is the last.

    Where pages are counted in the address it is made, else it is read from the page ``data`` found at ``url``.
    """
    following = source.next_page
    if following is None:
        return None
    if following.address is not None:
        return following.address.replace("{section}", first.rstrip("/")).replace("{page}", str(number))
    try:
        found = open_page(data, None).many(following.link or "a.next")
    except (Refused, SelectolaxError):
        return None
    target = absolute(url, (found[0].attributes.get("href") or "") if found else "")
    return target if target.startswith("http") and target != url else None


def read_json_list(data: bytes, url: str, spec: JsonList) -> list[Candidate]:
    """The articles a JSON list names, by the keys its source declares. Raises Unfit."""
    if not data.strip():
        raise Unfit("the JSON list is empty")
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unfit(f"the JSON list is no JSON: {' '.join(str(error).split())[:120]}") from None
    for key in spec.items:
        given = given.get(key) if isinstance(given, dict) else None
    if not isinstance(given, list):
        raise Unfit(f"the JSON list holds no list{' at ' + '.'.join(spec.items) if spec.items else ''}")
    entries = [entry for entry in given[:MAX_LINKS] if isinstance(entry, dict) and isinstance(entry.get(spec.url), str)]
    if not entries:
        raise Unfit(f"the JSON list names no article: none of its {len(given)} entries has '{spec.url}'")
    return [
        Candidate(
            absolute(url, entry[spec.url]),
            clean(_words(entry, spec.title)) or None,
            None,
            _moment(_words(entry, spec.published)),
            url,
            is_published=True,
        )
        for entry in entries
    ]


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
            lang = candidate.lang or source.language_of(address)
            known[canonical] = replace(candidate, url=address, lang=lang)
        elif earlier.title is None and candidate.title:
            changed = earlier.changed or candidate.changed
            known[canonical] = replace(earlier, title=candidate.title, changed=changed)
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


def _words(entry: dict[str, Any], key: str | None) -> str | None:
    value = entry.get(key) if key else None
    return value if isinstance(value, str) else None


def _local(tag: str) -> str:
    """A tag without its namespace, declared or not; lxml's own QName refuses what a broken document may hold."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _moment(text: str | None) -> datetime | None:
    """A time as a list gives it; of a day, its beginning in Vietnam."""
    found = from_data("sitemap", text)
    if found is None or found.at is not None:
        return found.at if found else None
    try:
        return datetime.combine(date.fromisoformat(found.day), time(), VIETNAM).astimezone(UTC)
    except ValueError:
        return None


def _refuse_no_list(data: bytes, what: str) -> None:
    if not data.strip():
        raise Unfit(f"the {what} is empty")
    if _HTML.match(data[:2000]):
        raise Unfit(f"it is a page, not a {what}")
    if _DOCTYPE.search(data[:20_000]):
        raise Unfit(f"the {what} declares entities, which no honest one does")


def _unpacked(data: bytes) -> bytes:
    """What was packed once, or once more by a server that did not know."""
    for _ in range(2):
        if data[:2] != b"\x1f\x8b":
            break
        try:
            with gzip.open(io.BytesIO(data)) as stream:
                data = stream.read(MAX_UNPACKED + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise Unfit(f"the list cannot be unpacked: {error}") from None
        if len(data) > MAX_UNPACKED:
            raise Unfit(f"the list unpacks to more than {MAX_UNPACKED:,} bytes")
    return data

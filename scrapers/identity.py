"""Who is who: the canonical form of a URL, and the ids and hashes made from it.

Two addresses of one article give one canonical URL, whatever was fetched: scheme, ``www.``, ``m.``, query, fragment,
AMP, print and ``index.htm`` variants are folded. A canonical URL is an identity first; most answer in a browser, too.
Everything here is pure and gives the same answer on every machine, for ever: ids in the lake are made of it.

Where the source is known, ask ``scrapers.registry.Source.canonical(url)``: it adds what only the site's YAML knows
(merged hosts, sites whose article number alone is the identity).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

from scrapers.lines import composed

MAX_URL = 2048
_HOST = re.compile(r"(?=.{1,253}$)[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]+\]")
_HOST_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP_SUFFIX = re.compile(r"(?:(?P<page>\.html?)|(?<=[^/]))\.amp$", re.IGNORECASE)
_AMP_SEGMENT = re.compile(r"^/amp(?=/.)|/amp$", re.IGNORECASE)
_PRINT = re.compile(r"^/(?:print|version/mobile)(?=/.)", re.IGNORECASE)
_SLUG_END = re.compile(r"(?:\.[a-z]{3,5})+$", re.IGNORECASE)
_STORY_HOST = re.compile(r"(?:[a-z0-9-]+\.)?vietnam\.vn")
_STORY_PATH = re.compile(r"^/(?:[a-z]{2}(?:-[A-Za-z]{2})?/)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+){2,})$")


class UrlError(ValueError):
    """A text that is no http(s) address of a host; the message says what is wrong with it."""


def canonical_url(url: str, host_group: str | None = None) -> str:
    """The one form of an address: ``https://host/path`` without query, fragment and variants of presentation.

    ``host_group`` replaces the host: merged papers and mirrors share one. Path case is kept, percent-encoding is
    brought to one form. Applying it twice changes nothing. Raises UrlError.
    """
    host, port, path = _taken_apart(url)
    if host_group:
        return f"https://{host_group.lower()}{_folded_path(path)}"
    while (shorter := _HOST_VARIANT.sub("", host)) != host:
        host = shorter
    return f"https://{host}{port}{_folded_path(path)}"


def host_of(url: str) -> str:
    """The host of an address in lower case, with ``www.`` and the like still on it. Raises UrlError."""
    return _taken_apart(url)[0]


def absolute(base: str, link: str) -> str:
    """The address a link on a page means; a link that cannot be one is given back as it is, to be refused later."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def article_id(canonical: str) -> str:
    """32 hex digits that stand for one canonical URL."""
    return _digest(canonical)


def text_id(text: str) -> str:
    """32 hex digits for an article that came without any URL: of its words, however they are spaced."""
    return _digest("text:" + " ".join(composed(text).split()))


def content_hash(title: str | None, text: str, published: str | None) -> str:
    """32 hex digits of what a page says, to tell versions of an article apart."""
    return _digest(json.dumps([title, text, published], ensure_ascii=False))


def story_slug(url: str) -> str | None:
    """The Vietnamese slug that groups the language versions of one vietnam.vn story; None for any other address."""
    try:
        canonical = canonical_url(url)
    except UrlError:
        return None
    host, _, path = canonical.removeprefix("https://").partition("/")
    found = _STORY_PATH.match(f"/{path}") if _STORY_HOST.fullmatch(host) else None
    return found["slug"] if found else None


def slug_words(url: str) -> str | None:
    """The words of an address's longest slug, without numbers; None when there are fewer than four."""
    try:
        path = _taken_apart(url)[2]
    except UrlError:
        return None
    slugs = (_SLUG_END.sub("", unquote(part)).split("-") for part in path.split("/"))
    words = max(([word for word in slug if word.isalpha()] for slug in slugs), key=len)
    return " ".join(words) if len(words) >= 4 else None


def _taken_apart(url: str) -> tuple[str, str, str]:
    """Host in lower case, ``:port`` or nothing, and the path as given."""
    shown = url[:120]
    if len(url) > MAX_URL:
        raise UrlError(f"an address of {len(url)} characters is longer than {MAX_URL}: {shown}…")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise UrlError(f"'{shown}' is not an address: {error}") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise UrlError(f"'{shown}' is not an http or https address")
    host = unicodedata.normalize("NFC", parts.hostname or "").lower().strip(".")
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        raise UrlError(f"'{shown}' names no host")
    return host, "" if port in {None, 80, 443} else f":{port}", parts.path.rstrip()


def _folded_path(path: str) -> str:
    folded = _clean(path)
    while True:
        before = folded
        folded = _INDEX.sub("/", folded).rstrip("/")
        folded = _AMP_SUFFIX.sub(".html", folded)
        folded = _PRINT.sub("", _AMP_SEGMENT.sub("", folded))
        if folded == before:
            return folded or "/"


def _clean(path: str) -> str:
    """One percent-encoding (UTF-8, NFC), no empty or dot segments."""
    given = _PERCENT.sub("%25", path).encode("utf-8", errors="surrogateescape")
    raw = unquote_to_bytes(given).decode("utf-8", errors="surrogateescape")
    text = unicodedata.normalize("NFC", raw)
    kept: list[str] = []
    for segment in text.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in {"", "."}:
            kept.append(segment)
    encoded = (quote(s.encode("utf-8", errors="surrogateescape"), safe="!$&'()*+,;=:@~") for s in kept)
    return "/" + "/".join(encoded)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogateescape")).hexdigest()[:32]

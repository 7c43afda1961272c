"""One fetched page: bytes → a tree one can ask, after checking that it is a page of text at all.

Everything that comes here is hostile until checked: what is no HTML, empty, cut off, nested beyond reason, an error
or a challenge page served with status 200 is refused with a rule and one sentence. No network, no clock.
"""

from __future__ import annotations

import codecs
import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from scrapers import encodings
from scrapers.encodings import Refused
from scrapers.families.bombs import refuse_bombs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

MAX_BYTES = 8_000_000
MAX_JSON_LD = 500_000
LONGEST_META = 10_000
_MEDIA_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream")
_LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|table)\b", re.IGNORECASE
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|urlset|sitemapindex)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_CUT = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_END = 2_000
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
CHALLENGE = re.compile(
    r"\?jskey=|/cdn-cgi/challenge|cf-chl|__cf_chl|just a moment\.\.\.|checking your browser|ddos protection|"
    r"g-recaptcha|h-captcha|captcha-form|enable javascript and cookies|verify (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|lỗi|http)\W*)?(?:4\d\d|5\d\d)\b|^\W*(?:lỗi (?:hệ thống|máy chủ|kết nối|truy cập)|error\b|"
    r"(?:page )?not found|access denied|forbidden|bad gateway|service unavailable|internal server error|"
    r"(?:trang|bài viết|nội dung|đường dẫn|không tìm thấy).{0,40}(?:không tồn tại|không tìm thấy|trang|đã bị xóa)|"
    r"bảo trì hệ thống|website (?:is )?under maintenance|maintenance)",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(r"(?:vui lòng )?đăng (?:nhập|ký)\b|(?:please )?(?:log|sign) in\b", re.IGNORECASE)
_CONSENT_TITLE = re.compile(r"\b(?:cookies?|quyền riêng tư của bạn|your privacy|consent)\b", re.IGNORECASE)
_REFRESH = re.compile(r"<meta[^>]{0,80}http-equiv\s*=\s*[\"']?refresh\b[^>]{0,80}\burl\s*=", re.IGNORECASE)
FEW_WORDS = 600
SHORT_PAGE = 1_500
MOST_TEXT = 500_000
BARE_PAGE = 120


class LayoutMismatch(ValueError):  # noqa: N818 -- a finding about a page, not a fault of the program
    """A page that does not look as a layout says it does; the message names the selector and what it found."""


class Page:
    """A page that passed the checks, and its selectors, which say how many nodes they expect."""

    def __init__(self, html: str, flags: tuple[str, ...] = (), utf8: bytes | None = None) -> None:
        """``utf8`` is the same page in UTF-8, where it is at hand: the tree is made of that."""
        self.html = html
        self.flags = flags
        self.tree = LexborHTMLParser(html if utf8 is None else utf8)

    def one(self, selector: str) -> LexborNode:
        """The only node that fits. Raises LayoutMismatch for none or several."""
        found = self.many(selector)
        if len(found) != 1:
            raise LayoutMismatch(f"'{selector}' should be there once, but was found {len(found)} times")
        return found[0]

    def optional(self, selector: str) -> LexborNode | None:
        """The only node that fits, or None. Raises LayoutMismatch for several."""
        found = self.many(selector)
        if len(found) > 1:
            raise LayoutMismatch(f"'{selector}' should be there at most once, but was found {len(found)} times")
        return found[0] if found else None

    def many(self, selector: str) -> list[LexborNode]:
        """All nodes that fit, in page order, each once however many of the selector's parts it fits; may be none."""
        return list({node.mem_id: node for node in self.tree.css(selector)}.values())

    def meta(self, *names: str) -> str | None:
        """The content of the first of these ``<meta>`` names or properties that says something."""
        for name in names:
            if self._metas.get(name):
                return self._metas[name]
        return None

    @cached_property
    def _metas(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self._of_head("meta", "meta[property='og:title']"):
            name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
            content = " ".join((node.attributes.get("content") or "").split())
            if name and content and len(content) <= LONGEST_META:
                found.setdefault(name.lower(), content)
        return found

    def _of_head(self, selector: str, told_by: str | None = None) -> list[LexborNode]:
        """What fits within the head, in a fifth of the time; on the whole page where the head lacks ``told_by``."""
        head = self.tree.head
        found = head.css(selector) if head is not None else []
        is_there = found if told_by is None else head is not None and head.css_first(told_by) is not None
        return found if is_there else self.tree.css(selector)

    @cached_property
    def html_lang(self) -> str | None:
        """What the page says its language is: ``<html lang>``, else ``og:locale``."""
        root = self.tree.root
        declared = root.attributes.get("lang") if root is not None else None
        return declared or self.meta("og:locale", "language")

    @cached_property
    def json_ld(self) -> dict[str, Any]:
        """The page's schema.org article, {} when it has none that can be read."""
        for node in self._of_head('script[type="application/ld+json"]'):
            raw = node.text()
            if len(raw) > MAX_JSON_LD:
                continue
            try:
                given = json.loads(raw, strict=False)
            except (ValueError, RecursionError):
                continue
            for entry in _entries(given):
                kinds = entry.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and kind.endswith(("Article", "BlogPosting")) for kind in kinds):
                    return entry
        return {}

    def json_ld_text(self, key: str) -> str | None:
        """A string of the schema.org article."""
        value = self.json_ld.get(key)
        return " ".join(value.split()) or None if isinstance(value, str) else None

    @cached_property
    def headline(self) -> str:
        """The words of ``<title>``."""
        found = self._of_head("title")
        return " ".join(found[0].text().split()) if found else ""


def open_page(data: bytes, content_type: str | None) -> Page:
    """Bytes as fetched → a page. Raises Refused with rule and sentence."""
    if len(data) > MAX_BYTES:
        raise Refused("too-large", f"a page of {len(data):,} bytes is larger than {MAX_BYTES:,}", data[:60])
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type not in _MEDIA_TYPES:
        raise Refused("not-html", f"it is served as {media_type}, not as a page", data[:60])
    html, flags = _text(data, content_type or "")
    if _FEED.match(html[:500]) or not _LOOKS_LIKE_HTML.search(html[:200_000]):
        raise Refused("not-html", "it holds no HTML", html)
    utf8 = data if not flags and not data.startswith(codecs.BOM_UTF8) else html.encode("utf-8", errors="replace")
    refuse_bombs(utf8)
    page = Page(html, flags, utf8)
    _refuse_unfit(page)
    return page


def _text(data: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """The page as text: UTF-8 if it can be that, else as it declares itself, else as it is best guessed."""
    declared = _CHARSET.search(content_type.encode()) or _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        decoded = encodings.decode(data)
    except Refused as refused:
        told = _as_declared(data, name) if refused.rule == "wrong-encoding" else None
        if told is None:
            raise
        return told, (f"read-as-{name}",)
    guessed = decoded.flag is not None and decoded.flag.startswith("read-as-")
    if guessed and (told := _as_declared(data, name)) is not None:
        return told, (f"read-as-{name}",)
    return decoded.text, (decoded.flag,) if decoded.flag else ()


def _as_declared(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _refuse_unfit(page: Page) -> None:
    if len(page.html) > MOST_TEXT and len(visible_text(page, MOST_TEXT)) > MOST_TEXT:
        reason = f"it shows more than {MOST_TEXT:,} characters of text, which is no article"
        raise Refused("too-large", reason, visible_text(page, 200))
    visible = visible_text(page, SHORT_PAGE)
    if len(visible) < SHORT_PAGE:
        headings = [page.headline, *(" ".join(node.text().split()) for node in page.many("h1")[:3])]
        if CHALLENGE.search(page.html):
            raise Refused("challenge-page", "it is a challenge for browsers, not the article", visible or page.html)
        if any(len(heading) < 120 and _ERROR_TITLE.search(heading) for heading in headings):
            raise Refused("error-page", f"it is an error page served with status 200: '{headings[-1][:80]}'", visible)
        if page.tree.css_first("input[type=password]") and any(map(_LOGIN_TITLE.match, headings)):
            raise Refused("login-page", f"it asks to log in: '{headings[-1][:80]}'", visible)
        if page.tree.css_first("button, form") and any(map(_CONSENT_TITLE.search, headings)):
            raise Refused("challenge-page", f"it asks for consent first: '{headings[-1][:80]}'", visible)
        if len(visible) < FEW_WORDS and _REFRESH.search(page.html):
            raise Refused("redirect-page", "it only leads on to another address", visible or page.html)
    if not _CUT.search(page.html[-_END:]) and _WHOLE_PAGE.search(page.html) and not _CUT.search(page.html):
        raise Refused("cut-short", "the HTML is cut off: neither body nor html is ever closed", page.html[-200:])
    if len(visible) < BARE_PAGE and "<script" in page.html.lower():
        raise Refused("challenge-page", "it holds a script and next to no text", visible or page.html)
    if not visible:
        raise Refused("empty-page", "it shows no text", page.html)


def visible_text(page: Page, enough: int) -> str:
    """The words of the body but those of scripts and styles, spaces folded: all, or the first ``enough`` characters."""
    body = page.tree.body
    words: list[str] = []
    length = 0
    for node in nodes(body, skip_tags=UNSEEN) if body is not None else ():
        if node.tag == "-text" and (more := (node.text_content or "").split()):
            words += more
            length += sum(map(len, more)) + len(more)
            if length > enough:
                break
    return " ".join(words)


UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "template",
        "svg",
        "video",
        "audio",
        "object",
        "select",
        "textarea",
        "button",
        "form",
        "head",
        "title",
    ]
)


def nodes(root: LexborNode, *, skip_tags: frozenset[str] = frozenset()) -> Iterator[LexborNode]:
    """All nodes under ``root`` in page order, without recursion; subtrees of ``skip_tags`` are left out."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.next is not None and node is not root:
            stack.append(node.next)
        if node.tag in skip_tags:
            continue
        yield node
        if node.child is not None:
            stack.append(node.child)


def _entries(given: Any) -> Iterator[dict[str, Any]]:
    entries = given if isinstance(given, list) else [given]
    for entry in entries[:50]:
        if isinstance(entry, dict):
            yield entry
            graph = entry.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph[:50] if isinstance(inner, dict))

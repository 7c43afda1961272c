"""What a family's dated version says about its pages, and reading a page by it.

A layout is data: selectors and how many nodes they expect. A later version of a family is the earlier one with some
selectors replaced; ``valid_from`` and ``valid_until`` (YYYY-MM-DD) say for which pages it is meant, null for no bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers import captions, chrome
from scrapers.debris import vocabulary
from scrapers.families.beside import CUT_OFF, beside, is_excerpt, is_set_apart, of_heading
from scrapers.families.blocks import Piece, clean, node_text, pieces_of, same_words, without_repeats
from scrapers.families.listing import BOXES, teasers_in
from scrapers.families.page import LayoutMismatch, Page
from scrapers.families.pictures import CAPTIONS, captions_behind, captions_in_tables
from scrapers.families.published import Dated, Settled, from_data, from_text, settle
from scrapers.families.signed import byline_of, told_author, without_signatures
from scrapers.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

_SCRIPT_DATE = re.compile(r"articlePublishDate\s*['\"]?\s*:\s*['\"]([^'\"]{8,40})")
LONGEST_TITLE = 1_000
_LEAST_TITLE = 15
_TITLE_CLASSES = ".title, .news-title, .post-title, .detail-title, .article-title, .entry-title, [itemprop=headline]"
_PAPER = re.compile(r"(?:Báo|Tạp chí|Đài|Cổng thông tin)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What a layout read out of a page, before it is an article."""

    title: str | None
    byline: str | None
    pieces: tuple[Piece, ...]  # without title and byline
    settled: Settled
    parser: str
    version: str
    original_url: str | None = None
    lang_hint: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def lead(self) -> str | None:
        """The words of the lead."""
        return next((piece.text for piece in self.pieces if piece.kind == "lead"), None)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One dated version of a family's pages, as CSS selectors."""

    family: str
    version: str
    valid_from: str | None = None
    valid_until: str | None = None
    body: str  # one; of several the first
    title: str = ""  # one; where it is not known, what the page tells others
    lead: str = ""  # at most one that says something
    time: str = ""  # at most one
    author: str = ""  # many
    captions: str = ""  # many
    drop: str = ""  # many
    drop_lines: str = ""  # regular expression of whole lines
    teasers: str = ""  # regular expression of how lines behind the first paragraph begin that tell of others
    not_words: str = ""  # regular expression of what is taken out of lines
    picture_words: tuple[str, str] | None = None  # many, and the attribute that holds their caption
    original: str = ""  # many; the first that leads to an article is where this one was printed first

    def covers(self, day: str | None) -> bool:
        """Whether a page of this day is meant; a page without a date is."""
        if day is None:
            return True
        return (self.valid_from or "") <= day and (self.valid_until is None or day <= self.valid_until)

    def read(self, page: Page, url: str | None) -> Reading:
        """Title, lead, lines and dates of a page. Raises LayoutMismatch when it is not laid out like this."""
        body = self._body(page)
        title = (self._words(node_text(self._heading(page))) if self.title else None) or title_of(page)
        shown = self._shown(page, body, title)
        told = [from_text("page", node_text(shown)), *([] if shown is None else [_attribute(shown)])]
        told += machine_dates(page)
        lead = self._lead(page, body, title)
        given = self._words(node_text(lead))
        lines = self._lines(body, lead)
        dateless = not any(place and place.at for place in told)
        given = None if given and CUT_OFF.search(given) else given
        around = beside(body, title) if dateless or given is None else None
        if around:
            told += [around.dated] if dateless else []
            given = given or (None if around.lead and is_excerpt(around.lead, lines) else around.lead)
        settled = settle(told, url)
        if not self.covers(settled.published):
            raise LayoutMismatch(f"version {self.version} of {self.family} is not for pages of {settled.published}")
        pieces, signed = without_signatures(self._sorted(body, lines, title, given))
        authors = [name for name in map(node_text, self._all(page, self.author)) if name]
        byline = byline_of(authors, signed) or (around or beside(body, title)).byline or told_author(page)
        pieces = self._with_picture_words(page, pieces)
        origin = self._origin(page)
        return Reading(title, byline, tuple(pieces), settled, self.family, self.version, original_url=origin)

    def _body(self, page: Page) -> LexborNode:
        """The text's node; of several, as pages have that go on with other articles, the first."""
        found = page.many(self.body)
        if not found:
            raise LayoutMismatch(f"'{self.body}' should be there, but was not found")
        return found[0]

    def _heading(self, page: Page) -> LexborNode:
        """The title's node; of several the one that says what the page tells others of itself."""
        found = page.many(self.title)
        told = [
            same_words(text) for text in (page.meta("og:title"), page.json_ld_text("headline"), page.headline) if text
        ]
        fitting = found
        if len(found) > 1:
            said = [(node, same_words(node.text())) for node in found]
            fitting = [node for node, words in said if words and any(other.startswith(words) for other in told)]
        if len(fitting) != 1:
            raise LayoutMismatch(f"'{self.title}' should be there once, but was found {len(found)} times")
        return fitting[0]

    def _shown(self, page: Page, body: LexborNode, title: str | None) -> LexborNode | None:
        """The node of the page's own date; of several the one that stands beside the heading."""
        found = self._all(page, self.time)
        if len(found) > 1:
            found = of_heading(found, body, title)
        if len(found) > 1:
            raise LayoutMismatch(f"'{self.time}' should be there at most once, but was found {len(found)} times")
        return found[0] if found else None

    def _lead(self, page: Page, body: LexborNode, title: str | None) -> LexborNode | None:
        said = [node for node in self._all(page, self.lead) if node_text(node)]
        if len(said) > 1:
            said = of_heading(said, body, title)
        if len(said) > 1:
            raise LayoutMismatch(f"'{self.lead}' should be there at most once, but was found {len(said)} times")
        return said[0] if said else None

    def _lines(self, body: LexborNode, lead: LexborNode | None) -> list[Piece]:
        drop = [*body.css(f"{self.drop}, {BOXES}".lstrip(", ")), *teasers_in(body), *([lead] if lead else [])]
        under_pictures = [*body.css(f"{self.captions}, {CAPTIONS}".lstrip(", ")), *captions_in_tables(body)]
        under_pictures += captions_behind(body)
        return pieces_of(body, drop=drop, kinds=[("caption", node) for node in under_pictures])

    def _sorted(self, body: LexborNode, lines: Iterable[Piece], title: str | None, lead: str | None) -> list[Piece]:
        unwanted = re.compile(self.drop_lines) if self.drop_lines else None
        teaser = re.compile(self.teasers) if self.teasers else None
        pieces = [Piece("lead", lead)] if lead else []
        for line in lines:
            text = self._words(line.text)
            if not text or (unwanted and unwanted.fullmatch(text)) or text == title or _points_elsewhere(text):
                continue
            if teaser and teaser.match(text) and any(piece.kind == "paragraph" for piece in pieces):
                continue
            kind = line.kind or ("caption" if captions.is_labelled(as_line(text)) else "paragraph")
            pieces.append(Piece(kind, text))
        paragraphs = [at for at, piece in enumerate(pieces) if piece.kind == "paragraph"]
        if lead is None and len(paragraphs) > 1 and is_set_apart(body, pieces[paragraphs[0]].text):
            pieces[paragraphs[0]] = Piece("lead", pieces[paragraphs[0]].text)
        return without_repeats(pieces)

    def _words(self, text: str | None) -> str | None:
        """A line without what a parser took for words."""
        return clean(re.sub(self.not_words, " ", text)) or None if text and self.not_words else text

    def _with_picture_words(self, page: Page, pieces: list[Piece]) -> list[Piece]:
        """The pieces with captions that only an attribute holds, behind the lead, where such pictures stand."""
        if self.picture_words is None:
            return pieces
        selector, attribute = self.picture_words
        said = {same_words(piece.text) for piece in pieces}
        found = dict.fromkeys(clean(node.attributes.get(attribute)) for node in page.many(selector))
        new = [Piece("caption", text) for text in found if same_words(text) and same_words(text) not in said]
        at = 1 if pieces and pieces[0].kind == "lead" else 0
        return [*pieces[:at], *new, *pieces[at:]]

    def _origin(self, page: Page) -> str | None:
        """Where the article was printed first: a web address with a path, since a paper's home page is no article."""
        for node in self._all(page, self.original):
            target = (node.attributes.get("href") or "").strip()
            if re.match(r"https?://[^\s/?#]+/[^\s?#]", target):
                return target
        return None

    @staticmethod
    def _all(page: Page, selector: str) -> list[LexborNode]:
        return page.many(selector) if selector else []


def machine_dates(page: Page) -> list[Dated | None]:
    """What the page says to machines about its publication, the more trustworthy first."""
    at = page.html.find("articlePublishDate")
    script = _SCRIPT_DATE.search(page.html, at) if at >= 0 else None
    return [
        from_data("json-ld", page.json_ld_text("datePublished")),
        from_data("script", script[1] if script else None),
        from_data("meta", page.meta("article:published_time", "og:article:published_time", "datepublished", "pubdate")),
    ]


def title_of(page: Page) -> str | None:
    """The title as the page tells it to others, without the paper's name behind it."""
    told = page.meta("og:title", "twitter:title") or page.json_ld_text("headline")
    heading = next((text for text in (node_text(node) for node in page.many("h1")) if text), None)
    title = next((text for text in (told, heading, page.headline) if text and len(text) <= LONGEST_TITLE), None)
    if title is None:
        return None
    title = " ".join(title.split())
    if heading and same_words(title).startswith(same_words(heading)) and len(same_words(heading)) > 15:
        return heading
    title = without_paper(title, page.meta("og:site_name"))
    return title if told or heading else _only_title_class(page, title) or title


def without_paper(title: str, site: str | None) -> str:
    """A title without the paper's name behind it."""
    for mark in (" | ", " - ", " – ", " — "):
        before, found, after = title.rpartition(mark)
        named = site and same_words(site) == same_words(after)
        if found and (named or (mark == " | " and len(after) <= 40) or (len(after) <= 40 and _PAPER.match(after))):
            return before.strip()
    return title


def _only_title_class(page: Page, told: str) -> str | None:
    """The one heading of a page without ``h1`` whose ``<title>`` names the paper only, by its class."""
    said = dict.fromkeys(filter(None, (node_text(node) for node in page.many(_TITLE_CLASSES))))
    if len(said) != 1 or any(same_words(text) in same_words(told) for text in said):
        return None
    text = next(iter(said))
    return text if _LEAST_TITLE <= len(text) <= LONGEST_TITLE else None


def as_line(text: str) -> Line:
    """A text as the line it is."""
    return Line(0, len(text), text, 0)


def _points_elsewhere(text: str) -> bool:
    """Whether a line invites to read or write something else."""
    line = as_line(text.lstrip("*•- "))
    if not line.text:
        return False
    is_heading = line.key.strip(" :.…") in vocabulary().more
    return is_heading or chrome.is_prompt(line) or chrome.is_pointer(as_line(text))


def _attribute(node: LexborNode) -> Dated | None:
    return from_data("time", node.attributes.get("datetime") or node.attributes.get("content"))

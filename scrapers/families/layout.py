"""What a family's dated version says about its pages, and reading a page by it.

A layout is data: selectors and how many nodes they expect. A later version of a family is the earlier one with some
selectors replaced; ``valid_from`` and ``valid_until`` (YYYY-MM-DD) say for which pages it is meant, null for no bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers import captions
from scrapers.families.blocks import Piece, clean, node_text, pieces_of, same_words, without_repeats
from scrapers.families.page import LayoutMismatch, Page
from scrapers.families.pictures import captions_behind
from scrapers.families.published import Dated, Settled, from_data, from_text, settle
from scrapers.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

_SCRIPT_DATE = re.compile(r"articlePublishDate\s*['\"]?\s*:\s*['\"]([^'\"]{8,40})")
LONGEST_TITLE = 1_000
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")


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
    body: str  # one
    title: str = ""  # one; where it is not known, what the page tells others
    lead: str = ""  # at most one that says something
    time: str = ""  # at most one
    author: str = ""  # many
    captions: str = ""  # many
    captions_follow: bool = False  # a centred or italic line right behind a picture is its caption
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
        body = page.one(self.body)
        title = (self._words(node_text(page.one(self.title))) if self.title else None) or title_of(page)
        shown = page.optional(self.time) if self.time else None
        settled = settle(
            [
                from_text("page", node_text(shown)),
                *([] if shown is None else [_attribute(shown)]),
                *machine_dates(page),
            ],
            url,
        )
        if not self.covers(settled.published):
            raise LayoutMismatch(f"version {self.version} of {self.family} is not for pages of {settled.published}")
        lead = self._lead(page)
        drop = [*(body.css(self.drop) if self.drop else []), *([lead] if lead is not None else [])]
        under_pictures = body.css(f"{self.captions}, figcaption".lstrip(", "))
        if self.captions_follow:
            under_pictures += captions_behind(body)
        lines = pieces_of(body, drop=drop, kinds=[("caption", node) for node in under_pictures])
        given = self._words(node_text(lead))
        pieces = self._with_picture_words(page, self._sorted(lines, title, given))
        authors = [node_text(node) for node in self._all(page, self.author)]
        byline = ", ".join(dict.fromkeys(name for name in authors if name))
        return Reading(
            title, byline or None, tuple(pieces), settled, self.family, self.version, original_url=self._origin(page)
        )

    def _lead(self, page: Page) -> LexborNode | None:
        said = [node for node in self._all(page, self.lead) if node_text(node)]
        if len(said) > 1:
            raise LayoutMismatch(f"'{self.lead}' should be there at most once, but was found {len(said)} times")
        return said[0] if said else None

    def _sorted(self, lines: Iterable[Piece], title: str | None, lead: str | None) -> list[Piece]:
        unwanted = re.compile(self.drop_lines) if self.drop_lines else None
        teaser = re.compile(self.teasers) if self.teasers else None
        pieces = [Piece("lead", lead)] if lead and not _CUT_OFF.search(lead) else []
        for line in lines:
            text = self._words(line.text)
            if not text or (unwanted and unwanted.fullmatch(text)) or text == title:
                continue
            if teaser and teaser.match(text) and any(piece.kind == "paragraph" for piece in pieces):
                continue
            kind = line.kind or ("caption" if captions.is_labelled(as_line(text)) else "paragraph")
            pieces.append(Piece(kind, text))
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
    site = page.meta("og:site_name")
    for mark in (" | ", " - ", " – ", " — "):
        before, found, after = title.rpartition(mark)
        if found and ((site and same_words(site) == same_words(after)) or (mark == " | " and len(after) <= 40)):
            return before.strip()
    return title


def as_line(text: str) -> Line:
    """A text as the line it is."""
    return Line(0, len(text), text, 0)


def _attribute(node: LexborNode) -> Dated | None:
    return from_data("time", node.attributes.get("datetime") or node.attributes.get("content"))

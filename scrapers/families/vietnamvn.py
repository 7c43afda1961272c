"""Family ``vietnamvn``: the aggregator vietnam.vn, whose class names nobody has seen.

So it reads what pages tell machines first (JSON-LD, og), finds the text by where most of it stands, and sorts the
lines by their words. Traps: the paper's name twice, glued to a date (``Báo XBáo X16/04/2025``); the lead repeated in
a second wording; ad markers like ``[ad_2]``; the link to the original behind a label in any language; a comment counter
in another language than the page; lists of other articles and banners; ``html lang`` that was never translated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers import datelines
from scrapers.debris import vocabulary
from scrapers.families.blocks import Piece, pieces_of, same_words
from scrapers.families.layout import Reading, machine_dates, title_of
from scrapers.families.listing import refuse_list
from scrapers.families.page import UNSEEN, LayoutMismatch, Page, nodes
from scrapers.families.pictures import CAPTIONS, captions_in_tables
from scrapers.families.published import Dated, settle
from scrapers.families.sorting import sort_lines
from scrapers.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

VERSION = "1"
_LABEL = re.compile(r"(?P<paper>\S.{0,80}?)\s*(?P=paper)\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})")
_EDITION = re.compile(r"/(?P<lang>[a-z]{2})(?:-[A-Za-z]{2})?/.")
_CHROME = "nav, header nav, footer, aside, [role=navigation], [aria-hidden=true]"
_PARAGRAPHS = "p:not(footer p):not(nav p):not(aside p)"
_CELLS = "td:not(footer td), div:not(footer div):not(nav div):not(aside div)"  # of pages that break lines only
_LEAST_TEXT = 40
_SHORT_TEXT = 500  # below it, paragraphs may be those of a box, and the text stands in other tags


def read(page: Page, url: str | None) -> Reading:
    """Read a page of the aggregator. Raises LayoutMismatch when it holds no article."""
    title = title_of(page)
    if not title:
        raise LayoutMismatch("the page names no title, neither in og:title nor in a heading")
    root = main_node(page, title)
    refuse_list(root, title)
    named = [("caption", node) for node in [*root.css(CAPTIONS), *captions_in_tables(root)]]
    lines = pieces_of(root, drop=page.many(_CHROME), kinds=named)  # type: ignore[arg-type]
    lines, header = _with_header(lines)
    original = labelled_link(root)
    done = sort_lines(title, lines)
    places = [header, *machine_dates(page)]
    if done.plain.published and header is None:
        places.append(Dated("dateline", done.plain.published, done.plain.published_at))
    pieces = list(done.pieces)
    link = original or done.plain.original_url
    if original and not any(piece.kind == "link" and original in piece.text for piece in pieces):
        pieces = [*(piece for piece in pieces if piece.kind != "link"), Piece("link", original)]
    edition = _EDITION.match(urlsplit(url).path) if url else None
    return Reading(
        title,
        done.byline,
        tuple(pieces),
        settle(places, None),
        "vietnamvn",
        VERSION,
        original_url=link,
        lang_hint=edition["lang"] if edition else None,
    )


def main_node(page: Page, title: str | None) -> LexborNode:
    """The node that holds the article: where most paragraph text stands, widened until the title is inside."""
    for selector in ("article", "[itemprop=articleBody]", "main"):
        found = page.many(selector)
        if len(found) == 1 and len(" ".join(piece.text for piece in pieces_of(found[0]))) >= _LEAST_TEXT:
            return _with_heading(found[0], title)
    body = page.tree.body
    if body is None:
        raise LayoutMismatch("the page has no body")
    best, weight = _heaviest((node.parent, len(node.text())) for node in page.many(_PARAGRAPHS))
    if weight < _SHORT_TEXT:
        other, more = _heaviest((node, _length_of_words(node.text(deep=False))) for node in page.many(_CELLS))
        best = other if more > weight else best
    return body if best is None else _with_heading(best, title)


def _length_of_words(text: str) -> int:
    """How long a text is that is made of letters more than of anything else; no other counts."""
    return len(text) if 2 * sum(map(str.isalpha, text)) >= len(text) else 0


def _heaviest(said: Iterable[tuple[LexborNode | None, int]]) -> tuple[LexborNode | None, int]:
    """The node with most text in it, and how much, a length at a time; what holds it counts half as much."""
    weight: dict[int, int] = {}
    holders: dict[int, LexborNode] = {}
    for holder, length in said:
        node = holder
        for share in (1, 2):
            if node is None or length < _LEAST_TEXT:
                break
            weight[node.mem_id] = weight.get(node.mem_id, 0) + length // share
            holders[node.mem_id] = node
            node = node.parent
    best = max(weight, key=lambda key: weight[key], default=0)
    return holders.get(best), weight.get(best, 0)


def _with_heading(best: LexborNode, title: str | None) -> LexborNode:
    """The node around the text that holds the heading, too, if it is near."""
    words = same_words(title or "")
    holder: LexborNode | None = best
    for _ in range(4):
        if holder is None or holder.tag in {"body", "html"}:
            break
        if words and any(same_words(heading.text()) == words for heading in holder.css("h1, h2")):
            return holder
        holder = holder.parent
    return best


def _with_header(lines: list[Piece]) -> tuple[list[Piece], Dated | None]:
    """The line that names the paper twice and a date becomes a date line that names it once."""
    for index, line in enumerate(lines[:40]):
        found = _LABEL.fullmatch(line.text)
        date = datelines.find(found["date"]) if found else None
        if found and date:
            paper = Piece("dateline", f"{found['paper']}, {found['date']}")
            return [*lines[:index], paper, *lines[index + 1 :]], Dated("dateline", date.day.isoformat())
    return lines, None


def labelled_link(root: LexborNode) -> str | None:
    """Where the link behind a word for 'source' leads, the last one on the page."""
    sources = vocabulary().source
    before, found = "", None
    for node in nodes(root, skip_tags=UNSEEN):
        if node.tag == "-text" and (node.text_content or "").strip():
            before = node.text_content or ""
        elif node.tag == "a":
            target = (node.attributes.get("href") or "").strip()
            label = re.sub(r"[\s:：]+$", "", fold(before)).rpartition(". ")[2]
            if label in sources and target.startswith(("http://", "https://")):
                found = target
    return found

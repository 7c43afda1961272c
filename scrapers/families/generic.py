"""Any other page: trafilatura finds the text, the page's own markup gives back what it drops.

The lead goes missing on Vietnamese pages, so it is looked for in og:description and put back when the page shows it.
Captions are known by their markup. What trafilatura keeps of chrome is sorted out by the words of the lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.families.blocks import Piece, clean, pieces_of, same_words
from scrapers.families.layout import Reading, machine_dates, title_of
from scrapers.families.published import Dated, from_text, settle
from scrapers.families.sorting import sort_lines
from scrapers.families.vietnamvn import labelled_link, main_node

if TYPE_CHECKING:
    from scrapers.families.page import Page
    from scrapers.families.published import Settled

VERSION = "1"
_CAPTIONS = "figcaption, .wp-caption-text, td.image_desc, p.caption, .pCaption, .note_images, p.imgdesc"
_CHROME = "nav, header nav, footer, aside"
_TIMES = (
    "time[datetime], [itemprop=datePublished], .date_news, .time_detail_news, .article-published-on, .pubdate, "
    ".detail-time, .article__meta time, .date, time"
)
_LEAST_LEAD = 40
_LEAST_TEXT = 80


def read(page: Page, url: str | None) -> Reading:
    """Read a page nobody knows the layout of. Raises LayoutMismatch when there is no text to be found."""
    title = title_of(page)
    main = main_node(page, title)
    shown = pieces_of(main, drop=page.many(_CHROME), kinds=[("caption", node) for node in page.many(_CAPTIONS)])
    lines = _with_captions([Piece(None, text) for text in map(clean, _main_text(page, shown, url)) if text], shown)
    lead = _missing_lead(page, lines)
    if lead:
        lines.insert(_after_title(title, lines), Piece("lead", lead))
    done = sort_lines(title, lines)
    pieces = done.pieces
    if lead:
        pieces = tuple(
            Piece("paragraph", piece.text)
            if piece.kind == "lead" and same_words(piece.text) != same_words(lead)
            else piece
            for piece in pieces
        )
    dateline = Dated("dateline", done.plain.published, done.plain.published_at) if done.plain.published else None
    return Reading(
        title,
        done.byline,
        pieces,
        _published(page, dateline, url),
        "generic",
        VERSION,
        original_url=labelled_link(main) or done.plain.original_url,
    )


def _main_text(page: Page, shown: list[Piece], url: str | None) -> list[str]:
    import trafilatura  # noqa: PLC0415 -- takes half a second to import, and most pages never need it

    found = trafilatura.extract(
        page.html, url=url, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if found and len(found) >= _LEAST_TEXT:
        return [re.sub(r"^[|\s]+|[|\s]+$", "", line) for line in found.split("\n")]
    return [piece.text for piece in shown]


def _with_captions(lines: list[Piece], shown: list[Piece]) -> list[Piece]:
    """The lines with every caption of the page marked, and those that got lost back behind the line they stood at."""
    place = {same_words(line.text): index for index, line in enumerate(lines)}
    captions: dict[int, list[Piece]] = {}
    before = -1
    for piece in shown:
        at = place.get(same_words(piece.text))
        if at is not None:
            before = at
            if piece.kind == "caption":
                lines[at] = piece
        elif piece.kind == "caption" and before >= 0:
            captions.setdefault(before, []).append(piece)
    return [piece for index, line in enumerate(lines) for piece in (line, *captions.get(index, ()))]


def _missing_lead(page: Page, lines: list[Piece]) -> str | None:
    """The description the page gives of itself, when it shows it and the found text lacks it."""
    told = clean(page.meta("og:description", "description") or page.json_ld_text("description"))
    stem = same_words(re.sub(r"(?:\.\.\.|…)\s*$", "", told))
    if len(told) < _LEAST_LEAD or any(stem in same_words(line.text) for line in lines):
        return None
    body = page.tree.body
    if body is None:
        return None
    shown = (piece.text for piece in pieces_of(body))
    return next((text for text in shown if stem in same_words(text) and len(text) <= len(told) + 1_500), None)


def _after_title(title: str | None, lines: list[Piece]) -> int:
    words = same_words(title or "")
    return next((i + 1 for i, line in enumerate(lines) if words and same_words(line.text) == words), 0)


def _published(page: Page, dateline: Dated | None, url: str | None) -> Settled:
    shown: list[Dated | None] = []
    for node in page.many(_TIMES)[:5]:
        place = from_text("page", clean(node.text()))
        if place:
            shown.append(place)
            break
    return settle([*shown, *machine_dates(page), dateline], url)

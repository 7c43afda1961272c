"""Any other page: trafilatura finds the text, the page's own markup gives back what it drops.

The lead goes missing on Vietnamese pages, so it is looked for in og:description and put back when the page shows it.
Captions are known by their markup. What trafilatura keeps of chrome is sorted out by the words of the lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.families.beside import (
    AUTHORS,
    CHROME,
    LEADS,
    Beside,
    author_among,
    beside,
    dated_among,
    is_within,
    lead_among,
)
from scrapers.families.blocks import Piece, clean, pieces_of, same_words
from scrapers.families.layout import Reading, machine_dates, title_of
from scrapers.families.listing import BOXES, refuse_list
from scrapers.families.pictures import CAPTIONS, captions_behind, captions_in_tables
from scrapers.families.published import Dated, from_data, from_text, settle
from scrapers.families.signed import told_author
from scrapers.families.sorting import sort_lines
from scrapers.families.vietnamvn import labelled_link, main_node

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from scrapers.families.page import Page
    from scrapers.families.published import Settled

VERSION = "1"
_TEASER = re.compile(r"\([\w.-]{2,30}\.(?:vn|com|net|org)\)\s*[-–—]")
_BUTTON = 20
_MOST_LINKS, _MOST_LINES = 1_000, 2_000
_NEAR = 12  # lines below a heading among which lead and date stand
_TIMES = (
    "time[datetime], [itemprop=datePublished], .date_news, .time_detail_news, .article-published-on, .pubdate, "
    ".detail-time, .article__meta time, .date, time"
)
_LEAST_LEAD = 40
_LEAST_TEXT = 80


def read(page: Page, url: str | None) -> Reading:
    """Read a page nobody knows the layout of. Raises LayoutMismatch without text to be found, Refused for a list."""
    title = title_of(page)
    main = main_node(page, title)
    refuse_list(main, title or "")
    above, shown = _at_heading(title, _shown(main))
    lines = [Piece(None, text) for text in map(clean, _main_text(page, shown, url)) if text]
    elsewhere = above | _in_boxes(page, shown)
    headlines = {same_words(node.text()) for node in page.many("a[href]")[:_MOST_LINKS]}
    lines = [
        line
        for line in lines
        if same_words(line.text) not in elsewhere
        and not _TEASER.match(line.text)
        and not _only_headlines(line.text, headlines)
    ]
    lines = _with_captions(_until_end(lines, shown), shown)
    around = Beside(lead_among(shown[:_NEAR]), dated_among(shown[:_NEAR])) if above else beside(main, title)
    lead = around.lead or _missing_lead(page, lines)
    if lead:
        lines = [line for line in lines if line.kind == "caption" or not _is_of_lead(line.text, lead)]
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
        done.byline or author_among(main.css(AUTHORS)) or around.byline or told_author(page),
        pieces,
        _published(page, main, around.dated, dateline, url),
        "generic",
        VERSION,
        original_url=labelled_link(main) or done.plain.original_url,
    )


def _shown(main: LexborNode) -> list[Piece]:
    """The lines of the main part of a page, with what classes and pictures tell of them."""
    captions = [*main.css(CAPTIONS), *captions_in_tables(main), *captions_behind(main)]
    kinds = [("lead", node) for node in main.css(LEADS)] + [("caption", node) for node in captions]
    headers = [node for node in main.css("header") if node.css_first("h1, h2") is None]
    return pieces_of(main, drop=[*main.css(f"{CHROME}, {BOXES}"), *headers], kinds=kinds)  # type: ignore[arg-type]


def _at_heading(title: str | None, shown: list[Piece]) -> tuple[set[str], list[Piece]]:
    """The words of the lines that stand above the heading only, and the lines below it."""
    words = same_words(title or "")
    at = next((at for at, piece in enumerate(shown) if words and same_words(piece.text) == words), -1)
    below = shown[at + 1 :]
    return {same_words(piece.text) for piece in shown[: at + 1]} - {same_words(piece.text) for piece in below}, below


def _in_boxes(page: Page, shown: list[Piece]) -> set[str]:
    """The words of the lines that stand in chrome and boxes only."""
    boxes = {node.mem_id: node for node in page.many(f"{CHROME}, {BOXES}")}
    outermost = [node for node in boxes.values() if node.parent is None or not is_within(node.parent, boxes)]
    own = {same_words(piece.text) for piece in shown}
    return {same_words(piece.text) for node in outermost for piece in pieces_of(node)} - own


def _until_end(lines: list[Piece], shown: list[Piece]) -> list[Piece]:
    """The lines up to the last that the main part shows, where it shows most of them: readers' comments follow."""
    own = "".join(same_words(piece.text) for piece in shown)
    known = [same_words(line.text) in own for line in lines]
    last = max((at for at, is_known in enumerate(known) if is_known), default=len(lines) - 1)
    most = sum(len(line.text) for line in lines[: last + 1]) > sum(len(line.text) for line in lines[last + 1 :])
    return lines[: last + 1] if most else lines


def _only_headlines(text: str, headlines: set[str]) -> bool:
    """Whether a line is two or more links' words and nothing else, as lists of other articles come out."""
    rest = whole = same_words(text)
    while rest:
        first = max((words for words in headlines if words and rest.startswith(words)), key=len, default="")
        if not first:
            return False
        rest = rest[len(first) :]
    return whole not in headlines


def _is_of_lead(text: str, lead: str) -> bool:
    """Whether a line is the lead or a part of it, perhaps with a button's words before it."""
    words, wanted = same_words(text), same_words(lead)
    if words in wanted or (wanted in words and len(words) - len(wanted) <= _BUTTON):
        return True
    buttons = range(1, min(_BUTTON, len(words) - _LEAST_LEAD) + 1)
    return any(wanted.startswith(words[button:]) for button in buttons)


def _main_text(page: Page, shown: list[Piece], url: str | None) -> list[str]:
    import trafilatura  # noqa: PLC0415 -- takes half a second to import, and most pages never need it

    found = trafilatura.extract(
        page.html, url=url, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if found and len(found) >= _LEAST_TEXT:
        return _as_broken(shown, [re.sub(r"^[|\s]+|[|\s]+$", "", line) for line in found.split("\n")])
    return [piece.text for piece in shown]


def _as_broken(shown: list[Piece], lines: list[str]) -> list[str]:
    """The lines as the page breaks them, where trafilatura put several together."""
    own = [same_words(piece.text) for piece in shown]
    known = set(own)
    broken: list[str] = []
    for line in lines:
        whole = same_words(line)
        if whole in known or len(own) > _MOST_LINES:
            broken.append(line)
            continue
        within = [at for at, words in enumerate(own) if words in whole]
        long = [at for at in within if len(own[at]) >= _LEAST_LEAD]
        last = next((at for at in within if at > max(long) and at + 1 not in within), max(long)) if long else -1
        broken += [shown[at].text for at in within if long[0] <= at <= last] if len(long) > 1 else [line]
    return broken


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


def _published(page: Page, main: LexborNode, near: Dated | None, dateline: Dated | None, url: str | None) -> Settled:
    shown: list[Dated | None] = []
    for node in page.many(_TIMES)[:5]:
        place = from_text("page", clean(node.text()))
        if place:
            shown.append(place)
            break
    times = [from_data("time", node.attributes.get("datetime")) for node in main.css("time[datetime]")[:1]]
    return settle([*([near] if near else shown), *machine_dates(page), *times, None if near else dateline], url)

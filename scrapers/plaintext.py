"""Plain text of an article page → its blocks, in whatever language: what is the article and what is debris.

``read_plain`` never changes the text. It finds where the article ends (comment counters, the link to the original,
lists of other articles), reads the lines above the first paragraph (banner, title, date line, byline, counters) and
then sorts what is between: captions, bylines, repetitions, paragraphs. What cannot be told stays a paragraph; only
behind a mark that ends the article everything is debris.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers import captions, chrome, datelines, repeats
from scrapers.debris import vocabulary
from scrapers.lines import Line, split_lines, trimmed
from scrapers.text_page import Page, find_end
from storage.records import Block

if TYPE_CHECKING:
    from datetime import datetime

    from storage.records import BlockKind

PARSER = "plaintext"
PARSER_VERSION = "1"
TITLE_WIDTH = 260
HEAD_LINES = 14


@dataclass(frozen=True)
class PlainText:
    """What ``read_plain`` found; ``blocks`` are in text order, do not overlap and lie within the text."""

    blocks: tuple[Block, ...]
    title: str | None
    lead: str | None
    byline: str | None
    published: str | None
    published_at: datetime | None
    original_url: str | None
    flags: tuple[str, ...]


def read_plain(text: str) -> PlainText:
    """Sort the lines of ``text`` into blocks and read title, lead, byline, date and original link from them."""
    lines = split_lines(text)
    page = Page(text, lines, [None] * len(lines), end=len(lines))
    _mark_unmistakable(page)
    find_end(page)
    first = _read_head(page)
    _mark_boxes(page)
    _mark_bylines(page, first)
    _mark_repeats(page, first)
    _mark_captions(page, first)
    _mark_lead(page, first)
    return _result(page)


def _mark_unmistakable(page: Page) -> None:
    """Lines that are what they are wherever they stand."""
    often = {key for key, count in Counter(line.key for line in page.lines).items() if count > 2 and len(key) <= 100}
    for index, line in enumerate(page.lines):
        alone = line.key in often and not (line.ends or chrome.is_bullet(line) or chrome.is_list_heading(line))
        if alone or chrome.is_ad_marker(line) or chrome.is_rule(line) or chrome.is_contact(line):
            page.kinds[index] = "debris"
        elif alt := chrome.image_alt(line):
            page.kinds[index] = "caption" if alt != (0, 0) else "debris"
            _narrow(page, index, alt)
        elif cell := chrome.table_cell(line):
            page.kinds[index] = None if cell[1] - cell[0] > 400 else "caption"
            _narrow(page, index, cell)
        elif found := chrome.link(line):
            page.kinds[index] = "link"
            page.links.append((*found, index))


def _narrow(page: Page, index: int, span: tuple[int, int]) -> None:
    line = page.lines[index]
    if span[1] > span[0] and (inner := trimmed(page.text, line.start + span[0], line.start + span[1], line.gap)):
        page.lines[index] = inner


def _read_head(page: Page) -> int:
    """Sort the lines above the first paragraph; returns the index of the first line that is none of them."""
    title = _title_index(page)
    for index in range(page.end):
        if not page.undecided(index):
            continue
        if index == title:
            page.kinds[index] = "title"
        elif _mark_date(page, index, titled=title is not None and index > title):
            continue
        elif (kind := _head_kind(page, index, title)) is not None:
            page.kinds[index] = kind
        elif title is None or index > title:
            _read_below(page, index)
            return index
        else:
            page.kinds[index] = "debris"
    return page.end


def _read_below(page: Page, first: int) -> None:
    """Date lines, counters and buttons that stand under the first paragraph: pages that print the lead above them."""
    for index in range(first + 1, min(first + 4, page.end)):
        line = page.lines[index]
        if page.undecided(index) and not _mark_date(page, index, titled=True):
            if not _is_head_debris(line, near_top=False):
                return
            page.kinds[index] = "debris"


def _title_index(page: Page) -> int | None:
    """The first line that reads like a headline and has an article under it."""
    candidates: list[int] = []
    for index in range(min(page.end, HEAD_LINES)):
        line = page.lines[index]
        if not page.undecided(index) or _is_head_debris(line, near_top=bool(candidates)) or _date_of(line):
            continue
        if not _is_headline(line) or captions.is_labelled(line):
            break
        candidates.append(index)
        if len(candidates) == 2:
            break
    below = [at for at in range(page.end) if candidates and at > candidates[0] and page.undecided(at)]
    if not candidates or not below:
        return None
    if len(candidates) == 2:
        first, second = (page.lines[at] for at in candidates)
        section = len(first.words) <= 3 and first.width <= 30 and second.width > first.width * 1.5
        if section and not second.is_name and len(below) > 1:
            return candidates[1]
    return candidates[0]


def _is_headline(line: Line) -> bool:
    if line.width > TITLE_WIDTH or line.is_dense_prose or chrome.is_bullet(line) or line.text[-1] in ":;,：；，、":
        return False
    if line.ends and line.text[-1] in ".。।؟" and not line.text.endswith("..."):
        return False
    first = next((character for character in line.text if character.isalnum()), "")
    return bool(first) and not first.islower() and line.width >= 8


def _head_kind(page: Page, index: int, title: int | None) -> BlockKind | None:
    line = page.lines[index]
    if _is_head_debris(line, near_top=index > 0):
        return "debris"
    if title is None or index < title:
        return None
    if line.key == page.lines[title].key:
        return "debris"
    if line.is_name or captions.is_byline_label(line) or captions.is_short_name(line):
        return "byline"
    return None


def _is_head_debris(line: Line, *, near_top: bool) -> bool:
    return (
        chrome.is_view_counter(line, near_top=near_top)
        or chrome.is_comment_counter(line)
        or chrome.is_button(line)
        or chrome.is_site_banner(line)
        or chrome.is_breadcrumb(line)
        or chrome.is_prompt(line)
        or chrome.is_pointer(line)
    )


def _date_of(line: Line) -> datelines.Found | None:
    """The date of a line that is a date line: little besides a date, a weekday, a label and a paper's name."""
    if line.width > 110:
        return None
    found = datelines.find(line.text)
    if found is None:
        return None
    rest = datelines.residue(line.text)
    width = Line(0, len(rest), rest, 0).width  # a sentence of Chinese has few words, and few characters
    few = len(rest.split()) <= 4 and width <= 40 and not any(character.isdigit() for character in rest)
    return found if few or _is_doubled(rest) else None


def _is_doubled(text: str) -> bool:
    solid = "".join(text.split())
    half = len(solid) // 2
    return len(solid) > 3 and solid[:half] == solid[half:]


def _mark_date(page: Page, index: int, *, titled: bool) -> bool:
    line = page.lines[index]
    found = _date_of(line)
    if found is None:
        return False
    rest = datelines.residue(line.text)
    words = vocabulary()
    if any(rest.startswith(label) for label in words.updated):
        rank = 3
    elif any(rest.startswith(label) for label in words.published):
        rank = 0
    else:
        rank = 1 if titled else 2
    page.kinds[index] = "dateline"
    page.dates.append((rank, found))
    return True


def _mark_boxes(page: Page) -> None:
    """Within the article: headings of other articles with the headlines under them, pointers, buttons."""
    headlines = 0
    for index in range(page.end):
        line = page.lines[index]
        if not page.undecided(index):
            continue
        if chrome.is_list_heading(line):
            page.kinds[index] = "debris"
            headlines = 3
        elif chrome.is_pointer(line) or chrome.is_button(line) or chrome.is_view_counter(line, near_top=False):
            page.kinds[index] = "debris"
        elif headlines and _is_teaser(line):
            page.kinds[index] = "debris"
            headlines -= 1
        else:
            headlines = 0


def _is_teaser(line: Line) -> bool:
    """Whether a line under such a heading reads like the headline of another article."""
    if line.ends or not 20 <= line.width <= 200 or captions.is_labelled(line):
        return False
    return len(line.words) >= 5 or line.width > 1.6 * len(line.text)


def _mark_bylines(page: Page, first: int) -> None:
    """The last lines of the article that are names; a date line below the text."""
    body = [index for index in range(first, page.end) if page.undecided(index)]
    named = 0
    for index in reversed(body):
        line = page.lines[index]
        if index == body[0]:
            break
        if captions.is_byline_label(line) or (named < 2 and captions.is_closing_name(line)):
            page.kinds[index] = "byline"
            named += 1
        elif not _mark_date(page, index, titled=False):
            break


def _mark_repeats(page: Page, first: int) -> None:
    lines = {index: page.lines[index] for index in range(page.end) if page.kinds[index] in {None, "title"}}
    for index in repeats.repeated(lines, first):
        if page.kinds[index] is None:
            page.kinds[index] = "debris"


def _mark_captions(page: Page, first: int) -> None:
    body = [index for index in range(page.end) if page.undecided(index)]
    for index in captions.find(
        [page.lines[index] for index in body], opening=body.index(first) if first in body else 0
    ):
        page.kinds[body[index]] = "caption"


def _mark_lead(page: Page, first: int) -> None:
    """The first paragraph under a title is the lead; a paper's name before its words becomes a date line."""
    body = [index for index in range(first, page.end) if page.undecided(index)]
    if not body:
        return
    opening = page.lines[body[0]]
    credit = captions.credit_length(opening)
    if credit:
        page.credits[body[0]] = credit
    titled = "title" in page.kinds
    if len(body) > 1 and opening.width <= 900 and (titled or credit):
        page.kinds[body[0]] = "lead"


def _result(page: Page) -> PlainText:
    blocks: list[Block] = []
    for index, line in enumerate(page.lines):
        start = line.start
        if credit := page.credits.get(index):
            name = trimmed(page.text, start, start + credit)
            rest = trimmed(page.text, start + credit, line.end)
            if name and rest:
                blocks.append(Block("dateline", name.start, name.end))
                start = rest.start
        blocks.append(Block(page.kinds[index] or "paragraph", start, line.end))
    words = {
        kind: [page.text[b.start : b.end] for b in blocks if b.kind == kind] for kind in ("title", "lead", "byline")
    }
    dates = sorted(page.dates, key=lambda item: item[0])
    flags = ["several-datelines"] if len({found.day for rank, found in dates if rank < 3}) > 1 else []
    best = dates[0][1] if dates else None
    return PlainText(
        blocks=tuple(blocks),
        title=words["title"][0] if words["title"] else None,
        lead=words["lead"][0] if words["lead"] else None,
        byline=", ".join(words["byline"]) or None,
        published=best.day.isoformat() if best else None,
        published_at=best.at if best else None,
        original_url=_original(page),
        flags=tuple(flags),
    )


def _original(page: Page) -> str | None:
    """The URL behind a source label; else the only link that stands behind the article's last paragraph."""
    words = vocabulary()
    for label, url, index in page.links:
        before = page.lines[index - 1] if index else None
        if label in words.source or (not label and before is not None and chrome.is_source_label(before)):
            return url
    last = max(
        (index for index, kind in enumerate(page.kinds) if kind in {None, "lead", "caption"}), default=len(page.kinds)
    )
    known = words.related | words.chrome | set(words.more)
    closing = {url for label, url, index in page.links if index > last and label and label not in known}
    return closing.pop() if len(closing) == 1 else None

"""Captions that no class of their layout marks, and the classes that many systems share.

The line right behind a picture that is centred, or set in italics as a whole, and the row below a picture in a table.
Several systems print them so. A paragraph that only begins in italics, or stands behind a picture without either, is
text; so is anything too long to be read under a picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.families.blocks import node_text
from scrapers.families.page import UNSEEN, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

LONGEST = 400
MOST_ROWS = 200
CAPTIONS = (
    "figcaption, figure > p, figure > div > p, [class*=caption i], .image_desc, .imgdesc, .note_images, p.note.ignore"
)
_LINES = frozenset({"p", "div", "center", "h2", "h3", "h4", "h5", "h6"})
_ITALICS = frozenset({"em", "i"})
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)


def captions_behind(body: LexborNode) -> list[LexborNode]:
    """The nodes under ``body`` that are captions of the picture in or before them."""
    found = []
    for picture in body.css("img"):
        line = _line_of(picture, body)
        if line is None:
            continue
        if _words(line):
            if _in_italics(line):
                found.append(line)
        elif (behind := _next_element(line)) is not None and _is_caption(behind):
            found.append(behind)
    return found


def captions_in_tables(body: LexborNode) -> list[LexborNode]:
    """The rows of tables that hold the words under a picture: one line right below a row with nothing but pictures."""
    found = []
    for table in {node.mem_id: node for node in body.css("table:has(img)")}.values():
        pictures_only = False
        rows = table.css("tr")
        for row in rows if len(rows) <= MOST_ROWS else ():
            words = _words(row)
            pictures = row.css_first("img") is not None
            if pictures_only and words and not pictures and len(words) <= LONGEST:
                found.append(row)
            pictures_only = pictures and not words
    return found


def _line_of(picture: LexborNode, body: LexborNode) -> LexborNode | None:
    """The paragraph a picture stands in; None for one in a table or figure, whose captions are marked otherwise."""
    node = picture.parent
    while node is not None and node.mem_id != body.mem_id and node.tag not in {"table", "figure"}:
        if node.tag in _LINES:
            return node
        node = node.parent
    return picture if node is not None and node.mem_id == body.mem_id else None


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and following.tag in {"-text", "-comment", "br"}:
        if following.tag == "-text" and (following.text_content or "").strip():
            return None
        following = following.next
    return following


def _is_caption(node: LexborNode) -> bool:
    if (
        node.tag not in _LINES | _ITALICS
        or not 0 < len(_words(node)) <= LONGEST
        or node.css_first("img, table") is not None
    ):
        return False
    return node.tag in _ITALICS | {"center"} or _is_centred(node) or _in_italics(node)


def _is_centred(node: LexborNode) -> bool:
    attributes = node.attributes
    return (attributes.get("align") or "").lower() == "center" or bool(_CENTRED.search(attributes.get("style") or ""))


def _in_italics(node: LexborNode) -> bool:
    """Whether all words of a line stand in italics, and are few enough."""
    italic = sum(len("".join(_words(inner).split())) for inner in _outermost_italics(node))
    words = _words(node)
    return 0 < italic == len("".join(words.split())) and len(words) <= LONGEST


def _outermost_italics(node: LexborNode) -> Iterator[LexborNode]:
    for inner in nodes(node, skip_tags=UNSEEN):
        if inner.tag in _ITALICS and (inner.parent is None or inner.parent.tag not in _ITALICS):
            yield inner


def _words(node: LexborNode) -> str:
    return node_text(node) or ""

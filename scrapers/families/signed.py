"""Who signs below a text: names and credits that end it as lines of their own.

Only the last lines are asked, and only lines that are a labelled credit ('Bài, ảnh: X', '(Theo X)') or nothing but a
name; a caption may stand among them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers import captions
from scrapers.debris import vocabulary
from scrapers.families.blocks import Piece, clean, same_words
from scrapers.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scrapers.families.page import Page

_MOST = 3
_PAPER = re.compile(r"(?:Báo|Tạp chí|Đài|Cổng|Ban biên tập|Tòa soạn|Admin)\b|.*\.\w{2,4}$", re.IGNORECASE)
_INITIALS = re.compile(r"[A-ZĐ]{2,4}")


def without_signatures(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces but those that sign the text, and what these say, in page order."""
    kept = list(pieces)
    names: list[str] = []
    paragraphs = sum(piece.kind == "paragraph" for piece in kept)
    at = len(kept) - 1
    while at > 0 and paragraphs and len(names) < _MOST:
        piece = kept[at]
        if piece.kind == "paragraph":
            if not (is_credit(piece.text) or (paragraphs > 1 and _is_name(piece.text))):
                break
            names.insert(0, kept.pop(at).text)
            paragraphs -= 1
        elif piece.kind != "caption":
            break
        at -= 1
    return kept, names


def is_credit(text: str) -> bool:
    """Whether a line says with a label who wrote a text or where it comes from: '(Theo X)', 'Tin, ảnh: X'."""
    line = _line(text.strip("()[]*–—- "))
    if not line.text or line.width > 80:
        return False
    label, colon, _ = line.key.partition(":")
    is_source = colon and label in vocabulary().source and not line.ends and "http" not in line.key
    return bool(is_source) or captions.is_byline_label(line)


def _is_name(text: str) -> bool:
    return _line(text).is_name or bool(_INITIALS.fullmatch(text))


def told_author(page: Page) -> str | None:
    """The person that a page names to machines as its author; papers name themselves there, too."""
    given = page.json_ld.get("author")
    people = given if isinstance(given, list) else [given]
    names = [one.get("name") for one in people if isinstance(one, dict) and one.get("@type") == "Person"]
    names = [name for name in names if isinstance(name, str)] or list(filter(None, [page.meta("author")]))
    found = [name for name in map(clean, names) if _is_name(name) and not _PAPER.match(name)]
    return ", ".join(dict.fromkeys(found)) or None


def byline_of(told: Iterable[str], signed: Iterable[str]) -> str | None:
    """One byline of what a layout's author classes say and what stands below the text, every name once."""
    names: list[str] = []
    for name in [*told, *signed]:
        words = same_words(name)
        if words and not any(words in same_words(known) for known in names):
            names = [known for known in names if same_words(known) not in words]
            names.append(name)
    return ", ".join(names) or None


def _line(text: str) -> Line:
    return Line(0, len(text), text, 0)

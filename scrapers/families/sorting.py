"""Lines of a page whose layout nobody knows → pieces, by what the lines say, in any language.

What the markup already tells (a caption, a date line) is kept; everything else is sorted by ``scrapers.plaintext``,
the same rules that read imported texts: counters, ad markers, lists of other articles and banners become debris.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers import captions
from scrapers.families.blocks import Piece, same_words, without_repeats
from scrapers.families.layout import as_line
from scrapers.plaintext import read_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.plaintext import PlainText
    from storage.records import BlockKind


@dataclass(frozen=True)
class Sorted:
    """The pieces in page order without debris, title and byline, and what the plain reading found besides."""

    pieces: tuple[Piece, ...]
    byline: str | None
    plain: PlainText


def sort_lines(title: str | None, lines: Sequence[Piece]) -> Sorted:
    """Say what every line is. Lines above the title are debris; the title's own line and its repetitions go."""
    below = _below_title(title, lines)
    opening = f"{title}\n\n" if title else ""
    text = opening
    spans: list[tuple[int, int, int]] = []
    for index, piece in enumerate(below):
        if piece.kind is None:
            spans.append((len(text), len(text) + len(piece.text), index))
            text += piece.text + "\n\n"
    plain = read_plain(text)
    told = any(piece.kind == "caption" for piece in below)
    found: dict[int, list[Piece]] = defaultdict(list)
    at = 0
    for block in plain.blocks:
        while at < len(spans) and spans[at][1] <= block.start:
            at += 1
        if at < len(spans) and spans[at][0] <= block.start and block.kind != "debris":
            found[spans[at][2]].append(_piece(block.kind, text[block.start : block.end], captions_told=told))
    pieces: list[Piece] = []
    for index, piece in enumerate(below):
        pieces += found[index] if piece.kind is None else [piece]
    byline = ", ".join(piece.text for piece in pieces if piece.kind == "byline") or None
    kept = without_repeats([piece for piece in pieces if piece.kind != "byline"])
    return Sorted(tuple(kept), byline, plain)


def _piece(kind: BlockKind, text: str, *, captions_told: bool) -> Piece:
    """Where the markup marks captions, a line outside them is none just because it looks like one."""
    if kind == "title" or (kind == "caption" and captions_told and not captions.is_labelled(as_line(text))):
        return Piece("paragraph", text)
    return Piece(kind, text)


def _below_title(title: str | None, lines: Sequence[Piece]) -> list[Piece]:
    if not title:
        return list(lines)
    words = same_words(title)
    at = next((index for index, piece in enumerate(lines) if same_words(piece.text) == words), None)
    kept = lines[at + 1 :] if at is not None else lines
    return [piece for piece in kept if same_words(piece.text) != words]

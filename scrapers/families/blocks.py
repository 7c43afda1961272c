"""From nodes to lines, and from lines to an article's text with its blocks.

A piece is one line of the article and what it is. Text is composed (NFC), runs of white space are one space,
invisible marks are gone; what joins letters in Indic and Arabic scripts stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.families.page import UNSEEN
from scrapers.lines import INVISIBLE, Line, composed
from scrapers.repeats import repeated
from storage.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborNode

    from storage.records import BlockKind

_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNWANTED = re.compile(f"[{INVISIBLE.replace(chr(0x200C), '').replace(chr(0x200D), '')}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟।][\"'»”’)\]」』]*$")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """One line of an article; ``kind`` is None while nobody has said what it is."""

    kind: BlockKind | None
    text: str


def clean(text: str | None) -> str:
    """One line of text as articles hold it."""
    return " ".join(_CONTROL.sub(" ", _UNWANTED.sub("", composed(text or ""))).split())


def node_text(node: LexborNode | None) -> str | None:
    """The words of a node as one line; None when there are none."""
    return " ".join(piece.text for piece in pieces_of(node)) or None if node is not None else None


def pieces_of(
    root: LexborNode, *, drop: Iterable[LexborNode] = (), kinds: Iterable[tuple[BlockKind, LexborNode]] = ()
) -> list[Piece]:
    """The lines under ``root`` in page order, without those under ``drop``; ``kinds`` says what some of them are.

    A line break ends a line only behind a sentence. Walks without recursion, so depth of nesting does no harm.
    """
    walk = _Walk({node.mem_id: kind for kind, node in kinds})
    dropped = {node.mem_id for node in drop}
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            walk.leave(node)
            continue
        if node.mem_id != root.mem_id and node.next is not None:
            stack.append((node.next, False))
        if node.tag in UNSEEN or node.mem_id in dropped:
            continue
        if walk.enter(node):
            stack.append((node, True))
        if node.child is not None:
            stack.append((node.child, False))
    walk.end_line()
    return walk.pieces


class _Walk:
    """Lines as they come up on the way through a tree."""

    def __init__(self, named: dict[int, BlockKind]) -> None:
        self.named = named
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._within: list[BlockKind] = []

    def enter(self, node: LexborNode) -> bool:
        """Take note of a node; True when it makes lines of its own and so has to be left again."""
        if node.tag == "-text":
            self._words.append(node.text_content or "")
            return False
        if node.tag == "br":
            if _SENTENCE_END.search("".join(self._words).rstrip()[-6:]):
                self.end_line()
            self._words.append(" ")
            return False
        if node.tag not in _BLOCK_TAGS and node.mem_id not in self.named:
            return False
        self.end_line()
        if node.mem_id in self.named:
            self._within.append(self.named[node.mem_id])
        return True

    def leave(self, node: LexborNode) -> None:
        """The node and all in it has been seen."""
        self.end_line()
        if node.mem_id in self.named:
            self._within.pop()

    def end_line(self) -> None:
        """What came up since the last line is one."""
        text = clean("".join(self._words))
        self._words.clear()
        if text:
            self.pieces.append(Piece(self._within[-1] if self._within else None, text))


def same_words(text: str) -> str:
    """Text reduced to what two writings of one sentence share."""
    return "".join(_LETTERS.findall(clean(text).casefold()))


def without_repeats(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without lines that stand twice, in the same or nearly the same words; the fuller one stays."""
    lines: dict[int, Line] = {}
    said: set[str] = set()
    gone: set[int] = set()
    for index, piece in enumerate(pieces):
        words = same_words(piece.text)
        if piece.kind in {"lead", "paragraph", None}:
            if words in said and len(words) > 20:
                gone.add(index)
                continue
            said.add(words)
            lines[index] = Line(0, len(piece.text), piece.text, 0)
    gone |= repeated(lines)
    kept = [piece for index, piece in enumerate(pieces) if index not in gone]
    lead_gone = any(pieces[index].kind == "lead" for index in gone)
    if lead_gone and not any(piece.kind == "lead" for piece in kept):
        first = next((i for i, piece in enumerate(kept) if piece.kind in {"paragraph", None}), None)
        if first is not None:
            kept[first] = Piece("lead", kept[first].text)
    return kept


def assembled(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The article's text, lines two line breaks apart, and its blocks; debris is left out."""
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for piece in pieces:
        if piece.kind == "debris" or not piece.text:
            continue
        blocks.append(Block(piece.kind or "paragraph", at, at + len(piece.text)))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return "\n\n".join(parts), tuple(blocks)

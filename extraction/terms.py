"""One pass over the words of a text that finds every term of a language at once.

A term is a sequence of words. In a lexicon it is written with spaces; ``*`` after a word admits any ending
("грамот*"; a lone ``*`` is any one word), ``?`` makes the word optional, ``(a|b)`` gives a choice. Scripts written
without spaces are cut into single characters, so their terms match anywhere. The walk is a trie over words: linear in
the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# CJK, kana, Hangul, Thai, Lao and Khmer: no spaces between words, or endings glued to them.
UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W\d{UNSPACED}]"
_MARK = r"[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0970-\u097f]"  # combining ones are no letters to a regex
_TOKEN = re.compile(
    rf"{_LETTER}+(?:{_MARK}+{_LETTER}*)*|[{UNSPACED}]|\d+(?:[.,]\d{{3}})+(?!\d)|\d+|{_MARK}+(?:{_LETTER}+{_MARK}*)*|[^\w\s]"
)
_MAX_EXPANSIONS = 512
_MOST_WORDS, _MOST_LETTERS = 1 << 14, 32  # remembered of a language, and of a word


# Tokens and hits come by the hundred an article, and one that is frozen takes twice as long to make.
@dataclass(slots=True)
class Token:
    """One word, number, sign or unspaced character of the view, with its offsets."""

    text: str  # lower case
    start: int
    end: int


@dataclass(slots=True)
class Hit:
    """A term found: its class and value, its tokens ``first:last`` (half open) and its view offsets."""

    cls: str
    value: str
    first: int
    last: int
    start: int
    end: int


def tokenize(lower: str) -> list[Token]:
    """Cut the lower-case view into tokens; spaces vanish, everything else is in exactly one token or skipped."""
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(lower)]


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    stem_lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)  # by first letter
    found: list[tuple[str, str]] = field(default_factory=list)

    def after(self, word: str) -> list[_Node]:
        """The nodes that a word leads to, the word itself last: of terms of one length the one that says most wins."""
        nodes: list[_Node] = []
        if self.stems:
            lengths = [length for length in reversed(self.stem_lengths.get(word[0], ())) if length <= len(word)]
            nodes.extend(self.stems[word[:length]] for length in lengths if word[:length] in self.stems)
        if word in self.words:
            nodes.append(self.words[word])
        return nodes


class TermError(ValueError):
    """A term of a lexicon that cannot be read."""


def expand(term: str) -> list[tuple[str, ...]]:
    """All word sequences that a written term stands for; words keep their ``*``."""
    parts: list[list[str]] = []
    if term.count("(") != len(re.findall(r"\([^()]*\)", term)):
        raise TermError(f"term '{term}' has a choice inside a choice, or one without its end; write it as several")
    for piece in re.findall(r"\([^()]*\)\??|[^\s()]+", term):
        optional = piece.endswith("?") and len(piece) > 1
        inner = piece.removesuffix("?") if optional else piece
        choices = inner[1:-1].split("|") if inner.startswith("(") else [inner]
        parts.append([*choices, ""] if optional else choices)
    sequences = []
    for chosen in product(*parts):
        words = tuple(word for part in chosen for word in _words(part))
        if words:
            sequences.append(words)
        if len(sequences) > _MAX_EXPANSIONS:
            raise TermError(f"term '{term}' stands for more than {_MAX_EXPANSIONS} sequences; write it as several")
    if not sequences:
        raise TermError(f"term '{term}' holds no word")
    return sequences


def _words(part: str) -> Iterator[str]:
    for word in part.split():
        stem = word.endswith("*")
        tokens = [token.text for token in tokenize(word.removesuffix("*"))]
        for index, token in enumerate(tokens):
            yield token + "*" if stem and index == len(tokens) - 1 and not _is_unspaced(token) else token


def _is_unspaced(token: str) -> bool:
    return re.match(rf"[{UNSPACED}]", token) is not None


class TermSet:
    """The compiled terms of a language."""

    def __init__(self) -> None:
        self._root = _Node()
        self._begun: dict[str, list[_Node]] = {}

    def add(self, cls: str, value: str, term: str) -> None:
        """Add one written term (already in the form of the view's lower case)."""
        self._begun.clear()
        for words in expand(term):
            node = self._root
            for word in words:
                edges, key = (node.stems, word[:-1]) if word.endswith("*") else (node.words, word)
                if key not in edges:
                    edges[key] = _Node()
                    if edges is node.stems:
                        lengths = {len(stem) for stem in node.stems if stem[:1] == key[:1]}
                        node.stem_lengths[key[:1]] = tuple(sorted(lengths, reverse=True))
                node = edges[key]
            if (cls, value) not in node.found:
                node.found.append((cls, value))

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """All hits, in text order; of one class only the longest at a place, none inside a longer one of it."""
        hits: list[Hit] = []
        reach: dict[str, int] = {}
        for first, token in enumerate(tokens):
            nodes = self._begun.get(token.text)
            if nodes is None:
                nodes = self._begun_by(token.text)
            if not nodes:
                continue
            longest: dict[str, tuple[int, str]] = {}
            pending = [(first + 1, node) for node in nodes]
            while pending:
                last, node = pending.pop()
                for cls, value in node.found:
                    if cls not in longest or last > longest[cls][0]:
                        longest[cls] = (last, value)
                if last < len(tokens):
                    pending.extend((last + 1, further) for further in node.after(tokens[last].text))
            for cls, (last, value) in longest.items():
                if last > reach.get(cls, 0):
                    reach[cls] = last
                    hits.append(Hit(cls, value, first, last, token.start, tokens[last - 1].end))
        return hits

    def _begun_by(self, word: str) -> list[_Node]:
        """What terms begin with a word: none with most, which is remembered so that the next one costs nothing."""
        nodes = self._root.after(word)
        if len(word) <= _MOST_LETTERS:
            if len(self._begun) >= _MOST_WORDS:
                self._begun.clear()
            self._begun[word] = nodes
        return nodes

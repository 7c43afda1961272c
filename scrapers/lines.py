"""The lines of a plain text and their shapes: how long, how many sentences, a name or not.

Offsets always point into the text as given; what is compared (``Line.key``) is composed, case-folded and free of
invisible marks. Every function is linear in the length of the line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u00ad"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_COMBINING = "".join(map(chr, filter(lambda code: unicodedata.combining(chr(code)), range(0x300, 0x10000))))
_MOST_MARKS = 30
_MARKS = re.compile(f"([{_COMBINING}]{{{_MOST_MARKS}}})[{_COMBINING}]+")
_DENSE = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SENTENCE_END = re.compile(r"[.!?…؟।]+[\"'»”’)\]]*\s+(?=[\"'«“„‘(\[—–-]*\s?(\w))|[。！？]+[」』”）]*(?=\S)")
_TERMINAL = re.compile(r"[.!?…。！？؟।][\"'»”’“)\]」』）]*$")
# Vowel signs and tone marks that are part of a word, but no letters to a regular expression.
_SIGNS = "\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
_SIGNS += "\u0ec8-\u0ece"
_WORD = re.compile(rf"[^\W_](?:[\w'’.\-{_SIGNS}]*[\w{_SIGNS}])?")

FIRST_DENSE = "\u0e00"  # scripts from here on write no spaces between words
FULL = 0.75  # share of the widest line from which a broken line counts as full
LONG = 250  # width from which a line is prose even without a full stop
SHORT = 320  # width up to which one sentence may be a caption


@dataclass(frozen=True)
class Line:
    """One line without surrounding whitespace: ``text == whole[start:end]``; ``gap`` counts blank lines before."""

    start: int
    end: int
    text: str
    gap: int

    @cached_property
    def key(self) -> str:
        """The line as it is compared: composed, case-folded, single spaces, nothing invisible."""
        return fold(self.text)

    @cached_property
    def words(self) -> list[str]:
        """The words of the line, composed, in the case they are written in."""
        return _WORD.findall(composed(_INVISIBLE.sub("", self.text)))

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The different stretches of ``key`` between spaces: words with the signs at them, quickly had."""
        return frozenset(self.key.split())

    @cached_property
    def width(self) -> int:
        """Length with letters of dense scripts counted as two and a half, so that limits hold in any script."""
        return len(self.text) + int(1.5 * len(_DENSE.findall(self.text)))

    @cached_property
    def ends(self) -> bool:
        """Whether the line ends like a sentence."""
        return bool(_TERMINAL.search(self.text[-12:]))

    @cached_property
    def sentences(self) -> int:
        """How many sentences the line seems to hold; at least one."""
        breaks = 0
        for match in _SENTENCE_END.finditer(self.text):
            following = match.group(1)
            if following is None or following.isdigit() or following.upper() == following:
                breaks += not _abbreviation(self.text, match.start())
        return breaks + 1

    @cached_property
    def is_prose(self) -> bool:
        """A paragraph by its shape: long, or of several sentences, or a middling sentence that ends."""
        if self.width >= LONG:
            return True
        return self.ends and (self.width >= 120 or (self.sentences > 1 and self.width >= 60))

    @cached_property
    def is_dense_prose(self) -> bool:
        """Prose that no teaser looks like: several sentences, or very long."""
        return self.width >= 400 or (self.width >= 120 and self.sentences > 1)

    @cached_property
    def is_name(self) -> bool:
        """Two to five capitalised words, or initials, without digits and sentence marks: how bylines look."""
        if not 3 <= self.width <= 45 or any(c.isdigit() for c in self.text) or self.text[-1] in ":;,?!…":
            return False
        words = re.split(r"[\s.\-–—/&,]+", self.text.strip(" .-–—"))
        return len(words) <= 7 and all(word[:1].isupper() for word in words if word)


def composed(text: str) -> str:
    """Text in NFC. Of the marks on one letter ``_MOST_MARKS`` are kept: composing takes the square of their number."""
    return unicodedata.normalize("NFC", text if text.isascii() else _MARKS.sub(r"\1", text))


def fold(text: str) -> str:
    """Text as words are compared: composed, case-folded, single spaces, nothing invisible."""
    return " ".join(composed(_INVISIBLE.sub("", text)).casefold().split())


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` that hold something, in order, edges trimmed; lines broken at a fixed width are one."""
    lines: list[Line] = []
    gap = 0
    start = 0
    for stop, after in [*(match.span() for match in _BREAK.finditer(text)), (len(text), len(text))]:
        line = trimmed(text, start, stop, gap)
        if line is None:
            gap += 1
        else:
            lines.append(line)
            gap = 0
        start = after
    return unwrapped(text, lines)


def unwrapped(text: str, lines: list[Line]) -> list[Line]:
    """The same lines, with those put together that were broken at a fixed width, as old text files are.

    Such a text shows itself by many lines of nearly the same length that do not end a sentence and have no blank
    line behind them; any other is returned as it is.
    """
    followed = [line for line, after in pairwise(lines) if after.gap == 0]
    widest = max((len(line.text) for line in followed), default=0)
    full = [line for line in followed if len(line.text) > widest * FULL]
    broken = [line for line in full if not line.ends]
    if not 40 <= widest <= 130 or len(full) < 6 or len(full) * 10 < len(followed) * 6 or len(broken) * 2 < len(full):
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if line.gap == 0 and len(before.text) > widest * FULL:
            start = joined[-1].start
            joined[-1] = Line(start, line.end, text[start : line.end], joined[-1].gap)
        else:
            joined.append(line)
    return joined


def trimmed(text: str, start: int, end: int, gap: int = 0) -> Line | None:
    """The stretch of ``text`` without whitespace and invisible marks at its edges, None when nothing is left."""
    while start < end and _at_edge(text[start]):
        start += 1
    while start < end and _at_edge(text[end - 1]):
        end -= 1
    return Line(start, end, text[start:end], gap) if start < end else None


def _at_edge(character: str) -> bool:
    return character.isspace() or character in INVISIBLE


def _abbreviation(text: str, dot: int) -> bool:
    if text[dot] != ".":
        return False
    word = re.search(r"[\w.]*$", text[max(0, dot - 8) : dot])
    letters = word.group() if word else ""
    return 0 < len(letters) <= 2 and letters.isalpha() and (len(letters) == 1 or letters.upper() == letters)

"""A text as the rules see it, and the way back to the text as it stands.

The view is NFC, lower case (``lower``) or with its case (``cased``), with one kind of quote, dash and space, with
simplified Han characters for traditional ones, and with the tone of Vietnamese ``oa oe uy`` on the letter where
dictionaries put it ("uỷ" as "ủy"). A name that another script repeats in Latin letters stands once: "또 럼(Tô Lâm)" as
"또 럼". Every character of the view comes from one stretch of the original, so that evidence can always be quoted from
the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extraction.data_files import ROOM, load_yaml

_HAN: Final = ROOM / "names" / "han.yml"

_SAME: Final[dict[str, str]] = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛`´ʼ＇", "'"),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
    ),
    "\r": "\n",
    "Ð": "Đ",
    **dict(zip("ŞşŢţ", "ȘșȚț", strict=True)),  # Romanian with cedillas
    "\u0387": "·",
    **{chr(0xFF10 + n): str(n) for n in range(10)},
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(0x0966 + n): str(n) for n in range(10)},
    **{chr(0x0E50 + n): str(n) for n in range(10)},
    **{chr(0x0ED0 + n): str(n) for n in range(10)},
    **{chr(0x17E0 + n): str(n) for n in range(10)},
    "٬": ",",
    "٫": ".",
    "،": ",",
    "؛": ";",
    "؟": "?",
    **dict.fromkeys("～〜", "~"),
    "，": ",",
    "；": ";",
    "（": "(",
    "）": ")",
    "：": ":",
    **dict(load_yaml(_HAN.read_text("utf-8"))["simplified"].split()),
}
_OTHER: Final = re.compile("[" + "".join(map(re.escape, _SAME)) + "]")  # most characters of a text stand as they are
_LAST_LATIN: Final = "\u024f"  # but for the letters of Vietnamese, which lie further on
_TONE_PAIRS: Final = {
    **{"o" + toned: bare + "a" for toned, bare in zip("àáảãạ", "òóỏõọ", strict=True)},
    **{"o" + toned: bare + "e" for toned, bare in zip("èéẻẽẹ", "òóỏõọ", strict=True)},
    **{"u" + toned: bare + "y" for toned, bare in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)},
}
_CAPITAL: Final = r"[A-ZĐÀ-ÖØ-ÝĂĨŨƠƯẠ-Ỹ]"
_SMALL: Final = r"[a-zđà-öø-ýăĩũơưạ-ỹ]"
_IN_LATIN: Final = re.compile(rf"\({_CAPITAL}{_SMALL}*(?:[ -]{_CAPITAL}{_SMALL}*){{0,5}}\)")
_TONE: Final = re.compile(r"[oOuU](?<![qQ].)(?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?!\w)")


def _same(match: re.Match[str]) -> str:
    return _SAME[match.group()]


def _tone(match: re.Match[str]) -> str:
    pair = match.group()
    moved = _TONE_PAIRS[pair.lower()]
    return "".join(c.upper() if old.isupper() else c for c, old in zip(moved, pair, strict=True))


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


@dataclass(frozen=True, slots=True)
class View:
    """``cased`` and ``lower`` have the same length; ``origin`` maps their offsets to the original's."""

    original: str
    cased: str
    lower: str
    starts: tuple[int, ...] | None  # original offset of each view character; None where the two agree
    left_out: dict[int, int]  # where stretches end, and begin, of the original that are not in the view

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text that ``[start:end]`` of the view stands for."""
        if self.starts is None:
            return start, end
        last = self.starts[end] if end < len(self.starts) else len(self.original)
        last = self.left_out.get(last, last)
        return self.starts[start] if start < len(self.starts) else len(self.original), last

    def of_origin(self, offset: int) -> int:
        """The view offset at or before an offset of the original text."""
        return offset if self.starts is None else max(bisect_right(self.starts, offset) - 1, 0)


def view(text: str) -> View:
    """Make the view of a text; linear in its length, whatever the text holds."""
    starts: tuple[int, ...] | None = None
    cased = text
    if not unicodedata.is_normalized("NFC", text):
        cased, starts = _composed(text)
    cased = _TONE.sub(_tone, _OTHER.sub(_same, cased))
    repeated = [match.span() for match in _IN_LATIN.finditer(cased) if _repeats(cased, match)]
    if not repeated:
        return View(text, cased, _lower(cased), starts, {})
    kept = [*zip([0, *(end for _, end in repeated)], [*(start for start, _ in repeated), len(cased)], strict=True)]
    every = starts if starts is not None else tuple(range(len(cased)))
    after = [every[end] if end < len(every) else len(text) for _, end in repeated]
    left_out = {end: every[start] for (start, _), end in zip(repeated, after, strict=True)}
    cased = "".join(cased[start:end] for start, end in kept)
    return View(text, cased, _lower(cased), tuple(at for start, end in kept for at in every[start:end]), left_out)


def _repeats(cased: str, match: re.Match[str]) -> bool:
    """Whether words in brackets stand right behind one of another script: "하노이(Hà Nội)", not "Hanoi (Ba Dinh)"."""
    before = cased[match.start() - 1] if match.start() else ""
    return before.isalpha() and before > _LAST_LATIN and not "\u1e00" <= before <= "\u1eff" and not match[0].isupper()


def _composed(text: str) -> tuple[str, tuple[int, ...]]:
    """NFC cluster by cluster (a base with its combining marks), and where each character came from."""
    out: list[str] = []
    starts: list[int] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]) and end - begin < 16:
            continue
        composed = unicodedata.normalize("NFC", text[begin:end])
        out.append(composed)
        starts.extend([begin] * len(composed))
        begin = end
    return "".join(out), tuple(starts)


_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_FOLD: Final = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "ł": "l", "ø": "o"})


def fold(text: str) -> str:
    """Lower case, without diacritics, ``đ`` as ``d``; punctuation and runs of space as one space."""
    return _fold_name(text) if len(text) <= _NAME else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        bare = text
    else:
        bare = "".join(c for c in unicodedata.normalize("NFD", text.translate(_FOLD)) if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", bare.casefold()).strip()


_NAME: Final = 48  # characters: words and names come again and again, longer texts do not
_fold_name = lru_cache(maxsize=1 << 15)(_fold)

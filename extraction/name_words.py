"""The words that names of people are made of: which capitalised words are syllables of one, and how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.names import is_syllable, knowledge, read_back, read_inflected, scripts
from extraction.names.romanised import in_letters
from extraction.surnames import before_middle, is_surname
from extraction.view import fold

if TYPE_CHECKING:
    from extraction.passage import Passage

_LONGEST_OTHER: Final = 8  # letters of a part of a name in Cyrillic that is no Vietnamese syllable


def may_go_on(passage: Passage, index: int, n_read: int) -> bool:
    """Whether a word that is no Vietnamese syllable may go on a name: behind two, or with accents ("Điểu Kré")."""
    return n_read > 1 or (n_read == 1 and not passage.tokens.texts[index].isascii())


def joined_syllable(passage: Passage, index: int, script: str) -> tuple[str, ...]:
    """The readings of a syllable that an apostrophe cuts in two in Ukrainian: "В'єт" is Việt."""
    if script not in scripts() or index + 3 > len(passage.tokens):
        return ()
    if passage.tokens.texts[index + 1] != "'":
        return ()
    before, mark, after = passage.tokens[index : index + 3]
    if before.end != mark.start or mark.end != after.start or before.text.isascii():
        return ()
    cased = passage.cased(index)
    return read_back(script, cased + passage.cased(index + 2)) if cased[0].isupper() else ()


def other_word(passage: Passage, index: int) -> tuple[str, ...]:
    """The folded form of a capitalised word that is no Vietnamese syllable ("Rươl", "Ksor", "Брем")."""
    cased = passage.cased(index)
    folded = in_letters(fold(cased)) if len(cased) <= _LONGEST_OTHER else fold(cased)
    is_name = cased[0].isupper() and cased.isalpha() and folded.isascii() and not (len(cased) > 2 and cased.isupper())
    return (folded,) if is_name else ()


def is_glued(passage: Passage, index: int) -> bool:
    """Whether an apostrophe joins one letter and the rest of a name: "K'Thanh", "H'Duyên"."""
    texts, starts, ends = passage.tokens.texts, passage.tokens.starts, passage.tokens.ends
    is_mark = texts[index] == "'" and len(texts[index - 1]) == 1 and index + 1 < len(texts)
    return is_mark and ends[index - 1] == starts[index] and ends[index] == starts[index + 1]


def syllable(passage: Passage, index: int, script: str, *, as_surname: bool) -> tuple[str, ...]:
    """The folded Latin readings of a capitalised syllable, best first; none for any other word."""
    cased = passage.cased(index)
    if not cased[0].isupper() or (len(cased) > 2 and cased.isupper()):
        return ()
    folded = fold(cased)
    if folded.isascii():
        if not as_surname:
            return (folded,) if is_syllable(folded) else ()
        vietnamese = passage.lexicon.bears_accents
        is_known = is_syllable(folded) and is_surname(passage.tokens.texts[index], folded, vietnamese=vietnamese)
        return (folded,) if is_known or before_middle(passage, index) else ()
    if script not in scripts():
        return ()
    readings = read_back(script, cased) or (() if as_surname else read_inflected(script, cased))
    if as_surname:
        readings = tuple(reading for reading in readings if reading in knowledge().folded_surnames)
    return readings

"""Surnames: which words are one, by the list or by the middle name behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.names import is_syllable, knowledge
from extraction.view import fold

if TYPE_CHECKING:
    from extraction.passage import Passage


def is_surname(lower: str, folded: str, *, vietnamese: bool) -> bool:
    """Whether a word is a listed surname: with its accents in Vietnamese, without them elsewhere."""
    known = knowledge()
    if vietnamese:
        return lower in known.surnames
    return folded in known.folded_surnames


def before_middle(passage: Passage, index: int) -> bool:
    """Whether "Thi" or "Van" and another syllable follow: then the word is a surname, though none that is listed."""
    if index + 2 >= len(passage.tokens):
        return False
    middle, given = (passage.cased(index + step) for step in (1, 2))
    return (
        not is_compound(passage, index + 1)
        and middle.istitle()
        and fold(middle) in knowledge().middles
        and given.istitle()
        and is_syllable(fold(given))
    )


def is_compound(passage: Passage, index: int) -> bool:
    """Whether two words that could be of a name are one of the language: "Thị Xã", "Văn Hóa"."""
    if not passage.lexicon.language.bears_accents:
        return False
    return " ".join(passage.tokens.texts[index : index + 2]) in knowledge().compounds

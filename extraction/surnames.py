"""Surnames: which words are one, by the list or by the middle name behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.names import is_syllable, knowledge, read_back, scripts
from extraction.view import fold

if TYPE_CHECKING:
    from extraction.passage import Passage
    from extraction.places import PlaceHit
    from extraction.terms import Tokens


def is_surname(lower: str, folded: str, *, vietnamese: bool) -> bool:
    """Whether a word is a listed surname: with its accents in Vietnamese, without them elsewhere."""
    known = knowledge()
    if vietnamese:
        return lower in known.surnames
    return folded in known.folded_surnames


def before_middle(passage: Passage, index: int) -> bool:
    """Whether "Thi" or "Van" and another syllable follow: then the word is a surname, though none that is listed."""
    if index + 2 >= len(passage.tokens.texts):
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
    if not passage.lexicon.bears_accents:
        return False
    return " ".join(passage.tokens.texts[index : index + 2]) in knowledge().compounds


def is_begun_name(passage: Passage, hit: PlaceHit, window: Tokens, following: str) -> bool:
    """Whether two words that read as a place are a surname and more, for one capital word alone follows them.

    "Head of the commune's front Dinh Cong Hoa" – but "of the commune Dinh Cong Tran Van A" names both.
    """
    script = passage.lexicon.name_script
    first = window.texts[hit.first]
    surname = fold(first) if fold(first).isascii() else next(iter(read_back(script, first)), "")
    if surname not in knowledge().folded_surnames or not following[0].isupper():
        return False
    after = hit.last + 1
    goes_on = after < len(window) and passage.view.cased[window.starts[after]].isupper()
    joined = after < len(window) and passage.view.cased[window.ends[hit.last] : window.starts[after]] == " "
    reads = is_syllable(fold(following)) or (script in scripts() and bool(read_back(script, following)))
    return reads and not (goes_on and joined)

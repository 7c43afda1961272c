"""Names of places in scripts without capitals where words stand close together: katakana, Hangul, Han.

Where such a name may end is told by the word behind it that says what it is, by another script, or by a particle.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from extraction.names import read_back_solid
from extraction.names.han import han
from extraction.numbers import find_numbers

if TYPE_CHECKING:
    from extraction.lexicon import Lexicon
    from extraction.terms import Tokens

_KANA_RUN: Final = re.compile(r"[ァ-ヺー]+(?:[・･·＝=]\s?[ァ-ヺー]+)*")
_HANGUL_WORD: Final = re.compile(r"[가-힣]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_SMALL_KANA: Final = frozenset("ァィゥェォャュョ")
_PLACE_READINGS: Final = 512
_LONGEST_ORDINAL: Final = 3  # tokens of "十二", with what it counts
_NO_UNITS: Final = frozenset("域역画간구")  # signs that make "district" another word: "第3区域", "제5군구"
LONGEST_PLACE: Final = 14  # characters: "バリア・ブンタウ", "호찌민"


def is_within_word(text: str, at: int) -> bool:
    """Whether a character goes on a word of Hangul or a run of kana, where no place's name begins."""
    script, before = script_of(text[at]), text[at - 1]
    return script != "han" and (script_of(before) == script or (script == "katakana" and before == "・"))


def beginning(text: str, start: int) -> str:
    """The first two characters of what may be a name, with the small kana that tell how the second is read."""
    end = start + 2
    while text[end : end + 1] in _SMALL_KANA:
        end += 1
    return text[start:end]


def place_stretches(cased: str, tokens: Tokens, index: int, after: dict[int, str], lexicon: Lexicon) -> list[int]:
    """Token indices at which a place's name that begins at a token of these scripts may end, longest first."""
    first = tokens.texts[index]
    before = tokens.texts[index - 1] if index and tokens.ends[index - 1] == tokens.starts[index] else None
    if _KANA_RUN.match(first):
        inside = bool(before and (_KANA_RUN.match(before) or before == "・") and index not in after)
        return [] if inside else _ends(cased, tokens, index, after, _KANA_RUN, lexicon)
    if _HANGUL_WORD.match(first):
        inside = bool(before and _HANGUL_WORD.match(before))
        return [] if inside else _ends(cased, tokens, index, after, _HANGUL_WORD, lexicon)
    if _HAN.match(first):
        return _ends(cased, tokens, index, after, _HAN, lexicon)
    return []


def _ends(
    cased: str, tokens: Tokens, index: int, after: dict[int, str], script: re.Pattern[str], lexicon: Lexicon
) -> list[int]:
    last = index
    ends = []
    while last < len(tokens.texts) and last - index < LONGEST_PLACE:
        gap = last > index and tokens.starts[last] != tokens.ends[last - 1]
        if gap or not (script.match(tokens.texts[last]) or tokens.texts[last] in "・ー"):
            break
        last += 1
        if last in after or script is _HAN or _stands_alone(cased, tokens.ends[last - 1], script, lexicon):
            ends.append(last)
    return [end for end in reversed(ends) if end - index >= 2]


def _stands_alone(cased: str, end: int, script: re.Pattern[str], lexicon: Lexicon) -> bool:
    if script is _KANA_RUN:
        return _KANA_RUN.match(cased, end) is None and cased[end : end + 1] != "・"
    return lexicon.glued.behind_place.match(cased, end) is not None


def ordinal(tokens: Tokens, index: int, after: dict[int, str], lexicon: Lexicon) -> tuple[int, int, str] | None:
    """The number behind a word like 第, where it ends, and the kind of unit right behind it; None without that."""
    behind = tokens.part(index + 1, index + 1 + _LONGEST_ORDINAL)
    number = next(iter(find_numbers(behind, lexicon, [0])), None) if len(behind) else None
    if number is None or number.first:
        return None
    last = index + 1 + number.last
    kind = after.get(last)
    follow = tokens.texts[last + 1] if last + 1 < len(tokens) else ""
    return (number.value, last, kind) if kind and follow not in _NO_UNITS else None


def script_of(character: str) -> str:
    """Which of these scripts a character is of; '' for none."""
    if "\u3400" <= character <= "\u9fff":
        return "han"
    if "가" <= character <= "힣":
        return "hangul"
    return "katakana" if "ァ" <= character <= "ヺ" or character == "ー" else ""


def may_stand_alone(name: str) -> bool:
    """Whether a province may be told by this name alone, without the word that says what it is."""
    return name not in han().need_kind


def place_readings(name: str) -> tuple[str, ...]:
    """The Latin readings of a place's name in one of these scripts, without spaces, best first."""
    if _HANGUL_WORD.fullmatch(name):
        return tuple(read_back_solid("hangul", name, _PLACE_READINGS))
    if _KANA_RUN.fullmatch(name):
        return tuple(read_back_solid("katakana", re.sub(r"[^ァ-ヺー]", "", name), _PLACE_READINGS))
    choices = [han().of_places.get(character, []) for character in name]
    if not name or not all(choices) or len(name) > 5:
        return ()
    return tuple("".join(reading) for reading in product(*choices))

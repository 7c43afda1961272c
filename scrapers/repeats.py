"""Paragraphs that stand twice on a page: pages repeat their lead with a word or two changed.

Of two lines that say the same, the one whose words all stand in the other goes; of two equal ones the later. A line
goes only if nothing in it is lost: every number and every name it holds stands in the one that stays.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapers.lines import Line

REACH = 4  # a repeated lead stands near the first
FEW_WORDS = 12  # shorter lines are compared letter by letter only
LONGEST = 6000
STRICT, LOOSE = 0.03, 0.15  # share of the words that may differ


def repeated(lines: Mapping[int, Line], opening: int | None = None) -> set[int]:
    """The indexes of lines whose content stands in another of ``lines`` as well.

    The line at ``opening``, the lead, may come back in looser words, as regenerated translations do.
    """
    gone: set[int] = set()
    first: dict[str, int] = {}
    long = [index for index, line in lines.items() if len(line.text) <= LONGEST and _has_words(line)]
    for index, line in lines.items():
        if line.width >= 60 and not (line.ends and line.width < 200):
            if line.key in first:
                gone.add(index)
            first.setdefault(line.key, index)
    for place, index in enumerate(long):
        for earlier in long[max(0, place - REACH) : place]:
            if index in gone or earlier in gone or _differ(lines[index], lines[earlier]):
                continue
            loose = LOOSE if earlier == opening else STRICT
            if _within(lines[index], lines[earlier], loose):
                gone.add(index)
            elif _within(lines[earlier], lines[index], loose):
                gone.add(earlier)
    return gone


def _has_words(line: Line) -> bool:
    return len(line.tokens) > 3 * FEW_WORDS or len(line.words) >= FEW_WORDS


def _differ(one: Line, other: Line) -> bool:
    """Whether two lines plainly say different things: spares most pairs the exact comparison, which costs far more."""
    if one.width > len(one.text) or other.width > len(other.text):
        return False  # no spaces, no tokens
    return len(one.tokens & other.tokens) * 2 < min(len(one.tokens), len(other.tokens))


def _within(part: Line, whole: Line, changed: float) -> bool:
    """Whether ``whole`` says all that ``part`` says, in nearly the same words and order."""
    if len(part.words) > len(whole.words) * (1 + changed):
        return False
    said = [word.casefold() for word in part.words]
    missing = Counter(said) - Counter(word.casefold() for word in whole.words)
    if missing.total() > len(said) * changed or _weighty(part) - _weighty(whole):
        return False
    pairs, whole_pairs = Counter(pairwise(said)), Counter(pairwise(word.casefold() for word in whole.words))
    return (pairs - whole_pairs).total() <= len(said) * (2 * changed + 0.1)


def _weighty(line: Line) -> Counter[str]:
    """What must not get lost: numbers, and words written large within the sentence."""
    return Counter(
        word.casefold()
        for place, word in enumerate(line.words)
        if any(map(str.isdigit, word)) or (place and word[0].isupper())
    )

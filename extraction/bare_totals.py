"""Totals of models that stand without their noun: what parts add up to, and what a count raises their number to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.breakdown import Count
from extraction.counting import is_planned
from extraction.status import stock
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.setting import Setting

_PARTS: Final = 2  # at least, where they alone tell what a number counts
_TO: Final = 6  # words from "the number" to the figure that it was raised to
_ENDS: Final = frozenset(".;,()")  # signs behind a number that stands alone


def bare_whole(sentence: Sentence, found: list[Count]) -> list[Count]:
    """The total right before "of which": "… is 26, of which 15 models are … and 11 …"."""
    for mark in sentence.of("of_which"):
        number = next((one for one in sentence.numbers if 0 <= mark.first - one.last <= 1), None)
        parts = [count for count in found if count.number.start >= mark.end]
        if number is None or len(parts) < _PARTS or any(count.number.first == number.first for count in found):
            continue
        if sum(count.number.value for count in parts) == number.value:
            return [Count(number, parts[0].hit, sentence, parts[0].status)]
    return []


def raised_total(setting: Setting, sentence: Sentence, found: list[Count]) -> list[Count]:
    """What a count told before it raises the number of models to: "39 were added, bringing the total to 84"."""
    lexicon, texts = setting.passage.lexicon, setting.passage.tokens.texts
    if not found or not lexicon.number_of_words or is_solid(lexicon):
        return []
    for number in sentence.numbers:
        before = [count for count in found if count.number.end <= number.start]
        if not before or number.value <= before[-1].number.value:
            continue
        if any(count.number.first == number.first for count in found) or is_planned(sentence, number, setting.passage):
            continue
        window = range(max(before[-1].number.last, number.first - _TO), number.first)
        told = next((index for index in window if texts[index] in lexicon.number_of_words), None)
        alone = number.last >= sentence.last or texts[number.last] in _ENDS
        if alone and told is not None and _ENDS.isdisjoint(texts[told : number.first]):
            return [Count(number, before[-1].hit, sentence, stock(sentence, number))]
    return []

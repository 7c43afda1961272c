"""Counts of models without the noun, in the sentence behind one that names it: "Of these, 31 were recognised"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.breakdown import TOTAL, Count, bare_parts, rest_of_breakdown, stock
from extraction.counting import is_planned, recipients
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.setting import Setting

_OPENING = 3  # words before "of these" at the opening of a sentence


def parts_of_before(setting: Setting, sentence: Sentence, counts: list[Count]) -> list[Count]:
    """The parts that a sentence of its own names without the noun: "Of these, 31 were recognised"."""
    ends = {number.last for number in sentence.numbers}  # "by the end of June, 64 of them had been recognised"
    opening = [
        hit
        for hit in sentence.of("of_which")
        if hit.first - sentence.first <= _OPENING or {hit.first, hit.first - 1} & ends
    ]
    before = [count for count in counts if count.sentence.index == sentence.index - 1]
    if not before or before[-1].sentence.block_index != sentence.block_index:
        return []
    if not opening:
        return _breakdown_of_before(setting, sentence, before)
    whole = _added_up(sentence, before) or max(before, key=lambda count: count.number.value)
    if whole.part_of is not None and any(number.value > whole.number.value for number in sentence.numbers):
        whole = whole.part_of  # "9,436 models, of which A 3,120, B … . 6,702 of them": of all, not of the parts
    return [part for part in bare_parts(setting, sentence, [whole]) if part.number.value <= whole.number.value]


def _breakdown_of_before(setting: Setting, sentence: Sentence, before: list[Count]) -> list[Count]:
    """Numbers without a noun that add up to a count of the sentence before: "By field: A 4,215, B 8,265"."""
    whole = _added_up(sentence, before) if len(sentence.numbers) > 1 else None
    return rest_of_breakdown(setting, sentence, [whole]) if whole is not None else []


def told_again(setting: Setting, sentence: Sentence, found: list[Count], counts: list[Count]) -> list[Count]:
    """What the number of the models that were told of last has come to: "그 수는 1,318개로 늘었다"."""
    lexicon, text = setting.passage.lexicon, setting.passage.view.lower
    before = counts[-1] if counts and counts[-1].sentence.block_index == sentence.block_index else None
    if before is None or not is_solid(lexicon):
        return []
    for number in sentence.numbers[:1]:
        lead = text[max(sentence.start, number.start - TOTAL) : number.start]
        led = any(word in lead for word in lexicon.number_of_words)
        counted = any(one.number.first == number.first for one in recipients(setting.passage, sentence))
        known = any(one.number.first == number.first for one in found)
        if led and not counted and not known and not is_planned(sentence, number, setting.passage):
            return [Count(number, before.hit, sentence, stock(sentence, number))]
    return []


def _added_up(sentence: Sentence, before: list[Count]) -> Count | None:
    """The count that a sentence's numbers add up to: "… 312 were registered, 287 recognised. Of these, 98 …"."""
    amount = sum(number.value for number in sentence.numbers)
    return next((count for count in before if count.number.value == amount), None)

"""Counts of models without the noun, in the sentence behind one that names it: "Of these, 31 were recognised"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.breakdown import RESULTS, Count, bare_parts, counts_before, rest_of_breakdown
from extraction.counting import is_increase, is_planned
from extraction.evidence import from_text
from extraction.recipients import recipients
from extraction.status import TOTAL, stock
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.setting import Setting

_NOUNS: Final = ("recipient", "delegate", "award", "place_type", "event", "document")
_OPENING: Final = 3  # words before "of these" at the opening of a sentence


def with_bare_ones(setting: Setting, sentence: Sentence, found: list[Count], counts: list[Count]) -> list[Count]:
    """The counts found in a sentence, and those without the noun that it tells of the models counted before."""
    found = [*told_again(setting, sentence, found, counts), *found]
    if not found or sentence.has("of_which"):
        known = {count.number.first for count in found}
        parts = parts_of_before(setting, sentence, counts)
        found = [*(part for part in parts if part.number.first not in known), *found]
    return [*found, *rest_of_total(setting, sentence, found, counts)]


def parts_of_before(setting: Setting, sentence: Sentence, counts: list[Count]) -> list[Count]:
    """The parts that a sentence of its own names without the noun: "Of these, 31 were recognised"."""
    ends = {number.last for number in sentence.numbers}  # "by the end of June, 64 of them had been recognised"
    opening = [
        hit
        for hit in sentence.of("of_which")
        if hit.first - sentence.first <= _OPENING or {hit.first, hit.first - 1} & ends
    ]
    before = counts_before(sentence, counts)
    if not before:
        return []
    if not opening:
        return _breakdown_of_before(setting, sentence, before) or _told_by_verb(setting, sentence, before[-1])
    whole = _added_up(sentence, before) or max(before, key=lambda count: count.number.value)
    if whole.part_of is not None and any(number.value > whole.number.value for number in sentence.numbers):
        whole = whole.part_of  # "9,436 models, of which A 3,120, B … . 6,702 of them": of all, not of the parts
    return [part for part in bare_parts(setting, sentence, [whole]) if part.number.value <= whole.number.value]


def _breakdown_of_before(setting: Setting, sentence: Sentence, before: list[Count]) -> list[Count]:
    """Numbers without a noun that add up to a count of the sentence before: "By field: A 4,215, B 8,265"."""
    whole = _added_up(sentence, before) if len(sentence.numbers) > 1 else None
    return rest_of_breakdown(setting, sentence, [whole]) if whole is not None else []


def rest_of_total(setting: Setting, sentence: Sentence, found: list[Count], counts: list[Count]) -> list[Count]:
    """Numbers alone that, with those that have the noun, add up to the total before: "12 models …, 19 of incomes"."""
    before = counts_before(sentence, counts) if found else []
    amount = sum(count.number.value for count in found)
    wholes = (whole for whole in before if amount < whole.number.value)
    return next(filter(None, (rest_of_breakdown(setting, sentence, [whole, *found]) for whole in wholes)), [])


def _told_by_verb(setting: Setting, sentence: Sentence, before: Count) -> list[Count]:
    """More of the models told of before, where no noun but a verb stands by the number: "一季度新登记45个"."""
    if not is_solid(setting.passage.lexicon):
        return []
    verbs = {hit.last: hit for hit in sentence.of("status", "registered", "built", *RESULTS)}
    known = {one.number.first for one in recipients(setting.passage, sentence)}
    nouns = {hit.first for cls in _NOUNS for hit in sentence.of(cls)}
    found: list[Count] = []
    for number in sentence.numbers:
        verb = verbs.get(number.first)
        bare = number.last - number.first > 1 and number.first not in known and number.last not in nouns
        if verb is None or not bare or is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
            continue
        status = from_text(verb.value, sentence, verb.start, verb.end, "models.status.verb")
        found.append(Count(number, before.hit, sentence, status))
    return found


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
        if is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
            continue
        if led and not counted and not known:
            return [Count(number, before.hit, sentence, stock(sentence, number))]
    return []


def _added_up(sentence: Sentence, before: list[Count]) -> Count | None:
    """The count that a sentence's numbers add up to: "… 312 were registered, 287 recognised. Of these, 98 …"."""
    amount = sum(number.value for number in sentence.numbers)
    return next((count for count in before if count.number.value == amount), None)

"""The numbers of a sentence that may count something, with what the words beside them make of them.

Those of dates, periods, percentages and anniversaries are left out; those that an amount grew by or to are marked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from extraction.numbers import Number, find_numbers

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit, Tokens


def numbers_of(passage: Passage, sentence: Sentence, window: Tokens, begins: list[int]) -> list[Number]:
    """The numbers of a sentence that are in no date or share and not told of an anniversary."""
    kept = []
    medals = {index for hit in sentence.of("award") for index in range(hit.first, hit.last)}
    anniversaries = {hit.first for hit in sentence.of("anniversary")} - medals  # but "25 kỷ niệm chương"
    of_period = {index for hit in sentence.of("period") for index in range(hit.first, hit.last)}  # "6 tháng đầu năm"
    percent = sentence.of("percent")  # "80 procent", "ร้อยละ 80"
    for number in find_numbers(window, passage.lexicon, begins):
        number.first += sentence.first
        number.last += sentence.first
        if number.last in anniversaries or number.first in of_period:
            continue
        if percent and any(hit.first == number.last or hit.last == number.first for hit in percent):
            continue
        if sentence.periods and any(start <= number.start < until for _, _, start, until in sentence.periods):
            continue
        if sentence.dates and any(date.start < number.end and number.start < date.end for date in sentence.dates):
            continue
        is_one = number.last - number.first == 1
        if is_one and number.in_words and _is_time(passage, number):
            continue
        kept.append(number if is_one else _without_noun(number, sentence.hits, passage.tokens))
    return _with_growth(passage, sentence, kept) if sentence.has("grew") or sentence.has("increase") else kept


def _is_time(passage: Passage, number: Number) -> bool:
    """Whether a word that is a number's and one for time as well counts nothing: "Trong năm, số mô hình …"."""
    texts, lexicon = passage.tokens.texts, passage.lexicon
    behind = texts[number.last] if number.last < len(texts) else "."
    is_span = texts[number.first] in lexicon.spans_of_time
    return is_span and (not behind[0].isalpha() or behind in lexicon.number_of_words)


def _with_growth(passage: Passage, sentence: Sentence, numbers: list[Number]) -> list[Number]:
    """The numbers of a sentence, those marked that an amount grew by or to: "stieg die Zahl um 45 auf 120"."""
    texts, lexicon = passage.tokens.texts, passage.lexicon
    rounded = {hit.last: hit.first for hit in sentence.of("qualifier")}  # "um mehr als 45"
    grew = [*sentence.of("grew"), *sentence.of("increase")]
    marked: list[Number] = []
    before = sentence.first
    for number in numbers:
        lead = texts[rounded.get(number.first, number.first) - 1]
        said = any(before <= hit.first < number.first or 0 <= hit.first - number.last <= 1 for hit in grew)
        growth: Literal["by", "to"] | None = None
        of_growth = any(hit.first - number.last == 1 and texts[number.last] in lexicon.of_words for hit in grew)
        if of_growth or (said and lead in lexicon.difference_words):  # "45 की वृद्धि"
            growth = "by"
        elif said and lead in lexicon.reaching_words and not _exceeds(passage, sentence, number, grew):
            growth = "to"
        marked.append(replace(number, growth=growth) if growth else number)
        before = number.last
    return marked


def _exceeds(passage: Passage, sentence: Sentence, number: Number, grew: list[Hit]) -> bool:
    """Whether a word that may lead to an amount leads to what it was exceeded by: "vượt 12 mô hình so với …"."""
    alone = number.last >= sentence.last or not passage.tokens.texts[number.last][0].isalpha()
    return not alone and any(hit.last == number.first for hit in grew)


def _without_noun(number: Number, hits: list[Hit], tokens: Tokens) -> Number:
    """A number whose counter is the first character of what it counts gives it back: "14個人" are 14 個人."""
    for hit in hits:
        if number.first < hit.first < number.last < hit.last and hit.cls in {"recipient", "model", "award"}:
            return replace(number, last=hit.first, end=tokens.ends[hit.first - 1])
    return number

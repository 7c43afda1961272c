"""Who registered or carries out a count of models, told beside it: so many collectives, so many individuals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.evidence import from_text
from extraction.recipients import recipients

if TYPE_CHECKING:
    from extraction.breakdown import Count
    from extraction.counting import Counted
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_GIVEN: Final = 60  # characters behind recipients within which they are said to get something, and so share in no count


def shared_by_registrants(setting: Setting, sentence: Sentence, found: list[Count], taken: set[int]) -> None:
    """Who registered a count: "146 tập thể và 18 cá nhân đăng ký 261 mô hình", in one clause."""
    for one in recipients(setting.passage, sentence):
        if one.value not in {"collective", "individual"} or not found or one.number.first in taken:
            continue
        count = _registered_by(setting, sentence, one, found)
        if count is None or one.number.value > count.number.value:
            continue
        share = from_text(one.number.value, sentence, one.start, one.end, "models.share")
        if one.value == "collective" and count.collective is None:
            count.collective = share
        elif one.value == "individual" and count.individual is None:
            count.individual = share


def _registered_by(setting: Setting, sentence: Sentence, one: Counted, found: list[Count]) -> Count | None:
    """The count that a number of collectives or individuals shares in: the one it explains, else the next."""
    start, end = setting.passage.clause(sentence, one.number.start)
    until = min([end, *(mark.start for mark in sentence.of("of_which") if mark.start >= one.end)])
    if _is_of_exemplars(setting, sentence, one) or any(
        one.end <= hit.start < until for hit in sentence.of("part", "attendee")
    ):
        return None  # "120 persons, who stand for 11,000 models, attended"
    if any(one.end <= hit.start < until for hit in sentence.of("represent")):
        return None  # "30 officials, representing 7,000 models"
    same = [count for count in found if start <= count.number.start < end]
    behind = [count for count in same if count.number.start > one.number.start]
    if behind and not set(",;:()") & set(setting.passage.view.lower[one.end : behind[0].number.start]):
        return behind[0]  # "2,428 models, of which 1,400 by 1,179 collectives" where those come first
    before = [count for count in same if count.number.start < one.number.start]
    if before:
        between = setting.passage.view.lower[before[-1].number.end : one.number.start]
        marks = [hit for hit in sentence.of("of_which") if before[-1].number.end <= hit.start < one.number.start]
        if marks or between.count("(") > between.count(")"):
            return before[-1]
    if behind:
        return behind[0]
    return before[-1] if before and not _are_given_something(sentence, one, before[-1]) else None


def _are_given_something(sentence: Sentence, one: Counted, before: Count) -> bool:
    """Whether recipients get what is told behind them, or behind the models told before them."""
    if any(0 <= hit.start - one.end <= _GIVEN for hit in (*sentence.of("give"), *sentence.of("award"))):
        return True
    said = [hit.end for hit in sentence.of("status") if hit.first == before.hit.last]
    behind_noun = max([before.number.end, before.hit.end, *said])  # "683 modelos reconhecidos" get no award
    return any(behind_noun <= hit.start < one.start for hit in sentence.of("award"))


def _is_of_exemplars(setting: Setting, sentence: Sentence, one: Counted) -> bool:
    """Whether recipients are a part of exemplars: "96 exemplars, of them 58 collectives"; they share in no models."""
    exemplars = [c for c in recipients(setting.passage, sentence) if c.value == "exemplar" and c.end <= one.start]
    return bool(exemplars) and any(exemplars[-1].end <= hit.start <= one.start for hit in sentence.of("of_which"))


def is_of_doers(sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether a number counts those who did something with models: "9.367 persons have registered models"."""
    doers = [other.last for other in sentence.of("recipient") if other.first == number.last]
    return any(last <= verb.first < hit.first for last in doers for verb in sentence.of("status"))

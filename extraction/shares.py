"""Whose counted models are: the shares of collectives and of individuals in a count, told by counts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.breakdown import Count
from extraction.caseless import is_glued
from extraction.evidence import from_text
from extraction.recipients import recipients
from extraction.registrants import shared_by_registrants
from extraction.unspaced import is_unspaced

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_OF: Final = 8  # characters within which "of" stands before what it leads to


def split_by_kind(setting: Setting, sentence: Sentence, found: list[Count], earlier: list[Count]) -> None:
    """Give counts their collective and individual share; "194 mô hình tập thể" belongs to the total before it."""
    if not found:
        return
    parts: list[tuple[Count, Hit]] = []
    named = {index for hit in sentence.of("subject") for index in range(hit.first, hit.last)}
    kinds = [  # the masses of the movement's name ("善于动员群众") are no kind of models
        hit for hit in sentence.of("recipient", "collective", "individual") if hit.first not in named
    ]
    for count in found:
        if any(other.hit is count.hit and count.number.last <= other.number.first for other in found):
            continue  # a total without its noun: that of its first part is none of its own
        kind = _kind_beside(setting, kinds, count.number, count.hit, sentence.of("model"))
        if kind is not None:
            parts.append((count, kind))
    exemplars = [c for c in recipients(setting.passage, sentence) if c.value == "exemplar"] if kinds else []
    nouns = sentence.of("model")
    shares = [(one, kind) for one in exemplars if (kind := _kind_beside(setting, kinds, one.number, one.hit, nouns))]
    amount = sum(one.number.value for one, _ in shares)
    adds_up = len(shares) > 1 and any(count.number.value == amount for count in found)
    for one, kind in shares if parts or adds_up else ():
        status = from_text("active", sentence, one.start, one.end, "models.status.stock")
        parts.append((Count(one.number, one.hit, sentence, status), kind))
    if parts:
        total = _total_of(parts, [*found, *reversed(earlier)])
        for count, hit in parts:
            end = max(hit.end, count.hit.end)
            share = from_text(count.number.value, sentence, count.number.start, end, "models.share")
            target = total or count
            if hit.value == "collective":
                target.collective = share
            else:
                target.individual = share
            if total is not None and count in found:
                found.remove(count)
    shared_by_registrants(setting, sentence, found, {count.number.first for count in (*found, *(c for c, _ in parts))})


def _kind_beside(setting: Setting, kinds: list[Hit], number: Number, hit: Hit, nouns: list[Hit]) -> Hit | None:
    """What makes counted models collective or individual: "194 mô hình tập thể", "194 collective models"."""
    noun_first = is_unspaced(setting.passage.lexicon) and hit.last <= number.first  # "集体模式870个"
    ends = {other.last for other in nouns} if is_glued(setting.passage.lexicon) else set()
    for kind in kinds:
        if noun_first:
            if 0 <= hit.first - kind.last <= 1 and '"' not in setting.passage.view.lower[kind.end : hit.start]:
                return kind
        elif number.last <= kind.first < hit.first:
            return kind
        elif 0 <= kind.first - hit.last <= 1 and setting.passage.tokens.texts[hit.last] != "(":
            return kind  # but not in "55件のモデル(集団29件、個人26件)"
        if kind.last == number.first and (_is_whose(setting, kind) or kind.first in ends or _is_listed(setting, kind)):
            return kind  # "โมเดลกลุ่ม 702 โมเดล"
    return None


def _is_listed(setting: Setting, kind: Hit) -> bool:
    """Whether a kind opens an item of a list, where it stands before its number: "(กลุ่ม 1,027 โมเดล, บุคคล 218)"."""
    before = setting.passage.view.lower[max(0, kind.start - _OF) : kind.start].rstrip()
    return is_glued(setting.passage.lexicon) and before.endswith(("(", ",", *setting.passage.lexicon.and_words))


def _is_whose(setting: Setting, kind: Hit) -> bool:
    """Whether "of" leads to a kind of recipients: "โมเดลของกลุ่ม 1,730 โมเดล"."""
    before = setting.passage.view.lower[max(0, kind.start - _OF) : kind.start].rstrip()
    return any(before.endswith(word) for word in setting.passage.lexicon.of_words)


def _total_of(parts: list[tuple[Count, Hit]], others: list[Count]) -> Count | None:
    """The count that the parts add up to, or the nearest one that holds them."""
    counts = [count for count, _ in parts]
    amount = sum(count.number.value for count in counts)
    rest = [other for other in others if other not in counts]
    exact = next((other for other in rest if other.number.value == amount), None)
    return exact or next((other for other in rest if other.number.value > amount), None)

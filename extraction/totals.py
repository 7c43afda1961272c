"""Which counts of models are parts of which: behind "of which", by what they add up to, in one sentence or the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.breakdown import ROUNDED, Count, begin, own_status
from extraction.caseless import is_glued

if TYPE_CHECKING:
    from extraction.setting import Setting

_SENTENCES_ON: Final = 2  # behind a total, within which its breakdown adds up to it


def _whole_before(count: Count, counts: list[Count]) -> Count | None:
    """The greater count of the same sentence that "of which" leads from to this one."""
    for whole in reversed([c for c in counts if c.sentence is count.sentence and c.number.end <= count.number.start]):
        marks = [h for h in count.sentence.of("of_which") if whole.number.end <= h.start <= count.number.start]
        if marks and whole.number.value > count.number.value:
            return whole
    return None


def _has_own_place(setting: Setting, count: Count) -> bool:
    """Whether a district or commune is named between the number before a count and its own: "…; Le Chan has 96"."""
    before = max((n.end for n in count.sentence.numbers if n.end <= count.number.start), default=None)
    return before is not None and any(
        place.kind and not place.is_province and before <= place.start < count.number.start
        for place in setting.places(count.sentence)
    )


def _is_apart(setting: Setting, count: Count, total: Count) -> bool:
    """Whether a count stands in another clause than its total."""
    clause = setting.passage.clause
    return clause(count.sentence, count.number.start) != clause(total.sentence, total.number.start)


def link_parts(setting: Setting, counts: list[Count]) -> None:
    """Counts that follow a greater one are its parts where "of which" leads to them, or where they add up to it."""
    for count in counts:
        count.part_of = count.part_of or _whole_before(count, counts)
        count.has_own_place = count.has_own_place or _has_own_place(setting, count)
    for total in counts:
        _link_next_sentence(setting, total, counts)
    for total in counts:
        mates = [c for c in counts if c.sentence is total.sentence and c.number.start > total.number.end]
        if is_glued(setting.passage.lexicon):  # no stop ends a sentence there
            mates = [c for c in mates if not _is_apart(setting, c, total)]
        smaller = [c for c in mates if c.number.value < total.number.value]
        if len(smaller) < 2 or len(smaller) < len(mates) or total.part_of is not None:
            continue
        amount = sum(c.number.value for c in smaller)
        if amount > total.number.value * (1 + ROUNDED):
            continue
        is_breakdown = amount >= total.number.value * (1 - ROUNDED)  # its parts are what the total is
        told = total.status
        for count in sorted(smaller, key=begin):
            count.part_of = count.part_of or total
            told = own_status(setting, count.sentence, count.number) or told
            if is_breakdown and not (count.has_own_place and _is_apart(setting, count, total)):
                count.status = told


def _link_next_sentence(setting: Setting, total: Count, counts: list[Count]) -> None:
    """The parts that a sentence behind a total names: all of it, or right behind it some of it with "of which"."""
    behind = [c for c in counts if 1 <= c.sentence.index - total.sentence.index <= _SENTENCES_ON]
    following = [c for c in behind if c.sentence is behind[0].sentence]
    amount = sum(count.number.value for count in following)
    if len(following) > 1 and amount == total.number.value:
        told = total.status
        for count in sorted(following, key=begin):
            count.part_of = total
            told = own_status(setting, count.sentence, count.number) or told
            count.status = told
        return
    is_next = bool(following) and following[0].sentence.index == total.sentence.index + 1
    if not is_next or amount > total.number.value or counts[counts.index(following[0]) - 1] is not total:
        return
    if any(mark.end <= following[0].number.start for mark in following[0].sentence.of("of_which")):
        for count in following:
            count.part_of = count.part_of or total
            if count.status.value == "active":
                count.status = total.status

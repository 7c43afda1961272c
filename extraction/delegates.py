"""How many people attended an event, as its report counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.caseless import is_glued
from extraction.counting import counted_by, recipients
from extraction.evidence import Valued, from_text
from extraction.terms import Hit
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting

_SEVERAL = 10  # people who come together to an event
_QUALIFIED = 14  # characters before a number that opens a sentence: "More than "
_CAME = 2  # characters between people counted and that they attended


def _delegate_counted(setting: Setting, sentence: Sentence, number: Number) -> Hit | None:
    """The "delegates" that a number counts, in a script without spaces on either side of it."""
    called = sentence.of("delegate")
    gap = 0 if number.in_words else 2
    speakers = {hit.first for hit in sentence.of("part", "speaker")}
    behind = next((d for d in called if 0 <= d.first - number.last <= gap and d.last not in speakers), None)
    if behind is not None or not is_solid(setting.passage.lexicon):
        return behind
    begin = next((q.first for q in sentence.of("qualifier") if q.last == number.first), number.first)
    before = next((d for d in called if d.last == begin), None)
    if before is not None and is_glued(setting.passage.lexicon):  # "ผู้แทน 60 คน", "ຜູ້ແທນ 75 ທ່ານ"
        return before
    came = _came(setting, sentence, number)
    if came is not None:
        return came
    names = [*sentence.of("subject"), *sentence.of("organ")]  # those of "mass mobilisation" are not counted
    others = [h for h in sentence.of("recipient") if all(h.first != d.first for d in called)]
    others = [h for h in others if not any(h.is_part_of(name) for name in names)]
    hit = counted_by(setting.passage, sentence, number, sorted((*called, *others), key=lambda hit: hit.first))
    return hit if hit is not None and hit.cls == "delegate" else None


def _came(setting: Setting, sentence: Sentence, number: Number) -> Hit | None:
    """The people that a number with their counter says attended: "86名が参加した"."""
    counters = setting.passage.lexicon.person_counters
    if not counters or not setting.passage.view.lower.endswith(counters, number.start, number.end):
        return None
    between = [hit for hit in sentence.of("event") if 0 <= hit.start - number.end <= 1]  # "90名が会議に集まった"
    ends = {number.end, *(hit.end for hit in between)}
    attended = sentence.of("part", "attendee")
    return next((hit for hit in attended if any(0 <= hit.start - end <= _CAME for end in ends)), None)


def _who_came(setting: Setting, sentence: Sentence) -> list[tuple[int, Number, Hit]]:
    """People counted right behind the verb that says they came: "140 cadres attended" in "Attended by 140 cadres"."""
    attended = {hit.last for hit in sentence.of("part", "attendee")}
    opening = _who_opens(setting, sentence)
    return opening or [
        (0, one.number, one.hit)
        for one in recipients(setting.passage, sentence)
        if one.value == "individual" and one.number.value > 1 and one.number.first in attended
    ]


def _who_opens(setting: Setting, sentence: Sentence) -> list[tuple[int, Number, Hit]]:
    """People, whoever they are, whose number opens a sentence that says they came: "More than 90 scientists met …"."""
    number = next(iter(sentence.numbers), None)
    came = [hit for hit in sentence.of("part", "attendee") if number is not None and hit.start > number.end]
    if number is None or not came or not sentence.has("event") or number.value < _SEVERAL:
        return []
    before = setting.passage.view.lower[sentence.start : number.start]
    others = (*sentence.of("model"), *sentence.of("award"), *sentence.of("place_type"), *sentence.of("event"))
    if len(before) > _QUALIFIED or any(hit.first - number.last <= 1 for hit in others if hit.first >= number.last):
        return []
    token = setting.passage.tokens[number.last]
    return [(0, number, Hit("delegate", "", number.last, number.last + 1, token.start, token.end))]


def _gives(sentence: Sentence) -> bool:
    """Whether something is given in a sentence, to those counted in it: "trao … cho 2 cán bộ"."""
    return sentence.has("give", "gives") or (sentence.has("give", "receives") and sentence.has("award"))


def delegates(setting: Setting, sentence: Sentence, *, alone: bool) -> tuple[Valued | None, Valued | None]:
    """A number right before "delegates", in a sentence about the event; else the exemplars received at a meeting.

    Of an event told of beside another one its own sentence ``alone`` is asked.
    """
    titles_last = sorted(setting.passage.sentences, key=lambda one: one.block == "title")  # a headline rounds
    for candidate in [sentence, *(() if alone else titles_last)]:
        is_of_award = candidate is not sentence and _gives(candidate)
        is_of_another = candidate is not sentence and candidate.has("background")
        if candidate.block == "caption" or candidate.has("plan") or is_of_award or is_of_another:
            continue
        pairs = [
            (max(hit.first - number.last, number.first - hit.last), number, hit)
            for number in candidate.numbers
            if number.value > 1 and (hit := _delegate_counted(setting, candidate, number)) is not None
        ]
        if not pairs and 0 <= candidate.index - sentence.index <= 1:
            pairs = _who_came(setting, candidate)
        for _, number, hit in sorted(pairs, key=lambda pair: pair[0])[:1]:
            start, end = min(number.start, hit.start), max(number.end, hit.end)
            value = from_text(number.value, candidate, start, end, "events.delegates")
            qualifier = next((h for h in candidate.of("qualifier") if 0 <= number.first - h.last <= 1), None)
            if qualifier is None:
                return value, Valued("exact", value.stand)
            return value, from_text(
                qualifier.value, candidate, qualifier.start, qualifier.end, "events.delegates.qualifier"
            )
    received = _received(setting, sentence) if sentence.has("event", "meeting") else None
    return received, Valued("exact", received.stand) if received is not None else None


def _received(setting: Setting, sentence: Sentence) -> Valued | None:
    """The exemplars whom a meeting brought together, told in its sentence or in the one behind it."""
    following = setting.passage.sentences[sentence.index + 1 : sentence.index + 2]
    gathers = [near for near in following if near.has("held") and not near.has("event") and not _gives(near)]
    for candidate in [sentence, *gathers]:
        exemplars = {hit.first for hit in candidate.of("model", "exemplar")}
        for one in recipients(setting.passage, candidate):
            if one.hit.first in exemplars and one.number.value > 1:
                return from_text(one.number.value, candidate, one.start, one.end, "events.delegates.received")
    return None

"""Parts of a count of models: "261 models, of which 7 of the city", "96 of 104".

A part often stands without the noun; "of which", a sum, "out of", or what became of it leads to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extraction.caseless import is_glued
from extraction.counting import is_increase, is_planned, is_whole_of
from extraction.evidence import Stand, Valued
from extraction.numbers import Number
from extraction.passage import Sentence
from extraction.recipients import recipients
from extraction.status import TOTAL, status_of, stock
from extraction.terms import Hit
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.setting import Setting

_SAID_OF = 3  # words between a part without a noun and what became of it: "of which 21 were rated effective"
_BECAME = 6  # words between a number alone and what it has become: "31 wurden auf Provinzebene anerkannt"
_BECOMES = 14  # characters between them where there are no spaces: "287件が基準を満たすと認められた"
_RIGHT_BEHIND = 1  # characters between a number and what it is said to be
_WITH_COUNTER = 2  # tokens of a number with what it is counted by
_STOP = re.compile(r"[、,;。]|\d")
RESULTS = {"recognised", "completed", "effective", "replicated"}
_OF_WHOLE = 2  # words between a number alone and the count that it is a part of
_BRACKET = 90  # characters behind a count within which a bracket with its parts opens
_OPENS = frozenset(",;·(")  # signs behind which a number opens a clause of its own
_ENDS = frozenset(".;,。")  # signs that end a clause
ROUNDED = 0.1  # a headline's "over 270" is the body's 274


@dataclass(slots=True)
class Count:
    """A number of models, what became of them, whose they are, and the count that it is a part of."""

    number: Number
    hit: Hit
    sentence: Sentence
    status: Valued
    collective: Valued | None = None
    individual: Valued | None = None
    part_of: Count | None = field(default=None, repr=False)
    has_own_place: bool = False  # a part of another unit than its total's


def shares_done(setting: Setting, sentence: Sentence, found: list[Count], earlier: list[Count]) -> list[Count]:
    """Fractions of a count told before need no noun: "261 models … so far 185/261 are completed"."""
    taken = {count.number.first for count in found}
    wholes = {count.number.value: count for count in earlier}
    return [
        Count(number, wholes[number.whole].hit, sentence, status_of(setting, sentence, number))
        for number in sentence.numbers
        if number.whole in wholes and number.first not in taken and not is_planned(sentence, number, setting.passage)
    ]


def wholes_registered(setting: Setting, sentence: Sentence, found: list[Count], earlier: list[Count]) -> list[Count]:
    """The wholes of fractions that are said to be registered: "185/261 mô hình “Dân vận khéo” đăng ký"."""
    told = {count.number.value for count in (*earlier, *found)}
    ends = {hit.first: hit.last for hit in sentence.of("subject")}
    wholes = []
    for count in found:
        number, noun = count.number, count.hit
        quoted = noun.last + (setting.passage.tokens.texts[noun.last : noun.last + 1] == ['"'])
        behind = ends.get(quoted, noun.last)
        said = next((hit for hit in sentence.of("status", "registered") if 0 <= hit.first - behind <= _SAID_OF), None)
        if number.whole is None or number.whole in told or said is None or noun.first < number.last:
            continue
        start = setting.passage.tokens.starts[number.last - 1]
        whole = replace(number, value=number.whole, whole=None, first=number.last - 1, start=start)
        status = Valued("registered", Stand("models.status.verb", sentence, said.start, said.end))
        wholes.append(Count(whole, noun, sentence, status))
    return wholes


def without_wholes_told_again(setting: Setting, found: list[Count], earlier: list[Count]) -> list[Count]:
    """The counts of a sentence but those told before that it only names as the whole: "150 of the 164 models"."""
    again: set[int] = set()  # where the numbers of counts stand that are no new ones
    for part in found:
        for count in found:
            if not is_whole_of(setting.passage, count.number, part.number):
                continue
            before = (c for c in (*earlier, *found) if c.number.start < part.number.start)
            told = next((c for c in before if c.number.value == count.number.value), None)
            if told is not None:
                part.part_of = told
                again.add(count.number.first)
    return [count for count in found if count.number.first not in again]


def bare_parts(setting: Setting, sentence: Sentence, found: list[Count]) -> list[Count]:
    """Parts without the noun, read only where "of which", a sum or what became of them leads to them."""
    for at in range(len(found)):
        if parts := rest_of_breakdown(setting, sentence, found[at:]):
            return parts
    parts = []
    for number in sentence.numbers:
        known = any(number.first == count.number.first for count in found) or (number.in_words and number.value == 1)
        part = None if known else _bare_part(setting, sentence, number, found, parts)
        if part is not None:
            parts.append(part)
    for whole in [*found, *parts]:
        parts.extend(_bracketed_parts(setting, sentence, whole, {one.number.first for one in (*found, *parts)}))
    return parts


def _bracketed_parts(setting: Setting, sentence: Sentence, whole: Count, taken: set[int]) -> list[Count]:
    """The parts of a count in brackets behind it that add up to it: "3,218 (province 212, districts 3,006)"."""
    text = setting.passage.view.lower
    opens = text.find("(", whole.number.end, min(sentence.end, whole.number.end + _BRACKET))
    closes = text.find(")", opens, sentence.end) if opens > 0 else -1
    inside = [number for number in sentence.numbers if opens < number.start < closes]
    counted = {one.number.first for one in recipients(setting.passage, sentence)} | taken
    if len(inside) < 2 or sum(number.value for number in inside) != whole.number.value:
        return []
    if any(number.first in counted for number in inside):
        return []
    return [Count(number, whole.hit, sentence, whole.status, part_of=whole) for number in inside]


def _bare_part(
    setting: Setting, sentence: Sentence, number: Number, found: list[Count], parts: list[Count]
) -> Count | None:
    """The count that a number alone is, or None."""
    first = found[0]
    if is_solid(setting.passage.lexicon):
        if _brings_total_to(setting, sentence, number, first):
            return Count(number, first.hit, sentence, stock(sentence, number))
        if _becomes(setting, sentence, number, first):
            return Count(number, first.hit, sentence, status_of(setting, sentence, number))
    return _part_told(setting, sentence, number, found, parts)


def _part_told(
    setting: Setting, sentence: Sentence, number: Number, found: list[Count], parts: list[Count]
) -> Count | None:
    """The part that the words around a number alone make it."""
    first = found[0]
    verb = _verb_before(setting, sentence, number, first)
    if verb is not None:
        status = Valued(verb.value, Stand("models.status.verb", sentence, verb.start, verb.end))
        return Count(number, first.hit, sentence, status, part_of=first)
    if _is_out_of(setting, number, found) or _is_said_of_some(setting, sentence, number, found):
        status = status_of(setting, sentence, number)
        if status.value in {"active", "built"}:
            if _some(sentence, number):
                status = _of_some(first, status, number)
            elif not _is_kept(setting, status, number):
                status = Valued("completed", status.stand)
        return Count(number, first.hit, sentence, status, part_of=first)
    marks = [hit for hit in sentence.of("of_which") if hit.start >= first.number.end]
    like = _continued(setting, sentence, number, [*found, *parts]) if marks else None
    if like is not None:
        return Count(number, first.hit, sentence, like.status, part_of=first)
    if any(0 <= hit.first - number.last <= 3 for hit in (*sentence.of("recipient"), *sentence.of("delegate"))):
        return None
    return _led_part(setting, sentence, number, found, parts, marks)


def _led_part(
    setting: Setting, sentence: Sentence, number: Number, found: list[Count], parts: list[Count], marks: list[Hit]
) -> Count | None:
    """The part that "of which" leads to, or that goes on with a list of levels: "186 of communes, 47 of districts"."""
    total = _whole_of(number, found)
    of_them = next((mark.last for mark in marks if mark.first == number.last), None)
    led = of_them is not None or any(_leads(setting, sentence, mark, number) for mark in marks)
    graded = any(0 <= hit.first - number.last <= 3 for hit in (*sentence.of("grade"), *sentence.of("body")))
    becomes = any(0 <= hit.first - (of_them or number.last) <= _SAID_OF for hit in sentence.of("status"))
    if led and not becomes and (_is_told_where(setting, number) or _with_counter(setting, number)):
        status = own_status(setting, sentence, number) or total.status
    elif parts and marks and _goes_on(setting, sentence, number) and _is_told_where(setting, number):
        status = parts[-1].status
    elif (led and becomes and not graded) or _became(setting, sentence, number, total):
        status = status_of(setting, sentence, number)
    elif graded and (led or _goes_on(setting, sentence, number)):
        latest = max((c for c in (*found, *parts) if c.number.end <= number.start), key=begin, default=found[0])
        status = own_status(setting, sentence, number) or (total if led else latest).status
    else:
        return None
    return Count(number, total.hit, sentence, status, part_of=total if marks else None)


def _with_counter(setting: Setting, number: Number) -> bool:
    """Whether a number bears a counter of things, in a script without spaces: "そのうち14件"."""
    lexicon = setting.passage.lexicon
    counted = is_solid(lexicon) and number.last - number.first >= _WITH_COUNTER
    people = lexicon.person_counters
    return counted and not (people and setting.passage.view.lower.endswith(people, number.start, number.end))


def _whole_of(number: Number, found: list[Count]) -> Count:
    """The nearest count before a number that is not smaller: what it may be a part of."""
    before = [c for c in found if c.number.end <= number.start and c.number.value >= number.value]
    return before[-1] if before else found[0]


def _leads(setting: Setting, sentence: Sentence, mark: Hit, number: Number) -> bool:
    """Whether "of which" leads to a number, with no more than "have been" between: "davon wurden 420 anerkannt"."""
    being = setting.passage.lexicon.being_words
    rounded = {hit.last: hit.first for hit in sentence.of("qualifier")}  # "dont près de 1 500"
    between = setting.passage.tokens.texts[mark.last : rounded.get(number.first, number.first)]
    return mark.last <= number.first and (len(between) <= 1 or (len(between) <= 3 and all(t in being for t in between)))


def _became(setting: Setting, sentence: Sentence, number: Number, total: Count) -> bool:
    """Whether a number alone is said to have become something: "77 models were built; 31 have been recognised"."""
    tokens, being = setting.passage.tokens, setting.passage.lexicon.being_words
    if not total.number.end < number.start or number.value >= total.number.value or number.last >= sentence.last:
        return False
    at_once = any(hit.first == number.last for hit in sentence.of("status", *RESULTS))  # "đã có 186 hoàn thành"
    is_said = tokens.texts[number.last] in being or at_once
    if not is_said or is_planned(sentence, number, setting.passage):
        return False
    following = min((n.first for n in sentence.numbers if n.first > number.first), default=sentence.last)
    return any(
        number.last <= hit.first <= number.last + _BECAME and hit.last <= following and hit.value in RESULTS
        for hit in sentence.of("status")
    )


def _is_told_where(setting: Setting, number: Number) -> bool:
    """Whether a number alone is told by where it is: "of which 388 in the field of the environment"."""
    behind = setting.passage.tokens.texts[number.last : number.last + 1]
    return bool(behind) and behind[0] in setting.passage.lexicon.at_words


def counts_before(sentence: Sentence, counts: list[Count]) -> list[Count]:
    """The counts of the sentence before, in the same paragraph."""
    return [
        count
        for count in counts
        if count.sentence.index == sentence.index - 1 and count.sentence.block_index == sentence.block_index
    ]


def begin(count: Count) -> int:
    """Where a count's number begins."""
    return count.number.start


def _goes_on(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether a number continues a list of counts: "186 models of communes, 47 of districts and 9 of the province"."""
    before = number.first - 1
    joined = any(hit.last == number.first for hit in sentence.of("connector"))
    return joined or (before >= sentence.first and setting.passage.tokens.texts[before] in {",", ":"})


def own_status(setting: Setting, sentence: Sentence, number: Number) -> Valued | None:
    """What a part is said to have become between its number and the next one, or None."""
    status = status_of(setting, sentence, number)
    stand = status.stand
    following = min((n.start for n in sentence.numbers if n.start >= number.end), default=sentence.end)
    own = stand.rule != "models.status.stock" and number.end <= stand.start and stand.end <= following
    is_said = status.value not in {"active", "built", "commended"}  # … or right behind it: "96 are still running"
    is_said = is_said or (status.value == "active" and stand.start - number.end <= _RIGHT_BEHIND)
    return status if own and is_said else None


def rest_of_breakdown(setting: Setting, sentence: Sentence, found: list[Count]) -> list[Count]:
    """Parts without the noun that make the rest up to the total: "103 models: 8 of the province, 95 others"."""
    total = found[0]
    named = [count.number for count in found[1:] if count.number.value < total.number.value]
    counted = {one.number.first: one.value for one in recipients(setting.passage, sentence)}
    tokens, time = setting.passage.tokens, setting.passage.lexicon.spans_of_time
    alone = [
        number
        for number in sentence.numbers
        if number.start > total.number.end
        and number.value <= total.number.value
        and not (number.in_words and (number.value == 1 or setting.passage.lexicon.language.bears_accents))
        and all(number.first != one.number.first for one in found)
        and not (number.last < len(tokens.texts) and tokens.texts[number.last] in time)
        and not is_increase(sentence, number)
    ]
    bare = [number for number in alone if number.first not in counted]
    rest = total.number.value - sum(number.value for number in named)
    kinds = {counted[number.first] for number in alone if number.first in counted}
    if kinds == {"collective"} and len(alone) > 1 and sum(number.value for number in alone) == rest:
        bare = alone  # "39 models: 24 of party cells, 15 of organisations"
    if not bare or sum(number.value for number in bare) != rest:
        return []
    parts: list[Count] = []
    for number in bare:
        before = parts[-1].status if parts else total.status
        status = own_status(setting, sentence, number) or before
        parts.append(Count(number, total.hit, sentence, status, part_of=total))
    return parts


def _verb_before(setting: Setting, sentence: Sentence, number: Number, total: Count) -> Hit | None:
    """The verb that ends a clause with a number alone: "has 501 registered models, and has recognised 488"."""
    tokens = setting.passage.tokens
    if number.start < total.number.end or number.value > total.number.value:
        return None
    if number.last < sentence.last and tokens.texts[number.last] not in _ENDS:
        return None
    if is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
        return None
    return next((hit for hit in sentence.of("status", *RESULTS, "active") if hit.last == number.first), None)


def _is_out_of(setting: Setting, number: Number, found: list[Count]) -> bool:
    """Whether a number says how many of a count: "96 of the 104 registered models are completed"."""
    whole = next((count.number for count in found if count.number.first > number.last), None)
    if whole is None or not is_whole_of(setting.passage, whole, number):
        return False
    return whole.first - number.last <= _OF_WHOLE or is_glued(setting.passage.lexicon)  # "150 จาก 164"


def _is_said_of_some(setting: Setting, sentence: Sentence, number: Number, found: list[Count]) -> bool:
    """Whether a verb right behind a bare number says what became of so many: "…; 830 were rated effective"."""
    if number.start < found[0].number.end or number.value > found[0].number.value or number.in_words:
        return False
    rounded = [hit.first for hit in sentence.of("qualifier") if hit.last == number.first]
    before = setting.passage.tokens[min([number.first, *rounded]) - 1].text
    if before not in _OPENS and before not in setting.passage.lexicon.and_words:
        return False
    if is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
        return False
    nouns = (*sentence.of("model"), *sentence.of("recipient"), *sentence.of("delegate"), *sentence.of("award"))
    if any(0 <= hit.first - number.last <= 1 for hit in nouns):
        return False
    some = _some(sentence, number)
    if some:
        return True
    said = [hit for hit in sentence.of("status") if 0 <= hit.first - number.last <= 1]
    return any(hit.value not in {"active", "built"} for hit in said)


def _some(sentence: Sentence, number: Number) -> bool:
    """Whether "of them" stands right behind a number: "51 of which are effective"."""
    return any(0 <= mark.first - number.last <= 1 for mark in sentence.of("of_which"))


def _is_kept(setting: Setting, status: Valued, number: Number) -> bool:
    """Whether a verb right before a number says that so many are still there: "has kept 17 of the 22 models"."""
    stand = status.stand
    said = setting.passage.view.lower[stand.start : stand.end]
    is_verb = stand.rule != "models.status.stock" and said not in setting.passage.lexicon.being_words
    return status.value == "active" and is_verb and stand.end == number.start - 1


def _of_some(total: Count, status: Valued, number: Number) -> Valued:
    """What some of a count are: what it is, but of those there are some may be said to have been built of late."""
    is_own = status.value == "built" and total.status.value == "active" and status.stand.start >= number.end
    return status if is_own else total.status


def _continued(setting: Setting, sentence: Sentence, number: Number, told: list[Count]) -> Count | None:
    """The part that a number goes on like: "of which 3,249 models in the economy, 4,037 in culture"."""
    before = max((one for one in told if one.number.end <= number.start), key=begin, default=None)
    tokens = setting.passage.tokens
    if before is None or before is told[0] or tokens.texts[number.first - 1] not in {",", ";"}:
        return None
    last = before.hit.last if before.hit.first >= before.number.last else before.number.last
    is_like = tokens.texts[last : last + 2] == tokens.texts[number.last : number.last + 2]
    return before if is_like and last + 2 <= sentence.last else None


def _brings_total_to(setting: Setting, sentence: Sentence, number: Number, told: Count) -> bool:
    """Whether a number without a noun is the total that a count adds to: "1,028件のモデルを築き、総数は8,350件"."""
    if (
        number.value <= told.number.value
        or number.start < told.number.end
        or number.last - number.first < _WITH_COUNTER
    ):
        return False
    lead = setting.passage.view.lower[max(told.number.end, number.start - TOTAL) : number.start]
    return any(word in lead for word in setting.passage.lexicon.number_of_words) and not is_increase(sentence, number)


def _becomes(setting: Setting, sentence: Sentence, number: Number, total: Count) -> bool:
    """Whether a number with a counter and no noun says what became of so many of the models: "98件が完了した"."""
    counted = number.last - number.first > 1 and total.number.end < number.start and number.value <= total.number.value
    if not counted or is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
        return False
    if any(one.number.first == number.first for one in recipients(setting.passage, sentence)):
        return False
    said = [hit for hit in sentence.of("status") if hit.value not in {"active", "built"}]
    text = setting.passage.view.lower
    return any(
        0 <= hit.first - number.last <= _BECOMES and not _STOP.search(text, number.end, hit.start) for hit in said
    )

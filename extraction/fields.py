"""Parts of a count of models told without the noun, by the field or place that they are of, or by what became of them.

"Of the recognised ones, 812 belong to the economic field", "economy 428, culture 611", "the district of X has 91",
"recognised so far: 64": a number alone that counts nothing else, in the sentence of a greater count or right behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.breakdown import RESULTS, ROUNDED, Count, counts_before
from extraction.counting import is_increase, is_planned, qualifier
from extraction.evidence import from_text
from extraction.recipients import recipients
from extraction.status import status_of, stock
from extraction.unspaced import is_unspaced

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_LEADS = 2  # words between a number and what leads to its field: "have been", "of them"
_WORDS = 7  # words between a field or place and its number: " district contributes "
_BEHIND = 3  # words between what became of models and how many: "wurden bislang"
_SEVERAL = 3  # figures of fields, at least, that make a list where no total holds them
_FAR = 12  # words between models and what their number grew from
_APART = frozenset(",;:()")
_ENDS = _APART | frozenset(".")


def parts_of_fields(setting: Setting, sentence: Sentence, found: list[Count], earlier: list[Count]) -> list[Count]:
    """The parts of a count of this sentence, or of the one before it, that are told by what they are of.

    Where they come to more than any count, none of them is a part.
    """
    if not sentence.numbers or sentence.block not in {"lead", "paragraph"}:
        return []
    wholes = [*counts_before(sentence, earlier), *found]
    if not wholes or is_unspaced(setting.passage.lexicon):
        return []
    beside = [*_joined(setting, sentence, found), *_new_totals(setting, sentence, found)]
    found = [*found, *beside]
    told, is_sure = _told_by_field(setting, sentence, found)
    listed = _listed(setting, sentence, told, found) if told else []
    if not told or not (is_sure or len(told) > 1 or listed or sentence.has("of_which")):
        return beside
    if not found and told[0] is not sentence.numbers[0]:
        return beside  # "12,000 families were registered; in culture, 340": something else is counted here
    amount = sum(number.value for number in told)
    holds = [count for count in wholes if _most(count) >= amount]
    of_places = any(_is_of_place(setting, sentence, number) for number in told)
    if not holds:
        return [*beside, *listed]
    whole = holds[0] if of_places else min(holds, key=lambda count: count.number.value)  # places share in all there are
    return [*beside, *(_part(setting, sentence, number, whole) for number in told)]


def _most(count: Count) -> float:
    """The most that a count may be: "more than 1,000" holds parts that come to 1,014."""
    is_rounded = bool(qualifier(count.sentence, count.number).value == "at_least")
    return count.number.value * (1 + ROUNDED) if is_rounded else count.number.value


def _listed(setting: Setting, sentence: Sentence, told: list[Number], found: list[Count]) -> list[Count]:
    """Counts that go on from one of a field, with no total told: "economy 822 models, culture 494, security 372"."""
    before = [count for count in found if count.number.start < told[0].start]
    alike = [count for count in before if _is_in_field(setting, sentence, count.number)]
    if not alike or len(alike) + len(told) < _SEVERAL:
        return []
    return [Count(number, alike[0].hit, sentence, alike[0].status) for number in told]


def grown(setting: Setting, sentence: Sentence) -> list[Count]:
    """What models told without a number came to: "they have gone from 640 to 1,482", "the models numbered 46"."""
    passage, hits = setting.passage, sentence.of("model", "model")
    texts, being = passage.tokens.texts, passage.lexicon.being_words
    for place, number in enumerate(sentence.numbers if hits else ()):
        before = sentence.numbers[place - 1] if place else None
        is_to = before is not None and number.first - before.last == 1 and number.value > before.value
        is_to = is_to and texts[number.first - 1] in passage.lexicon.reaching_words
        first = before.first if is_to and before is not None else number.first
        noun = next((hit for hit in hits if 0 <= first - hit.last <= _FAR), None)
        ends = number.last >= sentence.last or texts[number.last] in _ENDS
        if noun is None or not ends or not (is_to or texts[number.first - 1] in being):
            continue
        if not is_planned(sentence, number, passage) and not is_increase(sentence, number):
            return [Count(number, noun, sentence, status_of(setting, sentence, number))]
    return []


def _joined(setting: Setting, sentence: Sentence, found: list[Count]) -> list[Count]:
    """Counts whose noun stands behind the next number only: "there are 45, 190 and 205 models respectively"."""
    texts, ands = setting.passage.tokens.texts, setting.passage.lexicon.and_words
    following = {count.number.first: count for count in found}
    joined: dict[int, Count] = {}
    for number in reversed(sentence.numbers):
        next_ = following.get(number.last + 1) or _done_next(sentence, number, following)
        if number.first in following or number.value <= 1 or next_ is None or next_.hit.first < next_.number.last:
            continue
        listed = texts[number.last] == "," and (next_.number.first in joined or next_.number.first != number.last + 1)
        if texts[number.last] in ands or listed:
            status = next_.status if next_.number.first == number.last + 1 else status_of(setting, sentence, number)
            following[number.first] = joined[number.first] = Count(number, next_.hit, sentence, status)
    return [joined[first] for first in sorted(joined)]


def _done_next(sentence: Sentence, number: Number, following: dict[int, Count]) -> Count | None:
    """The count behind what was done with it, a number alone being told alike: "xây dựng 15, nhân rộng 42 mô hình"."""
    verbs = sentence.of("status")
    if not any(0 <= number.first - hit.last <= 1 for hit in verbs):
        return None
    done = next((hit for hit in verbs if hit.first == number.last + 1), None)
    return following.get(done.last) if done is not None else None


def _new_totals(setting: Setting, sentence: Sentence, found: list[Count]) -> list[Count]:
    """The total that a count brings others to: "276 new models, raising the number across the province to 3,105"."""
    tokens, lexicon = setting.passage.tokens, setting.passage.lexicon
    totals = []
    for number in sentence.numbers:
        before = [count for count in found if count.number.end <= number.start and count.number.value < number.value]
        lead = number.first - 1
        while lead > sentence.first and any(hit.last == lead + 1 for hit in sentence.of("qualifier")):
            lead -= 1  # "to more than 3,100"
        if not before or tokens.texts[lead] not in lexicon.reaching_words:
            continue
        between = {token.text for token in tokens[before[-1].number.last : lead]}
        if not between.isdisjoint(lexicon.number_of_words) and not is_planned(sentence, number, setting.passage):
            totals.append(Count(number, before[-1].hit, sentence, stock(sentence, number)))
    return totals


def _part(setting: Setting, sentence: Sentence, number: Number, whole: Count) -> Count:
    """A part with what became of it; one that is of a place of its own is of that place, not of its whole's."""
    verb = _verb(setting, sentence, number)
    status = from_text(verb.value, sentence, verb.start, verb.end, "models.status.verb") if verb else whole.status
    has_place = _is_of_place(setting, sentence, number)
    return Count(number, whole.hit, sentence, status, part_of=whole, has_own_place=has_place)


def _told_by_field(setting: Setting, sentence: Sentence, found: list[Count]) -> tuple[list[Number], bool]:
    """The numbers alone that are told by what they are of, and whether the words beside one leave no doubt of it."""
    counted = {count.number.first: count.number for count in found}
    taken = {one.number.first: one.hit.first for one in recipients(setting.passage, sentence)}
    told: list[Number] = []
    before: Number | None = None  # the count right before, with its noun or without
    placed: set[int] = set()  # the numbers of places
    going_on: set[str] = set()  # words that stand behind a number that goes on like the last one
    is_sure = False
    for number in sentence.numbers:
        if _is_of_place(setting, sentence, number):
            placed.add(number.first)
        if number.first in counted:
            before = number
        lead = _lead(setting, sentence, number)
        is_other = number.first in taken and (lead is None or taken[number.first] < lead.last)
        if number.first in counted or is_other or not _is_alone(setting, sentence, number, going_on):
            continue
        if before is not None and before.first in placed and _is_of_next_place(setting, sentence, number, before):
            placed.add(number.first)
        if number.first in placed or lead is not None or _verb(setting, sentence, number):
            is_sure = True
        elif not _is_in_field(setting, sentence, number) and not _goes_on(setting, sentence, number, going_on):
            continue
        told.append(number)
        before = number
        first, last = (number.last, number.last + 1) if lead is None else (lead.first, lead.last)
        going_on = set(setting.passage.tokens.texts[first:last])
    return told, is_sure


def _is_alone(setting: Setting, sentence: Sentence, number: Number, going_on: set[str]) -> bool:
    """Whether a number stands without a noun behind it, and is no plan, increase, fraction or article."""
    if (number.in_words and number.value == 1) or number.whole is not None or _is_name(sentence, number):
        return False
    if is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
        return False
    tokens, lexicon = setting.passage.tokens, setting.passage.lexicon
    if number.last >= sentence.last:
        return True
    behind = tokens.texts[number.last]
    if behind == "-":  # "3,380 - culture", not "5-year"
        return tokens[number.last].start > number.end
    if (
        behind in _ENDS
        or behind in going_on
        or behind in lexicon.at_words
        or behind in lexicon.and_words
        or behind in lexicon.being_words
    ):
        return True
    begins = (*sentence.of("field", "leads"), *sentence.of("of_which"), *sentence.of("connector"))
    return any(hit.first == number.last for hit in begins)


def _is_name(sentence: Sentence, number: Number) -> bool:
    """Whether a number is what a document or a place is called: "gắn với Chỉ thị 05 về …", "tổ dân phố 5"."""
    named = (*sentence.of("document"), *sentence.of("place_type"), *sentence.of("number_mark"))
    return any(hit.last == number.first for hit in named)


def _verb(setting: Setting, sentence: Sentence, number: Number) -> Hit | None:
    """What became of the models, said before a number that ends its clause: "Anerkannt wurden bislang 1.104"."""
    tokens = setting.passage.tokens
    if number.last < sentence.last and tokens.texts[number.last] not in _ENDS:
        return None
    for hit in sentence.of("status", *RESULTS):
        between = tokens.texts[hit.last : number.first]
        if hit.last <= number.first <= hit.last + _BEHIND and _APART.isdisjoint(between[:-1]):
            return hit
    return None


def _lead(setting: Setting, sentence: Sentence, number: Number) -> Hit | None:
    """What leads from a number to its field: "812 belong to …", "29 have to do with …"."""
    tokens, being = setting.passage.tokens, setting.passage.lexicon.being_words
    marks = {hit.first: hit.last for hit in sentence.of("of_which")}
    begin = marks.get(number.last, number.last)
    for hit in sentence.of("field", "leads"):
        between = tokens.texts[begin : hit.first]
        if begin <= hit.first <= begin + _LEADS and all(word in being or word == "," for word in between):
            return hit
    return None


def _is_in_field(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether the words right before a number, or behind it, name a field: "economy 428", "31 in agriculture"."""
    behind = min((n.first for n in sentence.numbers if n.first >= number.last), default=sentence.last)
    for hit in sentence.of("field", "names"):
        if _is_right_before(setting, sentence, number, hit.last):
            return True
        between = set(setting.passage.tokens.texts[number.last : hit.first])
        if number.last < hit.first < min(behind, number.last + _WORDS) and between.isdisjoint(_APART):
            return True
    return False


def _is_of_place(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether a district or commune is named right before a number: "the district of X contributes 91"."""
    return any(
        place.kind and not place.is_province and _is_right_before(setting, sentence, number, place.last)
        for place in sentence.places
    )


def _is_of_next_place(setting: Setting, sentence: Sentence, number: Number, last: Number) -> bool:
    """Whether a name without its kind stands before a number, as a district before the last: "…, in that of B 355"."""
    passage = setting.passage
    tokens, ands = passage.tokens, passage.lexicon.and_words
    ends = number.last >= sentence.last or tokens.texts[number.last] in _ENDS
    if not ends:
        return False
    between = range(last.last, number.first)
    joint = max((index for index in between if tokens.texts[index] == "," or tokens.texts[index] in ands), default=None)
    named = tokens[number.first - 1 - (tokens.texts[number.first - 1] == "(")]  # "A (142), B (97)"
    return joint is not None and 0 < number.first - joint - 1 <= _WORDS and passage.view.cased[named.start].isupper()


def _is_right_before(setting: Setting, sentence: Sentence, number: Number, last: int) -> bool:
    """Whether nothing but a few words, and a comma or colon at their end, stands between a name and a number."""
    if not 0 <= number.first - last <= _WORDS or any(last <= other.first < number.first for other in sentence.numbers):
        return False
    between = setting.passage.tokens.texts[last : number.first]
    return _APART.isdisjoint(between[:-1])


def _goes_on(setting: Setting, sentence: Sentence, number: Number, like: set[str]) -> bool:
    """Whether a number goes on like the one before it: "29 have to do with culture, 8 with security"."""
    tokens, lexicon = setting.passage.tokens, setting.passage.lexicon
    before = tokens.texts[number.first - 1]
    joined = before in _APART or before in lexicon.and_words
    return joined and number.last < sentence.last and tokens.texts[number.last] in like - _ENDS

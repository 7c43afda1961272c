"""Counts of "Dân vận khéo" models: the number, what became of the models, whose they are, and of what period.

A total and its breakdown into collectives and individuals in the same statement are one count; parts with a figure of
their own are counts beside their total. Increases, shares and targets are none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extraction.counting import Counted, counted_by, is_increase, is_planned, qualifier, recipients
from extraction.dates import year_spans
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.passage import MAX_CLAIMS
from extraction.status import status_of
from extraction.unspaced import is_unspaced

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_GIVEN = 60  # characters behind recipients within which they are said to get something, and so share in no count
_SAID_OF = 3  # words between a part without a noun and what became of it: "of which 21 were rated effective"
_BECAME = 6  # words between a number alone and what it has become: "31 wurden auf Provinzebene anerkannt"
_RESULTS = {"recognised", "completed", "effective", "replicated"}
_TOLD_APART = 14  # words between a noun and its number told apart from it
_OPENING = 3  # words before "of these" at the opening of a sentence
_ROUNDED = 0.1  # a headline's "over 270" is the body's 274


@dataclass(slots=True)
class _Count:
    number: Number
    hit: Hit
    sentence: Sentence
    status: Valued
    collective: Valued | None = None
    individual: Valued | None = None
    part_of: _Count | None = field(default=None, repr=False)


def models(setting: Setting) -> tuple[list[dict[str, Any]], set[int]]:
    """The counts of models of an article, in order, and the view offsets of the numbers that are counts or shares."""
    counts: list[_Count] = []
    for sentence in setting.passage.sentences:
        if len(counts) >= MAX_CLAIMS:
            break
        found = _in_sentence(setting, sentence) or _parts_of_before(setting, sentence, counts)
        found.extend(_shares_done(setting, sentence, found, counts))
        _split_by_kind(setting, sentence, found, counts)
        counts.extend(found)
    counts = _once(counts)
    _link_parts(setting, counts)
    claims: dict[int, dict[str, Any]] = {}
    for ordinal, count in enumerate(counts):
        claims[id(count)] = _claim(setting, ordinal, count)
    for count in counts:
        if count.part_of is not None:
            claims[id(count)]["part_of"] = claims[id(count.part_of)]["claim_id"]
    taken = {count.number.start for count in counts}
    taken |= {share.stand.start for count in counts for share in (count.collective, count.individual) if share}
    return list(claims.values()), taken


def _in_sentence(setting: Setting, sentence: Sentence) -> list[_Count]:
    hits = sentence.of("model", "model")
    found = []
    for number in sentence.numbers:
        if number.value < 1 or (number.in_words and number.value == 1):
            continue
        hit = counted_by(setting.passage, sentence, number, hits) or _number_of(setting, sentence, number, hits)
        if hit is None or is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
            continue
        found.append(_Count(number, hit, sentence, status_of(setting, sentence, number)))
    if found:
        found.extend(_bare_parts(setting, sentence, found))
    return found


def _shares_done(setting: Setting, sentence: Sentence, found: list[_Count], earlier: list[_Count]) -> list[_Count]:
    """Fractions of a count told before need no noun: "261 models … so far 185/261 are completed"."""
    taken = {count.number.first for count in found}
    wholes = {count.number.value: count for count in earlier}
    return [
        _Count(number, wholes[number.whole].hit, sentence, status_of(setting, sentence, number))
        for number in sentence.numbers
        if number.whole in wholes and number.first not in taken and not is_planned(sentence, number, setting.passage)
    ]


def _number_of(setting: Setting, sentence: Sentence, number: Number, hits: list[Hit]) -> Hit | None:
    """The noun whose number is told apart from it: "the number of models reached 1,950"."""
    tokens, lexicon = setting.passage.tokens, setting.passage.lexicon
    for hit in hits if lexicon.number_of_words else ():
        before = hit.first - 1
        while before > sentence.first and tokens[before].text in lexicon.of_words:
            before -= 1
        low, high = (hit.last, number.first) if hit.last <= number.first else (number.last, before)
        between = [token.text for token in tokens[low:high]]
        if before < sentence.first or tokens[before].text not in lexicon.number_of_words or len(between) > _TOLD_APART:
            continue
        if not {";", ":", "."} & set(between) and not any(low <= other.first < high for other in sentence.numbers):
            return hit
    return None


def _bare_parts(setting: Setting, sentence: Sentence, found: list[_Count]) -> list[_Count]:
    """Parts without the noun, read only behind "of which": "trong đó 7 cấp thành phố", "dont 61 ont été achevés"."""
    marks = [hit for hit in sentence.of("of_which") if hit.start >= found[0].number.end]
    parts = _rest_of_breakdown(setting, sentence, found)
    if parts:
        return parts
    for number in sentence.numbers:
        known = any(number.first == count.number.first for count in found)
        if not known and is_unspaced(setting.passage.lexicon) and _becomes(setting, sentence, number, found[0]):
            parts.append(_Count(number, found[0].hit, sentence, status_of(setting, sentence, number)))
            continue
        if not known and marks and _continues_list(setting, sentence, number, [*found, *parts]):
            parts.append(_Count(number, found[0].hit, sentence, found[0].status, part_of=found[0]))
            continue
        if known or any(
            0 <= hit.first - number.last <= 3 for hit in (*sentence.of("recipient"), *sentence.of("delegate"))
        ):
            continue
        total = _whole_of(number, found)
        of_them = next((mark.last for mark in marks if mark.first == number.last), None)
        led = of_them is not None or any(_leads(setting, mark, number) for mark in marks)
        graded = any(0 <= hit.first - number.last <= 3 for hit in (*sentence.of("grade"), *sentence.of("body")))
        becomes = any(0 <= hit.first - (of_them or number.last) <= _SAID_OF for hit in sentence.of("status"))
        if (led and becomes and not graded) or _became(setting, sentence, number, total):
            status = status_of(setting, sentence, number)
        elif graded and (led or _goes_on(setting, sentence, number)):
            latest = max((c for c in (*found, *parts) if c.number.end <= number.start), key=_begin, default=found[0])
            status = _own_status(setting, sentence, number) or (total if led else latest).status
        else:
            continue
        parts.append(_Count(number, total.hit, sentence, status, part_of=total if marks else None))
    return parts


def _whole_of(number: Number, found: list[_Count]) -> _Count:
    """The nearest count before a number that is not smaller: what it may be a part of."""
    before = [c for c in found if c.number.end <= number.start and c.number.value >= number.value]
    return before[-1] if before else found[0]


def _leads(setting: Setting, mark: Hit, number: Number) -> bool:
    """Whether "of which" leads to a number, with no more than "have been" between: "davon wurden 420 anerkannt"."""
    being = setting.passage.lexicon.being_words
    between = [token.text for token in setting.passage.tokens[mark.last : number.first]]
    return mark.last <= number.first and (len(between) <= 1 or (len(between) <= 3 and all(t in being for t in between)))


def _became(setting: Setting, sentence: Sentence, number: Number, total: _Count) -> bool:
    """Whether a number alone is said to have become something: "77 models were built; 31 have been recognised"."""
    tokens, being = setting.passage.tokens, setting.passage.lexicon.being_words
    if not total.number.end < number.start or number.value >= total.number.value or number.last >= sentence.last:
        return False
    if tokens[number.last].text not in being or is_planned(sentence, number, setting.passage):
        return False
    following = min((n.first for n in sentence.numbers if n.first > number.first), default=sentence.last)
    return any(
        number.last <= hit.first <= number.last + _BECAME and hit.last <= following and hit.value in _RESULTS
        for hit in sentence.of("status")
    )


def _parts_of_before(setting: Setting, sentence: Sentence, counts: list[_Count]) -> list[_Count]:
    """The parts that a sentence of its own names without the noun: "Of these, 31 were recognised"."""
    opening = [hit for hit in sentence.of("of_which") if hit.first - sentence.first <= _OPENING]
    before = [count for count in counts if count.sentence.index == sentence.index - 1 and count.part_of is None]
    if not opening or not before or before[-1].sentence.block_index != sentence.block_index:
        return []
    parts = _bare_parts(setting, sentence, [before[-1]])
    return [part for part in parts if part.number.value <= before[-1].number.value]


def _begin(count: _Count) -> int:
    return count.number.start


def _goes_on(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether a number continues a list of counts: "186 models of communes, 47 of districts and 9 of the province"."""
    before = number.first - 1
    joined = any(hit.last == number.first for hit in sentence.of("connector"))
    return joined or (before >= sentence.first and setting.passage.tokens[before].text == ",")


def _own_status(setting: Setting, sentence: Sentence, number: Number) -> Valued | None:
    """What a part is said to have become between its number and the next one, or None."""
    status = status_of(setting, sentence, number)
    stand = status.stand
    following = min((n.start for n in sentence.numbers if n.start >= number.end), default=sentence.end)
    own = stand.rule != "models.status.stock" and number.end <= stand.start and stand.end <= following
    return status if own and status.value not in {"active", "built", "commended"} else None


def _rest_of_breakdown(setting: Setting, sentence: Sentence, found: list[_Count]) -> list[_Count]:
    """Parts without the noun that make the rest up to the total: "103 models: 8 of the province, 95 others"."""
    total = found[0]
    named = [count.number for count in found[1:] if count.number.value < total.number.value]
    counted = {one.number.first for one in recipients(setting.passage, sentence)}
    tokens, time = setting.passage.tokens, setting.passage.lexicon.spans_of_time
    bare = [
        number
        for number in sentence.numbers
        if number.start > total.number.end
        and all(number.first != one.number.first for one in found)
        and number.first not in counted
        and not (number.last < len(tokens) and tokens[number.last].text in time)
        and not is_increase(sentence, number)
    ]
    if not bare or sum(number.value for number in (*named, *bare)) != total.number.value:
        return []
    parts: list[_Count] = []
    for number in bare:
        before = parts[-1].status if parts else total.status
        status = _own_status(setting, sentence, number) or before
        parts.append(_Count(number, total.hit, sentence, status, part_of=total))
    return parts


def _continues_list(setting: Setting, sentence: Sentence, number: Number, told: list[_Count]) -> bool:
    """Whether a number goes on like the part before it: "of which 3,249 models in the economy, 4,037 in culture"."""
    before = max(
        (one for one in told if one.number.end <= number.start), key=lambda one: one.number.start, default=None
    )
    tokens = setting.passage.tokens
    if before is None or before is told[0] or tokens[number.first - 1].text not in {",", ";"}:
        return False
    last = before.hit.last if before.hit.first >= before.number.last else before.number.last
    return [token.text for token in tokens[last : last + 2]] == [
        token.text for token in tokens[number.last : number.last + 2]
    ] and last + 2 <= sentence.last


def _becomes(setting: Setting, sentence: Sentence, number: Number, total: _Count) -> bool:
    """Whether a number with a counter and no noun says what became of so many of the models: "98件が完了した"."""
    counted = number.last - number.first > 1 and total.number.end < number.start and number.value <= total.number.value
    if not counted or is_increase(sentence, number) or is_planned(sentence, number, setting.passage):
        return False
    if any(one.number.first == number.first for one in recipients(setting.passage, sentence)):
        return False
    return any(
        0 <= hit.first - number.last <= 6 and hit.value not in {"active", "built"} for hit in sentence.of("status")
    )


def _split_by_kind(setting: Setting, sentence: Sentence, found: list[_Count], earlier: list[_Count]) -> None:
    """Give counts their collective and individual share; "194 mô hình tập thể" belongs to the total before it."""
    parts: list[tuple[_Count, Hit]] = []
    for count in found:
        kind = _kind_beside(setting, sentence, count.number, count.hit)
        if kind is not None:
            parts.append((count, kind))
    exemplars = [c for c in recipients(setting.passage, sentence) if c.value == "exemplar"]
    for one in exemplars:
        kind = _kind_beside(setting, sentence, one.number, one.hit)
        if kind is not None and parts:
            status = from_text("active", sentence, one.start, one.end, "models.status.stock")
            parts.append((_Count(one.number, one.hit, sentence, status), kind))
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
    _shares_of_registrants(setting, sentence, found, {count.number.first for count, _ in parts})


def _kind_beside(setting: Setting, sentence: Sentence, number: Number, hit: Hit) -> Hit | None:
    """What makes counted models collective or individual: "194 mô hình tập thể", "194 collective models"."""
    noun_first = is_unspaced(setting.passage.lexicon) and hit.last <= number.first  # "集体模式870个"
    for kind in sentence.of("recipient", "collective", "individual"):
        if noun_first:
            if 0 <= hit.first - kind.last <= 1:
                return kind
        elif 0 <= kind.first - hit.last <= 1 or number.last <= kind.first < hit.first:
            return kind
    return None


def _total_of(parts: list[tuple[_Count, Hit]], others: list[_Count]) -> _Count | None:
    """The count that the parts add up to, or the nearest one that holds them."""
    counts = [count for count, _ in parts]
    amount = sum(count.number.value for count in counts)
    rest = [other for other in others if other not in counts]
    exact = next((other for other in rest if other.number.value == amount), None)
    return exact or next((other for other in rest if other.number.value > amount), None)


def _shares_of_registrants(setting: Setting, sentence: Sentence, found: list[_Count], taken: set[int]) -> None:
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


def _registered_by(setting: Setting, sentence: Sentence, one: Counted, found: list[_Count]) -> _Count | None:
    """The count that a number of collectives or individuals shares in: the one it explains, else the next."""
    start, end = setting.passage.clause(sentence, one.number.start)
    exemplars = [c for c in recipients(setting.passage, sentence) if c.value == "exemplar" and c.end <= one.start]
    if exemplars and any(exemplars[-1].end <= hit.start <= one.start for hit in sentence.of("of_which")):
        return None  # "96 exemplars, of them 58 collectives": they share in no count of models
    same = [count for count in found if start <= count.number.start < end]
    before = [count for count in same if count.number.start < one.number.start]
    if before:
        between = setting.passage.view.lower[before[-1].number.end : one.number.start]
        marks = [hit for hit in sentence.of("of_which") if before[-1].number.end <= hit.start < one.number.start]
        if marks or between.count("(") > between.count(")"):
            return before[-1]
    behind = [count for count in same if count.number.start > one.number.start]
    if behind:
        return behind[0]
    given = any(0 <= hit.start - one.end <= _GIVEN for hit in (*sentence.of("give"), *sentence.of("award")))
    return before[-1] if before and not given else None


def _once(counts: list[_Count]) -> list[_Count]:
    """Each count once: the body's over the headline's, and its exact figure over a rounded headline."""
    kept: list[_Count] = []
    for count in counts:
        same = next((k for k in kept if k.number.value == count.number.value and _is_retold(k, count, counts)), None)
        if same is None:
            kept.append(count)
        elif same.sentence.block in {"title", "caption"} or (count.collective and not same.collective):
            count.part_of = count.part_of or same.part_of
            kept[kept.index(same)] = count
    bodies = [count.number.value for count in kept if count.sentence.block != "title"]
    return [
        count
        for count in kept
        if count.sentence.block != "title"
        or not any(0 < value - count.number.value <= count.number.value * _ROUNDED for value in bodies)
    ]


def _is_retold(left: _Count, right: _Count, counts: list[_Count]) -> bool:
    """Whether two equal figures are one statement told twice, not two equal parts of a greater one before them."""
    before = [c.number for c in counts if c.sentence is left.sentence and c.number.start < left.number.start]
    if left.sentence is right.sentence and any(number.value > left.number.value for number in before):
        return False
    return (
        left.status.value == right.status.value
        or "active" in {left.status.value, right.status.value}
        or "title" in {left.sentence.block, right.sentence.block}
    )


def _whole_before(count: _Count, counts: list[_Count]) -> _Count | None:
    """The greater count of the same sentence that "of which" leads from to this one."""
    for whole in reversed([c for c in counts if c.sentence is count.sentence and c.number.end <= count.number.start]):
        marks = [h for h in count.sentence.of("of_which") if whole.number.end <= h.start <= count.number.start]
        if marks and whole.number.value > count.number.value:
            return whole
    return None


def _link_parts(setting: Setting, counts: list[_Count]) -> None:
    """Counts that follow a greater one are its parts where "of which" leads to them, or where they add up to it."""
    for count in counts:
        count.part_of = count.part_of or _whole_before(count, counts)
    for total in counts:
        _link_next_sentence(total, counts)
    for total in counts:
        mates = [c for c in counts if c.sentence is total.sentence and c.number.start > total.number.end]
        smaller = [c for c in mates if c.number.value < total.number.value]
        if len(smaller) < 2 or len(smaller) < len(mates) or total.part_of is not None:
            continue
        amount = sum(c.number.value for c in smaller)
        if amount > total.number.value * (1 + _ROUNDED):
            continue
        is_breakdown = amount >= total.number.value * (1 - _ROUNDED)  # its parts are what the total is
        told = total.status
        for count in sorted(smaller, key=_begin):
            count.part_of = count.part_of or total
            told = _own_status(setting, count.sentence, count.number) or told
            if is_breakdown:
                count.status = told


def _link_next_sentence(total: _Count, counts: list[_Count]) -> None:
    """The parts that the sentence behind a total names: all of it, or some of it behind "of which"."""
    following = [c for c in counts if c.sentence.index == total.sentence.index + 1]
    amount = sum(count.number.value for count in following)
    if len(following) > 1 and amount == total.number.value:
        for count in following:
            count.part_of, count.status = total, total.status
        return
    if not following or amount > total.number.value or counts[counts.index(following[0]) - 1] is not total:
        return
    if any(mark.end <= following[0].number.start for mark in following[0].sentence.of("of_which")):
        for count in following:
            count.part_of = count.part_of or total
            if count.status.value == "active":
                count.status = total.status


def _claim(setting: Setting, ordinal: int, count: _Count) -> dict[str, Any]:
    sentence, number = count.sentence, count.number
    stand = Stand("models.count", sentence, min(number.start, count.hit.start), max(number.end, count.hit.end))
    period = _period(setting, sentence, number.start)
    whole = count.part_of or count  # a part is of the unit that its total is of
    unit = setting.unit_of(whole.sentence, whole.number.start, period.value if period else None)
    level = _level_beside(setting, sentence, count) or unit.level
    slots = {
        "count": from_text(number.value, sentence, number.start, number.end, "models.count"),
        "count_qualifier": qualifier(sentence, number),
        "status": count.status,
        "collective": count.collective,
        "individual": count.individual,
        "level": level,
        "unit": unit.name,
        "province": unit.province,
        "district": unit.district,
        "commune": unit.commune,
        "period": period,
    }
    return {**make_claim(setting.passage, "models", ordinal, stand, slots), "part_of": None}


def _level_beside(setting: Setting, sentence: Sentence, count: _Count) -> Valued | None:
    """The level said right behind the counted models: "7 mô hình cấp thành phố"."""
    for hit in (*sentence.of("grade"), *sentence.of("scope"), *sentence.of("body")):
        between = count.number.last <= hit.first < count.hit.first
        behind = 0 <= hit.first - max(count.hit.last, count.number.last) <= 4
        if any(count.number.start < number.start <= hit.start for number in sentence.numbers):
            continue  # it is the level of the next count
        if (between or behind) and not setting.in_role(sentence, hit.start):
            level = setting.level_of_body(sentence, hit.value, hit.end)
            if level is None:
                continue
            return from_text(level, sentence, hit.start, hit.end, "models.level")
    return None


def _period(setting: Setting, sentence: Sentence, offset: int) -> Valued | None:
    """The period a count is of: "2016-2020", "first half 2024", "2024"; the sentence's nearest, else the title's."""
    titles = setting.passage.headings
    for candidate in [sentence, *titles]:
        part = candidate.of("period")
        years = [date for date in candidate.dates if date.year and not date.ranged and not date.day]
        if part:
            year = next((date.year for date in years), None) or next(iter(setting.years), None)
            if year:
                value = f"{part[0].value.replace('_', ' ')} {year}"
                return from_text(value, candidate, part[0].start, part[0].end, "models.period.part")
        spans = year_spans(setting.passage.view.lower, setting.passage.lexicon, candidate.start, candidate.end)
        stated = [
            *(
                from_text(f"{first}-{last}", candidate, start, end, "models.period.span")
                for first, last, start, end in spans
            ),
            *(
                from_text(str(date.year), candidate, date.start, date.end, "models.period.year")
                for date in years
                if not any(start <= date.start < end for _, _, start, end in spans)
            ),
        ]
        if stated:
            return min(stated, key=lambda period: abs(period.stand.start - offset))
    return None

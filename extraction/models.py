"""Counts of "Dân vận khéo" models: the number, what became of the models, whose they are, and of what period.

A total and its breakdown into collectives and individuals in the same statement are one count; parts with a figure of
their own are counts beside their total. Increases, shares and targets are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from extraction.bare_totals import bare_whole, raised_total
from extraction.breakdown import (
    RESULTS,
    ROUNDED,
    Count,
    bare_parts,
    begin,
    shares_done,
    wholes_registered,
    without_wholes_told_again,
)
from extraction.caseless import is_glued
from extraction.counting import counted_by, is_increase, is_planned, qualifier
from extraction.counts_after import with_bare_ones
from extraction.delegates import are_present
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.fields import grown, parts_of_fields
from extraction.passage import MAX_CLAIMS
from extraction.recipients import counts_persons
from extraction.registrants import is_of_doers
from extraction.shares import split_by_kind
from extraction.status import status_of
from extraction.totals import link_parts
from extraction.unspaced import is_unspaced
from extraction.years import EARLIEST

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_OPENING: Final = 14  # characters before the period that a sentence begins with: "Trong năm "
_TOLD_APART: Final = 20  # words between a noun and its number told apart from it
_TO_NUMBER: Final = 2  # words from "of" to "number": "की कुल संख्या"
_BEHIND: Final = 4  # tokens between models and the level that is said of them


def models(setting: Setting) -> tuple[list[dict[str, Any]], set[int]]:
    """The counts of models of an article, in order, and the view offsets of the numbers that are counts or shares."""
    counts: list[Count] = []
    for sentence in setting.passage.sentences:
        if len(counts) >= MAX_CLAIMS:
            break
        found = _in_sentence(setting, sentence)
        found = with_bare_ones(setting, sentence, found, counts)
        found = found or _told_apart(setting, sentence)
        found = without_wholes_told_again(setting, found, counts)
        found.extend(shares_done(setting, sentence, found, counts))
        found.extend(wholes_registered(setting, sentence, found, counts))
        found.extend(parts_of_fields(setting, sentence, found, counts) if found or counts else [])
        split_by_kind(setting, sentence, found, counts)
        counts.extend(found)
    counts = sorted(_once(setting, counts), key=begin)
    link_parts(setting, counts)
    claims: dict[int, dict[str, Any]] = {}
    before: Count | None = None
    for ordinal, count in enumerate(counts):
        claims[id(count)] = _claim(setting, ordinal, count, before)
        before = count
    for count in counts:
        whole = claims.get(id(count.part_of))  # None, too, for one that was told twice and stands no more
        if whole is not None:
            claims[id(count)]["part_of"] = whole["claim_id"]
    taken = {count.number.start for count in counts}
    taken |= {share.stand.start for count in counts for share in (count.collective, count.individual) if share}
    return list(claims.values()), taken


def _in_sentence(setting: Setting, sentence: Sentence) -> list[Count]:
    hits = sentence.of("model", "model")
    if not hits:
        return []
    found: list[Count] = []
    targets: list[Count] = []
    for number in sentence.numbers:
        if number.value < 1 or (number.in_words and number.value == 1):
            continue
        hit = counted_by(setting.passage, sentence, number, hits) or _number_of(setting, sentence, number, hits)
        if hit is None or is_increase(sentence, number) or are_present(setting, sentence, number, hit):
            continue
        if is_of_doers(sentence, number, hit) or _are_persons(setting, sentence, number, hit):
            continue  # "18명의 개인이 모델 164개를 등록": so many persons
        if is_planned(sentence, number, setting.passage):
            targets.append(Count(number, hit, sentence, status_of(setting, sentence, number)))
            continue
        if hit.last <= number.first and any(other.first == number.last for other in sentence.of("recipient")):
            continue  # "모델에는 45가구가 참여": the households are counted
        found.append(Count(number, hit, sentence, status_of(setting, sentence, number)))
    if found or targets:  # "20 models are planned; 8 have been completed"
        parts = bare_parts(setting, sentence, found or targets)
        found.extend(parts if found else [part for part in parts if part.status.value in RESULTS])
    return [*bare_whole(sentence, found), *found, *raised_total(setting, sentence, found)]


def _are_persons(setting: Setting, sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether a number bears a counter of people, but for one that is of models: "1.683人の「熟練大衆動員」モデル"."""
    if not counts_persons(setting.passage, number):
        return False
    between = setting.passage.view.lower[number.end : hit.start]
    apart = not between or any(map(between.__contains__, ",、"))
    named = any(number.end <= who.start < hit.start for who in sentence.of("recipient"))
    told = {end for hit in sentence.of("status") for end in (hit.end, hit.end - 1)}
    given = any(hit.start not in told for hit in sentence.of("give"))  # not "인정받았다": they were recognised
    return apart or named or given or any(sentence.has(cls) for cls in ("award", "delegate", "part"))


def _told_apart(setting: Setting, sentence: Sentence) -> list[Count]:
    """A count whose number stands apart from its noun, with the parts behind it."""
    found = grown(setting, sentence)
    return [*found, *bare_parts(setting, sentence, found)] if found else []


def _number_of(setting: Setting, sentence: Sentence, number: Number, hits: list[Hit]) -> Hit | None:
    """The noun whose number is told apart from it: "the number of models reached 1,950"."""
    tokens, lexicon = setting.passage.tokens, setting.passage.lexicon
    for hit in hits if lexicon.number_of_words else ():
        first, last = _with_number_word(setting, sentence, hit)
        if (first, last) == (hit.first, hit.last) or _is_some(setting, sentence, number, first):
            continue
        low, high = (last, number.first) if last <= number.first else (number.last, first)
        between = tokens.texts[low:high]
        if low > high or len(between) > _TOLD_APART:
            continue
        if not {";", ":", "."} & set(between) and not any(low <= other.first < high for other in sentence.numbers):
            return hit
    return None


def _with_number_word(setting: Setting, sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """The tokens of a noun with "the number of" before it or, where verbs stand last, behind it: "की कुल संख्या"."""
    texts, lexicon = setting.passage.tokens.texts, setting.passage.lexicon
    before = hit.first - 1
    while before > sentence.first and texts[before] in lexicon.of_words:
        before -= 1
    if before >= sentence.first and texts[before] in lexicon.number_of_words:
        return before, hit.last
    if lexicon.verb_last and texts[hit.last : hit.last + 1] and texts[hit.last] in lexicon.of_words:
        behind = range(hit.last + 1, min(sentence.last, hit.last + 1 + _TO_NUMBER))
        told = next((index for index in behind if texts[index] in lexicon.number_of_words), None)
        return hit.first, hit.last if told is None else told + 1
    return hit.first, hit.last


def _is_some(setting: Setting, sentence: Sentence, number: Number, before: int) -> bool:
    """Whether Vietnamese speaks of "một số" (some) models, or a number counts what they yield: "đạt 200 triệu đồng"."""
    if not setting.passage.lexicon.bears_accents:
        return False
    alone = number.last >= sentence.last or not setting.passage.tokens.texts[number.last].isalpha()
    return not alone or any(one.in_words and one.last == before for one in sentence.numbers)


def _once(setting: Setting, counts: list[Count]) -> list[Count]:
    """Each count once: the body's over the headline's, and its exact figure over a rounded headline."""
    kept: list[Count] = []
    retold: dict[int, Count] = {}  # the count that stays, by the one that it is told again by
    for count in counts:
        same = next(
            (k for k in kept if k.number.value == count.number.value and _is_retold(setting, k, count, counts)), None
        )
        if same is None:
            kept.append(count)
        elif same.sentence.block in {"title", "caption"} or (count.collective and not same.collective):
            count.part_of = count.part_of or same.part_of
            kept[kept.index(same)] = count
            retold[id(same)] = count
        else:
            retold[id(count)] = same
    bodies = [count.number.value for count in kept if count.sentence.block != "title"]
    kept = [
        count
        for count in kept
        if not (count.sentence.block == "title" or _opens_rounded(count))
        or not any(0 < value - count.number.value <= count.number.value * ROUNDED for value in bodies)
    ]
    stay = {id(count) for count in kept}
    for count in kept:
        whole = count.part_of
        while whole is not None and id(whole) in retold:
            whole = retold[id(whole)]
        count.part_of = whole if id(whole) in stay and whole is not count else None
    return kept


def _opens_rounded(count: Count) -> bool:
    """Whether a report's very first sentence rounds a count, as a headline does that became part of the text."""
    return count.sentence.index == 0 and qualifier(count.sentence, count.number).value == "at_least"


def _is_retold(setting: Setting, left: Count, right: Count, counts: list[Count]) -> bool:
    """Whether two equal figures are one statement told twice.

    They are not where both are parts of a greater one before them, or stand in clauses apart: "5 models of …; 5 of …".
    """
    if left.sentence is right.sentence:
        before = [c.number for c in counts if c.sentence is left.sentence and c.number.start < left.number.start]
        apart = setting.passage.clause(left.sentence, left.number.start)[1] <= right.number.start
        if apart or any(number.value > left.number.value for number in before):
            return False
    return (
        left.status.value == right.status.value
        or "active" in {left.status.value, right.status.value}
        or "title" in {left.sentence.block, right.sentence.block}
    )


def _goes_on(setting: Setting, count: Count, before: Count | None) -> bool:
    """Whether a count speaks of what the one before it in its paragraph spoke of: "… Of these, 167 are effective"."""
    if before is None or before.sentence.block_index != count.sentence.block_index or before.sentence is count.sentence:
        return False
    names_unit = setting.places(count.sentence) or setting.level(count.sentence, grades=False) is not None
    return not names_unit and count.sentence.block != "title"


def _claim(setting: Setting, ordinal: int, count: Count, before: Count | None) -> dict[str, Any]:
    sentence, number = count.sentence, count.number
    stand = Stand("models.count", sentence, min(number.start, count.hit.start), max(number.end, count.hit.end))
    told = before if _goes_on(setting, count, before) else None
    period = _period(setting, sentence, number.start, told)
    whole = count if count.has_own_place else count.part_of or told or count  # a part is of its total's unit
    unit = setting.unit_of(whole.sentence, whole.number.start, period.value if period else None)
    level = _level_of(setting, count) or unit.level
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


def _level_of(setting: Setting, count: Count) -> Valued | None:
    """The level that the counted models are of; a part is of its total's unless it names one of its own."""
    level = _level_beside(setting, count.sentence, count) or _level_of_clause(setting, count.sentence, count)
    return level or (_level_of(setting, count.part_of) if count.part_of else None)


def _level_of_clause(setting: Setting, sentence: Sentence, count: Count) -> Valued | None:
    """The level that opens the clause, "at the grassroots level, 121 models …", or of models named again behind it."""
    start, end = setting.passage.clause(sentence, count.number.start)
    others = [number.start for number in sentence.numbers if start <= number.start < end]
    names = [hit.last for hit in sentence.of("model") if count.hit.start <= hit.start and hit.end <= end]
    names += [hit.last for hit in sentence.of("subject") if any(0 <= hit.first - last <= 2 for last in names)]
    for hit in sentence.of("grade"):
        opens = start <= hit.start < count.number.start == min(others, default=0)
        behind = any(0 <= hit.first - last <= _BEHIND for last in names) and not any(
            count.number.start < number <= hit.start for number in others
        )
        if (opens or behind) and not setting.in_role(sentence, hit.start):
            level = setting.level_of_body(sentence, hit.value, hit.end)
            if level is not None:
                return from_text(level, sentence, hit.start, hit.end, "models.level.clause")
    return None


def _level_beside(setting: Setting, sentence: Sentence, count: Count) -> Valued | None:
    """The level said right behind the counted models: "7 mô hình cấp thành phố"."""
    grades = sentence.of("grade")
    right_before = {hit.last: hit for hit in grades}.get(count.number.first)  # "省级12个、县级97个"
    lexicon = setting.passage.lexicon
    if right_before is not None and (is_unspaced(lexicon) or is_glued(lexicon)):
        level = setting.level_of_body(sentence, right_before.value, right_before.end)
        if level is not None:
            return from_text(level, sentence, right_before.start, right_before.end, "models.level")
    for hit in (*grades, *sentence.of("scope"), *sentence.of("body")):
        between = count.number.last <= hit.first < count.hit.first
        behind = 0 <= hit.first - max(count.hit.last, count.number.last) <= _BEHIND
        if any(count.number.start < number.start <= hit.start for number in sentence.numbers):
            continue  # it is the level of the next count
        if (between or behind) and not setting.in_role(sentence, hit.start):
            level = setting.level_of_body(sentence, hit.value, hit.end)
            if level is None:
                continue
            return from_text(level, sentence, hit.start, hit.end, "models.level")
    return None


def _period(setting: Setting, sentence: Sentence, offset: int, told: Count | None) -> Valued | None:
    """The period a count is of: "2016-2020", "first half 2024", "2024"; the sentence's nearest, else the title's.

    A count that goes on from one ``told`` before it is of that one's period rather than the title's, and so is one of
    the sentence before: "In 2024 the movement spread. There were 106 models."
    """
    titles = setting.passage.headings
    latest = int((setting.passage.article.published or "2100")[:4])  # "… go on in 2026" is no period of what is told
    near = [told.sentence] if told is not None else _opened(setting, sentence)
    for candidate in [sentence, *near, *titles]:
        part = candidate.of("period")
        years = [
            date
            for date in candidate.dates
            if date.year and EARLIEST <= date.year <= latest and not date.ranged and not date.day
        ]
        if part:
            year = next((date.year for date in years), None) or next(iter(setting.years.counts), None)
            if year:
                value = f"{part[0].value.replace('_', ' ')} {year}"
                return from_text(value, candidate, part[0].start, part[0].end, "models.period.part")
        spans = candidate.periods
        stated = [
            *(
                from_text(f"{first}-{last}", candidate, start, end, "models.period.span")
                for first, last, start, end in spans
            ),
            *(
                from_text(str(date.year), candidate, date.start, date.end, "models.period.year")
                for date in years
                if not any(date.start < end and start < date.end for _, _, start, end in spans)
            ),
        ]
        if stated:
            return min(stated, key=lambda period: abs(period.stand.start - offset))
    return None


def _opened(setting: Setting, sentence: Sentence) -> list[Sentence]:
    """The sentence before, in the same paragraph, when it begins with the period that it tells of."""
    before = setting.passage.sentences[max(0, sentence.index - 1) : sentence.index]
    return [
        near
        for near in before
        if near.block_index == sentence.block_index
        and any(date.year and not date.day and date.start - near.start <= _OPENING for date in near.dates)
    ]

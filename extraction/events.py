"""Events an article reports as taking place: date, kind, level, place, host and delegates.

A report has one main event, found as the sentence that best tells of it; plans, anniversaries and background make
none. A second one is claimed only when the article gives it a kind and a day, or its own teams, of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from extraction.bodies import host
from extraction.delegates import delegates
from extraction.documents import document_dates
from extraction.event_day import bare_month, event_date, is_of_plan
from extraction.event_kind import kind_of
from extraction.event_level import level_of
from extraction.event_place import held_at, place_of, province_visited, venue, visited
from extraction.event_time import is_long_ago, is_of_another_time, is_to_take_place, planned
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.hosting import bodies_visited
from extraction.hosts import is_held_by_unit
from extraction.other_events import ENOUGH, Told, contest_beside, held_elsewhere
from extraction.passage import Sentence
from extraction.people import find_names
from extraction.reported import outside_speech

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_RIGHT_BEHIND: Final = 4  # characters between an event and "will"
_OPENING: Final = 4  # sentences in which a report says what it is about
_DAY: Final = 2.25  # what the day says for a sentence: a little more than who spoke, as a caption tells it
_OPENS: Final = 0.5  # what it says for a sentence that it opens the report with an event and its day
_YEAR: Final = len("2024")
_YEARS: Final = range(1900, 2101)
_GIVEN_AT: Final = {"conference", "review", "commendation", "meeting"}
_PART_TELLS: Final = {"attendee", "chair", "speaker"}


def events(setting: Setting) -> list[dict[str, Any]]:
    """The events of an article: none, one, or seldom several."""
    told = [found for sentence in setting.passage.sentences if (found := _told(setting, sentence))]
    told.sort(key=lambda one: (_is_another_of_that_day(one.sentence) - one.score, one.sentence.index))
    if not told or told[0].score < ENOUGH:
        return []
    main = told[0]
    if main.date is None and _is_announced(setting, main.sentence):
        return []
    claims = [_claim(setting, 0, main, told)]
    others = held_elsewhere(main, told) or contest_beside(main, claims[0]["kind"], told)
    for ordinal, other in enumerate(others, start=1):
        is_contest = other.noun is not None and other.noun.value == "contest"
        same_day = _date(setting, main, told) if other.sentence.has("today", "same_day") else None
        claims.append(_claim(setting, ordinal, other, [other], contest=is_contest, same_day=same_day))
    return claims


def _is_announced(setting: Setting, main: Sentence) -> bool:
    """Whether a report opens with the day on which an event is to be: what it says of it is still to come."""
    opening = [near for near in setting.passage.sentences[: min(_OPENING, main.index)] if near.has("event")]
    return any(
        date.day and not date.ranged and is_of_plan(setting, near, date) for near in opening for date in near.dates
    )


def _is_another_of_that_day(sentence: Sentence) -> bool:
    """Whether a sentence tells of "the same day" as one before it: then it is seldom what the report is about."""
    return sentence.index > 0 and sentence.has("today", "same_day")


def _told(setting: Setting, sentence: Sentence) -> Told | None:
    """Score a sentence as the one that tells of the article's event; None when it can tell of none."""
    if not (sentence.has("event") or sentence.has("body") or sentence.has("held") or sentence.has("cue", "meeting")):
        return None
    counted = {number.last for number in sentence.numbers if number.value > 1 and number.value not in _YEARS}
    nouns = [hit for hit in sentence.of("event") if hit.first not in counted]  # "30 training courses" are none
    nouns = [hit for hit in nouns if not _is_one_of_many(setting.passage, sentence, hit, counted)]
    nouns = outside_speech(setting.passage, sentence, nouns)
    held = outside_speech(setting.passage, sentence, _held(setting.passage, sentence, nouns), nouns)
    if not nouns and not (_says_who_or_where(sentence) and _acts(sentence, held)):
        return None
    if is_of_another_time(setting, sentence, nouns):
        return None
    date = event_date(setting, sentence)
    today = setting.years.day_of_telling(sentence)
    just = sentence.has("today", "just", "same_day")
    dated = (
        date is not None or today is not None or (just and any(h.value != "commendation" for h in sentence.of("cue")))
    )
    if not (nouns or dated) or (not dated and is_to_take_place(setting.passage, sentence, nouns)):
        return None
    score = 2.0 + just
    if nouns:
        score = 1.0 + 2.0 * bool(held) + 2.0 * _tells_who_took_part(setting, sentence, dated=dated)
    if nouns and not held and _is_told_around(setting, sentence):
        score += 1.5
    if date and not nouns and sentence.has("cue"):
        score += 1.0
    if date or today or (just and nouns):
        score += _DAY
    elif any(d.month and not d.ranged for d in sentence.dates):
        score += 0.5
    if dated and nouns and sentence.block == "lead":
        score += _OPENS
    long_ago = is_long_ago(date, setting.passage.article.published)
    score += max(0.0, 1.0 - sentence.index * 0.1)
    score += _doubt(sentence, nouns, held=bool(held), dated=dated, long_ago=long_ago)
    return Told(score, sentence, nouns[0] if nouns else None, date)


def _is_one_of_many(passage: Passage, sentence: Sentence, noun: Hit, counted: set[int]) -> bool:
    """Whether an event is an example of several counted before a colon: "tổ chức 16 hội nghị, như: Hội nghị …"."""
    many = [hit.end for hit in sentence.of("event") if hit.first in counted and hit.end < noun.start]
    return bool(many) and ":" in passage.view.lower[many[0] : noun.start]


def _tells_who_took_part(setting: Setting, sentence: Sentence, *, dated: bool) -> bool:
    """Whether somebody came, led or spoke there; "were chosen to be introduced" has neither a day nor a name."""
    parts = {hit.value for hit in sentence.of("part")} & _PART_TELLS
    return bool(parts) and (parts != {"speaker"} or dated or bool(find_names(setting.passage, sentence)))


def _is_told_around(setting: Setting, sentence: Sentence) -> bool:
    """Whether an event that no verb reports is one.

    Awards are given there, a report opens with whose it was and when, or the next sentence says who chairs it.
    """
    if sentence.has("give") and any(hit.value in _GIVEN_AT for hit in sentence.of("event")):
        return True
    if sentence.index <= _OPENING and event_date(setting, sentence) is not None and sentence.has("body"):
        return True
    following = setting.passage.sentences[sentence.index + 1 : sentence.index + 2]
    return any(near.block_index <= sentence.block_index + 1 and near.has("part", "chair") for near in following)


def _says_who_or_where(sentence: Sentence) -> bool:
    """Whether a sentence without a word for the event names a body that acts, or what for and in which place."""
    placed = sentence.has("cue", "launch", "commendation") and any(place.kind for place in sentence.places)
    looks_back = sentence.has("cue", "review") and sentence.has("subject") and sentence.has("held")
    reviewed = looks_back and not sentence.has("anniversary")  # "the 15th of every October is a day to look back"
    received = sentence.has("model", "exemplar") or sentence.has("delegate")
    receives = sentence.has("cue", "meeting") and received and bool(sentence.numbers)
    return sentence.has("body") or receives or reviewed or (placed and sentence.has("held"))


def _held(passage: Passage, sentence: Sentence, nouns: list[Hit]) -> list[Hit]:
    """Verbs that report an event as taking place: not those of a plan, nor those inside an event's name."""
    later = planned(passage, sentence)
    return [
        hit
        for hit in sentence.of("held")
        if hit not in later
        and not any(noun.start <= hit.start and hit.end <= noun.end for noun in nouns)
        and not any(hit.is_part_of(part) for part in sentence.of("part", "speaker"))  # "A held that …"
    ]


def _acts(sentence: Sentence, held: list[Hit]) -> bool:
    """Whether something is held or done in a sentence, and not only in a document that it says was issued."""
    issued = min((hit.start for hit in sentence.of("issued")), default=sentence.end)
    return any(hit.start < issued for hit in (*held, *sentence.of("cue")))


def _doubt(sentence: Sentence, nouns: list[Hit], *, held: bool, dated: bool, long_ago: bool) -> float:
    """What speaks against a sentence: headlines and captions tell less, plans and background of something else."""
    score = {"title": -0.5, "caption": -1.0}.get(sentence.block, 0.0)
    plans = sentence.of("plan")
    if sentence.has("background") or long_ago:
        score -= 2.0
    planned = any(0 <= plan.start - noun.end <= _RIGHT_BEHIND for plan in plans for noun in nouns)
    if plans and not nouns and dated and not _plans(sentence):
        return score  # "the standing committee worked with … on the tasks of the last months of the year"
    if plans and (planned or not held):  # "the course will last until …"
        score -= 4.0
    elif plans and nouns and plans[0].start < nouns[0].start and not dated:
        score -= 2.0
    return score


def _claim(
    setting: Setting,
    ordinal: int,
    main: Told,
    told: list[Told],
    *,
    contest: bool = False,
    same_day: Valued | None = None,
) -> dict[str, Any]:
    sentence = main.sentence
    start, end = (main.noun.start, main.noun.end) if main.noun else (sentence.start, sentence.end)
    date = (same_day if main.date is None else None) or _date(setting, main, told)
    if date is not None:
        setting.day = date.value
    others = [one.sentence for one in told if one.score >= ENOUGH - 1]
    level = None if is_held_by_unit(setting, sentence) else level_of(setting, sentence, others)
    day = setting.day
    province, district, commune = place_of(setting, sentence, level.value if level else None, day)
    if level is not None and level.value == "central":
        province, district, commune = venue(setting, sentence, others), None, None
    elif (same_day is not None or level is None) and district is None and commune is None:
        province = held_at(setting, sentence) or province
    kind = (
        Valued("contest", Stand("events.contest", sentence, start, end))
        if contest
        else kind_of(
            setting,
            main.sentence,
            main.noun,
            [one.sentence for one in told if one is not main and one.score >= ENOUGH - 1],
        )
    )
    if kind is not None and kind.value in {"other", "meeting"} and level is not None and level.value == "central":
        province = province or province_visited(setting, sentence)
    goes_there = kind is not None and (kind.value == "other" or (kind.value == "meeting" and bodies_visited(sentence)))
    if goes_there and level is not None and level.value == "province":
        district, commune = visited(setting, sentence, day)
    came, qualifier = delegates(setting, sentence, alone=ordinal > 0)
    slots = {
        "date": date,
        "date_precision": None if date is None else {4: "year", 7: "month"}.get(len(date.value), "day"),
        "kind": kind,
        "level": level,
        "province": province,
        "district": district,
        "commune": commune,
        "host": host(setting, sentence),
        "delegates": came,
        "delegates_qualifier": qualifier,
    }
    return make_claim(setting.passage, "conferences", ordinal, Stand("events.told", sentence, start, end), slots)


def _date(setting: Setting, main: Told, told: list[Told]) -> Valued | None:
    for one in [main, *sorted(told, key=lambda t: t.sentence.index)]:
        if one is not main and one.score < ENOUGH - 1:
            continue
        if one.date is None:
            today = setting.years.day_of_telling(one.sentence)
            if today is not None:
                return today
            continue
        year = setting.years.year_for(one.date, one.sentence)
        if year is None:
            return None
        value = one.date.iso(year[0])
        if _is_later_than_told(value, setting.passage.article.published):
            continue
        return from_text(value, one.sentence, one.date.start, one.date.end, f"events.date.{year[1]}")
    return _day_before(setting, main.sentence) or _month_or_year(setting, main, told)


def _month_or_year(setting: Setting, main: Told, told: list[Told]) -> Valued | None:
    """When an event took place that no day is told of: a month that is stated, that of "just now", or a year."""
    found: list[Valued] = []
    if (month := bare_month(setting, main.sentence) or _month_before(setting, main.sentence)) is not None:
        return month
    for one in (main, *(t for t in told if t.sentence.block == "title")):
        skip = document_dates(setting.passage, one.sentence)
        found += [
            from_text(date.iso(), one.sentence, date.start, date.end, "events.date.stated")
            for date in one.sentence.dates
            if date.year
            and not date.ranged
            and not date.day
            and date.start not in skip
            and not _is_later_than_told(date.iso(), setting.passage.article.published)
        ]
    month = next((date for date in found if len(date.value) > _YEAR), None) or _month_told(setting, main)
    opening = setting.passage.sentences[:_OPENING]
    acts = [near for near in opening if near.has("held") or near.has("give", "gives")]
    just = (setting.years.month_of_telling(near) for near in (main.sentence, *(t.sentence for t in told), *acts))
    return month or next(filter(None, just), None) or next(iter(found), None)


def _month_told(setting: Setting, main: Told) -> Valued | None:
    """The month, of the year told in, that a sentence which reports an event begins with: "5月底,…举办比赛"."""
    if not setting.passage.article.published or not main.sentence.has("held") or main.sentence.has("background"):
        return None
    opening = main.sentence.dates[:1]
    for date in opening if not main.sentence.has("plan") else ():
        year = setting.years.year_for(date, main.sentence)
        if date.month and not date.day and not date.year and not date.ranged and year is not None:
            value = date.iso(year[0])
            if not _is_later_than_told(value, setting.passage.article.published):
                return from_text(value, main.sentence, date.start, date.end, "events.date.month")
    return None


def _day_before(setting: Setting, sentence: Sentence) -> Valued | None:
    """The day that a sentence before an event's names, at the opening of a report: "It was signed on April 19. …"."""
    if not 0 < sentence.index <= _OPENING:
        return None
    for near in reversed(setting.passage.sentences[: sentence.index]):
        date = event_date(setting, near)
        if date is None:
            continue
        medals = sentence.of("award") + near.of("award")  # a commemorative one commemorates nothing
        kept = any(not any(hit.is_part_of(medal) for medal in medals) for hit in near.of("anniversary"))
        if kept or _plans(near) or near.has("background"):
            return None
        year = setting.years.year_for(date, near)
        value = date.iso(year[0]) if year is not None else None
        if value is None or _is_later_than_told(value, setting.passage.article.published):
            return None
        return from_text(value, near, date.start, date.end, "events.date.before")
    return None


def _plans(sentence: Sentence) -> bool:
    """Whether a sentence plans something before it says that anything was held or done."""
    acts = min((hit.start for hit in (*sentence.of("held"), *sentence.of("cue"))), default=sentence.end)
    return any(plan.start < acts for plan in sentence.of("plan"))


def _month_before(setting: Setting, sentence: Sentence) -> Valued | None:
    """The month told alone in the sentence before an event's, at the opening: "In early May a model began. …"."""
    if not 0 < sentence.index <= _OPENING:
        return None
    near = setting.passage.sentences[sentence.index - 1]
    tells = near.block_index == sentence.block_index and not any(map(near.has, ("plan", "background", "anniversary")))
    return bare_month(setting, near) if tells else None


def _is_later_than_told(value: str | None, published: str | None) -> bool:
    """Whether a date lies after the publication of the report: then it is of a plan, or misread."""
    if not value or not published:
        return False
    known = min(len(value), len(published))
    return value[:known] > published[:known]

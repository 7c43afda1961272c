"""Whether what a sentence tells of an event is of another time than the report: still to come, or of a former year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.dates import bare_months
from extraction.documents import document_dates
from extraction.event_day import KEPT, PLANNED_IN_ONE
from extraction.language import WEEKDAYS
from extraction.unspaced import is_verb_last
from extraction.years import EARLIEST

if TYPE_CHECKING:
    from extraction.dates import DateHit
    from extraction.passage import Passage, Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_PLANNED: Final = 25  # characters behind "will" within which a verb is a plan
_PLANNED_BEFORE: Final = 6  # … and before it, where verbs stand last: "開催される見通し"
_TOLD_OF: Final = 200  # characters between an event and the verb that says that it is to take place
_LEAD: Final = 3  # words before an event within which "at" leads up to it
_OPENS: Final = 16  # characters from a sentence's beginning within which "In 2020" stands
_BESIDE: Final = 12  # characters between an event and its year: "a conference in 2020", "hội nghị năm 2020"
_WAY_BACK: Final = 2  # years: what was held last year may be reported in January
_EARLY: Final = "03"  # up to this month the year before is still near
_A_MONTH: Final = len("2024-11")
_MONTHS_AHEAD: Final = (
    4  # months that a month without a year lies ahead at most: the others are those of the year before
)
_NOW: Final = ("today", "yesterday", "just", "same_day", *WEEKDAYS)


def planned(passage: Passage, sentence: Sentence) -> list[Hit]:
    """The verbs of a sentence that would report an event, were they not those of a plan: "will be held"."""
    text, plans = passage.view.lower, sentence.of("plan")
    last = is_verb_last(passage.lexicon)
    return [
        hit
        for hit in (sentence.of("held") if plans else ())
        if any(
            0 <= hit.start - plan.end <= (_PLANNED if "," in text[plan.end : hit.start] else PLANNED_IN_ONE)
            or (last and 0 <= plan.start - hit.end <= _PLANNED_BEFORE)
            for plan in plans
        )
    ]


def is_to_take_place(passage: Passage, sentence: Sentence, nouns: list[Hit]) -> bool:
    """Whether a sentence says of its first event that it is still to take place, and not only where that was said."""
    cues = {hit.start for hit in sentence.of("cue")}
    verbs = [*sentence.of("to_come"), *(hit for hit in planned(passage, sentence) if hit.start not in cues)]
    if not verbs or not nouns:
        return False
    noun = nouns[0]
    before = passage.tokens.texts[max(sentence.first, noun.first - _LEAD) : noun.first]
    if not passage.lexicon.at_words.isdisjoint(before):
        return False
    others = [other.start for other in sentence.of("event") if other.start >= noun.end]
    return any(verb.start - noun.end <= _TOLD_OF and not any(other < verb.start for other in others) for verb in verbs)


def is_of_another_time(setting: Setting, sentence: Sentence, nouns: list[Hit]) -> bool:
    """Whether the dates of a sentence say that its events are yet to come, or are those of a former year.

    A day of years ago is what a report is about when it names no later year: papers date what they move anew.
    """
    passage, published = setting.passage, setting.passage.article.published
    if not published or not nouns or sentence.has("today", *_NOW):
        return False
    skip = document_dates(passage, sentence) if sentence.dates else set()
    dates = [date for date in sentence.dates if not date.ranged and date.start not in skip]
    if not any(date.day for date in dates):
        dates += bare_months(passage.view.lower, passage.lexicon, sentence.start, sentence.end)
    days = [date for date in dates if date.day and not _is_kept(sentence, date)]
    latest = max(setting.years.counts, default=0)
    if days and all(date.year and date.year <= min(latest, int(published[:4])) - _WAY_BACK for date in days):
        return True
    later = [date for date in dates if _is_to_come(date, published)]
    if any(date.day or (date.month and not date.year) for date in dates if date not in later):
        return False
    is_plan = not _launches(nouns) and any(not _is_deadline(passage, date) for date in later)
    return is_plan or any(_is_of_former_year(sentence, date, nouns, published) for date in dates)


def _is_kept(sentence: Sentence, date: DateHit) -> bool:
    """Whether a day is one of history, or that of which an anniversary is kept: "90 năm Ngày truyền thống (…)"."""
    ends = [hit.end for hit in sentence.of("anniversary")]
    return (date.year or EARLIEST) < EARLIEST or any(0 <= date.start - end <= KEPT for end in ends)


def is_long_ago(date: DateHit | None, published: str | None) -> bool:
    """Whether a day is that of a former year, and not of the year's end just past: seldom what a report is about."""
    if date is None or date.year is None or not published:
        return False
    return date.year <= int(published[:4]) - (_WAY_BACK if published[5:7] <= _EARLY else 1)


def _is_to_come(date: DateHit, published: str) -> bool:
    """Whether a month or a day lies after the publication of the report; so may a month told alone."""
    if not date.month or len(published) < _A_MONTH or (date.day and not date.year):
        return False
    if date.year is None:
        return 0 < (date.month - int(published[5:7])) % 12 <= _MONTHS_AHEAD
    value = date.iso() or ""
    known = min(len(value), len(published))
    return value[:known] > published[:known]


def _is_deadline(passage: Passage, date: DateHit) -> bool:
    """Whether "until" leads up to a date: what is held now may have tasks until then."""
    before = passage.view.lower[: date.start].rstrip()
    return before.endswith(tuple(passage.lexicon.until_words))


def _launches(nouns: list[Hit]) -> bool:
    """Whether what is told begins something: it lasts until a later day."""
    return nouns[0].value == "launch"


def _is_of_former_year(sentence: Sentence, date: DateHit, nouns: list[Hit], published: str) -> bool:
    """Whether a year alone, at a sentence's beginning or beside its event, is too long ago to be the report's."""
    if (
        date.year is None
        or date.month
        or any(start < date.end and date.start < end for *_, start, end in sentence.periods)
    ):
        return False
    beside = any(0 <= date.start - noun.end <= _BESIDE for noun in nouns)
    return is_long_ago(date, published) and (date.start - sentence.start <= _OPENS or beside)

"""The day of an event among the dates of its sentence: not a document's, an anniversary's, a plan's or a dateline's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extraction.dates import bare_months
from extraction.documents import document_dates
from extraction.evidence import Valued, from_text
from extraction.lexicon import WEEKDAYS

if TYPE_CHECKING:
    from extraction.dates import DateHit
    from extraction.passage import Passage, Sentence
    from extraction.setting import Setting

_FIRST_YEAR = 1990  # no report is older: "15/10/1930", "15-10-1949" are remembered
_DATELINE = 30  # characters from a sentence's beginning within which a dateline has its day
_AGENCY = re.compile(r"\s?\([^()\n]{2,20}\)\s?-")  # "Hanoi, 11 décembre (VNA) - "
_DASH = re.compile(r"\s{0,2}-")
KEPT = 60  # characters behind "anniversary" within which the day that is kept is named
PLANNED_IN_ONE = 60  # characters behind "will" within which a verb is a plan, where no comma sets them apart


def event_date(setting: Setting, sentence: Sentence) -> DateHit | None:
    """The day a sentence's event happened on: not a document's, an anniversary's or a range's."""
    if not sentence.dates:
        return None
    skip = document_dates(setting.passage, sentence) | _days_aside(setting.passage, sentence)
    occasions = [hit.end for hit in sentence.of("anniversary")]
    for date in sentence.dates:
        if date.ranged or date.start in skip or not date.day or (date.year and date.year < _FIRST_YEAR):
            continue
        lead = setting.passage.view.lower[max(0, date.start - 2) : date.start]
        if date.year and "(" in lead and any(0 <= date.start - end <= 60 for end in occasions):
            continue
        if is_of_plan(setting, sentence, date):
            continue
        return date
    return None


def _days_aside(passage: Passage, sentence: Sentence) -> set[int]:
    """The days of a sentence that are not the event's where it names that by another day, or by one of the week.

    A report opens with the day it was written ("August 1 - …", "11 août (VNA) - …"), or tells which day is kept.
    """
    text = passage.view.lower
    opening = [date for date in sentence.dates if date.start - sentence.start <= _DATELINE]
    if not sentence.has("today", *WEEKDAYS):
        by_agency = {date.start for date in opening if _AGENCY.match(text, date.end)}
        return by_agency if any(date.day and date.start not in by_agency for date in sentence.dates) else set()
    written = {date.start for date in opening if _AGENCY.match(text, date.end) or _DASH.match(text, date.end)}
    kept = [hit.end for hit in sentence.of("anniversary")]  # "on Monday held a meeting to mark … Day, October 15"
    return written | {date.start for date in sentence.dates if any(0 <= date.start - end <= KEPT for end in kept)}


def is_of_plan(setting: Setting, sentence: Sentence, date: DateHit) -> bool:
    """Whether a day is one that something is planned for: "… dự kiến được tổ chức ngày 17/6"."""
    text = setting.passage.view.lower
    return any(
        0 <= date.start - hit.end <= PLANNED_IN_ONE and not {",", ";", ":"} & set(text[hit.end : date.start])
        for hit in sentence.of("plan")
    )


def bare_month(setting: Setting, sentence: Sentence) -> Valued | None:
    """The month that a sentence of an event names without a year or a day: "in early December", "đầu tháng 12"."""
    skip = document_dates(setting.passage, sentence)
    text, known = setting.passage.view.lower, [(date.start, date.end) for date in sentence.dates]
    bare = bare_months(text, setting.passage.lexicon, sentence.start, sentence.end)
    named = [one for one in bare if not any(start <= one.start < end for start, end in known)]
    for date in [*sentence.dates, *named]:
        if not date.month or date.day or date.year or date.ranged or date.start in skip:
            continue
        year = setting.years.year_for(date, sentence)
        if year is not None and not is_of_plan(setting, sentence, date):
            return from_text(date.iso(year[0]), sentence, date.start, date.end, "events.date.month")
    return None

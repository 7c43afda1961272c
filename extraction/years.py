"""When an article plays: the day that "today" is, and the year of dates that name none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from extraction.dates import Period
from extraction.evidence import Valued, from_text
from extraction.language import WEEKDAYS
from extraction.passage import Passage

if TYPE_CHECKING:
    from extraction.dates import DateHit
    from extraction.passage import Sentence

_A_DAY: Final = len("2025-07-01")
_A_MONTH: Final = len("2025-07")
_LATE: Final = "05"  # up to this day of a month what has "just" happened may have been in the one before
_OF_DOCUMENT: Final = 40  # characters behind a kind of document within which a year is the document's
EARLIEST: Final = 1990  # the years before are those of history
_TELL_OF_PERIODS: Final = ("review", "commendation", "launch", "signing")
_EARLY: Final = 2  # months of a year in which the one before is reviewed
_MOST_SPANS: Final = 50  # periods looked at for the year of a date
_BUDDHIST_YEAR: Final = re.compile(r"(?<!\d)25\d\d(?!\d)")
_YEAR: Final = re.compile(r"((?:19|20)(?<![\d/.,-]\d\d)\d\d)(?![\d]|[.,/]\d|-\d)")


@dataclass(frozen=True, slots=True)
class Years:
    """The years that an article speaks of."""

    passage: Passage
    counts: Counter[int]  # how often each is named outside periods and documents
    spans: list[Period]  # periods of years: first and last year, and where they stand

    def day_of_telling(self, sentence: Sentence) -> Valued | None:
        """The day that "today", "yesterday" or "Monday" is: that of publication, or one before."""
        published = self.passage.article.published
        hit = next(iter(sentence.of("today", "today", "yesterday", *WEEKDAYS)), None)
        if hit is None or not published or len(published) < _A_DAY:
            return None
        try:
            day = date.fromisoformat(published)
        except ValueError:  # no day that there is
            return None
        if hit.value in WEEKDAYS:
            day -= timedelta(days=(day.weekday() - WEEKDAYS.index(hit.value)) % len(WEEKDAYS))
        else:
            day -= timedelta(days=hit.value == "yesterday")
        return from_text(day.isoformat(), sentence, hit.start, hit.end, "years.day_of_telling")

    def month_of_telling(self, sentence: Sentence) -> Valued | None:
        """The month of what has "just" happened: that of publication, but for its first days."""
        published = self.passage.article.published
        only_month = published is not None and len(published) == _A_MONTH  # … then of "today", too
        hit = next(iter(sentence.of("today", "just", *(("today",) if only_month else ()))), None)
        if hit is None or not published or len(published) < _A_MONTH or "01" <= published[8:10] <= _LATE:
            return None
        return from_text(published[:_A_MONTH], sentence, hit.start, hit.end, "years.month_of_telling")

    def year_for(self, hit: DateHit, sentence: Sentence | None) -> tuple[int, str] | None:
        """The year of a date that names none, and where it comes from ('published', 'text' or 'period')."""
        if hit.year:
            return hit.year, "text"
        published = self.passage.article.published
        if published:
            year = int(published[:4])
            if hit.month and len(published) >= 7 and (hit.month, hit.day or 0) > _month_day(published):
                year -= 1
            return year, "published"
        stated = self._stated(sentence) if sentence is not None else []
        if stated:
            year = max(stated)
            if hit.month == 12 and len(set(stated)) > 1:
                year = min(stated)
            if hit.month and hit.month <= _EARLY and len(set(stated)) == 1 and sentence and _is_for(sentence, "review"):
                year += 1  # in January the year before is reviewed
            return year, "text"
        kept = [date.year for date in sentence.dates if date.year and date.ranged] if sentence else []
        if kept:  # "15-10 … (15/10/1930 - 15/10/2013)": an anniversary is kept in the year that it is of
            return max(kept), "text"
        return self._of_article(sentence)

    def _of_article(self, sentence: Sentence | None) -> tuple[int, str] | None:
        """The year that the article names most, or that of the period its sentence is about."""
        begins = {span[0] for span in self.spans}  # "since 2021", said once, is no year of a report on 2021-2025
        for years in ({year: n for year, n in self.counts.items() if n > 1 or year not in begins}, self.counts):
            if years:
                best = max(years.values())
                return max(year for year, count in years.items() if count == best), "text"
            if (of_period := self._of_period(sentence)) is not None:
                return of_period
        return None

    def _stated(self, sentence: Sentence) -> list[int]:
        """The years that a sentence names, without those of periods."""
        return [
            hit.year
            for hit in sentence.dates
            if hit.year
            and not hit.ranged
            and not any(hit.start < end and start < hit.end for _, _, start, end in sentence.periods)
        ]

    def _of_period(self, sentence: Sentence | None) -> tuple[int, str] | None:
        """What is reviewed happens in a period's last year, what begins in its first: "2020-2025"."""
        if sentence is None or not _is_for(sentence, *_TELL_OF_PERIODS):
            return None
        low, high = sentence.start, sentence.end
        recent = [span for span in self.spans[:_MOST_SPANS] if span[0] >= EARLIEST]
        span = next((span for span in recent if low <= span[2] < high), next(iter(recent), None))
        if span is None:
            return None
        first, last, _, _ = span
        begun = self._passed(sentence, first, last)
        begins = _is_for(sentence, "launch", "signing") and not _is_for(sentence, "review")
        return (first if begins else begun or last), "period"

    def _passed(self, sentence: Sentence, first: int, last: int) -> int | None:
        """The year in which the first few of a period's years were over: "2 years of 2021-2025"."""
        tokens, time = self.passage.tokens, self.passage.lexicon.spans_of_time
        years = [n.value for n in sentence.numbers if n.last < len(tokens.texts) and tokens.texts[n.last] in time]
        return next((first + passed for passed in years if 0 < passed < last - first), None)


def _is_for(sentence: Sentence, *kinds: str) -> bool:
    """Whether the event that a sentence tells of is of one of these kinds, or held for it."""
    return sentence.has("cue", *kinds) or sentence.has("event", *kinds)


def read_years(passage: Passage) -> Years:
    """Look through an article for its years, once."""
    spans = passage.periods
    return Years(passage, _counted(passage, spans), spans)


def _counted(passage: Passage, spans: list[Period]) -> Counter[int]:
    """Years the text speaks of, without those of periods ("2016-2020") and of documents."""
    years: Counter[int] = Counter()
    published = passage.article.published
    latest = int(published[:4]) if published else 2100
    text = _blanked(passage.view.lower, spans)
    documents = [hit.end for sentence in passage.sentences for hit in sentence.of("document")]
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        before = bisect_right(documents, match.start())
        of_document = before > 0 and match.start() - documents[before - 1] <= _OF_DOCUMENT
        if EARLIEST <= year <= latest and not of_document:
            years[year] += 1
    for hit in (hit for sentence in passage.sentences for hit in sentence.dates):
        in_span = any(start < hit.end and hit.start < end for _, _, start, end in spans[:_MOST_SPANS])
        if hit.year and not in_span and _BUDDHIST_YEAR.search(passage.view.lower, hit.start, hit.end):
            years[hit.year] += 1
    return years


def _blanked(text: str, spans: list[Period]) -> str:
    pieces, reached = [], 0
    for _, _, start, end in spans:
        pieces += [text[reached:start], " " * (end - start)]
        reached = end
    return "".join([*pieces, text[reached:]])


def _month_day(published: str) -> tuple[int, int]:
    parts = [int(part) for part in published.split("-")]
    return parts[1], parts[2] if len(parts) > 2 else 31

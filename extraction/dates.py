"""Dates as a text states them: an own grammar over the months and marks of a language.

``find_dates`` gives every date with what it says (day, month, year, each perhaps missing) and whether it ends a
range. Which of them an event happened on, and the year of one that names none, is for ``events`` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from extraction.caseless import is_glued
from extraction.view import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extraction.lexicon import Lexicon
    from extraction.terms import Hit

_BUDDHIST = 543
_DAYS_OF_AN_EVENT = 14
_LARGE = 20  # characters of a word like "thousand", with the space before it
_LEAD = 20  # characters before the name of a month within which "in" stands
_YEARS = range(1900, 2101)
Period = tuple[int, int, int, int]  # first and last year, and view offsets


@dataclass(slots=True)
class DateHit:
    """A date of the text; ``ranged`` when it is one end of a span ("15/10/1930 - 15/10/2025")."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    ranged: bool = False

    def iso(self, year: int | None = None) -> str | None:
        """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, as far as stated; None without a year."""
        known = self.year or year
        if known is None:
            return None
        parts = [f"{known:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


_NONE = re.compile(r"(?!)")

# A pattern that begins with characters is searched for many times faster than one that begins with a look behind: so
# what may not stand before a figure or a word is asked behind its first characters.
_DIGIT = re.compile(r"\d")
_DAY = r"\d(?<![\d.,/-]\d)\d?"
# No part of a figure, but the second day of "12-13/10" or "22.-23. april".
_DAY_ALONE = r"\d(?:(?<![\d.,/-]\d)|(?<=\d[-–]\d)|(?<=\d\.[-–]\d))\d?"
_YEAR = r"(?:19|20)(?<!\d{3})\d\d"
_ANY_YEAR = r"(?:19|20|25)(?<!\d{3})\d\d"


def _alternatives(words: list[str], *, whole: bool = False) -> str:
    """Regex for any of the written words, longest first; ``*`` admits any ending, ``whole`` no letter before."""
    seen = sorted({view(word).lower for word in words}, key=len, reverse=True)
    return "|".join(
        re.escape(word[0])
        + (rf"(?<!\w{re.escape(word[0])})" if whole else "")
        + re.escape(word[1:].rstrip("*"))
        + (r"\w*" if word.endswith("*") else "")
        for word in seen
    )


class _Grammar:
    """The compiled date patterns of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        dates = lexicon.language.dates
        self.month_of = {
            view(name).lower.rstrip("*"): (number, name.endswith("*"))
            for number, names in dates.months.items()
            for name in names
        }
        names = [name for group in dates.months.values() for name in group]
        between = _alternatives(dates.between)
        gap = rf"(?:\s*[,.]?\s*(?:(?:{between})\s+)*)" if between else r"\s*[,.]?\s*"
        year = r"(?P<y>(?:19|20|25)\d\d)(?!\d)"
        day_ends = _alternatives(dates.day_ends)
        day = rf"(?P<d>{_DAY_ALONE})(?:{day_ends})?(?![\d])" if day_ends else rf"(?P<d>{_DAY_ALONE})(?![\d])"
        self.day_of = {view(name).lower: number for number, words in dates.days.items() for name in words}
        worded = _alternatives([name for group in dates.days.values() for name in group])
        self.textual = self.worded = _NONE
        self.month_first: list[re.Pattern[str]] = []
        self.month = self.signed = self.day_alone = self.marked_year = self.year_mark = self.suffixed_year = _NONE
        if names:
            month = rf"(?P<mn>{_alternatives(names)})(?!\w)"
            month_first = rf"(?P<mn>{_alternatives(names, whole=not is_glued(lexicon))})(?!\w)"  # "ต้นเดือนพฤศจิกายน"
            self.textual = re.compile(rf"{day}{gap}{month}(?:{gap}{year})?")
            self.month = re.compile(month_first)
            self.month_first = [
                re.compile(rf"{month_first}\s+{day}(?:\s*,?\s*{year})?"),
                re.compile(rf"{month_first}{gap}{year}"),
            ]
            if worded:
                self.worded = re.compile(rf"(?<!\w)(?P<dn>{worded}){gap}\s*{month}(?:{gap}{year})?")
        marks = _alternatives(dates.year_mark)
        suffix = _alternatives(dates.year_suffix)
        if marks:
            alone = not is_glued(lexicon)  # "ทักษะปี 2567"
            mark = _alternatives(dates.year_mark, whole=alone)
            self.marked_year = re.compile(rf"(?:{mark})\s+{year}")
            self.year_mark = re.compile(rf"(?:{mark})\s+\Z")
        self.longest_mark = max((len(view(word).lower) for word in dates.year_mark), default=0)
        if suffix:
            self.suffixed_year = re.compile(rf"(?P<y>{_ANY_YEAR})(?!\d)\s*(?:-[^\W\d]+\s+)?(?:{suffix})")
        month_signs, day_signs = _alternatives(dates.month_suffix), _alternatives(dates.day_suffix)
        if month_signs:  # "2024年10月21日"
            year_sign = rf"(?:(?P<y>(?:19|20)\d\d)\s*(?:{suffix})\s*)?" if suffix else ""
            day_sign = rf"(?:(?P<d>\d{{1,2}})\s*(?:{day_signs}))?" if day_signs else ""
            self.signed = re.compile(rf"{year_sign}(?P<m>\d{{1,2}})\s*(?:{month_signs})\s*{day_sign}")
        if day_signs:
            self.day_alone = re.compile(rf"(?P<d>{_DAY})\)?\s?(?:{day_signs})(?!\d)")
        day_marks = _alternatives(dates.day_mark)
        joining = lexicon.language.joining
        until = _alternatives(joining.until)
        joins = _alternatives([*joining.and_, *joining.until])
        self.until = re.compile(rf"[-~]|(?<!\w)(?:{until})" if until else r"[-~]")
        dot = r"\.?" if dates.ordinal_dot else rf"(?:{day_ends})?" if day_ends else ""
        self.days_joined = re.compile(_days_joined(day_marks, joins, dot))
        self.year_span = re.compile(_year_span(marks, suffix, until))
        self.after_day_mark = re.compile(rf"(?:{day_marks})\s*(?:\(\s*)?$") if day_marks else None


def _days_joined(day_marks: str, joins: str, dot: str) -> str:
    """Regex for the first day of two or more, before a date: "5 și 6 iunie", "ngày 11, 12/6"."""
    day_before = r"(?<![\w.,/-])(?P<d>\d{1,2})"
    mark = rf"(?:(?:{day_marks})\s)?" if day_marks else ""
    joined = rf"{day_before}{dot}\s?(?:-|{joins})\s?{mark}" if joins else rf"{day_before}\s?-\s?"
    listed = rf"(?:{day_marks})\s(?P<l>\d{{1,2}})(?:\s?,\s?\d{{1,2}}){{0,3}}\s?(?:,|{joins or '-'})\s?"
    return rf"(?:{listed}|{joined})$" if day_marks else rf"{joined}$"


def _year_span(marks: str, suffix: str, until: str) -> str:
    """Regex for two years with a dash or a word like "to" between: "2021-2025", "с 2021 по 2025", "2021年至2025年"."""
    behind = rf"(?:\s?(?:{suffix}))?" if suffix else ""
    before = rf"(?:(?:{marks})\s?)?" if marks else ""
    to = rf"(?:[-~]|{until})" if until else "[-~]"
    return rf"(?P<first>{_ANY_YEAR}){behind}\s?{to}\s?{before}(?P<last>(?:19|20|25)\d\d)(?!\d)"


_NUMERIC = re.compile(
    rf"(?P<d>{_DAY_ALONE})\s?(?P<s>[./-])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?(?P<y>(?:19|20|25)\d\d)(?!\d)"
)
_ISO = re.compile(rf"(?P<y>{_YEAR})(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)")
_DAY_MONTH = re.compile(rf"(?P<d>{_DAY_ALONE})(?P<s>[./-])(?P<m>\d{{1,2}})(?![\d%]|[.,/]\d|-(?!\d{{1,2}}[./-]\d)\d)")
_MONTH_YEAR = re.compile(rf"(?P<m>{_DAY})/(?P<y>(?:19|20)\d\d)(?!\d)")
_VI = re.compile(
    r"(?<!\w)(?:ngày\s+)?(?:(?P<d>\d{1,2})\s*(?:\([^)]{0,12}\)\s*)?)?tháng\s+(?P<m>\d{1,2})(?:\s*(?:/|năm|-)\s*(?P<y>(?:19|20)\d\d))?(?![\d])"
)


@lru_cache(maxsize=64)
def _grammar(lexicon: Lexicon) -> _Grammar:
    return _Grammar(lexicon)


# What a figure must be for a pattern to begin with it: a number of one or two digits, one joined to another, a year.
_SHORT = re.compile(r"\d\d?(?!\d)")
_JOINED = re.compile(r"\d{1,4}\s?[./-]\s?\d")
_CENTURIES = frozenset(["19", "20", "25"])
_BARE_YEAR = re.compile(rf"(?P<y>{_ANY_YEAR})(?![\d%]|[.,/-]\d)")


def find_dates(lower: str, lexicon: Lexicon, hits: list[Hit], figures: list[int]) -> list[DateHit]:
    """All dates of the lower-case view, in order, none inside another; ``figures`` are where its digits begin."""
    grammar = _grammar(lexicon)
    found: list[DateHit] = []
    taken = bytearray(len(lower))
    told = [hit for hit in hits if hit.cls == "date_context"]
    contexts = {hit.end for hit in told}
    part_of_day = {hit.start for hit in told}
    acts = {hit.start for hit in hits if hit.cls == "held"}  # "19日召開會議"
    of_year = {hit.end + 1 for hit in hits if hit.cls == "period"}  # "första halvåret 2024": the year needs no mark
    at_words = tuple(lexicon.at_words)

    def collect(
        matches: Iterable[re.Match[str]], *, needs_context: bool = False, needs_part_of_day: bool = False
    ) -> None:
        for match in matches:
            if taken.find(1, match.start(), match.end()) >= 0:
                continue
            if needs_context and not _in_context(lower, match.start(), contexts, grammar):
                continue
            if needs_part_of_day and not (
                {match.end(), match.end() + 1} & part_of_day
                or match.end() in acts
                or lower.startswith(at_words, match.end())
                or lower[match.end() : match.end() + 1] in "、,"
                or _in_context(lower, match.start(), contexts, grammar)
            ):
                continue
            hit = _read(match, grammar)
            if hit is not None:
                found.append(hit)
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)

    joined = [start for start in figures if _JOINED.match(lower, start)]
    short = [start for start in figures if _SHORT.match(lower, start)]
    years = [start for start in figures if lower[start : start + 2] in _CENTURIES]
    collect(_at(_ISO, lower, joined))
    collect(_at(_NUMERIC, lower, joined))
    collect(_matches(grammar.signed, lower))
    if "tháng" in lower:
        collect(_at(_VI, lower, sorted([*short, *_where("ngày", lower), *_where("tháng", lower)])))
    collect(_matches(grammar.worded, lower))
    collect(_at(grammar.textual, lower, short))
    months = [match.start() for match in _matches(grammar.month, lower)]
    for pattern in grammar.month_first if months else ():
        collect(filter(None, [pattern.match(lower, start) for start in months]))
    collect(_at(_MONTH_YEAR, lower, joined))
    days = (match for match in _at(_DAY_MONTH, lower, joined) if not _is_decimal(lower, match.end(), lexicon))
    collect(days, needs_context=True)
    collect(_at(grammar.day_alone, lower, short), needs_part_of_day=True)
    collect(_marked_years(grammar, lower, years))
    collect(_at(_BARE_YEAR, lower, [start for start in years if start in of_year]))
    collect(_at(grammar.suffixed_year, lower, years))
    if not found:
        return []
    found = [_from_first_day(hit, lower, grammar) for hit in sorted(found, key=lambda hit: hit.start)]
    return _with_ranges(found, lower, grammar)


def _is_decimal(lower: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a large word follows: "more than 12.6 thousand" names no day."""
    following = lower[end : end + _LARGE].split()
    return lower[end : end + 1] == " " and bool(following) and following[0] in lexicon.large_words


def bare_months(lower: str, lexicon: Lexicon, start: int, end: int) -> list[DateHit]:
    """The months that a stretch names alone behind "in", with one word between at most: "in early December".

    Some languages need no "in" where a part of the month is told: "Ende Oktober", "fin octobre". Where verbs stand
    last, "in" stands behind: "नवंबर की शुरुआत में".
    """
    found = []
    parts, verb_last = tuple(lexicon.language.dates.month_part), lexicon.language.verb_last
    for match in _grammar(lexicon).month.finditer(lower, start, end):
        before = lower[max(start, match.start() - _LEAD) : match.start()].rstrip()
        near = lower[match.end() : min(end, match.end() + _LEAD)].split()[:3] if verb_last else before.split()[-2:]
        is_told = before.endswith(parts) or not lexicon.at_words.isdisjoint(near)
        if not is_told or lower[match.end() : match.end() + 2].strip()[:1].isdigit():
            continue
        month = _month_number(match["mn"], _grammar(lexicon))
        if month is not None:
            found.append(DateHit(match.start(), match.end(), None, month, None))
    return found


def _matches(pattern: re.Pattern[str], lower: str) -> Iterable[re.Match[str]]:
    """The matches of a pattern, in order."""
    return () if pattern is _NONE else pattern.finditer(lower)


def _at(pattern: re.Pattern[str], lower: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The same for a pattern that can begin nowhere else: it is not looked for at every character."""
    reached = 0
    for start in starts if pattern is not _NONE else ():
        if start >= reached and (match := pattern.match(lower, start)) is not None:
            reached = match.end()
            yield match


def _marked_years(grammar: _Grammar, lower: str, years: Iterable[int]) -> Iterator[re.Match[str]]:
    """The years behind a word that says so ("năm 2024"): the word is looked for from the year."""
    reached = 0
    for year in years if grammar.year_mark is not _NONE else ():
        behind = year
        while behind > reached and lower[behind - 1].isspace():
            behind -= 1
        mark = grammar.year_mark.search(lower, max(reached, behind - grammar.longest_mark), year)
        match = grammar.marked_year.match(lower, mark.start()) if mark is not None else None
        if match is not None:
            reached = match.end()
            yield match


def _where(word: str, lower: str) -> Iterator[int]:
    """Where a word stands, or a longer one that begins with it."""
    at = lower.find(word)
    while at >= 0:
        yield at
        at = lower.find(word, at + len(word))


def _in_context(lower: str, start: int, contexts: set[int], grammar: _Grammar) -> bool:
    """A bare "13/12" is a date behind "ngày", "sáng" and their like, or behind the first day of a pair."""
    before = lower[max(0, start - 24) : start]
    stripped = start - (len(before) - len(before.rstrip(" (,")))
    if stripped in contexts or (grammar.after_day_mark and grammar.after_day_mark.search(before)):
        return True
    pair = grammar.days_joined.search(before)
    return pair is not None


def _read(match: re.Match[str], grammar: _Grammar) -> DateHit | None:
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    if year is not None and year > _YEARS[-1]:
        year -= _BUDDHIST
    day = int(parts["d"]) if parts.get("d") else None
    month = int(parts["m"]) if parts.get("m") else None
    if parts.get("dn"):
        day = grammar.day_of[parts["dn"]]
    if parts.get("mn"):
        month = _month_number(parts["mn"], grammar)
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if year is not None and year not in _YEARS:
        return None
    if day is not None and month is not None:
        try:
            date(year or 2024, month, day)
        except ValueError:
            return None
    return DateHit(match.start(), match.end(), year, month, day)


def _from_first_day(hit: DateHit, lower: str, grammar: _Grammar) -> DateHit:
    """An event of two days ("5 și 6 iunie", "từ 11 đến 12/6") is dated to the first of them."""
    if not hit.day or not hit.month:
        return hit
    low = max(0, hit.start - 20)
    before = grammar.days_joined.search(lower, low, hit.start) if _DIGIT.search(lower, low, hit.start) else None
    if before is None:
        return hit
    group = "l" if before.groupdict().get("l") else "d"
    if not 1 <= int(before[group]) < hit.day:
        return hit
    return DateHit(before.start(group), hit.end, hit.year, hit.month, int(before[group]))


def in_month_of(hit: DateHit, published: str | None) -> DateHit:
    """A date of which only the day is told ("20日午後"): the last such day before publication; none without that."""
    if hit.month is not None or hit.day is None:
        return hit
    if published is None or len(published) < len("2024-11"):
        return DateHit(hit.start, hit.end, None, None, None)
    month = int(published[5:7])
    if len(published) > len("2024-11") and hit.day > int(published[8:10]):
        month = month - 1 or 12
    return DateHit(hit.start, hit.end, hit.year, month, hit.day)


def year_spans(lower: str, lexicon: Lexicon) -> list[Period]:
    """The periods of years in the view, in order; Buddhist years turned."""
    spans = []
    for match in _grammar(lexicon).year_span.finditer(lower):
        first, last = (year - _BUDDHIST if year > _YEARS[-1] else year for year in map(int, match.groups()))
        if first < last:
            spans.append((first, last, match.start(), match.end()))
    return spans


def _month_number(name: str, grammar: _Grammar) -> int | None:
    for written, (number, is_stem) in grammar.month_of.items():
        if name == written or (is_stem and name.startswith(written)):
            return number
    return None


def _with_ranges(found: list[DateHit], lower: str, grammar: _Grammar) -> list[DateHit]:
    """Mark the two ends of "15-10-1930 - 15-10-2025", and the last day of "3/5/2020 - 6/5/2020"."""
    ranged: set[int] = set()
    for index in range(len(found) - 1):
        left, right = found[index], found[index + 1]
        between = lower[left.end : right.start]
        if "\n" in between:
            continue
        if left.year and right.year and left.month and len(between) <= 16 and grammar.until.search(between):
            ranged |= {index + 1} if _are_days_of_one_event(left, right) else {index, index + 1}
    return [
        DateHit(hit.start, hit.end, hit.year, hit.month, hit.day, ranged=index in ranged)
        for index, hit in enumerate(found)
    ]


def _are_days_of_one_event(left: DateHit, right: DateHit) -> bool:
    """Whether two ends of a span lie so close together that something took place from the one to the other."""
    days = [date(hit.year, hit.month, hit.day) for hit in (left, right) if hit.year and hit.month and hit.day]
    return len(days) > 1 and 0 <= (days[1] - days[0]).days <= _DAYS_OF_AN_EVENT

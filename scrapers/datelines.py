"""Dates and times of day as pages print them beside a title, in any language of ``debris.yml``.

Days come before months, as Vietnam's papers write them, unless that cannot be. A time without a zone is Vietnam's.
Only full dates count: a day without a year is no date line. Thai years (2567) are turned into common ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from scrapers.debris import vocabulary
from scrapers.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

VIETNAM = timezone(timedelta(hours=7))
THAI_YEARS_AHEAD = 543
_YEARS = range(1990, 2100)

_NUMERIC = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.\-])(\d{4})([./\-])(\d{1,2})\2(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日日일]")
_VIETNAMESE = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2})(?:,? năm|,)? (\d{4})(?!\d)")
_DAY_WORD = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º|ª)?(?: de| ngày)? ([^\s\d,:;()|/]{2,21})(?: de| del)?,? (\d{4})(?!\d)"
)
_DAY_WORDS = re.compile(r"(?<!\d)(\d{1,2}) (tháng [^\W\d_]{2,5}(?: (?:một|hai))?),? (?:năm )?(\d{4})(?!\d)")
_DAY_WORD_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,20})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_DAY_WORD_THAI = re.compile(r"(?<!\d)(\d{1,2}) ?([\u0e00-\u0eff.]{2,20}) ?(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2})(?::| giờ |h|:)(\d{2})(?::(\d{2}))?(?!\d)(?: ?(am|pm|sa|ch)\b)?")
_ZONE = re.compile(
    r"(?:gmt|utc) ?([+\-−])? ?(\d{1,2})(?::?(\d{2}))?|(?<=\d)([+\-])(\d{2}):?(\d{2})\b|(?<=\d)z\b|\b(?:gmt|utc)\b"
)


@dataclass(frozen=True)
class Found:
    """A date in a folded line: where it and its time stand, and what they say; ``at`` is UTC."""

    spans: tuple[tuple[int, int], ...]
    day: date
    at: datetime | None


def find(text: str) -> Found | None:
    """The first full date in a line, with the time of day that stands beside it; None when there is none."""
    line = fold(text)
    for span, first in _dates(line):
        rest = line[: span[0]] + "\n" * (span[1] - span[0]) + line[span[1] :]
        spans = [span]
        at, day = None, first
        time = _TIME.search(rest)
        moment = _moment(first, time, rest) if time else None
        if time and moment:
            spans.append(time.span())
            at = moment.astimezone(UTC)
            day = moment.astimezone(VIETNAM).date()
        spans.extend(zone.span() for zone in _ZONE.finditer(rest))
        return Found(tuple(sorted(spans)), day, at)
    return None


def residue(text: str) -> str:
    """What a folded line says besides its date, time, zone, weekday and signs; '' when it is nothing but a date."""
    line = fold(text)
    found = find(text)
    for start, end in reversed(found.spans if found else ()):
        line = f"{line[:start]} {line[end:]}"
    line = _weekday().sub(" ", line, count=2)
    return re.sub(r"[\s|,.:;()\[\]/\\\-–—·•]+", " ", line).strip()


def given(text: str) -> tuple[str, datetime | None] | None:
    """A date given as data: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or an ISO time; None when it is none of these.

    Returns the date as far as it is known, in Vietnam's time, and the moment in UTC when a time of day is given.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}(?:-\d{2})?", text, re.ASCII):
        whole = text + "-01" * (2 - text.count("-"))
        return (text, None) if _iso(whole) else None
    moment = _iso(text)
    if moment is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return text, None
    local = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    return local.date().isoformat(), local.astimezone(UTC)


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None


def _dates(line: str) -> Iterator[tuple[tuple[int, int], date]]:
    found = [
        (match.span(), day) for match, year, month, number in _candidates(line) if (day := _day(year, month, number))
    ]
    yield from sorted(found, key=lambda item: item[0])


def _candidates(line: str) -> Iterator[tuple[re.Match[str], int, int, int]]:
    for match in _NUMERIC.finditer(line):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        day, month = (second, first) if second > 12 >= first else (first, second)
        yield match, year, month, day
    for match in _YEAR_FIRST.finditer(line):
        yield match, int(match[1]), int(match[3]), int(match[4])
    for match in _CJK.finditer(line):
        yield match, int(match[1]), int(match[2]), int(match[3])
    for match in _VIETNAMESE.finditer(line):
        yield match, int(match[3]), int(match[2]), int(match[1])
    months = vocabulary().months
    for pattern in (_DAY_WORD, _DAY_WORDS, _DAY_WORD_THAI):
        for match in pattern.finditer(line):
            named = months.get(match[2].strip("."))
            if named is not None:
                yield match, int(match[3]), named, int(match[1])
    for match in _DAY_WORD_FIRST.finditer(line):
        named = months.get(match[1])
        if named is not None:
            yield match, int(match[3]), named, int(match[2])


def _day(year: int, month: int, number: int) -> date | None:
    if year - THAI_YEARS_AHEAD in _YEARS and year not in _YEARS:
        year -= THAI_YEARS_AHEAD
    if year not in _YEARS:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _moment(day: date, time: re.Match[str], line: str) -> datetime | None:
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4] in {"pm", "ch"} and hour < 12:
        hour += 12
    if time[4] in {"am", "sa"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(line))


def _zone(line: str) -> timezone:
    zone = _ZONE.search(line)
    if zone is None:
        return VIETNAM
    sign = -1 if (zone[1] or zone[4]) in {"-", "−"} else 1
    hours, minutes = int(zone[2] or zone[5] or 0), int(zone[3] or zone[6] or 0)
    return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours < 15 and minutes < 60 else VIETNAM


@cache
def _weekday() -> re.Pattern[str]:
    names = sorted(vocabulary().weekdays, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

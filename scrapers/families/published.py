"""When a page was published, out of all the places that say so, and whether they agree.

The traps: month-first times with AM/PM in meta tags; local time without a zone beside UTC; a date without a time;
``+0700`` without a colon; a two-digit year and ``GMT+7`` in feeds. A time without a zone is Vietnam's. Where two
places disagree about the day, the one the layout names first wins, which is the page's text, and a flag says so; the
same where they agree on the day and are more than an hour apart. Where they agree to the minute, the one that tells the
second does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers import datelines
from scrapers.debris import vocabulary
from scrapers.lines import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP])M", re.IGNORECASE)
_ISO_SPACED = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_RSS_ZONE = re.compile(r"GMT\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE)
_SECONDS = re.compile(r"1\d{9}")
_PATH_MONTH = re.compile(r"/(?P<year>20\d{2}|19\d{2})(?P<month>0[1-9]|1[0-2])/")
_ID_TIME = re.compile(r"(?:-|/d?)\d{0,3}?(?P<stamp>\d{12})\d{3}\.(?:html?|chn)$")
_ID_DAY = re.compile(r"(?:/d|-)(?P<stamp>(?:19|20)\d{6})\d{6,9}(?:p\d+c\d+)?\.html?$")
SAME_TIME = timedelta(hours=1)
MADE_BEFORE = timedelta(days=31)  # an article is published within this time of being made, and never before


@dataclass(frozen=True)
class Dated:
    """What one place of a page says about its publication: a day in Vietnam, perhaps the moment in UTC."""

    where: str
    day: str  # YYYY-MM-DD
    at: datetime | None = None


@dataclass(frozen=True)
class Settled:
    """Publication as an article carries it."""

    published: str | None = None
    published_at: datetime | None = None
    evidence: str | None = None
    flags: tuple[str, ...] = ()


def from_data(where: str, value: str | None) -> Dated | None:
    """A date written for machines: ISO in its variants, or month-first with AM/PM; None when it is none of them."""
    text = " ".join(unescape(value or "").split())
    if not text or len(text) > 60:
        return None
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        hour = hour % 12 + (12 if found[7].upper() == "P" else 0)
        return _dated(where, f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    if found := _ISO_SPACED.fullmatch(text):
        zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", None: ""}.get(found[3], found[3] or "")
        return _dated(where, f"{found[1]}T{found[2]:0>5}{zone}")
    return _dated(where, text)


def from_text(where: str, value: str | None) -> Dated | None:
    """A date written for readers, day before month; None when there is no full one."""
    found = datelines.find(_from_label(value)) if value and len(value) <= 300 else None
    return Dated(where, found.day.isoformat(), found.at) if found else None


def _from_label(text: str) -> str:
    """What stands behind a label of publication, where a label of a later change stands before it."""
    line = fold(text)
    words = vocabulary()
    changed = min((at for label in words.updated if (at := line.find(label)) >= 0), default=-1)
    made = min((at for label in words.published if (at := line.find(label)) > changed), default=-1)
    both = 0 <= changed < made and datelines.find(line[changed:made]) and datelines.find(line[made:])
    return line[made:] if both else text


def from_feed(value: str | None) -> datetime | None:
    """The moment a feed gives an entry, in UTC: as mail does, as data or as papers print it, or seconds since 1970."""
    text = " ".join((value or "").split())
    if not text or len(text) > 80:
        return None
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    given = text
    text = _RSS_ZONE.sub(lambda m: f"{m[1]}{int(m[2]):02}{m[3] or '00'}", text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        found = from_data("feed", text) or from_text("feed", given)
        return found.at if found else None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datelines.VIETNAM)
    return moment.astimezone(UTC)


def settle(places: Sequence[Dated | None], url: str | None) -> Settled:
    """The first place that says something wins; the others, and the date in the URL, are held against it."""
    said = [place for place in places if place is not None]
    stamp = _from_id(url)
    if not said:
        return Settled(stamp, None, "url", ()) if stamp else Settled()
    best = said[0]
    flags = [f"published-differs-in-{other.where}" for other in said[1:] if other.day != best.day]
    flags += [f"published-time-differs-in-{other.where}" for other in said[1:] if _another_time(best, other)]
    at = best.at or next((other.at for other in said[1:] if other.at and other.day == best.day), None)
    if at and not at.second:
        at = next((other.at for other in said[1:] if other.at and other.at.replace(second=0, microsecond=0) == at), at)
    path = _PATH_MONTH.search(urlsplit(url).path) if url else None
    if path and f"{path['year']}-{path['month']}" != best.day[:7]:
        flags.append("published-differs-in-url")
    if stamp and not timedelta(0) <= date.fromisoformat(best.day) - date.fromisoformat(stamp) <= MADE_BEFORE:
        flags.append("published-differs-in-url")
    return Settled(best.day, at, best.where, tuple(dict.fromkeys(flags)))


def _another_time(best: Dated, other: Dated) -> bool:
    """Whether two places that agree on the day are hours apart, as when one gives UTC for local time."""
    if best.at is None or other.at is None or other.day != best.day:
        return False
    return abs(best.at - other.at) > SAME_TIME


def _from_id(url: str | None) -> str | None:
    """The day some systems write into an article's number: when it was created, which may be a day early."""
    path = urlsplit(url).path if url else ""
    for pattern, century in ((_ID_DAY, ""), (_ID_TIME, "20")):
        found = pattern.search(path)
        if found and (day := _day(century + found["stamp"][: 8 - len(century)])):
            return day
    return None


def _day(digits: str) -> str | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def _dated(where: str, text: str) -> Dated | None:
    given = datelines.given(text)
    return Dated(where, given[0], given[1]) if given and len(given[0]) == 10 else None

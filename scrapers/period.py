"""The days of a backfill, in Vietnam's time, and what addresses tell of their date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VIETNAM = timezone(timedelta(hours=7))
_DATED = re.compile(r"(?<!\d)(20\d\d)[-_/](\d{1,2})(?:[-_/](\d{1,2}))?(?!\d)")
_MONTH = re.compile(r"/(20\d\d)(0[1-9]|1[0-2])/")
PLACES = ("{Y}", "{m}", "{n}", "{d}")


class PeriodError(ValueError):
    """Two dates that make no period."""


@dataclass(frozen=True)
class Period:
    """All days from ``since`` to ``until``, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.until < self.since:
            raise PeriodError(f"the last day, {self.until}, is before the first, {self.since}")

    @property
    def n_days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    def addresses(self, template: str) -> Iterator[str]:
        """The addresses that a template with {Y}, {m} or {n} (month with and without zero) and {d} stands for."""
        seen = set()
        for number in range(self.n_days):
            day = self.since + timedelta(days=number)
            parts = {"{Y}": f"{day.year}", "{m}": f"{day.month:02}", "{n}": f"{day.month}", "{d}": f"{day.day:02}"}
            address = template
            for place, value in parts.items():
                address = address.replace(place, value)
            if address not in seen:
                seen.add(address)
                yield address

    def is_over(self, moment: datetime) -> bool:
        """Whether a moment lies before the period."""
        return moment.astimezone(VIETNAM).date() < self.since

    def is_ahead(self, moment: datetime) -> bool:
        """Whether a moment lies after the period."""
        return moment.astimezone(VIETNAM).date() > self.until

    def meets(self, span: tuple[date, date]) -> bool:
        """Whether any day of a span belongs to the period."""
        return span[0] <= self.until and self.since <= span[1]


def span_of(address: str) -> tuple[date, date] | None:
    """The first and last day an address names (…/2025-01-31.xml, …/news-2025-1.xml); None when it names none."""
    for found in _DATED.finditer(address):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
        try:
            return (date(year, month, day),) * 2 if day else _month(year, month)
        except ValueError:
            continue
    return None


def month_of(address: str) -> tuple[date, date] | None:
    """The month that stands in an article's path as /YYYYMM/; None when none does."""
    found = _MONTH.search(address)
    return _month(int(found[1]), int(found[2])) if found else None


def _month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)

"""How the sources do: which have gone quiet, changed their layout, or block us, and what a person should do.

    look(settings, now=…) -> HealthReport

Read from the outcomes and articles in the lake alone. Each source is held to the bounds its file declares, and to its
own history: what it brought in the last week beside the weeks before. Off sources are left out.

blocking    in its last run half of what was asked answered 403, 428, 429 or a challenge, or robots.txt forbade all
failing     nothing of its last run could be read
idle        it was not scraped for two days
quiet       fewer articles in 30 days than ``min_articles``; or none in a week, and three a week or more before
changed     of its last articles fewer have a date or a lead than its bounds say, or 30 points fewer than before; or
            that many fewer of its pages could be read as articles
unknown     it was never scraped
well        none of these, or too little is known to say
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Literal

import pyarrow.parquet as pq

from scrapers.registry import load_sources
from scrapers.web import utcnow
from storage.lake import Lake

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from scrapers.registry import Source
    from storage.settings import Settings

State = Literal["blocking", "failing", "idle", "quiet", "changed", "unknown", "well"]
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
WEEKS_BEFORE = 8
USUAL_A_WEEK = 3  # articles in the median week before, for a week without any to mean something
ENOUGH = 10  # articles or pages, for a share of them to mean something
DROP = 0.3
NOT_SCRAPED = timedelta(days=2)
TO_DO: dict[State, str] = {
    "blocking": "let it rest; see with `danvan sources check {id}` whether it answers; slow it, or set off",
    "failing": "look at the site in a browser; mend hosts, lists or legacy_tls in its file",
    "idle": "see whether the nightly refresh runs, and what its scrape task said",
    "quiet": "compare with the site: `danvan sources check {id}`; mend feeds, sitemaps or sections in its file",
    "changed": "compare a page with its family's layout: `danvan sources check {id}`; add a version to the parser",
    "unknown": "wait for the nightly refresh, or run `danvan scrape {id}`",
    "well": "",
}
UNTROUBLED: tuple[State, ...] = ("unknown", "well")


@dataclass(frozen=True)
class Run:
    """What one run of a source came to: how many article addresses had each outcome."""

    run: str
    at: datetime
    articles: Counter[str]  # outcome → addresses of articles
    lists: Counter[str]  # outcome → addresses of lists and robots.txt


@dataclass(frozen=True)
class Landed:
    """One article as it landed."""

    day: date
    has_date: bool
    has_lead: bool


@dataclass(frozen=True)
class SourceHealth:
    """How one source does, in words."""

    source_id: str
    state: State
    finding: str
    to_do: str = ""


@dataclass(frozen=True)
class HealthReport:
    """How all sources do."""

    sources: tuple[SourceHealth, ...] = field(default=())

    @property
    def ailing(self) -> tuple[SourceHealth, ...]:
        """Those that need a person."""
        return tuple(one for one in self.sources if one.state not in UNTROUBLED)

    @property
    def passed(self) -> bool:
        """Whether nothing needs a person."""
        return not self.ailing

    @property
    def summary(self) -> str:
        """What needs a person, a line each."""
        return "\n".join(f"{one.source_id} is {one.state}: {one.finding} → {one.to_do}" for one in self.ailing)


def look(settings: Settings, now: Callable[[], datetime] = utcnow) -> HealthReport:
    """Look at all sources that are not switched off. Raises SourceError."""
    lake, at = Lake(settings.lake), now()
    found = []
    for source in load_sources(settings.sources).values():
        if source.off is None:
            state, finding = judge(source, read_runs(lake, source), read_landed(lake, source), at)
            found.append(SourceHealth(source.id, state, finding, TO_DO[state].format(id=source.id)))
    return HealthReport(tuple(found))


def judge(source: Source, runs: Sequence[Run], landed: Sequence[Landed], now: datetime) -> tuple[State, str]:
    """The first of the states, in the order of this module's table, that fits, and why."""
    if not runs:
        return "unknown", "it was never scraped"
    last = runs[-1]
    findings: dict[State, str | None] = {
        "blocking": _blocking(last),
        "failing": _failing(last),
        "idle": f"it was scraped last on {last.at:%Y-%m-%d}" if now - last.at > NOT_SCRAPED else None,
        "quiet": _quiet(source, runs, landed, now),
        "changed": _changed(source, runs, landed, now),
    }
    for state, finding in findings.items():
        if finding:
            return state, finding
    return "well", f"{sum(one.day > (now - WEEK).date() for one in landed)} articles in the last seven days"


def read_runs(lake: Lake, source: Source) -> list[Run]:
    """The runs of a source, oldest first."""
    runs = [
        _run(path, source)
        for path in (lake.root / "outcomes" / "step=scrape" / f"source={source.id}").glob("date=*/*.parquet")
    ]
    return sorted((run for run in runs if run is not None), key=lambda run: run.at)


def read_landed(lake: Lake, source: Source) -> list[Landed]:
    """The articles of a source, oldest first."""
    found = []
    for path in lake.article_files(source.id):
        day = date.fromisoformat(path.parent.name.removeprefix("date="))
        rows = pq.read_table(path, columns=["published", "lead"], partitioning=None).to_pylist()
        found += [Landed(day, bool(row["published"]), bool(row["lead"])) for row in rows]
    return sorted(found, key=lambda one: one.day)


def _run(path: Path, source: Source) -> Run | None:
    rows = pq.read_table(path, columns=["run", "subject", "outcome", "at"], partitioning=None).to_pylist()
    if not rows:
        return None
    articles: Counter[str] = Counter()
    lists: Counter[str] = Counter()
    for row in rows:
        (articles if source.is_article(row["subject"]) else lists)[row["outcome"]] += 1
    return Run(rows[0]["run"], max(row["at"] for row in rows), articles, lists)


def _blocking(last: Run) -> str | None:
    blocked = last.articles["blocked"] + last.lists["blocked"]
    read = _read(last)
    if blocked and blocked >= read:
        return f"in the run {last.run} {blocked} addresses were blocked and {read} could be read"
    forbidden = last.articles["forbidden"] + last.lists["forbidden"]
    if forbidden and not read:
        return f"in the run {last.run} robots.txt forbade all {forbidden} addresses"
    return None


def _failing(last: Run) -> str | None:
    failed = last.articles["failed"] + last.lists["failed"] + last.lists["rejected"] + last.lists["gone"]
    return (
        f"in the run {last.run} {failed} addresses failed and none could be read"
        if failed and not _read(last)
        else None
    )


def _read(run: Run) -> int:
    """How many addresses gave something: a page or a list, new or as it was; robots.txt alone is nothing."""
    lists = max(0, run.lists["landed"] + run.lists["unchanged"] - 1)
    return lists + run.articles["landed"] + run.articles["unchanged"] + run.articles["rejected"]


def _quiet(source: Source, runs: Sequence[Run], landed: Sequence[Landed], now: datetime) -> str | None:
    least = source.bounds.min_articles
    month = sum(one.day > (now - MONTH).date() for one in landed)
    if least is not None and month < least and now - runs[0].at >= MONTH:
        return f"{month} articles in 30 days, at least {least} are there usually"
    weeks = [
        sum((now - WEEK * (n + 2)).date() < one.day <= (now - WEEK * (n + 1)).date() for one in landed)
        for n in range(WEEKS_BEFORE)
        if runs[0].at <= now - WEEK * (n + 2)
    ]
    usual = median(weeks) if len(weeks) >= 2 else 0
    this_week = sum(one.day > (now - WEEK).date() for one in landed)
    if not this_week and usual >= USUAL_A_WEEK:
        return f"no article in seven days, {usual:g} a week in the {len(weeks)} weeks before"
    return None


def _changed(source: Source, runs: Sequence[Run], landed: Sequence[Landed], now: datetime) -> str | None:
    turn = (now - WEEK).date()
    new = [one for one in landed if one.day > turn][-10 * ENOUGH :]
    old = [one for one in landed if one.day <= turn]
    bounds = source.bounds
    for what, marks, earlier, least in (
        ("a date", [one.has_date for one in new], [one.has_date for one in old], bounds.min_dated),
        ("a lead", [one.has_lead for one in new], [one.has_lead for one in old], bounds.min_lead),
    ):
        share, before = _share(marks), _share(earlier)
        if share is not None and least is not None and share < least:
            return f"{share:.0%} of its last {len(new)} articles have {what}, at least {least:.0%} usually do"
        if share is not None and before is not None and share < before - DROP:
            return f"{share:.0%} of its last {len(new)} articles have {what}, {before:.0%} had one before"
    parsed = _share(_parsed([run for run in runs if run.at > now - WEEK]))
    before = _share(_parsed([run for run in runs if run.at <= now - WEEK]))
    if parsed is not None and before is not None and parsed < before - DROP:
        return f"{parsed:.0%} of its new pages could be read as articles in seven days, {before:.0%} before"
    return None


def _parsed(runs: Sequence[Run]) -> list[bool]:
    landed = sum(run.articles["landed"] for run in runs)
    return [True] * landed + [False] * sum(run.articles["rejected"] for run in runs)


def _share(marks: Sequence[bool]) -> float | None:
    return sum(marks) / len(marks) if len(marks) >= ENOUGH else None

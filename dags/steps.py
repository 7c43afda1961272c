"""The steps that DAGs share, each a task that does one room's work in the present run and notes it in its journal.

Nothing heavy is imported before a task runs: the scheduler reads DAG files all day long.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pendulum
from airflow.sdk import task

from storage.settings import Settings

BUILD_POOL = "warehouse"  # one slot: only one task at a time may write the candidate
TIMEZONE = "Asia/Ho_Chi_Minh"
START = pendulum.datetime(2025, 1, 1, tz=TIMEZONE)
DEFAULTS = {
    "owner": "danvan",
    "retries": 2,
    "retry_delay": timedelta(seconds=Settings().retry_seconds),
    "execution_timeout": timedelta(hours=2),
}
# How a DAG that people trigger stands beside the nightly one.
BY_HAND: dict[str, Any] = {
    "schedule": None,
    "start_date": START,
    "max_active_runs": 1,
    "dagrun_timeout": timedelta(days=7),
    "default_args": DEFAULTS,
    "tags": ["by-hand", "warehouse"],
}


def done(work: Any, step: str, run_id: str | None, source_id: str | None = None) -> dict[str, Any]:
    """Do a step's work in this run, noting it in the run's journal; returns its report for XCom."""
    from storage.lake import run_name
    from storage.runs import plain, record

    report: dict[str, Any] = plain(record(work, Settings(), run_name(str(run_id)), step, source_id))
    return report


def chosen_sources(wanted: list[str] | None) -> list[str]:
    """The ids asked for, or of all sources that are not switched off. Raises SourceError for one that nobody knows."""
    from scrapers.registry import load_sources, source_by_id

    if wanted:
        return [source_by_id(source_id, Settings().sources).id for source_id in dict.fromkeys(wanted)]
    return [source.id for source in load_sources(Settings().sources).values() if source.off is None]


def chosen_days(params: dict[str, Any] | None) -> Any:
    """The period that a run's ``since`` and ``until`` (YYYY-MM-DD) name, until today where it has no end; else None.

    Raises ValueError where a date is none, or ends a period that nothing begins.
    """
    from scrapers.period import Period, PeriodError

    asked = params or {}
    since, until = asked.get("since"), asked.get("until")
    if not since:
        if until:
            raise PeriodError(f"days until {until} need a first day: set 'since'")
        return None
    return Period(date.fromisoformat(since), date.fromisoformat(until) if until else pendulum.now(TIMEZONE).date())


@task(max_active_tis_per_dagrun=8)
def scrape(source_id: str, run_id: str | None = None, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Land what is new at one source, or what it published on the days asked for."""
    from extraction.subject import is_wanted
    from scrapers.run import scrape as scrape_source

    work = partial(scrape_source, source_id, wanted=is_wanted, period=chosen_days(params))
    return done(work, "scrape", run_id, source_id)


@task(max_active_tis_per_dagrun=8, trigger_rule="all_done", retries=1)
def extract(source_id: str | None = None, run_id: str | None = None) -> dict[str, Any]:
    """Read the claims out of articles, of one source or of all, that this extractor has not read."""
    from extraction.run import extract_lake

    return done(partial(extract_lake, source_id=source_id, jobs=Settings().jobs), "extract", run_id, source_id)


@task(trigger_rule="all_done_min_one_success", pool=BUILD_POOL, retries=1)
def build(run_id: str | None = None) -> dict[str, Any]:
    """Build the candidate with dbt, from what is new in the lake; on Sundays from the whole lake."""
    from storage.candidate import build as build_candidate

    is_sunday = pendulum.now(TIMEZONE).isoweekday() == 7
    return done(partial(build_candidate, full=is_sunday), "build", run_id)


@task(pool=BUILD_POOL, retries=0)
def check(run_id: str | None = None, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Hold the candidate to the expectations; a verdict does not change by asking again, so no retry."""
    from expectations.gate import check as check_candidate

    may_shrink = bool((params or {}).get("may_shrink"))
    return done(partial(check_candidate, may_shrink=may_shrink), "check", run_id)


@task(pool=BUILD_POOL, retries=1)
def publish(run_id: str | None = None) -> dict[str, Any]:
    """Put the checked candidate in the published file's place; refuses one that did not pass."""
    from storage.publishing import publish as publish_candidate

    return done(publish_candidate, "publish", run_id)

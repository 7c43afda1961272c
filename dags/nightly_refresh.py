"""Every night: scrape what is new, read the claims out of it, build the warehouse aside, check it, publish it.

At 01:30 Vietnam time; `list_sources → scrape (mapped) → extract (mapped) → build → check → publish`.

**A red task means**

- `list_sources`: a file in `scrapers/sources/` cannot be used; the log names file and key.
  Mend the file, clear the task.
- `scrape`: that one source could not be read at all; all others went on and are published.
  `danvan query "from step_outcomes"` shows what each address came to. Clear the task when the site answers again.
- `extract`: a fault of ours, some article breaks the extractor. Mend it, clear the task: the pages lie in the lake,
  nothing is fetched again.
- `build`: dbt failed; the log gives one sentence and the path of dbt's own log. Mend the model, clear the task.
- `check`: the candidate broke a critical rule. The published warehouse stays as it was and the candidate is kept for
  you as `warehouse/candidate.duckdb`. Mend the cause, clear `build` and what follows it.
- `publish`: the candidate is not the one that was checked, or the disk is full. Clear `build` and what follows it.

**To run it again**, clear any task together with everything downstream of it: every step replaces what it wrote itself
and nothing else, so a repeated run ends in the same tables. To run it now: *Trigger*, or `danvan refresh` by hand.
A night that published something bad is undone by `danvan rollback`.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pendulum
from airflow.sdk import dag, task

from storage.settings import Settings

BUILD_POOL = "warehouse"  # one slot: only one task at a time may write the candidate

DEFAULTS = {
    "owner": "danvan",
    "retries": 2,
    "retry_delay": timedelta(seconds=Settings().retry_seconds),
    "execution_timeout": timedelta(hours=2),
}


def done(work: Any, step: str, run_id: str | None, source_id: str | None = None) -> dict[str, Any]:
    """Do a step's work in this run, noting it in the run's journal; returns its report for XCom."""
    from storage.lake import run_name
    from storage.runs import plain, record

    report: dict[str, Any] = plain(record(work, Settings(), run_name(str(run_id)), step, source_id))
    return report


@dag(
    schedule="30 1 * * *",
    start_date=pendulum.datetime(2025, 1, 1, tz="Asia/Ho_Chi_Minh"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args=DEFAULTS,
    tags=["nightly", "warehouse"],
    doc_md=__doc__,
)
def nightly_refresh() -> None:
    """Scrape, extract, build, check, publish."""

    @task(execution_timeout=timedelta(minutes=5))
    def list_sources() -> list[str]:
        """The ids of all sources that are not switched off."""
        from scrapers.registry import load_sources

        return [source.id for source in load_sources(Settings().sources).values() if source.off is None]

    @task(max_active_tis_per_dagrun=8)
    def scrape(source_id: str, run_id: str | None = None) -> dict[str, Any]:
        """Land what is new at one source."""
        from extraction.subject import is_wanted
        from scrapers.run import scrape as scrape_source

        return done(partial(scrape_source, source_id, wanted=is_wanted), "scrape", run_id, source_id)

    @task(max_active_tis_per_dagrun=8, trigger_rule="all_done", retries=1)
    def extract(source_id: str, run_id: str | None = None) -> dict[str, Any]:
        """Read the claims out of one source's articles that this extractor has not read."""
        from extraction.run import extract_lake

        return done(partial(extract_lake, source_id=source_id, jobs=Settings().jobs), "extract", run_id, source_id)

    @task(trigger_rule="all_done_min_one_success", pool=BUILD_POOL, retries=1)
    def build(run_id: str | None = None) -> dict[str, Any]:
        """Build the candidate with dbt, from what is new in the lake; on Sundays from the whole lake."""
        from storage.candidate import build as build_candidate

        is_sunday = pendulum.now("Asia/Ho_Chi_Minh").isoweekday() == 7
        return done(partial(build_candidate, full=is_sunday), "build", run_id)

    @task(pool=BUILD_POOL, retries=0)
    def check(run_id: str | None = None) -> dict[str, Any]:
        """Hold the candidate to the expectations; a verdict does not change by asking again, so no retry."""
        from expectations.gate import check as check_candidate

        return done(check_candidate, "check", run_id)

    @task(pool=BUILD_POOL, retries=1)
    def publish(run_id: str | None = None) -> dict[str, Any]:
        """Put the checked candidate in the published file's place; refuses one that did not pass."""
        from storage.publishing import publish as publish_candidate

        return done(publish_candidate, "publish", run_id)

    sources = list_sources()
    scraped = scrape.expand(source_id=sources)
    extracted = extract.expand(source_id=sources)
    scraped >> extracted >> build() >> check() >> publish()


nightly_refresh()

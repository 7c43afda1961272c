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

from airflow.sdk import dag, task

from dags.steps import DEFAULTS, START, build, check, chosen_sources, extract, publish, scrape


@dag(
    schedule="30 1 * * *",
    start_date=START,
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
        return chosen_sources(None)

    sources = list_sources()
    scraped = scrape.expand(source_id=sources)
    extracted = extract.expand(source_id=sources)
    scraped >> extracted >> build() >> check() >> publish()


nightly_refresh()

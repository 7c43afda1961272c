"""Every day: which source has gone quiet, changed its layout, or blocks us.

At 07:00 Vietnam time, after the night; one task, `look`. It reads what earlier runs left in the lake and asks nobody.

**A red task means**

- `look`: some source needs a person. The log says of each what was found and what to do: a source that is *blocking*
  refuses us, one that is *failing* cannot be read at all, an *idle* one was not scraped, a *quiet* one brings less than
  its bounds or its own past, and of a *changed* one fewer articles have a date, a lead, or can be read.
  `danvan sources health` shows the same. Nothing else waits for this task: what was published stays as it is.

**To run it again**, clear the task: it only reads. After mending a source's file it turns green with the next night.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import dag, task

from dags.steps import DEFAULTS, START
from storage.settings import Settings


@dag(
    schedule="0 7 * * *",
    start_date=START,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=1),
    default_args=DEFAULTS | {"retries": 1, "execution_timeout": timedelta(minutes=30)},
    tags=["monitoring"],
    doc_md=__doc__,
)
def source_health() -> None:
    """Look at every source's last runs."""

    @task
    def look() -> dict[str, Any]:
        """Hold each source to its bounds and its own history."""
        from scrapers.health import look as look_at_sources
        from storage.runs import StepFailedError, plain

        report = look_at_sources(Settings())
        if not report.passed:
            raise StepFailedError(report.summary)
        found: dict[str, Any] = plain(report)
        return found

    look()


source_health()

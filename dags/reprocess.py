"""By hand: read kept pages again with today's parsers, extract what came out otherwise, build, check, publish.

For when a parser or the extractor has become better, and for replaying a night. No site is asked. Trigger it with a
form: `since` and `until` (days on which pages were fetched; none means all), `sources` (ids; none means all), and
`may_shrink` when fewer rows are what is expected. `list_sources → parse (mapped) → extract → build → check → publish`.

**A red task means**

- `list_sources`: a date that is none, an unknown source, or a source file that cannot be used; the log says which.
- `parse`: a fault of ours, some page breaks a parser. Mend it, clear the task. The other sources went on.
- `extract`: a fault of ours, some article breaks the extractor. Mend it, clear the task.
- `build`, `check`, `publish`: as in `nightly_refresh`. The published warehouse stays as it was. A `check` that is red
  because a table lost many rows means just that: look whether they should be gone, then trigger with `may_shrink`.

**To run it again**, clear any task with everything downstream of it, or trigger it once more: pages that are read as
before change nothing.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from airflow.sdk import Param, dag, task

from dags.steps import BY_HAND, build, check, chosen_days, chosen_sources, done, extract, publish

PARAMS = {
    "since": Param(None, type=["null", "string"], format="date", description="first day of fetching; all when none"),
    "until": Param(None, type=["null", "string"], format="date", description="last day of fetching; today when none"),
    "sources": Param([], type="array", items={"type": "string"}, description="ids; all when none is given"),
    "may_shrink": Param(False, type="boolean", description="let published tables lose any number of rows this once"),
}


@dag(**BY_HAND, params=PARAMS, doc_md=__doc__)
def reprocess() -> None:
    """Parse and extract again from the kept pages, then what every night does."""

    @task(execution_timeout=timedelta(minutes=5))
    def list_sources(params: dict[str, Any] | None = None) -> list[str]:
        """The ids of the sources whose pages are read again."""
        chosen_days(params)  # said before anything begins
        return chosen_sources((params or {}).get("sources"))

    @task(max_active_tis_per_dagrun=4, execution_timeout=timedelta(days=1), retries=1)
    def parse(source_id: str, run_id: str | None = None, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Read one source's kept pages again."""
        from scrapers.parsing import parse_raw

        return done(partial(parse_raw, source_id, period=chosen_days(params)), "parse", run_id, source_id)

    parse.expand(source_id=list_sources()) >> extract() >> build() >> check() >> publish()


reprocess()

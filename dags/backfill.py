"""By hand: what sources published between two days, or what lies in files; then extract, build, check, publish.

Trigger it with a form: `since` and `until` (days, both included; no `until` means today), `sources` (ids; none means
all that are not switched off), `files` (paths on the worker: .txt, .html, .json, .jsonl, .warc(.gz), or folders).
Days, files or both; `list_work → import_files, scrape (mapped) → extract → build → check → publish`.

**A red task means**

- `list_work`: what was asked for cannot be done: neither days nor files, a date that is none, an unknown source.
  The log says which; trigger the DAG again with other words.
- `import_files`: a path is not there or cannot be read, or nothing in the files could be used. What was read is kept
  and goes on; `danvan query "from rejected_rows"` says why the rest was not. Mend the files, clear the task.
- `scrape`: that one source could not be read at all; all others went on. Clear the task when the site answers again.
- `extract`: a fault of ours, some article breaks the extractor. Mend it, clear the task; nothing is fetched again.
- `build`, `check`, `publish`: as in `nightly_refresh`. The published warehouse stays as it was.

**To run it again**, clear any task with everything downstream of it, or trigger it with the same days: what the lake
holds already is not fetched or landed twice. The pace of each site holds here as well, so long periods take long.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import Param, dag, task

from dags.steps import (
    BY_HAND,
    build,
    check,
    chosen_days,
    chosen_sources,
    done,
    extract,
    publish,
    scrape,
)

PARAMS = {
    "since": Param(None, type=["null", "string"], format="date", description="first day; none with files alone"),
    "until": Param(None, type=["null", "string"], format="date", description="last day; today when none is given"),
    "sources": Param([], type="array", items={"type": "string"}, description="ids; all when none is given"),
    "files": Param([], type="array", items={"type": "string"}, description="files or folders to import"),
}


@dag(**BY_HAND, params=PARAMS, doc_md=__doc__)
def backfill() -> None:
    """Scrape past days or import files, then what every night does."""

    @task(execution_timeout=timedelta(minutes=5))
    def list_work(params: dict[str, Any] | None = None) -> list[str]:
        """The ids of the sources to scrape: none where only files were asked for."""
        asked = params or {}
        days = chosen_days(params)
        if days is None and not asked.get("files"):
            raise ValueError("nothing to do: set 'since' to a first day, or 'files' to paths, when triggering the DAG")
        return chosen_sources(asked.get("sources")) if days is not None else []

    @task(execution_timeout=timedelta(days=1))
    def import_files(run_id: str | None = None, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Land the files that were asked for; reports nothing where none were."""
        from scrapers.importing import import_paths
        from storage.runs import StepFailedError

        def land(**how: Any) -> Any:
            report = import_paths(paths, **how)
            if report.exit_status:
                raise StepFailedError(f"{report.rejected} inputs could not be used; rejected_rows says why")
            return report

        paths = [Path(path) for path in (params or {}).get("files") or []]
        return done(land, "import", run_id) if paths else {}

    sources = list_work()
    imported = import_files()
    scraped = scrape.override(execution_timeout=timedelta(days=2)).expand(source_id=sources)
    sources >> imported
    [imported, scraped] >> extract() >> build() >> check() >> publish()


backfill()

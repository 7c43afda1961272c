"""Reads all DAG files as Airflow does and prints what they are as JSON; run in a process of its own by the tests."""

import json
import sys
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag


def main(folder: Path) -> None:
    """Print the bag: import errors, and each DAG with its tasks."""
    bag = DagBag(dag_folder=folder)
    dags = {
        dag_id: {
            "file": Path(dag.fileloc).stem,
            "tags": sorted(dag.tags),
            "doc": dag.doc_md or "",
            "schedule": str(dag.schedule),
            "timezone": str(dag.timezone),
            "catchup": dag.catchup,
            "max_active_runs": dag.max_active_runs,
            "timeout": dag.dagrun_timeout and dag.dagrun_timeout.total_seconds(),
            "tasks": {
                task.task_id: {
                    "owner": task.owner,
                    "retries": task.retries,
                    "retry_seconds": task.retry_delay.total_seconds(),
                    "timeout": task.execution_timeout and task.execution_timeout.total_seconds(),
                    "pool": task.pool,
                    "trigger_rule": str(getattr(task.trigger_rule, "value", task.trigger_rule)),
                    "mapped": task.is_mapped,
                    "upstream": sorted(task.upstream_task_ids),
                }
                for task in dag.tasks
            },
        }
        for dag_id, dag in bag.dags.items()
    }
    json.dump({"errors": {str(k): v for k, v in bag.import_errors.items()}, "dags": dags}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Airflow inside the home folder: SQLite, no server, no examples, the DAGs of this repository.

Run as a process of its own (``python -m danvan.embedded``), it makes the metadata database when there is none of this
Airflow version yet, and then runs one DAG as ``airflow dags test`` does.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from storage.settings import Settings

RETRY_SECONDS = "5"  # nobody wants to watch a terminal for five minutes
POOL = ("warehouse", 1, "one task at a time may write the warehouse")


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which the DAGs run below this home, and only there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "DANVAN_"))}
    home = settings.home / "airflow"
    return {
        **kept,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(REPOSITORY / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "AIRFLOW__LOGGING__COLORED_CONSOLE_LOG": "False",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        **{f"DANVAN_{name.upper()}": str(getattr(settings, name)) for name in type(settings).model_fields},
        "DANVAN_RETRY_SECONDS": os.environ.get("DANVAN_RETRY_SECONDS", RETRY_SECONDS),
    }


def prepare(home: Path) -> None:
    """Make the metadata database below the Airflow home, once a version of Airflow; safe after a crash."""
    done = home / "database.version"
    present = version("apache-airflow")
    before = done.read_text(encoding="utf-8") if done.exists() else None
    if before == present:
        return
    home.mkdir(parents=True, exist_ok=True)
    if before is None:  # never finished: what lies there is half a database
        (home / "airflow.db").unlink(missing_ok=True)
    from airflow.models.pool import Pool
    from airflow.utils.db import upgradedb

    upgradedb()
    name, slots, description = POOL
    Pool.create_or_update_pool(name, slots, description, include_deferred=False)
    done.write_text(present, encoding="utf-8")


def main() -> None:
    """Prepare the database and run the DAG named on the command line, with what follows its name (``--conf JSON``)."""
    prepare(Path(os.environ["AIRFLOW_HOME"]))
    from airflow.__main__ import main as airflow

    sys.argv = ["airflow", "dags", "test", *sys.argv[1:]]
    airflow()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()

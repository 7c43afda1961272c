"""The DAGs are what docs and schedule say, and cost the scheduler nothing to read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from danvan.embedded import POOL

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"
EXPECTED = {"nightly_refresh", "backfill", "reprocess", "source_health"}
SHARED = {"__init__", "steps"}
TAGS = {"nightly", "warehouse", "by-hand", "monitoring"}
HEAVY = {
    "pandas", "pyarrow", "duckdb", "dbt", "great_expectations", "trafilatura", "lxml", "selectolax",
    "py3langid", "scrapers", "extraction", "expectations",
}  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("airflow")]


def run(command: list[str | Path], home: Path) -> str:
    environment = {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
    }
    result = subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return result.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("airflow")
    found: dict[str, Any] = json.loads(run([Path(__file__).parent / "inspect_dags.py", DAGS], home))
    return found


@pytest.fixture(scope="module")
def dags(bag: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = bag["dags"]
    return found


def test_the_bag_is_not_empty_and_equals_the_list(bag: dict[str, Any]) -> None:
    assert bag["errors"] == {}
    assert set(bag["dags"]) == EXPECTED
    assert {path.stem for path in DAGS.glob("*.py")} == EXPECTED | SHARED, (
        "a file without a DAG, or one not in the list"
    )


def test_a_dag_is_named_after_its_file(dags: dict[str, Any]) -> None:
    assert {name: dag["file"] for name, dag in dags.items()} == {name: name for name in dags}


def test_tags_are_from_the_closed_set(dags: dict[str, Any]) -> None:
    for name, dag in dags.items():
        assert dag["tags"], name
        assert set(dag["tags"]) <= TAGS, name


def test_the_docs_say_what_a_red_task_means_and_how_to_run_again(dags: dict[str, Any]) -> None:
    for name, dag in dags.items():
        assert "A red task means" in dag["doc"], name
        assert "run it again" in dag["doc"], name
        for task in dag["tasks"]:
            assert f"`{task}`" in dag["doc"], f"{name} does not say what a red {task} means"


def test_every_task_has_an_owner_retries_and_a_timeout(dags: dict[str, Any]) -> None:
    for name, dag in dags.items():
        assert dag["timeout"], name
        for task_id, task in dag["tasks"].items():
            assert task["owner"] == "danvan", task_id
            assert task["timeout"], task_id
            assert task["timeout"] < dag["timeout"], task_id
            assert task["retries"] >= (0 if task_id == "check" else 1), task_id
            assert task["retry_seconds"] == 300, task_id


def test_the_nightly_refresh_runs_at_half_past_one_in_vietnam_once_at_a_time(dags: dict[str, Any]) -> None:
    nightly = dags["nightly_refresh"]
    assert (nightly["schedule"], nightly["timezone"]) == ("30 1 * * *", "Asia/Ho_Chi_Minh")
    assert nightly["catchup"] is False
    assert nightly["max_active_runs"] == 1


def test_the_nightly_refresh_goes_one_way(dags: dict[str, Any]) -> None:
    tasks = dags["nightly_refresh"]["tasks"]
    assert {name: task["upstream"] for name, task in tasks.items()} == {
        "list_sources": [],
        "scrape": ["list_sources"],
        "extract": ["list_sources", "scrape"],
        "build": ["extract"],
        "check": ["build"],
        "publish": ["check"],
    }
    assert {name for name, task in tasks.items() if task["mapped"]} == {"scrape", "extract"}


@pytest.mark.parametrize(
    ("dag_id", "first", "mapped"),
    [
        ("backfill", {"list_work": [], "import_files": ["list_work"], "scrape": ["list_work"]}, "scrape"),
        ("reprocess", {"list_sources": [], "parse": ["list_sources"]}, "parse"),
    ],
)
def test_what_is_triggered_by_hand_ends_as_every_night_does(
    dag_id: str, first: dict[str, list[str]], mapped: str, dags: dict[str, Any]
) -> None:
    by_hand = dags[dag_id]
    assert (by_hand["schedule"], by_hand["max_active_runs"], by_hand["tags"]) == ("None", 1, ["by-hand", "warehouse"])
    assert {name: task["upstream"] for name, task in by_hand["tasks"].items()} == first | {
        "extract": sorted(set(first) - {"list_work", "list_sources"}),
        "build": ["extract"],
        "check": ["build"],
        "publish": ["check"],
    }
    assert [name for name, task in by_hand["tasks"].items() if task["mapped"]] == [mapped]


def test_the_health_of_sources_is_looked_at_every_day_by_one_task(dags: dict[str, Any]) -> None:
    health = dags["source_health"]
    assert (health["schedule"], health["timezone"]) == ("0 7 * * *", "Asia/Ho_Chi_Minh")
    assert list(health["tasks"]) == ["look"]


def test_a_broken_source_stops_nobody_else_but_a_failed_check_stops_publishing(dags: dict[str, Any]) -> None:
    rules = {name: task["trigger_rule"] for name, task in dags["nightly_refresh"]["tasks"].items()}
    assert rules["extract"] == "all_done"
    assert rules["build"] == "all_done_min_one_success"
    assert rules["check"] == rules["publish"] == "all_success"


def test_one_task_at_a_time_writes_the_warehouse(dags: dict[str, Any]) -> None:
    for dag_id in ("nightly_refresh", "backfill", "reprocess"):
        tasks = dags[dag_id]["tasks"]
        assert {tasks[name]["pool"] for name in ("build", "check", "publish")} == {POOL[0]}, dag_id
    assert POOL[1] == 1


@pytest.mark.parametrize("path", [DAGS / f"{name}.py" for name in sorted(EXPECTED)], ids=lambda path: path.stem)
def test_nothing_heavy_is_imported_when_a_dag_is_read(path: Path, tmp_path: Path) -> None:
    code = (
        "import sys, runpy; import airflow.sdk, pendulum; airflow.sdk.DAG, airflow.sdk.dag, airflow.sdk.task\n"
        "before = set(sys.modules)\n"
        f"runpy.run_path({str(path)!r})\n"
        "print(' '.join(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
    )
    imported = set(run(["-c", code], tmp_path).split())
    assert "storage" in imported, "the probe sees nothing"
    assert not imported & HEAVY

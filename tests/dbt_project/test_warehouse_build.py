"""Building: again and elsewhere with the same rows, from nothing, after a kill, and saying clearly what failed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from invented_reports import FIRST_NIGHT, SECOND_NIGHT
from killed_build import kill_while_building
from lake_from_gold import write_gold_lake

from storage.candidate import PROJECT, BuildFailed, build
from storage.lake import Lake
from storage.settings import REPOSITORY, Settings
from storage.workings import prepare

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PUBLISHED = [
    *("fct_conferences", "fct_conference_participants", "fct_models", "fct_awards", "fct_document_references"),
    *("fct_conference_claims", "fct_model_claims", "fct_award_claims", "fct_person_claims", "fct_document_claims"),
    *("fct_claim_cells", "dim_article", "dim_story", "dim_source", "dim_language", "dim_date", "dim_award_type"),
    *(
        "dim_admin_unit",
        "bridge_admin_unit",
        "admin_unit_disagreements",
        "dim_person",
        "dim_organisation",
        "dim_document",
    ),
    *("rejected_rows", "step_outcomes", "bridge_fact_place", "mart_model_counts", "mart_province_year"),
    *("mart_territory_year", "mart_award_league", "mart_monthly_activity", "mart_coverage"),
    *("mart_events", "mart_awards", "dim_person_position", "dim_organisation_name"),
]
# What was published when: carried on from file to file, so a rebuild from the lake begins it anew.
HISTORY = [
    *("hist_conferences", "hist_models", "hist_awards", "hist_conference_participants", "hist_document_references"),
    "fact_history",
]
FIXED = {
    *("dim_language", "dim_date", "dim_award_type"),
    *("dim_admin_unit", "bridge_admin_unit", "admin_unit_disagreements"),
}


def rows(candidate: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all published tables, sorted."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return {table: connection.execute(f"FROM main.{table} ORDER BY ALL").fetchall() for table in PUBLISHED}


def test_the_published_file_holds_plain_tables_of_main_only(built: Path) -> None:
    with duckdb.connect(str(built / "warehouse" / "candidate.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT table_schema, table_type, table_name FROM information_schema.tables"
        ).fetchall()
    assert {(schema, kind) for schema, kind, _ in found} == {("main", "BASE TABLE")}
    assert {name for _, _, name in found} == {*PUBLISHED, *HISTORY}


def test_a_rebuild_elsewhere_from_other_runs_gives_the_same_rows(built: Path, settings: Settings) -> None:
    # Another folder, over what is published, landed by runs of other names: one that died and the one after it.
    lake = settings.lake
    write_gold_lake(lake, FIRST_NIGHT[:3], run="died", day=date(2025, 11, 1), source_id="baomau")
    write_gold_lake(lake, FIRST_NIGHT, run="again", day=date(2025, 11, 1), source_id="baomau")
    write_gold_lake(lake, SECOND_NIGHT, run="later", day=date(2025, 11, 3), source_id="baomau")
    settings.warehouse.mkdir(parents=True)
    published = settings.warehouse / "danvan.duckdb"
    shutil.copyfile(built / "warehouse" / "candidate.duckdb", published)
    before = published.read_bytes()
    told: list[str] = []
    report = build(settings=settings, run="later", progress=told.append)
    again = rows(settings.warehouse / "candidate.duckdb")
    for table, first in rows(built / "warehouse" / "candidate.duckdb").items():
        assert again[table] == first, table
    assert published.read_bytes() == before
    assert report.models > 50
    assert report.tests > 90
    assert any("models and tests" in line for line in told)


def test_a_killed_build_leaves_no_candidate_and_the_next_one_starts_afresh(settings: Settings) -> None:
    building = settings.warehouse / "building" / "candidate.duckdb"
    kill_while_building(settings.home)
    assert building.exists()
    assert not (settings.warehouse / "candidate.duckdb").exists()
    build(settings=settings, run="next")
    found = rows(settings.warehouse / "candidate.duckdb")
    assert {table for table, kept in found.items() if kept} == FIXED  # an empty lake: every table is there, and empty
    assert not building.exists()


def test_a_build_that_fails_names_what_failed_and_keeps_the_published_file(settings: Settings) -> None:
    Lake(settings.lake).prepare()
    broken = settings.lake / "articles" / "source=baomau" / "date=2025-11-01" / "cut.parquet"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"PAR1 and no more")
    settings.warehouse.mkdir(parents=True)
    published = settings.warehouse / "danvan.duckdb"
    duckdb.connect(str(published)).close()
    before = published.read_bytes()
    with pytest.raises(
        BuildFailed, match=r"the model stg_lake__changed_articles failed .*cut\.parquet.* dbt's log is .*dbt\.log"
    ):
        build(settings=settings, run="broken")
    assert published.read_bytes() == before
    assert not (settings.warehouse / "candidate.duckdb").exists()


def test_a_folder_that_reads_as_a_pattern_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="which DuckDB reads as a pattern"):
        build(settings=Settings(home=tmp_path / "a*b"), run="x")


def test_all_unit_tests_of_dbt_hold(built: Path, tmp_path: Path) -> None:
    candidate = tmp_path / "candidate.duckdb"
    workings = tmp_path / "workings.duckdb"
    prepare(workings, tmp_path, "", built / "lake", "unit tests", full=True)
    variables = {
        "lake": str(built / "lake"),
        "admin_units": str(REPOSITORY / "storage/data/admin_units.csv"),
        "admin_unit_changes": str(REPOSITORY / "storage/data/admin_unit_changes.csv"),
        "admin_unit_earlier": str(REPOSITORY / "storage/data/admin_unit_earlier.csv"),
    }
    finished = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "build", "--exclude-resource-type", "test"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--vars", json.dumps(variables)),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ],
        env=os.environ | {"DANVAN_CANDIDATE": str(candidate), "DANVAN_WORKINGS": str(workings), "DO_NOT_TRACK": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads((tmp_path / "target" / "run_results.json").read_text("utf-8"))["results"]
    units = [result for result in results if result["unique_id"].startswith("unit_test.")]
    assert len(units) >= 13
    assert [unit["unique_id"] for unit in units if unit["status"] != "pass"] == [], finished.stdout[-3000:]

"""The gate on a tiny warehouse.

Every expectation can fail, bad data and broken tooling are told apart, and a candidate that failed changes nothing
for readers.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations import gate
from expectations.scope import Scope
from expectations.suite import load_suites
from storage.publishing import PublishRefused, publish
from storage.settings import Settings
from storage.warehouse import (
    Built,
    CheckReport,
    Warehouse,
    WarehouseError,
    read_record,
    sha256_of,
    stamp_of,
    write_record,
)

pytestmark = pytest.mark.slow  # Great Expectations takes ten seconds to import

FOLDER = Path(__file__).parent
TINY = (FOLDER / "tiny_warehouse.sql").read_text(encoding="utf-8")
SUITES = load_suites()
SUBJECT_OF = {one.name: subject for subject, suite in SUITES.items() for one in suite.expectations}

POISONS: dict[str, str] = yaml.safe_load((FOLDER / "poisons.yml").read_text(encoding="utf-8"))
HARMLESS: dict[str, str] = yaml.safe_load((FOLDER / "harmless.yml").read_text(encoding="utf-8"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path)
    settings.warehouse.mkdir()
    build(settings)
    return settings


def build(settings: Settings, *poisons: str) -> Path:
    """A new candidate: the tiny warehouse, then the poisons."""
    candidate = Warehouse(settings).candidate
    candidate.unlink(missing_ok=True)
    with duckdb.connect(str(candidate)) as connection:
        for statements in (TINY, *poisons):
            connection.execute(statements)
    return candidate


def check(settings: Settings, **options: bool) -> CheckReport:
    return gate.check(settings=settings, run="night", **options)


def failed(report: CheckReport) -> set[str]:
    return {result.name for result in report.results if not result.success}


def test_a_sound_candidate_passes_and_the_report_says_what_was_checked(settings: Settings) -> None:
    told: list[str] = []
    report = gate.check(settings=settings, run="night-1", progress=told.append)

    assert report.passed
    assert failed(report) == set()
    assert [result.name for result in report.results] == list(SUBJECT_OF)
    warehouse = Warehouse(settings)
    assert report.sha256 == sha256_of(warehouse.candidate)
    assert report.tables["fct_models"] == 2
    assert read_record(CheckReport, warehouse.check) == report
    assert json.loads(warehouse.check.read_text())["run"] == "night-1"
    assert "may be published" in told[-1]


def test_every_expectation_has_a_poison() -> None:
    assert set(POISONS) == set(SUBJECT_OF)


@pytest.mark.parametrize("name", POISONS)
def test_every_expectation_fails_on_its_poison(settings: Settings, name: str) -> None:
    from expectations.checkpoint import run_suites  # noqa: PLC0415 (heavy: not while collecting)

    candidate = build(settings, POISONS[name])
    suite = SUITES[SUBJECT_OF[name]]
    only = suite.model_copy(update={"expectations": [one for one in suite.expectations if one.name == name]})
    with duckdb.connect(str(candidate), read_only=True) as connection:
        rows = connection.table("fct_models").count("*").fetchone()
    row_counts = [("fct_models", rows[0] if rows else 0, 2), ("small", 15, 25)]
    (result,) = run_suites(candidate, {"only": only}, row_counts, Scope())
    assert not result.success
    assert "Found:" in result.message


@pytest.mark.parametrize("case", HARMLESS)
def test_what_papers_may_write_does_not_fail(settings: Settings, case: str) -> None:
    build(settings, HARMLESS[case])
    assert failed(check(settings)) == set()


@pytest.mark.parametrize(
    ("poison", "name"),
    [
        ("UPDATE fct_awards SET individuals = -5, total = NULL", "fct_awards__individuals_are_between_0_and_5_million"),
        (
            "UPDATE fct_models SET model_count = 60 WHERE status = 'completed'",
            "fct_models__completed_is_at_most_registered",
        ),
        (
            "UPDATE fct_award_claims SET quote = 'words of no article' WHERE claim_id = 'ac1'",
            "fct_award_claims__every_quote_stands_in_its_article",
        ),
    ],
    ids=["minus-five-recipients", "more-completed-than-registered", "quote-not-in-its-article"],
)
def test_a_poisoned_candidate_leaves_the_published_file_and_its_readers_alone(
    settings: Settings, poison: str, name: str
) -> None:
    check(settings)
    publish(settings=settings, run="night-1")
    warehouse = Warehouse(settings)
    before = warehouse.published.read_bytes()
    build(settings, poison)

    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(settings.home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        report = check(settings)
        with pytest.raises(PublishRefused, match=name):
            publish(settings=settings, run="night-2")
    finally:
        reader.communicate("stop", timeout=60)

    assert reader.returncode == 0
    assert not report.passed
    assert name in failed(report)
    assert warehouse.published.read_bytes() == before
    assert warehouse.candidate.exists()


READER = """
import select, sys
from pathlib import Path
from storage import reading
from storage.settings import Settings

settings = Settings(home=Path(sys.argv[1]))
print("reading", flush=True)
stopped = False
while not stopped:
    stopped = bool(select.select([sys.stdin], [], [], 0.01)[0])
    with reading.connect(settings) as connection:
        assert connection.execute("SELECT individuals, total FROM fct_awards").fetchall() == [(5, 12)]
"""


@pytest.mark.parametrize("status", ["completed", "registered"])
def test_more_completed_than_registered_is_found_where_one_of_them_does_not_say_when(
    settings: Settings, status: str
) -> None:
    build(
        settings,
        "UPDATE fct_models SET model_count = 41, part_of_model_key = NULL WHERE status = 'completed'",
        f"UPDATE fct_models SET period = NULL WHERE status = '{status}'",
    )
    assert failed(check(settings)) == {"fct_models__completed_is_at_most_registered"}


def test_a_warning_is_reported_and_does_not_stop_the_publishing(settings: Settings) -> None:
    build(settings, POISONS["dim_article__no_article_is_published_after_today"])
    report = check(settings)
    assert report.passed
    assert failed(report) == {"dim_article__no_article_is_published_after_today"}
    manifest = publish(settings=settings, run="night")
    assert manifest.checks is not None
    assert [warning.name for warning in manifest.checks.warnings] == list(failed(report))


def test_a_message_says_what_was_found_and_what_to_do(settings: Settings) -> None:
    build(settings, "UPDATE fct_awards SET total = 13")
    (result,) = [result for result in check(settings).results if not result.success]
    assert result.observed == "1"
    assert "award_key award1, collectives 7, individuals 5, total 13" in result.message
    assert result.message.endswith("two awards were taken for one.")


def test_losing_most_published_rows_is_refused_unless_the_run_may_shrink(settings: Settings) -> None:
    many = "INSERT INTO dim_language SELECT md5('l' || i), 'l' || i FROM range(50) AS t (i)"
    build(settings, many)
    check(settings)
    publish(settings=settings, run="night-1")

    build(settings, "DROP TABLE dim_document; CREATE TABLE dim_document AS SELECT '' AS document_key WHERE false")
    report = check(settings)
    assert failed(report) == {"dim_article__published_tables_keep_their_rows"}
    assert (
        "table_name dim_language, published_rows 52, candidate_rows 2"
        in report.results[list(SUBJECT_OF).index("dim_article__published_tables_keep_their_rows")].message
    )

    report = check(settings, may_shrink=True)
    assert report.passed
    assert report.may_shrink


def test_a_published_table_that_is_gone_is_refused(settings: Settings) -> None:
    build(settings, "CREATE TABLE dim_extra AS SELECT 1 AS x")
    check(settings)
    publish(settings=settings, run="night-1")
    build(settings)
    assert failed(check(settings)) == {"dim_article__published_tables_keep_their_rows"}


def test_without_a_candidate_the_gate_says_so_and_forgets_nothing(settings: Settings) -> None:
    check(settings)
    Warehouse(settings).candidate.unlink()
    with pytest.raises(gate.NoCandidate, match="there is no candidate to check at"):
        check(settings)
    assert Warehouse(settings).check.exists()


def test_a_candidate_that_is_no_database_is_one_clear_sentence(settings: Settings) -> None:
    Warehouse(settings).candidate.write_bytes(b"not a database" * 1000)
    with pytest.raises(WarehouseError, match=r"candidate\.duckdb cannot be opened"):
        check(settings)


def test_a_candidate_without_a_table_is_no_matter_of_its_data(settings: Settings) -> None:
    build(settings, "DROP TABLE fct_awards")
    with pytest.raises(gate.GateBroken, match="lacks fct_awards"):
        check(settings)


def test_a_view_on_files_outside_the_warehouse_is_found(settings: Settings, tmp_path: Path) -> None:
    parquet = tmp_path / "rows.parquet"
    duckdb.sql("SELECT 1 AS x").write_parquet(str(parquet))
    build(settings, f"CREATE VIEW outside AS FROM '{parquet}'")
    with pytest.raises(gate.GateBroken, match="cannot be read on its own"):
        check(settings)


@pytest.mark.parametrize(
    "expected",
    [
        "no_rows: SELECT nonsense FROM fct_awards",
        "no_rows: SELECT award_key FROM no_such_table",
        "expect: ExpectColumnValuesToNotBeNull\n    given: {column: no_such_column}",
        "expect: ExpectColumnValuesToNotBeNull\n    given: {no_such_argument: 1}",
    ],
    ids=["column", "table", "great-expectations", "arguments"],
)
def test_broken_tooling_is_no_verdict_on_the_data(settings: Settings, tmp_path: Path, expected: str) -> None:
    check(settings)
    folder = tmp_path / "suites"
    folder.mkdir()
    (folder / "broken.yml").write_text(
        f"""
about: A suite whose one expectation cannot be evaluated.
expectations:
  - name: fct_awards__this_cannot_be_asked
    table: fct_awards
    severity: warning
    meaning: This means nothing, it cannot be asked.
    remedy: Mend the expectation.
    {expected}
"""
    )
    with pytest.raises(gate.GateBroken, match=r"could not be evaluated, so nothing was decided: .*no"):
        gate.check(settings=settings, run="night", suites_folder=folder)
    with pytest.raises(PublishRefused, match="has not been checked"):
        publish(settings=settings, run="night")


def test_a_suite_that_cannot_be_read_is_broken_tooling(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("about: [")
    with pytest.raises(gate.GateBroken, match=r"bad\.yml is not readable YAML"):
        gate.check(settings=settings, run="night", suites_folder=tmp_path)


def test_a_candidate_written_to_during_the_check_is_not_judged(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from expectations import checkpoint  # noqa: PLC0415 (heavy: not while collecting)

    real = checkpoint.run_suites

    def meddling(*args: object) -> object:
        results = real(*args)  # type: ignore[arg-type]
        with duckdb.connect(str(Warehouse(settings).candidate)) as connection:
            connection.execute("UPDATE fct_awards SET total = -5")
        return results

    monkeypatch.setattr(checkpoint, "run_suites", meddling)
    with pytest.raises(gate.GateBroken, match="written to while it was checked"):
        check(settings)
    assert not Warehouse(settings).check.exists()


def test_after_a_check_the_next_build_can_write_and_nothing_lies_about(settings: Settings) -> None:
    check(settings)
    with duckdb.connect(str(Warehouse(settings).candidate)) as connection:
        connection.execute("CREATE TABLE more AS SELECT 1 AS x")
    files = {path.name for path in settings.warehouse.iterdir()}
    assert files == {"candidate.duckdb", "check.json"}


def test_braces_and_percent_signs_in_values_are_only_text(settings: Settings) -> None:
    build(settings, "UPDATE fct_awards SET total = -1, award_key = '100% {batch} :x'")
    report = check(settings)
    assert re.search(r"100% \{batch\} :x", " ".join(result.message for result in report.results))


def test_a_candidate_that_was_written_to_after_its_build_is_refused(settings: Settings) -> None:
    # Such a value is in no expectation's reach: what dbt tested and the claims stand by is another one.
    warehouse = Warehouse(settings)
    as_left = Built(sha256=sha256_of(warehouse.candidate), stamp=stamp_of(warehouse.candidate))
    write_record(warehouse.built, as_left)
    assert gate.AS_BUILT not in failed(check(settings))

    with duckdb.connect(str(warehouse.candidate)) as connection:
        connection.execute("UPDATE fct_awards SET individuals = individuals + 7, total = total + 7")
    report = check(settings)

    assert failed(report) == {gate.AS_BUILT}
    assert "Build again." in report.results[0].message
    with pytest.raises(PublishRefused, match=gate.AS_BUILT):
        publish(settings=settings, run="night")
    assert not warehouse.published.exists()

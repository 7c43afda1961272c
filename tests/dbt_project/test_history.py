"""What was published at a past night can be asked, and a night adds to history only what it changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest
from invented_reports import AFTER_THE_REFORM, CORRECTED
from lake_from_gold import write_gold_lake

from storage.candidate import READABLE_SINCE, build
from storage.history import NoHistory, end_of, go_back
from storage.reading import open_locked, tables
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

# The third night: one article is corrected once more, another turns out to be off the subject.
CORRECTED_AGAIN = {
    **CORRECTED,
    "text": "Ra mắt mô hình\nĐịa phương có 12 mô hình. (Bài đã sửa lần hai.)",
    "models": [{"count": 12, "status": "built", "level": "district", "unit": "Thạch Thành", "period": "2025"}],
}
TAKEN_BACK = {**AFTER_THE_REFORM, "text": "Bài đã gỡ.\nKhông còn nội dung.", "relevant": False}


@pytest.fixture(scope="session")
def third_night(built: Path, once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A home whose published file is followed by one more night."""

    def make(home: Path) -> None:
        shutil.copytree(built / "lake", home / "lake")
        (home / "warehouse").mkdir()
        published = home / "warehouse" / "danvan.duckdb"
        shutil.copyfile(built / "warehouse" / "candidate.duckdb", published)
        write_gold_lake(
            home / "lake", [CORRECTED_AGAIN, TAKEN_BACK], run="night-3", day=date(2025, 11, 3), source_id="baomau"
        )
        build(settings=Settings(home=home), run="night-3")
        (home / "warehouse" / "candidate.duckdb").replace(published)

    return once("third-night", make)


@pytest.fixture
def connection(third_night: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_locked(third_night / "warehouse" / "danvan.duckdb") as opened:
        yield opened


def moments(connection: duckdb.DuckDBPyConnection) -> list[datetime]:
    """When the builds began, in order."""
    found = connection.execute("SELECT DISTINCT published_from FROM hist_models ORDER BY 1").fetchall()
    return [moment.replace(tzinfo=UTC) for (moment,) in found]


def test_a_corrected_fact_has_two_versions_that_follow_each_other(connection: duckdb.DuckDBPyConnection) -> None:
    first, second = moments(connection)
    found = connection.execute(
        "SELECT model_count, published_from, published_to FROM hist_models WHERE period = '2025' ORDER BY ALL DESC"
    ).fetchall()
    assert [row[0] for row in found] == [12, 9]
    assert [row[1].replace(tzinfo=UTC) for row in found] == [second, first]
    assert [row[2] and row[2].replace(tzinfo=UTC) for row in found] == [None, second]


def test_a_night_adds_only_what_it_changed(connection: duckdb.DuckDBPyConnection) -> None:
    versions = {
        table: connection.execute(f"SELECT count(*), count(published_to) FROM hist_{table}").fetchall()[0]
        for table in ("conferences", "models", "awards", "conference_participants", "document_references")
    }
    first, _ = moments(connection)
    at_first = {
        table: connection.execute(f"FROM hist_{table} WHERE published_from = ?", [first]).fetchall()
        for table in versions
    }
    added = {table: all_ - len(at_first[table]) for table, (all_, _) in versions.items()}
    closed = {table: ended for table, (_, ended) in versions.items()}
    assert added == dict.fromkeys(versions, 0) | {"models": 1}  # the corrected count
    assert closed == dict.fromkeys(versions, 0) | {"models": 1, "conferences": 1}  # and the event taken back


def test_what_is_published_is_the_open_version_of_each_fact(connection: duckdb.DuckDBPyConnection) -> None:
    for table in ("conferences", "models", "awards", "conference_participants", "document_references"):
        assert connection.execute(f"""
            SELECT count(*) FROM (FROM main.fct_{table} EXCEPT ALL
            SELECT * EXCLUDE (version_key, published_from, published_to, recorded_at)
            FROM main.hist_{table} WHERE published_to IS NULL)
        """).fetchall() == [(0,)], table
        assert connection.execute(f"""
            SELECT (SELECT count(*) FROM fct_{table}),
            (SELECT count(*) FROM hist_{table} WHERE published_to IS NULL)
        """).fetchall()[0] == (connection.execute(f"SELECT count(*) FROM fct_{table}").fetchall()[0] * 2), table


def test_a_fact_whose_last_claim_is_gone_is_withdrawn_and_stays_in_history(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    first, second = moments(connection)
    assert connection.execute("SELECT count(*) FROM fct_conferences WHERE event_on = '2025-10-14'").fetchall() == [(0,)]
    assert connection.execute("""
        SELECT history.first_published_at, history.withdrawn_at, history.last_changed_at
        FROM fact_history AS history JOIN hist_conferences ON fact_key = conference_key
        WHERE event_on = '2025-10-14'
    """).fetchall() == [(first.replace(tzinfo=None), second.replace(tzinfo=None), second.replace(tzinfo=None))]


def test_going_back_shows_the_facts_as_they_were(third_night: Path) -> None:
    asked = "SELECT (SELECT model_count FROM fct_models WHERE period = '2025'), (SELECT count(*) FROM fct_conferences)"
    found = {}
    for night in (0, 1):
        with open_locked(third_night / "warehouse" / "danvan.duckdb") as connection:
            moment = moments(connection)[night] + timedelta(seconds=1)
            assert "fct_models" in go_back(connection, moment)
            found[night] = connection.execute(asked).fetchall()[0]
    assert found[0] == (9, found[1][1] + 1)
    assert found[1][0] == 12


def test_a_moment_before_the_first_night_is_refused_in_a_sentence(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NoHistory, match="the history of this warehouse begins at 20"):
        go_back(connection, moments(connection)[0])


def test_a_date_means_its_end() -> None:
    assert end_of("2026-11-20") == datetime(2026, 11, 21, tzinfo=UTC)
    assert end_of("20261120") == datetime(2026, 11, 21, tzinfo=UTC)
    assert end_of("2026-11-20T18:30") == datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    assert end_of("2026-11-20T18:30:00+07:00") == datetime(2026, 11, 20, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("as_of", "status", "said"),
    [
        ("2999-01-01", 0, "As of 2999-01-01: fct_awards, fct_conference_participants, fct_conferences"),
        ("2001-01-01", 1, "the history of this warehouse begins at"),
        ("yesterday", 2, "'yesterday' is no date: --as-of takes 2026-11-20 or 2026-11-20T18:30"),
        ("", 2, "'' is no date"),
        ("9999-12-31", 2, "'9999-12-31' is no date"),
        ("0001-01-01T00:00+07:00", 2, "'0001-01-01T00:00+07:00' is no date"),
    ],
)
def test_the_command_answers_as_of_a_date(third_night: Path, as_of: str, status: int, said: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "danvan", "--home", str(third_night), "query", "--csv", "--as-of", as_of),
            "select count(*) from fct_models where period = '2025'",
        ],
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert (done.stdout == "count_star()\n1\n") is (status == 0)


def test_a_full_build_takes_over_the_history_and_nothing_else(third_night: Path, tmp_path: Path) -> None:
    shutil.copytree(third_night, tmp_path, dirs_exist_ok=True, symlinks=True)
    published = tmp_path / "warehouse" / "danvan.duckdb"
    with duckdb.connect(str(published)) as connection:
        connection.execute("CREATE TABLE mart_of_an_earlier_version AS SELECT 1 AS x")
        versions = connection.execute("FROM hist_models ORDER BY ALL").fetchall()

    assert build(settings=Settings(home=tmp_path), run="again", full=True).full_because == "asked for"

    with open_locked(tmp_path / "warehouse" / "candidate.duckdb") as opened:
        assert opened.execute("FROM hist_models ORDER BY ALL").fetchall() == versions
        assert "mart_of_an_earlier_version" not in {table.name for table in tables(opened)}
        storage = opened.execute(
            "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'danvan'"
        )
        assert storage.fetchone() == (f"{READABLE_SINCE}+",)

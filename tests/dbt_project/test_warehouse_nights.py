"""Night after night or all at once, in any order: the same tables, row for row."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from invented_reports import FIRST_NIGHT, FOURTH_NIGHT, SECOND_NIGHT, THIRD_NIGHT
from killed_build import kill_while_building
from lake_from_gold import write_gold_lake

from storage import workings
from storage.candidate import build
from storage.settings import Settings
from storage.warehouse import Warehouse, sha256_of
from storage.workings import kept_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def land(home: Path, reports: list[dict[str, Any]], run: str, day: int) -> None:
    write_gold_lake(home / "lake", reports, run=run, day=date(2025, 11, day), source_id="baomau")


def build_and_publish(home: Path, *, full: bool = False) -> str:
    """Build, and put the candidate in the published file's place as publishing does; why the whole lake was read."""
    warehouse = Warehouse(Settings(home=home))
    report = build(settings=Settings(home=home), run="night", full=full)
    shutil.copyfile(warehouse.candidate, warehouse.published)
    return report.full_because


def published(home: Path) -> Path:
    return Warehouse(Settings(home=home)).published


def differences(one: Path, other: Path) -> dict[str, tuple[int, int]]:
    """Tables that are not the same rows in both files, with how many rows are in one only.

    History tells when a file was built, so of nights and not of the lake: it is left out.
    """
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{one}' AS one (READ_ONLY)")
        connection.execute(f"ATTACH '{other}' AS other (READ_ONLY)")
        tables = [
            {row[0] for row in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND database_name = ? "
                "AND table_name NOT LIKE 'hist%' AND table_name <> 'fact_history'", [name]
            ).fetchall()} for name in ("one", "other")
        ]  # fmt: skip
        assert tables[0] == tables[1]
        found = {}
        for table in sorted(tables[0]):
            counts = connection.execute(
                f"SELECT (SELECT count(*) FROM (FROM one.main.{table} EXCEPT ALL FROM other.main.{table})), "
                f"(SELECT count(*) FROM (FROM other.main.{table} EXCEPT ALL FROM one.main.{table}))"
            ).fetchone()
            if counts != (0, 0):
                found[table] = counts
        return found


@pytest.fixture(scope="module")
def nights(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A home built in four nights, each going on from the one before."""

    def make(home: Path) -> None:
        land(home, FIRST_NIGHT, "night-1", 1)
        assert build_and_publish(home) == "there is nothing to go on from"
        land(home, SECOND_NIGHT, "night-2", 2)
        assert build_and_publish(home) == ""
        land(home, THIRD_NIGHT, "night-3", 3)
        assert build_and_publish(home) == ""
        land(home, FOURTH_NIGHT, "night-4", 4)
        assert build_and_publish(home) == ""

    return once("four-nights", make)


def test_four_nights_give_the_tables_of_one_build(nights: Path, tmp_path: Path) -> None:
    shutil.copytree(nights / "lake", tmp_path / "lake")
    assert build_and_publish(tmp_path) == "there is nothing to go on from"
    assert differences(published(nights), published(tmp_path)) == {}


def test_a_count_told_again_touches_no_article_that_told_it_before(nights: Path) -> None:
    warehouse = Warehouse(Settings(home=nights))
    kept = kept_path(warehouse.workings, sha256_of(warehouse.published))
    with duckdb.connect(str(kept), read_only=True) as connection:
        touched = connection.execute("SELECT count(*) FROM intermediate.int_touched_articles").fetchone()
    with duckdb.connect(str(warehouse.published), read_only=True) as connection:
        wholes = connection.execute(
            "SELECT whole.n_articles, whole.model_count FROM fct_models AS part "
            "JOIN fct_models AS whole ON part.part_of_model_key = whole.model_key WHERE part.model_count = 200"
        ).fetchall()
        rest = connection.execute(
            "SELECT model_count, collective_count, n_articles, is_contested FROM fct_models "
            "WHERE unit = 'Con Cuông' ORDER BY ALL"
        ).fetchall()
    assert touched == (len(FOURTH_NIGHT),)
    assert wholes == [(3, 512)]
    assert rest == [(77, 70, 1, False), (78, None, 1, False)]


def test_a_person_across_scripts_is_one_row_when_name_place_and_position_agree_and_two_when_not(nights: Path) -> None:
    with duckdb.connect(str(published(nights)), read_only=True) as connection:
        found = connection.execute(
            "SELECT name_latin, display_name, n_articles FROM dim_person "
            "WHERE name_latin IN ('Nguyen Van Hung', 'Le Thi Hoa') ORDER BY ALL"
        ).fetchall()
    assert found == [
        ("Le Thi Hoa", "Lê Thị Hoà", 3),
        # Whom the report without diacritics names is not known since there are two.
        ("Nguyen Van Hung", "Nguyen Van Hung", 1),
        ("Nguyen Van Hung", "Nguyễn Văn Hùng", 1),
        ("Nguyen Van Hung", "Nguyễn Văn Hưng", 1),
    ]


def test_a_night_that_brings_all_again_changes_nothing(nights: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(nights, home)
    land(home, FIRST_NIGHT, "again", 1)
    assert build_and_publish(home) == ""
    assert differences(published(nights), published(home)) == {}


def test_a_night_that_was_killed_is_as_if_it_had_never_begun(nights: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(nights, home)
    land(home, FIRST_NIGHT, "again", 1)
    kill_while_building(home, done=200)  # most models are built by then
    assert build_and_publish(home) == ""
    assert differences(published(nights), published(home)) == {}


def test_a_night_too_large_for_a_log_gives_the_same_tables(
    nights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(nights, home)
    land(home, FIRST_NIGHT, "again", 1)
    monkeypatch.setattr(workings, "LOGGED", 0)
    assert build_and_publish(home) == ""
    assert not list((home / "warehouse" / "workings").glob(f"{sha256_of(published(home))}.duckdb.wal"))
    assert differences(published(nights), published(home)) == {}


def test_after_a_rollback_the_next_night_goes_on_from_what_is_published(nights: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(nights, home)
    land(home, FIRST_NIGHT, "again", 1)
    assert build_and_publish(home) == ""
    shutil.copyfile(published(nights), published(home))
    land(home, SECOND_NIGHT, "again", 2)
    assert build_and_publish(home) == ""
    assert differences(published(nights), published(home)) == {}


def test_texts_that_no_new_file_tells_stay_where_they_are(nights: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(nights, home)
    land(home, FIRST_NIGHT, "again", 1)
    assert build_and_publish(home) == ""
    kept = kept_path(Warehouse(Settings(home=home)).workings, sha256_of(published(home)))
    with duckdb.connect(str(kept), read_only=True) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM intermediate.int_touched_articles), "
            "(SELECT count(*) FROM written.dim_article)"
        ).fetchone()
    assert counts is not None
    touched, moved = counts
    assert touched > moved == len(FIRST_NIGHT)


def test_nights_in_another_order_give_the_same_tables(nights: Path, tmp_path: Path) -> None:
    # The last nights' reports come first, and the first nights' come late: the dates say which version holds.
    land(tmp_path, FOURTH_NIGHT, "night-4", 4)
    build_and_publish(tmp_path)
    land(tmp_path, THIRD_NIGHT, "night-3", 3)
    land(tmp_path, SECOND_NIGHT, "night-2", 2)
    land(tmp_path, FIRST_NIGHT, "night-1", 1)
    assert build_and_publish(tmp_path) == ""
    assert differences(published(nights), published(tmp_path)) == {}


def test_a_fact_whose_last_claim_is_gone_is_closed(nights: Path, built: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(nights, home)
    for night in ("night-3", "night-4"):
        for path in (home / "lake").rglob(f"{night}.parquet"):
            path.unlink()
    assert "is gone or another now" in build_and_publish(home)
    assert differences(published(home), Warehouse(Settings(home=built)).candidate) == {}

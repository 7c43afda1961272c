"""Reading the published warehouse: what is there can be read, and nothing else can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from storage import reading
from storage.settings import Settings
from storage.warehouse import Warehouse, WarehouseError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "a home with spaces, 'quotes' and dấu")
    settings.warehouse.mkdir(parents=True)
    return settings


@pytest.fixture
def published(settings: Settings) -> Settings:
    with duckdb.connect(str(Warehouse(settings).published)) as connection:
        connection.execute("CREATE TABLE fct_awards AS SELECT 1 AS award_key FROM range(3)")
        connection.execute("COMMENT ON TABLE fct_awards IS 'One row is one award.'")
        connection.execute("CREATE VIEW latest AS SELECT * FROM fct_awards LIMIT 1")
        connection.execute("CREATE SCHEMA staging")
        connection.execute("CREATE TABLE staging.stg_awards AS SELECT 1 AS x")
    return settings


def test_nothing_published_is_one_clear_sentence(settings: Settings) -> None:
    with pytest.raises(reading.NothingPublished, match="nothing is published at"):
        reading.connect(settings)
    assert reading.manifest(settings) is None


def test_a_file_that_is_no_warehouse_is_one_clear_sentence(settings: Settings) -> None:
    Warehouse(settings).published.write_bytes(b"this is no DuckDB file" * 1000)
    with pytest.raises(WarehouseError, match="cannot be opened"):
        reading.connect(settings)


def test_a_broken_manifest_is_named(published: Settings) -> None:
    Warehouse(published).manifest.write_text("{")
    with pytest.raises(WarehouseError, match=r"manifest\.json cannot be read"):
        reading.manifest(published)


def test_tables_are_listed_with_rows_and_description(published: Settings) -> None:
    with reading.connect(published) as connection:
        assert reading.tables(connection) == [
            reading.PublishedTable("fct_awards", 3, "One row is one award."),
            reading.PublishedTable("latest", 1, ""),
        ]


def test_tables_are_found_with_and_without_their_schema(published: Settings) -> None:
    with reading.connect(published) as connection:
        for name in ("fct_awards", "main.fct_awards", "danvan.main.fct_awards"):
            assert connection.table(name).count("*").fetchone() == (3,)


@pytest.mark.parametrize(
    "query",
    [
        "CREATE TABLE main.mine AS SELECT 1",
        "DELETE FROM fct_awards",
        "DROP TABLE fct_awards",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "COPY fct_awards TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_parquet('https://example.com/x.parquet')",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "PRAGMA enable_profiling = 'json'; PRAGMA profiling_output = '{folder}/out.json'",
    ],
)
def test_a_query_from_outside_can_neither_write_nor_leave_the_file(
    published: Settings, tmp_path: Path, query: str
) -> None:
    before = Warehouse(published).published.read_bytes()
    with reading.connect(published) as connection, pytest.raises(duckdb.Error):
        connection.execute(query.format(folder=tmp_path)).fetchall()
    assert Warehouse(published).published.read_bytes() == before
    assert not list(tmp_path.glob("o*"))


def test_a_writer_is_not_kept_from_the_candidate_by_readers(published: Settings) -> None:
    with (
        reading.connect(published) as reader,
        duckdb.connect(str(Warehouse(published).candidate)) as writer,
    ):
        writer.execute("CREATE TABLE x AS SELECT 1")
        assert reader.execute("SELECT count(*) FROM fct_awards").fetchone() == (3,)

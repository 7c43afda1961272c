"""Reading the published warehouse: a locked-down read-only connection, its tables and its manifest.

Queries come from outside, so a connection can read the published tables and nothing else: no files, no network, no
extensions, no settings. It keeps the file it opened even when a newer one is published meanwhile; a new connection,
also one of the same process, sees the new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.warehouse import Manifest, Warehouse, WarehouseError, read_record

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from storage.settings import Settings

MEMORY_LIMIT = "1GB"
FEW = 10_000  # so many values are looked for one by one, and what holds none of them is not read


class NothingPublished(WarehouseError):  # noqa: N818 (says what happened)
    """No warehouse is published yet; the message says where it was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One published table: its name, its rows and the description dbt gave it ('' when none)."""

    name: str
    rows: int
    description: str


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published warehouse; close it when done.

    Raises NothingPublished when there is none, WarehouseError when it cannot be opened.
    """
    path = Warehouse(settings).published
    if not path.is_file():
        raise NothingPublished(
            f"nothing is published at {path} yet: run the pipeline first (make demo, or danvan refresh)"
        )
    return open_locked(path)


def open_locked(path: Path, memory_limit: str = MEMORY_LIMIT, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB file opened read-only as catalog 'danvan', with everything outside it out of reach.

    What does not fit into the memory is an error, or is put into the folder ``spill`` for as long as it is needed.
    It is attached to a database in memory rather than opened: DuckDB hands a process that opens a path twice the
    file it opened first, even when another one lies there by now.
    """
    import duckdb  # noqa: PLC0415 -- 30 MB that commands which ask no warehouse do without

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "autoload_known_extensions": False,
        "dynamic_or_filter_threshold": FEW,
    }
    connection = duckdb.connect(":memory:", config=config)
    quoted, spilled = (str(each or "").replace("'", "''") for each in (path, spill))
    try:
        connection.execute(f"ATTACH '{quoted}' AS danvan (READ_ONLY)")
        connection.execute("USE danvan")
        connection.execute(f"SET temp_directory = '{spilled}'")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise WarehouseError(f"{path} cannot be opened: {str(error).splitlines()[0]}") from error
    return connection


def tables(connection: duckdb.DuckDBPyConnection) -> list[PublishedTable]:
    """The tables and views of schema ``main``, by name."""
    named = connection.execute(
        """
        SELECT table_name, coalesce(comment, '') FROM duckdb_tables()
        WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
        UNION ALL
        SELECT view_name, coalesce(comment, '') FROM duckdb_views()
        WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
        ORDER BY 1
        """
    ).fetchall()
    return [PublishedTable(name, count_rows(connection, name), description) for name, description in named]


def count_rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """The rows of one table of schema ``main``, named as the catalogue names it."""
    quoted = table.replace('"', '""')
    row = connection.execute(f'SELECT count(*) FROM main."{quoted}"').fetchone()  # noqa: S608 (quoted above)
    return int(row[0]) if row else 0


def manifest(settings: Settings) -> Manifest | None:
    """What is published, by its manifest; None when nothing is. Raises WarehouseError when it cannot be read."""
    return read_record(Manifest, Warehouse(settings).manifest)

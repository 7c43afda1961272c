"""The published warehouse as it was at an earlier moment.

Every version of a fact that was ever published lies in a table ``hist_…`` with the moments from and to which it was
(``published_from``, ``published_to``, UTC). :func:`go_back` lets one connection find those versions under the names of
the fact tables; nothing in the file changes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from storage.warehouse import WarehouseError

if TYPE_CHECKING:
    import duckdb

_OF_VERSIONS = ("version_key", "published_from", "published_to", "recorded_at")


class NoHistory(WarehouseError):  # noqa: N818 (says what happened)
    """The warehouse holds no history that reaches back so far; the message says from when on it does."""


def end_of(moment: str) -> datetime:
    """The moment that a date (its end, UTC) or a date with time (UTC unless it says) means; raises ValueError."""
    try:
        if "T" not in moment and " " not in moment:
            return datetime.combine(date.fromisoformat(moment) + timedelta(days=1), time(), UTC)
        read = datetime.fromisoformat(moment)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError(f"{moment} is beyond the days that are counted") from None


def go_back(connection: duckdb.DuckDBPyConnection, moment: datetime) -> list[str]:
    """Make the fact tables show what was published just before ``moment``; returns their names.

    All other tables stay as they are now. Raises NoHistory when nothing was published then.
    """
    # `moment` is a datetime, so its ISO form can stand in SQL; views take no parameters.
    at = f"TIMESTAMP '{moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() "
            "AND schema_name = 'main' AND starts_with(table_name, 'hist_') ORDER BY table_name"
        ).fetchall()
    ]
    _refuse_before_history(connection, tables, at)
    facts = []
    for table in tables:
        fact = f"fct_{table.removeprefix('hist_')}"
        connection.execute(
            f"CREATE TEMP VIEW {fact} AS SELECT * EXCLUDE ({', '.join(_OF_VERSIONS)}) FROM main.{table} "  # noqa: S608 (names of the catalogue)
            f"WHERE published_from < {at} AND coalesce(published_to >= {at}, true)"
        )
        facts.append(fact)
    return facts


def _refuse_before_history(connection: duckdb.DuckDBPyConnection, tables: list[str], at: str) -> None:
    began = " UNION ALL ".join(f"SELECT min(published_from) AS began FROM main.{table}" for table in tables)  # noqa: S608 (names of the catalogue)
    first = connection.execute(f"SELECT min(began) FROM ({began})").fetchone() if tables else None  # noqa: S608
    if not first or first[0] is None:
        raise NoHistory("the published warehouse holds no history yet")
    answer = connection.execute(f"SELECT CAST(? AS TIMESTAMP) < {at}", [first[0]]).fetchone()
    if not answer or not answer[0]:
        raise NoHistory(f"nothing was published then: the history of this warehouse begins at {first[0]} UTC")

"""How Great Expectations reads the candidate: DuckDB through SQLAlchemy, read-only, without transactions.

Great Expectations ends its transaction before it fetches, and DuckDB then drops the result; so beginning, committing
and rolling back do nothing here. The candidate is opened exactly as readers will open it once it is published.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from duckdb_sqlalchemy import ConnectionWrapper, Dialect
from sqlalchemy.dialects import registry

from storage.reading import open_locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

URL = "duckdb+candidate://"


class CandidateDialect(Dialect):
    """DuckDB without transactions."""

    supports_statement_cache = False

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: see above."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing: see above."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing: see above."""


registry.register("duckdb.candidate", __name__, CandidateDialect.__name__)


@contextmanager
def connecting(path: Path, row_counts: Sequence[tuple[str, int, int]]) -> Iterator[Callable[[], Any]]:
    """A function that opens the file, for SQLAlchemy's ``creator``; whatever it opened is closed at the end.

    Beside the file's tables stands ``row_counts``: table_name, candidate_rows, published_rows. Great Expectations
    leaves connections open, which would keep the next build from writing to the file.
    """
    opened: list[DuckDBPyConnection] = []

    def connect() -> Any:
        connection = open_locked(path)
        opened.append(connection)
        connection.execute(
            "CREATE TEMP TABLE row_counts (table_name VARCHAR, candidate_rows BIGINT, published_rows BIGINT)"
        )
        if row_counts:
            connection.executemany("INSERT INTO row_counts VALUES (?, ?, ?)", row_counts)
        return ConnectionWrapper(connection)

    try:
        yield connect
    finally:
        for connection in opened:
            connection.close()

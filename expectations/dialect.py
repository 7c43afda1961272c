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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

__all__ = ["URL", "ConnectionWrapper", "connecting"]

URL = "duckdb+candidate://"
MEMORY_LIMIT = "2500MB"  # a full check joins every claim with its article's text


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
def connecting(path: Path, row_counts: Sequence[tuple[str, int, int]]) -> Iterator[DuckDBPyConnection]:
    """The one connection that a check is made on; in the ConnectionWrapper it can be handed to SQLAlchemy.

    Beside the file's tables stands ``row_counts``: table_name, candidate_rows, published_rows. Great Expectations
    leaves connections open, which would keep the next build from writing to the file: it is closed at the end.
    """
    with open_locked(path, MEMORY_LIMIT, path.with_name("check.tmp")) as connection:
        connection.execute(
            "CREATE TEMP TABLE row_counts (table_name VARCHAR, candidate_rows BIGINT, published_rows BIGINT)"
        )
        if row_counts:
            connection.executemany("INSERT INTO row_counts VALUES (?, ?, ?)", row_counts)
        yield connection

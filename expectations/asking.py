"""Asking the candidate each ``no_rows`` query once.

Great Expectations asks such a query twice, for the number of its rows and for the rows. So the rows lie in a temporary
table first, and Great Expectations gets that.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duckdb import DuckDBPyConnection

    from expectations.scope import Scope
    from expectations.suite import Expectation

_MOST = 100_000  # failing rows that are kept and counted: a candidate that fails so often must not fill the memory


class EvaluationError(RuntimeError):
    """An expectation could not be evaluated at all, which says nothing about the data."""


def ask(connection: DuckDBPyConnection, expectations: Iterable[Expectation], scope: Scope) -> dict[str, str]:
    """Ask every ``no_rows`` query; gives the temporary table with the rows found, by the expectation's name.

    Raises EvaluationError for a query that cannot be asked.
    """
    queries = [expectation for expectation in expectations if expectation.no_rows is not None]
    narrow = [expectation for expectation in queries if scope.narrows(expectation)]
    tables = {expectation.name: f"found_rows_{number}" for number, expectation in enumerate(queries)}
    with _only_touched(connection, narrow, scope):
        for expectation in narrow:
            _keep(connection, expectation, tables[expectation.name])
    for expectation in queries:
        if expectation not in narrow:
            _keep(connection, expectation, tables[expectation.name])
    return tables


def _keep(connection: DuckDBPyConnection, expectation: Expectation, table: str) -> None:
    try:
        connection.execute(f"CREATE TEMP TABLE {table} AS FROM ({expectation.no_rows}) LIMIT {_MOST}")
    except duckdb.Error as error:
        raise EvaluationError(f"{expectation.name}: {' '.join(str(error).split())[:600]}") from error


@contextmanager
def _only_touched(connection: DuckDBPyConnection, narrow: list[Expectation], scope: Scope) -> Iterator[None]:
    """Put copies of the rows that may be other than they were before the tables that the expectations are about.

    DuckDB finds these rows by one narrow column and reads the wide ones of them alone; several expectations then ask
    the copy, where each would go through the whole table. What does not fit into the memory is spilled.
    """
    tables = ["dim_article", *sorted({one.table for one in narrow} - {"dim_article"})] if narrow else []
    for table in tables:
        connection.execute("CREATE OR REPLACE TEMP TABLE asked (article_id VARCHAR)")
        looked_at = scope.articles if table == "dim_article" else scope.written.get(table, scope.articles)
        connection.execute("INSERT INTO asked SELECT unnest(?::VARCHAR[])", [looked_at])
        if table != "dim_article":
            # An article that was touched and is gone leaves rows in tables of which nothing was written.
            connection.execute(
                "INSERT INTO asked SELECT unnest(?::VARCHAR[]) EXCEPT SELECT article_id FROM temp.dim_article",
                [scope.articles],
            )
        found = f"SELECT rowid FROM danvan.main.{table} WHERE article_id IN (FROM asked)"  # noqa: S608 (names of the suites)
        connection.execute(f"CREATE TEMP TABLE {table} AS FROM danvan.main.{table} WHERE rowid IN ({found})")
    try:
        yield
    finally:
        for table in tables:
            connection.execute(f"DROP TABLE temp.{table}")

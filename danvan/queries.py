"""Asking the published warehouse: its tables, and any SQL."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from danvan.console import note, table
from danvan.faults import FaultError, wrong_usage
from storage.history import end_of, go_back
from storage.settings import Settings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_SHOWN = 100
_BATCH = 1000


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    app.command("tables", rich_help_panel="The result")(tables)
    app.command("query", rich_help_panel="The result")(query)


def tables() -> None:
    """List the published tables: rows, and what one row is.

    \b
    danvan tables
    """
    from storage import reading

    with reading.connect(Settings()) as connection:
        found = reading.tables(connection)
    table(("table", "rows", "one row is"), [(one.name, one.rows, _first_sentence(one.description)) for one in found])


def query(
    sql: Annotated[str, typer.Argument(help="SQL over the published tables; '-' reads it from standard input")],
    as_csv: Annotated[bool, typer.Option("--csv", help="all rows as CSV")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="all rows, one JSON object a line")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help=f"most rows to show; {ROWS_SHOWN} in a table, else all", show_default=False),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="the facts as they were published then (UTC)", show_default=False),
    ] = None,
) -> None:
    """Ask the published warehouse in SQL.

    It is opened for reading only: no files, no network, no settings, nothing can be changed.
    With --as-of the fact tables hold what was published at the end of that day.

    \b
    danvan query "select province, count(*) from fct_conferences group by all"
    danvan query --csv "from fct_awards" > awards.csv
    danvan query - < question.sql
    danvan query --as-of 2026-11-20 "select count(*) from fct_models"
    """
    if as_csv and as_json:
        wrong_usage("--csv and --json exclude each other")
    from storage import reading

    text = sys.stdin.read() if sql == "-" else sql
    if not text.strip():
        wrong_usage("the query is empty")
    moment = None if as_of is None else _moment(as_of)
    with reading.connect(Settings()) as connection:
        if moment:
            note(f"As of {as_of}: {', '.join(go_back(connection, moment))}; all other tables as they are now.")
        answer(connection, text, limit, as_csv=as_csv, as_json=as_json)


def answer(connection: DuckDBPyConnection, sql: str, limit: int | None, *, as_csv: bool, as_json: bool) -> None:
    """Print what a query answers: as a table of some rows, or all as CSV or JSON lines."""
    columns = _execute(connection, sql)
    if as_csv or as_json:
        _write(connection, columns, limit, as_csv=as_csv)
        return
    most = limit or ROWS_SHOWN
    rows = _fetch(connection, most + 1)
    table(columns, rows[:most])
    if len(rows) > most:
        note(f"Only the first {most} rows are shown: --limit N shows more, --csv and --json give all.")


def _moment(as_of: str) -> datetime:
    try:
        return end_of(as_of)
    except ValueError:
        wrong_usage(f"'{as_of}' is no date: --as-of takes 2026-11-20 or 2026-11-20T18:30")


def _execute(connection: DuckDBPyConnection, sql: str) -> list[str]:
    import duckdb

    try:
        connection.execute(sql)
    except duckdb.Error as error:
        raise _refused(error) from error
    return [column[0] for column in connection.description or ()]


def _fetch(connection: DuckDBPyConnection, size: int) -> list[tuple[Any, ...]]:
    import duckdb

    try:
        return connection.fetchmany(size)
    except duckdb.InvalidInputException:
        return []  # the statement has no result, such as an empty one
    except duckdb.Error as error:
        raise _refused(error) from error


def _refused(error: Exception) -> FaultError:
    """DuckDB's own words without the copy of the query it draws under them."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [line for line in lines if not line.startswith(("LINE ", "^"))]
    return FaultError(f"the query cannot be answered: {' '.join(kept)}", "danvan tables lists what can be asked")


def _write(connection: DuckDBPyConnection, columns: list[str], limit: int | None, *, as_csv: bool) -> None:
    left = limit
    pen = csv.writer(sys.stdout, lineterminator="\n")
    if as_csv:
        pen.writerow(columns)
    while left is None or left > 0:
        rows = _fetch(connection, _BATCH if left is None else min(_BATCH, left))
        if not rows:
            break
        left = None if left is None else left - len(rows)
        for row in rows:
            if as_csv:
                pen.writerow([_plain_cell(value) for value in row])
            else:
                sys.stdout.write(json.dumps(dict(zip(columns, row, strict=True)), default=_json, ensure_ascii=False))
                sys.stdout.write("\n")


def _plain_cell(value: Any) -> Any:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, default=_json, ensure_ascii=False)
    return _json(value) if isinstance(value, date | datetime | time) else value


def _json(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].removesuffix(".")

"""One Great Expectations checkpoint over a DuckDB file: suites in, results out.

Importing this module imports Great Expectations, which takes ten seconds and more: import it only to run a check.
Nothing leaves the machine: the context lives in memory and its analytics are off.
"""

from __future__ import annotations

import os
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while Great Expectations is imported

import great_expectations as gx
from great_expectations import expectations as gxe
from great_expectations.exceptions.exceptions import GreatExpectationsError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from expectations import dialect
from expectations.asking import EvaluationError, ask
from storage.warehouse import CheckResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from expectations.scope import Scope
    from expectations.suite import Expectation, Suite

_SHOWN = 3  # failing rows or values in a message


def run_suites(
    path: Path, suites: Mapping[str, Suite], row_counts: Sequence[tuple[str, int, int]], scope: Scope
) -> list[CheckResult]:
    """Run all suites on one file as one checkpoint; results in the suites' order. Raises EvaluationError."""
    # Great Expectations prints a hint for every query that names its tables itself, as ours do.
    with dialect.connecting(path, row_counts) as connection, redirect_stdout(StringIO()):
        found = ask(connection, [one for suite in suites.values() for one in suite.expectations], scope)
        try:
            outcome = _checkpoint(lambda: dialect.ConnectionWrapper(connection), suites, found).run()
        except (GreatExpectationsError, SQLAlchemyError, ConnectionError, ValueError) as error:
            raise EvaluationError(f"Great Expectations stopped: {' '.join(str(error).split())[:600]}") from error
    answers = {
        answer.expectation_config.meta["name"]: answer
        for validation in outcome.run_results.values()
        for answer in validation.results
    }
    return [
        _result(expectation, answers.get(expectation.name))
        for suite in suites.values()
        for expectation in suite.expectations
    ]


def _checkpoint(connect: Callable[[], Any], suites: Mapping[str, Suite], found: Mapping[str, str]) -> Any:
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_sql(
        name="candidate",
        connection_string=dialect.URL,
        create_temp_table=False,
        kwargs={"creator": connect, "poolclass": StaticPool},
    )
    definitions = _validation_definitions(context, source, suites, found)
    checkpoint = gx.Checkpoint(
        name="gate", validation_definitions=definitions, result_format={"result_format": "COMPLETE"}
    )
    return context.checkpoints.add(checkpoint)


def _validation_definitions(
    context: Any, source: Any, suites: Mapping[str, Suite], found: Mapping[str, str]
) -> list[Any]:
    """One validation definition a subject and table, as Great Expectations wants it."""
    batches: dict[str, Any] = {}
    definitions = []
    for subject, suite in suites.items():
        for table in dict.fromkeys(expectation.table for expectation in suite.expectations):
            if table not in batches:
                asset = source.add_table_asset(name=table, table_name=table)
                batches[table] = asset.add_batch_definition_whole_table("whole")
            mine = gx.ExpectationSuite(
                name=f"{subject}: {table}",
                expectations=[_to_gx(one, found.get(one.name)) for one in suite.expectations if one.table == table],
            )
            definition = gx.ValidationDefinition(
                name=f"{subject}: {table}", data=batches[table], suite=context.suites.add(mine)
            )
            definitions.append(context.validation_definitions.add(definition))
    return definitions


def _to_gx(expectation: Expectation, found: str | None) -> Any:
    classes: Any = gxe
    common: dict[str, Any] = {
        "severity": expectation.severity,
        "description": expectation.meaning,
        "meta": {"name": expectation.name},
    }
    if found is not None:
        return classes.UnexpectedRowsExpectation(unexpected_rows_query=f"FROM {found}", **common)
    return getattr(classes, str(expectation.expect))(**expectation.given, **common)


def _result(expectation: Expectation, answer: Any) -> CheckResult:
    if answer is None:
        raise EvaluationError(f"{expectation.name}: Great Expectations gave no answer")
    raised = _raised(answer.exception_info)
    if raised:
        raise EvaluationError(f"{expectation.name}: {raised}")
    found = answer.result
    observed = found.get("observed_value", found.get("unexpected_count"))
    if answer.success:
        message = "holds"
    else:
        message = f"{expectation.meaning.strip()} Found: {_found(found)}. {expectation.remedy.strip()}"
    return CheckResult(
        name=expectation.name,
        severity=expectation.severity,
        success=bool(answer.success),
        observed="" if observed is None else str(observed),
        message=message,
    )


def _raised(info: Mapping[str, Any]) -> str | None:
    """The first line of what was raised; Great Expectations gives one entry, or one a metric."""
    entries = [info] if "raised_exception" in info else [one for one in info.values() if isinstance(one, dict)]
    for entry in entries:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message") or "unknown error").splitlines()[0]
    return None


def _found(found: Mapping[str, Any]) -> str:
    """What was found instead, with up to three examples, in at most 600 characters."""
    rows = (found.get("details") or {}).get("unexpected_rows")
    if rows:
        shown = ["(" + ", ".join(f"{key} {value}" for key, value in row.items()) + ")" for row in rows[:_SHOWN]]
        text = f"{found.get('observed_value')} row(s), e.g. " + ", ".join(shown)
    elif found.get("partial_unexpected_list"):
        values = ", ".join(str(value) for value in found["partial_unexpected_list"][:_SHOWN])
        text = f"{found.get('unexpected_count')} value(s), e.g. {values}"
    else:
        text = str(found.get("observed_value"))
    return " ".join(text.split())[:600]

"""May this candidate be published? ``check`` asks Great Expectations and writes the answer to ``check.json``.

A candidate whose data are bad gives a report that did not pass. When the check itself could not be carried out
(GateBroken) there is no report, and without one nothing can be published.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from expectations.asking import EvaluationError
from expectations.scope import scope_of
from expectations.suite import FOLDER, SuiteError, digest_of, load_suites
from storage import reading
from storage.warehouse import (
    Built,
    CheckReport,
    CheckResult,
    Warehouse,
    WarehouseError,
    candidate_sha256,
    read_record,
    refuse_unclosed,
    stamp_of,
    write_record,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from expectations.scope import Scope
    from expectations.suite import Suite
    from storage.settings import Settings

AS_BUILT = "candidate__is_the_file_that_its_build_left"

__all__ = ["AS_BUILT", "CheckReport", "CheckResult", "GateBroken", "NoCandidate", "check"]


class NoCandidate(WarehouseError):  # noqa: N818 (says what happened)
    """There is no candidate to check."""


class GateBroken(WarehouseError):  # noqa: N818 (says what happened)
    """The check could not be carried out: this says nothing about the data, mend the tooling and check again."""


def check(
    *,
    settings: Settings,
    run: str,
    progress: Callable[[str], None] | None = None,
    may_shrink: bool = False,
    full: bool = False,
    suites_folder: Path = FOLDER,
) -> CheckReport:
    """Run every suite on the candidate and write ``check.json``; the report says whether it may be published.

    ``may_shrink`` lets published tables lose any number of rows this once (after a source was taken out, say).
    ``full`` looks at all rows again, also where a build went on from rows that were checked (expectations.scope).
    Raises NoCandidate, or GateBroken when the tooling and not the data is at fault.
    """
    tell = progress or (lambda _: None)
    warehouse = Warehouse(settings)
    if not warehouse.candidate.is_file():
        raise NoCandidate(f"there is no candidate to check at {warehouse.candidate}: build one first")
    warehouse.check.unlink(missing_ok=True)
    refuse_unclosed(warehouse.candidate)
    suites = _suites(suites_folder)
    before = stamp_of(warehouse.candidate)
    sha256 = candidate_sha256(warehouse)
    expectations = digest_of(suites_folder)
    judged = {one.table for suite in suites.values() for one in suite.expectations if one.per_article}
    scope = scope_of(warehouse, sha256, expectations, sorted(judged), full=full)
    tell(f"looking at all articles: {scope.reason}" if scope.reason else "looking at what the build touched")
    tables = _row_counts(warehouse.candidate)
    _refuse_missing_tables(suites, tables)
    published = {} if may_shrink or not warehouse.published.is_file() else _row_counts(warehouse.published)
    results = [
        *_as_built(warehouse, sha256),
        *_run(warehouse.candidate, suites, _both(tables, published), scope, tell),
    ]
    if stamp_of(warehouse.candidate) != before:
        raise GateBroken("the candidate was written to while it was checked: let the build end, then check again")
    report = CheckReport(
        run=run,
        sha256=sha256,
        checked_at=datetime.now(UTC),
        passed=all(result.success for result in results if result.severity == "critical"),
        may_shrink=may_shrink,
        expectations=expectations,
        articles=None if scope.articles is None else len(scope.articles),
        tables=tables,
        results=results,
    )
    write_record(warehouse.check, report)
    tell(_summary(report))
    return report


def _as_built(warehouse: Warehouse, sha256: str) -> list[CheckResult]:
    """Whether the candidate is the file that its build left and dbt tested; nothing when no build says what it left."""
    said = read_record(Built, warehouse.built)
    if said is None:
        return []
    is_as_built = said.sha256 == sha256
    return [
        CheckResult(
            name=AS_BUILT,
            severity="critical",
            success=is_as_built,
            observed=sha256[:12],
            message="holds"
            if is_as_built
            else "Somebody has written into the candidate since it was built: what dbt tested is not what lies there. "
            f"Found: bytes of another hash than the build's {said.sha256[:12]}. Build again.",
        )
    ]


def _suites(folder: Path) -> dict[str, Suite]:
    try:
        return load_suites(folder)
    except SuiteError as error:
        raise GateBroken(f"the expectations cannot be read: {error}") from error


def _row_counts(path: Path) -> dict[str, int]:
    """Rows per published table, read the way readers will: a view on something outside the file is an error."""
    try:
        with reading.open_locked(path) as connection:
            return {table.name: table.rows for table in reading.tables(connection)}
    except duckdb.Error as error:
        raise GateBroken(f"{path.name} cannot be read on its own: {str(error).splitlines()[0]}") from error


def _both(tables: Mapping[str, int], published: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Every table of either file, with its rows in both."""
    return [(name, tables.get(name, 0), published.get(name, 0)) for name in sorted({*tables, *published})]


def _refuse_missing_tables(suites: Mapping[str, Suite], tables: Mapping[str, int]) -> None:
    wanted = {expectation.table for suite in suites.values() for expectation in suite.expectations}
    missing = sorted(wanted - set(tables))
    if missing:
        raise GateBroken(f"the candidate lacks {', '.join(missing)}, which the expectations are about: build it again")


def _run(
    candidate: Path,
    suites: dict[str, Suite],
    row_counts: Sequence[tuple[str, int, int]],
    scope: Scope,
    tell: Callable[[str], None],
) -> list[CheckResult]:
    n_expectations = sum(len(suite.expectations) for suite in suites.values())
    tell("loading Great Expectations")
    from expectations.checkpoint import run_suites  # noqa: PLC0415 (takes ten seconds and more)

    tell(f"checking {n_expectations} expectations on {len(row_counts)} tables")
    try:
        return run_suites(candidate, suites, row_counts, scope)
    except EvaluationError as error:
        raise GateBroken(f"an expectation could not be evaluated, so nothing was decided: {error}") from error


def _summary(report: CheckReport) -> str:
    critical, warnings = len(report.failures("critical")), len(report.failures("warning"))
    held = sum(result.success for result in report.results)
    verdict = "may be published" if report.passed else "may not be published"
    return f"{held} expectations hold, {critical} critical and {warnings} warnings do not: the candidate {verdict}"

"""Metrics: figures with one definition each, asked of the published warehouse by name.

They are defined in ``dbt_project/models/metrics``; dbt writes what it read there beside its build. MetricFlow makes SQL
of a question, and that is run like any query: on the published file, for reading only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from danvan.console import say, table
from danvan.faults import FaultError, wrong_usage
from danvan.queries import answer
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GRAINS = ("day", "week", "month", "quarter", "year")
_TIME = "metric_time"


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    group = typer.Typer(no_args_is_help=True, help="Figures with one definition each: models, awards, delegates, …")
    group.command("list")(list_metrics)
    group.command("query")(query)
    app.add_typer(group, name="metrics", rich_help_panel="The result")


def list_metrics() -> None:
    """List the metrics and what each can be grouped by, besides time.

    \b
    danvan metrics list
    """
    defined = _defined()
    table(
        ("metric", "what it is", "grouped by"),
        [
            (name, metric["description"].strip(), ", ".join(defined.groups(name)))
            for name, metric in defined.metrics.items()
        ],
    )


def query(
    metrics: Annotated[
        list[str], typer.Argument(metavar="METRIC...", help="which, as `danvan metrics list` names them")
    ],
    group_by: Annotated[
        list[str] | None,
        typer.Option("--group-by", help=f"{', '.join(GRAINS)} or what the list names; with commas, or given again"),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="NAME=VALUE", help="only where this is so; may be given again"),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="most rows to show", show_default=False)] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="all rows as CSV")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="all rows, one JSON object a line")] = False,
    sql: Annotated[bool, typer.Option("--sql", help="the SQL instead of its answer")] = False,
) -> None:
    """Ask for metrics of the published warehouse.

    \b
    danvan metrics query models --group-by year,status --where "province_then=Thái Bình"
    danvan metrics query events awards --group-by year,province_now
    danvan metrics query completion_rate --group-by province_then,year --csv
    """
    if as_csv and as_json:
        wrong_usage("--csv and --json exclude each other")
    defined = _defined()
    asked = _split(metrics)
    if not asked:
        wrong_usage("no metric is named: danvan metrics list names them")
    for name in asked:
        if name not in defined.metrics:
            raise FaultError(f"there is no metric '{name}'", "danvan metrics list names them")
    groups = [defined.group(asked, name) for name in _split(group_by or ())]
    made = _sql(defined, asked, groups, [defined.condition(asked, condition) for condition in where or ()])
    if sql:
        say(made)
        return
    from storage import reading

    with reading.connect(Settings()) as connection:
        answer(connection, made, limit, as_csv=as_csv, as_json=as_json)


def _split(names: Iterable[str]) -> list[str]:
    """Names that were given with commas or one by one, in order, each once."""
    return list(dict.fromkeys(name.strip() for given in names for name in given.split(",") if name.strip()))


@dataclass(frozen=True, slots=True)
class Definitions:
    """What dbt read of the metrics: the semantic manifest, as dbt writes it."""

    manifest: dict[str, Any]

    @property
    def metrics(self) -> dict[str, dict[str, Any]]:
        """The metrics by name, in the order they are defined in."""
        return {metric["name"]: metric for metric in self.manifest["metrics"]}

    def groups(self, metric: str) -> list[str]:
        """What a metric can be grouped by, besides time."""
        found = [set(self._names(model)) for model in self._models(metric)]
        return sorted(set.intersection(*found)) if found else []

    def group(self, metrics: list[str], name: str) -> str:
        """MetricFlow's name of what to group by: ``metric_time__year`` of ``year``."""
        return f"{_TIME}__{name}" if name in GRAINS else self._known(metrics, name)

    def condition(self, metrics: list[str], condition: str) -> str:
        """MetricFlow's form of ``NAME=VALUE``."""
        name, equals, value = condition.partition("=")
        if not equals:
            wrong_usage(f"'{condition}' is no condition: --where takes NAME=VALUE, such as \"province_now=Hưng Yên\"")
        quoted = value.strip().replace("'", "''").replace("{", "").replace("}", "")
        if name.strip() == "year":
            if not re.fullmatch(r"[0-9]{4}", value.strip()):
                wrong_usage(f"'{value}' is no year: --where takes year=2024")
            return f"{{{{ TimeDimension('{_TIME}', 'year') }}}} = DATE '{value.strip()}-01-01'"
        if name.strip() in GRAINS:
            wrong_usage(
                f"'{condition}' cannot be asked: of time, --where takes the year only; --group-by takes the rest"
            )
        known = self._known(metrics, name.strip())
        return f"{{{{ {'Dimension' if '__' in known else 'Entity'}('{known}') }}}} = '{quoted}'"

    def _known(self, metrics: list[str], name: str) -> str:
        groups = set.intersection(*(set(self.groups(metric)) for metric in metrics))
        if name not in groups:
            told = ", ".join([*GRAINS, *sorted(groups)])
            raise FaultError(f"{' and '.join(metrics)} cannot be grouped by '{name}'", f"there is {told}")
        return self._names(next(iter(self._models(metrics[0]))))[name]

    def _models(self, metric: str) -> Iterator[dict[str, Any]]:
        measures = {measure["name"] for measure in self.metrics[metric]["type_params"]["input_measures"]}
        for model in self.manifest["semantic_models"]:
            if measures & {measure["name"] for measure in model["measures"]}:
                yield model

    @staticmethod
    def _names(model: dict[str, Any]) -> dict[str, str]:
        """Short names of what a table's rows can be grouped by, each with MetricFlow's name."""
        primary = next(entity["name"] for entity in model["entities"] if entity["type"] == "primary")
        named = {
            one["name"]: f"{primary}__{one['name']}" for one in model["dimensions"] if one["type"] == "categorical"
        }
        return named | {entity["name"]: entity["name"] for entity in model["entities"] if entity["type"] == "foreign"}


def _defined() -> Definitions:
    path = Settings().home / "dbt" / "target" / "semantic_manifest.json"
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise FaultError(f"no metrics are defined at {path} yet", "danvan build writes them") from None
    except ValueError as error:
        raise FaultError(f"{path} cannot be read: {error}", "danvan build writes it anew") from error
    # dbt wrote down where the candidate was built; the published file is opened as `danvan`.
    for relation in _relations(manifest):
        relation |= {"database": "danvan", "relation_name": f'"danvan"."main"."{relation["alias"]}"'}
    return Definitions(manifest)


def _relations(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for model in manifest["semantic_models"]:
        yield model["node_relation"]
    for spine in manifest["project_configuration"]["time_spines"]:
        yield spine["node_relation"]


def _sql(defined: Definitions, metrics: list[str], groups: list[str], conditions: list[str]) -> str:
    """The SQL that answers, made by MetricFlow."""
    from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
    from metricflow.protocols.sql_client import SqlEngine
    from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
    from metricflow_semantics.errors.error_classes import InvalidQueryException
    from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest
    from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

    class DuckDB:
        """All that MetricFlow needs to know of a database it does not query itself."""

        sql_engine_type = SqlEngine.DUCKDB
        sql_plan_renderer = DuckDbSqlPlanRenderer()

    parsed = parse_manifest_from_dbt_generated_manifest(json.dumps(defined.manifest))
    engine = MetricFlowEngine(SemanticManifestLookup(parsed), DuckDB())  # type: ignore[arg-type]
    request = MetricFlowQueryRequest.create(
        metric_names=metrics,
        group_by_names=groups or None,
        where_constraints=conditions or None,
    )
    try:
        made = str(engine.explain(request).sql_statement.without_descriptions.sql)
    except InvalidQueryException as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise FaultError(f"MetricFlow cannot answer that: {' '.join(lines)[:300]}", "danvan metrics list") from error
    # Periods are days, each named by its first, and have no time of day.
    days = [f'CAST("{group}" AS DATE) AS "{group}"' for group in groups if group.startswith(_TIME)]
    columns = f"* REPLACE ({', '.join(days)})" if days else "*"
    ordered = "".join(f'{", " if number else " ORDER BY "}"{group}"' for number, group in enumerate(groups))
    return f"SELECT {columns} FROM (\n{made}\n){ordered}"  # noqa: S608 (MetricFlow's own SQL and names)

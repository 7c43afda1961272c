"""Building the candidate: one ``dbt build`` over the lake, in a process of its own.

The work is done on ``warehouse/building/candidate.duckdb``, a copy of the published file, beside its workings (which
storage.workings lets it change unseen), or on new files that hold nothing but its history. Only a build in which every
model and test passed becomes ``warehouse/candidate.duckdb``. So a build that fails or is killed leaves no candidate,
never touches the published file or its workings, and the next one starts afresh.

A build reads the lake's files that are not in the warehouse yet and resolves again what they touch; ``full`` reads the
whole lake and tests every row. Both give the same tables.
dbt writes below ``<home>/dbt`` only: the repository may be read-only.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from storage.copying import copy_file
from storage.lake import Lake
from storage.settings import REPOSITORY
from storage.warehouse import (
    Built,
    Warehouse,
    WarehouseError,
    published_sha256,
    refuse_unclosed,
    sha256_of,
    stamp_of,
    write_record,
)
from storage.workings import Plan, digest_of, keep, prepare, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from storage.settings import Settings

PROJECT = REPOSITORY / "dbt_project"
DBT = REPOSITORY / "storage" / "dbt_process.py"
DATA = REPOSITORY / "storage" / "data"
READABLE_SINCE = "v1.3.0"  # the oldest DuckDB that can read what is published: the first to pack texts well
_STEP = re.compile(r"(?P<number>\d+) of (?P<total>\d+) (?:OK|PASS|WARN|ERROR|FAIL|SKIP)\b")
_GLOB = set("*?[]{}")
_PASSED = {"success", "pass", "warn", "skipped", "no-op"}
_DYING = 10.0  # seconds given to the dbt of a killed build to notice and go
_EVERY = 10  # models and tests between two words on progress
_SENTENCE = 300  # characters of a database error that go into the message; the log holds all of it


class BuildFailed(WarehouseError):  # noqa: N818 (says what happened)
    """The candidate could not be built; the message names the model or test that failed and where dbt's log is."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build came to."""

    models: int
    tests: int
    warnings: int
    seconds: float
    size_bytes: int
    full_because: str = ""  # why the whole lake was read; '' when only what was new


def build(
    *, settings: Settings, run: str, progress: Callable[[str], None] | None = None, full: bool = False
) -> BuildReport:
    """Build the candidate from the lake and put it in its place; raises BuildFailed.

    ``run`` is named in dbt's ``run_results.json`` only: the same lake gives the same rows, whatever run builds them.
    """
    tell = progress or (lambda _: None)
    began = time.monotonic()
    lake = Lake(settings.lake)
    _refuse_globs(lake.root)
    lake.prepare()
    warehouse = Warehouse(settings)
    building = warehouse.folder / "building" / warehouse.candidate.name
    workings = building.with_name("workings.duckdb")
    with _alone(building.parent) as lock:
        tell("copying the published file" if warehouse.published.exists() else "starting with an empty file")
        try:
            published, plan = _start_afresh(building, workings, warehouse, lake.root, full=full)
        except (OSError, duckdb.Error) as error:
            raise BuildFailed(f"the warehouse's files cannot be made ready: {error}") from error
        tell(f"reading the whole lake: {plan.reason}" if plan.is_full else "reading what is new in the lake")
        folder = settings.home / "dbt"
        results = _dbt_build(folder, building, _variables(lake.root, plan), run, lock, tell)
        if not building.exists():
            raise BuildFailed(f"dbt ended well but left no {building.name}; its log is {folder / 'logs' / 'dbt.log'}")
        refuse_unclosed(building)
        built = Built(sha256=sha256_of(building), stamp=stamp_of(building))
        keep(workings, warehouse.workings, built.sha256, [published])
        write_record(warehouse.built, built)
        building.replace(warehouse.candidate)
    kinds = [result["unique_id"].partition(".")[0] for result in results]
    return BuildReport(
        models=kinds.count("model"),
        tests=kinds.count("test"),
        warnings=sum(result["status"] == "warn" for result in results),
        seconds=round(time.monotonic() - began, 1),
        size_bytes=warehouse.candidate.stat().st_size,
        full_because=plan.reason,
    )


def _refuse_globs(lake: Path) -> None:
    if found := _GLOB & set(str(lake)):
        raise BuildFailed(f"the lake's path {lake} holds {' '.join(sorted(found))}, which DuckDB reads as a pattern")


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """One build at a time: the lock's file descriptor, which dbt gets too, so that it is held until both are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    patience = time.monotonic() + _DYING
    with (folder / ".lock").open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > patience:
                    raise BuildFailed(f"another build is at work in {folder}; wait until it has ended") from None
                time.sleep(0.1)
        yield lock.fileno()


def _start_afresh(building: Path, workings: Path, warehouse: Warehouse, lake: Path, *, full: bool) -> tuple[str, Plan]:
    """Make the two files to build on; the hash of the published file that they go on from, '' for none, and the plan.

    What an earlier build left goes, the last candidate too. A full build takes over nothing but the history.
    """
    digest = digest_of((PROJECT, DATA))
    while True:
        warehouse.built.unlink(missing_ok=True)
        for path in (building, workings, warehouse.candidate):
            remove(path)
        if not warehouse.published.exists():
            _create(building, None)
            return "", prepare(workings, warehouse.workings, "", lake, digest, full=full)
        before = stamp_of(warehouse.published)
        published = published_sha256(warehouse)
        with ThreadPoolExecutor(max_workers=1) as beside:
            copied = None if full else beside.submit(copy_file, warehouse.published, building)
            plan = prepare(workings, warehouse.workings, published, lake, digest, full=full)
            if copied is not None:
                copied.result()
        if plan.is_full:
            building.unlink(missing_ok=True)
            _create(building, warehouse.published)
        if stamp_of(warehouse.published) == before:  # else somebody has published or rolled back meanwhile
            return published, plan


def _create(building: Path, published: Path | None) -> None:
    """A file without any table but those of the history, which no lake can give again."""
    with duckdb.connect(str(building), config={"storage_compatibility_version": READABLE_SINCE}) as connection:
        if published is None:
            return
        connection.execute(f"ATTACH '{_quoted(published)}' AS published (READ_ONLY)")
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() "
            "WHERE database_name = 'published' AND schema_name = 'main' AND starts_with(table_name, 'hist_')"
        ).fetchall():
            connection.execute(f'CREATE TABLE "{name}" AS FROM published.main."{name}"')


def _variables(lake: Path, plan: Plan) -> dict[str, str | bool]:
    """What dbt is told: where to read, and whether to go on from the last build."""
    return {
        "lake": _quoted(lake),
        "goes_on": not plan.is_full,
        "only_logs": plan.only_logs,
        "admin_units": _quoted(DATA / "admin_units.csv"),
        "admin_unit_changes": _quoted(DATA / "admin_unit_changes.csv"),
        "admin_unit_earlier": _quoted(DATA / "admin_unit_earlier.csv"),
    }


def _dbt_build(
    folder: Path,
    building: Path,
    variables: dict[str, str | bool],
    run: str,
    lock: int,
    tell: Callable[[str], None],
) -> list[dict[str, Any]]:
    """One ``dbt build``; its results, one a model, seed and test."""
    log = folder / "logs" / "dbt.log"
    target = folder / "target"
    target.mkdir(parents=True, exist_ok=True)
    summary = target / "run_results.json"
    summary.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-P", str(DBT), "--no-use-colors", "build"),
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(target), "--log-path", str(log.parent)),
        *("--vars", json.dumps(variables), "--exclude-resource-type", "unit_test"),
        *([] if variables["goes_on"] else ["--full-refresh"]),
    ]
    environment = os.environ | {
        "DANVAN_TARGET": "candidate",
        "DANVAN_CANDIDATE": str(building),
        "DANVAN_WORKINGS": str(building.with_name("workings.duckdb")),
        "DO_NOT_TRACK": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_ENV_CUSTOM_ENV_DANVAN_RUN": run,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    tell("dbt reads the project")
    with subprocess.Popen(  # noqa: S603 (fixed command; paths are arguments of their own)
        command,
        env=environment,
        cwd=folder,
        pass_fds=(lock,),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as dbt:
        last = _follow(dbt.stdout or (), tell)
    results = _results(summary)
    if failed := [result for result in results if result["status"] not in _PASSED]:
        raise BuildFailed(f"{_failure(failed)}; dbt's log is {log}")
    if dbt.returncode != 0 or not results:
        raise BuildFailed(f"dbt ended with exit status {dbt.returncode}: {last or 'it said nothing'}; its log is {log}")
    return results


def _quoted(path: Path) -> str:
    """A path as the inside of an SQL string."""
    return str(path).replace("'", "''")


def _follow(lines: Iterable[str], tell: Callable[[str], None]) -> str:
    """Tell how far dbt has come; returns the last line that is not empty."""
    last = ""
    done = 0
    for line in lines:
        last = line.strip() or last
        if (step := _STEP.search(line)) and int(step["number"]) >= done + _EVERY:
            done = int(step["number"])
            tell(f"{done} of {step['total']} models and tests")
    return last[:_SENTENCE]


def _results(summary: Path) -> list[dict[str, Any]]:
    try:
        results: list[dict[str, Any]] = json.loads(summary.read_text("utf-8"))["results"]
    except FileNotFoundError:
        return []
    return results


def _failure(failed: list[dict[str, Any]]) -> str:
    """What failed first, and how much besides, in one sentence without its end."""
    first = failed[0]
    kind, name = first["unique_id"].split(".")[0], first["unique_id"].split(".")[2]
    said = " ".join((first.get("message") or first["status"]).split())[:_SENTENCE]
    others = f", and {len(failed) - 1} more failed" if len(failed) > 1 else ""
    return f"the {kind} {name} failed ({said}){others}"

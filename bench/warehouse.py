"""How long a night takes as the warehouse grows: lakes of invented articles, built from nothing, then a night more.

For each size: the full build, then the work of a second night on 2,000 new articles (build, check, publish), with its
time, its peak memory, the models that took longest and the size of the files. What a size came to is written down when
it is done, beside the sizes that were measured before. While the night is published, readers ask the published file
without a pause; one failed query fails the benchmark. Last, with ``--compare``, the lake is built from nothing again
and every published table is compared with the one that grew night by night.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from bench.lake_set import kept_history, write_history, write_night
from bench.machine import machine
from storage.reading import connect
from storage.settings import REPOSITORY, Settings
from storage.workings import told_anew

if TYPE_CHECKING:
    from bench.invented_reports import World

NIGHT = 2000
SLOWEST = 15  # models and tests of a build that the results name
RESULTS = REPOSITORY / "bench" / "results" / "warehouse.json"
STEPS = {
    "full": "from storage.candidate import build as do; do(settings=s, run='bench', full=True)",
    "build": "from storage.candidate import build as do; assert not do(settings=s, run='bench').full_because",
    "check": "from expectations.gate import check as do; r = do(settings=s, run='bench'); assert r.passed, r.summary",
    "publish": "from storage.publishing import publish as do; do(settings=s, run='bench')",
}
BEFORE = "from pathlib import Path; from storage.settings import Settings; s = Settings(home=Path({home!r})); "


def main() -> None:
    """Measure every size that was asked for; exit with a sentence when a step or a reader failed."""
    options = _options()
    folder = Path(options.folder)
    measured = {}
    for size in options.sizes:
        if options.lakes_only:
            _lake(folder / str(size), size)
            continue
        home = folder / str(size)
        world = _lake(home, size)
        measured[str(size)] = _measure(home, size, world, compare=options.compare)
        if options.write:
            _write(measured)
        if not options.keep:
            shutil.rmtree(home)
    _print(measured)


def _lake(home: Path, size: int) -> World:
    """The lake of this size, and nothing else in its home; one that an earlier run only made is taken as it is."""
    for name in ("warehouse", "dbt", "runs"):
        shutil.rmtree(home / name, ignore_errors=True)
    if world := kept_history(home / "lake"):
        return world
    shutil.rmtree(home, ignore_errors=True)
    begun = time.process_time()
    world = write_history(home / "lake", size)
    print(f"{size:,} articles: lake written in {time.process_time() - begun:.0f} s of core time", flush=True)
    return world


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="articles of the lakes"
    )
    parser.add_argument("--folder", default=".bench-warehouse", help="where the lakes and warehouses are made")
    parser.add_argument("--lakes-only", action="store_true", help="make the lakes, for a later run to measure")
    parser.add_argument("--keep", action="store_true", help="leave them there")
    parser.add_argument("--compare", action="store_true", help="compare the grown tables with a build from nothing")
    parser.add_argument("--no-write", dest="write", action="store_false", help=f"leave {RESULTS.name} as it is")
    return parser.parse_args()


def _write(measured: dict[str, Any]) -> None:
    """Put what was measured into the results; sizes that this run has not come to stay, if they are of this machine."""
    result = {"machine": machine(), "night_articles": NIGHT, "sizes": measured}
    if RESULTS.exists():
        before = json.loads(RESULTS.read_text(encoding="utf-8"))
        if all(before[key] == result[key] for key in ("machine", "night_articles")):
            sizes = before["sizes"] | measured
            result["sizes"] = {size: sizes[size] for size in sorted(sizes, key=int)}
    RESULTS.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _measure(home: Path, size: int, world: Any, *, compare: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for step in ("full", "check", "publish"):
        found[f"first_{step}"] = _step(home, step)
        if step == "full":
            found["first_full"]["slowest"] = _slowest(home)
    # The night that is measured goes on from another night, as nights do, and has that one's log to write out.
    write_night(home / "lake", world, NIGHT, night=1)
    for step in ("build", "check", "publish"):
        _step(home, step)
    write_night(home / "lake", world, NIGHT, night=2)
    readers = _Readers(home)
    with readers:
        for step in ("build", "check", "publish"):
            found[step] = _step(home, step)
            if step == "build":
                found["build"]["slowest"] = _slowest(home)
                found["touched_articles"] = _touched(home)
    warehouse = home / "warehouse"
    found["queries_meanwhile"] = readers.answered
    found["published_mb"] = round((warehouse / "danvan.duckdb").stat().st_size / 1e6)
    found["workings_mb"] = round(max(path.stat().st_size for path in (warehouse / "workings").glob("*.duckdb")) / 1e6)
    if compare:
        found["tables_that_differ"] = _compare(home)
        if found["tables_that_differ"]:
            sys.exit(f"bench: night by night and at once give other rows: {found['tables_that_differ']}")
    print(f"{size:,} articles: {json.dumps(found)}", flush=True)
    return found


def _slowest(home: Path) -> dict[str, float]:
    """The models and tests of the last build that took longest, in seconds by the clock: dbt counts no others."""
    results = json.loads((home / "dbt" / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    slowest = sorted(results, key=lambda result: -result["execution_time"])[:SLOWEST]
    return {result["unique_id"].split(".")[2]: round(result["execution_time"], 2) for result in slowest}


def _touched(home: Path) -> int:
    """How many articles the night's build resolved again, the new ones among them."""
    workings = max((home / "warehouse" / "workings").glob("*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    return len(told_anew(workings).articles)


def _step(home: Path, step: str) -> dict[str, Any]:
    """One step in a process of its own: seconds by the clock and of its cores, the peak of its largest process."""
    code = BEFORE.format(home=str(home)) + STEPS[step]
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- our own code
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {step} failed for {home}")
    scale = 1 if sys.platform == "darwin" else 1024
    return {
        "seconds": round(time.perf_counter() - begun, 1),
        "core_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss * scale / 1e6),
    }


class _Readers:
    """Two readers that open the published file and ask it, again and again, until they are told to stop."""

    def __init__(self, home: Path) -> None:
        self.answered = 0
        self._settings = Settings(home=home)
        self._stop = threading.Event()
        self._failed: list[str] = []
        self._threads = [threading.Thread(target=self._read) for _ in range(2)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self._failed:
            sys.exit(f"bench: a reader failed while the night was built and published: {self._failed[0]}")

    def _read(self) -> None:
        while not self._stop.wait(0.5):
            try:
                with connect(self._settings) as connection:
                    connection.execute(
                        "SELECT kind, count(*), sum(n_articles) FROM fct_conferences GROUP BY kind"
                    ).fetchall()
                self.answered += 1
            except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
                self._failed.append(repr(error))
                return


def _compare(home: Path) -> list[str]:
    """Build the same lake from nothing beside it; the tables whose rows differ."""
    fresh = home.with_name(f"{home.name}-at-once")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    (fresh / "lake").symlink_to((home / "lake").resolve())
    for step in ("full", "check", "publish"):
        _step(fresh, step)
    with duckdb.connect(config={"memory_limit": "3GB"}) as connection:
        for name, folder in (("grown", home), ("fresh", fresh)):
            connection.execute(f"ATTACH '{folder / 'warehouse' / 'danvan.duckdb'}' AS {name} (READ_ONLY)")
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'grown' AND schema_name = 'main' "
            "AND table_name NOT LIKE 'hist%' AND table_name <> 'fact_history' ORDER BY 1"
        ).fetchall()
        differing = [table for (table,) in tables if _differs(connection, table)]
    shutil.rmtree(fresh)
    return differing


def _differs(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    row = connection.execute(
        f"SELECT (SELECT count(*) FROM (FROM grown.main.{table} EXCEPT ALL FROM fresh.main.{table})) "  # noqa: S608
        f"+ (SELECT count(*) FROM (FROM fresh.main.{table} EXCEPT ALL FROM grown.main.{table}))"
    ).fetchone()
    return row != (0,)


def _print(measured: dict[str, dict[str, Any]]) -> None:
    """The table: core seconds of all processes, which other work on the machine changes least."""
    print(
        f"\n{'core seconds':>12} {'full build':>11} {'night: build':>13} {'check':>7} {'publish':>8} {'night':>7} "
        f"{'peak MB':>8} {'queries':>8}"
    )
    for size, found in measured.items():
        peak = max(found[step]["peak_mb"] for step in ("first_full", "first_check", "build", "check", "publish"))
        full, *night = (found[step]["core_seconds"] for step in ("first_full", "build", "check", "publish"))
        print(
            f"{int(size):>12,} {full:>11.0f} {night[0]:>13.0f} {night[1]:>7.0f} {night[2]:>8.0f} {sum(night):>7.0f} "
            f"{peak:>8,} {found['queries_meanwhile']:>8,}"
        )


if __name__ == "__main__":
    main()

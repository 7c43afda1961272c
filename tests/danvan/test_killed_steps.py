"""A step that is killed in the middle and made again ends in the same tables, row for row."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import duckdb
import pytest
from running_danvan import DANVAN, Demo, danvan

from scrapers.newsroom import serve
from scrapers.newsroom.site_files import SITES
from storage.settings import Settings
from storage.warehouse import Warehouse, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pipeline"), pytest.mark.timeout(600)]

PATIENCE = 120.0  # seconds a condition may take to come true
JOURNALS = {"step_outcomes", "rejected_rows"}  # they tell of every run, so of the killed ones, too
# When a version was published differs from home to home, as it must; what the versions say does not.
MOMENTS = "'version_key|published_from|published_to|recorded_at|first_published_at|last_changed_at'"
# Stops before the n-th time a file takes its place, says so, and waits to be killed.
HOLD = """
import os, pathlib, signal, sys
moment, marker = int(sys.argv[1]), pathlib.Path(sys.argv[2])
left = [moment]
def holding(act):
    def held(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            marker.touch()
            signal.pause()
        return act(*args, **kwargs)
    return held
os.replace, os.rename, os.link = holding(os.replace), holding(os.rename), holding(os.link)
from danvan.cli import run
sys.exit(run(sys.argv[3:]))
"""


def wait_until(true: Callable[[], object], process: subprocess.Popen[bytes], what: str) -> None:
    """Wait for a condition while the process goes on; it must come true before the process ends."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, f"the step ended before {what}: {process.communicate()[1].decode()[-2000:]}"
        assert time.monotonic() < deadline, f"no {what} within {PATIENCE} s"
        time.sleep(0.01)


def kill_when(true: Callable[[], object], command: list[str], environment: dict[str, str], what: str) -> None:
    """Start a command, kill its whole process group once the condition holds."""
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            wait_until(true, process, what)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL


def files(folder: Path, pattern: str) -> list[Path]:
    return [path for path in folder.rglob(pattern) if "empty.parquet" not in path.name]


def said(home: Path, step: str, words: str) -> bool:
    """Whether the journal of some run tells these words of a step."""
    return any(words in path.read_text(encoding="utf-8") for path in (home / "runs").glob(f"*/{step}.jsonl"))


def rows_by_table(published: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(published), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
        names = sorted({name for (name,) in tables.fetchall()} - JOURNALS)
        rows = {}
        for name in names:
            is_history = name.startswith("hist_") or name == "fact_history"
            kept = f"COLUMNS(c -> NOT regexp_full_match(c, {MOMENTS}))" if is_history else "*"
            rows[name] = connection.execute(f"SELECT {kept} FROM {name} ORDER BY ALL").fetchall()
        return rows


def rejected(published: Path) -> set[tuple[object, ...]]:
    with duckdb.connect(str(published), read_only=True) as connection:
        return set(connection.execute("SELECT step, source_id, subject, rule, reason FROM rejected_rows").fetchall())


def test_every_step_killed_and_made_again_ends_in_the_same_tables(demo: Demo, tmp_path: Path) -> None:
    home = tmp_path / "home"
    lake, warehouse = home / "lake", home / "warehouse"
    command = [*DANVAN, "--home", str(home)]
    with serve() as newsroom:
        environment = {"DANVAN_SOURCES": str(SITES.parent / "sources"), "DANVAN_CONNECT_TO": newsroom.connect_to}
        kills: dict[str, tuple[Callable[[], object], str]] = {
            "scrape": (
                lambda: files(lake / "raw", ".*.tmp") and len(newsroom.requests_seen) > 12,
                "page was fetched into a file that was not finished",
            ),
            "extract": (lambda: files(lake / "claims", "*.parquet"), "claims were written"),
            "build": (lambda: said(home, "build", "models and tests"), "model was built"),
            "check": (lambda: said(home, "check", "checking"), "expectation was looked at"),
        }
        for step, (reached, what) in kills.items():
            kill_when(reached, [*command, step], environment, what)
            assert not (warehouse / "danvan.duckdb").exists(), f"a killed {step} published something"
            again = danvan(home, step, **environment)
            assert again.returncode == 0, f"{step}: {again.stderr}"
    killed_while_publishing(home)
    undisturbed, disturbed = rows_by_table(demo.published), rows_by_table(warehouse / "danvan.duckdb")
    assert undisturbed.keys() == disturbed.keys()
    for table, rows in undisturbed.items():
        assert disturbed[table] == rows, f"{table} differs"
    assert rejected(warehouse / "danvan.duckdb") == rejected(demo.published)


def killed_while_publishing(home: Path) -> None:
    """Kill publishing before each time a file takes its place, on a copy; then publish what was checked, for good."""
    candidate = sha256_of(home / "warehouse" / "candidate.duckdb")
    for moment in range(1, 20):
        copy, marker = home.parent / f"copy-{moment}", home.parent / f"held-{moment}"
        shutil.copytree(home / "warehouse", copy / "warehouse")
        command = [sys.executable, "-c", HOLD, str(moment), str(marker), "--home", str(copy), "publish"]
        held = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        with held:
            while held.poll() is None and not marker.exists():
                time.sleep(0.01)
            ended_by_itself = held.poll() is not None
            if not ended_by_itself:
                os.killpg(held.pid, signal.SIGKILL)
            complaint = held.communicate()[1].decode()
        if ended_by_itself:
            assert held.returncode == 0, complaint
            assert moment > 3, "publishing put hardly a file in its place"
            shutil.rmtree(home / "warehouse")
            (copy / "warehouse").rename(home / "warehouse")
            return
        published = Warehouse(Settings(home=copy)).published
        assert not published.exists() or sha256_of(published) == candidate, f"half a publishing, moment {moment}"
        again = danvan(copy, "publish")
        assert again.returncode == 0, f"moment {moment}: {again.stderr}"
        assert sha256_of(published) == candidate
        assert f'"sha256": "{candidate}"' in Warehouse(Settings(home=copy)).manifest.read_text(encoding="utf-8")
        shutil.rmtree(copy)
    pytest.fail("publishing did not end within 20 moments")

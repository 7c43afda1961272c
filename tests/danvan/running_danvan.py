"""The `danvan` command in a process of its own, and what a whole run of it on the demo newsroom leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
DANVAN = [sys.executable, "-m", "danvan"]


@dataclass(frozen=True)
class Demo:
    """A home after `danvan demo`, and what the command said."""

    home: Path
    out: str
    err: str

    @property
    def published(self) -> Path:
        """The published DuckDB file."""
        return self.home / "warehouse" / "danvan.duckdb"

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query on the published file."""
        with duckdb.connect(str(self.published), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def danvan(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, from a folder that is not the repository's."""
    return subprocess.run(
        [*DANVAN, "--home", str(home), *arguments],
        env={**os.environ, **environment},
        cwd=home.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def demo_run(home: Path) -> Demo:
    """Run `danvan demo` and hold it to a good end."""
    done = danvan(home, "demo")
    log = home / "runs" / "airflow.log"
    tail = log.read_text(encoding="utf-8")[-4000:] if log.exists() else ""
    assert done.returncode == 0, f"{done.stderr[-2000:]}\n{tail}"
    return Demo(home, done.stdout, done.stderr)

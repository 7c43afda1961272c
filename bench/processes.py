"""``danvan extract FILE`` with one process and with several: articles a second on the clock, and the same output."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


def compare_jobs(articles: Path, n: int, jobs: int, rounds: int, folder: Path) -> dict[str, Any]:
    """The whole command, start included, in turn with one job and with ``jobs``: medians, and whether outputs agree."""
    runs: dict[int, list[tuple[float, float, float]]] = {1: [], jobs: []}
    digests = set()
    load = round(os.getloadavg()[0], 2)
    for _ in range(rounds):
        for count, found in runs.items():
            output = folder / f"facts-{count}.jsonl"
            found.append(_run(articles, count, output))
            digests.add(hashlib.sha256(output.read_bytes()).hexdigest())
            if (lines := output.read_bytes().count(b"\n")) != n:
                sys.exit(f"bench: danvan extract was given {n} articles, and wrote {lines}")
    return {
        "load_before": load,
        "articles": n,
        "same_output": len(digests) == 1,
        "by_jobs": {
            str(count): {
                "articles_per_second": round(median(n / wall for wall, _, _ in found), 1),
                "cores_busy": round(median(cpu / wall for wall, cpu, _ in found), 2),
                "largest_process_mb": round(median(peak for _, _, peak in found)),
            }
            for count, found in runs.items()
        },
    }


def _run(articles: Path, jobs: int, output: Path) -> tuple[float, float, float]:
    """Seconds on the clock, core seconds of all its processes, and the memory of the largest of them in MB."""
    command = [sys.executable, "-m", "danvan", "extract", str(articles), "--jobs", str(jobs)]
    begun = time.perf_counter()
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=file)  # noqa: S603 -- our own command
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: danvan extract --jobs {jobs} ended with status {process.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * scale / 1e6

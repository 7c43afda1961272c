"""Measuring work on one core, in a process of its own. Standard library only: competitors run it without danvan."""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")


def stay_on_one_core() -> None:
    """Keep this process to the last core it may use, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def report(
    work: Callable[[Item], object], warm_up: Iterable[Item], items: Iterable[Item], *, keep: bool = False
) -> None:
    """Do ``work`` on the warm-up, untimed, then on every item; print the result as one JSON object.

    ``seconds``: core time of each item, in order. ``wall_seconds``: of all items. ``start_seconds``: core time until
    the first item, so with imports, data and the warm-up. ``peak_mb``: the most memory this process held. With
    ``keep``, ``found``: what the work came to for each item.
    """
    for item in warm_up:
        work(item)
    started = time.process_time()
    seconds: list[float] = []
    found: list[object] = []
    wall = 0.0
    for item in items:
        before, clock = time.process_time(), time.perf_counter()
        done = work(item)
        wall += time.perf_counter() - clock
        seconds.append(time.process_time() - before)
        if keep:
            found.append(done)
    result = {"seconds": seconds, "wall_seconds": wall, "start_seconds": started, "peak_mb": peak_mb()}
    json.dump({**result, "found": found} if keep else result, sys.stdout)


def peak_mb() -> float:
    """The most memory this process has held, in MB of 1,000,000 bytes."""
    try:
        # The kernel's figure for this program alone; the one of getrusage counts the parent it was started from.
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    if found is None:
        raise RuntimeError("/proc/self/status does not tell the peak memory of this process")
    return int(found[1]) * 1024 / 1e6


def lines(path: str, key: str) -> Iterator[str]:
    """One value of every object in a file of JSON lines, read as it is asked for."""
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)[key]

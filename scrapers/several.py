"""Many sources at once: each fetched in a thread of its own, all landed in one.

Each host is still asked by one at a time (``scrapers.hosts``). Reading pages side by side would cost memory and gain
nothing, so that is done by one thread for all.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Result = TypeVar("Result")
_landing: dict[int, ThreadPoolExecutor] = {}  # by process: a forked one has no threads
_choosing = threading.Lock()


def each_source(
    source_ids: Sequence[str], work: Callable[[str], Result], at_once: int
) -> Iterator[tuple[str, Result | Exception]]:
    """What ``work`` came to for every source, as each is done; an error of one is its result and stops no other."""
    with ThreadPoolExecutor(max_workers=max(1, min(at_once, len(source_ids))), thread_name_prefix="source") as pool:
        waiting = {pool.submit(work, source_id): source_id for source_id in source_ids}
        try:
            for done in as_completed(waiting):
                error = done.exception()
                if error is not None and not isinstance(error, Exception):
                    raise error
                yield waiting[done], error if isinstance(error, Exception) else done.result()
        finally:
            for future in waiting:
                future.cancel()


def in_one_thread(work: Callable[[], Result]) -> Result:
    """Do work in the one thread that all sources of this process share for it."""
    with _choosing:
        if os.getpid() not in _landing:
            _landing[os.getpid()] = ThreadPoolExecutor(max_workers=1, thread_name_prefix="landing")
        thread = _landing[os.getpid()]
    return thread.submit(work).result()

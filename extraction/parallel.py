"""Work on many items in several processes, with the results of one: the same, in the same order, in bounded memory.

Items go to the processes in batches, a few batches a process ahead of the results that were taken; an endless
iterable is fine. The processes end with the one that started them, however that ends.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH_ITEMS = 32
BATCH_WEIGHT = 250_000
AHEAD = 3  # batches under way for each process
_WATCH_SECONDS = 1.0


class WorkerDiedError(RuntimeError):
    """A process that worked on a batch was ended from outside."""


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], *, jobs: int, weight: Callable[[Item], int] = lambda _: 1
) -> Iterator[Result]:
    """The results of ``work`` (a function that can be pickled) for all items, in the items' order.

    ``weight`` says how heavy an item is, so that a batch of large ones stays small: characters, for articles. With one
    job, or no more than one batch, everything is done in this process. What ``work`` raises is raised here, behind the
    results of the items before it. Raises ``WorkerDiedError`` when a process was killed.
    """
    batches = _batches(items, weight)
    first = list(islice(batches, 2))
    if jobs <= 1 or len(first) <= 1:
        for batch in chain(first, batches):
            yield from map(work, batch)
        return
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_begin, initargs=(os.getpid(),))
    try:
        yield from _results(pool, work, chain(first, batches), jobs * AHEAD)
    except BrokenProcessPool as error:
        raise WorkerDiedError(
            f"one of the {jobs} processes that read articles was ended from outside, perhaps for want of memory; "
            "fewer jobs need less"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _results(
    pool: ProcessPoolExecutor, work: Callable[[Item], Result], batches: Iterator[list[Item]], most: int
) -> Iterator[Result]:
    under_way: deque[Future[tuple[list[Result], Exception | None]]] = deque()
    for batch in batches:
        under_way.append(pool.submit(_do_batch, work, batch))
        if len(under_way) >= most:
            yield from _taken(under_way.popleft())
    while under_way:
        yield from _taken(under_way.popleft())


def _taken(future: Future[tuple[list[Result], Exception | None]]) -> Iterator[Result]:
    results, error = future.result()
    yield from results
    if error is not None:
        raise error


def _do_batch(work: Callable[[Item], Result], batch: list[Item]) -> tuple[list[Result], Exception | None]:
    results: list[Result] = []
    try:
        for item in batch:
            results.append(work(item))  # noqa: PERF401 -- what was done before an error is kept
    except Exception as error:  # noqa: BLE001 -- handed over, and raised where the results are taken
        return results, error
    return results, None


def _batches(items: Iterable[Item], weight: Callable[[Item], int]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    heavy = 0
    for item in items:
        batch.append(item)
        heavy += weight(item)
        if len(batch) >= BATCH_ITEMS or heavy >= BATCH_WEIGHT:
            yield batch
            batch, heavy = [], 0
    if batch:
        yield batch


def _begin(parent: int) -> None:
    """In each process: leave Ctrl-C to the parent, and end when the parent was killed and can end nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)

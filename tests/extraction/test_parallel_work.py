"""Several processes give what one gives: the same results in the same order, errors too, without reading ahead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import count, islice

import pytest

from extraction.parallel import AHEAD, BATCH_ITEMS, BATCH_WEIGHT, WorkerDiedError, in_order


def squared(number: int) -> int:
    return number * number


def where(_: int) -> int:
    return os.getpid()


def refused(number: int) -> int:
    if number == 100:
        raise ValueError("100 is too many")
    return number


def killed(number: int) -> int:
    if number == 100:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("n", [0, 1, BATCH_ITEMS, 5 * BATCH_ITEMS + 7])
def test_results_come_in_the_order_of_the_items(jobs: int, n: int) -> None:
    assert list(in_order(squared, range(n), jobs=jobs)) == [i * i for i in range(n)]


def test_several_processes_work_when_there_is_more_than_a_batch() -> None:
    assert set(in_order(where, range(BATCH_ITEMS), jobs=2)) == {os.getpid()}
    assert os.getpid() not in set(in_order(where, range(4 * BATCH_ITEMS), jobs=2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_raised_behind_the_results_before_it(jobs: int) -> None:
    seen = []
    with pytest.raises(ValueError, match="100 is too many"):
        seen.extend(in_order(refused, range(300), jobs=jobs))
    assert seen == [] or seen == list(range(100))
    results = in_order(refused, range(300), jobs=jobs)
    assert list(islice(results, 100)) == list(range(100))
    with pytest.raises(ValueError, match="100 is too many"):
        next(results)


def test_items_are_taken_only_a_few_batches_ahead() -> None:
    taken = []

    def items():
        for number in count():
            taken.append(number)
            yield number

    results = in_order(squared, items(), jobs=2)
    assert list(islice(results, 50)) == [i * i for i in range(50)]
    results.close()
    assert len(taken) <= 50 + (2 * AHEAD + 2) * BATCH_ITEMS


def test_heavy_items_make_small_batches() -> None:
    taken = []

    def items():
        for number in count():
            taken.append(number)
            yield number

    results = in_order(squared, items(), jobs=2, weight=lambda _: BATCH_WEIGHT)
    assert next(results) == 0
    results.close()
    assert len(taken) <= 2 * AHEAD + 2


def test_a_killed_process_is_told_in_a_sentence() -> None:
    with pytest.raises(WorkerDiedError, match="ended from outside"):
        list(in_order(killed, range(300), jobs=2))


SLOW = """
import os, time
from extraction.parallel import in_order

def slow(number):
    time.sleep(0.005)
    return os.getpid()

for pid in in_order(slow, range(10**9), jobs=2):
    print(pid, flush=True)
"""


def runs(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


def test_the_processes_end_with_the_one_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        workers: set[int] = set()
        while len(workers) < 2:
            workers.add(int(process.stdout.readline()))
        process.kill()
    deadline = time.monotonic() + 20
    while any(map(runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not [worker for worker in workers if runs(worker)]

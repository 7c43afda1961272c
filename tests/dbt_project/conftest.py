"""Warehouses shared by the tests of this folder: a dbt build takes many seconds, so each is built once a test run."""

from __future__ import annotations

import fcntl
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from invented_reports import FIRST_NIGHT, SECOND_NIGHT
from lake_from_gold import write_gold_lake

from storage.candidate import build
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """A folder made by a function, once for all workers of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = shared / name
        with (shared / f".{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "made").exists():
                folder.mkdir(exist_ok=True)
                make(folder)
                (folder / "made").touch()
        return folder

    return made


def _two_nights(home: Path) -> None:
    write_gold_lake(home / "lake", FIRST_NIGHT, run="night-1", day=date(2025, 11, 1), source_id="baomau")
    write_gold_lake(home / "lake", SECOND_NIGHT, run="night-2", day=date(2025, 11, 2), source_id="baomau")
    build(settings=Settings(home=home), run="night-2")


@pytest.fixture(scope="session")
def built(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A home whose candidate is built from two nights of invented reports."""
    return once("two-nights", _two_nights)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a home of the test's own."""
    return Settings(home=tmp_path / "home")

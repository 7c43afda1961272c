"""What holds for all tests: no network but loopback, nothing of the caller's environment, a clock that stands still.

pytest-socket (see pyproject.toml) keeps the tests themselves on loopback, ``loopback_only`` the processes they start.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPBACK_ONLY = Path(__file__).parent / "loopback_only"
_OURS = ("DANVAN_", "AIRFLOW", "DBT_")
_COMPILED = "DANVAN_COMPILED"
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """Clean the environment before anything is imported; processes started by tests inherit it clean."""
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        del os.environ[name]
    for name in ("FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        os.environ.pop(name, None)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(LOOPBACK_ONLY), before]))
    os.environ[_COMPILED] = ""  # what is tested is the source; tests/extraction/test_compiled.py holds both together
    os.environ["TZ"] = "UTC"
    os.environ["COLUMNS"] = "100"


@pytest.fixture(autouse=True)
def _no_settings_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test put into DANVAN_* is gone for the next."""
    for name in [name for name in os.environ if name.startswith("DANVAN_") and name != _COMPILED]:
        monkeypatch.delenv(name)


@pytest.fixture
def noon() -> datetime:
    """The moment at which fixed clocks stand."""
    return NOON


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still, for functions that take ``now``."""
    return lambda: NOON

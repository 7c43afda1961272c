"""One whole run of the pipeline on the demo newsroom, made once and looked at by many tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from running_danvan import demo_run

if TYPE_CHECKING:
    from running_danvan import Demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo newsroom through the DAG, once."""
    return demo_run(tmp_path_factory.mktemp("demo") / "home")

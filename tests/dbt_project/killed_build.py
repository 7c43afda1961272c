"""A build that is killed in the middle of its work."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

_BUILD = (
    "from storage.candidate import build; from storage.settings import Settings\n"
    "build(settings=Settings(), run='killed', progress=lambda said: print(said, flush=True))"
)


def kill_while_building(home: Path, done: int = 1) -> None:
    """Kill the process of a build with so many models and tests done; its dbt has to notice by itself."""
    environment = os.environ | {"DANVAN_HOME": str(home), "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", _BUILD]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(said for said in process.stdout if "models and tests" in said and int(said.split()[0]) >= done)
        process.kill()

"""dbt in a process of its own that ends when the process that started it does.

Its standard input is a pipe that the starter holds open and never writes to. When the starter dies, however suddenly,
the pipe closes and dbt goes too, so no orphan goes on writing a file that the next build starts afresh.
"""

from __future__ import annotations

import os
import sys
import threading

ORPHANED = 70  # exit status


def _end_with_starter() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(ORPHANED)


if __name__ == "__main__":
    threading.Thread(target=_end_with_starter, daemon=True).start()
    from dbt.cli.main import cli

    cli()

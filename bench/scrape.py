"""``make bench-scrape``: every part of the benchmark of scraping in turn, or the one that is named first.

``python -m bench.scrape`` runs all parts as they come, ``python -m bench.scrape parsing --pages 4`` one with options.
"""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = {"parsing": "bench.scrape_parsing", "fetching": "bench.scrape_fetching"}


def main() -> None:
    """Run the parts; each has a ``main`` that takes its own arguments."""
    named, *arguments = sys.argv[1:] or [""]
    if named and named not in PARTS:
        sys.exit(f"bench: '{named}' is no part of it; the parts are {', '.join(PARTS)}")
    for part, module in PARTS.items():
        if named in {"", part}:
            import_module(module).main(arguments)


if __name__ == "__main__":
    main()

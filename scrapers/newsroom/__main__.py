"""Run the demo newsroom by hand: ``python -m scrapers.newsroom [--port N]``."""

from __future__ import annotations

import argparse
import sys

from scrapers.newsroom.server import serve
from scrapers.newsroom.site_files import SITES, newsroom_sites


def main() -> int:
    """Serve until interrupted; exit status 1 with one sentence when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m scrapers.newsroom", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    wanted = parser.parse_args()
    try:
        newsroom = serve(wanted.port)
    except (OSError, OverflowError, ValueError) as error:
        print(f"The newsroom cannot start: {error}", file=sys.stderr)
        return 1
    with newsroom:
        print(f"The newsroom serves {len(newsroom.articles)} invented articles on 127.0.0.1:{newsroom.port}.")
        print("Point danvan at it with:")
        print(f"  export DANVAN_SOURCES={SITES.parent / 'sources'}")
        print(f"  export DANVAN_CONNECT_TO={newsroom.connect_to}")
        print("Look at a page with:")
        host = next(iter(newsroom_sites()))
        print(f"  curl -H 'Host: {host}' http://127.0.0.1:{newsroom.port}/", flush=True)
        try:
            newsroom.wait()
        except KeyboardInterrupt:
            print("Closed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

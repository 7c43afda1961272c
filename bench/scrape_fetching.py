"""How fetching behaves with many hosts at once: ``python -m bench.scrape_fetching`` (``--help`` tells what can be set).

A web of invented papers on loopback, in a process of its own, writes down when each host was asked. danvan scrapes all
of them at once, each at its pace, pages of a real paper's size. Printed, and kept in ``results/scrape-fetching.json``:
the memory of the scraping process at its peak, pages a second, and the shortest time between two requests to one host
as the server saw it. Exits with 1 when that is shorter than the pace, memory is not below 400 MB, or a page is missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml

from bench.machine import machine
from bench.measuring import peak_mb
from bench.page_set import full_page

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULT = Path(__file__).parent / "results" / "scrape-fetching.json"
PAGE_BYTES = 170_000
MOST_MB = 400
_LINES = (
    "Xã {n} ra mắt mô hình dân vận khéo",
    "Sáng nay, xã {n} ra mắt mô hình của năm.",
    "Các thôn cùng nhau làm {n} việc.",
)


def host(number: int) -> str:
    """The name of one invented paper."""
    return f"bao-{number:02}.example"


class _Papers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[defaultdict[str, list[float]]] = defaultdict(list)
    body = b""
    pages = 0

    def do_GET(self) -> None:
        """Answer robots.txt, the feed, or a page."""
        name = self.headers.get("Host", "")
        self.asked[name].append(time.monotonic())
        if self.path == "/robots.txt":
            self._send(b"User-agent: *\nAllow: /\n", "text/plain")
        elif self.path == "/rss":
            links = (f"https://{name}/dan-van-kheo-{number:06}.html" for number in range(self.pages))
            items = "".join(f"<item><title>Mô hình dân vận khéo</title><link>{link}</link></item>" for link in links)
            self._send(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "text/xml")
        else:
            self._send(self.body.replace(b"BAO-SO", f"{name} {self.path}".encode()), "text/html; charset=utf-8")

    def _send(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is printed a request."""


def serve(pages: int) -> None:
    """Serve until standard input ends, then print when each host was asked."""
    text = "\n".join([line.format(n="BAO-SO") for line in _LINES] + ["Nhân dân trong xã đồng lòng góp sức. " * 6] * 8)
    _Papers.pages = pages
    _Papers.body = full_page({"id": "000001", "text": text}, PAGE_BYTES).encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Papers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()
    json.dump(_Papers.asked, sys.stdout)


def scrape(home: Path, connect_to: str) -> None:
    """Scrape all sources of the home at once; print what came of it."""
    from scrapers.run import scrape as scrape_source  # noqa: PLC0415 -- the server's process needs none of it
    from scrapers.several import each_source  # noqa: PLC0415
    from storage.settings import Settings  # noqa: PLC0415

    settings = Settings(home=home / "data", sources=home / "sources", connect_to=connect_to)
    ids = sorted(path.stem for path in settings.sources.glob("*.yml"))
    begun, cpu = time.monotonic(), time.process_time()
    work = partial(_one, settings=settings, scrape_source=scrape_source)
    landed = [getattr(report, "landed", 0) for _, report in each_source(ids, work, len(ids))]
    json.dump(
        {
            "hosts": len(ids),
            "pages_landed": sum(landed),
            "wall_seconds": round(time.monotonic() - begun, 1),
            "core_seconds": round(time.process_time() - cpu, 1),
            "peak_mb": round(peak_mb()),
        },
        sys.stdout,
    )


def _one(source_id: str, *, settings: Any, scrape_source: Any) -> Any:
    return scrape_source(source_id, run="bench", settings=settings)


def _declare(folder: Path, number: int, pace: float) -> None:
    name = host(number)
    given = {
        "id": name.partition(".")[0], "paper": f"Báo {number}", "kind": "demo", "hosts": [name], "host_group": name,
        "province_before": None, "province_after": None, "languages": ["vi"], "family": "td_post",
        "article_pattern": r"^/[a-z0-9-]+-\d{6}\.html$", "feeds": [f"https://{name}/rss"], "sitemaps": [],
        "sections": [], "pace_seconds": pace, "robots": None, "blocked": None, "checked_at": None,
    }  # fmt: skip
    (folder / f"{given['id']}.yml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")


def measure(hosts: int, pages: int, pace: float) -> dict[str, Any]:
    """Serve, scrape, and put together what both sides saw."""
    command = [sys.executable, "-m", "bench.scrape_fetching"]
    server = subprocess.Popen(  # noqa: S603 -- our own command
        [*command, "--serve", str(pages)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdin is not None  # noqa: S101 -- it was asked for
    assert server.stdout is not None  # noqa: S101
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "sources").mkdir()
        for number in range(hosts):
            _declare(home / "sources", number, pace)
        port = int(server.stdout.readline())
        connect_to = ",".join(f"{host(number)}=127.0.0.1:{port}" for number in range(hosts))
        done = subprocess.run(  # noqa: S603
            [*command, "--scrape", folder, "--connect-to", connect_to], stdout=subprocess.PIPE, text=True, check=True
        )
    told, _ = server.communicate("")
    asked: dict[str, list[float]] = json.loads(told)
    found: dict[str, Any] = json.loads(done.stdout)
    gaps = [later - earlier for times in asked.values() for earlier, later in pairwise(sorted(times))]
    requests = sum(map(len, asked.values()))
    return {
        **found,
        "page_bytes": PAGE_BYTES,
        "pace_seconds": pace,
        "requests": requests,
        "requests_per_second": round(requests / found["wall_seconds"], 1),
        "shortest_gap_seconds": round(min(gaps), 4),
        "gaps_below_pace": sum(gap < pace for gap in gaps),
        "machine": machine(),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark, or one of its processes."""
    parser = argparse.ArgumentParser(prog="python -m bench.scrape_fetching", description=__doc__)
    parser.add_argument("--hosts", type=int, default=60)
    parser.add_argument("--pages", type=int, default=10, help="a host")
    parser.add_argument("--pace", type=float, default=1.0, help="seconds between two requests to a host")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--scrape", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--connect-to", default="", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.serve is not None:
        serve(given.serve)
    elif given.scrape is not None:
        scrape(given.scrape, given.connect_to)
    else:
        result = measure(given.hosts, given.pages, given.pace)
        RESULT.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        sys.stdout.write("".join(f"{key:22} {value}\n" for key, value in result.items() if key != "machine"))
        missing = given.hosts * given.pages - result["pages_landed"]
        if result["gaps_below_pace"] or result["peak_mb"] >= MOST_MB or missing:
            sys.exit(f"bench: pace, memory ({MOST_MB} MB) or pages ({missing} missing) are not as they should be")


if __name__ == "__main__":
    main()

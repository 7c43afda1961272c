"""danvan's side of ``bench.scrape_parsing``: ``python -m bench.danvan_pages family|generic WARM_UP PAGES``.

``family`` reads every page as a run does, by the source that its address belongs to; ``generic`` reads the same pages
as those of a site whose layout nobody knows. Both begin with the bytes and end with the whole article row, with dates,
language, blocks and ids; the text that counts is the lead and the paragraphs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import report, stay_on_one_core
from scrapers.encodings import Refused
from scrapers.families import parse_page
from scrapers.registry import load_sources, source_of_url
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = "baohanam"  # a source without a layout


def main(which: str, warm_up: str, pages: str) -> None:
    """Time one pass over the pages, and print what was found on each."""
    stay_on_one_core()
    sources = load_sources(Settings().sources)

    def read(page: tuple[bytes, str]) -> str:
        data, url = page
        source = source_of_url(sources, url) if which == "family" else sources[UNKNOWN]
        article = parse_page(data, url=url, source=source, content_type="text/html; charset=utf-8")
        if isinstance(article, Refused):
            return ""
        if which == "family" and article.parser == "generic":
            raise RuntimeError(f"no family of {url} reads its page: it is not what is to be measured")
        prose = (block for block in article.blocks if block.kind in {"lead", "paragraph"})
        return "\n".join(article.text[block.start : block.end] for block in prose)

    report(read, _pages(warm_up), _pages(pages), keep=True)


def _pages(path: str) -> Iterator[tuple[bytes, str]]:
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            page = json.loads(line)
            yield page["page"].encode(), page["url"]


if __name__ == "__main__":
    main(*sys.argv[1:])

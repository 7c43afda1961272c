"""danvan's side of the measurement: ``python -m bench.danvan_reading read|parse-and-read WARM_UP ARTICLES``.

``read`` times ``extraction.reader.read`` on articles that are parsed already; ``parse-and-read`` also what comes before
it, the sorting of the plain text into blocks.
"""

from __future__ import annotations

import sys
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import report, stay_on_one_core
from extraction.reader import read
from scrapers import containers
from scrapers.assembling import article_of_text
from scrapers.containers import Item
from scrapers.registry import load_sources
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.records import Article


def main(what: str, warm_up: str, articles: str) -> None:
    """Time one pass over the articles."""
    stay_on_one_core()
    sources = load_sources(Settings().sources)

    def parsed(item: Item) -> Article:
        if item.text is None:
            raise ValueError(f"{item.subject} is no plain text")
        return article_of_text(item.text, item.given, sources, item.flags)

    if what == "read":
        report(read, map(parsed, _items(warm_up)), map(parsed, _items(articles)))
    elif what == "parse-and-read":
        report(lambda item: read(parsed(item)), _items(warm_up), _items(articles))
    else:
        raise ValueError(f"'{what}' is neither read nor parse-and-read")


def _items(path: str) -> Iterator[Item]:
    for found in containers.items(Path(path)):
        if not isinstance(found, Item):
            raise TypeError(f"an article of the set cannot be read: {astuple(found)}")
        yield found


if __name__ == "__main__":
    main(*sys.argv[1:])

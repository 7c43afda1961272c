"""Local files → articles: ``.txt``, ``.html``, ``.json``, ``.jsonl`` and ``.warc(.gz)``, read like fetched pages.

``read_articles`` needs no lake. Whatever cannot be read becomes a rejection with one clear sentence, and so does
what could be read only by guessing; nothing that a file holds stops the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers.assembling import IMPORT_SOURCE, article_of_text
from scrapers.containers import Item, Refusal, items
from scrapers.encodings import Refused
from scrapers.inputs import files
from scrapers.registry import load_sources
from storage.records import Article, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from storage.settings import Settings


def read_articles(paths: Sequence[Path], settings: Settings) -> Iterator[Article | Rejection]:
    """The articles in files and folders, in order, and a rejection for every input that broke a rule."""
    sources = load_sources(settings.sources)
    for file, unfit in files(paths):
        found: Iterator[Item | Refusal] = iter([Refusal(str(file), unfit)]) if unfit else items(file)
        for item in found:
            if isinstance(item, Refusal):
                yield rejection(item.subject, item.refused)
                continue
            yield article_of_text(item.text or "", item.given, sources, item.flags)
            if item.problem:
                yield rejection(item.subject, Refused("wrong-encoding", item.problem, item.payload))


def rejection(subject: str, refused: Refused) -> Rejection:
    """The row for ``lake/rejected``."""
    return Rejection("import", IMPORT_SOURCE, subject, refused.rule, refused.reason, datetime.now(UTC), refused.sample)

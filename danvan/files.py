"""Articles in files and what is read out of them, for the commands that need no lake.

`read_files` reads the files in this process and the facts in several; what it gives is the same, in the same order,
for any number of them. What a file holds that cannot be read comes as a rejection where it stands.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from danvan.console import note
from storage.records import Article, Rejection
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extraction.reader import Reading

Found = tuple[Article, "Reading"] | Rejection


def read_files(paths: list[Path], jobs: int) -> Iterator[Found]:
    """The articles of files and folders with their readings, and the rejections, in order."""
    from extraction.parallel import in_order
    from scrapers.importing import read_articles

    yield from in_order(_read_one, read_articles(paths, Settings()), jobs=jobs, weight=_weight)


def print_facts(paths: list[Path], jobs: int) -> int:
    """One JSON object an article to standard output, complaints to standard error; returns the exit status."""
    from extraction.reader import facts
    from scrapers.inputs import PATH_RULES

    read_any = unread = False
    for found in read_files(paths, jobs):
        if isinstance(found, Rejection):
            complain(found.subject, found.reason)
            unread |= found.rule in PATH_RULES
            continue
        read_any = True
        article, reading = found
        complain_of_language(article, reading)
        sys.stdout.write(json.dumps(facts(article, reading), ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()
    return int(unread or not read_any)


def complain_of_language(article: Article, reading: Reading) -> None:
    """Say so when an article's language is one that nothing can be read from."""
    if not reading.language_known:
        complain(
            article.given_id or article.article_id, f"its language '{article.lang}' is none danvan reads: no facts"
        )


def complain(subject: str, reason: str) -> None:
    """One line to standard error about one input."""
    note(f"danvan: {subject}: {reason}")


def _read_one(found: Article | Rejection) -> Found:
    from extraction.reader import read

    return found if isinstance(found, Rejection) else (found, read(found))


def _weight(found: Article | Rejection) -> int:
    return len(found.text) if isinstance(found, Article) else 0

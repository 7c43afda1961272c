"""What the lake holds already, so that nothing is landed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from scrapers.identity import text_id
from storage.lake import run_name

if TYPE_CHECKING:
    from datetime import date

    from storage.lake import Lake
    from storage.records import Article

_LONGEST_RUN = 140


class Landed:
    """The versions of articles in the lake, and those a run adds to them."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._versions: set[tuple[str, str]] = set()
        self._texts: dict[str, str] = {}  # words → article; the lake's are read when a text without a URL asks
        self._texts_read = False
        for path in lake.article_files():
            rows = pq.read_table(path, columns=["article_id", "content_hash"], partitioning=None).to_pylist()
            self._versions.update((row["article_id"], row["content_hash"]) for row in rows)

    def holds(self, article: Article) -> str | None:
        """Why the article need not be landed, in a few words; None when it must."""
        if (article.article_id, article.content_hash) in self._versions:
            return "the lake holds this version already"
        if article.canonical_url is None:
            self._read_texts()
            same = self._texts.get(text_id(article.text))
            if same is not None and same != article.article_id:
                return f"the lake holds the same words as article {same}"
        return None

    def add(self, article: Article) -> None:
        """Count an article as landed from now on."""
        self._versions.add((article.article_id, article.content_hash))
        self._texts.setdefault(text_id(article.text), article.article_id)

    def _read_texts(self) -> None:
        for path in [] if self._texts_read else self._lake.article_files():
            rows = pq.read_table(path, columns=["article_id", "text"], partitioning=None).to_pylist()
            for row in rows:
                self._texts.setdefault(text_id(row["text"]), row["article_id"])
        self._texts_read = True


def free_run(lake: Lake, run: str, day: date) -> str:
    """The name under which a run may write articles: its own, or with a number when it has written some today.

    Claims are kept by articles file, so a file that was written is never written anew with other articles in it.
    """
    name, number = run, 1
    while any((lake.root / "articles").glob(f"source=*/date={day.isoformat()}/{name}.parquet")):
        number += 1
        name = run_name(f"{run[:_LONGEST_RUN]}.{number}")
    return name

"""What earlier runs of a source came to: validators for conditional requests, payloads kept, contents known.

Read from the outcomes and articles in the lake alone. Outcomes are written last, so of a run that died half-way nothing
is believed and its pages are asked for again; a run that is repeated under its own name does not see itself either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from storage.warc import Kept

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from storage.lake import Lake

_READ = frozenset({"landed", "unchanged", "rejected"})
_COLUMNS = ["run", "subject", "outcome", "at", "article_id", "etag", "last_modified", "payload_digest"]


@dataclass(frozen=True, slots=True)
class Seen:
    """The last time an address was answered; ``outcome`` is what its page came to when it last had one."""

    outcome: str
    at: datetime
    etag: str | None
    last_modified: str | None
    digest: str | None
    article_id: str | None


@dataclass
class Earlier:
    """What is known of a source before a run begins."""

    pages: dict[str, Seen] = field(default_factory=dict)  # by address
    contents: dict[str, str] = field(default_factory=dict)  # article id → content hash of its last landed version

    def conditions(self, url: str) -> dict[str, str]:
        """Headers that ask for a page only if it has changed."""
        seen = self.pages.get(url)
        given = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified} if seen else {}
        return {name: value for name, value in given.items() if value}

    def is_same(self, url: str, digest: str) -> bool:
        """Whether an address answered with exactly these bytes before."""
        seen = self.pages.get(url)
        return seen is not None and seen.digest == digest

    @property
    def kept(self) -> dict[tuple[str, str], Kept]:
        """Payloads that earlier WARC files hold."""
        return {(url, seen.digest): Kept(url, seen.at) for url, seen in self.pages.items() if seen.digest}


def read_earlier(lake: Lake, source_id: str, *, without_run: str) -> Earlier:
    """Gather what the runs of a source before this one left in the lake."""
    earlier = Earlier()
    rows: list[tuple[datetime, str, dict[str, Any]]] = []
    landed: dict[str, str] = {}
    folder = lake.root / "outcomes" / "step=scrape" / f"source={source_id}"
    for path in folder.glob("date=*/*.parquet"):
        found = pq.read_table(path, columns=_COLUMNS, partitioning=None).to_pylist()
        place = f"{path.parent.name}/{path.name}"
        rows += [(row["at"], place, row) for row in found if row["run"] != without_run and row["outcome"] in _READ]
    for _, place, row in sorted(rows, key=lambda entry: entry[:2]):
        _note_page(earlier, row)
        if row["outcome"] == "landed" and row["article_id"]:
            landed[row["article_id"]] = place
    hashes: dict[str, dict[str, str]] = {}
    for article_id, place in landed.items():
        if place not in hashes:
            hashes[place] = contents_of(lake.root / "articles" / f"source={source_id}" / place)
        if article_id in hashes[place]:
            earlier.contents[article_id] = hashes[place][article_id]
    return earlier


def _note_page(earlier: Earlier, row: dict[str, Any]) -> None:
    url, at = row["subject"], row["at"]
    known = earlier.pages.get(url)
    if known is not None and known.at >= at:
        return
    # A 304 carries no payload, so what it leaves open stays as it was.
    earlier.pages[url] = Seen(
        outcome=row["outcome"] if known is None or row["outcome"] != "unchanged" else known.outcome,
        at=at,
        etag=row["etag"] or (known.etag if known else None),
        last_modified=row["last_modified"] or (known.last_modified if known else None),
        digest=row["payload_digest"] or (known.digest if known else None),
        article_id=row["article_id"] or (known.article_id if known else None),
    )


def contents_of(path: Path) -> dict[str, str]:
    """The content hashes of the articles in a file, by article id; none where there is no file."""
    if not path.exists():
        return {}
    rows = pq.read_table(path, columns=["article_id", "content_hash"], partitioning=None).to_pylist()
    return {row["article_id"]: row["content_hash"] for row in rows}

"""The lake's layout: where every file lies, and writing it whole or not at all.

    raw/source=<id>/date=<UTC date>/<run>.warc.gz
    articles/source=<id>/date=<UTC date>/<run>.parquet
    claims/<type>/extractor=<v>/source=<id>/date=<UTC date>/<run>.parquet     (and the type 'readings')
    outcomes/step=<step>/source=<id>/date=<UTC date>/<run>.parquet
    rejected/step=<step>/source=<id>/date=<UTC date>/<run>.parquet

A file is written under a temporary name beside its place and renamed, so a reader never sees half of one and a
repeated run replaces its own file and nothing else.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from storage import schemas
from storage.records import Article, Block, Outcome, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,150}")
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
NO_DATE = "1970-01-01"


class LakeError(ValueError):
    """A name or a file that cannot be part of the lake; the message says which and why."""


def run_name(text: str) -> str:
    """A run id (Airflow's hold colons and spaces) as it is used in file names: safe, the same every time."""
    name = re.sub(r"[^A-Za-z0-9_.+-]+", "_", text).strip("_.")[:150]
    if not _RUN.fullmatch(name):
        raise LakeError(f"run id '{text}' holds no letter or digit, so no file can be named after it")
    return name


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` to write to; renamed to ``path`` when the block ends well, else removed.

    The name starts with a dot and ends in ``.tmp``, so no glob over ``*.parquet`` or ``*.warc.gz`` sees it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


class Lake:
    """Paths and whole-file reads and writes below one lake folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self) -> None:
        """Give every dataset an empty file, so that readers with a glob find the columns on an empty lake."""
        datasets = {"articles": schemas.ARTICLES, "outcomes": schemas.OUTCOMES, "rejected": schemas.REJECTED}
        partition = f"source=none/date={NO_DATE}/empty.parquet"
        for name, schema in datasets.items():
            step = "" if name == "articles" else "step=none/"
            self._write(self.root / name / f"{step}{partition}", schema, [], keep=True)
        for name, schema in {**schemas.CLAIMS, "readings": schemas.READINGS}.items():
            self._write(self.root / "claims" / name / "extractor=none" / partition, schema, [], keep=True)

    def raw_path(self, source_id: str, day: date, run: str) -> Path:
        """Where a run of a source keeps its pages as fetched."""
        return self.root / "raw" / self._partition(source_id, day) / f"{self._run(run)}.warc.gz"

    def articles_path(self, source_id: str, day: date, run: str) -> Path:
        """Where a run of a source keeps the articles it read."""
        return self.root / "articles" / self._partition(source_id, day) / f"{self._run(run)}.parquet"

    def claims_path(self, kind: str, extractor: str, articles: Path) -> Path:
        """Where the claims of ``kind`` read from one articles file lie (``kind`` may be 'readings')."""
        relative = articles.relative_to(self.root / "articles")
        return self.root / "claims" / kind / f"extractor={extractor}" / relative

    def article_files(self, source_id: str | None = None) -> list[Path]:
        """All articles files, oldest first within a source, without the empty one of ``prepare``."""
        pattern = f"source={source_id or '*'}/date=*/*.parquet"
        found = (self.root / "articles").glob(pattern)
        return sorted(path for path in found if path.parent.parent.name != "source=none")

    def write_articles(self, path: Path, articles: Iterable[Article]) -> int:
        """Replace one articles file; returns the number of rows."""
        return self._write(path, schemas.ARTICLES, [asdict(article) for article in articles])

    def replace_articles(self, path: Path, articles: Sequence[Article]) -> bool:
        """Make one articles file hold these, or be gone when there are none; whether it held anything else before.

        What was read out of other articles is void: the readings, which say that a file has been read, go first.
        """
        table = pa.Table.from_pylist([asdict(article) for article in articles], schema=schemas.ARTICLES)
        if (path.exists() and _holds(path, table)) or (not path.exists() and not articles):
            return False
        for kind in ("readings", *schemas.CLAIM_TYPES):
            for extractor in (self.root / "claims" / kind).glob("extractor=*"):
                (extractor / path.relative_to(self.root / "articles")).unlink(missing_ok=True)
        if articles:
            self.write_articles(path, articles)
        else:
            path.unlink()
        return True

    def read_articles(self, path: Path) -> list[Article]:
        """The articles of one file, in the order they were written."""
        rows = pq.read_table(path, schema=schemas.ARTICLES, partitioning=None).to_pylist()
        for row in rows:
            row["blocks"] = tuple(Block(**block) for block in row["blocks"] or ())
            row["flags"] = tuple(row["flags"] or ())
        return [Article(**row) for row in rows]

    def write_claims(self, path: Path, kind: str, rows: Sequence[dict[str, Any]]) -> int:
        """Replace one claims (or readings) file; returns the number of rows."""
        schema = schemas.READINGS if kind == "readings" else schemas.CLAIMS[kind]
        return self._write(path, schema, rows)

    def write_outcomes(self, day: date, run: str, outcomes: Sequence[Outcome]) -> None:
        """Replace the outcome files of one run: one a step and source."""
        self._write_journal("outcomes", schemas.OUTCOMES, day, run, outcomes)

    def write_rejected(self, day: date, run: str, rejections: Sequence[Rejection]) -> None:
        """Replace the files of rejected rows of one run: one a step and source."""
        self._write_journal("rejected", schemas.REJECTED, day, run, rejections)

    def _write_journal(
        self, name: str, schema: pa.Schema, day: date, run: str, rows: Sequence[Outcome | Rejection]
    ) -> None:
        for step, source_id in sorted({(row.step, row.source_id) for row in rows}):
            place = self.root / name / f"step={step}" / self._partition(source_id, day)
            mine = [{"run": run, **asdict(row)} for row in rows if (row.step, row.source_id) == (step, source_id)]
            self._write(place / f"{self._run(run)}.parquet", schema, mine)

    @staticmethod
    def _write(path: Path, schema: pa.Schema, rows: Sequence[dict[str, Any]], *, keep: bool = False) -> int:
        if keep and path.exists():
            return 0
        table = pa.Table.from_pylist(list(rows), schema=schema)
        with replacing(path) as temporary:
            pq.write_table(table, temporary, compression="zstd")
        return int(table.num_rows)

    @staticmethod
    def _partition(source_id: str, day: date) -> str:
        if not _SOURCE.fullmatch(source_id):
            raise LakeError(f"'{source_id}' is not a source id: lower-case letters, digits and hyphens only")
        return f"source={source_id}/date={day.isoformat()}"

    @staticmethod
    def _run(run: str) -> str:
        if run != run_name(run):
            raise LakeError(f"'{run}' is not a run name; pass it through run_name() first")
        return run


def _holds(path: Path, table: pa.Table) -> bool:
    """Whether a file holds exactly this table; one that cannot be read does not."""
    try:
        return bool(pq.read_table(path, partitioning=None).equals(table))
    except (OSError, pa.ArrowException):
        return False

"""The workings: what a build keeps beside the published tables, so that the next one reads only what is new.

    workings/<sha256 of a candidate>.duckdb     staging and intermediate tables from which that candidate was built
    building/workings.duckdb                    those of the build that is at work

They belong to one DuckDB file by its bytes: whatever happens to the published file (a rollback, a crash between two
renames, a hand that wrote into it), workings are used only with the very file they were built with. Where they are
missing, where the project or DuckDB has changed, or where a lake file that was read is gone or another, the lake is
read again from its beginning: always right, only slower.

A build that goes on from workings does not copy them. Its file is a second name (a hard link) for theirs, and all that
it changes goes into the write-ahead log beside its own name: without that log the file is what it was, with it what the
build made of it. So the next build can go on from either, whichever is published, and one that died leaves nothing. The
log is written into the file (``_settle``) when a build goes on from there, and the other name goes. Should DuckDB ever
write into the file before that, it says itself that it went on from the file that it belongs to, and is not used.

A log is held in memory, so that of a very large night would not fit: where many files are new, the workings are copied
after all, and the copy is written to as any DuckDB file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from storage.copying import copy_file, link_file
from storage.schemas import CLAIM_TYPES
from storage.warehouse import log_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_JOURNALS = ("outcomes", "rejected")
LOGGED = 20_000_000  # bytes of new files that one log is made of at most: some ten thousand articles
_CREATE = """
CREATE SCHEMA lake;
CREATE TABLE lake.files (
    dataset VARCHAR NOT NULL, path VARCHAR NOT NULL, size_bytes BIGINT NOT NULL, modified_ns BIGINT NOT NULL,
    is_new BOOLEAN NOT NULL
);
CREATE TABLE lake.built_by (digest VARCHAR NOT NULL, went_on_from VARCHAR NOT NULL);
CREATE SCHEMA written;
"""


class _ReadAll(Exception):  # noqa: N818 (says what is to be done)
    """The lake has to be read from its beginning; the message says why."""


@dataclass(frozen=True, slots=True)
class LakeFile:
    """A Parquet file of one dataset as it lies in the lake; ``path`` is relative to that."""

    dataset: str
    path: str
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to read: ``reason`` says why everything, '' when only what is new.

    ``only_logs`` says that it may write into the log beside the workings and not into their file.
    """

    files: int
    reason: str
    only_logs: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the lake is read from its beginning."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class ToldAnew:
    """What a build told anew, when it kept the other rows: ``went_on_from`` is the hash of their file, '' for none.

    ``articles`` are those of which it wrote any row, ``by_table`` those of which it changed the text or wrote rows of
    this table.
    """

    went_on_from: str = ""
    articles: list[str] = field(default_factory=list)
    by_table: dict[str, list[str]] = field(default_factory=dict)


def lake_files(lake: Path) -> list[LakeFile]:
    """The files to read.

    Extraction writes claims, then readings, behind articles, maybe just now: so readings are listed first, claims count
    only where the readings beside them are listed, and articles come last.
    """
    readings = list(_parquet(lake / "claims" / "readings"))
    found = [_file("readings", lake, path) for path in readings]
    for dataset in CLAIM_TYPES:
        beside = (lake / "claims" / dataset / path.relative_to(lake / "claims" / "readings") for path in readings)
        found += [_file(dataset, lake, path) for path in beside if path.exists()]
    for dataset in ("articles", *_JOURNALS):
        found += [_file(dataset, lake, path) for path in _parquet(lake / dataset)]
    return found


def _parquet(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".parquet") and not name.startswith("."):
                yield folder / parent / name


def _file(dataset: str, lake: Path, path: Path) -> LakeFile:
    status = path.stat()
    return LakeFile(dataset, path.relative_to(lake).as_posix(), status.st_size, status.st_mtime_ns)


def digest_of(folders: Iterable[Path]) -> str:
    """What decides how a lake becomes tables: the bytes of these folders' files, and DuckDB's version."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".sql", ".yml", ".csv"}):
            digest.update(f"\n{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def prepare(building: Path, folder: Path, published: str, lake: Path, digest: str, *, full: bool) -> Plan:
    """Make ``building`` ready: the workings of the ``published`` file (its hash) to go on from, else an empty file.

    Either way its table ``lake.files`` lists what lies in the lake and which of it is new.
    """
    present = lake_files(lake)
    try:
        only_logs = _go_on(building, None if full else kept_path(folder, published), present, digest, published)
        return Plan(len(present), "", only_logs)
    except _ReadAll as why:
        reason = str(why)
    except duckdb.Error as error:
        reason = f"{building.name} cannot be used ({str(error).splitlines()[0]})"
    remove(building)
    _create(building, present, digest)
    return Plan(len(present), reason)


def _go_on(building: Path, kept: Path | None, present: list[LakeFile], digest: str, published: str) -> bool:
    """Take up what was kept and mark what is new; whether the build may write into the log alone."""
    if kept is None:
        raise _ReadAll("asked for")
    if not kept.exists():
        raise _ReadAll("there is nothing to go on from")
    _settle(kept)
    link_file(kept, building)
    with _only_logging(building) as connection:
        new = _update(connection, present, digest, published)
    if new <= LOGGED:
        return True
    remove(building)
    copy_file(kept, building)
    with duckdb.connect(str(building)) as connection:
        _update(connection, present, digest, published)
    return False


def _settle(kept: Path) -> None:
    """Write the log beside the file into it; the other workings, which may be the same file without the log, go."""
    if not log_of(kept).exists():
        return
    for path in kept.parent.glob("*.duckdb"):
        if path != kept:
            remove(path)
    with duckdb.connect(str(kept)) as connection:
        connection.execute("CHECKPOINT")


@contextmanager
def _only_logging(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes into the log beside the file and leaves the file as it is."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.execute("SET checkpoint_threshold = '1TB'")
        yield connection


def _update(connection: duckdb.DuckDBPyConnection, present: list[LakeFile], digest: str, published: str) -> int:
    """Mark what is new; how many bytes that is."""
    built_by = connection.execute("SELECT digest, went_on_from FROM lake.built_by").fetchone()
    if built_by is None or built_by[0] != digest:
        raise _ReadAll("the project has changed")
    if built_by[1] == published:
        raise _ReadAll("a build that was not published has changed the workings")
    _fill(connection, "CREATE TEMP TABLE present AS SELECT * FROM lake.files LIMIT 0", "present", present)
    gone = connection.execute(
        "SELECT path FROM lake.files AS loaded ANTI JOIN present USING (dataset, path, size_bytes, modified_ns)"
    ).fetchone()
    if gone is not None:
        raise _ReadAll(f"{gone[0]} was read and is gone or another now")
    connection.execute("UPDATE lake.built_by SET went_on_from = ?", [published])
    connection.execute("UPDATE lake.files SET is_new = false WHERE is_new")
    connection.execute("DROP SCHEMA IF EXISTS written CASCADE; CREATE SCHEMA written")
    connection.execute("INSERT INTO lake.files FROM present ANTI JOIN lake.files USING (dataset, path)")
    new = connection.execute("SELECT sum(size_bytes) FROM lake.files WHERE is_new").fetchone()
    return int(new[0] or 0) if new else 0


def _create(building: Path, present: list[LakeFile], digest: str) -> None:
    # Nobody but this DuckDB reads the workings, so they need not be written as older ones could read them: a seventh
    # smaller, for less time.
    with duckdb.connect(str(building), config={"storage_compatibility_version": "latest"}) as connection:
        _fill(connection, _CREATE, "lake.files", present)
        connection.execute("INSERT INTO lake.built_by VALUES (?, '')", [digest])


def _fill(connection: duckdb.DuckDBPyConnection, create: str, table: str, files: list[LakeFile]) -> None:
    connection.execute(create)
    columns = [
        [file.dataset for file in files],
        [file.path for file in files],
        [file.size_bytes for file in files],
        [file.modified_ns for file in files],
    ]
    connection.execute(
        f"INSERT INTO {table} SELECT unnest(?), unnest(?), unnest(?), unnest(?), true",
        columns,
    )


def keep(building: Path, folder: Path, sha256: str, wanted: Iterable[str]) -> None:
    """Put the workings in their place as those of the file with this hash, and remove those nobody goes on from."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = kept_path(folder, sha256)
    remove(kept)
    if log_of(building).exists():  # before its file, which is without it what it was before the build
        log_of(building).replace(log_of(kept))
    building.replace(kept)
    names = {kept_path(folder, each).name for each in (sha256, *wanted)}
    for path in folder.glob("*.duckdb"):
        if path.name not in names:
            remove(path)


def remove(path: Path) -> None:
    """Remove a DuckDB file and what lies beside it, its log last: nobody may find the file without it."""
    path.unlink(missing_ok=True)
    log_of(path).unlink(missing_ok=True)
    shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)


def kept_path(folder: Path, sha256: str) -> Path:
    """Where the workings of the file with this hash lie."""
    return folder / f"{sha256}.duckdb"


def told_anew(kept: Path, tables: Iterable[str] = ()) -> ToldAnew:
    """What the build that left these workings told anew, in all and in each of these published tables."""
    with duckdb.connect(str(kept), read_only=True) as connection:
        row = connection.execute("SELECT went_on_from FROM lake.built_by").fetchone()
        if row is None or not row[0]:
            return ToldAnew()
        return ToldAnew(
            went_on_from=str(row[0]),
            articles=_articles(
                connection,
                "SELECT article_id FROM intermediate.int_retold_articles "
                "UNION SELECT article_id FROM intermediate.int_changed_model_claims",
            ),
            by_table={
                table: _articles(
                    connection,
                    f'SELECT article_id FROM written."{table}" '  # noqa: S608 (a name of the suites)
                    "UNION SELECT article_id FROM staging.stg_lake__changed_articles",
                )
                for table in tables
            },
        )


def _articles(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [str(article_id) for (article_id,) in connection.execute(query).fetchall()]

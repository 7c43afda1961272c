"""The workings: what a build keeps beside the published tables, so that the next one reads only what is new.

    workings/<sha256 of a candidate>.duckdb     staging and intermediate tables from which that candidate was built
    building/workings.duckdb                    those of the build that is at work

They belong to one DuckDB file by its bytes: whatever happens to the published file (a rollback, a crash between two
renames, a hand that wrote into it), workings are used only with the very file they were built with. Where they are
missing, where the project or DuckDB has changed, or where a lake file that was read is gone or another, the lake is
read again from its beginning: always right, only slower.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from storage.copying import copy_file
from storage.schemas import CLAIM_TYPES
from storage.warehouse import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_JOURNALS = ("outcomes", "rejected")
_CREATE = """
CREATE SCHEMA lake;
CREATE TABLE lake.files (
    dataset VARCHAR NOT NULL, path VARCHAR NOT NULL, size_bytes BIGINT NOT NULL, modified_ns BIGINT NOT NULL,
    is_new BOOLEAN NOT NULL
);
CREATE TABLE lake.built_by (digest VARCHAR NOT NULL, went_on_from VARCHAR NOT NULL);
CREATE SCHEMA written;
"""


@dataclass(frozen=True, slots=True)
class LakeFile:
    """A Parquet file of one dataset as it lies in the lake; ``path`` is relative to that."""

    dataset: str
    path: str
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to read: ``reason`` says why everything, '' when only what is new."""

    files: int
    reason: str

    @property
    def is_full(self) -> bool:
        """Whether the lake is read from its beginning."""
        return bool(self.reason)


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
    """Make ``building`` ready: a copy of the workings of the ``published`` file (its hash), else an empty file.

    Either way its table ``lake.files`` lists what lies in the lake and which of it is new.
    """
    present = lake_files(lake)
    kept = kept_path(folder, published)
    reason = "asked for" if full else "" if kept.exists() else "there is nothing to go on from"
    if not reason:
        copy_file(kept, building)
        reason = _update(building, present, digest, published)
    if reason:
        building.unlink(missing_ok=True)
        _create(building, present, digest)
    return Plan(len(present), reason)


def _update(building: Path, present: list[LakeFile], digest: str, published: str) -> str:
    """Mark what is new; or the reason why all has to be read again."""
    try:
        with duckdb.connect(str(building)) as connection:
            built_by = connection.execute("SELECT digest FROM lake.built_by").fetchone()
            if built_by != (digest,):
                return "the project has changed"
            _fill(connection, "CREATE TEMP TABLE present AS SELECT * FROM lake.files LIMIT 0", "present", present)
            gone = connection.execute(
                "SELECT path FROM lake.files AS loaded ANTI JOIN present USING (dataset, path, size_bytes, modified_ns)"
            ).fetchone()
            if gone is not None:
                return f"{gone[0]} was read and is gone or another now"
            connection.execute("UPDATE lake.built_by SET went_on_from = ?", [published])
            connection.execute("UPDATE lake.files SET is_new = false WHERE is_new")
            connection.execute("DROP SCHEMA IF EXISTS written CASCADE; CREATE SCHEMA written")
            connection.execute("INSERT INTO lake.files FROM present ANTI JOIN lake.files USING (dataset, path)")
    except duckdb.Error as error:
        return f"{building.name} cannot be used ({str(error).splitlines()[0]})"
    return ""


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
    building.replace(kept_path(folder, sha256))
    names = {kept_path(folder, each).name for each in (sha256, *wanted)}
    for path in folder.glob("*.duckdb*"):
        if path.name not in names:
            path.unlink(missing_ok=True)


def kept_path(folder: Path, sha256: str) -> Path:
    """Where the workings of the file with this hash lie."""
    return folder / f"{sha256}.duckdb"


def went_on_from(kept: Path) -> str:
    """The hash of the published file whose rows a build kept but for those it touched; '' when it kept none."""
    with duckdb.connect(str(kept), read_only=True) as connection:
        row = connection.execute("SELECT went_on_from FROM lake.built_by").fetchone()
    return str(row[0]) if row else ""


def touched_articles(kept: Path) -> list[str]:
    """The articles of which a build wrote any row anew."""
    with duckdb.connect(str(kept), read_only=True) as connection:
        rows = connection.execute(
            "SELECT article_id FROM intermediate.int_retold_articles "
            "UNION SELECT article_id FROM intermediate.int_changed_model_claims"
        ).fetchall()
    return [str(article_id) for (article_id,) in rows]


def written_articles(kept: Path, tables: Iterable[str]) -> dict[str, list[str]]:
    """The articles of which a build changed the text or wrote rows anew, by published table."""
    with duckdb.connect(str(kept), read_only=True) as connection:
        return {
            table: [
                str(article_id)
                for (article_id,) in connection.execute(
                    f'SELECT article_id FROM written."{table}" '  # noqa: S608 (a name of the suites)
                    "UNION SELECT article_id FROM staging.stg_lake__changed_articles"
                ).fetchall()
            ]
            for table in tables
        }


def refuse_open(path: Path) -> None:
    """Raise WarehouseError when a program has left changes in a write-ahead log beside the file."""
    log = path.with_name(path.name + ".wal")
    if log.exists() and log.stat().st_size:
        raise WarehouseError(f"{path.name} was not closed by the build that wrote it: build again")

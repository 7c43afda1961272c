"""Workings: a build that goes on changes nothing of what it goes on from, however it ends."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import duckdb
import pytest

from storage import workings
from storage.workings import Plan, keep, kept_path, prepare, remove

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64
MANY = 300_000  # rows that DuckDB writes straight into its file, whatever becomes of the transaction


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Workings of a full build that belong to the file ONE."""
    folder = tmp_path / "workings"
    building = tmp_path / "building.duckdb"
    assert prepare(building, folder, "", tmp_path / "lake", "as it is", full=False).is_full
    with duckdb.connect(str(building)) as connection:
        connection.execute("CREATE TABLE facts AS SELECT range AS fact, 'first' AS told FROM range(1000)")
    keep(building, folder, ONE, [])
    return folder


def go_on(folder: Path, published: str, digest: str = "as it is") -> Plan:
    """Begin a build on what belongs to the published file."""
    remove(folder.parent / "building.duckdb")
    return prepare(folder.parent / "building.duckdb", folder, published, folder.parent / "lake", digest, full=False)


def work(folder: Path, told: str) -> None:
    """What dbt does in a build that goes on: see dbt_project.yml."""
    with duckdb.connect(str(folder.parent / "building.duckdb")) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown; SET checkpoint_threshold = '1TB'")
        connection.execute("UPDATE facts SET told = ? WHERE fact < 10", [told])
        connection.execute(f"CREATE TABLE {told} AS SELECT range AS fact, md5(range::VARCHAR) FROM range({MANY})")
        connection.execute("DELETE FROM facts WHERE fact >= 990")


def told_in(path: Path) -> tuple[int, list[str]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("SELECT told, count(*) FROM facts GROUP BY told ORDER BY told").fetchall()
        for name in {name for name, _ in rows} - {"first", "first again"}:
            assert connection.execute(f"SELECT count(DISTINCT fact) FROM {name}").fetchone() == (MANY,)
    return sum(count for _, count in rows), [name for name, _ in rows]


def test_a_build_that_died_leaves_the_workings_as_they_were(folder: Path) -> None:
    assert go_on(folder, ONE).only_logs
    work(folder, "died")
    assert told_in(kept_path(folder, ONE)) == (1000, ["first"])
    assert go_on(folder, ONE).only_logs
    assert told_in(folder.parent / "building.duckdb") == (1000, ["first"])


def test_the_next_build_goes_on_from_the_candidate_or_from_what_was_before_it(folder: Path) -> None:
    assert go_on(folder, ONE).only_logs
    work(folder, "second")
    keep(folder.parent / "building.duckdb", folder, TWO, [ONE])
    assert told_in(kept_path(folder, ONE)) == (1000, ["first"])
    assert told_in(kept_path(folder, TWO)) == (990, ["first", "second"])
    assert go_on(folder, ONE).only_logs  # TWO was not published, or was taken back
    work(folder, "other")
    keep(folder.parent / "building.duckdb", folder, THREE, [ONE])
    assert told_in(kept_path(folder, THREE)) == (990, ["first", "other"])
    assert go_on(folder, TWO).reason == "there is nothing to go on from"
    assert go_on(folder, THREE).only_logs
    assert told_in(folder.parent / "building.duckdb") == (990, ["first", "other"])
    assert [path.name for path in folder.iterdir()] == [kept_path(folder, THREE).name]


def test_the_bytes_are_not_copied(folder: Path) -> None:
    assert go_on(folder, ONE).only_logs
    assert kept_path(folder, ONE).samefile(folder.parent / "building.duckdb")


def test_what_is_too_much_for_a_log_is_written_into_a_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = folder.parent / "lake" / "articles" / "night.parquet"
    new.parent.mkdir(parents=True)
    new.write_bytes(b"a night" * 100)
    monkeypatch.setattr(workings, "LOGGED", 699)
    building = folder.parent / "building.duckdb"
    assert go_on(folder, ONE) == Plan(files=1, reason="", only_logs=False)
    with duckdb.connect(str(building)) as connection:
        assert connection.execute("SELECT path, is_new FROM lake.files").fetchall() == [
            ("articles/night.parquet", True)
        ]
        connection.execute("UPDATE facts SET told = 'first again' WHERE fact < 10")
    assert told_in(kept_path(folder, ONE)) == (1000, ["first"])
    keep(building, folder, TWO, [ONE])
    assert go_on(folder, TWO).only_logs  # the file is not new any more
    assert go_on(folder, ONE) == Plan(files=1, reason="", only_logs=False)


def test_where_files_have_one_name_only_they_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert go_on(folder, ONE).only_logs
    work(folder, "second")
    keep(folder.parent / "building.duckdb", folder, TWO, [ONE])
    assert told_in(kept_path(folder, ONE)) == (1000, ["first"])
    assert go_on(folder, TWO).only_logs
    assert told_in(folder.parent / "building.duckdb") == (990, ["first", "second"])


@pytest.mark.parametrize("done", [0, 1], ids=["before the log got its name", "before the file got its name"])
def test_a_crash_while_the_workings_get_their_name(folder: Path, done: int) -> None:
    assert go_on(folder, ONE).only_logs
    work(folder, "second")
    if done:
        (folder.parent / "building.duckdb.wal").replace(folder / f"{TWO}.duckdb.wal")
    assert go_on(folder, ONE).only_logs
    assert told_in(folder.parent / "building.duckdb") == (1000, ["first"])
    work(folder, "third")
    keep(folder.parent / "building.duckdb", folder, TWO, [ONE])
    assert go_on(folder, TWO).only_logs
    assert told_in(folder.parent / "building.duckdb") == (990, ["first", "third"])


def test_a_crash_while_the_log_is_written_into_the_file(folder: Path) -> None:
    assert go_on(folder, ONE).only_logs
    work(folder, "second")
    keep(folder.parent / "building.duckdb", folder, TWO, [ONE])
    kept_path(folder, ONE).unlink()  # the first thing that is done
    assert go_on(folder, ONE).reason == "there is nothing to go on from"
    assert go_on(folder, TWO).only_logs
    assert told_in(folder.parent / "building.duckdb") == (990, ["first", "second"])


def test_workings_that_a_build_wrote_into_all_the_same_are_not_gone_on_from(folder: Path) -> None:
    assert go_on(folder, ONE).only_logs
    with duckdb.connect(str(folder.parent / "building.duckdb")) as connection:
        connection.execute("UPDATE facts SET told = 'unforeseen'; CHECKPOINT")
    assert go_on(folder, ONE).reason == "a build that was not published has changed the workings"


def test_workings_that_are_no_database_are_not_gone_on_from(folder: Path) -> None:
    kept_path(folder, ONE).write_bytes(b"not a database")
    assert "building.duckdb cannot be used" in go_on(folder, ONE).reason

"""A candidate's bytes are read once for their hash, and again only when somebody wrote to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from storage.settings import Settings
from storage.warehouse import Built, Warehouse, candidate_sha256, sha256_of, stamp_of, write_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    found = Warehouse(Settings(home=tmp_path))
    found.folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(found.candidate)) as connection:
        connection.execute("CREATE TABLE fct_awards AS SELECT 1 AS version")
    return found


def test_a_candidate_as_its_build_left_it_is_not_read_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = sha256_of(warehouse.candidate)
    write_record(warehouse.built, Built(sha256=sha256, stamp=stamp_of(warehouse.candidate)))
    monkeypatch.setattr("storage.warehouse.sha256_of", lambda _: "read")

    assert candidate_sha256(warehouse) == sha256


def test_a_candidate_that_was_written_to_is_read(warehouse: Warehouse) -> None:
    before = sha256_of(warehouse.candidate)
    write_record(warehouse.built, Built(sha256=before, stamp=stamp_of(warehouse.candidate)))
    with duckdb.connect(str(warehouse.candidate)) as connection:
        connection.execute("INSERT INTO fct_awards VALUES (2)")

    assert candidate_sha256(warehouse) == sha256_of(warehouse.candidate) != before


def test_a_candidate_that_no_build_left_is_read(warehouse: Warehouse) -> None:
    assert candidate_sha256(warehouse) == sha256_of(warehouse.candidate)

"""A model is done when its grain is told, its key tested, every column described and its contract enforced."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def manifest(built: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((built / "dbt" / "target" / "manifest.json").read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    found = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert len(found) > 50
    return found


def test_every_description_starts_with_the_grain(models: list[dict[str, Any]]) -> None:
    assert [model["name"] for model in models if not model["description"].startswith("One row ")] == []


def test_every_snapshot_and_seed_tells_its_grain(manifest: dict[str, Any]) -> None:
    found = [node for node in manifest["nodes"].values() if node["resource_type"] in {"snapshot", "seed"}]
    assert len(found) > 8
    assert [node["name"] for node in found if not node["description"].startswith("One row ")] == []


def test_every_contract_is_enforced(models: list[dict[str, Any]]) -> None:
    assert [model["name"] for model in models if not model["contract"]["enforced"]] == []


def test_no_column_lacks_a_description(models: list[dict[str, Any]]) -> None:
    missing = [
        f"{model['name']}.{name}"
        for model in models
        for name, column in model["columns"].items()
        if not column["description"].strip()
    ]
    assert missing == []


def test_descriptions_stand_in_the_published_file_too(built: Path) -> None:
    with duckdb.connect(str(built / "warehouse" / "candidate.duckdb"), read_only=True) as connection:
        bare = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL "
            "UNION ALL SELECT table_name, NULL FROM duckdb_tables() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
    assert bare == []


def test_every_published_key_is_tested_for_uniqueness(manifest: dict[str, Any], models: list[dict[str, Any]]) -> None:
    tested = {
        node["attached_node"].split(".")[-1]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "unique"
    }
    published = {model["name"] for model in models if model["schema"] == "main"}
    assert published - tested == {"rejected_rows", "step_outcomes"}  # journals: one line an event, no key


def test_no_test_is_switched_off(manifest: dict[str, Any]) -> None:
    assert not manifest["disabled"]
    soft = [node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "test"
            and node["config"]["severity"].lower() != "error"]  # fmt: skip
    assert soft == []

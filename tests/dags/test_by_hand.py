"""The DAGs that people trigger, run by Airflow on the demo newsroom: days and files, and kept pages read again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from danvan.embedded import environment
from scrapers.newsroom import serve
from storage.settings import REPOSITORY, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("by-hand"), pytest.mark.timeout(900)]
SOURCES = REPOSITORY / "scrapers" / "newsroom" / "sources"
LETTER = """Bá Thước, 12/3/2024

Sáng 12/3, Ban Dân vận Huyện ủy Bá Thước tổ chức hội nghị sơ kết phong trào thi đua “Dân vận khéo”.
Dự hội nghị có 120 đại biểu.
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with serve() as newsroom:
        home = tmp_path_factory.mktemp("by-hand") / "home"
        yield Settings(home=home, sources=SOURCES, connect_to=newsroom.connect_to)


def trigger(settings: Settings, dag_id: str, **params: Any) -> tuple[int, str]:
    """Run a DAG with what somebody filled in; its exit status and log."""
    command = [sys.executable, "-m", "danvan.embedded", dag_id, "--conf", json.dumps(params)]
    given = {**environment(settings), "DANVAN_RETRY_SECONDS": "0"}
    done = subprocess.run(command, env=given, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def published(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.warehouse / "danvan.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_backfill_without_days_and_files_says_what_is_missing(settings: Settings) -> None:
    status, log = trigger(settings, "backfill")
    assert status != 0
    assert "set 'since' to a first day, or 'files' to paths" in log
    assert not (settings.warehouse / "danvan.duckdb").exists()


def test_days_and_files_are_filled_in_and_read_again_later(settings: Settings) -> None:
    letter = settings.home.parent / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    days = {"since": "2023-01-01", "until": "2024-12-31"}
    status, log = trigger(settings, "backfill", **days, sources=["baolamson"], files=[str(letter)])
    assert status == 0, log[-4000:]
    dated = published(settings, "SELECT published_at FROM dim_article WHERE source_id = 'baolamson'")
    assert dated
    assert all(2023 <= moment.year <= 2024 for (moment,) in dated)
    assert published(settings, "SELECT delegates FROM fct_conferences WHERE delegates = 120") == [(120,)]
    before = published(settings, "SELECT conference_key FROM fct_conferences ORDER BY ALL")

    for path in settings.lake.glob("articles/source=baolamson/date=*/*.parquet"):
        path.write_bytes(b"no Parquet file any more")
    status, log = trigger(settings, "reprocess", sources=["baolamson"])
    assert status == 0, log[-4000:]
    assert published(settings, "SELECT conference_key FROM fct_conferences ORDER BY ALL") == before
    assert len(list(Path(settings.home / "runs").glob("*/parse.baolamson.jsonl"))) == 1

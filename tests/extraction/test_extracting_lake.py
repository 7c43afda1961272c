"""The lake's articles are read the same by any number of processes, and what was read is not read again."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lake_from_gold import gold_article, gold_documents

from extraction.run import extract_lake
from storage.lake import Lake
from storage.settings import Settings

GOLD = Path(__file__).with_name("gold")
NOW = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DANVAN_HOME", str(tmp_path))
    return Settings()


def land(settings: Settings) -> int:
    """Three files of articles: a large one, a small one, one in a language that nobody reads. Returns how many."""
    lake = Lake(settings.lake)
    lake.prepare()
    documents = [one for lang in ("en", "ru", "zh") for one in gold_documents(GOLD / lang)]
    articles = [
        dataclasses.replace(gold_article({**one, "id": f"{one['id']}-{i}", "url": None}), given_id=f"{one['id']}-{i}")
        for i in range(4)
        for one in documents
    ]
    files = {
        "large": articles[:-3],
        "small": articles[-3:-1],
        "unknown": [dataclasses.replace(articles[-1], lang="tlh")],
    }
    for source, some in files.items():
        lake.write_articles(lake.articles_path(source, date(2025, 11, 1), "run"), some)
    return len(articles)


def written(settings: Settings) -> dict[str, bytes]:
    return {
        str(path.relative_to(settings.lake)): path.read_bytes()
        for path in sorted(settings.lake.rglob("*"))
        if path.is_file()
    }


def test_any_number_of_processes_writes_the_same_lake(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    n = land(home)
    one = extract_lake(settings=home, run="r", jobs=1, now=lambda: NOW)
    assert (one.articles, one.files, one.skipped_files, one.rejected) == (n, 3, 0, 1)
    assert one.claims > n
    other = home.model_copy(update={"home": tmp_path_factory.mktemp("other")})
    land(other)
    assert extract_lake(settings=other, run="r", jobs=3, now=lambda: NOW) == one
    assert written(other) == written(home)


def test_extracting_again_reads_nothing(home: Settings) -> None:
    land(home)
    extract_lake(settings=home, run="r", jobs=1, now=lambda: NOW)
    before = written(home)
    again = extract_lake(settings=home, run="again", jobs=2, now=lambda: NOW)
    assert (again.articles, again.files, again.skipped_files) == (0, 0, 3)
    assert {path: content for path, content in written(home).items() if path in before} == before

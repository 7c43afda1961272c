"""What speed is measured on is the same every time, and what it is said to be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = (ROOT / "extraction" / "languages").glob("*.yml")


def described(hash_seed: int) -> dict[str, object]:
    """What the set is made of, told by a process with an order of hashes of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.article_set"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
        capture_output=True,
        check=True,
    )
    return json.loads(told.stdout)


@pytest.fixture(scope="module")
def articles() -> dict[str, object]:
    return described(1)


def test_the_articles_are_the_same_every_time(articles: dict[str, object]) -> None:
    assert described(2) == articles


def test_the_set_is_as_large_and_mixed_as_it_is_said_to_be(articles: dict[str, object]) -> None:
    assert articles["articles"] - len(articles["languages"]) >= 2000, "one of each language is the warm-up"
    assert 2400 <= articles["mean_bytes"] <= 2600
    assert set(articles["languages"]) >= {path.stem for path in LANGUAGES}

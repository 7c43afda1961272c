"""Nothing that is read changes under one version of the extractor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan.accuracy import digests
from danvan.cli import run
from extraction import readings
from extraction.gold import gold_sets
from extraction.reader import VERSION, Reading
from extraction.readings import Readings, ReadingsError, digest, read_readings, renewed, write_readings

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = Readings(version="7", digests={"a": "1", "b": "2"})


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    return digests(gold_sets())


def test_what_is_read_has_not_changed_under_this_version(now: dict[str, str]) -> None:
    known = read_readings()
    renewed(known, now, VERSION)
    assert known == Readings(version=VERSION, digests=now), "run danvan accuracy --new-readings"


def test_another_reading_needs_another_version() -> None:
    with pytest.raises(ReadingsError, match=r'^1 articles are read otherwise \(b\), but VERSION .* is still "7"'):
        renewed(KNOWN, {"a": "1", "b": "3"}, "7")
    assert renewed(KNOWN, {"a": "1", "b": "3"}, "8") == Readings(version="8", digests={"a": "1", "b": "3"})


def test_gold_may_come_and_go_under_one_version() -> None:
    assert renewed(KNOWN, {"a": "1", "c": "9"}, "7").digests == {"a": "1", "c": "9"}
    assert renewed(None, {"a": "1"}, "1").digests == {"a": "1"}


def claim(**given: object) -> dict[str, object]:
    return {
        "claim_id": "x",
        "article_id": "y",
        "content_hash": "z",
        "ordinal": 0,
        "quote": "12",
        "part_of": None,
    } | given


def test_a_digest_tells_every_change_of_a_claim_and_none_of_its_ids() -> None:
    def of(**given: object) -> str:
        whole = claim(claim_id=given.get("whole", "w"), ordinal=1)
        return digest(Reading(relevant=True, claims={"models": [claim(**given.get("slots", {})), whole]}))

    plain = of()
    assert of(slots={"claim_id": "other", "article_id": "other", "content_hash": "other"}) == plain
    assert of(slots={"part_of": "w"}) == of(slots={"part_of": "v"}, whole="v") != plain
    for slots in ({"quote": "13"}, {"rule": "models.other"}, {"count": 12}, {"cells": [{"start": 3}]}):
        assert of(slots=slots) != plain
    assert digest(Reading(relevant=False, claims={})) != digest(Reading(relevant=True, claims={}))


def test_readings_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "readings.yml"
    assert read_readings(path) is None
    write_readings(KNOWN, path)
    assert read_readings(path) == KNOWN
    path.write_text("version: 7\n", "utf-8")
    with pytest.raises(ReadingsError, match="cannot be used"):
        read_readings(path)


def test_the_command_refuses_other_readings_of_the_same_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], now: dict[str, str]
) -> None:
    others = Readings(version=VERSION, digests=now | {next(iter(now)): "0" * 16})
    monkeypatch.setattr(readings, "read_readings", lambda: others)
    monkeypatch.setattr(readings, "write_readings", lambda _: pytest.fail("written"))
    assert run(["accuracy", "--new-readings"]) == 1
    assert "raise it, then run danvan accuracy --new-readings" in " ".join(capsys.readouterr().err.split())

"""Real nights through the gate: it looks at what a build touched, and finds there what a full check finds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_reports import AFTER_THE_REFORM, CORRECTED, FIRST_VERSION, NAMESAKE
from lake_from_gold import write_gold_lake

from expectations.gate import check
from storage.candidate import build
from storage.publishing import PublishRefused, publish
from storage.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from storage.warehouse import CheckReport

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def misquote(folder: Path) -> None:
    """Put words that stand nowhere in the place of every quote of the claims in a folder."""
    for path in folder.rglob("night-2.parquet"):
        table = pq.ParquetFile(path).read()
        words = pa.array(["words of no article"] * table.num_rows, pa.string())
        pq.write_table(table.set_column(table.schema.get_field_index("quote"), "quote", words), path)


def failed(report: CheckReport) -> set[str]:
    return {result.name for result in report.failures("critical")}


def test_a_bad_row_of_an_old_article_that_the_night_touched_is_refused(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first = [FIRST_VERSION, NAMESAKE, AFTER_THE_REFORM]
    write_gold_lake(settings.lake, first, run="night-1", day=date(2025, 11, 1), source_id="baomau")
    assert build(settings=settings, run="night-1").full_because
    report = check(settings=settings, run="night-1")
    assert report.passed
    assert report.articles is None
    publish(settings=settings, run="night-1")

    write_gold_lake(settings.lake, [CORRECTED], run="night-2", day=date(2025, 11, 2), source_id="baomau")
    misquote(settings.lake / "claims" / "models")
    assert not build(settings=settings, run="night-2").full_because
    report = check(settings=settings, run="night-2")
    assert report.articles == 1
    assert failed(report) == {"fct_model_claims__every_quote_stands_in_its_article"}
    with pytest.raises(PublishRefused, match="every_quote_stands_in_its_article"):
        publish(settings=settings, run="night-2")
    assert failed(check(settings=settings, run="night-2", full=True)) == failed(report)

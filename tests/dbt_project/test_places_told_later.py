"""A merged province is told of later, too: counts of its years are its own, events after the merger its successor's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from lake_from_gold import write_gold_lake

from storage.candidate import build
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


def report(name: str, published: str | None, **told: Any) -> dict[str, Any]:
    return {"id": name, "url": f"https://bao-{name}.example/{name}", "lang": "vi", "published": published, **told}


def event(name: str, published: str | None, day: str | None, province: str, kind: str = "review") -> dict[str, Any]:
    conference = {"date": day, "kind": kind, "level": "province", "province": province}
    return report(name, published, conferences=[conference])


def count(name: str, published: str, number: int, unit: str, period: str, **more: Any) -> dict[str, Any]:
    model = {"count": number, "status": "recognised", "level": "province", "unit": unit, "period": period, **more}
    return report(name, published, models=[model])


REPORTS = [
    event("last-day", "2025-07-03", "2025-06-30", "Thái Bình"),
    event("first-day-after", "2025-07-03", "2025-07-01", "Thái Bình", "training"),
    event("first-day-of-the-new", "2025-07-03", "2025-07-01", "Hưng Yên"),
    event("last-day-of-the-old", "2025-07-03", "2025-06-30", "Hưng Yên"),
    event("on-no-known-day", None, None, "Thanh Hóa"),
    count("told-in-time", "2024-01-10", 500, "Hưng Yên", "2023"),
    count("told-after-the-merger", "2025-08-10", 1234, "Thái Bình", "2023"),
]


@pytest.fixture(scope="module")
def ask(once: Callable[[str, Callable[[Path], None]], Path]) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    def make(home: Path) -> None:
        write_gold_lake(home / "lake", REPORTS, run="told-later", day=date(2025, 11, 1))
        build(settings=Settings(home=home), run="told-later")

    home = once("told-later", make)
    with duckdb.connect(str(home / "warehouse" / "candidate.duckdb"), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_an_event_is_in_the_province_that_held_the_place_on_its_day(ask) -> None:
    found = ask("""
        SELECT
            split_part(url, '/', 4), unit.name, CAST(unit.valid_to AS VARCHAR),
            place.province_then, place.province_now
        FROM fct_conferences JOIN fct_conference_claims USING (conference_key) JOIN dim_article USING (article_id)
        JOIN bridge_fact_place AS place ON place.fact_key = conference_key
        LEFT JOIN dim_admin_unit AS unit ON fct_conferences.admin_unit_key = unit.admin_unit_key
    """)
    assert {name: tuple(place) for name, *place in found} == {
        "last-day": ("Thái Bình", "2025-06-30", "Thái Bình", "Hưng Yên"),
        "first-day-after": ("Hưng Yên", None, "Hưng Yên", "Hưng Yên"),
        "first-day-of-the-new": ("Hưng Yên", None, "Hưng Yên", "Hưng Yên"),
        "last-day-of-the-old": ("Hưng Yên", "2025-06-30", "Hưng Yên", "Hưng Yên"),
        "on-no-known-day": (None, None, None, "Thanh Hóa"),
    }


def test_models_recognised_in_a_province_that_is_no_more_are_its_own_and_its_successors(ask) -> None:
    assert ask(
        "SELECT model_count FROM mart_model_counts WHERE province_then = 'Thái Bình' AND counted_year = 2023"
    ) == [(1234,)]
    assert ask("""
        SELECT provinces_then, models_recognised FROM mart_territory_year
        WHERE province_now = 'Hưng Yên' AND counted_year = 2023
    """) == [(["Hưng Yên", "Thái Bình"], 1734)]


def test_a_territorys_year_holds_the_events_of_both_sides_of_the_merger_once(ask) -> None:
    assert ask("""
        SELECT n_conferences FROM mart_territory_year WHERE province_now = 'Hưng Yên' AND counted_year = 2025
    """) == [(4,)]


def test_every_fact_is_counted_by_a_unit_that_there_was(ask) -> None:
    assert ask("""
        SELECT count(*) FROM bridge_fact_place JOIN dim_admin_unit AS unit
        ON bridge_fact_place.province_admin_unit_key = unit.admin_unit_key
        WHERE counted_on < coalesce(valid_from, DATE '0001-01-01') OR counted_on > coalesce(valid_to, DATE '9999-12-31')
    """) == [(0,)]

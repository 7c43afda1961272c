"""Places through time: units of their day, one territory through all years, nothing counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from storage.admin_unit_crosscheck import DISAGREEMENTS_CSV, compared, regenerate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ask(built: Path) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    with duckdb.connect(str(built / "warehouse" / "candidate.duckdb"), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [("2025-06-30", 63, 696, 10_035), ("2025-07-01", 34, 0, 3_321)],
)
def test_units_add_up_on_both_sides_of_the_merger(ask, day: str, provinces: int, districts: int, communes: int) -> None:
    found = ask(f"""
        SELECT level, count(*) FROM dim_admin_unit
        WHERE coalesce('{day}' >= valid_from, true) AND coalesce('{day}' <= valid_to, true) GROUP BY level
    """)
    expected = {"province": provinces, "district": districts, "commune": communes}
    assert dict(found) == {level: count for level, count in expected.items() if count}


def test_a_renamed_province_is_one_territory_in_three_periods(ask) -> None:
    found = ask("""
        SELECT full_name, CAST(valid_from AS VARCHAR), CAST(valid_to AS VARCHAR), province_now FROM dim_admin_unit
        WHERE level = 'province' AND code = '46' ORDER BY valid_from NULLS FIRST
    """)
    assert found == [
        ("Tỉnh Thừa Thiên Huế", None, "2024-12-31", "Huế"),
        ("Thành phố Huế", "2025-01-01", "2025-06-30", "Huế"),
        ("Thành phố Huế", "2025-07-01", None, "Huế"),
    ]


def test_a_district_is_the_one_of_its_day(ask) -> None:
    found = ask("""
        SELECT full_name, CAST(valid_from AS VARCHAR), CAST(valid_to AS VARCHAR) FROM dim_admin_unit
        WHERE level = 'district' AND province = 'Hồ Chí Minh' AND code IN ('762', '763', '769') ORDER BY full_name
    """)
    assert found == [
        ("Quận 2", None, "2020-12-31"),
        ("Quận 9", None, "2020-12-31"),
        ("Quận Thủ Đức", None, "2020-12-31"),
        ("Thành phố Thủ Đức", "2021-01-01", "2025-06-30"),
    ]


def test_every_former_province_lies_whole_in_a_present_one(ask) -> None:
    assert ask("SELECT count(DISTINCT province_now) FROM dim_admin_unit") == [(34,)]
    assert ask("""
        SELECT DISTINCT province FROM dim_admin_unit
        WHERE province_now = 'Hưng Yên' AND valid_to = '2025-06-30' ORDER BY province
    """) == [("Hưng Yên",), ("Thái Bình",)]
    assert ask("""
        SELECT count(*) FROM dim_admin_unit AS unit JOIN dim_admin_unit AS now
        ON unit.province_now_admin_unit_key = now.admin_unit_key
        WHERE now.level != 'province' OR NOT now.is_current OR now.name != unit.province_now
    """) == [(0,)]


def test_a_split_commune_is_flagged_and_leads_to_no_single_present_one(ask) -> None:
    assert ask("""
        SELECT count(*) > 400, bool_and(unit_now_admin_unit_key IS NULL) FROM dim_admin_unit
        WHERE is_split AND valid_to = '2025-06-30'
    """) == [(True, True)]
    assert ask("""
        SELECT count(*) FROM dim_admin_unit
        WHERE level = 'commune' AND NOT is_split AND unit_now_admin_unit_key IS NULL
    """) == [(0,)]
    # Five island districts without communes became special zones: they have no former commune.
    assert ask("""
        SELECT count(DISTINCT admin_unit_key), count(DISTINCT present_admin_unit_key) FROM bridge_admin_unit
        JOIN dim_admin_unit USING (admin_unit_key) WHERE level = 'commune' AND valid_to = '2025-06-30'
    """) == [(10_035, 3_321 - 5)]


def test_sums_over_the_bridge_equal_the_sums_before(ask) -> None:
    # A figure on every unit of the eve of the merger, split communes among them.
    before, after, doubled = ask("""
        WITH figures AS (
            SELECT admin_unit_key, 1 + hash(admin_unit_key) % 1000 AS figure FROM dim_admin_unit
            WHERE valid_to = '2025-06-30'
        )
        SELECT (SELECT sum(figure) FROM figures), sum(figure * weight), sum(figure)
        FROM figures JOIN bridge_admin_unit USING (admin_unit_key)
    """)[0]
    assert after == pytest.approx(float(before), rel=1e-12)
    assert doubled > before  # the figures above would show it if the weights did nothing


def test_facts_grouped_by_present_province_are_counted_once(ask) -> None:
    assert ask("""
        SELECT sum(n) FROM (SELECT province_now, count(*) AS n FROM fct_conferences
        JOIN dim_admin_unit USING (admin_unit_key) GROUP BY province_now)
    """) == ask("SELECT count(*) FROM fct_conferences WHERE admin_unit_key IS NOT NULL")


def test_what_two_maps_disagree_on_can_be_asked(ask) -> None:
    assert ask("""
        SELECT stated_by, present_commune FROM admin_unit_disagreements
        WHERE former_district = 'Huyện An Phú' AND former_commune = 'Xã Phước Hưng'
    """) == [("vietnamadminunits", "Xã Phú Hữu")]
    share, total = ask("""
        SELECT count(*) FILTER (WHERE stated_by = 'vietnamadminunits'), (
            SELECT count(*) FROM bridge_admin_unit JOIN dim_admin_unit USING (admin_unit_key)
            WHERE level = 'commune' AND valid_to = '2025-06-30'
        ) FROM admin_unit_disagreements
    """)[0]
    assert 0 < share / total < 0.03


def test_the_committed_disagreements_are_those_of_the_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    monkeypatch.setattr("storage.admin_unit_crosscheck.DISAGREEMENTS_CSV", again)
    counts = regenerate()
    assert again.read_bytes() == DISAGREEMENTS_CSV.read_bytes()
    assert set(counts) == {
        (map_, about)
        for map_ in ("vietnamadminunits", "vietnam-address-converter")
        for about in ("successor", "former commune")
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("Xã Ô Long Vĩ", "Xã Ô Long Vỹ"), ("Phường 01", "Phường 1"), ("Thị trấn Cây Trường II", "Thị Trấn Cây Trường 2")],
)
def test_spelling_alone_is_no_disagreement(one: str, other: str) -> None:
    assert compared(one) == compared(other)
    assert compared("Xã Tân Thành") != compared("Phường Tân Thành")

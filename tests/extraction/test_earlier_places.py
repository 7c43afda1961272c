"""Units that ended before the merger of July 2025: reports of their time name them, later ones do not mean them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from extraction.reader import read
from storage.admin_units import AdminUnit, dated_units
from tests.extraction.test_reading_vietnamese import article

_PLACE = ("level", "province", "district")


def held(sentence: str, published: str) -> dict:
    text = f"{sentence} Hội nghị đánh giá kết quả phong trào thi đua “Dân vận khéo”."
    [event] = read(replace(article(text, published=published), province=None)).claims["conferences"]
    return event


@pytest.mark.parametrize(
    ("sentence", "published", "expected"),
    [
        # a district merged into a city at the end of 2024, alone in bearing its name
        ("Sáng 12/6, Huyện ủy Hoành Bồ tổ chức hội nghị sơ kết.", "2019-06-13", ("district", "Quảng Ninh", "Hoành Bồ")),
        ("Sáng 12/6, Huyện ủy Lộc Hà tổ chức hội nghị sơ kết.", "2023-06-13", ("district", "Hà Tĩnh", "Lộc Hà")),
        # Kỳ Sơn was in Hòa Bình, too, until the end of 2019
        ("Sáng 12/6, Huyện ủy Kỳ Sơn tổ chức hội nghị sơ kết.", "2022-06-13", ("district", "Nghệ An", "Kỳ Sơn")),
        # two units of one name follow each other
        ("Sáng 12/6, Quận ủy Thủ Đức tổ chức hội nghị sơ kết.", "2019-06-13", ("district", "Hồ Chí Minh", "Thủ Đức")),
        ("Sáng 12/6, Huyện ủy Hoa Lư tổ chức hội nghị sơ kết.", "2022-06-13", ("district", "Ninh Bình", "Hoa Lư")),
        # a city of its province that became a province
        ("Sáng 12/6, Thành ủy Huế tổ chức hội nghị sơ kết.", "2023-06-13", ("district", "Thừa Thiên Huế", "Huế")),
        ("Sáng 12/6, Thành ủy Huế tổ chức hội nghị sơ kết.", "2025-06-13", ("province", "Huế", None)),
        ("Sáng 12/6, Huyện ủy A Lưới tổ chức hội nghị sơ kết.", "2023-06-13", ("district", "Thừa Thiên Huế", "A Lưới")),
        ("Sáng 12/6, Huyện ủy A Lưới tổ chức hội nghị sơ kết.", "2025-06-13", ("district", "Huế", "A Lưới")),
    ],
)
def test_a_report_names_the_units_of_its_day(sentence: str, published: str, expected: tuple[str | None, ...]) -> None:
    event = held(sentence, published)
    assert tuple(event[slot] for slot in _PLACE) == expected


def test_a_unit_is_called_one_name_at_a_time() -> None:
    def since(unit: AdminUnit) -> str:
        return unit.valid_from

    by_code: dict[tuple[str, str], list[AdminUnit]] = {}
    for unit in dated_units():
        by_code.setdefault((unit.level, unit.code), []).append(unit)
    lasting = [units for units in by_code.values() if len({unit.valid_from for unit in units}) == len(units)]
    assert sum(len(units) > 1 for units in lasting) > 150  # those of Huế, and communes that go on under one code
    for units in lasting:
        for before, after in pairwise(sorted(units, key=since)):
            assert before.valid_to < after.valid_from

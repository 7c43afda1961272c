"""Names of people in Vietnamese sentences: where they begin, and which of them are one."""

from __future__ import annotations

from tests.extraction.test_reading_vietnamese import claims


def people(text: str) -> list[str]:
    return [person["name"] for person in claims(text, "people")]


def test_a_surname_that_is_not_listed_is_known_by_the_middle_name_behind_it() -> None:
    text = "Chủ trì hội nghị có bà Phồn Thị Lả, Phó Trưởng phòng Văn Hóa Thị Xã, và ông Vạc Văn Sò, Chủ tịch UBND xã."
    assert people(text) == ["Phồn Thị Lả", "Vạc Văn Sò"]


def test_a_surname_behind_a_city_is_no_place() -> None:
    text = "Chủ trì hội nghị có Chủ tịch UBND thành phố Phan Quý Tịnh và Bí thư Đảng ủy xã Hồng Minh Vũ Thế Bắc."
    assert people(text) == ["Phan Quý Tịnh", "Vũ Thế Bắc"]


def test_a_surname_after_a_body_in_lower_case_is_no_part_of_it() -> None:
    text = "Phó Bí thư Huyện ủy Vũ Thế Bắc, Chủ tịch Hội Nhà báo tỉnh Đoàn Minh Hỡi dự hội nghị."
    assert people(text) == ["Vũ Thế Bắc", "Đoàn Minh Hỡi"]


def test_a_sentence_begins_with_a_form_of_address_unless_a_middle_name_follows() -> None:
    text = (
        "Hội nghị đánh giá cao kết quả năm qua. Ông Rạng Đại Thuyền, Phó Trưởng Ban Dân vận Tỉnh ủy, chủ trì hội nghị. "
        "Ông Thị Duyên, Chủ tịch UBND huyện, phát biểu."
    )
    assert people(text) == ["Rạng Đại Thuyền", "Ông Thị Duyên"]


def test_a_surname_may_be_a_form_of_address_within_a_sentence() -> None:
    assert people("Chủ trì hội nghị có Phó Bí thư Tỉnh ủy Ông Tấn Duy.") == ["Ông Tấn Duy"]


def test_two_people_of_one_report_may_differ_in_a_diacritic_alone() -> None:
    text = (
        "Dự hội nghị có đồng chí Nguyễn Văn Hùng, Phó Bí thư Tỉnh ủy; đồng chí Nguyễn Văn Hưng, Bí thư Huyện ủy; "
        "đồng chí Lê Thị Hoà, Chủ tịch UBND xã. Đồng chí Lê Thị Hòa phát biểu tại hội nghị."
    )
    assert people(text) == ["Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Lê Thị Hòa"]

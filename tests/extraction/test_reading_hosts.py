"""Whose event or count it is: how a host is named, where an office ends, whose portal tells it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extraction.reader import read
from tests.extraction.test_reading_vietnamese import article, claims


@pytest.mark.parametrize(
    "body",
    [
        "Ban Thường vụ (BTV) Tỉnh ủy",
        "Hội Liên hiệp Phụ nữ (LHPN) tỉnh Thái Bình",
        "Ủy ban Mặt trận Tổ quốc (MTTQ)",
    ],
)
def test_a_host_is_named_with_its_short_name_in_brackets_and_what_it_is_of(body: str) -> None:
    [event] = claims(f"Sáng 15/10, {body} tổ chức hội nghị tổng kết công tác dân vận năm 2024.", "conferences")
    assert event["host"] == body


def test_a_place_in_brackets_is_no_short_name() -> None:
    [event] = claims(
        "Sáng 15/10, Ban Dân vận Tỉnh ủy (cơ sở 2) tổ chức hội nghị tổng kết công tác dân vận năm 2024.", "conferences"
    )
    assert event["host"] == "Ban Dân vận Tỉnh ủy"


def test_who_chairs_a_council_for_an_award_hands_over_none() -> None:
    text = (
        "Ngày 15/10, Tỉnh ủy tổ chức lễ trao giải thưởng “Dân vận khéo” năm 2024. Dự lễ có các đồng chí: Phạm Văn "
        "Thương - Phó Bí thư Tỉnh ủy, Chủ tịch Hội đồng xét tặng giải thưởng; Lê Thị Mơ - Trưởng Ban Dân vận Tỉnh ủy."
    )
    assert [(each["name"], each["part"]) for each in claims(text, "people")] == [
        ("Phạm Văn Thương", "attendee"),
        ("Lê Thị Mơ", "attendee"),
    ]


def test_an_office_ends_before_the_document_that_its_holder_signed() -> None:
    text = (
        "The Skillful Mass Mobilization movement is spreading. On October 14, Nguyen Van Nam, Standing Deputy "
        "Secretary of the Provincial Party Committee, signed Directive No. 12-CT/TU on the movement."
    )
    [person] = read(article(text, lang="en", published="2025-10-15")).claims["people"]
    assert person["position"] == "Standing Deputy Secretary of the Provincial Party Committee"


def test_positions_of_a_list_stand_all_before_the_names_when_the_first_does() -> None:
    text = (
        "Skillful Mass Mobilization was reviewed. Present at the meeting in Hanoi were Member of the Politburo, Head "
        "of the Party Central Committee’s (PCC) Mass Mobilization Commission Nguyen Thi Hoa, Party Central Committee "
        "Member, Deputy Defense Minister Le Van Binh, as well as other leaders."
    )
    people = read(article(text, lang="en", published="2020-11-29")).claims["people"]
    assert [(person["name"], person["position"]) for person in people] == [
        (
            "Nguyen Thi Hoa",
            "Member of the Politburo, Head of the Party Central Committee’s (PCC) Mass Mobilization Commission",
        ),
        ("Le Van Binh", "Party Central Committee Member, Deputy Defense Minister"),
    ]


def test_an_office_ends_where_the_sentence_goes_on_behind_a_comma() -> None:
    people = claims(
        "Sáng 23/10, Đảng ủy UBND tỉnh tổ chức lễ tuyên dương điển hình “Dân vận khéo”. Theo ông Trần Văn Nam, Phó Bí "
        "thư Đảng ủy UBND tỉnh, mỗi mô hình đều là viên gạch. Ông Lê Văn Bình, Bí thư Đảng ủy, Chủ tịch UBND tỉnh, "
        "dâng hoa tại tượng đài.",
        "people",
    )
    assert [(person["name"], person["position"]) for person in people] == [
        ("Trần Văn Nam", "Phó Bí thư Đảng ủy UBND tỉnh"),
        ("Lê Văn Bình", "Bí thư Đảng ủy, Chủ tịch UBND tỉnh"),
    ]


def test_models_told_on_a_districts_own_portal_are_the_districts() -> None:
    text = "Các cấp, các ngành từ thị xã đến xã, phường thi đua “Dân vận khéo”, đến nay đã xây dựng 59 mô hình."
    for host, unit in (("lagi.binhthuan.dcs.vn", "La Gi"), ("binhthuan.dcs.vn", "Bình Thuận")):
        url = f"https://{host}/tin/phong-trao-dan-van-kheo"
        [count] = read(replace(article(text, published="2016-01-10", url=url), province=None)).claims["models"]
        assert (count["count"], count["unit"]) == (59, unit)


def test_the_office_of_a_guest_is_no_host() -> None:
    text = (
        "省内で「巧みな大衆動員」運動が広がっている。会議には、"
        "グエン・ティ・ホア省党常務委員会委員、省人民評議会副議長が出席した。"
    )
    [event] = read(article(text, lang="ja", published="2025-10-28")).claims["conferences"]
    assert event["host"] is None

"""Names that a text in another script repeats in Latin letters, in brackets: each is read once, as written first."""

from __future__ import annotations

import pytest

from extraction.reader import read
from extraction.view import view
from tests.extraction.test_reading_vietnamese import article

REPORTS = {
    "ko": (
        (
            "9월 12일 오전, 히엡득(Hiệp Đức)현 당위원회는 꽝남(Quảng Nam)성 대중동원 사업 결산 회의를 개최했다. "
            "회의에서 응우옌 반 남(Nguyễn Văn Nam) 현당위원회 서기는 연설했다."
        ),
        "응우옌 반 남",
    ),
    "ja": (
        (
            "9月12日午前、クアンナム(Quảng Nam)省ヒエップドゥック(Hiệp Đức)県党委員会は"
            "大衆動員活動の総括会議を開催した。"
            "グエン・ヴァン・ナム（Nguyễn Văn Nam）県党委員会書記が会議に出席し、演説した。"
        ),
        "グエン・ヴァン・ナム",
    ),
    "zh": (
        (
            "9月12日上午，广南省（Quảng Nam）协德县（Hiệp Đức）县委召开民运工作总结会议。"
            "县委书记阮文南（Nguyễn Văn Nam）出席并发表讲话。"
        ),
        "阮文南",
    ),
}


@pytest.mark.parametrize("lang", REPORTS)
def test_places_and_people_are_read_with_their_latin_names_between(lang: str) -> None:
    text, name = REPORTS[lang]
    claims = read(article(text, lang=lang, published="2024-09-13")).claims
    [event] = claims["conferences"]
    assert (event["date"], event["province"], event["district"]) == ("2024-09-12", "Quảng Nam", "Hiệp Đức")
    [person] = claims["people"]
    assert (person["name"], person["name_latin"], person["part"]) == (name, "Nguyen Van Nam", "speaker")
    for claim in (event, person):
        assert text[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("수도 하노이(Hà Nội)에서", "수도 하노이에서"),
        ("市委書記 阮文南（Nguyễn Văn Nam）。", "市委书记 阮文南。"),
        ("в Ханое (Hanoi) прошла", "в ханое (hanoi) прошла"),  # apart from it
        ("베트남 조국전선(VFF) 위원회", "베트남 조국전선(vff) 위원회"),  # a short name is no name read again
        ("in Hanoi (Ba Dinh)", "in hanoi (ba dinh)"),  # the same script: it says where
        ("tại Hà Nội (Ba Đình)", "tại hà nội (ba đình)"),
        ("회의(Trong ảnh: đại biểu)", "회의(trong ảnh: đại biểu)"),
        ("(Hà Nội) 오전", "(hà nội) 오전"),
    ],
)
def test_only_a_name_right_behind_a_word_of_another_script_is_left_out(text: str, seen: str) -> None:
    assert view(text).lower == seen


def test_what_stands_before_a_name_left_out_is_quoted_without_it() -> None:
    text = "또 럼(Tô Lâm) 서기장"
    seen = view(text)
    assert [text[slice(*seen.origin(start, end))] for start, end in ((0, 3), (0, 4), (3, 7))] == [
        "또 럼",
        "또 럼(Tô Lâm) ",
        " 서기장",
    ]

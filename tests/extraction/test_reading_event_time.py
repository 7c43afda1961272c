"""What only looks like an event of another time is one of the report's; what is of another time makes none."""

from __future__ import annotations

import pytest

from extraction.reader import read
from tests.extraction.test_reading_vietnamese import article

HELD = {
    "an old day is kept": (
        "Huyện ủy Vũ Thư vừa tổ chức hội nghị kỷ niệm Ngày truyền thống công tác dân vận của Đảng (15/10/1930)."
    ),
    "an anniversary has its day": (
        "Huyện ủy Vũ Thư tổ chức lễ kỷ niệm 20 năm thành lập Ban Dân vận (5/9/2004), đồng chí Lê Văn An chủ trì."
    ),
    "tasks last until later": (
        "Huyện ủy Vũ Thư tổ chức hội nghị triển khai công tác dân vận đến tháng 12/2025, đồng chí Lê Văn An chủ trì."
    ),
    "what is reviewed is a year ago": (
        "Huyện ủy Vũ Thư tổ chức hội nghị tổng kết công tác dân vận năm 2023, đồng chí Lê Văn An chủ trì."
    ),
    "a paper dated it anew": "Ngày 12/10/2015, Huyện ủy Vũ Thư tổ chức hội nghị biểu dương điển hình dân vận khéo.",
    "a course goes on": "Sáng 16/12, Huyện ủy Vũ Thư khai mạc lớp tập huấn dân vận, sẽ diễn ra đến ngày 20/12/2025.",
}
NONE_HELD = {
    "a day to come": "Hội nghị tổng kết công tác dân vận của Huyện ủy Vũ Thư tổ chức ngày 25/3/2025.",
    "a year long past": "Năm 2015, Huyện ủy Vũ Thư tổ chức hội nghị biểu dương điển hình dân vận khéo.",
    "a day long past": (
        "Ngày 12/10/2015, Huyện ủy Vũ Thư tổ chức hội nghị biểu dương điển hình dân vận khéo. "
        "Năm 2024, huyện có thêm nhiều điển hình."
    ),
}


@pytest.mark.parametrize("text", HELD.values(), ids=HELD)
def test_other_days_in_its_sentence_do_not_make_an_event_one_of_another_time(text: str) -> None:
    assert len(read(article(text, lang="vi", published="2024-12-18")).claims["conferences"]) == 1


@pytest.mark.parametrize("text", NONE_HELD.values(), ids=NONE_HELD)
def test_an_event_of_another_time_is_none_of_the_report(text: str) -> None:
    reading = read(article(text, lang="vi", published="2024-12-18"))
    assert reading.relevant
    assert reading.claims["conferences"] == []


def test_the_event_of_now_is_told_beside_those_of_other_times() -> None:
    text = (
        "Ngày 17/12, Huyện ủy Vũ Thư tổ chức hội nghị biểu dương điển hình dân vận khéo. "
        "Năm 2015, hội nghị đầu tiên được tổ chức. Hội nghị lần tới sẽ diễn ra ngày 15/10/2025."
    )
    (event,) = read(article(text, lang="vi", published="2024-12-18")).claims["conferences"]
    assert event["date"] == "2024-12-17"

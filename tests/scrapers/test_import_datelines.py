"""Publication dates in the lines of plain pages, in the forms papers print them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scrapers.plaintext import read_plain


@pytest.mark.parametrize(
    ("line", "day", "at"),
    [
        ("Vineri, 25 august 2023 | 15:20:23", "2023-08-25", datetime(2023, 8, 25, 8, 20, 23, tzinfo=UTC)),
        ("08:35, Thứ Sáu, 21/08/2020 (GMT+7)", "2020-08-21", datetime(2020, 8, 21, 1, 35, tzinfo=UTC)),
        ("Cập nhật, 16:16, Thứ Năm, 13/02/2020 (GMT+7)", "2020-02-13", datetime(2020, 2, 13, 9, 16, tzinfo=UTC)),
        ("13/02/2020", "2020-02-13", None),
        ("May 31, 2012 14:46", "2012-05-31", datetime(2012, 5, 31, 7, 46, tzinfo=UTC)),
        ("Published: July 23, 2024 3:05 PM", "2024-07-23", datetime(2024, 7, 23, 8, 5, tzinfo=UTC)),
        ("Print Thứ Tư, 15/01/2020 08:22 Gốc", "2020-01-15", datetime(2020, 1, 15, 1, 22, tzinfo=UTC)),
        ("Báo Bắc LâmBáo Bắc Lâm14/10/2024", "2024-10-14", None),
        ("Báo Bắc Lâm 14/10/2024", "2024-10-14", None),
        ("Παρασκευή, 21 Οκτωβρίου 2024", "2024-10-21", None),
        ("21 de diciembre de 2024", "2024-12-21", None),
        ("2025年10月21日 10:00", "2025-10-21", datetime(2025, 10, 21, 3, 0, tzinfo=UTC)),
        ("2025년 10월 28일 화요일", "2025-10-28", None),
        ("21 ตุลาคม 2567", "2024-10-21", None),
        ("21 अक्टूबर 2024", "2024-10-21", None),
        ("lunes 21 oct. 2024", "2024-10-21", None),
        ("٢١/١٠/٢٠٢٤", "2024-10-21", None),
        ("2024-09-21T22:00:00Z", "2024-09-22", datetime(2024, 9, 21, 22, 0, tzinfo=UTC)),
        ("Ngày 9 tháng 5 năm 2024, 12 giờ 18", "2024-05-09", datetime(2024, 5, 9, 5, 18, tzinfo=UTC)),
    ],
)
def test_date_lines_of_many_kinds(line: str, day: str, at: datetime | None) -> None:
    body = "The committee of the province held a conference. It was attended by delegates from all districts there."
    found = read_plain(f"Bac Lam honours exemplary groups\n{line}\n{body}\n{body.replace('province', 'town')}")
    assert (found.published, found.published_at) == (day, at)
    text = f"Bac Lam honours exemplary groups\n{line}\n{body}"
    assert ("dateline", line) in {(block.kind, text[block.start : block.end]) for block in read_plain(text).blocks}


def test_a_labelled_date_is_worth_more_than_the_clock_of_the_page() -> None:
    text = (
        "Thứ năm Ngày 09 Tháng 05 Năm 2024, 12:18:22\nBắc Lâm khen thưởng bốn tập thể\nNgày đăng: 29/09/2023\n"
        "Cập nhật: 30/09/2023\n"
        "Hội thi dân vận khéo bế mạc sáng 29/9, sau gần hai ngày sôi nổi với 12 đội thi từ các xã về dự.\n"
    )
    assert read_plain(text).published == "2023-09-29"


def test_a_date_line_under_the_lead_is_found() -> None:
    body = "The committee of the province held a conference. It was attended by delegates from all districts there."
    more = "Reports were heard on the work of the year. The best groups received 12 certificates of merit."
    found = read_plain(f"Bac Lam honours groups\n{body}\n14/10/2024 08:00\n12 views\n{more}")
    assert found.published == "2024-10-14"
    assert found.lead == body


def test_a_day_that_does_not_exist_is_no_date() -> None:
    body = "The committee of the province held a conference. It was attended by delegates from all districts there."
    assert read_plain(f"Bac Lam honours exemplary groups\n31/02/2024\n{body}").published is None

"""The rules of reading, on sentences written for each: what is a fact, and above all what is none."""

from __future__ import annotations

import pytest

from extraction.reader import read
from storage.records import Article


def article(text: str, *, lang: str = "vi", published: str | None = "2024-11-20", url: str | None = None) -> Article:
    return Article(
        article_id="0" * 32,
        content_hash="1" * 32,
        source_id="import",
        site=None,
        url=url,
        canonical_url=url,
        lang=lang,
        title=None,
        lead=None,
        byline=None,
        text=text,
        blocks=(),
        published=published,
        published_at=None,
        published_evidence=None,
        original_url=None,
        province="Thái Bình",
        parser="test",
        parser_version="1",
    )


SUBJECT = "Phong trào thi đua “Dân vận khéo” lan tỏa trong toàn tỉnh. "


def claims(text: str, kind: str, **given: str | None) -> list[dict]:
    return read(article(SUBJECT + text, **given)).claims[kind]


def test_a_count_keeps_its_breakdown_qualifier_and_status() -> None:
    [count] = claims(
        "Huyện Vũ Thư có hơn 120 mô hình được công nhận, gồm 90 mô hình tập thể và 30 mô hình cá nhân.", "models"
    )
    assert (count["count"], count["collective"], count["individual"]) == (120, 90, 30)
    assert (count["count_qualifier"], count["status"]) == ("at_least", "recognised")
    assert (count["unit"], count["level"]) == ("Vũ Thư", "district")


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu năm 2025 có 300 mô hình đạt hiệu quả.",  # a target
        "Số mô hình tăng 45 mô hình so với năm trước.",  # an increase
        "Các đơn vị thực hiện 5 tiêu chí của mô hình.",  # criteria, not models
        "Xã có một mô hình mới về môi trường.",  # an article, not a number
        "Tỷ lệ đạt 85% mô hình.",  # a share
    ],
)
def test_targets_increases_shares_and_articles_are_no_counts(sentence: str) -> None:
    assert claims(sentence, "models") == []


def test_a_fraction_counts_what_was_completed() -> None:
    [count] = claims("Đến nay, 186/212 mô hình đã hoàn thành.", "models")
    assert (count["count"], count["status"]) == (186, "completed")


def test_parts_in_a_statement_point_to_their_total() -> None:
    total, *parts = claims(
        "Toàn tỉnh có 300 mô hình; trong đó 180 mô hình kinh tế, 70 mô hình văn hóa và 50 mô hình an ninh.", "models"
    )
    assert [part["count"] for part in parts] == [180, 70, 50]
    assert {part["part_of"] for part in parts} == {total["claim_id"]}
    assert total["part_of"] is None


@pytest.mark.parametrize("part", ["21 được đánh giá hiệu quả", "8 cấp tỉnh"])
def test_parts_of_a_total_told_again_point_to_it_where_it_was_told_first(part: str) -> None:
    told = "Toàn tỉnh đã xây dựng 103 mô hình dân vận khéo. Năm 2024 có 103 mô hình dân vận khéo, trong đó "
    total, counted = claims(told + part + ".", "models")
    assert total["count"] == 103
    assert counted["part_of"] == total["claim_id"]


def test_awards_keep_collectives_and_individuals_apart() -> None:
    [award] = claims("Dịp này, Ban Dân vận Tỉnh ủy tặng giấy khen cho 21 tập thể và 09 cá nhân.", "awards")
    assert (award["award"], award["collectives"], award["individuals"], award["total"]) == ("giấy khen", 21, 9, None)
    assert award["grantor"] == "Ban Dân vận Tỉnh ủy"


def test_one_figure_for_both_is_a_total() -> None:
    [award] = claims("UBND huyện khen thưởng 16 tập thể và cá nhân có thành tích.", "awards")
    assert (award["collectives"], award["individuals"], award["total"]) == (None, None, 16)


def test_those_who_register_models_get_no_award() -> None:
    assert claims("Năm 2024, 146 tập thể và 18 cá nhân đăng ký 261 mô hình.", "awards") == []


def test_a_medal_handed_over_to_fewer_is_a_part_of_the_whole() -> None:
    whole, part = claims(
        "Năm 2023, tỉnh có 40 đồng chí được tặng kỷ niệm chương. "
        "Tại hội nghị, lãnh đạo trao kỷ niệm chương cho 8 đồng chí.",
        "awards",
    )
    assert (whole["individuals"], part["individuals"]) == (40, 8)
    assert part["part_of"] == whole["claim_id"]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Sáng 13/11", "2024-11-13"),
        ("Chiều ngày 20-4", "2024-04-20"),
        ("Ngày 11.10", "2024-10-11"),
        ("Ngày 13 tháng 10 năm 2017", "2017-10-13"),
        ("Sáng 25/12", "2023-12-25"),  # later in the year than the day of publication: last year's
    ],
)
def test_dates_are_resolved_against_publication(words: str, date: str) -> None:
    [event] = claims(f"{words}, Ban Dân vận Tỉnh ủy tổ chức hội nghị tổng kết công tác dân vận.", "conferences")
    assert event["date"] == date
    assert event["kind"] == "review"
    assert event["level"] == "province"


def test_a_day_without_any_year_is_left_out() -> None:
    [event] = claims("Sáng 13/11, Tỉnh ủy tổ chức hội nghị tổng kết.", "conferences", published=None)
    assert event["date"] is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban Dân vận Tỉnh ủy sẽ tổ chức hội nghị tổng kết vào tháng 12.",
        "Hội nghị tuyên dương dự kiến diễn ra trước ngày 15/12/2024.",
        "Nhân kỷ niệm ngày truyền thống (15/10/1930 - 15/10/2024), các xã đẩy mạnh tuyên truyền.",
    ],
)
def test_plans_and_anniversaries_make_no_event(sentence: str) -> None:
    assert claims(sentence, "conferences") == []


def test_laws_are_cited_and_lend_the_event_no_date() -> None:
    text = "Hội nghị quán triệt Luật số 10/2022/QH15 ngày 10/11/2022 và Đề án số 08-ĐA/TU được tổ chức sáng 5/9."
    [event] = claims(text, "conferences")
    assert event["date"] == "2024-09-05"
    law, project = claims(text, "documents")
    assert (law["number"], law["kind"], law["date"]) == ("10/2022/QH15", "law", "2022-11-10")
    assert (project["number"], project["kind"]) == ("08-ĐA/TU", "project")


def test_positions_stand_before_or_behind_a_name() -> None:
    found = claims(
        "Dự hội nghị có các đồng chí: Vũ Đăng Thuyết, Phó Bí thư Thường trực Tỉnh ủy; "
        "Bùi Khắc Ngạn, Phó Chủ tịch HĐND tỉnh. "
        "Phó Bí thư Huyện ủy Phạm Hữu Khoát phát biểu tại hội nghị.",
        "people",
    )
    assert [(p["name_latin"], p["position"], p["part"]) for p in found] == [
        ("Vu Dang Thuyet", "Phó Bí thư Thường trực Tỉnh ủy", "attendee"),
        ("Bui Khac Ngan", "Phó Chủ tịch HĐND tỉnh", "attendee"),
        ("Pham Huu Khoat", "Phó Bí thư Huyện ủy", "speaker"),
    ]


def test_names_without_a_position_and_of_the_dead_are_nobody() -> None:
    assert claims("Mô hình nuôi dê của Chu Văn Bào cho thu nhập cao. Học tập Chủ tịch Hồ Chí Minh.", "people") == []


def test_naming_the_body_makes_no_article_relevant() -> None:
    text = "Ban Tuyên giáo và Dân vận Tỉnh ủy tổ chức hội nghị báo cáo viên tháng 8. Hội nghị nghe thông tin thời sự."
    reading = read(article(text))
    assert not reading.relevant
    assert reading.n_claims == 0


def test_every_claim_and_cell_quotes_the_text() -> None:
    text = SUBJECT + "Sáng 13/11, Tỉnh uỷ tổ chức hội nghị, tặng bằng khen cho 12 tập thể. 😀 Có 45 mô hình."
    reading = read(article(text))
    assert reading.n_claims >= 3
    for rows in reading.claims.values():
        for claim in rows:
            assert text[claim["start"] : claim["end"]] == claim["quote"] != ""
            stated = {cell["slot"] for cell in claim["cells"]}
            slots = {"count", "status", "award", "collectives", "date", "kind", "name", "number"} & set(claim)
            assert {slot for slot in slots if claim[slot] is not None} <= stated
            for cell in claim["cells"]:
                if cell["origin"] == "text":
                    assert text[cell["start"] : cell["end"]] == cell["quote"]
                else:
                    assert cell["origin"] in {"url", "source", "published"}


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("Trong 2 ngày (12-13/10)", "2024-10-12"),
        ("Ngày 5, 6 và 7/8", "2024-08-05"),
        ("Từ ngày 3/5/2024 đến ngày 6/5/2024", "2024-05-03"),
        ("Tối 18-10", "2024-10-18"),
    ],
)
def test_an_event_of_several_days_is_dated_to_the_first(when: str, date: str) -> None:
    [event] = claims(f"{when}, Huyện ủy Vũ Thư tổ chức hội nghị tổng kết phong trào.", "conferences")
    assert event["date"] == date


def test_a_body_named_as_ground_or_venue_holds_no_event() -> None:
    [event] = claims(
        "Thực hiện Kế hoạch của Tỉnh ủy, sáng 5/9, tại Huyện ủy Vũ Thư, Đảng ủy xã Song An tổ chức hội nghị tổng kết.",
        "conferences",
    )
    assert (event["level"], event["host"]) == ("commune", "Đảng ủy xã Song An")


def test_who_is_quoted_speaks_only_where_something_is_held() -> None:
    quoted = "Bà Lương Thị Quế, Trưởng Ban Dân vận Huyện ủy nhấn mạnh việc lắng nghe dân."
    [alone] = claims(quoted, "people")
    [there] = claims("Sáng 5/9, Huyện ủy Vũ Thư tổ chức hội nghị tổng kết. " + quoted, "people")
    assert (alone["part"], there["part"]) == ("other", "speaker")


def test_a_document_bears_the_day_it_was_issued_on() -> None:
    [document] = claims("Ngày 23/3/2022, Ban Chỉ đạo huyện ban hành Kế hoạch số 03-KH/BCĐ về kiểm tra.", "documents")
    assert (document["number"], document["date"]) == ("03-KH/BCĐ", "2022-03-23")


def test_equal_parts_of_one_total_are_all_counted() -> None:
    counts = claims(
        "Hội đã xây dựng 16 mô hình, gồm: 6 mô hình kinh tế, 5 mô hình văn hóa, 5 mô hình an ninh.", "models"
    )
    assert sorted(count["count"] for count in counts) == [5, 5, 6, 16]


def test_a_district_is_read_from_its_portals_address() -> None:
    [event] = claims(
        "Ngày 8/4, Ban Dân vận Huyện ủy tổ chức hội nghị giao ban công tác dân vận.",
        "conferences",
        url="https://vuthu.thaibinh.gov.vn/tin-tuc/giao-ban-cong-tac-dan-van.html",
    )
    assert (event["level"], event["district"], event["kind"]) == ("district", "Vũ Thư", "meeting")


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        # a plan goes on through its clause, but no further than what has been done so far
        ("Từ nay đến cuối năm, các tổ sẽ về 5 xã giúp dân gặt lúa, cấp căn cước, sửa đường, dựng 4 mô hình.", []),
        ("Huyện phấn đấu có 60 mô hình, đến nay đã xây dựng 45 mô hình.", [45]),
        ("Hoàn thành vượt các chỉ tiêu đề ra, huyện xây dựng 45 mô hình.", [45]),
        # what another body is asked to do is not done yet; what is done behind a request is
        ("Huyện công nhận 55 mô hình, đồng thời đề nghị UBND huyện khen thưởng 18 mô hình.", [55]),
        ("Theo đề nghị của Ban Dân vận, huyện khen thưởng 18 mô hình.", [18]),
        # a total without its noun, as its parts say
        ("Năm 2019 mới có 9 mô hình, nay con số là 26, gồm 15 mô hình tập thể và 11 mô hình cá nhân.", [9, 26]),
    ],
)
def test_what_is_planned_and_what_is_done_are_told_apart(sentence: str, counts: list[int]) -> None:
    assert [claim["count"] for claim in claims(sentence, "models")] == counts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("UBND huyện tặng giấy khen cho 5 chùa và 11 cá nhân.", (5, 11)),
        ("Ban Dân vận Trung ương tặng Cờ thi đua cho 10 Ban Dân vận tỉnh ủy, thành ủy.", (10, None)),
        ("UBND huyện tặng giấy khen cho 5 nông dân ở Thụy Hải.", None),  # nobody says that they are collectives
    ],
)
def test_bodies_that_awards_are_given_to_are_collectives(
    sentence: str, expected: tuple[int | None, int | None] | None
) -> None:
    found = [
        (claim["collectives"], claim["individuals"]) for claim in claims(sentence, "awards") if claim["collectives"]
    ]
    assert found == ([expected] if expected else [])


def test_the_sentence_that_opens_a_report_tells_of_its_event_not_a_plan_for_the_next_one() -> None:
    text = (
        "Ngày 3/10, Ban Dân vận Huyện ủy Vũ Thư giao ban quý III. Các đơn vị thảo luận. "
        "Cụm thống nhất hội nghị giao ban quý IV sẽ do Ban Dân vận Huyện ủy Tiền Hải đăng cai, dự kiến ngày 20/12."
    )
    [event] = claims(text, "conferences", published="2024-10-04")
    assert (event["date"], event["district"]) == ("2024-10-03", "Vũ Thư")


def test_events_of_one_day_each_have_their_date_and_their_own_delegates() -> None:
    text = (
        "Ngày 12/10, Đảng ủy phường Láng (Hà Nội) gặp mặt 110 cán bộ dân vận.\n\n"
        "Chiều cùng ngày, Đảng ủy xã Minh Châu tổ chức hội nghị biểu dương điển hình năm 2025."
    )
    told = [
        (event["date"], event["commune"], event["delegates"])
        for event in claims(text, "conferences", published="2025-10-13")
    ]
    assert told == [("2025-10-12", "Láng", 110), ("2025-10-12", "Minh Châu", None)]


def test_an_event_of_a_unit_of_the_army_has_no_level() -> None:
    [event] = claims(
        "Sáng 20/11, tại xã Ba Chẽ, tỉnh Quảng Ninh, Lữ đoàn 513 (Quân khu 3) tổ chức hội nghị tổng kết dân vận.",
        "conferences",
        published="2025-11-21",
    )
    assert (event["date"], event["level"], event["province"]) == ("2025-11-20", None, "Quảng Ninh")


def test_what_a_report_recalls_behind_a_colon_holds_no_event() -> None:
    text = (
        "Huyện ủy Vũ Thư tổ chức họp mặt. Buổi họp mặt vào chiều 14-10-2020 ôn lại lịch sử: ngày 15-10-1930, "
        "Hội nghị Trung ương thông qua các án nghị quyết; năm 1999, Bộ Chính trị chọn ngày 15-10 là Ngày dân vận."
    )
    [event] = claims(text, "conferences", published="2020-10-15")
    assert (event["date"], event["level"], event["province"]) == ("2020-10-14", "district", "Thái Bình")


def test_years_with_a_dash_between_do_not_cut_a_statement_in_two() -> None:
    text = "19 cán bộ được trao kỷ niệm chương; 8 tập thể tiêu biểu giai đoạn 2016 - 2020 được UBND huyện khen thưởng."
    assert [award["award"] for award in claims(text, "awards")] == ["kỷ niệm chương", "khen thưởng"]


def test_the_months_of_a_period_and_what_is_only_proposed_are_no_counts() -> None:
    text = "Thực hiện Nghị quyết 25-NQ/TW, 6 tháng đầu năm Công an tỉnh xây dựng 14 mô hình, duy trì 228 mô hình."
    assert [claim["count"] for claim in claims(text, "models")] == [14, 228]
    text = "Giám đốc Công an tỉnh tặng giấy khen 9 tập thể; 2 cá nhân được đề nghị Bộ Công an tặng bằng khen."
    assert [award["collectives"] for award in claims(text, "awards")] == [9]


@pytest.mark.parametrize(
    ("sentence", "delegates"),
    [
        ("Trên 90 nhà khoa học, chức sắc tham dự.", (90, "at_least")),
        ("Tham dự có bà Vũ Thị Hến, Phó Bí thư Huyện ủy và hơn 200 đoàn viên, hội viên.", (200, "at_least")),
        ("Các đại biểu nghe 12 tham luận và tham dự phần đối thoại.", (None, None)),
        ("Ngay sau đó, 30 mô hình được giới thiệu, bà Vũ Thị Hến, Phó Bí thư Huyện ủy tham dự.", (None, None)),
    ],
)
def test_those_who_came_are_counted_whatever_they_are_called(
    sentence: str, delegates: tuple[int | None, str | None]
) -> None:
    [event] = claims(f"Ngày 3/10, Huyện ủy Vũ Thư tổ chức tọa đàm về dân vận. {sentence}", "conferences")
    assert (event["delegates"], event["delegates_qualifier"]) == delegates


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Có 39 mô hình đăng ký mới, nâng tổng số lên 84.", [39, 84]),
        ("Tổng số mô hình toàn huyện đến nay đạt 275, tăng 31 so với cùng kỳ.", [275]),
        ("Một số mô hình chăn nuôi cho thu nhập 200 triệu đồng.", []),
        (
            "Có 90 mô hình đăng ký; số được công nhận là 70 mô hình, gồm: kinh tế 25, văn hóa - xã hội 30, an ninh 15.",
            [90, 70, 25, 30, 15],
        ),
    ],
)
def test_the_number_of_models_may_stand_apart_from_their_noun(sentence: str, counts: list[int]) -> None:
    assert [claim["count"] for claim in claims(sentence, "models")] == counts


def test_two_awards_named_one_after_the_other_are_two() -> None:
    text = "Ban Dân vận Trung ương tặng Kỷ niệm chương cho 12 cá nhân, Bằng khen cho 3 tập thể."
    told = [(award["award"], award["collectives"], award["individuals"]) for award in claims(text, "awards")]
    assert told == [("kỷ niệm chương", None, 12), ("bằng khen", 3, None)]


def test_what_is_announced_is_neither_an_event_nor_an_award() -> None:
    text = (
        "Hội nghị tổng kết của Huyện ủy Vũ Thư dự kiến được tổ chức ngày 17/6. "
        "Tại hội nghị, 35 tập thể, 25 cá nhân sẽ được Chủ tịch UBND huyện tặng Giấy khen."
    )
    assert claims(text, "conferences", published="2024-06-06") == []
    assert claims(text, "awards", published="2024-06-06") == []


def test_words_that_are_also_numbers_make_no_parts_of_a_count() -> None:
    text = "Hiện Lữ đoàn có 9 mô hình, năm qua được Tư lệnh Binh chủng khen 2 tập thể."
    assert [claim["count"] for claim in claims(text, "models")] == [9]

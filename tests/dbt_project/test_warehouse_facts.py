"""What claims become: one event in many languages, two events of one day, contradictions kept, places of their time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ask(built: Path) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    with duckdb.connect(str(built / "warehouse" / "candidate.duckdb"), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


REVIEW = "event_on = '2024-12-18' AND level = 'province'"


def test_an_event_told_in_three_languages_on_two_sites_is_one_row(ask) -> None:
    assert ask(f"SELECT kind, province, n_articles, n_languages FROM fct_conferences WHERE {REVIEW}") == [
        ("review", "Thanh Hóa", 4, 3)
    ]
    assert ask(
        "SELECT count(DISTINCT story_key) FROM dim_article WHERE url LIKE '%tong-ket-cong-tac-dan-van-tinh%'"
    ) == [(1,)]


def test_an_edition_is_tied_by_slug_and_another_paper_by_the_event(ask) -> None:
    assert ask(
        f"SELECT story_rule, s.n_articles FROM dim_story AS s JOIN fct_conferences USING (story_key) WHERE {REVIEW}"
    ) == [("same event", 4)]


def test_two_events_of_one_day_in_one_province_stay_two(ask) -> None:
    assert ask("SELECT district FROM fct_conferences WHERE event_on = '2024-11-08' ORDER BY district") == [
        ("Nga Sơn",),
        ("Ngọc Lặc",),
    ]


def test_contradicting_claims_stay_visible_and_the_rule_that_chose_is_named(ask) -> None:
    key = f"(SELECT conference_key FROM fct_conferences WHERE {REVIEW})"
    assert ask(f"SELECT delegates, is_contested, resolution_rule FROM fct_conferences WHERE {REVIEW}") == [
        (180, True, "original over translation")
    ]
    assert ask(f"SELECT delegates FROM fct_conference_claims WHERE conference_key = {key} ORDER BY delegates") == [
        (80,),
        (180,),
        (180,),
        (None,),
    ]
    assert ask(f"SELECT lang FROM fct_conference_claims JOIN dim_article USING (article_id) "
               f"WHERE is_chosen AND conference_key = {key}") == [("vi",)]  # fmt: skip


def test_the_day_is_kept_where_a_translation_names_the_month_only(ask) -> None:
    assert ask(f"SELECT event_date, event_date_precision FROM fct_conferences WHERE {REVIEW}") == [
        ("2024-12-18", "day")
    ]


def test_a_count_told_in_two_languages_is_one_and_keeps_its_shares_and_its_part(ask) -> None:
    assert ask("SELECT collective_count, individual_count, n_articles, is_contested FROM fct_models "
               "WHERE model_count = 4215") == [(3108, 1107, 2, False)]  # fmt: skip
    assert ask("SELECT whole.model_count FROM fct_models AS part JOIN fct_models AS whole "
               "ON part.part_of_model_key = whole.model_key WHERE part.model_count = 655") == [(4215,)]  # fmt: skip


def test_an_award_rendered_differently_is_one_award_named_as_in_vietnamese(ask) -> None:
    assert ask("SELECT award, n_articles FROM fct_awards WHERE collectives = 63") == [("giấy khen", 2)]


def test_medals_handed_over_are_a_part_of_those_awarded(ask) -> None:
    assert ask("SELECT part.individuals, whole.individuals FROM fct_awards AS part "
               "JOIN fct_awards AS whole ON part.part_of_award_key = whole.award_key") == [(8, 40)]  # fmt: skip


def test_awards_stand_at_their_event(ask) -> None:
    assert ask(
        "SELECT DISTINCT c.event_date FROM fct_awards AS a JOIN fct_conferences AS c USING (conference_key)"
    ) == [("2024-12-18",)]


def test_a_person_is_one_across_scripts_and_two_in_two_provinces(ask) -> None:
    assert ask("SELECT display_name, spellings, n_articles FROM dim_person ORDER BY n_articles") == [
        ("Lê Trọng Mẫu", ["Lê Trọng Mẫu"], 1),
        ("Lê Trọng Mẫu", ["Le Trong Mau", "Lê Trọng Mẫu", "Ле Чонг Мау"], 6),
    ]


def test_a_person_has_one_part_in_an_event(ask) -> None:
    assert ask(f"SELECT p.part, p.n_articles, p.is_contested FROM fct_conference_participants AS p "
               f"JOIN fct_conferences USING (conference_key) WHERE {REVIEW}") == [("chair", 4, True)]  # fmt: skip


def test_a_body_is_one_in_every_language(ask) -> None:
    bodies = "body = 'mass mobilisation commission' AND level = 'province'"
    assert ask(f"SELECT display_name, n_articles FROM dim_organisation WHERE {bodies}") == [("Ban Dân vận Tỉnh ủy", 2)]


def test_a_document_is_one_however_its_number_is_typed(ask) -> None:
    assert ask("SELECT number, document_date, n_articles FROM dim_document") == [("59/2023/NĐ-CP", "2023-08-14", 2)]


def test_an_article_off_the_subject_is_kept_and_gives_no_facts(ask) -> None:
    assert ask("SELECT is_relevant FROM dim_article WHERE url LIKE '%gia-lua%'") == [(False,)]
    assert ask("SELECT count(*) FROM fct_conferences WHERE kind = 'meeting'") == [(0,)]


def test_a_corrected_article_replaces_its_claims(ask) -> None:
    assert ask("SELECT model_count FROM fct_models WHERE period = '2025'") == [(9,)]


def test_facts_join_to_the_unit_as_of_their_day(ask) -> None:
    found = ask("SELECT c.event_date, u.level, u.name, u.is_current FROM fct_conferences AS c "
                "JOIN dim_admin_unit AS u USING (admin_unit_key) ORDER BY c.event_date, u.name")  # fmt: skip
    assert found == [
        ("2024-05-02", "province", "Nghệ An", False),
        ("2024-11-08", "district", "Nga Sơn", False),
        ("2024-11-08", "district", "Ngọc Lặc", False),
        ("2024-12-18", "province", "Thanh Hóa", False),
        ("2025-10-14", "province", "Hưng Yên", True),
    ]


def test_every_value_of_a_claim_shows_its_words(ask) -> None:
    assert ask("SELECT slot_value FROM fct_claim_cells JOIN fct_conference_claims USING (claim_id) "
               "WHERE slot = 'delegates' ORDER BY slot_value") == [("180",), ("180",), ("80",)]  # fmt: skip

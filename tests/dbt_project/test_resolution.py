"""How well articles become stories and claims become facts, measured on stories written down first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
import yaml
from lake_from_gold import gold_article, gold_documents, write_gold_lake
from told_stories import pairwise_f1, told_stories

from storage.candidate import build
from storage.settings import REPOSITORY, Settings
from storage.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yml").read_text("utf-8"))
SHARED = REPOSITORY.parent / "shared" / "gold" / "dev"


def given() -> list[dict[str, object]]:
    """Gold articles kept beside the repository, where they are: each with the story it is of."""
    return gold_documents(SHARED) if SHARED.is_dir() else []


@pytest.fixture(scope="module")
def resolved(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    def make(home: Path) -> None:
        documents = [document for story in told_stories() for document in story.documents()] + given()
        write_gold_lake(home / "lake", documents, source_id="stories")
        build(settings=Settings(home=home), run="stories")

    return Warehouse(Settings(home=once("told-stories", make))).candidate


def test_the_stories_are_many_in_many_languages() -> None:
    stories = told_stories()
    names = [story.story for story in stories]
    assert len(set(names)) == len(names) >= 60
    languages = {report.lang for story in stories for report in story.reports}
    assert len(languages) >= 8


def test_articles_become_the_stories_they_were_written_as(resolved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = [document for story in told_stories() for document in story.documents()] + given()
    ids = {gold_article(document).article_id: document for document in documents}
    said = {article: document.get("story") or document["id"] for article, document in ids.items()}
    with duckdb.connect(str(resolved), read_only=True) as connection:
        found = dict(connection.execute("SELECT article_id, story_key FROM dim_article").fetchall())
    assert set(found) == set(said)
    f1, differing = pairwise_f1(said, found)
    with capsys.disabled():
        print(
            f"\narticles to story: pairwise F1 {f1:.4f} over {len(said)} articles, floor {FLOORS['articles_to_story']}"
        )
        for one, other in sorted(differing):
            wrong = "kept apart" if said[one] == said[other] else "put together"
            print(f"  {wrong}: {ids[one]['id']} and {ids[other]['id']}")
    assert f1 >= FLOORS["articles_to_story"]


def test_claims_become_the_facts_they_were_written_from(resolved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for story in told_stories():
        for document in story.documents():
            said |= story.facts_of(document)
    with duckdb.connect(str(resolved), read_only=True) as connection:
        found = dict(
            connection.execute(
                "SELECT claim_id, conference_key FROM fct_conference_claims "
                "UNION ALL SELECT claim_id, model_key FROM fct_model_claims "
                "UNION ALL SELECT claim_id, award_key FROM fct_award_claims "
                "UNION ALL SELECT claim_id, document_key FROM fct_document_claims"
            ).fetchall()
        )
    found = {claim: fact for claim, fact in found.items() if claim in said}
    assert set(found) == set(said)
    f1, differing = pairwise_f1(said, found)
    with capsys.disabled():
        print(f"\nclaims to fact: pairwise F1 {f1:.4f} over {len(said)} claims, floor {FLOORS['claims_to_fact']}")
        for facts in sorted({json.dumps(sorted((said[one], said[other]))) for one, other in differing}):
            print(f"  {facts}")
    assert f1 >= FLOORS["claims_to_fact"]


def test_parts_hang_on_their_wholes_and_contradictions_are_named(resolved: Path) -> None:
    with duckdb.connect(str(resolved), read_only=True) as connection:
        ask = connection.execute
        handed = ask(
            "SELECT part.individuals, whole.individuals FROM fct_awards AS part JOIN fct_awards AS whole "
            "ON part.part_of_award_key = whole.award_key WHERE part.province = 'Vĩnh Long'"
        ).fetchall()
        parts = ask(
            "SELECT part.model_count, whole.model_count FROM fct_models AS part JOIN fct_models AS whole "
            "ON part.part_of_model_key = whole.model_key WHERE part.unit = 'Quảng Ninh' ORDER BY 1"
        ).fetchall()
        contested = ask(
            "SELECT model_count, is_contested, resolution_rule FROM fct_models WHERE unit = 'Cần Thơ'"
        ).fetchall()
        seen = ask("SELECT count FROM fct_model_claims WHERE unit = 'Cần Thơ' ORDER BY 1").fetchall()
    assert handed == [(8, 40)]
    assert parts == [(460, 1240), (780, 1240)]
    assert contested == [(7600, True, "original over translation")]
    assert seen == [(760,), (7600,), (7600,)]

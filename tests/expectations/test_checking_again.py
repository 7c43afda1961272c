"""What a check may leave out because it was looked at before, and all that makes it look at everything."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest
from test_gate import POISONS, SUITES, build, check, failed

from expectations import gate
from expectations.suite import FOLDER, digest_of
from storage.publishing import publish, rollback
from storage.settings import Settings
from storage.warehouse import Warehouse, sha256_of
from storage.workings import kept_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow  # Great Expectations takes ten seconds to import

TABLES = {one.table for suite in SUITES.values() for one in suite.expectations if one.per_article}
NARROW = {one.name for suite in SUITES.values() for one in suite.expectations if one.per_article}
BAD_QUOTE = "UPDATE fct_award_claims SET quote = 'words of no article' WHERE article_id = 'a1'"
BAD_SENTENCE = "UPDATE fct_claim_cells SET sentence = 'words of no article' WHERE article_id = 'a1'"
THE_QUOTES = "fct_award_claims__every_quote_stands_in_its_article"
THE_SENTENCES = "fct_claim_cells__every_sentence_holds_its_quote_and_stands_in_its_article"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a checked and published warehouse."""
    settings = Settings(home=tmp_path)
    settings.warehouse.mkdir()
    build(settings)
    check(settings)
    publish(settings=settings, run="night-1")
    return settings


def go_on(
    settings: Settings,
    touched: list[str],
    *poisons: str,
    counted: tuple[str, ...] = (),
    changed: list[str] | None = None,
) -> None:
    """A candidate with the poisons in it, and workings that say what its build did.

    It kept the published rows but for the touched articles and for the claims about counts in the counted ones. The
    texts of the touched articles changed, and with them the cells of their claims; or of the changed ones only.
    """
    warehouse = Warehouse(settings)
    candidate = build(settings, *poisons)
    warehouse.workings.mkdir(exist_ok=True)
    workings = kept_path(warehouse.workings, sha256_of(candidate))
    workings.unlink(missing_ok=True)
    changed = touched if changed is None else changed
    written = dict.fromkeys(TABLES, touched)
    written |= {"fct_claim_cells": changed, "fct_model_claims": [*touched, *counted]}
    with duckdb.connect(str(workings)) as connection:
        connection.execute(
            "CREATE SCHEMA lake; CREATE SCHEMA staging; CREATE SCHEMA intermediate; CREATE SCHEMA written"
        )
        connection.execute(
            "CREATE TABLE lake.built_by AS SELECT '' AS digest, ? AS went_on_from", [sha256_of(warehouse.published)]
        )
        for table, articles in {
            "staging.stg_lake__changed_articles": changed,
            "intermediate.int_retold_articles": touched,
            "intermediate.int_changed_model_claims": list(counted),
            **{f"written.{table}": articles for table, articles in written.items()},
        }.items():
            connection.execute(f"CREATE TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS article_id", [articles])


def test_what_was_checked_and_not_touched_is_not_looked_at_again(settings: Settings) -> None:
    # Such a row cannot come out of a build; it shows what is left out.
    go_on(settings, ["a2"], BAD_QUOTE)
    report = check(settings)
    assert failed(report) == set()
    assert report.articles == 1


def test_a_bad_row_of_an_old_article_that_was_touched_is_refused(settings: Settings) -> None:
    go_on(settings, ["a1"], BAD_QUOTE)
    report = check(settings)
    assert failed(report) == {THE_QUOTES}
    assert not report.passed


def test_a_bad_row_about_a_count_that_was_told_again_elsewhere_is_refused(settings: Settings) -> None:
    poison = "UPDATE fct_model_claims SET quote = 'words of no article' WHERE article_id = 'a1'"
    go_on(settings, ["a2"], poison, counted=("a1",))
    report = check(settings)
    assert failed(report) == {"fct_model_claims__every_quote_stands_in_its_article"}
    assert report.articles == 2


def test_cells_of_a_text_that_did_not_change_are_not_looked_at_again(settings: Settings) -> None:
    go_on(settings, ["a1"], BAD_SENTENCE, changed=[])
    assert failed(check(settings)) == set()
    go_on(settings, ["a1"], BAD_SENTENCE, changed=["a1"])
    assert failed(check(settings)) == {THE_SENTENCES}


def test_cells_of_a_touched_article_that_is_gone_are_found(settings: Settings) -> None:
    go_on(settings, ["a1"], "DELETE FROM dim_article WHERE article_id = 'a1'", changed=[])
    assert "fct_claim_cells__every_quote_from_a_text_stands_in_it" in failed(check(settings))


def test_every_expectation_on_single_articles_finds_its_poison_in_a_touched_one(settings: Settings) -> None:
    assert len(NARROW) == 11
    for name in sorted(NARROW):
        go_on(settings, ["a1", "a2", "no such article"], POISONS[name])
        assert name in failed(check(settings)), name


def test_what_is_no_matter_of_one_article_is_asked_of_all(settings: Settings) -> None:
    go_on(settings, [], "UPDATE fct_awards SET individuals = -5, total = NULL")
    assert failed(check(settings)) == {"fct_awards__individuals_are_between_0_and_5_million"}


def _asked_for(settings: Settings) -> dict[str, bool]:
    return {"full": True}


def _built_in_full(settings: Settings) -> dict[str, bool]:
    with duckdb.connect(str(_workings(settings))) as connection:
        connection.execute("UPDATE lake.built_by SET went_on_from = ''")
    return {}


def _workings_gone(settings: Settings) -> dict[str, bool]:
    _workings(settings).unlink()
    return {}


def _written_to_by_hand(settings: Settings) -> dict[str, bool]:
    with duckdb.connect(str(Warehouse(settings).candidate)) as connection:
        connection.execute("CREATE TABLE more AS SELECT 1 AS x")
    return {}


def _workings_of_an_earlier_version(settings: Settings) -> dict[str, bool]:
    with duckdb.connect(str(_workings(settings))) as connection:
        connection.execute("ALTER TABLE lake.built_by DROP went_on_from")
    return {}


def _another_published(settings: Settings) -> dict[str, bool]:
    warehouse = Warehouse(settings)
    kept = warehouse.folder / "kept.duckdb"
    shutil.copyfile(warehouse.candidate, kept)
    build(settings, "CREATE TABLE more AS SELECT 1 AS x")
    check(settings)
    publish(settings=settings, run="night-2")
    kept.replace(warehouse.candidate)
    return {"may_shrink": True}


def _never_checked(settings: Settings) -> dict[str, bool]:
    warehouse = Warehouse(settings)
    manifest = warehouse.manifest.read_text(encoding="utf-8")
    before, _, after = manifest.partition('"checks": {')
    warehouse.manifest.write_text(before + '"checks": null' + after.partition("}")[2], encoding="utf-8")
    return {}


def _workings(settings: Settings) -> Path:
    warehouse = Warehouse(settings)
    return kept_path(warehouse.workings, sha256_of(warehouse.candidate))


@pytest.mark.parametrize(
    "cause",
    [
        _asked_for,
        _built_in_full,
        _workings_gone,
        _written_to_by_hand,
        _workings_of_an_earlier_version,
        _another_published,
        _never_checked,
    ],
)
def test_all_rows_are_looked_at_when_what_was_checked_cannot_be_relied_upon(
    settings: Settings, cause: Callable[[Settings], dict[str, bool]]
) -> None:
    go_on(settings, ["a2"], BAD_QUOTE)
    report = gate.check(settings=settings, run="night-2", **cause(settings))
    assert THE_QUOTES in failed(report)
    assert report.articles is None


def test_all_rows_are_looked_at_when_the_expectations_have_changed(settings: Settings, tmp_path: Path) -> None:
    go_on(settings, ["a2"], BAD_QUOTE)
    suites = tmp_path / "suites"
    shutil.copytree(FOLDER, suites)
    with (suites / "evidence.yml").open("a", encoding="utf-8") as file:
        file.write("# another word\n")
    assert THE_QUOTES in failed(gate.check(settings=settings, run="night-2", suites_folder=suites))


def test_a_warning_that_was_published_is_told_until_it_is_gone(settings: Settings) -> None:
    build(settings, BAD_SENTENCE)
    assert failed(check(settings)) == {THE_SENTENCES}
    publish(settings=settings, run="night-2")

    go_on(settings, ["a2"], BAD_SENTENCE)
    report = check(settings)
    assert report.articles == 1
    assert failed(report) == {THE_SENTENCES}


def test_after_a_rollback_the_next_night_is_checked_against_what_is_published(settings: Settings) -> None:
    build(settings, "CREATE TABLE more AS SELECT 1 AS x")
    check(settings)
    publish(settings=settings, run="night-2")
    rollback(settings)
    go_on(settings, ["a2"])
    assert check(settings).articles == 1


def test_the_digest_of_the_expectations_follows_the_suites_and_the_code(tmp_path: Path) -> None:
    suites = tmp_path / "suites"
    shutil.copytree(FOLDER, suites)
    assert digest_of(suites) == digest_of()
    (suites / "awards.yml").write_text("about: nothing", encoding="utf-8")
    assert digest_of(suites) != digest_of()

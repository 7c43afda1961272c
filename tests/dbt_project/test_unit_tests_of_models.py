"""Every resolving model has unit tests of a first run and of a later one: a model without them fails here."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from storage.candidate import PROJECT

FOLDER = PROJECT / "models" / "intermediate"
# Their rows change with what was touched: they read their inputs through it, or what was there before.
READING_IN_PART = ("touched(", "within(", "as_before(", "claims_of_facts(")
RESOLVING = sorted(
    path.stem
    for path in FOLDER.glob("int_*.sql")
    if any(macro in path.read_text(encoding="utf-8") for macro in READING_IN_PART)
)
UNIT_TESTS: list[dict[str, Any]] = [
    test
    for path in sorted(FOLDER.glob("unit_tests_*.yml"))
    for test in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]
]


def of_later_runs(test: dict[str, Any]) -> bool:
    return bool(test.get("overrides", {}).get("vars", {}).get("goes_on"))


def test_there_are_resolving_models() -> None:
    assert {"int_article_stories", "int_conference_claims", "int_person_keys", "int_awards"} <= set(RESOLVING)


@pytest.mark.parametrize("model", RESOLVING)
def test_a_resolving_model_has_unit_tests_of_a_first_and_of_a_later_run(model: str) -> None:
    runs = {of_later_runs(test) for test in UNIT_TESTS if test["model"] == model}
    assert runs == {False, True}, f"{model} lacks a unit test of {'a first' if True in runs else 'a later'} run"


@pytest.mark.parametrize("test", UNIT_TESTS, ids=lambda test: test["name"])
def test_a_unit_test_is_named_for_its_model_and_says_what_it_shows(test: dict[str, Any]) -> None:
    assert test["name"].startswith(f"{test['model']}__")
    assert len(test["description"]) > 20

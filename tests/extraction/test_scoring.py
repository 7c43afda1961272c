"""The scorer follows the rules of the gold schema, and gives the figures of the reference scorer beside the clone."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.scoring import Score, compare
from storage.schemas import CLAIM_TYPES

OWN = Path(__file__).with_name("gold")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold"
FIGURES = ("precision", "recall", "f1", "strict")
beside_the_clone = pytest.mark.skipif(
    not (SHARED / "score.py").is_file(),
    reason="the reference scorer is no part of the product; it lies beside the clone",
)


@cache
def documents() -> tuple[dict[str, Any], ...]:
    """The small facts of all gold at hand; texts are left out, the scorer reads none."""
    folders = [*sorted(OWN.glob("*")), SHARED / "seeds", SHARED / "dev"]
    found = [json.loads(path.read_text("utf-8")) for folder in folders for path in sorted(folder.glob("*.json"))]
    return tuple({key: value for key, value in one.items() if key != "text"} for one in found)


@cache
def some_facts(kind: str) -> tuple[dict[str, Any], ...]:
    """Facts of one type from all over the gold."""
    return tuple(fact for one in documents() for fact in one[kind])[:200]


def score(gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, Score]:
    """The score by type of one document, its id and language filled in."""
    empty = {kind: [] for kind in CLAIM_TYPES}
    agreement = compare([{"id": "a", "lang": "vi", **empty, **gold}], {"a": {**empty, **predicted}})
    return {kind: agreement.score(kind=kind) for kind in CLAIM_TYPES}


# -- the rules ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("2024-09-21", "2024-09-21", True),
        ("2024-09-21", "2024-09", False),
        ("2024-09", "2024-09-21", True),
        ("2024", None, True),
        ("2024-09", None, False),
        (None, "2024-09-21", True),
        ("2024", "2023-01-01", False),
    ],
)
def test_a_date_agrees_as_far_as_gold_states_it(gold: str | None, predicted: str | None, agree: bool) -> None:
    found = score({"conferences": [{"date": gold}]}, {"conferences": [{"date": predicted}]})["conferences"]
    assert found == (Score(1, 1, 1, 1) if agree else Score(1, 1, 0, 0))


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("Thái Bình", "tỉnh Thái Bình", True),
        ("Hồ Chí Minh", "TP.HCM", True),
        ("Thái Bình", None, False),
        (None, "Hà Nội", True),
        ("Đắk Lắk", "dak lak", True),
    ],
)
def test_a_place_agrees_however_it_is_written(gold: str | None, predicted: str | None, agree: bool) -> None:
    found = score({"conferences": [{"province": gold}]}, {"conferences": [{"province": predicted}]})["conferences"]
    assert found.right == agree


def test_a_prediction_is_used_once_and_a_strictly_agreeing_one_is_preferred() -> None:
    count = {"count": 12, "status": "built", "unit": None}
    other = {**count, "status": "active"}
    assert score({"models": [count]}, {"models": [other, count]})["models"] == Score(1, 2, 1, 1)
    assert score({"models": [count, count]}, {"models": [count]})["models"] == Score(2, 1, 1, 1)
    assert score({"models": [count]}, {"models": [other]})["models"] == Score(1, 1, 1, 0)


def test_a_total_is_met_by_the_sum_but_parts_are_not_met_by_a_total() -> None:
    total = {"award": "bằng khen", "total": 16}
    parts = {"award": "giấy khen", "collectives": 9, "individuals": 7}
    assert score({"awards": [total]}, {"awards": [parts]})["awards"] == Score(1, 1, 1, 1)
    assert score({"awards": [parts]}, {"awards": [total]})["awards"] == Score(1, 1, 0, 0)


def test_awards_without_a_figure_and_prizes_are_not_scored() -> None:
    bare, prize = {"award": "bằng khen"}, {"award": "giải thưởng", "total": 3}
    assert score({"awards": [bare, prize]}, {})["awards"] == Score()
    assert score({}, {"awards": [bare, prize]})["awards"] == Score()


def test_optional_facts_are_neither_missed_nor_made_up() -> None:
    optional, needed = {"count": 5, "optional": True}, {"count": 7}
    assert score({"models": [optional, needed]}, {"models": [needed]})["models"] == Score(1, 1, 1, 1)
    assert score({"models": [optional, needed]}, {"models": [{"count": 5}, needed]})["models"] == Score(1, 1, 1, 1)
    same_count = {"count": 7, "optional": True}
    assert score({"models": [same_count, needed]}, {"models": [{"count": 7}]})["models"].right == 1


def test_a_person_counts_once_by_the_latin_name_and_authors_not_at_all() -> None:
    gold = {
        "people": [{"name": "阮文A", "name_latin": "Nguyễn Văn Ái", "part": "chair"}, {"name": "B", "part": "author"}]
    }
    found = {"people": [{"name_latin": "Nguyen Van Ai", "part": "speaker"}, {"name_latin": "NGUYỄN VĂN ÁI"}]}
    assert score(gold, found)["people"] == Score(1, 1, 1, 0)


def test_an_irrelevant_article_has_no_facts_whatever_its_lists_hold() -> None:
    gold = [{"id": "a", "lang": "vi", "relevant": False, "models": [{"count": 3}]}]
    agreement = compare(gold, {"a": {"relevant": True, "models": [{"count": 3}]}})
    assert agreement.score(kind="models") == Score(0, 1, 0, 0)
    assert agreement.relevance_accuracy() == 0.0
    assert compare(gold, {}).relevance_accuracy() == 1.0, "no prediction says that it is irrelevant"
    assert compare(gold, {}).unread == ["a"]


def test_with_nothing_to_find_all_shares_are_one() -> None:
    assert [getattr(Score(), figure) for figure in FIGURES] == [1.0] * 4


def test_every_mistake_is_told() -> None:
    gold = {"id": "a", "lang": "vi", "models": [{"count": 1}, {"count": 2, "status": "built"}]}
    agreement = compare([gold], {"a": {"models": [{"count": 2, "status": "active"}, {"count": 3}]}})
    assert [(mistake.what, (mistake.gold or mistake.predicted or {})["count"]) for mistake in agreement.mistakes] == [
        ("missed", 1),
        ("differs", 2),
        ("made up", 3),
    ]


# -- the reference scorer ---------------------------------------------------------------------------------------------


def reference(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """What the reference scorer says."""
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        path.unlink()
    for index, one in enumerate(gold):
        (folder / f"{index:04}.json").write_text(json.dumps(one), "utf-8")
    (folder / "facts.jsonl").write_text("\n".join(map(json.dumps, predicted)), "utf-8")
    command = [sys.executable, SHARED / "score.py", "--by-lang", "--json", "--gold", folder]
    done = subprocess.run([*command, "--pred", folder / "facts.jsonl"], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def assert_same_figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], folder: Path) -> None:
    agreement = compare(gold, {one["id"]: one for one in predicted})
    expected = reference(gold, predicted, folder)
    assert agreement.relevance_accuracy() == pytest.approx(expected.pop("relevance_accuracy"), abs=1e-9)
    assert len(expected) == (1 + len(agreement.languages)) * (len(CLAIM_TYPES) + 1)
    for scope, figures in expected.items():
        lang, _, kind = scope.partition(".")
        mine = agreement.score(lang=None if lang == "all" else lang, kind=None if kind == "micro" else kind)
        assert (mine.gold, mine.predicted) == (figures["gold"], figures["pred"]), scope
        for figure in FIGURES:
            assert getattr(mine, figure) == pytest.approx(figures[figure], abs=1e-9), (scope, figure)


@st.composite
def damaged(draw: st.DrawFn, gold: dict[str, Any]) -> dict[str, Any]:
    """A prediction made from gold: facts lost, doubled, out of order, invented, and slots changed."""
    prediction = {"id": gold["id"], "relevant": draw(st.sampled_from([gold["relevant"], not gold["relevant"], None]))}
    if prediction["relevant"] is None:
        del prediction["relevant"]
    for kind in CLAIM_TYPES:
        kept = [fact for fact in gold[kind] for _ in range(draw(st.sampled_from([1, 1, 1, 0, 2])))]
        invented = draw(st.lists(st.sampled_from(some_facts(kind)), max_size=2))
        facts = [dict(fact) for fact in draw(st.permutations(kept + invented))]
        for fact in facts:
            if draw(st.integers(0, 3)) == 0:
                slot = draw(st.sampled_from(sorted(fact)))
                fact[slot] = draw(st.sampled_from([other.get(slot) for other in some_facts(kind)] + [None]))
        prediction[kind] = facts or draw(st.sampled_from([facts, None]))
    return prediction


@beside_the_clone
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damaged_predictions_get_the_figures_of_the_reference(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    gold = data.draw(st.lists(st.sampled_from(documents()), min_size=1, max_size=12, unique_by=lambda one: one["id"]))
    predicted = [data.draw(damaged(one)) for one in gold if data.draw(st.integers(0, 9))]
    assert_same_figures(gold, predicted, tmp_path_factory.getbasetemp() / "damaged")


@beside_the_clone
@pytest.mark.parametrize("shift", [0, 1, 2])
def test_facts_of_other_articles_get_the_figures_of_the_reference(shift: int, tmp_path: Path) -> None:
    gold = list({one["id"]: one for one in documents()}.values())
    moved = gold[shift:] + gold[:shift]
    predicted = [{**other, "id": one["id"]} for one, other in zip(gold, moved, strict=True)]
    assert_same_figures(gold, predicted, tmp_path)


def test_gold_agrees_with_itself() -> None:
    gold = [one for one in documents() if one["relevant"]]
    score = compare(gold, {one["id"]: one for one in gold}).score()
    assert score.gold > 0
    assert score.f1 == score.strict == 1.0

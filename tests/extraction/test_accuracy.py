"""The facts read from gold articles agree with what careful readers wrote down at least as well as the floors say."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from danvan.accuracy import measure
from danvan.cli import run
from extraction import floors, gold
from extraction.floors import ALL, Drop, Floor, Floors, FloorsError, drops, raised, read_floors, write_floors
from extraction.gold import SHARED, GoldError, GoldSet, HeldOut, gold_sets, read_held_out
from extraction.scoring import Agreement, compare

if TYPE_CHECKING:
    from pathlib import Path

OWN = ("tuned", "held_out")


@pytest.fixture(scope="module")
def sets() -> dict[str, GoldSet]:
    return {one.name: one for one in gold_sets()}


@pytest.fixture(scope="module")
def measured(sets: dict[str, GoldSet]) -> dict[str, Agreement]:
    return measure(list(sets.values()))


@pytest.mark.parametrize("name", gold.SET_NAMES)
def test_no_figure_is_below_its_floor(name: str, measured: dict[str, Agreement]) -> None:
    if name not in measured and name not in OWN:
        pytest.skip(reason="this gold is no part of the product; it lies beside the clone")
    assert not measured[name].unread
    assert [str(drop) for drop in drops(read_floors(), {name: measured[name]})] == []


@pytest.mark.parametrize("name", OWN)
def test_every_language_of_own_gold_has_a_floor(name: str, sets: dict[str, GoldSet]) -> None:
    languages = {document["lang"] for document in sets[name].documents}
    lacking = {ALL, *languages} - set(read_floors().of(name))
    assert not lacking, "run danvan accuracy --raise-floors"


def test_the_set_beside_the_clone_is_read_whole(sets: dict[str, GoldSet]) -> None:
    if not SHARED.is_dir():
        pytest.skip(reason="this gold is no part of the product; it lies beside the clone")
    for name in ("seeds", "dev"):
        assert len(sets[name].documents) == len(list((SHARED / name).glob("*.json"))) > 0


# -- what is held out -------------------------------------------------------------------------------------------------


def test_own_gold_is_parted_by_the_rule_and_its_exceptions(sets: dict[str, GoldSet]) -> None:
    rule = read_held_out(gold.HELD_OUT)
    ids = {name: {document["id"] for document in sets[name].documents} for name in OWN}
    for article in ids["tuned"] | ids["held_out"]:
        picked = int(hashlib.sha256(article.encode()).hexdigest(), 16) % 3 == 0
        assert (article in ids["held_out"]) == (picked and article not in rule.tuned_on)
    assert rule.one_in == 3


def test_exceptions_from_what_is_held_out_are_articles_the_rule_picks(sets: dict[str, GoldSet]) -> None:
    rule = read_held_out(gold.HELD_OUT)
    ids = {document["id"] for document in sets["tuned"].documents}
    assert len(set(rule.tuned_on)) == len(rule.tuned_on)
    assert not [article for article in rule.tuned_on if article not in ids or not rule.picks(article)]


@pytest.mark.parametrize(
    "content", ["one_in: 1\ntuned_on: []\n", "one_in: 3\n", "one_in: 3\ntuned_on: []\nmore: 1\n", "[", "one_in: '3'\n"]
)
def test_a_broken_rule_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "held_out.yml"
    path.write_text(content, "utf-8")
    with pytest.raises(GoldError, match=r"held_out\.yml"):
        read_held_out(path)


def test_gold_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "el"
    folder.mkdir()
    good = {"id": "el-1", "lang": "el", "text": "…", "relevant": True}
    for content, says in (
        ("{", "no JSON"),
        ("[]", "no object"),
        (json.dumps({**good, "relevant": "yes"}), "relevant"),
        (json.dumps({**good, "lang": "ro"}), "lies with 'el'"),
    ):
        (folder / "one.json").write_text(content, "utf-8")
        with pytest.raises(GoldError, match=says):
            gold_sets(tmp_path, tmp_path / "none")
    (folder / "one.json").write_text(json.dumps(good), "utf-8")
    (folder / "two.json").write_text(json.dumps(good), "utf-8")
    with pytest.raises(GoldError, match="the same id"):
        gold_sets(tmp_path, tmp_path / "none")


# -- floors -----------------------------------------------------------------------------------------------------------


def agreement(right: int, of: int, lang: str = "vi") -> Agreement:
    found = [{"count": number} for number in range(of)]
    return compare([{"id": "a", "lang": lang, "models": found}], {"a": {"models": found[:right]}})


def test_a_figure_below_its_floor_is_a_drop_and_so_is_gold_that_is_gone() -> None:
    committed = Floors({"tuned": {"vi": Floor(f1=0.9, strict=0.9), "el": Floor(f1=0.5, strict=0.5)}})
    found = drops(committed, {"tuned": agreement(5, 10)})
    assert found[0] == Drop("tuned", "vi", "f1", 0.9, pytest.approx(10 / 15))
    assert [(drop.scope, drop.measured) for drop in found[1:]] == [("el", None), ("el", None)]
    assert "0.6667, below its floor of 0.900" in str(found[0])
    assert drops(committed, {"dev": agreement(0, 10)}) == []


def test_floors_are_raised_to_a_margin_below_and_never_lowered() -> None:
    first = raised(Floors({}), {"tuned": agreement(10, 10)})
    assert first.of("tuned") == {ALL: Floor(f1=0.99, strict=0.99), "vi": Floor(f1=0.99, strict=0.99)}
    assert raised(first, {"tuned": agreement(1, 10)}) == first
    other = raised(first, {"tuned": agreement(5, 10, "el"), "dev": agreement(0, 3)})
    assert other.of("tuned")["vi"] == first.of("tuned")["vi"]
    assert other.of("tuned")["el"].f1 == 0.656, "0.6667 less 0.01, rounded down"
    assert other.of("dev")["vi"] == Floor(f1=0.0, strict=0.0), "nothing right says nothing about strictness"


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "floors.yml"
    kept = Floors({"dev": {"no": Floor(f1=0.9, strict=0.5), ALL: Floor(f1=0.925, strict=1.0)}})
    write_floors(kept, path)
    assert read_floors(path) == kept
    assert read_floors(tmp_path / "none.yml") == Floors({})


@pytest.mark.parametrize(
    "content", ["weather: {}", "dev: {vi: {f1: 0.5}}", "dev: {vi: {f1: 1.5, strict: 1}}", "dev: {vi: 1}", "["]
)
def test_broken_floors_are_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.yml"
    path.write_text(content, "utf-8")
    with pytest.raises(FloorsError, match=r"floors\.yml"):
        read_floors(path)


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five articles of own gold in a clone of their own, of which one is held out; its floors file, not there yet."""
    rule = HeldOut(one_in=2, tuned_on=[])
    paths = sorted((gold.OWN / "en").glob("*.json"))
    held_out = [path for path in paths if rule.picks(json.loads(path.read_text("utf-8"))["id"])]
    (tmp_path / "gold" / "en").mkdir(parents=True)
    for path in [*(path for path in paths if path not in held_out), *held_out[:1]][-5:]:
        (tmp_path / "gold" / "en" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "held_out.yml").write_text("one_in: 2\ntuned_on: []\n", "utf-8")
    monkeypatch.setenv("DANVAN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(gold_sets, "__defaults__", (tmp_path / "gold", tmp_path / "nothing", tmp_path / "held_out.yml"))
    path = tmp_path / "floors.yml"
    for function in (read_floors, write_floors):
        monkeypatch.setattr(function, "__defaults__", (path,))
    return path


def test_the_command_tells_scores_and_ends_badly_on_a_drop(
    small_gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["accuracy"]) == 0
    shown = capsys.readouterr().out
    assert "tuned on: 4 articles" in shown
    assert "held out: 1 article" in shown
    assert run(["accuracy", "--raise-floors"]) == 0
    committed = small_gold.read_text("utf-8")
    assert set(read_floors(small_gold).root) == {"tuned", "held_out"}
    path = next((small_gold.parent / "gold" / "en").glob("*.json"))
    damaged = json.loads(path.read_text("utf-8"))
    damaged["relevant"], damaged["models"] = True, [{"count": n, "status": "built"} for n in range(90_000, 90_050)]
    path.write_text(json.dumps(damaged), "utf-8")
    capsys.readouterr()
    assert run(["accuracy", "--raise-floors"]) == 1
    assert "below its floor" in capsys.readouterr().err
    assert small_gold.read_text("utf-8") == committed


def test_the_command_lists_mistakes_but_none_in_held_out_gold(
    small_gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (small_gold.parent / "gold" / "en").glob("*.json"):
        damaged = json.loads(path.read_text("utf-8"))
        damaged["relevant"], damaged["models"] = True, [{"count": 90_000}]
        path.write_text(json.dumps(damaged), "utf-8")
    assert run(["accuracy", "--lang", "en", "--mistakes"]) == 0
    said = capsys.readouterr()
    assert said.out.count("missed   en-own-") == said.out.count('{"count": 90000}') == 4
    assert "held-out gold are not shown" in said.err


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--lang", "en", "--raise-floors"], 2, "leave --lang out"),
        (["--lang", "tlh"], 1, "no gold in tlh"),
    ],
)
def test_what_the_command_cannot_do_is_said(
    arguments: list[str], status: int, says: str, small_gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["accuracy", *arguments]) == status
    assert says in capsys.readouterr().err


def test_without_gold_the_command_says_where_to_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gold_sets, "__defaults__", (tmp_path, tmp_path, gold.HELD_OUT))
    assert run(["accuracy"]) == 1
    assert "clone" in capsys.readouterr().err
    assert floors.FLOORS.is_file()

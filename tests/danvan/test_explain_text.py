"""`danvan explain-text`: every claim stands where its words stand, with its rule; no page steers the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan.cli import run
from danvan.explaining import Mark, bracketed, coloured, marks
from danvan.files import read_files
from storage.records import Article, Block
from storage.schemas import CLAIM_TYPES

GOLD = Path(__file__).resolve().parents[1] / "extraction" / "gold"
ENGLISH = GOLD / "en" / "en-own-001.json"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def mark(name: str, start: int, end: int, kind: str = "models") -> Mark:
    return Mark(name, kind, {"start": start, "end": end, "rule": "a.rule"})


def article(text: str, *blocks: Block) -> Article:
    return Article(
        article_id="0" * 32, content_hash="1" * 32, source_id="import", site=None, url=None, canonical_url=None,
        lang="vi", title=None, lead=None, byline=None, text=text, blocks=blocks, published=None, published_at=None,
        published_evidence=None, original_url=None, province=None, parser="test", parser_version="1",
    )  # fmt: skip


def test_claims_stand_in_brackets_inner_ones_inside() -> None:
    found = [mark("C1", 0, 9), mark("M1", 4, 9), mark("M2", 0, 3)]
    assert bracketed("abc defgh ij", found) == "[C1: [M2: abc ‹a.rule›] [M1: defgh ‹a.rule›] ‹a.rule›] ij"


@settings(suppress_health_check=[HealthCheck.too_slow])  # which a busy machine is
@given(
    st.text("ab \n", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=6),
)
def test_without_the_marks_the_text_is_as_it_was(text: str, spans: list[tuple[int, int]]) -> None:
    found = [
        mark(f"M{n}", start, min(start + length, len(text)))
        for n, (start, length) in enumerate(spans, start=1)
        if start < len(text)
    ]
    shown = bracketed(text, found)
    assert re.sub(r"\[M\d+: | ‹a\.rule›\]", "", shown) == text
    assert shown.count("‹a.rule›]") == len(found)
    assert re.sub(r" M\d+ a\.rule ", "", coloured(article(text), found).plain) == text


def test_colours_tell_the_type_and_dim_what_is_not_read() -> None:
    text = "12 models and Lan. Share"
    shown = coloured(
        article(text, Block("paragraph", 0, 18), Block("debris", 19, 24)),
        [mark("M1", 0, 9), mark("P1", 14, 17, "people")],
    )
    styles = {shown.plain[span.start : span.end]: str(span.style) for span in shown.spans}
    assert styles["12 models"] == "bold green"
    assert styles["Lan"] == "bold magenta"
    assert styles[" P1 a.rule "] == "reverse magenta"
    assert styles["Share"] == "dim"


def test_every_claim_and_every_slot_is_told_with_its_words_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain-text", str(ENGLISH)]) == 0
    shown = capsys.readouterr().out
    [found] = read_files([ENGLISH], jobs=1)
    assert isinstance(found, tuple)
    _, reading = found
    assert reading.n_claims > 5
    for one in marks(reading):
        assert f"[{one.name}: " in shown
        assert f"‹{one.claim['rule']}›]" in shown
        for cell in one.claim["cells"]:
            assert re.search(
                rf"{cell['slot']} .*← «{re.escape(' '.join(cell['quote'].split()))}».*{cell['rule']}", shown
            )
    assert [line.split()[0] for line in shown.splitlines() if re.match(r"[a-z]+ \(\d+\)$", line)] == [
        kind for kind in CLAIM_TYPES if reading.claims[kind]
    ]


def test_one_type_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain-text", str(ENGLISH), "--type", "people"]) == 0
    shown = capsys.readouterr().out
    assert "[P1: " in shown
    assert "people (2)" in shown
    assert "[M1: " not in shown
    assert "models (" not in shown
    assert run(["explain-text", str(ENGLISH), "--type", "weather"]) == 2
    assert "conferences, models" in capsys.readouterr().err


def test_what_rules_see_is_shown_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain-text", str(ENGLISH), "--type", "people", "--seen"]) == 0
    seen = capsys.readouterr().out.partition("what rules see")[2]
    assert re.search(r"number 318 +«318»", seen)
    assert re.search(r"event\.conference +«conference»", seen)


def test_several_files_of_any_kind_and_those_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("off.txt").write_text("Thời tiết Hà Nội hôm nay\n\nTrời nắng, nhiệt độ cao nhất 33 độ.\n", "utf-8")
    hostile = {"id": "h\u001b[31m", "lang": "vi", "text": "Phong trào “Dân vận khéo” \u001b]0;x\u0007 [bold]có[/bold]."}
    Path("many.jsonl").write_text(json.dumps(hostile) + "\n" + '{"torn', "utf-8")
    assert run(["explain-text", "off.txt", "many.jsonl", str(ENGLISH)]) == 0
    said = capsys.readouterr()
    assert said.out.count(" claims\n") == 3
    assert "not on the subject" in said.out
    assert "[bold]có[/bold]" in said.out
    assert "\x1b" not in said.out + said.err
    assert "many.jsonl" in said.err
    assert run(["explain-text", "not-there.txt", str(ENGLISH)]) == 1
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["el", "zh"])
def test_all_gold_of_a_language_can_be_explained(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain-text", str(GOLD / lang), "--seen"]) == 0
    assert "[C1: " in capsys.readouterr().out

"""Commands that read articles from files: any number of processes says the same; the marks stand where the words do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan.cli import run

GOLD = Path(__file__).resolve().parents[1] / "extraction" / "gold"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_any_number_of_processes_says_the_same_in_the_same_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [path.read_text("utf-8") for lang in ("en", "fr") for path in sorted((GOLD / lang).glob("*.json"))]
    objects = [{**json.loads(line), "id": f"{n}"} for n, line in enumerate(lines * 4)]
    objects[40]["lang"] = "tlh"
    objects[41]["text"] = "a lone surrogate \ud800 " + objects[41]["text"]
    torn = ['{"id": "torn', "[]"]
    content = [json.dumps(one) for one in objects[:35]] + torn + [json.dumps(one) for one in objects[35:]]
    Path("many.jsonl").write_text("\n".join(content), "utf-8")
    said = []
    for jobs in ("1", "2", "3"):
        assert run(["extract", "many.jsonl", "--jobs", jobs]) == 0
        said.append(capsys.readouterr())
    assert said[0].out == said[1].out == said[2].out
    assert said[0].err == said[1].err == said[2].err
    assert [json.loads(line)["id"] for line in said[0].out.splitlines()] == [
        one["id"] for one in objects if one["lang"] != "tlh"
    ]
    assert "tlh" in said[0].err
    assert "many.jsonl" in said[0].err

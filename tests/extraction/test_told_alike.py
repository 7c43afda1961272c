"""One statement, told in many languages, tells the same facts in each of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from extraction.reader import read
from tests.extraction.test_reading_vietnamese import article

STATEMENTS = yaml.safe_load((Path(__file__).parent / "told_alike.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("statement", "lang"),
    [(statement, lang) for statement in STATEMENTS for lang in statement["texts"]],
    ids=lambda value: value if isinstance(value, str) else value["name"],
)
def test_a_statement_tells_the_same_in_every_language(statement: dict[str, Any], lang: str) -> None:
    text = "\n".join(statement["texts"][lang])
    told_by_no_paper = replace(article(text, lang=lang, published=statement["published"]), province=None)
    claims = read(told_by_no_paper).claims
    for kind, facts in statement["facts"].items():
        told = [{slot: claim[slot] for slot in fact} for fact, claim in zip(facts, claims[kind], strict=True)]
        assert told == facts

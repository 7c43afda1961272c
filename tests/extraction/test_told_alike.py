"""One statement, told in many languages, tells the same facts in each of them.

Every file of `told_alike/` is a statement: the day its paper appeared, the facts of each kind that is named, and the
(invented) sentences by language. A kind with an empty list must yield nothing, and so must every kind where `facts`
names none at all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from extraction.reader import read
from storage.schemas import CLAIM_TYPES
from tests.extraction.test_reading_vietnamese import article

FILES = sorted((Path(__file__).parent / "told_alike").glob("*.yml"))
STATEMENTS = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in FILES}


@pytest.mark.parametrize(
    ("name", "lang"), [(name, lang) for name, statement in STATEMENTS.items() for lang in statement["texts"]]
)
def test_a_statement_tells_the_same_in_every_language(name: str, lang: str) -> None:
    statement: dict[str, Any] = STATEMENTS[name]
    text = "\n".join(statement["texts"][lang])
    told_by_no_paper = replace(article(text, lang=lang, published=statement["published"]), province=None)
    claims = read(told_by_no_paper).claims
    claims["documents"].sort(key=lambda claim: claim["start"])  # those without letters are found last
    for kind, facts in (statement["facts"] or dict.fromkeys(CLAIM_TYPES, ())).items():
        told = [{slot: claim[slot] for slot in fact} for fact, claim in zip(facts, claims[kind], strict=False)]
        assert told == list(facts)
        assert len(claims[kind]) == len(facts)

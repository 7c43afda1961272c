"""Claims: what an article states, with the words each value was read from.

A claim is a row of ``storage.schemas.CLAIMS``. Its ``quote`` is ``text[start:end]`` of the article's own text, always;
so is that of every cell whose ``origin`` is 'text'. A cell from elsewhere (the URL, the source registry, the date of
publication) says so and quotes that instead.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extraction.passage import Passage, Sentence


# Not frozen, like ``terms.Hit``: every value that a rule looks at has one of each.
@dataclass(slots=True)
class Stand:
    """Where a value stands: view offsets in a sentence, or words from elsewhere (``origin`` not 'text')."""

    rule: str
    sentence: Sentence | None = None
    start: int = 0
    end: int = 0
    origin: str = "text"
    words: str = ""


@dataclass(slots=True)
class Valued:
    """A value with the words it stands on."""

    value: Any
    stand: Stand


def from_text(value: Any, sentence: Sentence, start: int, end: int, rule: str) -> Valued:
    """A value read from a stretch of a sentence."""
    return Valued(value, Stand(rule, sentence, start, end))


def from_elsewhere(value: Any, origin: str, words: str, rule: str) -> Valued:
    """A value that the text does not state but the URL, the registry or the publication date does."""
    return Valued(value, Stand(rule, origin=origin, words=words))


def make_claim(
    passage: Passage, kind: str, ordinal: int, stand: Stand, slots: Mapping[str, Valued | Any]
) -> dict[str, Any]:
    """One claim row. A slot given without words of its own stands on those of the claim."""
    if stand.sentence is None:
        raise ValueError(f"a claim about {kind} needs words of the article to stand on")
    quote, start, end = passage.quote(stand.start, stand.end)
    values: dict[str, Any] = {}
    cells = []
    for name, slot in slots.items():
        value, own = (slot.value, slot.stand) if isinstance(slot, Valued) else (slot, stand)
        values[name] = value
        if value is not None:
            cells.append(_cell(passage, name, own))
    article = passage.article
    identity = [article.article_id, article.content_hash, kind, start, end, sorted(values.items())]
    return {
        "claim_id": hashlib.sha256(json.dumps(identity, ensure_ascii=True).encode()).hexdigest()[:32],
        "article_id": article.article_id,
        "content_hash": article.content_hash,
        "ordinal": ordinal,
        "quote": quote,
        "start": start,
        "end": end,
        "sentence": stand.sentence.words,
        "rule": stand.rule,
        "cells": cells,
        **values,
    }


def _cell(passage: Passage, slot: str, stand: Stand) -> dict[str, Any]:
    if stand.origin != "text" or stand.sentence is None:
        return {
            "slot": slot,
            "quote": stand.words,
            "start": None,
            "end": None,
            "sentence": stand.words,
            "rule": stand.rule,
            "origin": stand.origin,
        }
    quote, start, end = passage.quote(stand.start, stand.end)
    return {
        "slot": slot,
        "quote": quote,
        "start": start,
        "end": end,
        "sentence": stand.sentence.words,
        "rule": stand.rule,
        "origin": "text",
    }

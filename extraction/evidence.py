"""Claims: what an article states, with the words each value was read from.

A claim is a row of ``storage.schemas.CLAIMS``. Its ``quote`` is ``text[start:end]`` of the article's own text, always;
so is that of every cell whose ``origin`` is 'text'. A cell from elsewhere (the URL, the source registry, the date of
publication) says so and quotes that instead.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from extraction.passage import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extraction.passage import Passage


# Not frozen, and with an ``__init__`` that is compiled, like ``terms.Hit``: every value that a rule looks at has one of
# each.
@dataclass(slots=True)
class Stand:
    """Where a value stands: view offsets in a sentence, or words from elsewhere (``origin`` not 'text')."""

    rule: str
    sentence: Sentence | None = None
    start: int = 0
    end: int = 0
    origin: str = "text"
    words: str = ""

    def __init__(
        self,
        rule: str,
        sentence: Sentence | None = None,
        start: int = 0,
        end: int = 0,
        origin: str = "text",
        words: str = "",
    ) -> None:
        self.rule = rule
        self.sentence = sentence
        self.start = start
        self.end = end
        self.origin = origin
        self.words = words


@dataclass(slots=True)
class Valued:
    """A value with the words it stands on."""

    value: Any
    stand: Stand

    def __init__(self, value: Any, stand: Stand) -> None:
        self.value = value
        self.stand = stand


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
    return {
        "claim_id": _claim_id([article.article_id, article.content_hash, kind, start, end], values),
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


def _claim_id(where: list[str | int], values: Mapping[str, Any]) -> str:
    """The digest of where a claim stands and what it says, written as the JSON of ``[*where, [[slot, value], …]]``."""
    said = ", ".join([f'["{slot}", {_json(values[slot])}]' for slot in sorted(values)])
    identity = f"[{', '.join(map(_json, where))}, [{said}]]"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _json(value: Any) -> str:
    """A value as JSON: nearly all are strings, numbers or missing, and need no encoder made for them."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None:
        return "null"
    return str(value) if type(value) is int else json.dumps(value)


def _cell(passage: Passage, slot: str, stand: Stand) -> dict[str, Any]:
    from_here = stand.origin == "text" and stand.sentence is not None
    quote, start, end = passage.quote(stand.start, stand.end) if from_here else (stand.words, None, None)
    return {
        "slot": slot,
        "quote": quote,
        "start": start,
        "end": end,
        "sentence": stand.sentence.words if stand.sentence is not None and from_here else stand.words,
        "rule": stand.rule,
        "origin": "text" if from_here else stand.origin,
    }

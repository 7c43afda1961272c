"""A lake made from objects with the keys of the gold schema, as if they had been scraped and extracted.

``write_gold_lake`` lands them as articles, readings and claims through ``storage.lake``. Every claim gets a quote that
stands in its article: words of its own where the text holds them, else the article's first line.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from extraction.reader import read
from storage.lake import Lake
from storage.records import Article
from storage.schemas import CLAIM_TYPES, CLAIMS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DAY = date(2025, 11, 1)
PRECISION = {4: "year", 7: "month", 10: "day"}
OWN_WORDS = ("name", "number", "as_written", "host", "grantor", "count", "delegates", "individuals", "collectives")


def digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def gold_documents(folder: Path) -> list[dict[str, Any]]:
    """The gold objects of a folder, in the order of their file names."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def gold_article(document: dict[str, Any], source_id: str = "gold") -> Article:
    """The article of one gold object; ids depend on nothing but its URL (or id) and text."""
    url = document.get("url")
    text = document.get("text") or "\n".join([document.get("title") or document["id"], "Invented for a test."])
    return Article(
        article_id=digest("article", url or document["id"]),
        content_hash=digest("content", text, document.get("published")),
        source_id=source_id,
        site=document.get("site") or (urlsplit(url).hostname if url else None),
        url=url,
        canonical_url=url,
        lang=document["lang"],
        title=document.get("title") or text.splitlines()[0],
        lead=None,
        byline=None,
        text=text,
        blocks=tuple(document.get("blocks") or ()),
        published=document.get("published"),
        published_at=None,
        published_evidence="given" if document.get("published") else None,
        original_url=document.get("original_url"),
        province=document.get("paper_province"),
        parser="gold",
        parser_version="1",
        given_id=document["id"],
    )


def claims_of(article: Article, document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The claims that the lake gets: the object's own, or, where it asks for that, what is read of its text."""
    return read(article).claims if document.get("as_read") else gold_claims(article, document)


def gold_claims(article: Article, document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The claims of one gold object by type; ``part_of_index`` names the total by its place in the list."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for kind in CLAIM_TYPES:
        slots = [name for name in CLAIMS[kind].names if name not in {"claim_id", "article_id", "cells"}]
        rows = [_claim(article, kind, ordinal, fact, slots) for ordinal, fact in enumerate(document.get(kind) or [])]
        for row, fact in zip(rows, document.get(kind) or [], strict=True):
            if fact.get("part_of_index") is not None:
                row["part_of"] = rows[fact["part_of_index"]]["claim_id"]
        claims[kind] = rows
    return claims


def _claim(article: Article, kind: str, ordinal: int, fact: dict[str, Any], slots: list[str]) -> dict[str, Any]:
    own = (str(fact[slot]) for slot in OWN_WORDS if fact.get(slot) is not None)
    quote = next((words for words in own if words and words in article.text), article.text.splitlines()[0])
    start = article.text.index(quote)
    row = {slot: fact.get(slot) for slot in slots}
    if kind == "conferences":
        row["date_precision"] = PRECISION.get(len(fact.get("date") or ""))
    if kind == "models" and fact.get("level") and fact.get("province") is None and fact["level"] == "province":
        row["province"] = fact.get("unit")
    stated = [slot for slot, value in fact.items() if slot in row and value is not None]
    sentence = next(line for line in article.text.splitlines() if quote in line)
    return row | {
        "claim_id": digest("claim", article.article_id, article.content_hash, kind, ordinal, fact),
        "article_id": article.article_id,
        "content_hash": article.content_hash,
        "ordinal": ordinal,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "sentence": sentence,
        "rule": "gold",
        "cells": [
            {
                "slot": slot,
                "quote": quote,
                "start": start,
                "end": start + len(quote),
                "sentence": sentence,
                "rule": "gold",
                "origin": "text",
            }
            for slot in stated
        ],
    }


def write_gold_lake(
    root: Path,
    documents: Iterable[dict[str, Any]],
    *,
    run: str = "gold",
    day: date = DAY,
    extractor: str = "1",
    source_id: str = "gold",
) -> Lake:
    """Land ``documents`` in the lake below ``root`` as one run's articles, readings and claims."""
    lake = Lake(root)
    lake.prepare()
    articles = [(gold_article(document, source_id), document) for document in documents]
    path = lake.articles_path(source_id, day, run)
    lake.write_articles(path, [article for article, _ in articles])
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in CLAIM_TYPES}
    readings = []
    for article, document in articles:
        relevant = document.get("relevant", True)
        claims = claims_of(article, document) if relevant else {kind: [] for kind in CLAIM_TYPES}
        for kind, found in claims.items():
            rows[kind] += found
        readings.append(
            {
                "article_id": article.article_id,
                "content_hash": article.content_hash,
                "lang": article.lang,
                "relevant": relevant,
                "n_claims": sum(map(len, claims.values())),
            }
        )
    for kind in CLAIM_TYPES:
        lake.write_claims(lake.claims_path(kind, extractor, path), kind, rows[kind])
    lake.write_claims(lake.claims_path("readings", extractor, path), "readings", readings)
    return lake


def at(text: str) -> datetime:
    """A moment as the lake keeps it, from an ISO text with its zone."""
    return datetime.fromisoformat(text)

"""How far the published warehouse agrees with the newsroom's gold, article by article, fact type by fact type."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from scrapers.newsroom import gold, newsroom_articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What must be the same for a published claim to be a gold fact, besides its article; and what is not scored.
IDENTITY = {
    "conferences": ("date", "province"),
    "models": ("count",),
    "awards": ("collectives", "individuals", "total"),
    "people": ("name_latin",),
    "documents": ("number",),
}
CLAIMS = {
    "conferences": "fct_conference_claims",
    "models": "fct_model_claims",
    "awards": """(
        FROM fct_award_claims
        WHERE award IS DISTINCT FROM 'giải thưởng' AND coalesce(collectives, individuals, total) IS NOT NULL
    )""",
    "people": "(SELECT DISTINCT article_id, name_latin FROM fct_person_claims WHERE part NOT IN ('author', 'other'))",
    "documents": "fct_document_claims",
}


@dataclass(frozen=True)
class Agreement:
    """Precision and recall of one fact type, with what was missed and what was made up."""

    right: int
    missed: tuple[str, ...]
    spurious: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of the published claims that gold states."""
        return self.right / max(1, self.right + len(self.spurious))

    @property
    def recall(self) -> float:
        """Share of gold's facts that are published."""
        return self.right / max(1, self.right + len(self.missed))


def agreements(published: Path) -> dict[str, Agreement]:
    """Hold every article that is published on the web to its gold; articles are joined by their address."""
    expected: dict[str, Counter[str]] = {kind: Counter(dict(_expected(kind))) for kind in IDENTITY}
    optional: dict[str, Counter[str]] = {kind: Counter(dict(_expected(kind, optional=True))) for kind in IDENTITY}
    found = {kind: Counter(_found(published, kind)) for kind in IDENTITY}
    return {
        kind: Agreement(
            (found[kind] & expected[kind]).total(),
            tuple(sorted((expected[kind] - found[kind]).elements())),
            tuple(sorted((found[kind] - expected[kind] - optional[kind]).elements())),
        )
        for kind in IDENTITY
    }


def _expected(kind: str, *, optional: bool = False) -> Iterator[tuple[str, int]]:
    """Gold's facts, each as the article's address with what identifies the fact, and how often it is stated."""
    facts: Counter[str] = Counter()
    for article in newsroom_articles():
        stated = gold(article)
        keys = []
        for fact in stated[kind] if stated["relevant"] else ():
            unscored = (
                fact.get("optional", False)
                or (kind == "people" and fact["part"] in ("author", "other"))
                or (kind == "awards" and (fact["award"] == "giải thưởng" or not _counted(fact)))
            )
            if unscored == optional:
                keys.append(_key(stated["url"], [fact[slot] for slot in IDENTITY[kind]]))
        facts.update(set(keys) if kind == "people" else keys)
    yield from facts.items()


def _counted(fact: dict[str, Any]) -> bool:
    return any(fact[slot] is not None for slot in IDENTITY["awards"])


def _found(published: Path, kind: str) -> Iterator[str]:
    """The claims of the published warehouse in the same words."""
    sql = f"SELECT url, {', '.join(IDENTITY[kind])} FROM {CLAIMS[kind]} JOIN dim_article USING (article_id)"
    with duckdb.connect(str(published), read_only=True) as connection:
        for url, *values in connection.execute(sql).fetchall():
            yield _key(url, values)


def _key(url: str, values: list[Any]) -> str:
    return json.dumps([url, *(_folded(value) for value in values)], ensure_ascii=False)


def _folded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    marks = unicodedata.normalize("NFD", value.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marks if not unicodedata.combining(c)).casefold()

"""Reading one article: from its text to its claims, and to the facts in the gold schema.

``read`` never raises on an article's content; what it cannot read it leaves out. ``VERSION`` names the rules: a change
that changes claims raises it (see ``readings``), and the lake keeps the claims of each version apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extraction.awards import awards
from extraction.documents import documents
from extraction.events import events
from extraction.lexicon import lexicon
from extraction.models import models
from extraction.passage import annotate, open_passage
from extraction.people import people
from extraction.setting import read_setting
from extraction.slug import read_slug
from extraction.subject import is_relevant, names_subject
from storage.schemas import CLAIM_TYPES

if TYPE_CHECKING:
    from storage.records import Article

VERSION = "7"
_FACT_SLOTS = {
    "conferences": ("date", "kind", "level", "province", "district", "commune", "host", "delegates"),
    "models": ("count", "status", "collective", "individual", "level", "unit", "period"),
    "awards": ("award", "as_written", "grantor", "collectives", "individuals", "total"),
    "people": ("name", "name_latin", "position", "part"),
    "documents": ("number", "kind", "date"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: whether it is on the subject, and its claims by type."""

    relevant: bool
    claims: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    language_known: bool = True

    @property
    def n_claims(self) -> int:
        """How many claims there are in all."""
        return sum(len(rows) for rows in self.claims.values())


def read(article: Article) -> Reading:
    """Read one article; an irrelevant one, or one in a language without a file, has no claims."""
    empty: dict[str, list[dict[str, Any]]] = {kind: [] for kind in CLAIM_TYPES}
    known = lexicon(article.lang)
    if known is None:
        return Reading(relevant=False, claims=empty, language_known=False)
    passage = open_passage(article, known)
    slug = read_slug(article)
    if not names_subject(passage.hits, slug):
        return Reading(relevant=False, claims=empty)
    annotate(passage)
    if not is_relevant(passage, slug):
        return Reading(relevant=False, claims=empty)
    setting = read_setting(passage, slug)
    counted, taken = models(setting)
    held = events(setting)
    claims = {
        "conferences": held,
        "models": counted,
        "awards": awards(setting, taken),
        "people": people(passage, has_event=bool(held)),
        "documents": documents(passage),
    }
    return Reading(relevant=True, claims=claims)


def facts(article: Article, reading: Reading) -> dict[str, Any]:
    """The article and its facts as one object of the gold schema, each fact with its evidence."""
    return {
        "id": article.given_id or article.article_id,
        "url": article.url,
        "site": article.site,
        "lang": article.lang,
        "published": article.published,
        "original_url": article.original_url,
        "relevant": reading.relevant,
        **{
            kind: [
                {
                    **{slot: claim[slot] for slot in _FACT_SLOTS[kind]},
                    "evidence": {key: claim[key] for key in ("quote", "start", "end", "sentence", "rule", "cells")},
                }
                for claim in reading.claims[kind]
            ]
            for kind in CLAIM_TYPES
        },
        "text": article.text,
    }

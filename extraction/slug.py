"""What an article's URL says: the Vietnamese words of its slug, and the province in its host.

Slugs are Vietnamese without diacritics, in every language edition, so they are read with the folded Vietnamese
lexicon. They tell kind and place where the text is silent; numbers in them are never counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from extraction.language import language
from extraction.places import gazetteer
from extraction.terms import Hit, TermSet, tokenize
from extraction.view import fold

if TYPE_CHECKING:
    from storage.records import Article

_CLASSES: Final = ("event", "cue", "subject", "organ", "body", "place_type")
_TAIL: Final = re.compile(r"(?:[-_](?:post|a|d|id)?\d{3,})?(?:\.(?:html?|vnp|amp|epi|vov|tpo|bbg))*/?$")


@dataclass(frozen=True, slots=True)
class Slug:
    """The words of a URL's last segment, and the terms found in them."""

    words: str
    url: str
    hits: tuple[Hit, ...]
    provinces: tuple[str, ...]

    def of(self, cls: str) -> list[Hit]:
        """The hits of a class, in order."""
        return [hit for hit in self.hits if hit.cls == cls]


@lru_cache(maxsize=1)
def slug_terms() -> TermSet:
    """The Vietnamese terms that are looked for in slugs, without diacritics."""
    terms = TermSet()
    vietnamese = language("vi")
    for cls, value, term in vietnamese.flat_terms():
        if cls in _CLASSES:
            words = " ".join(part if part[0] == "(" else fold(part) for part in term.split() if fold(part))
            if words and len(words) > 2:
                terms.add(cls, value, fold(words.replace("|", " ")) if "(" not in words else fold(words))
    return terms


def read_slug(article: Article) -> Slug | None:
    """The slug of the article's URL, else of the original it names; None when neither has words."""
    for url in (article.url, article.original_url):
        if not url:
            continue
        segments = [part for part in unquote(urlsplit(url).path).split("/") if part and "index." not in part]
        words = max((_words(segment) for segment in segments), key=len, default="")
        if words.count(" ") >= 2:
            tokens = tokenize(words)
            return Slug(words, url, tuple(slug_terms().find(tokens)), _provinces(words))
    return None


def _words(segment: str) -> str:
    return fold(_TAIL.sub("", segment).replace("-", " "))


def _provinces(words: str) -> tuple[str, ...]:
    """Provinces named in the slug, in order; "an giang" inside another word sequence cannot be told apart."""
    parts = words.split()
    index = gazetteer().provinces
    found = []
    for start in range(len(parts)):
        for length in (4, 3, 2):
            units = index.get(" ".join(parts[start : start + length])) if start + length <= len(parts) else None
            if units and units[0].name not in found:
                found.append(units[0].name)
                break
    return tuple(found)

"""The province that an article is about: what its text, its paper, its address and its date line say of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extraction.evidence import Stand, Valued, from_elsewhere
from extraction.places import gazetteer
from extraction.units import valid_on

if TYPE_CHECKING:
    from extraction.passage import Passage
    from extraction.places import PlaceHit
    from extraction.setting import Setting

_ELSEWHERE = 4  # weight of places named with their kind at which a paper reports from another province
_LABEL = re.compile(r"Báo (?P<paper>[^\W\d_][^\d\n|,()]{1,25}?)\s*(?=Báo |Đài |\d|[|,\n]|$)")


def province_of(setting: Setting) -> Valued | None:
    """The province: what the text names first and most, else the paper's, else the slug's and the host's."""
    article = setting.passage.article
    hosts = [urlsplit(url).hostname for url in (article.original_url, article.url) if url] or [article.site]
    of_host = next((found for host in hosts if (found := gazetteer().province_of_host(host))), None)
    label = _label(setting.passage)
    paper = gazetteer().province_named(article.province) or of_host or (label[0] if label else None)
    paper = gazetteer().province_named(paper, article.published)
    strong: Counter[str] = Counter()
    votes: Counter[str] = Counter()
    stands: dict[str, Stand] = {}
    for sentence in setting.passage.sentences:
        for place in sentence.places:
            weight = 2 if sentence.index < 4 else 1
            name = (_named_then if place.is_province else _only_province)(place, article.published)
            if not name:
                continue
            if setting.in_role(sentence, place.start):
                weight = 1
            votes[name] += weight * (2 if place.kind == "province" else 1)
            if place.kind:
                strong[name] += weight
            stands.setdefault(name, Stand("setting.named", sentence, place.start, place.end))
    if paper is not None and (votes[paper] or max(strong.values(), default=0) < _ELSEWHERE):
        if paper in stands:
            return Valued(paper, stands[paper])
        source = article.province or (label[1] if label else next((host for host in hosts if host), None)) or ""
        return from_elsewhere(paper, "source", source, "setting.paper")
    slug = setting.slug
    if slug is not None and slug.provinces and (not votes or slug.provinces[0] in votes):
        name = slug.provinces[0]
        if name in stands:
            return Valued(name, stands[name])
        return from_elsewhere(name, "url", slug.url, "setting.slug")
    if votes:
        name = votes.most_common(1)[0][0]
        return Valued(name, stands[name])
    return None


def _label(passage: Passage) -> tuple[str, str] | None:
    """The province of the paper that an aggregator's date line or byline names ("Báo Quảng Nam06/01/2025")."""
    article = passage.article
    for block in article.blocks:
        if block.kind not in {"dateline", "byline"}:
            continue
        for match in _LABEL.finditer(article.text, block.start, block.end):
            province = gazetteer().province_named(match["paper"].strip())
            if province is not None:
                return province, match.group().strip()
    return None


def _named_then(place: PlaceHit, published: str | None) -> str:
    """A province by the name it bore when the report came out."""
    return valid_on(place.units, published)[0].province


def _only_province(place: PlaceHit, published: str | None) -> str:
    """The province of a smaller unit whose name there was only in one province then; '' for any other."""
    provinces = {unit.province for unit in valid_on(place.units, published)}
    return provinces.pop() if len(provinces) == 1 else ""

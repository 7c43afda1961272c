"""Whether an article is about mass mobilisation work: its movement, models, awards, or grassroots democracy.

Naming a body ("Ban Dân vận") makes no article relevant; saying what it is about does. ``is_wanted`` answers the same
for a headline, for scrapers that ask before they fetch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.lexicon import lexicon
from extraction.slug import slug_terms
from extraction.terms import tokenize
from extraction.view import fold, view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extraction.passage import Passage, Sentence
    from extraction.slug import Slug
    from extraction.terms import Hit

_WEIGHT = {"dan_van": 1.0, "dan_van_kheo": 2.0, "democracy": 1.0}
_OF_AN_EVENT = 60  # characters between an event and the subject whose day it is held for
_LEAD = 80  # characters from which a lead opens a report by itself; a shorter one may be a line of names
_OF_A_DAY = 4  # characters between "traditional day of" and the subject that the day is of
_BARE = 2  # words of the subject's bare name, which a slug may have from a body's: "dan-van"
_ENOUGH = 2.0
_OF_ITS_BODY = 1.0  # what is enough where a report opens with an event of the body for mass mobilisation
_SHORT = 2000  # characters of text in which that is enough
_PASSING = 6000  # characters beyond for each further unit of weight: one passing mention in a long report is none


def subject_hits(hits: Iterable[Hit]) -> list[Hit]:
    """The subject terms that are neither part of a body's name nor of an anniversary's ("ngày truyền thống …")."""
    hits = list(hits)
    organs = [hit for hit in hits if hit.cls == "organ"]
    days = [hit.end for hit in hits if hit.cls == "anniversary"]
    return [
        hit
        for hit in hits
        if hit.cls == "subject"
        and not any(organ.start <= hit.start and hit.end <= organ.end and not _is_same(organ, hit) for organ in organs)
        and not any(0 <= hit.start - end <= _OF_A_DAY for end in days)
    ]


def _is_same(organ: Hit, subject: Hit) -> bool:
    """Whether several words that may name a body are the work itself: "Propaganda- und Massenmobilisierungsarbeit"."""
    return (organ.start, organ.end) == (subject.start, subject.end) and subject.last - subject.first > 1


def names_subject(hits: Iterable[Hit], slug: Slug | None) -> bool:
    """Whether anything in an article names the subject; where nothing does, it is not relevant."""
    wanted = {"subject"} if slug is None or not subject_hits(slug.hits) else {"subject", "organ"}
    return any(hit.cls in wanted for hit in hits)


def is_relevant(passage: Passage, slug: Slug | None) -> bool:
    """Whether the article's facts are facts of mass mobilisation work.

    It is when its title, slug or opening speaks of the subject, or its text does so again and again.
    """
    score = 0.0
    by_organ = False  # the slug names the subject, the opening the body: then what is held or counted is of it
    named = subject_hits(slug.hits) if slug is not None else []
    in_slug, is_work = bool(named), any(hit.last - hit.first > _BARE for hit in named)
    held = False  # an event of the body's opens the report
    lead = sum(s.end - s.start for s in passage.sentences if s.block == "lead")
    opening = {"lead", "paragraph"} if lead >= _LEAD else {"paragraph"}
    first = next((s.block_index for s in passage.sentences if s.block in opening), None)
    for sentence in passage.sentences:
        weight = _weight(passage, sentence) if sentence.has("subject") else 0.0
        opens = sentence.block in {"title", "lead"} or sentence.block_index == first
        if weight and (in_slug or opens):
            return True
        by_organ = by_organ or (in_slug and opens and sentence.has("organ"))
        counts = bool(sentence.numbers) and sentence.has("model", "model")
        held = held or (opens and sentence.has("organ") and sentence.has("event") and sentence.has("held"))
        if by_organ and (counts or (is_work and sentence.has("held"))):
            return True
        score += weight * (0.5 if sentence.block == "caption" else 1.0)
    enough = _OF_ITS_BODY if held else _ENOUGH
    return score >= enough + max(0, len(passage.view.lower) - _SHORT) / _PASSING


def _weight(passage: Passage, sentence: Sentence) -> float:
    """How much a sentence speaks of the subject."""
    said = sum(_WEIGHT[hit.value] for hit in subject_hits(sentence.hits)) + _keeps_its_day(passage, sentence)
    return said + bool(said and sentence.has("model", "model"))  # a model of the work is its very subject


def _keeps_its_day(passage: Passage, sentence: Sentence) -> float:
    """The weight of an event held for the subject's own day: "Lễ kỷ niệm 90 năm Ngày truyền thống … dân vận"."""
    for subject in sentence.of("subject") if sentence.has("anniversary") else ():
        for event in sentence.of("event"):
            between = passage.view.lower[event.end : subject.start]
            if event.end <= subject.start and len(between) <= _OF_AN_EVENT and "," not in between:
                return _WEIGHT["dan_van"]
    return 0.0


def is_wanted(title: str, lang: str) -> bool:
    """Whether a headline speaks of the subject, in the language it is said to be in; or the words of a slug."""
    if title.isascii() and any(hit.cls in {"subject", "organ"} for hit in slug_terms().find(tokenize(fold(title)))):
        return True
    for code in (lang, "vi"):
        language = lexicon(code)
        if language is not None:
            hits = language.terms.find(tokenize(view(title).lower))
            if any(hit.cls in {"subject", "organ"} for hit in hits):
                return True
    return False

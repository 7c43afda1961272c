"""Which bodies of a sentence do not act in it: those at which something is held, and those named as the ground for it.

"Thực hiện Kế hoạch của Tỉnh ủy, sáng 5/4, tại Huyện ủy, Đảng ủy xã A tổ chức …": only the last one holds anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.unspaced import is_verb_last

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_OPENS = 10  # tokens from a sentence's beginning within which the ground for an event is told: a date may come before
_Span = tuple[int, int]


def spans_aside(passage: Passage, sentence: Sentence) -> list[_Span]:
    """The stretches of a sentence whose bodies hold no event and grant nothing."""
    known: dict[int, list[_Span]] = passage.found.setdefault("aside", {})
    if sentence.index not in known:
        units = {
            hit.start for hit in sentence.of("place_type") if hit.last - hit.first == 1
        }  # "in the commune of A the party committee held …"
        bodies = [hit for hit in sentence.of("body") if hit.start not in units]
        venues = [(hit.start, hit.end) for hit in bodies if _is_venue(passage, hit)]
        ground = _ground(passage, sentence)
        known[sentence.index] = [*venues, *([ground] if ground else [])]
    return known[sentence.index]


def is_aside(passage: Passage, sentence: Sentence, offset: int) -> bool:
    """Whether a body that begins at an offset does not act in its sentence."""
    return any(start <= offset < end for start, end in spans_aside(passage, sentence))


def _is_venue(passage: Passage, hit: Hit) -> bool:
    """Whether "at" leads up to a body; where verbs stand last, "at" stands behind what it is said of."""
    if hit.first == 0 or is_verb_last(passage.lexicon):
        return False
    return passage.tokens[hit.first - 1].text in passage.lexicon.at_words


def _ground(passage: Passage, sentence: Sentence) -> _Span | None:
    """From "by the plan of …" to the comma before the body that acts; None when no ground is told first."""
    opening = next((hit for hit in sentence.of("occasion") if hit.first - sentence.first <= _OPENS), None)
    if opening is None:
        return None
    for verb in sentence.of("held"):
        comma = passage.view.lower.rfind(",", opening.end, verb.start)
        if comma > 0 and any(comma < hit.start and hit.end <= verb.start for hit in sentence.of("body")):
            return opening.start, comma
    return None

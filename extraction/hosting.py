"""Which bodies of a sentence do not act in it: those at which something is held, and those named as the ground for it.

"Thực hiện Kế hoạch của Tỉnh ủy, sáng 5/4, tại Huyện ủy, Đảng ủy xã A tổ chức …": only the last one holds anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_OPENS = 10  # tokens from a sentence's beginning within which the ground for an event is told: a date may come before
_AUTHOR = 60  # characters behind a kind of document within which its author is named: " 19 của Ban Thường vụ "
_AUTHOR_WORDS = 6  # … and words within which "of" stands: "số 12-CT/TU của"
_VENUE = 6  # tokens from "at" to the body whose rooms are meant
_Span = tuple[int, int]


def spans_aside(passage: Passage, sentence: Sentence) -> list[_Span]:
    """The stretches of a sentence whose bodies hold no event and grant nothing."""
    known: dict[int, list[_Span]] = passage.found.setdefault("aside", {})
    if sentence.index not in known:
        venues = [(hit.start, hit.end) for hit in sentence.of("body") if _is_venue(passage, sentence, hit)]
        ground = _ground(passage, sentence)
        known[sentence.index] = [*venues, *([ground] if ground else [])]
    return known[sentence.index]


def is_aside(passage: Passage, sentence: Sentence, offset: int) -> bool:
    """Whether a body that begins at an offset does not act in its sentence."""
    return any(start <= offset < end for start, end in spans_aside(passage, sentence))


def is_author(passage: Passage, sentence: Sentence, offset: int) -> bool:
    """Whether what stands at an offset says whose document is named: "thực hiện Chỉ thị 19 của Thành ủy TP.HCM"."""
    before = [hit for hit in sentence.of("document") if 0 <= offset - hit.end <= _AUTHOR]
    if not before:
        return False
    between = [token.text for token in passage.tokens[before[-1].last : before[-1].last + _AUTHOR_WORDS]]
    said = passage.view.lower[before[-1].end : offset]
    return "," not in said and any(word in passage.lexicon.of_words for word in between)


def _is_venue(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether "at" leads up to a body: "tại Huyện ủy", "tại hội trường UBND xã"."""
    acts = {other.first for cls in ("held", "event", "part", "give") for other in sentence.of(cls)}
    for index in range(hit.first - 1, max(sentence.first, hit.first - _VENUE) - 1, -1):
        if passage.tokens[index].text in passage.lexicon.at_words:
            return True
        if index in acts or passage.tokens[index].text in {",", ";", ":"}:
            return False
    return False


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
